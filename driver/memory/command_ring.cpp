// Ring memory.
#include "driver/memory/command_ring.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"

namespace egpulab::memory {

CommandRing::CommandRing(GpuMemory& memory, u64 bytes, Placement placement, const std::string& label)
    : memory_(memory.allocate({.size = bytes, .placement = placement, .cached = false, .label = label})),
      bytes_(bytes) {}

u64 CommandRing::blocked_by(u64 count, u64 completed) {
  while (!in_flight_.empty() && in_flight_.front().fence <= completed) {
    free_from_ = in_flight_.front().end;
    in_flight_.pop_front();
  }
  // One slot stays empty: equal pointers mean an empty ring.
  u64 end_of_used = free_from_;
  if (write_pointer_ + count - end_of_used < dwords()) return 0;
  for (const InFlight& f : in_flight_) {
    end_of_used = f.end;
    if (write_pointer_ + count - end_of_used < dwords()) return f.fence;
  }
  throw LimitExceeded(
      fmt::format("{}: a submission of {} dwords does not fit its {} dwords", memory_->label(), count, dwords()));
}

void CommandRing::write(std::span<const u32> words, u64 fence) {
  const u64 first = std::min<u64>(words.size(), dwords() - position());
  memory_->write(4 * position(), std::as_bytes(words.first(first)));
  if (first < words.size()) memory_->write(0, std::as_bytes(words.subspan(first)));
  write_pointer_ += words.size();
  in_flight_.push_back({fence, write_pointer_});
}

void CommandRing::reset() {
  write_pointer_ = free_from_ = 0;
  in_flight_.clear();
}

}  // namespace egpulab::memory

// Argument memory.
#include "driver/memory/argument_ring.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"

namespace egpulab::memory {

u64 ArgumentRing::start_of(u64 size) const {
  const u64 offset = head_ % bytes;
  return offset + size <= bytes ? head_ : head_ + (bytes - offset);
}

u64 ArgumentRing::blocked_by(u64 size, u64 completed) {
  size = align_up(size, alignment_);
  if (size > bytes / 2)
    throw LimitExceeded(
        fmt::format("{}: arguments of {} bytes do not fit its {} bytes", memory_->label(), size, bytes));
  while (!in_flight_.empty() && in_flight_.front().fence <= completed) {
    tail_ = in_flight_.front().end;
    in_flight_.pop_front();
  }
  const u64 end = start_of(size) + size;
  if (end - tail_ <= bytes) return 0;
  for (const InFlight& f : in_flight_)
    if (end - f.end <= bytes) return f.fence;
  return in_flight_.back().fence;
}

ArgumentRing::Slot ArgumentRing::take(u64 size, u64 fence) {
  size = align_up(size, alignment_);
  const u64 start = start_of(size);
  // What is written in one piece must not go round the end.
  if (start % bytes == 0 || start != head_) {
    flush();
    unwritten_ = start;
  }
  head_ = start + size;
  const std::size_t at = staging_.size();
  staging_.resize(at + size);
  if (!in_flight_.empty() && in_flight_.back().fence == fence)
    in_flight_.back().end = head_;
  else
    in_flight_.push_back({fence, head_});
  return {memory_->va() + start % bytes, MutableBytes(staging_).subspan(at, size)};
}

void ArgumentRing::flush() {
  if (!staging_.empty()) memory_->write(unwritten_ % bytes, staging_);
  staging_.clear();
  unwritten_ = head_;
}

}  // namespace egpulab::memory

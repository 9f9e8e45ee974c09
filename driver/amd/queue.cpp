// Submission to a hardware queue.
#include "driver/amd/queue.hpp"

namespace egpulab::driver::amd {

HardwareQueue::HardwareQueue(QueueContext context, std::string name, u64 ring_bytes, Allocation& signals,
                             u64 signal_offset, u32 doorbell)
    : c_(std::move(context)),
      ring_(c_.memory, ring_bytes, Placement::shared, name + " ring"),
      name_(std::move(name)),
      pointers_(c_.memory.allocate(
          {.size = 4 * KiB, .placement = Placement::shared, .cached = false, .label = name_ + " pointers"})),
      timeline_(signals, signal_offset, c_.hdp),
      doorbell_(doorbell) {
  reset_pointers();
}

void HardwareQueue::reset_pointers() {
  ring_.reset();
  pointers_->store<u64>(0, 0);
  pointers_->store<u64>(64, 0);
}

u64 HardwareQueue::submit() {
  if (!has_pending()) return timeline_.submitted();
  if (timeline_.must_drain()) {
    c_.wait(timeline_, timeline_.submitted(), name_);
    timeline_.wrap();
  }
  const u64 fence = timeline_.next();
  const std::span<const u32> words = finish_commands(fence);
  const u64 padding = padding_for(words.size());
  if (const u64 blocker = ring_.blocked_by(padding + words.size(), timeline_.completed()); blocker != 0) {
    c_.wait(timeline_, blocker, name_);
    ring_.blocked_by(padding + words.size(), timeline_.completed());
  }
  // New mappings must be known to the hardware before anything that uses them starts.
  c_.memory.space().synchronise();
  if (padding > 0) {
    padding_.assign(padding, 0);
    ring_.write(padding_, fence);
  }
  ring_.write(words, fence);
  clear_commands();
  pointers_->store<u64>(64, doorbell_value());
  if (!ring_.is_host()) c_.hdp.flush();
  timeline_.submit();
  ring_doorbell();
  return fence;
}

void HardwareQueue::ring_doorbell() {
  bus::Link& link = c_.registers.link();
  // A split 64-bit write would ring the doorbell next to ours too. Of 32 bits the engines keep the upper half of their
  // write pointer, which such links do not fill in years.
  if (link.device().info().limits.max_register_bytes >= 8)
    link.write64(doorbell_bar, u64{4} * doorbell_, doorbell_value());
  else
    link.write32(doorbell_bar, u64{4} * doorbell_, low32(doorbell_value()));
}

}  // namespace egpulab::driver::amd

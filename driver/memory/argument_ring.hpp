// Memory for what launches read: taken in order, written in one piece at a submission, free again when fences pass.
#pragma once

#include <deque>
#include <memory>
#include <vector>

#include "driver/memory/gpu_memory.hpp"

namespace egpulab::memory {

class ArgumentRing {
 public:
  static constexpr u64 bytes = 256 * KiB;

  // In VRAM that the CPU reaches: kernels start by reading their arguments, and a read over the link takes
  // microseconds. `alignment`: of each slot, a divisor of `bytes`.
  ArgumentRing(GpuMemory& memory, const std::string& label, u64 alignment)
      : alignment_(alignment),
        memory_(memory.allocate({.size = bytes, .placement = Placement::visible, .label = label})) {}

  // The fence that must pass before `size` bytes are there; 0: they are.
  u64 blocked_by(u64 size, u64 completed);
  struct Slot {
    u64 va;
    MutableBytes bytes;  // valid until the next call of anything here
  };
  // Room that the work up to `fence` uses.
  Slot take(u64 size, u64 fence);
  // Writes what was taken since the last call.
  void flush();
  // Gives the memory up; for the end of a queue whose work may still read it.
  std::unique_ptr<Allocation> release() { return std::move(memory_); }

 private:
  struct InFlight {
    u64 fence, end;
  };
  u64 start_of(u64 size) const;  // where `size` bytes would begin: slots do not wrap

  u64 alignment_;
  std::unique_ptr<Allocation> memory_;
  u64 head_ = 0, tail_ = 0;  // positions ever taken and freed; memory offset is modulo `bytes`
  u64 unwritten_ = 0;        // position from which staging_ is not in memory yet
  std::vector<std::byte> staging_;
  std::deque<InFlight> in_flight_;
};

}  // namespace egpulab::memory

// The memory of a hardware queue: commands go in at the write pointer; space comes back when fences pass.
#pragma once

#include <deque>
#include <memory>
#include <span>

#include "driver/memory/gpu_memory.hpp"

namespace egpulab::memory {

class CommandRing {
 public:
  // `bytes`: a power of two.
  CommandRing(GpuMemory& memory, u64 bytes, Placement placement, const std::string& label);

  u64 va() const { return memory_->va(); }
  u64 bytes() const { return bytes_; }
  u64 dwords() const { return bytes_ / 4; }
  bool is_host() const { return memory_->is_host(); }
  // Dwords ever written; the hardware's position is this modulo the size.
  u64 write_pointer() const { return write_pointer_; }
  u64 position() const { return write_pointer_ % dwords(); }

  // The fence value that must pass before `count` more dwords fit; 0: they fit now. `count` is at most dwords() / 2.
  u64 blocked_by(u64 count, u64 completed);
  // Writes at the write pointer, round the end, and moves it. The space is free again once `fence` has passed.
  void write(std::span<const u32> words, u64 fence);
  void reset();

 private:
  struct InFlight {
    u64 fence;
    u64 end;  // write pointer after it
  };
  std::unique_ptr<Allocation> memory_;
  u64 bytes_;
  u64 write_pointer_ = 0;
  u64 free_from_ = 0;  // everything before is consumed
  std::deque<InFlight> in_flight_;
};

}  // namespace egpulab::memory

// Local memory: what threads keep of their own beyond registers, one area for all that can run at a time.
#pragma once

#include <memory>

#include "driver/nvidia/memory.hpp"
#include "driver/nvidia/session.hpp"

namespace egpulab::driver::nvidia {

class LocalMemory {
 public:
  LocalMemory(GpuMemory& memory, const ComputeFacts& facts) : memory_(memory), facts_(facts) {}

  // A launch descriptor takes no other sizes.
  static constexpr u32 granule = 16;
  // Where kernels make calls, whose depth nobody knows, they get this much stack more, as CUDA's limit is by default.
  static constexpr u32 call_stack_bytes = 1024;
  static constexpr u32 most_thread_bytes = 512 * 1024;  // CUDA programming guide

  // Makes room for `thread_bytes` of each thread. What was there before comes back in `retired`, if it was too small:
  // work in flight may still use it. Throws LimitExceeded.
  void require(u32 thread_bytes, std::unique_ptr<Allocation>& retired);
  u64 va() const { return allocation_ ? allocation_->va() : 0; }
  // Of a texture processing cluster (TPC), which the hardware counts in.
  u64 tpc_bytes() const { return tpc_bytes_; }

 private:
  GpuMemory& memory_;
  const ComputeFacts& facts_;
  u64 tpc_bytes_ = 0;
  std::unique_ptr<Allocation> allocation_;
};

}  // namespace egpulab::driver::nvidia

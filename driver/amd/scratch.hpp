// Scratch: memory for the private variables of work-items that do not fit registers.
#pragma once

#include <memory>

#include "driver/amd/discovery.hpp"
#include "driver/amd/address_space.hpp"
#include "driver/regs/amd/compute.hpp"

namespace egpulab::driver::amd {

class Scratch {
 public:
  Scratch(GpuMemory& memory, const GcInfo& gc) : memory_(memory), gc_(gc) {}

  // Where kernels without a known stack (recursion, indirect calls) get this much per work-item.
  static constexpr u32 dynamic_stack_bytes = 4 * KiB;

  // Makes room for `bytes` per work-item on all compute units, or on as many waves as `most_bytes` allows. What was
  // there before comes back in `retired`, if it was too small: work in flight may still use it.
  void require(u32 bytes, std::unique_ptr<Allocation>& retired);
  u64 va() const { return allocation_ ? allocation_->va() : 0; }
  regs::amd::ComputeTmpringSize size() const { return size_; }

  static constexpr u64 most_bytes = 512 * MiB;

 private:
  GpuMemory& memory_;
  const GcInfo& gc_;
  u32 bytes_per_item_ = 0;
  std::unique_ptr<Allocation> allocation_;
  regs::amd::ComputeTmpringSize size_{};
};

}  // namespace egpulab::driver::amd

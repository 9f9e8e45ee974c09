// What a channel keeps in memory: instance block, USERD, GPFIFO, method buffer, error notifier.
#pragma once

#include "driver/nvidia/memory.hpp"
#include "driver/nvidia/rm_client.hpp"
#include "driver/regs/nvidia/gsp/r570_144/alloc.hpp"

namespace egpulab::driver::nvidia {

// What RM left of a channel's last error.
struct ErrorNotice {
  u32 error = 0;   // RobustChannelError
  u16 status = 0;  // 0: none
};

class ChannelMemory {
 public:
  // `method_buffer_bytes`: of CE_GET_FAULT_METHOD_BUFFER_SIZE.
  ChannelMemory(GpuMemory& memory, u32 gpfifo_entries, u32 method_buffer_bytes, const std::string& name);

  u32 entries() const { return entries_; }
  u64 gpfifo_va() const { return ring_->va(); }
  // As NvChannelAllocParams takes it.
  void describe(regs::nvidia::gsp::r570_144::NvChannelAllocParams& params) const;

  // Empties USERD, the ring and the notifier: a channel starts with them.
  void clear();
  void write_entry(u32 index, u64 entry);
  void write_put(u32 index);
  u32 read_put();
  u32 read_get();
  ErrorNotice error();

 private:
  regs::nvidia::gsp::r570_144::NvMemoryDescParams place(const Allocation& a, u64 offset, u64 bytes) const;

  u32 entries_, method_buffer_bytes_;
  std::unique_ptr<Allocation> instance_;  // instance block, method buffer
  std::unique_ptr<Allocation> ring_;      // GPFIFO, then USERD, then the error notifier
  u64 userd_ = 0, notifier_ = 0;          // offsets in it
};

}  // namespace egpulab::driver::nvidia

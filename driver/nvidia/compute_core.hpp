// What all objects of the compute runtime share on an NVIDIA card: the session, and memory that work in flight uses.
#pragma once

#include <memory>

#include "driver/compute/backend.hpp"
#include "driver/nvidia/session.hpp"

namespace egpulab::driver::nvidia {

class ComputeCore {
 public:
  ComputeCore(bus::PciDevice& pci, const SessionOptions& options);
  ~ComputeCore();

  Session& session() { return *session_; }
  const compute::DeviceFacts& facts() const { return facts_; }

  // As GpuMemory::allocate; where memory is short, first waits for work and takes back what was given up.
  std::unique_ptr<Allocation> allocate(const MemoryRequest& request);
  // Bytes of device memory for buffers.
  u64 free_memory();
  // The allocation goes once all work submitted or collected so far is done.
  void retire(std::unique_ptr<Allocation> allocation);
  // Frees what no work uses any more.
  void collect();
  void finish_all();

  // Slots that the GPU writes its clock to.
  u32 take_time_slot();
  void release_time_slot(u32 slot) { free_time_slots_.push_back(slot); }
  u64 time_slot_va(u32 slot) const;
  Nanoseconds read_time_slot(u32 slot);

  // Copy channels are handed out in turn.
  u32 next_channel() { return queues_made_++ % Session::copy_channels; }
  compute::ShutdownReport close() noexcept;
  bool closed() const { return closed_; }

 private:
  struct Retired {
    std::vector<std::pair<Channel*, u64>> fences;
    std::unique_ptr<Allocation> allocation;
  };

  std::unique_ptr<Session> session_;
  compute::DeviceFacts facts_;
  std::unique_ptr<Allocation> times_;
  std::vector<u32> free_time_slots_;
  std::vector<Retired> retired_;
  u32 queues_made_ = 0;
  bool closed_ = false;
};

}  // namespace egpulab::driver::nvidia

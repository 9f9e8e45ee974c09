// What all objects of the compute runtime share on an NVIDIA card: the session, and memory that work in flight uses.
#pragma once

#include <memory>

#include "driver/compute/backend.hpp"
#include "driver/memory/argument_ring.hpp"
#include "driver/nvidia/grid_descriptor.hpp"
#include "driver/nvidia/local_memory.hpp"
#include "driver/nvidia/multiprocessor.hpp"

namespace egpulab::driver::nvidia {

class ComputeCore {
 public:
  ComputeCore(bus::PciDevice& pci, const SessionOptions& options);
  ~ComputeCore();

  Session& session() { return *session_; }
  const compute::DeviceFacts& facts() const { return facts_; }
  const MultiprocessorFacts& multiprocessor() const { return multiprocessor_; }
  const GridDescriptor& descriptor() const { return descriptor_; }
  LocalMemory& local_memory() { return local_memory_; }
  // Descriptors and constants of launches on the compute channel, which all queues share: written before it is rung.
  memory::ArgumentRing& launches() { return launches_; }
  u64 submit_launches();
  // Code was loaded: what the card has of code in its caches is not to be trusted. The next launch asks and sees to it.
  void code_changed() { code_changed_ = true; }
  bool take_code_changed() { return std::exchange(code_changed_, false); }

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
  MultiprocessorFacts multiprocessor_;
  compute::DeviceFacts facts_;
  GridDescriptor descriptor_;
  LocalMemory local_memory_;
  memory::ArgumentRing launches_;
  std::unique_ptr<Allocation> times_;
  std::vector<u32> free_time_slots_;
  std::vector<Retired> retired_;
  u32 queues_made_ = 0;
  bool closed_ = false, code_changed_ = false;
};

}  // namespace egpulab::driver::nvidia

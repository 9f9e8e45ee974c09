// What all objects of the compute runtime share on an AMD card: the device, and memory that work in flight still uses.
#pragma once

#include <memory>

#include "driver/amd/device.hpp"
#include "driver/amd/scratch.hpp"
#include "driver/compute/backend.hpp"
#include "driver/memory/argument_ring.hpp"

namespace egpulab::driver::amd {

class ComputeCore {
 public:
  ComputeCore(bus::PciDevice& pci, const DeviceOptions& options);
  ~ComputeCore();

  Device& device() { return *device_; }
  const compute::DeviceFacts& facts() const { return facts_; }
  Scratch& scratch() { return scratch_; }

  // As GpuMemory::allocate; where memory is short, first waits for work and takes back what was given up.
  std::unique_ptr<Allocation> allocate(const MemoryRequest& request);
  // Bytes of device memory for buffers.
  u64 free_memory();
  // The allocation goes once all work submitted or collected so far is done.
  void retire(std::unique_ptr<Allocation> allocation);
  // Frees what no work uses any more.
  void collect();
  void finish_all();

  // The device's clock as time.
  static Nanoseconds ticks_to_time(u64 ticks) { return Nanoseconds(ticks * 10); }  // 100 MHz

  // Slots of 8 bytes that the GPU writes its clock to.
  u32 take_time_slot();
  void release_time_slot(u32 slot) { free_time_slots_.push_back(slot); }
  u64 time_slot_va(u32 slot) const { return times_->va() + u64{8} * slot; }
  u64 read_time_slot(u32 slot) { return times_->load<u64>(u64{8} * slot); }

  // Compute queues are handed out in turn.
  u32 next_queue() { return queues_made_++ % Device::compute_queues; }
  // Of all streams that feed a compute queue: the doorbell that one of them rings starts the others' kernels as well.
  std::vector<memory::ArgumentRing*>& arguments_for(u32 queue) { return arguments_[queue]; }
  compute::ShutdownReport close() noexcept;
  bool closed() const { return closed_; }

 private:
  struct Retired {
    std::array<u64, Device::compute_queues + 1> fences;  // of each timeline
    std::unique_ptr<Allocation> allocation;
  };
  std::array<Timeline*, Device::compute_queues + 1> timelines();

  std::unique_ptr<Device> device_;
  GcInfo gc_;
  compute::DeviceFacts facts_;
  Scratch scratch_;
  std::unique_ptr<Allocation> times_;
  std::vector<u32> free_time_slots_;
  std::vector<Retired> retired_;
  u32 queues_made_ = 0;
  std::array<std::vector<memory::ArgumentRing*>, Device::compute_queues> arguments_;
  bool closed_ = false;
};

}  // namespace egpulab::driver::amd

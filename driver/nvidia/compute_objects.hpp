// Buffers, programs and events of the compute runtime on an NVIDIA card.
#pragma once

#include "driver/nvidia/compute_core.hpp"

namespace egpulab::driver::nvidia {

class NvidiaBuffer final : public compute::BufferBackend {
 public:
  NvidiaBuffer(std::shared_ptr<ComputeCore> core, std::unique_ptr<Allocation> allocation, u64 size)
      : core_(std::move(core)), allocation_(std::move(allocation)), size_(size) {}
  ~NvidiaBuffer() override { core_->retire(std::move(allocation_)); }

  u64 size() const override { return size_; }
  u64 address() const override { return allocation_->va(); }
  Allocation& allocation() const { return *allocation_; }

 private:
  std::shared_ptr<ComputeCore> core_;
  std::unique_ptr<Allocation> allocation_;
  u64 size_;
};

class NvidiaProgram final : public compute::ProgramBackend {
 public:
  // Places the code where the GPU can run it. Throws InvalidRequest.
  NvidiaProgram(std::shared_ptr<ComputeCore> core, std::string_view name, Bytes file);
  ~NvidiaProgram() override;

  const std::vector<compute::KernelInfo>& kernels() const override { return infos_; }
  const CubinKernel& kernel(std::size_t index) const { return cubin_.kernels()[index]; }
  u64 address() const { return image_->va(); }

 private:
  std::shared_ptr<ComputeCore> core_;
  Cubin cubin_;
  std::unique_ptr<Allocation> image_, zeroed_;  // zeroed_: null where the program has no such variables
  std::vector<compute::KernelInfo> infos_;
};

class NvidiaEvent final : public compute::EventBackend {
 public:
  static constexpr u32 no_slot = ~u32{0};

  NvidiaEvent(std::shared_ptr<ComputeCore> core, Channel& channel, u64 fence, u32 slot)
      : core_(std::move(core)), channel_(channel), fence_(fence), slot_(slot) {}
  ~NvidiaEvent() override {
    if (slot_ != no_slot) core_->release_time_slot(slot_);
  }

  bool done() override { return channel_.timeline().is_done(fence_); }
  void wait(std::optional<Nanoseconds> limit) override;
  std::optional<Nanoseconds> time() override;
  Channel& channel() const { return channel_; }
  u64 fence() const { return fence_; }

 private:
  std::shared_ptr<ComputeCore> core_;
  Channel& channel_;
  u64 fence_;
  u32 slot_;
};

}  // namespace egpulab::driver::nvidia

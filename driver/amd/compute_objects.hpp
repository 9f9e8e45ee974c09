// Buffers, programs and events of the compute runtime on an AMD card.
#pragma once

#include "driver/amd/code_object.hpp"
#include "driver/amd/compute_core.hpp"

namespace egpulab::driver::amd {

class AmdBuffer final : public compute::BufferBackend {
 public:
  AmdBuffer(std::shared_ptr<ComputeCore> core, std::unique_ptr<Allocation> allocation, u64 size)
      : core_(std::move(core)), allocation_(std::move(allocation)), size_(size) {}
  ~AmdBuffer() override { core_->retire(std::move(allocation_)); }

  u64 size() const override { return size_; }
  u64 address() const override { return allocation_->va(); }
  Allocation& allocation() const { return *allocation_; }

 private:
  std::shared_ptr<ComputeCore> core_;
  std::unique_ptr<Allocation> allocation_;
  u64 size_;
};

class AmdProgram final : public compute::ProgramBackend {
 public:
  // Places the code where the GPU can run it. Throws InvalidRequest.
  AmdProgram(std::shared_ptr<ComputeCore> core, std::string_view name, Bytes code, std::string_view target);
  ~AmdProgram() override { core_->retire(std::move(image_)); }

  const std::vector<compute::KernelInfo>& kernels() const override { return infos_; }
  const Kernel& kernel(std::size_t index) const { return code_.kernels()[index]; }
  u64 address() const { return image_->va(); }

 private:
  std::shared_ptr<ComputeCore> core_;
  CodeObject code_;
  std::unique_ptr<Allocation> image_;
  std::vector<compute::KernelInfo> infos_;
};

class AmdEvent final : public compute::EventBackend {
 public:
  static constexpr u32 no_slot = ~u32{0};

  AmdEvent(std::shared_ptr<ComputeCore> core, HardwareQueue& queue, u64 fence, u32 slot)
      : core_(std::move(core)), queue_(queue), fence_(fence), slot_(slot) {}
  ~AmdEvent() override {
    if (slot_ != no_slot) core_->release_time_slot(slot_);
  }

  bool done() override;
  void wait(std::optional<Nanoseconds> limit) override;
  std::optional<Nanoseconds> time() override;
  Timeline& timeline() const { return queue_.timeline(); }
  HardwareQueue& queue() const { return queue_; }
  u64 fence() const { return fence_; }

 private:
  std::shared_ptr<ComputeCore> core_;
  HardwareQueue& queue_;
  u64 fence_;
  u32 slot_;
};

}  // namespace egpulab::driver::amd

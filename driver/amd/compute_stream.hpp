// A queue of the compute runtime: kernels go to a compute queue, copies to SDMA, in one order.
#pragma once

#include "driver/amd/compute_objects.hpp"
#include "driver/memory/argument_ring.hpp"

namespace egpulab::driver::amd {

class ComputeStream final : public compute::QueueBackend {
 public:
  explicit ComputeStream(std::shared_ptr<ComputeCore> core);
  ~ComputeStream() override;

  void launch(const compute::LaunchRequest& request) override;
  void copy(const compute::BufferBackend& to, u64 to_offset, const compute::BufferBackend& from, u64 from_offset,
            u64 bytes) override;
  void fill(const compute::BufferBackend& to, u64 offset, u64 bytes, u8 value) override;
  void upload(const compute::BufferBackend& to, u64 offset, Bytes data) override;
  void download(const compute::BufferBackend& from, u64 offset, MutableBytes data) override;
  std::unique_ptr<compute::EventBackend> record(bool with_time) override;
  void wait_for(compute::EventBackend& event) override;
  void flush() override;
  void finish(std::optional<Nanoseconds> limit) override;

 private:
  Device& device() { return core_->device(); }
  SdmaQueue& copies() { return device().copy_queue(); }
  HardwareQueue& last_queue();
  void check_open() const;
  // Makes the next operation of one engine follow what the other was given before.
  void use_compute();
  void use_copies();
  u64 submit_compute();
  u64 submit();
  bool idle();
  // Staging memory in two halves, each reused once its copy is done.
  Allocation& staging();
  void wait_for_staging(u32 half);

  std::shared_ptr<ComputeCore> core_;
  u32 queue_;
  ComputeQueue& kernels_;
  memory::ArgumentRing arguments_;
  bool on_copies_ = false;  // the latest work went to SDMA
  u64 copy_fence_ = 0;      // of our latest work there
  std::unique_ptr<Allocation> staging_;
  std::array<u64, 2> staging_fence_{};
  u32 staging_half_ = 0;
};

}  // namespace egpulab::driver::amd

// A queue of the compute runtime: kernels go to the compute channel, transfers to a copy channel, in one order.
#pragma once

#include <array>

#include "driver/nvidia/compute_objects.hpp"

namespace egpulab::driver::nvidia {

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
  Session& session() { return core_->session(); }
  void check_open() const;
  // Makes the next operation of one engine follow what the other was given before.
  void use_compute();
  void use_copies();
  Channel& last_channel();
  u64 submit();
  void submit_copies_if_full();
  // Whether all work of every queue is done: then the CPU may touch buffers by itself.
  bool idle();
  // Staging memory in two halves, each reused once its copy is done.
  Allocation& staging();
  u32 next_half();
  void wait_for_staging(u32 half);

  std::shared_ptr<ComputeCore> core_;
  ComputeChannel& kernels_;
  CopyChannel& copies_;
  bool on_copies_ = true;  // the latest work went to the copy channel
  std::unique_ptr<Allocation> staging_;
  std::array<u64, 2> staging_fence_{};
  u32 staging_half_ = 0;
};

}  // namespace egpulab::driver::nvidia

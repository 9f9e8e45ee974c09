// A compute queue: a hardware queue descriptor (HQD) on pipe 0 of micro engine 1, programmed without a scheduler.
#pragma once

#include <deque>

#include "driver/amd/graphics_core.hpp"
#include "driver/amd/pm4.hpp"
#include "driver/amd/queue.hpp"

namespace egpulab::driver::amd {

class ComputeQueue final : public HardwareQueue {
 public:
  // `index`: 0..3, its slot on the pipe.
  ComputeQueue(QueueContext context, u32 index, Allocation& signals, u64 signal_offset);
  ~ComputeQueue() override;

  // Adds a dispatch after all earlier ones. `name` is for fault reports.
  void dispatch(const DispatchState& state, std::string name);
  // Later dispatches wait until another queue's work is done. That work must have been submitted.
  void wait_for(const Timeline& other, u64 value);
  // The GPU's clock at `va` after all earlier work.
  void timestamp(u64 va);

  bool has_pending() const override { return !pm4_.empty(); }
  void stop() override;
  void recover() override;
  std::string describe() override;
  // Kernels that may have caused what went wrong: those not known to have ended before the last call.
  std::string suspects();

  // Large enough batches go out by themselves.
  static constexpr u64 ring_bytes = 256 * KiB;
  bool is_full() const { return pm4_.words().size() > ring_bytes / 4 / 4; }

 private:
  struct Launch {
    u64 fence;
    std::string name;
  };
  std::span<const u32> finish_commands(u64 value) override;
  void clear_commands() override { pm4_.clear(); }
  u64 doorbell_value() const override { return ring_.write_pointer(); }
  void begin();
  void activate();
  void deactivate();

  u32 index_;
  Pm4Builder pm4_;
  std::unique_ptr<Allocation> end_of_pipe_;
  std::deque<Launch> launches_;
  bool active_ = false;
};

}  // namespace egpulab::driver::amd

// What compute and copy queues have in common: commands collect until a submission, a fence ends each.
#pragma once

#include <functional>

#include "driver/amd/nbio.hpp"
#include "driver/amd/timeline.hpp"
#include "driver/amd/vram.hpp"
#include "driver/memory/command_ring.hpp"

namespace egpulab::driver::amd {

// What a queue needs of the card.
struct QueueContext {
  Registers& registers;
  Hdp& hdp;
  Vram& vram;
  GpuMemory& memory;
  FrameBuffer frame_buffer;
  u32 vmid;
  // Waits until the timeline has reached the value; throws Timeout, DeviceFault, LinkLost.
  std::function<void(Timeline&, u64 value, std::string_view what)> wait;
};

class HardwareQueue {
 public:
  virtual ~HardwareQueue() = default;
  HardwareQueue(const HardwareQueue&) = delete;
  HardwareQueue& operator=(const HardwareQueue&) = delete;

  const std::string& name() const { return name_; }
  Timeline& timeline() { return timeline_; }

  // Sends what has collected, with a fence behind it, and rings the doorbell once. Returns the fence value that covers
  // all work so far; nothing is sent when nothing has collected.
  u64 submit();
  // Whether work that was added is not submitted yet.
  virtual bool has_pending() const = 0;

  // Takes the queue off the hardware; running work is killed unless it ends at once.
  virtual void stop() = 0;
  // Puts a queue that failed back into service; its unfinished work is lost.
  virtual void recover() = 0;
  // State of the queue in the hardware's words, for error reports.
  virtual std::string describe() = 0;

 protected:
  HardwareQueue(QueueContext context, std::string name, u64 ring_bytes, Allocation& signals, u64 signal_offset,
                u32 doorbell);

  // Ends the collected commands with a fence of `value` and returns them.
  virtual std::span<const u32> finish_commands(u64 value) = 0;
  virtual void clear_commands() = 0;
  // Padding that makes `count` dwords start where the engine accepts them (0: anywhere).
  virtual u64 padding_for(u64 /*count*/) const { return 0; }
  // What the doorbell and the write pointer in memory take.
  virtual u64 doorbell_value() const = 0;

  u64 read_pointer_va() const { return pointers_->va(); }
  u64 write_pointer_va() const { return pointers_->va() + 64; }
  void reset_pointers();

  QueueContext c_;
  memory::CommandRing ring_;

 private:
  void ring_doorbell();

  std::string name_;
  std::unique_ptr<Allocation> pointers_;
  Timeline timeline_;
  u32 doorbell_;
  std::vector<u32> padding_;
};

}  // namespace egpulab::driver::amd

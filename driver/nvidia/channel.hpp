// A GPFIFO channel: RM's objects, its ring and pushbuffer, the doorbell; commands collect until a submission, a fence
// ends each.
#pragma once

#include <deque>
#include <functional>
#include <string>

#include "driver/memory/command_ring.hpp"
#include "driver/nvidia/graphics_context.hpp"
#include "driver/nvidia/pushbuffer.hpp"
#include "driver/nvidia/registers.hpp"
#include "driver/nvidia/timeline.hpp"

namespace egpulab::driver::nvidia {

// What a channel needs of its session.
struct ChannelContext {
  Registers& registers;
  GpuMemory& memory;
  RmClient& client;
  u32 vaspace;
  EngineClasses classes;
  u32 method_buffer_bytes;
  // Waits until the timeline has reached the value; throws Timeout, DeviceFault, LinkLost.
  std::function<void(Timeline&, u64 value, std::string_view what)> wait;
};

class Channel {
 public:
  virtual ~Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;

  const std::string& name() const { return name_; }
  Timeline& timeline() { return timeline_; }
  const Timeline& timeline() const { return timeline_; }
  Pushbuffer& commands() { return commands_; }
  u32 id() const { return token_ & 0xfff; }  // of the channel on its runlist
  u32 runlist() const { return engine_.runlist; }
  u32 runlist_engine() const { return engine_.type; }  // as RM's reports name it

  // Sends what has collected, with a fence behind it, and rings the doorbell once. Returns the fence value that covers
  // all work so far; nothing is sent when nothing has collected.
  u64 submit();
  bool has_pending() const { return !commands_.empty(); }
  // Large enough batches are better sent.
  bool is_full() const { return commands_.words().size() > pushbuffer_bytes / 4 / 4; }

  // Later work waits until another channel's work is done. That work must have been submitted.
  void wait_for(const Timeline& other, u64 value) { commands_.acquire_at_least(other.va(), value); }
  // The GPU's clock, in ns, at va + 8 after all earlier work.
  void timestamp(u64 va) { commands_.release_with_time(va, 0); }

  // Frees RM's objects; running work is lost.
  void stop();
  // Puts a channel that failed back into service; its unfinished work is lost.
  void recover();
  // Its state in the hardware's words, for error reports.
  std::string describe();

  static constexpr u32 gpfifo_entries = 1024;
  static constexpr u64 pushbuffer_bytes = 256 * KiB;

 protected:
  Channel(ChannelContext context, Engine engine, std::string name, Allocation& signals, u64 signal_offset);
  void start();

  // Makes the channel's objects at RM: the channel, which it returns, and an object of the engine's class on it.
  virtual u32 open() = 0;
  virtual void close() = 0;
  // What the first submission begins with.
  virtual void bind_engine(Pushbuffer& commands) = 0;
  regs::nvidia::gsp::r570_144::NvChannelAllocParams parameters() const;

  ChannelContext c_;
  Engine engine_;

 private:
  std::string name_;
  ChannelMemory memory_;
  memory::CommandRing ring_;
  Timeline timeline_;
  Pushbuffer commands_;
  std::vector<u32> padding_;
  u32 token_ = 0;
  u32 put_ = 0;
  bool open_ = false;
};

// A channel of the copy engine, below the device.
class CopyChannel final : public Channel {
 public:
  CopyChannel(ChannelContext context, Engine engine, std::string name, Allocation& signals, u64 signal_offset);
  ~CopyChannel() override;

 private:
  u32 open() override;
  void close() override;
  void bind_engine(Pushbuffer& commands) override;
  u32 channel_ = 0;
};

// A channel of the graphics and compute engine, in a channel group (TSG) with a context share.
class ComputeChannel final : public Channel {
 public:
  ComputeChannel(ChannelContext context, Engine engine, GraphicsContext& graphics, std::string name,
                 Allocation& signals, u64 signal_offset);
  ~ComputeChannel() override;

  // RM's objects.
  u32 handle() const { return channel_; }
  u32 object() const { return object_; }
  // For error reports: the kernel is part of what is submitted next.
  void note_kernel(std::string_view name);
  // "kernel vecadd", "kernels vecadd, saxpy": those whose end has not been seen. Empty when there are none.
  std::string kernels_in_flight() const;

 private:
  u32 open() override;
  void close() override;
  void bind_engine(Pushbuffer& commands) override;
  GraphicsContext& graphics_;
  ContextBuffers buffers_;
  u32 group_ = 0, channel_ = 0, object_ = 0;
  struct Note {
    u64 fence;
    std::string kernel;
  };
  std::deque<Note> notes_;  // the latest launches
};

}  // namespace egpulab::driver::nvidia

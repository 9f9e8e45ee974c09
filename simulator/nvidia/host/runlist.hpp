// One runlist: the channels that are to run, the scheduler that lets them, its registers and channel RAM.
#pragma once

#include <map>
#include <memory>

#include "driver/regs/nvidia/runlist.hpp"
#include "simulator/nvidia/host/channel.hpp"

namespace egpulab::simulator::nvidia {

// Who runs events, and knows the other runlists.
class RunlistOwner {
 public:
  virtual ~RunlistOwner() = default;
  virtual void schedule_service(u32 runlist, Nanoseconds delay) = 0;
  virtual bool clear_faulted(u32 runlist, u32 channel, bool engine) = 0;
};

// Groups take turns in the order of the list, channels within their group likewise, each for its group's time slice at
// most. One PBDMA serves the list: runqueue selectors are read and do not matter.
class Runlist final : private ChannelOwner {
 public:
  Runlist(HostServices& services, RunlistOwner& owner, const NvidiaEngine& engine);

  const NvidiaEngine& engine() const { return engine_; }

  void submit(PhysicalAddress base, u32 entries);
  void enable(u32 channel, bool on);
  void preempt(u32 channel);
  void release(u32 channel);
  // False: no such channel on the list.
  bool ring(u32 channel);
  bool clear_faulted(u32 channel, bool engine);
  // Runs the next channel whose turn it is.
  void service();

  // Registers of the runlist and its channel RAM, by their offsets in BAR0.
  bool claims(u32 offset) const {
    return offset - engine_.runlist_base < regs::nvidia::runlist::bytes ||
           (engine_.channel_ram_base != 0 &&
            offset - engine_.channel_ram_base < 4 * regs::nvidia::channels_per_runlist);
  }
  u32 read32(u32 offset);
  void write32(u32 offset, u32 value);

  void reset();
  void visit(StateVisitor& v);

 private:
  struct Group {
    u32 id = 0;
    u32 timeslice_us = 0;  // units of 1024 ns
    u32 first = 0, count = 0;
    void visit(StateVisitor& v) { v(id), v(timeslice_us), v(first), v(count); }
  };

  // ChannelOwner
  void wake(Nanoseconds delay) override;
  GroupContext& context(u32 group, u32 subcontext) override;
  bool clear_faulted(u32 runlist, u32 channel, bool engine) override {
    return owner_.clear_faulted(runlist, channel, engine);
  }

  bool graphics() const { return engine_.device_type == 0; }
  Channel* find(u32 channel);
  Channel& made(u32 channel);
  void bad_list(regs::nvidia::BadTsg code, u32 entry);
  regs::nvidia::ChramChannel channel_ram(u32 channel);
  void write_channel_ram(u32 channel, u32 value);

  HostServices& services_;
  RunlistOwner& owner_;
  const NvidiaEngine& engine_;

  std::map<u32, std::unique_ptr<Channel>> channels_;  // all that software has named
  std::map<u64, std::unique_ptr<GroupContext>> contexts_;
  std::vector<Group> groups_;
  std::vector<ChannelEntry> list_;  // in the order of the runlist
  u32 cursor_ = 0;                  // whose turn is next, in list_
  Nanoseconds free_at_{0};          // when the PBDMA has done what it is at
  Channel* running_ = nullptr;      // while service() runs it
  std::unique_ptr<Channel> ended_;  // released while it ran
  bool disabled_ = false;           // NV_RUNLIST_SCHED_DISABLE
  // Registers that hold a value.
  u32 submit_base_lo_ = 0, submit_base_hi_ = 0, submit_ = 0, intr_0_ = 0, bad_tsg_ = 0, preempt_ = 0;
};

}  // namespace egpulab::simulator::nvidia

// The firmware's life: start, requests, events, halt. ResourceManager lends it the timeline.
#pragma once

#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

class ResourceManager::Firmware {
 public:
  enum class State : u8 { off, starting, running, failed, halted };
  // What the firmware wants to be woken for.
  enum Event : u32 { init_done, serve, retry, recover };
  struct Wish {
    Event event{};
    Nanoseconds delay{};
  };

  Firmware(Timeline& timeline, Report& report, const DeviceProfile& profile, Neighbours neighbours, Faults faults)
      : rm(timeline, report, profile, neighbours), faults_(faults) {}

  void start(const GspBoot& boot);
  void stop();
  void finish_start();  // init_done
  bool serve_one();     // true: another command waits
  void flush();
  // The driver leaves no room for what GSP-RM has to say; true as long as it goes on trying.
  bool retry_flush();
  State state() const { return state_; }
  bool serves() const { return state_ == State::running; }
  bool backlog() const { return rm.queues.backlog(); }
  void visit(StateVisitor& visit);

  Rm rm;

 private:
  void bring_up_windows();
  void make_internal_objects();
  void send_boot_events();
  void answer(const Rpc& request, Status result, std::vector<std::byte> payload);
  void execute(Rpc request);
  void halt();
  std::string attach(const GspBoot& boot);

  Faults faults_;
  State state_ = State::off;
  bool init_failed_ = false;
  u32 replies_ = 0;
  u32 retries_ = 0;
};

}  // namespace egpulab::simulator::nvidia::gsp

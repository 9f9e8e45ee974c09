// Robust channels: what RM does when a channel fails, and what it tells the driver ("Xid").
#pragma once

#include <deque>
#include <map>
#include <optional>
#include <string>

#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "simulator/core/state.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct Rm;
class Channel;

// GSP_POST_NOCAT_RECORD: an entry of the driver's journal.
void send_nocat(Rm& rm, const regs::nvidia::gsp::r570_144::Nv2080CtrlNocatJournalInsertRecord& record);

// A fault that a debugger may ask for (NV83DE_CTRL_CMD_DEBUG_READ_MMU_FAULT_INFO).
struct FaultRecord {
  u32 client = 0, channel = 0;  // handles
  u64 address = 0;
  u32 type = 0, access = 0;
  void visit(StateVisitor& v) { v(client), v(channel), v(address), v(type), v(access); }
};

// What an SM's error registers hold, until a debugger clears them.
struct SmErrors {
  u32 warp_esr = 0, global_esr = 0;
  u64 pc = 0, address = 0;
  void visit(StateVisitor& v) { v(warp_esr), v(global_esr), v(pc), v(address); }
};

class Recovery {
 public:
  // The hardware reports; RM acts a little later, in run().
  void mmu_fault(const MmuFault& fault) { pending_.push_back({.fault = fault}); }
  void channel_error(u32 runlist, u32 channel, u32 error, std::string what) {
    pending_.push_back({.runlist = runlist, .channel = channel, .error = error, .what = std::move(what)});
  }
  void warp_exception(const WarpException& e) {
    pending_.push_back({.runlist = e.runlist, .channel = e.channel, .error = warp_error, .warp = e});
  }
  void engine_event(std::string engine, u32 code, std::string what) {
    pending_.push_back({.runlist = nobody, .channel = nobody, .error = code, .what = engine + ": " + what});
  }
  bool pending() const { return !pending_.empty(); }
  void run(Rm& rm);

  const std::deque<FaultRecord>& faults() const { return faults_; }
  // By number of the SM.
  const std::map<u32, SmErrors>& sm_errors() const { return sm_errors_; }
  void clear_sm_errors() { sm_errors_.clear(); }
  void reset() { *this = {}; }
  void visit(StateVisitor& visit) { visit(pending_), visit(faults_), visit(sm_errors_); }

 private:
  static constexpr u32 nobody = ~u32{0};
  static constexpr u32 warp_error = 13;  // ROBUST_CHANNEL_GR_EXCEPTION
  struct Failure {
    u32 runlist = 0, channel = 0, error = 0;
    std::string what = {};
    std::optional<MmuFault> fault = {};
    std::optional<WarpException> warp = {};
    void visit(StateVisitor& v);
  };
  void act(Rm& rm, const Failure& failure);
  void fail_group(Rm& rm, Channel& channel, u32 error, const std::optional<MmuFault>& fault);

  std::deque<Failure> pending_;
  void tell_warp(Rm& rm, const WarpException& warp, const Channel* channel);

  std::deque<FaultRecord> faults_;  // the latest
  std::map<u32, SmErrors> sm_errors_;
};

}  // namespace egpulab::simulator::nvidia::gsp

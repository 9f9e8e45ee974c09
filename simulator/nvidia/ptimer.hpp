// PTIMER: the nanosecond clock, from virtual time, and its alarm.
#pragma once

#include "driver/regs/nvidia/ptimer.hpp"
#include "simulator/core/block.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

class Ptimer final : public Block, public GpuClock {
 public:
  Ptimer(Timeline& timeline, Registers registers, InterruptSink& interrupts);

  u64 nanoseconds() const override { return static_cast<u64>(timeline().now().count()) + offset_; }

  std::string_view name() const override { return "PTIMER"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override { visit(offset_); }
  void on_event(u32 kind, u64 payload) override;

 private:
  regs::nvidia::PtimerTime0 read_time0(regs::nvidia::PtimerTime0);
  regs::nvidia::PtimerTime1 read_time1(regs::nvidia::PtimerTime1);
  void time_written(regs::nvidia::PtimerTime0);
  void alarm_written(regs::nvidia::PtimerAlarm0);

  Registers registers_;
  InterruptSink& interrupts_;
  u64 offset_ = 0;  // what software set the clock ahead by, modulo 2^64
};

}  // namespace egpulab::simulator::nvidia

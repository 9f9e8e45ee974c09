// PFB: size of memory as software sees it, and the write-protected regions (WPR1, WPR2).
#pragma once

#include "driver/regs/nvidia/pfb.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

// Only the boot chain sets WPR2; resets of function, bus and power take it down.
class Pfb final : public Block, public WriteProtection {
 public:
  // `left_up`: a fault; the region is up after power-on as a crashed driver of an earlier boot leaves it.
  Pfb(Timeline& timeline, Report& report, Registers registers, const DeviceProfile& profile, bool left_up);

  Region wpr2() const override { return wpr2_; }
  void set_wpr2(Region region) override;

  std::string_view name() const override { return "PFB"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override { visit(wpr2_.begin), visit(wpr2_.end), visit(left_up_); }

 private:
  Report& report_;
  Registers registers_;
  u64 usable_;
  bool left_up_;
  Region wpr2_;
};

}  // namespace egpulab::simulator::nvidia

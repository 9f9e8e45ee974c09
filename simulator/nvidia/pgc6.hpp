// PGC6: what the card's own boot firmware (GFW; FSP on later cards) leaves behind, and when.
#pragma once

#include "driver/regs/nvidia/pfsp.hpp"
#include "driver/regs/nvidia/pgc6.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

// A fault can keep the firmware from ever finishing.
class Pgc6 final : public Block {
 public:
  Pgc6(Timeline& timeline, Registers registers, const DeviceProfile& profile, bool never_done);

  // Whether the card has come up by itself: before, its security processors answer nobody.
  bool booted() const { return booted_; }

  std::string_view name() const override { return "PGC6"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override { visit(booted_); }
  void on_event(u32 kind, u64 payload) override;

 private:
  regs::nvidia::Pgc6AonSecureScratchGroup05 read_group05(regs::nvidia::Pgc6AonSecureScratchGroup05 stored);
  regs::nvidia::Pgc6AonSecureScratchGroup42 read_size(regs::nvidia::Pgc6AonSecureScratchGroup42 stored);
  void publish();

  Registers registers_;
  Nanoseconds boot_time_;
  bool never_done_;
  bool booted_ = false;
};

}  // namespace egpulab::simulator::nvidia

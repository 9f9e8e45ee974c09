// The CPU interrupt tree (NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR) and the messages that leave it.
// Facts: open-gpu-doc manuals dev_ctrl, dev_vm; open-gpu-kernel-modules dev_vm.h of each chip (MIT).
#pragma once

#include "simulator/core/block.hpp"
#include "simulator/core/endpoint.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

// Vector v is bit v % 32 of leaf v / 32; a top bit (subtree) stands for two leaves. A message goes out when a subtree
// starts to have an enabled leaf pending while its own enable is set.
class Interrupts final : public Block, public InterruptSink {
 public:
  static constexpr u32 leaves = 16;

  Interrupts(Timeline& timeline, Registers registers, Report& report, HostPort& host);

  void raise(u32 vector) override;

  std::string_view name() const override { return "CPU_INTR"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

 private:
  class Thunks;
  void update();

  Registers registers_;
  Report& report_;
  HostPort& host_;
  u32 leaf_count_;
  std::array<u32, leaves> pending_{}, enabled_{};
  u32 top_enabled_ = 0, asserted_ = 0;  // by subtree; asserted: what the last message told of
};

}  // namespace egpulab::simulator::nvidia

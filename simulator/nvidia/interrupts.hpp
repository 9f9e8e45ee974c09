// The CPU interrupt tree (NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR) and the messages that leave it.
// Facts: open-gpu-doc manuals dev_ctrl, dev_vm; open-gpu-kernel-modules dev_vm.h of each chip (MIT).
#pragma once

#include "driver/regs/nvidia/virtual_function.hpp"
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
  u32 pending_subtrees(bool enabled_only) const;
  void update();
  void leaf_written(regs::nvidia::CpuIntrLeaf written, u32 leaf);
  void leaf_enable_written(regs::nvidia::CpuIntrLeafEnSet written, u32 leaf);
  regs::nvidia::CpuIntrLeafEnSet read_leaf_enable(regs::nvidia::CpuIntrLeafEnSet stored, u32 leaf);
  void leaf_disable_written(regs::nvidia::CpuIntrLeafEnClear written, u32 leaf);
  regs::nvidia::CpuIntrLeafEnClear read_leaf_disable(regs::nvidia::CpuIntrLeafEnClear stored, u32 leaf);
  regs::nvidia::CpuIntrTop read_top(regs::nvidia::CpuIntrTop stored);
  void top_enable_written(regs::nvidia::CpuIntrTopEnSet written);
  regs::nvidia::CpuIntrTopEnSet read_top_enable(regs::nvidia::CpuIntrTopEnSet stored);
  void top_disable_written(regs::nvidia::CpuIntrTopEnClear written);
  regs::nvidia::CpuIntrTopEnClear read_top_disable(regs::nvidia::CpuIntrTopEnClear stored);
  void trigger_written(regs::nvidia::CpuIntrLeafTrigger written);

  Registers registers_;
  Report& report_;
  HostPort& host_;
  u32 leaf_count_;
  std::array<u32, leaves> enabled_{};
  u32 top_enabled_ = 0, asserted_ = 0;  // by subtree; asserted: what the last message told of
};

}  // namespace egpulab::simulator::nvidia

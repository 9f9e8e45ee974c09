// The engines' state of one context: what the channels of a time-slice group share on a sub-context.
#pragma once

#include "simulator/nvidia/ce/copy_engine.hpp"
#include "simulator/nvidia/compute/compute_engine.hpp"
#include "simulator/nvidia/host/chip_classes.hpp"

namespace egpulab::simulator::nvidia {

struct GroupContext {
  explicit GroupContext(regs::nvidia::Architecture a)
      : compute(chip_classes(a).compute, a), copy(chip_classes(a).copy[0]) {}

  ComputeEngine compute;
  CopyEngine copy;
  // The class of its own for inline data, on subchannel 2.
  InlineToMemory inline_to_memory;
  std::array<u32, 128> inline_methods{};

  void visit(StateVisitor& v) { v(compute), v(copy), v(inline_to_memory), v(inline_methods); }
};

}  // namespace egpulab::simulator::nvidia

// Inline-to-memory (I2M): data of the pushbuffer itself written to memory; part of the compute classes, and a class of
// its own (KEPLER_INLINE_TO_MEMORY_B) with the same methods. Facts: open-gpu-doc classes compute clc7c0.h
// (LINE_LENGTH_IN .. SET_I2M_SEMAPHORE_C), inline-to-memory cla140.h.
#pragma once

#include <span>

#include "driver/regs/nvidia/classes/compute.hpp"
#include "simulator/nvidia/host/method_context.hpp"

namespace egpulab::simulator::nvidia {

class InlineToMemory {
 public:
  // `methods`: the class's state, by word.
  Step launch(MethodContext& channel, std::span<const u32> methods, u32 data);
  Step data(MethodContext& channel, std::span<const u32> methods, u32 word);

  void visit(StateVisitor& v) { v(launch_), v(active_), v(line_), v(offset_); }

 private:
  Step finish(MethodContext& channel, std::span<const u32> methods);

  u32 launch_ = 0;  // LAUNCH_DMA as written
  bool active_ = false;
  u64 line_ = 0, offset_ = 0;  // of the next byte
};

}  // namespace egpulab::simulator::nvidia

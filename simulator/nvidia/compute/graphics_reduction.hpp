// Reductions as the graphics front end numbers them; the host and the copy engines have another order.
#pragma once

#include "simulator/nvidia/host/semaphore.hpp"

namespace egpulab::simulator::nvidia {

// RED_ADD 0, MIN, MAX, INC, DEC, AND, OR, XOR 7 (open-gpu-doc classes compute, SET_REPORT_SEMAPHORE_D_REDUCTION_OP).
inline constexpr SemReduction graphics_reductions[] = {SemReduction::iadd, SemReduction::imin, SemReduction::imax,
                                                       SemReduction::inc,  SemReduction::dec,  SemReduction::iand,
                                                       SemReduction::ior,  SemReduction::ixor};
inline u64 reduced_by_graphics(u8 operation, bool wide, bool is_signed, u64 value, u64 payload) {
  return reduced(graphics_reductions[operation & 7], wide, is_signed, value, payload);
}

}  // namespace egpulab::simulator::nvidia

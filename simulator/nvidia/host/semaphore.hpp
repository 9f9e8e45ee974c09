// Comparing and reducing semaphore values: the host's, the copy engines' and the compute front end's.
// Facts: open-gpu-doc manuals ampere/ga100/dev_pbdma, "Semaphore reduction operations".
#pragma once

#include "driver/regs/nvidia/gpfifo.hpp"

namespace egpulab::simulator::nvidia {

using regs::nvidia::SemOperation;
using regs::nvidia::SemReduction;

// Whether memory's value lets an acquire pass.
bool acquired(SemOperation operation, bool wide, u64 value, u64 payload);
// Whether the combination exists: INC and DEC are unsigned and 32 bits, and so on.
bool reduction_exists(SemReduction operation, bool wide, bool is_signed);
u64 reduced(SemReduction operation, bool wide, bool is_signed, u64 value, u64 payload);

}  // namespace egpulab::simulator::nvidia

// See wrappers.cpp.
#pragma once

#include "simulator/isa/rdna/exec/level.hpp"

EGPULAB_RDNA_BEGIN
const Wrappers& wrappers();
// Stops the wave at an instruction that the model does not execute.
const Record* illegal(Wave& w, const Record* i);
EGPULAB_RDNA_END

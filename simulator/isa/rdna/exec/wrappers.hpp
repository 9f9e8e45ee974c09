// See wrappers.cpp.
#pragma once

#include "simulator/isa/rdna/exec/level.hpp"

EGPULAB_RDNA_BEGIN
const Wrappers& wrappers();
EGPULAB_RDNA_END

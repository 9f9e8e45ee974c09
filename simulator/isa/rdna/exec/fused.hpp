// See fused.cpp.
#pragma once

#include "simulator/isa/rdna/exec/level.hpp"

EGPULAB_RDNA_BEGIN
std::span<const FusedPair> pairs();
EGPULAB_RDNA_END

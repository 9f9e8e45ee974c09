// Everything under exec/ is compiled once per level of the host processor, into the namespace named here.
#pragma once

#include "simulator/isa/rdna/wave.hpp"
#include "simulator/isa/vector/level.hpp"

EGPULAB_VECTOR_BEGIN
EGPULAB_VECTOR_END

#define EGPULAB_RDNA_BEGIN                                     \
  namespace egpulab::simulator::isa::rdna::EGPULAB_ISA_LEVEL { \
  using namespace ::egpulab::simulator::isa::EGPULAB_ISA_LEVEL;
#define EGPULAB_RDNA_END }

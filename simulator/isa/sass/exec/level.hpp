// Everything under exec/ is compiled once per level of the host processor, into the namespace named here.
#pragma once

#include "simulator/isa/sass/warp.hpp"
#include "simulator/isa/vector/level.hpp"

EGPULAB_VECTOR_BEGIN
EGPULAB_VECTOR_END

#define EGPULAB_SASS_BEGIN                                     \
  namespace egpulab::simulator::isa::sass::EGPULAB_ISA_LEVEL { \
  using namespace ::egpulab::simulator::isa::EGPULAB_ISA_LEVEL;
#define EGPULAB_SASS_END }

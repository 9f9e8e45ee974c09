// Registers that drivers program and read back but that the model does not act on: clock gating, arbitration,
// watermarks and the like. They hold their value; everything that acts is declared by its block.
#pragma once

#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd {

// After all blocks: what a block has declared is left alone.
void declare_plain_registers(Registers registers);

}  // namespace egpulab::simulator::amd

// The tables of each build of the handlers.
#pragma once

#include "simulator/isa/level.hpp"
#include "simulator/isa/rdna/row.hpp"

namespace egpulab::simulator::isa::rdna {

const Tables& tables(Level level);

}  // namespace egpulab::simulator::isa::rdna

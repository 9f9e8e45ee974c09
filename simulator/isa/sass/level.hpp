// The tables of each build of the handlers.
#pragma once

#include "simulator/isa/level.hpp"
#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

const Tables& tables(Level level);

}  // namespace egpulab::simulator::isa::sass

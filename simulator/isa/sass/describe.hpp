// What went wrong, as one line for people.
#pragma once

#include "simulator/isa/sass/cta.hpp"

namespace egpulab::simulator::isa::sass {

// Offset in the kernel, the instruction's text, lane, address.
std::string describe(const Fault& fault, const GridLaunch& launch, AddressSpace& memory);
// A block in which nobody can go on: who waits where.
Fault stuck(const Cta& cta);

}  // namespace egpulab::simulator::isa::sass

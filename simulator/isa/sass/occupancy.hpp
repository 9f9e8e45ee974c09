// How many thread blocks of a launch the card's multiprocessors hold at once.
#pragma once

#include <string>

#include "simulator/isa/sass/grid.hpp"

namespace egpulab::simulator::isa::sass {

struct Occupancy {
  u32 warps_per_cta = 0, ctas_per_sm = 0, ctas = 0;
  u64 local_bytes_per_warp = 0;
  std::string problem;  // why not even one fits, as a sentence's end; empty if one does
};
Occupancy occupancy(const GridLaunch& launch);

// Registers come in eights a thread.
inline u32 allocated_registers(const GridLaunch& launch) {
  return std::min<u32>((launch.registers + 7) / 8 * 8, 255);
}

}  // namespace egpulab::simulator::isa::sass

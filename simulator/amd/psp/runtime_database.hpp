// The runtime database that the PSP's firmware keeps near the top of VRAM.
#pragma once

#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator::amd::psp {

// What a reference card's tells: no two-stage memory training, SCPM enabled. That SCPM is on follows from the kernel
// log of a real Navi31 (Linux sent neither a feature mask nor a PowerPlay table, which it does without SCPM).
std::vector<std::byte> build_runtime_database();

}  // namespace egpulab::simulator::amd::psp

// Which build of an engine's handlers runs on this machine.
#pragma once

#include <string_view>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator::isa {

enum class Level : u8 { baseline, avx2, avx512 };

// Those that were built and that this processor runs, slowest first.
std::vector<Level> available_levels();
// The level in use: the fastest, or what force_level() said.
Level level();
// For tests and benchmarks, before the first decode: results are the same at every level.
void force_level(Level level);
std::string_view name(Level level);

}  // namespace egpulab::simulator::isa

// What else than its own instructions changes a barrier in shared memory.
#pragma once

#include "simulator/isa/sass/exec/level.hpp"

EGPULAB_SASS_BEGIN

// So many bytes that the barrier waits for have come.
void end_transactions(const Warp& w, std::byte* barrier, u64 bytes);

EGPULAB_SASS_END

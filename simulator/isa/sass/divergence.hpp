// Lanes of a warp that went different ways: splits, and the barriers at which they come together again.
//
// What the model keeps to (US patent 10,067,768, "convergence barrier"; arXiv 2407.02944): a split runs until it
// blocks, ends or yields. BSYNC holds lanes until all that carry the same mask in their copy of the barrier have come
// or have yielded; a barrier is per lane, so that an inner frame may use the number that an outer one waits on.
#pragma once

#include "simulator/isa/sass/warp.hpp"

namespace egpulab::simulator::isa::sass {

// The lanes of `mask`, of those that run, go on at `pc` when the others have blocked.
void diverge(Warp& w, u64 pc, u32 mask);
// The split that runs goes on at `pc`, or waits there.
void keep(Warp& w, u64 pc, Split::State state = Split::ready, u8 barrier = 0, u32 wait_mask = 0);
// The lanes of `mask` end.
void exit_lanes(Warp& w, u32 mask);
// All lanes that the barrier's copies of `mask` name.
u32 members(const Warp& w, u32 barrier, u32 mask);

// Lets go whoever waited for what has come, joins splits at the same place, and chooses which one runs next:
// Warp::active and next_pc. False: none can.
bool choose_split(Warp& w);

// Gives up one wait at BSYNC, which is an optimisation: false if there is none.
bool release_one(Warp& w);

}  // namespace egpulab::simulator::isa::sass

// Handlers of every engine are compiled once per level of the host processor, into a namespace of the level's name; here
// is what all of them share.
#pragma once

#ifndef EGPULAB_ISA_LEVEL
#define EGPULAB_ISA_LEVEL baseline
#endif

#include "driver/base/types.hpp"

#define EGPULAB_VECTOR_BEGIN namespace egpulab::simulator::isa::EGPULAB_ISA_LEVEL {
#define EGPULAB_VECTOR_END }

namespace egpulab::simulator::isa {
inline constexpr u32 lanes = 32;  // handlers work on 32 lanes at a time
}

#if defined(__clang__)
#define EACH_LANE _Pragma("clang loop vectorize(assume_safety) interleave(disable)") for (u32 l = 0; l < lanes; ++l)
#else
#define EACH_LANE _Pragma("GCC ivdep") for (u32 l = 0; l < lanes; ++l)
#endif
#if defined(__clang__)
#define EACH_HALF_LANE _Pragma("clang loop vectorize(assume_safety)") for (u32 l = 0; l < 16; ++l)
#else
#define EACH_HALF_LANE _Pragma("GCC ivdep") for (u32 l = 0; l < 16; ++l)
#endif

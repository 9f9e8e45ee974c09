// Everything under exec/ is compiled once per level of the host processor, into the namespace named here.
#pragma once

#ifndef EGPULAB_RDNA_LEVEL
#define EGPULAB_RDNA_LEVEL baseline
#endif

#include "simulator/isa/rdna/wave.hpp"

#define EGPULAB_RDNA_BEGIN namespace egpulab::simulator::isa::rdna::EGPULAB_RDNA_LEVEL {
#define EGPULAB_RDNA_END }

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

// Exchange between lanes through the LDS crossbar (RDNA3 ISA 12.5.2). Each half of a wave64 is on its own.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

// Scatter: the highest lane wins where several name one destination; lanes that none names get 0.
inline const Record* lds_permute(Wave& w, const Record* i) {
  const u32 exec = active(w);
  u32 moved[lanes] = {};
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    moved[(w.v[i->src[0].low][l] + static_cast<u32>(i->imm)) >> 2 & 31] = w.v[i->src[1].low][l];
  }
  write(w.v[i->dst], exec, [&](u32 l) { return moved[l]; });
  return i + 1;
}
// Gather: inactive lanes deliver 0.
inline const Record* lds_bpermute(Wave& w, const Record* i) {
  const u32 exec = active(w), offset = static_cast<u32>(i->imm);
  const u32 *index = w.v[i->src[0].low], *data = w.v[i->src[1].low];
  LaneRow moved;
  if (exec == ~0u) {
    for (u32 l = 0; l < lanes; ++l) moved.r[l] = data[(index[l] + offset) >> 2 & 31];
  } else {
    for (u32 l = 0; l < lanes; ++l) {
      const u32 from = (index[l] + offset) >> 2 & 31;
      moved.r[l] = exec >> from & 1 ? data[from] : 0;
    }
  }
  write(w.v[i->dst], exec, [&](u32 l) { return moved.r[l]; });
  return i + 1;
}

// The lane that `l` reads under a swizzle pattern: FFT, rotation, quad permutation, or and/or/xor masks (the pseudocode
// of DS_SWIZZLE_B32).
inline u32 swizzle_source(u32 pattern, u32 l) {
  if (pattern >= 0xe000) {
    u32 reverse = 0;
    for (u32 bit = 0; bit < 5; ++bit) reverse |= (l >> bit & 1) << (4 - bit);
    const u32 mask = pattern & 31;
    return reverse >> std::popcount(mask) | (l & mask);
  }
  if (pattern >= 0xc000) {
    const u32 keep = pattern & 31, by = pattern >> 5 & 31;
    const u32 to = pattern >> 10 & 1 ? l - by : l + by;
    return (l & keep) | (to & ~keep & 31);
  }
  if (pattern & 0x8000) return (l & ~3u) | (pattern >> 2 * (l & 3) & 3);
  return ((l & pattern) | (pattern >> 5 & 31)) ^ (pattern >> 10 & 31);
}
inline const Record* lds_swizzle(Wave& w, const Record* i) {
  const u32 exec = active(w), pattern = static_cast<u32>(i->imm);
  const u32* data = w.v[i->src[0].low];
  LaneRow moved;
  for (u32 l = 0; l < lanes; ++l) {
    const u32 from = swizzle_source(pattern, l) & 31;
    moved.r[l] = exec >> from & 1 ? data[from] : 0;
  }
  write(w.v[i->dst], exec, [&](u32 l) { return moved.r[l]; });
  return i + 1;
}

EGPULAB_RDNA_END

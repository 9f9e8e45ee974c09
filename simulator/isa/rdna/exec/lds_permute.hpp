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

// RDNA4: over all lanes of a wave64 (RDNA4 ISA, DS_PERMUTE_B32, DS_BPERMUTE_B32, DS_BPERMUTE_FI_B32).
inline bool is_active(const Wave& w, u32 lane) { return w.s[sreg::exec + lane / 32] >> lane % 32 & 1; }
inline void write_wave(Wave& w, u32 dst, const u32* moved) {
  for (u32 l = 0; l < (w.wave64 ? 64u : 32u); ++l)
    if (is_active(w, l)) w.banks[l / 32][dst][l % 32] = moved[l];
}
inline const Record* wave_permute(Wave& w, const Record* i) {
  const u32 count = w.wave64 ? 64 : 32;
  u32 moved[64] = {};
  for (u32 l = 0; l < count; ++l) {
    const auto& bank = w.banks[l / 32];
    if (is_active(w, l))
      moved[(bank[i->src[0].low][l % 32] + static_cast<u32>(i->imm)) >> 2 & (count - 1)] = bank[i->src[1].low][l % 32];
  }
  write_wave(w, i->dst, moved);
  return i + 1;
}
// All: inactive lanes deliver their data too.
template <bool All>
const Record* wave_bpermute(Wave& w, const Record* i) {
  if (!All && !w.wave64) return lds_bpermute(w, i);
  const u32 count = w.wave64 ? 64 : 32;
  u32 moved[64] = {};
  for (u32 l = 0; l < count; ++l) {
    const u32 from = (w.banks[l / 32][i->src[0].low][l % 32] + static_cast<u32>(i->imm)) >> 2 & (count - 1);
    if (All || is_active(w, from)) moved[l] = w.banks[from / 32][i->src[1].low][from % 32];
  }
  write_wave(w, i->dst, moved);
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

// Handlers that see more than one lane or choose registers by index: readlane, swaps, permutes across a wave64, movrel.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

inline u32 wave_mask(const Wave& w) { return w.wave64 ? 63 : 31; }

inline const Record* read_lane(Wave& w, const Record* i, u32 lane) {
  w.s[i->dst] = i->from[0] == From::row ? w.banks[lane >> 5][i->src[0].low][lane & 31] : scalar(w, i, 0);
  return i + 1;
}
inline const Record* readlane(Wave& w, const Record* i) { return read_lane(w, i, scalar(w, i, 1) & wave_mask(w)); }
inline const Record* readfirstlane(Wave& w, const Record* i) {  // lane 0 if none is active
  const u64 exec = join64(w.s[sreg::exec], w.wave64 ? w.s[sreg::exec + 1] : 0);
  return read_lane(w, i, exec ? static_cast<u32>(std::countr_zero(exec)) : 0);
}
inline const Record* writelane(Wave& w, const Record* i) {  // whatever EXEC says
  const u32 lane = scalar(w, i, 1) & wave_mask(w);
  w.banks[lane >> 5][i->dst][lane & 31] = scalar(w, i, 0);
  return i + 1;
}
// Lanes 0 to 31 and 32 to 63 trade places; nothing happens in wave32.
inline const Record* permlane64(Wave& w, const Record* i) {
  if (!w.wave64) return i + 1;
  LaneRow from[2];
  for (u32 h = 0; h < 2; ++h) std::memcpy(from[h].r, w.banks[h][i->src[0].low], sizeof from[h].r);
  for (u32 h = 0; h < 2; ++h) write(w.banks[h][i->dst], w.s[sreg::exec + h], [&](u32 l) { return from[1 - h].r[l]; });
  return i + 1;
}

// Each lane names the lane within its row of 16, or (Other) within the neighbouring row; opsel bit 0: inactive lanes
// are read too, bit 1: where they are not, the result is 0 instead of unchanged.
template <bool Other>
const Record* permlane16_variable(Wave& w, const Record* i) {
  const u32 exec = active(w);
  LaneRow source, select;
  LaneRow t0, t1;
  store_lanes(source.r, ~0u, load_lanes(row(w, i, 0, t0)));
  store_lanes(select.r, ~0u, load_lanes(row(w, i, 1, t1)));
  u32* d = w.v[i->dst];
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left)), from = ((l & 16) ^ (Other ? 16 : 0)) | (select.r[l] & 15);
    if (exec >> from & 1 || i->opsel & 1)
      d[l] = source.r[from];
    else if (i->opsel & 2)
      d[l] = 0;
  }
  return i + 1;
}

inline void swap_rows(Wave& w, u32 a, u32 b) {
  const u32 exec = active(w);
  for (u32 l = 0; l < lanes; ++l)
    if (exec >> l & 1) std::swap(w.v[a][l], w.v[b][l]);
}
inline const Record* swap_b32(Wave& w, const Record* i) {
  swap_rows(w, i->dst, i->src[0].low);
  return i + 1;
}
// opsel bit 0: the source's upper half, bit 3: the destination's.
inline const Record* swap_b16(Wave& w, const Record* i) {
  const u32 exec = active(w), s = i->opsel & 1 ? 16 : 0, d = i->opsel & 8 ? 16 : 0;
  u32 *a = w.v[i->src[0].low], *b = w.v[i->dst];
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    const u32 x = a[l] >> s & 0xffff, y = b[l] >> d & 0xffff;
    a[l] = (a[l] & ~(0xffffu << s)) | y << s;
    b[l] = (b[l] & ~(0xffffu << d)) | x << d;
  }
  return i + 1;
}

// Registers relative to M0 (Split: an offset for each in it): an index past the last VGPR reads v0 and writes nothing.
template <bool Source_, bool Destination, bool Split>
const Record* movrel(Wave& w, const Record* i) {
  const u32 m0 = w.s[sreg::m0];
  const u64 s = u64{i->src[0].low} + (Source_ ? Split ? m0 & 0x3ff : m0 : 0);
  const u64 d = u64{i->dst} + (Destination ? Split ? m0 >> 16 & 0x3ff : m0 : 0);
  LaneRow t;
  const u32* a = i->from[0] != From::row || i->src[0].low >= temp_row ? row(w, i, 0, t) : w.v[s < 256 ? s : 0];
  if (d < 256) write(w.v[d], active(w), [&](u32 l) { return a[l]; });
  return i + 1;
}
inline const Record* swaprel(Wave& w, const Record* i) {
  const u32 m0 = w.s[sreg::m0], a = i->src[0].low + (m0 & 0x3ff), b = i->dst + (m0 >> 16 & 0x3ff);
  if (a < 256 && b < 256) swap_rows(w, a, b);
  return i + 1;
}

EGPULAB_RDNA_END

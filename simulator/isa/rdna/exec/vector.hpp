// Vector handlers: one template runs any lane function over 32 lanes, under EXEC. Modifiers, DPP, VOPD and wave64 wrap
// these handlers (wrappers.cpp), so a lane function is written once.
#pragma once

#include <bit>
#include <concepts>
#include <cstring>

#include "simulator/isa/rdna/exec/level.hpp"
#include "simulator/isa/vector/simd.hpp"

EGPULAB_RDNA_BEGIN

struct alignas(64) LaneRow {
  u32 r[lanes];
};
inline constexpr struct alignas(64) LaneBits {
  u32 r[lanes];
  constexpr LaneBits() : r() {
    for (u32 l = 0; l < lanes; ++l) r[l] = 1u << l;
  }
} lane_bit;

inline u32 active(const Wave& w) { return w.s[sreg::exec + w.half]; }
inline u32 scalar(const Wave& w, const Record* i, u32 n) {
  return i->from[n] == From::sgpr ? w.s[i->src[n].low] : i->src[n].low;
}
inline u32 scalar_high(const Wave& w, const Record* i, u32 n) {
  return i->from[n] == From::sgpr ? w.s[i->src[n].low + 1] : i->src[n].high;
}
inline u64 scalar64(const Wave& w, const Record* i, u32 n) { return join64(scalar(w, i, n), scalar_high(w, i, n)); }
// A lane mask of this half.
inline u32 mask(const Wave& w, const Record* i, u32 n) {
  return i->from[n] == From::sgpr ? w.s[i->src[n].low + w.half] : i->src[n].low;
}

// The 32 values of a source, in registers.
inline LaneVector operand(const Wave& w, const Record* i, u32 n) {
  if (i->from[n] == From::row) return load_lanes(w.v[i->src[n].low]);
  return splat_lanes(scalar(w, i, n));
}
inline LaneVector operand_high(const Wave& w, const Record* i, u32 n) {
  if (i->from[n] == From::row) return load_lanes(w.v[i->src[n].low + 1]);
  return splat_lanes(scalar_high(w, i, n));
}
// The 32 values of a source; `spare` holds them where the source is scalar.
inline const u32* row(const Wave& w, const Record* i, u32 n, LaneRow& spare) {
  if (i->from[n] == From::row) return w.v[i->src[n].low];
  const u32 value = scalar(w, i, n);
  for (u32 l = 0; l < lanes; ++l) spare.r[l] = value;
  return spare.r;
}
inline const u32* row_high(const Wave& w, const Record* i, u32 n, LaneRow& spare) {
  if (i->from[n] == From::row) return w.v[i->src[n].low + 1];
  const u32 value = scalar_high(w, i, n);
  for (u32 l = 0; l < lanes; ++l) spare.r[l] = value;
  return spare.r;
}

// d = f(lane) for active lanes; f is evaluated for all.
template <class F>
inline void write(u32* d, u32 exec, F f) {
  LaneRow r;
  EACH_LANE r.r[l] = f(l);
  store_lanes(d, exec, load_lanes(r.r));
}
// Bits f(lane) != 0, of all lanes.
template <class F>
inline u32 collect(F f) {
  LaneRow x;
  EACH_LANE x.r[l] = f(l) ? ~0u : 0;
  return top_bits(load_lanes(x.r));
}

// Ops are types with static functions on one lane:
//   u32 of(u32...)            integer instructions of 1, 2 or 3 32-bit sources
//   u16 of(u16...)            16-bit ones: low halves; the upper half of the destination stays
// Those whose `of` is a template get a part of the lanes at a time, as host vectors.
template <class Op, class... T>
concept TakesVectors = requires(T... x) {
  { Op::of(x...) } -> std::same_as<WordVector>;
};

template <class Op>
const Record* unary(Wave& w, const Record* i) {
  if constexpr (TakesVectors<Op, WordVector>) {
    LaneVector x = operand(w, i, 0);
    EACH_PART x.part[n] = Op::of(x.part[n]);
    store_lanes(w.v[i->dst], active(w), x);
  } else {
    LaneRow t0;
    const u32* a = row(w, i, 0, t0);
    write(w.v[i->dst], active(w), [&](u32 l) { return Op::of(a[l]); });
  }
  return i + 1;
}
template <class Op>
const Record* binary(Wave& w, const Record* i) {
  if constexpr (TakesVectors<Op, WordVector, WordVector>) {
    const LaneVector b = operand(w, i, 1);
    LaneVector x = operand(w, i, 0);
    EACH_PART x.part[n] = Op::of(x.part[n], b.part[n]);
    store_lanes(w.v[i->dst], active(w), x);
  } else {
    LaneRow t0, t1;
    const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
    write(w.v[i->dst], active(w), [&](u32 l) { return Op::of(a[l], b[l]); });
  }
  return i + 1;
}
template <class Op>
const Record* ternary(Wave& w, const Record* i) {
  if constexpr (TakesVectors<Op, WordVector, WordVector, WordVector>) {
    const LaneVector b = operand(w, i, 1), c = operand(w, i, 2);
    LaneVector x = operand(w, i, 0);
    EACH_PART x.part[n] = Op::of(x.part[n], b.part[n], c.part[n]);
    store_lanes(w.v[i->dst], active(w), x);
  } else {
    LaneRow t0, t1, t2;
    const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1), *c = row(w, i, 2, t2);
    write(w.v[i->dst], active(w), [&](u32 l) { return Op::of(a[l], b[l], c[l]); });
  }
  return i + 1;
}

// d = r in the low halves of active lanes; upper halves stay.
inline void store_low(u32* d, u32 exec, const u32* r) {
  EACH_LANE {
    const u32 x = (d[l] & 0xffff0000u) | (r[l] & 0xffffu);
    d[l] = exec & lane_bit.r[l] ? x : d[l];
  }
}
// 16-bit results keep the upper half of the destination.
template <class F>
inline void write_low(u32* d, u32 exec, F f) {
  EACH_LANE {
    const u32 r = (d[l] & 0xffff0000u) | (f(l) & 0xffffu);
    d[l] = exec & lane_bit.r[l] ? r : d[l];
  }
}
template <class Op>
const Record* unary16(Wave& w, const Record* i) {
  LaneRow t0;
  const u32* a = row(w, i, 0, t0);
  write_low(w.v[i->dst], active(w), [&](u32 l) { return u32{Op::of(static_cast<u16>(a[l]))}; });
  return i + 1;
}
template <class Op>
const Record* binary16(Wave& w, const Record* i) {
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  write_low(w.v[i->dst], active(w), [&](u32 l) { return u32{Op::of(static_cast<u16>(a[l]), static_cast<u16>(b[l]))}; });
  return i + 1;
}

// 64-bit results from any mix of 32- and 64-bit sources: Op::of(u64 a, u64 b) with Op::wide_a, Op::wide_b.
template <class Op>
const Record* binary64(Wave& w, const Record* i) {
  LaneRow t[4];
  const u32 *al = row(w, i, 0, t[0]), *bl = row(w, i, 1, t[1]);
  const u32* ah = Op::wide_a ? row_high(w, i, 0, t[2]) : al;
  const u32* bh = Op::wide_b ? row_high(w, i, 1, t[3]) : bl;
  LaneRow low, high;
  EACH_LANE {
    const u64 r =
        Op::of(Op::wide_a ? join64(al[l], ah[l]) : u64{al[l]}, Op::wide_b ? join64(bl[l], bh[l]) : u64{bl[l]});
    low.r[l] = static_cast<u32>(r), high.r[l] = static_cast<u32>(r >> 32);
  }
  const u32 exec = active(w);
  write(w.v[i->dst], exec, [&](u32 l) { return low.r[l]; });
  write(w.v[i->dst + 1], exec, [&](u32 l) { return high.r[l]; });
  return i + 1;
}

EGPULAB_RDNA_END

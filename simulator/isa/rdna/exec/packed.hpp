// VOP3P: handlers of packed pairs and of mixed precision; they read op_sel, neg and clamp themselves.
#pragma once

#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_half.hpp"

EGPULAB_RDNA_BEGIN

// How one source gives its two values: which half each takes, and sign flips.
struct Halves {
  u32 low_shift, high_shift, low_flip, high_flip;
  Halves(const Record* i, u32 n, bool flips)
      : low_shift(i->opsel >> n & 1 ? 16 : 0),
        high_shift(i->opsel >> (4 + n) & 1 ? 16 : 0),
        low_flip(flips && (i->negabs >> n & 1) ? 0x8000 : 0),
        high_flip(flips && (i->negabs >> (3 + n) & 1) ? 0x8000 : 0) {}
  u16 low(u32 a) const { return static_cast<u16>((a >> low_shift) ^ low_flip); }
  u16 high(u32 a) const { return static_cast<u16>((a >> high_shift) ^ high_flip); }
};
inline u16 clamp_half(u16 r, Mode m) {
  if (F16::nan(r)) return m.bits & mode::dx10_clamp ? 0 : r;
  return r & F16::sign ? 0 : r > F16::one ? F16::one : r;
}

template <auto F>
struct Pair;
template <u16 (*F)(u16, u16)>
struct Pair<F> {
  static constexpr u32 sources = 2;
  static constexpr bool is_float = false;
  static u16 of(u16 a, u16 b, u16, Mode) { return F(a, b); }
};
template <u16 (*F)(u16, u16, u16)>
struct Pair<F> {
  static constexpr u32 sources = 3;
  static constexpr bool is_float = false;
  static u16 of(u16 a, u16 b, u16 c, Mode) { return F(a, b, c); }
};
template <u16 (*F)(u16, u16, Mode)>
struct Pair<F> {
  static constexpr u32 sources = 2;
  static constexpr bool is_float = true;
  static u16 of(u16 a, u16 b, u16, Mode m) { return F(a, b, m); }
};
template <u16 (*F)(u16, u16, u16, Mode)>
struct Pair<F> {
  static constexpr u32 sources = 3;
  static constexpr bool is_float = true;
  static u16 of(u16 a, u16 b, u16 c, Mode m) { return F(a, b, c, m); }
};
template <auto F>
const Record* packed(Wave& w, const Record* i) {
  using P = Pair<F>;
  LaneRow t0, t1, t2;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1), *c = P::sources > 2 ? row(w, i, 2, t2) : a;
  const Halves ha(i, 0, P::is_float), hb(i, 1, P::is_float), hc(i, 2, P::is_float);
  const Mode m{w.mode};
  const bool clamps = P::is_float && i->out & 4;
  write(w.v[i->dst], active(w), [&](u32 l) {
    u16 low = P::of(ha.low(a[l]), hb.low(b[l]), hc.low(c[l]), m);
    u16 high = P::of(ha.high(a[l]), hb.high(b[l]), hc.high(c[l]), m);
    if (clamps) low = clamp_half(low, m), high = clamp_half(high, m);
    return low | u32{high} << 16;
  });
  return i + 1;
}

// v_fma_mix*: each source is f32, or where op_sel_hi says so, the half of a register that op_sel names.
inline const u32* mixed(const Wave& w, const Record* i, u32 n, LaneRow& to) {
  LaneRow t;
  const u32* a = row(w, i, n, t);
  const u32 keep = i->negabs >> (3 + n) & 1 ? 0x7fffffff : ~0u, flip = i->negabs >> n & 1 ? 0x80000000 : 0;
  if (i->opsel >> (4 + n) & 1) {
    const u32 shift = i->opsel >> n & 1 ? 16 : 0;
    const Mode m{w.mode};
    EACH_LANE to.r[l] = (f32_of_f16(F16::in(static_cast<u16>(a[l] >> shift), m)) & keep) ^ flip;
  } else {
    EACH_LANE to.r[l] = (a[l] & keep) ^ flip;
  }
  return to.r;
}
enum class MixTo : u8 { f32, low, high };
template <MixTo To>
const Record* fma_mix(Wave& w, const Record* i) {
  LaneRow a, b, c, r;
  const u32 *sa = mixed(w, i, 0, a), *sb = mixed(w, i, 1, b), *sc = mixed(w, i, 2, c);
  LaneVector fast;
  if (default_f32_mode(w.mode) && !fast_f32<FmaF32>(fast, load_lanes(sa), load_lanes(sb), load_lanes(sc)))
    store_lanes(r.r, ~0u, fast);
  else
    for (u32 l = 0; l < lanes; ++l) r.r[l] = general_f32<FmaF32, 3>(sa[l], sb[l], sc[l], w.mode);
  const Mode m{w.mode};
  const bool clamps = i->out & 4;
  u32* d = w.v[i->dst];
  if (To == MixTo::f32) {
    if (clamps)
      for (u32& x : r.r) x = clamp_f32(x, w.mode);
    write(d, active(w), [&](u32 l) { return r.r[l]; });
    return i + 1;
  }
  constexpr u32 shift = To == MixTo::high ? 16 : 0;
  write(d, active(w), [&](u32 l) {
    u16 h = F16::out(f16_of_f32(f32(r.r[l]), F16::rounding(m)), m);
    if (clamps) h = clamp_half(h, m);
    return (d[l] & ~(0xffffu << shift)) | u32{h} << shift;
  });
  return i + 1;
}

EGPULAB_RDNA_END

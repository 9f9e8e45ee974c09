// Lane functions of the float vector instructions. Rounding, denormals and NaNs follow MODE, never the host's choice.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/vector/float_round.hpp"

EGPULAB_RDNA_BEGIN

inline float f32(u32 a) { return std::bit_cast<float>(a); }
inline u32 bits(float a) { return std::bit_cast<u32>(a); }
inline bool is_nan(u32 a) { return (a & 0x7fffffffu) > 0x7f800000u; }
inline bool is_signalling(u32 a) { return is_nan(a) && !(a & 0x400000u); }
inline u32 quiet(u32 a) { return a | 0x400000u; }
inline u32 flush(u32 a) { return a & 0x7f800000u ? a : a & 0x80000000u; }

// Arithmetic instructions: Op::fast(float...) in the default mode, Op::exact(double...) to odd for the others.
template <class Op, u32 Sources>
u32 general_f32(u32 a, u32 b, u32 c, u32 m) {
  if (!(m & 0x10)) a = flush(a), b = flush(b), c = flush(c);  // input denormals off
  if (is_nan(a)) return quiet(a);
  if (Sources > 1 && is_nan(b)) return quiet(b);
  if (Sources > 2 && is_nan(c)) return quiet(c);
  const double exact = Op::exact(f32(a), f32(b), f32(c));
  if (exact != exact) return 0x7fc00000;  // the default NaN
  u32 r = round_f32(exact, m & mode::round32);
  if (exact == 0 && (m & 3) == 2 && Op::sum_of_opposites(f32(a), f32(b), f32(c))) r = 0x80000000;
  return m & 0x20 ? r : flush(r);
}

// All lanes of r = Op(a, b, c) in the default mode; returns those whose result is a NaN.
template <class Op>
inline u32 fast_f32(LaneVector& r, const LaneVector& a, const LaneVector& b, const LaneVector& c) {
  u32 nans = 0;
  EACH_PART {
    const FloatVector x = Op::fast(reinterpret_cast<FloatVector>(a.part[n]), reinterpret_cast<FloatVector>(b.part[n]),
                                   reinterpret_cast<FloatVector>(c.part[n]));
    r.part[n] = reinterpret_cast<WordVector>(x);
    nans |= nan_bits(x, x) << n * vector_lanes;
  }
  return nans;
}
inline bool default_f32_mode(u32 m) { return (m & (mode::round32 | mode::denorm32)) == mode::denorm32; }

template <class Op, u32 Sources>
[[gnu::noinline]] const Record* general_float32(Wave& w, const Record* i) {
  LaneRow t0, t1, t2, r;
  const u32* a = row(w, i, 0, t0);
  const u32* b = Sources > 1 ? row(w, i, 1, t1) : a;
  const u32* c = Sources > 2 ? row(w, i, 2, t2) : a;
  for (u32 l = 0; l < lanes; ++l) r.r[l] = general_f32<Op, Sources>(a[l], b[l], c[l], w.mode);
  store_lanes(w.v[i->dst], active(w), load_lanes(r.r));
  return i + 1;
}
template <class Op, u32 Sources>
const Record* float32(Wave& w, const Record* i) {
  if (!default_f32_mode(w.mode)) [[unlikely]]
    return general_float32<Op, Sources>(w, i);
  const u32 exec = active(w);
  const LaneVector a = operand(w, i, 0), b = operand(w, i, Sources > 1 ? 1 : 0), c = operand(w, i, Sources > 2 ? 2 : 0);
  LaneVector r;
  if (fast_f32<Op>(r, a, b, c) & exec) [[unlikely]]
    return general_float32<Op, Sources>(w, i);
  store_lanes(w.v[i->dst], exec, r);
  return i + 1;
}

// clang-format off
struct AddF32 {
  template <class T> static T fast(T a, T b, T) { return a + b; }
  static double exact(double a, double b, double) { return add_to_odd(a, b); }
  static bool sum_of_opposites(float a, float b, float) { return a != 0 || std::signbit(a) != std::signbit(b); }
};
struct SubF32 {
  template <class T> static T fast(T a, T b, T) { return a - b; }
  static double exact(double a, double b, double) { return add_to_odd(a, -b); }
  static bool sum_of_opposites(float a, float b, float) { return a != 0 || std::signbit(a) == std::signbit(b); }
};
struct SubRevF32 {
  template <class T> static T fast(T a, T b, T) { return b - a; }
  static double exact(double a, double b, double) { return add_to_odd(b, -a); }
  static bool sum_of_opposites(float a, float b, float) { return SubF32::sum_of_opposites(b, a, 0); }
};
struct MulF32 {
  template <class T> static T fast(T a, T b, T) { return a * b; }
  static double exact(double a, double b, double) { return a * b; }
  static bool sum_of_opposites(float, float, float) { return false; }
};
struct FmaF32 {
  template <class T> static T fast(T a, T b, T c) { return fused(a, b, c); }
  static double exact(double a, double b, double c) { return add_to_odd(a * b, c); }
  static bool sum_of_opposites(float a, float b, float c) {
    const double p = static_cast<double>(a) * b;
    return p != 0 || std::signbit(p) != std::signbit(c);
  }
};
// clang-format on

inline u32 clamp_f32(u32 r, u32 m) {
  if (is_nan(r)) return m & mode::dx10_clamp ? 0 : r;
  return r >> 31 ? 0 : r > 0x3f800000 ? 0x3f800000 : r;
}

// Minimum and maximum: IEEE minNum; -0 is below +0; with MODE.IEEE a signalling NaN gives a quiet one.
inline u32 order_key(u32 a) { return a ^ (static_cast<u32>(static_cast<i32>(a) >> 31) & 0x7fffffffu); }
template <bool Max>
inline u32 min_max(u32 a, u32 b) {
  const i32 x = static_cast<i32>(order_key(a)), y = static_cast<i32>(order_key(b));
  return (Max ? x > y : x < y) ? a : b;
}
template <bool Max>
u32 min_max_general(u32 a, u32 b, u32 m) {
  if (!(m & 0x10)) a = flush(a), b = flush(b);
  if (m & mode::ieee && is_signalling(a)) return quiet(a);
  if (m & mode::ieee && is_signalling(b)) return quiet(b);
  if (is_nan(b)) return m & mode::quiet_nans && is_nan(a) ? quiet(a) : a;
  return is_nan(a) ? b : min_max<Max>(a, b);
}
template <bool Max>
inline WordVector min_max(WordVector a, WordVector b) {
  const FloatVector x = reinterpret_cast<FloatVector>(a), y = reinterpret_cast<FloatVector>(b);
  // Equal ones are the same bits, but for zeros: of these the sign decides.
  return x == y ? (Max ? a & b : a | b) : reinterpret_cast<WordVector>(extreme<Max>(x, y));
}
// Sources is 2, or 3 for min3 and max3.
template <bool Max, u32 Sources>
[[gnu::noinline]] const Record* general_min_max(Wave& w, const Record* i) {
  LaneRow t0, t1, t2, r;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1), *c = Sources > 2 ? row(w, i, 2, t2) : a;
  for (u32 l = 0; l < lanes; ++l) {
    r.r[l] = min_max_general<Max>(a[l], b[l], w.mode);
    if (Sources > 2) r.r[l] = min_max_general<Max>(r.r[l], c[l], w.mode);
  }
  store_lanes(w.v[i->dst], active(w), load_lanes(r.r));
  return i + 1;
}
template <bool Max, u32 Sources>
const Record* min_max_f32(Wave& w, const Record* i) {
  if (!(w.mode & 0x10)) [[unlikely]]  // denormal sources are flushed
    return general_min_max<Max, Sources>(w, i);
  const u32 exec = active(w);
  const LaneVector a = operand(w, i, 0), b = operand(w, i, 1), c = operand(w, i, Sources > 2 ? 2 : 0);
  LaneVector r;
  u32 nans = 0;
  EACH_PART {
    const WordVector x = min_max<Max>(a.part[n], b.part[n]);
    r.part[n] = Sources > 2 ? min_max<Max>(x, c.part[n]) : x;
    const auto floats = [](WordVector v) { return reinterpret_cast<FloatVector>(v); };
    u32 found = nan_bits(floats(a.part[n]), floats(b.part[n]));
    if (Sources > 2) found |= nan_bits(floats(c.part[n]), floats(c.part[n]));
    nans |= found << n * vector_lanes;
  }
  if (nans & exec) [[unlikely]]
    return general_min_max<Max, Sources>(w, i);
  store_lanes(w.v[i->dst], exec, r);
  return i + 1;
}

EGPULAB_RDNA_END

// Transcendental lane functions. No bit-exact description of the hardware is public (it is within 1 ulp); these give
// what is nearest to the exact result, from our own polynomials in double without contraction, so that every host
// agrees. The f32 ones flush denormals, the f16 ones follow MODE.
#pragma once

#include "simulator/isa/rdna/exec/lane_round.hpp"

EGPULAB_RDNA_BEGIN

// Taylor terms of exp(f ln 2) up to the 13th, for |f| <= 0.5; summed in pairs (Estrin's scheme), so that few operations
// wait for each other.
template <class T>
inline T exp2_reduced(T f) {
  const T x = f * 0.693147180559945309417, x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
  const T p0 = 1.0 + x, p2 = 0.5 + x * (1.0 / 6.0), p4 = 1.0 / 24.0 + x * (1.0 / 120.0);
  const T p6 = 1.0 / 720.0 + x * (1.0 / 5040.0), p8 = 1.0 / 40320.0 + x * (1.0 / 362880.0);
  const T p10 = 1.0 / 3628800.0 + x * (1.0 / 39916800.0), p12 = 1.0 / 479001600.0 + x * (1.0 / 6227020800.0);
  return ((p0 + p2 * x2) + (p4 + p6 * x2) * x4) + ((p8 + p10 * x2) + p12 * x4) * x8;
}
// For T double and a vector of them, within +-160; Bits is the same as integers.
template <class T, class Bits>
inline T exp2_of(T c) {
  const T shifted = c + 0x1.8p52;  // to the nearest integer, in the low bits
  const T scale = std::bit_cast<T>((std::bit_cast<Bits>(shifted) + 1023) << 52);
  return exp2_reduced(c - (shifted - 0x1.8p52)) * scale;
}
// Of what is finite and above zero: exponent plus the series of atanh for a mantissa within a factor 2^0.5 of 1.
inline double log2_of(float x) {
  const u64 b = bits_of(static_cast<double>(x));
  const u64 offset = b - 0x3fe6a09e667f3bcd;  // of sqrt(1/2)
  const i32 e = static_cast<i32>(static_cast<i64>(offset) >> 52);
  const double m = as_double(b - (static_cast<u64>(static_cast<i64>(e)) << 52));
  const double s = (m - 1) / (m + 1), q = s * s;
  double p = 1.0 / 25;
  p = p * q + 1.0 / 23, p = p * q + 1.0 / 21, p = p * q + 1.0 / 19, p = p * q + 1.0 / 17, p = p * q + 1.0 / 15;
  p = p * q + 1.0 / 13, p = p * q + 1.0 / 11, p = p * q + 1.0 / 9, p = p * q + 1.0 / 7, p = p * q + 1.0 / 5;
  p = p * q + 1.0 / 3, p = p * q + 1.0;
  return e + p * s * 2.88539008177792681472;  // 2 / ln 2
}
// sin and cos of x turns.
template <bool Cosine>
inline double wave_of(float x) {
  const float f = x - __builtin_rintf(x), q = __builtin_rintf(4 * f);
  const double t = static_cast<double>(f - q * 0.25f) * 6.28318530717958647693, u = t * t;  // |t| <= pi / 4
  double s = 1.0 / 355687428096000.0;
  s = s * u - 1.0 / 1307674368000.0, s = s * u + 1.0 / 6227020800.0, s = s * u - 1.0 / 39916800.0;
  s = s * u + 1.0 / 362880.0, s = s * u - 1.0 / 5040.0, s = s * u + 1.0 / 120.0, s = s * u - 1.0 / 6.0;
  s = (s * u + 1.0) * t;
  double c = 1.0 / 20922789888000.0;
  c = c * u - 1.0 / 87178291200.0, c = c * u + 1.0 / 479001600.0, c = c * u - 1.0 / 3628800.0;
  c = c * u + 1.0 / 40320.0, c = c * u - 1.0 / 720.0, c = c * u + 1.0 / 24.0, c = c * u - 0.5, c = c * u + 1.0;
  const u32 turn = static_cast<u32>(q == q ? static_cast<i32>(q) : 0) + (Cosine ? 1 : 0);
  return (turn & 2 ? -1.0 : 1.0) * (turn & 1 ? c : s) + 0.0;  // zeros are positive
}

// Values in f32 (exact), from which both widths round.
struct Exp {
  static constexpr float limit = 160;  // beyond: infinity, zero
  static double of(float x) {
    const float c = x > limit ? limit : x < -limit ? -limit : x;
    return exp2_of<double, u64>(static_cast<double>(c));
  }
  static FloatVector of(FloatVector x) {
    // A NaN stays: it is the second of each two.
    const FloatVector most = FloatVector{} + limit;
    const DoublePair c = widen(extreme<true>(-most, extreme<false>(most, x)));
    return narrow({exp2_of<DoubleVector, LongVector>(c.low), exp2_of<DoubleVector, LongVector>(c.high)});
  }
};
struct Log {
  static double of(float x) {
    const u32 b = bits_of(x);
    if ((b & 0x7fffffff) == 0) return -as_double(F64::infinity);
    return b >> 31 ? as_double(F64::default_nan) : b == F32::infinity ? as_double(F64::infinity) : log2_of(x);
  }
};
struct Reciprocal {
  static double of(float x) { return 1.0 / static_cast<double>(x); }
  static FloatVector of(FloatVector x) {
    const DoublePair d = widen(x);
    return narrow({1.0 / d.low, 1.0 / d.high});
  }
};
struct SquareRoot {
  static double of(float x) { return __builtin_sqrt(static_cast<double>(x)); }
};
struct ReciprocalRoot {
  static double of(float x) { return 1.0 / __builtin_sqrt(static_cast<double>(x)); }
};
struct Sine {
  static double of(float x) { return x == 0 ? static_cast<double>(x) : wave_of<false>(x); }
};
struct Cosine {
  static double of(float x) { return wave_of<true>(x); }
};

template <class Op>
[[gnu::always_inline]] inline u32 unit_f32(u32 a) {
  const u32 r = F32::flush(bits_of(static_cast<float>(Op::of(as_float(F32::flush(a))))));
  return F32::nan(a) ? F32::quiet(a) : F32::nan(r) ? F32::default_nan : r;
}
// The same for units that are given in vectors.
template <class Op>
const Record* vector_unit_f32(Wave& w, const Record* i) {
  const auto flush = [](WordVector x) { return (x & 0x7f800000u) != 0 ? x : x & 0x80000000u; };
  LaneVector x = operand(w, i, 0);
  EACH_PART {
    // Neither unit makes a NaN of what is none.
    const WordVector a = x.part[n];
    const WordVector r = flush(reinterpret_cast<WordVector>(Op::of(reinterpret_cast<FloatVector>(flush(a)))));
    x.part[n] =
        choose(nan_bits(reinterpret_cast<FloatVector>(a), reinterpret_cast<FloatVector>(a)), 0, a | 0x400000u, r);
  }
  store_lanes(w.v[i->dst], active(w), x);
  return i + 1;
}
template <>
inline const Record* each<unit_f32<Exp>>(Wave& w, const Record* i) {
  return vector_unit_f32<Exp>(w, i);
}
template <>
inline const Record* each<unit_f32<Reciprocal>>(Wave& w, const Record* i) {
  return vector_unit_f32<Reciprocal>(w, i);
}
template <class Op>
u16 unit_f16(u16 a, Mode m) {
  a = F16::in(a, m);
  const u16 r = F16::out(f16_of_f32(float_to_odd(Op::of(float_of_f16(a))), 0), m);
  return F16::nan(a) ? F16::quiet(a) : F16::nan(r) ? F16::default_nan : r;
}
// The f64 units are estimates that code refines; ours are rounded results.
enum class Unit64 : u8 { rcp, sqrt, rsq };
template <Unit64 U>
u64 unit_f64(u64 a, Mode m) {
  a = F64::in(a, m);
  const double x = as_double(a), root = U == Unit64::rcp ? x : __builtin_sqrt(x);
  return F64::out(with_nans<F64>(bits_of(U == Unit64::sqrt ? root : 1.0 / root), a, a, a), m);
}

EGPULAB_RDNA_END

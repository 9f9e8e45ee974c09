// The three float formats: their fields, what MODE says about each, NaNs, denormals, and rounding to them.
#pragma once

#include "simulator/isa/rdna/exec/each.hpp"

EGPULAB_RDNA_BEGIN

template <class B, u32 Mantissa, u32 Bias, u32 DenormIn, u32 RoundAt>
struct FloatFormat {
  using Bits = B;
  static constexpr u32 mantissa = Mantissa, bias = Bias, top = 2 * Bias + 1;  // top: the exponent of infinity
  static constexpr B sign = static_cast<B>(B{1} << (sizeof(B) * 8 - 1));
  static constexpr B magnitude = static_cast<B>(sign - 1);
  static constexpr B infinity = static_cast<B>(B{top} << Mantissa);
  static constexpr B quiet_bit = static_cast<B>(B{1} << (Mantissa - 1));
  static constexpr B default_nan = static_cast<B>(infinity | quiet_bit);
  static constexpr B one = static_cast<B>(B{Bias} << Mantissa);
  static constexpr B fraction = static_cast<B>((B{1} << Mantissa) - 1);

  static bool nan(B a) { return (a & magnitude) > infinity; }
  static bool signalling(B a) { return nan(a) && !(a & quiet_bit); }
  static B quiet(B a) { return static_cast<B>(a | quiet_bit); }
  static u32 exponent(B a) { return static_cast<u32>(a >> Mantissa) & top; }  // biased
  static bool denormal(B a) { return exponent(a) == 0 && (a & fraction); }
  static B flush(B a) { return a & infinity ? a : static_cast<B>(a & sign); }
  static B in(B a, Mode m) { return m.bits & DenormIn ? a : flush(a); }
  static B out(B a, Mode m) { return m.bits & (2 * DenormIn) ? a : flush(a); }
  static bool keeps_denormals(Mode m) { return m.bits & (2 * DenormIn); }
  static u32 rounding(Mode m) { return m.bits >> RoundAt & 3; }
};
using F16 = FloatFormat<u16, 10, 15, 0x40, 2>;
using F32 = FloatFormat<u32, 23, 127, 0x10, 0>;
using F64 = FloatFormat<u64, 52, 1023, 0x40, 2>;

inline float as_float(u32 a) { return std::bit_cast<float>(a); }
inline double as_double(u64 a) { return std::bit_cast<double>(a); }
inline u32 bits_of(float a) { return std::bit_cast<u32>(a); }
inline u64 bits_of(double a) { return std::bit_cast<u64>(a); }

// The first NaN of the sources, made quiet; `r` if there is none, or the default NaN if that is one itself.
template <class F>
inline typename F::Bits with_nans(typename F::Bits r, typename F::Bits a, typename F::Bits b, typename F::Bits c) {
  if (F::nan(r)) [[unlikely]]
    return F::nan(a) ? F::quiet(a) : F::nan(b) ? F::quiet(b) : F::nan(c) ? F::quiet(c) : F::default_nan;
  return r;
}

// Exact.
inline u32 f32_of_f16(u16 h) {
  const u32 sign = u32{h & 0x8000u} << 16, mag = h & 0x7fffu;
  const u32 scaled = bits_of(as_float(mag << 13) * 0x1p112f);
  return sign | (mag > 0x7c00 ? 0x7fc00000u | mag << 13 : mag == 0x7c00 ? 0x7f800000u : scaled);
}
inline float float_of_f16(u16 h) { return as_float(f32_of_f16(h)); }

// Rounds to f16 (0 nearest even, 1 up, 2 down, 3 toward zero). An inexact `x` given to odd rounding is rounded as the
// exact value would be.
inline u16 f16_of_f32(float x, u32 rounding) {
  const u32 b = bits_of(x), sign = b >> 16 & 0x8000, mag = b & 0x7fffffff, e = mag >> 23;
  const u32 m = (mag & 0x7fffff) | (e ? 0x800000u : 0u);
  const bool normal = e >= 113;
  const u32 below = 126 - (e < 96 ? 96 : e);  // shift of denormal results: 14 to 30
  const u32 shift = normal ? 13 : below;
  u32 q = (normal ? (e - 113) << 10 : 0) + (m >> shift);
  const u32 rest = m & ((1u << shift) - 1), half = 1u << (shift - 1);
  const bool nearest_up = rest > half || (rest == half && (q & 1));
  const bool away = rounding == 1 ? !sign : rounding == 2 ? sign != 0 : false;
  q += rounding == 0 ? nearest_up : away && rest;
  const u32 largest = rounding == 0 || away ? 0x7c00 : 0x7bff;
  q = mag > 0x7f800000 ? 0x7e00 | (mag >> 13 & 0x3ff) : mag == 0x7f800000 ? 0x7c00 : q >= 0x7c00 ? largest : q;
  return static_cast<u16>(sign | q);
}

// The float, or double, nearest to a + b in the sense of rounding to odd (see lane_float.hpp's add_to_odd).
inline float sum_to_odd(float a, float b) {
  const float s = a + b, v = s - a, error = (a - (s - v)) + (b - v);
  const u32 r = bits_of(s);
  const bool inexact = error < 0 || error > 0;
  return as_float(inexact && !(r & 1) ? ((error > 0) == (s > 0) ? r + 1 : r - 1) : r);
}
// A double to float, rounded to odd, so that it can be rounded once more to f16.
inline float float_to_odd(double x) {
  const float n = static_cast<float>(x);
  const u32 r = bits_of(n);
  const double back = static_cast<double>(n);
  if (!(back < x || back > x) || (r & 1)) return n;
  return as_float((back < x) == (x > 0) ? r + 1 : r - 1);
}

EGPULAB_RDNA_END

// Results rounded once, in any direction, from sums that are rounded to odd first; and conversions to and from f16. The
// host rounds to nearest even and keeps denormals, always.
#pragma once

#include <cmath>
#include <limits>

#include "simulator/isa/vector/float_layout.hpp"
#include "simulator/isa/vector/simd.hpp"

EGPULAB_VECTOR_BEGIN

// Rounding directions wherever a number stands for one.
namespace rounding {
inline constexpr u32 nearest = 0, up = 1, down = 2, zero = 3;
}

// The double nearest to a + b in the sense of rounding to odd: rounding it again to f32 gives what one rounding of the
// exact sum would (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums: proved algorithms using rounding
// to odd").
inline double add_to_odd(double a, double b) {
  const double s = a + b, v = s - a, error = (a - (s - v)) + (b - v);
  u64 r = std::bit_cast<u64>(s);
  if ((error < 0 || error > 0) && !(r & 1)) r += (error > 0) == (s > 0) ? 1 : ~u64{0};  // not for infinities
  return std::bit_cast<double>(r);
}
inline float fused(float a, float b, float c) {
#ifdef __FMA__
  return __builtin_fmaf(a, b, c);
#else
  return static_cast<float>(add_to_odd(static_cast<double>(a) * b, c));
#endif
}
inline FloatVector fused(FloatVector a, FloatVector b, FloatVector c) {
#if defined(__FMA__) && defined(__AVX512F__)
  return _mm512_fmadd_ps(a, b, c);
#elif defined(__FMA__)
  return _mm256_fmadd_ps(a, b, c);
#else
  FloatVector r;
  for (u32 l = 0; l < vector_lanes; ++l) r[l] = fused(a[l], b[l], c[l]);
  return r;
#endif
}

// An exact value, given to odd rounding in a double, rounded to f32.
inline u32 round_f32(double exact, u32 direction) {
  const float nearest = static_cast<float>(exact);
  u32 r = bits_of(nearest);
  if (direction == rounding::nearest || static_cast<double>(nearest) == exact || exact != exact) return r;
  const bool above = static_cast<double>(nearest) > exact, negative = std::signbit(exact);
  const bool toward_zero = direction == rounding::zero || (direction == rounding::up && negative) ||
                           (direction == rounding::down && !negative);
  const bool magnitude_above = above != negative;
  if (toward_zero && magnitude_above) --r;
  if (!toward_zero && !magnitude_above) ++r;
  return r;
}

// Exact. NaNs keep their payload and are made quiet.
inline u32 f32_of_f16(u16 h) {
  const u32 sign = u32{h & 0x8000u} << 16, mag = h & 0x7fffu;
  const u32 scaled = bits_of(as_float(mag << 13) * 0x1p112f);
  return sign | (mag > 0x7c00 ? 0x7fc00000u | mag << 13 : mag == 0x7c00 ? 0x7f800000u : scaled);
}
inline float float_of_f16(u16 h) { return as_float(f32_of_f16(h)); }

// Rounds to f16. An inexact `x` given to odd rounding is rounded as the exact value would be.
inline u16 f16_of_f32(float x, u32 direction) {
  const u32 b = bits_of(x), sign = b >> 16 & 0x8000, mag = b & 0x7fffffff, e = mag >> 23;
  const u32 m = (mag & 0x7fffff) | (e ? 0x800000u : 0u);
  const bool normal = e >= 113;
  const u32 below = 126 - (e < 96 ? 96 : e);  // shift of denormal results: 14 to 30
  const u32 shift = normal ? 13 : below;
  u32 q = (normal ? (e - 113) << 10 : 0) + (m >> shift);
  const u32 rest = m & ((1u << shift) - 1), half = 1u << (shift - 1);
  const bool nearest_up = rest > half || (rest == half && (q & 1));
  const bool away = direction == rounding::up ? !sign : direction == rounding::down ? sign != 0 : false;
  q += direction == rounding::nearest ? nearest_up : away && rest;
  const u32 largest = direction == rounding::nearest || away ? 0x7c00 : 0x7bff;
  q = mag > 0x7f800000 ? 0x7e00 | (mag >> 13 & 0x3ff) : mag == 0x7f800000 ? 0x7c00 : q >= 0x7c00 ? largest : q;
  return static_cast<u16>(sign | q);
}

// The float nearest to a + b in the sense of rounding to odd (see add_to_odd).
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

// Integral values next to x; exact in every format.
enum class To : u8 { zero, nearest, up, down };
template <To R, class X>
inline X integral(X x) {
  if constexpr (sizeof(X) == 4)
    return R == To::zero   ? __builtin_truncf(x)
           : R == To::up   ? __builtin_ceilf(x)
           : R == To::down ? __builtin_floorf(x)
                           : __builtin_rintf(x);
  else
    return R == To::zero   ? __builtin_trunc(x)
           : R == To::up   ? __builtin_ceil(x)
           : R == To::down ? __builtin_floor(x)
                           : __builtin_rint(x);
}
// Integral values to integers: NaN gives 0, what does not fit the nearest end of the range.
template <class I, class X>
inline I saturate(X x) {
  constexpr X low = static_cast<X>(std::numeric_limits<I>::min()),
              end = static_cast<X>(u64{1} << (std::numeric_limits<I>::digits - 1)) * 2;
  if (x != x) return 0;
  return x <= low ? std::numeric_limits<I>::min() : x >= end ? std::numeric_limits<I>::max() : static_cast<I>(x);
}

EGPULAB_VECTOR_END

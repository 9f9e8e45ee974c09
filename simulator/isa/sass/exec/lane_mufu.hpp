// The multi-function unit. Its tables are not public: these give what is nearest to the exact result, or next to it,
// within the errors that the PTX ISA states; special values are exact. NUMERICS.md has both.
#pragma once

#include "simulator/isa/sass/exec/lane_half.hpp"
#include "simulator/isa/vector/transcendental.hpp"

EGPULAB_SASS_BEGIN

enum class Mufu : u8 { cos, sin, ex2, lg2, rcp, rsq, rcp64h, rsq64h, sqrt, tanh };

// In double, for any float but a NaN; a NaN says that there is no result.
inline double tanh_of(double x) {
  const double magnitude = x < 0 ? -x : x, q = x * x;
  if (x == 0) return x;  // with its sign
  if (magnitude < 0x1p-6) return x + x * q * (-1.0 / 3.0 + q * (2.0 / 15.0 + q * (-17.0 / 315.0)));
  const double e = exp2_of<double, u64>((magnitude > 20 ? 20 : magnitude) * 2.88539008177792681472);  // e^2x
  const double r = (e - 1) / (e + 1);
  return x < 0 ? -r : r;
}
inline double mufu_of(Mufu f, float x) {
  const double infinity = as_double(Double::infinity), none = as_double(Double::infinity | Double::quiet_bit);
  const bool infinite = x - x != 0;
  switch (f) {
    case Mufu::cos:
      return infinite ? none : wave_of<true>(x);
    case Mufu::sin:
      return infinite ? none : x == 0 ? static_cast<double>(x) : wave_of<false>(x);
    case Mufu::ex2:
      return exp2_of<double, u64>(static_cast<double>(x > 160 ? 160 : x < -160 ? -160 : x));
    case Mufu::lg2:
      return x == 0 ? -infinity : x < 0 ? none : infinite ? infinity : log2_of(x);
    case Mufu::rcp:
      return 1.0 / static_cast<double>(x);
    case Mufu::rsq:
      return x < 0 ? none : 1.0 / __builtin_sqrt(static_cast<double>(x));
    case Mufu::sqrt:
      return x < 0 ? none : __builtin_sqrt(static_cast<double>(x));
    default:
      return tanh_of(static_cast<double>(x));
  }
}

// f32: denormals are zeros, before and after; but for the hyperbolic tangent, which keeps them.
inline u32 mufu_f32(Mufu f, u32 x) {
  const bool keeps = f == Mufu::tanh;
  if (!keeps) x = Single::flush(x);
  if (Single::nan(x)) return nan_f32;
  const u32 r = bits_of(static_cast<float>(mufu_of(f, as_float(x))));
  return Single::nan(r) ? nan_f32 : keeps ? r : Single::flush(r);
}
// f16 keeps denormals, bf16 has those of f32 only.
template <class Numbers>
u32 mufu_half(Mufu f, u16 x) {
  if (Numbers::nan(x)) return nan_half;
  const bool flushes = std::is_same_v<Numbers, BrainNumbers> && f != Mufu::tanh;
  const u32 wide = Numbers::widen(flushes ? Numbers::flush(x) : x);
  const double exact = mufu_of(f, as_float(wide));
  if (exact != exact) return nan_half;
  const u16 r = Numbers::narrow(float_to_odd(exact));
  return flushes ? Numbers::flush(r) : r;
}
// The upper halves of doubles whose lower half is zero; denormals are zeros, before and after.
inline u32 mufu_64h(bool root, u32 high) {
  const u64 x = Double::flush(u64{high} << 32);
  if (Double::nan(x) || (root && x >> 63 && x << 1)) return nan_f32;
  const u64 r = bits_of(1.0 / (root ? __builtin_sqrt(as_double(x)) : as_double(x)));
  return high32(Double::flush(r & Double::magnitude) >= Double::infinity ? r : Double::flush(r) + 0x80000000);
}

// ---- On host vectors, where code takes many

inline DoubleVector square_root(DoubleVector x) {
#if defined(__AVX512F__)
  return _mm512_maskz_sqrt_pd(0xff, x);
#elif defined(__AVX2__)
  return _mm256_sqrt_pd(x);
#else
  for (u32 l = 0; l < vector_lanes / 2; ++l) x[l] = x[l] < 0 ? as_double(Double::infinity | 1) : __builtin_sqrt(x[l]);
  return x;
#endif
}
// The same operations in the same order as log2_of and wave_of (vector/transcendental.hpp).
inline DoubleVector log2_parts(DoubleVector x) {
  const LongVector b = reinterpret_cast<LongVector>(x), offset = b - 0x3fe6a09e667f3bcd;
  // The exponent, of which only twelve bits are left, moved to the low bits of a double.
  const LongVector biased = (offset >> 52) ^ 0x800, e = biased - 0x800;
  const DoubleVector exponent = reinterpret_cast<DoubleVector>(e + 0x4338000000000000) - 0x1.8p52;
  const DoubleVector m = reinterpret_cast<DoubleVector>(b - (e << 52));
  const DoubleVector s = (m - 1.0) / (m + 1.0), q = s * s;
  DoubleVector p = DoubleVector{} + 1.0 / 25;
  p = p * q + 1.0 / 23, p = p * q + 1.0 / 21, p = p * q + 1.0 / 19, p = p * q + 1.0 / 17, p = p * q + 1.0 / 15;
  p = p * q + 1.0 / 13, p = p * q + 1.0 / 11, p = p * q + 1.0 / 9, p = p * q + 1.0 / 7, p = p * q + 1.0 / 5;
  p = p * q + 1.0 / 3, p = p * q + 1.0;
  return exponent + p * s * 2.88539008177792681472;
}
template <bool Cosine>
DoubleVector wave_parts(DoubleVector x) {
  const DoubleVector large = DoubleVector{} + 0x1p30, magic = DoubleVector{} + 0x1.8p52;
  const DoubleVector whole = ((x < large) & (x > -large)) ? (x + magic) - magic : x;
  const DoubleVector f = x - whole, shifted = f * 4.0 + magic, q = shifted - magic;
  const DoubleVector t = (f - q * 0.25) * 6.28318530717958647693, u = t * t;
  DoubleVector s = DoubleVector{} + 1.0 / 355687428096000.0;
  s = s * u - 1.0 / 1307674368000.0, s = s * u + 1.0 / 6227020800.0, s = s * u - 1.0 / 39916800.0;
  s = s * u + 1.0 / 362880.0, s = s * u - 1.0 / 5040.0, s = s * u + 1.0 / 120.0, s = s * u - 1.0 / 6.0;
  s = (s * u + 1.0) * t;
  DoubleVector c = DoubleVector{} + 1.0 / 20922789888000.0;
  c = c * u - 1.0 / 87178291200.0, c = c * u + 1.0 / 479001600.0, c = c * u - 1.0 / 3628800.0;
  c = c * u + 1.0 / 40320.0, c = c * u - 1.0 / 720.0, c = c * u + 1.0 / 24.0, c = c * u - 0.5, c = c * u + 1.0;
  const LongVector turn = reinterpret_cast<LongVector>(shifted) + (Cosine ? 1 : 0);
  const DoubleVector r = (turn & 1) != 0 ? c : s;
  return ((turn & 2) != 0 ? -r : r) + 0.0;
}
template <Mufu F>
DoubleVector mufu_of(DoubleVector x) {
  if constexpr (F == Mufu::ex2)
    return exp2_of<DoubleVector, LongVector>(x);
  else if constexpr (F == Mufu::rcp)
    return 1.0 / x;
  else if constexpr (F == Mufu::rsq)
    return 1.0 / square_root(x);
  else if constexpr (F == Mufu::lg2)
    return log2_parts(x);
  else if constexpr (F == Mufu::sin || F == Mufu::cos)
    return wave_parts<F == Mufu::cos>(x);
  else
    return square_root(x);
}
template <Mufu F>
WordVector mufu_f32(WordVector bits) {
  const WordVector x = flush_f32(bits);
  FloatVector f = floats(x);
  if constexpr (F == Mufu::ex2) {
    // A NaN stays: it is the second of each two.
    const FloatVector most = FloatVector{} + 160.0f;
    f = extreme<true>(-most, extreme<false>(most, f));
  }
  const DoublePair d = widen(f);
  FloatVector r = narrow({mufu_of<F>(d.low), mufu_of<F>(d.high)});
  const FloatVector infinity = floats(splat(Single::infinity)), none = floats(splat(nan_f32)), zero{};
  if constexpr (F == Mufu::lg2) {
    r = f == zero ? -infinity : f == infinity ? infinity : f > zero ? r : none;
  } else if constexpr (F == Mufu::sin || F == Mufu::cos) {
    r = ((f < infinity) & (f > -infinity)) ? r : none;
    if (F == Mufu::sin) r = f == zero ? f : r;
  }
  return flush_f32(canonical_f32(r));
}

EGPULAB_SASS_END

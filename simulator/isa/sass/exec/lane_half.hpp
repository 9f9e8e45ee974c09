// f16 and bf16 on one lane, and on host vectors: widened exactly, computed without loss or to odd, rounded once to
// nearest even. NUMERICS.md has the sources.
#pragma once

#include "simulator/isa/sass/exec/lane_f32.hpp"

EGPULAB_SASS_BEGIN

inline constexpr u16 nan_half = 0x7fff;  // of both formats

inline u16 brain_of_float(float x) {  // to nearest even; NaNs are the caller's
  const u32 r = bits_of(x);
  return static_cast<u16>((r + 0x7fff + (r >> 16 & 1)) >> 16);
}
struct HalfNumbers : Half {
  static u32 widen(u16 x) { return f32_of_f16(x); }
  static u16 narrow(float to_odd) { return f16_of_f32(to_odd, rounding::nearest); }
};
struct BrainNumbers : Brain {
  static u32 widen(u16 x) { return u32{x} << 16; }
  static u16 narrow(float to_odd) { return brain_of_float(to_odd); }
};

struct HalfModifiers {
  bool ftz, saturates, relu, wide;  // wide: the result is one f32
};
inline HalfModifiers half_modifiers(Word w) { return {w.bit(80), w.bit(77), w.bit(79), w.bit(78)}; }

// An exact value, given to odd rounding in a double.
template <class Numbers>
u16 finish_half(double exact, HalfModifiers m) {
  if (exact != exact) return m.saturates ? 0 : nan_half;
  u16 r = Numbers::narrow(float_to_odd(exact));
  if (m.ftz) r = Numbers::flush(r);
  if ((m.saturates || m.relu) && r & Numbers::sign) r = 0;
  return m.saturates && r > Numbers::one ? Numbers::one : r;
}

// One source of a packed instruction: which half each element takes, and its sign.
enum class Swizzle : u8 { both, single, low, high };  // single: the register holds one f32
struct HalfSource {
  const u32* p;
  Swizzle swizzle;
  bool absolute, negative;

  u32 raw(u32 lane, u32 element) const {
    const bool upper = swizzle == Swizzle::both ? element != 0 : swizzle == Swizzle::high;
    return upper ? p[lane] >> 16 : p[lane] & 0xffff;
  }
  u16 half(u32 lane, u32 element) const {
    const u32 x = raw(lane, element);
    return static_cast<u16>((absolute ? x & 0x7fff : x) ^ (negative ? 0x8000u : 0u));
  }
  template <class Numbers>
  float number(u32 lane, u32 element, bool ftz) const {
    if (swizzle == Swizzle::single) {
      const u32 x = (absolute ? p[lane] & Single::magnitude : p[lane]) ^ (negative ? Single::sign : 0);
      return as_float(ftz ? Single::flush(x) : x);
    }
    const u16 x = half(lane, element);
    return as_float(Numbers::widen(ftz ? Numbers::flush(x) : x));
  }
};

// ---- f16 on host vectors: each word holds one element in its low half

inline FloatVector widen_halves(WordVector x) {
#if defined(__AVX512F__)
  return reinterpret_cast<FloatVector>(
      _mm512_maskz_cvtph_ps(0xffff, _mm512_maskz_cvtepi32_epi16(0xffff, reinterpret_cast<__m512i>(x))));
#elif defined(__F16C__)
  const __m256i v = reinterpret_cast<__m256i>(x);
  const __m256i packed = _mm256_permute4x64_epi64(_mm256_packus_epi32(v, v), 0xd8);
  return _mm256_cvtph_ps(_mm256_castsi256_si128(packed));
#else
  FloatVector r;
  for (u32 l = 0; l < vector_lanes; ++l) r[l] = float_of_f16(static_cast<u16>(x[l]));
  return r;
#endif
}
inline WordVector narrow_floats(FloatVector x) {
#if defined(__AVX512F__)
  return reinterpret_cast<WordVector>(
      _mm512_maskz_cvtepu16_epi32(0xffff, _mm512_maskz_cvtps_ph(0xffff, reinterpret_cast<__m512>(x), 0)));
#elif defined(__F16C__)
  return reinterpret_cast<WordVector>(_mm256_cvtepu16_epi32(_mm256_cvtps_ph(x, 0)));
#else
  WordVector r;
  for (u32 l = 0; l < vector_lanes; ++l) r[l] = f16_of_f32(x[l], rounding::nearest);
  return r;
#endif
}
// The sum to odd of floats (float_round.hpp); an infinite or NaN sum stays.
inline FloatVector sum_to_odd(FloatVector a, FloatVector b) {
  const FloatVector s = a + b, v = s - a, error = (a - (s - v)) + (b - v), none{};
  const WordVector r = words(s);
  const IntVector up = (error > none) ^ (s > none);  // all ones: toward zero
  const IntVector inexact = ((error < none) | (error > none)) & ((r & 1) == 0);
  const WordVector step = reinterpret_cast<WordVector>(up) | 1u;  // 1, or -1 toward zero
  return floats(r + (reinterpret_cast<WordVector>(inexact) & step));
}
// One element of a * b + c: a product of two f16 is exact in f32, a sum rounded to odd keeps what the last rounding
// needs.
inline WordVector fused_halves(WordVector a, WordVector b, WordVector c) {
  const FloatVector s = sum_to_odd(widen_halves(a) * widen_halves(b), widen_halves(c));
  return s != s ? splat(nan_half) : narrow_floats(s);
}

// The same of bf16, whose products need more exponents than f32 has: in doubles, to odd, and to f32 to odd.
inline FloatVector floats_to_odd(const DoublePair& exact) {
  const FloatVector nearest = narrow(exact);
  const DoublePair back = widen(nearest);
  const FloatVector side = narrow({side_of(exact.low, back.low), side_of(exact.high, back.high)}), none{};
  const WordVector r = words(nearest), negative = 0u - (r >> 31);
  const WordVector toward_zero = ~(reinterpret_cast<WordVector>(side > none) ^ negative);
  const WordVector inexact = reinterpret_cast<WordVector>((side != none) & ((r & 1) == 0));
  return floats(r + (inexact & (toward_zero | 1u)));  // 1, or -1
}
inline WordVector brains_of(FloatVector x) {
  const WordVector r = words(x);
  return (r + 0x7fff + (r >> 16 & 1)) >> 16;
}
inline WordVector fused_brains(WordVector a, WordVector b, WordVector c) {
  const DoublePair x = widen(floats(a << 16)), y = widen(floats(b << 16)), z = widen(floats(c << 16));
  const FloatVector s = floats_to_odd({odd_sum(x.low * y.low, z.low), odd_sum(x.high * y.high, z.high)});
  return s != s ? splat(nan_half) : brains_of(s);
}

EGPULAB_SASS_END

// The host's vectors: 32 lanes as a few registers of the widest kind that this level has. For the handlers where the
// compiler's own vectorising of lane loops is not enough.
#pragma once

#include "simulator/isa/vector/level.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

EGPULAB_VECTOR_BEGIN

// Intrinsics of AVX-512 are used in their masked forms: g++ 12 warns of an undefined vector inside the others' header.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr u32 vector_lanes = 16;
#elif defined(__AVX2__)
inline constexpr u32 vector_lanes = 8;
#else
inline constexpr u32 vector_lanes = 4;
#endif
inline constexpr u32 parts = lanes / vector_lanes;

using WordVector = u32 __attribute__((vector_size(4 * vector_lanes)));
using IntVector = i32 __attribute__((vector_size(4 * vector_lanes)));
using FloatVector = float __attribute__((vector_size(4 * vector_lanes)));

// Unrolled before anything else, so that arrays of vectors become registers.
#if defined(__clang__)
#define EACH_PART _Pragma("clang loop unroll(full)") for (u32 n = 0; n < parts; ++n)
#define EACH_HALF_PART _Pragma("clang loop unroll(full)") for (u32 n = 0; n < half_parts; ++n)
#else
#define EACH_PART _Pragma("GCC unroll 8") for (u32 n = 0; n < parts; ++n)
#define EACH_HALF_PART _Pragma("GCC unroll 8") for (u32 n = 0; n < half_parts; ++n)
#endif

// A 16-lane half takes as many.
inline constexpr u32 half_parts = parts / 2;

// clang takes no notice of the alignment in an alias-declaration.
typedef WordVector UnalignedWords __attribute__((may_alias, aligned(1)));
inline WordVector load_words(const void* p) { return *static_cast<const UnalignedWords*>(p); }
inline void store_words(void* p, WordVector x) { *static_cast<UnalignedWords*>(p) = x; }
inline WordVector splat(u32 x) { return WordVector{} + x; }

// Conditions a lane, as few instructions as the level has for them. All are one bit a lane of a part.
enum class Is : u8 { f, lt, eq, le, gt, ne, ge, t };  // in the order of VOPC's low opcode bits

// One bit a lane: the lanes whose top bit is set.
inline u32 top_bits(WordVector x) {
#if defined(__AVX512DQ__)
  return static_cast<u32>(_mm512_movepi32_mask(reinterpret_cast<__m512i>(x)));
#elif defined(__AVX2__)
  return static_cast<u32>(_mm256_movemask_ps(reinterpret_cast<__m256>(x)));
#elif defined(__SSE2__)
  return static_cast<u32>(_mm_movemask_ps(reinterpret_cast<__m128>(x)));
#else
  u32 m = 0;
  for (u32 l = 0; l < vector_lanes; ++l) m |= x[l] >> 31 << l;
  return m;
#endif
}
inline bool any(WordVector x) {
#if defined(__AVX512F__)
  return _mm512_test_epi32_mask(reinterpret_cast<__m512i>(x), reinterpret_cast<__m512i>(x)) != 0;
#elif defined(__AVX2__)
  return !_mm256_testz_si256(reinterpret_cast<__m256i>(x), reinterpret_cast<__m256i>(x));
#else
  u32 m = 0;
  for (u32 l = 0; l < vector_lanes; ++l) m |= x[l];
  return m != 0;
#endif
}
inline bool differ(WordVector a, WordVector b) {
#if defined(__AVX512F__)
  return _mm512_cmpneq_epu32_mask(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)) != 0;
#else
  return any(a ^ b);
#endif
}
// The dwords at base + offset[lane], any alignment; offsets below 2^31.
inline WordVector gather_words(const std::byte* base, WordVector offset) {
#if defined(__AVX512F__)
  return reinterpret_cast<WordVector>(
      _mm512_mask_i32gather_epi32(_mm512_setzero_si512(), 0xffff, reinterpret_cast<__m512i>(offset), base, 1));
#elif defined(__AVX2__)
  return reinterpret_cast<WordVector>(
      _mm256_i32gather_epi32(reinterpret_cast<const int*>(base), reinterpret_cast<__m256i>(offset), 1));
#else
  WordVector r;
  for (u32 l = 0; l < vector_lanes; ++l) {
    u32 x;
    std::memcpy(&x, base + offset[l], 4);
    r[l] = x;
  }
  return r;
#endif
}

// to[n] = a[from[n]] for 16 lanes; each `from` is below 16.
inline void permute16(u32* to, const u32* a, const u8* from) {
#if defined(__AVX512F__)
  const __m512i index = _mm512_maskz_cvtepu8_epi32(0xffff, _mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
  _mm512_storeu_si512(to, _mm512_maskz_permutexvar_epi32(0xffff, index, _mm512_loadu_si512(a)));
#elif defined(__AVX2__)
  const __m256i low = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a));
  const __m256i high = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(a + 8));
  for (u32 n = 0; n < 16; n += 8) {
    const __m256i index = _mm256_cvtepu8_epi32(_mm_loadl_epi64(reinterpret_cast<const __m128i*>(from + n)));
    const __m256 x = _mm256_castsi256_ps(_mm256_permutevar8x32_epi32(low, index));
    const __m256 y = _mm256_castsi256_ps(_mm256_permutevar8x32_epi32(high, index));
    _mm256_storeu_ps(reinterpret_cast<float*>(to + n),
                     _mm256_blendv_ps(x, y, _mm256_castsi256_ps(_mm256_slli_epi32(index, 28))));
  }
#else
  for (u32 l = 0; l < 16; ++l) to[l] = a[from[l]];
#endif
}

// The lanes where one of the two, or both, is a NaN.
inline u32 nan_bits(FloatVector x, FloatVector y) {
#if defined(__AVX512F__)
  return _mm512_cmp_ps_mask(reinterpret_cast<__m512>(x), reinterpret_cast<__m512>(y), _CMP_UNORD_Q);
#elif defined(__AVX2__)
  return static_cast<u32>(_mm256_movemask_ps(_mm256_cmp_ps(x, y, _CMP_UNORD_Q)));
#else
  return top_bits(reinterpret_cast<WordVector>((x != x) | (y != y)));
#endif
}
// The larger or smaller of each two that are no NaNs; of a zero and its negative either.
template <bool Max>
inline FloatVector extreme(FloatVector x, FloatVector y) {
#if defined(__AVX512F__)
  return Max ? _mm512_maskz_max_ps(0xffff, x, y) : _mm512_maskz_min_ps(0xffff, x, y);
#elif defined(__AVX2__)
  return Max ? _mm256_max_ps(x, y) : _mm256_min_ps(x, y);
#else
  return (Max ? x > y : x < y) ? x : y;
#endif
}
// The lanes where `a Condition b` holds; T is u32 or i32.
template <Is Condition, class T>
inline u32 compare_bits(WordVector a, WordVector b) {
  static_assert(Condition != Is::f && Condition != Is::t);
#if defined(__AVX512F__)
  constexpr int predicate = Condition == Is::lt   ? _MM_CMPINT_LT
                            : Condition == Is::eq ? _MM_CMPINT_EQ
                            : Condition == Is::le ? _MM_CMPINT_LE
                            : Condition == Is::gt ? _MM_CMPINT_NLE
                            : Condition == Is::ne ? _MM_CMPINT_NE
                                                  : _MM_CMPINT_NLT;
  const __m512i x = reinterpret_cast<__m512i>(a), y = reinterpret_cast<__m512i>(b);
  return T(-1) < T(0) ? _mm512_cmp_epi32_mask(x, y, predicate) : _mm512_cmp_epu32_mask(x, y, predicate);
#else
  // Signed comparisons are what these levels have.
  const WordVector flip = splat(T(-1) < T(0) ? 0 : 1u << 31);
  const IntVector x = reinterpret_cast<IntVector>(a ^ flip), y = reinterpret_cast<IntVector>(b ^ flip);
  constexpr bool negated = Condition == Is::le || Condition == Is::ne || Condition == Is::ge;
  const IntVector holds = Condition == Is::eq || Condition == Is::ne   ? x == y
                          : Condition == Is::lt || Condition == Is::ge ? x < y
                                                                       : x > y;
  const u32 bits = top_bits(reinterpret_cast<WordVector>(holds));
  return negated ? bits ^ ((1u << vector_lanes) - 1) : bits;
#endif
}

struct LaneConstants {
  alignas(64) u32 bit[lanes];
  alignas(64) u32 number[lanes];
  constexpr LaneConstants() : bit(), number() {
    for (u32 l = 0; l < lanes; ++l) bit[l] = 1u << l, number[l] = l;
  }
};
inline constexpr LaneConstants lane_constants;
inline WordVector lane_number(u32 part) { return load_words(lane_constants.number + part * vector_lanes); }
// All ones in the lanes whose bit is set in `mask`.
inline IntVector spread(u32 mask, u32 part) {
  return (splat(mask) & load_words(lane_constants.bit + part * vector_lanes)) != 0;
}

// The top bits of the carries out of a + b (+ 1) = r, and of the borrows out of a - b (- 1) = r.
inline u32 carries(WordVector a, WordVector b, WordVector r) {
#if defined(__AVX512F__)
  const __m512i x = reinterpret_cast<__m512i>(a), y = reinterpret_cast<__m512i>(b), z = reinterpret_cast<__m512i>(r);
  return top_bits(reinterpret_cast<WordVector>(_mm512_ternarylogic_epi32(x, y, z, 0xd4)));
#else
  return top_bits((a & b) | ((a | b) & ~r));
#endif
}
inline u32 borrows(WordVector a, WordVector b, WordVector r) {
#if defined(__AVX512F__)
  const __m512i x = reinterpret_cast<__m512i>(a), y = reinterpret_cast<__m512i>(b), z = reinterpret_cast<__m512i>(r);
  return top_bits(reinterpret_cast<WordVector>(_mm512_ternarylogic_epi32(x, y, z, 0x8e)));
#else
  return top_bits((~a & b) | ((~a | b) & r));
#endif
}

// `yes` in the lanes whose bit is set in `mask`, `no` in the others.
inline WordVector choose(u32 mask, u32 part, WordVector yes, WordVector no) {
#if defined(__AVX512F__)
  return reinterpret_cast<WordVector>(_mm512_mask_blend_epi32(static_cast<__mmask16>(mask >> part * vector_lanes),
                                                              reinterpret_cast<__m512i>(no),
                                                              reinterpret_cast<__m512i>(yes)));
#else
  return spread(mask, part) ? yes : no;
#endif
}
// x + 1 in the lanes whose bit is set.
inline WordVector increment(u32 mask, u32 part, WordVector x) {
#if defined(__AVX512F__)
  const __m512i v = reinterpret_cast<__m512i>(x);
  return reinterpret_cast<WordVector>(
      _mm512_mask_sub_epi32(v, static_cast<__mmask16>(mask >> part * vector_lanes), v, _mm512_set1_epi32(-1)));
#else
  return x - reinterpret_cast<WordVector>(spread(mask, part));
#endif
}

// Doubles, half as many in a vector.
using DoubleVector = double __attribute__((vector_size(4 * vector_lanes)));
using LongVector = u64 __attribute__((vector_size(4 * vector_lanes)));
struct DoublePair {
  DoubleVector low, high;
};
inline DoublePair widen(FloatVector x) {
#if defined(__AVX512DQ__)
  const __m512 v = reinterpret_cast<__m512>(x);
  return {_mm512_maskz_cvtps_pd(0xff, _mm512_maskz_extractf32x8_ps(0xff, v, 0)),
          _mm512_maskz_cvtps_pd(0xff, _mm512_maskz_extractf32x8_ps(0xff, v, 1))};
#elif defined(__AVX2__)
  const __m256 v = reinterpret_cast<__m256>(x);
  return {_mm256_cvtps_pd(_mm256_castps256_ps128(v)), _mm256_cvtps_pd(_mm256_extractf128_ps(v, 1))};
#else
  DoublePair r;
  for (u32 l = 0; l < vector_lanes / 2; ++l) {
    r.low[l] = static_cast<double>(x[l]);
    r.high[l] = static_cast<double>(x[l + vector_lanes / 2]);
  }
  return r;
#endif
}
inline FloatVector narrow(const DoublePair& x) {
#if defined(__AVX512DQ__)
  return _mm512_insertf32x8(_mm512_castps256_ps512(_mm512_maskz_cvtpd_ps(0xff, x.low)),
                            _mm512_maskz_cvtpd_ps(0xff, x.high), 1);
#elif defined(__AVX2__)
  return _mm256_set_m128(_mm256_cvtpd_ps(x.high), _mm256_cvtpd_ps(x.low));
#else
  FloatVector r;
  for (u32 l = 0; l < vector_lanes / 2; ++l) {
    r[l] = static_cast<float>(x.low[l]);
    r[l + vector_lanes / 2] = static_cast<float>(x.high[l]);
  }
  return r;
#endif
}

// The lanes of a part for which a condition holds, as the level keeps such things.
#if defined(__AVX512F__)
using LaneMask = __mmask16;
inline LaneMask below(WordVector a, WordVector b) {
  return _mm512_cmplt_epu32_mask(reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b));
}
inline WordVector increment(LaneMask in, WordVector x) { return increment(u32{in}, 0, x); }
inline u32 mask_bits(LaneMask m) { return m; }
#else
using LaneMask = IntVector;
inline LaneMask below(WordVector a, WordVector b) {
  return reinterpret_cast<IntVector>(a ^ 0x80000000u) < reinterpret_cast<IntVector>(b ^ 0x80000000u);
}
inline WordVector increment(LaneMask in, WordVector x) { return x - reinterpret_cast<WordVector>(in); }
inline u32 mask_bits(LaneMask m) { return top_bits(reinterpret_cast<WordVector>(m)); }
#endif

// 32 lanes in registers.
struct LaneVector {
  WordVector part[parts];
};
inline LaneVector load_lanes(const u32* p) {
  LaneVector x;
  EACH_PART x.part[n] = load_words(p + n * vector_lanes);
  return x;
}
inline LaneVector splat_lanes(u32 v) {
  LaneVector x;
  EACH_PART x.part[n] = splat(v);
  return x;
}
inline u32 top_bits(const LaneVector& x) {
  u32 m = 0;
  EACH_PART m |= top_bits(x.part[n]) << n * vector_lanes;
  return m;
}
// d = x in the active lanes.
inline void store_lanes(u32* d, u32 exec, const LaneVector& x) {
  if (exec == ~0u) {
    EACH_PART store_words(d + n * vector_lanes, x.part[n]);
  } else {
    EACH_PART {
      u32* to = d + n * vector_lanes;
      store_words(to, choose(exec, n, x.part[n], load_words(to)));
    }
  }
}

EGPULAB_VECTOR_END

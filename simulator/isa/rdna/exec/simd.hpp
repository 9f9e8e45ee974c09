// The host's vectors: 32 lanes as a few registers of the widest kind that this level has. For the handlers where the
// compiler's own vectorising of lane loops is not enough.
#pragma once

#include "simulator/isa/rdna/exec/level.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

EGPULAB_RDNA_BEGIN

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
#else
#define EACH_PART _Pragma("GCC unroll 8") for (u32 n = 0; n < parts; ++n)
#endif

// A 16-lane half takes as many.
inline constexpr u32 half_parts = parts / 2;

inline WordVector load_words(const void* p) {
  using Unaligned = u32 __attribute__((vector_size(4 * vector_lanes), may_alias, aligned(1)));
  return *static_cast<const Unaligned*>(p);
}
inline void store_words(void* p, WordVector x) {
  using Unaligned = u32 __attribute__((vector_size(4 * vector_lanes), may_alias, aligned(1)));
  *static_cast<Unaligned*>(p) = x;
}
inline WordVector splat(u32 x) { return WordVector{} + x; }

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
// The dwords at base + offset[lane], any alignment; offsets below 2^31.
inline WordVector gather_words(const std::byte* base, WordVector offset) {
#if defined(__AVX512F__)
  // The unmasked form makes g++ 12 warn of an undefined vector inside its own header.
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
  const __m512i index = _mm512_cvtepu8_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(from)));
  _mm512_storeu_si512(to, _mm512_permutexvar_epi32(index, _mm512_loadu_si512(a)));
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
      store_words(to, spread(exec, n) ? x.part[n] : load_words(to));
    }
  }
}

EGPULAB_RDNA_END

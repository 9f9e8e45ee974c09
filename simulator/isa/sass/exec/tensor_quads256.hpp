// The product that matters most, 16 x K halves by K x 8 added to f32, for AVX2. Sums stay as they lie in registers: a
// vector has two rows of A, each with the four columns 2t or 2t + 1. Four values of a row of A are then one quad of a
// vector, spread over it where they are needed, and a row of B is two quads that memory broadcasts. The sums are the
// same, one by one, as those of multiply().
#pragma once

#include "simulator/isa/sass/exec/tensor_tile.hpp"

#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__) && !defined(__AVX512F__)
EGPULAB_SASS_BEGIN
namespace tensor {

template <Element E>
[[gnu::always_inline]] inline __m256 widened8(__m128i halves) {
  if constexpr (E == Element::f16) return _mm256_cvtph_ps(halves);
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16));
}

template <u32 K>
struct alignas(64) Quads {
  float a[K / 4][8][8];      // [4 columns][rows 2n and 2n + 1]: a row in each quad
  float b[K][tile_columns];  // in each row the even columns come first
};

// 8 rows of B of one register, which has them as columns.
template <Element E>
[[gnu::always_inline]] inline void widen_rows(const u32* from, float (*to)[tile_columns]) {
  const auto column = [&](u32 n) {
    return _mm_load_si128(reinterpret_cast<const __m128i*>(from + 4 * (2 * n % 8 + n / 4)));
  };
  __m128i x[8], y[8];
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n) {
    x[2 * n] = _mm_unpacklo_epi16(column(2 * n), column(2 * n + 1));
    x[2 * n + 1] = _mm_unpackhi_epi16(column(2 * n), column(2 * n + 1));
  }
#pragma GCC unroll 2
  for (u32 n = 0; n < 8; n += 4) {
    y[n] = _mm_unpacklo_epi32(x[n], x[n + 2]), y[n + 1] = _mm_unpackhi_epi32(x[n], x[n + 2]);
    y[n + 2] = _mm_unpacklo_epi32(x[n + 1], x[n + 3]), y[n + 3] = _mm_unpackhi_epi32(x[n + 1], x[n + 3]);
  }
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n) {
    _mm256_store_ps(to[2 * n], widened8<E>(_mm_unpacklo_epi64(y[n], y[n + 4])));
    _mm256_store_ps(to[2 * n + 1], widened8<E>(_mm_unpackhi_epi64(y[n], y[n + 4])));
  }
}
// 8 columns of A: rows 4 Half to 4 Half + 3 of both registers.
template <Element E, u32 Half>
[[gnu::always_inline]] inline void widen_quads(const u32 (*a)[lanes], float (*to)[8][8]) {
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n) {
    const u32 pair = 2 * Half + n % 2;
    const __m256i x = _mm256_load_si256(reinterpret_cast<const __m256i*>(a[n / 2] + 8 * pair));
    const __m256i halves_first = _mm256_permute4x64_epi64(x, 0xd8);
    _mm256_store_ps(to[0][4 * (n / 2) + pair], widened8<E>(_mm256_castsi256_si128(halves_first)));
    _mm256_store_ps(to[1][4 * (n / 2) + pair], widened8<E>(_mm256_extracti128_si256(halves_first, 1)));
  }
}

// Sums of rows 4 Half to 4 Half + 3 and of those 8 below: [two rows][even columns, odd ones].
struct QuadSums {
  __m256 x[4][2];
};
// sums += A's columns From to To - 1 * B's rows.
template <Element E, u32 Half, u32 From, u32 To, u32 K>
[[gnu::always_inline]] inline void add_products(const Quads<K>& t, QuadSums& sums) {
  if constexpr (From < To) {
    const __m256 even = _mm256_broadcast_ps(reinterpret_cast<const __m128*>(t.b[From]));
    const __m256 odd = _mm256_broadcast_ps(reinterpret_cast<const __m128*>(t.b[From] + 4));
#pragma GCC unroll 4
    for (u32 n = 0; n < 4; ++n) {
      const __m256 x =
          _mm256_permute_ps(_mm256_load_ps(t.a[From / 4][4 * (n / 2) + 2 * Half + n % 2]), From % 4 * 0x55);
      if constexpr (E == Element::f16) {
        sums.x[n][0] = _mm256_fmadd_ps(x, even, sums.x[n][0]), sums.x[n][1] = _mm256_fmadd_ps(x, odd, sums.x[n][1]);
      } else {
        sums.x[n][0] = _mm256_add_ps(sums.x[n][0], _mm256_mul_ps(x, even));
        sums.x[n][1] = _mm256_add_ps(sums.x[n][1], _mm256_mul_ps(x, odd));
      }
    }
    add_products<E, Half, From + 1, To>(t, sums);
  }
}
template <u32 Half>
[[gnu::always_inline]] inline void load_quads(const u32 (*c)[lanes], QuadSums& sums) {
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n)
    for (u32 odd = 0; odd < 2; ++odd)
      sums.x[n][odd] = _mm256_load_ps(reinterpret_cast<const float*>(c[n / 2 * 2 + odd] + 8 * (2 * Half + n % 2)));
}
template <u32 Half>
[[gnu::always_inline]] inline void store_quads(const QuadSums& sums, u32 (*d)[lanes]) {
  const __m256 nan = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n)
    for (u32 odd = 0; odd < 2; ++odd) {
      const __m256 x = sums.x[n][odd], result = _mm256_blendv_ps(x, nan, _mm256_cmp_ps(x, x, _CMP_UNORD_Q));
      _mm256_store_ps(reinterpret_cast<float*>(d[n / 2 * 2 + odd] + 8 * (2 * Half + n % 2)), result);
    }
}
// The compiler would put everything that widens before the first sum; the processor then has nothing to add meanwhile,
// and afterwards nothing else to do.
[[gnu::always_inline]] inline void keep_order() { asm volatile("" ::: "memory"); }

// d = a * b + c; registers may overlap in any way: what is stored first are lanes of c that nobody needs any more.
template <Element E, u32 K>
void multiply_quads(Warp& w, u32 a, u32 b, u32 c, u32 d) {
  static_assert(K == 8 || K == 16);
  Quads<K> t;
  QuadSums sums;
  widen_rows<E>(w.r[b], t.b);
  widen_quads<E, 0>(w.r + a, t.a);
  load_quads<0>(w.r + c, sums);
  add_products<E, 0, 0, 1>(t, sums);
  if constexpr (K == 16) {
    keep_order();
    widen_rows<E>(w.r[b + 1], t.b + 8);
    keep_order();
  }
  add_products<E, 0, 1, 3>(t, sums);
  if constexpr (K == 16) {
    keep_order();
    widen_quads<E, 0>(w.r + a + 2, t.a + 2);
    keep_order();
  }
  add_products<E, 0, 3, 6>(t, sums);
  keep_order();
  widen_quads<E, 1>(w.r + a, t.a);
  keep_order();
  add_products<E, 0, 6, (K < 9 ? K : 9)>(t, sums);
  if constexpr (K == 16) {
    keep_order();
    widen_quads<E, 1>(w.r + a + 2, t.a + 2);
    keep_order();
    add_products<E, 0, 9, K>(t, sums);
  }
  store_quads<0>(sums, w.r + d);
  load_quads<1>(w.r + c, sums);
  add_products<E, 1, 0, K>(t, sums);
  store_quads<1>(sums, w.r + d);
}

}  // namespace tensor
EGPULAB_SASS_END
#endif

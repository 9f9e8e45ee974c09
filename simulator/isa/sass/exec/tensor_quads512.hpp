// The product that matters most, 16 x K halves by K x 8 added to f32, for AVX-512. Sums stay as they lie in registers:
// a vector is half of one, four rows of A, each with the four columns 2t or 2t + 1. Four values of a row of A are then
// one quad of a vector, spread over it where they are needed, and a row of B is two quads that memory broadcasts. The
// sums are the same, one by one, as those of multiply().
#pragma once

#include "simulator/isa/sass/exec/tensor_tile.hpp"

#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__)
EGPULAB_SASS_BEGIN
namespace tensor {

template <Element E>
[[gnu::always_inline]] inline __m512 widened16(__m256i halves) {
  if constexpr (E == Element::f16) return _mm512_maskz_cvtph_ps(0xffff, halves);
  return _mm512_castsi512_ps(_mm512_maskz_slli_epi32(0xffff, _mm512_maskz_cvtepu16_epi32(0xffff, halves), 16));
}
template <u32 N>
[[gnu::always_inline]] inline __m256i half_of(__m512i x) {
  return _mm512_maskz_extracti64x4_epi64(0xff, x, N);
}

// 8 rows of B of one register, from [column][row]; in each the even columns come first.
struct RowsOfB {
  alignas(64) u16 from[2][32];
  constexpr RowsOfB() : from() {
    for (u32 k = 0; k < 8; ++k)
      for (u32 n = 0; n < 8; ++n) from[k / 4][k % 4 * 8 + n] = static_cast<u16>((2 * n % 8 + n / 4) * 8 + k);
  }
};
inline constexpr RowsOfB rows_of_b;

template <Element E>
[[gnu::always_inline]] inline void widen_rows(const u32* b, float (*to)[tile_columns]) {
  const __m512i low = _mm512_load_si512(b), high = _mm512_load_si512(b + 16);
  for (u32 n = 0; n < 2; ++n) {
    const __m512i x = _mm512_permutex2var_epi16(low, _mm512_load_si512(rows_of_b.from[n]), high);
    _mm512_store_ps(to[4 * n], widened16<E>(half_of<0>(x)));
    _mm512_store_ps(to[4 * n + 2], widened16<E>(half_of<1>(x)));
  }
}

// 16 rows of 8 columns of A: [rows 4n to 4n + 3][columns 0-3, 4-7], a row in each quad.
struct QuadsOfA {
  __m512 x[4][2];
};
template <Element E>
[[gnu::always_inline]] inline void widen_quads(const u32 (*a)[lanes], QuadsOfA& to) {
  const __m512i halves_first = _mm512_set_epi64(7, 5, 3, 1, 6, 4, 2, 0);
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n) {
    const __m512i x = _mm512_maskz_permutexvar_epi64(0xff, halves_first, _mm512_load_si512(a[n / 2] + n % 2 * 16));
    to.x[n][0] = widened16<E>(half_of<0>(x));
    to.x[n][1] = widened16<E>(half_of<1>(x));
  }
}

// Registers' halves: [rows 4n to 4n + 3][even columns, odd ones].
struct QuadSums {
  __m512 x[4][2];
};
// sums += A's columns From to To - 1 * B's rows.
template <Element E, u32 From, u32 To>
[[gnu::always_inline]] inline void add_products(const QuadsOfA& a, const float (*b)[tile_columns], QuadSums& sums) {
  if constexpr (From < To) {
    const __m512 even = _mm512_maskz_broadcast_f32x4(0xffff, _mm_load_ps(b[From]));
    const __m512 odd = _mm512_maskz_broadcast_f32x4(0xffff, _mm_load_ps(b[From] + 4));
#pragma GCC unroll 4
    for (u32 n = 0; n < 4; ++n) {
      const __m512 x = _mm512_maskz_permute_ps(0xffff, a.x[n][From / 4], From % 4 * 0x55);
      if constexpr (E == Element::f16) {
        sums.x[n][0] = _mm512_fmadd_ps(x, even, sums.x[n][0]), sums.x[n][1] = _mm512_fmadd_ps(x, odd, sums.x[n][1]);
      } else {
        sums.x[n][0] = _mm512_add_ps(sums.x[n][0], _mm512_mul_ps(x, even));
        sums.x[n][1] = _mm512_add_ps(sums.x[n][1], _mm512_mul_ps(x, odd));
      }
    }
    add_products<E, From + 1, To>(a, b, sums);
  }
}
// The compiler would put everything that widens before the first sum; the processor then has nothing to add meanwhile,
// and afterwards nothing else to do.
[[gnu::always_inline]] inline void keep_order() { asm volatile("" ::: "memory"); }

// d = a * b + c; registers may overlap in any way.
template <Element E, u32 K>
void multiply_quads(Warp& w, u32 a, u32 b, u32 c, u32 d) {
  static_assert(K == 8 || K == 16);
  alignas(64) float rows[K][tile_columns];
  QuadsOfA quads, next;
  QuadSums sums;
  widen_rows<E>(w.r[b], rows);
  widen_quads<E>(w.r + a, quads);
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n)
    for (u32 odd = 0; odd < 2; ++odd) sums.x[n][odd] = _mm512_load_ps(w.r[c + n / 2 * 2 + odd] + n % 2 * 16);
  add_products<E, 0, 1>(quads, rows, sums);
  if constexpr (K == 16) {
    keep_order();
    widen_rows<E>(w.r[b + 1], rows + 8);
    keep_order();
  }
  add_products<E, 1, 3>(quads, rows, sums);
  if constexpr (K == 16) {
    keep_order();
    widen_quads<E>(w.r + a + 2, next);
    keep_order();
  }
  add_products<E, 3, 8>(quads, rows, sums);
  if constexpr (K == 16) add_products<E, 0, 8>(next, rows + 8, sums);
  const __m512 nan = _mm512_castsi512_ps(_mm512_set1_epi32(0x7fffffff));
#pragma GCC unroll 4
  for (u32 n = 0; n < 4; ++n)
    for (u32 odd = 0; odd < 2; ++odd) {
      const __m512 x = sums.x[n][odd];
      _mm512_store_ps(w.r[d + n / 2 * 2 + odd] + n % 2 * 16,
                      _mm512_mask_mov_ps(x, _mm512_cmp_ps_mask(x, x, _CMP_UNORD_Q), nan));
    }
}

}  // namespace tensor
EGPULAB_SASS_END
#endif

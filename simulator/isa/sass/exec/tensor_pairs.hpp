// The product that matters most, 16 x K halves by K x 8 added to f32, for AVX2: rows m and m + 8 of A and of the sums
// lie interleaved, so that one broadcast feeds two rows, and both halves of a row of B are used before it is needed
// again. The sums are the same, one by one, as those of multiply().
#pragma once

#include "simulator/isa/sass/exec/tensor_tile.hpp"

#if defined(__AVX2__) && defined(__FMA__) && !defined(__AVX512F__)
EGPULAB_SASS_BEGIN
namespace tensor {

template <Element E>
__m256 widened(__m128i halves) {
  if constexpr (E == Element::f16) return _mm256_cvtph_ps(halves);
  return _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(halves), 16));
}
inline __m256i words_at(const u32* p) { return _mm256_loadu_si256(reinterpret_cast<const __m256i*>(p)); }

template <u32 K>
struct alignas(64) PairTile {
  float a[groups][K][2];  // a[g][k]: rows g and g + 8
  float b[K][tile_columns];
};
template <Element E, u32 K>
[[gnu::always_inline]] inline void load_pairs(const Warp& w, u32 a, u32 b, PairTile<K>& t) {
  for (u32 n = 0; n < K / 4; n += 2)  // registers of rows 0-7 and 8-15, the same 8 columns
    for (u32 g = 0; g < groups; g += 2) {
      const __m256i x = words_at(w.r[a + n] + 4 * g), y = words_at(w.r[a + n + 1] + 4 * g);
      const __m256i low = _mm256_unpacklo_epi16(x, y), high = _mm256_unpackhi_epi16(x, y);
      float* to = t.a[g][4 * n];
      float* next = t.a[g + 1][4 * n];
      _mm256_store_ps(to, widened<E>(_mm256_castsi256_si128(low)));
      _mm256_store_ps(to + 8, widened<E>(_mm256_castsi256_si128(high)));
      _mm256_store_ps(next, widened<E>(_mm256_extracti128_si256(low, 1)));
      _mm256_store_ps(next + 8, widened<E>(_mm256_extracti128_si256(high, 1)));
    }
  for (u32 n = 0; n < K / 8; ++n) {  // columns become rows
    const u32* from = w.r[b + n];
    __m128i x[8], y[8];
    const auto in = [&](u32 g) { return _mm_load_si128(reinterpret_cast<const __m128i*>(from + 4 * g)); };
    for (u32 g = 0; g < 4; ++g) {
      x[2 * g] = _mm_unpacklo_epi16(in(2 * g), in(2 * g + 1));
      x[2 * g + 1] = _mm_unpackhi_epi16(in(2 * g), in(2 * g + 1));
    }
    for (u32 g = 0; g < 8; g += 4) {
      y[g] = _mm_unpacklo_epi32(x[g], x[g + 2]), y[g + 1] = _mm_unpackhi_epi32(x[g], x[g + 2]);
      y[g + 2] = _mm_unpacklo_epi32(x[g + 1], x[g + 3]), y[g + 3] = _mm_unpackhi_epi32(x[g + 1], x[g + 3]);
    }
    for (u32 g = 0; g < 4; ++g) {
      _mm256_store_ps(t.b[8 * n + 2 * g], widened<E>(_mm_unpacklo_epi64(y[g], y[g + 4])));
      _mm256_store_ps(t.b[8 * n + 2 * g + 1], widened<E>(_mm_unpackhi_epi64(y[g], y[g + 4])));
    }
  }
}

// Sums of groups g and g + 1: registers of row g and of row g + 8 for the even columns, or for the odd ones.
[[gnu::always_inline]] inline void load_sums(const u32* upper, const u32* lower, u32 g, __m256& one, __m256& two) {
  const __m256i x = words_at(upper + 4 * g), y = words_at(lower + 4 * g);
  const __m256i low = _mm256_unpacklo_epi32(x, y), high = _mm256_unpackhi_epi32(x, y);
  one = _mm256_castsi256_ps(_mm256_permute2x128_si256(low, high, 0x20));
  two = _mm256_castsi256_ps(_mm256_permute2x128_si256(low, high, 0x31));
}
[[gnu::always_inline]] inline void store_sums(u32* upper, u32* lower, u32 g, __m256 one, __m256 two) {
  const __m256 low = _mm256_permute2f128_ps(one, two, 0x20), high = _mm256_permute2f128_ps(one, two, 0x31);
  _mm256_storeu_ps(reinterpret_cast<float*>(upper + 4 * g), _mm256_shuffle_ps(low, high, 0x88));
  _mm256_storeu_ps(reinterpret_cast<float*>(lower + 4 * g), _mm256_shuffle_ps(low, high, 0xdd));
}
[[gnu::always_inline]] inline __m256 canonical(__m256 x) {
  return _mm256_blendv_ps(x, _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff)), _mm256_cmp_ps(x, x, _CMP_UNORD_Q));
}

// d = a * b + c. `d` may be `c`, but must not overlap it otherwise.
template <Element E, u32 K>
void multiply_pairs(const Warp& w, u32 a, u32 b, u32 c, u32 (*d)[lanes]) {
  constexpr u32 pairs = 4;  // with both halves of their columns they fill 8 of 16 registers
  PairTile<K> t;
  load_pairs<E>(w, a, b, t);
  for (u32 first = 0; first < groups; first += pairs) {
    __m256 even[pairs], odd[pairs];
#pragma GCC unroll 8
    for (u32 g = 0; g < pairs; g += 2) {
      load_sums(w.r[c], w.r[c + 2], first + g, even[g], even[g + 1]);
      load_sums(w.r[c + 1], w.r[c + 3], first + g, odd[g], odd[g + 1]);
    }
    for (u32 k = 0; k < K; ++k) {
      const __m256 row = _mm256_load_ps(t.b[k]);
      const __m256 b_even = _mm256_moveldup_ps(row), b_odd = _mm256_movehdup_ps(row);
#pragma GCC unroll 8
      for (u32 g = 0; g < pairs; ++g) {
        double pair;
        std::memcpy(&pair, t.a[first + g][k], sizeof pair);
        const __m256 x = _mm256_castpd_ps(_mm256_set1_pd(pair));
        if constexpr (E == Element::f16) {
          even[g] = _mm256_fmadd_ps(x, b_even, even[g]), odd[g] = _mm256_fmadd_ps(x, b_odd, odd[g]);
        } else {
          even[g] = _mm256_add_ps(even[g], _mm256_mul_ps(x, b_even));
          odd[g] = _mm256_add_ps(odd[g], _mm256_mul_ps(x, b_odd));
        }
      }
    }
#pragma GCC unroll 8
    for (u32 g = 0; g < pairs; g += 2) {
      store_sums(d[0], d[2], first + g, canonical(even[g]), canonical(even[g + 1]));
      store_sums(d[1], d[3], first + g, canonical(odd[g]), canonical(odd[g + 1]));
    }
  }
}

}  // namespace tensor
EGPULAB_SASS_END
#endif

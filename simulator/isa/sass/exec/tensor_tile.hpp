// Fragments of matrix instructions as matrices in host memory, and their product. How elements lie in registers is PTX
// ISA 9.7.14.5 ("Matrix Fragments for mma..."): lane l has group g = l / 4 and thread t = l % 4 in it. A register row
// of 32 lanes is, group after group, 16 consecutive bytes of a row of A, or of a column of B; accumulators have two
// neighbouring columns in two registers.
#pragma once

#include <cstring>

#include "simulator/isa/sass/exec/tensor_element.hpp"
#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

inline constexpr u32 groups = 8, tile_rows = 16, tile_columns = 8;

template <u32 K>
struct alignas(64) FloatTile {
  float a[tile_rows][K];
  float b[K][tile_columns];
  float c[tile_rows][tile_columns];
};

// ---- Rows of 8

// 8 elements of one row, in 16 bytes: exact.
template <Element E>
inline void widen8(const u16* from, float* to) {
#if defined(__F16C__) && defined(__AVX2__)
  const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(from));
  if constexpr (E == Element::f16)
    _mm256_storeu_ps(to, _mm256_cvtph_ps(x));
  else
    _mm256_storeu_ps(to, _mm256_castsi256_ps(_mm256_slli_epi32(_mm256_cvtepu16_epi32(x), 16)));
#else
  for (u32 n = 0; n < 8; ++n) to[n] = E == Element::f16 ? float_of_f16(from[n]) : float_of_bf16(from[n]);
#endif
}
// 8 floats to f16, to nearest even; any NaN becomes 0x7fff.
inline void narrow8(const float* from, u16* to) {
#if defined(__F16C__) && defined(__AVX2__)
  const __m256 x = _mm256_loadu_ps(from);
  const __m128i h = _mm256_cvtps_ph(x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
  const __m256i nan = _mm256_castps_si256(_mm256_cmp_ps(x, x, _CMP_UNORD_Q));
  const __m128i nan16 = _mm_packs_epi32(_mm256_castsi256_si128(nan), _mm256_extracti128_si256(nan, 1));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(to), _mm_blendv_epi8(h, _mm_set1_epi16(0x7fff), nan16));
#else
  for (u32 n = 0; n < 8; ++n) to[n] = f16_of_float(from[n]);
#endif
}
// to[k][n] = from[n][k], 8 by 8.
inline void transpose8(const u16* from, u16 (*to)[8]) {
#if defined(__SSE2__)
  __m128i x[8], y[8];
  const auto in = [&](u32 n) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(from + 8 * n)); };
  for (u32 n = 0; n < 4; ++n) {
    x[2 * n] = _mm_unpacklo_epi16(in(2 * n), in(2 * n + 1));
    x[2 * n + 1] = _mm_unpackhi_epi16(in(2 * n), in(2 * n + 1));
  }
  for (u32 n = 0; n < 8; n += 4) {
    y[n] = _mm_unpacklo_epi32(x[n], x[n + 2]), y[n + 1] = _mm_unpackhi_epi32(x[n], x[n + 2]);
    y[n + 2] = _mm_unpacklo_epi32(x[n + 1], x[n + 3]), y[n + 3] = _mm_unpackhi_epi32(x[n + 1], x[n + 3]);
  }
  for (u32 n = 0; n < 4; ++n) {
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to[2 * n]), _mm_unpacklo_epi64(y[n], y[n + 4]));
    _mm_storeu_si128(reinterpret_cast<__m128i*>(to[2 * n + 1]), _mm_unpackhi_epi64(y[n], y[n + 4]));
  }
#else
  for (u32 n = 0; n < 8; ++n)
    for (u32 k = 0; k < 8; ++k) to[k][n] = from[8 * n + k];
#endif
}

// ---- Sources A and B

template <class T>
struct RowOf {  // 32 lanes as smaller elements, in the order in which they lie
  T x[lanes * 4 / sizeof(T)];
  explicit RowOf(const u32* row) { std::memcpy(x, row, sizeof x); }
};

// A: registers alternate between rows 0-7 and 8-15. B: registers follow one another in K.
template <Element E, u32 K>
void load_sources(const Warp& w, u32 a, u32 b, FloatTile<K>& t) {
  if constexpr (E == Element::tf32) {
    // The lower 13 bits are ignored.
    const auto tf32 = [](u32 x) { return as_float(x & 0xffffe000u); };
    for (u32 n = 0; n < K / 2; ++n)
      for (u32 g = 0; g < groups; ++g)
        for (u32 x = 0; x < 4; ++x) t.a[g + 8 * (n & 1)][x + 4 * (n >> 1)] = tf32(w.r[a + n][4 * g + x]);
    for (u32 n = 0; n < K / 4; ++n)
      for (u32 x = 0; x < 4; ++x)
        for (u32 g = 0; g < groups; ++g) t.b[x + 4 * n][g] = tf32(w.r[b + n][4 * g + x]);
  } else {
    for (u32 n = 0; n < K / 4; ++n) {
      const RowOf<u16> row(w.r[a + n]);
      for (u32 g = 0; g < groups; ++g) widen8<E>(row.x + 8 * g, &t.a[g + 8 * (n & 1)][8 * (n >> 1)]);
    }
    for (u32 n = 0; n < K / 8; ++n) {
      const RowOf<u16> row(w.r[b + n]);
      u16 columns[8][8];
      transpose8(row.x, columns);
      for (u32 k = 0; k < 8; ++k) widen8<E>(columns[k], t.b[8 * n + k]);
    }
  }
}
// The same for elements of 8 bits, whose values are in tables.
template <u32 K>
void load_bytes_as_floats(const Warp& w, u32 a, u32 b, const float* values_a, const float* values_b, FloatTile<K>& t) {
  for (u32 n = 0; n < K / 8; ++n) {
    const RowOf<u8> row(w.r[a + n]);
    for (u32 x = 0; x < 16 * groups; ++x) t.a[x / 16 + 8 * (n & 1)][x % 16 + 16 * (n >> 1)] = values_a[row.x[x]];
  }
  for (u32 n = 0; n < K / 16; ++n) {
    const RowOf<u8> row(w.r[b + n]);
    for (u32 x = 0; x < 16 * groups; ++x) t.b[x % 16 + 16 * n][x / 16] = values_b[row.x[x]];
  }
}

// ---- Accumulators

// 8 rows of 8 from a pair of registers, and back.
template <class T>
void load_pair(const u32* even, const u32* odd, T (*rows)[8]) {
  static_assert(sizeof(T) == 4);
#if defined(__AVX2__)
  for (u32 n = 0; n < groups / 2; ++n) {
    const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(even + 8 * n));
    const __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(odd + 8 * n));
    const __m256i low = _mm256_unpacklo_epi32(x, y), high = _mm256_unpackhi_epi32(x, y);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(rows[2 * n]), _mm256_permute2x128_si256(low, high, 0x20));
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(rows[2 * n + 1]), _mm256_permute2x128_si256(low, high, 0x31));
  }
#else
  for (u32 l = 0; l < lanes; ++l) {
    rows[l / 4][2 * (l % 4)] = std::bit_cast<T>(even[l]);
    rows[l / 4][2 * (l % 4) + 1] = std::bit_cast<T>(odd[l]);
  }
#endif
}
template <class T>
void split_pair(const T (*rows)[8], u32* even, u32* odd) {
  static_assert(sizeof(T) == 4);
#if defined(__AVX2__)
  for (u32 n = 0; n < groups / 2; ++n) {
    const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[2 * n]));
    const __m256i y = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(rows[2 * n + 1]));
    const __m256 low = _mm256_castsi256_ps(_mm256_permute2x128_si256(x, y, 0x20));
    const __m256 high = _mm256_castsi256_ps(_mm256_permute2x128_si256(x, y, 0x31));
    _mm256_storeu_ps(reinterpret_cast<float*>(even + 8 * n), _mm256_shuffle_ps(low, high, 0x88));
    _mm256_storeu_ps(reinterpret_cast<float*>(odd + 8 * n), _mm256_shuffle_ps(low, high, 0xdd));
  }
#else
  for (u32 l = 0; l < lanes; ++l) {
    even[l] = std::bit_cast<u32>(rows[l / 4][2 * (l % 4)]);
    odd[l] = std::bit_cast<u32>(rows[l / 4][2 * (l % 4) + 1]);
  }
#endif
}
// Rows / 8 pairs of registers from `first` on.
template <u32 Rows, class T>
void load_accumulators(const Warp& w, u32 first, T (*c)[8]) {
  for (u32 n = 0; n < Rows / 8; ++n) load_pair(w.r[first + 2 * n], w.r[first + 2 * n + 1], c + 8 * n);
}
template <u32 Rows, class T>
void store_accumulators(Warp& w, u32 first, u32 exec, const T (*c)[8]) {
  for (u32 n = 0; n < Rows / 8; ++n) {
    if (exec == ~0u) {
      split_pair(c + 8 * n, w.r[first + 2 * n], w.r[first + 2 * n + 1]);
    } else {
      LaneRow even, odd;
      split_pair(c + 8 * n, even.r, odd.r);
      store_lanes(w.r[first + 2 * n], exec, load_lanes(even.r));
      store_lanes(w.r[first + 2 * n + 1], exec, load_lanes(odd.r));
    }
  }
}
// f16 accumulators: one register has a row of 8 a group.
inline void load_f16_accumulators(const Warp& w, u32 first, float (*c)[8]) {
  for (u32 n = 0; n < 2; ++n) {
    const RowOf<u16> row(w.r[first + n]);
    for (u32 g = 0; g < groups; ++g) widen8<Element::f16>(row.x + 8 * g, c[8 * n + g]);
  }
}
inline void store_f16_accumulators(Warp& w, u32 first, u32 exec, const float (*c)[8]) {
  for (u32 n = 0; n < 2; ++n) {
    u16 halves[2 * lanes];
    for (u32 g = 0; g < groups; ++g) narrow8(c[8 * n + g], halves + 8 * g);
    store_lanes(w.r[first + n], exec, load_lanes(reinterpret_cast<const u32*>(halves)));
  }
}

// ---- The product

// c += a * b: each product is rounded to f32 and added, in f32 and to nearest even, in the order of K. Products of f16
// and of smaller formats are exact in f32, so that a fused multiply-add gives the same bits (Exact).
template <bool Exact, u32 K>
void multiply(FloatTile<K>& t) {
#if defined(__AVX2__) && defined(__FMA__)
  // As many rows at a time as leave a register for B.
#if defined(__AVX512VL__)
  constexpr u32 rows = 16;
#else
  constexpr u32 rows = 8;
#endif
  for (u32 m = 0; m < tile_rows; m += rows) {
    __m256 sum[rows];
#pragma GCC unroll 16
    for (u32 n = 0; n < rows; ++n) sum[n] = _mm256_load_ps(t.c[m + n]);
    for (u32 k = 0; k < K; ++k) {
      const __m256 b = _mm256_load_ps(t.b[k]);
#pragma GCC unroll 16
      for (u32 n = 0; n < rows; ++n) {
        const __m256 a = _mm256_broadcast_ss(&t.a[m + n][k]);
        sum[n] = Exact ? _mm256_fmadd_ps(a, b, sum[n]) : _mm256_add_ps(sum[n], _mm256_mul_ps(a, b));
      }
    }
#pragma GCC unroll 16
    for (u32 n = 0; n < rows; ++n) _mm256_store_ps(t.c[m + n], sum[n]);
  }
#else
  using Quad = float __attribute__((vector_size(16), may_alias));
  constexpr u32 rows = 4;
  for (u32 m = 0; m < tile_rows; m += rows) {
    Quad sum[rows][2];
#pragma GCC unroll 4
    for (u32 n = 0; n < rows; ++n)
      for (u32 h = 0; h < 2; ++h) sum[n][h] = *reinterpret_cast<const Quad*>(t.c[m + n] + 4 * h);
    for (u32 k = 0; k < K; ++k) {
      const Quad low = *reinterpret_cast<const Quad*>(t.b[k]), high = *reinterpret_cast<const Quad*>(t.b[k] + 4);
#pragma GCC unroll 4
      for (u32 n = 0; n < rows; ++n) {
        const float a = t.a[m + n][k];
        sum[n][0] += low * a;
        sum[n][1] += high * a;
      }
    }
#pragma GCC unroll 4
    for (u32 n = 0; n < rows; ++n)
      for (u32 h = 0; h < 2; ++h) *reinterpret_cast<Quad*>(t.c[m + n] + 4 * h) = sum[n][h];
  }
#endif
}

// NaNs that are results have one pattern.
inline void canonical_nans(float (*c)[8]) {
  for (u32 m = 0; m < tile_rows; ++m) {
#if defined(__AVX2__)
    const __m256 x = _mm256_load_ps(c[m]);
    const __m256 nan = _mm256_castsi256_ps(_mm256_set1_epi32(0x7fffffff));
    _mm256_store_ps(c[m], _mm256_blendv_ps(x, nan, _mm256_cmp_ps(x, x, _CMP_UNORD_Q)));
#else
    u32 x[8];
    std::memcpy(x, c[m], sizeof x);
    for (u32 n = 0; n < 8; ++n) x[n] = (x[n] & 0x7fffffff) > 0x7f800000 ? 0x7fffffff : x[n];
    std::memcpy(c[m], x, sizeof x);
#endif
  }
}

}  // namespace tensor
EGPULAB_SASS_END

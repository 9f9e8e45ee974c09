// Runs of 32 neighbours of one, two or four dwords each, to and from rows of lanes.
#pragma once

#include "simulator/isa/sass/exec/level.hpp"
#include "simulator/isa/vector/simd.hpp"

EGPULAB_SASS_BEGIN

// Rows are written as whole vectors: pieces narrower than what reads them next would stall it.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline constexpr u32 blocks = 4;
#elif defined(__AVX2__)
inline constexpr u32 blocks = 2;
#else
inline constexpr u32 blocks = 1;
#endif

// Four dwords each from p, p + 64, ...: one block a vector.
inline WordVector load_blocks(const std::byte* p) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  const auto at = [&](u32 n) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 64 * n)); };
  __m512i x = _mm512_zextsi128_si512(at(0));
  x = _mm512_maskz_inserti32x4(0xffff, x, at(1), 1);
  x = _mm512_maskz_inserti32x4(0xffff, x, at(2), 2);
  return reinterpret_cast<WordVector>(_mm512_maskz_inserti32x4(0xffff, x, at(3), 3));
#elif defined(__AVX2__)
  const auto at = [&](u32 n) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(p + 64 * n)); };
  return reinterpret_cast<WordVector>(_mm256_set_m128i(at(1), at(0)));
#else
  return load_words(p);
#endif
}
inline void store_blocks(std::byte* p, WordVector x) {
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  const __m512i v = reinterpret_cast<__m512i>(x);
  const auto put = [&](u32 n, __m128i q) { _mm_storeu_si128(reinterpret_cast<__m128i*>(p + 64 * n), q); };
  put(0, _mm512_maskz_extracti32x4_epi32(0xf, v, 0));
  put(1, _mm512_maskz_extracti32x4_epi32(0xf, v, 1));
  put(2, _mm512_maskz_extracti32x4_epi32(0xf, v, 2));
  put(3, _mm512_maskz_extracti32x4_epi32(0xf, v, 3));
#elif defined(__AVX2__)
  const __m256i v = reinterpret_cast<__m256i>(x);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p), _mm256_castsi256_si128(v));
  _mm_storeu_si128(reinterpret_cast<__m128i*>(p + 64), _mm256_extracti128_si256(v, 1));
#else
  store_words(p, x);
#endif
}

// Of each block the lower, upper halves of both, dword by dword or pair by pair in turn.
#if defined(__AVX512F__) && defined(__AVX512DQ__)
inline WordVector zip_low(WordVector a, WordVector b) {
  return reinterpret_cast<WordVector>(
      _mm512_maskz_unpacklo_epi32(0xffff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}
inline WordVector zip_high(WordVector a, WordVector b) {
  return reinterpret_cast<WordVector>(
      _mm512_maskz_unpackhi_epi32(0xffff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}
inline WordVector zip_low_pairs(WordVector a, WordVector b) {
  return reinterpret_cast<WordVector>(
      _mm512_maskz_unpacklo_epi64(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}
inline WordVector zip_high_pairs(WordVector a, WordVector b) {
  return reinterpret_cast<WordVector>(
      _mm512_maskz_unpackhi_epi64(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
}
#else
template <u32 N>
inline WordVector zip(WordVector a, WordVector b) {
  // N: 0 low, 1 high, 2 low pairs, 3 high pairs
  constexpr u32 order[4][4] = {{0, 4, 1, 5}, {2, 6, 3, 7}, {0, 1, 4, 5}, {2, 3, 6, 7}};
  WordVector from{};
  for (u32 l = 0; l < vector_lanes; ++l) {
    const u32 k = order[N][l % 4], block = l / 4 * 4;
    from[l] = (k < 4 ? 0 : vector_lanes) + block + k % 4;
  }
#if defined(__clang__)
  WordVector r{};
  for (u32 l = 0; l < vector_lanes; ++l) r[l] = from[l] < vector_lanes ? a[from[l]] : b[from[l] - vector_lanes];
  return r;
#else
  return __builtin_shuffle(a, b, from);
#endif
}
inline WordVector zip_low(WordVector a, WordVector b) { return zip<0>(a, b); }
inline WordVector zip_high(WordVector a, WordVector b) { return zip<1>(a, b); }
inline WordVector zip_low_pairs(WordVector a, WordVector b) { return zip<2>(a, b); }
inline WordVector zip_high_pairs(WordVector a, WordVector b) { return zip<3>(a, b); }
#endif

// Rows dst to dst + N - 1 of all lanes, from 32 neighbours of N dwords at p.
template <u32 N>
[[gnu::always_inline]] inline void load_run(u32 (*r)[lanes], u32 dst, const std::byte* p) {
  if constexpr (N == 1) {
    for (u32 k = 0; k < parts; ++k) store_words(r[dst] + k * vector_lanes, load_words(p + 4 * k * vector_lanes));
  } else if constexpr (N == 2) {
    for (u32 k = 0; k < parts; ++k) {
      // Block b: lanes 4b, 4b+1 and 4b+2, 4b+3.
      const std::byte* from = p + 8 * k * vector_lanes;
      WordVector even{}, odd{};
#if defined(__AVX512F__) && defined(__AVX512DQ__)
      const __m512i a = _mm512_loadu_si512(from), b = _mm512_loadu_si512(from + 64);
      const __m512i low = _mm512_set_epi32(30, 28, 26, 24, 22, 20, 18, 16, 14, 12, 10, 8, 6, 4, 2, 0);
      even = reinterpret_cast<WordVector>(_mm512_permutex2var_epi32(a, low, b));
      odd = reinterpret_cast<WordVector>(
          _mm512_permutex2var_epi32(a, _mm512_mask_add_epi32(low, 0xffff, low, _mm512_set1_epi32(1)), b));
#elif defined(__AVX2__)
      const __m256 a = _mm256_loadu_ps(reinterpret_cast<const float*>(from));
      const __m256 b = _mm256_loadu_ps(reinterpret_cast<const float*>(from + 32));
      even = reinterpret_cast<WordVector>(
          _mm256_permute4x64_epi64(_mm256_castps_si256(_mm256_shuffle_ps(a, b, 0x88)), 0xd8));
      odd = reinterpret_cast<WordVector>(
          _mm256_permute4x64_epi64(_mm256_castps_si256(_mm256_shuffle_ps(a, b, 0xdd)), 0xd8));
#else
      const WordVector a = load_words(from), b = load_words(from + 16);
      const WordVector x = zip_low(a, b), y = zip_high(a, b);
      even = zip_low(x, y), odd = zip_high(x, y);
#endif
      store_words(r[dst] + k * vector_lanes, even);
      store_words(r[dst + 1] + k * vector_lanes, odd);
    }
  } else {
    for (u32 k = 0; k < parts; ++k) {
      const std::byte* from = p + 16 * k * vector_lanes;
      const WordVector a = load_blocks(from), b = load_blocks(from + 16), c = load_blocks(from + 32),
                       d = load_blocks(from + 48);
      const WordVector ab = zip_low(a, b), cd = zip_low(c, d), ab_high = zip_high(a, b), cd_high = zip_high(c, d);
      store_words(r[dst] + k * vector_lanes, zip_low_pairs(ab, cd));
      store_words(r[dst + 1] + k * vector_lanes, zip_high_pairs(ab, cd));
      store_words(r[dst + 2] + k * vector_lanes, zip_low_pairs(ab_high, cd_high));
      store_words(r[dst + 3] + k * vector_lanes, zip_high_pairs(ab_high, cd_high));
    }
  }
}

// The reverse.
template <u32 N>
[[gnu::always_inline]] inline void store_run(const u32 (*r)[lanes], u32 src, std::byte* p) {
  if constexpr (N == 1) {
    for (u32 k = 0; k < parts; ++k) store_words(p + 4 * k * vector_lanes, load_words(r[src] + k * vector_lanes));
  } else if constexpr (N == 2) {
    for (u32 k = 0; k < parts; ++k) {
      const WordVector even = load_words(r[src] + k * vector_lanes), odd = load_words(r[src + 1] + k * vector_lanes);
      const WordVector x = zip_low(even, odd), y = zip_high(even, odd);  // lanes 4b, 4b+1 and 4b+2, 4b+3 of block b
      std::byte* to = p + 8 * k * vector_lanes;
#if defined(__AVX512F__) && defined(__AVX512DQ__)
      const __m512i a = reinterpret_cast<__m512i>(x), b = reinterpret_cast<__m512i>(y);
      _mm512_storeu_si512(to, _mm512_permutex2var_epi64(a, _mm512_set_epi64(11, 10, 3, 2, 9, 8, 1, 0), b));
      _mm512_storeu_si512(to + 64, _mm512_permutex2var_epi64(a, _mm512_set_epi64(15, 14, 7, 6, 13, 12, 5, 4), b));
#elif defined(__AVX2__)
      const __m256i a = reinterpret_cast<__m256i>(x), b = reinterpret_cast<__m256i>(y);
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to), _mm256_permute2x128_si256(a, b, 0x20));
      _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + 32), _mm256_permute2x128_si256(a, b, 0x31));
#else
      store_words(to, x);
      store_words(to + 16, y);
#endif
    }
  } else {
    for (u32 k = 0; k < parts; ++k) {
      const auto row = [&](u32 n) { return load_words(r[src + n] + k * vector_lanes); };
      const WordVector a = row(0), b = row(1), c = row(2), d = row(3);
      const WordVector ab = zip_low(a, b), cd = zip_low(c, d), ab_high = zip_high(a, b), cd_high = zip_high(c, d);
      std::byte* to = p + 16 * k * vector_lanes;
      store_blocks(to, zip_low_pairs(ab, cd));
      store_blocks(to + 16, zip_high_pairs(ab, cd));
      store_blocks(to + 32, zip_low_pairs(ab_high, cd_high));
      store_blocks(to + 48, zip_high_pairs(ab_high, cd_high));
    }
  }
}

EGPULAB_SASS_END

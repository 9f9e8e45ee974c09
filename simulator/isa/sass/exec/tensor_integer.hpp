// IMMA and BMMA: integers of 8, 4 and 1 bits multiplied, added to 32 bits; exact. Fragments: PTX ISA 9.7.14.5.2-13.
#pragma once

#include "simulator/isa/sass/exec/tensor_float.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

// Elements widened to 16 bits, in pairs along K: what the host multiplies and adds at once.
template <u32 M, u32 K>
struct alignas(64) IntegerTile {
  i16 a[M][K];
  i16 b[tile_columns][K];
  i32 c[M][tile_columns];
};

template <u32 Bits>
inline i16 widened(u8 byte, u32 n, bool is_signed) {
  if constexpr (Bits == 8) return is_signed ? static_cast<i8>(byte) : byte;
  const u32 x = byte >> (4 * n) & 15;
  return static_cast<i16>(is_signed && x >= 8 ? static_cast<i32>(x) - 16 : static_cast<i32>(x));
}
// A register row: a line of 16 bytes for each group.
template <u32 Bits, u32 K>
void widen_lines(const u32* row, bool is_signed, i16 (*lines)[K], u32 at) {
  const RowOf<u8> bytes(row);
  constexpr u32 per_byte = 8 / Bits;
  for (u32 g = 0; g < groups; ++g)
    for (u32 x = 0; x < 16; ++x)
      for (u32 n = 0; n < per_byte; ++n)
        lines[g][at + x * per_byte + n] = widened<Bits>(bytes.x[16 * g + x], n, is_signed);
}

// c += a * b.
template <u32 M, u32 K>
void multiply(IntegerTile<M, K>& t) {
#if defined(__AVX2__)
  alignas(32) u32 pairs[K / 2][tile_columns];
  for (u32 n = 0; n < tile_columns; ++n)
    for (u32 k = 0; k < K / 2; ++k) std::memcpy(&pairs[k][n], &t.b[n][2 * k], 4);
  for (u32 m = 0; m < M; m += 8) {
    __m256i sum[8];
#pragma GCC unroll 8
    for (u32 n = 0; n < 8; ++n) sum[n] = _mm256_load_si256(reinterpret_cast<const __m256i*>(t.c[m + n]));
    for (u32 k = 0; k < K / 2; ++k) {
      const __m256i b = _mm256_load_si256(reinterpret_cast<const __m256i*>(pairs[k]));
#pragma GCC unroll 8
      for (u32 n = 0; n < 8; ++n) {
        i32 a;
        std::memcpy(&a, &t.a[m + n][2 * k], 4);
        sum[n] = _mm256_add_epi32(sum[n], _mm256_madd_epi16(_mm256_set1_epi32(a), b));
      }
    }
#pragma GCC unroll 8
    for (u32 n = 0; n < 8; ++n) _mm256_store_si256(reinterpret_cast<__m256i*>(t.c[m + n]), sum[n]);
  }
#else
  for (u32 m = 0; m < M; ++m)
    for (u32 n = 0; n < tile_columns; ++n) {
      u32 sum = static_cast<u32>(t.c[m][n]);
      for (u32 k = 0; k < K; ++k) sum += static_cast<u32>(i32{t.a[m][k]} * t.b[n][k]);
      t.c[m][n] = static_cast<i32>(sum);
    }
#endif
}

// M x K by K x 8. .SAT (bit 82) clamps the whole sum.
template <u32 M, u32 K, u32 Bits>
const Record* imma(Warp& w, const Record* i) {
  constexpr u32 depth = 128 / Bits;  // of one register
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (out_of_registers(w, i, M / 4, M / 8 * K / depth, K / depth, M / 4)) return nullptr;
  const bool signed_a = i->word.bit(76), signed_b = i->word.bit(78), saturates = i->word.bit(82);
  IntegerTile<M, K> t;
  for (u32 n = 0; n < M / 8 * K / depth; ++n)
    widen_lines<Bits>(w.r[i->src[0] + n], signed_a, t.a + n % (M / 8) * 8, n / (M / 8) * depth);
  for (u32 n = 0; n < K / depth; ++n) widen_lines<Bits>(w.r[i->src[1] + n], signed_b, t.b, n * depth);
  i32 c[M][tile_columns];
  load_accumulators<M>(w, i->src[2], c);
  if (saturates)
    std::memset(t.c, 0, sizeof t.c);
  else
    std::memcpy(t.c, c, sizeof c);
  multiply(t);
  if (saturates)
    for (u32 m = 0; m < M; ++m)
      for (u32 n = 0; n < tile_columns; ++n) {
        const i64 sum = i64{t.c[m][n]} + c[m][n];
        t.c[m][n] = static_cast<i32>(sum > INT32_MAX ? INT32_MAX : sum < INT32_MIN ? INT32_MIN : sum);
      }
  store_accumulators<M>(w, i->dst, exec, const_cast<const i32(*)[8]>(t.c));
  return i + 1;
}

// Bits: the number of ones in a ^ b or a & b (bit 78) is added.
template <u32 M, u32 K>
const Record* bmma(Warp& w, const Record* i) {
  constexpr u32 words = K / 32;
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (out_of_registers(w, i, M / 4, M / 8 * words / 4, words / 4, M / 4)) return nullptr;
  const bool both = i->word.bit(78);
  u32 a[M][words], b[tile_columns][words];
  for (u32 n = 0; n < M / 8 * words / 4; ++n)
    for (u32 l = 0; l < lanes; ++l) a[l / 4 + n % (M / 8) * 8][l % 4 + n / (M / 8) * 4] = w.r[i->src[0] + n][l];
  for (u32 n = 0; n < words / 4; ++n)
    for (u32 l = 0; l < lanes; ++l) b[l / 4][l % 4 + 4 * n] = w.r[i->src[1] + n][l];
  u32 c[M][tile_columns];
  load_accumulators<M>(w, i->src[2], c);
  for (u32 m = 0; m < M; ++m)
    for (u32 n = 0; n < tile_columns; ++n)
      for (u32 k = 0; k < words; ++k)
        c[m][n] += static_cast<u32>(std::popcount(both ? a[m][k] & b[n][k] : a[m][k] ^ b[n][k]));
  store_accumulators<M>(w, i->dst, exec, const_cast<const u32(*)[8]>(c));
  return i + 1;
}

Handler pick_imma(Word word, SmVersion sm);
Handler pick_bmma(Word word, SmVersion sm);

}  // namespace tensor
EGPULAB_SASS_END

// DMMA: doubles, each product added with one rounding in the order of K (as MMA-Sim found it: microsoft/MMA-Sim,
// arithmetic/fma.py). Rounding: bits 78-79. Fragments: PTX ISA 9.7.14.5.1, .6, .7, .8 (.f64).
#pragma once

#include "simulator/isa/sass/exec/tensor_float.hpp"
#include "simulator/isa/vector/soft_double.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

// The word's field: to nearest even, down, up, toward zero.
inline constexpr u32 double_directions[] = {rounding::nearest, rounding::down, rounding::up, rounding::zero};
inline constexpr u64 double_nan = 0xfff8000000000000;  // of invalid operations

inline u64 fused_double(u64 a, u64 b, u64 c, u32 direction) {
  for (const u64 x : {a, b, c})
    if (Double::nan(x)) return Double::quiet(x);
#if defined(__FMA__)
  if (direction == rounding::nearest) {
    const u64 r =
        std::bit_cast<u64>(__builtin_fma(std::bit_cast<double>(a), std::bit_cast<double>(b), std::bit_cast<double>(c)));
    return Double::nan(r) ? double_nan : r;
  }
#endif
  const u64 r = soft_fma(a, b, c, direction);
  return Double::nan(r) ? double_nan : r;
}

// M x K by K x 8. Element n of A is in row group + 8 * (n % (M / 8)), elements follow one another by 4 in K.
template <u32 M, u32 K>
const Record* dmma(Warp& w, const Record* i) {
  constexpr u32 elements_a = M / 8 * K / 4, elements_b = K / 4, elements_c = M / 4;
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (out_of_registers(w, i, 2 * elements_c, 2 * elements_a, 2 * elements_b, 2 * elements_c)) return nullptr;
  const u32 direction = double_directions[i->word.bits(78, 2)];
  const auto element = [&](u32 first, u32 n, u32 l) {
    return first == row::zero ? 0 : join64(w.r[first + 2 * n][l], w.r[first + 2 * n + 1][l]);
  };
  u64 a[M][K], b[K][tile_columns], c[M][tile_columns];
  for (u32 l = 0; l < lanes; ++l) {
    const u32 g = l / 4, t = l % 4;
    for (u32 n = 0; n < elements_a; ++n) a[g + 8 * (n % (M / 8))][t + 4 * (n / (M / 8))] = element(i->src[0], n, l);
    for (u32 n = 0; n < elements_b; ++n) b[t + 4 * n][g] = element(i->src[1], n, l);
    for (u32 n = 0; n < elements_c; ++n) c[g + 8 * (n / 2)][2 * t + n % 2] = element(i->src[2], n, l);
  }
  for (u32 m = 0; m < M; ++m)
    for (u32 n = 0; n < tile_columns; ++n)
      for (u32 k = 0; k < K; ++k) c[m][n] = fused_double(a[m][k], b[k][n], c[m][n], direction);
  for (u32 n = 0; n < elements_c; ++n)
    write64(w, i->dst + 2 * n, exec, [&](u32 l) { return c[l / 4 + 8 * (n / 2)][2 * (l % 4) + n % 2]; });
  return i + 1;
}

// Bits 76-77; more than 8x8x4 only on sm_90.
inline Handler pick_dmma(Word word, SmVersion sm) {
  constexpr Handler shapes[] = {dmma<8, 4>, dmma<16, 4>, dmma<16, 8>, dmma<16, 16>};
  const u64 shape = word.bits(76, 2);
  if (word.bits(72, 4) || word.bits(87, 4) || (shape && sm != 90)) return nullptr;
  return shapes[shape];
}

}  // namespace tensor
EGPULAB_SASS_END

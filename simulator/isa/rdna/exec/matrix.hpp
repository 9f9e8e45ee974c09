// WMMA: D = A * B + C on 16x16 tiles, whatever EXEC says. Layout (RDNA3 ISA, "Wave Matrix Multiply Accumulate"): lane n
// of the lowest 16 holds row n of A and column n of B, K rising with the register; lane n of C and D holds column n % 16
// of every second (wave64: fourth) row. Float sums: one f32 fma a product, K rising; f16 and bf16 results are rounded
// once, at the end. Denormals are kept and sums are to nearest even, whatever MODE says.
#pragma once

#include "simulator/isa/rdna/exec/dot.hpp"

EGPULAB_RDNA_BEGIN

inline constexpr u32 tile = 16;
struct Tile {
  float f[tile][tile];
};

// Where an element of C and D lies.
inline u32* element_of(Wave& w, u32 first, u32 m, u32 n) {
  if (!w.wave64) return &w.banks[0][first + m / 2][n + 16 * (m % 2)];
  return &w.banks[m % 4 / 2][first + m / 4][n + 16 * (m % 2)];
}

enum class Half : u8 { none, f16, bf16 };
template <Half H>
inline float widened(u16 a) {
  return f32(H == Half::f16 ? f32_of_f16(a) : f32_of_bf16(a));
}

template <Half In, Half Out>
const Record* wmma_float(Wave& w, const Record* i) {
  Tile a, b, d;  // a[m][k], b[k][n]
  const Halves ha(i, 0, true), hb(i, 1, true);
  for (u32 k = 0; k < tile; k += 2)
    for (u32 l = 0; l < tile; ++l) {
      const u32 x = w.banks[0][i->src[0].low + k / 2][l], y = w.banks[0][i->src[1].low + k / 2][l];
      a.f[l][k] = widened<In>(static_cast<u16>(x ^ ha.low_flip));
      a.f[l][k + 1] = widened<In>(static_cast<u16>((x >> 16) ^ ha.high_flip));
      b.f[k][l] = widened<In>(static_cast<u16>(y ^ hb.low_flip));
      b.f[k + 1][l] = widened<In>(static_cast<u16>((y >> 16) ^ hb.high_flip));
    }
  const bool negate = i->negabs >> 2 & 1, absolute = i->negabs >> 5 & 1, high = i->opsel >> 2 & 1;
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n) {
      u32 c = i->from[2] == From::row ? *element_of(w, i->src[2].low, m, n) : scalar(w, i, 2);
      if (Out != Half::none) c = bits(widened<Out>(static_cast<u16>(high && i->from[2] == From::row ? c >> 16 : c)));
      if (absolute) c &= F32::magnitude;
      d.f[m][n] = f32(negate ? c ^ F32::sign : c);
    }
  for (u32 m = 0; m < tile; ++m) {
    u32 sum[tile];
    for (u32 n = 0; n < tile; ++n) sum[n] = bits(d.f[m][n]);
    for (u32 k = 0; k < tile; ++k)
      EACH_HALF_LANE {
        const u32 x = bits(a.f[m][k]), y = bits(b.f[k][l]);
        sum[l] = with_nans<F32>(bits(fused(f32(x), f32(y), f32(sum[l]))), x, y, sum[l]);
      }
    for (u32 n = 0; n < tile; ++n) d.f[m][n] = f32(sum[n]);
  }
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n) {
      u32* to = element_of(w, i->dst, m, n);
      const u32 r = bits(d.f[m][n]);
      if (Out == Half::none) {
        *to = r;
      } else {
        const u32 h = Out == Half::f16 ? f16_of_f32(f32(r), 0) : bf16_of_f32(r);
        *to = high ? (*to & 0xffff) | h << 16 : (*to & 0xffff0000) | h;
      }
    }
  return i + 1;
}

// neg_lo of the first two sources: signed.
template <u32 Width, bool Clamp>
const Record* wmma_integer(Wave& w, const Record* i) {
  constexpr u32 words = tile * Width / 32;
  i64 d[tile][tile];
  const bool sa = i->negabs & 1, sb = i->negabs & 2;
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n) {
      const u32 c = i->from[2] == From::row ? *element_of(w, i->src[2].low, m, n) : scalar(w, i, 2);
      i64 sum = as_signed(c);
      for (u32 k = 0; k < words; ++k)
        sum += dot_products<Width>(w.banks[0][i->src[0].low + k][m], w.banks[0][i->src[1].low + k][n], sa, sb);
      d[m][n] = sum;
    }
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n)
      *element_of(w, i->dst, m, n) = Clamp ? clamp_i32(d[m][n]) : static_cast<u32>(d[m][n]);
  return i + 1;
}

EGPULAB_RDNA_END

// Matrix instructions of RDNA4: D = A * B + C on 16x16 tiles, K 16 to 64, and those whose A is sparse (two of each four
// elements, told by an index register). Layout (RDNA4 ISA 7.12.2, 7.12.3): K is divided between the halves of a wave32,
// or the quarters of a wave64 in the order 0, 2, 1, 3; so are the rows of C and D. Sums as in matrix.hpp: one f32 fma a
// product, K rising; how hardware orders and rounds them is not public.
#pragma once

#include "simulator/isa/rdna/exec/lane_byte_float.hpp"
#include "simulator/isa/rdna/exec/matrix.hpp"

EGPULAB_RDNA_BEGIN

// Chunks of 16 lanes: where the one with the n-th part of K, or of the rows, begins.
struct Chunks {
  u32 count;
  u32 first_lane(u32 n) const { return 16 * (count == 4 ? n >> 1 | (n & 1) << 1 : n); }
};
// 4-bit elements with only 16 of them in a row need no more than 32 lanes.
template <u32 Bits, u32 K>
Chunks chunks_of(const Wave& w) {
  return {w.wave64 && Bits * K > 64 ? 4u : 2u};
}
// Element k of row (A) or column (B) `at`, of those that lie in registers from `first` on.
template <u32 Bits, u32 K>
u32 tile_element(const Wave& w, u32 first, u32 at, u32 k) {
  const Chunks chunks = chunks_of<Bits, K>(w);
  const u32 each = K / chunks.count, bit = k % each * Bits, lane = chunks.first_lane(k / each) + at;
  return w.banks[lane / 32][first + bit / 32][lane % 32] >> bit % 32 & ((1u << Bits) - 1);
}
// Where row m, column n of C and D lies, Packed: two rows in a register.
template <bool Packed>
u32& result_word(Wave& w, u32 first, u32 m, u32 n) {
  const Chunks chunks{w.wave64 ? 4u : 2u};
  const u32 each = tile / chunks.count, lane = chunks.first_lane(m / each) + n;
  return w.banks[lane / 32][first + m % each / (Packed ? 2 : 1)][lane % 32];
}

// Element types: width, and the value with its sign flipped where `negate` says so.
struct HalfElement {
  static constexpr u32 bits = 16;
  static float of(u32 x, bool negate) { return widened<Half::f16>(static_cast<u16>(x ^ (negate ? 0x8000u : 0))); }
};
struct BrainElement {
  static constexpr u32 bits = 16;
  static float of(u32 x, bool negate) { return widened<Half::bf16>(static_cast<u16>(x ^ (negate ? 0x8000u : 0))); }
};
template <class Format>
struct ByteElement {
  static constexpr u32 bits = 8;
  static float of(u32 x, bool) { return f32(Format::widen(x)); }
};

// Calls put(row, k, packed element) for every element that A holds; k is where it stands in the full row.
template <u32 Bits, u32 K, bool Sparse, class Put>
void each_of_a(const Wave& w, const Record* i, Put put) {
  constexpr u32 held = Sparse ? K / 2 : K;
  const u32 parts_of_k = chunks_of<Bits, held>(w).count, each = held / parts_of_k;
  for (u32 m = 0; m < tile; ++m)
    for (u32 k = 0; k < held; ++k) {
      const u32 x = tile_element<Bits, held>(w, i->src[0].low, m, k);
      if (!Sparse) {
        put(m, k, x, k & 1);
        continue;
      }
      // Two bits an element, in the lane that holds it; op_sel picks a set where the register has several.
      const u32 lane = Chunks{parts_of_k}.first_lane(k / each) + m, at = k % each;
      const u32 set = 2 * each * (i->opsel & 3) & 31;
      const u32 index = w.banks[lane / 32][i->src[2].low][lane % 32] >> (set + 2 * at) & 3;
      put(m, k / 2 * 4 + index, x, k & 1);
    }
}

template <class A, class B, Half Out, u32 K = 16, bool Sparse = false>
const Record* tile_float(Wave& w, const Record* i) {
  float a[tile][K] = {}, b[K][tile];
  u32 d[tile][tile];
  const bool low[] = {(i->negabs & 1) != 0, (i->negabs & 2) != 0},
             high[] = {(i->negabs & 8) != 0, (i->negabs & 16) != 0};
  each_of_a<A::bits, K, Sparse>(w, i,
                                [&](u32 m, u32 k, u32 x, bool odd) { a[m][k] = A::of(x, odd ? high[0] : low[0]); });
  for (u32 k = 0; k < K; ++k)
    for (u32 n = 0; n < tile; ++n)
      b[k][n] = B::of(tile_element<B::bits, K>(w, i->src[1].low, n, k), k & 1 ? high[1] : low[1]);
  constexpr bool packed = Out != Half::none;
  const bool from_registers = Sparse || i->from[2] == From::row;
  const u32 sums = Sparse ? i->dst : i->src[2].low;
  const bool negate = !Sparse && i->negabs >> 2 & 1, absolute = !Sparse && i->negabs >> 5 & 1;
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n) {
      u32 c = from_registers ? result_word<packed>(w, sums, m, n) >> (packed && m & 1 ? 16 : 0) : scalar(w, i, 2);
      if (packed) c = bits(widened<Out>(static_cast<u16>(c)));
      if (absolute) c &= F32::magnitude;
      d[m][n] = negate ? c ^ F32::sign : c;
    }
  for (u32 m = 0; m < tile; ++m)
    for (u32 k = 0; k < K; ++k) EACH_HALF_LANE {
        const u32 x = bits(a[m][k]), y = bits(b[k][l]);
        d[m][l] = with_nans<F32>(bits(fused(f32(x), f32(y), f32(d[m][l]))), x, y, d[m][l]);
      }
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n) {
      u32& to = result_word<packed>(w, i->dst, m, n);
      if (!packed) {
        to = d[m][n];
      } else {
        const u32 h = Out == Half::f16 ? f16_of_f32(f32(d[m][n]), 0) : bf16_of_f32(d[m][n]);
        to = m & 1 ? (to & 0xffff) | h << 16 : (to & 0xffff0000u) | h;
      }
    }
  return i + 1;
}

// neg_lo of A and B: signed.
template <u32 Bits, u32 K, bool Sparse, bool Clamp>
const Record* tile_integer(Wave& w, const Record* i) {
  i32 a[tile][K] = {}, b[K][tile];
  i64 d[tile][tile];
  const bool signed_a = i->negabs & 1, signed_b = i->negabs & 2;
  each_of_a<Bits, K, Sparse>(
      w, i, [&](u32 m, u32 k, u32 x, bool) { a[m][k] = static_cast<i32>(element<Bits>(x, 0, signed_a)); });
  for (u32 k = 0; k < K; ++k)
    for (u32 n = 0; n < tile; ++n)
      b[k][n] = static_cast<i32>(element<Bits>(tile_element<Bits, K>(w, i->src[1].low, n, k), 0, signed_b));
  const bool from_registers = Sparse || i->from[2] == From::row;
  const u32 sums = Sparse ? i->dst : i->src[2].low;
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n) {
      i64 sum = as_signed(from_registers ? result_word<false>(w, sums, m, n) : scalar(w, i, 2));
      for (u32 k = 0; k < K; ++k) sum += i64{a[m][k]} * b[k][n];
      d[m][n] = sum;
    }
  for (u32 m = 0; m < tile; ++m)
    for (u32 n = 0; n < tile; ++n)
      result_word<false>(w, i->dst, m, n) = Clamp ? clamp_i32(d[m][n]) : static_cast<u32>(d[m][n]);
  return i + 1;
}

EGPULAB_RDNA_END

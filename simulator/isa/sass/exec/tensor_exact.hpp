// The sums of matrix instructions as hardware makes them, one by one and slowly: GridLaunch::exact_mma.
// Model and parameters: X. Xie, Y. Wang, F. Yang, M. Yang, "MMA-Sim: Bit-Accurate Reference Model of Tensor Cores and
// Matrix Cores", arXiv 2511.10909, and microsoft/MMA-Sim; for sm_120 also cicuvc/nvidia-sass-document
// notes/sm90/arch/hmma_fda_model.md.
#pragma once

#include "simulator/isa/sass/exec/tensor_element.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

// So many products and the accumulator are added at once: aligned to the largest exponent among them, cut off (toward
// zero) below `fraction` bits behind it, added exactly, and cut off again to the result's format.
struct FusedSum {
  u32 products;  // at once; what is left follows in further sums, with the result as their accumulator
  i32 fraction;
  i32 mantissa;  // of an f32 result: 23, or less
};
constexpr FusedSum fused_sum(SmVersion sm, Element e) {
  const u32 bytes = e == Element::tf32 ? 4 : e == Element::byte ? 1 : 2;
  if (sm >= 90) return {32 / bytes, 25, 23};
  if (e == Element::byte) return {16, 13, 13};
  return {16 / bytes, 24, 23};
}
// The least exponent of a format's normal numbers: denormals are aligned as if they had it.
constexpr i32 least_exponent(Element e, SmallFloat f = SmallFloat::e4m3) {
  return e == Element::f16 ? -14 : e == Element::byte ? 1 - format_of(f).bias : -126;
}

struct Aligned {
  i64 m = 0;  // value = m * 2^(e - 23)
  i32 e = -126;
};
inline Aligned aligned(float x, i32 least) {
  const u32 b = bits_of(x), field = b >> 23 & 0xff;
  i64 m = (b & 0x7fffff) | (field ? 0x800000 : 0);
  i32 e = static_cast<i32>(field ? field : 1) - 127;
  if (e < least) m >>= (least - e > 40 ? 40 : least - e), e = least;  // exact: the format has no such bits
  return {b >> 31 ? -m : m, e};
}

// m * 2^e, toward zero to `mantissa` bits.
inline u32 cut_to_f32(i64 m, i32 e, i32 mantissa) {
  if (m == 0) return 0;
  const u32 sign = m < 0 ? 0x80000000u : 0;
  u64 x = static_cast<u64>(m < 0 ? -m : m);
  const i32 power = 63 - std::countl_zero(x) + e;
  if (power > 127) return sign | 0x7f800000u;
  const i32 weight = power < -126 ? -126 : power;  // of the bit above the mantissa
  const i32 down = weight - mantissa - e;
  x = down > 63 ? 0 : down > 0 ? x >> down : x << -down;
  x <<= 23 - mantissa;
  return sign | static_cast<u32>(x + (static_cast<u64>(weight + 126) << 23));
}
// m * 2^e, to nearest even.
inline u16 round_to_f16(i64 m, i32 e) {
  if (m == 0) return 0;
  const u32 sign = m < 0 ? 0x8000u : 0;
  const u64 x = static_cast<u64>(m < 0 ? -m : m);
  const i32 power = 63 - std::countl_zero(x) + e;
  if (power > 15) return static_cast<u16>(sign | 0x7c00);
  const i32 weight = power < -14 ? -14 : power, down = weight - 10 - e;
  u64 q = 0;
  if (down <= 0) {
    q = x << -down;
  } else if (down < 63) {
    const u64 rest = x & ((u64{1} << down) - 1), half = u64{1} << (down - 1);
    q = x >> down;
    q += rest > half || (rest == half && (q & 1));
  }
  return static_cast<u16>(sign | static_cast<u32>(q + (static_cast<u64>(weight + 14) << 10)));
}

struct ExactFormat {
  FusedSum sum;
  i32 least_a, least_b, least_c;
  bool f16_result;
};
// One element of the result: c + a[0] * b[0] + ...; elements of b are `stride` apart. f16 results as floats.
inline float exact_element(const ExactFormat& f, const float* a, const float* b, u32 stride, u32 k, float c) {
  const float nan = as_float(0x7fffffffu);
  for (u32 at = 0; at < k;) {
    const u32 end = at + f.sum.products < k ? at + f.sum.products : k;
    Aligned term[33];
    u32 terms = 0;
    bool infinite[2] = {};
    const auto special = [&](float x) {  // whether the sum is decided by it
      if ((bits_of(x) & 0x7f800000u) != 0x7f800000u) return false;
      return infinite[bits_of(x) >> 31] = true;
    };
    if (c != c) return nan;
    if (!special(c)) {
      term[terms] = aligned(c, f.least_c);
      term[terms].m *= 1 << 20, ++terms;  // 43 bits behind the point, more than any sum keeps
    }
    for (; at < end; ++at) {
      const float x = a[at], y = b[at * stride], p = x * y;
      if (p != p) return nan;
      const bool finite = (bits_of(x) & 0x7f800000u) != 0x7f800000u && (bits_of(y) & 0x7f800000u) != 0x7f800000u;
      if (!finite) {
        special(p);
        continue;
      }
      const Aligned u = aligned(x, f.least_a), v = aligned(y, f.least_b);
      // At most 11 bits each: 46 bits behind the point, the lowest 26 are 0.
      term[terms++] = {(u.m >> 13) * (v.m >> 13) * (i64{1} << 23), u.e + v.e};
    }
    if (infinite[0] && infinite[1]) return nan;
    if (infinite[0] || infinite[1]) {
      c = as_float(infinite[0] ? 0x7f800000u : 0xff800000u);
      continue;
    }
    i32 top = -126;
    for (u32 n = 0; n < terms; ++n)
      if (term[n].m && term[n].e > top) top = term[n].e;
    i64 sum = 0;
    for (u32 n = 0; n < terms; ++n) {
      const i64 m = term[n].m;
      if (!m) continue;
      const i32 down = 43 - f.sum.fraction + top - term[n].e;
      const u64 cut = down > 63 ? 0 : static_cast<u64>(m < 0 ? -m : m) >> down;
      sum += m < 0 ? -static_cast<i64>(cut) : static_cast<i64>(cut);
    }
    c = f.f16_result ? float_of_f16(round_to_f16(sum, top - f.sum.fraction))
                     : as_float(cut_to_f32(sum, top - f.sum.fraction, f.sum.mantissa));
  }
  return c;
}

}  // namespace tensor
EGPULAB_SASS_END

// The number formats of matrix elements, as floats: all of them are exact in f32.
#pragma once

#include <array>
#include <bit>

#include "simulator/isa/sass/exec/level.hpp"
#include "simulator/isa/vector/float_round.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

enum class Element : u8 { f16, bf16, tf32, byte };  // byte: one of the formats of 8 bits or less

inline float float_of_bf16(u16 x) { return as_float(u32{x} << 16); }
// To nearest even; any NaN becomes 0x7fff.
inline u16 f16_of_float(float x) { return x != x ? 0x7fff : f16_of_f32(x, rounding::nearest); }

// Formats of QMMA, numbered as its fields number them: bit 78 and bits 82-83 for A, 79 and 84-85 for B, the first one
// lowest (found by compiling mma.sync .kind::f8f6f4 with ptxas). The formats: OCP OFP8 1.0, OCP MX 1.0 (5.3). What has
// less than 8 bits lies right-aligned, but e2m1 in bits 5 to 2 (NVIDIA/cutlass include/cute/atom/mma_traits_sm120.hpp).
enum class SmallFloat : u8 { e4m3 = 0, e5m2 = 1, e3m2 = 3, e2m3 = 4, e2m1 = 5 };
struct SmallFormat {
  u8 exponent, mantissa, shift;
  i8 bias;
};
constexpr SmallFormat format_of(SmallFloat f) {
  switch (f) {
    case SmallFloat::e4m3:
      return {4, 3, 0, 7};
    case SmallFloat::e5m2:
      return {5, 2, 0, 15};
    case SmallFloat::e3m2:
      return {3, 2, 0, 3};
    case SmallFloat::e2m3:
      return {2, 3, 0, 1};
    case SmallFloat::e2m1:
      return {2, 1, 2, 1};
  }
  return {};
}
constexpr float value_of(SmallFloat f, u32 byte) {
  const SmallFormat s = format_of(f);
  const u32 x = byte >> s.shift;
  const u32 fraction = x & ((1u << s.mantissa) - 1), e = x >> s.mantissa & ((1u << s.exponent) - 1);
  const bool negative = x >> (s.mantissa + s.exponent) & 1;
  // Only e5m2 has infinities; e4m3 has one NaN, the others none.
  const bool top = e == (1u << s.exponent) - 1;
  if (f == SmallFloat::e5m2 && top)
    return std::bit_cast<float>(fraction ? 0x7fffffffu : negative ? 0xff800000u : 0x7f800000u);
  if (f == SmallFloat::e4m3 && top && fraction == 7) return std::bit_cast<float>(0x7fffffffu);
  i32 power = static_cast<i32>(e ? e : 1) - s.bias - s.mantissa;
  float v = static_cast<float>(fraction + (e ? 1u << s.mantissa : 0));
  for (; power > 0; --power) v *= 2;
  for (; power < 0; ++power) v /= 2;
  return negative ? -v : v;
}
using SmallValues = std::array<float, 256>;
constexpr SmallValues values_of(SmallFloat f) {
  SmallValues v{};
  for (u32 n = 0; n < 256; ++n) v[n] = value_of(f, n);
  return v;
}

}  // namespace tensor
EGPULAB_SASS_END

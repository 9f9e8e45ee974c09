// Memory formats of typed buffer accesses: the unified format numbers of RDNA3 (RDNA3 ISA, "Data Formats"; LLVM's
// names), and the way between memory and registers.
#pragma once

#include <algorithm>

#include "simulator/isa/rdna/exec/float_formats.hpp"

EGPULAB_RDNA_BEGIN

enum class Numeric : u8 { none, unorm, snorm, uscaled, sscaled, uint, sint, real };
// Widths of the channels in bits, X in the lowest. A name lists them from the highest bit down: 2_10_10_10 has X in
// bits 9:0.
struct BufferFormat {
  u8 bits[4];
  Numeric numeric;
  u32 channels() const { return bits[3] ? 4u : bits[2] ? 3u : bits[1] ? 2u : bits[0] ? 1u : 0u; }
  u32 bytes() const { return (u32{bits[0]} + bits[1] + bits[2] + bits[3]) / 8; }
};

// clang-format off
inline constexpr BufferFormat buffer_formats[64] = {
    {{}, Numeric::none},
    {{8}, Numeric::unorm}, {{8}, Numeric::snorm}, {{8}, Numeric::uscaled}, {{8}, Numeric::sscaled},
    {{8}, Numeric::uint}, {{8}, Numeric::sint},
    {{16}, Numeric::unorm}, {{16}, Numeric::snorm}, {{16}, Numeric::uscaled}, {{16}, Numeric::sscaled},
    {{16}, Numeric::uint}, {{16}, Numeric::sint}, {{16}, Numeric::real},
    {{8, 8}, Numeric::unorm}, {{8, 8}, Numeric::snorm}, {{8, 8}, Numeric::uscaled}, {{8, 8}, Numeric::sscaled},
    {{8, 8}, Numeric::uint}, {{8, 8}, Numeric::sint},
    {{32}, Numeric::uint}, {{32}, Numeric::sint}, {{32}, Numeric::real},
    {{16, 16}, Numeric::unorm}, {{16, 16}, Numeric::snorm}, {{16, 16}, Numeric::uscaled}, {{16, 16}, Numeric::sscaled},
    {{16, 16}, Numeric::uint}, {{16, 16}, Numeric::sint}, {{16, 16}, Numeric::real},
    {{11, 11, 10}, Numeric::real}, {{10, 11, 11}, Numeric::real},
    {{2, 10, 10, 10}, Numeric::unorm}, {{2, 10, 10, 10}, Numeric::snorm},
    {{2, 10, 10, 10}, Numeric::uint}, {{2, 10, 10, 10}, Numeric::sint},
    {{10, 10, 10, 2}, Numeric::unorm}, {{10, 10, 10, 2}, Numeric::snorm}, {{10, 10, 10, 2}, Numeric::uscaled},
    {{10, 10, 10, 2}, Numeric::sscaled}, {{10, 10, 10, 2}, Numeric::uint}, {{10, 10, 10, 2}, Numeric::sint},
    {{8, 8, 8, 8}, Numeric::unorm}, {{8, 8, 8, 8}, Numeric::snorm}, {{8, 8, 8, 8}, Numeric::uscaled},
    {{8, 8, 8, 8}, Numeric::sscaled}, {{8, 8, 8, 8}, Numeric::uint}, {{8, 8, 8, 8}, Numeric::sint},
    {{32, 32}, Numeric::uint}, {{32, 32}, Numeric::sint}, {{32, 32}, Numeric::real},
    {{16, 16, 16, 16}, Numeric::unorm}, {{16, 16, 16, 16}, Numeric::snorm}, {{16, 16, 16, 16}, Numeric::uscaled},
    {{16, 16, 16, 16}, Numeric::sscaled}, {{16, 16, 16, 16}, Numeric::uint}, {{16, 16, 16, 16}, Numeric::sint},
    {{16, 16, 16, 16}, Numeric::real},
    {{32, 32, 32}, Numeric::uint}, {{32, 32, 32}, Numeric::sint}, {{32, 32, 32}, Numeric::real},
    {{32, 32, 32, 32}, Numeric::uint}, {{32, 32, 32, 32}, Numeric::sint}, {{32, 32, 32, 32}, Numeric::real},
};
// clang-format on

inline bool is_integer(Numeric n) { return n == Numeric::uint || n == Numeric::sint; }
inline u32 width_mask(u32 width) { return width >= 32 ? ~0u : (1u << width) - 1; }
inline i32 sign_extended(u32 v, u32 width) { return static_cast<i32>(v << (32 - width)) >> (32 - width); }

// Unsigned floats of 10 or 11 bits: 5 bits of exponent, no sign.
inline u32 f32_of_small(u32 v, u32 width) { return f32_of_f16(static_cast<u16>(v << (15 - width))); }
inline u32 small_of_f32(u32 v, u32 width) {
  if (F32::nan(v)) return 31u << (width - 5) | 1u << (width - 6);
  if (v & F32::sign) return 0;
  return u32{f16_of_f32(as_float(v), 3)} >> (15 - width);  // toward zero
}

// One channel as the register gets it: f32, or a 32-bit integer.
inline u32 channel_to_register(u32 v, u32 width, Numeric n) {
  v &= width_mask(width);
  const i32 s = sign_extended(v, width);
  switch (n) {
    case Numeric::unorm:
      return bits_of(static_cast<float>(static_cast<double>(v) / width_mask(width)));
    case Numeric::snorm:
      return bits_of(std::max(-1.0f, static_cast<float>(static_cast<double>(s) / (width_mask(width) >> 1))));
    case Numeric::uscaled:
      return bits_of(static_cast<float>(v));
    case Numeric::sscaled:
      return bits_of(static_cast<float>(s));
    case Numeric::sint:
      return static_cast<u32>(s);
    case Numeric::real:
      return width == 32 ? v : width == 16 ? f32_of_f16(static_cast<u16>(v)) : f32_of_small(v, width);
    default:
      return v;
  }
}
// To nearest even; host conversion does that.
inline i64 nearest_integer(double x) {
  const double shifted = x + 0x1.8p52;
  return static_cast<i64>(bits_of(shifted) << 12) >> 12;
}
inline u32 register_to_channel(u32 v, u32 width, Numeric n) {
  const u32 mask = width_mask(width);
  const i64 top = mask >> 1, bottom = -top - 1;
  const auto scaled = [&](double low, double high, double factor) {
    const double x = F32::nan(v) ? 0 : std::clamp(static_cast<double>(as_float(v)), low, high);
    return static_cast<u32>(nearest_integer(x * factor)) & mask;
  };
  switch (n) {
    case Numeric::unorm:
      return scaled(0, 1, mask);
    case Numeric::snorm:
      return scaled(-1, 1, static_cast<double>(top));
    case Numeric::uscaled:
      return scaled(0, mask, 1);
    case Numeric::sscaled:
      return scaled(static_cast<double>(bottom), static_cast<double>(top), 1);
    case Numeric::uint:
      return std::min(v, mask);
    case Numeric::sint:
      return static_cast<u32>(std::clamp<i64>(static_cast<i32>(v), bottom, top)) & mask;
    case Numeric::real:
      return width == 32 ? v : width == 16 ? f16_of_f32(as_float(v), 0) : small_of_f32(v, width);
    default:
      return 0;
  }
}
// D16: f32 from memory is truncated to f16, everything else rounded to nearest even (RDNA3 ISA 9.3.1).
inline u32 to_d16(u32 v, const BufferFormat& f) {
  if (is_integer(f.numeric)) return v & 0xffff;
  return f16_of_f32(as_float(v), f.numeric == Numeric::real && f.bits[0] == 32 ? 3 : 0);
}
inline u32 from_d16(u32 v, const BufferFormat& f) {
  if (f.numeric == Numeric::sint) return static_cast<u32>(sign_extended(v & 0xffff, 16));
  return is_integer(f.numeric) ? v & 0xffff : f32_of_f16(static_cast<u16>(v));
}

EGPULAB_RDNA_END

// Conversions between number formats, one lane at a time. A function gets the source in the low bits of a u64, and the
// word for its fields: sizes 84-86 (source) and 75-77 (result), rounding 78-79, .FTZ 80. NUMERICS.md has the sources.
#pragma once

#include "simulator/isa/sass/exec/double.hpp"
#include "simulator/isa/sass/exec/lane_half.hpp"

EGPULAB_SASS_BEGIN

// log2 of the bytes, or 4 for bf16 (sm_90 on; as a result of F2F from sm_80 on).
enum class Size : u8 { byte, half, single, wide, brain };
inline Size source_size(Word w) { return static_cast<Size>(w.bits(84, 3)); }
inline Size result_size(Word w) { return static_cast<Size>(w.bits(75, 3)); }
inline bool is_nan_of(Size s, u64 x) {
  return s == Size::wide    ? Double::nan(x)
         : s == Size::half  ? Half::nan(static_cast<u16>(x))
         : s == Size::brain ? Brain::nan(static_cast<u16>(x))
                            : Single::nan(static_cast<u32>(x));
}
// The number that x is, exactly; denormals of f32 and f16 are zeros under .FTZ. NaNs are the caller's.
inline double number_of(Size s, u64 x, bool ftz) {
  if (s == Size::wide) return as_double(x);
  if (s == Size::half) {
    const u16 h = static_cast<u16>(x);
    return static_cast<double>(float_of_f16(ftz ? Half::flush(h) : h));
  }
  const u32 b = s == Size::brain ? static_cast<u32>(x) << 16 : static_cast<u32>(x);
  return static_cast<double>(as_float(ftz ? Single::flush(b) : b));
}
inline u16 brain_of(double to_odd, u32 direction) {
  const u32 b = bits_of(float_to_odd(to_odd)), rest = b & 0xffff;
  if (direction == rounding::nearest) return brain_of_float(as_float(b));
  const bool negative = b >> 31;
  const bool away = direction == rounding::up ? !negative : direction == rounding::down ? negative : false;
  return static_cast<u16>((b >> 16) + (away && rest));
}
// A number, exact or to odd, as a value of that size.
inline u64 rounded_to(Size s, double to_odd, u32 direction, bool ftz) {
  switch (s) {
    case Size::half:
      return f16_of_f32(float_to_odd(to_odd), direction);
    case Size::brain:
      return brain_of(to_odd, direction);
    case Size::wide:
      return bits_of(to_odd);
    default: {
      const u32 r = round_f32(to_odd, direction);
      return ftz ? Single::flush(r) : r;
    }
  }
}
inline u64 canonical_nan(Size s) {
  return s == Size::wide ? invalid_f64 : s == Size::single ? u64{nan_f32} : u64{nan_half};
}
inline u32 direction_in(Word w) { return direction_of(static_cast<u32>(w.bits(78, 2))); }

inline u64 f2f(u64 x, Word w) {
  const Size from = source_size(w), to = result_size(w);
  if (is_nan_of(from, x)) {
    if (to != Size::wide) return canonical_nan(to);
    if (from == Size::wide) return Double::quiet(x);
    // Doubles keep payloads.
    const u32 b = from == Size::half ? f32_of_f16(static_cast<u16>(x)) : static_cast<u32>(x);
    return u64{b & Single::sign} << 32 | u64{Single::quiet(b) & Single::magnitude} << 29 | Double::infinity;
  }
  return rounded_to(to, number_of(from, x, w.bit(80)), direction_in(w), w.bit(80));
}

inline double integral_in(double x, u32 direction) {
  return direction == rounding::nearest ? integral<To::nearest>(x)
         : direction == rounding::up    ? integral<To::up>(x)
         : direction == rounding::down  ? integral<To::down>(x)
                                        : integral<To::zero>(x);
}
inline u64 frnd(u64 x, Word w) {
  const Size s = source_size(w);
  if (is_nan_of(s, x)) return s == Size::wide ? Double::quiet(x) : canonical_nan(s);
  return rounded_to(s, integral_in(number_of(s, x, w.bit(80)), direction_in(w)), rounding::nearest, w.bit(80));
}

// To integers, saturating. NaN: zero under .NTZ, else the lowest signed number's bits (PTX ISA, "cvt"). Narrow results
// fill their register as an integer of 32 bits.
inline u64 f2i(u64 x, Word w) {
  const Size from = source_size(w);
  const bool is_signed = w.bit(72);
  const u32 width = 8u << w.bits(75, 2);
  if (is_nan_of(from, x)) return w.bit(77) ? 0 : u64{1} << (width - 1);
  const double n = integral_in(number_of(from, x, w.bit(80)), direction_in(w));
  if (is_signed) {
    const i64 high = static_cast<i64>((u64{1} << (width - 1)) - 1), low = -high - 1;
    const i64 r = saturate<i64>(n), clamped = r > high ? high : r < low ? low : r;
    return width < 64 ? static_cast<u32>(static_cast<i32>(clamped)) : static_cast<u64>(clamped);
  }
  const u64 high = width == 64 ? ~u64{0} : (u64{1} << width) - 1;
  const u64 r = saturate<u64>(n);
  return r > high ? high : r;
}

// An integer, to odd in a double.
inline double to_odd(bool negative, u64 magnitude) {
  double r;
  if (magnitude >> 53) {
    const u32 drop = 11 - static_cast<u32>(std::countl_zero(magnitude));
    const u64 kept = magnitude >> drop, lost = magnitude & ((u64{1} << drop) - 1);
    r = static_cast<double>(kept | (lost != 0)) * static_cast<double>(u64{1} << drop);
  } else {
    r = static_cast<double>(magnitude);
  }
  return negative ? -r : r;
}
inline u64 i2f(u64 x, Word w) {
  const u32 width = 8u << w.bits(84, 2);
  const bool is_signed = w.bit(74);
  if (width < 64)
    x = is_signed ? static_cast<u64>(static_cast<i64>(x << (64 - width)) >> (64 - width)) : x & ((u64{1} << width) - 1);
  const bool negative = is_signed && x >> 63;
  const u64 magnitude = negative ? 0 - x : x;
  const Size to = result_size(w);
  if (to == Size::wide) return magnitude ? pack_f64(negative, magnitude, 0, direction_in(w)) : 0;
  return rounded_to(to, to_odd(negative, magnitude), direction_in(w), false);
}

// ---- Integers made narrower: bits 76-78 are the type, .U8 .S8 .U16 .S16 .U2 .S2 .U4 .S4
inline u32 narrow_width(u32 type) {
  constexpr u8 widths[] = {8, 16, 2, 4};
  return widths[type >> 1 & 3];
}
inline u32 saturated(i64 x, u32 width, bool is_signed) {
  const i64 high = (i64{1} << (is_signed ? width - 1 : width)) - 1, low = is_signed ? -high - 1 : 0;
  return static_cast<u32>(x < low ? low : x > high ? high : x) & static_cast<u32>((u64{1} << width) - 1);
}
inline u32 i2i(u32 x, Word w) {
  const u32 type = static_cast<u32>(w.bits(76, 2));
  return saturated(static_cast<i32>(x), narrow_width(type), type & 1);
}
// Two next to each other, above them what fits of c (PTX ISA, "cvt.pack").
inline u32 packed_with(u32 a, u32 b, u32 c, u32 width) {
  const u32 pair = a << width | b;
  return width == 16 ? pair : pair | c << 2 * width;
}
inline u32 i2ip(u32 a, u32 b, u32 c, Word w) {
  const u32 type = static_cast<u32>(w.bits(76, 3)), width = narrow_width(type);
  return packed_with(saturated(static_cast<i32>(a), width, type & 1), saturated(static_cast<i32>(b), width, type & 1),
                     c, width);
}
// F2IP: floats to bytes; bit 76 signed, 75 .RELU. NaN gives zero.
inline u32 f2ip(u32 a, u32 b, u32 c, Word w) {
  const auto byte = [&](u32 x) {
    const double n = integral_in(static_cast<double>(as_float(x)), direction_in(w));
    const i32 i = saturate<i32>(n);
    return saturated(w.bit(75) && i < 0 ? 0 : i, 8, w.bit(76));
  };
  return packed_with(byte(a), byte(b), c, 8);
}

// ---- F2FP: f32 made narrower and packed

// Eight bits: E4M3 (no infinities) and E5M2 (PTX ISA, "Alternate floating-point data formats").
template <u32 Mantissa, u32 Bias>
struct ByteNumbers {
  static constexpr bool infinities = Mantissa == 2;
  static constexpr u32 infinity = 0x7c, nan = 0x7f, largest = infinities ? 0x7b : 0x7e;

  static u16 widen(u32 byte) {  // to f16, exact
    const u32 sign = (byte & 0x80) << 8, magnitude = byte & 0x7f;
    if (infinities ? magnitude > infinity : magnitude == nan) return nan_half;
    if (infinities) return static_cast<u16>(sign | magnitude << 8);
    const float scale = as_float((127 + 127 - Bias) << 23);
    return static_cast<u16>(sign | f16_of_f32(as_float(magnitude << (23 - Mantissa)) * scale, rounding::nearest));
  }
  // To nearest even; what is too large is the largest number if `finite`, else infinity (E5M2) or NaN.
  static u32 narrow(u32 x, bool finite, bool relu) {
    const u32 sign = x >> 24 & 0x80, magnitude = x & Single::magnitude;
    if (magnitude > Single::infinity) return nan;
    if (relu && sign) return 0;
    const u32 overflow = finite ? largest : infinities ? infinity : nan;
    if (magnitude == Single::infinity) return sign | overflow;
    const i32 e = static_cast<i32>(magnitude >> 23) - 127 + static_cast<i32>(Bias);  // biased as the byte has it
    const u32 fraction = (magnitude & Single::fraction) | (magnitude >> 23 ? 0x800000u : 0);
    const u32 below = 23 - Mantissa + static_cast<u32>(e < 1 ? 1 - e : 0), shift = below < 30 ? below : 30;
    u32 r = (fraction >> shift) + (e < 1 ? 0 : static_cast<u32>(e - 1) << Mantissa);
    const u32 rest = fraction & ((1u << shift) - 1), half = 1u << (shift - 1);
    r += rest > half || (rest == half && (r & 1));
    return sign | (r > largest ? overflow : r);
  }
};
using E4M3 = ByteNumbers<3, 7>;
using E5M2 = ByteNumbers<2, 15>;

// f16 or bf16 with the modifiers of F2FP: .RELU 75, .BF16 76, .SATFINITE 77, rounding 79-80.
inline u32 f2fp_half(u32 x, Word w) {
  const bool brain = w.bit(76);
  if (Single::nan(x)) return nan_half;
  const double n = static_cast<double>(as_float(x));
  const u32 direction = direction_of(static_cast<u32>(w.bits(79, 2)));
  u32 r = brain ? brain_of(n, direction) : f16_of_f32(as_float(x), direction);
  const u32 infinity = brain ? u32{Brain::infinity} : u32{Half::infinity};
  if (w.bit(77) && (r & 0x7fff) == infinity) --r;
  return w.bit(75) && r & 0x8000 ? 0 : r;
}
// Nineteen bits at the top of 32.
inline u32 f2fp_tf32(u32 x, Word w) {
  if (Single::nan(x)) return nan_f32;
  const u32 direction = direction_of(static_cast<u32>(w.bits(79, 2)));
  u32 r = x & ~0x1fffu;
  const u32 rest = x & 0x1fff;
  if (direction == rounding::nearest && (rest > 0x1000 || (rest == 0x1000 && (x & 0x2000)))) r += 0x2000;
  if (w.bit(77) && (r & Single::magnitude) == Single::infinity) r -= 0x2000;
  return w.bit(75) && r >> 31 ? 0 : r;
}
// The rest of its fields: what it makes (76, 86-87), of what (73-74), and how it packs (78, 89-90).
enum class PackTo : u8 { f16, bf16, e6m9, tf32, e5m2, e4m3 };
enum class PackFrom : u8 { f32, f16, e5m2, e4m3 };
enum class PackFamily : u8 { pack_ab, merge_c, unpack_b, pack_b, unpack_b_merge_c, pack_ab_merge_c };
inline PackTo pack_to(Word w) { return static_cast<PackTo>(w.bits(76, 1) | w.bits(86, 2) << 1); }
inline PackFrom pack_from(Word w) { return static_cast<PackFrom>(w.bits(73, 2)); }
inline PackFamily pack_family(Word w) { return static_cast<PackFamily>(w.bits(78, 1) | w.bits(89, 2) << 1); }

inline bool pack_is_known(Word w) {
  const PackTo to = pack_to(w);
  const PackFrom from = pack_from(w);
  const bool to_half = to == PackTo::f16 || to == PackTo::bf16, to_byte = to == PackTo::e5m2 || to == PackTo::e4m3;
  switch (pack_family(w)) {
    case PackFamily::pack_ab:
    case PackFamily::merge_c:
      return to_half && from == PackFrom::f32;
    case PackFamily::unpack_b:
      return to == PackTo::f16 && (from == PackFrom::e5m2 || from == PackFrom::e4m3);
    case PackFamily::pack_b:
      return to == PackTo::tf32 && from == PackFrom::f32;
    case PackFamily::unpack_b_merge_c:
      return to_byte && from == PackFrom::f16;
    case PackFamily::pack_ab_merge_c:
      return to_byte && from == PackFrom::f32;
  }
  return false;
}
inline u32 f2fp(u32 a, u32 b, u32 c, Word w) {
  const auto byte = [&](u32 x) {
    return pack_to(w) == PackTo::e4m3 ? E4M3::narrow(x, w.bit(77), w.bit(75)) : E5M2::narrow(x, w.bit(77), w.bit(75));
  };
  const u32 above = (w.bit(72) ? c >> 16 : c & 0xffff) << 16;  // .H1
  switch (pack_family(w)) {
    case PackFamily::merge_c:
      return f2fp_half(b, w) | above;
    case PackFamily::unpack_b: {
      const auto half = [&](u32 x) -> u32 {
        const u32 r = pack_from(w) == PackFrom::e4m3 ? E4M3::widen(x) : E5M2::widen(x);
        return w.bit(75) && r & 0x8000 ? 0 : r;
      };
      const u32 bytes = w.bit(88) ? b >> 16 : b;
      return half(bytes & 0xff) | half(bytes >> 8 & 0xff) << 16;
    }
    case PackFamily::pack_b:
      return f2fp_tf32(b, w);
    case PackFamily::unpack_b_merge_c:
      return byte(f32_of_f16(static_cast<u16>(b >> 16))) << 8 | byte(f32_of_f16(static_cast<u16>(b))) | above;
    case PackFamily::pack_ab_merge_c:
      return byte(a) << 8 | byte(b) | above;
    default:
      return f2fp_half(b, w) | f2fp_half(a, w) << 16;
  }
}

EGPULAB_SASS_END

// Lane functions of conversions between number formats.
#pragma once

#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_half.hpp"
#include "simulator/isa/rdna/exec/lane_double.hpp"

EGPULAB_RDNA_BEGIN

// To integers.
inline u32 cvt_u32_f32(u32 a) { return saturate<u32>(as_float(a)); }
inline u32 cvt_i32_f32(u32 a) { return static_cast<u32>(saturate<i32>(as_float(a))); }
inline u32 cvt_u32_f64(u64 a) { return saturate<u32>(as_double(a)); }
inline u32 cvt_i32_f64(u64 a) { return static_cast<u32>(saturate<i32>(as_double(a))); }
inline u16 cvt_u16_f16(u16 a) { return saturate<u16>(float_of_f16(a)); }
inline u16 cvt_i16_f16(u16 a) { return static_cast<u16>(saturate<i16>(float_of_f16(a))); }
inline u32 cvt_nearest_i32_f32(u32 a) {
  return static_cast<u32>(saturate<i32>(__builtin_floor(static_cast<double>(as_float(a)) + 0.5)));
}
inline u32 cvt_floor_i32_f32(u32 a, Mode m) {
  return static_cast<u32>(saturate<i32>(__builtin_floorf(as_float(F32::in(a, m)))));
}

// From integers.
inline u32 cvt_f32_u32(u32 a, Mode m) {
  return F32::rounding(m) == 0 ? bits_of(static_cast<float>(a)) : round_f32(a, F32::rounding(m));
}
inline u32 cvt_f32_i32(u32 a, Mode m) {
  const i32 i = static_cast<i32>(a);
  return F32::rounding(m) == 0 ? bits_of(static_cast<float>(i)) : round_f32(i, F32::rounding(m));
}
inline u64 cvt_f64_u32(u32 a) { return bits_of(static_cast<double>(a)); }
inline u64 cvt_f64_i32(u32 a) { return bits_of(static_cast<double>(static_cast<i32>(a))); }
inline u16 cvt_f16_u16(u16 a, Mode m) { return f16_of_f32(a, F16::rounding(m)); }
inline u16 cvt_f16_i16(u16 a, Mode m) { return f16_of_f32(static_cast<i16>(a), F16::rounding(m)); }
template <u32 N>
u32 cvt_f32_ubyte(u32 a) {
  return bits_of(static_cast<float>(static_cast<i32>(a >> 8 * N & 255)));
}
// Signed sixteenths.
inline u32 cvt_off_f32_i4(u32 a) { return bits_of(static_cast<float>(static_cast<i32>(a << 28) >> 28) * 0.0625f); }

// Between floats.
inline u64 cvt_f64_f32(u32 a, Mode m) {
  a = F32::in(a, m);
  if (F32::nan(a)) return u64{a & F32::sign} << 32 | u64{F32::quiet(a) & F32::magnitude} << 29 | F64::infinity;
  return bits_of(static_cast<double>(as_float(a)));
}
inline u32 cvt_f32_f64(u64 a, Mode m) {
  a = F64::in(a, m);
  if (F64::nan(a)) return (high32(a) & F32::sign) | 0x7fc00000u | (static_cast<u32>(a >> 29) & F32::fraction);
  return F32::out(round_f32(as_double(a), F32::rounding(m)), m);
}

// Packed pairs.
inline u32 pair(u16 low, u16 high) { return low | u32{high} << 16; }
template <class I>
inline u16 normalised(float x) {  // -1 or 0 to 1, to the nearest step
  if (x != x) return 0;
  const float c = x > 1 ? 1 : x < (std::is_signed_v<I> ? -1.0f : 0.0f) ? (std::is_signed_v<I> ? -1.0f : 0.0f) : x;
  const double scaled = static_cast<double>(c) * std::numeric_limits<I>::max();
  return static_cast<u16>(static_cast<I>((scaled + 0x1.8p52) - 0x1.8p52));
}
inline u16 cvt_norm_i16_f16(u16 a) { return normalised<i16>(float_of_f16(a)); }
inline u16 cvt_norm_u16_f16(u16 a) { return normalised<u16>(float_of_f16(a)); }
inline u32 cvt_pk_norm_i16_f16(u16 a, u16 b) { return pair(cvt_norm_i16_f16(a), cvt_norm_i16_f16(b)); }
inline u32 cvt_pk_norm_u16_f16(u16 a, u16 b) { return pair(cvt_norm_u16_f16(a), cvt_norm_u16_f16(b)); }
inline u32 cvt_pk_norm_i16_f32(u32 a, u32 b) { return pair(normalised<i16>(as_float(a)), normalised<i16>(as_float(b))); }
inline u32 cvt_pk_norm_u16_f32(u32 a, u32 b) { return pair(normalised<u16>(as_float(a)), normalised<u16>(as_float(b))); }
inline u32 cvt_pk_i16_f32(u32 a, u32 b) {
  return pair(static_cast<u16>(saturate<i16>(as_float(a))), static_cast<u16>(saturate<i16>(as_float(b))));
}
inline u32 cvt_pk_u16_f32(u32 a, u32 b) { return pair(saturate<u16>(as_float(a)), saturate<u16>(as_float(b))); }
inline u32 cvt_pk_u16_u32(u32 a, u32 b) {
  return pair(static_cast<u16>(a > 0xffff ? 0xffff : a), static_cast<u16>(b > 0xffff ? 0xffff : b));
}
inline u16 saturate_i16(u32 a) {
  const i32 x = static_cast<i32>(a);
  return static_cast<u16>(x > 32767 ? 32767 : x < -32768 ? -32768 : x);
}
inline u32 cvt_pk_i16_i32(u32 a, u32 b) { return pair(saturate_i16(a), saturate_i16(b)); }
inline u32 cvt_pk_u8_f32(u32 a, u32 at, u32 c) {  // into one byte of c
  const u32 shift = 8 * (at & 3);
  return (c & ~(255u << shift)) | u32{saturate<u8>(as_float(a))} << shift;
}
inline u32 saturate_u8(u32 half) {
  const i32 x = static_cast<i16>(half);
  return static_cast<u32>(x < 0 ? 0 : x > 255 ? 255 : x);
}
inline u16 sat_pk_u8_i16(u32 a) { return static_cast<u16>(saturate_u8(a & 0xffff) | saturate_u8(a >> 16) << 8); }
inline u32 cvt_i32_i16(u16 a) { return static_cast<u32>(static_cast<i16>(a)); }
inline u32 cvt_u32_u16(u16 a) { return a; }

EGPULAB_RDNA_END

// Lane functions of f16 arithmetic: exact, or rounded to odd, in f32, then rounded once as MODE says.
#pragma once

#include "simulator/isa/rdna/exec/float_formats.hpp"

EGPULAB_RDNA_BEGIN

// A product of two f16 is exact in f32, a sum rounded to odd keeps what the last rounding needs.
inline u16 round_half(float exact, u16 a, u16 b, u16 c, bool zero_of_opposites, Mode m) {
  u16 r = f16_of_f32(exact, F16::rounding(m));
  if (zero_of_opposites && F16::rounding(m) == 2) r = F16::sign;
  return with_nans<F16>(F16::out(r, m), a, b, c);
}
inline u16 fma_f16(u16 a, u16 b, u16 c, Mode m) {
  a = F16::in(a, m), b = F16::in(b, m), c = F16::in(c, m);
  const float p = float_of_f16(a) * float_of_f16(b), q = float_of_f16(c), s = sum_to_odd(p, q);
  return round_half(s, a, b, c, s == 0 && (bits_of(p) ^ bits_of(q)) >> 31, m);
}
inline u16 add_f16(u16 a, u16 b, Mode m) { return fma_f16(a, F16::one, b, m); }
inline u16 sub_f16(u16 a, u16 b, Mode m) { return add_f16(a, F16::nan(b) ? b : b ^ F16::sign, m); }
inline u16 subrev_f16(u16 a, u16 b, Mode m) { return add_f16(F16::nan(a) ? a : a ^ F16::sign, b, m); }
inline u16 mul_f16(u16 a, u16 b, Mode m) {
  a = F16::in(a, m), b = F16::in(b, m);
  return round_half(float_of_f16(a) * float_of_f16(b), a, b, b, false, m);
}
inline u16 ldexp_f16(u16 a, u16 by, Mode m) {
  const i32 e = static_cast<i16>(by), bounded = e > 60 ? 60 : e < -60 ? -60 : e;
  a = F16::in(a, m);
  return round_half(float_of_f16(a) * as_float(static_cast<u32>(bounded + 127) << 23), a, a, a, false, m);
}
inline u16 cvt_f16_f32(u32 a, Mode m) {
  a = F32::in(a, m);
  return F16::out(f16_of_f32(as_float(a), F16::rounding(m)), m);
}
inline u32 cvt_f32_f16(u16 a, Mode m) { return f32_of_f16(F16::in(a, m)); }
// DirectX's pack: toward zero, denormals kept.
inline u32 cvt_pk_rtz_f16_f32(u32 a, u32 b) {
  return f16_of_f32(as_float(a), 3) | u32{f16_of_f32(as_float(b), 3)} << 16;
}
inline u32 pack_b32_f16(u16 a, u16 b, Mode m) { return F16::in(a, m) | u32{F16::in(b, m)} << 16; }

EGPULAB_RDNA_END

// Lane functions that take floats apart: integral parts, fractions, mantissas and exponents.
#pragma once

#include "simulator/isa/rdna/exec/lane_convert.hpp"

EGPULAB_RDNA_BEGIN

template <To R>
u32 integral_f32(u32 a, Mode m) {
  a = F32::in(a, m);
  return F32::nan(a) ? F32::quiet(a) : bits_of(integral<R>(as_float(a)));
}
template <To R>
u64 integral_f64(u64 a, Mode m) {
  a = F64::in(a, m);
  return F64::nan(a) ? F64::quiet(a) : bits_of(integral<R>(as_double(a)));
}
template <To R>
u16 integral_f16(u16 a, Mode m) {
  a = F16::in(a, m);
  return F16::nan(a) ? F16::quiet(a) : f16_of_f32(integral<R>(float_of_f16(a)), 0);
}

// x - floor(x), but below 1.
inline u32 fract_f32(u32 a, Mode m) {
  a = F32::in(a, m);
  const float x = as_float(a), f = x - __builtin_floorf(x);
  const u32 r = bits_of(f);
  return F32::nan(a) ? F32::quiet(a) : F32::nan(r) ? F32::default_nan : F32::out(r < F32::one ? r : F32::one - 1, m);
}
inline u64 fract_f64(u64 a, Mode m) {
  a = F64::in(a, m);
  const double x = as_double(a), f = x - __builtin_floor(x);
  const u64 r = bits_of(f);
  return F64::nan(a) ? F64::quiet(a) : F64::nan(r) ? F64::default_nan : F64::out(r < F64::one ? r : F64::one - 1, m);
}
inline u16 fract_f16(u16 a, Mode m) {
  a = F16::in(a, m);
  const float x = float_of_f16(a);
  const u16 r = f16_of_f32(x - __builtin_floorf(x), 0);
  return F16::nan(a) ? F16::quiet(a) : F16::nan(r) ? F16::default_nan : F16::out(r < F16::one ? r : F16::one - 1, m);
}

// Of zero, infinity and NaN: themselves, with exponent 0; of others a mantissa in [0.5, 1).
template <class F, class B = typename F::Bits>
B frexp_mantissa(B a, Mode m) {
  a = F::in(a, m);
  const B mag = a & F::magnitude;
  if (mag >= F::infinity) return mag > F::infinity ? F::quiet(a) : a;
  if (mag == 0) return a;
  B f = mag & F::fraction;
  if (F::exponent(a) == 0) f = static_cast<B>(f << (std::countl_zero(f) - static_cast<i32>(sizeof(B) * 8 - 1 - F::mantissa)));
  return static_cast<B>((a & F::sign) | (F::one - (B{1} << F::mantissa)) | (f & F::fraction));
}
template <class F, class R, class B = typename F::Bits>
R frexp_exponent(B a, Mode m) {
  a = F::in(a, m);
  const B mag = a & F::magnitude;
  if (mag == 0 || mag >= F::infinity) return 0;
  i32 e = static_cast<i32>(F::exponent(a));
  if (e == 0) e = 1 - (std::countl_zero(mag) - static_cast<i32>(sizeof(B) * 8 - 1 - F::mantissa));
  return static_cast<R>(e - static_cast<i32>(F::bias) + 1);
}
inline u32 ldexp_f32(u32 a, u32 by, Mode m) {
  a = F32::in(a, m);
  const i32 e = static_cast<i32>(by), bounded = e > 400 ? 400 : e < -400 ? -400 : e;
  if (F32::nan(a)) return F32::quiet(a);
  const double scale = as_double(static_cast<u64>(bounded + 1023) << 52);
  return F32::out(round_f32(static_cast<double>(as_float(a)) * scale, F32::rounding(m)), m);
}

EGPULAB_RDNA_END

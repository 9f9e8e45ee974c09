// Lane functions of f64 arithmetic. The host's own operations where MODE asks for nearest even and denormals,
// integers elsewhere.
#pragma once

#include "simulator/isa/rdna/exec/float_formats.hpp"
#include "simulator/isa/vector/soft_double.hpp"

EGPULAB_RDNA_BEGIN

inline bool plain_f64(Mode m) {
  return (m.bits & (mode::round16_64 | mode::denorm16_64)) == mode::denorm16_64;
}
inline u64 fused_f64(u64 a, u64 b, u64 c, Mode m, i32 scale = 0) {
  a = F64::in(a, m), b = F64::in(b, m), c = F64::in(c, m);
  if (F64::nan(a) || F64::nan(b) || F64::nan(c)) return with_nans<F64>(F64::default_nan, a, b, c);
  return F64::out(soft_fma(a, b, c, F64::rounding(m), scale), m);
}
inline u64 fma_f64(u64 a, u64 b, u64 c, Mode m) {
#ifdef __FMA__
  if (plain_f64(m)) [[likely]]
    return with_nans<F64>(bits_of(__builtin_fma(as_double(a), as_double(b), as_double(c))), a, b, c);
#endif
  return fused_f64(a, b, c, m);
}
inline u64 add_f64(u64 a, u64 b, Mode m) {
  if (plain_f64(m)) [[likely]]
    return with_nans<F64>(bits_of(as_double(a) + as_double(b)), a, b, b);
  return fused_f64(a, F64::one, b, m);
}
inline u64 mul_f64(u64 a, u64 b, Mode m) {
  if (plain_f64(m)) [[likely]]
    return with_nans<F64>(bits_of(as_double(a) * as_double(b)), a, b, b);
  return fused_f64(a, b, (a ^ b) & F64::sign, m);  // a zero of the product's sign changes nothing
}
inline u64 ldexp_f64(u64 a, u32 by, Mode m) {
  const i32 e = static_cast<i32>(by), bounded = e > 3000 ? 3000 : e < -3000 ? -3000 : e;
  return fused_f64(a, F64::one, a & F64::sign, m, bounded);
}

EGPULAB_RDNA_END

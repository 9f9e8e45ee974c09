// The instructions that a correctly rounded division is made of, and the bits of 2/pi for trigonometric reduction.
// Facts: RDNA3 ISA "VOP3 opcodes", corrected where its text cannot be meant (a division by LLVM's sequence of these
// instructions has to come out rounded): DIV_FMAS scales by 2^64 (f64: 2^128) up or down by the addend's exponent, a
// quotient that would be denormal is told from the exponents, a zero operand gives NaN and sets the flag.
#pragma once

#include "simulator/isa/rdna/exec/lane_round.hpp"

EGPULAB_RDNA_BEGIN

template <class F>
struct DivScale;
template <>
struct DivScale<F32> {
  static constexpr i32 by = 64, near_maximum = 96;
  static constexpr u32 tiny = 23;
  static u32 scaled(u32 a, i32 up, Mode) { return ldexp_f32(a, static_cast<u32>(up), Mode{mode::denorm32}); }
};
template <>
struct DivScale<F64> {
  static constexpr i32 by = 128, near_maximum = 768;
  static constexpr u32 tiny = 53;
  static u64 scaled(u64 a, i32 up, Mode) { return ldexp_f64(a, static_cast<u32>(up), Mode{mode::denorm16_64}); }
};

// The exponent that a would have if denormals were normalised.
template <class F>
inline i32 true_exponent(typename F::Bits a) {
  const i32 e = static_cast<i32>(F::exponent(a));
  const i32 width = static_cast<i32>(sizeof(a) * 8 - 1 - F::mantissa);
  return e ? e : 1 - (std::countl_zero(static_cast<typename F::Bits>(a & F::fraction)) - width);
}

// a: the operand to scale, one of denominator b and numerator c.
template <class F, class B = typename F::Bits>
B div_scale(B a, B b, B c, Mode m, bool& flag) {
  using S = DivScale<F>;
  a = F::in(a, m), b = F::in(b, m), c = F::in(c, m);
  flag = true;
  if ((b & F::magnitude) == 0 || (c & F::magnitude) == 0) return F::default_nan;
  flag = false;
  const u32 eb = F::exponent(b), ec = F::exponent(c);
  const bool denominator_huge = eb != F::top && (b & F::magnitude) > (B{F::top - 2} << F::mantissa);
  const bool quotient_denormal = eb != F::top && ec != F::top &&
                                 true_exponent<F>(c) - true_exponent<F>(b) <= 1 - static_cast<i32>(F::bias);
  if (static_cast<i32>(ec) - static_cast<i32>(eb) >= S::near_maximum) {
    flag = true;
    return a == b ? S::scaled(a, S::by, m) : a;
  }
  if (F::denormal(b)) return S::scaled(a, S::by, m);
  if (denominator_huge && quotient_denormal) {
    flag = true;
    return a == b ? S::scaled(a, -S::by, m) : a;
  }
  if (denominator_huge) return S::scaled(a, -S::by, m);
  if (quotient_denormal) {
    flag = true;
    return a == c ? S::scaled(a, S::by, m) : a;
  }
  return ec <= S::tiny ? S::scaled(a, S::by, m) : a;
}

inline u32 div_fmas_f32(u32 a, u32 b, u32 c, bool flag, Mode m) {
  a = F32::in(a, m), b = F32::in(b, m), c = F32::in(c, m);
  if (F32::nan(a) || F32::nan(b) || F32::nan(c)) return with_nans<F32>(F32::default_nan, a, b, c);
  double exact = FmaF32::exact(f32(a), f32(b), f32(c));
  if (exact != exact) return F32::default_nan;
  if (flag) exact *= F32::exponent(c) > F32::bias ? 0x1p64 : 0x1p-64;
  u32 r = round_f32(exact, F32::rounding(m));
  if (exact == 0 && F32::rounding(m) == 2 && FmaF32::sum_of_opposites(f32(a), f32(b), f32(c))) r = F32::sign;
  return F32::out(r, m);
}
inline u64 div_fmas_f64(u64 a, u64 b, u64 c, bool flag, Mode m) {
  return flag ? fused_f64(a, b, c, m, F64::exponent(c) > F64::bias ? 128 : -128) : fma_f64(a, b, c, m);
}

// q: the estimate; b, c: denominator and numerator.
template <class F, class B = typename F::Bits>
B div_fixup(B q, B b, B c, Mode m) {
  q = F::in(q, m), b = F::in(b, m), c = F::in(c, m);
  const B sign = static_cast<B>((b ^ c) & F::sign), mb = b & F::magnitude, mc = c & F::magnitude;
  if (F::nan(c)) return F::quiet(c);
  if (F::nan(b)) return F::quiet(b);
  if ((mb == 0 && mc == 0) || (mb == F::infinity && mc == F::infinity)) return F::default_nan | F::sign;
  if (mb == 0 || mc == F::infinity) return static_cast<B>(sign | F::infinity);
  if (mb == F::infinity || mc == 0) return sign;
  constexpr i32 underflow = sizeof(B) == 8 ? -1075 : -150;
  if (sizeof(B) > 2 && static_cast<i32>(F::exponent(c)) - static_cast<i32>(F::exponent(b)) < underflow) return sign;
  return static_cast<B>(sign | (F::nan(q) ? F::infinity : q & F::magnitude));
}

template <class F, class B = typename F::Bits>
const Record* div_scale_handler(Wave& w, const Record* i) {
  const Source<B> a(w, i, 0), b(w, i, 1), c(w, i, 2);
  const Mode m{w.mode};
  const u32 exec = active(w);
  u32 flags = 0;
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    bool flag;
    const B r = div_scale<F>(a.at(l), b.at(l), c.at(l), m, flag);
    flags |= u32{flag} << l;
    w.v[i->dst][l] = static_cast<u32>(r);
    if (sizeof(B) == 8) w.v[i->dst + 1][l] = static_cast<u32>(u64{r} >> 32);
  }
  w.s[i->sdst + w.half] = flags;
  return i + 1;
}
template <class B, B (*F)(B, B, B, bool, Mode)>
const Record* div_fmas_handler(Wave& w, const Record* i) {
  const Source<B> a(w, i, 0), b(w, i, 1), c(w, i, 2);
  const Mode m{w.mode};
  const u32 flags = w.s[sreg::vcc + w.half];
  return put<B>(w, i, [&](u32 l) { return F(a.at(l), b.at(l), c.at(l), flags >> l & 1, m); });
}

// 53 bits of 2/pi from the place that the exponent of `a` and the segment number ask for.
inline u64 trig_preop_f64(u64 a, u32 segment, Mode m) {
  static constexpr u64 two_over_pi[] = {
      0xa2f9836e4e441529, 0xfc2757d1f534ddc0, 0xdb6295993c439041, 0xfe5163abdebbc561, 0xb7246e3a424dd2e0,
      0x06492eea09d1921c, 0xfe1deb1cb129a73e, 0xe88235f52ebb4484, 0xe99c7026b45f7e41, 0x3991d639835339f4,
      0x9c845f8bbdf9283b, 0x1ff897ffde05980f, 0xef2f118b5a0a6d1f, 0x6d367ecf27cb09b7, 0x4f463f669e5fea2d,
      0x7527bac7ebe5f17b, 0x3d0739f78a5292ea, 0x6bfb5fb11f8d5d08, 0x56033046fc7b0000};
  if (F64::nan(a)) return F64::quiet(a);
  const u32 e = F64::exponent(a), shift = (segment & 31) * 53 + (e > 1077 ? e - 1077 : 0);
  const u32 word = shift / 64, bit = shift % 64;
  if (shift > 1200) return 0;
  const u64 next = word + 1 < std::size(two_over_pi) ? two_over_pi[word + 1] : 0;
  const u64 window = bit ? two_over_pi[word] << bit | next >> (64 - bit) : two_over_pi[word];
  const u64 found = window >> 11;
  if (!found) return 0;
  return F64::out(pack_f64(false, found, -53 - static_cast<i32>(shift) + (e >= 1968 ? 128 : 0), F64::rounding(m)), m);
}

EGPULAB_RDNA_END

// The 8-bit floats of RDNA4 (RDNA4 ISA 7.5, 7.6.2): conversions and dot products. FP8 is E4M3 without infinities, BF8
// is E5M2.
#pragma once

#include "simulator/isa/rdna/exec/lane_f32.hpp"

EGPULAB_RDNA_BEGIN

template <u32 Mantissa, u32 Bias, bool Infinities>
struct ByteFloat {
  static constexpr u32 mantissa = Mantissa, bias = Bias;
  static constexpr u32 infinity = 0x7f & ~((1u << Mantissa) - 1);                  // of BF8
  static constexpr u32 nan = 0x7f, largest = Infinities ? infinity - 1 : nan - 1;  // finite

  static u32 widen(u32 byte) {  // exact
    const u32 sign = (byte & 0x80) << 24, magnitude = byte & 0x7f;
    if (magnitude > (Infinities ? infinity : largest)) return sign | 0x7fc00000;
    if (Infinities && magnitude == infinity) return sign | F32::infinity;
    // As the bits of an f32 whose exponent is too small by 127 - bias: denormals come right by themselves.
    const float scale = as_float((127 + 127 - Bias) << 23);
    return sign | bits_of(as_float(magnitude << (23 - Mantissa)) * scale);
  }
  // Truncate: drops what does not fit; else rounds to nearest even. Overflow gives NaN (BF8: infinity), or with
  // MODE.FP16_OVFL the largest number.
  static u32 narrow(u32 a, bool truncate, Mode m) {
    const u32 sign = a >> 24 & 0x80, magnitude = a & F32::magnitude;
    if (magnitude > F32::infinity) return sign | nan;
    const bool saturates = m.bits >> 23 & 1;
    const u32 overflow = saturates ? largest : Infinities ? infinity : nan;
    if (magnitude == F32::infinity) return sign | overflow;
    const i32 e = static_cast<i32>(magnitude >> 23) - 127 + static_cast<i32>(Bias);  // biased as the byte has it
    const u32 fraction = (magnitude & F32::fraction) | (magnitude >> 23 ? 0x800000u : 0);
    const u32 shift = std::min(23 - Mantissa + static_cast<u32>(e < 1 ? 1 - e : 0), 30u);  // 30: nothing is left
    u32 r = (fraction >> shift) + (e < 1 ? 0 : static_cast<u32>(e - 1) << Mantissa);
    if (!truncate) {
      const u32 rest = fraction & ((1u << shift) - 1), half = 1u << (shift - 1);
      r += rest > half || (rest == half && (r & 1));
    }
    return sign | (r > largest ? overflow : r);
  }
};
using Fp8 = ByteFloat<3, 7, false>;
using Bf8 = ByteFloat<2, 15, true>;

// One byte of the source: op_sel's two bits name it in reverse order.
template <class B>
const Record* cvt_f32_of_byte(Wave& w, const Record* i) {
  const u32 shift = 8 * ((i->opsel & 1) * 2 + (i->opsel >> 1 & 1));
  const Source<u32> a(w, i, 0);
  return put<u32>(w, i, [&](u32 l) { return B::widen(a.at(l) >> shift & 0xff); });
}
template <class B>
u64 cvt_pk_f32(u16 a) {
  return join64(B::widen(a & 0xffu), B::widen(a >> 8));
}
template <class B>
u16 cvt_pk_byte(u32 a, u32 b, Mode m) {
  return static_cast<u16>(B::narrow(a, false, m) | B::narrow(b, false, m) << 8);
}
// Stochastic rounding: random bits are added below the last bit that is kept, then the rest is dropped.
template <class B>
const Record* cvt_sr_byte(Wave& w, const Record* i) {
  const Source<u32> a(w, i, 0), b(w, i, 1);
  const u32 shift = 8 * (i->opsel >> 2 & 3);
  const u32 keep = i->negabs & 8 ? F32::magnitude : ~0u, flip = i->negabs & 1 ? F32::sign : 0;
  const Mode m{w.mode};
  const u32* d = w.v[i->dst];
  return put<u32>(w, i, [&](u32 l) {
    const u32 x = (a.at(l) & keep) ^ flip;
    const bool finite = (x & F32::magnitude) < F32::infinity;
    const u32 byte = B::narrow(finite ? x + (b.at(l) >> (9 + B::mantissa)) : x, true, m);
    return (d[l] & ~(0xffu << shift)) | byte << shift;
  });
}

// Products are added one f32 fma after the other, from the lowest byte up; to nearest even, denormals kept.
template <class A, class B>
u32 dot4(u32 a, u32 b, u32 c) {
  for (u32 n = 0; n < 32; n += 8)
    c = fma_f32(A::widen(a >> n & 0xff), B::widen(b >> n & 0xff), c, Mode{mode::denorm32});
  return c;
}
template <class A, class B>
const Record* dot4_f32(Wave& w, const Record* i) {
  const Source<u32> a(w, i, 0), b(w, i, 1), c(w, i, 2);
  const u32 flip = i->negabs >> 2 & 1 ? F32::sign : 0, keep = i->negabs >> 5 & 1 ? F32::magnitude : ~0u;
  return put<u32>(w, i, [&](u32 l) { return dot4<A, B>(a.at(l), b.at(l), (c.at(l) & keep) ^ flip); });
}

EGPULAB_RDNA_END

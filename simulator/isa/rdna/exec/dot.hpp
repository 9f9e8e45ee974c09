// Dot products of pairs, bytes and nibbles. How the hardware orders and rounds float sums is not public: here each
// product is added to the sum by one f32 fma, from the lowest pair up (f16 and bf16 results are rounded once at the end).
#pragma once

#include "simulator/isa/rdna/exec/lane_bits.hpp"
#include "simulator/isa/rdna/exec/lane_f32.hpp"
#include "simulator/isa/rdna/exec/packed.hpp"

EGPULAB_RDNA_BEGIN

inline u32 f32_of_bf16(u16 a) { return u32{a} << 16; }
inline u16 bf16_of_f32(u32 a) {
  if (F32::nan(a)) return static_cast<u16>(F32::quiet(a) >> 16);
  return static_cast<u16>((a + 0x7fff + (a >> 16 & 1)) >> 16);
}
template <u32 (*Widen)(u16)>
inline u32 dot2(u16 a0, u16 b0, u16 a1, u16 b1, u32 c, Mode m) {
  return fma_f32(Widen(a1), Widen(b1), fma_f32(Widen(a0), Widen(b0), c, m), m);
}

template <u32 (*Widen)(u16)>
const Record* dot2_f32(Wave& w, const Record* i) {
  LaneRow t0, t1, t2;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1), *c = row(w, i, 2, t2);
  const Halves ha(i, 0, true), hb(i, 1, true);
  const u32 flip = i->negabs >> 2 & 1 ? F32::sign : 0, keep = i->negabs >> 5 & 1 ? F32::magnitude : ~0u;
  const Mode m{w.mode};
  const bool clamps = i->out & 4;
  write(w.v[i->dst], active(w), [&](u32 l) {
    const u32 r = dot2<Widen>(ha.low(a[l]), hb.low(b[l]), ha.high(a[l]), hb.high(b[l]), (c[l] & keep) ^ flip, m);
    return clamps ? clamp_f32(r, w.mode) : r;
  });
  return i + 1;
}
// Onto the destination, without modifiers.
inline u32 dot2acc(u32 a, u32 b, u32 c, Mode m) {
  return dot2<f32_of_f16>(static_cast<u16>(a), static_cast<u16>(b), static_cast<u16>(a >> 16),
                          static_cast<u16>(b >> 16), c, m);
}
inline u32 dot2acc_bf16(u32 a, u32 b, u32 c, Mode m) {
  return dot2<f32_of_bf16>(static_cast<u16>(a), static_cast<u16>(b), static_cast<u16>(a >> 16),
                           static_cast<u16>(b >> 16), c, m);
}
// To nearest even whatever MODE says; f16 keeps denormals, bf16 flushes them (RDNA3 ISA 7.2.4).
inline u16 dot2_f16_f16(u32 a, u32 b, u16 c) {
  return f16_of_f32(f32(dot2acc(a, b, f32_of_f16(c), Mode{mode::denorm32})), 0);
}
inline u16 dot2_bf16_bf16(u32 a, u32 b, u16 c) {
  const u32 sum = dot2<f32_of_bf16>(static_cast<u16>(a), static_cast<u16>(b), static_cast<u16>(a >> 16),
                                    static_cast<u16>(b >> 16), f32_of_bf16(c), Mode{0});
  return static_cast<u16>(F32::flush(u32{bf16_of_f32(sum)} << 16) >> 16);
}

template <u32 Width>
inline i64 element(u32 a, u32 n, bool is_signed) {
  const u32 x = a >> (n * Width) & ((1u << Width) - 1);
  return is_signed && x >> (Width - 1) ? i64{x} - (i64{1} << Width) : i64{x};
}
template <u32 Width>
inline i64 dot_products(u32 a, u32 b, bool signed_a, bool signed_b) {
  i64 sum = 0;
  for (u32 n = 0; n < 32 / Width; ++n) sum += element<Width>(a, n, signed_a) * element<Width>(b, n, signed_b);
  return sum;
}
// iu: the neg bits say which sources are signed, and the sum is.
template <u32 Width, bool Clamp>
const Record* dot_iu(Wave& w, const Record* i) {
  const Source<u32> a(w, i, 0), b(w, i, 1), c(w, i, 2);
  const bool sa = i->negabs & 1, sb = i->negabs & 2;
  return put<u32>(w, i, [&](u32 l) {
    const i64 sum = dot_products<Width>(a.at(l), b.at(l), sa, sb) + as_signed(c.at(l));
    return Clamp ? clamp_i32(sum) : static_cast<u32>(sum);
  });
}
template <u32 Width, bool Clamp>
u32 dot_u(u32 a, u32 b, u32 c) {
  const u64 sum = static_cast<u64>(dot_products<Width>(a, b, false, false)) + c;
  return Clamp ? clamp_u32(sum) : static_cast<u32>(sum);
}

EGPULAB_RDNA_END

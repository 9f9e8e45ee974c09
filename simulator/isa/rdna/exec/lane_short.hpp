// Lane functions of 16-bit integers, used alone and in packed pairs.
#pragma once

#include "simulator/isa/rdna/exec/each.hpp"

EGPULAB_RDNA_BEGIN

inline i32 as_i16(u16 a) { return static_cast<i16>(a); }
inline u16 clamp_u16(i64 x) { return static_cast<u16>(x < 0 ? 0 : x > 0xffff ? 0xffff : x); }
inline u16 clamp_i16(i64 x) { return static_cast<u16>(x < -0x8000 ? -0x8000 : x > 0x7fff ? 0x7fff : x); }

inline u16 mov_b16(u16 a) { return a; }
inline u16 not_b16(u16 a) { return static_cast<u16>(~a); }
inline u16 and_b16(u16 a, u16 b) { return a & b; }
inline u16 or_b16(u16 a, u16 b) { return a | b; }
inline u16 xor_b16(u16 a, u16 b) { return a ^ b; }
inline u16 add_u16(u16 a, u16 b) { return static_cast<u16>(a + b); }
inline u16 sub_u16(u16 a, u16 b) { return static_cast<u16>(a - b); }
inline u16 add_u16_clamped(u16 a, u16 b) { return clamp_u16(a + b); }
inline u16 sub_u16_clamped(u16 a, u16 b) { return clamp_u16(a - b); }
inline u16 add_i16_clamped(u16 a, u16 b) { return clamp_i16(as_i16(a) + as_i16(b)); }
inline u16 sub_i16_clamped(u16 a, u16 b) { return clamp_i16(as_i16(a) - as_i16(b)); }
inline u16 mul_lo_u16(u16 a, u16 b) { return static_cast<u16>(u32{a} * b); }
inline u16 mul_lo_u16_clamped(u16 a, u16 b) { return clamp_u16(i64{a} * b); }
inline u16 lshlrev_b16(u16 a, u16 b) { return static_cast<u16>(b << (a & 15)); }
inline u16 lshrrev_b16(u16 a, u16 b) { return static_cast<u16>(b >> (a & 15)); }
inline u16 ashrrev_i16(u16 a, u16 b) { return static_cast<u16>(as_i16(b) >> (a & 15)); }
inline u16 mad_u16(u16 a, u16 b, u16 c) { return static_cast<u16>(u32{a} * b + c); }
inline u16 mad_u16_clamped(u16 a, u16 b, u16 c) { return clamp_u16(i64{a} * b + c); }
inline u16 mad_i16_clamped(u16 a, u16 b, u16 c) { return clamp_i16(i64{as_i16(a)} * as_i16(b) + as_i16(c)); }
inline u32 mad_u32_u16(u16 a, u16 b, u32 c) { return u32{a} * b + c; }
inline u32 mad_i32_i16(u16 a, u16 b, u32 c) { return static_cast<u32>(as_i16(a) * as_i16(b)) + c; }
inline u32 mad_u32_u16_clamped(u16 a, u16 b, u32 c) {
  const u64 r = u64{a} * b + c;
  return r >> 32 ? ~0u : static_cast<u32>(r);
}
inline u32 mad_i32_i16_clamped(u16 a, u16 b, u32 c) {
  const i64 r = i64{as_i16(a)} * as_i16(b) + static_cast<i32>(c);
  return r > 0x7fffffff ? 0x7fffffffu : r < -0x80000000ll ? 0x80000000u : static_cast<u32>(r);
}
template <bool Signed, bool Max>
u16 extreme_short(u16 a, u16 b) {
  const bool below = Signed ? as_i16(a) < as_i16(b) : a < b;
  return below != Max ? a : b;
}
template <bool Signed, bool Max>
u16 extreme3_short(u16 a, u16 b, u16 c) {
  return extreme_short<Signed, Max>(extreme_short<Signed, Max>(a, b), c);
}
template <bool Signed>
u16 median_short(u16 a, u16 b, u16 c) {
  const u16 low = extreme_short<Signed, false>(a, b), high = extreme_short<Signed, true>(a, b);
  return extreme_short<Signed, true>(low, extreme_short<Signed, false>(high, c));
}
inline const Record* select_b16(Wave& w, const Record* i) {
  const Source<u16> a(w, i, 0), b(w, i, 1);
  const u32 m = mask(w, i, 2);
  return put<u16>(w, i, [&](u32 l) { return m & lane_bit.r[l] ? b.at(l) : a.at(l); });
}

EGPULAB_RDNA_END

// Lane functions on bits and bytes, wide products, and saturating arithmetic (RDNA3 ISA, "VOP3 opcodes").
#pragma once

#include "simulator/isa/rdna/exec/float_formats.hpp"
#include "simulator/isa/vector/soft_double.hpp"

EGPULAB_RDNA_BEGIN

inline i32 as_signed(u32 a) { return static_cast<i32>(a); }
inline u32 clamp_i32(i64 x) { return x > 0x7fffffff ? 0x7fffffffu : x < -0x80000000ll ? 0x80000000u : static_cast<u32>(x); }
inline u32 clamp_u32(u64 x) { return x > 0xffffffff ? ~0u : static_cast<u32>(x); }

inline u32 bfrev(u32 a) {
  a = (a >> 1 & 0x55555555) | (a & 0x55555555) << 1;
  a = (a >> 2 & 0x33333333) | (a & 0x33333333) << 2;
  a = (a >> 4 & 0x0f0f0f0f) | (a & 0x0f0f0f0f) << 4;
  return __builtin_bswap32(a);
}
inline u32 clz(u32 a) { return a ? static_cast<u32>(std::countl_zero(a)) : ~0u; }
inline u32 ctz(u32 a) { return a ? static_cast<u32>(std::countr_zero(a)) : ~0u; }
inline u32 cls(u32 a) { return clz(as_signed(a) < 0 ? ~a : a); }  // bits before the first that differs from the sign
inline u32 bcnt(u32 a, u32 b) { return static_cast<u32>(std::popcount(a)) + b; }
inline u32 bfm(u32 a, u32 b) { return ((1u << (a & 31)) - 1) << (b & 31); }
inline u32 bfe_i32(u32 a, u32 b, u32 c) {
  const u32 shifted = static_cast<u32>(as_signed(a) >> (b & 31));  // a field beyond bit 31 repeats the sign
  const u32 width = c & 31, field = shifted & ((1u << width) - 1), top = width ? 1u << (width - 1) : 0;
  return (field ^ top) - top;
}
inline u32 alignbit(u32 a, u32 b, u32 c) { return static_cast<u32>(join64(b, a) >> (c & 31)); }
inline u32 alignbyte(u32 a, u32 b, u32 c) { return static_cast<u32>(join64(b, a) >> 8 * (c & 3)); }
inline u32 perm_byte(u64 data, u32 sel) {
  if (sel >= 13) return 255;
  if (sel == 12) return 0;
  if (sel >= 8) return data >> (16 * (sel - 8) + 15) & 1 ? 255 : 0;
  return data >> 8 * sel & 255;
}
inline u32 perm(u32 a, u32 b, u32 c) {
  const u64 data = join64(b, a);
  return perm_byte(data, c & 255) | perm_byte(data, c >> 8 & 255) << 8 | perm_byte(data, c >> 16 & 255) << 16 |
         perm_byte(data, c >> 24) << 24;
}
inline u32 lerp_u8(u32 a, u32 b, u32 c) {
  u32 r = 0;
  for (u32 n = 0; n < 32; n += 8) r |= ((a >> n & 255) + (b >> n & 255) + (c >> n & 1)) >> 1 << n;
  return r;
}

// Sums of absolute differences. Masked: bytes that are 0 in the second source do not count.
template <bool Masked>
inline u32 sad_bytes(u32 a, u32 b) {
  u32 sum = 0;
  for (u32 n = 0; n < 32; n += 8) {
    const u32 x = a >> n & 255, y = b >> n & 255;
    sum += Masked && y == 0 ? 0 : x > y ? x - y : y - x;
  }
  return sum;
}
inline u32 sad_u8(u32 a, u32 b, u32 c) { return c + sad_bytes<false>(a, b); }
inline u32 sad_hi_u8(u32 a, u32 b, u32 c) { return c + (sad_bytes<false>(a, b) << 16); }
inline u32 msad_u8(u32 a, u32 b, u32 c) { return c + sad_bytes<true>(a, b); }
inline u32 difference(u32 x, u32 y) { return x > y ? x - y : y - x; }
inline u32 sad_u16(u32 a, u32 b, u32 c) {
  return c + difference(a & 0xffff, b & 0xffff) + difference(a >> 16, b >> 16);
}
inline u32 sad_u32(u32 a, u32 b, u32 c) { return c + difference(a, b); }
template <auto F>  // of a sum onto the third source: saturated
u32 sum_clamped(u32 a, u32 b, u32 c) {
  return clamp_u32(u64{F(a, b, 0)} + c);
}
inline u32 sad_u16_clamped(u32 a, u32 b, u32 c) { return clamp_u32(u64{sad_u16(a, b, 0)} + c); }
template <bool Masked, bool Clamp>
u64 qsad_pk_u16(u64 a, u32 b, u64 c) {
  u64 r = 0;
  for (u32 n = 0; n < 4; ++n) {
    const u32 sum = sad_bytes<Masked>(static_cast<u32>(a >> 8 * n), b) + static_cast<u32>(c >> 16 * n & 0xffff);
    r |= u64{Clamp && sum > 0xffff ? 0xffff : sum & 0xffff} << 16 * n;
  }
  return r;
}
template <bool Clamp>
const Record* mqsad_u32(Wave& w, const Record* i) {
  const Source<u64> a(w, i, 0);
  const Source<u32> b(w, i, 1);
  const u32 exec = active(w);
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    u32 r[4];
    for (u32 n = 0; n < 4; ++n) {
      const u64 sum = u64{w.v[i->src[2].low + n][l]} + sad_bytes<true>(static_cast<u32>(a.at(l) >> 8 * n), b.at(l));
      r[n] = Clamp ? clamp_u32(sum) : static_cast<u32>(sum);
    }
    for (u32 n = 0; n < 4; ++n) w.v[i->dst + n][l] = r[n];
  }
  return i + 1;
}

// 24-bit products.
inline i64 signed24(u32 a) { return as_signed(a << 8) >> 8; }
inline u64 low24(u32 a) { return a & 0xffffff; }
inline u32 mul_i24(u32 a, u32 b) { return static_cast<u32>(signed24(a) * signed24(b)); }
inline u32 mul_i24_clamped(u32 a, u32 b) { return clamp_i32(signed24(a) * signed24(b)); }
inline u32 mul_hi_i24(u32 a, u32 b) { return static_cast<u32>((signed24(a) * signed24(b)) >> 32); }
inline u32 mul_u24(u32 a, u32 b) { return static_cast<u32>(low24(a) * low24(b)); }
inline u32 mul_u24_clamped(u32 a, u32 b) { return clamp_u32(low24(a) * low24(b)); }
inline u32 mul_hi_u24(u32 a, u32 b) { return static_cast<u32>(low24(a) * low24(b) >> 32); }
inline u32 mad_i24(u32 a, u32 b, u32 c) { return mul_i24(a, b) + c; }
inline u32 mad_i24_clamped(u32 a, u32 b, u32 c) { return clamp_i32(signed24(a) * signed24(b) + as_signed(c)); }
inline u32 mad_u24(u32 a, u32 b, u32 c) { return mul_u24(a, b) + c; }
inline u32 mad_u24_clamped(u32 a, u32 b, u32 c) { return clamp_u32(low24(a) * low24(b) + c); }

inline u32 add_i32_clamped(u32 a, u32 b) { return clamp_i32(i64{as_signed(a)} + as_signed(b)); }
inline u32 sub_i32_clamped(u32 a, u32 b) { return clamp_i32(i64{as_signed(a)} - as_signed(b)); }
template <bool Signed>
inline bool less_int(u32 a, u32 b) {
  return Signed ? as_signed(a) < as_signed(b) : a < b;
}
template <bool Signed, bool Max>
inline u32 extreme_int(u32 a, u32 b) {
  return less_int<Signed>(a, b) != Max ? a : b;
}
template <bool Signed, bool Max>
u32 extreme3_int(u32 a, u32 b, u32 c) {
  return extreme_int<Signed, Max>(extreme_int<Signed, Max>(a, b), c);
}
template <bool Signed, bool Max>  // Max: max(min(a, b), c)
u32 extreme_mixed_int(u32 a, u32 b, u32 c) {
  return extreme_int<Signed, Max>(extreme_int<Signed, !Max>(a, b), c);
}
template <bool Signed>
u32 median_int(u32 a, u32 b, u32 c) {
  const u32 low = extreme_int<Signed, false>(a, b), high = extreme_int<Signed, true>(a, b);
  return extreme_int<Signed, true>(low, extreme_int<Signed, false>(high, c));
}
inline u64 ashrrev_i64(u32 a, u64 b) { return static_cast<u64>(static_cast<i64>(b) >> (a & 63)); }

// d, flag mask = a * b + c in 65 bits.
template <bool Signed, bool Clamp>
const Record* mad_64_32(Wave& w, const Record* i) {
  const Source<u32> a(w, i, 0), b(w, i, 1);
  const Source<u64> c(w, i, 2);
  const u32 exec = active(w);
  u32 flags = 0;
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    const u64 x = c.at(l);
    u64 r;
    if (Signed) {
      const i64 p = i64{as_signed(a.at(l))} * as_signed(b.at(l));
      r = static_cast<u64>(p) + x;
      const bool over = !((static_cast<u64>(p) ^ x) >> 63) && (r ^ x) >> 63;
      if ((r >> 63) != u64{over}) flags |= 1u << l;  // bit 64 of the sum: its sign
      if (Clamp && over) r = static_cast<i64>(x) < 0 ? u64{1} << 63 : ~u64{0} >> 1;
    } else {
      r = u64{a.at(l)} * b.at(l) + x;
      if (r < x) flags |= 1u << l;
      if (Clamp && r < x) r = ~u64{0};
    }
    w.v[i->dst][l] = low32(r), w.v[i->dst + 1][l] = high32(r);
  }
  w.s[i->sdst + w.half] = flags;
  return i + 1;
}

EGPULAB_RDNA_END

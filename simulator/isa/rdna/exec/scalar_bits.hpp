// Scalar functions beyond plain arithmetic: bit counting, fields, packing. Their pseudocode is in the RDNA3 ISA
// document, "SOP1 Opcodes" and "SOP2 Opcodes".
#pragma once

#include "simulator/isa/rdna/exec/scalar.hpp"

EGPULAB_RDNA_BEGIN

inline u32 reversed(u32 a) {
  a = (a >> 1 & 0x55555555) | (a & 0x55555555) << 1;
  a = (a >> 2 & 0x33333333) | (a & 0x33333333) << 2;
  a = (a >> 4 & 0x0f0f0f0f) | (a & 0x0f0f0f0f) << 4;
  return __builtin_bswap32(a);
}
inline u64 low_ones(u32 n) { return n >= 64 ? ~u64{0} : (u64{1} << n) - 1; }
// A field of `width` bits from bit `low` up; what lies above the value's own width is zero, or its sign.
inline u64 field(u64 a, u32 low, u32 width) { return a >> low & low_ones(width); }
inline u64 extended(u64 field, u32 width) {
  if (width == 0) return 0;
  if (width >= 64) return field;
  const u64 sign = u64{1} << (width - 1);
  return (field ^ sign) - sign;
}
inline i64 as_i64(u64 a) { return static_cast<i64>(a); }
inline u32 count_ones(u64 a) { return static_cast<u32>(std::popcount(a)); }

// clang-format off
struct SCmov { static u32 of(u32 old, u32 a, u32& c) { return c ? a : old; } };
struct SCmov64 { static u64 of(u64 old, u64 a, u32& c) { return c ? a : old; } };
struct SBrev { static u32 of(u32 a, u32, u32&) { return reversed(a); } };
struct SBrev64 { static u64 of(u64 a, u64, u32&) { return join64(reversed(high32(a)), reversed(low32(a))); } };
struct SCtz { static u32 of(u32 a, u32, u32&) { return a ? static_cast<u32>(std::countr_zero(a)) : ~0u; } };
struct SCtz64 { static u32 of(u64 a, u64, u32&) { return a ? static_cast<u32>(std::countr_zero(a)) : ~0u; } };
struct SClz { static u32 of(u32 a, u32, u32&) { return a ? static_cast<u32>(std::countl_zero(a)) : ~0u; } };
struct SClz64 { static u32 of(u64 a, u64, u32&) { return a ? static_cast<u32>(std::countl_zero(a)) : ~0u; } };
struct SCls { static u32 of(u32 a, u32 b, u32& c) { return SClz::of(a >> 31 ? ~a : a, b, c); } };
struct SCls64 { static u32 of(u64 a, u64 b, u32& c) { return SClz64::of(a >> 63 ? ~a : a, b, c); } };
struct SSext8 { static u32 of(u32 a, u32, u32&) { return static_cast<u32>(i32{static_cast<i8>(a)}); } };
struct SSext16 { static u32 of(u32 a, u32, u32&) { return static_cast<u32>(i32{static_cast<i16>(a)}); } };
struct SBitset0 { static u32 of(u32 old, u32 a, u32&) { return old & ~(1u << (a & 31)); } };
struct SBitset1 { static u32 of(u32 old, u32 a, u32&) { return old | 1u << (a & 31); } };
struct SBitset064 { static u64 of(u64 old, u64 a, u32&) { return old & ~(u64{1} << (a & 63)); } };
struct SBitset164 { static u64 of(u64 old, u64 a, u32&) { return old | u64{1} << (a & 63); } };
struct SAbs { static u32 of(u32 a, u32, u32& c) { const u32 r = a >> 31 ? 0 - a : a; c = r != 0; return r; } };
struct SBcnt0 { static u32 of(u32 a, u32, u32& c) { const u32 r = 32 - count_ones(a); c = r != 0; return r; } };
struct SBcnt1 { static u32 of(u32 a, u32, u32& c) { const u32 r = count_ones(a); c = r != 0; return r; } };
struct SBcnt064 { static u32 of(u64 a, u64, u32& c) { const u32 r = 64 - count_ones(a); c = r != 0; return r; } };
struct SBcnt164 { static u32 of(u64 a, u64, u32& c) { const u32 r = count_ones(a); c = r != 0; return r; } };
struct SNot { static u32 of(u32 a, u32, u32& c) { const u32 r = ~a; c = r != 0; return r; } };
struct SNot64 { static u64 of(u64 a, u64, u32& c) { const u64 r = ~a; c = r != 0; return r; } };
struct SNand { static u32 of(u32 a, u32 b, u32& c) { const u32 r = ~(a & b); c = r != 0; return r; } };
struct SNor { static u32 of(u32 a, u32 b, u32& c) { const u32 r = ~(a | b); c = r != 0; return r; } };
struct SXnor { static u32 of(u32 a, u32 b, u32& c) { const u32 r = ~(a ^ b); c = r != 0; return r; } };
struct SNand64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = ~(a & b); c = r != 0; return r; } };
struct SNor64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = ~(a | b); c = r != 0; return r; } };
struct SXnor64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = ~(a ^ b); c = r != 0; return r; } };
struct SOrNot164 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a | ~b; c = r != 0; return r; } };
struct SAshr64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = static_cast<u64>(as_i64(a) >> (b & 63)); c = r != 0; return r; } };
struct SAdd64 { static u64 of(u64 a, u64 b, u32&) { return a + b; } };
struct SSub64 { static u64 of(u64 a, u64 b, u32&) { return a - b; } };
struct SMul64 { static u64 of(u64 a, u64 b, u32&) { return a * b; } };
struct SAbsDiff { static u32 of(u32 a, u32 b, u32& c) { const u32 d = a - b; return SAbs::of(d, 0, c); } };
template <u32 N> struct SLshlAdd { static u32 of(u32 a, u32 b, u32& c) { const u64 r = (u64{a} << N) + b; c = high32(r) != 0; return low32(r); } };
template <class T> struct SMin { static u32 of(u32 a, u32 b, u32& c) { c = static_cast<T>(a) < static_cast<T>(b); return c ? a : b; } };
template <class T> struct SMax { static u32 of(u32 a, u32 b, u32& c) { c = static_cast<T>(a) >= static_cast<T>(b); return c ? a : b; } };
struct SBfeU { static u32 of(u32 a, u32 b, u32& c) { const u32 r = low32(field(a, b & 31, b >> 16 & 127)); c = r != 0; return r; } };
struct SBfeI { static u32 of(u32 a, u32 b, u32& c) {
  const u64 wide = static_cast<u64>(i64{static_cast<i32>(a)});
  const u32 r = low32(extended(field(wide, b & 31, b >> 16 & 127), b >> 16 & 127)); c = r != 0; return r; } };
struct SBfeU64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = field(a, b & 63, b >> 16 & 127); c = r != 0; return r; } };
struct SBfeI64 { static u64 of(u64 a, u64 b, u32& c) {
  const u64 r = extended(static_cast<u64>(as_i64(a) >> (b & 63)) & low_ones(b >> 16 & 127), b >> 16 & 127); c = r != 0; return r; } };
struct SBfm { static u32 of(u32 a, u32 b, u32&) { return low32(low_ones(a & 31)) << (b & 31); } };
struct SBfm64 { static u64 of(u64 a, u64 b, u32&) { return low_ones(a & 63) << (b & 63); } };
struct SMulHiI { static u32 of(u32 a, u32 b, u32&) { return high32(static_cast<u64>(i64{static_cast<i32>(a)} * static_cast<i32>(b))); } };
struct SPackLL { static u32 of(u32 a, u32 b, u32&) { return b << 16 | (a & 0xffff); } };
struct SPackLH { static u32 of(u32 a, u32 b, u32&) { return (b & 0xffff0000) | (a & 0xffff); } };
struct SPackHH { static u32 of(u32 a, u32 b, u32&) { return (b & 0xffff0000) | a >> 16; } };
struct SPackHL { static u32 of(u32 a, u32 b, u32&) { return b << 16 | a >> 16; } };
struct KCmov { static u32 of(u32 a, u32 k, u32& c) { return c ? k : a; } };
struct BitCmp0 { static bool of(u32 a, u32 b) { return !(a >> (b & 31) & 1); } };
struct BitCmp1 { static bool of(u32 a, u32 b) { return a >> (b & 31) & 1; } };
struct BitCmp064 { static bool of(u64 a, u64 b) { return !(a >> (b & 63) & 1); } };
struct BitCmp164 { static bool of(u64 a, u64 b) { return a >> (b & 63) & 1; } };
struct CmpEq64 { static bool of(u64 a, u64 b) { return a == b; } };
struct CmpLg64 { static bool of(u64 a, u64 b) { return a != b; } };
// clang-format on

// Each bit twice.
struct SBitReplicate {
  static u64 of(u64 a, u64, u32&) {
    u64 r = 0;
    for (u32 n = 0; n < 32; ++n) r |= (a >> n & 1) * 3 << 2 * n;
    return r;
  }
};
// One bit for each group of four: whether any of them is set. Whole quads: that bit four times.
inline u64 quads(u64 a) {
  u64 r = 0;
  for (u32 n = 0; n < 16; ++n) r |= u64{(a >> 4 * n & 15) != 0} << n;
  return r;
}
inline u64 whole_quads(u64 a) {
  u64 r = 0;
  for (u32 n = 0; n < 16; ++n)
    if (a >> 4 * n & 15) r |= u64{15} << 4 * n;
  return r;
}
// clang-format off
struct SQuadMask { static u32 of(u32 a, u32, u32& c) { const u32 r = low32(quads(a)); c = r != 0; return r; } };
struct SQuadMask64 { static u64 of(u64 a, u64, u32& c) { const u64 r = quads(a); c = r != 0; return r; } };
struct SWqm { static u32 of(u32 a, u32, u32& c) { const u32 r = low32(whole_quads(a)); c = r != 0; return r; } };
struct SWqm64 { static u64 of(u64 a, u64, u32& c) { const u64 r = whole_quads(a); c = r != 0; return r; } };
// clang-format on

EGPULAB_RDNA_END

// Lane functions of the integer vector instructions (RDNA3 ISA, chapter "Vector ALU").
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

// clang-format off
struct Mov { static u32 of(u32 a) { return a; } };
struct Not { static u32 of(u32 a) { return ~a; } };
struct And { static u32 of(u32 a, u32 b) { return a & b; } };
struct Or { static u32 of(u32 a, u32 b) { return a | b; } };
struct Xor { static u32 of(u32 a, u32 b) { return a ^ b; } };
struct Xnor { static u32 of(u32 a, u32 b) { return ~(a ^ b); } };
struct LshlRev { static u32 of(u32 a, u32 b) { return b << (a & 31); } };
struct LshrRev { static u32 of(u32 a, u32 b) { return b >> (a & 31); } };
struct AshrRev { static u32 of(u32 a, u32 b) { return static_cast<u32>(static_cast<i32>(b) >> (a & 31)); } };
struct Add { static u32 of(u32 a, u32 b) { return a + b; } };
struct Sub { static u32 of(u32 a, u32 b) { return a - b; } };
struct SubRev { static u32 of(u32 a, u32 b) { return b - a; } };
struct AddSatU32 { static u32 of(u32 a, u32 b) { const u32 r = a + b; return r < a ? ~0u : r; } };
struct SubSatU32 { static u32 of(u32 a, u32 b) { return a < b ? 0 : a - b; } };
struct SubRevSatU32 { static u32 of(u32 a, u32 b) { return SubSatU32::of(b, a); } };
struct MinI32 { static u32 of(u32 a, u32 b) { return static_cast<i32>(a) < static_cast<i32>(b) ? a : b; } };
struct MaxI32 { static u32 of(u32 a, u32 b) { return static_cast<i32>(a) > static_cast<i32>(b) ? a : b; } };
struct MinU32 { static u32 of(u32 a, u32 b) { return a < b ? a : b; } };
struct MaxU32 { static u32 of(u32 a, u32 b) { return a > b ? a : b; } };
struct MulLo { static u32 of(u32 a, u32 b) { return a * b; } };
struct MulHiU32 { static u32 of(u32 a, u32 b) { return static_cast<u32>(u64{a} * b >> 32); } };
struct MulHiI32 { static u32 of(u32 a, u32 b) { return static_cast<u32>(i64{static_cast<i32>(a)} * static_cast<i32>(b) >> 32); } };
struct BfeU32 { static u32 of(u32 a, u32 b, u32 c) { return (a >> (b & 31)) & ((1u << (c & 31)) - 1); } };
struct Bfi { static u32 of(u32 a, u32 b, u32 c) { return (a & b) | (~a & c); } };
struct Add3 { static u32 of(u32 a, u32 b, u32 c) { return a + b + c; } };
struct LshlOr { static u32 of(u32 a, u32 b, u32 c) { return a << (b & 31) | c; } };
struct LshlAdd { static u32 of(u32 a, u32 b, u32 c) { return (a << (b & 31)) + c; } };
struct AddLshl { static u32 of(u32 a, u32 b, u32 c) { return (a + b) << (c & 31); } };
struct AndOr { static u32 of(u32 a, u32 b, u32 c) { return (a & b) | c; } };
struct Or3 { static u32 of(u32 a, u32 b, u32 c) { return a | b | c; } };
struct Xor3 { static u32 of(u32 a, u32 b, u32 c) { return a ^ b ^ c; } };
struct Xad { static u32 of(u32 a, u32 b, u32 c) { return (a ^ b) + c; } };
struct LshlRev64 { static constexpr bool wide_a = false, wide_b = true; static u64 of(u64 a, u64 b) { return b << (a & 63); } };
struct LshrRev64 { static constexpr bool wide_a = false, wide_b = true; static u64 of(u64 a, u64 b) { return b >> (a & 63); } };
// clang-format on

// d, carry-out mask = a + b + carry-in. `In` false: no carry comes in. Clamp: d stays at the end of the range.
// Op::of gives the result and, in the top bit of `over`, the carry.
template <class Op, bool In, bool Clamp = false>
const Record* carry(Wave& w, const Record* i) {
  const LaneVector a = operand(w, i, 0), b = operand(w, i, 1);
  const u32 in = In ? mask(w, i, 2) : 0, exec = active(w);
  LaneVector r, out;
  EACH_PART {
    const WordVector c = In ? reinterpret_cast<WordVector>(spread(in, n)) & 1 : WordVector{};
    r.part[n] = Op::of(a.part[n], b.part[n], c, out.part[n]);
    if (Clamp) r.part[n] = reinterpret_cast<IntVector>(out.part[n]) < 0 ? splat(Op::end) : r.part[n];
  }
  store_lanes(w.v[i->dst], exec, r);
  w.s[i->sdst + w.half] = top_bits(out) & exec;
  return i + 1;
}
struct AddCarry {
  static constexpr u32 end = ~0u;
  static WordVector of(WordVector a, WordVector b, WordVector c, WordVector& over) {
    const WordVector r = a + b + c;
    over = (a & b) | ((a | b) & ~r);
    return r;
  }
};
struct SubBorrow {
  static constexpr u32 end = 0;
  static WordVector of(WordVector a, WordVector b, WordVector c, WordVector& over) {
    const WordVector r = a - b - c;
    over = (~a & b) | ((~a | b) & r);
    return r;
  }
};
struct SubRevBorrow {
  static constexpr u32 end = 0;
  static WordVector of(WordVector a, WordVector b, WordVector c, WordVector& over) {
    return SubBorrow::of(b, a, c, over);
  }
};

// Shifts of 64 bits are mostly by a constant: the two registers are then shifted as they are.
inline const Record* shift_left_64(Wave& w, const Record* i) {
  const u32 by = scalar(w, i, 0) & 63;
  if (i->from[0] == From::row || by == 0 || by >= 32) return binary64<LshlRev64>(w, i);
  const LaneVector low = operand(w, i, 1);
  LaneVector high = operand_high(w, i, 1);
  const u32 exec = active(w);
  LaneVector shifted;
  EACH_PART {
    shifted.part[n] = low.part[n] << by;
    high.part[n] = high.part[n] << by | low.part[n] >> (32 - by);
  }
  store_lanes(w.v[i->dst], exec, shifted);
  store_lanes(w.v[i->dst + 1], exec, high);
  return i + 1;
}

inline const Record* select(Wave& w, const Record* i) {
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  const u32 m = mask(w, i, 2);
  write(w.v[i->dst], active(w), [&](u32 l) { return m & lane_bit.r[l] ? b[l] : a[l]; });
  return i + 1;
}

// Counts the bits of a mask below this lane. In the low half of a wave64 the high count adds nothing but src1.
template <bool High>
const Record* mbcnt(Wave& w, const Record* i) {
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  const bool all = !High && w.half == 1, none = High && w.half == 0;
  write(w.v[i->dst], active(w), [&](u32 l) {
    const u32 below = none ? 0 : all ? ~0u : lane_bit.r[l] - 1;
    return static_cast<u32>(std::popcount(a[l] & below)) + b[l];
  });
  return i + 1;
}

// A lane reads any lane of its row of 16 (Cross: of the other row). FI reads inactive lanes, BC gives 0 for them.
template <bool Cross>
const Record* permlane16(Wave& w, const Record* i) {
  LaneRow t;
  const u32* a = row(w, i, 0, t);
  const u64 select = join64(scalar(w, i, 1), scalar(w, i, 2));
  const bool fetch_inactive = i->opsel & 1, bound_control = i->opsel & 2;
  const u32 exec = active(w);
  alignas(16) u8 from[16];
  for (u32 l = 0; l < 16; ++l) from[l] = static_cast<u8>(select >> l * 4 & 15);
  LaneRow r;
  permute16(r.r, a + (Cross ? 16 : 0), from);
  permute16(r.r + 16, a + (Cross ? 0 : 16), from);
  u32* d = w.v[i->dst];
  if (!fetch_inactive && exec != ~0u)
    for (u32 l = 0; l < lanes; ++l)
      if (const u32 source = ((l & 16) ^ (Cross ? 16u : 0u)) | from[l & 15]; !(exec >> source & 1))
        r.r[l] = bound_control ? 0 : d[l];
  store_lanes(d, exec, load_lanes(r.r));
  return i + 1;
}

EGPULAB_RDNA_END

// Lane functions of the integer vector instructions (RDNA3 ISA, chapter "Vector ALU").
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

inline IntVector as_signed(WordVector x) { return reinterpret_cast<IntVector>(x); }

// clang-format off
struct Mov { template <class T> static T of(T a) { return a; } };
struct Not { template <class T> static T of(T a) { return ~a; } };
struct And { template <class T> static T of(T a, T b) { return a & b; } };
struct Or { template <class T> static T of(T a, T b) { return a | b; } };
struct Xor { template <class T> static T of(T a, T b) { return a ^ b; } };
struct Xnor { template <class T> static T of(T a, T b) { return ~(a ^ b); } };
struct LshlRev { template <class T> static T of(T a, T b) { return b << (a & 31); } };
struct LshrRev { template <class T> static T of(T a, T b) { return b >> (a & 31); } };
struct AshrRev { template <class T> static T of(T a, T b) { return reinterpret_cast<T>(as_signed(b) >> as_signed(a & 31)); } };
struct Add { template <class T> static T of(T a, T b) { return a + b; } };
struct Sub { template <class T> static T of(T a, T b) { return a - b; } };
struct SubRev { template <class T> static T of(T a, T b) { return b - a; } };
struct AddSatU32 { template <class T> static T of(T a, T b) { const T r = a + b; return r < a ? ~T{} : r; } };
struct SubSatU32 { template <class T> static T of(T a, T b) { return a < b ? T{} : a - b; } };
struct SubRevSatU32 { template <class T> static T of(T a, T b) { return SubSatU32::of(b, a); } };
struct MinI32 { template <class T> static T of(T a, T b) { return as_signed(a) < as_signed(b) ? a : b; } };
struct MaxI32 { template <class T> static T of(T a, T b) { return as_signed(a) > as_signed(b) ? a : b; } };
struct MinU32 { template <class T> static T of(T a, T b) { return a < b ? a : b; } };
struct MaxU32 { template <class T> static T of(T a, T b) { return a > b ? a : b; } };
struct MulLo { template <class T> static T of(T a, T b) { return a * b; } };
struct MulHiU32 { static u32 of(u32 a, u32 b) { return static_cast<u32>(u64{a} * b >> 32); } };
struct MulHiI32 { static u32 of(u32 a, u32 b) { return static_cast<u32>(i64{static_cast<i32>(a)} * static_cast<i32>(b) >> 32); } };
struct BfeU32 { template <class T> static T of(T a, T b, T c) { return (a >> (b & 31)) & (((T{} + 1) << (c & 31)) - 1); } };
struct Bfi { template <class T> static T of(T a, T b, T c) { return (a & b) | (~a & c); } };
struct Add3 { template <class T> static T of(T a, T b, T c) { return a + b + c; } };
struct LshlOr { template <class T> static T of(T a, T b, T c) { return a << (b & 31) | c; } };
struct LshlAdd { template <class T> static T of(T a, T b, T c) { return (a << (b & 31)) + c; } };
struct AddLshl { template <class T> static T of(T a, T b, T c) { return (a + b) << (c & 31); } };
struct AndOr { template <class T> static T of(T a, T b, T c) { return (a & b) | c; } };
struct Or3 { template <class T> static T of(T a, T b, T c) { return a | b | c; } };
struct Xor3 { template <class T> static T of(T a, T b, T c) { return a ^ b ^ c; } };
struct Xad { template <class T> static T of(T a, T b, T c) { return (a ^ b) + c; } };
struct LshlRev64 { static constexpr bool wide_a = false, wide_b = true; static u64 of(u64 a, u64 b) { return b << (a & 63); } };
struct LshrRev64 { static constexpr bool wide_a = false, wide_b = true; static u64 of(u64 a, u64 b) { return b >> (a & 63); } };
// clang-format on

// d, carry-out mask = a + b + carry-in. `In` false: no carry comes in. Clamp: d stays at the end of the range.
// Op::of gives one part of the result and the lanes that carry.
template <class Op, bool In, bool Clamp = false>
const Record* carry(Wave& w, const Record* i) {
  const LaneVector a = operand(w, i, 0), b = operand(w, i, 1);
  const u32 in = In ? mask(w, i, 2) : 0, exec = active(w);
  LaneVector r;
  u32 out = 0;
  EACH_PART {
    u32 over;
    r.part[n] = Op::template of<In>(a.part[n], b.part[n], in, n, over);
    if (Clamp) r.part[n] = choose(over, 0, splat(Op::end), r.part[n]);
    out |= over << n * vector_lanes;
  }
  store_lanes(w.v[i->dst], exec, r);
  w.s[i->sdst + w.half] = out & exec;
  return i + 1;
}
struct AddCarry {
  static constexpr u32 end = ~0u;
  template <bool In>
  static WordVector of(WordVector a, WordVector b, u32 in, u32 part, u32& over) {
    const WordVector sum = a + b;
    if (!In) return over = compare_bits<Is::lt, u32>(sum, a), sum;
    const WordVector r = increment(in, part, sum);
    over = carries(a, b, r);
    return r;
  }
};
struct SubBorrow {
  static constexpr u32 end = 0;
  template <bool In>
  static WordVector of(WordVector a, WordVector b, u32 in, u32 part, u32& over) {
    const WordVector r = In ? a - increment(in, part, b) : a - b;
    over = borrows(a, b, r);
    return r;
  }
};
struct SubRevBorrow {
  static constexpr u32 end = 0;
  template <bool In>
  static WordVector of(WordVector a, WordVector b, u32 in, u32 part, u32& over) {
    return SubBorrow::of<In>(b, a, in, part, over);
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
  const LaneVector b = operand(w, i, 1);
  LaneVector x = operand(w, i, 0);
  const u32 m = mask(w, i, 2);
  EACH_PART x.part[n] = choose(m, n, b.part[n], x.part[n]);
  store_lanes(w.v[i->dst], active(w), x);
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

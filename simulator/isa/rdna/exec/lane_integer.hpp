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
template <class Op, bool In, bool Clamp = false>
const Record* carry(Wave& w, const Record* i) {
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  const u32 in = In ? mask(w, i, 2) : 0, exec = active(w);
  LaneRow out;
  u32* d = w.v[i->dst];
  EACH_LANE {
    const u32 c = In && (in & lane_bit.r[l]) ? 1u : 0u;
    bool over;
    const u32 r = Op::of(a[l], b[l], c, over);
    out.r[l] = over ? lane_bit.r[l] : 0;
    const u32 kept = Clamp && over ? Op::end : r;
    d[l] = exec & lane_bit.r[l] ? kept : d[l];
  }
  u32 m = 0;
  for (u32 l = 0; l < lanes; ++l) m |= out.r[l];
  w.s[i->sdst + w.half] = m & exec;
  return i + 1;
}
struct AddCarry {
  static constexpr u32 end = ~0u;
  static u32 of(u32 a, u32 b, u32 c, bool& over) {
    const u32 s = a + b, r = s + c;
    over = (s < a) | (r < s);
    return r;
  }
};
struct SubBorrow {
  static constexpr u32 end = 0;
  static u32 of(u32 a, u32 b, u32 c, bool& over) {
    const u32 s = a - b, r = s - c;
    over = (a < b) | (s < c);
    return r;
  }
};
struct SubRevBorrow {
  static constexpr u32 end = 0;
  static u32 of(u32 a, u32 b, u32 c, bool& over) { return SubBorrow::of(b, a, c, over); }
};

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
  LaneRow r;
  const u32* d = w.v[i->dst];
  for (u32 l = 0; l < lanes; ++l) {
    const u32 from = ((l & 16) ^ (Cross ? 16u : 0u)) | static_cast<u32>(select >> (l & 15) * 4 & 15);
    r.r[l] = fetch_inactive || (exec >> from & 1) ? a[from] : bound_control ? 0 : d[l];
  }
  write(w.v[i->dst], exec, [&](u32 l) { return r.r[l]; });
  return i + 1;
}

EGPULAB_RDNA_END

// Handlers of scalar arithmetic: templates over functions of (a, b, scc), and those functions.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

inline void put64(Wave& w, u32 dst, u64 v) { w.s[dst] = low32(v), w.s[dst + 1] = high32(v); }

// Op::of(a, b, scc) returns the result and may change scc.
template <class Op>
const Record* scalar32(Wave& w, const Record* i) {
  w.s[i->dst] = Op::of(scalar(w, i, 0), scalar(w, i, 1), w.s[sreg::scc]);
  return i + 1;
}
template <class Op>
const Record* scalar_wide(Wave& w, const Record* i) {
  put64(w, i->dst, Op::of(scalar64(w, i, 0), scalar64(w, i, 1), w.s[sreg::scc]));
  return i + 1;
}
template <class Op>
const Record* scalar_compare(Wave& w, const Record* i) {
  w.s[sreg::scc] = Op::of(scalar(w, i, 0), scalar(w, i, 1));
  return i + 1;
}
// SOPK: the destination is the first source.
template <class Op>
const Record* scalar_k(Wave& w, const Record* i) {
  w.s[i->dst] = Op::of(w.s[i->dst], static_cast<u32>(i->imm), w.s[sreg::scc]);
  return i + 1;
}
template <class Op>
const Record* scalar_compare_k(Wave& w, const Record* i) {
  w.s[sreg::scc] = Op::of(w.s[i->dst], static_cast<u32>(i->imm));
  return i + 1;
}
// Those that read their destination: Op::of(old, source, scc).
template <class Op>
const Record* scalar_update(Wave& w, const Record* i) {
  w.s[i->dst] = Op::of(w.s[i->dst], scalar(w, i, 0), w.s[sreg::scc]);
  return i + 1;
}
template <class Op>
const Record* scalar_update_wide(Wave& w, const Record* i) {
  put64(w, i->dst, Op::of(join64(w.s[i->dst], w.s[i->dst + 1]), scalar64(w, i, 0), w.s[sreg::scc]));
  return i + 1;
}
// A 32-bit result of 64-bit sources.
template <class Op>
const Record* scalar_narrow(Wave& w, const Record* i) {
  w.s[i->dst] = Op::of(scalar64(w, i, 0), scalar64(w, i, 1), w.s[sreg::scc]);
  return i + 1;
}
template <class Op>
const Record* scalar_compare_wide(Wave& w, const Record* i) {
  w.s[sreg::scc] = Op::of(scalar64(w, i, 0), scalar64(w, i, 1));
  return i + 1;
}
// dst = EXEC, or with Write the new one; EXEC = Op(source, EXEC); SCC = EXEC != 0.
template <class Op, bool Wide, bool Write = false>
const Record* save_exec(Wave& w, const Record* i) {
  const u64 exec = Wide ? join64(w.s[sreg::exec], w.s[sreg::exec + 1]) : w.s[sreg::exec];
  const u64 source = Wide ? scalar64(w, i, 0) : scalar(w, i, 0);
  const u64 result = Op::of(source, exec);
  if (Wide)
    put64(w, i->dst, Write ? result : exec), put64(w, sreg::exec, result);
  else
    w.s[i->dst] = low32(Write ? result : exec), w.s[sreg::exec] = low32(result);
  w.s[sreg::scc] = (Wide ? result : low32(result)) != 0;
  return i + 1;
}

// clang-format off
struct SMov { static u32 of(u32 a, u32, u32&) { return a; } };
struct SMov64 { static u64 of(u64 a, u64, u32&) { return a; } };
struct SAddU32 { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a + b; c = r < a; return r; } };
struct SSubU32 { static u32 of(u32 a, u32 b, u32& c) { c = a < b; return a - b; } };
struct SAddI32 { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a + b; c = (~(a ^ b) & (a ^ r)) >> 31; return r; } };
struct SSubI32 { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a - b; c = ((a ^ b) & (a ^ r)) >> 31; return r; } };
struct SAddc { static u32 of(u32 a, u32 b, u32& c) { const u64 r = u64{a} + b + c; c = high32(r); return low32(r); } };
struct SSubb { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a - b - c; c = u64{a} < u64{b} + c; return r; } };
struct SAnd { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a & b; c = r != 0; return r; } };
struct SOr { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a | b; c = r != 0; return r; } };
struct SXor { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a ^ b; c = r != 0; return r; } };
struct SAndNot1 { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a & ~b; c = r != 0; return r; } };
struct SOrNot1 { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a | ~b; c = r != 0; return r; } };
struct SAnd64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a & b; c = r != 0; return r; } };
struct SOr64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a | b; c = r != 0; return r; } };
struct SXor64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a ^ b; c = r != 0; return r; } };
struct SAndNot164 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a & ~b; c = r != 0; return r; } };
struct SLshl { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a << (b & 31); c = r != 0; return r; } };
struct SLshr { static u32 of(u32 a, u32 b, u32& c) { const u32 r = a >> (b & 31); c = r != 0; return r; } };
struct SAshr { static u32 of(u32 a, u32 b, u32& c) { const u32 r = static_cast<u32>(static_cast<i32>(a) >> (b & 31)); c = r != 0; return r; } };
struct SLshl64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a << (b & 63); c = r != 0; return r; } };
struct SLshr64 { static u64 of(u64 a, u64 b, u32& c) { const u64 r = a >> (b & 63); c = r != 0; return r; } };
struct SMul { static u32 of(u32 a, u32 b, u32&) { return a * b; } };
struct SMulHiU { static u32 of(u32 a, u32 b, u32&) { return high32(u64{a} * b); } };
struct SCselect { static u32 of(u32 a, u32 b, u32& c) { return c ? a : b; } };
struct SCselect64 { static u64 of(u64 a, u64 b, u32& c) { return c ? a : b; } };
struct KMov { static u32 of(u32, u32 k, u32&) { return k; } };
struct KAdd { static u32 of(u32 a, u32 k, u32& c) { return SAddI32::of(a, k, c); } };
struct KMul { static u32 of(u32 a, u32 k, u32&) { return a * k; } };
template <class T> struct CmpEq { static bool of(u32 a, u32 b) { return static_cast<T>(a) == static_cast<T>(b); } };
template <class T> struct CmpLg { static bool of(u32 a, u32 b) { return static_cast<T>(a) != static_cast<T>(b); } };
template <class T> struct CmpGt { static bool of(u32 a, u32 b) { return static_cast<T>(a) > static_cast<T>(b); } };
template <class T> struct CmpGe { static bool of(u32 a, u32 b) { return static_cast<T>(a) >= static_cast<T>(b); } };
template <class T> struct CmpLt { static bool of(u32 a, u32 b) { return static_cast<T>(a) < static_cast<T>(b); } };
template <class T> struct CmpLe { static bool of(u32 a, u32 b) { return static_cast<T>(a) <= static_cast<T>(b); } };
struct XAnd { static u64 of(u64 a, u64 e) { return a & e; } };
struct XOr { static u64 of(u64 a, u64 e) { return a | e; } };
struct XXor { static u64 of(u64 a, u64 e) { return a ^ e; } };
struct XAndNot1 { static u64 of(u64 a, u64 e) { return a & ~e; } };
struct XNand { static u64 of(u64 a, u64 e) { return ~(a & e); } };
struct XNor { static u64 of(u64 a, u64 e) { return ~(a | e); } };
struct XXnor { static u64 of(u64 a, u64 e) { return ~(a ^ e); } };
struct XAndNot0 { static u64 of(u64 a, u64 e) { return ~a & e; } };
struct XOrNot0 { static u64 of(u64 a, u64 e) { return ~a | e; } };
struct XOrNot1 { static u64 of(u64 a, u64 e) { return a | ~e; } };
// clang-format on

// Index of SGPRs by M0. What lies outside the wave's SGPRs reads 0 and is not written ("SGPR Out of Range Behavior").
inline bool in_sgprs(u32 n, u32 count) { return n + count <= sreg::ttmp0 && n < sreg::ttmp0; }
template <u32 N>
const Record* move_relative_source(Wave& w, const Record* i) {
  const u32 from = i->src[0].low + w.s[sreg::m0];
  const bool inside = i->from[0] == From::sgpr && in_sgprs(from, N);
  u32 x[N] = {};
  if (inside)
    for (u32 n = 0; n < N; ++n) x[n] = w.s[from + n];
  for (u32 n = 0; n < N; ++n) w.s[i->dst + n] = x[n];
  return i + 1;
}
template <u32 N>
const Record* move_relative_destination(Wave& w, const Record* i) {
  const u32 to = i->dst + w.s[sreg::m0];
  if (!in_sgprs(to, N)) return i + 1;
  const u64 x = N == 1 ? scalar(w, i, 0) : scalar64(w, i, 0);
  w.s[to] = low32(x);
  if (N == 2) w.s[to + 1] = high32(x);
  return i + 1;
}
inline const Record* move_relative_both(Wave& w, const Record* i) {
  const u32 m0 = w.s[sreg::m0], from = i->src[0].low + (m0 & 0x3ff), to = i->dst + (m0 >> 16 & 0x3ff);
  if (in_sgprs(to, 1)) w.s[to] = i->from[0] == From::sgpr && in_sgprs(from, 1) ? w.s[from] : 0;
  return i + 1;
}

EGPULAB_RDNA_END

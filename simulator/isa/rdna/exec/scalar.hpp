// Handlers of scalar instructions and of control flow.
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
// dst = EXEC; EXEC = Op(source, EXEC); SCC = EXEC != 0.
template <class Op, bool Wide>
const Record* save_exec(Wave& w, const Record* i) {
  const u64 exec = Wide ? join64(w.s[sreg::exec], w.s[sreg::exec + 1]) : w.s[sreg::exec];
  const u64 source = Wide ? scalar64(w, i, 0) : scalar(w, i, 0);
  const u64 result = Op::of(source, exec);
  if (Wide)
    put64(w, i->dst, exec), put64(w, sreg::exec, result);
  else
    w.s[i->dst] = low32(exec), w.s[sreg::exec] = low32(result);
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
// clang-format on

inline const Record* stop(Wave& w, const Record* next, Stop why) {
  w.stop = why;
  w.next = next;
  return nullptr;
}

// Branches: Condition(wave) says whether it is taken. An unresolved target stops the wave for the cache to link it.
inline const Record* jump(Wave& w, const Record* i) {
  if (i->body == nullptr) return i->target;  // linked
  w.link = const_cast<Record*>(i);
  w.next_pc = i->address;
  w.stop = Stop::link;
  return nullptr;
}
template <class Condition>
const Record* branch(Wave& w, const Record* i) {
  return Condition::of(w) ? jump(w, i) : i + 1;
}
inline bool zero(const Wave& w, u32 code) { return w.s[code] == 0 && (!w.wave64 || w.s[code + 1] == 0); }
// clang-format off
struct Always { static bool of(const Wave&) { return true; } };
struct Never { static bool of(const Wave&) { return false; } };
struct Scc0 { static bool of(const Wave& w) { return w.s[sreg::scc] == 0; } };
struct Scc1 { static bool of(const Wave& w) { return w.s[sreg::scc] != 0; } };
struct Vccz { static bool of(const Wave& w) { return zero(w, sreg::vcc); } };
struct Vccnz { static bool of(const Wave& w) { return !zero(w, sreg::vcc); } };
struct Execz { static bool of(const Wave& w) { return zero(w, sreg::exec); } };
struct Execnz { static bool of(const Wave& w) { return !zero(w, sreg::exec); } };
// clang-format on
inline const Record* end_program(Wave& w, const Record* i) { return stop(w, i, Stop::end); }
inline const Record* barrier(Wave& w, const Record* i) { return stop(w, i + 1, Stop::barrier); }
inline const Record* sleep(Wave& w, const Record* i) { return stop(w, i + 1, Stop::yield); }
inline const Record* send_message(Wave& w, const Record* i) {
  if ((i->imm & 0xff) == 1 && w.environment) w.environment->interrupt(w.s[sreg::m0] & 0xffffff);
  return i + 1;  // the others (tessellation, GS, VGPR release) have no effect in a compute wave
}
inline const Record* round_mode(Wave& w, const Record* i) {
  w.mode = (w.mode & ~0xfu) | (static_cast<u32>(i->imm) & 0xf);
  return i + 1;
}
inline const Record* denorm_mode(Wave& w, const Record* i) {
  w.mode = (w.mode & ~0xf0u) | (static_cast<u32>(i->imm) & 0xf) << 4;
  return i + 1;
}

EGPULAB_RDNA_END

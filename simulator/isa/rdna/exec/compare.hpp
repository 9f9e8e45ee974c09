// Handlers of VOPC: a bit a lane, to an SGPR or (cmpx) to EXEC; bits of inactive lanes are 0.
#pragma once

#include "simulator/isa/rdna/exec/lane_order.hpp"

EGPULAB_RDNA_BEGIN

template <Is Condition, class T>
inline bool holds(T a, T b) {
  switch (Condition) {
    case Is::lt:
      return a < b;
    case Is::eq:
      return a == b;
    case Is::le:
      return a <= b;
    case Is::gt:
      return a > b;
    case Is::ne:
      return a != b;
    case Is::ge:
      return a >= b;
    case Is::t:
      return true;
    default:
      return false;
  }
}
template <class T, Is Condition, bool X>
const Record* compare(Wave& w, const Record* i) {
  if constexpr (sizeof(T) == 4 && Condition != Is::f && Condition != Is::t) {
    const LaneVector a = operand(w, i, 0), b = operand(w, i, 1);
    u32 m = 0;
    EACH_PART m |= compare_bits<Condition, T>(a.part[n], b.part[n]) << n * vector_lanes;
    w.s[X ? sreg::exec + w.half : i->dst + w.half] = m & active(w);
  } else {
    const Source<std::make_unsigned_t<T>> a(w, i, 0), b(w, i, 1);
    const u32 m = collect([&](u32 l) { return holds<Condition>(static_cast<T>(a.at(l)), static_cast<T>(b.at(l))); });
    w.s[X ? sreg::exec + w.half : i->dst + w.half] = m & active(w);
  }
  return i + 1;
}

// Float conditions by the opcode's low four bits: less, equal, greater, unordered.
template <class F, u32 Condition, class B = typename F::Bits>
[[gnu::always_inline]] inline bool float_condition(B a, B b, Mode mode) {
  const B p = F::in(a, mode), q = F::in(b, mode);
  const bool nan_p = F::nan(p), nan_q = F::nan(q), unordered = nan_p | nan_q, zeros = ((p | q) & F::magnitude) == 0;
  const B x = float_key<F>(p), y = float_key<F>(q);
  const bool equal = (p == q) | zeros;
  const bool less = (x < y) & !equal, greater = (x > y) & !equal;
  const bool ordered = ((Condition & 1) && less) | ((Condition & 2) && equal) | ((Condition & 4) && greater);
  return unordered ? (Condition & 8) != 0 : ordered;
}
template <class F, u32 Condition, bool X, class B = typename F::Bits>
const Record* compare_float(Wave& w, const Record* i) {
  const Source<B> a(w, i, 0), b(w, i, 1);
  const Mode mode{w.mode};
  const u32 m = collect([&](u32 l) { return float_condition<F, Condition>(a.at(l), b.at(l), mode); }) & active(w);
  w.s[X ? sreg::exec + w.half : i->dst + w.half] = m;
  return i + 1;
}
template <class F, bool X, class B = typename F::Bits>
const Record* compare_class(Wave& w, const Record* i) {
  const Source<B> a(w, i, 0);
  const Source<u32> b(w, i, 1);
  const u32 m = collect([&](u32 l) { return class_of<F>(a.at(l), b.at(l)); }) & active(w);
  w.s[X ? sreg::exec + w.half : i->dst + w.half] = m;
  return i + 1;
}

EGPULAB_RDNA_END

// Handlers of VOPC: a bit a lane, to an SGPR or (cmpx) to EXEC; bits of inactive lanes are 0.
#pragma once

#include "simulator/isa/rdna/exec/lane_float.hpp"

EGPULAB_RDNA_BEGIN

// Conditions in the order of the opcode's low bits.
enum class Is : u8 { f, lt, eq, le, gt, ne, ge, t };
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
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  const u32 m =
      collect([&](u32 l) { return holds<Condition>(static_cast<T>(a[l]), static_cast<T>(b[l])); }) & active(w);
  w.s[X ? sreg::exec + w.half : i->dst + w.half] = m;
  return i + 1;
}

EGPULAB_RDNA_END

// The arithmetic of semaphores.
#include "simulator/nvidia/host/semaphore.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::simulator::nvidia {

bool acquired(SemOperation operation, bool wide, u64 value, u64 payload) {
  if (!wide) {
    value = low32(value);
    payload = low32(payload);
  }
  const u64 all = wide ? ~u64{0} : u64{0xffffffff};
  switch (operation) {
    case SemOperation::acquire:
      return value == payload;
    case SemOperation::acq_strict_geq:
      return value >= payload;
    case SemOperation::acq_circ_geq:
      return wide ? static_cast<i64>(value - payload) >= 0 : static_cast<i32>(low32(value - payload)) >= 0;
    case SemOperation::acq_and:
      return (value & payload) != 0;
    case SemOperation::acq_nor:
      return (~(value | payload) & all) != 0;
    case SemOperation::release:
    case SemOperation::reduction:
      break;
  }
  return true;
}

bool reduction_exists(SemReduction operation, bool wide, bool is_signed) {
  switch (operation) {
    case SemReduction::imin:
    case SemReduction::imax:
    case SemReduction::ixor:
    case SemReduction::iand:
    case SemReduction::ior:
      return true;
    case SemReduction::iadd:
      return !(wide && is_signed);
    case SemReduction::inc:
    case SemReduction::dec:
      return !wide && !is_signed;
    case SemReduction::fadd:
    case SemReduction::fmin:
    case SemReduction::fmax:
    case SemReduction::invalid_a:
    case SemReduction::invalid_b:
      break;
  }
  return false;
}

namespace {

template <class Unsigned, class Signed>
Unsigned reduce(SemReduction operation, bool is_signed, Unsigned v, Unsigned p) {
  const bool less = is_signed ? static_cast<Signed>(v) < static_cast<Signed>(p) : v < p;
  switch (operation) {
    case SemReduction::imin:
      return less ? v : p;
    case SemReduction::imax:
      return less ? p : v;
    case SemReduction::ixor:
      return v ^ p;
    case SemReduction::iand:
      return v & p;
    case SemReduction::ior:
      return v | p;
    case SemReduction::iadd:
      return v + p;
    case SemReduction::inc:
      return v >= p ? 0 : v + 1;
    case SemReduction::dec:
      return v == 0 || v > p ? p : v - 1;
    default:
      return v;
  }
}

u32 reduce_float(SemReduction operation, u32 v, u32 p) {
  const auto a = std::bit_cast<float>(v), b = std::bit_cast<float>(p);
  if (operation == SemReduction::fadd) return std::bit_cast<u32>(a + b);
  if (a != a) return p;  // of a number and NaN, the number
  if (b != b) return v;
  return (operation == SemReduction::fmin) == (a < b) ? v : p;
}

}  // namespace

u64 reduced(SemReduction operation, bool wide, bool is_signed, u64 value, u64 payload) {
  if (operation >= SemReduction::fadd) return reduce_float(operation, low32(value), low32(payload));
  return wide ? reduce<u64, i64>(operation, is_signed, value, payload)
              : reduce<u32, i32>(operation, is_signed, low32(value), low32(payload));
}

}  // namespace egpulab::simulator::nvidia

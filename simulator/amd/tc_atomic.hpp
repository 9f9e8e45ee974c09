// Atomic operations that packets name by TC_OP, as the texture cache carries them out.
// Facts: TC_OP in Linux drivers/gpu/drm/amd/include/soc21_enum.h (MIT): bit 5 is 64-bit, bit 6 "no return".
#pragma once

#include <algorithm>
#include <optional>

#include "driver/base/types.hpp"

namespace egpulab::simulator::amd {

struct TcAtomic {
  enum class Operation : u8 {
    swap = 7,
    cmpswap = 8,
    add = 15,
    sub,
    smin,
    umin,
    smax,
    umax,
    bit_and,
    bit_or,
    bit_xor,
    inc,
    dec
  };
  Operation operation = Operation::swap;
  bool wide = false;     // 64 bits
  bool returns = false;  // the old value goes to the ATOMIC_PREOP registers

  // Nothing for an operation on floats or one that is no atomic.
  static std::optional<TcAtomic> decode(u32 tc_op) {
    const u32 operation = tc_op & 0x1f;
    const bool known = operation == 7 || operation == 8 || (operation >= 15 && operation <= 25);
    if (!known || tc_op > 0x7f) return std::nullopt;
    return TcAtomic{static_cast<Operation>(operation), (tc_op & 0x20) != 0, (tc_op & 0x40) == 0};
  }

  // The value that memory holds afterwards; of 32-bit operations only the low half counts.
  u64 apply(u64 old, u64 source, u64 compare) const {
    return wide ? compute<u64, i64>(old, source, compare)
                : compute<u32, i32>(low32(old), low32(source), low32(compare));
  }

 private:
  template <class U, class S>
  u64 compute(U old, U source, U compare) const {
    switch (operation) {
      case Operation::swap:
        return source;
      case Operation::cmpswap:
        return old == compare ? source : old;
      case Operation::add:
        return static_cast<U>(old + source);
      case Operation::sub:
        return static_cast<U>(old - source);
      case Operation::smin:
        return static_cast<U>(std::min(static_cast<S>(old), static_cast<S>(source)));
      case Operation::umin:
        return std::min(old, source);
      case Operation::smax:
        return static_cast<U>(std::max(static_cast<S>(old), static_cast<S>(source)));
      case Operation::umax:
        return std::max(old, source);
      case Operation::bit_and:
        return old & source;
      case Operation::bit_or:
        return old | source;
      case Operation::bit_xor:
        return old ^ source;
      case Operation::inc:
        return old >= source ? U{0} : static_cast<U>(old + 1);
      case Operation::dec:
        return old == 0 || old > source ? source : static_cast<U>(old - 1);
    }
    return old;
  }
};

// (value & mask) compared with a reference, unsigned: the same seven functions in PM4 and SDMA packets.
template <class Compare>
constexpr bool compares(Compare function, u64 value, u64 mask, u64 reference) {
  const u64 v = value & mask;
  switch (function) {
    case Compare::always:
      return true;
    case Compare::less:
      return v < reference;
    case Compare::less_equal:
      return v <= reference;
    case Compare::equal:
      return v == reference;
    case Compare::not_equal:
      return v != reference;
    case Compare::greater_equal:
      return v >= reference;
    case Compare::greater:
      return v > reference;
  }
  return true;  // 7 is reserved; hardware documents do not say
}

}  // namespace egpulab::simulator::amd

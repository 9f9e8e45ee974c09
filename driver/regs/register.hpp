// Typed registers: one declaration gives the driver typed access, the simulator its storage and write masks, and the
// trace tools their names. Where a register lies is its Location's business (regs/amd/ip.hpp has AMD's).
//
//   using CpHqdActive = Register<"CP_HQD_ACTIVE", Gc<0, 0x1fab>, Bit<"ACTIVE", 0>>;
//   using GcvmContextCntl = RegisterArray<"GCVM_CONTEXT#_CNTL", Gc<0, 0x1688>, Repeat<16, 4>, Bit<"ENABLE_CONTEXT",
//   0>>;
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs {

// One dimension of a register array as run-time data.
struct Dimension {
  u32 count, stride, first;  // elements; bytes from one to the next; the vendor's number of the first
};

// `Count` registers `Stride` bytes apart, which the vendor numbers from `First`.
template <u32 Count, u32 Stride, u32 First = 0>
struct Repeat {
  static_assert(Count > 0 && Stride % 4 == 0);
  static constexpr std::array<Dimension, 1> dimensions{{{Count, Stride, First}}};
};
// Registers in two dimensions, such as queues of engines: the outer one first.
template <class Outer, class Inner>
struct Grid {
  static constexpr std::array<Dimension, 2> dimensions{{Outer::dimensions[0], Inner::dimensions[0]}};
};
struct Single {
  static constexpr std::array<Dimension, 0> dimensions{};
};

// A register, or array of registers, as run-time data.
struct RegisterInfo {
  std::string_view name;  // the vendor's; '#' stands for each index of an array, in order
  std::span<const Dimension> dimensions;
  std::span<const FieldInfo> fields;

  constexpr u32 count() const {
    u32 n = 1;
    for (const Dimension& d : dimensions) n *= d.count;
    return n;
  }
  // Bytes from the first register to the `element`th, counted with the last index running fastest.
  constexpr u32 element_offset(u32 element) const {
    u32 offset = 0;
    for (std::size_t d = dimensions.size(); d-- > 0; element /= dimensions[d].count)
      offset += element % dimensions[d].count * dimensions[d].stride;
    return offset;
  }
  // The vendor's name of the `element`th register: "GCVM_CONTEXT3_CNTL".
  std::string element_name(u32 element) const;
  const FieldInfo* find_field(std::string_view field) const;
};

namespace detail {
[[noreturn]] void index_out_of_range(std::string_view name, u32 index, u32 first, u32 count);
}

// The registers `N` at `Location` (a type with `value`, whatever identifies the place, and `offset`, bytes from its
// base). `Shape` is Single, Repeat or Grid. Indices are the vendor's numbers.
template <Name N, class Location, class Shape, class... Fields>
class RegisterArray : public Bits<32, Fields...> {
  using Base = Bits<32, Fields...>;

 public:
  using Base::Base;
  using location_type = Location;
  static constexpr std::string_view name = N.view();
  static constexpr auto location = Location::value;
  static constexpr u32 offset = Location::offset;
  static constexpr auto dimensions = Shape::dimensions;
  static constexpr std::size_t rank = dimensions.size();
  static constexpr u32 count = [] {
    u32 n = 1;
    for (const Dimension& d : dimensions) n *= d.count;
    return n;
  }();
  static constexpr u32 stride = [] {  // of the last index, in bytes
    if constexpr (rank == 0)
      return u32{4};
    else
      return dimensions.back().stride;
  }();

  // Bytes from the first register to the one with these indices; throws InvalidRequest for an index that is not there.
  template <class... Index>
  requires(sizeof...(Index) == rank && (std::is_convertible_v<Index, u32> && ...)) static constexpr u32
      element_offset(Index... index) {
    u32 bytes = 0;
    [[maybe_unused]] std::size_t d = 0;
    ((bytes += element_bytes(d++, static_cast<u32>(index))), ...);
    return bytes;
  }
  // The position of the register with these indices among count, the last index running fastest.
  template <class... Index>
  requires(sizeof...(Index) == rank && (std::is_convertible_v<Index, u32> && ...)) static constexpr u32
      element(Index... index) {
    u32 n = 0;
    [[maybe_unused]] std::size_t d = 0;
    ((n = n * dimensions[d].count + ordinal(d, static_cast<u32>(index)), ++d), ...);
    return n;
  }

  template <Name... K, class... T>
  constexpr RegisterArray with(Setting<K, T>... s) const {
    RegisterArray r = *this;
    (r.set(s), ...);
    return r;
  }
  static constexpr RegisterInfo info() { return {name, dimensions, Base::fields}; }

 private:
  static constexpr u32 ordinal(std::size_t d, u32 index) {
    const Dimension& dim = dimensions[d];
    if (index - dim.first >= dim.count) detail::index_out_of_range(name, index, dim.first, dim.count);
    return index - dim.first;
  }
  static constexpr u32 element_bytes(std::size_t d, u32 index) { return ordinal(d, index) * dimensions[d].stride; }
};

template <Name N, class Location, class... Fields>
using Register = RegisterArray<N, Location, Single, Fields...>;

// The declarations of one hardware block, so that tables of all registers can be made from them.
template <class... Registers>
struct RegisterList {
  static constexpr std::size_t size = sizeof...(Registers);
};

// "CP_HQD_ACTIVE {ACTIVE=1}", or "CP_HQD_ACTIVE=0x1" for a register without fields; values of 10 and more are in hex.
std::string describe(const RegisterInfo& info, u32 value, u32 element = 0);

template <Name N, class Location, class Shape, class... Fields>
std::string describe(const RegisterArray<N, Location, Shape, Fields...>& value, u32 element = 0) {
  return describe(value.info(), value.raw(), element);
}

}  // namespace egpulab::regs

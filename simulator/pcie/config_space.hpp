// The 4 KiB of one function's configuration space: bytes with write masks, and what resets put back.
#pragma once

#include <array>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::pcie {

class ConfigSpace {
 public:
  static constexpr u32 size = 4096;

  // Building: a field's value after reset, and which of its bits software may change or clear by writing 1. Sticky bits
  // keep their value over everything but a power cycle (PCI Express Base 5.0, 7.4: RWS, RW1CS).
  void set(u32 offset, u8 bytes, u32 value);
  void writable(u32 offset, u8 bytes, u32 mask);
  void write_one_clears(u32 offset, u8 bytes, u32 mask);
  void sticky(u32 offset, u8 bytes, u32 mask);

  // As software sees it. The caller has checked 1, 2 or 4 bytes inside the space.
  u32 read(u32 offset, u8 bytes) const { return get(value_, offset, bytes); }
  void write(u32 offset, u8 bytes, u32 value);

  // As the function sees it: no masks.
  void put(u32 offset, u8 bytes, u32 value) { assign(value_, offset, bytes, value); }
  void set_bits(u32 offset, u8 bytes, u32 bits) { put(offset, bytes, read(offset, bytes) | bits); }

  void reset(bool power);
  void visit(StateVisitor& visit);

 private:
  using Plane = std::array<u8, size>;
  static u32 get(const Plane& plane, u32 offset, u8 bytes);
  static void assign(Plane& plane, u32 offset, u8 bytes, u32 value);

  Plane value_{}, reset_{}, writable_{}, clears_{}, sticky_{};
};

}  // namespace egpulab::simulator::pcie

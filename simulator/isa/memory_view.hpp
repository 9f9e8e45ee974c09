// Translations that an engine keeps of recent accesses, so that a load costs a compare instead of a page walk.
#pragma once

#include <array>

#include "simulator/isa/address_space.hpp"

namespace egpulab::simulator::isa {

struct MemoryView {
  struct Entry {
    u64 base = ~u64{0};
    u64 size = 0;
    std::byte* host = nullptr;
  };
  static constexpr u32 entries = 512;
  std::array<Entry, entries> read{}, write{};
  std::array<Entry, 64> atomic{};
  AddressSpace* space = nullptr;
  u64 generation = 0;
  MemoryFault fault{};  // of the last refused access

  // Forgets translations if the address space has moved on.
  void validate() {
    if (space->generation() != generation) clear();
  }
  void clear();
  // The host memory at `va`, for `bytes` bytes. Null: look at `straddles`; either the bytes lie in two mappings
  // (access them one by one), or `fault` says why not.
  std::byte* refill(u64 va, u64 bytes, Access access, bool& straddles);
};

}  // namespace egpulab::simulator::isa

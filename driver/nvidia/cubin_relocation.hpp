// What relocations of cubins change: their names, and the bits that a loader fills in.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::driver::nvidia {

struct CubinRelocationType {
  // Bits [low + width - 1 : low] of the place become the value shifted right.
  struct Field {
    u8 low = 0, width = 0, shift = 0;
  };
  u8 code = 0;
  std::array<Field, 2> fields{};
  bool clears = false;    // the place becomes 0
  bool in_place = false;  // without an addend of its own, what is in place is one

  u64 bytes() const;  // of the place
};

// Null for those that only linkers apply, or that this driver does not.
const CubinRelocationType* find_cubin_relocation(u32 code);
// "R_CUDA_64", "relocation 200".
std::string cubin_relocation_name(u32 code);
// `place` has at least type.bytes().
void apply_cubin_relocation(const CubinRelocationType& type, MutableBytes place, u64 value);

}  // namespace egpulab::driver::nvidia

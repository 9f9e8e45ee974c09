// Which registers an instruction reads and writes: for the check against a thread's register count, and for hazards.
#pragma once

#include <array>
#include <span>

#include "simulator/core/state.hpp"
#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

struct RegisterRange {
  u8 first = 255, count = 0;
  bool written = false, uniform = false;
  void visit(StateVisitor& v) { v(first), v(count), v(written), v(uniform); }
};

struct RegisterUse {
  std::array<RegisterRange, 8> ranges{};
  u32 count = 0;
  std::span<const RegisterRange> all() const { return {ranges.data(), count}; }
};

RegisterUse register_use(const Row& row, Word w);

// False: a register at or beyond `registers` is read or written.
bool registers_in_range(const Row& row, Word w, u32 registers);

}  // namespace egpulab::simulator::isa::sass

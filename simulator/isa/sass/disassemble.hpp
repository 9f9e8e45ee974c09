// SASS machine code as text.
#pragma once

#include <string>

#include "simulator/isa/sass/text.hpp"

namespace egpulab::simulator::isa::sass {

struct Disassembly {
  bool known = false;  // false: the version has no such instruction
  std::string text;    // "@!P0 EXIT ;", or "unknown instruction 0x... of sm_86"
};

// The instruction `w` at `address` in its function: targets of branches print as addresses in it.
Disassembly disassemble(Word w, u64 address, SmVersion sm);

// "stall 4, yield, write 0, read 1, wait 0x3f, reuse 0x1": the scheduling bits, for listings.
std::string scheduling_text(Word w);

}  // namespace egpulab::simulator::isa::sass

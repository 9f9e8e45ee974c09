// RDNA machine code as text, in the syntax of LLVM MC.
#pragma once

#include <string>

#include "driver/base/types.hpp"
#include "simulator/isa/rdna/launch.hpp"

namespace egpulab::simulator::isa::rdna {

struct Disassembly {
  u32 size = 4;        // bytes, a multiple of 4; 4 for an unknown word
  bool known = false;  // false: no such instruction, or cut short by the end of `code`
  std::string text;    // "v_add_f32_e32 v1, v2, v3", or "unknown 0x........"
};

// The instruction at the start of `code` (at most 20 bytes are looked at). Branch targets print as the encoded offset.
Disassembly disassemble(Bytes code, Generation generation, WaveSize wave_size);

}  // namespace egpulab::simulator::isa::rdna

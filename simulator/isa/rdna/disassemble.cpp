// Machine code to text, one instruction at a time.
#include "simulator/isa/rdna/disassemble.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/isa/rdna/decode.hpp"

namespace egpulab::simulator::isa::rdna {

Disassembly disassemble(Bytes bytes, Generation generation, WaveSize wave_size) {
  u32 words[5] = {};
  const std::size_t count = std::min<std::size_t>(bytes.size() / 4, 5);
  if (count == 0) return {.size = 4, .known = false, .text = "cut short"};
  std::memcpy(words, bytes.data(), count * 4);
  const Instruction i = decoder(generation).decode({words, count});
  const std::string s = text(i, wave_size);
  if (is_graphics(i))
    return {.size = i.size, .known = false, .text = fmt::format("{}: graphics, not modelled", i.row->name)};
  if (s.empty()) return {.size = 4, .known = false, .text = fmt::format("unknown 0x{:08x}", words[0])};
  return {.size = i.size, .known = true, .text = s};
}

}  // namespace egpulab::simulator::isa::rdna

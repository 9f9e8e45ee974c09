// Finds the row of a word and prints it.
#include "simulator/isa/sass/disassemble.hpp"

#include <fmt/format.h>

#include "simulator/isa/sass/decode.hpp"

namespace egpulab::simulator::isa::sass {

Disassembly disassemble(Word w, u64 address, SmVersion sm) {
  const Row* row = decoder(Level::baseline, sm).find(w);
  if (row == nullptr) return {false, unknown_instruction(w, sm)};
  return {true, text(*row, w, address, sm)};
}

std::string scheduling_text(Word w) {
  const Scheduling s = scheduling(w);
  std::string text = fmt::format("stall {}", s.stall);
  if (s.yield) text += ", yield";
  if (s.write_barrier != 7) text += fmt::format(", write {}", s.write_barrier);
  if (s.read_barrier != 7) text += fmt::format(", read {}", s.read_barrier);
  if (s.wait_mask != 0) text += fmt::format(", wait {:#x}", s.wait_mask);
  if (s.reuse != 0) text += fmt::format(", reuse {:#x}", s.reuse);
  return text;
}

}  // namespace egpulab::simulator::isa::sass

// What syntaxes print with: the word, and the text so far.
#pragma once

#include <string>

#include "simulator/isa/sass/syntax.hpp"
#include "simulator/isa/sass/text.hpp"

namespace egpulab::simulator::isa::sass {

class Printer {
 public:
  Printer(const Row& its_row, Word word, u64 at, SmVersion version) : w(word), row(its_row), address(at), sm(version) {}

  // Appends a modifier ("" appends nothing), an operand.
  void modifier(std::string_view name);
  void operand(std::string_view text);
  // Appends to the operand before, with a space instead of a comma.
  void beside(std::string_view text);

  u64 bits(u32 at, u32 count) const { return w.bits(at, count); }
  bool bit(u32 at) const { return w.bit(at); }

  // "R3", "RZ"; "UR4", "URZ", or the register `behind` that many; "P0" and so on, `prefix` "" or "U".
  static std::string vector_register(u64 number);
  std::string uniform_register(u32 at, u32 behind = 0) const;
  static std::string predicate(u64 number, std::string_view prefix = "");
  std::string read_predicate(u32 at, std::string_view prefix = "") const;
  std::string vector_at(u32 at) const { return vector_register(w.bits(at, 8)); }
  // "c[0x0][0x160]" of bits 38-58, or "cx[UR4][0x160]" where bit 91 says so.
  std::string constant() const;
  // Target of a branch: what bits 34 and up (or also 16-23) say, from the next instruction on.
  u64 target() const;
  i64 branch_offset() const;

  const Word w;
  const Row& row;
  const u64 address;
  const SmVersion sm;
  std::string mnemonic, operands;
};

// "0x1f", "-0x1f".
std::string hex(u64 value);
std::string signed_hex(i64 value);
std::string float_text(double value, bool negative_nan);  // "0.5", "1.0e+20" with twenty digits, "+INF", "-QNAN"
std::string float32_text(u32 bits);
std::string double_high_text(u32 high);
std::string half_text(u16 bits);
std::string bf16_text(u16 bits);
// SR_TID.X and so on.
std::string special_register(u32 number);
// A source operand: slot, modifiers, immediates.
void print_source(Printer& p, const Part& part);

}  // namespace egpulab::simulator::isa::sass

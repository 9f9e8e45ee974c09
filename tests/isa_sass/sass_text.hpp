// An instruction as NVIDIA's disassembler prints it, taken apart. What tests expect is derived from this text, never
// from the word's fields: a word misread by the decoder cannot be expected wrongly in the same way.
#pragma once

#include <string>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator::isa::sass {

struct TextOperand {
  enum class Kind : u8 { none, row, uniform, predicate, uniform_predicate, predicates, immediate, constant, special };
  Kind kind = Kind::none;
  u32 index = 0;  // RZ and URZ 255, PT 7; of constants the bank
  u32 value = 0;  // immediate, or offset of the constant
  u64 wide = 0;   // immediate of 64 bits
  u32 byte = 0;   // .B1
  bool minus = false, complement = false, not_ = false;
  std::string name;  // of special registers
  bool is_predicate() const { return kind == Kind::predicate || kind == Kind::uniform_predicate; }
};
struct SassText {
  TextOperand guard;              // Kind::none: always
  std::string name;               // without modifiers
  std::vector<std::string> dots;  // the modifiers
  std::vector<TextOperand> operands;
  bool has(const std::string& modifier) const {
    for (const std::string& d : dots)
      if (d == modifier) return true;
    return false;
  }
};
SassText parse_sass(const std::string& text);

}  // namespace egpulab::simulator::isa::sass

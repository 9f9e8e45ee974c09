// A line of a table of float instructions on a warp: its operands as the text names them, and values at the edges.
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <random>
#include <string>
#include <vector>

#include "tests/isa_sass/exact.hpp"
#include "tests/isa_sass/semantic_rows.hpp"
#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {

// A source as printed: sign, register, constant or immediate, and the part of it.
struct FloatOperand {
  enum class Kind : u8 { row, uniform, constant, immediate, predicate } kind = Kind::immediate;
  u32 index = 0, offset = 0;
  bool minus = false, absolute = false, not_ = false;
  std::string part;  // H0_H0, H1_H1, F32, H1, B1...
};
FloatOperand parse_float_operand(std::string text);

class FloatScene {
 public:
  FloatScene(const SemanticRow& line, u32 seed);

  const SemanticRow& line;
  std::string name;
  std::vector<std::string> dots;
  std::vector<FloatOperand> operands;
  OneWarp one;

  bool has(const std::string& dot) const;
  Direction direction() const;
  // Fills registers, predicates and constants anew.
  void fill();
  // Bits of operand n in a lane before the instruction, without its sign; an immediate is the word's.
  u32 raw(std::size_t n, u32 lane) const;
  u64 raw64(std::size_t n, u32 lane) const;  // an immediate is the upper half
  // With sign and absolute value, as f32 or f64.
  u64 f32(std::size_t n, u32 lane) const;
  u64 f64(std::size_t n, u32 lane) const;
  bool holds(std::size_t n, u32 lane) const;
  u32 exec() const;
  // Runs the word, and compares: registers that operand 0 names get `result` in the lanes that execute, all others
  // stay.
  void expect(u32 registers, const std::function<u64(u32 lane)>& result);
  // The same for the predicates that operands 0 and 1 name.
  void expect_predicates(const std::function<bool(u32 lane, u32 which)>& result);

 private:
  void run_word();
  std::mt19937 random_;
  u32 next();
  std::vector<u32> constants_[4];
  FloatOperand guard_;
  bool guarded_ = false;
  std::vector<std::vector<u32>> before_;
  u32 predicates_before_[8] = {};
};

// Runs `check` on each line of a table, some rounds each.
void for_each_float_row(const std::string& family, const std::function<void(FloatScene&)>& check);

}  // namespace egpulab::simulator::isa::sass

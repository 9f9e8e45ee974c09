// Finds the row of a word.
#pragma once

#include <array>
#include <span>
#include <string>
#include <vector>

#include "simulator/isa/level.hpp"
#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

// The rows that one version has, by opcode, form and bit 91.
class Decoder {
 public:
  Decoder(const Tables& tables, SmVersion sm);

  // The row of `w`; null: the version has no such instruction.
  const Row* find(Word w) const { return rows_[key(w)]; }

  // Words that two rows claim, as sentences; a test wants none.
  std::span<const std::string> overlaps() const { return overlaps_; }

 private:
  static u32 key(Word w) { return (static_cast<u32>(w.low) & 0xfff) | static_cast<u32>(w.bit(91)) << 12; }

  std::array<const Row*, 1 << 13> rows_{};
  std::vector<std::string> overlaps_;
};

// The decoder of a version, its handlers compiled for `level`; made when first asked for.
const Decoder& decoder(Level level, SmVersion sm);

// Whether its guard is a uniform predicate.
bool guarded_by_uniform(const Row& row);

// "unknown instruction 0x...": for errors about words without a row.
std::string unknown_instruction(Word w, SmVersion sm);

}  // namespace egpulab::simulator::isa::sass

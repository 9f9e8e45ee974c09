// Finds the row of a word: a table of pointers for each version, filled from the rows.
#include "simulator/isa/sass/decode.hpp"

#include <fmt/format.h>

#include <map>
#include <memory>
#include <mutex>

#include "simulator/isa/sass/level.hpp"

namespace egpulab::simulator::isa::sass {

namespace {
// Such rows go before those for both values.
bool names_bit91(const Row& row) { return (row.flags & (bit91_set | bit91_clear)) != 0; }
}  // namespace

Decoder::Decoder(const Tables& tables, SmVersion sm) {
  for (const auto& family : tables.families)
    for (const Row& row : family) {
      if (sm < row.first || sm > row.last) continue;
      for (u32 bit91 = 0; bit91 < 2; ++bit91) {
        if ((row.flags & (bit91 ? bit91_clear : bit91_set)) != 0) continue;
        for (u32 form = 0; form < 8; ++form) {
          if ((row.forms >> form & 1) == 0) continue;
          const Row*& entry = rows_[row.opcode | form << 9 | bit91 << 12];
          if (entry == nullptr || (names_bit91(row) && !names_bit91(*entry)))
            entry = &row;
          else if (names_bit91(row) == names_bit91(*entry))
            overlaps_.push_back(fmt::format("{} and {} both claim {:03x} with bit 91 {} on sm_{}", entry->name,
                                            row.name, row.opcode | form << 9, bit91, sm));
        }
      }
    }
}

const Decoder& decoder(Level level, SmVersion sm) {
  static std::mutex mutex;
  static std::map<std::pair<Level, SmVersion>, std::unique_ptr<Decoder>> all;
  const std::scoped_lock lock(mutex);
  std::unique_ptr<Decoder>& made = all[{level, sm}];
  if (!made) made = std::make_unique<Decoder>(tables(level), sm);
  return *made;
}

bool guarded_by_uniform(const Row& row) {
  return row.operands == Operands::uniform || (row.flags & uniform_guard) != 0;
}

std::string unknown_instruction(Word w, SmVersion sm) {
  return fmt::format("unknown instruction 0x{:016x}{:016x} of sm_{}", w.high, w.low, sm);
}

}  // namespace egpulab::simulator::isa::sass

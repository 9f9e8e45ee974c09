// Programs of the tests: words with the text that the disassembler has for them.
#pragma once

#include <gtest/gtest.h>

#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {

struct Line {
  u64 high, low;
  const char* text;
};

// The words; fails the test where a text does not belong to its word.
inline std::vector<Word> words(const std::vector<Line>& lines, SmVersion sm = 86) {
  std::vector<Word> all;
  for (const Line& l : lines) {
    const Word w = word(l.high, l.low);
    EXPECT_EQ(disassemble(w, all.size() * instruction_bytes, sm).text, l.text) << "line " << all.size();
    all.push_back(w);
  }
  return all;
}

// A grid that gets the address of `results` words as its parameter.
struct ListingRun : OneGrid {
  explicit ListingRun(const std::vector<Line>& lines, u32 threads = 32, u32 results = 1024) : OneGrid(words(lines)) {
    launch.block = {threads, 1, 1};
    launch.shared_bytes = 256;
    out = memory.put(std::vector<u32>(results));
    set_parameters({out});
  }
  // The word that thread `n` stored, in the `row`-th array of `threads` words.
  u32 result(u32 n, u32 row = 0) { return memory.get<u32>(out + 4 * (u64{row} * launch.block[0] + n), 1)[0]; }
  u64 out = 0;
};

}  // namespace egpulab::simulator::isa::sass

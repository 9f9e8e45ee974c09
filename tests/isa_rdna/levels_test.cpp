// Every vector instruction gives the same bits at every host level, whatever its operands, modifiers and modes.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/isa/sanitized.hpp"
#include "tests/isa_rdna/vector_words.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr u32 rounds = sanitized ? 24 : 200;

// The wave after one instruction at `host`; null if the words are not `wanted`, or refused.
std::unique_ptr<Wave> run(Level host, Generation generation, const std::vector<u32>& words, const Row& wanted,
                          WaveSize size, const Wave& start) {
  force_level(host);
  const Instruction i = decoder(generation).decode(words);
  const auto is_wanted = [&](const Row* row) { return row && std::string_view(row->name) == wanted.name; };
  if (!is_wanted(i.row) && !is_wanted(i.row_y)) return nullptr;
  Block block;
  predecode(i, 0x1000, size, tables(host), block);
  if (block.records.empty() || block.records[0].run == tables(host).wrappers->illegal) return nullptr;
  auto wave = std::make_unique<Wave>(start);
  wave->generation = generation;
  wave->v = wave->banks[0].data();
  block.records.emplace_back();
  block.records[0].run(*wave, block.records.data());
  return wave;
}

class RdnaLevels : public testing::TestWithParam<Generation> {};
TEST_P(RdnaLevels, EveryVectorInstructionGivesTheSameBits) {
  const auto levels = available_levels();
  u32 instructions = 0, words_run = 0;
  std::string never;
  std::vector<std::unique_ptr<Wave>> starts;
  for (u32 round = 0; round < rounds; ++round)
    starts.push_back(random_wave(round, round % 4 == 3 ? WaveSize::wave64 : WaveSize::wave32));
  force_level(Level::baseline);
  for (const Row* each : decoder(GetParam()).rows()) {
    const Row& row = *each;
    if (!is_vector(row.format) || !row.run) continue;
    ++instructions;
    WordMaker maker(instructions);
    u32 ran = 0, differing = 0;
    for (u32 round = 0; round < rounds && differing < 3; ++round) {
      const auto words = maker.words(row);
      const WaveSize size = round % 4 == 3 ? WaveSize::wave64 : WaveSize::wave32;
      const auto first = run(levels[0], GetParam(), words, row, size, *starts[round]);
      if (!first) continue;
      ++ran;
      for (std::size_t n = 1; n < levels.size(); ++n) {
        const auto other = run(levels[n], GetParam(), words, row, size, *starts[round]);
        ASSERT_TRUE(other) << row.name << " is refused at level " << name(levels[n]);
        const auto where = difference(*first, *other);
        differing += !where.empty();
        EXPECT_EQ(where, "") << fmt::format("{} ({:08x} {:08x} {:08x}, wave{}, round {}): baseline and {}", row.name,
                                            words[0], words[1], words[2], static_cast<u32>(size), round,
                                            name(levels[n]));
      }
    }
    words_run += ran;
    if (!ran) never += std::string(" ") + row.name;
  }
  force_level(levels.back());
  fmt::print("{} vector instructions, {} words run at {} levels\n", instructions, words_run, levels.size());
  EXPECT_EQ(never, "") << "no random word was accepted";
}
INSTANTIATE_TEST_SUITE_P(Generations, RdnaLevels, testing::Values(Generation::gfx11, Generation::gfx12),
                         [](const auto& g) { return g.param == Generation::gfx11 ? "gfx11" : "gfx12"; });

}  // namespace
}  // namespace egpulab::simulator::isa::rdna

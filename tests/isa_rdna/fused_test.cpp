// Two instructions executed as one leave what they leave one after the other.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/isa_rdna/vector_words.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

// The row that a handler executes; null: no plain vector instruction.
const Row* row_of(const Tables& tables, Handler handler) {
  for (const auto& family : tables.families)
    for (const Row& row : family)
      if (row.run == handler && is_vector(row.format) && row.format != Format::vopd) return &row;
  return nullptr;
}

// One instruction of that row with random operands and without modifiers; null: these words make no such thing.
std::unique_ptr<Record> plain_record(const Row& row, const Tables& tables, WordMaker& maker) {
  const Instruction i = decoder(Generation::gfx11).decode(maker.words(row));
  if (!i.row || i.row->run != row.run) return nullptr;
  Block block;
  predecode(i, 0x1000, WaveSize::wave32, tables, block);
  if (block.records.size() != 1 || block.records[0].run != row.run) return nullptr;
  return std::make_unique<Record>(block.records[0]);
}

// Random operands seldom meet: lets the second use what the first makes, in the ways that compilers do.
void tie(Record& a, Record& b, u32 way) {
  if (way == 1) b.from[2] = From::sgpr, b.src[2] = {a.sdst, 0};
  if (way == 2) {
    b.dst = a.dst;
    for (u32 n = 0; n < 3; ++n) a.from[n] = b.from[n] = From::row;
    for (u32 n = 0; n < 2; ++n) a.src[n].low %= 48, b.src[n].low %= 48;
    a.src[2] = b.src[2] = {a.dst, 0};
  }
  if (way == 3) b.from[0] = From::row, b.src[0] = {a.dst, 0};
}

TEST(RdnaFused, PairsLeaveWhatTheirInstructionsDoAtEveryLevel) {
  constexpr u32 rounds = 4000, enough = 60;  // random words seldom fit
  u32 pairs_seen = 0;
  for (const Level host : available_levels()) {
    force_level(host);
    const Tables& t = tables(host);
    for (const FusedPair& pair : t.pairs) {
      const Row *first = row_of(t, pair.first), *second = row_of(t, pair.second);
      if (!first || !second) continue;  // memory and branches: kernels show them
      ++pairs_seen;
      WordMaker maker(pairs_seen);
      u32 ran = 0;
      for (u32 round = 0; round < rounds && ran < enough; ++round) {
        const auto a = plain_record(*first, t, maker), b = plain_record(*second, t, maker);
        if (!a || !b) continue;
        tie(*a, *b, round % 4);
        if (pair.fits && !pair.fits(*a, *b)) continue;
        const auto start = random_wave(round, WaveSize::wave32);
        if (round % 3) start->mode = 0x3f0;  // what compilers ask for
        Record records[3] = {*a, *b, {}};

        Wave one_by_one = *start, fused = *start;
        one_by_one.v = one_by_one.banks[0].data(), fused.v = fused.banks[0].data();
        pair.first(one_by_one, &records[0]);
        pair.second(one_by_one, &records[1]);
        const Record* next = pair.both(fused, &records[0]);

        ++ran;
        ASSERT_EQ(next, &records[2]);
        ASSERT_EQ(fused.uncounted, one_by_one.uncounted - 1) << "both count as retired";
        ASSERT_EQ(difference(fused, one_by_one), "")
            << fmt::format("{} and {}, {}, round {}", first->name, second->name, name(host), round);
      }
      EXPECT_GE(ran, enough / 3) << first->name << " and " << second->name;
    }
  }
  force_level(available_levels().back());
  EXPECT_GE(pairs_seen, 5 * available_levels().size());
}

}  // namespace
}  // namespace egpulab::simulator::isa::rdna

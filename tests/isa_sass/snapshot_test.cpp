// A grid saved in the middle and restored elsewhere ends as if nothing had happened.
#include "simulator/core/state_visitors.hpp"
#include "tests/isa_sass/listing.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
// Each lane counts to 3000 and its number more; then all of its block meet at a barrier.
const std::vector<Line> busy = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000002500, 0x0000000000077919, "S2R R7, SR_CTAID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x00000000078e0204, 0x0000010007047825, "IMAD.WIDE R4, R7, 0x100, R4 ;"},
    {0x00000000078ec0ff, 0x0000001f00077812, "LOP3.LUT R7, R0, 0x1f, RZ, 0xc0, !PT ;"},
    {0x0000000000000f00, 0x0000000000017802, "MOV R1, 0x0 ;"},
    {0x0000000003800000, 0x0000004000007945, "BSSY B0, 0xd0 ;"},
    {0x0000000007ffe0ff, 0x0000000101017810, "IADD3 R1, R1, 0x1, RZ ;"},
    {0x0000000007ffe0ff, 0x00000bb807027810, "IADD3 R2, R7, 0xbb8, RZ ;"},
    {0x0000000003f01070, 0x000000020100720c, "ISETP.LT.U32.AND P0, PT, R1, R2, PT ;"},
    {0x000000000383ffff, 0xffffffc000000947, "@P0 BRA 0x90 ;"},
    {0x0000000003800000, 0x0000000000007941, "BSYNC B0 ;"},
    {0x0000000000000000, 0x0000000000007b1d, "BAR.SYNC 0x0 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// clang-format on

std::unique_ptr<ListingRun> prepared() {
  auto run = std::make_unique<ListingRun>(busy, 64);
  run->launch.grid = {3, 1, 1};
  return run;
}

TEST(Snapshot, AGridRestoredInTheMiddleEndsWithTheSameBits) {
  const auto straight = prepared();
  ASSERT_EQ(straight->run(), Progress::finished) << straight->fault_text();
  const auto expected = straight->memory.get<u32>(straight->out, 1024);
  for (u32 t = 0; t < 192; ++t) ASSERT_EQ(expected[t], 3000u + t % 32) << t;

  const auto first = prepared();
  Progress progress = first->run(1);
  u32 restores = 0;
  while (progress == Progress::yielded) {
    std::vector<std::byte> saved;
    StateSaver saver(saved);
    first->grid->visit(saver);
    GridLaunch other;  // to be replaced by what was saved
    first->grid = std::make_unique<Grid>(other, first->memory, first->programs, first->environment);
    StateRestorer restorer(saved);
    first->grid->visit(restorer);
    restorer.finish();
    first->programs.invalidate();
    progress = first->grid->run(1);
    ++restores;
  }
  ASSERT_EQ(progress, Progress::finished) << first->fault_text();
  EXPECT_GT(restores, 10u);
  EXPECT_EQ(first->memory.get<u32>(first->out, 1024), expected);
  EXPECT_EQ(first->grid->retired(), straight->grid->retired());
}

TEST(Snapshot, TheBudgetsGivenDoNotChangeWhatHappens) {
  const auto a = prepared(), b = prepared();
  while (a->grid == nullptr || a->grid->retired() < 40'000) {
    if (!a->grid)
      a->run(1000);
    else
      a->grid->run(1000);
  }
  b->run(a->grid->retired());
  while (b->grid->retired() < a->grid->retired()) b->grid->run(1);
  StateHasher of_a, of_b;
  a->grid->visit(of_a), b->grid->visit(of_b);
  EXPECT_EQ(of_a.digest(), of_b.digest());
}

TEST(Snapshot, ADamagedStateIsRefused) {
  const auto run = prepared();
  run->run(1);
  std::vector<std::byte> saved;
  StateSaver saver(saved);
  run->grid->visit(saver);
  for (std::size_t n = 0; n < 400; ++n) {
    std::vector<std::byte> damaged = saved;
    damaged[n] ^= std::byte{0xff};
    ListingRun other(busy, 64);
    other.grid = std::make_unique<Grid>(GridLaunch{}, other.memory, other.programs, other.environment);
    StateRestorer restorer(damaged);
    try {
      other.grid->visit(restorer);
      other.grid->run(10'000);  // whatever it does, it ends
    } catch (const StateMismatch&) {
    }
  }
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

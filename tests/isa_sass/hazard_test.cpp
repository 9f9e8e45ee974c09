// Strict mode: a result that is used before its scoreboard was waited for is told of.
#include "tests/isa_sass/listing.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
const std::vector<Line> hazards = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x000000000c1e1900, 0x0000000404067981, "LDG.E R6, [R4.64] ;"},
    {0x0000000007ffe0ff, 0x0000000106017810, "IADD3 R1, R6, 0x1, RZ ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000000000f00, 0x0000000000047802, "MOV R4, 0x0 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// clang-format on
constexpr u32 load = 4, sum = 5, overwrite = 7;  // lines

Line scheduled(Line line, u32 write_barrier, u32 read_barrier, u32 wait_mask) {
  line.high |= (u64{write_barrier} << 46) | (u64{read_barrier} << 49) | (u64{wait_mask} << 52);
  return line;
}
// Every line without scoreboards, but S2R, which sets number 5, and the first use of its result.
std::vector<Line> program() {
  std::vector<Line> lines = hazards;
  for (std::size_t n = 0; n < lines.size(); ++n)
    if (n != load) lines[n] = scheduled(lines[n], n == 0 ? 5 : 7, 7, n == 3 ? 1 << 5 : 0);
  lines[load] = scheduled(lines[load], 0, 7, 0);
  return lines;
}
std::vector<TestEnvironment::Hazard> told(const std::vector<Line>& lines) {
  ListingRun run(lines);
  run.launch.strict = true;
  EXPECT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (auto& h : run.environment.hazards) h.pc -= run.launch.program;
  return run.environment.hazards;
}

TEST(Strict, AResultThatIsWaitedForIsGood) {
  auto lines = program();
  lines[sum].high |= u64{1} << 52;
  EXPECT_TRUE(told(lines).empty());
}

TEST(Strict, AResultThatIsReadTooEarlyIsToldOfOnce) {
  const auto hazards_met = told(program());
  ASSERT_EQ(hazards_met.size(), 1u);
  EXPECT_EQ(hazards_met[0].pc, sum * 16);
  EXPECT_EQ(hazards_met[0].what,
            "IADD3 reads R6 before scoreboard 0 was waited for, which the instruction at offset 0x40 releases with its "
            "result");
}

TEST(Strict, AnAddressThatIsOverwrittenWhileAStoreStillReadsItIsToldOf) {
  auto lines = program();
  lines[sum].high |= u64{1} << 52;
  lines[sum + 1] = scheduled(hazards[sum + 1], 7, 2, 0);  // the store reads late
  auto met = told(lines);
  ASSERT_EQ(met.size(), 1u);
  EXPECT_EQ(met[0].pc, overwrite * 16);
  lines[overwrite].high |= u64{1} << (52 + 2);
  EXPECT_TRUE(told(lines).empty());
}

// As after a return that only some lanes have come to.
TEST(Strict, ALoadOfOtherLanesIsNotWaitedFor) {
  const auto guarded_by = [](Line line, u64 guard, const char* text) {
    line.low = (line.low & ~u64{0xf000}) | guard << 12;
    line.text = text;
    return line;
  };
  auto lines = program();
  const Line unguarded = lines[sum];
  lines[load] = guarded_by(lines[load], 0, "@P0 LDG.E R6, [R4.64] ;");
  lines[sum] = guarded_by(lines[sum], 8, "@!P0 IADD3 R1, R6, 0x1, RZ ;");
  const Line lane_seven = {0x0000000003f02070, 0x000000070000780c, "ISETP.EQ.U32.AND P0, PT, R0, 0x7, PT ;"};
  lines.insert(lines.begin() + load, scheduled(lane_seven, 7, 7, 0));
  EXPECT_TRUE(told(lines).empty());
  lines[sum + 1] = unguarded;
  EXPECT_EQ(told(lines).size(), 1u);
}

TEST(Strict, ALoadWithoutAScoreboardIsToldOf) {
  auto lines = program();
  lines[load] = scheduled(hazards[load], 7, 7, 0);
  const auto met = told(lines);
  ASSERT_EQ(met.size(), 1u);
  EXPECT_EQ(met[0].what,
            "IADD3 reads R6, which the instruction at offset 0x40 gives some time later, and no scoreboard says when");
}

TEST(Strict, WithoutItNothingIsChecked) {
  ListingRun run(program());
  EXPECT_EQ(run.run(), Progress::finished);
  EXPECT_TRUE(run.environment.hazards.empty());
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

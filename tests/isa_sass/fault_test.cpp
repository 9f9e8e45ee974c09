// What a program does wrong is named: where, which instruction, which lane.
#include <fmt/format.h>

#include "tests/isa_sass/listing.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
const std::vector<Line> endless = {
    {0x000000000383ffff, 0xfffffff000007947, "BRA 0x0 ;"},
};
const std::vector<Line> beyond_code = {
    {0x0000000000000f00, 0x0000004000027802, "MOV R2, 0x40 ;"},
    {0x0000000000000f00, 0x0000001000037802, "MOV R3, 0x10 ;"},
    {0x0000000003800000, 0x0000000002007949, "BRX R2 0x0 ;"},
};
const std::vector<Line> misaligned_pc = {
    {0x0000000000000f00, 0x0000000800027802, "MOV R2, 0x8 ;"},
    {0x0000000000000f00, 0x0000000000037802, "MOV R3, 0x0 ;"},
    {0x0000000003800000, 0x0000000002007949, "BRX R2 0x0 ;"},
};
const std::vector<Line> trap = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000003f02070, 0x000000070000780c, "ISETP.EQ.U32.AND P0, PT, R0, 0x7, PT ;"},
    {0x0000000000300000, 0x000000040000095c, "@P0 BPT.TRAP 0x1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> registers = {
    {0x0000000000000f00, 0x0000000100287802, "MOV R40, 0x1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> unknown = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
};
// clang-format on

TEST(Faults, AnEndlessLoopIsEndedByItsBudget) {
  ListingRun run(endless);
  run.launch.instruction_budget = 100'000;
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.grid->fault()->kind, Fault::Kind::budget);
  EXPECT_EQ(run.fault_text(), fmt::format("kernel at {:#x}, offset 0x0: BRA 0x0 ;, lane 0: more than 100000 "
                                          "instructions, which is what the launch may take",
                                          run.launch.program));
}

TEST(Faults, WithoutABudgetAnEndlessLoopGoesOn) {
  ListingRun run(endless);
  EXPECT_EQ(run.run(100'000), Progress::yielded);
  EXPECT_EQ(run.grid->run(100'000), Progress::yielded);
  EXPECT_GE(run.grid->retired(), 200'000u);
}

TEST(Faults, AJumpOutOfTheCodeIsAFetchThatThePageTablesRefuse) {
  ListingRun run(beyond_code);
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.grid->fault()->kind, Fault::Kind::memory);
  EXPECT_EQ(run.grid->fault()->pc, run.launch.program + 0x30 + 0x1000000040);
  EXPECT_NE(run.fault_text().find("instruction fetch of"), std::string::npos) << run.fault_text();
  EXPECT_NE(run.fault_text().find("after the jump at offset 0x20"), std::string::npos) << run.fault_text();
}

TEST(Faults, AJumpBetweenInstructionsIsMisaligned) {
  ListingRun run(misaligned_pc);
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.grid->fault()->error, WarpError::misaligned_pc);
  EXPECT_EQ(run.grid->fault()->pc, run.launch.program + 0x38);
}

TEST(Faults, ATrapNamesItsLane) {
  ListingRun run(trap);
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.fault_text(),
            fmt::format("kernel at {:#x}, offset 0x20: @P0 BPT.TRAP 0x1 ;, lane 7: trap", run.launch.program));
}

TEST(Faults, ARegisterThatTheLaunchDoesNotHaveIsOutOfRange) {
  ListingRun run(registers);
  run.launch.registers = 40;
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.grid->fault()->error, WarpError::oor_reg);
  run.launch.registers = 41;  // given in eights
  EXPECT_EQ(run.run(), Progress::finished) << run.fault_text();
}

TEST(Faults, AnUnknownWordIsAnIllegalEncoding) {
  ListingRun run(unknown);  // zeros follow
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.grid->fault()->error, WarpError::illegal_instr_encoding);
  EXPECT_NE(run.fault_text().find("offset 0x10: unknown instruction 0x00000000000000000000000000000000 of sm_86"),
            std::string::npos)
      << run.fault_text();
}

TEST(Faults, ABlockThatNoMultiprocessorCanHoldDoesNotStart) {
  ListingRun run(endless, 32);
  run.launch.shared_bytes = 200 * 1024;
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_NE(run.fault_text().find("204800 bytes of shared memory a block"), std::string::npos) << run.fault_text();
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// Barriers of thread blocks count threads (PTX ISA, barrier.cta).
#include "tests/isa_sass/listing.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
// How many, whether all, and whether any of 128 threads have a number below 20.
const std::vector<Line> bar_red = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000003f01070, 0x000000140000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x14, PT ;"},
    {0x0000000000004000, 0x0000000000007b1d, "BAR.RED.POPC 0x0, P0 ;"},
    {0x00000000000e4000, 0x000000000001731c, "B2R.RESULT R1 ;"},
    {0x0000000000004400, 0x0000000000007b1d, "BAR.RED.AND 0x0, P0 ;"},
    {0x00000000000e4000, 0x000000000006731c, "B2R.RESULT R6 ;"},
    {0x0000000000004800, 0x0000000000007b1d, "BAR.RED.OR 0x0, P0 ;"},
    {0x00000000000e4000, 0x000000000007731c, "B2R.RESULT R7 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x000000000c101904, 0x0002000604007986, "STG.E [R4.64+0x200], R6 ;"},
    {0x000000000c101904, 0x0004000704007986, "STG.E [R4.64+0x400], R7 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// Warp 0 gives a value to warp 1; only they take part in barrier 3.
const std::vector<Line> named_barrier = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000017802, "MOV R1, 0x0 ;"},
    {0x0000000000000f00, 0x0000002a00037802, "MOV R3, 0x2a ;"},
    {0x0000000000000f00, 0x0000000000087802, "MOV R8, 0x0 ;"},
    {0x0000000003f06070, 0x000000400000780c, "ISETP.GE.U32.AND P0, PT, R0, 0x40, PT ;"},
    {0x0000000003800000, 0x0000007000000947, "@P0 BRA 0x100 ;"},
    {0x0000000003f21070, 0x000000200000780c, "ISETP.LT.U32.AND P1, PT, R0, 0x20, PT ;"},
    {0x0000000003800000, 0x0000003000001947, "@P1 BRA 0xe0 ;"},
    {0x0000000000000000, 0x00c1000000007b1d, "BAR.SYNC 0x3, 0x40 ;"},
    {0x0000000000000800, 0x0000000008017984, "LDS R1, [R8] ;"},
    {0x0000000003800000, 0x0000002000007947, "BRA 0x100 ;"},
    {0x0000000000000800, 0x0000000308007388, "STS [R8], R3 ;"},
    {0x0000000000002000, 0x00c1000000007b1d, "BAR.ARV 0x3, 0x40 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> exit_before_barrier = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000500017802, "MOV R1, 0x5 ;"},
    {0x0000000003f01070, 0x000000300000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x30, PT ;"},
    {0x0000000003800000, 0x000000000000094d, "@P0 EXIT ;"},
    {0x0000000000000000, 0x0000000000007b1d, "BAR.SYNC 0x0 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> barrier_mismatch = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000003f01070, 0x000000200000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x20, PT ;"},
    {0x0000000003800000, 0x0000002000000947, "@P0 BRA 0x50 ;"},
    {0x0000000000000000, 0x0040000000007b1d, "BAR.SYNC 0x1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
    {0x0000000000000000, 0x0000000000007b1d, "BAR.SYNC 0x0 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> warpsync_that_never_comes = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000003f01070, 0x000000100000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x10, PT ;"},
    {0x0000000003800000, 0x0000002000000947, "@P0 BRA 0x50 ;"},
    {0x0000000000000000, 0x0000000000007b1d, "BAR.SYNC 0x0 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
    {0x0000000003800000, 0xffffffff00007948, "WARPSYNC 0xffffffff ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> bsync_that_never_comes = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000400017802, "MOV R1, 0x4 ;"},
    {0x0000000003800000, 0x0000003000007945, "BSSY B0, 0x90 ;"},
    {0x0000000003f01070, 0x000000100000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x10, PT ;"},
    {0x0000000003800000, 0x0000001000000947, "@P0 BRA 0x90 ;"},
    {0x0000000000000000, 0x0000000000007b1d, "BAR.SYNC 0x0 ;"},
    {0x0000000003800000, 0x0000000000007941, "BSYNC B0 ;"},
    {0x0000000000000000, 0x0000000000000b1d, "@P0 BAR.SYNC 0x0 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// clang-format on

TEST(Barrier, CountsAndCombinesThePredicatesOfAllThreads) {
  ListingRun run(bar_red, 128);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 t = 0; t < 128; ++t) {
    EXPECT_EQ(run.result(t, 0), 20u);
    EXPECT_EQ(run.result(t, 1), 0u);
    EXPECT_NE(run.result(t, 2), 0u);
  }
}

TEST(Barrier, ANamedBarrierOfTwoWarpsHandsAValueOver) {
  ListingRun run(named_barrier, 96);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 t = 0; t < 96; ++t) EXPECT_EQ(run.result(t), t >= 32 && t < 64 ? 42u : 0u);
}

TEST(Barrier, ThreadsThatHaveEndedAreNotWaitedFor) {
  ListingRun run(exit_before_barrier, 96);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 t = 0; t < 96; ++t) EXPECT_EQ(run.result(t), t < 48 ? 0u : 5u);
}

TEST(Barrier, WarpsAtDifferentBarriersAreNamedAsStuck) {
  ListingRun run(barrier_mismatch, 64);
  ASSERT_EQ(run.run(), Progress::faulted);
  EXPECT_EQ(run.grid->fault()->kind, Fault::Kind::barrier);
  const std::string text = run.fault_text();
  EXPECT_NE(text.find("block (0, 0, 0) can never go on"), std::string::npos) << text;
  EXPECT_NE(text.find("warp 0 lanes 0xffffffff at offset 0x50 (BAR 0)"), std::string::npos) << text;
  EXPECT_NE(text.find("warp 1 lanes 0xffffffff at offset 0x30 (BAR 1)"), std::string::npos) << text;
  EXPECT_NE(text.find("barrier 0 has 32 of 64 threads"), std::string::npos) << text;
}

TEST(Barrier, LanesThatWaitForLanesAtABarrierAreNamedAsStuck) {
  ListingRun run(warpsync_that_never_comes);
  ASSERT_EQ(run.run(), Progress::faulted);
  const std::string text = run.fault_text();
  EXPECT_NE(text.find("lanes 0x0000ffff at offset 0x50 (WARPSYNC 0xffffffff)"), std::string::npos) << text;
}

TEST(Barrier, ConvergenceIsGivenUpRatherThanADeadlockAndToldOf) {
  ListingRun run(bsync_that_never_comes);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  EXPECT_EQ(run.environment.approximations.size(), 1u);
  EXPECT_EQ(run.result(5), 4u);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

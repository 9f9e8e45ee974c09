// Lanes that go different ways come together again where the program says so, and only there.
#include "tests/isa_sass/listing.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
// Each lane goes round as often as its number says.
const std::vector<Line> loop_by_lane = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000017802, "MOV R1, 0x0 ;"},
    {0x0000000000000f00, 0x0000000000027802, "MOV R2, 0x0 ;"},
    {0x0000000003800000, 0x0000005000007945, "BSSY B0, 0xc0 ;"},
    {0x0000000003f06070, 0x000000000200720c, "ISETP.GE.U32.AND P0, PT, R2, R0, PT ;"},
    {0x0000000003800000, 0x0000003000000947, "@P0 BRA 0xc0 ;"},
    {0x0000000007ffe0ff, 0x0000000301017810, "IADD3 R1, R1, 0x3, RZ ;"},
    {0x0000000007ffe0ff, 0x0000000102027810, "IADD3 R2, R2, 0x1, RZ ;"},
    {0x000000000383ffff, 0xffffffb000007947, "BRA 0x70 ;"},
    {0x0000000003800000, 0x0000000000007941, "BSYNC B0 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// Lanes 0-7, 8-15 and 16-31 take three ways; votes say who is together inside and behind.
const std::vector<Line> nested_if = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000003800000, 0x000000d000007945, "BSSY B0, 0x120 ;"},
    {0x0000000003f06070, 0x000000100000780c, "ISETP.GE.U32.AND P0, PT, R0, 0x10, PT ;"},
    {0x0000000003800000, 0x0000009000000947, "@P0 BRA 0x100 ;"},
    {0x0000000003800000, 0x0000005000017945, "BSSY B1, 0xd0 ;"},
    {0x0000000003f26070, 0x000000080000780c, "ISETP.GE.U32.AND P1, PT, R0, 0x8, PT ;"},
    {0x0000000003800000, 0x0000002000001947, "@P1 BRA 0xc0 ;"},
    {0x0000000000000f00, 0x0000000100017802, "MOV R1, 0x1 ;"},
    {0x0000000003800000, 0x0000001000007947, "BRA 0xd0 ;"},
    {0x0000000000000f00, 0x0000000200017802, "MOV R1, 0x2 ;"},
    {0x0000000003800000, 0x0000000000017941, "BSYNC B1 ;"},
    {0x00000000038e0100, 0x0000000000067806, "VOTE.ANY R6, PT, PT ;"},
    {0x0000000003800000, 0x0000002000007947, "BRA 0x120 ;"},
    {0x0000000000000f00, 0x0000000300017802, "MOV R1, 0x3 ;"},
    {0x00000000038e0100, 0x0000000000067806, "VOTE.ANY R6, PT, PT ;"},
    {0x0000000003800000, 0x0000000000007941, "BSYNC B0 ;"},
    {0x00000000038e0100, 0x0000000000077806, "VOTE.ANY R7, PT, PT ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x000000000c101904, 0x0000800604007986, "STG.E [R4.64+0x80], R6 ;"},
    {0x000000000c101904, 0x0001000704007986, "STG.E [R4.64+0x100], R7 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// Lanes 0-7 leave the loop in its first round; the barrier behind the loop must not wait for them.
const std::vector<Line> break_out = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000017802, "MOV R1, 0x0 ;"},
    {0x0000000003800000, 0x0000009000007945, "BSSY B0, 0xf0 ;"},
    {0x0000000003800000, 0x0000006000017945, "BSSY B1, 0xd0 ;"},
    {0x0000000007ffe0ff, 0x0000000101017810, "IADD3 R1, R1, 0x1, RZ ;"},
    {0x0000000003f01070, 0x000000080000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x8, PT ;"},
    {0x0000000003800000, 0x0000000000010942, "@P0 BREAK B1 ;"},
    {0x0000000003800000, 0x0000004000000947, "@P0 BRA 0xf0 ;"},
    {0x0000000003f21070, 0x000000140100780c, "ISETP.LT.U32.AND P1, PT, R1, 0x14, PT ;"},
    {0x000000000383ffff, 0xffffffa000001947, "@P1 BRA 0x70 ;"},
    {0x0000000003800000, 0x0000000000017941, "BSYNC B1 ;"},
    {0x00000000038e0100, 0x0000000000067806, "VOTE.ANY R6, PT, PT ;"},
    {0x0000000003800000, 0x0000000000007941, "BSYNC B0 ;"},
    {0x00000000038e0100, 0x0000000000077806, "VOTE.ANY R7, PT, PT ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x000000000c101904, 0x0000800604007986, "STG.E [R4.64+0x80], R6 ;"},
    {0x000000000c101904, 0x0001000704007986, "STG.E [R4.64+0x100], R7 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// Half of the lanes call a function that converges at the caller's own barrier register.
const std::vector<Line> call = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000017802, "MOV R1, 0x0 ;"},
    {0x0000000003f01070, 0x000000100000780c, "ISETP.LT.U32.AND P0, PT, R0, 0x10, PT ;"},
    {0x0000000003800000, 0x0000005000067945, "BSSY B6, 0xc0 ;"},
    {0x0000000000000f00, 0x000000b000147802, "MOV R20, 0xb0 ;"},
    {0x0000000000000f00, 0x0000000000157802, "MOV R21, 0x0 ;"},
    {0x0000000003800000, 0x0000002000008947, "@!P0 BRA 0xc0 ;"},
    {0x0000000003c00000, 0x0000004000007944, "CALL.REL.NOINC 0xf0 ;"},
    {0x0000000007ffe0ff, 0x0000006401017810, "IADD3 R1, R1, 0x64, RZ ;"},
    {0x0000000003800000, 0x0000000000067941, "BSYNC B6 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
    {0x0000000000100000, 0x00000000060c7355, "BMOV.32.CLEAR R12, B6 ;"},
    {0x0000000003800000, 0x0000003000067945, "BSSY B6, 0x140 ;"},
    {0x0000000003f21070, 0x000000040000780c, "ISETP.LT.U32.AND P1, PT, R0, 0x4, PT ;"},
    {0x0000000003800000, 0x0000001000001947, "@P1 BRA 0x140 ;"},
    {0x0000000007ffe0ff, 0x0000000a01017810, "IADD3 R1, R1, 0xa, RZ ;"},
    {0x0000000003800000, 0x0000000000067941, "BSYNC B6 ;"},
    {0x00000000038e0100, 0x00000000000d7806, "VOTE.ANY R13, PT, PT ;"},
    {0x0000000007ffe0ff, 0x0000000d01017210, "IADD3 R1, R1, R13, RZ ;"},
    {0x0000000000000000, 0x0000000c06007356, "BMOV.32 B6, R12 ;"},
    {0x0000000003c3ffff, 0xfffffe7014007950, "RET.REL.NODEC R20 0x0 ;"},
};
const std::vector<Line> warpsync_two_places = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x00000000078ec0ff, 0x0000000100077812, "LOP3.LUT R7, R0, 0x1, RZ, 0xc0, !PT ;"},
    {0x0000000003f02070, 0x000000ff0700720c, "ISETP.EQ.U32.AND P0, PT, R7, RZ, PT ;"},
    {0x0000000003800000, 0x0000003000000947, "@P0 BRA 0xa0 ;"},
    {0x0000000000000f00, 0x0000000100017802, "MOV R1, 0x1 ;"},
    {0x0000000003800000, 0xffffffff00007948, "WARPSYNC 0xffffffff ;"},
    {0x0000000003800000, 0x0000002000007947, "BRA 0xc0 ;"},
    {0x0000000000000f00, 0x0000000200017802, "MOV R1, 0x2 ;"},
    {0x0000000003800000, 0xffffffff00007948, "WARPSYNC 0xffffffff ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// A lock that each lane takes in turn: the winner waits at BSYNC for lanes that spin.
const std::vector<Line> spinlock = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000087802, "MOV R8, 0x0 ;"},
    {0x0000000000000f00, 0x0000000000027802, "MOV R2, 0x0 ;"},
    {0x0000000000000f00, 0x0000000100037802, "MOV R3, 0x1 ;"},
    {0x0000000003800000, 0x0000005000007945, "BSSY B0, 0xd0 ;"},
    {0x0000000003800000, 0x0000000000007946, "YIELD ;"},
    {0x0000000000000003, 0x000000020806738d, "ATOMS.CAS R6, [R8], R2, R3 ;"},
    {0x0000000003f05270, 0x000000ff0600720c, "ISETP.NE.AND P0, PT, R6, RZ, PT ;"},
    {0x000000000383ffff, 0xffffffc000000947, "@P0 BRA 0x80 ;"},
    {0x0000000003800000, 0x0000000000007941, "BSYNC B0 ;"},
    {0x0000000000000800, 0x0000040008097984, "LDS R9, [R8+0x4] ;"},
    {0x0000000007ffe0ff, 0x0000000109097810, "IADD3 R9, R9, 0x1, RZ ;"},
    {0x0000000000000800, 0x0000040908007388, "STS [R8+0x4], R9 ;"},
    {0x0000000000000f00, 0x0000000900017202, "MOV R1, R9 ;"},
    {0x0000000000000800, 0x0000000208007388, "STS [R8], R2 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// Lane 0 spins on a word that lane 1 sets on another way through the program.
const std::vector<Line> spin_without_yield = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000087802, "MOV R8, 0x0 ;"},
    {0x0000000000000f00, 0x0000000100037802, "MOV R3, 0x1 ;"},
    {0x0000000000000f00, 0x0000000700017802, "MOV R1, 0x7 ;"},
    {0x0000000003f02070, 0x000000ff0000720c, "ISETP.EQ.U32.AND P0, PT, R0, RZ, PT ;"},
    {0x0000000003f22070, 0x000000010000780c, "ISETP.EQ.U32.AND P1, PT, R0, 0x1, PT ;"},
    {0x0000000003800000, 0x0000005000008947, "@!P0 BRA 0xf0 ;"},
    {0x0000000000000800, 0x0000000008067984, "LDS R6, [R8] ;"},
    {0x0000000003f42070, 0x000000ff0600720c, "ISETP.EQ.U32.AND P2, PT, R6, RZ, PT ;"},
    {0x000000000383ffff, 0xffffffd000002947, "@P2 BRA 0xa0 ;"},
    {0x0000000000000f00, 0x0000000900017802, "MOV R1, 0x9 ;"},
    {0x0000000003800000, 0x0000001000007947, "BRA 0x100 ;"},
    {0x0000000000000800, 0x0000000308001388, "@P1 STS [R8], R3 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// Loops over a page of code and back: 260 NOPs are to come after the first branch.
const std::vector<Line> far = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000f00, 0x0000000000017802, "MOV R1, 0x0 ;"},
    {0x0000000007ffe0ff, 0x0000000101017810, "IADD3 R1, R1, 0x1, RZ ;"},
    {0x0000000003800000, 0x0000104000007947, "BRA 0x10b0 ;"},
    {0x0000000003f01070, 0x000000640100780c, "ISETP.LT.U32.AND P0, PT, R1, 0x64, PT ;"},
    {0x000000000383ffff, 0xffffef8000000947, "@P0 BRA 0x50 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> lepc = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000000000000, 0x000000000006734e, "LEPC R6 ;"},
    {0x0000000000000f00, 0x0000000600017202, "MOV R1, R6 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> nanosleep = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x00000000078e0204, 0x0000000400047825, "IMAD.WIDE R4, R0, 0x4, R4 ;"},
    {0x0000000003800000, 0x000000640000795d, "NANOSLEEP 0x64 ;"},
    {0x0000000000000f00, 0x0000000300017802, "MOV R1, 0x3 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// clang-format on

TEST(Divergence, EachLaneGoesRoundALoopAsOftenAsItWants) {
  ListingRun run(loop_by_lane);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 l = 0; l < 32; ++l) EXPECT_EQ(run.result(l), 3 * l);
}

TEST(Divergence, NestedBranchesConvergeInnermostFirst) {
  ListingRun run(nested_if);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 l = 0; l < 32; ++l) {
    EXPECT_EQ(run.result(l, 0), l < 8 ? 1u : l < 16 ? 2u : 3u);
    EXPECT_EQ(run.result(l, 1), l < 16 ? 0xffffu : 0xffff0000u) << "lane " << l;
    EXPECT_EQ(run.result(l, 2), ~0u) << "lane " << l;
  }
}

TEST(Divergence, LanesThatBreakOutAreNotWaitedForInside) {
  ListingRun run(break_out);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 l = 0; l < 32; ++l) {
    EXPECT_EQ(run.result(l, 0), l < 8 ? 1u : 20u);
    EXPECT_EQ(run.result(l, 1), l < 8 ? 0u : 0xffffff00u);
    EXPECT_EQ(run.result(l, 2), ~0u);
  }
  EXPECT_TRUE(run.environment.approximations.empty());
}

TEST(Divergence, ACalledFunctionUsesItsCallersBarrierRegisterForItself) {
  ListingRun run(call);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  // 10 where the function's own condition holds, the vote of the 16 lanes that called, 100 after the return.
  for (u32 l = 0; l < 32; ++l) EXPECT_EQ(run.result(l), l >= 16 ? 0u : 0xffffu + 100 + (l < 4 ? 0 : 10));
  EXPECT_TRUE(run.environment.approximations.empty());
}

TEST(Divergence, AWarpSynchronisesFromTwoPlaces) {
  ListingRun run(warpsync_two_places);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 l = 0; l < 32; ++l) EXPECT_EQ(run.result(l), l % 2 ? 1u : 2u);
}

TEST(Divergence, ALockIsTakenByEveryLaneThoughTheWinnerWaitsForThoseThatSpin) {
  ListingRun run(spinlock);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  std::vector<bool> taken(33);
  for (u32 l = 0; l < 32; ++l) {
    const u32 turn = run.result(l);
    ASSERT_TRUE(turn >= 1 && turn <= 32 && !taken[turn]) << "lane " << l << " was number " << turn;
    taken[turn] = true;
  }
}

TEST(Divergence, ALaneThatSpinsDoesNotKeepAnotherFromSettingWhatItWaitsFor) {
  ListingRun run(spin_without_yield);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  EXPECT_EQ(run.result(0), 9u);
  for (u32 l = 1; l < 32; ++l) EXPECT_EQ(run.result(l), 7u);
}

TEST(Divergence, ALoopMayGoOverAPageOfCode) {
  std::vector<Line> program = far;
  program.insert(program.begin() + 7, 260, Line{0x0000000000000000, 0x0000000000007918, "NOP ;"});
  ListingRun run(program);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  for (u32 l = 0; l < 32; ++l) EXPECT_EQ(run.result(l), 100u);
  // Ways between pages are no instructions: 5 before, 4 a round, 2 behind.
  EXPECT_EQ(run.grid->retired(), 5u + 4 * 100 + 2);
}

TEST(Divergence, TheProgramCounterIsThatOfTheInstructionItself) {
  ListingRun run(lepc);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  EXPECT_EQ(run.result(3), low32(run.launch.program + 0x40));
}

TEST(Divergence, ASleepingWarpGoesOn) {
  ListingRun run(nanosleep);
  ASSERT_EQ(run.run(), Progress::finished) << run.fault_text();
  EXPECT_EQ(run.result(31), 3u);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// Branches to where a register says, under uniform predicates, and what does nothing here.
#include <gtest/gtest.h>

#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// Of a jump table (ptxas 13.0, sm_90): BRX R4 -0x1a0, counted from the next instruction.
constexpr Word brx = word(0x000fea000383ffff, 0xfffffffc04987949);
constexpr u64 to_the_fourth = 0x1a0 - 16 + 0x30;

TEST(Jumps, ALaneGoesWhereItsRegisterSays) {
  OneWarp one(90);
  one.set64(4, to_the_fourth);
  ASSERT_EQ(one.run(brx), Stop::none);
  EXPECT_EQ(one.next_index(), 3u);
  EXPECT_EQ(one.warp().active, ~0u);
}

TEST(Jumps, LanesThatGoToDifferentPlacesPart) {
  OneWarp one(90);
  one.set64(4, to_the_fourth);
  for (u32 l = 8; l < 16; ++l) one.r(4)[l] += 0x40;
  ASSERT_EQ(one.run(brx), Stop::none);
  u32 elsewhere = 0;
  for (const Split& s : one.warp().splits) elsewhere |= s.mask;
  EXPECT_EQ(one.next_index(), 3u);
  EXPECT_EQ(one.warp().active, 0xffff00ffu);
  EXPECT_EQ(elsewhere | one.warp().active, ~0u);
}

TEST(Jumps, AWholeWarpGoesWhereAUniformRegisterSays) {
  OneWarp one(120);
  one.ur(4) = 0x1d0 - 16 + 0x30, one.ur(5) = 0;
  ASSERT_EQ(one.run(word(0x000fea000b83ffff, 0xfffffffc048c7958)), Stop::none);  // BRXU UR4 -0x1d0
  EXPECT_EQ(one.next_index(), 3u);
}

TEST(Jumps, AUniformPredicateDecidesForAllLanes) {
  const Word bra_u = word(0x002fea000b800000, 0x0000000908e87547);  // BRA.U !UP0, 0xbb0
  OneWarp one(120);
  one.warp().up[0] = 0;
  ASSERT_EQ(one.run(bra_u), Stop::none);
  EXPECT_EQ(one.next_index(), 0xbb0u / instruction_bytes);
  one.warp().up[0] = ~0u;
  ASSERT_EQ(one.run(bra_u), Stop::none);
  EXPECT_EQ(one.next_index(), 1u);
}

TEST(Jumps, AWarpWhoseTurnEndsOnTheWayOutOfItsPageGoesOnThere) {
  std::vector<Word> program(code_page_bytes / instruction_bytes + 1);
  program.front() = word(0x0000000003800000, 0x00000ff000007947);  // BRA 0x1000
  program.back() = word(0x000000000383ffff, 0xffffeff000007947);   // BRA 0x0
  OneGrid run(program);
  EXPECT_EQ(run.run(100'000), Progress::yielded) << run.fault_text();
  EXPECT_EQ(run.grid->run(100'000), Progress::yielded) << run.fault_text();
}

TEST(Jumps, ACallThroughAPointerGoesToItsAddress) {
  OneWarp one(86);
  one.set64(6, one.launch.program + 0x30);
  ASSERT_EQ(one.run(word(0x000fea0003c00000, 0x0000000006007343)), Stop::none);  // CALL.ABS.NOINC R6
  EXPECT_EQ(one.next_index(), 3u);
}

TEST(Jumps, WhatOnlyOrdersOtherInstructionsGoesOnToTheNext) {
  OneWarp one(90);
  ASSERT_EQ(one.run(word(0x000fce0000000000, 0x000090000000791a)), Stop::none);  // DEPBAR.LE SB1, 0x0
  EXPECT_EQ(one.next_index(), 1u);
  ASSERT_EQ(one.run(word(0x000fea0003800000, 0x000000000000791b)), Stop::none);  // ENDCOLLECTIVE
  EXPECT_EQ(one.next_index(), 1u);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

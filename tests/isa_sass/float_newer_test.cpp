// Floats that only sm_100 and later have: pairs of f32, minima of three, halves as factors, and the uniform datapath.
// Words as ptxas 13.0 writes them.
#include <gtest/gtest.h>

#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

u32 bits(float x) { return std::bit_cast<u32>(x); }

TEST(SassNewerFloats, PairsAreTwoNumbersEachRoundedByItself) {
  OneWarp one(100);
  // add.rm.ftz.f32x2: 1 + 2^-30 goes down to 1, -1 - 2^-30 to the number below; a denormal counts as zero.
  one.set(4, bits(1)), one.set(5, bits(-1)), one.set(6, bits(0x1p-30f)), one.set(7, bits(-0x1p-30f));
  ASSERT_EQ(one.run(word(0x004fca0000014000, 0x000000060404724b)), Stop::none);
  EXPECT_EQ(one.r(4)[0], 0x3f800000u);
  EXPECT_EQ(one.r(5)[0], 0xbf800001u);
  // sub.rn.f32x2
  one.set(4, bits(5)), one.set(5, bits(7)), one.set(6, bits(2)), one.set(7, bits(-3));
  ASSERT_EQ(one.run(word(0x004fca0000000000, 0x800000060404724b)), Stop::none);
  EXPECT_EQ(one.r(4)[0], bits(3));
  EXPECT_EQ(one.r(5)[0], bits(10));
  // mul.rm.f32x2
  one.set(4, bits(3)), one.set(5, bits(0.5f)), one.set(6, bits(-7)), one.set(7, 1);
  ASSERT_EQ(one.run(word(0x004fca0000004000, 0x000000060404724a)), Stop::none);
  EXPECT_EQ(one.r(4)[0], bits(-21));
  EXPECT_EQ(one.r(5)[0], 0u);
  // fma.rn.f32x2
  one.set(4, bits(3)), one.set(5, bits(-1)), one.set(6, bits(4)), one.set(7, bits(8)), one.set(8, bits(0.5f)),
      one.set(9, bits(8));
  ASSERT_EQ(one.run(word(0x004fca0000000008, 0x0000000604047249)), Stop::none);
  EXPECT_EQ(one.r(4)[0], bits(12.5f));
  EXPECT_EQ(one.r(5)[0], 0u);
}

TEST(SassNewerFloats, MinimaAndMaximaOfThreeIgnoreNaNsUnlessAskedNotTo) {
  OneWarp one(100);
  const u32 nan = 0x7fc00000;
  one.set(0, bits(2)), one.set(5, nan), one.set(4, bits(-3));
  ASSERT_EQ(one.run(word(0x004fca0003800004, 0x0000000500057276)), Stop::none);  // min.f32 R5, R0, R5, R4
  EXPECT_EQ(one.r(5)[0], bits(-3));
  one.set(5, nan);
  ASSERT_EQ(one.run(word(0x004fca0007830004, 0x0000000500057276)), Stop::none);  // max.ftz.NaN.f32
  EXPECT_EQ(one.r(5)[0], 0x7fffffffu);
  one.set(0, bits(-2)), one.set(5, bits(1)), one.set(4, bits(-3));
  ASSERT_EQ(one.run(word(0x004fca0007800604, 0x4000000500057276)), Stop::none);  // max.abs.f32
  EXPECT_EQ(one.r(5)[0], bits(3));
}

TEST(SassNewerFloats, HalvesCanBeFactorsOfSingleSums) {
  OneWarp one(120);
  one.set(5, 0x3c00), one.set(0, bits(0.25f));
  ASSERT_EQ(one.run(word(0x004fca0000020000, 0x0000000005057221)), Stop::none);  // add.f32.f16 R5, R5, R0
  EXPECT_EQ(one.r(5)[0], bits(1.25f));
  one.set(5, 0x4040), one.set(4, 0xbf80), one.set(0, bits(0.25f));
  ASSERT_EQ(one.run(word(0x004fca0000060000, 0x0000000405057223)), Stop::none);  // fma.f32.bf16 R5, R5, R4, R0
  EXPECT_EQ(one.r(5)[0], bits(-2.75f));
}

class UniformFloats : public testing::Test {
 protected:
  OneWarp one{120};
};
TEST_F(UniformFloats, AddMultiplyAndFuseRoundOnce) {
  one.ur(10) = bits(0x1p-24f);
  ASSERT_EQ(one.run(word(0x008fc80008000000, 0x3f8000000a057454)), Stop::none);  // UFADD UR5, UR10, 1
  EXPECT_EQ(one.ur(5), bits(1));
  one.ur(4) = bits(2), one.ur(5) = bits(-7);
  ASSERT_EQ(one.run(word(0x000fd00008000005, 0x0000000504047254)), Stop::none);  // UFADD UR4, UR4, UR5
  EXPECT_EQ(one.ur(4), bits(-5));
  one.ur(14) = bits(2), one.ur(43) = bits(-7);
  ASSERT_EQ(one.run(word(0x000fe2000800000e, 0x000000002b0e7254)), Stop::none);  // UFADD UR14, UR43, UR14
  EXPECT_EQ(one.ur(14), bits(-5));
  one.ur(4) = bits(3), one.ur(5) = bits(-0.5f);
  ASSERT_EQ(one.run(word(0x004fcc0008400000, 0x0000000504047256)), Stop::none);  // UFMUL UR4, UR4, UR5
  EXPECT_EQ(one.ur(4), bits(-1.5f));
  one.ur(4) = bits(1 + 0x1p-12f), one.ur(7) = bits(1 + 0x1p-12f), one.ur(8) = bits(-1);
  ASSERT_EQ(one.run(word(0x003fe20008000008, 0x0000000704047255)), Stop::none);  // UFFMA UR4, UR4, UR7, UR8
  EXPECT_EQ(one.ur(4), bits(0x1p-11f + 0x1p-24f));
}
TEST_F(UniformFloats, ComparisonsAndChoicesUseUniformPredicates) {
  one.ur(4) = bits(2), one.ur(5) = bits(3);
  ASSERT_EQ(one.run(word(0x000fd6000bf04000, 0x0000000504007253)),
            Stop::none);  // UFSETP.GT.AND UP0, UPT, UR4, UR5, UPT
  EXPECT_EQ(one.warp().up[0], 0u);
  one.ur(4) = bits(4);
  ASSERT_EQ(one.run(word(0x000fd6000bf04000, 0x0000000504007253)), Stop::none);
  EXPECT_EQ(one.warp().up[0], ~0u);
  one.ur(4) = bits(5), one.ur(12) = bits(6), one.warp().up[1] = 0;
  ASSERT_EQ(one.run(word(0x000fc8000c800000, 0x0000000c04047251)), Stop::none);  // UFSEL UR4, UR4, UR12, !UP1
  EXPECT_EQ(one.ur(4), bits(5));
  one.warp().up[1] = ~0u;
  ASSERT_EQ(one.run(word(0x000fc8000c800000, 0x0000000c04047251)), Stop::none);
  EXPECT_EQ(one.ur(4), bits(6));
}
TEST_F(UniformFloats, ConversionsRoundAsTheirWordsSay) {
  one.ur(4) = bits(-2.75f);
  ASSERT_EQ(one.run(word(0x000fe2000820f100, 0x000000040004725c)), Stop::none);  // UF2I.TRUNC.NTZ UR4, UR4
  EXPECT_EQ(static_cast<i32>(one.ur(4)), -2);
  one.ur(4) = bits(-2.75f);
  ASSERT_EQ(one.run(word(0x000fcc000820d000, 0x000000040004725d)), Stop::none);  // UFRND.TRUNC UR4, UR4
  EXPECT_EQ(one.ur(4), bits(-2));
  one.ur(6) = ~0u;
  ASSERT_EQ(one.run(word(0x004fe20008201400, 0x000000060004725e)), Stop::none);  // UI2FP.F32.S32 UR4, UR6
  EXPECT_EQ(one.ur(4), bits(-1));
  ASSERT_EQ(one.run(word(0x004fe20008201000, 0x000000060004725e)), Stop::none);  // UI2FP.F32.U32
  EXPECT_EQ(one.ur(4), bits(0x1p32f));
  ASSERT_EQ(one.run(word(0x004fe20008209000, 0x000000060004725a)), Stop::none);  // UI2F.U32.RP
  EXPECT_EQ(one.ur(4), bits(0x1p32f));
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

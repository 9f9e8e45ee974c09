// The multi-function unit: within the errors that the PTX ISA states, exact where it lists special values.
#include <cmath>

#include "tests/isa_sass/float_scene.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr long double tau = 6.283185307179586476925286766559L;

long double mufu_exactly(const FloatScene& s, long double x) {
  if (s.has("COS")) return std::cos(std::fmod(x, 1.0L) * tau);
  if (s.has("SIN")) return std::sin(std::fmod(x, 1.0L) * tau);
  if (s.has("EX2")) return std::exp2(x);
  if (s.has("LG2")) return std::log2(x);
  if (s.has("RCP")) return 1 / x;
  if (s.has("RSQ")) return 1 / std::sqrt(x);
  if (s.has("SQRT")) return std::sqrt(x);
  return std::tanh(x);
}
long double number(u64 f32) { return static_cast<long double>(binary32.value(f32)); }

// Which results are right: those next to the exact value, and a little more where that is near a zero of the function.
bool close(const FloatScene& s, u64 x, u64 got) {
  const bool keeps_denormals = s.has("TANH");
  if (!keeps_denormals) x = binary32.flush(x);
  const bool minus = x >> 31, zero = (x & 0x7fffffff) == 0, infinite = (x & 0x7fffffff) == 0x7f800000;
  if (binary32.nan(x)) return got == 0x7fffffff;
  if (infinite && (s.has("SIN") || s.has("COS"))) return got == 0x7fffffff;
  if (minus && !zero && (s.has("LG2") || s.has("RSQ") || s.has("SQRT"))) return got == 0x7fffffff;
  if (zero && s.has("LG2")) return got == 0xff800000;
  if (zero && (s.has("RCP") || s.has("RSQ"))) return got == ((x & 0x80000000) | 0x7f800000);
  if (zero && !s.has("COS") && !s.has("EX2")) return got == x;
  const long double exact = mufu_exactly(s, number(x));
  if (infinite || std::isinf(exact))
    return got == round_exact({static_cast<quad>(exact), 0}, binary32, Direction::nearest);
  u64 nearest = exact == 0 ? 0 : round_exact({static_cast<quad>(exact), 0}, binary32, Direction::nearest);
  if (!keeps_denormals) nearest = binary32.flush(nearest);
  if (std::fabs(number(got) - exact) < 0x1p-26L && (s.has("SIN") || s.has("COS") || s.has("LG2"))) return true;
  const i64 apart = static_cast<i64>(got) - static_cast<i64>(nearest);
  // Results next to the smallest normal number may be flushed.
  return (apart >= -1 && apart <= 1) ||
         (!keeps_denormals && ((nearest & 0x7fffffff) <= 0x00800001) && ((got & 0x7fffffff) <= 0x00800001));
}

void check_mufu(FloatScene& s) {
  if (s.has("RCP64H") || s.has("RSQ64H"))
    return s.expect(1, [&](u32 l) -> u64 {
      u64 x = u64{static_cast<u32>(s.f32(1, l))} << 32;
      x = binary64.flush(x);
      const bool root = s.has("RSQ64H");
      if (binary64.nan(x) || (root && x >> 63 && x << 1)) return 0x7fffffff;
      if (x << 1 == 0) return x >> 32 | 0x7ff00000;
      if ((x << 1) >> 1 == u64{0x7ff} << 52) return x >> 32 & 0x80000000;
      const long double v = static_cast<long double>(binary64.value(x)), r = root ? 1 / std::sqrt(v) : 1 / v;
      const u64 bits = round_exact({static_cast<quad>(r), 0}, binary64, Direction::nearest);
      return binary64.denormal(bits) ? bits >> 32 & 0x80000000 : (bits + 0x80000000) >> 32;
    });
  // What the unit gives is compared with a margin: it is asked first, then expected.
  std::vector<u64> sources(lanes);
  for (u32 l = 0; l < lanes; ++l) sources[l] = s.f32(1, l);
  const u32 exec = s.exec(), d = s.operands[0].index;
  ASSERT_EQ(s.one.run(s.line.word), Stop::none) << s.line.text;
  for (u32 l = 0; l < lanes; ++l)
    if (exec >> l & 1) {
      ASSERT_TRUE(close(s, sources[l], s.one.r(d)[l]))
          << s.line.text << std::hex << " of 0x" << sources[l] << " gave 0x" << s.one.r(d)[l];
    }
}

TEST(SassMufu, EachWordIsWithinAUnitOfTheLastPlaceAndExactOfSpecialValues) { for_each_float_row("mufu", check_mufu); }

TEST(SassMufu, HalvesAreRoundedOnceAndTheUpperOneCanBeTaken) {
  OneWarp one(90);
  one.set(0, 0x3c00c000);                                                        // 1, and -2 below it
  ASSERT_EQ(one.run(word(0x004e240000000900, 0x0000000000057308)), Stop::none);  // ex2.approx.f16 of the lower half
  EXPECT_EQ(one.r(5)[0], 0x3400u);
  ASSERT_EQ(one.run(word(0x000e240000000900, 0x1000000000057308)), Stop::none);  // and of the upper
  EXPECT_EQ(one.r(5)[0], 0x4000u);
  one.set(0, 0x0000c000);
  ASSERT_EQ(one.run(word(0x004e240000002500, 0x0000000000057308)), Stop::none);  // tanh.approx.f16
  EXPECT_EQ(one.r(5)[0], 0xbbb6u);                                               // -0.9640
  one.set(0, 0x0000bf80);
  ASSERT_EQ(one.run(word(0x004e240000000a00, 0x0000000000057308)), Stop::none);  // ex2.approx.ftz.bf16
  EXPECT_EQ(one.r(5)[0], 0x3f00u);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// HMMA, QMMA and DMMA: words that ptxas 13 makes of mma.sync, fragments as PTX lays them out, sums as
// NUMERICS_TENSOR.md states them, written down again here in scalar arithmetic.
#include <gtest/gtest.h>

#include <cmath>

#include "tests/isa_sass/tensor_fragments.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// Registers must not overlap where a test fills them before the word runs: d may be c, never a or b half over.
enum class Number : u8 { f16, bf16, tf32, f32, e4m3, e5m2, e3m2, e2m3, e2m1 };
struct NumberFormat {
  i32 exponent, mantissa, shift;
  bool infinities, nans;
};
NumberFormat layout(Number n) {
  switch (n) {
    case Number::f16:
      return {5, 10, 0, true, true};
    case Number::bf16:
      return {8, 7, 0, true, true};
    case Number::tf32:
      return {8, 10, 13, true, true};
    case Number::f32:
      return {8, 23, 0, true, true};
    case Number::e4m3:
      return {4, 3, 0, false, true};
    case Number::e5m2:
      return {5, 2, 0, true, true};
    case Number::e3m2:
      return {3, 2, 0, false, false};
    case Number::e2m3:
      return {2, 3, 0, false, false};
    case Number::e2m1:
      return {2, 1, 2, false, false};
  }
  return {};
}
double decoded(Number n, u64 bits) {
  const NumberFormat f = layout(n);
  const u64 x = bits >> f.shift;
  const u64 fraction = x & ((u64{1} << f.mantissa) - 1), e = x >> f.mantissa & ((u64{1} << f.exponent) - 1);
  const double sign = x >> (f.mantissa + f.exponent) & 1 ? -1 : 1;
  const i32 bias = (1 << (f.exponent - 1)) - 1;
  const bool top = e == (u64{1} << f.exponent) - 1;
  if (top && f.infinities) return fraction ? NAN : sign * INFINITY;
  if (top && f.nans && fraction == (u64{1} << f.mantissa) - 1) return NAN;
  const double scaled = static_cast<double>(fraction) + (e ? std::ldexp(1.0, f.mantissa) : 0);
  return sign * std::ldexp(scaled, static_cast<i32>(e ? e : 1) - bias - f.mantissa);
}
u32 bits(float x) { return std::bit_cast<u32>(x); }
// To nearest even, by choosing the nearer of all f16 (ties: the even one).
u64 to_f16(double x) {
  if (std::isnan(x)) return 0x7fff;
  if (std::fabs(x) >= 65520) return x < 0 ? 0xfc00 : 0x7c00;
  u32 low = 0, high = 0x7bff;
  const double v = std::fabs(x);
  while (low < high) {
    const u32 middle = (low + high + 1) / 2;
    if (decoded(Number::f16, middle) <= v)
      low = middle;
    else
      high = middle - 1;
  }
  const double below = v - decoded(Number::f16, low);
  const double above = low == 0x7bff ? 65536 - v : decoded(Number::f16, low + 1) - v;
  const u32 r = below < above || (below == above && low % 2 == 0) ? low : low + 1;
  return r | (std::signbit(x) ? 0x8000u : 0);
}

struct FloatCase {
  const char* name;
  SmVersion sm;
  Word word;
  const MatrixShape* shape;
  Number a, b, sum;
};
// clang-format off
const FloatCase float_cases[] = {
    {"f16 k8 to f16", 80, word(0x004fe20000000006, 0x000000000406723c), &half_k8, Number::f16, Number::f16, Number::f16},
    {"f16 k8 to f32", 80, word(0x004fe20000001008, 0x000000000408723c), &half_k8, Number::f16, Number::f16, Number::f32},
    {"f16 k16 to f16", 86, word(0x004fee000000080a, 0x000000080406723c), &half_k16, Number::f16, Number::f16, Number::f16},
    {"f16 k16 to f32", 86, word(0x004fee000000180c, 0x00000008040c723c), &half_k16, Number::f16, Number::f16, Number::f32},
    {"f16 k16 to f32, Hopper", 90, word(0x004fde000000180c, 0x000000060808723c), &half_k16, Number::f16, Number::f16, Number::f32},
    {"bf16 k8", 80, word(0x004fe20000041008, 0x000000000408723c), &half_k8, Number::bf16, Number::bf16, Number::f32},
    {"bf16 k16", 89, word(0x004fee000004180c, 0x00000008040c723c), &half_k16, Number::bf16, Number::bf16, Number::f32},
    {"tf32 k4", 80, word(0x004fe20000085008, 0x000000000408723c), &tf32_k4, Number::tf32, Number::tf32, Number::f32},
    {"tf32 k8", 120, word(0x004fee000008100c, 0x00000008040c723c), &tf32_k8, Number::tf32, Number::tf32, Number::f32},
    {"e4m3 k32", 89, word(0x004fee0000002c0c, 0x00000008040c727a), &byte_k32, Number::e4m3, Number::e4m3, Number::f32},
    {"e4m3 k32 to f16", 89, word(0x004fee0000000c0a, 0x000000080406727a), &byte_k32, Number::e4m3, Number::e4m3, Number::f16},
    {"e4m3 by e5m2 k16", 89, word(0x004fe2000000a408, 0x000000000408727a), &byte_k16, Number::e4m3, Number::e5m2, Number::f32},
    {"e5m2 by e4m3 k16 to f16", 89, word(0x004fe20000004406, 0x000000000406727a), &byte_k16, Number::e5m2, Number::e4m3, Number::f16},
    {"e5m2 k32", 120, word(0x004fee000000ec0c, 0x00000008040c727a), &byte_k32, Number::e5m2, Number::e5m2, Number::f32},
    {"e4m3 by e2m1", 120, word(0x008fde000020ac0c, 0x000000060808727a), &byte_k32, Number::e4m3, Number::e2m1, Number::f32},
    {"e3m2 by e2m1", 120, word(0x008fde000024ec0c, 0x000000060808727a), &byte_k32, Number::e3m2, Number::e2m1, Number::f32},
    {"e2m3 by e2m1", 120, word(0x008fde000028ac0c, 0x000000060808727a), &byte_k32, Number::e2m3, Number::e2m1, Number::f32},
    {"e2m1 by e2m1", 120, word(0x008fde000028ec0c, 0x000000060808727a), &byte_k32, Number::e2m1, Number::e2m1, Number::f32},
};
// clang-format on

u32 width(Number n) {
  return n == Number::f32 || n == Number::tf32 ? 32 : n == Number::f16 || n == Number::bf16 ? 16 : 8;
}

// Random numbers of a format; `wild` ones are any bit pattern, the others lie around 1.
class Numbers {
 public:
  explicit Numbers(u32 seed) : random_(seed) {}
  u64 next(Number n, bool wild) {
    const u64 mask = (u64{1} << (width(n) - 1) << 1) - 1;
    u64 x = random_();
    if (!wild) {
      const NumberFormat f = layout(n);
      const i32 bias = (1 << (f.exponent - 1)) - 1, e = bias - 1 + static_cast<i32>(random_() % 3);
      x = (x & ~(((u64{1} << f.exponent) - 1) << (f.mantissa + f.shift))) | static_cast<u64>(e)
                                                                                << (f.mantissa + f.shift);
    }
    if (n == Number::e2m1) return x & 0x3c;
    if (n == Number::e3m2 || n == Number::e2m3) return x & 0x3f;
    return x & mask;
  }

 private:
  std::mt19937 random_;
};

struct Sources {
  Matrix a, b, c;
};
Sources sources(const FloatCase& f, Numbers& numbers, bool wild) {
  const MatrixShape& s = *f.shape;
  return {random_matrix(s.m, s.k, [&] { return numbers.next(f.a, wild); }),
          random_matrix(s.k, 8, [&] { return numbers.next(f.b, wild); }),
          random_matrix(s.m, 8, [&] { return numbers.next(f.sum, wild); })};
}
u64 result_of(Number sum, float x) {
  if (sum == Number::f16) return to_f16(static_cast<double>(x));
  return std::isnan(x) ? 0x7fffffff : bits(x);
}
// The stated rule.
u64 plain_sum(const FloatCase& f, const Sources& s, u32 m, u32 n) {
  volatile float sum = static_cast<float>(decoded(f.sum, s.c.at(m, n)));
  for (u32 k = 0; k < f.shape->k; ++k) {
    const volatile float product =
        static_cast<float>(decoded(f.a, s.a.at(m, k))) * static_cast<float>(decoded(f.b, s.b.at(k, n)));
    sum = sum + product;
  }
  return result_of(f.sum, sum);
}

class SassMatrixFloats : public testing::TestWithParam<FloatCase> {};
TEST_P(SassMatrixFloats, EveryLevelAddsProductsOneByOneInTheOrderOfK) {
  const FloatCase& f = GetParam();
  for (const Level level : available_levels()) {
    force_level(level);
    Numbers numbers(17);
    for (u32 round = 0; round < 6; ++round) {
      OneWarp w(f.sm);
      const Sources s = sources(f, numbers, round >= 3);
      const Matrix d = run_matrix(w, f.word, *f.shape, s.a, s.b, s.c, width(f.sum));
      for (u32 m = 0; m < 16; ++m)
        for (u32 n = 0; n < 8; ++n)
          ASSERT_EQ(d.at(m, n), plain_sum(f, s, m, n))
              << name(level) << " round " << round << " d[" << m << "][" << n << "]";
    }
  }
  force_level(available_levels().back());
}
TEST_P(SassMatrixFloats, TheResultIsThatOfTheMatrixProduct) {
  const FloatCase& f = GetParam();
  Numbers numbers(4);
  OneWarp w(f.sm);
  const Sources s = sources(f, numbers, false);
  const Matrix d = run_matrix(w, f.word, *f.shape, s.a, s.b, s.c, width(f.sum));
  for (u32 m = 0; m < 16; ++m)
    for (u32 n = 0; n < 8; ++n) {
      double sum = decoded(f.sum, s.c.at(m, n)), size = std::fabs(sum);
      for (u32 k = 0; k < f.shape->k; ++k) {
        const double p = decoded(f.a, s.a.at(m, k)) * decoded(f.b, s.b.at(k, n));
        sum += p, size += std::fabs(p);
      }
      EXPECT_NEAR(decoded(f.sum, d.at(m, n)), sum, size * (f.sum == Number::f16 ? 0x1p-11 : 0x1p-20));
    }
}

// The rule of arXiv 2511.10909 in doubles: terms s * 2^e aligned to the largest e, cut off behind F bits, added, cut
// off again (f32) or rounded to nearest (f16).
struct Term {
  double s;
  i32 e;
};
Term term_of(Number n, u64 bits) {
  const double x = decoded(n, bits);
  const NumberFormat f = layout(n);
  const i32 least = 2 - (1 << (f.exponent - 1));
  if (x == 0) return {0, least};
  const i32 e = std::max(std::ilogb(x), least);
  return {std::ldexp(x, -e), e};
}
struct SiliconRule {
  u32 at_once;
  i32 fraction, mantissa;
};
SiliconRule silicon_rule(const FloatCase& f) {
  const u32 bytes = width(f.a) / 8;
  if (f.sm >= 90) return {32 / bytes, 25, 23};
  if (bytes == 1) return {16, 13, 13};
  return {16 / bytes, 24, 23};
}
u64 silicon_sum(const FloatCase& f, const Sources& s, u32 m, u32 n) {
  const SiliconRule rule = silicon_rule(f);
  u64 c = s.c.at(m, n);
  for (u32 k = 0; k < f.shape->k;) {
    if (std::isinf(decoded(f.sum, c))) break;  // of the sums before; the rest is finite
    std::vector<Term> terms{term_of(f.sum, c)};
    for (u32 end = std::min(k + rule.at_once, f.shape->k); k < end; ++k) {
      const Term x = term_of(f.a, s.a.at(m, k)), y = term_of(f.b, s.b.at(k, n));
      terms.push_back({x.s * y.s, x.e + y.e});
    }
    i32 top = -126;
    for (const Term& t : terms)
      if (t.s != 0) top = std::max(top, t.e);
    double sum = 0;
    for (const Term& t : terms) sum += std::trunc(std::ldexp(t.s, t.e - top + rule.fraction));
    sum = std::ldexp(sum, top - rule.fraction);
    if (f.sum == Number::f16) {
      c = sum == 0 ? 0 : to_f16(sum);
      continue;
    }
    if (sum == 0) {
      c = 0;
      continue;
    }
    const i32 e = std::max(std::ilogb(sum), -126);
    const double cut = std::ldexp(std::trunc(std::ldexp(sum, rule.mantissa - e)), e - rule.mantissa);
    c = std::fabs(cut) >= 0x1p128 ? (cut < 0 ? 0xff800000 : 0x7f800000) : bits(static_cast<float>(cut));
  }
  return c;
}
bool all_finite(const FloatCase& f, const Sources& s) {
  for (const u64 x : s.a.x)
    if (!std::isfinite(decoded(f.a, x))) return false;
  for (const u64 x : s.b.x)
    if (!std::isfinite(decoded(f.b, x))) return false;
  for (const u64 x : s.c.x)
    if (!std::isfinite(decoded(f.sum, x))) return false;
  return true;
}
void make_finite(Number n, Matrix& m) {
  for (u64& x : m.x)
    if (!std::isfinite(decoded(n, x))) x = u64{1} << layout(n).shift;
}
TEST_P(SassMatrixFloats, ExactModeAddsAsTheHardwareWasFoundTo) {
  const FloatCase& f = GetParam();
  Numbers numbers(23);
  for (u32 round = 0; round < 6; ++round) {
    OneWarp w(f.sm);
    w.warp().exact_mma = true;
    Sources s = sources(f, numbers, round >= 3);
    make_finite(f.a, s.a), make_finite(f.b, s.b), make_finite(f.sum, s.c);
    ASSERT_TRUE(all_finite(f, s));
    const Matrix d = run_matrix(w, f.word, *f.shape, s.a, s.b, s.c, width(f.sum));
    for (u32 m = 0; m < 16; ++m)
      for (u32 n = 0; n < 8; ++n)
        ASSERT_EQ(d.at(m, n), silicon_sum(f, s, m, n)) << "round " << round << " d[" << m << "][" << n << "]";
  }
}
INSTANTIATE_TEST_SUITE_P(Words, SassMatrixFloats, testing::ValuesIn(float_cases), [](const auto& test) {
  std::string s = test.param.name;
  for (char& c : s)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return s;
});

// One element of d with one product besides c; all else is zero.
u32 one_product(SmVersion sm, Word hmma, const MatrixShape& shape, u32 sum_bits, bool exact, u64 a, u64 b, u64 c) {
  OneWarp w(sm);
  w.warp().exact_mma = exact;
  Matrix ma(16, shape.k), mb(shape.k, 8), mc(16, 8);
  ma.at(3, 5) = a, mb.at(5, 2) = b, mc.at(3, 2) = c;
  return static_cast<u32>(run_matrix(w, hmma, shape, ma, mb, mc, sum_bits).at(3, 2));
}
const Word hmma_k16_f32 = word(0x004fee000000180c, 0x00000008040c723c);
const Word qmma_k32_f32 = word(0x004fee0000002c0c, 0x00000008040c727a);

TEST(SassMatrixExact, SumsAreCutOffNotRounded) {
  // 1 + 3 * 2^-24 lies halfway between 1 and 3 ulps; hardware gives 1 + 2^-23 (cicuvc, hmma_fda_model.md).
  EXPECT_EQ(one_product(120, hmma_k16_f32, half_k16, 32, true, 0x3c00, 0x3c00, bits(3 * 0x1p-24f)), 0x3f800001u);
  EXPECT_EQ(one_product(120, hmma_k16_f32, half_k16, 32, false, 0x3c00, 0x3c00, bits(3 * 0x1p-24f)), 0x3f800002u);
}
TEST(SassMatrixExact, FloatsOfEightBitsKeepFewerBitsOnAdaThanOnBlackwell) {
  // 4 + 2^-14: 16 bits behind the leading one.
  EXPECT_EQ(one_product(120, qmma_k32_f32, byte_k32, 32, true, 0x40, 0x40, bits(0x1p-14f)), bits(4 + 0x1p-14f));
  EXPECT_EQ(one_product(89, qmma_k32_f32, byte_k32, 32, true, 0x40, 0x40, bits(0x1p-14f)), bits(4.0f));
}
TEST(SassMatrixFloats, NansAndInfinitiesGiveOnePatternInBothModes) {
  for (const bool exact : {false, true}) {
    const auto f32 = [&](u64 a, u64 b, u64 c) { return one_product(86, hmma_k16_f32, half_k16, 32, exact, a, b, c); };
    EXPECT_EQ(f32(0x7c01, 0x3c00, 0), 0x7fffffffu) << "NaN * 1";
    EXPECT_EQ(f32(0, 0, 0xffc12345), 0x7fffffffu) << "NaN + 0";
    EXPECT_EQ(f32(0x7c00, 0, 0), 0x7fffffffu) << "infinity * 0";
    EXPECT_EQ(f32(0x7c00, 0xbc00, 0), 0xff800000u) << "infinity * -1";
    EXPECT_EQ(f32(0x7c00, 0x3c00, 0xff800000), 0x7fffffffu) << "infinity - infinity";
    EXPECT_EQ(f32(0x0001, 0x3c00, 0), bits(0x1p-24f)) << "the least denormal";
    const Word to_f16_word = word(0x004fee000000080a, 0x000000080406723c);
    EXPECT_EQ(one_product(86, to_f16_word, half_k16, 16, exact, 0x7bff, 0x7bff, 0), 0x7c00u) << "too large for f16";
    EXPECT_EQ(one_product(86, to_f16_word, half_k16, 16, exact, 0x7e00, 0, 0), 0x7fffu);
  }
}
TEST(SassMatrixFloats, AccumulatorsMayBeTheZeroRegister) {
  OneWarp w(86);
  Matrix a(16, 16), b(16, 8);
  a.at(9, 1) = 0x4000, b.at(1, 7) = 0x4200;  // 2 * 3
  put_fragment(w, 4, a, 16, half_k16.a), put_fragment(w, 8, b, 16, half_k16.b);
  ASSERT_EQ(w.run(word(0x004ff600000018ff, 0x00000008040c723c)), Stop::none);
  const Matrix d = get_fragment(w, 12, 16, 8, 32, half_k16.c);
  for (u32 m = 0; m < 16; ++m)
    for (u32 n = 0; n < 8; ++n) EXPECT_EQ(d.at(m, n), m == 9 && n == 7 ? bits(6.0f) : 0u);
}
TEST(SassMatrixFloats, AGuardThatIsFalseLeavesTheRegistersAlone) {
  OneWarp w(86);
  for (u32 n = 0; n < 16; ++n) w.set(n, 0x3c003c00);
  w.p(0) = 0;
  ASSERT_EQ(w.run(word(0x004fee000000180c, 0x00000008040c023c)), Stop::none);
  for (u32 n = 12; n < 16; ++n) EXPECT_EQ(w.r(n)[31], 0x3c003c00u);
}
TEST(SassMatrixFloats, WhatIsNotModelledStopsTheWarpAndSaysSo) {
  const Word refused[] = {word(0x004fe20000001a04, 0x0000000a0808723c),   // HMMA.SP
                          word(0x008fde000001b410, 0x0000000c0808727a),   // QMMA.SP
                          word(0x004fe20000005808, 0x000000000408723c)};  // a shape that there is not
  for (const Word each : refused) {
    OneWarp w(120);
    EXPECT_EQ(w.run(each), Stop::fault);
    EXPECT_EQ(w.warp().fault.kind, Fault::Kind::unsupported);
    EXPECT_NE(w.warp().fault.what, "");
  }
}

// ---- Doubles

struct DoubleCase {
  const char* name;
  SmVersion sm;
  Word word;
  const MatrixShape* shape;
};
const DoubleCase double_cases[] = {
    {"m8n8k4", 80, word(0x0040640000000008, 0x000000060408723f), &double_m8},
    {"m16n8k4", 90, word(0x004e280000001008, 0x000000061008723f), &double_k4},
    {"m16n8k8", 90, word(0x004e280000002010, 0x000000040808723f), &double_k8},
    {"m16n8k16", 90, word(0x004e280000003008, 0x000000201008723f), &double_k16},
};
class SassMatrixDoubles : public testing::TestWithParam<DoubleCase> {};
TEST_P(SassMatrixDoubles, ProductsAreFusedIntoTheSumInTheOrderOfK) {
  const DoubleCase& f = GetParam();
  const MatrixShape& s = *f.shape;
  for (const Level level : available_levels()) {
    force_level(level);
    std::mt19937_64 random(5);
    const auto number = [&] {
      return std::bit_cast<u64>(
          std::ldexp(static_cast<double>(static_cast<i64>(random())), static_cast<i32>(random() % 40) - 80));
    };
    OneWarp w(f.sm);
    const Matrix a = random_matrix(s.m, s.k, number), b = random_matrix(s.k, 8, number),
                 c = random_matrix(s.m, 8, number);
    const Matrix d = run_matrix(w, f.word, s, a, b, c, 64);
    for (u32 m = 0; m < s.m; ++m)
      for (u32 n = 0; n < 8; ++n) {
        double sum = std::bit_cast<double>(c.at(m, n));
        for (u32 k = 0; k < s.k; ++k)
          sum = std::fma(std::bit_cast<double>(a.at(m, k)), std::bit_cast<double>(b.at(k, n)), sum);
        ASSERT_EQ(d.at(m, n), std::bit_cast<u64>(sum)) << name(level) << " d[" << m << "][" << n << "]";
      }
  }
  force_level(available_levels().back());
}
INSTANTIATE_TEST_SUITE_P(Words, SassMatrixDoubles, testing::ValuesIn(double_cases),
                         [](const auto& test) { return std::string(test.param.name); });
TEST(SassMatrixDoubles, RoundingIsTheWords) {
  // 1 + 2^-60, to nearest, down, up, toward zero (bits 78-79).
  const u64 one = std::bit_cast<u64>(1.0), above = one + 1;
  const u64 expected[] = {one, one, above, one};
  for (u32 field = 0; field < 4; ++field) {
    OneWarp w(80);
    Matrix a(8, 4), b(4, 8), c(8, 8);
    a.at(2, 3) = std::bit_cast<u64>(0x1p-30), b.at(3, 4) = std::bit_cast<u64>(0x1p-30), c.at(2, 4) = one;
    const Word each = word(0x0040640000000008 | u64{field} << 14, 0x000000060408723f);
    EXPECT_EQ(run_matrix(w, each, double_m8, a, b, c, 64).at(2, 4), expected[field]) << field;
  }
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

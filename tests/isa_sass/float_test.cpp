// Single precision: what each word of semantics/float.tsv computes is what IEEE 754 and PTX's modifiers say.
#include "tests/isa_sass/float_scene.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u32 canonical = 0x7fffffff;

u64 input(const FloatScene& s, std::size_t n, u32 lane) {
  const u64 x = s.f32(n, lane);
  return s.has("FTZ") ? binary32.flush(x) : x;
}
u64 finished(const FloatScene& s, u64 r) {
  if (s.has("FTZ")) r = binary32.flush(r);
  if (s.has("SAT")) r = r >> 31 ? 0 : r > 0x3f800000 ? 0x3f800000 : r;
  return r;
}
// a * b + c, with zeros signed as the direction asks.
u64 multiply_add(const FloatScene& s, u64 a, u64 b, u64 c, bool has_sum, int scale = 0) {
  quad p = binary32.value(a) * binary32.value(b);
  for (; scale; scale += scale < 0 ? 1 : -1) p = scale < 0 ? p / 2 : p * 2;
  if (binary32.nan(a) || binary32.nan(b) || (has_sum && binary32.nan(c)) || p != p) return s.has("SAT") ? 0 : canonical;
  if (!has_sum) return finished(s, round_exact({p, 0}, binary32, s.direction()));
  const quad q = binary32.value(c);
  if (p + q != p + q) return s.has("SAT") ? 0 : canonical;
  if (p + q == 0) {
    const bool minus_p = (a ^ b) >> 31 & 1, minus_q = c >> 31;
    const bool minus = minus_p == minus_q ? minus_p : s.direction() == Direction::down;
    return finished(s, minus ? 0x80000000 : 0);
  }
  const Exact x = p + q - (p + q) != 0 ? Exact{p + q, 0} : exact_sum(p, q);  // infinities have no error
  return finished(s, round_exact(x, binary32, s.direction()));
}
bool condition(const std::string& c, quad a, quad b, bool unordered) {
  if (c == "NUM") return !unordered;
  if (c == "NAN") return unordered;
  if (unordered) return c.size() == 3 && c[2] == 'U';
  const std::string o = c.substr(0, 2);
  return o == "LT" ? a < b : o == "LE" ? a <= b : o == "EQ" ? a == b : o == "NE" ? a != b : o == "GT" ? a > b : a >= b;
}
bool compared(const FloatScene& s, std::size_t first, u32 l, bool acc, bool negated) {
  const u64 a = input(s, first, l), b = input(s, first + 1, l);
  std::size_t at = s.name == "FSET" ? 1 : 0;  // behind .BF
  bool r = condition(s.dots[at], binary32.value(a), binary32.value(b), binary32.nan(a) || binary32.nan(b)) != negated;
  return s.has("AND") ? r && acc : s.has("OR") ? r || acc : r != acc;
}

void check_float(FloatScene& s) {
  if (s.name == "FADD")
    return s.expect(1, [&](u32 l) { return multiply_add(s, input(s, 1, l), 0x3f800000, input(s, 2, l), true); });
  if (s.name == "FMUL") {
    const int scale = s.has("D2") ? -1 : s.has("D4") ? -2 : s.has("D8") ? -3 : 0;
    return s.expect(1, [&](u32 l) { return multiply_add(s, input(s, 1, l), input(s, 2, l), 0, false, scale); });
  }
  if (s.name == "FFMA")
    return s.expect(1, [&](u32 l) { return multiply_add(s, input(s, 1, l), input(s, 2, l), input(s, 3, l), true); });
  if (s.name == "FMNMX")
    return s.expect(1, [&](u32 l) -> u64 {
      const u64 a = input(s, 1, l), b = input(s, 2, l);
      const bool no_a = binary32.nan(a), no_b = binary32.nan(b);
      if ((no_a && no_b) || (s.has("NAN") && (no_a || no_b))) return canonical;
      u64 r = no_a ? b : a;
      if (!no_a && !no_b) {
        const quad x = binary32.value(a), y = binary32.value(b);
        const bool a_less = x < y || (x == y && a >> 31);
        r = s.holds(3, l) == a_less ? a : b;
        if (a == b) r = a;
      }
      if (s.has("XORSIGN")) r = (r & 0x7fffffff) | ((s.raw(1, l) ^ s.raw(2, l)) & 0x80000000);
      return r;
    });
  if (s.name == "FSEL") return s.expect(1, [&](u32 l) { return s.holds(3, l) ? s.f32(1, l) : s.f32(2, l); });
  if (s.name == "FSET")
    return s.expect(1, [&](u32 l) { return compared(s, 1, l, s.holds(3, l), false) ? 0x3f800000 : 0; });
  if (s.name == "FSETP")
    return s.expect_predicates([&](u32 l, u32 which) { return compared(s, 2, l, s.holds(4, l), which == 1); });
  if (s.name == "FSWZADD") {
    // Each letter pair is a sign of the first and of the second source, lane 0 of each four first.
    return s.expect(1, [&](u32 l) {
      const std::string& signs = s.line.text.substr(s.line.text.rfind(' ') + 1);
      const char a = signs[2 * (l & 3)], b = signs[2 * (l & 3) + 1];
      const u64 x = s.f32(1, l) ^ (a == 'N' ? 0x80000000 : 0), y = s.f32(2, l) ^ (b == 'N' ? 0x80000000 : 0);
      return a == 'Z' ? y : multiply_add(s, x, 0x3f800000, y, true);
    });
  }
  FAIL() << "no expectation for " << s.line.text;
}

TEST(SassFloat, EachWordComputesWhatItsTextSays) {
  for_each_float_row("float", [](FloatScene& s) {
    if (s.name != "FCHK") check_float(s);
  });
}

// The sequence that compilers put around FCHK: where it says that nothing special happens, the quotient is rounded
// correctly.
TEST(SassFloat, WhereTheCheckOfADivisionIsSilentTheShortSequenceRoundsCorrectly) {
  const Word check = word(0x0, 0x0000000300007302), reciprocal = word(0x1000, 0x0000000300027308);
  std::mt19937 random(5);
  OneWarp one;
  u32 silent = 0;
  for (u32 round = 0; round < 400; ++round) {
    for (u32 l = 0; l < lanes; ++l) {
      const auto number = [&] {
        const u32 exponent = static_cast<u32>(random() % 4 ? 100 + random() % 50 : random() % 255);
        return (static_cast<u32>(random()) & 0x807fffff) | exponent << 23;
      };
      one.r(0)[l] = number(), one.r(3)[l] = number();
      if (random() % 16 == 0) one.r(0)[l] = random() % 2 ? 0x80000000 : 0x7f800000;
      if (random() % 16 == 0) one.r(3)[l] = random() % 2 ? 0 : 0x007fffff;
    }
    std::vector<u32> a(one.r(0), one.r(0) + lanes), b(one.r(3), one.r(3) + lanes);
    ASSERT_EQ(one.run(check), Stop::none);
    ASSERT_EQ(one.run(reciprocal), Stop::none);
    // As ptxas 13.0 writes them for sm_86.
    // As ptxas 13.0 writes them for sm_86.
    for (const Word w : {word(0x001fc80000000102, 0x3f80000003077423),   // R7 = -R3 * R2 + 1
                         word(0x000fc80000000002, 0x0000000702077223),   // R7 = R2 * R7 + R2
                         word(0x000fc800000000ff, 0x0000000700027223),   // R2 = R0 * R7
                         word(0x000fc80000000100, 0x0000000203067223),   // R6 = -R3 * R2 + R0
                         word(0x000fe20000000002, 0x0000000607077223)})  // R7 = R7 * R6 + R2
      ASSERT_EQ(one.run(w), Stop::none);
    for (u32 l = 0; l < lanes; ++l) {
      if (one.p(0) >> l & 1) continue;
      ++silent;
      // A quotient of two 24-bit numbers is far enough from the middle of two floats that a quad decides.
      const quad q = binary32.value(a[l]) / binary32.value(b[l]);
      ASSERT_EQ(one.r(7)[l], round_exact({q, 0}, binary32, Direction::nearest)) << std::hex << a[l] << " / " << b[l];
    }
  }
  EXPECT_GT(silent, 4000u);
}

// What ptxas 13.0 writes for sqrt.rn.f32 and rcp.rn.f32 of numbers that need no scaling.
TEST(SassFloat, TheSequencesOfSquareRootsAndReciprocalsRoundCorrectly) {
  const Word root[] = {word(0x1400, 0x0000000000057308),                     // R5 = 1 / sqrt(R0)
                       word(0x003fe20000410000, 0x0000000500077220),         // R7 = R0 * R5
                       word(0x000fc60000410000, 0x3f00000005057820),         // R5 = R5 * 0.5
                       word(0x000fc80000000100, 0x0000000707007223),         // R0 = -R7 * R7 + R0
                       word(0x000fca0000000007, 0x0000000500057223)};        // R5 = R0 * R5 + R7
  const Word reciprocal[] = {word(0x1000, 0x0000000000057308),               // R5 = 1 / R0
                             word(0x001fc80000000005, 0xbf80000000047423),   // R4 = R0 * R5 - 1
                             word(0x000fc80000010100, 0x800000ff04047221),   // R4 = -R4 - RZ
                             word(0x000fca0000000005, 0x0000000405057223)};  // R5 = R5 * R4 + R5
  std::mt19937 random(6);
  OneWarp one;
  for (u32 round = 0; round < 400; ++round) {
    std::vector<u32> a(lanes);
    for (u32& x : a)
      x = (static_cast<u32>(random()) & 0x7fffff) | (round < 8 ? 0x7ffff0 : 0) |
          (100 + static_cast<u32>(random() % 50)) << 23;
    std::copy(a.begin(), a.end(), one.r(0));
    for (const Word w : root) ASSERT_EQ(one.run(w), Stop::none);
    for (u32 l = 0; l < lanes; ++l) {
      // r is right if x lies between the squares of its neighbourhood's middles.
      const u32 r = one.r(5)[l];
      const quad below = (binary32.value(r) + binary32.value(r - 1)) / 2,
                 above = (binary32.value(r) + binary32.value(r + 1)) / 2;
      ASSERT_TRUE(below * below < binary32.value(a[l]) && binary32.value(a[l]) < above * above) << std::hex << a[l];
    }
    std::copy(a.begin(), a.end(), one.r(0));
    for (const Word w : reciprocal) ASSERT_EQ(one.run(w), Stop::none);
    for (u32 l = 0; l < lanes; ++l)
      ASSERT_EQ(one.r(5)[l], round_exact({quad(1) / binary32.value(a[l]), 0}, binary32, Direction::nearest))
          << std::hex << a[l];
  }
}

TEST(SassFloat, TheCheckOfADivisionAsksForCareWithZerosInfinitiesNaNsDenormalsAndExtremeQuotients) {
  struct Case {
    u32 a, b;
    bool care;
  };
  const Case cases[] = {
      {0x3f800000, 0x40400000, false}, {0x3f800000, 0, true},          {0, 0x3f800000, true},
      {0x7f800000, 0x3f800000, true},  {0x3f800000, 0xff800000, true}, {0x7fc00000, 0x3f800000, true},
      {0x3f800000, 0x007fffff, true},  {0x7f000000, 0x00800000, true}, {0x00800000, 0x7f000000, true}};
  OneWarp one;
  for (u32 n = 0; n < std::size(cases); ++n) one.r(0)[n] = cases[n].a, one.r(3)[n] = cases[n].b;
  ASSERT_EQ(one.run(word(0x0, 0x0000000300007302)), Stop::none);
  for (u32 n = 0; n < std::size(cases); ++n) EXPECT_EQ(one.p(0) >> n & 1, cases[n].care) << n;
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

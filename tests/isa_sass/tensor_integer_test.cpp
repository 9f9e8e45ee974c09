// IMMA and BMMA: words that ptxas 13 makes of mma.sync against sums in plain integers.
#include <gtest/gtest.h>

#include "tests/isa_sass/tensor_fragments.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct IntegerCase {
  const char* name;
  Word word;
  const MatrixShape* shape;
  bool signed_a, signed_b, saturates;
};
// clang-format off
const IntegerCase integer_cases[] = {
    {"m8n8k16_s8_s8", word(0x004fe20000005406, 0x0000000500067237), &byte_m8, true, true, false},
    {"m8n8k16_s8_u8", word(0x004fe20000001406, 0x0000000500067237), &byte_m8, true, false, false},
    {"m16n8k16_u8_s8", word(0x004fe20000404408, 0x0000000004087237), &byte_k16, false, true, false},
    {"m16n8k16_u8_u8", word(0x004fe20000400408, 0x0000000004087237), &byte_k16, false, false, false},
    {"m16n8k32_s8_s8", word(0x004fee0000405c0c, 0x00000008040c7237), &byte_k32, true, true, false},
    {"m16n8k32_u8_u8", word(0x004fee0000400c0c, 0x00000008040c7237), &byte_k32, false, false, false},
    {"m16n8k32_s8_u8_sat", word(0x004fee0000441c0c, 0x00000008040c7237), &byte_k32, true, false, true},
    {"m8n8k16_s8_s8_sat", word(0x004fe20000045406, 0x0000000500067237), &byte_m8, true, true, true},
    {"m8n8k32_s4_s4", word(0x004fe20000385406, 0x0000000500067237), &nibble_m8, true, true, false},
    {"m8n8k32_u4_u4", word(0x004fe20000380406, 0x0000000500067237), &nibble_m8, false, false, false},
    {"m16n8k32_s4_u4", word(0x004fe20000581c08, 0x0000000004087237), &nibble_k32, true, false, false},
    {"m16n8k64_u4_s4", word(0x004fee000078440c, 0x00000008040c7237), &nibble_k64, false, true, false},
    {"m16n8k64_s4_s4_sat", word(0x004fee00007c540c, 0x00000008040c7237), &nibble_k64, true, true, true},
};
// clang-format on

i64 value(u64 x, u32 bits, bool is_signed) {
  return is_signed && x >> (bits - 1) ? static_cast<i64>(x) - (i64{1} << bits) : static_cast<i64>(x);
}

class SassMatrixIntegers : public testing::TestWithParam<IntegerCase> {};
TEST_P(SassMatrixIntegers, SumsAreExactAndWrapOrSaturate) {
  const IntegerCase& f = GetParam();
  const MatrixShape& s = *f.shape;
  for (const Level level : available_levels()) {
    force_level(level);
    std::mt19937 random(9);
    const auto element = [&] { return u64{random()} & ((1u << s.bits) - 1); };
    // Accumulators near both ends, so that sums leave 32 bits.
    const auto accumulator = [&] {
      return u64{random() % 2 ? 0x7fffff00 + random() % 256 : 0x80000000 + random() % 256};
    };
    OneWarp w(80);
    const Matrix a = random_matrix(s.m, s.k, element), b = random_matrix(s.k, 8, element),
                 c = random_matrix(s.m, 8, accumulator);
    const Matrix d = run_matrix(w, f.word, s, a, b, c, 32);
    for (u32 m = 0; m < s.m; ++m)
      for (u32 n = 0; n < 8; ++n) {
        i64 sum = value(c.at(m, n), 32, true);
        for (u32 k = 0; k < s.k; ++k)
          sum += value(a.at(m, k), s.bits, f.signed_a) * value(b.at(k, n), s.bits, f.signed_b);
        if (f.saturates) sum = std::clamp<i64>(sum, INT32_MIN, INT32_MAX);
        ASSERT_EQ(d.at(m, n), static_cast<u32>(sum)) << name(level) << " d[" << m << "][" << n << "]";
      }
  }
  force_level(available_levels().back());
}
INSTANTIATE_TEST_SUITE_P(Words, SassMatrixIntegers, testing::ValuesIn(integer_cases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(SassMatrixIntegers, TheLargestElementsDoNotOverflowOnTheWay) {
  for (const Level level : available_levels()) {
    force_level(level);
    OneWarp w(86);
    const Matrix a = random_matrix(16, 32, [] { return 255; }), b = random_matrix(32, 8, [] { return 255; }), c(16, 8);
    const Matrix d = run_matrix(w, word(0x004fee0000400c0c, 0x00000008040c7237), byte_k32, a, b, c, 32);
    EXPECT_EQ(d.at(15, 7), 255u * 255 * 32);
  }
  force_level(available_levels().back());
}
TEST(SassMatrixIntegers, SparseMatricesAreRefusedByName) {
  OneWarp w(86);
  EXPECT_EQ(w.run(word(0x004fe20000405d04, 0x0000000a08087237)), Stop::fault);
  EXPECT_EQ(w.warp().fault.kind, Fault::Kind::unsupported);
}

struct BitCase {
  const char* name;
  Word word;
  const MatrixShape* shape;
  bool both;
};
const BitCase bit_cases[] = {
    {"m8n8k128_xor", word(0x004fe20000010406, 0x000000050006723d), &bit_m8, false},
    {"m16n8k128_xor", word(0x004fe20000010c08, 0x000000000408723d), &bit_k128, false},
    {"m16n8k256_xor", word(0x004fee000001140c, 0x00000008040c723d), &bit_k256, false},
    {"m8n8k128_and", word(0x004fe20000014406, 0x000000050006723d), &bit_m8, true},
    {"m16n8k128_and", word(0x004fe20000014c08, 0x000000000408723d), &bit_k128, true},
    {"m16n8k256_and", word(0x004fee000001540c, 0x00000008040c723d), &bit_k256, true},
};
class SassMatrixBits : public testing::TestWithParam<BitCase> {};
TEST_P(SassMatrixBits, OnesAreCounted) {
  const BitCase& f = GetParam();
  const MatrixShape& s = *f.shape;
  std::mt19937 random(2);
  OneWarp w(86);
  const Matrix a = random_matrix(s.m, s.k, [&] { return random() & 1; }),
               b = random_matrix(s.k, 8, [&] { return random() & 1; }),
               c = random_matrix(s.m, 8, [&] { return random() % 1000; });
  const Matrix d = run_matrix(w, f.word, s, a, b, c, 32);
  for (u32 m = 0; m < s.m; ++m)
    for (u32 n = 0; n < 8; ++n) {
      u64 sum = c.at(m, n);
      for (u32 k = 0; k < s.k; ++k) sum += f.both ? a.at(m, k) & b.at(k, n) : a.at(m, k) ^ b.at(k, n);
      ASSERT_EQ(d.at(m, n), sum) << "d[" << m << "][" << n << "]";
    }
}
INSTANTIATE_TEST_SUITE_P(Words, SassMatrixBits, testing::ValuesIn(bit_cases),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace egpulab::simulator::isa::sass

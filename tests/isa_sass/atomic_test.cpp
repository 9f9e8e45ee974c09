// ATOM, ATOMG, ATOMS, RED: words that ptxas 13 makes of PTX's atom and red for each generation, against PTX's
// operations applied lane after lane.
#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <map>
#include <random>

#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// What PTX says the operation makes of memory `a` and operand `b` (PTX ISA 9.7.13.6).
using Model = std::function<u64(u64 a, u64 b)>;
template <class T>
u64 typed(u64 a, u64 b, T (*f)(T, T)) {
  return static_cast<std::make_unsigned_t<T>>(f(static_cast<T>(a), static_cast<T>(b)));
}
template <class T>
Model of(T (*f)(T, T)) {
  return [f](u64 a, u64 b) { return typed<T>(a, b, f); };
}
template <class T>
const std::map<std::string, Model>& models() {
  using U = std::make_unsigned_t<T>;
  static const std::map<std::string, Model> all{
      {"add", of<U>([](U a, U b) -> U { return a + b; })},
      {"min", of<T>([](T a, T b) -> T { return std::min(a, b); })},
      {"max", of<T>([](T a, T b) -> T { return std::max(a, b); })},
      {"inc", of<U>([](U a, U b) -> U { return a >= b ? 0 : a + 1; })},
      {"dec", of<U>([](U a, U b) -> U { return a == 0 || a > b ? b : a - 1; })},
      {"and", of<U>([](U a, U b) -> U { return a & b; })},
      {"or", of<U>([](U a, U b) -> U { return a | b; })},
      {"xor", of<U>([](U a, U b) -> U { return a ^ b; })},
      {"exch", of<U>([](U, U b) -> U { return b; })},
  };
  return all;
}
Model model(const std::string& type, const std::string& op) {
  if (type == "u32") return models<u32>().at(op);
  if (type == "s32") return models<i32>().at(op);
  if (type == "u64") return models<u64>().at(op);
  return models<i64>().at(op);
}

struct IntegerCase {
  SmVersion sm;
  const char *type, *op;
  Word word;
};
std::string name_of(const testing::TestParamInfo<IntegerCase>& test) {
  return "sm" + std::to_string(test.param.sm) + "_" + test.param.op + "_" + test.param.type;
}

// Lanes' registers as the words below name them: address R4:R5, operand from `operand` on, result to `result`.
struct Registers {
  u32 result, operand;
};
Registers registers_of(Word w) { return {static_cast<u32>(w.bits(16, 8)), static_cast<u32>(w.bits(32, 8))}; }

// 32 lanes on eight values: four lanes meet at each.
constexpr u32 values = 8;
template <class Run>
void check_integers(const IntegerCase& f, u32 bytes, bool returns, Run run) {
  std::mt19937_64 random(6);
  std::vector<u64> memory(values), operand(32), old(32);
  for (u64& x : memory) x = random() % 3 ? random() : random() % 40;
  for (u64& x : operand) x = random() % 3 ? random() : random() % 40;
  if (bytes == 4)
    for (auto* v : {&memory, &operand})
      for (u64& x : *v) x &= 0xffffffff;
  const std::vector<u64> start = memory;
  const Model expected = model(f.type, f.op);
  for (u32 l = 0; l < 32; ++l) {
    u64& at = memory[l % values];
    old[l] = at;
    at = expected(at, operand[l]);
  }
  const auto [after, results] = run(start, operand);
  for (u32 n = 0; n < values; ++n) EXPECT_EQ(after[n], memory[n]) << "value " << n;
  for (u32 l = 0; returns && l < 32; ++l) EXPECT_EQ(results[l], old[l]) << "lane " << l;
}
struct Outcome {
  std::vector<u64> memory, results;
};
u32 size_of(const IntegerCase& f) { return std::string_view(f.type).ends_with("64") ? 8 : 4; }
void put_operands(OneWarp& w, u32 first, const std::vector<u64>& x, u32 bytes) {
  for (u32 l = 0; l < 32; ++l) {
    w.r(first)[l] = low32(x[l]);
    if (bytes == 8) w.r(first + 1)[l] = high32(x[l]);
  }
}
std::vector<u64> get_results(OneWarp& w, u32 first, u32 bytes) {
  std::vector<u64> x(32);
  for (u32 l = 0; l < 32; ++l) x[l] = bytes == 8 ? w.r64(first, l) : u64{w.r(first)[l]};
  return x;
}

// ---- Global memory

Outcome run_global(const IntegerCase& f, const std::vector<u64>& start, const std::vector<u64>& operand,
                   u64 window = 0) {
  const u32 bytes = size_of(f);
  OneWarp w(f.sm);
  const Registers at = registers_of(f.word);
  const u64 base = w.memory.allocate(4096);
  for (u32 n = 0; n < values; ++n) w.memory.write(base + 16 + bytes * n, &start[n], bytes);
  put_operands(w, at.operand, operand, bytes);
  const u32 address = static_cast<u32>(f.word.bits(24, 8));
  for (u32 l = 0; l < 32; ++l) {
    const u64 a = base + bytes * (l % values) + window;
    w.r(address)[l] = low32(a), w.r(address + 1)[l] = high32(a);
  }
  EXPECT_EQ(w.run(f.word), Stop::none) << w.warp().fault.what;
  std::vector<u64> after(values);
  for (u32 n = 0; n < values; ++n) w.memory.read(base + 16 + bytes * n, &after[n], bytes);
  return {after, get_results(w, at.result, bytes)};
}

// clang-format off
const IntegerCase global_cases[] = {
    {80, "u32", "add", word(0x000000081ee1c4, 0x00001007040579a8)}, {80, "s32", "add", word(0x000000081ee3c4, 0x00001007040579a8)},
    {80, "u64", "add", word(0x000000081ee5c4, 0x00001006040479a8)}, {80, "u32", "min", word(0x000000089ee1c4, 0x00001007040579a8)},
    {80, "s32", "min", word(0x000000089ee3c4, 0x00001007040579a8)}, {80, "u64", "min", word(0x000000089ee5c4, 0x00001006040479a8)},
    {80, "s64", "min", word(0x000000089eebc4, 0x00001006040479a8)}, {80, "u32", "max", word(0x000000091ee1c4, 0x00001007040579a8)},
    {80, "s32", "max", word(0x000000091ee3c4, 0x00001007040579a8)}, {80, "u64", "max", word(0x000000091ee5c4, 0x00001006040479a8)},
    {80, "s64", "max", word(0x000000091eebc4, 0x00001006040479a8)}, {80, "u32", "inc", word(0x000000099ee1c4, 0x00001007040579a8)},
    {80, "u32", "dec", word(0x0000000a1ee1c4, 0x00001007040579a8)}, {80, "u32", "and", word(0x0000000a9ee1c4, 0x00001007040579a8)},
    {80, "u64", "and", word(0x0000000a9ee5c4, 0x00001006040479a8)}, {80, "u32", "or", word(0x0000000b1ee1c4, 0x00001007040579a8)},
    {80, "u64", "or", word(0x0000000b1ee5c4, 0x00001006040479a8)},  {80, "u32", "xor", word(0x0000000b9ee1c4, 0x00001007040579a8)},
    {80, "u64", "xor", word(0x0000000b9ee5c4, 0x00001006040479a8)}, {80, "u32", "exch", word(0x0000000c1ee1c4, 0x00001007040579a8)},
    {80, "u64", "exch", word(0x0000000c1ee5c4, 0x00001006040479a8)},
    {90, "s32", "add", word(0x000000081ee3c4, 0x00001007040579a8)}, {90, "u64", "add", word(0x000000081ee5c4, 0x00001006040479a8)},
    {90, "s64", "min", word(0x000000089ee7c4, 0x00001006040479a8)}, {90, "s64", "max", word(0x000000091ee7c4, 0x00001006040479a8)},
    {90, "u64", "exch", word(0x0000000c1ee5c4, 0x00001006040479a8)},
    {120, "u32", "add", word(0x000000081ef104, 0x80001007040579a8)}, {120, "s32", "add", word(0x000000081ef304, 0x80001007040579a8)},
    {120, "u64", "add", word(0x000000081ef504, 0x80001006040479a8)}, {120, "s32", "min", word(0x000000089ef304, 0x80001007040579a8)},
    {120, "s64", "min", word(0x000000089ef704, 0x80001006040479a8)}, {120, "u64", "max", word(0x000000091ef504, 0x80001006040479a8)},
    {120, "u32", "inc", word(0x000000099ef104, 0x80001007040579a8)}, {120, "u32", "dec", word(0x0000000a1ef104, 0x80001007040579a8)},
    {120, "u64", "xor", word(0x0000000b9ef504, 0x80001006040479a8)}, {120, "u64", "exch", word(0x0000000c1ef504, 0x80001006040479a8)},
};
const IntegerCase reduction_cases[] = {
    {80, "u32", "add", word(0x00000c10e184, 0x000010030400798e)}, {80, "u64", "add", word(0x00000c10e584, 0x000010020400798e)},
    {80, "s32", "min", word(0x00000c90e384, 0x000010030400798e)}, {80, "s64", "min", word(0x00000c90eb84, 0x000010020400798e)},
    {80, "u32", "max", word(0x00000d10e184, 0x000010030400798e)}, {80, "s64", "max", word(0x00000d10eb84, 0x000010020400798e)},
    {80, "u32", "inc", word(0x00000d90e184, 0x000010030400798e)}, {80, "u32", "dec", word(0x00000e10e184, 0x000010030400798e)},
    {80, "u32", "and", word(0x00000e90e184, 0x000010030400798e)}, {80, "u64", "or", word(0x00000f10e584, 0x000010020400798e)},
    {80, "u32", "xor", word(0x00000f90e184, 0x000010030400798e)}, {90, "u32", "add", word(0x00000c10e184, 0x000010030400798e)},
    {90, "s64", "min", word(0x00000c90e784, 0x000010020400798e)}, {90, "u64", "max", word(0x00000d10e584, 0x000010020400798e)},
    {120, "u32", "add", word(0x00000c12e104, 0x000010030400798e)}, {120, "u64", "add", word(0x00000c12e504, 0x000010020400798e)},
    {120, "s64", "min", word(0x00000c92e704, 0x000010020400798e)}, {120, "s32", "max", word(0x00000d12e304, 0x000010030400798e)},
    {120, "u32", "inc", word(0x00000d92e104, 0x000010030400798e)}, {120, "u64", "xor", word(0x00000f92e504, 0x000010020400798e)},
};
// ATOM [R.64]: 32 bits, and those of 64 that say P0.
const IntegerCase generic_cases[] = {
    {80, "u32", "add", word(0x000000081ee1c4, 0x000010070405798a)}, {80, "s32", "min", word(0x000000089ee3c4, 0x000010070405798a)},
    {80, "u32", "inc", word(0x000000099ee1c4, 0x000010070405798a)}, {80, "u32", "exch", word(0x0000000c1ee1c4, 0x000010070405798a)},
    {80, "u64", "exch", word(0x0000000c10e5c4, 0x000010060408798a)}, {90, "s32", "max", word(0x000000091ee3c4, 0x000010070405798a)},
    {90, "u64", "exch", word(0x0000000c10e5c4, 0x000010060408798a)}, {120, "u32", "add", word(0x000000081ef104, 0x800010070405798a)},
    {120, "u32", "dec", word(0x0000000a1ef104, 0x800010070405798a)}, {120, "u64", "exch", word(0x0000000c10f504, 0x800010060408798a)},
};
// Shared memory has no sums of 64 bits.
const IntegerCase generic_global_cases[] = {
    {80, "u64", "add", word(0x00000810e5c4, 0x000010080406798a)}, {80, "s64", "min", word(0x00000890ebc4, 0x000010060408798a)},
    {90, "s64", "min", word(0x00000890e7c4, 0x000010060408798a)}, {90, "u64", "and", word(0x00000a90e5c4, 0x000010080406798a)},
    {120, "u64", "add", word(0x00000810f504, 0x800010060408798a)}, {120, "s64", "max", word(0x00000910f704, 0x8000100a0406798a)},
};
const IntegerCase shared_cases[] = {
    {80, "u32", "add", word(0x000000000000, 0x000010050006738c)}, {80, "s32", "add", word(0x000000000200, 0x000010050006738c)},
    {80, "u32", "min", word(0x000000800000, 0x000010050006738c)}, {80, "s32", "min", word(0x000000800200, 0x000010050006738c)},
    {80, "u32", "max", word(0x000001000000, 0x000010050006738c)}, {80, "s32", "max", word(0x000001000200, 0x000010050006738c)},
    {80, "u32", "inc", word(0x000001800000, 0x000010050006738c)}, {80, "u32", "dec", word(0x000002000000, 0x000010050006738c)},
    {80, "u32", "and", word(0x000002800000, 0x000010050006738c)}, {80, "u32", "or", word(0x000003000000, 0x000010050006738c)},
    {80, "u32", "xor", word(0x000003800000, 0x000010050006738c)}, {80, "u32", "exch", word(0x000004000000, 0x000010050006738c)},
    {86, "u64", "exch", word(0x000004000400, 0x000010050008738c)}, {90, "s32", "max", word(0x000001000200, 0x000010050006738c)},
    {120, "u32", "add", word(0x000000000000, 0x000010050006738c)}, {120, "u64", "exch", word(0x000004000400, 0x000010050008738c)},
};
// clang-format on

class SassAtomicsOnGlobal : public testing::TestWithParam<IntegerCase> {};
TEST_P(SassAtomicsOnGlobal, ReturnTheOldValueAndActInTheOrderOfLanes) {
  const IntegerCase& f = GetParam();
  check_integers(f, size_of(f), true,
                 [&](const auto& start, const auto& operand) { return run_global(f, start, operand); });
}
INSTANTIATE_TEST_SUITE_P(Words, SassAtomicsOnGlobal, testing::ValuesIn(global_cases), name_of);
INSTANTIATE_TEST_SUITE_P(Generic, SassAtomicsOnGlobal, testing::ValuesIn(generic_cases), name_of);
INSTANTIATE_TEST_SUITE_P(GenericOnly, SassAtomicsOnGlobal, testing::ValuesIn(generic_global_cases), name_of);

class SassReductions : public testing::TestWithParam<IntegerCase> {};
TEST_P(SassReductions, ChangeMemoryInTheOrderOfLanes) {
  const IntegerCase& f = GetParam();
  check_integers(f, size_of(f), false,
                 [&](const auto& start, const auto& operand) { return run_global(f, start, operand); });
}
INSTANTIATE_TEST_SUITE_P(Words, SassReductions, testing::ValuesIn(reduction_cases), name_of);

// ---- Shared memory, by its own addresses and by generic ones

Outcome run_shared(const IntegerCase& f, bool generic, const std::vector<u64>& start, const std::vector<u64>& operand) {
  const u32 bytes = size_of(f);
  OneWarp w(f.sm);
  const Registers at = registers_of(f.word);
  const u32 address = static_cast<u32>(f.word.bits(24, 8));
  for (u32 n = 0; n < values; ++n) std::memcpy(w.warp().shared + 0x110 + bytes * n, &start[n], bytes);
  put_operands(w, at.operand, operand, bytes);
  for (u32 l = 0; l < 32; ++l) {
    const u64 a = 0x100 + bytes * (l % values) + (generic ? w.launch.shared_window : 0);
    w.r(address)[l] = low32(a);
    if (generic) w.r(address + 1)[l] = high32(a);
  }
  EXPECT_EQ(w.run(f.word), Stop::none) << w.warp().fault.what;
  std::vector<u64> after(values);
  for (u32 n = 0; n < values; ++n) std::memcpy(&after[n], w.warp().shared + 0x110 + bytes * n, bytes);
  return {after, get_results(w, at.result, bytes)};
}
class SassAtomicsOnShared : public testing::TestWithParam<IntegerCase> {};
TEST_P(SassAtomicsOnShared, ReturnTheOldValueAndActInTheOrderOfLanes) {
  const IntegerCase& f = GetParam();
  const bool generic = f.word.opcode() == 0x18a;
  check_integers(f, size_of(f), true,
                 [&](const auto& start, const auto& operand) { return run_shared(f, generic, start, operand); });
}
INSTANTIATE_TEST_SUITE_P(Words, SassAtomicsOnShared, testing::ValuesIn(shared_cases), name_of);
INSTANTIATE_TEST_SUITE_P(Generic, SassAtomicsOnShared, testing::ValuesIn(generic_cases), name_of);

TEST(SassAtomics, OfGenericAddressesOnlyThoseThatTheSpaceCanDoAreDone) {
  // 64-bit sums, f32 sums: P0 says in which lanes memory was changed; the others are for the code behind it.
  struct Case {
    SmVersion sm;
    Word word;
  };
  const Case cases[] = {{80, word(0x00000810e5c4, 0x000010080406798a)},    // ATOM.E.ADD.64 P0, R6, [R4.64+0x10], R8
                        {80, word(0x00000810e7c4, 0x000010080406798a)},    // ATOM.E.ADD.F32
                        {90, word(0x00000810f3c4, 0x00001008040679a2)},    // the same on Hopper
                        {120, word(0x00000c10f304, 0x80001008040679a2)}};  // and on Blackwell
  for (const Case& each : cases) {
    OneWarp w(each.sm);
    const u64 global = w.memory.allocate(4096);
    const u32 local = w.warp().stack_top - 512;
    w.set64(8, 0), w.set64(6, 0x5555555555555555), w.p(0) = 0xffff0000;
    for (u32 l = 0; l < 32; ++l) {
      const u64 a = l % 3 == 0   ? global + 8 * l
                    : l % 3 == 1 ? w.launch.shared_window + 8 * l
                                 : w.launch.local_window + local;
      w.r(4)[l] = low32(a), w.r(5)[l] = high32(a);
    }
    ASSERT_EQ(w.run(each.word), Stop::none);
    for (u32 l = 0; l < 32; ++l) {
      EXPECT_EQ(w.p(0) >> l & 1, l % 3 == 0) << "sm_" << u32{each.sm} << " lane " << l;
      EXPECT_EQ(w.r(6)[l], l % 3 == 0 ? 0 : 0x55555555) << "sm_" << u32{each.sm} << " lane " << l;
    }
  }
}
TEST(SassAtomics, OfGenericAddressesIn32BitsReachTheThreadsOwnMemory) {
  OneWarp w(80);
  const u64 a = w.launch.local_window + w.warp().stack_top - 512;
  w.set64(4, a - 16), w.set(7, 5);
  const Word add = word(0x000000081ee1c4, 0x000010070406798a);  // ATOM.E.ADD PT, R6, [R4.64+0x10], R7
  ASSERT_EQ(w.run(add), Stop::none);
  ASSERT_EQ(w.run(add), Stop::none);
  for (u32 l = 0; l < 32; ++l) EXPECT_EQ(w.r(6)[l], 5u) << "each lane has its own";
}
TEST(SassAtomics, SharedAddressesMayBeScaledAndHaveAUniformPart) {
  OneWarp w(86);
  w.set(60, 3), w.set(27, 100);
  ASSERT_EQ(w.run(word(0x0000000000004000, 0x0000001b3c1f738c)), Stop::none);  // ATOMS.ADD R31, [R60.X4], R27
  EXPECT_EQ(w.r(31)[31], 3100u);
  u32 sum;
  std::memcpy(&sum, w.warp().shared + 12, 4);
  EXPECT_EQ(sum, 3200u);
  OneWarp hopper(90);
  hopper.ur(7) = 0x20, hopper.set(7, static_cast<u32>(-9));
  ASSERT_EQ(hopper.run(word(0x0003e80008800207, 0x00000407ffff798c)), Stop::none);  // ATOMS.MIN.S32 RZ, [UR7+0x4], R7
  std::memcpy(&sum, hopper.warp().shared + 0x24, 4);
  EXPECT_EQ(sum, static_cast<u32>(-9));
}
TEST(SassAtomics, AUniformRegisterIsTheAddressUnlessItHoldsADescriptor) {
  OneWarp w(80);
  const u64 base = w.memory.allocate(4096);
  w.ur(20) = low32(base), w.ur(21) = high32(base), w.set(4, 2);
  ASSERT_EQ(w.run(word(0x00000000081ea154, 0x00000004ffff79a8)), Stop::none);  // ATOMG.E.ADD [UR20], R4
  EXPECT_EQ(w.memory.get<u32>(base, 1)[0], 64u);
}
TEST(SassAtomics, PopcIncCountsLanes) {
  struct Case {
    SmVersion sm;
    Word word;
  };
  const Case cases[] = {{80, word(0x0d00003f, 0x0000000002ff7f8c)},
                        {90, word(0x0d80003f, 0x0000000002ff7f8c)},
                        {120, word(0x0d8000ff, 0x0000000002ff7f8c)}};
  for (const Case& each : cases) {
    OneWarp w(each.sm);
    for (u32 l = 0; l < 32; ++l) w.r(2)[l] = l < 20 ? 8 : 4;
    ASSERT_EQ(w.run(each.word), Stop::none) << "sm_" << u32{each.sm};
    u32 counts[2];
    std::memcpy(counts, w.warp().shared + 4, 8);
    EXPECT_EQ(counts[0], 12u);
    EXPECT_EQ(counts[1], 20u);
  }
}

// ---- Compare and swap

TEST(SassAtomics, CompareAndSwapReturnsTheOldValue) {
  struct Case {
    SmVersion sm;
    u32 bytes;
    Word global;
  };
  // CAS Rd, [R4+0x10], R8.., R12..
  const Case cases[] = {
      {80, 4, word(0x00001ee10c, 0x00001008041073a9)},  {90, 8, word(0x00001ee50c, 0x00001008041073a9)},
      {120, 4, word(0x00001ee10c, 0x00001008041073a9)}, {120, 8, word(0x00001ee50c, 0x00001008041073a9)},
      {90, 16, word(0x00001ee90c, 0x00001008041073a9)}, {80, 8, word(0x000010e50c, 0x000010080410738b)},
      {90, 16, word(0x00001ee90c, 0x000010080410738b)}};
  for (const Case& each : cases) {
    OneWarp w(each.sm);
    const u64 base = w.memory.allocate(4096);
    const u32 registers = each.bytes / 4;
    // Even lanes expect what is there, odd ones do not: their last word differs.
    for (u32 l = 0; l < 32; ++l) {
      const u64 a = base + 16 * l;
      w.r(4)[l] = low32(a), w.r(5)[l] = high32(a);
      for (u32 n = 0; n < registers; ++n) {
        const u32 held = 1000 * l + n;
        w.memory.write(base + 16 + 16 * l + 4 * n, &held, 4);
        w.r(8 + n)[l] = held + (l % 2 && n == registers - 1);
        w.r(12 + n)[l] = ~held;
      }
    }
    ASSERT_EQ(w.run(each.global), Stop::none) << w.warp().fault.what;
    for (u32 l = 0; l < 32; ++l) {
      const auto after = w.memory.get<u32>(base + 16 + 16 * l, registers);
      for (u32 n = 0; n < registers; ++n) {
        EXPECT_EQ(w.r(16 + n)[l], 1000 * l + n) << "sm_" << u32{each.sm} << ", " << each.bytes << " bytes, lane " << l;
        EXPECT_EQ(after[n], l % 2 ? 1000 * l + n : ~(1000 * l + n));
      }
    }
  }
}
TEST(SassAtomics, CompareAndSwapOfOnePlaceSucceedsForOneLane) {
  OneWarp w(86);
  w.set(0, 0), w.set(4, 0);
  for (u32 l = 0; l < 32; ++l) w.r(5)[l] = 100 + l;
  ASSERT_EQ(w.run(word(0x000000000005, 0x000010040005738d)), Stop::none);  // ATOMS.CAS R5, [R0+0x10], R4, R5
  EXPECT_EQ(w.r(5)[0], 0u);
  for (u32 l = 1; l < 32; ++l) EXPECT_EQ(w.r(5)[l], 100u) << "the lowest lane was first";
}
TEST(SassAtomics, CastSpinSaysWhetherItSwapped) {
  OneWarp w(86);
  w.set(0, 0), w.set(4, 0);
  for (u32 l = 0; l < 32; ++l) w.r(5)[l] = 100 + l;
  ASSERT_EQ(w.run(word(0x00001800005, 0x000010040005738d)), Stop::none);  // ATOMS.CAST.SPIN R5, [R0+0x10], R4, R5
  for (u32 l = 0; l < 32; ++l) EXPECT_EQ(w.r(5)[l], l == 0) << l;

  OneWarp blackwell(120);  // ATOMS.CAST.SPIN P0, [R0+0x10], R4, R5
  blackwell.set(0, 0), blackwell.set(4, 0), blackwell.p(0) = ~0u;
  for (u32 l = 0; l < 32; ++l) blackwell.r(5)[l] = 100 + l;
  ASSERT_EQ(blackwell.run(word(0x00001800005, 0x000010040000758d)), Stop::none);
  EXPECT_EQ(blackwell.p(0), 1u);
  EXPECT_EQ(blackwell.r(0)[0], 0u) << "the address stays";

  OneWarp hopper(90);  // ATOM.E.CAST.SPIN PT, R9, [R4+0x10], R8, R9
  const u64 base = hopper.memory.allocate(4096);
  hopper.set64(4, base), hopper.set(8, 0), hopper.set(9, 7);
  ASSERT_EQ(hopper.run(word(0x000019e0109, 0x000010080409738b)), Stop::none);
  EXPECT_EQ(hopper.r(9)[0], 1u);
  EXPECT_EQ(hopper.r(9)[1], 0u);
}

// ---- Floats

// Runs `op` on one lane.
template <class T>
T one_lane(SmVersion sm, Word op, T memory, T operand) {
  OneWarp w(sm);
  const Registers at = registers_of(op);
  const u32 address = static_cast<u32>(op.bits(24, 8));
  const u64 base = w.memory.allocate(4096);
  w.memory.write(base + 16, &memory, sizeof memory);
  u32 x[4] = {};
  std::memcpy(x, &operand, sizeof operand);
  for (u32 n = 0; n < sizeof(T) / 4; ++n) w.set(at.operand + n, x[n]);
  w.set64(address, base);
  w.warp().active = 1u << 21;
  EXPECT_EQ(w.run(op), Stop::none) << w.warp().fault.what;
  w.memory.read(base + 16, &memory, sizeof memory);
  return memory;
}
struct FloatWords {
  SmVersion sm;
  Word atom, red;
};
TEST(SassAtomicFloats, SumsOfSinglesFlushDenormals) {
  const FloatWords words[] = {{80, word(0x000081ee7c4, 0x00001007040579a8), word(0x0000c10e784, 0x000010030400798e)},
                              {90, word(0x000081ef3c4, 0x00001007040579a3), word(0x0000c10f384, 0x00001003040079a6)},
                              {120, word(0x0000c1ef304, 0x80001007040579a3), word(0x0000c12f304, 0x00001003040079a6)}};
  for (const FloatWords& f : words)
    for (const Word op : {f.atom, f.red}) {
      const auto sum = [&](u32 a, u32 b) { return one_lane<u32>(f.sm, op, a, b); };
      EXPECT_EQ(sum(0x3f800000, 0x33800001), 0x3f800001u) << "1 + a little more than half an ulp";
      EXPECT_EQ(sum(0x3f800000, 0x33800000), 0x3f800000u) << "a tie goes to even";
      EXPECT_EQ(sum(0x00000001, 0x80000000), 0x00000000u) << "denormal sources are zeros";
      EXPECT_EQ(sum(0x00800000, 0x80800001), 0x80000000u) << "denormal results are zeros of their sign";
      EXPECT_EQ(sum(0x7f800000, 0xff800000), 0x7fffffffu);
      EXPECT_EQ(sum(0xffc01234, 0x3f800000), 0x7fffffffu);
      EXPECT_EQ(sum(0x7f7fffff, 0x7f7fffff), 0x7f800000u);
    }
}
TEST(SassAtomicFloats, SumsOfDoublesKeepDenormals) {
  const FloatWords words[] = {{80, word(0x000081eedc4, 0x00001006040479a8), word(0x0000c10ed84, 0x000010020400798e)},
                              {90, word(0x000081effc4, 0x00001006040479a3), word(0x0000c10ff84, 0x00001002040079a6)},
                              {120, word(0x0000c1eff04, 0x80001006040479a3), word(0x0000c12ff04, 0x00001002040079a6)}};
  for (const FloatWords& f : words)
    for (const Word op : {f.atom, f.red}) {
      const auto sum = [&](double a, double b) { return one_lane<double>(f.sm, op, a, b); };
      EXPECT_EQ(sum(1.5, -0.25), 1.25);
      EXPECT_EQ(sum(0x1p-1074, 0x1p-1074), 0x1p-1073);
      EXPECT_EQ(sum(1.0, 0x1p-53), 1.0);
      const auto bits_of_sum = [&](u64 a, u64 b) { return one_lane<u64>(f.sm, op, a, b); };
      EXPECT_EQ(bits_of_sum(0x7ff0000000000000, 0xfff0000000000000), 0xfff8000000000000);
      EXPECT_EQ(bits_of_sum(0x7ff0000000000123, 0x7ff8000000000456), 0x7ff8000000000123);
    }
}
TEST(SassAtomicFloats, HalvesAreAddedInPairs) {
  const FloatWords words[] = {{80, word(0x000081ee9c4, 0x00001007040579a8), word(0x0000c10e984, 0x000010030400798e)},
                              {90, word(0x000081ee1c4, 0x00001007040579a3), word(0x0000c10e184, 0x00001003040079a6)},
                              {120, word(0x0000c1ee104, 0x80001007040579a3), word(0x0000c12e104, 0x00001003040079a6)}};
  for (const FloatWords& f : words)
    for (const Word op : {f.atom, f.red}) {
      const auto sum = [&](u32 a, u32 b) { return one_lane<u32>(f.sm, op, a, b); };
      EXPECT_EQ(sum(0x3c004000, 0x3c003c00), 0x40004200u) << "1 + 1 and 2 + 1";
      EXPECT_EQ(sum(0x00013c00, 0x00011000), 0x00023c00u) << "denormals stay, a tie goes to even";
      EXPECT_EQ(sum(0x7bff7c00, 0x7bfffc00), 0x7c007fffu) << "too large; infinity - infinity";
    }
}
TEST(SassAtomicFloats, BrainFloatsAreAddedInPairs) {
  for (const auto& [sm, op] : {std::pair<SmVersion, Word>{90, word(0x000081ee7c4, 0x00001007040579a3)},
                               {90, word(0x0000c10e784, 0x00001003040079a6)},
                               {120, word(0x0000c1ee704, 0x80001007040579a3)},
                               {120, word(0x0000c12e704, 0x00001003040079a6)}}) {
    EXPECT_EQ(one_lane<u32>(sm, op, 0x3f804000, 0x3f803f80), 0x40004040u);
    EXPECT_EQ(one_lane<u32>(sm, op, 0x3f803f81, 0x3b803b80), 0x3f803f82u) << "ties go to even";
  }
}
struct Vector {
  u32 x[4];
  bool operator==(const Vector&) const = default;
};
struct Pair {
  u32 x[2];
  bool operator==(const Pair&) const = default;
};
TEST(SassAtomicFloats, VectorsOfFloatsAreAddedOrComparedElementByElement) {
  const u32 one = 0x3f800000, two = 0x40000000, three = 0x40400000;
  const Vector ones{{one, one, one, one}}, mixed{{one, two, one, two}}, sum{{two, three, two, three}};
  EXPECT_EQ(one_lane(90, word(0x0000c10f784, 0x00001008040079a6), ones, mixed), sum);  // red.v4.f32
  EXPECT_EQ(one_lane(120, word(0x0000c12f704, 0x00001008040079a6), ones, mixed), sum);
  EXPECT_EQ(one_lane(90, word(0x000081ef5c4, 0x00001006040479a3), Pair{{one, one}}, Pair{{one, two}}),
            (Pair{{two, three}}));  // atom.v2.f32
  // red.v2.f16x2.add, .min, .max: elements 1, 2, 3, NaN and 2, 1, -3, 5.
  const Pair a{{0x40003c00, 0x7e004200}}, b{{0x3c004000, 0x4500c200}};
  EXPECT_EQ(one_lane(90, word(0x0000c10e384, 0x00001006040079a6), a, b), (Pair{{0x42004200, 0x7fff0000}}));
  EXPECT_EQ(one_lane(90, word(0x0000d10e384, 0x00001006040079a6), a, b), (Pair{{0x3c003c00, 0x4500c200}}));
  EXPECT_EQ(one_lane(90, word(0x0000e10e384, 0x00001006040079a6), a, b), (Pair{{0x40004000, 0x45004200}}));
}
TEST(SassAtomics, SixteenBytesAreExchanged) {
  const Vector a{{1, 2, 3, 4}}, b{{5, 6, 7, 8}};
  EXPECT_EQ(one_lane(90, word(0x0000c1ee9c4, 0x00001008041079a8), a, b), b);
}

// ---- What goes wrong

const Word global_add = word(0x000000081ee1c4, 0x00001007040579a8);  // ATOMG.E.ADD PT, R5, [R4.64+0x10], R7
TEST(SassAtomicFaults, AMisalignedAddressStopsTheWarpBeforeAnythingChanged) {
  OneWarp w(80);
  const u64 base = w.memory.allocate(4096);
  w.set64(4, base), w.set(7, 1);
  w.r(4)[12] += 2;
  EXPECT_EQ(w.run(global_add), Stop::fault);
  EXPECT_EQ(w.warp().fault.kind, Fault::Kind::warp_error);
  EXPECT_EQ(w.warp().fault.error, WarpError::misaligned_addr);
  EXPECT_EQ(w.warp().fault.lane, 12u);
  EXPECT_EQ(w.warp().fault.address, base + 0x12);
  EXPECT_EQ(w.memory.get<u32>(base + 16, 1)[0], 0u);
}
TEST(SassAtomicFaults, AnUnmappedAddressIsAMemoryFault) {
  OneWarp w(80);
  const u64 base = w.memory.allocate(4096);
  w.set64(4, base);
  w.r(5)[30] = 0x1234;
  EXPECT_EQ(w.run(global_add), Stop::fault);
  EXPECT_EQ(w.warp().fault.kind, Fault::Kind::memory);
  EXPECT_EQ(w.warp().fault.lane, 30u);
  EXPECT_EQ(w.warp().fault.memory.reason, MemoryFault::Reason::unmapped);
  EXPECT_EQ(w.warp().fault.memory.access, Access::atomic);
}
TEST(SassAtomicFaults, SharedMemoryEndsWhereTheBlocksDoes) {
  OneWarp w(86, 1024);
  w.set(0, 1024 - 16);
  EXPECT_EQ(w.run(word(0x000000000000, 0x000010050006738c)), Stop::fault);
  EXPECT_EQ(w.warp().fault.error, WarpError::oor_addr);
  EXPECT_EQ(w.warp().fault.address, 1024u);
}
TEST(SassAtomicFaults, LanesThatAreNotActiveAreNotLookedAt) {
  OneWarp w(80);
  const u64 base = w.memory.allocate(4096);
  w.set64(4, base), w.set(7, 1), w.r(5)[3] = 0xdead;
  w.warp().active = ~8u;
  EXPECT_EQ(w.run(global_add), Stop::none);
  EXPECT_EQ(w.memory.get<u32>(base + 16, 1)[0], 31u);
}
TEST(SassAtomicFaults, WhatIsNotModelledIsNamed) {
  OneWarp w(86);
  w.set(0, 0);
  EXPECT_EQ(w.run(word(0x000000000400, 0x000010050006738c)), Stop::fault);  // ATOMS.ADD.64, that shared memory has not
  EXPECT_EQ(w.warp().fault.kind, Fault::Kind::unsupported);
  EXPECT_NE(w.warp().fault.what, "");
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

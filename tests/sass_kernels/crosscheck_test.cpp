// The cross-check with the simulator on both sides: what it compares, what it says, and what it keeps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "fixtures/kernels.hpp"
#include "tools/crosscheck/comparison.hpp"
#include "tools/crosscheck/instructions.hpp"

namespace egpulab::tool {
namespace {

using testing::HasSubstr;

std::unique_ptr<Side> simulated(u32 sm, u64 turn = ~u64{0}) {
  const auto levels = simulator::isa::available_levels();
  return make_simulated_side({.sm = sm, .level = turn == ~u64{0} ? levels.back() : levels.front(), .turn = turn});
}

// A side whose results differ in one bit of one element of one instruction.
class Flawed final : public Side {
 public:
  explicit Flawed(u32 sm) : inner_(simulated(sm)) {}
  std::string name() const override { return "flawed"; }
  u32 sm() const override { return inner_->sm(); }
  Parsed<fixtures::SuiteArguments> run(const KernelRun& run) override {
    auto results = inner_->run(run);
    if (results && run.kernel == "mul_rn_f32__fff") results->back().data[4 * 5] ^= std::byte{1};
    return results;
  }

 private:
  std::unique_ptr<Side> inner_;
};

class CrossCheckOfSides : public testing::TestWithParam<u32> {};
INSTANTIATE_TEST_SUITE_P(Architectures, CrossCheckOfSides, testing::Values(86, 90, 120));

TEST_P(CrossCheckOfSides, FindsTheSameBitsForEveryInstructionHoweverTheTurnsFall) {
  const auto one = simulated(GetParam(), 100), other = simulated(GetParam());

  const CrossCheck check = cross_check(*one, *other, {.seed = 3, .only = "."});

  EXPECT_GT(check.instructions.size(), 400u);
  for (const Agreement& a : check.instructions) EXPECT_TRUE(a.complete()) << a.name << ": " << a.problem;
}

TEST(CrossCheckReport, NamesTheOperandsOfTheFirstDifference) {
  Flawed one(86);
  const auto other = simulated(86);

  const CrossCheck check = cross_check(one, *other, {.only = "mul.rn.f32"});

  ASSERT_EQ(check.instructions.size(), 1u);
  EXPECT_EQ(check.instructions[0].same, check.instructions[0].compared - 1);
  const std::string table = table_of(check);
  EXPECT_THAT(table, HasSubstr("mul.rn.f32"));
  EXPECT_THAT(table, HasSubstr("result[5]"));
  EXPECT_THAT(table, HasSubstr("a = 0x3f000000, b = 0x00000000"));
  EXPECT_THAT(table, HasSubstr("Instructions: 0 of 1 agree"));
}

TEST(CrossCheckReport, ATextWrittenEarlierIsAsGoodAsTheSideThatItIsOf) {
  const auto side = simulated(86);
  const CrossCheckOptions options{.only = "rn.f32"};
  const std::string json = json_of(cross_check(*side, *side, options));

  const auto same = check_against_fixture(*side, json, options);
  Flawed flawed(86);
  const auto other = check_against_fixture(flawed, json, options);

  ASSERT_TRUE(same) << same.error().message;
  EXPECT_GT(same->instructions.size(), 5u);
  for (const Agreement& a : same->instructions) EXPECT_TRUE(a.complete()) << a.name << ": " << a.problem;
  std::set<std::string> wrong;
  for (const Agreement& a : other->instructions)
    if (!a.complete()) wrong.insert(a.name);
  EXPECT_EQ(wrong, std::set<std::string>{"mul.rn.f32"});
}

TEST(CrossCheckReport, RefusesATextOfAnotherArchitectureOrNone) {
  const auto side = simulated(86);

  EXPECT_THAT(check_against_fixture(*side, "[", {}).error().message, HasSubstr("no JSON object"));
  EXPECT_THAT(check_against_fixture(*side, R"({"first": "x", "sm": 90})", {}).error().message, HasSubstr("sm_90"));
}

TEST(CrossCheckSilicon, SaysWhyThereIsNoCard) {
  const auto side = make_silicon_side();
  if (side) GTEST_SKIP() << "there is a card: " << (*side)->name();

  EXPECT_THAT(side.error().message, testing::AnyOf(HasSubstr("no NVIDIA driver"), HasSubstr("failed")));
}

}  // namespace
}  // namespace egpulab::tool

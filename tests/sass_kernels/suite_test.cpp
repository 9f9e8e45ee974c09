// The check suite as nvcc compiled it, straight on the engine, against its CPU references, for every architecture.
#include <gtest/gtest.h>

#include <ostream>

#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "tools/crosscheck/side.hpp"

namespace egpulab::fixtures {

void PrintTo(const SuiteEntry& entry, std::ostream* out) { *out << entry.kernel; }

}  // namespace egpulab::fixtures

namespace egpulab::tool {
namespace {

class SassSuite : public testing::TestWithParam<std::tuple<u32, fixtures::SuiteEntry>> {};

TEST_P(SassSuite, ComputesWhatTheReferenceDoesAtEveryHostLevel) {
  const auto& [sm, entry] = GetParam();
  const std::string file = entry.file(fmt::format("sm_{}", sm));
  const fixtures::SuiteArguments inputs = entry.arguments(7), expected = entry.expected(7);
  for (const simulator::isa::Level level : simulator::isa::available_levels()) {
    const auto side = make_simulated_side({.sm = sm, .level = level});

    const auto results =
        side->run({file, fixtures::kernel(file).value(), entry.kernel, {entry.grid, entry.block}, inputs});

    ASSERT_TRUE(results) << results.error().message;
    const auto difference = first_difference(entry, expected, *results);
    EXPECT_FALSE(difference) << simulator::isa::name(level) << ": " << *difference;
  }
}

std::string kernel_name(const testing::TestParamInfo<std::tuple<u32, fixtures::SuiteEntry>>& row) {
  return fmt::format("{}_sm{}", std::get<1>(row.param).kernel, std::get<0>(row.param));
}
INSTANTIATE_TEST_SUITE_P(All, SassSuite,
                         testing::Combine(testing::Values(80u, 86u, 89u, 90u, 120u),
                                          testing::ValuesIn(fixtures::kernel_suite().begin(),
                                                            fixtures::kernel_suite().end())),
                         kernel_name);

}  // namespace
}  // namespace egpulab::tool

// Strict mode has nothing to say of what the vendor's compiler makes: each result is waited for before it is used.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "tools/crosscheck/side.hpp"

namespace egpulab::tool {
namespace {

class StrictSuite : public testing::TestWithParam<u32> {};

TEST_P(StrictSuite, FindsNoHazardInTheSuitesKernels) {
  const auto side = make_simulated_side({.sm = GetParam(), .strict = true});
  for (const fixtures::SuiteEntry& entry : fixtures::kernel_suite()) {
    const std::string file = entry.file(fmt::format("sm_{}", GetParam()));
    const auto results =
        side->run({file, fixtures::kernel(file).value(), entry.kernel, {entry.grid, entry.block}, entry.arguments(7)});
    EXPECT_TRUE(results) << results.error().message;
  }
}

INSTANTIATE_TEST_SUITE_P(Versions, StrictSuite, testing::Values(86u, 90u, 120u),
                         [](const auto& row) { return fmt::format("sm{}", row.param); });

}  // namespace
}  // namespace egpulab::tool

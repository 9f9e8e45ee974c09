// What a session met: counted by name, an error when strict.
#include "simulator/core/report.hpp"

#include <gtest/gtest.h>

namespace egpulab::simulator {
namespace {

using namespace std::chrono_literals;

TEST(Report, CountsEqualFindingsOnceByNameWithTheTimeOfTheFirst) {
  Report report;
  report.add(Finding::unmodelled, "GC", "read of CP_FOO", 10ns);
  report.add(Finding::fault, "GC", "read of CP_FOO", 11ns);
  report.add(Finding::unmodelled, "GC", "read of CP_FOO", 20ns);

  ASSERT_EQ(report.entries().size(), 2u);
  EXPECT_EQ(report.entries()[0].count, 2u);
  EXPECT_EQ(report.entries()[0].first, 10ns);
  EXPECT_EQ(report.count(Finding::unmodelled), 2u);
  EXPECT_EQ(report.count(Finding::fault), 1u);
}

TEST(Report, StrictMakesAnUnmodelledAccessAnErrorThatNamesIt) {
  Report report(true);

  try {
    report.add(Finding::unmodelled, "GC", "read of CP_FOO", 10ns);
    FAIL();
  } catch (const UnmodelledAccess& e) {
    EXPECT_STREQ(e.what(), "GC: read of CP_FOO is not modelled (at 10 ns; strict)");
  }
  EXPECT_EQ(report.count(Finding::unmodelled), 1u);
}

TEST(Report, StrictStillOnlyCountsWhatTheDeviceComplainsAbout) {
  Report report(true);
  EXPECT_NO_THROW(report.add(Finding::fault, "GCVM", "page fault", 0ns));
}

TEST(Report, ANoisyClientCannotFillMemoryWithNames) {
  Report report;
  for (int i = 0; i < 70000; ++i) report.add(Finding::unmodelled, "BAR5", fmt::format("read of {:#x}", i * 4), 0ns);

  EXPECT_LE(report.entries().size(), 65537u);
  EXPECT_EQ(report.count(Finding::unmodelled), 70000u);
}

}  // namespace
}  // namespace egpulab::simulator

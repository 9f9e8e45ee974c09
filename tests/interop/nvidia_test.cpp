// Copies and semaphores of unmodified tinygrad on the simulated NVIDIA cards, which need no compiler.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/interop/cards.hpp"
#include "tests/interop/served_card.hpp"
#include "tests/interop/tinygrad.hpp"
#include "traces/reader.hpp"
#include "traces/reissue.hpp"

namespace egpulab::interop {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

// A megabyte there and back, through staging memory and the copy engine.
const std::string copy_code =
    "import numpy as np, os, signal; from tinygrad import Tensor; a = np.arange(262144, dtype=np.float32); "
    "print(\"same\" if (Tensor(a).to(\"NV\").realize().numpy() == a).all() else \"different\", flush=True)";
const std::string copy_there_and_back = "-c '" + copy_code + "'";
// The same, and ends without a word to the card, which GSP-RM then still runs on.
const std::string copy_and_die = "-c '" + copy_code + "; os.kill(os.getpid(), signal.SIGKILL)'";

// Those of test_hcq.py that need neither kernels nor a pointer to the card's memory, which no client over a socket has.
const std::vector<std::string> copies_and_semaphores = [] {
  std::vector<std::string> names;
  for (const char* name : {"signal", "signal_update", "wait", "wait_late_set", "wait_update", "copy", "update_copy",
                           "bind", "timeline_signal_rollover"})
    names.push_back(fmt::format("test/device/test_hcq.py::TestHCQ::test_{}", name));
  return names;
}();

class TinygradOnNvidia : public ::testing::TestWithParam<Card> {
 protected:
  void SetUp() override {
    std::string reason;
    tinygrad_ = find_tinygrad(GetParam().firmware_set, reason);
    if (!tinygrad_) GTEST_SKIP() << reason;
  }
  std::string card(std::string_view options = "") const { return fmt::format("sim:{}{}", GetParam().profile, options); }
  void expect_copies(const ServedCard& served) const {
    const Finished copied = run_tinygrad(*tinygrad_, {served.port(), nvidia_device}, copy_there_and_back);
    EXPECT_EQ(copied.status, 0) << copied.output;
    EXPECT_THAT(copied.output, HasSubstr("same"));
  }
  void expect_copies_cold_and_over_a_running_chip(const ServedCard& served) const {
    const Finished killed = run_tinygrad(*tinygrad_, {served.port(), nvidia_device}, copy_and_die);
    EXPECT_NE(killed.status, 0);
    EXPECT_THAT(killed.output, HasSubstr("same"));
    expect_copies(served);
  }

  std::optional<Tinygrad> tinygrad_;
};

INSTANTIATE_TEST_SUITE_P(Nvidia, TinygradOnNvidia, ::testing::ValuesIn(nvidia_cards),
                         [](const auto& card) { return std::string(card.param.target); });

TEST_P(TinygradOnNvidia, CopiesColdAndOverARunningChipAndDoesNothingThatTheModelLacks) {
  ServedCard served(card());
  expect_copies_cold_and_over_a_running_chip(served);
  served.stop();
  EXPECT_THAT(served.findings(), IsEmpty());
}

// tinygrad asks for the largest BAR; the host says no, as hosts of docks do.
TEST_P(TinygradOnNvidia, CopiesThroughAQuarterOfAGigabyte) {
  ServedCard served(card(GetParam().small_bar));
  expect_copies_cold_and_over_a_running_chip(served);
  served.stop();
  EXPECT_THAT(served.findings(), IsEmpty());
}

TEST_P(TinygradOnNvidia, PassesItsOwnTestsOfCopiesAndSemaphores) {
  ServedCard served(card());
  PytestOptions options;
  options.only = copies_and_semaphores;
  const PytestRun tests = run_pytest(*tinygrad_, {served.port(), nvidia_device}, "test/device/test_hcq.py", options);
  served.stop();
  EXPECT_TRUE(tests.finished) << tests.output;
  EXPECT_THAT(tests.with("failed"), IsEmpty()) << tests.output;
  EXPECT_EQ(tests.with("passed").size(), copies_and_semaphores.size()) << tests.output;
  EXPECT_THAT(served.findings(), IsEmpty());
}

TEST_P(TinygradOnNvidia, ItsSessionReplaysAsADriverOnAFreshCard) {
  ServedCard served(card());
  expect_copies(served);
  served.stop();

  const auto session = traces::Reader::from_bytes(served.trace(), "tinygrad session");
  ASSERT_TRUE(session) << session.error().message;
  const auto again = fresh_card(card());
  const traces::ReissueResult replayed = traces::reissue(*session, *again);
  EXPECT_EQ(replayed.stopped, "");
  EXPECT_GT(replayed.compared, 100u);
  EXPECT_TRUE(replayed.mismatches.empty()) << replayed.mismatches[0].text();
  EXPECT_EQ(again->machine()->state_hash(), *replayed.state_hash);
}

}  // namespace
}  // namespace egpulab::interop

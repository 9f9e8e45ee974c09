// A driver that we did not write, on the simulated cards: unmodified tinygrad over the TinyGPU socket, whatever state
// it finds the card in, and what it did recorded and done again on a fresh card.
#include "tests/interop/tinygrad.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "tests/interop/cards.hpp"
#include "tests/interop/served_card.hpp"
#include "traces/reader.hpp"
#include "traces/reissue.hpp"

namespace egpulab::interop {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string add_vectors = "-c 'from tinygrad import Tensor; print((Tensor([1.,2,3])+Tensor([4.,5,6])).tolist())'";

class TinygradOnTheCard : public ::testing::TestWithParam<Card> {
 protected:
  void SetUp() override {
    std::string reason;
    tinygrad_ = find_tinygrad(GetParam().firmware_set, reason);
    if (!tinygrad_) GTEST_SKIP() << reason;
  }
  std::string card(std::string_view options = "") const { return fmt::format("sim:{}{}", GetParam().profile, options); }
  Finished run(const ServedCard& served, const std::string& arguments) const {
    return run_tinygrad(*tinygrad_, {served.port(), GetParam().device}, arguments);
  }
  void expect_its_test_tiny_passes_twice(ServedCard& served) const {
    const Finished cold = run(served, "-m unittest test.test_tiny");
    EXPECT_EQ(cold.status, 0) << cold.output;
    const Finished over_a_running_chip = run(served, "-m unittest test.test_tiny");
    EXPECT_EQ(over_a_running_chip.status, 0) << over_a_running_chip.output;
    served.stop();
    EXPECT_THAT(served.findings(), IsEmpty());
  }

  std::optional<Tinygrad> tinygrad_;
};

const auto target_of = [](const auto& card) { return std::string(card.param.target); };
INSTANTIATE_TEST_SUITE_P(Amd, TinygradOnTheCard, ::testing::ValuesIn(amd_cards), target_of);
INSTANTIATE_TEST_SUITE_P(Nvidia, TinygradOnTheCard, ::testing::ValuesIn(nvidia_cards), target_of);

TEST_P(TinygradOnTheCard, AddsVectorsAndDoesNothingThatTheModelLacks) {
  ServedCard served(card());
  const Finished added = run(served, add_vectors);
  EXPECT_EQ(added.status, 0) << added.output;
  EXPECT_THAT(added.output, HasSubstr("[5.0, 7.0, 9.0]"));

  served.stop();
  EXPECT_THAT(served.findings(), IsEmpty());
}

TEST_P(TinygradOnTheCard, AddsVectorsBehindATunnel) {
  ServedCard served(card("?dock=usb4-40g"));
  const Finished added = run(served, add_vectors);
  EXPECT_EQ(added.status, 0) << added.output;
  EXPECT_THAT(added.output, HasSubstr("[5.0, 7.0, 9.0]"));

  served.stop();
  EXPECT_THAT(served.findings(), IsEmpty());
}

TEST_P(TinygradOnTheCard, PassesItsOwnTestTinyColdAndOverARunningChip) {
  ServedCard served(card());
  expect_its_test_tiny_passes_twice(served);
}

// tinygrad asks for the largest BAR; the host says no, as hosts of docks do.
TEST_P(TinygradOnTheCard, PassesItsOwnTestTinyThroughAQuarterOfAGigabyte) {
  ServedCard served(card(GetParam().small_bar));
  expect_its_test_tiny_passes_twice(served);
}

TEST_P(TinygradOnTheCard, ItsSessionReplaysAsADriverOnAFreshCard) {
  ServedCard served(card());
  const Finished tests = run(served, "-m unittest test.test_tiny");
  EXPECT_EQ(tests.status, 0) << tests.output;
  served.stop();

  const auto session = traces::Reader::from_bytes(served.trace(), "tinygrad session");
  ASSERT_TRUE(session) << session.error().message;
  const auto again = fresh_card(card());
  const traces::ReissueResult replayed = traces::reissue(*session, *again);

  EXPECT_EQ(replayed.stopped, "");
  EXPECT_GT(replayed.compared, 1000u);
  EXPECT_TRUE(replayed.mismatches.empty()) << replayed.mismatches[0].text();
  EXPECT_FALSE(replayed.first_time_difference) << "event " << *replayed.first_time_difference;
  EXPECT_EQ(again->machine()->state_hash(), *replayed.state_hash);
}

}  // namespace
}  // namespace egpulab::interop

// Whole sessions: over every dock, warm, repeated, recorded and replayed.
#include "tests/compute/session.hpp"

#include <gtest/gtest.h>

#include "traces/recorder.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"

namespace egpulab::compute::test {
namespace {

// A small job from boot to shutdown. What it computes is checked.
void work(bus::PciDevice& pci, bool warm = false) {
  Device device = open(pci);
  EXPECT_EQ(device.facts().warm, warm);
  for (const std::string_view kernel : {"vecadd", "saxpy"}) {
    const std::optional<std::string> difference = run(device, kernel);
    EXPECT_FALSE(difference) << *difference;
  }
  const ShutdownReport report = device.close();
  EXPECT_TRUE(report.clean()) << report.problems.front();
}

class EveryDock : public testing::TestWithParam<std::tuple<Gpu, const char*>> {};

TEST_P(EveryDock, BootsComputesAndShutsDownWithNothingUnmodelled) {
  const auto pci = card(std::get<Gpu>(GetParam()), std::get<const char*>(GetParam()));
  work(*pci);
  for (const simulator::Report::Entry& e : pci->machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

INSTANTIATE_TEST_SUITE_P(Sessions, EveryDock,
                         testing::Combine(testing::ValuesIn(generations),
                                          testing::Values("dock=native", "dock=usb4-40g", "dock=usb4-80g",
                                                          "dock=asm2464pd", "dock=native&bar0=256M",
                                                          "dock=usb4-40g&bar0=256M", "dock=native&bar0=full")),
                         [](const auto& row) {
                           std::string name =
                               fmt::format("{}_{}", std::get<Gpu>(row.param).profile, std::get<const char*>(row.param));
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return name;
                         });

class Session : public OnBoth {};

TEST_P(Session, AClosedCardIsTakenOverWarm) {
  auto pci = card(gpu());
  work(*pci, false);
  const auto machine = pci->machine();
  pci.reset();
  pci = simulator::open_on(machine);
  work(*pci, true);
}

TEST_P(Session, TwoCardsOfOneMachineWorkSideBySide) {
  const auto first = card(gpu(), "gpus=2");
  const auto second = simulator::open_on(first->machine(), 1);
  Device a = open(*first), b = open(*second);
  EXPECT_FALSE(run(a, "vecadd"));
  EXPECT_FALSE(run(b, "saxpy"));
  EXPECT_FALSE(run(a, "saxpy"));
}

TEST_P(Session, WaitsWithInterruptsEnabledToo) {
  const auto pci = card(gpu());
  Device device = open(*pci, {.interrupts = true, .clocks = Clocks::highest, .power_limit = 300});
  EXPECT_FALSE(run(device, "vecadd"));
  EXPECT_TRUE(device.close().clean());
}

TEST_P(Session, TwoRunsLeaveTheSameMachineState) {
  const auto first = card(gpu(), "seed=5"), second = card(gpu(), "seed=5");
  work(*first);
  work(*second);
  EXPECT_EQ(first->machine()->state_hashes(), second->machine()->state_hashes());
}

INSTANTIATE_TEST_SUITE_P(Cards, Session, testing::ValuesIn(generations), name_of);

class Recorded : public OnBoth {
 protected:
  // Records `work`; fills in the session, the hashes and the state.
  void record(std::vector<std::byte>& bytes, u64& trace_hash) {
    const auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(bytes));
    auto sim = card(gpu());
    const auto machine = sim->machine();
    traces::Recorder recorder(std::move(sim), writer);
    work(recorder);
    state_hash_ = machine->state_hash();
    recorder.record_state_hash(state_hash_);
    writer->finish();
    trace_hash = writer->trace_hash();
  }
  u64 state_hash_ = 0;
};

TEST_P(Recorded, TwoRecordingsAreTheSame) {
  std::vector<std::byte> first, second;
  u64 first_hash = 0, second_hash = 0;
  record(first, first_hash);
  record(second, second_hash);
  EXPECT_EQ(first_hash, second_hash);
}

TEST_P(Recorded, ASessionReplaysAsADriverOnAFreshCard) {
  std::vector<std::byte> bytes;
  u64 hash = 0;
  record(bytes, hash);
  const auto fresh = card(gpu());
  const traces::ReissueResult result =
      traces::reissue(*traces::Reader::from_bytes(std::move(bytes), "session"), *fresh);
  EXPECT_TRUE(result.mismatches.empty()) << result.mismatches.front().text();
  EXPECT_EQ(result.stopped, "");
  EXPECT_EQ(fresh->machine()->state_hash(), state_hash_);
}

TEST_P(Recorded, ASessionAnswersTheDriverThatMadeIt) {
  std::vector<std::byte> bytes;
  u64 hash = 0;
  record(bytes, hash);
  traces::Replay replay(*traces::Reader::from_bytes(std::move(bytes), "session"));
  work(replay);
  EXPECT_TRUE(replay.finished()) << replay.next_expected();
  EXPECT_EQ(replay.state_hash(), state_hash_);
}

INSTANTIATE_TEST_SUITE_P(Cards, Recorded, testing::ValuesIn(generations), name_of);

}  // namespace
}  // namespace egpulab::compute::test

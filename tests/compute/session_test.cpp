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

class EveryDock : public testing::TestWithParam<const char*> {};

TEST_P(EveryDock, BootsComputesAndShutsDownWithNothingUnmodelled) {
  const auto pci = card(GetParam());
  work(*pci);
  for (const simulator::Report::Entry& e : pci->machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

INSTANTIATE_TEST_SUITE_P(Sessions, EveryDock,
                         testing::Values("dock=native", "dock=usb4-40g", "dock=usb4-80g", "dock=asm2464pd",
                                         "dock=native&bar0=256M", "dock=usb4-40g&bar0=256M", "dock=native&bar0=full"),
                         [](const auto& row) {
                           std::string name = row.param;
                           for (char& c : name)
                             if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
                           return name;
                         });

TEST(Session, AClosedCardIsTakenOverWarm) {
  auto pci = card();
  work(*pci, false);
  const auto machine = pci->machine();
  pci.reset();
  pci = simulator::open_on(machine);
  work(*pci, true);
}

TEST(Session, TwoCardsOfOneMachineWorkSideBySide) {
  const auto first = card("gpus=2");
  const auto second = simulator::open_on(first->machine(), 1);
  Device a = open(*first), b = open(*second);
  EXPECT_FALSE(run(a, "vecadd"));
  EXPECT_FALSE(run(b, "saxpy"));
  EXPECT_FALSE(run(a, "saxpy"));
}

TEST(Session, WaitsWithInterruptsEnabledToo) {
  const auto pci = card();
  Device device = open(*pci, {.interrupts = true, .clocks = Clocks::highest, .power_limit = 300});
  EXPECT_FALSE(run(device, "vecadd"));
  EXPECT_TRUE(device.close().clean());
}

TEST(Session, TwoRunsLeaveTheSameMachineState) {
  const auto first = card("seed=5"), second = card("seed=5");
  work(*first);
  work(*second);
  EXPECT_EQ(first->machine()->state_hashes(), second->machine()->state_hashes());
}

class Recorded : public testing::Test {
 protected:
  // Records `work`; fills in the session, the hashes and the state.
  void record(std::vector<std::byte>& bytes, u64& trace_hash) {
    const auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(bytes));
    auto sim = card();
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

TEST_F(Recorded, TwoRecordingsAreTheSame) {
  std::vector<std::byte> first, second;
  u64 first_hash = 0, second_hash = 0;
  record(first, first_hash);
  record(second, second_hash);
  EXPECT_EQ(first_hash, second_hash);
}

TEST_F(Recorded, ASessionReplaysAsADriverOnAFreshCard) {
  std::vector<std::byte> bytes;
  u64 hash = 0;
  record(bytes, hash);
  const auto fresh = card();
  const traces::ReissueResult result =
      traces::reissue(*traces::Reader::from_bytes(std::move(bytes), "session"), *fresh);
  EXPECT_TRUE(result.mismatches.empty()) << result.mismatches.front().text();
  EXPECT_EQ(result.stopped, "");
  EXPECT_EQ(fresh->machine()->state_hash(), state_hash_);
}

TEST_F(Recorded, ASessionAnswersTheDriverThatMadeIt) {
  std::vector<std::byte> bytes;
  u64 hash = 0;
  record(bytes, hash);
  traces::Replay replay(*traces::Reader::from_bytes(std::move(bytes), "session"));
  work(replay);
  EXPECT_TRUE(replay.finished()) << replay.next_expected();
  EXPECT_EQ(replay.state_hash(), state_hash_);
}

}  // namespace
}  // namespace egpulab::compute::test

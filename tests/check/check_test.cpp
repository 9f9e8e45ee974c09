// The main job as users see it: it passes, repeats itself bit for bit, and a changed recording is named for what it is.
#include "tools/check/check.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>

#include "simulator/machine/sim_device.hpp"
#include "traces/edit.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"

namespace egpulab::check {
namespace {

using testing::AllOf;
using testing::Each;
using testing::Field;
using testing::HasSubstr;

const std::string card = "sim:rx7900xtx";

bus::Backends backends() {
  bus::Backends all;
  simulator::register_sim_backend(all);
  traces::register_trace_backend(all);
  return all;
}

CheckOptions options() {
  CheckOptions o;
  o.workload.firmware = firmware_for(card, "");
  return o;
}

// A session of the driver and what is needed to do it again.
struct Recorded {
  std::filesystem::path file =
      std::filesystem::path(testing::TempDir()) /
      fmt::format("egpulab_{}.egt", testing::UnitTest::GetInstance()->current_test_info()->name());
  Recorded() {
    CheckOptions o = options();
    o.trace_file = file;
    check(backends(), card, o);
  }
  ~Recorded() { std::filesystem::remove(file); }

  traces::Reader with(std::string_view edit) const {
    std::vector<std::byte> bytes;
    traces::Writer writer(traces::write_to_memory(bytes));
    const auto made = traces::edit(*traces::Reader::open(file), {*traces::parse_edit(edit)}, writer);
    EXPECT_TRUE(made) << made.error().message;
    writer.finish();
    return *traces::Reader::from_bytes(std::move(bytes), "edited");
  }
};

TEST(Check, PassesOnTheSimulatedCard) {
  const DeviceResult result = check(backends(), card, options());
  EXPECT_THAT(result.phases, Each(Field(&PhaseResult::problem, "")));
  EXPECT_TRUE(result.ok);
}

TEST(Check, RepeatsItselfBitForBit) {
  const DeviceResult first = check(backends(), card, options()), second = check(backends(), card, options());
  EXPECT_EQ(first.trace_hash, second.trace_hash);
  EXPECT_EQ(first.state_hash, second.state_hash);
}

TEST(Check, PassesOnRdna4AndOnTheOtherChipsOfRdna3) {
  for (const char* other : {"sim:rx9070xt", "sim:rx9060xt", "sim:rx7800xt", "sim:rx7600"}) {
    const DeviceResult result = check(backends(), other, options());
    EXPECT_TRUE(result.ok) << other;
    for (const PhaseResult& phase : result.phases) EXPECT_TRUE(phase.ok) << other << ": " << phase.problem;
  }
}

TEST(Check, PassesOnEachGenerationOfNvidia) {
  for (const char* other : {"sim:rtx3090", "sim:rtx4090?dock=usb4-40g", "sim:rtx5090?bar1=256M", "sim:h100"}) {
    const DeviceResult result = check(backends(), other, options());
    EXPECT_TRUE(result.ok) << other;
    for (const PhaseResult& phase : result.phases) EXPECT_TRUE(phase.ok) << other << ": " << phase.problem;
  }
}

TEST(Check, PassesOverEveryDockAndASmallBar) {
  for (const char* with : {"?dock=usb4-40g", "?dock=usb4-80g", "?dock=asm2464pd", "?bar0=256M"}) {
    const DeviceResult result = check(backends(), card + with, options());
    EXPECT_THAT(result.phases, Each(Field(&PhaseResult::problem, ""))) << with;
  }
}

TEST(Check, SaysWhatFailedWhenTheLinkIsLost) {
  const DeviceResult result = check(backends(), card + "?fault=link-loss@2000", options());
  EXPECT_FALSE(result.ok);
  ASSERT_FALSE(result.phases.empty());
  EXPECT_EQ(result.phases.front().name, "cold boot");
  EXPECT_THAT(result.phases.front().problem, HasSubstr("link"));
}

TEST(Check, WritesResultsForMachines) {
  const std::vector<DeviceResult> results{check(backends(), card, options())};
  const nlohmann::json json = to_json(results);
  EXPECT_EQ(json["ok"], true);
  const nlohmann::json& device = json["devices"][0];
  EXPECT_EQ(device["bus"], card);
  EXPECT_EQ(device["trace_hash"], fmt::format("{:#018x}", *results[0].trace_hash));
  EXPECT_EQ(device["phases"][0]["name"], "cold boot");
  EXPECT_GT(device["phases"][0]["accesses"], 1000);
  EXPECT_GT(device["phases"][0]["virtual_ns"], 1'000'000);
}

TEST(ChangedRead, IsNamedByAReplayAsDriver) {
  const Recorded session;
  const auto device = backends().open(card);
  const traces::ReissueResult result = traces::reissue(session.with("read:CP_HQD_ACTIVE:1=0x1"), *device);
  ASSERT_EQ(result.mismatches.size(), 1u);
  EXPECT_THAT(
      result.mismatches[0].text(),
      AllOf(HasSubstr("shutdown"), HasSubstr("R CP_HQD_ACTIVE: expected 0x1, found 0x0; ACTIVE: expected 1, found 0")));
}

TEST(ChangedRead, MakesTheDriverLeaveTheRecordingAtANamedAccess) {
  const Recorded session;
  // The secure OS seems to run already, so that the driver resets the card.
  traces::Replay replay(session.with("read:MP0_SMN_C2PMSG_81:1=0x310036"));
  MeteredDevice device(replay);
  Phases phases(device, {});
  run_workload(device, phases, options().workload);
  ASSERT_TRUE(replay.divergence());
  EXPECT_THAT(replay.divergence()->facts().phase, HasSubstr("state"));
  EXPECT_THAT(replay.divergence()->facts().recent, testing::Contains(HasSubstr("MP0_SMN_C2PMSG_81 = 0x310036")));
  EXPECT_NE(replay.divergence()->facts().found, replay.divergence()->facts().expected);
}

}  // namespace
}  // namespace egpulab::check

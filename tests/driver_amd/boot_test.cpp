// Bring-up of simulated cards of both generations from every state they may be found in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/amd/supported.hpp"
#include "driver/bus/forwarding_device.hpp"
#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

// GC segment 1, register 0x2047 of gc_11_0_0_offset.h and gc_12_0_0_offset.h on the bases of these cards: SCRATCH_REG7.
constexpr u64 scratch_reg7 = 0x3011c;

using Boot = OnBoth;

TEST_P(Boot, BringsUpAFreshCard) {
  Card card(chip());
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::fresh);
  EXPECT_FALSE(device->boot().warm);
  EXPECT_TRUE(device->boot().reset.empty());
  EXPECT_THAT(device->boot().firmware, Contains(HasSubstr(chip().sos_file())));
  EXPECT_EQ(device->boot().identity.vram_size, chip().reported_vram);
}

TEST_P(Boot, MeetsNothingUnmodelledAndNoFaultFromBootToShutdown) {
  Card card(chip());
  EXPECT_TRUE(card.boot()->shutdown().clean());
  for (const simulator::Report::Entry& e : card.sim().machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

TEST_P(Boot, TakesOverACardThatAnEarlierSessionClosed) {
  Card card(chip());
  card.boot()->shutdown();
  card.reopen();
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::closed);
  EXPECT_TRUE(device->boot().warm);
  EXPECT_TRUE(device->boot().firmware.empty());
}

TEST_P(Boot, TakesOverAClosedCardWithoutAnyFirmware) {
  Card card(chip());
  card.boot()->shutdown();
  card.reopen();
  EXPECT_TRUE(Device(card.pci(), DeviceOptions{}).boot().warm);
}

TEST_P(Boot, ResetsAClosedCardWhereAsked) {
  Card card(chip());
  card.boot()->shutdown();
  card.reopen();
  const auto device = card.boot({.always_reset = true});
  EXPECT_FALSE(device->boot().warm);
  EXPECT_THAT(device->boot().reset, HasSubstr("mode 1 reset"));
}

TEST_P(Boot, ResetsACardWhoseSessionNeverEnded) {
  Card card(chip());
  auto device = card.boot();
  device->compute_queue();
  // What a killed process leaves: the state before its destructors ran.
  const auto running = card.sim().machine()->take_snapshot();
  device.reset();
  card.reopen();
  card.sim().machine()->restore(*running);
  const auto next = card.boot();
  EXPECT_EQ(next->boot().found.found, Found::abandoned);
  EXPECT_THAT(next->boot().reset, HasSubstr("mode 1 reset"));
}

TEST_P(Boot, ResetsACardThatAnotherDriverRuns) {
  Card card(chip());
  card.boot()->shutdown();
  card.reopen();
  bus::Link(card.pci()).write32(mmio_bar, scratch_reg7, 0x1234);
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::foreign);
  EXPECT_THAT(device->boot().found.text, HasSubstr("SCRATCH_REG7=0x1234"));
  EXPECT_FALSE(device->boot().reset.empty());
}

TEST_P(Boot, NamesTinygradAsTheLastDriver) {
  Card card(chip());
  card.boot()->shutdown();
  card.reopen();
  bus::Link(card.pci()).write32(mmio_bar, scratch_reg7, 0xa000'0008);
  EXPECT_THAT(card.boot()->boot().found.text, HasSubstr("tinygrad"));
}

TEST_P(Boot, FindsTheDiscoveryTableBeyondASmallBar) {
  Card card(chip(), "bar0=256M");
  const auto device = card.boot();
  EXPECT_EQ(device->boot().identity.vram_visible, 256 * MiB);
  EXPECT_EQ(device->boot().identity.vram_size, chip().reported_vram);
  EXPECT_TRUE(device->shutdown().clean());
}

TEST_P(Boot, WritesItsPhasesIntoTheTrace) {
  class Marks final : public bus::ForwardingDevice {
   public:
    using ForwardingDevice::ForwardingDevice;
    void mark(bus::Mark mark, std::string_view text) override {
      if (mark == bus::Mark::phase_begin) phases.emplace_back(text);
    }
    std::vector<std::string> phases;
  };
  Card card(chip());
  Marks marks(card.pci());
  Device device(marks, {.firmware = &synthetic_firmware(chip())});
  EXPECT_THAT(marks.phases, testing::ElementsAre("identify", "discovery", "state", "memory hub", "interrupts",
                                                 "firmware files", "secure OS", "firmware", "power", "graphics core",
                                                 "copy engines", "clocks", "queues"));
}

TEST_P(Boot, SetsClocksAndPowerLimitAndPutsThemBack) {
  for (const ClockPolicy policy : {ClockPolicy::automatic, ClockPolicy::highest, ClockPolicy::lowest}) {
    Card card(chip());
    const auto device = card.boot({.message_signalled_interrupts = true, .clocks = policy, .power_limit = 250});
    EXPECT_TRUE(device->shutdown().clean()) << static_cast<int>(policy);
  }
}

TEST_P(Boot, ReadsTheSensors) {
  Card card(chip());
  const Sensors sensors = card.boot()->smu().sensors();
  EXPECT_GT(sensors.memory_clock, 0u);
  EXPECT_GT(sensors.socket_power, 0u);
  EXPECT_GT(sensors.edge, 10u);
  EXPECT_GE(sensors.hotspot, sensors.edge);
  EXPECT_LE(sensors.graphics_activity, 100u);
}

INSTANTIATE_TEST_SUITE_P(Cards, Boot, testing::ValuesIn(generations), name_of);

// The trusted memory region: 13.0 leaves it to the driver, 14.0's own firmware has reserved it before any driver runs.
TEST(TrustedMemory, IsReservedByTheDriverWhereTheCardLeavesThatToIt) {
  EXPECT_GT(Card(navi31).boot()->boot().tmr_size, 0u);
  EXPECT_EQ(Card(navi48).boot()->boot().tmr_size, 0u);
}

// A card whose blocks are not the known ones is refused by name before anything is written to it.
TEST(UnknownVersions, AreRefusedByNameBeforeAnythingIsWritten) {
  const std::vector<regs::amd::IpBlock> known = Card(navi48).boot()->registers().bases().blocks();
  const auto with = [&](regs::amd::Ip ip, regs::amd::IpVersion version) {
    std::vector<regs::amd::IpBlock> blocks = known;
    for (regs::amd::IpBlock& b : blocks)
      if (b.ip == ip) b.version = version;
    return regs::amd::IpBases(blocks);
  };
  const auto refusal = [](const regs::amd::IpBases& bases) -> std::string {
    try {
      check_supported(bases);
    } catch (const InvalidRequest& e) {
      return e.what();
    }
    return "accepted";
  };
  EXPECT_EQ(refusal(regs::amd::IpBases(known)), "accepted");
  EXPECT_EQ(refusal(with(regs::amd::Ip::gc, {10, 3, 0})),
            "the card has GC 10.3.0; this driver knows GC 11.0.0, 11.0.2, 11.0.3, 12.0.0, 12.0.1");
  EXPECT_THAT(refusal(with(regs::amd::Ip::mp1, {15, 0, 0})), HasSubstr("MP1 15.0.0"));
}

// The boards and chips that the tests above leave out.
class EveryCard : public testing::TestWithParam<Chip> {};

TEST_P(EveryCard, BootsEndsIsTakenOverAndIsResetWithNothingUnmodelled) {
  Card card(GetParam());
  auto device = card.boot();
  EXPECT_EQ(device->boot().identity.vram_size, GetParam().reported_vram);
  EXPECT_THAT(device->boot().firmware, Contains(HasSubstr(GetParam().sos_file())));
  EXPECT_TRUE(device->shutdown().clean());
  device.reset();
  card.reopen();
  device = card.boot();
  EXPECT_TRUE(device->boot().warm);
  EXPECT_TRUE(device->shutdown().clean());
  device.reset();
  card.reopen();
  device = card.boot({.always_reset = true});
  EXPECT_THAT(device->boot().reset, HasSubstr("mode 1 reset"));
  EXPECT_TRUE(device->shutdown().clean());
  for (const simulator::Report::Entry& e : card.sim().machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

INSTANTIATE_TEST_SUITE_P(Cards, EveryCard,
                         testing::Values(navi44, rx7900xt, rx7900gre, w7900, rx7600, rx7700xt, rx7800xt), name_of);

}  // namespace
}  // namespace egpulab::driver::amd::test

// Bring-up of a simulated card from every state it may be found in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/bus/forwarding_device.hpp"
#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

// GC segment 1, registers 0x2040 + n of gc_11_0_0_offset.h on Navi31's bases: SCRATCH_REG7.
constexpr u64 scratch_reg7 = 0x3011c;

TEST(Boot, BringsUpAFreshCard) {
  Card card;
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::fresh);
  EXPECT_FALSE(device->boot().warm);
  EXPECT_TRUE(device->boot().reset.empty());
  EXPECT_GT(device->boot().tmr_size, 0u);
  EXPECT_THAT(device->boot().firmware, Contains(HasSubstr("psp_13_0_0_sos.bin")));
  EXPECT_EQ(device->boot().identity.vram_size, 24560 * MiB);
}

TEST(Boot, MeetsNothingUnmodelledAndNoFaultFromBootToShutdown) {
  Card card;
  EXPECT_TRUE(card.boot()->shutdown().clean());
  for (const simulator::Report::Entry& e : card.sim().machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

TEST(Boot, TakesOverACardThatAnEarlierSessionClosed) {
  Card card;
  card.boot()->shutdown();
  card.reopen();
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::closed);
  EXPECT_TRUE(device->boot().warm);
  EXPECT_TRUE(device->boot().firmware.empty());
}

TEST(Boot, TakesOverAClosedCardWithoutAnyFirmware) {
  Card card;
  card.boot()->shutdown();
  card.reopen();
  EXPECT_TRUE(Device(card.pci(), DeviceOptions{}).boot().warm);
}

TEST(Boot, ResetsAClosedCardWhereAsked) {
  Card card;
  card.boot()->shutdown();
  card.reopen();
  const auto device = card.boot({.always_reset = true});
  EXPECT_FALSE(device->boot().warm);
  EXPECT_THAT(device->boot().reset, HasSubstr("mode 1 reset"));
}

TEST(Boot, ResetsACardWhoseSessionNeverEnded) {
  Card card;
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

TEST(Boot, ResetsACardThatAnotherDriverRuns) {
  Card card;
  card.boot()->shutdown();
  card.reopen();
  bus::Link(card.pci()).write32(mmio_bar, scratch_reg7, 0x1234);
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::foreign);
  EXPECT_THAT(device->boot().found.text, HasSubstr("SCRATCH_REG7=0x1234"));
  EXPECT_FALSE(device->boot().reset.empty());
}

TEST(Boot, NamesTinygradAsTheLastDriver) {
  Card card;
  card.boot()->shutdown();
  card.reopen();
  bus::Link(card.pci()).write32(mmio_bar, scratch_reg7, 0xa000'0008);
  EXPECT_THAT(card.boot()->boot().found.text, HasSubstr("tinygrad"));
}

TEST(Boot, FindsTheDiscoveryTableBeyondASmallBar) {
  Card card("bar0=256M");
  const auto device = card.boot();
  EXPECT_EQ(device->boot().identity.vram_visible, 256 * MiB);
  EXPECT_EQ(device->boot().identity.vram_size, 24560 * MiB);
  EXPECT_TRUE(device->shutdown().clean());
}

TEST(Boot, WritesItsPhasesIntoTheTrace) {
  class Marks final : public bus::ForwardingDevice {
   public:
    using ForwardingDevice::ForwardingDevice;
    void mark(bus::Mark mark, std::string_view text) override {
      if (mark == bus::Mark::phase_begin) phases.emplace_back(text);
    }
    std::vector<std::string> phases;
  };
  Card card;
  Marks marks(card.pci());
  Device device(marks, {.firmware = &synthetic_firmware()});
  EXPECT_THAT(marks.phases, testing::ElementsAre("identify", "discovery", "state", "memory hub", "interrupts",
                                                 "firmware files", "secure OS", "firmware", "power", "graphics core",
                                                 "copy engines", "clocks", "queues"));
}

class Options : public testing::TestWithParam<ClockPolicy> {};

TEST_P(Options, ClocksAndPowerLimitAreSetAndPutBack) {
  Card card;
  const auto device = card.boot({.message_signalled_interrupts = true, .clocks = GetParam(), .power_limit = 250});
  EXPECT_TRUE(device->shutdown().clean());
}

INSTANTIATE_TEST_SUITE_P(Boot, Options,
                         testing::Values(ClockPolicy::automatic, ClockPolicy::highest, ClockPolicy::lowest));

}  // namespace
}  // namespace egpulab::driver::amd::test

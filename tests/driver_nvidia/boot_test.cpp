// Bring-up of simulated cards of every generation, and what a clean end leaves behind.
#include <gmock/gmock.h>

#include "driver/bus/faulty_device.hpp"
#include "driver/bus/forwarding_device.hpp"
#include "tests/driver_nvidia/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class Boot : public testing::TestWithParam<Board> {};

TEST_P(Boot, BringsUpAFreshCard) {
  Card card(GetParam());
  const auto device = card.boot();
  EXPECT_EQ(device->chip().name, GetParam().chip);
  EXPECT_EQ(device->boot().found.found, Found::fresh);
  EXPECT_THAT(device->boot().reset, IsEmpty());
  EXPECT_EQ(device->boot().firmware_version, "570.144");
  EXPECT_THAT(device->boot().firmware, Contains(HasSubstr(GetParam().folder)));
}

TEST_P(Boot, EndsCleanlyAndTheNextSessionBootsWithoutAReset) {
  Card card(GetParam());
  auto device = card.boot();
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
  device.reset();
  card.reopen();
  device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::fresh);
  EXPECT_THAT(device->boot().reset, IsEmpty());
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
}

TEST_P(Boot, MeetsNothingUnmodelledAndNoFaultFromBootToShutdown) {
  Card card(GetParam());
  card.boot()->shutdown();
  for (const simulator::Report::Entry& e : card.sim().machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

TEST_P(Boot, ReportsDeviceMemoryBelowTheFirmwaresOwn) {
  Card card(GetParam());
  const auto device = card.boot();
  const VramFacts& vram = device->vram();
  ASSERT_FALSE(vram.usable.empty());
  EXPECT_LE(vram.usable.back().end, device->boot().layout.non_wpr_heap.offset);
  EXPECT_GT(vram.usable.back().end, vram.size - GiB);
}

TEST_P(Boot, ResetsACardWhoseSessionNeverEnded) {
  Card card(GetParam());
  auto device = card.boot();
  // What a killed process leaves: the state before its destructors ran.
  const auto running = card.sim().machine()->take_snapshot();
  device.reset();
  card.reopen();
  card.sim().machine()->restore(*running);
  device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::running);
  EXPECT_THAT(device->boot().reset, HasSubstr("reset of the"));
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
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
  Card card(GetParam());
  Marks marks(card.pci());
  Device device(marks, {.firmware = &synthetic_firmware()});
  if (GetParam().fsp)
    EXPECT_THAT(marks.phases, ElementsAre("identify", "state", "card firmware", "firmware files", "boot memory", "FSP",
                                          "FMC", "GSP-RM"));
  else
    EXPECT_THAT(marks.phases, ElementsAre("identify", "state", "card firmware", "firmware files", "VBIOS",
                                          "boot memory", "FWSEC", "booter", "GSP-RM"));
}

TEST_P(Boot, WorksWithABarOf256MiB) {
  Card card(GetParam(), "bar1=256M");
  const auto device = card.boot();
  EXPECT_EQ(device->vram().visible, 256 * MiB);
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
}

TEST_P(Boot, WorksBehindABridgeWithoutHostMemory) {
  Card card(GetParam(), "dock=asm2464pd");
  const auto device = card.boot();
  EXPECT_THAT(device->boot().notes, Contains(HasSubstr("boot images are in device memory")));
  EXPECT_EQ(device->vram().usable.size(), 2u);  // below and above what GSP-RM goes on using
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
}

TEST_P(Boot, WorksOverATunnel) {
  Card card(GetParam(), "dock=usb4-40g");
  EXPECT_THAT(card.boot()->shutdown().problems, IsEmpty());
}

TEST_P(Boot, ResetsAFreshCardWhereAsked) {
  Card card(GetParam());
  const auto device = card.boot({.always_reset = true});
  EXPECT_EQ(device->boot().found.found, Found::fresh);
  EXPECT_THAT(device->boot().reset, HasSubstr("reset of the function"));
}

TEST_P(Boot, EndsAtOnceWhereTheCardIsGone) {
  Card card(GetParam());
  bus::FaultyDevice probe(card.pci(), {});
  u64 accesses = 0;
  {
    Device device(probe, {.firmware = &synthetic_firmware()});
    accesses = probe.accesses();
  }
  Card gone(GetParam());
  bus::FaultyDevice device(gone.pci(), {.drop_at = accesses + 1});
  Device booted(device, {.firmware = &synthetic_firmware()});
  const Nanoseconds start = gone.pci().clock().now();
  EXPECT_THAT(booted.shutdown().problems, ElementsAre(HasSubstr("link lost")));
  EXPECT_LT(gone.pci().clock().now() - start, Nanoseconds(1'000'000));
}

INSTANTIATE_TEST_SUITE_P(Cards, Boot, testing::ValuesIn(generations), name_of);

class EveryBoard : public testing::TestWithParam<Board> {};

TEST_P(EveryBoard, BootsEndsAndBootsAgain) {
  Card card(GetParam());
  for (int session = 0; session < 2; ++session) {
    const auto device = card.boot();
    EXPECT_EQ(device->chip().name, GetParam().chip);
    EXPECT_EQ(device->boot().found.found, Found::fresh);
    EXPECT_THAT(device->shutdown().problems, IsEmpty());
  }
}

INSTANTIATE_TEST_SUITE_P(Cards, EveryBoard, testing::ValuesIn(other_boards), name_of);

}  // namespace
}  // namespace egpulab::driver::nvidia::test

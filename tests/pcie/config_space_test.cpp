// Configuration space of the card and the bridges, through requests as software sends them.
#include <gtest/gtest.h>

#include <map>

#include "tests/pcie/fabric_fixture.hpp"

namespace egpulab::simulator::pcie::tests {
namespace {

using namespace config;
using ::testing::ElementsAre;

struct CardConfig : FabricFixture {
  u32 read(u16 offset, u8 bytes = 4) { return fabric.config_read(gpu_at(), offset, bytes); }
  void write(u16 offset, u32 value, u8 bytes = 4) { fabric.config_write(gpu_at(), offset, bytes, value); }
  // The capability lists as a walk finds them: offset -> id.
  std::vector<std::pair<u32, u32>> walk() {
    std::vector<std::pair<u32, u32>> found;
    for (u32 at = read(0x34, 1); at != 0; at = read(static_cast<u16>(at + 1), 1))
      found.emplace_back(at, read(static_cast<u16>(at), 1));
    for (u32 at = 0x100; at != 0; at = read(static_cast<u16>(at)) >> 20)
      found.emplace_back(at, read(static_cast<u16>(at), 2));
    return found;
  }
};

TEST_F(CardConfig, CapabilitiesStandWhereTheCardHasThem) {
  // geerlingguy/raspberry-pi-pcie-devices issue 503, lspci of a 7900 XTX.
  EXPECT_THAT(walk(), ElementsAre(std::pair(0x48, 0x09), std::pair(0x50, 0x01), std::pair(0x64, 0x10),
                                  std::pair(0xa0, 0x05), std::pair(0x100, 0x0b), std::pair(0x150, 0x01),
                                  std::pair(0x200, 0x15), std::pair(0x240, 0x04), std::pair(0x270, 0x19),
                                  std::pair(0x2a0, 0x0d), std::pair(0x2d0, 0x1b), std::pair(0x320, 0x18),
                                  std::pair(0x410, 0x26), std::pair(0x450, 0x27)));
}

TEST_F(CardConfig, IdentityIsReadOnly) {
  write(0, 0x12345678);
  EXPECT_EQ(read(0), 0x744c1002u);
}

TEST_F(CardConfig, WritingAllOnesToABarSizesIt) {
  const u32 low = read(0x10), high = read(0x14);
  write(0x10, ~0u);
  write(0x14, ~0u);
  EXPECT_EQ(read(0x10), 0xf000000cu) << "256 MiB, 64-bit, prefetchable";
  EXPECT_EQ(read(0x14), 0xffffffffu);
  write(0x24, ~0u);
  EXPECT_EQ(read(0x24), 0xfff00000u) << "1 MiB, 32-bit";
  write(0x20, ~0u);
  EXPECT_EQ(read(0x20), 0xffffff01u) << "256 bytes of I/O space";
  write(0x30, ~0u);
  EXPECT_EQ(read(0x30), 0xfffe0001u) << "ROM of 128 KiB and its enable bit";
  write(0x10, low);
  write(0x14, high);
  EXPECT_EQ(read(0x10), low);
}

TEST_F(CardConfig, PartsOfARegisterAreAccessible) {
  EXPECT_EQ(read(2, 2), 0x744cu);
  EXPECT_EQ(read(8, 1), 0xc8u);
  EXPECT_EQ(read(0xb, 1), 0x03u);
  write(5, 0x04, 1);  // interrupt disable, in the upper half of the command register
  EXPECT_EQ(read(4, 2), 0x0402u);
}

TEST_F(CardConfig, ResizableBarsOfferWhatTheCardOffers) {
  EXPECT_EQ(read(0x204), 0x000ff000u) << "256 MiB (bit 12) to 32 GiB (bit 19)";
  EXPECT_EQ(read(0x208), 0x00000840u) << "BAR 0, two resizable BARs, 256 MiB = 8";
  EXPECT_EQ(read(0x20c), 0x00001fe0u << 0) << "2 MiB to 256 MiB";
  EXPECT_EQ(read(0x210) & 7, 2u);
}

TEST_F(CardConfig, ChangingTheSizeChangesWhatSizingFinds) {
  write(0x208, 0x00000d40);  // 8 GiB
  write(0x10, ~0u);
  write(0x14, ~0u);
  EXPECT_EQ(read(0x10), 0x0000000cu);
  EXPECT_EQ(read(0x14), 0xfffffffeu);
}

TEST_F(CardConfig, ASizeThatIsNotOnOfferChangesNothing) {
  write(0x208, 0x00001440);  // 1 TiB
  write(0x10, ~0u);
  EXPECT_EQ(read(0x10), 0xf000000cu);
}

TEST_F(CardConfig, AnotherFunctionOfTheCardAnswersToo) {
  EXPECT_EQ(read(0x0e, 1), 0x80u);
  const Bdf audio{gpu_at().bus, 0, 1};
  EXPECT_EQ(fabric.config_read(audio, 0, 4), 0xab301002u);
  EXPECT_EQ(fabric.config_read({gpu_at().bus, 0, 2}, 0, 4), ~0u);
  EXPECT_EQ(fabric.config_read({gpu_at().bus, 1, 0}, 0, 4), ~0u);
}

TEST_F(CardConfig, LinkRegistersShowTheNarrowestHop) {
  const Bdf upstream{static_cast<u8>(gpu_at().bus - 2), 0, 0};
  EXPECT_EQ(fabric.config_read(upstream, 0, 4), 0x14781002u);
  EXPECT_EQ(fabric.config_read(upstream, 0x58 + link_status, 2) & 0x3ff, 0x43u) << "8 GT/s x4 through the tunnel";
  EXPECT_EQ(read(0x64 + link_status, 2) & 0x3ff, 0x104u) << "16 GT/s x16 behind the card's own switch";
}

TEST_F(CardConfig, RetrainingALinkSettlesOnTheTargetSpeed) {
  const Bdf port{static_cast<u8>(gpu_at().bus - 1), 0, 0};
  fabric.config_write(port, 0x58 + link_control_2, 2, 1);
  fabric.config_write(port, 0x58 + link_control, 2, link_control_retrain);
  EXPECT_EQ(fabric.config_read(port, 0x58 + link_status, 2) & 0xf, 1u);
  EXPECT_EQ(read(0x64 + link_status, 2) & 0xf, 1u);
  EXPECT_EQ(fabric.config_read(port, 0x58 + link_control, 2) & link_control_retrain, 0u) << "the bit reads as zero";
}

TEST_F(CardConfig, AnUnclaimedWriteIsLoggedByAdvancedErrorReporting) {
  write(4, 0, 2);  // memory decoding off
  const u64 address = gpu->bar(5)->address + 0x40;

  fabric.unclaimed(*gpu, address, true);

  EXPECT_EQ(read(0x150 + aer_uncorrectable), aer_unsupported_request);
  EXPECT_EQ(read(0x150 + aer_header_log + 12), low32(address));
  EXPECT_EQ(read(0x64 + device_status, 2) & device_status_unsupported, device_status_unsupported);
  write(0x150 + aer_uncorrectable, aer_unsupported_request);
  EXPECT_EQ(read(0x150 + aer_uncorrectable), 0u) << "writing 1 clears";
}

TEST_F(CardConfig, ErrorStatusSurvivesABusResetButNotAPowerCycle) {
  fabric.unclaimed(*gpu, gpu->bar(5)->address, true);
  gpu->reset(Reset::bus);
  EXPECT_EQ(gpu->config().read(0x150 + aer_uncorrectable, 4), aer_unsupported_request);
  EXPECT_EQ(gpu->config().read(0x10, 4), 0x0cu) << "the BAR does not";
  gpu->reset(Reset::power);
  EXPECT_EQ(gpu->config().read(0x150 + aer_uncorrectable, 4), 0u);
}

}  // namespace
}  // namespace egpulab::simulator::pcie::tests

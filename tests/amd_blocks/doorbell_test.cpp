// Doorbell routing, with the settings that Linux's nbio_v4_3.c makes.
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

using simulator::amd::Doorbells;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

struct Bell {
  u32 index;
  u64 value;
  u8 bytes;
  friend bool operator==(const Bell&, const Bell&) = default;
};
struct Listener final : simulator::amd::DoorbellSink {
  bool doorbell(u32 index, u64 value, u8 bytes) override {
    bells.push_back({index, value, bytes});
    return accepts;
  }
  std::vector<Bell> bells;
  bool accepts = true;
};

// The router alone, so that every engine is a listener.
class DoorbellRouting : public ::testing::Test {
 protected:
  DoorbellRouting() {
    doorbells.attach(Doorbells::Engine::compute, compute);
    doorbells.attach(Doorbells::Engine::graphics, graphics);
    doorbells.attach(Doorbells::Engine::sdma, sdma);
    doorbells.attach(Doorbells::Engine::ih, ih);
  }
  template <class R, class... I>
  void write(R value, I... index) {
    file.write(registers.address<R>(index...), value.raw());
  }
  void enable_aperture() { write(RccDev0Epf0RccDoorbellAperEn("BIF_DOORBELL_APER_EN"_f = true)); }
  // What Linux writes: GC's two entries without a range, SDMA's with one.
  void route_as_linux_does() {
    write(S2aDoorbellEntryCtrl(0x30000007), 0u);
    write(S2aDoorbellEntryCtrl(0x3000000d), 3u);
    write(S2aDoorbellEntryCtrl("S2A_DOORBELL_PORT#_ENABLE"_f = true, "S2A_DOORBELL_PORT#_AWID"_f = 0xeu,
                               "S2A_DOORBELL_PORT#_RANGE_OFFSET"_f = 0x200u, "S2A_DOORBELL_PORT#_RANGE_SIZE"_f = 40u,
                               "S2A_DOORBELL_PORT#_AWADDR_31_28_VALUE"_f = 3u),
          2u);
  }
  std::vector<std::string> drops() const {
    std::vector<std::string> all;
    for (const auto& e : report.entries()) all.push_back(e.what);
    return all;
  }

  simulator::Timeline timeline;
  simulator::Report report{true};
  IpBases bases{{{Ip::nbio, 0, {4, 3, 0}, {0x0, 0x14, 0xd20, 0x10400, 0x0241b000, 0x04040000}}}};
  simulator::RegisterFile file{"MMIO", 4 * GiB, timeline, report, 1 * MiB};
  simulator::amd::Registers registers{file, bases};
  Doorbells doorbells{timeline, report, registers};
  Listener compute, graphics, sdma, ih;
};

TEST_F(DoorbellRouting, DoorbellsGoNowhereUntilTheApertureIsEnabled) {
  route_as_linux_does();
  doorbells.write(0x18, 5, 8);
  EXPECT_THAT(compute.bells, IsEmpty());
  EXPECT_THAT(drops(), ElementsAre("doorbell 0x18 (value 0x5) dropped: RCC_DOORBELL_APER_EN is 0"));
}

TEST_F(DoorbellRouting, DoorbellOutsideEveryEntryIsDroppedAndNamed) {
  enable_aperture();
  doorbells.write(0x800, 64, 8);
  EXPECT_THAT(drops(), ElementsAre(HasSubstr("no S2A_DOORBELL_ENTRY covers it")));
}

TEST_F(DoorbellRouting, RangeTakesItsDoorbellsAndTheRestGoesToTheGraphicsCore) {
  enable_aperture();
  route_as_linux_does();
  doorbells.write(0x800, 64, 8);
  doorbells.write(0x18, 5, 8);
  EXPECT_THAT(sdma.bells, ElementsAre(Bell{0x200, 64, 8}));
  EXPECT_THAT(compute.bells, ElementsAre(Bell{6, 5, 8}));
}

TEST_F(DoorbellRouting, RangeEndsAfterItsSizeInDwords) {
  enable_aperture();
  route_as_linux_does();
  doorbells.write(0x800 + 4 * 40, 1, 8);
  EXPECT_THAT(sdma.bells, IsEmpty());
  EXPECT_EQ(compute.bells.size(), 1u);
}

TEST_F(DoorbellRouting, WhatComputeDoesNotKnowIsOfferedToGraphics) {
  enable_aperture();
  route_as_linux_does();
  compute.accepts = false;
  doorbells.write(0x458, 7, 4);
  EXPECT_THAT(graphics.bells, ElementsAre(Bell{0x116, 7, 4}));
  EXPECT_THAT(drops(), IsEmpty());
}

TEST_F(DoorbellRouting, EngineThatKnowsNoSuchQueueLeavesAReport) {
  enable_aperture();
  route_as_linux_does();
  sdma.accepts = false;
  doorbells.write(0x800, 1, 8);
  EXPECT_THAT(drops(), ElementsAre(HasSubstr("no active queue listens to it")));
  EXPECT_THAT(compute.bells, IsEmpty());
}

TEST_F(DoorbellRouting, VideoEngineIsRoutedButNotThere) {
  enable_aperture();
  write(S2aDoorbellEntryCtrl("S2A_DOORBELL_PORT#_ENABLE"_f = true, "S2A_DOORBELL_PORT#_AWID"_f = 4u,
                             "S2A_DOORBELL_PORT#_RANGE_OFFSET"_f = 0x310u, "S2A_DOORBELL_PORT#_RANGE_SIZE"_f = 8u),
        4u);
  doorbells.write(4 * 0x310, 1, 4);
  EXPECT_THAT(drops(), ElementsAre(HasSubstr("is not there")));
}

TEST_F(DoorbellRouting, DisabledEntryNoLongerRoutes) {
  enable_aperture();
  route_as_linux_does();
  write(S2aDoorbellEntryCtrl(0), 2u);
  doorbells.write(0x800, 1, 8);
  EXPECT_THAT(sdma.bells, IsEmpty());
  EXPECT_EQ(compute.bells.size(), 1u);
}

using DoorbellBar = Card;

TEST_F(DoorbellBar, DoorbellsCannotBeReadBack) { EXPECT_EQ(gpu.read32(2, 0x18), 0u); }

}  // namespace
}  // namespace egpulab::test

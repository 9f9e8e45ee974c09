// The whole card: its BARs, its resets, its state.
#include "simulator/core/state_visitors.hpp"
#include "simulator/nvidia/gpu.hpp"
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

// A host without memory.
class NoHost final : public simulator::HostPort {
 public:
  bool dma_read(u64, MutableBytes) override { return false; }
  bool dma_write(u64, Bytes) override { return false; }
  Page dma_page(u64, bool) override { return {}; }
  u64 dma_epoch() const override { return 1; }
  void interrupt(u32) override {}
};

struct WholeCard {
  explicit WholeCard(std::string_view id = "rtx3090", std::string_view fault = "")
      : profile(simulator::load_device_profile(id).value()),
        faults(simulator::Faults::parse(fault, simulator::nvidia::fault_kinds()).value()),
        gpu(profile, timeline, host, report, faults) {}
  template <class R, class... Index>
  R read(Index... index) {
    return R(gpu.read32(0, bar0_offset<R>(find_chip(profile.nvidia.chip)->architecture, index...)));
  }
  std::vector<std::byte> saved() {
    std::vector<std::byte> state;
    simulator::StateSaver saver(state);
    timeline.visit(saver);
    gpu.visit(saver);
    return state;
  }

  simulator::DeviceProfile profile;
  simulator::Timeline timeline;
  simulator::Report report;
  NoHost host;
  simulator::Faults faults;
  simulator::nvidia::Gpu gpu;
};

class EveryNvidiaCard : public testing::TestWithParam<std::string> {};

TEST_P(EveryNvidiaCard, ComesUpWithItsIdentityAndAllOfItsMemory) {
  WholeCard card(GetParam());
  card.timeline.advance(50ms);

  EXPECT_EQ(card.read<PmcBoot42>().raw(), card.profile.nvidia.boot42);
  EXPECT_EQ(u64{card.read<Pgc6AonSecureScratchGroup42>().raw()} * MiB, card.profile.vram.reported);
  EXPECT_EQ(card.gpu.vram().size(), card.profile.vram.size);
  EXPECT_EQ(card.report.count(Finding::unmodelled), 0u);
}

std::vector<std::string> nvidia_cards() {
  std::vector<std::string> ids;
  for (const std::string& id : simulator::list_device_profiles())
    if (simulator::load_device_profile(id)->vendor == "nvidia") ids.push_back(id);
  return ids;
}
INSTANTIATE_TEST_SUITE_P(Profiles, EveryNvidiaCard, testing::ValuesIn(nvidia_cards()),
                         [](const auto& p) { return p.param; });

TEST(CardBars, Bar1IsVramUntilItIsBound) {
  WholeCard card;
  card.gpu.write32(1, 0x1000, 0xabcd);
  EXPECT_EQ(card.gpu.vram().load<u32>(0x1000), 0xabcdu);
  EXPECT_EQ(card.gpu.read64(1, 0x1000), 0xabcdu);
}

TEST(CardBars, TheRomReadsAsABlock) {
  WholeCard card;
  std::vector<std::byte> rom(64 * KiB);
  card.gpu.read_block(0, 0x300000, rom);
  EXPECT_EQ(load<u16>(rom), 0xaa55u);
  EXPECT_EQ(load<u32>(rom, 0x1b2), 0x00544942u);  // "BIT"
}

TEST(CardBars, TheCpuCannotTouchWpr2) {
  WholeCard card("rtx3090", "wpr2-up");
  const u64 inside = card.gpu.protection().wpr2().begin;
  card.gpu.vram().store(inside, u32{0x600d});

  card.gpu.write32(1, inside, 0xbad);

  EXPECT_EQ(card.gpu.vram().load<u32>(inside), 0x600du);
  EXPECT_NE(card.gpu.read32(1, inside), 0x600du);
}

TEST(CardReset, PutsRegistersBackAndKeepsVramUnlessPowerIsLost) {
  WholeCard card;
  card.gpu.write32(1, 0, 0x77);
  card.gpu.write32(0, bar0_offset<PbusSwScratch>(Architecture::ampere, 3u), 5);
  card.gpu.reset(Reset::bus);
  EXPECT_EQ(card.read<PbusSwScratch>(3u).raw(), 0u);
  EXPECT_EQ(card.gpu.read32(1, 0), 0x77u);

  card.gpu.reset(Reset::power);
  EXPECT_EQ(card.gpu.read32(1, 0), 0u);
}

TEST(CardState, IsTheSameAfterItWasSavedAndRestored) {
  WholeCard card, other;
  card.timeline.advance(10ms);
  card.gpu.write32(0, 0x110040, 0x1234);
  const std::vector<std::byte> state = card.saved();

  simulator::StateRestorer restorer(state);
  other.timeline.visit(restorer);
  other.gpu.visit(restorer);

  EXPECT_NO_THROW(restorer.finish());
  EXPECT_EQ(other.saved(), state);
  EXPECT_EQ(other.gpu.read32(0, 0x110040), 0x1234u);
}

TEST(CardFaults, AreRefusedByNameWithTheListOfThoseThatThereAre) {
  const auto parsed = simulator::Faults::parse("wpr3-up", simulator::nvidia::fault_kinds());
  ASSERT_FALSE(parsed);
  EXPECT_THAT(parsed.error().message, HasSubstr("booter-error"));
}

TEST(CardCoverage, ListsRegistersOfEachBlockAndWhatTheResourceManagerKnows) {
  WholeCard card;
  card.read<PmcBoot42>();
  const auto rows = card.gpu.coverage();

  const auto row = [&](std::string_view name) { return *std::ranges::find(rows, name, &simulator::CoverageRow::name); };
  EXPECT_EQ(row("NV_PMC_BOOT_42").block, "PMC");
  EXPECT_TRUE(*row("NV_PMC_BOOT_42").used);
  EXPECT_EQ(row("GSP.NV_PFALCON_FALCON_CPUCTL").block, "GSP");
  EXPECT_EQ(row("GSP.NV_PFALCON_FALCON_CPUCTL").state, simulator::CoverageRow::State::acts);
}

}  // namespace
}  // namespace egpulab::test

// Requests of a device to addresses inside a device's BAR: another card's, or its own.
#include <gmock/gmock.h>

#include "simulator/pcie/config_layout.hpp"
#include "tests/pcie/fabric_fixture.hpp"

namespace egpulab::simulator::pcie::tests {
namespace {

// A card whose BAR 0 is plain memory.
class MemoryCard final : public Endpoint {
 public:
  explicit MemoryCard(HostPort& port) : port_(port) {}
  u32 read32(u8, u64 offset) override { return vram.load<u32>(offset); }
  void write32(u8, u64 offset, u32 value) override { vram.store(offset, value); }
  void read_block(u8, u64 offset, MutableBytes into) override {
    if (loops_to != 0) {
      went_on = port_.dma_read(loops_to, into);
      return;
    }
    vram.read(offset, into);
  }
  void write_block(u8, u64 offset, Bytes from) override { vram.write(offset, from); }
  HostPort::Page bar_page(u8, u64 offset, bool) override { return {&vram, offset}; }
  void reset(Reset) override {}
  void visit(StateVisitor&) override {}
  std::vector<Memory*> memories() override { return {&vram}; }

  Memory vram{"vram", 64 * MiB};
  u64 loops_to = 0;
  bool went_on = true;

 private:
  HostPort& port_;
};

struct PeerToPeer : FabricFixture {
  PeerToPeer() {
    gpu->attach(card);
    gpu->config_write(config::command, 2, config::command_memory | config::command_bus_master);
  }
  u64 bar0() const { return gpu->bar(0)->address; }
  MemoryCard card{*gpu};
};

TEST_F(PeerToPeer, ACardReachesItsOwnBarByItsBusAddress) {
  ASSERT_TRUE(gpu->dma_write(bar0() + 0x1000, as_bytes(u32{0xcafe})));
  u32 back = 0;
  ASSERT_TRUE(gpu->dma_read(bar0() + 0x1000, as_writable_bytes(back)));
  EXPECT_EQ(back, 0xcafeu);
  EXPECT_EQ(card.vram.load<u32>(0x1000), 0xcafeu);
}

TEST_F(PeerToPeer, EnginesGetThePageBehindTheAddress) {
  const HostPort::Page page = gpu->dma_page(bar0() + 0x3008, true);
  EXPECT_EQ(page.memory, &card.vram);
  EXPECT_EQ(page.offset, 0x3000u);
}

TEST_F(PeerToPeer, WithoutBusMasteringNothingLeavesAndTheReportSaysWhy) {
  gpu->config_write(config::command, 2, config::command_memory);
  u32 back = 0;
  EXPECT_FALSE(gpu->dma_read(bar0(), as_writable_bytes(back)));
  EXPECT_EQ(back, ~0u);
  EXPECT_THAT(report.entries().at(0).what, testing::HasSubstr("bus mastering is off"));
}

TEST_F(PeerToPeer, ARequestThatWouldGoRoundForEverIsRefused) {
  card.loops_to = bar0();
  u32 back = 0;
  gpu->dma_read(bar0(), as_writable_bytes(back));
  EXPECT_FALSE(card.went_on);
  EXPECT_EQ(back, ~0u);
}

}  // namespace
}  // namespace egpulab::simulator::pcie::tests

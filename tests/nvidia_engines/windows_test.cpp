// BAR1, BAR2 and PRAMIN, and the interrupt tree.
#include <gmock/gmock.h>

#include "driver/regs/nvidia/fault.hpp"
#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;

struct WindowsOnAmpere : testing::Test {
  Card card;
  u64 instance = card.take(4096);
  void write_instance() {
    write_instance_block(card.memory, {Aperture::video, instance}, card.architecture(),
                         {.page_directory = card.tables.directory()});
  }
};

TEST_F(WindowsOnAmpere, InPhysicalModeBar1IsVideoMemory) {
  card.windows.write64(Window::bar1, 0x4000, 0x1122334455667788);
  EXPECT_EQ(card.vram.load<u64>(0x4000), 0x1122334455667788u);
  EXPECT_EQ(card.windows.read32(Window::bar1, 0x4004), 0x11223344u);
}

TEST_F(WindowsOnAmpere, BoundToAnInstanceBlockItGoesThroughPageTables) {
  write_instance();
  card.tables.map(0x10000, {Aperture::system_coherent, TestHost::base + 0x3000}, 0x1000);
  card.write(PbusBar1Block{"PTR"_f = low32(instance >> 12), "MODE"_f = BlockMode::virtual_memory});
  card.windows.write32(Window::bar1, 0x10008, 7);
  EXPECT_EQ(card.port.memory.load<u32>(0x3008), 7u);
}

TEST_F(WindowsOnAmpere, AnUnmappedOffsetReadsAsAllOnesAndFaultsAsBar1) {
  write_instance();
  card.write(PbusBar1Block{"PTR"_f = low32(instance >> 12), "MODE"_f = BlockMode::virtual_memory});
  EXPECT_EQ(card.windows.read32(Window::bar1, 0x5000'0000), ~0u);
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].engine, 128);
  EXPECT_EQ(card.manager.faults[0].instance.address, instance);
}

TEST_F(WindowsOnAmpere, PraminShowsTheMegabyteThatItsWindowSays) {
  card.vram.store(0x123'4568, u32{0xabcd});
  card.write(PbusBar0Window{"BASE"_f = 0x123u});
  EXPECT_EQ(card.windows.read32(0x704568), 0xabcdu);
  card.windows.write32(0x70456c, 5);
  EXPECT_EQ(card.vram.load<u32>(0x123'456c), 5u);
}

TEST_F(WindowsOnAmpere, BeyondVideoMemoryThereIsNothing) {
  EXPECT_EQ(card.windows.read32(Window::bar1, Card::vram_bytes + 0x1000), ~0u);
  EXPECT_EQ(card.report.count(Finding::fault), 1u);
}

TEST_F(WindowsOnAmpere, BlocksCrossPagesOfDifferentMemories) {
  write_instance();
  card.tables.map(0x10000, {Aperture::video, 0x8000}, 0x1000);
  card.tables.map(0x11000, {Aperture::system_coherent, TestHost::base}, 0x1000);
  card.write(PbusBar1Block{"PTR"_f = low32(instance >> 12), "MODE"_f = BlockMode::virtual_memory});
  std::vector<std::byte> data(0x1800, std::byte{0x5a});
  card.windows.write(Window::bar1, 0x10400, data);
  EXPECT_EQ(card.vram.load<u8>(0x8400), 0x5a);
  EXPECT_EQ(card.port.memory.load<u8>(0xbff), 0x5a);
  EXPECT_EQ(card.port.memory.load<u8>(0xc00), 0);
}

TEST(WindowsOnBlackwell, TheLowAddressBindsBar1) {
  Card card{Architecture::blackwell};
  const u64 instance = card.take(4096);
  write_instance_block(card.memory, {Aperture::video, instance}, card.architecture(),
                       {.page_directory = card.tables.directory()});
  card.tables.map(0x10000, {Aperture::video, 0x9000}, 0x1000);
  card.write(FuncBar1BlockHighAddr{"PTR"_f = high32(instance)});
  card.write(FuncBar1BlockLowAddr{"MODE"_f = BlockMode::virtual_memory, "PTR"_f = low32(instance) >> 12});
  card.windows.write32(Window::bar1, 0x10000, 3);
  EXPECT_EQ(card.vram.load<u32>(0x9000), 3u);
  card.write(FuncBar1BlockLowAddr{});
  card.windows.write32(Window::bar1, 0xa000, 4);
  EXPECT_EQ(card.vram.load<u32>(0xa000), 4u);
}

TEST(WindowsOnBlackwell, PraminFollowsTheWindowOfXal) {
  Card card{Architecture::blackwell};
  card.vram.store(0x20'0000, u32{9});
  card.write(XalEpBar0Window{"BASE"_f = 0x20u});
  EXPECT_EQ(card.windows.read32(0x700000), 9u);
}

TEST(L2OnBlackwell, AnInvalidationIsStartedByReadingItsToken) {
  Card card{Architecture::blackwell};
  const u32 token = card.read<L2SysmemInvalidate>();
  EXPECT_EQ(card.read<L2SysmemInvalidateCompleted>(), token);
  EXPECT_NE(card.read<L2SysmemInvalidate>(), token);
}

struct InterruptTree : testing::Test {
  Card card;
  void enable(u32 vector) {
    card.write(CpuIntrLeafEnSet(1u << vector % 32), vector / 32);
    card.write(CpuIntrTopEnSet(1u << vector / 64));
  }
};

TEST_F(InterruptTree, AVectorIsABitOfItsLeafAndOneMessage) {
  enable(155);
  card.interrupts.raise(155);
  EXPECT_EQ(card.read<CpuIntrLeaf>(4u), 1u << 27);
  EXPECT_EQ(card.read<CpuIntrTop>(), 1u << 2);
  EXPECT_EQ(card.port.messages, 1u);
}

TEST_F(InterruptTree, WhatIsNotEnabledPendsInSilence) {
  card.interrupts.raise(155);
  EXPECT_EQ(card.read<CpuIntrLeaf>(4u), 1u << 27);
  EXPECT_EQ(card.read<CpuIntrTop>(), 0u);
  EXPECT_EQ(card.port.messages, 0u);
  enable(155);
  EXPECT_EQ(card.port.messages, 1u);
}

TEST_F(InterruptTree, ServicingALeafLetsTheNextMessageOut) {
  enable(155);
  card.interrupts.raise(155);
  card.write(CpuIntrTopEnClear(~0u));
  card.write(CpuIntrLeaf(1u << 27), 4u);
  EXPECT_EQ(card.read<CpuIntrLeaf>(4u), 0u);
  card.write(CpuIntrTopEnSet(1u << 2));
  EXPECT_EQ(card.port.messages, 1u);
  card.interrupts.raise(155);
  EXPECT_EQ(card.port.messages, 2u);
}

TEST_F(InterruptTree, ReEnablingTheTopWithSomethingLeftSendsAgain) {
  enable(155);
  card.interrupts.raise(155);
  card.write(CpuIntrTopEnClear(~0u));
  card.write(CpuIntrTopEnSet(1u << 2));
  EXPECT_EQ(card.port.messages, 2u);
}

TEST_F(InterruptTree, SoftwareTriggersAVectorByNumber) {
  enable(129);
  card.write(CpuIntrLeafTrigger{"VECTOR"_f = 129u});
  EXPECT_EQ(card.port.messages, 1u);
}

TEST_F(InterruptTree, AVectorBeyondTheTreeIsReported) {
  card.interrupts.raise(256);
  EXPECT_THAT(card.report.entries().at(0).what, testing::HasSubstr("8 leaves"));
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

// A device that fails on purpose, and decorators that change nothing else.
#include "driver/bus/faulty_device.hpp"

#include "tests/bus/memory_device.hpp"

using namespace egpulab;
using namespace std::chrono_literals;
using bus::FaultyDevice;
using egpulab::testing::MemoryDevice;
using ::testing::Each;

TEST(ADroppedLink, ReadsAllOnesOfTheWidthAskedFor) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 1});
  std::vector<std::byte> block(100);
  device.read_block(0, 0, block);
  EXPECT_EQ(device.read32(5, 0), ~0u);
  EXPECT_EQ(device.read64(5, 0), ~u64{0});
  EXPECT_EQ(device.config_read(0, 1), 0xffu);
  EXPECT_EQ(device.config_read(0, 2), 0xffffu);
  EXPECT_THAT(block, Each(std::byte{0xff}));
  EXPECT_EQ(inner.accesses, 0u);
}

TEST(ADroppedLink, SwallowsWrites) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 2});
  device.write32(5, 0x100, 1);
  EXPECT_TRUE(device.link_up());
  device.write32(5, 0x100, 2);
  device.write64(5, 0x100, 3);
  device.write_block(5, 0x100, std::vector<std::byte>(4, std::byte{4}));
  device.config_write(0x40, 4, 5);
  EXPECT_FALSE(device.link_up());
  EXPECT_EQ(inner.get_register(0x100), 1u);
}

TEST(ADroppedLink, IsUpAgainFromTheAccessThatWasSaid) {
  MemoryDevice inner;
  inner.put_register(0x100, 9);
  FaultyDevice device(inner, {.drop_at = 2, .back_at = 4});
  EXPECT_EQ(device.read32(5, 0x100), 9u);
  EXPECT_EQ(device.read32(5, 0x100), ~0u);
  EXPECT_EQ(device.read32(5, 0x100), ~0u);
  EXPECT_EQ(device.read32(5, 0x100), 9u);
}

TEST(ACorruptedRead, HasTheBitsFlippedOnce) {
  MemoryDevice inner;
  inner.put_register(0x100, 0xf0);
  FaultyDevice device(inner, {.corrupt = {{2, 0x11}}});
  EXPECT_EQ(device.read32(5, 0x100), 0xf0u);
  EXPECT_EQ(device.read32(5, 0x100), 0xe1u);
  EXPECT_EQ(device.read32(5, 0x100), 0xf0u);
}

TEST(ACorruptedRead, OfAShortBlockStaysInsideIt) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.corrupt = {{1, 0x0102030405060708}}});
  std::vector<std::byte> block(3);
  device.read_block(0, 0, block);
  EXPECT_EQ(block[0], std::byte{8});
  EXPECT_EQ(block[2], std::byte{6});
}

TEST(AStuckRegister, IgnoresWritesAndReadsTheSame) {
  MemoryDevice inner;
  bus::Faults faults;
  faults.stuck[{5, 0x100}] = 0xdead;
  FaultyDevice device(inner, faults);
  device.write32(5, 0x100, 1);
  device.write32(5, 0x104, 2);
  EXPECT_EQ(device.read32(5, 0x100), 0xdeadu);
  EXPECT_EQ(device.read32(5, 0x104), 2u);
  EXPECT_EQ(inner.get_register(0x100), 0u);
}

TEST(ADelayedAccess, TakesThatMuchLonger) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.delay = {{2, 3ms}}});
  device.read32(5, 0);
  EXPECT_LT(device.clock().now(), 1ms);
  device.read32(5, 0);
  EXPECT_GE(device.clock().now(), 3ms);
}

TEST(AForwardingDevice, ChangesNothing) {
  MemoryDevice inner;
  bus::ForwardingDevice device(inner);
  device.write32(5, 0x100, 7);
  device.config_write(0x40, 2, 0x1234);
  device.resize_bar(0, 2 * MiB);
  const auto buffer = device.allocate_dma({.size = 5000, .label = "ring"});
  buffer->store<u32>(4096, 3);
  EXPECT_EQ(device.read32(5, 0x100), 7u);
  EXPECT_EQ(device.config_read(0x40, 2), 0x1234u);
  EXPECT_EQ(device.bar(0).size, 2 * MiB);
  EXPECT_EQ(buffer->load<u32>(4096), 3u);
  EXPECT_EQ(buffer->size(), 8192u);
  EXPECT_EQ(&device.info(), &inner.info());
  EXPECT_EQ(&device.clock(), &inner.clock());
}

TEST(AForwardingDevice, PassesInterruptsAndResetsOn) {
  MemoryDevice inner;
  inner.interrupts = 1;
  inner.put_register(0x100, 7);
  bus::ForwardingDevice device(inner);
  EXPECT_EQ(device.enable_interrupts(8), 2u);
  EXPECT_EQ(device.wait_interrupt(1ms), 1u);
  EXPECT_EQ(device.wait_interrupt(1ms), std::nullopt);
  device.reset(bus::ResetKind::bus);
  EXPECT_EQ(device.read32(5, 0x100), 0u);
}

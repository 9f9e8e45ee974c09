// DMA buffers: where they lie, and what the IOMMU lets through.
#include "simulator/pcie/host_memory.hpp"

#include <gtest/gtest.h>

#include "driver/base/error.hpp"
#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator::pcie {
namespace {

using ::testing::HasSubstr;
using ::testing::ThrowsMessage;

const DmaWindow& window(std::string_view dock = "native") { return find_dock(dock)->dma; }

std::vector<u64> addresses(const HostMemory& memory, u64 handle) {
  std::vector<u64> all;
  for (const bus::DmaSegment& s : memory.find(handle)->segments) all.push_back(s.bus_address);
  return all;
}

TEST(HostMemory, EqualSeedsGiveEqualAddressesAndOtherSeedsOthers) {
  HostMemory a(window(), 7), b(window(), 7), c(window(), 8);
  EXPECT_EQ(addresses(a, a.allocate(MiB, false, "x")), addresses(b, b.allocate(MiB, false, "x")));
  EXPECT_NE(addresses(a, a.allocate(MiB, false, "y")), addresses(c, c.allocate(MiB, false, "y")));
}

TEST(HostMemory, ABufferIsWholePagesInSegmentsThatAddUp) {
  HostMemory memory(window(), 1);
  const auto& buffer = *memory.find(memory.allocate(10 * MiB + 1, false, "x"));
  u64 sum = 0;
  for (const bus::DmaSegment& s : buffer.segments) {
    EXPECT_EQ(s.bus_address % 4096, 0u);
    sum += s.size;
  }
  EXPECT_EQ(sum, 10 * MiB + 4096);
  EXPECT_EQ(buffer.size, sum);
  EXPECT_GT(buffer.segments.size(), 1u);
}

TEST(HostMemory, AContiguousBufferIsOneAlignedSegment) {
  HostMemory memory(window(), 1);
  const auto& segments = memory.find(memory.allocate(3 * MiB, true, "ring"))->segments;
  ASSERT_EQ(segments.size(), 1u);
  EXPECT_EQ(segments[0].bus_address % (2 * MiB), 0u);
}

TEST(HostMemory, OnlyMappedRangesTranslate) {
  HostMemory memory(window(), 1);
  const u64 handle = memory.allocate(8192, true, "x");
  const u64 at = memory.find(handle)->segments[0].bus_address;

  EXPECT_TRUE(memory.translate(at, 8192));
  EXPECT_TRUE(memory.translate(at + 8191, 1));
  EXPECT_FALSE(memory.translate(at + 8191, 2)) << "a page that nothing maps follows";
  EXPECT_FALSE(memory.translate(at - 1, 1));
  EXPECT_FALSE(memory.translate(0, 4));
  EXPECT_FALSE(memory.translate(~u64{0} - 3, 4));
}

TEST(HostMemory, SegmentsNeverTouch) {
  HostMemory memory(window(), 3);
  for (int i = 0; i < 50; ++i) memory.allocate(MiB, false, "x");
  for (u64 handle = 1; handle <= 50; ++handle)
    for (const bus::DmaSegment& s : memory.find(handle)->segments)
      EXPECT_FALSE(memory.translate(s.bus_address + s.size, 1));
}

TEST(HostMemory, FreedMemoryIsUnmappedAndForgotten) {
  HostMemory memory(window(), 1);
  const u64 handle = memory.allocate(4096, true, "x");
  const u64 at = memory.find(handle)->segments[0].bus_address;
  memory.memory().store<u32>(*memory.translate(at, 4), 5);
  const u64 epoch = memory.epoch();

  memory.free(handle);

  EXPECT_FALSE(memory.translate(at, 4));
  EXPECT_NE(memory.epoch(), epoch);
  EXPECT_TRUE(memory.memory().nonzero_pages().empty());
  EXPECT_EQ(memory.live_bytes(), 0u);
}

TEST(HostMemory, ASmallWindowIsFilledFromItsStartAndThenRefuses) {
  HostMemory sram(window("asm2464pd"), 1);
  const u64 first = sram.allocate(256 * KiB, false, "a");
  const u64 second = sram.allocate(256 * KiB, false, "b");
  EXPECT_EQ(addresses(sram, first), std::vector<u64>{0x200000});
  EXPECT_EQ(addresses(sram, second), std::vector<u64>{0x240000});
  EXPECT_THAT([&] { sram.allocate(4096, false, "c"); }, ThrowsMessage<LimitExceeded>(HasSubstr("no room")));

  sram.free(first);
  EXPECT_EQ(addresses(sram, sram.allocate(4096, false, "d")), std::vector<u64>{0x200000});
}

TEST(HostMemory, ARefusedAllocationLeavesNothingMapped) {
  HostMemory memory({.base = 16 * MiB,
                     .size = 4 * MiB,
                     .max_bytes = GiB,
                     .max_segments = 1000,
                     .is_host_memory = true,
                     .access = Nanoseconds{0},
                     .bytes_per_second = 1},
                    1);
  EXPECT_THROW(memory.allocate(5 * MiB, false, "too much"), LimitExceeded);
  for (u64 at = 16 * MiB; at < 20 * MiB; at += 4096) ASSERT_FALSE(memory.translate(at, 1));
}

TEST(HostMemory, ItsStateIsItsBuffers) {
  HostMemory memory(window(), 1), other(window(), 9);
  const u64 handle = memory.allocate(MiB, false, "x");
  std::vector<std::byte> bytes;
  StateSaver saver(bytes);
  memory.visit(saver);

  StateRestorer restorer(bytes);
  other.visit(restorer);

  EXPECT_EQ(addresses(other, handle), addresses(memory, handle));
  EXPECT_EQ(other.live_bytes(), MiB);
  EXPECT_TRUE(other.translate(addresses(memory, handle)[0], 4));
  EXPECT_EQ(addresses(other, other.allocate(MiB, false, "y")), addresses(memory, memory.allocate(MiB, false, "y")));
}

}  // namespace
}  // namespace egpulab::simulator::pcie

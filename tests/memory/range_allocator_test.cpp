// Best-fit ranges, and VRAM in two zones.
#include "driver/memory/range_allocator.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/base/error.hpp"
#include "driver/memory/vram_allocator.hpp"

namespace egpulab::memory {
namespace {

using testing::HasSubstr;

TEST(RangeAllocator, TakesTheSmallestHoleThatFits) {
  RangeAllocator ranges(0, 0x10000);
  const u64 small = *ranges.allocate(0x1000);
  const u64 wall = *ranges.allocate(0x1000);
  ranges.free(small);
  EXPECT_EQ(ranges.allocate(0x1000), small);
  EXPECT_EQ(ranges.size_at(wall), 0x1000u);
}

TEST(RangeAllocator, AlignsWithoutLosingWhatLiesBefore) {
  RangeAllocator ranges(0x1000, 0x7000);
  EXPECT_EQ(ranges.allocate(0x1000, 0x4000), 0x4000u);
  EXPECT_EQ(ranges.allocate(0x3000), 0x1000u);
  EXPECT_EQ(ranges.free_bytes(), 0x3000u);
}

TEST(RangeAllocator, MergesFreedNeighbours) {
  RangeAllocator ranges(0, 0x3000);
  const u64 a = *ranges.allocate(0x1000), b = *ranges.allocate(0x1000), c = *ranges.allocate(0x1000);
  ranges.free(a);
  ranges.free(c);
  ranges.free(b);
  EXPECT_EQ(ranges.largest_free(), 0x3000u);
}

TEST(RangeAllocator, HasNothingForARequestBeyondItsLargestHole) {
  RangeAllocator ranges(0, 0x3000);
  ASSERT_TRUE(ranges.reserve(0x1000, 0x1000));
  EXPECT_FALSE(ranges.allocate(0x2000));
  EXPECT_FALSE(ranges.reserve(0x0800, 0x1000));
}

TEST(RangeAllocator, RefusesToFreeWhatItDidNotGive) {
  RangeAllocator ranges(0, 0x3000);
  ranges.allocate(0x1000);
  EXPECT_THROW(ranges.free(0x800), InvalidRequest);
}

TEST(VramAllocator, SparesTheVisibleZone) {
  VramAllocator vram(0, 1 * GiB, 256 * MiB);
  EXPECT_GE(vram.allocate(1 * MiB, 4096, Zone::anywhere, "buffer"), 256 * MiB);
  EXPECT_LT(vram.allocate(1 * MiB, 4096, Zone::visible, "ring"), 256 * MiB);
}

TEST(VramAllocator, UsesTheVisibleZoneWhenTheRestIsFull) {
  VramAllocator vram(0, 512 * MiB, 256 * MiB);
  vram.allocate(256 * MiB, 4096, Zone::anywhere, "buffer");
  EXPECT_LT(vram.allocate(1 * MiB, 4096, Zone::anywhere, "buffer"), 256 * MiB);
}

TEST(VramAllocator, AssemblesABufferFromHoles) {
  VramAllocator vram(0, 8 * MiB, 8 * MiB);
  std::vector<u64> pieces;
  for (int i = 0; i < 4; ++i) pieces.push_back(vram.allocate(2 * MiB, 4096, Zone::anywhere, "filler"));
  vram.free(pieces[0]);
  vram.free(pieces[2]);
  const auto extents = vram.allocate_extents(4 * MiB, 2 * MiB, Zone::anywhere, "buffer");
  ASSERT_EQ(extents.size(), 2u);
  EXPECT_EQ(extents[0].size + extents[1].size, 4 * MiB);
  EXPECT_EQ(vram.free_bytes(), 0u);
}

TEST(VramAllocator, SaysWhatWasAskedAndWhatIsFree) {
  VramAllocator vram(0, 8 * MiB, 8 * MiB);
  try {
    vram.allocate_extents(16 * MiB, 4096, Zone::anywhere, "weights");
    FAIL() << "16 MiB fitted into 8";
  } catch (const LimitExceeded& e) {
    EXPECT_THAT(e.what(), HasSubstr("weights: no room for 16777216 bytes"));
    EXPECT_THAT(e.what(), HasSubstr("8388608 of 8388608 bytes are free"));
  }
  EXPECT_EQ(vram.free_bytes(), 8 * MiB);
}

}  // namespace
}  // namespace egpulab::memory

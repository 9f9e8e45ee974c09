// Layout of WPR2 against what drivers of real cards computed, and cards too small for it.
#include "driver/nvidia/layout.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/base/error.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using regs::nvidia::Architecture;

// What nova-core logged on an RTX A4000 with the same firmware.
TEST(Layout, IsThatOfARealCardsLog) {
  const u64 memory = 0x3ff800000;
  const FrameBufferLayout l = make_layout(Architecture::ampere, memory, {0x3c99000, 0x6000, 0x3ff700000});
  EXPECT_EQ(l.vga_workspace.offset, 0x3ff700000u);
  EXPECT_EQ(l.frts.offset, 0x3ff600000u);
  EXPECT_EQ(l.frts.end(), 0x3ff700000u);
  EXPECT_EQ(l.boot_binary.offset, 0x3ff5fa000u);
  EXPECT_EQ(l.image.offset, 0x3fb960000u);
  EXPECT_EQ(l.heap.offset, 0x3f3900000u);
  EXPECT_EQ(l.heap.end(), 0x3fb900000u);
  EXPECT_EQ(l.wpr_begin, 0x3f3800000u);
  EXPECT_EQ(l.wpr_end, 0x3ff700000u);
  EXPECT_EQ(l.non_wpr_heap.offset, 0x3f3700000u);
}

// The peer's figures for cards of 24 and 32 GiB.
TEST(Layout, GivesGspRmTheHeapThatOthersGiveIt) {
  EXPECT_EQ(gsp_heap_size(Architecture::ampere, 24 * GiB), 0x8100000u);
  EXPECT_EQ(gsp_heap_size(Architecture::blackwell, 32 * GiB), 0x8700000u);
}

TEST(Layout, LeavesOffsetsToTheFirmwareSinceHopper) {
  const FrameBufferLayout l = make_layout(Architecture::blackwell, 32 * GiB, {0x3c99000, 0x31000, 0});
  EXPECT_TRUE(l.chosen_by_firmware);
  EXPECT_EQ(l.pmu_reserved, 0x1820000u);
  EXPECT_EQ(l.non_wpr_heap.size, 0x220000u);
  EXPECT_EQ(l.frts_from_end, 0x1c00000u);
}

TEST(Layout, OrdersItsPartsWithoutOverlap) {
  for (const u64 memory : {4 * GiB, 12 * GiB, 24 * GiB - 192 * MiB, 80 * GiB}) {
    const FrameBufferLayout l = make_layout(Architecture::ada, memory, {0x3c99000, 0x9000, 0});
    EXPECT_LE(l.non_wpr_heap.end(), l.wpr_begin);
    EXPECT_LT(l.wpr_begin, l.heap.offset);
    EXPECT_LE(l.heap.end(), l.image.offset);
    EXPECT_LE(l.image.end(), l.boot_binary.offset);
    EXPECT_LE(l.boot_binary.end(), l.frts.offset);
    EXPECT_EQ(l.frts.end(), l.wpr_end);
    EXPECT_EQ(l.wpr_end % (128 * KiB), 0u);
    EXPECT_LE(l.vga_workspace.end(), memory);
  }
}

TEST(Layout, OfACardWithTooLittleMemoryIsRefused) {
  EXPECT_THROW(make_layout(Architecture::ampere, 128 * MiB, {0x3c99000, 0x6000, 0}), DeviceFault);
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

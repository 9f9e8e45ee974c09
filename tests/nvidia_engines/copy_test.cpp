// The copy engine: lines, layouts, remapping, semaphores, physical addresses, faults.
#include <gmock/gmock.h>

#include "simulator/nvidia/ce/block_linear.hpp"
#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using namespace regs::nvidia::copy_methods;
using testing::HasSubstr;

struct CopyEngines : testing::TestWithParam<Architecture> {
  CopyEngines() {
    card.schedule();
    channel.run(inc(4, udma::set_object, {chip_classes(GetParam()).copy[0]}));
  }
  Card card{GetParam()};
  TestChannel channel = card.channel({.runlist = copy_runlist});
  u64 from = card.take(4 * MiB), to = card.take(4 * MiB), mark = card.take(4096);

  void fill_source(u32 bytes) {
    for (u32 i = 0; i < bytes; ++i) card.vram.store(from + i, static_cast<u8>(i * 7 + i / 251));
  }
  bool same(u64 a, u64 b, u64 bytes) { return std::memcmp(card.vram.data() + a, card.vram.data() + b, bytes) == 0; }
  static std::vector<u32> addresses(u64 to, u64 from) {
    return inc(4, offset_in_upper, {high32(from), low32(from), high32(to), low32(to)});
  }
  std::string error() { return card.manager.errors.empty() ? "" : card.manager.errors.back().what; }
};

TEST_P(CopyEngines, ALineOfAnyLengthArrives) {
  fill_source(100'003);
  channel.run(copy(Card::va(to), Card::va(from), 100'003));
  EXPECT_TRUE(same(from, to, 100'003));
  EXPECT_EQ(card.vram.load<u8>(to + 100'003), 0);
  EXPECT_EQ(error(), "");
}

TEST_P(CopyEngines, SystemMemoryIsReachedThroughItsPages) {
  fill_source(0x3000);
  channel.run(copy(Card::host_va + 0x100, Card::va(from), 0x3000));
  EXPECT_EQ(std::memcmp(card.port.memory.data() + 0x100, card.vram.data() + from, 0x3000), 0);
  channel.run(copy(Card::va(to), Card::host_va + 0x100, 0x3000));
  EXPECT_TRUE(same(from, to, 0x3000));
}

TEST_P(CopyEngines, LinesAreAPitchApart) {
  fill_source(0x1000);
  channel.run(addresses(Card::va(to), Card::va(from)) + inc(4, pitch_in, {0x100, 0x80, 0x40, 3}) +
              inc(4, launch_dma, {0x182 | 1 << 9}));
  for (u32 line = 0; line < 3; ++line) EXPECT_TRUE(same(from + 0x100 * line, to + 0x80 * line, 0x40));
  EXPECT_EQ(card.vram.load<u64>(to + 0x40), 0u);
}

TEST_P(CopyEngines, ConstantsFillMemoryWithoutASource) {
  const u32 components =
      SetRemapComponents{"DST_X"_f = RemapSource::const_a, "COMPONENT_SIZE"_f = RemapCount::four}.raw();
  channel.run(addresses(Card::va(to), 0) + inc(4, set_remap_const_a, {0xdeadbeef, 0, components}) +
              inc(4, line_length_in, {1000}) + inc(4, launch_dma, {0x182 | 1 << 10}));
  for (const u32 i : {0u, 1u, 999u}) EXPECT_EQ(card.vram.load<u32>(to + 4 * i), 0xdeadbeefu);
  EXPECT_EQ(card.vram.load<u32>(to + 4000), 0u);
  EXPECT_EQ(error(), "");
}

TEST_P(CopyEngines, ComponentsAreSwizzledAndSomeLeftAlone) {
  card.vram.store(from, u32{0x44332211});
  card.vram.store(to, u32{0xffffffff});
  const u32 components =
      SetRemapComponents{"DST_X"_f = RemapSource::src_z,           "DST_Y"_f = RemapSource::no_write,
                         "DST_Z"_f = RemapSource::src_x,           "DST_W"_f = RemapSource::const_b,
                         "COMPONENT_SIZE"_f = RemapCount::one,     "NUM_SRC_COMPONENTS"_f = RemapCount::four,
                         "NUM_DST_COMPONENTS"_f = RemapCount::four}
          .raw();
  channel.run(addresses(Card::va(to), Card::va(from)) + inc(4, set_remap_const_a, {0, 0x55, components}) +
              inc(4, line_length_in, {1}) + inc(4, launch_dma, {0x182 | 1 << 10}));
  EXPECT_EQ(card.vram.load<u32>(to), 0x5511ff33u);
}

TEST_P(CopyEngines, BlockLinearThereAndBackIsTheSame) {
  fill_source(0x8000);
  const u32 block = SetDstBlockSize{"HEIGHT"_f = Gobs::two_gobs, "GOB_HEIGHT"_f = 1u}.raw();
  const u64 tiled = card.take(64 * KiB), back = card.take(64 * KiB);
  const auto surface = [&](u32 method) { return inc(4, method, {block, 200, 40, 1, 0, 0}); };
  const auto shape = inc(4, pitch_in, {200, 200, 200, 40});
  channel.run(addresses(Card::va(tiled), Card::va(from)) + shape + surface(set_dst_block_size) +
              inc(4, launch_dma, {0x82 | 1 << 9}));
  EXPECT_FALSE(same(from, tiled, 200 * 40));
  channel.run(addresses(Card::va(back), Card::va(tiled)) + shape + surface(set_src_block_size) +
              inc(4, launch_dma, {0x102 | 1 << 9}));
  EXPECT_TRUE(same(from, back, 200 * 40));
  // Byte 100 of row 9: the second GOB of the block in y, the second in x.
  const BlockLinear layout{.height_gobs_log2 = 1, .width_bytes = 200, .height = 40};
  EXPECT_EQ(card.vram.load<u8>(tiled + layout.offset(100, 9, 0)), card.vram.load<u8>(from + 9 * 200 + 100));
}

TEST(BlockLinearLayout, FollowsThePublishedSwizzleOfAGob) {
  const BlockLinear layout{.width_bytes = 128, .height = 16};
  EXPECT_EQ(layout.offset(0, 0, 0), 0u);
  EXPECT_EQ(layout.offset(16, 0, 0), 32u);
  EXPECT_EQ(layout.offset(32, 0, 0), 256u);
  EXPECT_EQ(layout.offset(0, 1, 0), 16u);
  EXPECT_EQ(layout.offset(0, 2, 0), 64u);
  EXPECT_EQ(layout.offset(63, 7, 0), 511u);
  EXPECT_EQ(layout.offset(64, 0, 0), 512u);
  EXPECT_EQ(layout.offset(0, 8, 0), 1024u);
}

TEST_P(CopyEngines, ASemaphoreOfFourWordsFollowsTheCopyWithItsTime) {
  channel.run(inc(4, set_semaphore_a, {high32(Card::va(mark)), low32(Card::va(mark)), 0x77}) +
              copy(Card::va(to), Card::va(from), 1 * MiB) + inc(4, launch_dma, {0x14}));
  EXPECT_EQ(card.vram.load<u64>(mark), 0x77u);
  // A MiB at half of 900 GB/s is 2.3 microseconds.
  EXPECT_GT(card.vram.load<u64>(mark + 8), 1'000'000u + 2'300);
}

TEST_P(CopyEngines, ASemaphoreIsNotReleasedBeforeTheDataIsThere) {
  fill_source(0x1000);
  channel.segment(inc(4, set_semaphore_a, {high32(Card::va(mark)), low32(Card::va(mark)), 1}) +
                  inc(4, offset_in_upper,
                      {high32(Card::va(from)), low32(Card::va(from)), high32(Card::va(to)), low32(Card::va(to))}) +
                  inc(4, line_length_in, {0x1000}) + inc(4, launch_dma, {0x182 | 1 << 3}));
  channel.ring_doorbell();
  while (card.vram.load<u32>(mark) == 0) ASSERT_TRUE(card.timeline.run_next(std::chrono::seconds(1)));
  EXPECT_TRUE(same(from, to, 0x1000));
}

TEST_P(CopyEngines, ReductionsAddToASemaphore) {
  card.vram.store(mark, u32{40});
  const u32 add = LaunchDma{"SEMAPHORE_TYPE"_f = LaunchDmaSemaphoreType::release_semaphore_no_timestamp,
                            "SEMAPHORE_REDUCTION"_f = LaunchDmaSemaphoreReduction::iadd,
                            "SEMAPHORE_REDUCTION_SIGN"_f = true, "SEMAPHORE_REDUCTION_ENABLE"_f = true}
                      .raw();
  channel.run(inc(4, set_semaphore_a, {high32(Card::va(mark)), low32(Card::va(mark)), 2}) + inc(4, launch_dma, {add}));
  EXPECT_EQ(card.vram.load<u32>(mark), 42u);
}

TEST_P(CopyEngines, AnInterruptIsTheEnginesNonStallVector) {
  channel.run(inc(4, launch_dma, {2 << 5}));
  EXPECT_EQ(card.read<CpuIntrLeaf>(0u), 1u << 3);
}

TEST_P(CopyEngines, RenderEnableDecidesWhetherACopyHappens) {
  fill_source(64);
  channel.run(inc(4, set_render_enable_a, {high32(Card::va(mark)), low32(Card::va(mark)), 2}) +
              copy(Card::va(to), Card::va(from), 64));
  EXPECT_EQ(card.vram.load<u64>(to + 8), 0u);
  card.vram.store(mark, u64{1});
  channel.run(copy(Card::va(to), Card::va(from), 64));
  EXPECT_TRUE(same(from, to, 64));
}

TEST_P(CopyEngines, AnUnmappedAddressIsAFaultOfTheEngine) {
  channel.run(copy(0x5000, Card::va(from), 64));
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].address, 0x5000u);
  EXPECT_EQ(card.manager.faults[0].access, static_cast<u8>(FaultAccess::write));
  EXPECT_EQ(card.manager.faults[0].engine, card.engines[1].fault_id);
  EXPECT_EQ(error(), "") << "the fault names the channel by its instance block";
}

TEST_P(CopyEngines, PhysicalCopiesNeedAPrivilegedChannel) {
  const auto words = inc(4, set_src_phys_mode, {0, 0}) + addresses(to, from) + inc(4, line_length_in, {64}) +
                     inc(4, launch_dma, {0x182 | 3 << 12});
  channel.run(words);
  EXPECT_THAT(error(), HasSubstr("HCE_PRIV"));
  TestChannel privileged = card.channel({.runlist = copy_runlist, .id = 2, .privileged = true, .group = 2});
  card.schedule();
  fill_source(64);
  privileged.run(words);
  EXPECT_TRUE(same(from, to, 64));
}

TEST_P(CopyEngines, AnUnknownMethodIsAnIllegalMethod) {
  channel.run(inc(4, 0x7e0, {1}));
  EXPECT_THAT(error(), HasSubstr("HCE_ILLEGAL_MTHD"));
}

TEST_P(CopyEngines, AnotherEnginesClassIsRefused) {
  channel.run(inc(4, udma::set_object, {0xa0b5}));
  EXPECT_THAT(error(), HasSubstr("INTR_1_HCE_ILLEGAL_CLASS: 0xa0b5"));
}

TEST_P(CopyEngines, AnEndlessCopyLetsOthersWork) {
  TestChannel other = card.channel({.runlist = copy_runlist, .id = 2, .group = 2});
  card.schedule();
  // 4 Gi lines of 4 KiB, all to the same page.
  channel.segment(addresses(Card::va(to), Card::va(from)) + inc(4, pitch_in, {0, 0, 4096, ~0u}) +
                  inc(4, launch_dma, {0x182 | 1 << 9}));
  channel.ring_doorbell();
  other.segment(release(Card::va(mark), 5));
  other.ring_doorbell();
  card.timeline.run_to_idle(std::chrono::milliseconds(1));
  EXPECT_EQ(card.vram.load<u64>(mark), 5u);
}

INSTANTIATE_TEST_SUITE_P(Generations, CopyEngines,
                         testing::Values(Architecture::ampere, Architecture::hopper, Architecture::blackwell));

TEST(CopyEngineOfHopper, ScrubsMemory) {
  Card card{Architecture::hopper};
  TestChannel channel = card.channel({.runlist = copy_runlist});
  card.schedule();
  const u64 to = card.take(4096);
  card.vram.fill(to, 4096, 0xff);
  channel.run(inc(4, offset_out_upper, {high32(Card::va(to)), low32(Card::va(to))}) + inc(4, line_length_in, {2048}) +
              inc(4, launch_dma, {0x182 | 1 << 23}));
  EXPECT_EQ(card.vram.load<u64>(to + 2040), 0u);
  EXPECT_EQ(card.vram.load<u64>(to + 2048), ~u64{0});
}

TEST(CopyEngineOfGraphics, ServesSubchannel4OfTheGraphicsRunlist) {
  Card card;
  TestChannel channel = card.channel();
  card.schedule();
  const u64 from = card.take(4096), to = card.take(4096);
  card.vram.store(from, u64{77});
  channel.run(copy(Card::va(to), Card::va(from), 8));
  EXPECT_EQ(card.vram.load<u64>(to), 77u);
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

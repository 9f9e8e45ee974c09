// Sparse memory: cost, snapshots, watched pages, hash.
#include "simulator/core/memory.hpp"

#include <gtest/gtest.h>

namespace egpulab::simulator {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr u64 page = Memory::page_size;

struct Ear final : PageWatcher {
  void page_written(u64 address) override { heard.push_back(address); }
  std::vector<u64> heard;
};

TEST(Memory, TwentyFourGibibytesCostOnlyWhatIsTouched) {
  Memory vram("VRAM", 24 * GiB);

  vram.store<u32>(24 * GiB - 4, 0xcafe);
  vram.fill(0, 24 * GiB - page, 0);

  EXPECT_EQ(vram.load<u32>(24 * GiB - 4), 0xcafeu);
  EXPECT_EQ(vram.load<u64>(12 * GiB), 0u);
  EXPECT_EQ(vram.touched_bytes(), page);
}

TEST(Memory, AWriteAcrossPagesTouchesBoth) {
  Memory memory("m", 4 * page);

  memory.store<u64>(page - 4, ~u64{0});

  EXPECT_THAT(memory.nonzero_pages(), ElementsAre(0, page));
}

TEST(Memory, RestoringUndoesWritesAndBringsBackOverwrittenPages) {
  Memory memory("m", 16 * page);
  memory.store<u32>(0, 1);
  memory.store<u32>(page, 2);
  const auto before = memory.take_snapshot();
  memory.store<u32>(page, 3);
  memory.store<u32>(5 * page, 4);
  memory.fill(0, page, 0);

  memory.restore(before);

  EXPECT_EQ(memory.load<u32>(0), 1u);
  EXPECT_EQ(memory.load<u32>(page), 2u);
  EXPECT_EQ(memory.load<u32>(5 * page), 0u);
}

TEST(Memory, SnapshotsAreIndependentOfEachOther) {
  Memory memory("m", 16 * page);
  memory.store<u32>(0, 1);
  const auto first = memory.take_snapshot();
  memory.store<u32>(page, 2);
  const auto second = memory.take_snapshot();
  memory.store<u32>(0, 9);

  memory.restore(first);
  EXPECT_THAT(memory.nonzero_pages(), ElementsAre(0));
  memory.restore(second);
  EXPECT_EQ(memory.load<u32>(0), 1u);
  EXPECT_EQ(memory.load<u32>(page), 2u);
}

TEST(Memory, ASnapshotSurvivesPowerLoss) {
  Memory memory("m", 16 * page);
  memory.store<u32>(3 * page, 7);
  const auto before = memory.take_snapshot();
  memory.clear();
  ASSERT_THAT(memory.nonzero_pages(), IsEmpty());

  memory.restore(before);

  EXPECT_EQ(memory.load<u32>(3 * page), 7u);
}

TEST(Memory, TheHashKnowsContentAndPlaceButNotTouchedZeroPages) {
  Memory a("a", 16 * page), b("b", 16 * page), c("c", 16 * page);
  a.store<u32>(page, 5);
  a.store<u32>(2 * page, 0);
  b.store<u32>(page, 5);
  c.store<u32>(2 * page, 5);

  EXPECT_EQ(a.hash(), b.hash());
  EXPECT_NE(a.hash(), c.hash());
}

TEST(Memory, TheHashIsTheSameOnEveryMachine) {
  Memory memory("m", 16 * page);
  memory.store<u64>(8, 0x0123456789abcdef);
  memory.store<u64>(3 * page, 42);

  // Pinned: state hashes are compared between machines, compilers and releases, so this number may not move.
  EXPECT_EQ(memory.hash(), 3441603195535917527u);
}

TEST(Memory, AWatcherHearsEveryWriteToItsPageUntilItLeaves) {
  Memory memory("m", 16 * page);
  Ear ear;
  memory.watch(page + 8, ear);

  memory.store<u32>(page + 100, 1);
  memory.store<u32>(page + 100, 1);
  memory.store<u32>(2 * page, 1);
  memory.unwatch(page, ear);
  memory.store<u32>(page, 1);

  EXPECT_THAT(ear.heard, ElementsAre(page, page));
}

TEST(Memory, TwoWatchersShareAPage) {
  Memory memory("m", 16 * page);
  Ear first, second;
  memory.watch(page, first);
  memory.watch(page, second);

  memory.unwatch(page, first);
  memory.store<u32>(page, 1);

  EXPECT_THAT(first.heard, IsEmpty());
  EXPECT_THAT(second.heard, ElementsAre(page));
}

TEST(Memory, AWatcherMayLeaveWhileItIsTold) {
  Memory memory("m", 16 * page);
  struct Once final : PageWatcher {
    Memory& memory;
    int heard = 0;
    explicit Once(Memory& m) : memory(m) {}
    void page_written(u64 address) override { ++heard, memory.unwatch(address, *this); }
  } once(memory);
  Ear other;
  memory.watch(0, once);
  memory.watch(0, other);

  memory.store<u32>(0, 1);
  memory.store<u32>(0, 2);

  EXPECT_EQ(once.heard, 1);
  EXPECT_THAT(other.heard, ElementsAre(0, 0));
}

TEST(Memory, WatchesOutliveSnapshotsAndPowerLoss) {
  Memory memory("m", 16 * page);
  Ear ear;
  memory.watch(0, ear);
  const auto snapshot = memory.take_snapshot();
  memory.clear();
  memory.restore(snapshot);

  memory.store<u32>(0, 1);

  EXPECT_THAT(ear.heard, ElementsAre(0));
}

TEST(Memory, TakingOrRestoringASnapshotMovesTheEpoch) {
  Memory memory("m", 16 * page);
  const u64 start = memory.epoch();
  const auto snapshot = memory.take_snapshot();
  const u64 taken = memory.epoch();
  memory.restore(snapshot);

  EXPECT_NE(taken, start);
  EXPECT_NE(memory.epoch(), taken);
}

TEST(Memory, RescanTellsTheWatchersOfEachWatchedPageOnce) {
  Memory memory("m", 16 * page);
  Ear a, b;
  memory.watch(0, a);
  memory.watch(0, b);
  memory.watch(3 * page, b);

  memory.rescan();

  EXPECT_THAT(a.heard, ElementsAre(0));
  EXPECT_THAT(b.heard, ElementsAre(0, 3 * page));
}

}  // namespace
}  // namespace egpulab::simulator

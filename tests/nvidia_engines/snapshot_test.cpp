// Snapshots amid a wait and amid a copy, determinism, and random pushbuffers.
#include <gmock/gmock.h>

#include <random>

#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using namespace regs::nvidia::copy_methods;

TEST(EngineSnapshot, AChannelThatWaitsGoesOnWaitingAfterARestore) {
  Card card;
  TestChannel channel = card.channel();
  card.schedule();
  const u64 key = card.take(4096), mark = card.take(4096);
  channel.run(semaphore(Card::va(key), 9, SemExecute{"OPERATION"_f = SemOperation::acquire}.raw()) +
              release(Card::va(mark), 1));
  const auto saved = card.save();
  const auto memory = card.vram.take_snapshot();
  const u64 before = card.hash();

  card.vram.store(key, u64{9});
  card.settle();
  ASSERT_EQ(card.vram.load<u64>(mark), 1u);

  card.vram.restore(memory);
  card.restore(saved);
  EXPECT_EQ(card.hash(), before);
  card.settle();
  EXPECT_EQ(card.vram.load<u64>(mark), 0u);
  card.vram.store(key, u64{9});
  card.settle();
  EXPECT_EQ(card.vram.load<u64>(mark), 1u);
}

TEST(EngineSnapshot, ACopyGoesOnWhereItWas) {
  Card card;
  TestChannel channel = card.channel({.runlist = copy_runlist});
  card.schedule();
  const u64 from = card.take(40 * MiB), to = card.take(40 * MiB), mark = card.take(4096);
  card.vram.fill(from, 40 * MiB, 0x3c);
  channel.segment(inc(4, set_semaphore_a, {high32(Card::va(mark)), low32(Card::va(mark)), 5}) +
                  copy(Card::va(to), Card::va(from), 40 * MiB) + inc(4, launch_dma, {8}));
  channel.ring_doorbell();
  while (card.vram.load<u8>(to) == 0) ASSERT_TRUE(card.timeline.run_next(std::chrono::seconds(1)));
  ASSERT_EQ(card.vram.load<u8>(to + 40 * MiB - 1), 0) << "one burst is 16 MiB";
  const auto saved = card.save();
  const auto memory = card.vram.take_snapshot();
  card.settle();
  const u64 end = card.hash();
  card.vram.restore(memory);
  card.restore(saved);
  card.settle();
  EXPECT_EQ(card.vram.load<u8>(to + 40 * MiB - 1), 0x3c);
  EXPECT_EQ(card.vram.load<u32>(mark), 5u);
  EXPECT_EQ(card.hash(), end);
}

TEST(EngineSnapshot, TheClassThatSoftwareChoseIsPartOfIt) {
  Card card;
  TestChannel channel = card.channel({.runlist = copy_runlist});
  card.schedule();
  channel.run(inc(4, udma::set_object, {0xc7b5}));
  const auto saved = card.save();
  channel.run(inc(4, udma::set_object, {0xc6b5}));
  const auto other = card.save();
  card.restore(saved);
  EXPECT_EQ(card.save(), saved);
  EXPECT_NE(saved, other);
}

// Words that are often instructions, sometimes sensible ones, and now and then anything.
std::vector<u32> random_words(std::mt19937& random, u32 subchannel) {
  std::vector<u32> words;
  const auto below = [&](u32 n) { return static_cast<u32>(random() % n); };
  while (words.size() < 200) {
    switch (below(6)) {
      case 0:
        words.push_back(static_cast<u32>(random()));
        break;
      case 1:
        words = words + semaphore(Card::va(1 * MiB + 8 * below(4096)), random(), static_cast<u32>(random()));
        break;
      case 2:
        words = words + copy(Card::va(below(64 * MiB)), Card::va(below(64 * MiB)), below(1 << 16), subchannel);
        break;
      case 3:
        words = words + inc(subchannel, launch_dma, {static_cast<u32>(random())});
        break;
      case 4:
        words = words + inc(below(8), 4 * below(1024), {static_cast<u32>(random()), static_cast<u32>(random())});
        break;
      default:
        words = words + inc(subchannel, 0x400 + 4 * below(220), {static_cast<u32>(random())});
        break;
    }
  }
  return words;
}

u64 run_random(Architecture a, u32 seed) {
  Card card{a};
  std::mt19937 random(seed);
  TestChannel first = card.channel({.privileged = true});
  TestChannel second = card.channel({.runlist = copy_runlist});
  card.schedule();
  for (u32 round = 0; round < 20; ++round) {
    first.segment(random_words(random, random() % 2 != 0 ? 4 : 1));
    second.segment(random_words(random, 4));
    if (random() % 8 == 0) first.entry(random());
    first.ring_doorbell();
    second.ring_doorbell();
    card.timeline.run_to_idle(std::chrono::milliseconds(2));
    // A resource manager that lets channels go on after their errors.
    for (const u32 runlist : {0u, copy_runlist}) {
      card.host.preempt(runlist, 1);
      card.host.release_channel(runlist, 1);
    }
    card.schedule();
  }
  return card.hash();
}

TEST(RandomPushbuffers, NeverBreakTheCardAndAlwaysEndTheSame) {
  for (u32 seed = 1; seed <= 6; ++seed) {
    const Architecture a = seed % 2 != 0 ? Architecture::ampere : Architecture::blackwell;
    EXPECT_EQ(run_random(a, seed), run_random(a, seed)) << "seed " << seed;
  }
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

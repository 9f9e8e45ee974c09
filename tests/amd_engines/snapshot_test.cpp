// Engines caught in the middle of their work: saved, restored, repeated; always the same state.
#include "tests/amd_engines/sdma_bench.hpp"

namespace egpulab::test {
namespace {

class Snapshots : public SdmaBench {
 protected:
  Snapshots() : target(allocate()), flag(allocate()), compute(open()), copies(open_ring()) {}
  using Hashes = std::vector<std::pair<std::string, u64>>;  // by part of the machine
  // Restores the snapshot, lets `finish` go on, and gives the state that it ends in.
  template <class Finish>
  Hashes hash_after(const simulator::Machine::Snapshot& snapshot, Finish&& finish) {
    machine->restore(snapshot);
    finish();
    return machine->state_hashes();
  }
  u64 target, flag;
  Queue compute;
  Ring copies;
};

TEST_F(Snapshots, QueueThatWaitsForMemoryGoesOnAfterRestoring) {
  submit(compute, wait_memory(flag, pm4::Compare::equal, 1) + write_memory(target, {5}));
  const auto snapshot = machine->take_snapshot();
  const Hashes waiting = machine->state_hashes();
  const auto finish = [&] {
    poke(flag, 1u);
    pass(10us);
  };
  finish();
  const Hashes done = machine->state_hashes();
  EXPECT_EQ(peek<u32>(target), 5u);
  EXPECT_EQ(hash_after(*snapshot, [] {}), waiting);
  EXPECT_EQ(hash_after(*snapshot, finish), done);
  EXPECT_EQ(peek<u32>(target), 5u);
}

TEST_F(Snapshots, SdmaPollOfHostMemoryGoesOnAfterRestoring) {
  const u64 word = allocate_host(), agp = 0x90'0000'0000;
  write(GcmcVmAgpBot(static_cast<u32>(agp >> 24)));
  write(GcmcVmAgpTop(static_cast<u32>((agp + 4 * GiB - 1) >> 24)));
  write(GcmcVmAgpBase(static_cast<u32>(word >> 24)));
  submit(copies, poll_memory(agp + word % (16 * MiB), sdma::Compare::equal, 1) + fence(target, 6));
  const auto snapshot = machine->take_snapshot();
  const auto finish = [&] {
    poke_host(word, 1u);
    pass(10us);
  };
  finish();
  const Hashes done = machine->state_hashes();
  EXPECT_EQ(peek<u32>(target), 6u);
  EXPECT_EQ(hash_after(*snapshot, finish), done);
}

TEST_F(Snapshots, KernelInItsMiddleGoesOnAfterRestoring) {
  submit(compute, launch_state(load(code::spin_until_set), flag) + dispatch(2) + release(target, 7), 100us);
  const auto snapshot = machine->take_snapshot();
  const auto finish = [&] {
    poke(flag, 1u);
    pass(1ms);
  };
  finish();
  const Hashes done = machine->state_hashes();
  EXPECT_EQ(peek<u64>(target), 7u);
  EXPECT_EQ(hash_after(*snapshot, finish), done);
}

TEST_F(Snapshots, LongCopyGoesOnAfterRestoring) {
  const u64 from = allocate(16 * MiB), to = allocate(16 * MiB);
  for (u64 n = 0; n < 16; ++n) poke(from + n * MiB, n + 1);
  submit(copies, copy(to, from, 16 * MiB) + fence(target, 8), 15us);
  EXPECT_EQ(peek<u32>(target), 0u);
  const auto snapshot = machine->take_snapshot();
  const auto finish = [&] { pass(10ms); };
  finish();
  const Hashes done = machine->state_hashes();
  EXPECT_EQ(peek<u32>(target), 8u);
  EXPECT_EQ(hash_after(*snapshot, finish), done);
  EXPECT_EQ(peek<u64>(to + 15 * MiB), 16u);
}

TEST_F(Snapshots, StaleTranslationsAreStateToo) {
  constexpr u64 va = 0x2000'0000'0000, buffer_va = 0x1000'0000'0000;
  const u64 before = allocate(), after = allocate(), buffer = allocate();
  const Dwords store = write_memory(va, {1});
  put(buffer, store);
  map(3, buffer_va, leaf(offset(buffer)));
  map(3, va, leaf(offset(before)));
  const Dwords run = indirect(buffer_va, static_cast<u32>(store.size()), 3);
  submit(compute, run);
  const auto snapshot = machine->take_snapshot();
  invalidate(3);
  machine->restore(*snapshot);
  map(3, va, leaf(offset(after)));
  poke(before, 0u);
  submit(compute, run);
  EXPECT_EQ(peek<u32>(before), 1u);
  EXPECT_EQ(peek<u32>(after), 0u);
}

TEST_F(Snapshots, SavedFilesHoldTheWaitingQueue) {
  submit(compute, wait_memory(flag, pm4::Compare::equal, 1) + write_memory(target, {5}));
  const std::string path = ::testing::TempDir() + "amd_engines_waiting.snapshot";
  machine->save(path);
  const u64 waiting = machine->state_hash();
  poke(flag, 1u);
  pass(10us);
  ASSERT_TRUE(machine->load(path));
  EXPECT_EQ(machine->state_hash(), waiting);
  EXPECT_EQ(peek<u32>(target), 0u);
  poke(flag, 1u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 5u);
}

// Two machines, the same accesses: the same state, whatever the host.
class Twins : public SdmaBench {
 protected:
  u64 work() {
    Queue q = open();
    Ring r = open_ring();
    const u64 out = allocate(), fence_at = allocate();
    submit(q, launch_state(load(code::store_group), out) + dispatch(64) + release(fence_at, 1), 1ms);
    submit(r, copy(fence_at + 64, out, 256) + fence(fence_at + 8, 2) + trap(3), 1ms);
    return machine->state_hash();
  }
};
TEST_F(Twins, SameWorkGivesTheSameState) {
  struct Other : Twins {
    void TestBody() override {}
    u64 run() { return work(); }
  };
  Other other;
  EXPECT_EQ(work(), other.run());
}

}  // namespace
}  // namespace egpulab::test

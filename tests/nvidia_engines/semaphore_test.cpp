// Semaphores of the host: releases, acquires that wait, reductions, timestamps; memory operations.
#include <gmock/gmock.h>

#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using testing::HasSubstr;

struct HostSemaphore : testing::Test {
  HostSemaphore() { card.schedule(); }
  Card card;
  TestChannel channel = card.channel({.privileged = true});
  TestChannel other = card.channel({.id = 2, .group = 2});
  u64 mark = card.take(4096), key = card.take(4096);
  u64 at(u32 offset = 0) { return Card::va(mark + offset); }
  u64 marked(u32 offset = 0) { return card.vram.load<u64>(mark + offset); }
  std::string error() { return card.manager.errors.empty() ? "" : card.manager.errors.back().what; }
  static u32 execute(SemOperation op, bool wide = true) {
    return SemExecute{"OPERATION"_f = op, "PAYLOAD_SIZE_64BIT"_f = wide}.raw();
  }
  static u32 reduction(SemReduction r, bool wide, bool is_unsigned) {
    return SemExecute{"OPERATION"_f = SemOperation::reduction, "PAYLOAD_SIZE_64BIT"_f = wide, "REDUCTION"_f = r,
                      "REDUCTION_FORMAT_UNSIGNED"_f = is_unsigned}
        .raw();
  }
  // Whether an acquire of `payload` passes while memory holds `value`.
  bool passes(SemOperation op, u64 value, u64 payload, bool wide = true) {
    card.vram.store(key, value);
    card.vram.store(mark, u64{0});
    channel.run(semaphore(Card::va(key), payload, execute(op, wide)) + release(at(), 1));
    const bool passed = marked() == 1;
    if (!passed) {  // let it pass, so that the next one starts anew
      card.vram.store(key, op == SemOperation::acq_nor ? u64{0} : op == SemOperation::acq_and ? ~u64{0} : payload);
      card.settle();
    }
    return passed;
  }
};

TEST_F(HostSemaphore, A32BitReleaseLeavesTheUpperHalf) {
  card.vram.store(mark, ~u64{0});
  channel.run(semaphore(at(), 5, execute(SemOperation::release, false)));
  EXPECT_EQ(marked(), 0xffffffff'00000005u);
}

TEST_F(HostSemaphore, ATimestampFollowsThePayload) {
  channel.run(semaphore(at(), 5,
                        SemExecute{"OPERATION"_f = SemOperation::release, "RELEASE_WFI"_f = true,
                                   "PAYLOAD_SIZE_64BIT"_f = true, "RELEASE_TIMESTAMP"_f = true}
                            .raw()));
  EXPECT_EQ(marked(), 5u);
  EXPECT_GT(marked(8), 1'000'000u);
  EXPECT_LT(marked(8), card.clock.nanoseconds() + 1);
}

TEST_F(HostSemaphore, AcquiresCompareAsTheirOperationSays) {
  EXPECT_TRUE(passes(SemOperation::acquire, 4, 4));
  EXPECT_FALSE(passes(SemOperation::acquire, 5, 4));
  EXPECT_TRUE(passes(SemOperation::acq_strict_geq, 5, 4));
  EXPECT_FALSE(passes(SemOperation::acq_strict_geq, 3, 4));
  EXPECT_TRUE(passes(SemOperation::acq_and, 0x14, 0x10));
  EXPECT_FALSE(passes(SemOperation::acq_and, 0x04, 0x10));
  EXPECT_TRUE(passes(SemOperation::acq_nor, 0x04, 0x10));
  EXPECT_FALSE(passes(SemOperation::acq_nor, ~u64{0x10}, 0x10));
}

TEST_F(HostSemaphore, CircularComparisonsWrapAround) {
  EXPECT_TRUE(passes(SemOperation::acq_circ_geq, 2, 0xffff'ffff, false));
  EXPECT_FALSE(passes(SemOperation::acq_circ_geq, 0xffff'ffff, 2, false));
  EXPECT_TRUE(passes(SemOperation::acq_circ_geq, 2, ~u64{0}));
  EXPECT_FALSE(passes(SemOperation::acq_circ_geq, 3, 4));
}

TEST_F(HostSemaphore, AnAcquireWaitsUntilSomebodyWrites) {
  channel.run(semaphore(Card::va(key), 9, execute(SemOperation::acq_circ_geq)) + release(at(), 1));
  EXPECT_EQ(marked(), 0u);
  EXPECT_TRUE(card.timeline.idle());
  card.vram.store(key, u64{9});
  card.settle();
  EXPECT_EQ(marked(), 1u);
}

TEST_F(HostSemaphore, AnotherChannelsReleaseLetsItPass) {
  channel.run(semaphore(Card::va(key), 9, execute(SemOperation::acquire)) + release(at(), 1));
  other.run(release(Card::va(key), 9));
  EXPECT_EQ(marked(), 1u);
}

TEST_F(HostSemaphore, AWaitingChannelDoesNotHoldUpOthers) {
  channel.run(semaphore(Card::va(key), 9, execute(SemOperation::acquire)));
  other.run(release(at(), 7));
  EXPECT_EQ(marked(), 7u);
}

TEST_F(HostSemaphore, ReductionsChangeMemoryInPlace) {
  card.vram.store(mark, u64{10});
  channel.run(semaphore(at(), 5, reduction(SemReduction::iadd, true, true)));
  EXPECT_EQ(marked(), 15u);
  channel.run(semaphore(at(), 7, reduction(SemReduction::imin, true, true)));
  EXPECT_EQ(marked(), 7u);
  channel.run(semaphore(at(), ~u64{0}, reduction(SemReduction::imax, true, false)));  // -1
  EXPECT_EQ(marked(), 7u);
  channel.run(semaphore(at(), 7, reduction(SemReduction::inc, false, true)));
  EXPECT_EQ(marked(), 0u);
  channel.run(semaphore(at(), 3, reduction(SemReduction::dec, false, true)));
  EXPECT_EQ(marked(), 3u);
}

TEST_F(HostSemaphore, ReductionsThatDoNotExistStopTheChannel) {
  channel.run(semaphore(at(), 5, reduction(SemReduction::inc, true, true)));
  EXPECT_THAT(error(), HasSubstr("NV_PPBDMA_INTR_0_SEMAPHORE"));
}

TEST_F(HostSemaphore, MisalignedSemaphoresStopTheChannel) {
  channel.run(release(at(4), 1));
  EXPECT_THAT(error(), HasSubstr("not a multiple of 8"));
}

TEST_F(HostSemaphore, TheOldMethodsWorkOnAmpere) {
  channel.run(inc(0, udma::semaphore_a,
                  {high32(at()), low32(at()), 0x77,
                   SemaphoreD{"OPERATION"_f = SemaphoreDOperation::release, "RELEASE_SIZE_4BYTE"_f = false}.raw()}));
  EXPECT_EQ(marked(), 0x77u);
  EXPECT_NE(marked(8), 0u);
  EXPECT_TRUE(card.manager.errors.empty()) << error();
}

TEST(HostSemaphoreOnBlackwell, TheOldMethodsAreGone) {
  Card card{Architecture::blackwell};
  TestChannel channel = card.channel();
  card.schedule();
  channel.run(inc(0, udma::semaphore_a, {0, 0, 0, 2}));
  EXPECT_THAT(card.manager.errors.at(0).what, HasSubstr("INTR_0_METHOD"));
}

TEST_F(HostSemaphore, AnAcquireWithATimeoutEndsInAnInterrupt) {
  card.host.preempt(0, 1);
  card.vram.store(channel.instance + RamfcLayout::acquire,
                  RamfcAcquire{"TIMEOUT_EXP"_f = 2u, "TIMEOUT_MAN"_f = 10u, "TIMEOUT_EN"_f = true}.raw());
  channel.run(semaphore(Card::va(key), 9, execute(SemOperation::acquire)));
  EXPECT_THAT(error(), HasSubstr("NV_PPBDMA_INTR_0_ACQUIRE"));
}

TEST_F(HostSemaphore, AMappingMadeAnewIsSeenAfterMemOpsInvalidation) {
  const u64 spare = 0x30'0000'0000;
  card.tables.map(spare, {Aperture::video, mark}, 4096);
  channel.run(release(spare, 1));
  card.tables.map(spare, {Aperture::video, key}, 4096);
  channel.run(release(spare, 2));
  EXPECT_EQ(marked(), 2u) << "the old translation is kept";
  channel.run(
      inc(0, udma::mem_op_a,
          {0, 0, MemOpC{"PDB_ALL"_f = true}.raw(), MemOpD{"OPERATION"_f = MemOperation::mmu_tlb_invalidate}.raw()}) +
      release(spare, 3));
  EXPECT_EQ(card.vram.load<u64>(key), 3u);
}

TEST_F(HostSemaphore, AReplayThatMemOpAsksForIsCountedAsNotModelled) {
  channel.run(inc(0, udma::mem_op_a,
                  {0, 0, MemOpC{"PDB_ALL"_f = true, "REPLAY"_f = 1u}.raw(),
                   MemOpD{"OPERATION"_f = MemOperation::mmu_tlb_invalidate}.raw()}));
  const auto& entries = card.report.entries();
  EXPECT_TRUE(std::ranges::any_of(entries, [](const auto& e) {
    return e.finding == Finding::unmodelled && e.what.find("MEM_OP_C REPLAY 1") != e.what.npos;
  }));
}

TEST_F(HostSemaphore, OnlyPrivilegedChannelsInvalidateWholeSpaces) {
  other.run(
      inc(0, udma::mem_op_a,
          {0, 0, MemOpC{"PDB_ALL"_f = true}.raw(), MemOpD{"OPERATION"_f = MemOperation::mmu_tlb_invalidate}.raw()}));
  EXPECT_THAT(error(), HasSubstr("from a channel that is not privileged"));
}

TEST_F(HostSemaphore, AReleaseToAReadOnlyPageFaults) {
  const u64 spare = 0x30'0000'0000;
  card.tables.map(spare, {Aperture::video, mark}, 4096, {.read_only = true});
  channel.run(release(spare, 1));
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].type, static_cast<u8>(FaultType::ro_violation));
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

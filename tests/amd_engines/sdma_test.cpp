// SDMA: rings, doorbells, packets, failures. Settings and packets as in Linux's sdma_v6_0.c and
// sdma_v6_0_0_pkt_open.h.
#include "driver/regs/amd/nbio.hpp"
#include "tests/amd_engines/sdma_bench.hpp"

namespace egpulab::test {
namespace {

class SdmaRings : public SdmaBench {
 protected:
  SdmaRings() : queue(open_ring()), target(allocate()), source(allocate()) {}
  void run(const Dwords& packets, Nanoseconds wait = 20us) { submit(queue, packets, wait); }
  bool passes(const Dwords& packets) {
    poke(target, 0u);
    run(packets + fence(target, 1));
    return peek<u32>(target) == 1;
  }
  Ring queue;
  u64 target, source;
};

// --- Rings -----------------------------------------------------------------------------------------------------------

TEST_F(SdmaRings, NothingRunsWhileTheEngineIsHalted) {
  write(SdmaF32Cntl("HALT"_f = true), 0u);
  run(fence(target, 5), 1ms);
  EXPECT_EQ(peek<u32>(target), 0u);
  write(SdmaF32Cntl("TH0_ENABLE"_f = true), 0u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 5u);
}

TEST_F(SdmaRings, FrozenEngineAnswersAndStandsStill) {
  write(SdmaFreeze("FREEZE"_f = true), 0u);
  EXPECT_TRUE(read<SdmaFreeze>(0u)["FROZEN"_f]);
  run(fence(target, 5), 1ms);
  EXPECT_EQ(peek<u32>(target), 0u);
  write(SdmaFreeze(0), 0u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 5u);
}

TEST_F(SdmaRings, PacketsWrapRoundTheRing) {
  Ring small = open_ring({.queue = 1, .doorbell = 0x210, .log2_dwords = 5});
  for (u32 n = 1; n <= 20; ++n) submit(small, fence(target, n) + Dwords{0, 0, 0});
  EXPECT_EQ(peek<u32>(target), 20u);
  EXPECT_EQ(peek<u64>(small.read_pointer), 20u * 28);
}

TEST_F(SdmaRings, EachQueueOfEachEngineRunsByItself) {
  Ring other = open_ring({.engine = 1, .queue = 7, .doorbell = 0x220});
  append(queue, fence(target, 1));
  submit(other, fence(target + 4, 2));
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_EQ(peek<u32>(target + 4), 2u);
}

TEST_F(SdmaRings, WritePointerInMemoryIsPolledIfAskedFor) {
  Ring polled =
      open_ring({.queue = 2, .doorbell = 0x230, .flags = SdmaQueueRbCntl("F32_WPTR_POLL_ENABLE"_f = true).raw()});
  append(polled, fence(target, 3));
  poke(polled.write_pointer, polled.written);
  pass(20us);
  EXPECT_EQ(peek<u32>(target), 3u);
}

TEST_F(SdmaRings, WritePointerRegisterStartsTheEngineToo) {
  append(queue, fence(target, 3));
  write(SdmaQueueRbWptr(static_cast<u32>(queue.written)), 0u, 0u);
  pass(20us);
  EXPECT_EQ(peek<u32>(target), 3u);
}

TEST_F(SdmaRings, SoftResetEmptiesTheQueuesOfItsEngine) {
  EXPECT_FALSE(passes(poll_memory(source, sdma::Compare::equal, 1)));
  write(GrbmSoftReset("SOFT_RESET_SDMA0"_f = true));
  write(GrbmSoftReset(0));
  EXPECT_FALSE(read<SdmaQueueRbCntl>(0u, 0u)["RB_ENABLE"_f]);
  EXPECT_TRUE(read<SdmaStatusReg>(0u)["IDLE"_f]);
  queue.written = 0;
  enable(queue);
  run(fence(target, 9));
  EXPECT_EQ(peek<u32>(target), 9u);
}

// --- Moving data -----------------------------------------------------------------------------------------------------

TEST_F(SdmaRings, CopiesAnyNumberOfBytes) {
  for (u32 n = 0; n < 64; ++n) poke(source + 4 * n, n * 0x01010101);
  run(copy(target + 3, source + 1, 29) + fence(target + 0x100, 1));
  for (u32 n = 0; n < 29; ++n) ASSERT_EQ(peek<u8>(target + 3 + n), peek<u8>(source + 1 + n)) << n;
  EXPECT_EQ(peek<u8>(target + 32), 0u);
  EXPECT_EQ(peek<u8>(target + 2), 0u);
  EXPECT_TRUE(drained(queue));
}

TEST_F(SdmaRings, CopiesAcrossScatteredHostPages) {
  constexpr u64 va = 0x2000'0000'0000;
  constexpr u8 vmid = 5;
  Ring ring = {.queue = 1, .vmid = vmid, .doorbell = 0x210};
  const u64 ring_page = allocate(), vram = allocate(4 * page);
  for (u64 n = 0; n < 4; ++n) {
    const u64 host_page = allocate_host();
    poke_host(host_page + 8, 100 + n);
    map(vmid, va + n * page, leaf(host_page, true));
    map(vmid, va + (16 + n) * page, leaf(offset(vram) + n * page));
  }
  map(vmid, va + 64 * page, leaf(offset(ring_page)));
  map(vmid, va + 65 * page, leaf(offset(allocate())));
  const Dwords packets = copy(va + 16 * page, va, 4 * page);
  put(ring_page, packets);
  ring.base = va + 64 * page, ring.read_pointer = va + 65 * page;
  ring.written = 4 * packets.size();
  enable(ring);
  SdmaBench::ring(ring);
  pass(1ms);
  for (u64 n = 0; n < 4; ++n) EXPECT_EQ(peek<u64>(vram + n * page + 8), 100 + n);
}

TEST_F(SdmaRings, FenceComesAfterTheCopyInTime) {
  const u64 from = allocate(8 * MiB), to = allocate(8 * MiB);
  poke(from + 8 * MiB - 8, u64{77});
  run(copy(to, from, 8 * MiB) + fence(target, 1), 1us);
  EXPECT_EQ(peek<u32>(target), 0u);  // 8 MiB take longer than that on any card
  pass(1ms);
  EXPECT_EQ(peek<u32>(target), 1u);
  EXPECT_EQ(peek<u64>(to + 8 * MiB - 8), 77u);
}

TEST_F(SdmaRings, BackwardsCopyMovesOverlappingBytesUp) {
  for (u32 n = 0; n < 256; ++n) poke(source + n, static_cast<u8>(n));
  run(copy(source + 16, source, 240, true));
  EXPECT_EQ(peek<u8>(source + 255), 239u);
  EXPECT_EQ(peek<u8>(source + 16), 0u);
}

TEST_F(SdmaRings, BroadcastCopyHasTwoDestinations) {
  poke(source, u64{0x1234});
  run(packet(sdma::CopyBroadcastLinear(
      "op"_f = sdma::Op::copy, "broadcast"_f = 1u, "count"_f = 7u, "src_addr_31_0"_f = low32(source),
      "src_addr_63_32"_f = high32(source), "dst1_addr_31_0"_f = low32(target), "dst1_addr_63_32"_f = high32(target),
      "dst2_addr_31_0"_f = low32(target + 64), "dst2_addr_63_32"_f = high32(target + 64))));
  EXPECT_EQ(peek<u64>(target), 0x1234u);
  EXPECT_EQ(peek<u64>(target + 64), 0x1234u);
}

TEST_F(SdmaRings, SubwindowCopyMovesABoxOutOfASurface) {
  constexpr u32 pitch = 16;  // elements of 4 bytes
  for (u32 n = 0; n < pitch * 16; ++n) poke(source + 4 * n, n);
  run(packet(sdma::CopyLinearSubwin("op"_f = sdma::Op::copy, "sub_op"_f = 4u, "elementsize"_f = 2u,
                                    "src_addr_31_0"_f = low32(source), "src_addr_63_32"_f = high32(source),
                                    "src_x"_f = 3u, "src_y"_f = 2u, "src_pitch"_f = pitch - 1,
                                    "src_slice_pitch"_f = pitch * 16 - 1, "dst_addr_31_0"_f = low32(target),
                                    "dst_addr_63_32"_f = high32(target), "dst_x"_f = 1u, "dst_pitch"_f = 8u - 1,
                                    "dst_slice_pitch"_f = 64u - 1, "rect_x"_f = 4u - 1, "rect_y"_f = 2u - 1)));
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_EQ(peek<u32>(target + 4 * 1), 2 * pitch + 3);
  EXPECT_EQ(peek<u32>(target + 4 * 4), 2 * pitch + 6);
  EXPECT_EQ(peek<u32>(target + 4 * 5), 0u);
  EXPECT_EQ(peek<u32>(target + 4 * (8 + 4)), 3 * pitch + 6);
}

TEST_F(SdmaRings, FillsBytesHalfwordsAndDwords) {
  run(fill(target, 0xab, 5, 0) + fill(target + 16, 0x1122, 6, 1) + fill(target + 32, 0x01020304, 8));
  EXPECT_EQ(peek<u64>(target), 0xab'abab'ababu);
  EXPECT_EQ(peek<u64>(target + 16), 0x1122'1122'1122u);
  EXPECT_EQ(peek<u64>(target + 32), 0x0102'0304'0102'0304u);
  EXPECT_EQ(peek<u32>(target + 40), 0u);
}

TEST_F(SdmaRings, WritesDataFromThePacket) {
  run(packet(sdma::WriteUntiled("op"_f = sdma::Op::write, "dst_addr_31_0"_f = low32(target),
                                "dst_addr_63_32"_f = high32(target), "count"_f = 2u),
             {7, 8, 9}));
  EXPECT_EQ(peek<u32>(target + 8), 9u);
  EXPECT_TRUE(drained(queue));
}

TEST_F(SdmaRings, GeneratesPageTableEntries) {
  run(packet(sdma::WriteIncr("op"_f = sdma::Op::ptepde, "dst_addr_31_0"_f = low32(target),
                             "dst_addr_63_32"_f = high32(target), "mask_dw0"_f = 0x71u, "init_dw0"_f = 0x10000u,
                             "incr_dw0"_f = 0x1000u, "count"_f = 3u)));
  EXPECT_EQ(peek<u64>(target), 0x10071u);
  EXPECT_EQ(peek<u64>(target + 24), 0x13071u);
  EXPECT_EQ(peek<u64>(target + 32), 0u);
}

TEST_F(SdmaRings, AtomicAddsInMemory) {
  poke(target, 40u);
  run(packet(sdma::Atomic("op"_f = sdma::Op::atomic, "atomic_op"_f = 0x2fu, "addr_31_0"_f = low32(target),
                          "addr_63_32"_f = high32(target), "src_data_31_0"_f = 2u)));
  EXPECT_EQ(peek<u64>(target), 42u);
}

// --- Signals and waits -----------------------------------------------------------------------------------------------

TEST_F(SdmaRings, TrapInterruptsWithItsContextAndQueue) {
  Ring other = open_ring({.engine = 1, .queue = 3, .doorbell = 0x220});
  submit(other, trap(0x77));
  const auto entries = interrupts();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0]["client_id"_f], ih::ClientId::gfx);
  EXPECT_EQ(entries[0]["source_id"_f], static_cast<u32>(ih::GfxSource::sdma_trap));
  EXPECT_EQ(entries[0]["ring_id"_f], 0x13u);  // sdma_v6_0_process_trap_irq: instance in [7:4], queue in [3:0]
  EXPECT_EQ(entries[0]["source_data0"_f], 0x77u);
}

TEST_F(SdmaRings, TrapsAreSilentUnlessEnabled) {
  write(SdmaCntl(0), 0u);
  run(trap(1));
  EXPECT_THAT(interrupts(), IsEmpty());
}

TEST_F(SdmaRings, PollHoldsTheQueueUntilMemoryCompares) {
  EXPECT_FALSE(passes(poll_memory(source, sdma::Compare::greater_equal, 5)));
  poke(source, 4u);
  pass(1s);
  EXPECT_EQ(peek<u32>(target), 0u);
  poke(source, 5u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(SdmaRings, PollOfHostMemorySeesWhatTheHostWrites) {
  const u64 word = allocate_host(), agp = 0x90'0000'0000;
  write(GcmcVmAgpBot(static_cast<u32>(agp >> 24)));
  write(GcmcVmAgpTop(static_cast<u32>((agp + 4 * GiB - 1) >> 24)));
  write(GcmcVmAgpBase(static_cast<u32>(word >> 24)));
  EXPECT_FALSE(passes(poll_memory(agp + word % (16 * MiB), sdma::Compare::equal, 5)));
  poke_host(word, 5u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(SdmaRings, PollOfARegister) {
  const Dwords poll = packet(sdma::PollRegmem("op"_f = sdma::Op::poll_regmem, "func"_f = sdma::Compare::equal,
                                              "addr_31_0"_f = dword_of<ScratchReg>(1u) << 2, "value"_f = 5u,
                                              "mask"_f = ~0u, "retry_count"_f = 0xfffu));
  EXPECT_FALSE(passes(poll));
  write(ScratchReg(5), 1u);
  pass(200us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

// sdma_v6_0_ring_emit_hdp_flush
TEST_F(SdmaRings, HdpFlushWritesTheRequestAndWaitsForItsAnswer) {
  EXPECT_TRUE(passes(
      packet(sdma::PollRegmem("op"_f = sdma::Op::poll_regmem, "hdp_flush"_f = 1u, "func"_f = sdma::Compare::equal,
                              "addr_31_0"_f = dword_of<BifBxPf0GpuHdpFlushDone>() << 2,
                              "addr_63_32"_f = dword_of<BifBxPf0GpuHdpFlushReq>() << 2, "value"_f = 1u << 10,
                              "mask"_f = 1u << 10, "interval"_f = 10u, "retry_count"_f = 0xfffu))));
}

TEST_F(SdmaRings, GlobalTimestampRunsAtAHundredMegahertz) {
  const auto stamp =
      packet(sdma::TimestampGetGlobal("op"_f = sdma::Op::timestamp, "sub_op"_f = 2u,
                                      "write_addr_31_3"_f = low32(target) >> 3, "write_addr_63_32"_f = high32(target)));
  run(stamp, 1ms);
  const u64 first = peek<u64>(target);
  run(stamp, 1ms);
  EXPECT_EQ(peek<u64>(target) - first, 100'000u);
}

TEST_F(SdmaRings, ConditionalExecutionSkipsUnlessMemoryMatches) {
  const auto conditional = [&](u32 reference) {
    return packet(sdma::CondExe("op"_f = sdma::Op::cond_exe, "addr_31_0"_f = low32(source),
                                "addr_63_32"_f = high32(source), "reference"_f = reference, "exec_count"_f = 4u)) +
           fence(target + 4, reference);
  };
  poke(source, 1u);
  run(conditional(2) + fence(target, 1));
  EXPECT_EQ(peek<u32>(target + 4), 0u);
  EXPECT_EQ(peek<u32>(target), 1u);
  run(conditional(1));
  EXPECT_EQ(peek<u32>(target + 4), 1u);
}

TEST_F(SdmaRings, PredicatedWordsRunOnTheirEnginesOnly) {
  const auto predicated = [&](u32 devices) {
    return packet(sdma::PreExe("op"_f = sdma::Op::pre_exe, "dev_sel"_f = devices, "exec_count"_f = 4u)) +
           fence(target, devices);
  };
  run(predicated(2));
  EXPECT_EQ(peek<u32>(target), 0u);
  run(predicated(1));
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(SdmaRings, IndirectBufferRunsAndComesBack) {
  const u64 buffer = allocate();
  const Dwords inside = fence(target, 1) + fence(target + 4, 2);
  put(buffer, inside);
  // Such a packet must end on a multiple of 8 dwords.
  run(Dwords{0, 0} +
      packet(sdma::Indirect("op"_f = sdma::Op::indirect, "ib_base_31_0"_f = low32(buffer),
                            "ib_base_63_32"_f = high32(buffer), "ib_size"_f = static_cast<u32>(inside.size()))) +
      fence(target + 8, 3));
  EXPECT_EQ(peek<u32>(target + 4), 2u);
  EXPECT_EQ(peek<u32>(target + 8), 3u);
  EXPECT_THAT(findings(Finding::fault), IsEmpty());
}

TEST_F(SdmaRings, WritesRegistersByteWise) {
  write(ScratchReg(0x11223344), 0u);
  run(packet(sdma::SrbmWrite("op"_f = sdma::Op::srbm_write, "byte_en"_f = 0x3u, "addr"_f = dword_of<ScratchReg>(0u),
                             "data"_f = 0xaabbccddu)));
  EXPECT_EQ(read<ScratchReg>(0u).raw(), 0x1122ccddu);
}

TEST_F(SdmaRings, CacheAndTranslationPacketsGoThrough) {
  EXPECT_TRUE(
      passes(packet(sdma::GcrReq("op"_f = sdma::Op::gcr_req, "gcr_control_15_0"_f = 0xc301u)) +
             packet(sdma::GpuvmInv("op"_f = sdma::Op::gpuvm_inv, "per_vmid_inv_req"_f = 1u, "l2_ptes"_f = 1u))));
}

TEST_F(SdmaRings, NopSkipsTheWordsItCounts) {
  EXPECT_TRUE(passes(packet(sdma::Nop("count"_f = 5u), Dwords(5, 0xffffffff))));
}

// --- Failing ---------------------------------------------------------------------------------------------------------

TEST_F(SdmaRings, UnknownOperationStopsTheQueueAndInterrupts) {
  run(Dwords{0x3f} + fence(target, 1));
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_THAT(findings(Finding::fault),
              ElementsAre("SDMA: SDMA0 queue 0, ring byte 0x0: 0x0000003f is no packet of SDMA (operation 63, "
                          "sub-operation 0); the queue stops here"));
  ASSERT_EQ(interrupts().size(), 1u);
  EXPECT_EQ(interrupts()[0]["source_id"_f], static_cast<u32>(ih::GfxSource::sdma_queue_hang));
}

TEST_F(SdmaRings, CopyFromAMissingPageFaults) {
  run(copy(target, 0x6000'0000'0000, 64) + fence(target, 1));
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["CID"_f], 13u);  // SDMA0
  EXPECT_THAT(findings(Finding::fault), testing::Contains(HasSubstr("by SDMA0, VMID 0")));
}

TEST_F(SdmaRings, PacketThatRunsOverTheIndirectBuffersEndStopsTheQueue) {
  const u64 buffer = allocate();
  put(buffer, copy(target, source, 64));
  run(Dwords{0, 0} + packet(sdma::Indirect("op"_f = sdma::Op::indirect, "ib_base_31_0"_f = low32(buffer),
                                           "ib_base_63_32"_f = high32(buffer), "ib_size"_f = 4u)));
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("COPY_LINEAR of 7 dwords; 4 are left")));
}

TEST_F(SdmaRings, FailedQueueRunsAgainAfterItWasEnabledAnew) {
  run(Dwords{0x3f});
  write(SdmaQueueRbCntl(0), 0u, 0u);
  queue.written = 0;
  enable(queue);
  run(fence(target, 4));
  EXPECT_EQ(peek<u32>(target), 4u);
}

}  // namespace
}  // namespace egpulab::test

// What each PM4 packet of a compute queue does. Layouts: driver/regs/amd/pm4_packets.hpp and the sources it names.
#include "driver/regs/amd/nbio.hpp"
#include "tests/amd_engines/compute_bench.hpp"

namespace egpulab::test {
namespace {

class Pm4Packets : public ComputeBench {
 protected:
  Pm4Packets() : queue(open()), target(allocate()), flag(allocate()) {}
  void run(const Dwords& packets, Nanoseconds wait = 20us) { submit(queue, packets, wait); }
  // Whether a packet that waits lets the next one by.
  bool passes(const Dwords& packet) {
    poke(target, 0u);
    run(packet + write_memory(target, {1}));
    return peek<u32>(target) == 1;
  }
  static pm4::CopyData copy(pm4::CopySource from, u64 source, pm4::CopyDestination to, u64 destination, bool wide) {
    return pm4::CopyData("src_sel"_f = from, "dst_sel"_f = to, "count_sel"_f = wide ? 1u : 0u,
                         "src_addr_lo_or_reg_or_imm"_f = low32(source), "src_addr_hi_or_imm_hi"_f = high32(source),
                         "dst_addr_lo_or_reg"_f = low32(destination), "dst_addr_hi"_f = high32(destination));
  }
  Dwords atomic(u32 operation, u64 source, u64 compare = 0, u32 command = 0) const {
    return pm4_packet(
        pm4::Opcode::atomic_mem,
        pm4::AtomicMem("atomic"_f = operation, "command"_f = command, "addr_lo"_f = low32(target),
                       "addr_hi"_f = high32(target), "src_data_lo"_f = low32(source), "src_data_hi"_f = high32(source),
                       "cmp_data_lo"_f = low32(compare), "cmp_data_hi"_f = high32(compare)));
  }
  Queue queue;
  u64 target, flag;
};

// --- WAIT_REG_MEM ----------------------------------------------------------------------------------------------------

struct Comparison {
  pm4::Compare function;
  u32 value;
  bool holds;  // with reference 5
};
class WaitFunctions : public Pm4Packets, public ::testing::WithParamInterface<Comparison> {};
TEST_P(WaitFunctions, ComparesUnsigned) {
  poke(flag, GetParam().value);
  EXPECT_EQ(passes(wait_memory(flag, GetParam().function, 5)), GetParam().holds);
}
using enum pm4::Compare;
INSTANTIATE_TEST_SUITE_P(All, WaitFunctions,
                         ::testing::Values(Comparison{always, 0, true}, Comparison{less, 4, true},
                                           Comparison{less, 5, false}, Comparison{less_equal, 5, true},
                                           Comparison{less_equal, 6, false}, Comparison{equal, 5, true},
                                           Comparison{equal, 4, false}, Comparison{not_equal, 4, true},
                                           Comparison{not_equal, 5, false}, Comparison{greater_equal, 5, true},
                                           Comparison{greater_equal, 4, false}, Comparison{greater, 6, true},
                                           Comparison{greater, 5, false}, Comparison{greater, 0xffffffff, true}));

TEST_F(Pm4Packets, WaitGoesOnWhenMemoryChanges) {
  EXPECT_FALSE(passes(wait_memory(flag, equal, 7)));
  poke(flag, 6u);
  pass(1ms);
  EXPECT_EQ(peek<u32>(target), 0u);
  poke(flag, 7u);
  pass(1us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(Pm4Packets, WaitNeverTimesOutAndCostsNoEventsMeanwhile) {
  EXPECT_FALSE(passes(wait_memory(flag, equal, 7)));
  const u64 events = machine->timeline().events_run();
  pass(3600s);
  EXPECT_EQ(machine->timeline().events_run(), events);
  poke(flag, 7u);
  pass(1us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(Pm4Packets, WaitLooksOnlyAtTheBitsOfItsMask) {
  poke(flag, 0xab07u);
  EXPECT_TRUE(passes(wait_memory(flag, equal, 7, 0xff)));
}

TEST_F(Pm4Packets, WaitSeesWhatAnotherQueueWrites) {
  Queue other = open({.number = 1, .doorbell = 0x12});
  EXPECT_FALSE(passes(wait_memory(flag, equal, 7)));
  submit(other, write_memory(flag, {7}));
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(Pm4Packets, WaitOnARegisterPollsIt) {
  const u32 scratch = dword_of<ScratchReg>(3u);
  const Dwords wait = pm4_packet(
      pm4::Opcode::wait_reg_mem,
      pm4::WaitRegMem("function"_f = equal, "mem_poll_addr_lo_or_reg"_f = scratch, "reference"_f = 5u, "mask"_f = ~0u));
  EXPECT_FALSE(passes(wait));
  write(ScratchReg(5), 3u);
  pass(200us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

// What drivers put before each submission (Linux gfx_v11_0_ring_emit_hdp_flush).
TEST_F(Pm4Packets, WriteAndWaitFlushesTheHostDataPath) {
  const Dwords flush =
      pm4_packet(pm4::Opcode::wait_reg_mem,
                 pm4::WaitRegMem("function"_f = equal, "operation"_f = pm4::WaitOperation::wr_wait_wr_reg,
                                 "mem_poll_addr_lo_or_reg"_f = dword_of<BifBxPf0GpuHdpFlushReq>(),
                                 "mem_poll_addr_hi_or_reg2"_f = dword_of<BifBxPf0GpuHdpFlushDone>(),
                                 "reference"_f = 1u << 2, "mask"_f = 1u << 2));
  EXPECT_TRUE(passes(flush));
}

TEST_F(Pm4Packets, WideWaitComparesSixtyFourBits) {
  const auto wait = [&](u64 reference) {
    return pm4_packet(pm4::Opcode::wait_reg_mem64,
                      pm4::WaitRegMem64("function"_f = greater_equal, "mem_space"_f = pm4::MemSpace::memory_space,
                                        "mem_poll_addr_lo_or_reg"_f = low32(flag),
                                        "mem_poll_addr_hi_or_reg2"_f = high32(flag), "reference"_f = low32(reference),
                                        "reference_hi"_f = high32(reference), "mask"_f = ~0u, "mask_hi"_f = ~0u));
  };
  poke(flag, u64{0x1'0000'0000});
  EXPECT_TRUE(passes(wait(0xffff'ffff)));
  EXPECT_FALSE(passes(wait(0x1'0000'0001)));
}

// --- WRITE_DATA, COPY_DATA, DMA_DATA, ATOMIC_MEM ---------------------------------------------------------------------

TEST_F(Pm4Packets, WriteDataToConsecutiveAddressesOrToOne) {
  run(write_memory(target, {1, 2, 3}));
  EXPECT_EQ(peek<u32>(target + 8), 3u);
  run(pm4_packet(pm4::Opcode::write_data,
                 pm4::WriteData("dst_sel"_f = pm4::WriteDestination::memory, "addr_incr"_f = 1u,
                                "dst_addr_lo_or_reg"_f = low32(target), "dst_mem_addr_hi"_f = high32(target)),
                 {7, 8, 9}));
  EXPECT_EQ(peek<u32>(target), 9u);
  EXPECT_EQ(peek<u32>(target + 4), 2u);
}

TEST_F(Pm4Packets, WriteDataToRegisters) {
  run(pm4_packet(pm4::Opcode::write_data, pm4::WriteData("dst_addr_lo_or_reg"_f = dword_of<ScratchReg>(2u)), {5, 6}));
  EXPECT_EQ(read<ScratchReg>(2u).raw(), 5u);
  EXPECT_EQ(read<ScratchReg>(3u).raw(), 6u);
}

TEST_F(Pm4Packets, CopyDataBetweenMemoryRegistersAndImmediates) {
  using enum pm4::CopySource;
  poke(flag, u64{0x2222'2222'1111'1111});
  run(pm4_packet(pm4::Opcode::copy_data, copy(memory, flag, pm4::CopyDestination::memory, target, true)));
  EXPECT_EQ(peek<u64>(target), 0x2222'2222'1111'1111u);
  run(pm4_packet(pm4::Opcode::copy_data, copy(immediate_data, 0x77, pm4::CopyDestination::memory, target, false)));
  EXPECT_EQ(peek<u64>(target), 0x2222'2222'0000'0077u);
  write(ScratchReg(0x99), 1u);
  run(pm4_packet(pm4::Opcode::copy_data,
                 copy(mem_mapped_register, dword_of<ScratchReg>(1u), pm4::CopyDestination::memory, target, false)));
  EXPECT_EQ(peek<u32>(target), 0x99u);
  run(pm4_packet(pm4::Opcode::copy_data,
                 copy(memory, flag, pm4::CopyDestination::mem_mapped_register, dword_of<ScratchReg>(4u), true)));
  EXPECT_EQ(read<ScratchReg>(4u).raw(), 0x1111'1111u);
  EXPECT_EQ(read<ScratchReg>(5u).raw(), 0x2222'2222u);
}

TEST_F(Pm4Packets, ClockCounterRunsAtAHundredMegahertz) {
  const auto stamp = pm4_packet(pm4::Opcode::copy_data,
                                copy(pm4::CopySource::gpu_clock_count, 0, pm4::CopyDestination::memory, target, true));
  run(stamp, 1ms);
  const u64 first = peek<u64>(target);
  run(stamp, 1ms);
  EXPECT_EQ(peek<u64>(target) - first, 100'000u);
}

TEST_F(Pm4Packets, DmaDataCopiesAndFills) {
  for (u32 n = 0; n < 1024; ++n) poke(flag + 4 * n, n);
  run(pm4_packet(pm4::Opcode::dma_data, pm4::DmaData("src_addr_lo_or_data"_f = low32(flag),
                                                     "src_addr_hi"_f = high32(flag), "dst_addr_lo"_f = low32(target),
                                                     "dst_addr_hi"_f = high32(target), "byte_count"_f = 4096u)));
  EXPECT_EQ(peek<u32>(target + 4092), 1023u);
  const u64 big = allocate(3 * MiB);
  run(pm4_packet(pm4::Opcode::dma_data,
                 pm4::DmaData("src_sel"_f = pm4::DmaSource::data, "src_addr_lo_or_data"_f = 0x04030201u,
                              "dst_addr_lo"_f = low32(big), "dst_addr_hi"_f = high32(big),
                              "byte_count"_f = static_cast<u32>(3 * MiB))),
      1ms);
  EXPECT_EQ(peek<u32>(big), 0x04030201u);
  EXPECT_EQ(peek<u32>(big + 3 * MiB - 4), 0x04030201u);
}

TEST_F(Pm4Packets, AtomicsOfBothWidths) {
  constexpr u32 add = 0x0f, add64 = 0x2f, umax = 0x14, cmpswap = 0x08;
  poke(target, u64{0xffff'ffff});
  run(atomic(add, 2));
  EXPECT_EQ(peek<u64>(target), 1u);  // 32 bits: no carry
  poke(target, u64{0xffff'ffff});
  run(atomic(add64, 2));
  EXPECT_EQ(peek<u64>(target), 0x1'0000'0001u);
  run(atomic(umax, 0x8000'0000));
  EXPECT_EQ(peek<u32>(target), 0x8000'0000u);
  run(atomic(cmpswap, 3, 0x8000'0000));
  EXPECT_EQ(peek<u32>(target), 3u);
  run(atomic(cmpswap, 4, 0x8000'0000));
  EXPECT_EQ(peek<u32>(target), 3u);
}

TEST_F(Pm4Packets, CompareAndSwapMayLoopUntilItMatches) {
  poke(target, 1u);
  run(atomic(0x08, 9, 5, 1) + write_memory(flag, {1}));
  EXPECT_EQ(peek<u32>(flag), 0u);
  poke(target, 5u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 9u);
  EXPECT_EQ(peek<u32>(flag), 1u);
}

TEST_F(Pm4Packets, AtomicLeavesTheOldValueForCopyData) {
  poke(target, 41u);
  run(atomic(0x0f, 1) + pm4_packet(pm4::Opcode::copy_data, copy(pm4::CopySource::atomic_return_data, 0,
                                                                pm4::CopyDestination::memory, flag, false)));
  EXPECT_EQ(peek<u32>(target), 42u);
  EXPECT_EQ(peek<u32>(flag), 41u);
}

// --- RELEASE_MEM, ACQUIRE_MEM, EVENT_WRITE ---------------------------------------------------------------------------

TEST_F(Pm4Packets, ReleaseWritesWhatDataSelAsksFor) {
  poke(target, ~u64{0});
  run(release(target, 0x1'0000'0002, pm4::ReleaseData::send_32_bit_low));
  EXPECT_EQ(peek<u64>(target), 0xffff'ffff'0000'0002u);
  run(release(target, 0x1'0000'0002));
  EXPECT_EQ(peek<u64>(target), 0x1'0000'0002u);
  run(release(target, 0, pm4::ReleaseData::none));
  EXPECT_EQ(peek<u64>(target), 0x1'0000'0002u);
}

TEST_F(Pm4Packets, ReleaseOfTheClockGivesTicksOfTheReferenceClock) {
  run(release(target, 0, pm4::ReleaseData::send_gpu_clock_counter), 0us);
  const u64 before = static_cast<u64>(machine->timeline().now().count()) / 10;
  pass(10us);
  EXPECT_GE(peek<u64>(target), before);
  EXPECT_LE(peek<u64>(target), before + 1000);
}

TEST_F(Pm4Packets, ReleaseInterruptsAfterItsData) {
  run(release(target, 5, pm4::ReleaseData::send_64_bit_data, pm4::ReleaseInterrupt::send_interrupt_after_write_confirm,
              0x123));
  const auto entries = interrupts();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0]["client_id"_f], ih::ClientId::grbm_cp);
  EXPECT_EQ(entries[0]["source_id"_f], static_cast<u32>(ih::GfxSource::cp_eop_interrupt));
  EXPECT_EQ(entries[0]["ring_id"_f], 1u << 2);  // ME 1, pipe 0, queue 0
  EXPECT_EQ(entries[0]["source_data0"_f], 0x123u);
}

TEST_F(Pm4Packets, DisabledTimeStampInterruptIsNotSent) {
  write(CpMe1PipeIntCntl(0), 0u);
  run(release(target, 5, pm4::ReleaseData::send_64_bit_data,
              pm4::ReleaseInterrupt::send_interrupt_after_write_confirm));
  EXPECT_THAT(interrupts(), IsEmpty());
}

TEST_F(Pm4Packets, CachePacketsGoThrough) {
  EXPECT_TRUE(
      passes(pm4_packet(pm4::Opcode::acquire_mem, pm4::AcquireMem("coher_size"_f = ~0u, "gcr_cntl"_f = 0xc3f1u))));
  EXPECT_TRUE(passes(partial_flush()));
}

// --- Flow ------------------------------------------------------------------------------------------------------------

TEST_F(Pm4Packets, NopMaySkipManyWordsOrNone) {
  EXPECT_TRUE(passes(Dwords{0xffff1000}));
  EXPECT_TRUE(passes(pm4_packet(pm4::Opcode::nop, pm4::HdpFlush(0), Dwords(100, 0xdeadbeef))));
  EXPECT_TRUE(passes(Dwords{0x80000000}));  // type 2
}

TEST_F(Pm4Packets, IndirectBufferRunsAndComesBack) {
  const u64 buffer = allocate();
  const Dwords inside = write_memory(target, {1}) + write_memory(target + 4, {2});
  put(buffer, inside);
  run(indirect(buffer, static_cast<u32>(inside.size())) + write_memory(target + 8, {3}));
  EXPECT_EQ(peek<u32>(target + 4), 2u);
  EXPECT_EQ(peek<u32>(target + 8), 3u);
}

TEST_F(Pm4Packets, ChainedBufferDoesNotComeBackToTheFirst) {
  const u64 first = allocate(), second = allocate();
  const Dwords last = write_memory(target + 4, {2});
  put(second, last);
  const Dwords chain = write_memory(target, {1}) + indirect(second, static_cast<u32>(last.size()), 0, true);
  put(first, chain + write_memory(target + 8, {0xbad}));
  run(indirect(first, static_cast<u32>(chain.size()) + 5) + write_memory(target + 12, {4}));
  EXPECT_EQ(peek<u32>(target + 4), 2u);
  EXPECT_EQ(peek<u32>(target + 8), 0u);
  EXPECT_EQ(peek<u32>(target + 12), 4u);
}

TEST_F(Pm4Packets, PacketThatRunsOverTheIndirectBuffersEndStopsTheQueue) {
  const u64 buffer = allocate();
  put(buffer, write_memory(target, {1, 2, 3}));
  run(indirect(buffer, 4));
  EXPECT_THAT(findings(Finding::fault),
              ElementsAre(HasSubstr("WRITE_DATA with 6 words; 3 are left in the indirect buffer")));
}

TEST_F(Pm4Packets, ConditionalExecutionSkipsWhenMemoryIsZero) {
  const auto conditional = [&](u32 dwords) {
    return pm4_packet(pm4::Opcode::cond_exec, pm4::CondExec("addr_lo"_f = low32(flag) >> 2, "addr_hi"_f = high32(flag),
                                                            "exec_count"_f = dwords));
  };
  const Dwords body = write_memory(target, {1});
  run(conditional(static_cast<u32>(body.size())) + body + write_memory(target + 4, {2}));
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_EQ(peek<u32>(target + 4), 2u);
  poke(flag, 1u);
  run(conditional(static_cast<u32>(body.size())) + body);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(Pm4Packets, PredicatedWordsRunOnTheirDevicesOnly) {
  const Dwords body = write_memory(target, {1});
  run(Dwords{pm4::header(pm4::Opcode::pred_exec, 1).raw(), 2u << 24 | static_cast<u32>(body.size())} + body);
  EXPECT_EQ(peek<u32>(target), 0u);
  run(Dwords{pm4::header(pm4::Opcode::pred_exec, 1).raw(), 1u << 24 | static_cast<u32>(body.size())} + body);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(Pm4Packets, ConditionalWriteStoresOnlyIfItsComparisonHolds) {
  const auto packet = [&](u32 reference) {
    return pm4_packet(
        pm4::Opcode::cond_write,
        pm4::CondWrite("function"_f = equal, "poll_space"_f = pm4::MemSpace::memory_space, "write_space"_f = 1u,
                       "poll_address_lo"_f = low32(flag), "poll_address_hi"_f = high32(flag), "reference"_f = reference,
                       "mask"_f = ~0u, "write_address_lo"_f = low32(target), "write_address_hi"_f = high32(target),
                       "write_data"_f = 9u));
  };
  poke(flag, 3u);
  run(packet(4));
  EXPECT_EQ(peek<u32>(target), 0u);
  run(packet(3));
  EXPECT_EQ(peek<u32>(target), 9u);
}

// --- Registers -------------------------------------------------------------------------------------------------------

TEST_F(Pm4Packets, ShaderRegistersBelongToTheQueue) {
  Queue other = open({.number = 1, .doorbell = 0x12});
  run(set_sh<ComputeUserData>({0x11, 0x22}, 0u));
  submit(other, set_sh<ComputeUserData>({0x33}, 0u));
  select(queue);
  EXPECT_EQ(read<ComputeUserData>(0u).raw(), 0x11u);
  EXPECT_EQ(read<ComputeUserData>(1u).raw(), 0x22u);
  select(other);
  EXPECT_EQ(read<ComputeUserData>(0u).raw(), 0x33u);
}

TEST_F(Pm4Packets, UconfigRegistersAreSharedByAll) {
  const u32 offset = dword_of<ScratchReg>(6u) - 0xc000;
  run(pm4_packet(pm4::Opcode::set_uconfig_reg, pm4::SetUconfigReg("reg_offset"_f = offset), {0x55}));
  EXPECT_EQ(read<ScratchReg>(6u).raw(), 0x55u);
}

TEST_F(Pm4Packets, RegistersBeyondTheOpcodesRangeStopTheQueue) {
  run(pm4_packet(pm4::Opcode::set_sh_reg, pm4::SetShReg("reg_offset"_f = 0x3ffu), {1, 2}));
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("SET_SH_REG of 2 registers from 0x2fff")));
}

TEST_F(Pm4Packets, ReadModifyWriteOfARegister) {
  write(ScratchReg(0xff00), 0u);
  run({pm4::header(pm4::Opcode::reg_rmw, 3).raw(), dword_of<ScratchReg>(0u), 0xf000, 0x5});
  EXPECT_EQ(read<ScratchReg>(0u).raw(), 0xf005u);
}

// --- Semaphores, TLBs ------------------------------------------------------------------------------------------------

TEST_F(Pm4Packets, SemaphoreHoldsTheQueueUntilItIsSignalled) {
  const u32 header = pm4::header(pm4::Opcode::mem_semaphore, 2).raw();
  const Dwords wait{header, low32(flag), high32(flag) | 7u << 29}, signal{header, low32(flag), high32(flag) | 6u << 29};
  EXPECT_FALSE(passes(wait));
  Queue other = open({.number = 1, .doorbell = 0x12});
  submit(other, signal);
  EXPECT_EQ(peek<u32>(target), 1u);
  EXPECT_EQ(peek<u64>(flag), 0u);
}

TEST_F(Pm4Packets, TranslationsOfAProcessAreInvalidatedByItsId) {
  constexpr u64 va = 0x2000'0000'0000;
  const u64 before = allocate(), after = allocate(), buffer = allocate();
  write(IhVmidLut(0x8001), 3u);
  map(3, 0x1000'0000'0000, leaf(offset(buffer)));
  map(3, va, leaf(offset(before)));
  const Dwords store = write_memory(va, {1});
  put(buffer, store);
  run(indirect(0x1000'0000'0000, static_cast<u32>(store.size()), 3));
  map(3, va, leaf(offset(after)));
  run(pm4_packet(pm4::Opcode::invalidate_tlbs, pm4::InvalidateTlbs("pasid"_f = 0x8001u)) +
      indirect(0x1000'0000'0000, static_cast<u32>(store.size()), 3));
  EXPECT_EQ(peek<u32>(before), 1u);
  EXPECT_EQ(peek<u32>(after), 1u);
}

}  // namespace
}  // namespace egpulab::test

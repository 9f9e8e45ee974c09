// Hardware queues of the MEC: banks, connecting, doorbells, pointers, leaving, failing.
#include "driver/regs/amd/rlc.hpp"
#include "tests/amd_engines/compute_bench.hpp"

namespace egpulab::test {
namespace {

using ComputeQueues = ComputeBench;

TEST_F(ComputeQueues, EachQueueHasItsOwnBankOfRegisters) {
  const Queue a{.pipe = 0, .number = 0}, b{.pipe = 2, .number = 5};
  write_queue(a, CpHqdPqBase(0x1111));
  write_queue(b, CpHqdPqBase(0x2222));
  EXPECT_EQ(read_queue<CpHqdPqBase>(a).raw(), 0x1111u);
  EXPECT_EQ(read_queue<CpHqdPqBase>(b).raw(), 0x2222u);
}

TEST_F(ComputeQueues, NothingRunsBeforeTheDoorbell) {
  Queue q = open();
  const u64 target = allocate();
  append(q, write_memory(target, {1}));
  pass(1ms);
  EXPECT_EQ(peek<u32>(target), 0u);
  ring(q);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
  EXPECT_TRUE(drained(q));
}

TEST_F(ComputeQueues, NothingRunsWhileTheMicroEngineIsHalted) {
  write(CpMecRs64Cntl("MEC_PIPE0_ACTIVE"_f = true, "MEC_HALT"_f = true));
  Queue q = open();
  const u64 target = allocate();
  submit(q, write_memory(target, {1}), 1ms);
  EXPECT_EQ(peek<u32>(target), 0u);
  write(CpMecRs64Cntl("MEC_PIPE0_ACTIVE"_f = true));
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(ComputeQueues, PacketsWrapRoundTheEndOfTheRing) {
  Queue q = open({.log2_dwords = 6});
  const u64 target = allocate();
  for (u32 n = 1; n <= 20; ++n) submit(q, write_memory(target, {n, n, n}));
  EXPECT_EQ(q.written, 20u * 7);
  EXPECT_EQ(peek<u32>(target + 8), 20u);
  EXPECT_TRUE(drained(q));
}

// ROCm's kfdtest (PM4Queue.cpp): the read pointer has 32 bits and wraps at the queue's size.
TEST_F(ComputeQueues, ReadPointerIsReportedAsAPositionInTheRing) {
  Queue q = open({.log2_dwords = 6});
  const u64 target = allocate();
  for (u32 n = 0; n < 10; ++n) submit(q, write_memory(target, {n, n, n}));
  EXPECT_EQ(consumed(q), 70u % 64);
  EXPECT_EQ(read_queue<CpHqdPqRptr>(q).raw(), 70u % 64);
}

TEST_F(ComputeQueues, WritePointerMayWrapWithTheRing) {
  Queue q = open({.log2_dwords = 6});
  const u64 target = allocate();
  submit(q, pm4_packet(pm4::Opcode::nop, pm4::HdpFlush(0), Dwords(58)));
  append(q, write_memory(target, {9}));
  ring_doorbell(q.doorbell, q.written % 64);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 9u);
}

TEST_F(ComputeQueues, PacketWaitsForItsLastDwords) {
  Queue q = open();
  const u64 target = allocate();
  append(q, write_memory(target, {1}));
  ring_doorbell(q.doorbell, 3);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 0u);
  ring(q);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(ComputeQueues, DoorbellBeforeTheQueueIsConnectedIsNotLost) {
  Queue q = open();
  write_queue(q, CpHqdActive(0));
  const u64 target = allocate();
  append(q, write_memory(target, {1}));
  poke(q.write_pointer, q.written);
  ring(q);
  connect(q);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

// KFD loads queues so (hqd_load): the firmware is asked to read the write pointer once.
TEST_F(ComputeQueues, WritePointerIsReadFromMemoryOnRequest) {
  Queue q = open({.pipe = 1, .number = 2});
  const u64 target = allocate();
  append(q, write_memory(target, {1}));
  poke(q.write_pointer, q.written);
  write(CpPqWptrPollCntl1(1u << (1 * 8 + 2)));
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(ComputeQueues, WritePointerInMemoryIsEnoughWhilePollingIsOn) {
  write(CpPqWptrPollCntl("EN"_f = true));
  Queue q = open();
  const u64 target = allocate();
  append(q, write_memory(target, {1}));
  poke(q.write_pointer, q.written);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(ComputeQueues, DoorbellThatNoQueueHasIsReported) {
  ring_doorbell(0x77, 4);
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("doorbell")));
}

// --- Leaving ---------------------------------------------------------------------------------------------------------

TEST_F(ComputeQueues, IdleQueueLeavesAtOnce) {
  const Queue q = open();
  pass(1us);
  dequeue(q, DequeueRequest::drain_pipe);
  EXPECT_FALSE(active(q));
  EXPECT_EQ(read_queue<CpHqdDequeueRequest>(q).raw(), 0u);
}

TEST_F(ComputeQueues, DrainWaitsForTheKernelThatRuns) {
  Queue q = open();
  const u64 flag = allocate();
  submit(q, launch_state(load(code::spin_until_set), flag) + dispatch(1));
  dequeue(q, DequeueRequest::drain_pipe);
  pass(100us);
  EXPECT_TRUE(active(q));
  poke(flag, 1u);
  pass(1ms);
  EXPECT_FALSE(active(q));
}

TEST_F(ComputeQueues, ResetThrowsTheKernelAway) {
  Queue q = open();
  submit(q, launch_state(load(code::spin_until_set), allocate()) + dispatch(1));
  dequeue(q, DequeueRequest::reset_waves);
  EXPECT_FALSE(active(q));
}

TEST_F(ComputeQueues, QueueThatLeftMidwayGoesOnWhereItStood) {
  Queue q = open();
  const u64 flag = allocate(), target = allocate();
  submit(q, write_memory(target, {1}) + wait_memory(flag, pm4::Compare::equal, 1) + write_memory(target, {2}));
  dequeue(q, DequeueRequest::drain_pipe);
  EXPECT_FALSE(active(q));
  EXPECT_EQ(read_queue<CpHqdPqRptr>(q).raw(), 5u);  // behind the first packet
  poke(flag, 1u);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 1u);
  connect(q);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 2u);
}

TEST_F(ComputeQueues, QueueThatLeftInsideAnIndirectBufferGoesOnThere) {
  Queue q = open();
  const u64 flag = allocate(), target = allocate(), buffer = allocate();
  const Dwords inside = wait_memory(flag, pm4::Compare::equal, 1) + write_memory(target, {2});
  put(buffer, inside);
  submit(q, indirect(buffer, static_cast<u32>(inside.size())));
  dequeue(q, DequeueRequest::drain_pipe);
  EXPECT_TRUE(read_queue<CpHqdIbControl>(q)["PROCESSING_IB"_f]);
  poke(flag, 1u);
  connect(q);
  pass(10us);
  EXPECT_EQ(peek<u32>(target), 2u);
}

TEST_F(ComputeQueues, ResetForgetsTheIndirectBufferThatWasRunning) {
  Queue q = open();
  const u64 buffer = allocate(), target = allocate();
  const Dwords inside = wait_memory(allocate(), pm4::Compare::equal, 1) + write_memory(target, {2});
  put(buffer, inside);
  submit(q, indirect(buffer, static_cast<u32>(inside.size())));
  dequeue(q, DequeueRequest::reset_waves);
  EXPECT_FALSE(read_queue<CpHqdIbControl>(q)["PROCESSING_IB"_f]);
}

TEST_F(ComputeQueues, SoftResetOfTheCommandProcessorTakesAllQueuesAway) {
  const Queue q = open();
  write(GrbmSoftReset("SOFT_RESET_CPC"_f = true));
  write(GrbmSoftReset(0));
  EXPECT_FALSE(active(q));
  EXPECT_EQ(read_queue<CpHqdPqBase>(q).raw(), 0u);
}

// --- Failing ---------------------------------------------------------------------------------------------------------

TEST_F(ComputeQueues, UnknownOpcodeStopsTheQueueAndInterrupts) {
  Queue q = open();
  const u64 target = allocate();
  submit(q, Dwords{0xc0000000 | 0x2d << 8, 0} + write_memory(target, {1}));
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_THAT(findings(Finding::fault),
              ElementsAre("CP: MEC1 pipe 0 queue 0, ring dword 0x0: opcode 0x2d (DRAW_INDEX_AUTO) is no packet of "
                          "compute queues; the queue stops here"));
  const auto entries = interrupts();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0]["client_id"_f], ih::ClientId::grbm_cp);
  EXPECT_EQ(entries[0]["source_id"_f], static_cast<u32>(ih::GfxSource::cp_bad_opcode_error));
}

TEST_F(ComputeQueues, PacketOfTypeZeroIsNoPacket) {
  Queue q = open();
  submit(q, {0x00001234});
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("0x00001234 is a type-0 packet; expected type 3")));
  ASSERT_EQ(interrupts().size(), 1u);
  EXPECT_EQ(interrupts()[0]["source_id"_f], static_cast<u32>(ih::GfxSource::cp_pm4_pkt_rsvd_bit_error));
}

TEST_F(ComputeQueues, PacketTooShortForItsOpcodeNamesBothSizes) {
  Queue q = open();
  submit(q, {pm4::header(pm4::Opcode::wait_reg_mem, 2).raw(), 0, 0});
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("WAIT_REG_MEM with 2 words; expected at least 6")));
}

TEST_F(ComputeQueues, RingThatIsNotMappedIsTheFetchersFault) {
  Queue q;
  q.vmid = 4;
  q = open(q);
  map(4, q.read_pointer, leaf(offset(q.read_pointer)));
  submit(q, {0xffff1000});
  EXPECT_TRUE(read_queue<CpHqdError>(q)["PQ_UTCL1_ERROR"_f]);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["CID"_f], 4u);  // CPF
}

TEST_F(ComputeQueues, FailedQueueRunsAgainAfterItWasConnectedAnew) {
  Queue q = open();
  submit(q, {0x00001234});
  dequeue(q, DequeueRequest::reset_waves);
  EXPECT_FALSE(active(q));
  q.written = 0;
  program(q);
  connect(q);
  const u64 target = allocate();
  submit(q, write_memory(target, {1}));
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(ComputeQueues, OneQueuesFailureLeavesTheOthersAlone) {
  Queue a = open({.number = 0, .doorbell = 0x10}), b = open({.number = 1, .doorbell = 0x12});
  submit(a, {0x00001234});
  const u64 target = allocate();
  submit(b, write_memory(target, {1}));
  EXPECT_EQ(peek<u32>(target), 1u);
}

// --- Mapping by the kernel interface queue ---------------------------------------------------------------------------

class KernelInterfaceQueue : public ComputeBench {
 protected:
  KernelInterfaceQueue() {
    // As gfx_v11_0_kiq_setting names ME 2, pipe 1, queue 0.
    write(RlcCpSchedulers("scheduler0"_f = 0x80u | 2 << 5 | 1 << 3));
    kiq = open({.me = 2, .pipe = 1, .doorbell = 0});
    user = {.me = 1, .pipe = 1, .number = 3, .doorbell = 0x20};
    user.ring = allocate();
    user.read_pointer = allocate();
    user.write_pointer = user.read_pointer + 0x100;
    descriptor = allocate();
    put(descriptor, descriptor_of(user));
  }
  // v11_compute_mqd, as gfx_v11_0_compute_mqd_init fills it in.
  static Dwords descriptor_of(const Queue& q) {
    Dwords mqd(512);
    mqd[0] = 0xc0310800;
    for (const u32 n : {23, 24, 26, 27}) mqd[n] = ~0u;  // compute_static_thread_mgmt_se0..3
    mqd[132] = 0xbe05501;                               // cp_hqd_persistent_state
    mqd[136] = static_cast<u32>(q.ring >> 8);
    mqd[137] = static_cast<u32>(q.ring >> 40);
    mqd[139] = low32(q.read_pointer);
    mqd[140] = high32(q.read_pointer);
    mqd[145] = CpHqdPqControl("QUEUE_SIZE"_f = q.log2_dwords - 1, "RPTR_BLOCK_SIZE"_f = 5u).raw();
    return mqd;
  }
  Dwords map_packet() const {
    return pm4_packet(
        pm4::Opcode::map_queues,
        pm4::MapQueues("queue"_f = user.number, "pipe"_f = user.pipe, "me"_f = user.me, "num_queues"_f = 1u,
                       "doorbell_offset"_f = user.doorbell, "mqd_addr_lo"_f = low32(descriptor),
                       "mqd_addr_hi"_f = high32(descriptor), "wptr_addr_lo"_f = low32(user.write_pointer),
                       "wptr_addr_hi"_f = high32(user.write_pointer)));
  }
  Dwords unmap_packet(u32 action) const {
    return pm4_packet(pm4::Opcode::unmap_queues, pm4::UnmapQueues("action"_f = action, "num_queues"_f = 1u,
                                                                  "pasid_or_doorbell_offset0"_f = user.doorbell << 2));
  }
  Queue kiq, user;
  u64 descriptor = 0;
};

TEST_F(KernelInterfaceQueue, MapsAQueueFromItsDescriptor) {
  submit(kiq, map_packet());
  EXPECT_TRUE(active(user));
  const u64 target = allocate();
  submit(user, write_memory(target, {1}));
  EXPECT_EQ(peek<u32>(target), 1u);
  EXPECT_EQ(consumed(user), 5u);
}

TEST_F(KernelInterfaceQueue, MappedQueueStartsWithWhatItsWritePointerAlreadySays) {
  const u64 target = allocate();
  append(user, write_memory(target, {1}));
  poke(user.write_pointer, user.written);
  submit(kiq, map_packet());
  EXPECT_EQ(peek<u32>(target), 1u);
}

TEST_F(KernelInterfaceQueue, UnmapReturnsOnceTheQueueHasLeft) {
  submit(kiq, map_packet());
  const u64 flag = allocate(), fence = allocate();
  submit(user, launch_state(load(code::spin_until_set), flag) + dispatch(1));
  submit(kiq, unmap_packet(0) + write_memory(fence, {1}), 1ms);
  EXPECT_EQ(peek<u32>(fence), 0u);
  poke(flag, 1u);
  pass(1ms);
  EXPECT_EQ(peek<u32>(fence), 1u);
  EXPECT_FALSE(active(user));
}

TEST_F(KernelInterfaceQueue, UnmapWithResetDoesNotWaitForTheKernel) {
  submit(kiq, map_packet());
  submit(user, launch_state(load(code::spin_until_set), allocate()) + dispatch(1));
  submit(kiq, unmap_packet(1));
  EXPECT_FALSE(active(user));
  EXPECT_TRUE(drained(kiq));
}

TEST_F(KernelInterfaceQueue, QueueMappedAgainGoesOnFromItsSavedDescriptor) {
  submit(kiq, map_packet());
  const u64 flag = allocate(), target = allocate();
  submit(user, write_memory(target, {1}) + wait_memory(flag, pm4::Compare::equal, 1) + write_memory(target, {2}));
  poke(user.write_pointer, user.written);
  submit(kiq, unmap_packet(0));
  EXPECT_EQ(peek<u32>(descriptor + 4 * 138), 5u);  // cp_hqd_pq_rptr
  poke(flag, 1u);
  submit(kiq, map_packet());
  EXPECT_EQ(peek<u32>(target), 2u);
}

TEST_F(KernelInterfaceQueue, QueryStatusWritesItsFence) {
  const u64 fence = allocate();
  submit(kiq, pm4_packet(pm4::Opcode::query_status,
                         pm4::QueryStatus("command"_f = 2u, "addr_lo"_f = low32(fence), "addr_hi"_f = high32(fence),
                                          "data_lo"_f = 0x1234u, "data_hi"_f = 5u)));
  EXPECT_EQ(peek<u64>(fence), 0x5'0000'1234u);
}

TEST_F(KernelInterfaceQueue, UserQueueMayNotMapOthers) {
  Queue q = open({.number = 1, .doorbell = 0x12});
  submit(q, map_packet());
  EXPECT_FALSE(active(user));
  EXPECT_THAT(findings(Finding::fault),
              ElementsAre(HasSubstr("MAP_QUEUES on a queue that RLC_CP_SCHEDULERS does not name")));
}

TEST_F(KernelInterfaceQueue, MemoryThatIsNoDescriptorIsRefused) {
  poke(descriptor, 0x12345678u);
  submit(kiq, map_packet());
  EXPECT_FALSE(active(user));
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("begins with 0x12345678 instead of 0xc0310800")));
}

}  // namespace
}  // namespace egpulab::test

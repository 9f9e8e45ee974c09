// Kernels that compute queues start: by PM4 and by AQL packets.
#include "driver/regs/amd/aql.hpp"
#include "driver/regs/amd/kernel_descriptor.hpp"
#include "driver/regs/amd/shader.hpp"
#include "tests/amd_engines/compute_bench.hpp"

namespace egpulab::test {
namespace {

class Dispatches : public ComputeBench {
 protected:
  Dispatches() : queue(open()), out(allocate()) {}
  Queue queue;
  u64 out;
};

TEST_F(Dispatches, EveryGroupRuns) {
  submit(queue, launch_state(load(code::store_group), out) + dispatch(8), 1ms);
  for (u32 n = 0; n < 8; ++n) EXPECT_EQ(peek<u32>(out + 4 * n), n + 1);
  EXPECT_EQ(peek<u32>(out + 32), 0u);
}

TEST_F(Dispatches, SizesMayComeFromMemory) {
  const u64 sizes = allocate();
  put(sizes, Dwords{3, 1, 1});
  submit(queue,
         launch_state(load(code::store_group), out) +
             pm4_packet(pm4::Opcode::dispatch_indirect,
                        pm4::DispatchIndirect("addr_lo"_f = low32(sizes), "addr_hi"_f = high32(sizes),
                                              "dispatch_initiator"_f = wave32)),
         1ms);
  EXPECT_EQ(peek<u32>(out + 8), 3u);
  EXPECT_EQ(peek<u32>(out + 12), 0u);
}

TEST_F(Dispatches, ReleaseWaitsForTheKernelsBeforeIt) {
  const u64 flag = allocate(), fence = allocate();
  submit(queue, launch_state(load(code::spin_until_set), flag) + dispatch(1) + release(fence, 1), 1ms);
  EXPECT_EQ(peek<u64>(fence), 0u);
  poke(flag, 1u);
  pass(1ms);
  EXPECT_EQ(peek<u64>(fence), 1u);
}

TEST_F(Dispatches, PartialFlushHoldsThePacketsAfterIt) {
  const u64 flag = allocate(), after = allocate(), with = allocate();
  submit(queue,
         launch_state(load(code::spin_until_set), flag) + dispatch(1) + write_memory(with, {1}) + partial_flush() +
             write_memory(after, {1}),
         1ms);
  EXPECT_EQ(peek<u32>(with), 1u);
  EXPECT_EQ(peek<u32>(after), 0u);
  poke(flag, 1u);
  pass(1ms);
  EXPECT_EQ(peek<u32>(after), 1u);
}

TEST_F(Dispatches, KernelsOfOneQueueMayRunTogether) {
  const u64 flag = allocate();
  submit(queue,
         launch_state(load(code::spin_until_set), flag) + dispatch(1) + launch_state(load(code::store_group), flag) +
             dispatch(1),
         10ms);
  EXPECT_EQ(peek<u32>(flag), 1u);  // the second sets what the first waits for
  EXPECT_TRUE(drained(queue));
  dequeue(queue, DequeueRequest::drain_pipe);
  EXPECT_FALSE(active(queue));
}

TEST_F(Dispatches, EmptyGridEndsAtOnce) {
  const u64 fence = allocate();
  submit(queue, launch_state(load(code::store_group), out) + dispatch(0) + release(fence, 1), 1ms);
  EXPECT_EQ(peek<u64>(fence), 1u);
  EXPECT_EQ(peek<u32>(out), 0u);
}

TEST_F(Dispatches, KernelWithoutEnabledUnitsNeverStarts) {
  submit(queue,
         launch_state(load(code::store_group), out) + set_sh<ComputeStaticThreadMgmtSe0>({0, 0}) +
             set_sh<ComputeStaticThreadMgmtSe2>({0, 0}) + set_sh<ComputeStaticThreadMgmtSe4>({0, 0, 0, 0}) +
             dispatch(1),
         1ms);
  EXPECT_EQ(peek<u32>(out), 0u);
  EXPECT_THAT(findings(Finding::fault), testing::Contains(HasSubstr("no compute unit is enabled")));
}

TEST_F(Dispatches, MessageOfAShaderIsAnInterrupt) {
  submit(queue, launch_state(load(code::send_message), out) + dispatch(1), 1ms);
  const auto entries = interrupts();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0]["source_id"_f], static_cast<u32>(ih::GfxSource::sq_interrupt_id));
  EXPECT_EQ(entries[0]["source_data0"_f] & 0xffffff, 0x1234u);
}

TEST_F(Dispatches, StoreToAMissingPageStopsTheKernelAndNamesIt) {
  const u64 program = load(code::store_group), fence = allocate();
  submit(queue, launch_state(program, 0x6000'0000'0000) + dispatch(1) + release(fence, 1), 1ms);
  EXPECT_EQ(peek<u64>(fence), 0u);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["CID"_f], 8u);  // TCP
  EXPECT_THAT(findings(Finding::fault),
              testing::Contains(AllOf(HasSubstr("CP: MEC1 pipe 0 queue 0"), HasSubstr("0x600000000000"))));
  bool error = false;
  for (const auto& entry : interrupts())
    error = error || entry["source_id"_f] == static_cast<u32>(ih::GfxSource::sq_interrupt_id);
  EXPECT_TRUE(error);
}

TEST_F(Dispatches, IllegalInstructionStopsTheKernel) {
  const u64 fence = allocate();
  submit(queue, launch_state(load(code::illegal), out) + dispatch(1) + release(fence, 1), 1ms);
  EXPECT_EQ(peek<u64>(fence), 0u);
  const auto entries = interrupts();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0]["source_id"_f], static_cast<u32>(ih::GfxSource::sq_interrupt_id));
  EXPECT_EQ(entries[0]["source_data0"_f] >> 21 & 0xf, 1u);  // KFD: illegal instruction
}

TEST_F(Dispatches, QueueResetClearsAKernelThatFaulted) {
  submit(queue, launch_state(load(code::illegal), out) + dispatch(1), 1ms);
  dequeue(queue, DequeueRequest::drain_pipe);
  EXPECT_TRUE(active(queue));
  select(queue);
  write(SpiComputeQueueReset("RESET"_f = true));
  deselect();
  EXPECT_FALSE(active(queue));
}

// New code at an old address: what was fetched before stays until the instruction caches are told.
TEST_F(Dispatches, ChangedCodeRunsAfterAnAcquireOfTheInstructionCache) {
  const u64 program = load(code::end);
  submit(queue, launch_state(program, out) + dispatch(1), 1ms);
  put(program, code::store_group);
  submit(queue, pm4_packet(pm4::Opcode::acquire_mem, pm4::AcquireMem("gcr_cntl"_f = 1u)) + dispatch(1), 1ms);
  EXPECT_EQ(peek<u32>(out), 1u);
}

// --- AQL -------------------------------------------------------------------------------------------------------------

class AqlQueues : public ComputeBench {
 protected:
  static constexpr u16 dispatch_header = 2 | 1 << 8;  // KERNEL_DISPATCH with the barrier bit

  AqlQueues() {
    structure = allocate();
    inactive = allocate();
    queue.ring = allocate(16 * page);
    queue.log2_dwords = 10;  // 64 packets
    queue.read_pointer = structure + offsetof(aql::Queue, read_dispatch_id);
    queue.write_pointer = structure + offsetof(aql::Queue, write_dispatch_id);
    aql::Queue fields{};
    fields.read_dispatch_id_field_base_byte_offset = offsetof(aql::Queue, read_dispatch_id);
    fields.queue_inactive_signal = inactive;
    poke(structure, fields);
    for (u64 n = 0; n < 64; ++n) poke(queue.ring + 64 * n, u16{1});  // INVALID
    program(queue);
    write_queue(queue, CpHqdAqlControl("CONTROL0"_f = 1u));
    select(queue);
    for (const u32 value : {~0u}) {
      write(ComputeStaticThreadMgmtSe0(value));
      write(ComputeStaticThreadMgmtSe1(value));
    }
    deselect();
    connect(queue);
  }
  template <class Packet>
  void enqueue(const Packet& packet, Nanoseconds wait = 1ms) {
    poke(queue.ring + 64 * (next % 64), packet);
    ring_doorbell(queue.doorbell, next++);
    pass(wait);
  }
  // A descriptor and its code, 256 bytes on; the kernel gets its arguments in s[0:1] and the group's x in s2.
  u64 kernel(const Dwords& program) {
    const u64 at = allocate();
    KernelDescriptor d{};
    d.kernel_code_entry_byte_offset = 256;
    d.compute_pgm_rsrc1 = ComputePgmRsrc1("VGPRS"_f = 3u).raw();
    d.compute_pgm_rsrc2 = ComputePgmRsrc2("USER_SGPR"_f = 2u, "TGID_X_EN"_f = true).raw();
    d.kernel_code_properties = static_cast<u16>(
        KernelCodeProperties("ENABLE_SGPR_KERNARG_SEGMENT_PTR"_f = true, "ENABLE_WAVEFRONT_SIZE32"_f = true).raw());
    poke(at, d);
    put(at + 256, program);
    return at;
  }
  u64 signal(u64 value) {
    const u64 at = allocate();
    aql::Signal s{};
    s.kind = 1, s.value = value;
    poke(at, s);
    return at;
  }
  u64 value(u64 signal_address) { return peek<u64>(signal_address + offsetof(aql::Signal, value)); }
  static aql::KernelDispatchPacket dispatch_packet(u64 object, u64 arguments, u32 groups) {
    aql::KernelDispatchPacket p{};
    p.header = dispatch_header;
    p.setup = 1;
    p.workgroup_size_x = p.workgroup_size_y = p.workgroup_size_z = 1;
    p.grid_size_x = groups, p.grid_size_y = p.grid_size_z = 1;
    p.kernel_object = object;
    p.kernarg_address = arguments;
    return p;
  }
  u64 consumed_packets() { return peek<u64>(queue.read_pointer); }

  Queue queue;
  u64 structure = 0, inactive = 0, next = 0;
};

TEST_F(AqlQueues, KernelRunsAndItsSignalCountsDown) {
  const u64 out = allocate(), done = signal(1);
  auto packet = dispatch_packet(kernel(code::store_group), out, 4);
  packet.completion_signal = done;
  enqueue(packet);
  EXPECT_EQ(peek<u32>(out + 12), 4u);
  EXPECT_EQ(value(done), 0u);
  EXPECT_EQ(consumed_packets(), 1u);
  EXPECT_EQ(peek<u16>(queue.ring), 1u);  // the slot is INVALID again
  const auto s = peek<aql::Signal>(done);
  EXPECT_GT(s.start_ts, 0u);
  EXPECT_GT(s.end_ts, s.start_ts);
}

TEST_F(AqlQueues, SignalWithAnEventInterrupts) {
  const u64 done = signal(1), mailbox = allocate();
  poke(done + offsetof(aql::Signal, event_mailbox_ptr), mailbox);
  poke(done + offsetof(aql::Signal, event_id), 77u);
  auto packet = dispatch_packet(kernel(code::end), 0, 1);
  packet.completion_signal = done;
  enqueue(packet);
  EXPECT_EQ(peek<u64>(mailbox), 77u);
  ASSERT_EQ(interrupts().size(), 1u);
  EXPECT_EQ(interrupts()[0]["source_data0"_f], 77u);
}

TEST_F(AqlQueues, PacketIsTakenOnlyOnceItsHeaderIsValid) {
  const u64 done = signal(1);
  auto packet = dispatch_packet(kernel(code::end), 0, 1);
  packet.completion_signal = done;
  packet.header = 1;
  enqueue(packet);
  EXPECT_EQ(value(done), 1u);
  poke(queue.ring, dispatch_header);
  pass(1ms);
  EXPECT_EQ(value(done), 0u);
}

TEST_F(AqlQueues, BarrierAndWaitsForAllItsSignals) {
  const u64 a = signal(1), b = signal(1), done = signal(1);
  aql::BarrierPacket packet{};
  packet.header = 3;
  packet.dep_signal[0] = a, packet.dep_signal[3] = b;
  packet.completion_signal = done;
  enqueue(packet);
  poke(a + offsetof(aql::Signal, value), u64{0});
  pass(1ms);
  EXPECT_EQ(value(done), 1u);
  poke(b + offsetof(aql::Signal, value), u64{0});
  pass(1ms);
  EXPECT_EQ(value(done), 0u);
}

TEST_F(AqlQueues, BarrierOrWaitsForOneOfItsSignals) {
  const u64 a = signal(1), b = signal(1), done = signal(1);
  aql::BarrierPacket packet{};
  packet.header = 5;
  packet.dep_signal[0] = a, packet.dep_signal[1] = b;
  packet.completion_signal = done;
  enqueue(packet);
  EXPECT_EQ(value(done), 1u);
  poke(b + offsetof(aql::Signal, value), u64{0});
  pass(1ms);
  EXPECT_EQ(value(done), 0u);
}

TEST_F(AqlQueues, VendorPacketRunsPm4) {
  const u64 buffer = allocate(), target = allocate(), done = signal(1);
  const Dwords inside = write_memory(target, {0xcafe});
  put(buffer, inside);
  aql::Pm4IbPacket packet{};
  packet.header = 0;
  packet.ven_hdr = 1;
  packet.dw_cnt_remain = 10;
  const Dwords jump = indirect(buffer, static_cast<u32>(inside.size()));
  std::copy_n(jump.begin(), 4, packet.ib_jump_cmd);
  packet.completion_signal = done;
  enqueue(packet);
  EXPECT_EQ(peek<u32>(target), 0xcafeu);
  EXPECT_EQ(value(done), 0u);
  EXPECT_EQ(consumed_packets(), 1u);
}

TEST_F(AqlQueues, UnknownPacketTypeStopsTheQueueWithTheHsaError) {
  auto packet = dispatch_packet(0, 0, 1);
  packet.header = 9;
  enqueue(packet);
  EXPECT_EQ(value(inactive), 0x20u);  // ROCr: invalid packet format
  EXPECT_TRUE(read_queue<CpHqdError>(queue)["AQL_ERROR"_f]);
  EXPECT_EQ(consumed_packets(), 0u);
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("header 0x0009 is no packet that a GPU processes")));
}

TEST_F(AqlQueues, DispatchesThatCannotRunNameTheirError) {
  auto packet = dispatch_packet(kernel(code::end), 0, 1);
  packet.setup = 0;
  enqueue(packet);
  EXPECT_EQ(value(inactive), 0x2u);  // ROCr: invalid dimensions
}

TEST_F(AqlQueues, GroupLargerThanTheHardwareTakesIsRefused) {
  auto packet = dispatch_packet(kernel(code::end), 0, 4096);
  packet.workgroup_size_x = 2048;
  enqueue(packet);
  EXPECT_EQ(value(inactive), 0x40u);
}

TEST_F(AqlQueues, ManyPacketsWrapRoundTheRing) {
  const u64 done = signal(200);
  auto packet = dispatch_packet(kernel(code::end), 0, 1);
  packet.completion_signal = done;
  for (u32 n = 0; n < 200; ++n) enqueue(packet, 50us);
  pass(1ms);
  EXPECT_EQ(value(done), 0u);
  EXPECT_EQ(consumed_packets(), 200u);
}

}  // namespace
}  // namespace egpulab::test

// The message queues: what a damaged command brings, wrapping, long messages, a driver that reads late.
#include "tests/nvidia_gsp/bench.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

class GspQueue : public Bench {
 protected:
  GspQueue() { boot(); }
  static constexpr u32 static_info = static_cast<u32>(RpcFunction::get_gsp_static_info);
  const std::vector<std::byte> room_ = std::vector<std::byte>(sizeof(r570::GspStaticConfigInfo));
  template <class T>
  static void change(MutableBytes element, std::size_t offset, T value) {
    store(element, offset, value);
  }
};

TEST_F(GspQueue, RepliesCarryTheFunctionAndConsecutiveNumbers) {
  const u32 first = call(RpcFunction::nop, Bytes{}).sequence;
  EXPECT_EQ(call(RpcFunction::nop, Bytes{}).sequence, first + 1);
}

TEST_F(GspQueue, AnInterruptAnnouncesAReply) {
  const u32 before = lines_.interrupts;
  call(RpcFunction::nop, Bytes{});
  EXPECT_EQ(lines_.interrupts, before + 1);
}

TEST_F(GspQueue, ABadChecksumStopsTheQueueUntilTheElementIsRight) {
  send(static_info, room_, [](MutableBytes e) { change<u8>(e, 100, 1); });
  run(1ms);
  EXPECT_THAT(receive(), IsEmpty());
  EXPECT_THAT(findings(), Contains(HasSubstr("bad checksum")));
  // The driver repairs the byte and rings again.
  put(queue_at(command_queue + 0x1000 + (command_write_pointer() - 1) * 0x1000 + 100), u8{0});
  doorbell();
  run(1ms);
  EXPECT_THAT(receive(), SizeIs(1));
}

TEST_F(GspQueue, ASequenceNumberThatSkipsOneIsNotServed) {
  ++sequence_;
  send(static_info, room_);
  run(1ms);
  EXPECT_THAT(receive(), IsEmpty());
  EXPECT_THAT(findings(), Contains(HasSubstr("is next")));
}

TEST_F(GspQueue, ACommandThatCameBeforeIsSkipped) {
  call(RpcFunction::nop, Bytes{});
  --sequence_;
  send(RpcFunction::nop, {});
  send(RpcFunction::nop, {});
  run(1ms);
  EXPECT_THAT(receive(), SizeIs(1));
}

TEST_F(GspQueue, ALengthBeyondTheElementsIsNotServed) {
  send(static_info, room_,
       [](MutableBytes e) { change<u32>(e, offsetof(r570::GspMsgQueueElement, rpc.length), 0x9000); });
  run(1ms);
  EXPECT_THAT(receive(), IsEmpty());
  EXPECT_THAT(findings(), Contains(HasSubstr("0x9000 bytes of RPC in 1 elements")));
}

TEST_F(GspQueue, AnElementCountBeyondWhatIsThereIsNotServed) {
  send(static_info, room_, [](MutableBytes e) { change<u32>(e, offsetof(r570::GspMsgQueueElement, elem_count), 9); });
  run(1ms);
  EXPECT_THAT(receive(), IsEmpty());
  EXPECT_THAT(findings(), Contains(HasSubstr("claims 9 elements")));
}

TEST_F(GspQueue, AWritePointerBeyondTheRingIsReportedNotFollowed) {
  put(queue_at(command_queue + offsetof(r570::MsgqTxHeader, write_ptr)), u32{1000});
  doorbell();
  run(1ms);
  EXPECT_THAT(findings(), Contains(HasSubstr("write pointer is 1000")));
}

TEST_F(GspQueue, AWrongSignatureIsAnsweredWithInvalidMessageFormat) {
  send(static_info, room_, [](MutableBytes e) {
    // The checksum follows: both words change by the same bits.
    const u32 flip = 1;
    const std::size_t signature = offsetof(r570::GspMsgQueueElement, rpc.signature);
    const std::size_t sum = offsetof(r570::GspMsgQueueElement, check_sum);
    change(e, signature, load<u32>(Bytes(e), signature) ^ flip);
    change(e, sum, load<u32>(Bytes(e), sum) ^ flip);
  });
  run(1ms);
  const auto messages = receive();
  ASSERT_THAT(messages, SizeIs(1));
  EXPECT_EQ(static_cast<Status>(messages[0].result), Status::rpc_invalid_message_format);
}

TEST_F(GspQueue, AFunctionNobodyKnowsIsAnsweredSo) {
  send(0xabc, {});
  run(1ms);
  EXPECT_EQ(static_cast<Status>(receive().at(0).result), Status::rpc_unknown_function);
}

TEST_F(GspQueue, AKnownFunctionThatIsNotModelledIsCountedByName) {
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::invalidate_tlb, Bytes{}).result), Status::err_not_supported);
  EXPECT_THAT(findings(), Contains(HasSubstr("INVALIDATE_TLB")));
}

TEST_F(GspQueue, ParametersThatAreTooShortAreAnInvalidMessage) {
  const std::array<std::byte, 4> few{};
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::gsp_rm_alloc, few).result), Status::rpc_invalid_message_format);
}

TEST_F(GspQueue, BothRingsWrap) {
  for (u32 i = 0; i < 3 * ring; ++i) ASSERT_EQ(call(RpcFunction::nop, Bytes{}).result, 0u);
}

TEST_F(GspQueue, AReplyThatTakesSeveralElementsWrapsToo) {
  r570::Nv2080CtrlInternalStaticGrGetGlobalSmOrderParams p;
  make_client();
  for (u32 i = 0; i < ring; ++i)
    ASSERT_EQ(control(client, subdevice, r570::control::nv2080_internal_static_kgr_get_global_sm_order, p), Status::ok);
  EXPECT_EQ(p.global_sm_order[0].num_sm, 82);
}

TEST_F(GspQueue, ACallOfManyRecordsIsOneCallAndItsReplyHasContinuations) {
  // A description of 10000 pages: 80056 bytes of parameters.
  make_client();
  r570::RpcAllocMemory h;
  h.h_client = client, h.h_device = device, h.h_memory = 0xcf0000aa, h.h_class = classes::nv01_memory_list_system;
  h.page_count = 10000, h.length = u64{h.page_count} * 4096;
  std::vector<std::byte> payload(sizeof h + h.page_count * sizeof(u64));
  store(MutableBytes(payload), 0, h);
  constexpr std::size_t first = 16 * 4096 - sizeof(r570::GspMsgQueueElement);
  send(RpcFunction::alloc_memory, Bytes(payload).first(first));
  send(RpcFunction::continuation_record, Bytes(payload).subspan(first));
  run(1ms);
  const auto messages = receive();
  ASSERT_THAT(messages, SizeIs(2));
  EXPECT_EQ(messages[0].result, 0u);
  EXPECT_EQ(messages[1].function, static_cast<u32>(RpcFunction::continuation_record));
  EXPECT_EQ(messages[0].payload.size() + messages[1].payload.size(), payload.size());
}

TEST_F(GspQueue, AContinuationWithoutABeginningIsAnInvalidMessage) {
  EXPECT_EQ(static_cast<Status>(call(RpcFunction::continuation_record, room_).result),
            Status::rpc_invalid_message_format);
}

TEST_F(GspQueue, RepliesWaitForADriverThatReadsLate) {
  for (u32 i = 0; i < 70; ++i) {
    send(RpcFunction::nop, {});
    run(100us);
  }
  EXPECT_THAT(receive(), SizeIs(ring - 1));  // one element stays free
  run(1ms);
  EXPECT_THAT(receive(), SizeIs(70 - (ring - 1)));
}

TEST_F(GspQueue, AMessageIsDroppedWhenTheStatusQueueStaysFull) {
  for (u32 i = 0; i < ring; ++i) {
    send(RpcFunction::nop, {});
    run(100us);
  }
  run(2s);
  EXPECT_THAT(findings(), Contains(HasSubstr("status queue stayed full")));
  EXPECT_THAT(receive(), SizeIs(ring - 1));
  EXPECT_EQ(call(RpcFunction::nop, Bytes{}).result, 0u);  // and the numbers go on without a gap
}

class LosingGsp : public Bench {
 protected:
  LosingGsp() : Bench("rtx3090", {.lose_reply = 2}) { boot(); }
};
TEST_F(LosingGsp, DropsTheReplyThatTheSessionNames) {
  call(RpcFunction::nop, Bytes{});
  send(RpcFunction::nop, {});
  run(10ms);
  EXPECT_THAT(receive(), IsEmpty());
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::gsp::test

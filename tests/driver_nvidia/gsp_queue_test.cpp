// The message queues against a GSP-RM that the test plays itself, in the same memory.
#include <gmock/gmock.h>

#include "driver/bus/forwarding_device.hpp"
#include "driver/nvidia/gsp_client.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "tests/driver_nvidia/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
namespace rm = regs::nvidia::gsp::r570_144;

// Remembers the queues' memory.
class Memory final : public bus::ForwardingDevice {
 public:
  using ForwardingDevice::ForwardingDevice;
  std::unique_ptr<bus::DmaBuffer> allocate_dma(const bus::DmaRequest& request) override {
    auto buffer = ForwardingDevice::allocate_dma(request);
    last = buffer.get();
    return buffer;
  }
  bus::DmaBuffer* last = nullptr;
};

u32 folded_sum(Bytes bytes) {
  u64 sum = 0;
  for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) sum ^= load<u64>(bytes, at);
  return high32(sum) ^ low32(sum);
}

class Queues : public testing::Test {
 protected:
  static constexpr u64 page = 0x1000, command = 0x1000, status = 0x41000, ring = 0x1000;
  static constexpr u32 count = 63, doorbell = 0x110c00;

  void gsp_starts() {
    rm::MsgqTxHeader h;
    h.size = 0x40000;
    h.msg_size = page;
    h.msg_count = count;
    h.flags = 1;
    h.rx_hdr_off = 0x20;
    h.entry_off = 0x1000;
    memory().store(status, h);
    queues_.wait_for_status_queue();
  }
  void gsp_has_read_to(u32 pointer) { memory().store(status + 0x20, pointer); }
  u32 driver_wrote_to() { return memory().load<u32>(command + offsetof(rm::MsgqTxHeader, write_ptr)); }
  u32 driver_has_read_to() { return memory().load<u32>(command + 0x20); }

  std::vector<std::byte> message(rm::RpcFunction function, std::size_t payload, u8 fill = 0x5a) {
    rm::RpcMessageHeader h;
    h.header_version = rm::rpc_header_version;
    h.signature = rm::rpc_signature;
    h.length = static_cast<u32>(sizeof h + payload);
    h.function = static_cast<u32>(function);
    std::vector<std::byte> out(sizeof h + payload, std::byte{fill});
    store(MutableBytes(out), 0, h);
    return out;
  }
  // Elements as GSP-RM writes them; `damage` changes the bytes after the checksum was made.
  void gsp_sends(std::vector<std::byte> body, const std::function<void(MutableBytes)>& damage = {}) {
    const u32 elements = static_cast<u32>((body.size() + 0x30 + page - 1) / page);
    std::vector<std::byte> whole(elements * page);
    std::copy(body.begin(), body.end(), whole.begin() + 0x30);
    auto h = load<rm::GspMsgQueueElement>(whole);
    h.seq_num = sequence_++;
    h.elem_count = elements;
    store(MutableBytes(whole), 0, h);
    h.check_sum = folded_sum(whole);
    store(MutableBytes(whole), 0, h);
    if (damage) damage(whole);
    for (u32 e = 0; e < elements; ++e)
      memory().write(status + ring + (gsp_pointer_ + e) % count * page, Bytes(whole).subspan(e * page, page));
    gsp_pointer_ = (gsp_pointer_ + elements) % count;
    memory().store(status + offsetof(rm::MsgqTxHeader, write_ptr), gsp_pointer_);
  }
  bus::DmaBuffer& memory() { return *device_.last; }

  Card card_{rtx3090};
  Memory device_{card_.pci()};
  bus::Link link_{device_};
  BootMemory boot_memory_{link_, 0};
  GspQueues queues_{link_, boot_memory_, doorbell};
  u32 gsp_pointer_ = 0, sequence_ = 0;
};

TEST_F(Queues, ListTheirPagesForTheFirmware) {
  const rm::MessageQueueInitArguments a = queues_.arguments();
  EXPECT_EQ(a.page_table_entry_count, 129u);
  EXPECT_EQ(a.cmd_queue_offset, command);
  EXPECT_EQ(a.stat_queue_offset, status);
  EXPECT_EQ(memory().load<u64>(0), a.shared_mem_phys_addr);
  EXPECT_EQ(memory().load<u64>(128 * 8), bus_address(memory(), 128 * page));
}

TEST_F(Queues, SendElementsWithChecksumAndSequence) {
  queues_.send(message(rm::RpcFunction::nop, 100));
  queues_.send(message(rm::RpcFunction::nop, 100));
  std::vector<std::byte> element(page);
  memory().read(command + ring + page, element);
  EXPECT_EQ(folded_sum(element), 0u);
  const auto header = load<rm::GspMsgQueueElement>(element);
  EXPECT_EQ(header.seq_num, 1u);
  EXPECT_EQ(header.elem_count, 1u);
  EXPECT_EQ(header.rpc.length, 132u);
  EXPECT_EQ(driver_wrote_to(), 2u);
}

TEST_F(Queues, SplitALongMessageIntoContinuationRecords) {
  queues_.send(message(rm::RpcFunction::set_registry, 100'000));
  const auto first = memory().load<rm::GspMsgQueueElement>(command + ring);
  EXPECT_EQ(first.elem_count, 16u);
  EXPECT_EQ(first.rpc.length, 0x10000u - 0x30);
  const auto second = memory().load<rm::GspMsgQueueElement>(command + ring + 16 * page);
  EXPECT_EQ(second.rpc.function, static_cast<u32>(rm::RpcFunction::continuation_record));
  EXPECT_EQ(first.rpc.length - 32 + second.rpc.length - 32, 100'000u);
}

TEST_F(Queues, SendAroundTheRingsEnd) {
  gsp_starts();
  for (u32 i = 0; i < 40; ++i) {
    queues_.send(message(rm::RpcFunction::nop, 2 * page));
    gsp_has_read_to(driver_wrote_to());
  }
  EXPECT_EQ(driver_wrote_to(), 40 * 3 % count);
}

TEST_F(Queues, GiveUpWhereTheFirmwareTakesNothing) {
  gsp_starts();
  EXPECT_THAT(error_of<Timeout>([&] {
                for (u32 i = 0; i < 100; ++i) queues_.send(message(rm::RpcFunction::nop, 10));
              }),
              AllOf(HasSubstr("space in GSP-RM's command queue"), HasSubstr("0 elements free of 1 wanted")));
}

TEST_F(Queues, ReceiveAroundTheRingsEnd) {
  gsp_starts();
  for (u32 i = 0; i < 50; ++i) {
    gsp_sends(message(rm::RpcFunction::nop, 2 * page, static_cast<u8>(i)));
    const auto record = queues_.receive();
    ASSERT_TRUE(record);
    EXPECT_EQ(record->payload, std::vector<std::byte>(2 * page, static_cast<std::byte>(i)));
  }
  EXPECT_EQ(driver_has_read_to(), 50 * 3 % count);
  EXPECT_FALSE(queues_.receive());
}

TEST_F(Queues, RefuseAWrongChecksum) {
  gsp_starts();
  gsp_sends(message(rm::RpcFunction::nop, 64), [](MutableBytes m) { m[0x60] ^= std::byte{1}; });
  EXPECT_THAT(error_of<RpcBroken>([&] { queues_.receive(); }), AllOf(HasSubstr("checksum"), HasSubstr("message 0")));
}

TEST_F(Queues, RefuseAWrongSequenceNumber) {
  gsp_starts();
  sequence_ = 7;
  gsp_sends(message(rm::RpcFunction::nop, 64));
  EXPECT_THAT(error_of<RpcBroken>([&] { queues_.receive(); }),
              AllOf(HasSubstr("sequence number"), HasSubstr("expected 0, found 7")));
}

TEST_F(Queues, RefuseALengthBeyondTheElements) {
  gsp_starts();
  gsp_sends(message(rm::RpcFunction::nop, 64), [](MutableBytes m) { store(m, 0x38, u32{0x7fff'ffff}); });
  EXPECT_THAT(error_of<RpcBroken>([&] { queues_.receive(); }), HasSubstr("length"));
}

TEST_F(Queues, RefuseMoreElementsThanWereWritten) {
  gsp_starts();
  gsp_sends(message(rm::RpcFunction::nop, 64), [](MutableBytes m) { store(m, 0x28, u32{5}); });
  EXPECT_THAT(error_of<RpcBroken>([&] { queues_.receive(); }),
              AllOf(HasSubstr("element count"), HasSubstr("1 to the 1 written")));
}

TEST_F(Queues, RefuseAForeignSignature) {
  gsp_starts();
  gsp_sends(message(rm::RpcFunction::nop, 64), [](MutableBytes m) { store(m, 0x34, u32{0x1234}); });
  EXPECT_THAT(error_of<RpcBroken>([&] { queues_.receive(); }), AllOf(HasSubstr("signature"), HasSubstr("0x1234")));
}

TEST_F(Queues, RefuseAStatusQueueOfAnotherShape) {
  rm::MsgqTxHeader h;
  h.msg_size = 0x2000;
  h.msg_count = 31;
  h.entry_off = 0x1000;
  memory().store(status, h);
  EXPECT_THAT(error_of<RpcBroken>([&] { queues_.wait_for_status_queue(); }), HasSubstr("31 of 0x2000"));
}

// Calls on top of them.
class Calls : public Queues {
 protected:
  void SetUp() override { gsp_starts(); }
  std::vector<std::byte> event(rm::RpcEvent e, Bytes payload) {
    auto m = message(static_cast<rm::RpcFunction>(e), payload.size());
    std::copy(payload.begin(), payload.end(), m.begin() + sizeof(rm::RpcMessageHeader));
    return m;
  }
  Gsp gsp_{queues_, link_};
};

TEST_F(Calls, TakeTheReplyThatContinuesInAnotherRecord) {
  constexpr std::size_t all = 100'000, first = 0x10000 - 0x30 - 32;
  gsp_sends(message(rm::RpcFunction::get_gsp_static_info, first, 1));
  gsp_sends(message(rm::RpcFunction::continuation_record, all - first, 2));
  const auto reply = gsp_.call(rm::RpcFunction::get_gsp_static_info, {}, all);
  ASSERT_EQ(reply.size(), all);
  EXPECT_EQ(reply.front(), std::byte{1});
  EXPECT_EQ(reply.back(), std::byte{2});
}

TEST_F(Calls, KeepEventsThatComeBeforeTheReply) {
  rm::RpcOsErrorLog log;
  log.except_type = 31;
  std::copy_n("MMU fault of channel 3", 22, log.err_string);
  gsp_sends(event(rm::RpcEvent::os_error_log, as_bytes(log)));
  gsp_sends(message(rm::RpcFunction::nop, 8));
  gsp_.call(rm::RpcFunction::nop, {});
  const auto events = gsp_.take_events();
  ASSERT_EQ(events.size(), 1u);
  EXPECT_TRUE(events[0].fault);
  EXPECT_THAT(events[0].text, AllOf(HasSubstr("Xid 31"), HasSubstr("MMU fault of channel 3")));
}

TEST_F(Calls, NameTheStatusOfARefusal) {
  rm::RpcGspRmAlloc answer;
  answer.status = 0x33;
  auto reply = message(rm::RpcFunction::gsp_rm_alloc, sizeof answer);
  store(MutableBytes(reply), sizeof(rm::RpcMessageHeader), answer);
  gsp_sends(reply);
  const std::string error = error_of<RmError>([&] { gsp_.alloc(1, 2, 3, 0xc7c0); });
  EXPECT_THAT(error, AllOf(HasSubstr("GSP_RM_ALLOC"), HasSubstr("AMPERE_COMPUTE_B"), HasSubstr("object 0x3"),
                           HasSubstr("NV_ERR_INVALID_OBJECT_HANDLE")));
}

TEST_F(Calls, WithoutReplySayWhatTheFirmwareReportedBefore) {
  rm::RpcRcTriggered rc;
  rc.chid = 5;
  rc.except_type = 31;
  gsp_sends(event(rm::RpcEvent::rc_triggered, as_bytes(rc)));
  gsp_.set_log_text([] { return std::string("LOGRM at 5 ns: out of ideas"); });
  EXPECT_THAT(error_of<Timeout>([&] { gsp_.call(rm::RpcFunction::nop, {}); }),
              AllOf(HasSubstr("reply to NOP"), HasSubstr("channel 5"), HasSubstr("out of ideas")));
}

TEST_F(Calls, ThatTimedOutDoNotTakeTheNextReply) {
  error_of<Timeout>([&] { gsp_.call(rm::RpcFunction::nop, {}); });
  gsp_sends(message(rm::RpcFunction::nop, 8, 1));  // late, of sequence 0
  auto second = message(rm::RpcFunction::nop, 8, 2);
  auto header = load<rm::RpcMessageHeader>(second);
  header.sequence = 1;
  store(MutableBytes(second), 0, header);
  gsp_sends(second);
  EXPECT_EQ(gsp_.call(rm::RpcFunction::nop, {}).front(), std::byte{2});
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

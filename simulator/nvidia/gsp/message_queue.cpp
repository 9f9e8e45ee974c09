// Message queues as open-gpu-kernel-modules' message_queue_cpu.c and msgq.c define them for both ends.
#include "simulator/nvidia/gsp/message_queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "driver/regs/nvidia/gsp/r570_144/system_info.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace r570 = regs::nvidia::gsp::r570_144;
using r570::GspMsgQueueElement;
using r570::MsgqTxHeader;
using r570::RpcFunction;

namespace {

constexpr u32 element_bytes = r570::queue_element_size;
constexpr u32 header_bytes = r570::queue_element_header_size;
constexpr u32 rpc_header_bytes = r570::rpc_header_size;
constexpr u32 most_elements = r570::queue_element_max_size / element_bytes;
constexpr u32 longest_record = r570::queue_element_max_size - header_bytes - rpc_header_bytes;  // payload
constexpr u32 read_pointer_offset = sizeof(MsgqTxHeader);

// How many bytes a call has in all, from what its first record says; at least what came.
u64 whole_payload(u32 function, Bytes payload) {
  const auto starts_with = [&](std::size_t bytes) { return payload.size() >= bytes; };
  u64 whole = 0;
  switch (static_cast<RpcFunction>(function)) {
    case RpcFunction::gsp_rm_alloc:
      if (starts_with(sizeof(r570::RpcGspRmAlloc)))
        whole = sizeof(r570::RpcGspRmAlloc) + u64{load<r570::RpcGspRmAlloc>(payload).params_size};
      break;
    case RpcFunction::gsp_rm_control:
      if (starts_with(sizeof(r570::RpcGspRmControl)))
        whole = sizeof(r570::RpcGspRmControl) + u64{load<r570::RpcGspRmControl>(payload).params_size};
      break;
    case RpcFunction::alloc_memory:
      if (starts_with(sizeof(r570::RpcAllocMemory)))
        whole = sizeof(r570::RpcAllocMemory) + u64{load<r570::RpcAllocMemory>(payload).page_count} * sizeof(u64);
      break;
    case RpcFunction::set_registry:
      if (starts_with(sizeof(r570::PackedRegistryTable))) whole = load<r570::PackedRegistryTable>(payload).size;
      break;
    default:
      break;
  }
  // Only a full first record has a continuation: a call that claims more than it brought is not waited for.
  return payload.size() == longest_record ? std::max<u64>(whole, payload.size()) : payload.size();
}

}  // namespace

u32 queue_checksum(Bytes element) {
  u64 sum = 0;
  for (std::size_t i = 0; i < element.size(); i += 8) {
    u64 word = 0;
    std::memcpy(&word, element.data() + i, std::min<std::size_t>(8, element.size() - i));
    sum ^= word;
  }
  return high32(sum) ^ low32(sum);
}

std::string MessageQueues::attach(const r570::MessageQueueInitArguments& a) {
  detach();
  if (std::string why = memory_.attach(a); !why.empty()) return why;
  const u64 command_bytes = a.stat_queue_offset - a.cmd_queue_offset,
            status_bytes = memory_.bytes() - a.stat_queue_offset;
  const auto refuse = [&](std::string why) {
    detach();
    return why;
  };
  const auto h = memory_.load<MsgqTxHeader>(a.cmd_queue_offset);
  if (!h) return refuse("the command queue's header cannot be read");
  if (h->version != r570::msgq_version)
    return refuse(fmt::format("the command queue has version {}; expected {}", h->version, r570::msgq_version));
  if (h->size != command_bytes)
    return refuse(fmt::format("the command queue has {:#x} bytes; its place has {:#x}", h->size, command_bytes));
  if (h->msg_size != element_bytes)
    return refuse(
        fmt::format("the command queue's elements have {:#x} bytes; expected {:#x}", h->msg_size, element_bytes));
  if (h->rx_hdr_off < sizeof(MsgqTxHeader) || h->entry_off < h->rx_hdr_off + sizeof(r570::MsgqRxHeader) ||
      u64{h->entry_off} + element_bytes > h->size || h->msg_count != (h->size - h->entry_off) / element_bytes)
    return refuse(
        fmt::format("the command queue's header does not add up: read pointer at {:#x}, {} elements at {:#x}, "
                    "{:#x} bytes",
                    h->rx_hdr_off, h->msg_count, h->entry_off, h->size));
  if (status_bytes < 2 * element_bytes)
    return refuse(fmt::format("the status queue has {:#x} bytes; it needs {:#x}", status_bytes, 2 * element_bytes));

  commands_ = {a.cmd_queue_offset, a.cmd_queue_offset + h->entry_off, h->msg_count};
  status_ = {a.stat_queue_offset, a.stat_queue_offset + element_bytes,
             static_cast<u32>((status_bytes - element_bytes) / element_bytes)};
  // Both sides ask for swapped read pointers, or each keeps its own in the other's queue.
  const bool swapped = (h->flags & r570::msgq_flags_swap_rx) != 0;
  read_pointer_at_ = swapped ? status_.offset + read_pointer_offset : commands_.offset + h->rx_hdr_off;
  driver_read_pointer_at_ = swapped ? commands_.offset + h->rx_hdr_off : status_.offset + read_pointer_offset;
  const MsgqTxHeader own{.version = r570::msgq_version,
                         .size = static_cast<u32>(status_bytes),
                         .msg_size = element_bytes,
                         .msg_count = status_.count,
                         .write_ptr = 0,
                         .flags = r570::msgq_flags_swap_rx,
                         .rx_hdr_off = read_pointer_offset,
                         .entry_off = element_bytes};
  if (!memory_.store(read_pointer_at_, u32{0}) || !memory_.store(status_.offset, own))
    return refuse("the status queue's header cannot be written");
  return {};
}

void MessageQueues::detach() {
  memory_.detach();
  commands_ = status_ = {};
  read_pointer_at_ = driver_read_pointer_at_ = 0;
  command_read_ = status_write_ = receive_sequence_ = send_sequence_ = 0;
  partial_ = {};
  expected_bytes_ = 0;
  waiting_.clear();
}

Received MessageQueues::receive() {
  const auto stuck = [](std::string why) { return Received{Received::Kind::stuck, {}, std::move(why)}; };
  const auto write = memory_.load<u32>(commands_.offset + offsetof(MsgqTxHeader, write_ptr));
  if (!write) return stuck("the command queue's write pointer cannot be read");
  if (*write >= commands_.count)
    return stuck(fmt::format("the command queue's write pointer is {}; it has {} elements", *write, commands_.count));
  const u32 available = (*write + commands_.count - command_read_) % commands_.count;
  if (available == 0) return {};

  const auto first = memory_.load<GspMsgQueueElement>(commands_.entries + u64{command_read_} * element_bytes);
  if (!first) return stuck("a command cannot be read");
  const u32 n = first->elem_count;
  if (n == 0 || n > most_elements || n > available)
    return stuck(fmt::format("command {} claims {} elements; {} are there, {} at most", first->seq_num, n, available,
                             most_elements));
  const u32 length = first->rpc.length;
  if (length < rpc_header_bytes || u64{length} + header_bytes > u64{n} * element_bytes)
    return stuck(fmt::format("command {} claims {:#x} bytes of RPC in {} elements", first->seq_num, length, n));
  std::vector<std::byte> element(header_bytes + length);
  for (u64 at = 0; at < element.size(); at += element_bytes) {
    const u64 index = (command_read_ + at / element_bytes) % commands_.count;
    const u64 bytes = std::min<u64>(element_bytes, element.size() - at);
    if (!memory_.read(commands_.entries + index * element_bytes, MutableBytes(element).subspan(at, bytes)))
      return stuck("a command cannot be read");
  }
  if (const u32 sum = queue_checksum(element); sum != 0)
    return stuck(
        fmt::format("command {} has a bad checksum: its words give {:#010x}, expected 0", first->seq_num, sum));
  if (first->seq_num != receive_sequence_) {
    if (first->seq_num > receive_sequence_)
      return stuck(fmt::format("command {} came; command {} is next", first->seq_num, receive_sequence_));
    consume(n);
    return {Received::Kind::skipped,
            {},
            fmt::format("command {} came again; command {} is next", first->seq_num, receive_sequence_)};
  }
  ++receive_sequence_;
  consume(n);

  const Bytes payload = Bytes(element).subspan(header_bytes + rpc_header_bytes);
  const auto& rpc = first->rpc;
  if (rpc.signature != r570::rpc_signature || rpc.header_version != r570::rpc_header_version)
    return {
        Received::Kind::malformed,
        {rpc.function, 0, rpc.sequence, {payload.begin(), payload.end()}},
        fmt::format("command {} has RPC signature {:#010x} and version {:#010x}; expected {:#010x} and {:#010x}",
                    first->seq_num, rpc.signature, rpc.header_version, r570::rpc_signature, r570::rpc_header_version)};
  const bool continuation = rpc.function == static_cast<u32>(RpcFunction::continuation_record);
  if (continuation != (expected_bytes_ != 0)) {
    Received r{Received::Kind::malformed,
               {rpc.function, 0, rpc.sequence, {}},
               continuation
                   ? "a continuation record came where no call is open"
                   : fmt::format("{} came where {} still lacks {:#x} bytes", r570::rpc_name(rpc.function),
                                 r570::rpc_name(partial_.function), expected_bytes_ - partial_.payload.size())};
    partial_ = {}, expected_bytes_ = 0;
    return r;
  }
  if (!continuation) {
    partial_ = {rpc.function, 0, rpc.sequence, {payload.begin(), payload.end()}};
    expected_bytes_ = whole_payload(rpc.function, payload);
  } else {
    partial_.payload.insert(partial_.payload.end(), payload.begin(), payload.end());
  }
  if (partial_.payload.size() < expected_bytes_) return {Received::Kind::partial, {}, {}};
  expected_bytes_ = 0;
  return {Received::Kind::rpc, std::exchange(partial_, {}), {}};
}

void MessageQueues::consume(u32 elements) {
  command_read_ = (command_read_ + elements) % commands_.count;
  memory_.store(read_pointer_at_, command_read_);
}

void MessageQueues::send(const Rpc& rpc) {
  Bytes rest = rpc.payload;
  const auto take = [&] {
    const Bytes part = rest.first(std::min<std::size_t>(rest.size(), longest_record));
    rest = rest.subspan(part.size());
    return part;
  };
  send_record(rpc.function, rpc.result, rpc.sequence, take());
  while (!rest.empty())
    send_record(static_cast<u32>(RpcFunction::continuation_record), rpc.result, rpc.sequence, take());
}

void MessageQueues::send_record(u32 function, u32 result, u32 sequence, Bytes payload) {
  GspMsgQueueElement e;
  const u64 bytes = sizeof e + payload.size();
  e.seq_num = send_sequence_++;
  e.elem_count = static_cast<u32>(align_up(bytes, element_bytes) / element_bytes);
  e.rpc = {.header_version = r570::rpc_header_version,
           .signature = r570::rpc_signature,
           .length = static_cast<u32>(rpc_header_bytes + payload.size()),
           .function = function,
           .rpc_result = result,
           .rpc_result_private = result,
           .sequence = sequence};
  Message m;
  m.bytes.resize(u64{e.elem_count} * element_bytes);
  std::memcpy(m.bytes.data(), &e, sizeof e);
  if (!payload.empty()) std::memcpy(m.bytes.data() + sizeof e, payload.data(), payload.size());
  store(MutableBytes(m.bytes), offsetof(GspMsgQueueElement, check_sum), queue_checksum(Bytes(m.bytes).first(bytes)));
  waiting_.push_back(std::move(m));
}

bool MessageQueues::flush() {
  bool any = false;
  while (!waiting_.empty()) {
    const auto read = memory_.load<u32>(driver_read_pointer_at_);
    if (!read || *read >= status_.count) break;
    // One element stays free: a full ring would look empty.
    const u32 free = (*read + status_.count - status_write_ - 1) % status_.count;
    const Bytes bytes = waiting_.front().bytes;
    const u32 n = static_cast<u32>(bytes.size() / element_bytes);
    if (n > free) break;
    for (u32 i = 0; i < n; ++i)
      memory_.write(status_.entries + u64{(status_write_ + i) % status_.count} * element_bytes,
                    bytes.subspan(u64{i} * element_bytes, element_bytes));
    status_write_ = (status_write_ + n) % status_.count;
    memory_.store(status_.offset + offsetof(MsgqTxHeader, write_ptr), status_write_);
    waiting_.pop_front();
    any = true;
  }
  return any;
}

void MessageQueues::drop_oldest() {
  // A call without its first record would be no call: its continuations go with it.
  u32 dropped = 0;
  const auto continues = [](const Message& m) {
    return load<GspMsgQueueElement>(m.bytes).rpc.function == static_cast<u32>(RpcFunction::continuation_record);
  };
  while (!waiting_.empty() && (dropped == 0 || continues(waiting_.front()))) waiting_.pop_front(), ++dropped;
  // The numbers were never used: those behind move up.
  send_sequence_ -= dropped;
  for (Message& m : waiting_) {
    GspMsgQueueElement e = load<GspMsgQueueElement>(m.bytes);
    e.seq_num -= dropped, e.check_sum = 0;
    std::memcpy(m.bytes.data(), &e, sizeof e);
    store(MutableBytes(m.bytes), offsetof(GspMsgQueueElement, check_sum), queue_checksum(m.bytes));
  }
}

void MessageQueues::visit(StateVisitor& visit) {
  visit(memory_), visit(commands_), visit(status_), visit(read_pointer_at_), visit(driver_read_pointer_at_);
  visit(command_read_), visit(status_write_), visit(receive_sequence_), visit(send_sequence_);
  visit(partial_), visit(expected_bytes_), visit(waiting_);
}

}  // namespace egpulab::simulator::nvidia::gsp

// Message queues: elements with checksum and sequence number in two rings.
#include "driver/nvidia/gsp_queue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/nvidia/gsp_error.hpp"
#include "driver/nvidia/registers.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"

namespace egpulab::driver::nvidia {

namespace rm = regs::nvidia::gsp::r570_144;

namespace {

constexpr u64 queue_size = 0x40000;
constexpr u32 message_count = (queue_size - rm::queue_header_size) / rm::queue_element_size;
constexpr u64 read_pointer_offset = sizeof(rm::MsgqTxHeader);  // of the reader's header in the writer's queue
constexpr u32 element_header = rm::queue_element_header_size;
constexpr std::size_t largest_message = rm::queue_element_max_size - element_header;

// Exclusive or of all 64-bit words, folded: 0 over an element that carries its own checksum.
u32 checksum(Bytes bytes) {
  u64 sum = 0;
  std::size_t at = 0;
  for (; at + 8 <= bytes.size(); at += 8) sum ^= load<u64>(bytes, at);
  if (at < bytes.size()) {
    u64 tail = 0;
    std::memcpy(&tail, bytes.data() + at, bytes.size() - at);
    sum ^= tail;
  }
  return high32(sum) ^ low32(sum);
}

u32 elements_of(std::size_t message) {
  return static_cast<u32>((message + element_header + rm::queue_element_size - 1) / rm::queue_element_size);
}

}  // namespace

GspQueues::GspQueues(bus::Link& link, BootMemory& memory, u32 doorbell) : link_(link), doorbell_(doorbell) {
  // The list of pages comes first, then the two queues.
  constexpr u32 queue_pages = static_cast<u32>(2 * queue_size / page);
  constexpr u32 list_pages = static_cast<u32>((queue_pages * sizeof(u64) + page - 1) / page);
  pages_ = queue_pages + list_pages;
  static_assert((queue_pages + list_pages) * sizeof(u64) <= list_pages * page);
  command_ = u64{list_pages} * page;
  status_ = command_ + queue_size;
  memory_ = memory.allocate({.size = u64{pages_} * page, .label = "GSP-RM's message queues"});
  const std::vector<u64> addresses = page_addresses(*memory_, pages_);
  memory_->fill(0, u64{pages_} * page, 0);
  memory_->write(0, std::as_bytes(std::span(addresses)));
  rm::MsgqTxHeader header;
  header.version = rm::msgq_version;
  header.size = queue_size;
  header.msg_size = rm::queue_element_size;
  header.msg_count = message_count;
  header.flags = rm::msgq_flags_swap_rx;
  header.rx_hdr_off = read_pointer_offset;
  header.entry_off = rm::queue_header_size;
  memory_->store(command_, header);
}

rm::MessageQueueInitArguments GspQueues::arguments() const {
  rm::MessageQueueInitArguments a;
  a.shared_mem_phys_addr = bus_address(*memory_);
  a.page_table_entry_count = pages_;
  a.cmd_queue_offset = command_;
  a.stat_queue_offset = status_;
  return a;
}

void GspQueues::wait_for_status_queue() {
  link_.wait(
      bus::Wait{"GSP-RM's status queue", timeouts::gsp_init.limit, timeouts::gsp_init.interval},
      [&] {
        status_header_ = memory_->load<rm::MsgqTxHeader>(status_);
        return status_header_.entry_off != 0 && status_header_.msg_count != 0;
      },
      [&] { return fmt::format("entryOff={:#x} msgCount={}", status_header_.entry_off, status_header_.msg_count); });
  const rm::MsgqTxHeader& h = status_header_;
  if (h.version != rm::msgq_version || h.msg_size != rm::queue_element_size || h.msg_count != message_count ||
      h.entry_off != rm::queue_header_size || h.rx_hdr_off + sizeof(u32) > h.entry_off)
    throw RpcBroken(fmt::format(
        "GSP-RM's status queue: expected version {} with {} messages of {:#x} bytes from {:#x}, found version {} with "
        "{} of {:#x} from {:#x}",
        rm::msgq_version, message_count, rm::queue_element_size, rm::queue_header_size, h.version, h.msg_count,
        h.msg_size, h.entry_off));
  status_ready_ = true;
}

u32 GspQueues::write_pointer_of_status_queue() {
  const auto read = [&] { return memory_->load<u32>(status_ + offsetof(rm::MsgqTxHeader, write_ptr)); };
  u32 pointer = read();
  if (pointer == ~u32{0}) {
    link_.check_alive("reading GSP-RM's status queue");
    if (open_window_) {
      open_window_();
      pointer = read();
    }
  }
  if (pointer >= message_count)
    throw RpcBroken(
        fmt::format("GSP-RM's status queue: write pointer: expected below {}, found {:#x}", message_count, pointer));
  return pointer;
}

void GspQueues::wait_for_space(u32 elements) {
  // How far GSP-RM has read stands in the header of its own queue; 0 before it runs.
  const u64 offset = status_ + (status_ready_ ? status_header_.rx_hdr_off : read_pointer_offset);
  u32 read = 0, space = 0;
  link_.wait(
      bus::Wait{"space in GSP-RM's command queue", timeouts::gsp_rpc.limit, timeouts::gsp_rpc.interval},
      [&] {
        read = memory_->load<u32>(offset) % message_count;
        space = (read + message_count - write_pointer_ - 1) % message_count;
        return space >= elements;
      },
      [&] { return fmt::format("{} elements free of {} wanted (read pointer {})", space, elements, read); });
}

void GspQueues::send(Bytes message) {
  send_element(message.first(std::min(message.size(), largest_message)));
  if (message.size() <= largest_message) return;
  // The rest travels in records of their own.
  const auto header = load<rm::RpcMessageHeader>(message);
  constexpr std::size_t part_size = largest_message - sizeof(rm::RpcMessageHeader);
  for (std::size_t at = largest_message; at < message.size(); at += part_size) {
    const Bytes part = message.subspan(at, std::min(part_size, message.size() - at));
    rm::RpcMessageHeader next = header;
    next.function = static_cast<u32>(rm::RpcFunction::continuation_record);
    next.length = static_cast<u32>(sizeof next + part.size());
    std::vector<std::byte> record(sizeof next + part.size());
    store(MutableBytes(record), 0, next);
    std::copy(part.begin(), part.end(), record.begin() + sizeof next);
    send_element(record);
  }
}

void GspQueues::send_element(Bytes message) {
  const u32 elements = elements_of(message.size());
  wait_for_space(elements);
  scratch_.assign(std::size_t{elements} * rm::queue_element_size, std::byte{0});
  std::copy(message.begin(), message.end(), scratch_.begin() + element_header);
  rm::GspMsgQueueElement element;
  element.rpc = load<rm::RpcMessageHeader>(message);
  element.rpc.length = static_cast<u32>(message.size());
  element.seq_num = send_sequence_++;
  element.elem_count = elements;
  store(MutableBytes(scratch_), 0, element);
  element.check_sum = checksum(scratch_);
  store(MutableBytes(scratch_), 0, element);
  // The ring's end cuts a message in two.
  const u32 first = std::min(elements, message_count - write_pointer_);
  const auto ring = [&](u32 at) { return command_ + rm::queue_header_size + u64{at} * rm::queue_element_size; };
  memory_->write(ring(write_pointer_), Bytes(scratch_).first(u64{first} * rm::queue_element_size));
  if (first < elements) memory_->write(ring(0), Bytes(scratch_).subspan(u64{first} * rm::queue_element_size));
  write_pointer_ = (write_pointer_ + elements) % message_count;
  memory_->store(command_ + offsetof(rm::MsgqTxHeader, write_ptr), write_pointer_);
  link_.write32(register_bar, doorbell_, 0);
}

// Bytes of a message from its element on, around the ring's end.
void GspQueues::read_ring(u32 element, u64 offset, MutableBytes into) {
  const u64 ring = u64{message_count} * rm::queue_element_size;
  const u64 begin = (u64{element} * rm::queue_element_size + offset) % ring;
  const u64 first = std::min<u64>(into.size(), ring - begin);
  memory_->read(status_ + status_header_.entry_off + begin, into.first(first));
  if (first < into.size()) memory_->read(status_ + status_header_.entry_off, into.subspan(first));
}

std::optional<GspQueues::Record> GspQueues::receive() {
  const u32 written = write_pointer_of_status_queue();
  if (written == read_pointer_) return std::nullopt;
  const u32 available = (written + message_count - read_pointer_) % message_count;
  rm::GspMsgQueueElement element;
  read_ring(read_pointer_, 0, as_writable_bytes(element));
  const auto broken = [&](std::string_view field, std::string_view expected, std::string_view found) {
    throw RpcBroken(fmt::format("message {} from GSP-RM ({}): {}: expected {}, found {}", receive_sequence_,
                                rm::rpc_name(element.rpc.function), field, expected, found));
  };
  if (element.rpc.signature != rm::rpc_signature)
    broken("signature", fmt::format("{:#x}", rm::rpc_signature), fmt::format("{:#x}", element.rpc.signature));
  if (element.rpc.length < sizeof(rm::RpcMessageHeader) || element.rpc.length > largest_message)
    broken("length", fmt::format("{} to {}", sizeof(rm::RpcMessageHeader), largest_message),
           fmt::format("{}", element.rpc.length));
  const u32 elements = elements_of(element.rpc.length);
  if (element.elem_count < elements || element.elem_count > available)
    broken("element count", fmt::format("{} to the {} written", elements, available),
           fmt::format("{}", element.elem_count));
  std::vector<std::byte> whole(element_header + element.rpc.length);
  std::memcpy(whole.data(), &element, std::min(sizeof element, whole.size()));
  if (whole.size() > sizeof element)
    read_ring(read_pointer_, sizeof element, MutableBytes(whole).subspan(sizeof element));
  if (const u32 sum = checksum(whole); sum != 0)
    broken("checksum", "one that makes the element's sum 0", fmt::format("a sum of {:#x}", sum));
  if (element.seq_num != receive_sequence_)
    broken("sequence number", fmt::format("{}", receive_sequence_), fmt::format("{}", element.seq_num));
  ++receive_sequence_;
  read_pointer_ = (read_pointer_ + element.elem_count) % message_count;
  memory_->store(command_ + read_pointer_offset, read_pointer_);
  constexpr std::size_t payload = element_header + sizeof(rm::RpcMessageHeader);
  return Record{element.rpc, std::vector<std::byte>(whole.begin() + payload, whole.end())};
}

}  // namespace egpulab::driver::nvidia

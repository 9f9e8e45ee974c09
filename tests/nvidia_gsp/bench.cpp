// The bench's memory, lines and driver.
#include "tests/nvidia_gsp/bench.hpp"

#include <fmt/format.h>

#include "simulator/nvidia/gsp/message_queue.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

namespace {

constexpr u64 page_bytes = 4096;
DeviceProfile load_card(std::string_view id) {
  auto p = load_device_profile(id);
  if (!p) throw std::runtime_error(p.error().message);
  return *std::move(p);
}

}  // namespace

// Calls `part(page, offset in it, bytes, offset in the transfer)` for each page; false where one is refused.
bool SparseMemory::for_pages(PhysicalAddress at, u64 bytes, const std::function<void(u64, u64, u64, u64)>& part) {
  for (u64 done = 0; done < bytes;) {
    const u64 address = at.address + done, offset = address % page_bytes;
    const u64 n = std::min(bytes - done, page_bytes - offset);
    if (is_system(at.aperture) && refused_pages.contains(address - offset)) return false;
    part(address / page_bytes, offset, n, done);
    done += n;
  }
  return true;
}

bool SparseMemory::read(PhysicalAddress from, MutableBytes into) {
  return for_pages(from, into.size(), [&](u64 number, u64 offset, u64 n, u64 at) {
    const auto p = pages_.find({is_system(from.aperture), number});
    if (p == pages_.end())
      std::memset(into.data() + at, 0, n);
    else
      std::memcpy(into.data() + at, p->second.data() + offset, n);
  });
}

bool SparseMemory::write(PhysicalAddress to, Bytes from) {
  return for_pages(to, from.size(), [&](u64 number, u64 offset, u64 n, u64 at) {
    auto& p = pages_[{is_system(to.aperture), number}];
    p.resize(page_bytes);
    std::memcpy(p.data() + offset, from.data() + at, n);
  });
}

void Lines::submit_runlist(u32 runlist, PhysicalAddress base, u32 entries) {
  host.push_back(fmt::format("runlist {} has {} entries", runlist, entries));
  runlists[runlist] = {base, entries};
}
void Lines::enable_channel(u32 runlist, u32 channel, bool enable) {
  host.push_back(fmt::format("{} channel {} of runlist {}", enable ? "enable" : "disable", channel, runlist));
}
void Lines::preempt(u32 runlist, u32 channel) {
  host.push_back(fmt::format("preempt channel {} of runlist {}", channel, runlist));
}
void Lines::release_channel(u32 runlist, u32 channel) {
  host.push_back(fmt::format("release channel {} of runlist {}", channel, runlist));
}

Bench::Bench(std::string_view card, Faults faults)
    : profile_(load_card(card)),
      rm_(timeline_, report_, profile_, {memory_, lines_, lines_, lines_, lines_, lines_}, faults) {}

void Bench::prepare() {
  for (u64 i = 0; i < pages; ++i) put(queue_at(i * 8), queue_memory + i * page_bytes);
  put(queue_at(command_queue), r570::MsgqTxHeader{.version = 0,
                                                  .size = 0x40000,
                                                  .msg_size = 0x1000,
                                                  .msg_count = ring,
                                                  .write_ptr = 0,
                                                  .flags = r570::msgq_flags_swap_rx,
                                                  .rx_hdr_off = 0x20,
                                                  .entry_off = 0x1000});
  r570::GspArgumentsCached arguments;
  arguments.message_queue_init_arguments.shared_mem_phys_addr = queue_memory;
  arguments.message_queue_init_arguments.page_table_entry_count = pages;
  arguments.message_queue_init_arguments.cmd_queue_offset = command_queue;
  arguments.message_queue_init_arguments.stat_queue_offset = status_queue;
  put({Aperture::system_coherent, rm_arguments}, arguments);
  u64 at = libos, log = logs;
  for (const std::string_view name : {"LOGINIT", "LOGINTR", "LOGRM", "LOGMNOC", "LOGKRNL", "RMARGS"}) {
    r570::LibosMemoryRegionInitArgument r;
    r.id8 = r570::libos_region_id(name);
    r.pa = name == "RMARGS" ? rm_arguments : log;
    r.size = name == "RMARGS" ? 0x1000 : 0x10000;
    r.kind = static_cast<u8>(r570::LibosRegionKind::contiguous),
    r.loc = static_cast<u8>(r570::LibosRegionLocation::sysmem);
    put({Aperture::system_coherent, at}, r);
    at += sizeof r, log += 0x10000;
  }
  r570::GspFwWprMeta m;
  m.magic = r570::wpr_meta_magic, m.revision = r570::wpr_meta_revision;
  m.gsp_fw_rsvd_start = lines_.protection.begin - 0x100000;
  m.gsp_fw_wpr_start = lines_.protection.begin, m.gsp_fw_wpr_end = lines_.protection.end;
  m.gsp_fw_heap_offset = lines_.protection.begin + 0x100000, m.gsp_fw_heap_size = 0x8100000;
  put({Aperture::system_coherent, meta}, m);
}

void Bench::boot() {
  prepare();
  r570::GspSystemInfo info;
  info.gpu_phys_addr = 0xf0000000, info.gpu_phys_fb_addr = 0x6000000000;
  send(RpcFunction::gsp_set_system_info, as_bytes(info));
  start();
  run(1s);
  const auto messages = receive();
  ASSERT_FALSE(messages.empty());
  ASSERT_EQ(messages.back().function, static_cast<u32>(RpcEvent::gsp_init_done));
  ASSERT_EQ(messages.back().result, 0u);
}

void Bench::send(u32 function, Bytes payload, const std::function<void(MutableBytes)>& spoil) {
  r570::GspMsgQueueElement e;
  const u64 bytes = sizeof e + payload.size();
  e.seq_num = sequence_++;
  e.elem_count = static_cast<u32>(align_up(bytes, page_bytes) / page_bytes);
  e.rpc.header_version = r570::rpc_header_version, e.rpc.signature = r570::rpc_signature;
  e.rpc.length = static_cast<u32>(r570::rpc_header_size + payload.size()), e.rpc.function = function;
  e.rpc.rpc_result = e.rpc.rpc_result_private = r570::rpc_result_pending;
  std::vector<std::byte> element(e.elem_count * page_bytes);
  std::memcpy(element.data(), &e, sizeof e);
  if (!payload.empty()) std::memcpy(element.data() + sizeof e, payload.data(), payload.size());
  store(MutableBytes(element), offsetof(r570::GspMsgQueueElement, check_sum),
        queue_checksum(Bytes(element).first(bytes)));
  if (spoil) spoil(element);
  u32 write = command_write_pointer();
  for (u32 i = 0; i < e.elem_count; ++i) {
    memory_.write(queue_at(command_queue + 0x1000 + u64{write} * page_bytes),
                  Bytes(element).subspan(i * page_bytes, page_bytes));
    write = (write + 1) % ring;
  }
  put(queue_at(command_queue + offsetof(r570::MsgqTxHeader, write_ptr)), write);
  rm_.doorbell(0);
}

std::vector<Message> Bench::receive(bool acknowledge) {
  std::vector<Message> messages;
  u32 at = read_pointer_;
  while (at != bus<u32>(queue_at(status_queue + offsetof(r570::MsgqTxHeader, write_ptr)))) {
    const auto e = bus<r570::GspMsgQueueElement>(queue_at(status_queue + 0x1000 + u64{at} * page_bytes));
    std::vector<std::byte> element(e.elem_count * page_bytes);
    for (u32 i = 0; i < e.elem_count; ++i)
      memory_.read(queue_at(status_queue + 0x1000 + u64{(at + i) % ring} * page_bytes),
                   MutableBytes(element).subspan(i * page_bytes, page_bytes));
    const u64 bytes = r570::queue_element_header_size + e.rpc.length;
    EXPECT_EQ(queue_checksum(Bytes(element).first(bytes)), 0u) << "of status element " << e.seq_num;
    messages.push_back({e.rpc.function,
                        e.rpc.rpc_result,
                        e.seq_num,
                        e.elem_count,
                        {element.begin() + sizeof e, element.begin() + static_cast<long>(bytes)}});
    at = (at + e.elem_count) % ring;
  }
  if (acknowledge) read_pointer_ = at, put(queue_at(command_queue + 0x20), at);
  return messages;
}

Message Bench::call(RpcFunction function, Bytes payload) {
  send(function, payload);
  run(1ms);
  auto messages = receive();
  EXPECT_EQ(messages.size(), 1u) << "replies to " << to_string(function);
  last_ = messages.empty() ? Message{} : messages.back();
  EXPECT_EQ(last_.function, static_cast<u32>(function));
  return last_;
}

Status Bench::alloc(u32 c, u32 parent, u32 object, u32 class_number, Bytes parameters) {
  r570::RpcGspRmAlloc h;
  h.h_client = c, h.h_parent = parent, h.h_object = object, h.h_class = class_number;
  h.params_size = static_cast<u32>(parameters.size());
  std::vector<std::byte> payload(sizeof h);
  store(MutableBytes(payload), 0, h);
  payload.insert(payload.end(), parameters.begin(), parameters.end());
  const Message m = call(RpcFunction::gsp_rm_alloc, Bytes(payload));
  if (m.payload.size() < sizeof h) return Status::err_generic;
  EXPECT_EQ(m.as<r570::RpcGspRmAlloc>().status, m.result);
  return static_cast<Status>(m.result);
}

Status Bench::control(u32 c, u32 object, u32 command, Bytes parameters) {
  r570::RpcGspRmControl h;
  h.h_client = c, h.h_object = object, h.cmd = command, h.params_size = static_cast<u32>(parameters.size());
  std::vector<std::byte> payload(sizeof h);
  store(MutableBytes(payload), 0, h);
  payload.insert(payload.end(), parameters.begin(), parameters.end());
  const Message m = call(RpcFunction::gsp_rm_control, Bytes(payload));
  EXPECT_EQ(m.result, 0u);
  return m.payload.size() < sizeof h ? Status::err_generic : static_cast<Status>(m.as<r570::RpcGspRmControl>().status);
}

Status Bench::free(u32 c, u32 object) {
  r570::RpcFree f;
  f.params.h_root = c, f.params.h_object_old = object;
  return static_cast<Status>(call(RpcFunction::free, f).result);
}

void Bench::make_client() {
  r570::Nv0000AllocParameters root;
  r570::Nv0080AllocParameters d;
  r570::Nv2080AllocParameters s;
  r570::NvVaspaceAllocationParameters v;
  v.flags = r570::vaspace::flag_is_externally_owned;
  ASSERT_EQ(alloc(client, 0, client, classes::nv01_root, root), Status::ok);
  ASSERT_EQ(alloc(client, client, device, classes::nv01_device_0, d), Status::ok);
  ASSERT_EQ(alloc(client, device, subdevice, classes::nv20_subdevice_0, s), Status::ok);
  ASSERT_EQ(alloc(client, device, va_space, classes::fermi_vaspace_a, v), Status::ok);
  r570::RpcSetPageDirectory p;
  p.h_client = client, p.h_device = device;
  p.params.phys_address = 0x10000, p.params.num_entries = 4, p.params.flags = 8, p.params.h_va_space = va_space;
  ASSERT_EQ(call(RpcFunction::set_page_directory, p).result, 0u);
}

void Bench::make_group() {
  r570::NvChannelGroupAllocationParameters g;
  g.engine_type = 1;
  r570::NvCtxshareAllocationParameters s;
  s.h_va_space = va_space;
  ASSERT_EQ(alloc(client, device, group, classes::kepler_channel_group_a, g), Status::ok);
  ASSERT_EQ(alloc(client, group, share, classes::fermi_context_share_a, s), Status::ok);
}

r570::NvChannelAllocParams Bench::channel_parameters(u64 memory, u64 ring_address) const {
  r570::NvChannelAllocParams p;
  p.gp_fifo_offset = ring_address, p.gp_fifo_entries = 64, p.h_context_share = share;
  const auto in_vram = [](u64 base, u64 size) {
    return r570::NvMemoryDescParams{base, size, static_cast<u32>(r570::AddressSpace::framebuffer), 1};
  };
  p.instance_mem = in_vram(memory, 0x1000), p.ramfc_mem = in_vram(memory, 0x200);
  p.userd_mem = in_vram(memory + 0x1000, 0x200), p.mthdbuf_mem = in_vram(memory + 0x2000, 0x5000);
  return p;
}

std::vector<std::string> Bench::findings() const {
  std::vector<std::string> lines;
  for (const auto& e : report_.entries()) lines.push_back(e.what);
  return lines;
}

}  // namespace egpulab::simulator::nvidia::gsp::test

// AQL queues: 64-byte packets of the HSA architecture, which the MEC's firmware turns into dispatches.
// Facts: driver/regs/amd/aql.hpp; the kernel descriptor and its SGPR set-up as LLVM's AMDGPUUsage lists them.
#include "driver/regs/amd/aql.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/amd/kernel_descriptor.hpp"
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;

namespace {

constexpr u32 lds_granule = 512;  // bytes that one unit of RSRC2.LDS_SIZE stands for

// What the firmware leaves in the queue's inactive signal when it stops a queue, one bit a reason (ROCr
// amd_aql_queue.cpp turns them into HSA statuses).
namespace queue_error {
constexpr u64 dimensions = 0x2, group_memory = 0x4, code = 0x8, packet_format = 0x20, group_size = 0x40,
              vendor_packet_format = 0x100;
}  // namespace queue_error

constexpr u32 largest_group = 1024;

template <class T>
T as(Bytes packet) {
  return egpulab::load<T>(packet);
}

}  // namespace

// The queue's own structure lies around the read index that the CP reports. 0: there is none.
u64 ComputeQueue::aql_queue_address() {
  const u64 report = read_report_address();
  u32 to_base = 0;
  if (report == 0 || services_.spaces[queue_vmid()]->load(report + 8, to_base) || to_base == 0) return 0;
  return report - to_base;
}

Step ComputeQueue::aql_error(u64 reason, const std::string& what) {
  fail(CpHqdError{"AQL_ERROR"_f = true}, what);
  VmSpace& memory = *services_.spaces[queue_vmid()];
  const u64 queue = aql_queue_address();
  u64 handle = 0;
  aql::Signal signal{};
  if (queue == 0 || memory.load(queue + offsetof(aql::Queue, queue_inactive_signal), handle) || handle == 0)
    return Step::failed;
  if (memory.load(handle, signal) || memory.store(handle + offsetof(aql::Signal, value), reason)) return Step::failed;
  if (signal.event_mailbox_ptr == 0) return Step::failed;
  if (!memory.store(signal.event_mailbox_ptr, u64{signal.event_id}))
    interrupt(CpInterrupt::end_of_pipe, signal.event_id);
  return Step::failed;
}

u64 ComputeQueue::aql_packet_address() const {
  constexpr u64 bytes = sizeof(aql::KernelDispatchPacket);
  return ring_base() + rptr_ % std::max<u64>(ring_dwords() * 4 / bytes, 1) * bytes;
}

Step ComputeQueue::step_aql() {
  if (rptr_ >= wptr_) return Step::wait;
  const u64 address = aql_packet_address();
  std::array<std::byte, sizeof(aql::KernelDispatchPacket)> packet;
  if (const auto f = services_.spaces[vmid()]->read(address, packet))
    return fault(*f, HubClient::cpf, CpHqdError{"PQ_UTCL1_ERROR"_f = true});
  return aql_packet(packet, address);
}

Step ComputeQueue::aql_packet(Bytes packet, u64 address) {
  const aql::Header header(egpulab::load<u16>(packet));
  if (header["TYPE"_f] == aql::PacketType::invalid) return wait_for_memory(address);  // not written yet
  if (header["BARRIER"_f] && !work_.empty()) return wait_for_shaders();
  switch (header["TYPE"_f]) {
    case aql::PacketType::kernel_dispatch:
      return aql_kernel(packet, address);
    case aql::PacketType::barrier_and:
      return aql_barrier(packet, true);
    case aql::PacketType::barrier_or:
      return aql_barrier(packet, false);
    case aql::PacketType::vendor_specific:
      return aql_vendor(packet, address);
    default:
      break;
  }
  return aql_error(queue_error::packet_format,
                   fmt::format("header {:#06x} is no packet that a GPU processes (type {}{})", header.raw(),
                               static_cast<u32>(header["TYPE"_f]),
                               header["TYPE"_f] == aql::PacketType::agent_dispatch ? ", AGENT_DISPATCH" : ""));
}

// The slot is free for the producer again.
bool ComputeQueue::consume_aql() {
  const auto f = services_.spaces[vmid()]->store(aql_packet_address(), static_cast<u16>(aql::PacketType::invalid));
  if (f) fault(*f, HubClient::cpc, CpHqdError{"PQ_UTCL1_ERROR"_f = true});
  ++rptr_;
  return !f;
}

Step ComputeQueue::aql_kernel(Bytes raw, u64 address) {
  const auto packet = as<aql::KernelDispatchPacket>(raw);
  const std::array<u32, 3> group{packet.workgroup_size_x, packet.workgroup_size_y, packet.workgroup_size_z};
  const std::array<u32, 3> grid{packet.grid_size_x, packet.grid_size_y, packet.grid_size_z};
  const u32 dimensions = packet.setup & 3;
  if (dimensions == 0) return aql_error(queue_error::dimensions, "KERNEL_DISPATCH with 0 dimensions; expected 1 to 3");
  for (u32 axis = 0; axis < dimensions; ++axis)
    if (group[axis] == 0 || grid[axis] == 0)
      return aql_error(queue_error::dimensions,
                       fmt::format("KERNEL_DISPATCH with workgroup {}x{}x{} and grid {}x{}x{} in {} dimensions",
                                   group[0], group[1], group[2], grid[0], grid[1], grid[2], dimensions));
  if (u64{group[0]} * group[1] * group[2] > largest_group)
    return aql_error(queue_error::group_size,
                     fmt::format("KERNEL_DISPATCH with workgroup {}x{}x{}; expected at most {} work-items", group[0],
                                 group[1], group[2], largest_group));
  if (packet.kernel_object == 0) return aql_error(queue_error::code, "KERNEL_DISPATCH with kernel object 0");
  KernelDescriptor kernel{};
  if (!load(packet.kernel_object, kernel)) return Step::failed;
  const u64 queue_address = aql_queue_address();
  aql::Queue queue{};
  if (queue_address != 0 && !load(queue_address, queue)) return Step::failed;

  const KernelCodeProperties properties(kernel.kernel_code_properties);
  std::array<u32, 16> sgprs{};
  std::size_t used = 0;
  const auto put = [&](bool wanted, std::initializer_list<u32> words) {
    if (!wanted) return;
    for (const u32 word : words)
      if (used < sgprs.size()) sgprs[used++] = word;
  };
  const auto put64 = [&](bool wanted, u64 value) { put(wanted, {low32(value), high32(value)}); };
  const u32* v = queue.scratch_resource_descriptor;
  put(properties["ENABLE_SGPR_PRIVATE_SEGMENT_BUFFER"_f], {v[0], v[1], v[2], v[3]});
  put64(properties["ENABLE_SGPR_DISPATCH_PTR"_f], address);
  put64(properties["ENABLE_SGPR_QUEUE_PTR"_f], queue_address);
  put64(properties["ENABLE_SGPR_KERNARG_SEGMENT_PTR"_f], packet.kernarg_address);
  put64(properties["ENABLE_SGPR_DISPATCH_ID"_f], rptr_);
  put64(properties["ENABLE_SGPR_FLAT_SCRATCH_INIT"_f], queue.scratch_backing_memory_location);
  put(properties["ENABLE_SGPR_PRIVATE_SEGMENT_SIZE"_f], {packet.private_segment_size});
  for (u32 n = 0; n < sgprs.size(); ++n) compute_.put(ComputeUserData(sgprs[n]), n);

  const u64 program = packet.kernel_object + static_cast<u64>(kernel.kernel_code_entry_byte_offset);
  compute_.put(ComputePgmLo(low32(program >> 8)));
  compute_.put(ComputePgmHi(high32(program >> 8)));
  compute_.put(ComputePgmRsrc1(kernel.compute_pgm_rsrc1));
  const u32 lds = (packet.group_segment_size + lds_granule - 1) / lds_granule;
  if (lds > 0x1ff)
    return aql_error(queue_error::group_memory,
                     fmt::format("KERNEL_DISPATCH asks for {} bytes of LDS", packet.group_segment_size));
  compute_.put(ComputePgmRsrc2(kernel.compute_pgm_rsrc2).with("LDS_SIZE"_f = lds));
  compute_.put(ComputePgmRsrc3(kernel.compute_pgm_rsrc3));
  compute_.put(ComputeTmpringSize(queue.compute_tmpring_size));
  compute_.put(ComputeDispatchScratchBaseLo(low32(queue.scratch_backing_memory_location >> 8)));
  compute_.put(ComputeDispatchScratchBaseHi(high32(queue.scratch_backing_memory_location >> 8)));
  std::array<u32, 3> threads{1, 1, 1}, partial{}, groups{1, 1, 1};
  for (u32 axis = 0; axis < dimensions; ++axis) {
    threads[axis] = group[axis];
    partial[axis] = grid[axis] % group[axis];
    groups[axis] = grid[axis] / group[axis] + (partial[axis] != 0 ? 1 : 0);
  }
  compute_.put(ComputeNumThreadX{"NUM_THREAD_FULL"_f = threads[0], "NUM_THREAD_PARTIAL"_f = partial[0]});
  compute_.put(ComputeNumThreadY{"NUM_THREAD_FULL"_f = threads[1], "NUM_THREAD_PARTIAL"_f = partial[1]});
  compute_.put(ComputeNumThreadZ{"NUM_THREAD_FULL"_f = threads[2], "NUM_THREAD_PARTIAL"_f = partial[2]});
  const ComputeDispatchInitiator initiator{"COMPUTE_SHADER_EN"_f = true, "PARTIAL_TG_EN"_f = true,
                                           "FORCE_START_AT_000"_f = true,
                                           "CS_W32_EN"_f = properties["ENABLE_WAVEFRONT_SIZE32"_f]};
  const Step result = dispatch(groups, initiator.raw(), packet.completion_signal);
  if (result != Step::done) return result;
  return consume_aql() ? Step::jumped : Step::failed;
}

Step ComputeQueue::aql_barrier(Bytes raw, bool all) {
  const auto packet = as<aql::BarrierPacket>(raw);
  bool any_signal = false, any_done = false;
  u64 pending = 0;
  for (const u64 signal : packet.dep_signal) {
    if (signal == 0) continue;
    any_signal = true;
    i64 value = 0;
    if (!load(signal + offsetof(aql::Signal, value), value)) return Step::failed;
    if (value == 0)
      any_done = true;
    else if (pending == 0)
      pending = signal + offsetof(aql::Signal, value);
  }
  if (all && pending != 0) return wait_for_memory(pending);
  // Any of several places may change: look again after a while.
  if (!all && any_signal && !any_done) return wait_for_time(0);
  if (!consume_aql()) return Step::failed;
  if (packet.completion_signal != 0) end_of_pipe({.signal = packet.completion_signal});
  return failed_ ? Step::failed : Step::jumped;
}

Step ComputeQueue::aql_vendor(Bytes raw, u64) {
  const auto packet = as<aql::Pm4IbPacket>(raw);
  if (packet.ven_hdr != 1)
    return aql_error(
        queue_error::vendor_packet_format,
        fmt::format("vendor-specific packet of format {}; expected 1 (PM4 indirect buffer)", packet.ven_hdr));
  const pm4::Header header(packet.ib_jump_cmd[0]);
  if (header["TYPE"_f] != 3 || header["OPCODE"_f] != pm4::Opcode::indirect_buffer)
    return aql_error(queue_error::vendor_packet_format,
                     fmt::format("vendor-specific packet holds {:#010x}; expected INDIRECT_BUFFER", header.raw()));
  const pm4::IndirectBuffer ib({packet.ib_jump_cmd[1], packet.ib_jump_cmd[2], packet.ib_jump_cmd[3]});
  const u8 own = vmid();
  if (!consume_aql()) return Step::failed;
  ib_ = Stream{join64(packet.ib_jump_cmd[1] & ~3u, packet.ib_jump_cmd[2]), ib["ib_size"_f], 0,
               own != 0 ? own : static_cast<u8>(ib["vmid"_f]), packet.completion_signal};
  return Step::jumped;
}

}  // namespace egpulab::simulator::amd::cp

// AQL queues: 64-byte packets of the HSA architecture, which the MEC's firmware turns into dispatches.
// Facts: driver/regs/amd/aql.hpp; the kernel descriptor and its SGPR set-up as LLVM's AMDGPUUsage lists them.
#include "driver/regs/amd/aql.hpp"

#include <fmt/format.h>

#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;

namespace {

constexpr u64 packet_bytes = 64;
constexpr u32 lds_granule = 512;  // bytes that one unit of RSRC2.LDS_SIZE stands for

// amd_kernel_descriptor_t of code objects v3 and later.
struct KernelDescriptor {
  u32 group_segment_fixed_size, private_segment_fixed_size, kernarg_size;
  u32 reserved0;
  i64 entry_byte_offset;  // from the descriptor
  u32 reserved1[5];
  u32 rsrc3, rsrc1, rsrc2;
  u16 properties, kernarg_preload;
  u32 reserved2;
};
static_assert(sizeof(KernelDescriptor) == 64 && offsetof(KernelDescriptor, rsrc3) == 44);

using Properties =
    regs::Bits<16, regs::Bit<"PRIVATE_SEGMENT_BUFFER", 0>, regs::Bit<"DISPATCH_PTR", 1>, regs::Bit<"QUEUE_PTR", 2>,
               regs::Bit<"KERNARG_SEGMENT_PTR", 3>, regs::Bit<"DISPATCH_ID", 4>, regs::Bit<"FLAT_SCRATCH_INIT", 5>,
               regs::Bit<"PRIVATE_SEGMENT_SIZE", 6>, regs::Bit<"WAVEFRONT_SIZE32", 10>,
               regs::Bit<"USES_DYNAMIC_STACK", 11>>;

template <class T>
T as(Bytes packet) {
  return egpulab::load<T>(packet);
}

}  // namespace

Step ComputeQueue::aql_error(const std::string& what) { return fail(CpHqdError{"AQL_ERROR"_f = true}, what); }

Step ComputeQueue::step_aql() {
  if (rptr_ >= wptr_) return Step::wait;
  const u64 packets = ring_dwords() * 4 / packet_bytes;
  const u64 address = ring_base() + rptr_ % packets * packet_bytes;
  std::array<std::byte, packet_bytes> packet;
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
  return aql_error(fmt::format("header {:#06x} is no packet that a GPU processes (type {}{})", header.raw(),
                               static_cast<u32>(header["TYPE"_f]),
                               header["TYPE"_f] == aql::PacketType::agent_dispatch ? ", AGENT_DISPATCH" : ""));
}

// The slot is free for the producer again.
bool ComputeQueue::consume_aql() {
  const u64 packets = ring_dwords() * 4 / packet_bytes;
  const u64 address = ring_base() + rptr_ % packets * packet_bytes;
  const auto f = services_.spaces[vmid()]->store(address, static_cast<u16>(aql::PacketType::invalid));
  if (f) fault(*f, HubClient::cpc, CpHqdError{"PQ_UTCL1_ERROR"_f = true});
  ++rptr_;
  return !f;
}

Step ComputeQueue::aql_kernel(Bytes raw, u64 address) {
  const auto packet = as<aql::KernelDispatchPacket>(raw);
  const std::array<u32, 3> group{packet.workgroup_size_x, packet.workgroup_size_y, packet.workgroup_size_z};
  const std::array<u32, 3> grid{packet.grid_size_x, packet.grid_size_y, packet.grid_size_z};
  const u32 dimensions = packet.setup & 3;
  if (dimensions == 0) return aql_error("KERNEL_DISPATCH with 0 dimensions; expected 1 to 3");
  for (u32 axis = 0; axis < dimensions; ++axis)
    if (group[axis] == 0 || grid[axis] == 0)
      return aql_error(fmt::format("KERNEL_DISPATCH with workgroup {}x{}x{} and grid {}x{}x{} in {} dimensions",
                                   group[0], group[1], group[2], grid[0], grid[1], grid[2], dimensions));
  KernelDescriptor kernel{};
  if (!load(packet.kernel_object, kernel)) return Step::failed;

  // The queue's own structure lies around the read index that the CP reports.
  const u64 report = join64(hqd_.get<CpHqdPqRptrReportAddr>().raw() & ~3u,
                            hqd_.get<CpHqdPqRptrReportAddrHi>()["RPTR_REPORT_ADDR_HI"_f]);
  u32 to_base = 0;
  aql::Queue queue{};
  if (report != 0 && !load(report + 8, to_base)) return Step::failed;
  const u64 queue_address = report - to_base;
  if (report != 0 && to_base != 0 && !load(queue_address, queue)) return Step::failed;

  const Properties properties(kernel.properties);
  std::array<u32, 16> sgprs{};
  std::size_t used = 0;
  const auto put = [&](bool wanted, std::initializer_list<u32> words) {
    if (!wanted) return;
    for (const u32 word : words)
      if (used < sgprs.size()) sgprs[used++] = word;
  };
  const auto put64 = [&](bool wanted, u64 value) { put(wanted, {low32(value), high32(value)}); };
  const u32* v = queue.scratch_resource_descriptor;
  put(properties["PRIVATE_SEGMENT_BUFFER"_f], {v[0], v[1], v[2], v[3]});
  put64(properties["DISPATCH_PTR"_f], address);
  put64(properties["QUEUE_PTR"_f], queue_address);
  put64(properties["KERNARG_SEGMENT_PTR"_f], packet.kernarg_address);
  put64(properties["DISPATCH_ID"_f], rptr_);
  put64(properties["FLAT_SCRATCH_INIT"_f], queue.scratch_backing_memory_location);
  put(properties["PRIVATE_SEGMENT_SIZE"_f], {packet.private_segment_size});
  for (u32 n = 0; n < sgprs.size(); ++n) compute_.put(ComputeUserData(sgprs[n]), n);

  const u64 program = packet.kernel_object + static_cast<u64>(kernel.entry_byte_offset);
  compute_.put(ComputePgmLo(low32(program >> 8)));
  compute_.put(ComputePgmHi(high32(program >> 8)));
  compute_.put(ComputePgmRsrc1(kernel.rsrc1));
  const u32 lds = (packet.group_segment_size + lds_granule - 1) / lds_granule;
  if (lds > 0x1ff) return aql_error(fmt::format("KERNEL_DISPATCH asks for {} bytes of LDS", packet.group_segment_size));
  compute_.put(ComputePgmRsrc2(kernel.rsrc2).with("LDS_SIZE"_f = lds));
  compute_.put(ComputePgmRsrc3(kernel.rsrc3));
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
                                           "CS_W32_EN"_f = properties["WAVEFRONT_SIZE32"_f]};
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
        fmt::format("vendor-specific packet of format {}; expected 1 (PM4 indirect buffer)", packet.ven_hdr));
  const pm4::Header header(packet.ib_jump_cmd[0]);
  if (header["TYPE"_f] != 3 || header["OPCODE"_f] != pm4::Opcode::indirect_buffer)
    return aql_error(fmt::format("vendor-specific packet holds {:#010x}; expected INDIRECT_BUFFER", header.raw()));
  const pm4::IndirectBuffer ib({packet.ib_jump_cmd[1], packet.ib_jump_cmd[2], packet.ib_jump_cmd[3]});
  const u8 own = vmid();
  if (!consume_aql()) return Step::failed;
  ib_ = Stream{join64(packet.ib_jump_cmd[1] & ~3u, packet.ib_jump_cmd[2]), ib["ib_size"_f], 0,
               own != 0 ? own : static_cast<u8>(ib["vmid"_f]), packet.completion_signal};
  return Step::jumped;
}

}  // namespace egpulab::simulator::amd::cp

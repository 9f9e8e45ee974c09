// The table of PM4 packet bodies.
#include "driver/regs/amd/pm4_packets.hpp"

namespace egpulab::regs::amd::pm4 {
namespace {

template <class Body>
constexpr PacketInfo packet(Opcode opcode) {
  return {opcode, Body::width / 32, Body::fields};
}

// clang-format off
constexpr PacketInfo table[] = {
    packet<WaitRegMem>(Opcode::wait_reg_mem),
    packet<WaitRegMem64>(Opcode::wait_reg_mem64),
    packet<IndirectBuffer>(Opcode::indirect_buffer),
    packet<CondExec>(Opcode::cond_exec),
    packet<CondWrite>(Opcode::cond_write),
    packet<Rewind>(Opcode::rewind),
    packet<WriteData>(Opcode::write_data),
    packet<CopyData>(Opcode::copy_data),
    packet<DmaData>(Opcode::dma_data),
    packet<AtomicMem>(Opcode::atomic_mem),
    packet<SetShReg>(Opcode::set_sh_reg),
    packet<SetShReg>(Opcode::set_sh_reg_index),
    packet<SetConfigReg>(Opcode::set_config_reg),
    packet<SetUconfigReg>(Opcode::set_uconfig_reg),
    packet<SetQueueReg>(Opcode::set_queue_reg),
    packet<DispatchDirect>(Opcode::dispatch_direct),
    packet<DispatchIndirect>(Opcode::dispatch_indirect),
    packet<EventWrite>(Opcode::event_write),
    packet<ReleaseMem>(Opcode::release_mem),
    packet<AcquireMem>(Opcode::acquire_mem),
    packet<InvalidateTlbs>(Opcode::invalidate_tlbs),
    packet<PrimeUtcl2>(Opcode::prime_utcl2),
    packet<HdpFlush>(Opcode::hdp_flush),
    packet<SetResources>(Opcode::set_resources),
    packet<MapQueues>(Opcode::map_queues),
    packet<UnmapQueues>(Opcode::unmap_queues),
    packet<QueryStatus>(Opcode::query_status),
    packet<MapProcess>(Opcode::map_process),
    packet<RunList>(Opcode::run_list),
};
// clang-format on

}  // namespace

std::span<const PacketInfo> packets() { return table; }

const PacketInfo* find_packet(Opcode opcode) {
  for (const PacketInfo& p : table)
    if (p.opcode == opcode) return &p;
  return nullptr;
}

}  // namespace egpulab::regs::amd::pm4

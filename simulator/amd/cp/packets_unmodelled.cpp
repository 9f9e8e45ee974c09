// Packets that a compute queue takes on hardware and the model does not have: counted by name and passed over.
#include <fmt/format.h>

#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

Step unmodelled(ComputeQueue& queue, pm4::Header header, Words) {
  queue.report(Finding::unmodelled, fmt::format("packet {}", to_string(header["OPCODE"_f])));
  return Step::done;
}

constexpr PacketRow unmodelled_rows[] = {
    // The hardware scheduler.
    {Opcode::map_process, 0, unmodelled},
    {Opcode::map_process_vm, 0, unmodelled},
    {Opcode::run_list, 0, unmodelled},
    {Opcode::indirect_buffer_pasid, 0, unmodelled},
    {Opcode::interrupt, 0, unmodelled},
    {Opcode::set_q_preemption_mode, 0, unmodelled},
    {Opcode::aql_packet, 0, unmodelled},
    // State in memory.
    {Opcode::load_sh_reg, 0, unmodelled},
    {Opcode::load_sh_reg_index, 0, unmodelled},
    {Opcode::load_uconfig_reg, 0, unmodelled},
    {Opcode::load_uconfig_reg_index, 0, unmodelled},
    {Opcode::load_compute_state, 0, unmodelled},
    {Opcode::set_base, 0, unmodelled},
    {Opcode::set_sh_reg_offset, 0, unmodelled},
    {Opcode::scratch_ram_write, 0, unmodelled},
    {Opcode::scratch_ram_read, 0, unmodelled},
    // Others.
    {Opcode::atomic_gds, 0, unmodelled},
    {Opcode::perfmon_control, 0, unmodelled},
    {Opcode::dma_data_fill_multi, 0, unmodelled},
    {Opcode::gen_pdepte, 0, unmodelled},
    {Opcode::cond_preempt, 0, unmodelled},
    {Opcode::dispatch_task_state_init, 0, unmodelled},
    {Opcode::dispatch_taskmesh_direct_ace, 0, unmodelled},
    {Opcode::dispatch_taskmesh_indirect_multi_ace, 0, unmodelled},
    {Opcode::execute_indirect, 0, unmodelled},
    {Opcode::execute_indirect_v2, 0, unmodelled},
    {Opcode::timestamp, 0, unmodelled},
    {Opcode::marker, 0, unmodelled},
    {Opcode::set_sh_reg_pairs, 0, unmodelled},
    {Opcode::set_sh_reg_pairs_packed, 0, unmodelled},
    {Opcode::set_sh_reg_pairs_packed_n, 0, unmodelled},
};

}  // namespace

std::span<const PacketRow> unmodelled_packets() { return unmodelled_rows; }

}  // namespace egpulab::simulator::amd::cp

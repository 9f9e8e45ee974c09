// PM4 type-3 packets: header, opcodes, register ranges and event types. Packet bodies are in pm4_packets.hpp.
// Facts: Linux drivers/gpu/drm/amd/amdgpu/nvd.h, Mesa src/amd/registers/pkt3.json, and for opcodes that came with gfx11
// and for the register ranges GPUOpen-Drivers/pal src/core/hw/gfxip/gfx9/chip/gfx9_plus_merged_pm4_it_opcodes.h and
// _enum.h (all MIT).
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::amd::pm4 {

// clang-format off
enum class Opcode : u32 {
    nop = 0x10, set_base = 0x11, clear_state = 0x12, index_buffer_size = 0x13, dispatch_direct = 0x15,
    dispatch_indirect = 0x16, indirect_buffer_end = 0x17, indirect_buffer_cnst_end = 0x19, atomic_gds = 0x1d,
    atomic_mem = 0x1e, occlusion_query = 0x1f, set_predication = 0x20, reg_rmw = 0x21, cond_exec = 0x22,
    pred_exec = 0x23, draw_indirect = 0x24, draw_index_indirect = 0x25, index_base = 0x26, draw_index_2 = 0x27,
    context_control = 0x28, index_type = 0x2a, draw_indirect_multi = 0x2c, draw_index_auto = 0x2d,
    num_instances = 0x2f, draw_index_multi_auto = 0x30, indirect_buffer_priv = 0x32, indirect_buffer_cnst = 0x33,
    strmout_buffer_update = 0x34, draw_index_offset_2 = 0x35, draw_preamble = 0x36, write_data = 0x37,
    draw_index_indirect_multi = 0x38, mem_semaphore = 0x39, draw_index_multi_inst = 0x3a, copy_dw = 0x3b,
    wait_reg_mem = 0x3c, perf_counter_window = 0x3d, indirect_buffer = 0x3f, copy_data = 0x40, cp_dma = 0x41,
    pfp_sync_me = 0x42, surface_sync = 0x43, me_initialize = 0x44, cond_write = 0x45, event_write = 0x46,
    event_write_eop = 0x47, event_write_eos = 0x48, release_mem = 0x49, preamble_cntl = 0x4a,
    dispatch_mesh_indirect_multi = 0x4c, dispatch_taskmesh_gfx = 0x4d, dispatch_mesh_direct = 0x4e, dma_data = 0x50,
    context_reg_rmw = 0x51, gfx_cntx_update = 0x52, blk_cntx_update = 0x53, perfmon_control = 0x54,
    incr_updt_state = 0x55, acquire_mem = 0x58, rewind = 0x59, interrupt = 0x5a, gen_pdepte = 0x5b,
    indirect_buffer_pasid = 0x5c, prime_utcl2 = 0x5d, load_uconfig_reg = 0x5e, load_sh_reg = 0x5f,
    load_config_reg = 0x60, load_context_reg = 0x61, load_compute_state = 0x62, load_sh_reg_index = 0x63,
    load_uconfig_reg_index = 0x64, set_config_reg = 0x68, set_context_reg = 0x69, set_context_reg_index = 0x6a,
    set_vgpr_reg_di_multi = 0x71, set_sh_reg_di = 0x72, set_context_reg_indirect = 0x73, set_sh_reg_di_multi = 0x74,
    gfx_pipe_lock = 0x75, set_sh_reg = 0x76, set_sh_reg_offset = 0x77, set_queue_reg = 0x78, set_uconfig_reg = 0x79,
    set_uconfig_reg_index = 0x7a, forward_header = 0x7c, scratch_ram_write = 0x7d, scratch_ram_read = 0x7e,
    load_const_ram = 0x80, write_const_ram = 0x81, dump_const_ram = 0x83, increment_ce_counter = 0x84,
    increment_de_counter = 0x85, wait_on_ce_counter = 0x86, wait_on_de_counter_diff = 0x88, switch_buffer = 0x8b,
    dispatch_draw_preamble = 0x8c, dispatch_draw = 0x8d, get_lod_stats = 0x8e, draw_multi_preamble = 0x8f,
    frame_control = 0x90, index_attributes_indirect = 0x91, wait_for_write_confirm = 0x92, wait_reg_mem64 = 0x93,
    cond_preempt = 0x94, hdp_flush = 0x95, copy_data_rb = 0x96, invalidate_tlbs = 0x98, aql_packet = 0x99,
    dma_data_fill_multi = 0x9a, set_sh_reg_index = 0x9b, draw_indirect_count_multi = 0x9c,
    draw_index_indirect_count_multi = 0x9d, dump_const_ram_offset = 0x9e, load_context_reg_index = 0x9f,
    set_resources = 0xa0, map_process = 0xa1, map_queues = 0xa2, unmap_queues = 0xa3, query_status = 0xa4,
    run_list = 0xa5, map_process_vm = 0xa6, dispatch_task_state_init = 0xa9, dispatch_taskmesh_direct_ace = 0xaa,
    context_push = 0xab, context_pop = 0xac, dispatch_taskmesh_indirect_multi_ace = 0xad, execute_indirect = 0xae,
    build_untyped_srd = 0xaf, event_write_zpass = 0xb1, timestamp = 0xb2, uber_draws = 0xb3,
    execute_indirect_v2 = 0xb4, marker = 0xb7, set_context_reg_pairs = 0xb8, set_context_reg_pairs_packed = 0xb9,
    set_sh_reg_pairs = 0xba, set_sh_reg_pairs_packed = 0xbb, set_sh_reg_pairs_packed_n = 0xbd,
    set_q_preemption_mode = 0xf0,
};

// VGT_EVENT_TYPE of EVENT_WRITE and RELEASE_MEM (gfx11).
enum class EventType : u32 {
    sample_streamoutstats1 = 0x01, sample_streamoutstats2 = 0x02, sample_streamoutstats3 = 0x03,
    cache_flush_ts = 0x04, context_done = 0x05, cache_flush = 0x06, cs_partial_flush = 0x07,
    vgt_streamout_sync = 0x08, vgt_streamout_reset = 0x0a, end_of_pipe_incr_de = 0x0b, end_of_pipe_ib_end = 0x0c,
    rst_pix_cnt = 0x0d, break_batch = 0x0e, vs_partial_flush = 0x0f, ps_partial_flush = 0x10, flush_hs_output = 0x11,
    flush_dfsm = 0x12, reset_to_lowest_vgt = 0x13, cache_flush_and_inv_ts_event = 0x14, wait_sync = 0x15,
    cache_flush_and_inv_event = 0x16, perfcounter_start = 0x17, perfcounter_stop = 0x18, pipelinestat_start = 0x19,
    pipelinestat_stop = 0x1a, perfcounter_sample = 0x1b, flush_es_output = 0x1c, bin_conf_override_check = 0x1d,
    sample_pipelinestat = 0x1e, so_vgtstreamout_flush = 0x1f, sample_streamoutstats = 0x20, reset_vtx_cnt = 0x21,
    block_context_done = 0x22, cs_context_done = 0x23, vgt_flush = 0x24, tgid_rollover = 0x25, sq_non_event = 0x26,
    sc_send_db_vpz = 0x27, bottom_of_pipe_ts = 0x28, flush_sx_ts = 0x29, db_cache_flush_and_inv = 0x2a,
    flush_and_inv_db_data_ts = 0x2b, flush_and_inv_db_meta = 0x2c, flush_and_inv_cb_data_ts = 0x2d,
    flush_and_inv_cb_meta = 0x2e, cs_done = 0x2f, ps_done = 0x30, flush_and_inv_cb_pixel_data = 0x31,
    sx_cb_rat_ack_request = 0x32, thread_trace_start = 0x33, thread_trace_stop = 0x34, thread_trace_marker = 0x35,
    thread_trace_draw = 0x36, thread_trace_finish = 0x37, pixel_pipe_stat_control = 0x38, pixel_pipe_stat_dump = 0x39,
    pixel_pipe_stat_reset = 0x3a, context_suspend = 0x3b, offchip_hs_dealloc = 0x3c, enable_ngg_pipeline = 0x3d,
    enable_legacy_pipeline = 0x3e, draw_done = 0x3f,
};
// clang-format on

// The vendor's name ("WAIT_REG_MEM"); empty for a value without one.
std::string_view to_string(Opcode opcode);
std::string_view to_string(EventType event);

// First dword of a packet. Type 3: COUNT = dwords after the header - 1 (0x3fff: none, a NOP of the header alone);
// SHADER_TYPE 1 = compute. A type-2 packet is the header alone; type 0 and 1 are errors on these engines.
using Header = Bits<32, Bit<"PREDICATE", 0>, Bit<"SHADER_TYPE", 1>, Bit<"RESET_FILTER_CAM", 2>,
                    Field<"OPCODE", 15, 8, Opcode>, Field<"COUNT", 29, 16>, Field<"TYPE", 31, 30>>;
constexpr Header header(Opcode opcode, u32 body_dwords) {
  return Header{"OPCODE"_f = opcode, "COUNT"_f = (body_dwords - 1) & 0x3fff, "TYPE"_f = 3};
}

// Registers that a SET_*_REG packet reaches: dword offsets [first, last), as absolute dword addresses in the MMIO space
// of a card whose GC segments 0 and 1 have the usual bases 0x1260 and 0xa000. The packet's reg_offset counts from
// first.
struct RegisterRange {
  Opcode opcode;
  u32 first, last;
};
inline constexpr std::array register_ranges{
    RegisterRange{Opcode::set_config_reg, 0x2000, 0x2c00},
    RegisterRange{Opcode::set_sh_reg, 0x2c00, 0x3000},
    RegisterRange{Opcode::set_sh_reg_index, 0x2c00, 0x3000},
    RegisterRange{Opcode::set_context_reg, 0xa000, 0xa400},
    RegisterRange{Opcode::set_uconfig_reg, 0xc000, 0x10000},
    RegisterRange{Opcode::set_uconfig_reg_index, 0xc000, 0x10000},
};
// Null for an opcode that sets no registers.
constexpr const RegisterRange* register_range(Opcode opcode) {
  for (const RegisterRange& r : register_ranges)
    if (r.opcode == opcode) return &r;
  return nullptr;
}

}  // namespace egpulab::regs::amd::pm4

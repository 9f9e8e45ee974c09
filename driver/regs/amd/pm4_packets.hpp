// Bodies of the PM4 packets that compute queues take: the dwords after the header, word 0 first.
// Field names are AMD's. Words whose meaning depends on a selector are one field that names each meaning; register
// addresses are dword addresses in the MMIO space.
// Facts: GPUOpen-Drivers/pal src/core/hw/gfxip/gfx9/chip/gfx9_plus_merged_f32_mec_pm4_packets.h (gfx11 members), Mesa
// src/amd/registers/pkt3.json (cache control bits), Linux drivers/gpu/drm/amd/amdkfd/kfd_pm4_headers_ai.h and
// amdgpu/nvd.h (queue mapping); all MIT.
#pragma once

#include "driver/regs/amd/pm4.hpp"

namespace egpulab::regs::amd::pm4 {

// clang-format off
// --- Values of selectors -------------------------------------------------------------------------------------------
// Comparisons are unsigned, of (value & mask) with the reference.
enum class Compare : u32 { always, less, less_equal, equal, not_equal, greater_equal, greater };
enum class MemSpace : u32 { register_space, memory_space };
enum class WaitOperation : u32 { wait_reg_mem, wr_wait_wr_reg, wait_mem_preemptable = 3 };
enum class CachePolicy : u32 { lru, stream, noa, bypass };
enum class Engine : u32 { me, pfp, ce };
enum class WriteDestination : u32 { mem_mapped_register, memory_sync_grbm, tc_l2, gds, memory = 5, persistent_state };
enum class CopySource : u32 {
  mem_mapped_register, memory, tc_l2, gds, perfcounters, immediate_data, atomic_return_data, gds_atomic_return_data0,
  gds_atomic_return_data1, gpu_clock_count, system_clock_count
};
enum class CopyDestination : u32 { mem_mapped_register, memory_sync_grbm, tc_l2, gds, perfcounters, memory, mem_mapped_reg_dc };
enum class DmaSource : u32 { address, gds, data, address_l2 };
enum class DmaDestination : u32 { address, gds, nowhere, address_l2 };
enum class ReleaseDestination : u32 { memory_controller, tc_l2, queue_write_pointer_register, queue_write_pointer_poll_mask_bit };
enum class ReleaseInterrupt : u32 {
  none, send_interrupt_only, send_interrupt_after_write_confirm, send_data_and_write_confirm,
  unconditionally_send_int_ctxid, conditionally_send_int_ctxid_32, conditionally_send_int_ctxid_64
};
enum class ReleaseData : u32 {
  none, send_32_bit_low, send_64_bit_data, send_gpu_clock_counter, send_system_clock_counter, store_gds_data_to_memory
};
// 1 in a GCR range field: only volatile lines; 2: the address range of the packet; 3: its first and last line.
enum class CacheSequence : u32 { parallel, forward, reverse };

// --- Flow ----------------------------------------------------------------------------------------------------------
// Waits until the register or memory dword, masked, compares with the reference. Operation wr_wait_wr_reg writes the
// reference to the first register and waits on the second.
using WaitRegMem = Bits<192,
    InWord<"function", 0, 2, 0, Compare>, InWord<"mem_space", 0, 5, 4, MemSpace>,
    InWord<"operation", 0, 7, 6, WaitOperation>, InWord<"engine_sel", 0, 9, 8>, InWord<"mes_intr_pipe", 0, 23, 22>,
    InWord<"mes_action", 0, 24>, InWord<"cache_policy", 0, 26, 25, CachePolicy>,
    InWord<"mem_poll_addr_lo_or_reg", 1, 31, 0>, InWord<"mem_poll_addr_hi_or_reg2", 2, 31, 0>,
    InWord<"reference", 3, 31, 0>, InWord<"mask", 4, 31, 0>,
    InWord<"poll_interval", 5, 15, 0>, InWord<"optimize_ace_offload_mode", 5, 31>>;
using WaitRegMem64 = Bits<256,
    InWord<"function", 0, 2, 0, Compare>, InWord<"mem_space", 0, 5, 4, MemSpace>,
    InWord<"operation", 0, 7, 6, WaitOperation>, InWord<"engine_sel", 0, 9, 8>, InWord<"mes_intr_pipe", 0, 23, 22>,
    InWord<"mes_action", 0, 24>, InWord<"cache_policy", 0, 26, 25, CachePolicy>,
    InWord<"mem_poll_addr_lo_or_reg", 1, 31, 0>, InWord<"mem_poll_addr_hi_or_reg2", 2, 31, 0>,
    InWord<"reference", 3, 31, 0>, InWord<"reference_hi", 4, 31, 0>, InWord<"mask", 5, 31, 0>,
    InWord<"mask_hi", 6, 31, 0>,
    InWord<"poll_interval", 7, 15, 0>, InWord<"optimize_ace_offload_mode", 7, 31>>;
// Runs `ib_size` dwords from ib_base; chain = 1 goes there without coming back.
using IndirectBuffer = Bits<96,
    InWord<"ib_base_lo", 0, 31, 2>, InWord<"ib_base_hi", 1, 31, 0>,
    InWord<"ib_size", 2, 19, 0>, InWord<"chain", 2, 20>, InWord<"offload_polling", 2, 21>, InWord<"valid", 2, 23>,
    InWord<"vmid", 2, 27, 24>, InWord<"cache_policy", 2, 29, 28, CachePolicy>>;
// Skips the next exec_count dwords when the dword at addr is 0.
using CondExec = Bits<128,
    InWord<"addr_lo", 0, 31, 2>, InWord<"addr_hi", 1, 31, 0>, InWord<"cache_policy", 2, 26, 25, CachePolicy>,
    InWord<"exec_count", 3, 13, 0>>;
// Writes write_data where write_space says if the comparison holds.
using CondWrite = Bits<256,
    InWord<"function", 0, 2, 0, Compare>, InWord<"poll_space", 0, 4, 4, MemSpace>, InWord<"write_space", 0, 9, 8>,
    InWord<"wr_confirm", 0, 20>, InWord<"poll_address_lo", 1, 31, 0>, InWord<"poll_address_hi", 2, 31, 0>,
    InWord<"reference", 3, 31, 0>, InWord<"mask", 4, 31, 0>, InWord<"write_address_lo", 5, 31, 0>,
    InWord<"write_address_hi", 6, 31, 0>, InWord<"write_data", 7, 31, 0>>;
// Stops the fetcher until `valid` is set in memory, then the ring goes on after it.
using Rewind = Bits<32, Bit<"offload_enable", 24>, Bit<"valid", 31>>;

// --- Data ----------------------------------------------------------------------------------------------------------
// Followed by the data. addr_incr 1: all dwords to the same address.
using WriteData = Bits<96,
    InWord<"dst_sel", 0, 11, 8, WriteDestination>, InWord<"addr_incr", 0, 16>, InWord<"wr_confirm", 0, 20>,
    InWord<"cache_policy", 0, 26, 25, CachePolicy>, InWord<"engine_sel", 0, 31, 30>,
    InWord<"dst_addr_lo_or_reg", 1, 31, 0>, InWord<"dst_mem_addr_hi", 2, 31, 0>>;
// count_sel 1: 64 bits.
using CopyData = Bits<160,
    InWord<"src_sel", 0, 3, 0, CopySource>, InWord<"dst_sel", 0, 11, 8, CopyDestination>,
    InWord<"src_cache_policy", 0, 14, 13, CachePolicy>, InWord<"count_sel", 0, 16>, InWord<"wr_confirm", 0, 20>,
    InWord<"dst_cache_policy", 0, 26, 25, CachePolicy>, InWord<"pq_exe_status", 0, 29>, InWord<"engine_sel", 0, 31, 30>,
    InWord<"src_addr_lo_or_reg_or_imm", 1, 31, 0>, InWord<"src_addr_hi_or_imm_hi", 2, 31, 0>,
    InWord<"dst_addr_lo_or_reg", 3, 31, 0>, InWord<"dst_addr_hi", 4, 31, 0>>;
using DmaData = Bits<192,
    InWord<"engine_sel", 0, 0>, InWord<"src_cache_policy", 0, 14, 13, CachePolicy>,
    InWord<"dst_sel", 0, 21, 20, DmaDestination>, InWord<"dst_cache_policy", 0, 26, 25, CachePolicy>,
    InWord<"src_sel", 0, 30, 29, DmaSource>, InWord<"cp_sync", 0, 31>,
    InWord<"src_addr_lo_or_data", 1, 31, 0>, InWord<"src_addr_hi", 2, 31, 0>, InWord<"dst_addr_lo", 3, 31, 0>,
    InWord<"dst_addr_hi", 4, 31, 0>,
    InWord<"byte_count", 5, 25, 0>, InWord<"sas", 5, 26>, InWord<"das", 5, 27>, InWord<"saic", 5, 28>,
    InWord<"daic", 5, 29>, InWord<"raw_wait", 5, 30>, InWord<"dis_wc", 5, 31>>;
// `atomic` is the TC_OP of the memory instructions; command: 0 single pass, 1 loop until the compare is satisfied.
using AtomicMem = Bits<256,
    InWord<"atomic", 0, 6, 0>, InWord<"command", 0, 11, 8>, InWord<"cache_policy", 0, 26, 25, CachePolicy>,
    InWord<"addr_lo", 1, 31, 0>, InWord<"addr_hi", 2, 31, 0>, InWord<"src_data_lo", 3, 31, 0>,
    InWord<"src_data_hi", 4, 31, 0>, InWord<"cmp_data_lo", 5, 31, 0>, InWord<"cmp_data_hi", 6, 31, 0>,
    InWord<"loop_interval", 7, 12, 0>>;

// --- Registers; followed by the values -----------------------------------------------------------------------------
using SetShReg = Bits<32, Field<"reg_offset", 15, 0>, Field<"vmid_shift", 27, 23>, Field<"index", 31, 28>>;
using SetConfigReg = SetShReg;
using SetUconfigReg = Bits<32, Field<"reg_offset", 15, 0>>;
using SetQueueReg = Bits<32, Field<"reg_offset", 7, 0>, Bit<"defer_exec", 15>, Field<"vqid", 25, 16>>;

// --- Dispatch ------------------------------------------------------------------------------------------------------
using DispatchDirect = Bits<128,
    InWord<"dim_x", 0, 31, 0>, InWord<"dim_y", 1, 31, 0>, InWord<"dim_z", 2, 31, 0>,
    InWord<"dispatch_initiator", 3, 31, 0>>;  // COMPUTE_DISPATCH_INITIATOR
// The three dimensions are read from memory.
using DispatchIndirect = Bits<96,
    InWord<"addr_lo", 0, 31, 0>, InWord<"addr_hi", 1, 31, 0>, InWord<"dispatch_initiator", 2, 31, 0>>;

// --- Synchronisation and caches ------------------------------------------------------------------------------------
// Events with a result (event_index 2 and 3) have two more words: the address.
using EventWrite = Bits<32,
    Field<"event_type", 5, 0, EventType>, Field<"event_index", 11, 8>, Field<"samp_plst_cntr_mode", 30, 29>,
    Bit<"offload_enable", 31>>;
// Acts at the end of all earlier work: caches, then the data, then the interrupt.
using ReleaseMem = Bits<224,
    InWord<"event_type", 0, 5, 0, EventType>, InWord<"wait_sync", 0, 7>, InWord<"event_index", 0, 11, 8>,
    InWord<"glm_wb", 0, 12>, InWord<"glm_inv", 0, 13>, InWord<"glv_inv", 0, 14>, InWord<"gl1_inv", 0, 15>,
    InWord<"gl2_us", 0, 16>, InWord<"gl2_range", 0, 18, 17>, InWord<"gl2_discard", 0, 19>, InWord<"gl2_inv", 0, 20>,
    InWord<"gl2_wb", 0, 21>, InWord<"seq", 0, 23, 22, CacheSequence>, InWord<"glk_wb", 0, 24>,
    InWord<"cache_policy", 0, 26, 25, CachePolicy>, InWord<"pq_exe_status", 0, 28>, InWord<"glk_inv", 0, 30>,
    InWord<"pws_enable", 0, 31>,
    InWord<"dst_sel", 1, 17, 16, ReleaseDestination>, InWord<"mes_intr_pipe", 1, 21, 20>,
    InWord<"mes_action_id", 1, 23, 22>, InWord<"int_sel", 1, 26, 24, ReleaseInterrupt>,
    InWord<"data_sel", 1, 31, 29, ReleaseData>,
    InWord<"address_lo", 2, 31, 0>, InWord<"address_hi", 3, 31, 0>,  // 4-byte aligned, 8-byte for 64-bit data
    InWord<"data_lo", 4, 31, 0>, InWord<"data_hi", 5, 31, 0>, InWord<"int_ctxid", 6, 31, 0>>;
// GCR_CNTL of ACQUIRE_MEM (and of SDMA's GCR_REQ): what the caches do.
using GcrCntl = Bits<32,
    Field<"GLI_INV", 1, 0>, Field<"GL1_RANGE", 3, 2>, Bit<"GLM_WB", 4>, Bit<"GLM_INV", 5>, Bit<"GLK_WB", 6>,
    Bit<"GLK_INV", 7>, Bit<"GLV_INV", 8>, Bit<"GL1_INV", 9>, Bit<"GL2_US", 10>, Field<"GL2_RANGE", 12, 11>,
    Bit<"GL2_DISCARD", 13>, Bit<"GL2_INV", 14>, Bit<"GL2_WB", 15>, Field<"SEQ", 17, 16, CacheSequence>,
    Bit<"RANGE_IS_PA", 18>>;
// coher_base and coher_size are in 256 bytes. Word 0: pixel wait sync (pws_*), and engine_sel on graphics queues.
using AcquireMem = Bits<224,
    InWord<"pws_stage_sel", 0, 13, 11>, InWord<"pws_counter_sel", 0, 15, 14>, InWord<"pws_ena2", 0, 17>,
    InWord<"pws_count", 0, 23, 18>, InWord<"engine_sel", 0, 31>,
    InWord<"coher_size", 1, 31, 0>, InWord<"coher_size_hi", 2, 7, 0>, InWord<"coher_base_lo", 3, 31, 0>,
    InWord<"coher_base_hi", 4, 23, 0>, InWord<"poll_interval", 5, 15, 0>, InWord<"pws_ena", 5, 31>,
    InWord<"gcr_cntl", 6, 18, 0>>;
using InvalidateTlbs = Bits<32,
    Field<"invalidate_sel", 2, 0>, Field<"mmhub_invalidate_sel", 4, 3>, Field<"pasid", 20, 5>,
    Field<"mmhub_flush_type", 27, 25>, Field<"gfx_flush_type", 31, 29>>;
using PrimeUtcl2 = Bits<128,
    InWord<"cache_perm", 0, 2, 0>, InWord<"prime_mode", 0, 3>, InWord<"addr_lo", 1, 31, 0>, InWord<"addr_hi", 2, 31, 0>,
    InWord<"requested_pages", 3, 13, 0>>;
using HdpFlush = Bits<32, Field<"dummy", 31, 0>>;

// --- Queue mapping, on the kernel interface queue (KIQ) ------------------------------------------------------------
using SetResources = Bits<224,
    InWord<"vmid_mask", 0, 15, 0>, InWord<"unmap_latency", 0, 23, 16>, InWord<"queue_type", 0, 31, 29>,
    InWord<"queue_mask_lo", 1, 31, 0>, InWord<"queue_mask_hi", 2, 31, 0>, InWord<"gws_mask_lo", 3, 31, 0>,
    InWord<"gws_mask_hi", 4, 31, 0>, InWord<"oac_mask", 5, 15, 0>, InWord<"gds_heap_base", 6, 9, 0>,
    InWord<"gds_heap_size", 6, 20, 11>>;
// doorbell_offset and MQD are one queue's; num_queues 1. engine_sel: 0 compute, 2 SDMA0, 3 SDMA1, 4 graphics, 5 MES.
using MapQueues = Bits<192,
    InWord<"extended_engine_sel", 0, 3, 2>, InWord<"queue_sel", 0, 5, 4>, InWord<"vmid", 0, 11, 8>,
    InWord<"gws_control_queue", 0, 12>, InWord<"queue", 0, 15, 13>, InWord<"pipe", 0, 17, 16>, InWord<"me", 0, 19, 18>,
    InWord<"queue_type", 0, 23, 21>, InWord<"alloc_format", 0, 25, 24>, InWord<"engine_sel", 0, 28, 26>,
    InWord<"num_queues", 0, 31, 29>,
    InWord<"check_disable", 1, 1>, InWord<"doorbell_offset", 1, 27, 2>,
    InWord<"mqd_addr_lo", 2, 31, 0>, InWord<"mqd_addr_hi", 3, 31, 0>, InWord<"wptr_addr_lo", 4, 31, 0>,
    InWord<"wptr_addr_hi", 5, 31, 0>>;
// action: 0 preempt, 1 reset, 2 disable process queues, 3 preempt without unmapping.
using UnmapQueues = Bits<160,
    InWord<"action", 0, 1, 0>, InWord<"extended_engine_sel", 0, 3, 2>, InWord<"queue_sel", 0, 5, 4>,
    InWord<"engine_sel", 0, 28, 26>, InWord<"num_queues", 0, 31, 29>,
    InWord<"pasid_or_doorbell_offset0", 1, 31, 0>, InWord<"doorbell_offset1_or_rb_wptr", 2, 31, 0>,
    InWord<"doorbell_offset2", 3, 27, 2>, InWord<"doorbell_offset3", 4, 27, 2>>;
using QueryStatus = Bits<192,
    InWord<"context_id", 0, 27, 0>, InWord<"interrupt_sel", 0, 29, 28>, InWord<"command", 0, 31, 30>,
    InWord<"pasid_or_doorbell_offset", 1, 31, 0>, InWord<"addr_lo", 2, 31, 0>, InWord<"addr_hi", 3, 31, 0>,
    InWord<"data_lo", 4, 31, 0>, InWord<"data_hi", 5, 31, 0>>;
using MapProcess = Bits<480,
    InWord<"pasid", 0, 15, 0>, InWord<"diq_enable", 0, 24>, InWord<"process_quantum", 0, 31, 25>,
    InWord<"vm_context_page_table_base_addr_lo32", 1, 31, 0>, InWord<"vm_context_page_table_base_addr_hi32", 2, 31, 0>,
    InWord<"sh_mem_bases", 3, 31, 0>, InWord<"sh_mem_config", 4, 31, 0>, InWord<"sq_shader_tba_lo", 5, 31, 0>,
    InWord<"sq_shader_tba_hi", 6, 31, 0>, InWord<"sq_shader_tma_lo", 7, 31, 0>, InWord<"sq_shader_tma_hi", 8, 31, 0>,
    InWord<"gds_addr_lo", 10, 31, 0>, InWord<"gds_addr_hi", 11, 31, 0>, InWord<"num_gws", 12, 6, 0>,
    InWord<"sdma_enable", 12, 7>, InWord<"num_oac", 12, 11, 8>, InWord<"gds_size_hi", 12, 15, 12>,
    InWord<"gds_size", 12, 21, 16>, InWord<"num_queues", 12, 31, 22>,
    InWord<"completion_signal_lo", 13, 31, 0>, InWord<"completion_signal_hi", 14, 31, 0>>;
using RunList = Bits<96,
    InWord<"ib_base_lo", 0, 31, 2>, InWord<"ib_base_hi", 1, 31, 0>, InWord<"ib_size", 2, 19, 0>, InWord<"chain", 2, 20>,
    InWord<"offload_polling", 2, 21>, InWord<"chained_runlist_idle_disable", 2, 22>, InWord<"valid", 2, 23>,
    InWord<"process_cnt", 2, 27, 24>>;
// clang-format on

constexpr std::string_view to_string(Compare c) {
  constexpr std::string_view names[] = {"always", "<", "<=", "==", "!=", ">=", ">"};
  return static_cast<u32>(c) < 7 ? names[static_cast<u32>(c)] : std::string_view{};
}

// A packet as run-time data: its body's fixed part (data may follow).
struct PacketInfo {
  Opcode opcode;
  u32 body_dwords;
  std::span<const FieldInfo> fields;
};
std::span<const PacketInfo> packets();
// Null for an opcode without a declaration.
const PacketInfo* find_packet(Opcode opcode);

}  // namespace egpulab::regs::amd::pm4

// Entries of the interrupt ring, and who raises them (SOC21: Navi3x).
// Facts: Linux drivers/gpu/drm/amd/amdgpu/amdgpu_ih.c (entry), include/soc15_ih_clientid.h,
// include/ivsrcid/gfx/irqsrcs_gfx_11_0_0.h (MIT).
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::amd::ih {

inline constexpr u32 entry_bytes = 32;

// clang-format off
enum class ClientId : u32 {
  ih = 0x0, athub = 0x2, bif = 0x3, dcn = 0x4, isp = 0x5, mp3 = 0x6, rlc = 0x7, gfx = 0xa, imu = 0xb, vcn1 = 0xe,
  thm = 0xf, vcn = 0x10, vmc = 0x12, grbm_cp = 0x14, rom_smuio = 0x16, df = 0x17, pwr = 0x19, lsdma = 0x1a,
  mp0 = 0x1e, mp1 = 0x1f,
};

// Source ids of the clients gfx, grbm_cp, vmc and gfx's SDMA (unique across these clients).
enum class GfxSource : u32 {
  utcl2_fault = 0, utcl2_data_poisoning = 1, mem_acces_mon = 10, sdma_atomic_rtn_done = 48, sdma_trap = 49,
  sdma_srbmwrite = 50, sdma_ctxempty = 51, sdma_preempt = 52, sdma_ib_preempt = 53, sdma_doorbell_invalid = 54,
  sdma_queue_hang = 55, sdma_atomic_timeout = 56, sdma_poll_timeout = 57, sdma_page_timeout = 58, sdma_page_null = 59,
  sdma_page_fault = 60, sdma_vm_hole = 61, sdma_ecc = 62, sdma_frozen = 63, sdma_sram_ecc = 64,
  sdma_sem_incomplete_timeout = 65, sdma_sem_wait_fail_timeout = 66, cp_generic_int = 177,
  cp_pm4_pkt_rsvd_bit_error = 180, cp_eop_interrupt = 181, cp_bad_opcode_error = 183, cp_priv_reg_fault = 184,
  cp_priv_instr_fault = 185, cp_wait_mem_sem_fault = 186, cp_ctx_empty_interrupt = 187, cp_ctx_busy_interrupt = 188,
  cp_me_wait_reg_mem_poll_timeout = 192, cp_sig_incomplete = 193, cp_preempt_ack = 194, cp_gpf = 195,
  cp_gds_alloc_error = 196, cp_ecc_error = 197, cp_compute_query_status = 199, cp_vm_doorbell = 200,
  cp_fue_error = 201, rlc_strm_perf_monitor_interrupt = 202, grbm_rd_timeout_error = 232, grbm_reg_gui_idle = 233,
  sq_interrupt_id = 239,
};

// ring_id of CP interrupts: [1:0] pipe, [3:2] ME, [6:4] queue. Of SDMA: [2:0] queue, [6:4] engine.
// vmid_src and pasid_src 1: from the MM hub.
using Entry = Bits<256,
    InWord<"client_id", 0, 7, 0, ClientId>, InWord<"source_id", 0, 15, 8>, InWord<"ring_id", 0, 23, 16>,
    InWord<"vmid", 0, 27, 24>, InWord<"vmid_src", 0, 31>,
    Field<"timestamp", 79, 32, u64>, InWord<"timestamp_src", 2, 31>,
    InWord<"pasid", 3, 15, 0>, InWord<"pasid_src", 3, 31>,
    InWord<"source_data0", 4, 31, 0>, InWord<"source_data1", 5, 31, 0>, InWord<"source_data2", 6, 31, 0>,
    InWord<"source_data3", 7, 31, 0>>;
// clang-format on

// The vendor's name ("GRBM_CP"); empty for a value without one.
std::string_view to_string(ClientId client);
std::string_view to_string(GfxSource source);

}  // namespace egpulab::regs::amd::ih

// Parameters of events that GSP-RM sends; they follow the RpcMessageHeader.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct RpcRunCpuSequencer {  // rpc_run_cpu_sequencer_v17_00
  u32 buffer_size_dword = 0;
  u32 cmd_index = 0;
  u32 reg_save_area[8]{};
  // then command_buffer[], from offset 0x28
};
static_assert(sizeof(RpcRunCpuSequencer) == 40);

struct RpcPostEvent {  // rpc_post_event_v17_00
  u32 h_client = 0;
  u32 h_event = 0;
  u32 notify_index = 0;
  u32 data = 0;
  u16 info16 = 0;
  u8 pad_12[2]{};
  u32 status = 0;
  u32 event_data_size = 0;
  u8 b_notify_list = 0;
  u8 pad_1d[3]{};
  // then event_data[], from offset 0x1d
};
static_assert(sizeof(RpcPostEvent) == 32);

struct RpcRcTriggered {  // rpc_rc_triggered_v17_02
  u32 nv2080_engine_type = 0;
  u32 chid = 0;
  u32 gfid = 0;
  u32 except_level = 0;
  u32 except_type = 0;
  u32 scope = 0;
  u16 partition_attribution_id = 0;
  u8 pad_1a[2]{};
  u32 mmu_fault_addr_lo = 0;
  u32 mmu_fault_addr_hi = 0;
  u32 mmu_fault_type = 0;
  u8 b_callback_needed = 0;
  u8 pad_29[3]{};
  u32 rc_journal_buffer_size = 0;
  // then rc_journal_buffer[], from offset 0x30
};
static_assert(sizeof(RpcRcTriggered) == 48);

struct RpcOsErrorLog {  // rpc_os_error_log_v17_00
  u32 except_type = 0;
  u32 runlist_id = 0;
  u32 chid = 0;
  u8 err_string[256]{};
  u32 preemptive_removal_previous_xid = 0;
};
static_assert(sizeof(RpcOsErrorLog) == 272);

struct RpcGspPostNocatRecord {  // rpc_gsp_post_nocat_record_v01_00
  u32 data = 0;
};
static_assert(sizeof(RpcGspPostNocatRecord) == 4);

struct RpcGspLockdownNotice {  // rpc_gsp_lockdown_notice_v17_00
  u8 b_lockdown_engaging = 0;
};
static_assert(sizeof(RpcGspLockdownNotice) == 1);

struct RpcUcodeLibosPrint {  // rpc_ucode_libos_print_v1E_08
  u32 ucode_eng_desc = 0;
  u32 libos_print_buf_size = 0;
  // then libos_print_buf[], from offset 0x8
};
static_assert(sizeof(RpcUcodeLibosPrint) == 8);

struct Nv2080CtrlNocatJournalInsertRecord {  // NV2080CtrlNocatJournalInsertRecord
  u32 flags = 0;
  u8 pad_4[4]{};
  u64 timestamp = 0;
  u8 rec_type = 0;
  u8 pad_11[3]{};
  u32 bugcheck = 0;
  u8 source[65]{};
  u8 pad_59[3]{};
  u32 subsystem = 0;
  u64 error_code = 0;
  u8 faulting_engine[65]{};
  u8 pad_a9[3]{};
  u32 tdr_reason = 0;
  u32 diag_buffer_len = 0;
  u8 diag_buffer[1024]{};
  u8 pad_4b4[4]{};
};
static_assert(sizeof(Nv2080CtrlNocatJournalInsertRecord) == 1208);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144

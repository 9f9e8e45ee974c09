// CP hardware queue descriptors (HQD) and their memory image (MQD); banked by GrbmGfxCntl.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// What CP_HQD_DEQUEUE_REQUEST asks for (drivers/gpu/drm/amd/amdkfd and amdgpu_amdkfd_gfx_v11.c).
enum class DequeueRequest : u32 { none = 0, drain_pipe = 1, reset_waves = 2, save_waves = 3 };
constexpr std::string_view to_string(DequeueRequest r) {
  constexpr std::string_view names[] = {"none", "drain_pipe", "reset_waves", "save_waves"};
  return static_cast<u32>(r) < 4 ? names[static_cast<u32>(r)] : std::string_view{};
}

// clang-format off
// Queue descriptor (MQD) of this queue, bits [31:2]. All CP_MQD_* and CP_HQD_* are banked by GRBM_GFX_CNTL.
using CpMqdBaseAddr = Register<"CP_MQD_BASE_ADDR", Gc<0, 0x1fa9>, Field<"BASE_ADDR", 31, 2>>;
using CpMqdBaseAddrHi = Register<"CP_MQD_BASE_ADDR_HI", Gc<0, 0x1faa>, Field<"BASE_ADDR_HI", 15, 0>>;
using CpMqdControl = Register<"CP_MQD_CONTROL",
    Gc<0, 0x1fcb, Since<12, 0, 0, 0x1fcb,
        Field<"VMID", 3, 0>, Bit<"PRIV_STATE", 8>, Bit<"PROCESSING_MQD", 12>, Bit<"PROCESSING_MQD_EN", 13>,
        Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>>,
    Field<"VMID", 3, 0>, Bit<"PRIV_STATE", 8>, Bit<"PROCESSING_MQD", 12>, Bit<"PROCESSING_MQD_EN", 13>,
    Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>, Bit<"MQD_VOLATILE", 26>>;
using CpHqdGfxControl = Register<"CP_HQD_GFX_CONTROL", Gc<0, 0x1e9f>,
    Field<"MESSAGE", 3, 0>, Field<"MISC", 14, 4>, Bit<"DB_UPDATED_MSG_EN", 15>>;
using CpHqdGfxStatus = Register<"CP_HQD_GFX_STATUS", Gc<0, 0x1ea0>, Field<"STATUS", 15, 0>>;
// 1 connects the queue: the CP starts fetching; reads 0 again once dequeued.
using CpHqdActive = Register<"CP_HQD_ACTIVE", Gc<0, 0x1fab>, Bit<"ACTIVE", 0>, Bit<"BUSY_GATE", 1>>;
// Address space of the queue and of its indirect buffers.
using CpHqdVmid = Register<"CP_HQD_VMID", Gc<0, 0x1fac>,
    Field<"VMID", 3, 0>, Field<"IB_VMID", 11, 8>, Field<"VQID", 25, 16>>;
using CpHqdPersistentState = Register<"CP_HQD_PERSISTENT_STATE", Gc<0, 0x1fad>,
    Bit<"PRELOAD_REQ", 0>, Bit<"TMZ_CONNECT_OVERRIDE", 1>, Bit<"SUSPEND_STATUS", 7>, Field<"PRELOAD_SIZE", 17, 8>,
    Bit<"TMZ_SWITCH_EXEMPT", 18>, Bit<"TMZ_MATCH_DIS", 19>, Bit<"WPP_CLAMP_EN", 20>, Bit<"WPP_SWITCH_QOS_EN", 21>,
    Bit<"IQ_SWITCH_QOS_EN", 22>, Bit<"IB_SWITCH_QOS_EN", 23>, Bit<"EOP_SWITCH_QOS_EN", 24>,
    Bit<"PQ_SWITCH_QOS_EN", 25>, Bit<"TC_OFFLOAD_QOS_EN", 26>, Bit<"CACHE_FULL_PACKET_EN", 27>,
    Bit<"RESTORE_ACTIVE", 28>, Bit<"RELAUNCH_WAVES", 29>, Bit<"QSWITCH_MODE", 30>, Bit<"DISP_ACTIVE", 31>>;
using CpHqdPipePriority = Register<"CP_HQD_PIPE_PRIORITY", Gc<0, 0x1fae>, Field<"PIPE_PRIORITY", 1, 0>>;
using CpHqdQueuePriority = Register<"CP_HQD_QUEUE_PRIORITY", Gc<0, 0x1faf>, Field<"PRIORITY_LEVEL", 3, 0>>;
using CpHqdQuantum = Register<"CP_HQD_QUANTUM", Gc<0, 0x1fb0>,
    Bit<"QUANTUM_EN", 0>, Bit<"QUANTUM_SCALE", 4>, Field<"QUANTUM_DURATION", 13, 8>, Bit<"QUANTUM_ACTIVE", 31>>;
// Ring address >> 8.
using CpHqdPqBase = Register<"CP_HQD_PQ_BASE", Gc<0, 0x1fb1>, Field<"ADDR", 31, 0>>;
using CpHqdPqBaseHi = Register<"CP_HQD_PQ_BASE_HI", Gc<0, 0x1fb2>, Field<"ADDR_HI", 7, 0>>;
// Read position in the ring, in dwords.
using CpHqdPqRptr = Register<"CP_HQD_PQ_RPTR", Gc<0, 0x1fb3>, Field<"CONSUMED_OFFSET", 31, 0>>;
// Where the CP writes the read position for the host.
using CpHqdPqRptrReportAddr = Register<"CP_HQD_PQ_RPTR_REPORT_ADDR", Gc<0, 0x1fb4>, Field<"RPTR_REPORT_ADDR", 31, 2>>;
using CpHqdPqRptrReportAddrHi = Register<"CP_HQD_PQ_RPTR_REPORT_ADDR_HI", Gc<0, 0x1fb5>,
    Field<"RPTR_REPORT_ADDR_HI", 15, 0>>;
// Where the CP reads the 64-bit write position.
using CpHqdPqWptrPollAddr = Register<"CP_HQD_PQ_WPTR_POLL_ADDR", Gc<0, 0x1fb6>, Field<"WPTR_ADDR", 31, 3>>;
using CpHqdPqWptrPollAddrHi = Register<"CP_HQD_PQ_WPTR_POLL_ADDR_HI", Gc<0, 0x1fb7>, Field<"WPTR_ADDR_HI", 15, 0>>;
// DOORBELL_OFFSET: doorbell in dwords; EN; HIT: rung since the queue was connected.
using CpHqdPqDoorbellControl = Register<"CP_HQD_PQ_DOORBELL_CONTROL", Gc<0, 0x1fb8>,
    Bit<"DOORBELL_MODE", 0>, Bit<"DOORBELL_BIF_DROP", 1>, Field<"DOORBELL_OFFSET", 27, 2>, Bit<"DOORBELL_SOURCE", 28>,
    Bit<"DOORBELL_SCHD_HIT", 29>, Bit<"DOORBELL_EN", 30>, Bit<"DOORBELL_HIT", 31>>;
// QUEUE_SIZE: log2(dwords) - 1.
using CpHqdPqControl = Register<"CP_HQD_PQ_CONTROL",
    Gc<0, 0x1fba, Since<12, 0, 0, 0x1fba,
        Field<"QUEUE_SIZE", 5, 0>, Bit<"WPTR_CARRY", 6>, Bit<"RPTR_CARRY", 7>, Field<"RPTR_BLOCK_SIZE", 13, 8>,
        Bit<"QUEUE_FULL_EN", 14>, Bit<"PQ_EMPTY", 15>, Field<"SLOT_BASED_WPTR", 19, 18>,
        Field<"MIN_AVAIL_SIZE", 21, 20>, Bit<"TMZ", 22>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>,
        Bit<"NO_UPDATE_RPTR", 27>, Bit<"UNORD_DISPATCH", 28>, Bit<"TUNNEL_DISPATCH", 29>, Bit<"PRIV_STATE", 30>,
        Bit<"KMD_QUEUE", 31>>>,
    Field<"QUEUE_SIZE", 5, 0>, Bit<"WPTR_CARRY", 6>, Bit<"RPTR_CARRY", 7>, Field<"RPTR_BLOCK_SIZE", 13, 8>,
    Bit<"QUEUE_FULL_EN", 14>, Bit<"PQ_EMPTY", 15>, Field<"SLOT_BASED_WPTR", 19, 18>, Field<"MIN_AVAIL_SIZE", 21, 20>,
    Bit<"TMZ", 22>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>, Bit<"PQ_VOLATILE", 26>,
    Bit<"NO_UPDATE_RPTR", 27>, Bit<"UNORD_DISPATCH", 28>, Bit<"TUNNEL_DISPATCH", 29>, Bit<"PRIV_STATE", 30>,
    Bit<"KMD_QUEUE", 31>>;
using CpHqdIbBaseAddr = Register<"CP_HQD_IB_BASE_ADDR", Gc<0, 0x1fbb>, Field<"IB_BASE_ADDR", 31, 2>>;
using CpHqdIbBaseAddrHi = Register<"CP_HQD_IB_BASE_ADDR_HI", Gc<0, 0x1fbc>, Field<"IB_BASE_ADDR_HI", 15, 0>>;
using CpHqdIbRptr = Register<"CP_HQD_IB_RPTR", Gc<0, 0x1fbd>, Field<"CONSUMED_OFFSET", 19, 0>>;
using CpHqdIbControl = Register<"CP_HQD_IB_CONTROL",
    Gc<0, 0x1fbe, Since<12, 0, 0, 0x1fbe,
        Field<"IB_SIZE", 19, 0>, Field<"MIN_IB_AVAIL_SIZE", 21, 20>, Bit<"IB_EXE_DISABLE", 23>,
        Field<"IB_CACHE_POLICY", 25, 24>, Bit<"IB_PRIV_STATE", 30>, Bit<"PROCESSING_IB", 31>>>,
    Field<"IB_SIZE", 19, 0>, Field<"MIN_IB_AVAIL_SIZE", 21, 20>, Bit<"IB_EXE_DISABLE", 23>,
    Field<"IB_CACHE_POLICY", 25, 24>, Bit<"IB_VOLATILE", 26>, Bit<"PROCESSING_IB", 31>>;
using CpHqdIqTimer = Register<"CP_HQD_IQ_TIMER",
    Gc<0, 0x1fbf, Since<12, 0, 0, 0x1fbf,
        Field<"WAIT_TIME", 7, 0>, Field<"RETRY_TYPE", 10, 8>, Bit<"IMMEDIATE_EXPIRE", 11>,
        Field<"INTERRUPT_TYPE", 13, 12>, Field<"CLOCK_COUNT", 15, 14>, Field<"INTERRUPT_SIZE", 21, 16>,
        Bit<"QUANTUM_TIMER", 22>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>, Bit<"QUEUE_TYPE", 27>,
        Bit<"REARM_TIMER", 28>, Bit<"PROCESS_IQ_EN", 29>, Bit<"PROCESSING_IQ", 30>, Bit<"ACTIVE", 31>>>,
    Field<"WAIT_TIME", 7, 0>, Field<"RETRY_TYPE", 10, 8>, Bit<"IMMEDIATE_EXPIRE", 11>,
    Field<"INTERRUPT_TYPE", 13, 12>, Field<"CLOCK_COUNT", 15, 14>, Field<"INTERRUPT_SIZE", 21, 16>,
    Bit<"QUANTUM_TIMER", 22>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>, Bit<"IQ_VOLATILE", 26>,
    Bit<"QUEUE_TYPE", 27>, Bit<"REARM_TIMER", 28>, Bit<"PROCESS_IQ_EN", 29>, Bit<"PROCESSING_IQ", 30>,
    Bit<"ACTIVE", 31>>;
using CpHqdIqRptr = Register<"CP_HQD_IQ_RPTR", Gc<0, 0x1fc0>, Field<"OFFSET", 5, 0>>;
// Asks to disconnect the queue; CP_HQD_ACTIVE reads 0 when done.
using CpHqdDequeueRequest = Register<"CP_HQD_DEQUEUE_REQUEST", Gc<0, 0x1fc1>,
    Field<"DEQUEUE_REQ", 3, 0, DequeueRequest>, Bit<"IQ_REQ_PEND", 4>, Bit<"DEQUEUE_INT", 8>,
    Bit<"IQ_REQ_PEND_EN", 9>, Bit<"DEQUEUE_REQ_EN", 10>>;
using CpHqdDmaOffload = Register<"CP_HQD_DMA_OFFLOAD", Gc<0, 0x1fc2>,
    Bit<"DMA_OFFLOAD", 0>, Bit<"DMA_OFFLOAD_EN", 1>, Bit<"AQL_OFFLOAD", 2>, Bit<"AQL_OFFLOAD_EN", 3>,
    Bit<"EOP_OFFLOAD", 4>, Bit<"EOP_OFFLOAD_EN", 5>>;
using CpHqdSemaCmd = Register<"CP_HQD_SEMA_CMD", Gc<0, 0x1fc3, Gone<12, 0>>,
    Bit<"RETRY", 0>, Field<"RESULT", 2, 1>, Bit<"POLLING_DIS", 8>, Bit<"MESSAGE_EN", 9>>;
using CpHqdMsgType = Register<"CP_HQD_MSG_TYPE", Gc<0, 0x1fc4>, Field<"ACTION", 2, 0>, Field<"SAVE_STATE", 6, 4>>;
using CpHqdAtomic0PreopLo = Register<"CP_HQD_ATOMIC0_PREOP_LO", Gc<0, 0x1fc5>, Field<"ATOMIC0_PREOP_LO", 31, 0>>;
using CpHqdAtomic0PreopHi = Register<"CP_HQD_ATOMIC0_PREOP_HI", Gc<0, 0x1fc6>, Field<"ATOMIC0_PREOP_HI", 31, 0>>;
using CpHqdAtomic1PreopLo = Register<"CP_HQD_ATOMIC1_PREOP_LO", Gc<0, 0x1fc7>, Field<"ATOMIC1_PREOP_LO", 31, 0>>;
using CpHqdAtomic1PreopHi = Register<"CP_HQD_ATOMIC1_PREOP_HI", Gc<0, 0x1fc8>, Field<"ATOMIC1_PREOP_HI", 31, 0>>;
using CpHqdHqStatus0 = Register<"CP_HQD_HQ_STATUS0",
    Gc<0, 0x1fc9, Since<12, 0, 0, 0x1fc9,
        Bit<"CWSR", 0>, Bit<"SAVE_STATUS", 1>, Bit<"RSRV", 2>, Field<"STATIC_QUEUE", 5, 3>, Bit<"QUEUE_RUN_ONCE", 6>,
        Bit<"SCRATCH_RAM_INIT", 7>, Bit<"TCL2_DIRTY", 8>, Bit<"C_INHERIT_VMID", 9>,
        Field<"QUEUE_SCHEDULER_TYPE", 12, 10>, Bit<"C_QUEUE_USE_GWS", 13>, Bit<"C_QUEUE_DEBUG_EN", 14>,
        Bit<"QUEUE_SLOT_CONNECTED", 15>, Bit<"MES_INTERRUPT_ENABLED", 20>, Field<"MES_INTERRUPT_PIPE", 22, 21>,
        Field<"CONCURRENT_PROCESS_COUNT", 27, 24>, Bit<"QUEUE_IDLE", 30>, Bit<"DB_UPDATED_MSG_EN", 31>>>,
    Bit<"CWSR", 0>, Bit<"SAVE_STATUS", 1>, Bit<"RSRV", 2>, Field<"STATIC_QUEUE", 5, 3>, Bit<"QUEUE_RUN_ONCE", 6>,
    Bit<"SCRATCH_RAM_INIT", 7>, Bit<"TCL2_DIRTY", 8>, Bit<"C_INHERIT_VMID", 9>, Field<"QUEUE_SCHEDULER_TYPE", 12, 10>,
    Bit<"C_QUEUE_USE_GWS", 13>, Bit<"QUEUE_SLOT_CONNECTED", 15>, Bit<"MES_INTERRUPT_ENABLED", 20>,
    Field<"MES_INTERRUPT_PIPE", 22, 21>, Field<"CONCURRENT_PROCESS_COUNT", 27, 24>, Bit<"QUEUE_IDLE", 30>,
    Bit<"DB_UPDATED_MSG_EN", 31>>;
using CpHqdHqControl0 = Register<"CP_HQD_HQ_CONTROL0", Gc<0, 0x1fca>, Field<"CONTROL", 31, 0>>;
using CpHqdHqStatus1 = Register<"CP_HQD_HQ_STATUS1", Gc<0, 0x1fcc>, Field<"STATUS", 31, 0>>;
using CpHqdHqControl1 = Register<"CP_HQD_HQ_CONTROL1", Gc<0, 0x1fcd>, Field<"CONTROL", 31, 0>>;
// End-of-pipe buffer address >> 8.
using CpHqdEopBaseAddr = Register<"CP_HQD_EOP_BASE_ADDR", Gc<0, 0x1fce>, Field<"BASE_ADDR", 31, 0>>;
using CpHqdEopBaseAddrHi = Register<"CP_HQD_EOP_BASE_ADDR_HI", Gc<0, 0x1fcf>, Field<"BASE_ADDR_HI", 7, 0>>;
using CpHqdEopControl = Register<"CP_HQD_EOP_CONTROL",
    Gc<0, 0x1fd0, Since<12, 0, 0, 0x1fd0,
        Field<"EOP_SIZE", 5, 0>, Bit<"PROCESSING_EOP", 8>, Bit<"PROCESS_EOP_EN", 12>, Bit<"PROCESSING_EOPIB", 13>,
        Bit<"PROCESS_EOPIB_EN", 14>, Bit<"HALT_FETCHER", 21>, Bit<"HALT_FETCHER_EN", 22>, Bit<"EXE_DISABLE", 23>,
        Field<"CACHE_POLICY", 25, 24>>>,
    Field<"EOP_SIZE", 5, 0>, Bit<"PROCESSING_EOP", 8>, Bit<"PROCESS_EOP_EN", 12>, Bit<"PROCESSING_EOPIB", 13>,
    Bit<"PROCESS_EOPIB_EN", 14>, Bit<"HALT_FETCHER", 21>, Bit<"HALT_FETCHER_EN", 22>, Bit<"EXE_DISABLE", 23>,
    Field<"CACHE_POLICY", 25, 24>, Bit<"EOP_VOLATILE", 26>, Field<"SIG_SEM_RESULT", 30, 29>, Bit<"PEND_SIG_SEM", 31>>;
using CpHqdEopRptr = Register<"CP_HQD_EOP_RPTR", Gc<0, 0x1fd1>,
    Field<"RPTR", 12, 0>, Bit<"RESET_FETCHER", 28>, Bit<"DEQUEUE_PEND", 29>, Bit<"RPTR_EQ_CSMD_WPTR", 30>,
    Bit<"INIT_FETCHER", 31>>;
using CpHqdEopWptr = Register<"CP_HQD_EOP_WPTR", Gc<0, 0x1fd2>,
    Field<"WPTR", 12, 0>, Bit<"EOP_EMPTY", 15>, Field<"EOP_AVAIL", 28, 16>>;
using CpHqdEopEvents = Register<"CP_HQD_EOP_EVENTS", Gc<0, 0x1fd3>,
    Field<"EVENT_COUNT", 11, 0>, Bit<"CS_PARTIAL_FLUSH_PEND", 16>>;
using CpHqdCtxSaveBaseAddrLo = Register<"CP_HQD_CTX_SAVE_BASE_ADDR_LO", Gc<0, 0x1fd4>, Field<"ADDR", 31, 12>>;
using CpHqdCtxSaveBaseAddrHi = Register<"CP_HQD_CTX_SAVE_BASE_ADDR_HI", Gc<0, 0x1fd5>, Field<"ADDR_HI", 15, 0>>;
using CpHqdCtxSaveControl = Register<"CP_HQD_CTX_SAVE_CONTROL", Gc<0, 0x1fd6>,
    Field<"POLICY", 4, 3>, Bit<"EXE_DISABLE", 23>>;
using CpHqdCntlStackOffset = Register<"CP_HQD_CNTL_STACK_OFFSET", Gc<0, 0x1fd7>, Field<"OFFSET", 15, 2>>;
using CpHqdCntlStackSize = Register<"CP_HQD_CNTL_STACK_SIZE", Gc<0, 0x1fd8>, Field<"SIZE", 15, 12>>;
using CpHqdWgStateOffset = Register<"CP_HQD_WG_STATE_OFFSET", Gc<0, 0x1fd9>, Field<"OFFSET", 25, 2>>;
using CpHqdCtxSaveSize = Register<"CP_HQD_CTX_SAVE_SIZE", Gc<0, 0x1fda>, Field<"SIZE", 25, 12>>;
using CpHqdGdsResourceState = Register<"CP_HQD_GDS_RESOURCE_STATE", Gc<0, 0x1fdb>,
    Bit<"OA_REQUIRED", 0>, Bit<"OA_ACQUIRED", 1>, Field<"GWS_SIZE", 9, 4>, Field<"GWS_PNTR", 17, 12>>;
using CpHqdError = Register<"CP_HQD_ERROR",
    Gc<0, 0x1fdc, Since<12, 0, 0, 0x1fdc,
        Field<"EDC_ERROR_ID", 3, 0>, Bit<"SUA_ERROR", 4>, Bit<"AQL_ERROR", 5>, Bit<"PQ_UTCL1_ERROR", 8>,
        Bit<"IB_UTCL1_ERROR", 9>, Bit<"EOP_UTCL1_ERROR", 10>, Bit<"IQ_UTCL1_ERROR", 11>, Bit<"RRPT_UTCL1_ERROR", 12>,
        Bit<"WPP_UTCL1_ERROR", 13>, Bit<"DMA_SRC_UTCL1_ERROR", 15>, Bit<"DMA_DST_UTCL1_ERROR", 16>,
        Bit<"SR_UTCL1_ERROR", 17>, Bit<"QU_UTCL1_ERROR", 18>, Bit<"TC_UTCL1_ERROR", 19>>>,
    Field<"EDC_ERROR_ID", 3, 0>, Bit<"SUA_ERROR", 4>, Bit<"AQL_ERROR", 5>, Bit<"PQ_UTCL1_ERROR", 8>,
    Bit<"IB_UTCL1_ERROR", 9>, Bit<"EOP_UTCL1_ERROR", 10>, Bit<"IQ_UTCL1_ERROR", 11>, Bit<"RRPT_UTCL1_ERROR", 12>,
    Bit<"WPP_UTCL1_ERROR", 13>, Bit<"SEM_UTCL1_ERROR", 14>, Bit<"DMA_SRC_UTCL1_ERROR", 15>,
    Bit<"DMA_DST_UTCL1_ERROR", 16>, Bit<"SR_UTCL1_ERROR", 17>, Bit<"QU_UTCL1_ERROR", 18>, Bit<"TC_UTCL1_ERROR", 19>>;
using CpHqdEopWptrMem = Register<"CP_HQD_EOP_WPTR_MEM", Gc<0, 0x1fdd>, Field<"WPTR", 12, 0>>;
// For AQL queues.
using CpHqdAqlControl = Register<"CP_HQD_AQL_CONTROL", Gc<0, 0x1fde>,
    Field<"CONTROL0", 14, 0>, Bit<"CONTROL0_EN", 15>, Field<"CONTROL1", 30, 16>, Bit<"CONTROL1_EN", 31>>;
// Write position in dwords.
using CpHqdPqWptrLo = Register<"CP_HQD_PQ_WPTR_LO", Gc<0, 0x1fdf>, Field<"OFFSET", 31, 0>>;
using CpHqdPqWptrHi = Register<"CP_HQD_PQ_WPTR_HI", Gc<0, 0x1fe0>, Field<"DATA", 31, 0>>;
using CpHqdSuspendCntlStackOffset = Register<"CP_HQD_SUSPEND_CNTL_STACK_OFFSET", Gc<0, 0x1fe1>,
    Field<"OFFSET", 15, 2>>;
using CpHqdSuspendCntlStackDwCnt = Register<"CP_HQD_SUSPEND_CNTL_STACK_DW_CNT", Gc<0, 0x1fe2>, Field<"CNT", 13, 0>>;
using CpHqdSuspendWgStateOffset = Register<"CP_HQD_SUSPEND_WG_STATE_OFFSET", Gc<0, 0x1fe3>, Field<"OFFSET", 25, 2>>;
using CpHqdDdidRptr = Register<"CP_HQD_DDID_RPTR", Gc<0, 0x1fe4>, Field<"RPTR", 10, 0>>;
using CpHqdDdidWptr = Register<"CP_HQD_DDID_WPTR", Gc<0, 0x1fe5>, Field<"WPTR", 10, 0>>;
using CpHqdDdidInflightCount = Register<"CP_HQD_DDID_INFLIGHT_COUNT", Gc<0, 0x1fe6>, Field<"COUNT", 15, 0>>;
using CpHqdDdidDeltaRptCount = Register<"CP_HQD_DDID_DELTA_RPT_COUNT", Gc<0, 0x1fe7>, Field<"COUNT", 7, 0>>;
using CpHqdDequeueStatus = Register<"CP_HQD_DEQUEUE_STATUS", Gc<0, 0x1fe8>,
    ReadOnly<"DEQUEUE_STAT", 3, 0>, ReadOnly<"SUSPEND_REQ_PEND", 4>, ReadOnly<"SUSPEND_REQ_PEND_EN", 9>,
    ReadOnly<"DEQUEUE_STAT_EN", 10>>;
using CpHpdUtcl1Cntl = Register<"CP_HPD_UTCL1_CNTL", Gc<0, 0x1fa3>,
    Field<"SELECT", 3, 0>, Bit<"DISABLE_ERROR_REPORT", 10>>;
using CpHpdUtcl1Error = Register<"CP_HPD_UTCL1_ERROR", Gc<0, 0x1fa7>,
    Field<"ADDR_HI", 15, 0>, Bit<"TYPE", 16>, Field<"VMID", 23, 20>>;
using CpHpdUtcl1ErrorAddr = Register<"CP_HPD_UTCL1_ERROR_ADDR", Gc<0, 0x1fa8>, Field<"ADDR", 31, 12>>;
using CpHpdRoqOffsets = Register<"CP_HPD_ROQ_OFFSETS", Gc<1, 0x1821>,
    Field<"IQ_OFFSET", 2, 0>, Field<"PQ_OFFSET", 13, 8>, Field<"IB_OFFSET", 22, 16>>;
using CpHpdStatus0 = Register<"CP_HPD_STATUS0",
    Gc<1, 0x1822, Since<12, 0, 1, 0x1822,
        Field<"QUEUE_STATE", 4, 0>, Field<"MAPPED_QUEUE", 7, 5>, Field<"QUEUE_AVAILABLE", 15, 8>,
        Bit<"FETCHING_MQD", 16>, Bit<"PEND_TXFER_SIZE_PQIB", 17>, Bit<"PEND_TXFER_SIZE_IQ", 18>,
        Bit<"ENABLE_MSG_NO_DISC", 19>, Field<"FORCE_QUEUE_STATE", 24, 20>, Bit<"MASTER_QUEUE_IDLE_DIS", 27>,
        Field<"ENABLE_OFFLOAD_CHECK", 29, 28>, Bit<"FREEZE_QUEUE_STATE", 30>, Bit<"FORCE_QUEUE", 31>>>,
    Field<"QUEUE_STATE", 4, 0>, Field<"MAPPED_QUEUE", 7, 5>, Field<"QUEUE_AVAILABLE", 15, 8>, Bit<"FETCHING_MQD", 16>,
    Bit<"PEND_TXFER_SIZE_PQIB", 17>, Bit<"PEND_TXFER_SIZE_IQ", 18>, Field<"FORCE_QUEUE_STATE", 24, 20>,
    Bit<"MASTER_QUEUE_IDLE_DIS", 27>, Field<"ENABLE_OFFLOAD_CHECK", 29, 28>, Bit<"FREEZE_QUEUE_STATE", 30>,
    Bit<"FORCE_QUEUE", 31>>;

using CpHqdRegisters = RegisterList<
    CpMqdBaseAddr, CpMqdBaseAddrHi, CpMqdControl, CpHqdGfxControl, CpHqdGfxStatus, CpHqdActive, CpHqdVmid,
    CpHqdPersistentState, CpHqdPipePriority, CpHqdQueuePriority, CpHqdQuantum, CpHqdPqBase, CpHqdPqBaseHi,
    CpHqdPqRptr, CpHqdPqRptrReportAddr, CpHqdPqRptrReportAddrHi, CpHqdPqWptrPollAddr, CpHqdPqWptrPollAddrHi,
    CpHqdPqDoorbellControl, CpHqdPqControl, CpHqdIbBaseAddr, CpHqdIbBaseAddrHi, CpHqdIbRptr, CpHqdIbControl,
    CpHqdIqTimer, CpHqdIqRptr, CpHqdDequeueRequest, CpHqdDmaOffload, CpHqdSemaCmd, CpHqdMsgType, CpHqdAtomic0PreopLo,
    CpHqdAtomic0PreopHi, CpHqdAtomic1PreopLo, CpHqdAtomic1PreopHi, CpHqdHqStatus0, CpHqdHqControl0, CpHqdHqStatus1,
    CpHqdHqControl1, CpHqdEopBaseAddr, CpHqdEopBaseAddrHi, CpHqdEopControl, CpHqdEopRptr, CpHqdEopWptr,
    CpHqdEopEvents, CpHqdCtxSaveBaseAddrLo, CpHqdCtxSaveBaseAddrHi, CpHqdCtxSaveControl, CpHqdCntlStackOffset,
    CpHqdCntlStackSize, CpHqdWgStateOffset, CpHqdCtxSaveSize, CpHqdGdsResourceState, CpHqdError, CpHqdEopWptrMem,
    CpHqdAqlControl, CpHqdPqWptrLo, CpHqdPqWptrHi, CpHqdSuspendCntlStackOffset, CpHqdSuspendCntlStackDwCnt,
    CpHqdSuspendWgStateOffset, CpHqdDdidRptr, CpHqdDdidWptr, CpHqdDdidInflightCount, CpHqdDdidDeltaRptCount,
    CpHqdDequeueStatus, CpHpdUtcl1Cntl, CpHpdUtcl1Error, CpHpdUtcl1ErrorAddr, CpHpdRoqOffsets, CpHpdStatus0>;
// clang-format on

}  // namespace egpulab::regs::amd

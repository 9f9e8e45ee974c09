// SDMA 6.0: two engines with eight queues each; SDMA is in GC's segments.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Engine
using SdmaDecStart = RegisterArray<"SDMA#_DEC_START", Sdma<0, 0x0>, Repeat<2, 0x1800>, Field<"START", 31, 0>>;
// TRAP_ENABLE: trap packets raise interrupts.
using SdmaCntl = RegisterArray<"SDMA#_CNTL",
    Sdma<0, 0x1c, Since<12, 0, 0, 0xd,
        Bit<"TRAP_ENABLE", 0>, Bit<"RESERVED", 2>, Bit<"DATA_SWAP_ENABLE", 3>, Bit<"FENCE_SWAP_ENABLE", 4>,
        Bit<"MIDCMD_PREEMPT_ENABLE", 5>, Bit<"PIO_DONE_ACK_ENABLE", 6>, Bit<"TMZ_MIDCMD_PREEMPT_ENABLE", 8>,
        Bit<"MIDCMD_EXPIRE_ENABLE", 9>, Bit<"CP_MES_INT_ENABLE", 10>, Bit<"PAGE_RETRY_TIMEOUT_INT_ENABLE", 11>,
        Bit<"PAGE_NULL_INT_ENABLE", 12>, Bit<"PAGE_FAULT_INT_ENABLE", 13>, Bit<"CH_PERFCNT_ENABLE", 16>,
        Bit<"MIDCMD_WORLDSWITCH_ENABLE", 17>, Bit<"CTXEMPTY_INT_ENABLE", 28>, Bit<"FROZEN_INT_ENABLE", 29>,
        Bit<"IB_PREEMPT_INT_ENABLE", 30>, Bit<"RB_PREEMPT_INT_ENABLE", 31>>>,
    Repeat<2, 0x1800>,
    Bit<"TRAP_ENABLE", 0>, Bit<"SEM_WAIT_INT_ENABLE", 2>, Bit<"DATA_SWAP_ENABLE", 3>, Bit<"FENCE_SWAP_ENABLE", 4>,
    Bit<"MIDCMD_PREEMPT_ENABLE", 5>, Bit<"PIO_DONE_ACK_ENABLE", 6>, Bit<"TMZ_MIDCMD_PREEMPT_ENABLE", 8>,
    Bit<"MIDCMD_EXPIRE_ENABLE", 9>, Bit<"CP_MES_INT_ENABLE", 10>, Bit<"PAGE_RETRY_TIMEOUT_INT_ENABLE", 11>,
    Bit<"PAGE_NULL_INT_ENABLE", 12>, Bit<"PAGE_FAULT_INT_ENABLE", 13>, Bit<"CH_PERFCNT_ENABLE", 16>,
    Bit<"MIDCMD_WORLDSWITCH_ENABLE", 17>, Bit<"CTXEMPTY_INT_ENABLE", 28>, Bit<"FROZEN_INT_ENABLE", 29>,
    Bit<"IB_PREEMPT_INT_ENABLE", 30>, Bit<"RB_PREEMPT_INT_ENABLE", 31>>;
using SdmaCntl1 = RegisterArray<"SDMA#_CNTL1",
    Sdma<0, 0x27, Since<12, 0, 0, 0x26>>, Repeat<2, 0x1800>, Field<"WPTR_POLL_FREQUENCY", 15, 2>>;
// HALT stops the engine, RESET holds it in reset.
using SdmaF32Cntl = RegisterArray<"SDMA#_F32_CNTL", Sdma<1, 0x589a, Gone<12, 0>>, Repeat<2, 0x80>,
    Bit<"HALT", 0>, Bit<"TH0_CHECKSUM_CLR", 8>, Bit<"TH0_RESET", 9>, Bit<"TH0_ENABLE", 10>,
    Bit<"TH1_CHECKSUM_CLR", 12>, Bit<"TH1_RESET", 13>, Bit<"TH1_ENABLE", 14>, Field<"TH0_PRIORITY", 23, 16>,
    Field<"TH1_PRIORITY", 31, 24>>;
// FREEZE asks the engine to stop at a packet boundary; FROZEN answers.
using SdmaFreeze = RegisterArray<"SDMA#_FREEZE",
    Sdma<0, 0x2b, Since<12, 0, 0, 0x28,
        Bit<"PREEMPT", 0>, Bit<"FROZEN", 5>, Bit<"MCU_FREEZE", 6>, Field<"IMU_FSM_STATE", 9, 8>,
        Bit<"EXTERNAL_FROZEN", 12>>>,
    Repeat<2, 0x1800>,
    Bit<"PREEMPT", 0>, Bit<"FREEZE", 4>, Bit<"FROZEN", 5>, Bit<"F32_FREEZE", 6>>;
// IDLE and what is busy.
using SdmaStatusReg = RegisterArray<"SDMA#_STATUS_REG",
    Sdma<0, 0x25, Since<12, 0, 0, 0x24,
        ReadOnly<"IDLE", 0>, ReadOnly<"REG_IDLE", 1>, ReadOnly<"RB_EMPTY", 2>, ReadOnly<"RB_FULL", 3>,
        ReadOnly<"RB_CMD_IDLE", 4>, ReadOnly<"RB_CMD_FULL", 5>, ReadOnly<"IB_CMD_IDLE", 6>, ReadOnly<"IB_CMD_FULL", 7>,
        ReadOnly<"BLOCK_IDLE", 8>, ReadOnly<"INSIDE_IB", 9>, ReadOnly<"FETCH_IDLE", 10>, ReadOnly<"CGCG_FENCE", 11>,
        ReadOnly<"PACKET_READY", 12>, ReadOnly<"MC_WR_IDLE", 13>, ReadOnly<"SRBM_IDLE", 14>,
        ReadOnly<"CONTEXT_EMPTY", 15>, ReadOnly<"DELTA_RPTR_FULL", 16>, ReadOnly<"RB_MC_RREQ_IDLE", 17>,
        ReadOnly<"IB_MC_RREQ_IDLE", 18>, ReadOnly<"MC_RD_IDLE", 19>, ReadOnly<"DELTA_RPTR_EMPTY", 20>,
        ReadOnly<"EXEC_ENG_IDLE", 25>, ReadOnly<"PROC_CNTL_IDLE", 26>, ReadOnly<"UCODE_INIT_DONE", 27>,
        ReadOnly<"RESERVED", 29>, ReadOnly<"INT_IDLE", 30>, ReadOnly<"INT_REQ_STALL", 31>>>,
    Repeat<2, 0x1800>,
    ReadOnly<"IDLE", 0>, ReadOnly<"REG_IDLE", 1>, ReadOnly<"RB_EMPTY", 2>, ReadOnly<"RB_FULL", 3>,
    ReadOnly<"RB_CMD_IDLE", 4>, ReadOnly<"RB_CMD_FULL", 5>, ReadOnly<"IB_CMD_IDLE", 6>, ReadOnly<"IB_CMD_FULL", 7>,
    ReadOnly<"BLOCK_IDLE", 8>, ReadOnly<"INSIDE_IB", 9>, ReadOnly<"EX_IDLE", 10>, ReadOnly<"CGCG_FENCE", 11>,
    ReadOnly<"PACKET_READY", 12>, ReadOnly<"MC_WR_IDLE", 13>, ReadOnly<"SRBM_IDLE", 14>,
    ReadOnly<"CONTEXT_EMPTY", 15>, ReadOnly<"DELTA_RPTR_FULL", 16>, ReadOnly<"RB_MC_RREQ_IDLE", 17>,
    ReadOnly<"IB_MC_RREQ_IDLE", 18>, ReadOnly<"MC_RD_IDLE", 19>, ReadOnly<"DELTA_RPTR_EMPTY", 20>,
    ReadOnly<"MC_RD_RET_STALL", 21>, ReadOnly<"MC_RD_NO_POLL_IDLE", 22>, ReadOnly<"PREV_CMD_IDLE", 25>,
    ReadOnly<"SEM_IDLE", 26>, ReadOnly<"SEM_REQ_STALL", 27>, ReadOnly<"SEM_RESP_STATE", 29, 28>,
    ReadOnly<"INT_IDLE", 30>, ReadOnly<"INT_REQ_STALL", 31>>;
using SdmaStatus1Reg = RegisterArray<"SDMA#_STATUS1_REG",
    Sdma<0, 0x26, Since<12, 0, 0, 0x25,
        ReadOnly<"CE_WREQ_IDLE", 0>, ReadOnly<"CE_WR_IDLE", 1>, ReadOnly<"CE_SPLIT_IDLE", 2>,
        ReadOnly<"CE_RREQ_IDLE", 3>, ReadOnly<"CE_OUT_IDLE", 4>, ReadOnly<"CE_IN_IDLE", 5>, ReadOnly<"CE_DST_IDLE", 6>,
        ReadOnly<"RESERVED_8_7", 8, 7>, ReadOnly<"CE_CMD_IDLE", 9>, ReadOnly<"CE_AFIFO_FULL", 10>,
        ReadOnly<"CE_INFO_FULL", 11>, ReadOnly<"CE_INFO1_FULL", 12>, ReadOnly<"EX_START", 13>,
        ReadOnly<"CE_RD_STALL", 15>, ReadOnly<"CE_WR_STALL", 16>, ReadOnly<"SEC_INTR_STATUS", 17>,
        ReadOnly<"WPTR_POLL_IDLE", 18>, ReadOnly<"SDMA_IDLE", 19>, ReadOnly<"IC_FETCH_IDLE", 20>,
        ReadOnly<"IC_FETCH_PAGE_FAULT", 21>, ReadOnly<"IC_FETCH_PAGE_RETRY_TIMEOUT", 22>,
        ReadOnly<"IC_FETCH_PAGE_NULL", 23>, ReadOnly<"MCU_FW_STACK_OVERFLOW", 25, 24>>>,
    Repeat<2, 0x1800>,
    ReadOnly<"CE_WREQ_IDLE", 0>, ReadOnly<"CE_WR_IDLE", 1>, ReadOnly<"CE_SPLIT_IDLE", 2>, ReadOnly<"CE_RREQ_IDLE", 3>,
    ReadOnly<"CE_OUT_IDLE", 4>, ReadOnly<"CE_IN_IDLE", 5>, ReadOnly<"CE_DST_IDLE", 6>, ReadOnly<"CE_CMD_IDLE", 9>,
    ReadOnly<"CE_AFIFO_FULL", 10>, ReadOnly<"CE_INFO_FULL", 11>, ReadOnly<"CE_INFO1_FULL", 12>,
    ReadOnly<"EX_START", 13>, ReadOnly<"CE_RD_STALL", 15>, ReadOnly<"CE_WR_STALL", 16>,
    ReadOnly<"SEC_INTR_STATUS", 17>, ReadOnly<"WPTR_POLL_IDLE", 18>, ReadOnly<"SDMA_IDLE", 19>>;
using SdmaStatus2Reg = RegisterArray<"SDMA#_STATUS2_REG",
    Sdma<0, 0x38, Since<12, 0, 0, 0x30,
        ReadOnly<"ID", 1, 0>, ReadOnly<"TH0MCU_INSTR_PTR", 15, 2>, ReadOnly<"CMD_OP", 31, 16>>>,
    Repeat<2, 0x1800>,
    ReadOnly<"ID", 1, 0>, ReadOnly<"TH0F32_INSTR_PTR", 15, 2>, ReadOnly<"CMD_OP", 31, 16>>;
using SdmaStatus3Reg = RegisterArray<"SDMA#_STATUS3_REG",
    Sdma<0, 0x4c, Since<12, 0, 0, 0x4c,
        ReadOnly<"PREV_VM_CMD", 19, 16>, ReadOnly<"EXCEPTION_IDLE", 20>, ReadOnly<"AQL_PREV_CMD_IDLE", 21>,
        ReadOnly<"TLBI_IDLE", 22>, ReadOnly<"GCR_IDLE", 23>, ReadOnly<"INVREQ_IDLE", 24>,
        ReadOnly<"QUEUE_ID_MATCH", 25>, ReadOnly<"INT_QUEUE_ID", 29, 26>, ReadOnly<"TMZ_MTYPE_STATUS", 31, 30>>>,
    Repeat<2, 0x1800>,
    ReadOnly<"CMD_OP_STATUS", 15, 0>, ReadOnly<"PREV_VM_CMD", 19, 16>, ReadOnly<"EXCEPTION_IDLE", 20>,
    ReadOnly<"AQL_PREV_CMD_IDLE", 21>, ReadOnly<"TLBI_IDLE", 22>, ReadOnly<"GCR_IDLE", 23>,
    ReadOnly<"INVREQ_IDLE", 24>, ReadOnly<"QUEUE_ID_MATCH", 25>, ReadOnly<"INT_QUEUE_ID", 29, 26>,
    ReadOnly<"TMZ_MTYPE_STATUS", 31, 30>>;
using SdmaStatus4Reg = RegisterArray<"SDMA#_STATUS4_REG",
    Sdma<0, 0x76, Since<12, 0, 0, 0x67,
        ReadOnly<"IDLE", 0>, ReadOnly<"IH_OUTSTANDING", 2>, ReadOnly<"RESERVED", 3>, ReadOnly<"CH_RD_OUTSTANDING", 4>,
        ReadOnly<"CH_WR_OUTSTANDING", 5>, ReadOnly<"GCR_OUTSTANDING", 6>, ReadOnly<"TLBI_OUTSTANDING", 7>,
        ReadOnly<"UTCL2_RD_OUTSTANDING", 8>, ReadOnly<"UTCL2_WR_OUTSTANDING", 9>, ReadOnly<"REG_POLLING", 10>,
        ReadOnly<"MEM_POLLING", 11>, ReadOnly<"RESERVED_13_12", 13, 12>, ReadOnly<"RESERVED_15_14", 15, 14>,
        ReadOnly<"ACTIVE_QUEUE_ID", 19, 16>, ReadOnly<"SRIOV_WATING_RLCV_CMD", 20>,
        ReadOnly<"SRIOV_SDMA_EXECUTING_CMD", 21>, ReadOnly<"UTCL2_RD_XNACK_FAULT", 22>,
        ReadOnly<"UTCL2_RD_XNACK_NULL", 23>, ReadOnly<"UTCL2_RD_XNACK_TIMEOUT", 24>,
        ReadOnly<"UTCL2_WR_XNACK_FAULT", 25>, ReadOnly<"UTCL2_WR_XNACK_NULL", 26>,
        ReadOnly<"UTCL2_WR_XNACK_TIMEOUT", 27>>>,
    Repeat<2, 0x1800>,
    ReadOnly<"IDLE", 0>, ReadOnly<"IH_OUTSTANDING", 2>, ReadOnly<"SEM_OUTSTANDING", 3>,
    ReadOnly<"CH_RD_OUTSTANDING", 4>, ReadOnly<"CH_WR_OUTSTANDING", 5>, ReadOnly<"GCR_OUTSTANDING", 6>,
    ReadOnly<"TLBI_OUTSTANDING", 7>, ReadOnly<"UTCL2_RD_OUTSTANDING", 8>, ReadOnly<"UTCL2_WR_OUTSTANDING", 9>,
    ReadOnly<"REG_POLLING", 10>, ReadOnly<"MEM_POLLING", 11>, ReadOnly<"RESERVED_13_12", 13, 12>,
    ReadOnly<"RESERVED_15_14", 15, 14>, ReadOnly<"ACTIVE_QUEUE_ID", 19, 16>, ReadOnly<"SRIOV_WATING_RLCV_CMD", 20>,
    ReadOnly<"SRIOV_SDMA_EXECUTING_CMD", 21>, ReadOnly<"UTCL2_RD_XNACK_FAULT", 22>,
    ReadOnly<"UTCL2_RD_XNACK_NULL", 23>, ReadOnly<"UTCL2_RD_XNACK_TIMEOUT", 24>, ReadOnly<"UTCL2_WR_XNACK_FAULT", 25>,
    ReadOnly<"UTCL2_WR_XNACK_NULL", 26>, ReadOnly<"UTCL2_WR_XNACK_TIMEOUT", 27>>;
using SdmaStatus5Reg = RegisterArray<"SDMA#_STATUS5_REG", Sdma<0, 0x7a, Since<12, 0, 0, 0x6b>>, Repeat<2, 0x1800>,
    ReadOnly<"QUEUE0_RB_ENABLE_STATUS", 0>, ReadOnly<"QUEUE1_RB_ENABLE_STATUS", 1>,
    ReadOnly<"QUEUE2_RB_ENABLE_STATUS", 2>, ReadOnly<"QUEUE3_RB_ENABLE_STATUS", 3>,
    ReadOnly<"QUEUE4_RB_ENABLE_STATUS", 4>, ReadOnly<"QUEUE5_RB_ENABLE_STATUS", 5>,
    ReadOnly<"QUEUE6_RB_ENABLE_STATUS", 6>, ReadOnly<"QUEUE7_RB_ENABLE_STATUS", 7>,
    ReadOnly<"ACTIVE_QUEUE_ID", 19, 16>, ReadOnly<"QUEUE0_WPTR_POLL_PAGE_EXCEPTION", 20>,
    ReadOnly<"QUEUE1_WPTR_POLL_PAGE_EXCEPTION", 21>, ReadOnly<"QUEUE2_WPTR_POLL_PAGE_EXCEPTION", 22>,
    ReadOnly<"QUEUE3_WPTR_POLL_PAGE_EXCEPTION", 23>, ReadOnly<"QUEUE4_WPTR_POLL_PAGE_EXCEPTION", 24>,
    ReadOnly<"QUEUE5_WPTR_POLL_PAGE_EXCEPTION", 25>, ReadOnly<"QUEUE6_WPTR_POLL_PAGE_EXCEPTION", 26>,
    ReadOnly<"QUEUE7_WPTR_POLL_PAGE_EXCEPTION", 27>>;
using SdmaStatus6Reg = RegisterArray<"SDMA#_STATUS6_REG",
    Sdma<0, 0x7c, Since<12, 0, 0, 0x6d,
        ReadOnly<"ID", 1, 0>, ReadOnly<"TH1MCU_INSTR_PTR", 15, 2>, ReadOnly<"TH1_EXCEPTION", 31, 16>>>,
    Repeat<2, 0x1800>,
    ReadOnly<"ID", 1, 0>, ReadOnly<"TH1F32_INSTR_PTR", 15, 2>, ReadOnly<"TH1_EXCEPTION", 31, 16>>;
using SdmaId = RegisterArray<"SDMA#_ID",
    Sdma<0, 0x34, Since<12, 0, 0, 0x2e>>, Repeat<2, 0x1800>, ReadOnly<"DEVICE_ID", 7, 0>>;
using SdmaVersion = RegisterArray<"SDMA#_VERSION", Sdma<0, 0x35, Since<12, 0, 0, 0x2f>>, Repeat<2, 0x1800>,
    ReadOnly<"MINVER", 6, 0>, ReadOnly<"MAJVER", 14, 8>, ReadOnly<"REV", 21, 16>>;
using SdmaProgram = RegisterArray<"SDMA#_PROGRAM",
    Sdma<0, 0x24, Since<12, 0, 0, 0x23>>, Repeat<2, 0x1800>, Field<"STREAM", 31, 0>>;
// QUEUE_HANG_COUNT: how long a queue may stand still.
using SdmaWatchdogCntl = RegisterArray<"SDMA#_WATCHDOG_CNTL", Sdma<0, 0x2e, Since<12, 0, 0, 0x2b>>, Repeat<2, 0x1800>,
    Field<"QUEUE_HANG_COUNT", 7, 0>, Field<"CMD_TIMEOUT_COUNT", 15, 8>>;
using SdmaChickenBits = RegisterArray<"SDMA#_CHICKEN_BITS",
    Sdma<0, 0x1d, Since<12, 0, 0, 0xe,
        Bit<"SRBM_POLL_RETRYING", 5>, Field<"RD_BURST", 7, 6>, Field<"WR_BURST", 9, 8>,
        Field<"COMBINE_256B_WAIT_CYCLE", 13, 10>, Bit<"WR_COMBINE_256B_ENABLE", 14>, Bit<"RD_COMBINE_256B_ENABLE", 15>,
        Bit<"COPY_OVERLAP_ENABLE", 16>, Bit<"RAW_CHECK_ENABLE", 17>, Bit<"T2L_256B_ENABLE", 18>,
        Bit<"SOFT_OVERRIDE_GCR_FGCG", 19>, Bit<"SOFT_OVERRIDE_GRBM_FGCG", 20>, Bit<"SOFT_OVERRIDE_CH_FGCG", 21>,
        Bit<"SOFT_OVERRIDE_UTCL2_INVREQ_FGCG", 22>, Bit<"SOFT_OVERRIDE_UTCL1_FGCG", 23>, Bit<"CG_STATUS_OUTPUT", 24>,
        Bit<"SW_FREEZE_ENABLE", 25>, Bit<"DRAM_ECC_COPY_MODE_CNTL", 26>, Bit<"SOFT_OVERRIDE_REG_ADDR_CHECK", 27>,
        Field<"RESERVED", 31, 28>>>,
    Repeat<2, 0x1800>,
    Bit<"STALL_ON_TRANS_FULL_ENABLE", 1>, Bit<"STALL_ON_NO_FREE_DATA_BUFFER_ENABLE", 2>, Bit<"SRBM_POLL_RETRYING", 5>,
    Field<"RD_BURST", 7, 6>, Field<"WR_BURST", 9, 8>, Field<"COMBINE_256B_WAIT_CYCLE", 13, 10>,
    Bit<"WR_COMBINE_256B_ENABLE", 14>, Bit<"RD_COMBINE_256B_ENABLE", 15>, Bit<"COPY_OVERLAP_ENABLE", 16>,
    Bit<"RAW_CHECK_ENABLE", 17>, Bit<"T2L_256B_ENABLE", 18>, Bit<"SOFT_OVERRIDE_GCR_FGCG", 19>,
    Bit<"SOFT_OVERRIDE_GRBM_FGCG", 20>, Bit<"SOFT_OVERRIDE_CH_FGCG", 21>, Bit<"SOFT_OVERRIDE_UTCL2_INVREQ_FGCG", 22>,
    Bit<"SOFT_OVERRIDE_UTCL1_FGCG", 23>, Bit<"CG_STATUS_OUTPUT", 24>, Bit<"SW_FREEZE_ENABLE", 25>,
    Field<"RESERVED", 31, 26>>;
using SdmaChickenBits2 = RegisterArray<"SDMA#_CHICKEN_BITS_2",
    Sdma<0, 0x4b, Since<12, 0, 0, 0x4b,
        Field<"MCU_CMD_PROC_DELAY", 3, 0>, Bit<"MCU_SEND_POSTCODE_EN", 4>, Field<"RESERVED_7_6", 7, 6>,
        Field<"WPTR_POLL_OUTSTANDING", 11, 8>, Field<"RESERVED_14_12", 14, 12>, Bit<"RESERVED_15", 15>,
        Field<"RB_FIFO_WATERMARK", 17, 16>, Field<"IB_FIFO_WATERMARK", 19, 18>, Field<"RESERVED_22_20", 22, 20>,
        Field<"CH_RD_WATERMARK", 24, 23>, Field<"CH_WR_WATERMARK", 29, 25>, Bit<"CH_WR_WATERMARK_LSB", 30>,
        Bit<"PIO_VFID_SOURCE", 31>>>,
    Repeat<2, 0x1800>,
    Field<"F32_CMD_PROC_DELAY", 3, 0>, Bit<"F32_SEND_POSTCODE_EN", 4>, Bit<"UCODE_BUF_DS_EN", 6>,
    Bit<"UCODE_SELFLOAD_THREAD_OVERLAP", 7>, Field<"WPTR_POLL_OUTSTANDING", 11, 8>, Field<"RESERVED_14_12", 14, 12>,
    Bit<"RESERVED_15", 15>, Field<"RB_FIFO_WATERMARK", 17, 16>, Field<"IB_FIFO_WATERMARK", 19, 18>,
    Field<"RESERVED_22_20", 22, 20>, Field<"CH_RD_WATERMARK", 24, 23>, Field<"CH_WR_WATERMARK", 29, 25>,
    Bit<"CH_WR_WATERMARK_LSB", 30>, Bit<"PIO_VFID_SOURCE", 31>>;
using SdmaGbAddrConfig = RegisterArray<"SDMA#_GB_ADDR_CONFIG", Sdma<0, 0x1e, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"NUM_PIPES", 2, 0>, Field<"PIPE_INTERLEAVE_SIZE", 5, 3>, Field<"MAX_COMPRESSED_FRAGS", 7, 6>,
    Field<"NUM_PKRS", 10, 8>, Field<"NUM_SHADER_ENGINES", 20, 19>, Field<"NUM_RB_PER_SE", 27, 26>>;
using SdmaGbAddrConfigRead = RegisterArray<"SDMA#_GB_ADDR_CONFIG_READ", Sdma<0, 0x1f, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"NUM_PIPES", 2, 0>, Field<"PIPE_INTERLEAVE_SIZE", 5, 3>, Field<"MAX_COMPRESSED_FRAGS", 7, 6>,
    Field<"NUM_PKRS", 10, 8>, Field<"NUM_SHADER_ENGINES", 20, 19>, Field<"NUM_RB_PER_SE", 27, 26>>;
using SdmaHbmPageConfig = RegisterArray<"SDMA#_HBM_PAGE_CONFIG", Sdma<0, 0x28, Since<12, 0, 0, 0x27>>, Repeat<2, 0x1800>,
    Field<"PAGE_SIZE_EXPONENT", 1, 0>>;
using SdmaPowerCntl = RegisterArray<"SDMA#_POWER_CNTL",
    Sdma<0, 0x1a, Since<12, 0, 0, 0xc>>, Repeat<2, 0x1800>, Bit<"LS_ENABLE", 8>>;
using SdmaRlcCgcgCtrl = RegisterArray<"SDMA#_RLC_CGCG_CTRL",
    Sdma<0, 0x5c, Since<12, 0, 0, 0x55,
        Bit<"CGCG_INT_ENABLE", 1>, Bit<"MCU_CGCG_ALLOW", 4>, Field<"CGCG_IDLE_HYSTERESIS", 31, 16>>>,
    Repeat<2, 0x1800>,
    Bit<"CGCG_INT_ENABLE", 1>, Field<"CGCG_IDLE_HYSTERESIS", 31, 16>>;
using SdmaClockGatingStatus = RegisterArray<"SDMA#_CLOCK_GATING_STATUS",
    Sdma<0, 0x75, Since<12, 0, 0, 0x66,
        Bit<"PTR_MGCG_CLK_STATUS", 8>, Bit<"PIO_MGCG_CLK_STATUS", 9>, Bit<"MCU_MGCG_CLK_STATUS", 10>,
        Bit<"COPY_ENG_MGCG_CLK_STATUS", 11>, Bit<"SERVE_ENG_MGCG_CLK_STATUS", 12>,
        Bit<"CMD_FETCH_MGCG_CLK_STATUS", 13>, Bit<"GU_MEMREQ_MGCG_CLK_STATUS", 14>, Bit<"INV_MGCG_CLK_STATUS", 15>,
        Bit<"GU_CACHE_MGCG_CLK_STATUS", 16>, Bit<"IC_CACHE_MGCG_CLK_STATUS", 17>, Bit<"MEM_CHNL_MGCG_CLK_STATUS", 18>,
        Bit<"MEM_CHNL_CESE_MGCG_CLK_STATUS", 19>>>,
    Repeat<2, 0x1800>,
    Bit<"DYN_CLK_GATE_STATUS", 0>, Bit<"CE_CLK_GATE_STATUS", 2>, Bit<"CE_BC_CLK_GATE_STATUS", 3>,
    Bit<"CE_NBC_CLK_GATE_STATUS", 4>, Bit<"REG_CLK_GATE_STATUS", 5>, Bit<"F32_CLK_GATE_STATUS", 6>>;
using SdmaSemWaitFailTimerCntl = RegisterArray<"SDMA#_SEM_WAIT_FAIL_TIMER_CNTL",
    Sdma<0, 0x22, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"TIMER", 31, 0>>;
using SdmaGlobalTimestampLo = RegisterArray<"SDMA#_GLOBAL_TIMESTAMP_LO",
    Sdma<0, 0xf, Since<12, 0, 0, 0x5>>, Repeat<2, 0x1800>,
    ReadOnly<"DATA", 31, 0>>;
using SdmaGlobalTimestampHi = RegisterArray<"SDMA#_GLOBAL_TIMESTAMP_HI",
    Sdma<0, 0x10, Since<12, 0, 0, 0x6>>, Repeat<2, 0x1800>,
    ReadOnly<"DATA", 31, 0>>;
using SdmaTimestampCntl = RegisterArray<"SDMA#_TIMESTAMP_CNTL",
    Sdma<0, 0x79, Since<12, 0, 0, 0x6a>>, Repeat<2, 0x1800>, Bit<"CAPTURE", 0>>;
using SdmaIntStatus = RegisterArray<"SDMA#_INT_STATUS",
    Sdma<0, 0x70, Since<12, 0, 0, 0x61>>, Repeat<2, 0x1800>, Field<"DATA", 31, 0>>;
using SdmaErrorLog = RegisterArray<"SDMA#_ERROR_LOG", Sdma<0, 0x50, Since<12, 0, 0, 0x4e>>, Repeat<2, 0x1800>,
    Field<"OVERRIDE", 15, 0>, Field<"STATUS", 31, 16>>;
using SdmaEdcConfig = RegisterArray<"SDMA#_EDC_CONFIG", Sdma<0, 0x32, Since<12, 0, 0, 0x2d>>, Repeat<2, 0x1800>,
    Bit<"DIS_EDC", 1>, Bit<"ECC_INT_ENABLE", 2>>;
using SdmaRbRptrFetch = RegisterArray<"SDMA#_RB_RPTR_FETCH", Sdma<0, 0x20>, Repeat<2, 0x1800>,
    Field<"OFFSET", 31, 2>>;
using SdmaRbRptrFetchHi = RegisterArray<"SDMA#_RB_RPTR_FETCH_HI", Sdma<0, 0x21>, Repeat<2, 0x1800>,
    Field<"OFFSET", 31, 0>>;
using SdmaIbOffsetFetch = RegisterArray<"SDMA#_IB_OFFSET_FETCH", Sdma<0, 0x23, Since<12, 0, 0, 0x22>>, Repeat<2, 0x1800>,
    Field<"OFFSET", 21, 2>>;
using SdmaAtomicCntl = RegisterArray<"SDMA#_ATOMIC_CNTL", Sdma<0, 0x39, Since<12, 0, 0, 0x31>>, Repeat<2, 0x1800>,
    Field<"LOOP_TIMER", 30, 0>, Bit<"ATOMIC_RTN_INT_ENABLE", 31>>;
using SdmaAtomicPreopLo = RegisterArray<"SDMA#_ATOMIC_PREOP_LO", Sdma<0, 0x3a, Since<12, 0, 0, 0x32>>, Repeat<2, 0x1800>,
    Field<"DATA", 31, 0>>;
using SdmaAtomicPreopHi = RegisterArray<"SDMA#_ATOMIC_PREOP_HI", Sdma<0, 0x3b, Since<12, 0, 0, 0x33>>, Repeat<2, 0x1800>,
    Field<"DATA", 31, 0>>;
using SdmaProcessQuantum0 = RegisterArray<"SDMA#_PROCESS_QUANTUM0", Sdma<0, 0x2c, Since<12, 0, 0, 0x29>>, Repeat<2, 0x1800>,
    Field<"PROCESS0_QUANTUM", 7, 0>, Field<"PROCESS1_QUANTUM", 15, 8>, Field<"PROCESS2_QUANTUM", 23, 16>,
    Field<"PROCESS3_QUANTUM", 31, 24>>;
using SdmaProcessQuantum1 = RegisterArray<"SDMA#_PROCESS_QUANTUM1", Sdma<0, 0x2d, Since<12, 0, 0, 0x2a>>, Repeat<2, 0x1800>,
    Field<"PROCESS4_QUANTUM", 7, 0>, Field<"PROCESS5_QUANTUM", 15, 8>, Field<"PROCESS6_QUANTUM", 23, 16>,
    Field<"PROCESS7_QUANTUM", 31, 24>>;
using SdmaGlobalQuantum = RegisterArray<"SDMA#_GLOBAL_QUANTUM", Sdma<0, 0x4f, Since<12, 0, 0, 0x4d>>, Repeat<2, 0x1800>,
    Field<"GLOBAL_FOCUS_QUANTUM", 7, 0>, Field<"GLOBAL_NORMAL_QUANTUM", 15, 8>>;
using SdmaRelaxOrderingLut = RegisterArray<"SDMA#_RELAX_ORDERING_LUT",
    Sdma<0, 0x4a, Since<12, 0, 0, 0x4a,
        Bit<"RESERVED0", 0>, Bit<"COPY", 1>, Bit<"WRITE", 2>, Bit<"RESERVED3", 3>, Bit<"RESERVED4", 4>,
        Bit<"FENCE", 5>, Field<"RESERVED76", 7, 6>, Bit<"POLL_MEM", 8>, Bit<"COND_EXE", 9>, Bit<"ATOMIC", 10>,
        Bit<"CONST_FILL", 11>, Bit<"PTEPDE", 12>, Bit<"TIMESTAMP", 13>, Field<"RESERVED", 25, 14>,
        Bit<"RB_PREEMPT", 26>, Bit<"WORLD_SWITCH", 27>, Bit<"RPTR_WRB", 28>, Bit<"WPTR_POLL", 29>, Bit<"IB_FETCH", 30>,
        Bit<"RB_FETCH", 31>>>,
    Repeat<2, 0x1800>,
    Bit<"RESERVED0", 0>, Bit<"COPY", 1>, Bit<"WRITE", 2>, Bit<"RESERVED3", 3>, Bit<"RESERVED4", 4>, Bit<"FENCE", 5>,
    Field<"RESERVED76", 7, 6>, Bit<"POLL_MEM", 8>, Bit<"COND_EXE", 9>, Bit<"ATOMIC", 10>, Bit<"CONST_FILL", 11>,
    Bit<"PTEPDE", 12>, Bit<"TIMESTAMP", 13>, Field<"RESERVED", 26, 14>, Bit<"WORLD_SWITCH", 27>, Bit<"RPTR_WRB", 28>,
    Bit<"WPTR_POLL", 29>, Bit<"IB_FETCH", 30>, Bit<"RB_FETCH", 31>>;
using SdmaTilingConfig = RegisterArray<"SDMA#_TILING_CONFIG", Sdma<0, 0x63, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"PIPE_INTERLEAVE_SIZE", 6, 4>>;
using SdmaTlbiGcrCntl = RegisterArray<"SDMA#_TLBI_GCR_CNTL",
    Sdma<0, 0x62, Since<12, 0, 0, 0x60,
        Field<"TLBI_CMD_DW", 3, 0>, Field<"GCR_CMD_DW", 7, 4>, Field<"TLBI_CREDIT", 23, 16>,
        Field<"GCR_CREDIT", 31, 24>>>,
    Repeat<2, 0x1800>,
    Field<"TLBI_CMD_DW", 3, 0>, Field<"GCR_CMD_DW", 7, 4>, Field<"GCR_CLKEN_CYCLE", 11, 8>,
    Field<"TLBI_CREDIT", 23, 16>, Field<"GCR_CREDIT", 31, 24>>;
using SdmaCeCtrl = RegisterArray<"SDMA#_CE_CTRL",
    Sdma<0, 0x7e, Since<12, 0, 0, 0x70,
        Field<"RD_LUT_WATERMARK", 2, 0>, Field<"RD_LUT_DEPTH", 4, 3>, Field<"WR_AFIFO_WATERMARK", 7, 5>,
        Field<"RESERVED", 31, 9>>>,
    Repeat<2, 0x1800>,
    Field<"RD_LUT_WATERMARK", 2, 0>, Field<"RD_LUT_DEPTH", 4, 3>, Field<"WR_AFIFO_WATERMARK", 7, 5>,
    Bit<"CE_DCC_READ_128B_ENABLE", 8>, Field<"RESERVED", 31, 9>>;
using SdmaAqlStatus = RegisterArray<"SDMA#_AQL_STATUS", Sdma<0, 0x5f, Since<12, 0, 0, 0x58>>, Repeat<2, 0x1800>,
    Bit<"COMPLETE_SIGNAL_EMPTY", 0>, Bit<"INVALID_CMD_EMPTY", 1>>;
using SdmaF32Counter = RegisterArray<"SDMA#_F32_COUNTER",
    Sdma<0, 0x55, Gone<12, 0>>, Repeat<2, 0x1800>, Field<"VALUE", 31, 0>>;
using SdmaPhysicalAddrLo = RegisterArray<"SDMA#_PHYSICAL_ADDR_LO", Sdma<0, 0x4d, Gone<12, 0>>, Repeat<2, 0x1800>,
    Bit<"D_VALID", 0>, Bit<"DIRTY", 1>, Bit<"PHY_VALID", 2>, Field<"ADDR", 31, 12>>;
using SdmaPhysicalAddrHi = RegisterArray<"SDMA#_PHYSICAL_ADDR_HI", Sdma<0, 0x4e, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"ADDR", 15, 0>>;
using SdmaPubDummyReg0 = RegisterArray<"SDMA#_PUB_DUMMY_REG0", Sdma<0, 0x51, Since<12, 0, 0, 0x4f>>, Repeat<2, 0x1800>,
    Field<"VALUE", 31, 0>>;
using SdmaPubDummyReg1 = RegisterArray<"SDMA#_PUB_DUMMY_REG1", Sdma<0, 0x52, Since<12, 0, 0, 0x50>>, Repeat<2, 0x1800>,
    Field<"VALUE", 31, 0>>;
using SdmaPubDummyReg2 = RegisterArray<"SDMA#_PUB_DUMMY_REG2", Sdma<0, 0x53, Since<12, 0, 0, 0x51>>, Repeat<2, 0x1800>,
    Field<"VALUE", 31, 0>>;
using SdmaPubDummyReg3 = RegisterArray<"SDMA#_PUB_DUMMY_REG3", Sdma<0, 0x54, Since<12, 0, 0, 0x52>>, Repeat<2, 0x1800>,
    Field<"VALUE", 31, 0>>;
using SdmaScratchRamData = RegisterArray<"SDMA#_SCRATCH_RAM_DATA", Sdma<0, 0x77, Since<12, 0, 0, 0x68>>, Repeat<2, 0x1800>,
    Field<"DATA", 31, 0>>;
using SdmaScratchRamAddr = RegisterArray<"SDMA#_SCRATCH_RAM_ADDR", Sdma<0, 0x78, Since<12, 0, 0, 0x69>>, Repeat<2, 0x1800>,
    Field<"ADDR", 6, 0>>;

// Address translation
// The engine's address translation client.
using SdmaUtcl1Cntl = RegisterArray<"SDMA#_UTCL1_CNTL", Sdma<0, 0x3c, Since<12, 0, 0, 0x35>>, Repeat<2, 0x1800>,
    Field<"REDO_DELAY", 4, 0>, Field<"PAGE_WAIT_DELAY", 8, 5>, Field<"RESP_MODE", 10, 9>,
    Bit<"FORCE_INVALIDATION", 14>, Bit<"FORCE_INVREQ_HEAVY", 15>, Bit<"WR_EXE_PERMS_CTRL", 16>,
    Bit<"RD_EXE_PERMS_CTRL", 17>, Field<"INVACK_DELAY", 21, 18>, Field<"REQL2_CREDIT", 29, 24>>;
using SdmaUtcl1Watermk = RegisterArray<"SDMA#_UTCL1_WATERMK", Sdma<0, 0x3d, Since<12, 0, 0, 0x36>>, Repeat<2, 0x1800>,
    Field<"WR_REQ_FIFO_WATERMK", 3, 0>, Field<"WR_REQ_FIFO_DEPTH_STEP", 5, 4>, Field<"RD_REQ_FIFO_WATERMK", 9, 6>,
    Field<"RD_REQ_FIFO_DEPTH_STEP", 11, 10>, Field<"WR_PAGE_FIFO_WATERMK", 15, 12>,
    Field<"WR_PAGE_FIFO_DEPTH_STEP", 17, 16>, Field<"RD_PAGE_FIFO_WATERMK", 21, 18>,
    Field<"RD_PAGE_FIFO_DEPTH_STEP", 23, 22>>;
using SdmaUtcl1Timeout = RegisterArray<"SDMA#_UTCL1_TIMEOUT", Sdma<0, 0x3e, Since<12, 0, 0, 0x37>>, Repeat<2, 0x1800>,
    Field<"XNACK_LIMIT", 15, 0>>;
using SdmaUtcl1Page = RegisterArray<"SDMA#_UTCL1_PAGE",
    Sdma<0, 0x3f, Since<12, 0, 0, 0x38,
        Bit<"INVALID_ADDR", 0>, Field<"REQ_TYPE", 4, 1>, Field<"USE_MTYPE", 9, 6>, Bit<"USE_PT_SNOOP", 10>,
        Bit<"USE_IO", 11>, Field<"RD_L2_POLICY", 13, 12>, Field<"WR_L2_POLICY", 15, 14>,
        Field<"DMA_PAGE_SIZE", 21, 16>, Bit<"USE_BC", 22>, Bit<"ADDR_IS_PA", 23>>>,
    Repeat<2, 0x1800>,
    Bit<"VM_HOLE", 0>, Field<"REQ_TYPE", 4, 1>, Field<"USE_MTYPE", 9, 6>, Bit<"USE_PT_SNOOP", 10>, Bit<"USE_IO", 11>,
    Field<"RD_L2_POLICY", 13, 12>, Field<"WR_L2_POLICY", 15, 14>, Field<"DMA_PAGE_SIZE", 21, 16>, Bit<"USE_BC", 22>,
    Bit<"ADDR_IS_PA", 23>, Bit<"LLC_NOALLOC", 24>>;
using SdmaUtcl1RdStatus = RegisterArray<"SDMA#_UTCL1_RD_STATUS",
    Sdma<0, 0x40, Since<12, 0, 0, 0x41,
        Bit<"CE_RD_DATA_FIFO_EMPTY", 0>, Bit<"CE_RD_VA_REQ_SEND_FIFO_EMPTY", 1>, Bit<"CE_RD_REG_ENTRY_EMPTY", 2>,
        Bit<"CE_RD_PAGE_FIFO_EMPTY", 3>, Bit<"CE_RD_REQ_FIFO_EMPTY", 4>, Bit<"RD_VA_FIFO_EMPTY", 5>,
        Bit<"CE_RD_VA_REQ_SEND_FIFO_FULL", 7>, Bit<"CE_RD_REG_ENTRY_FULL", 8>, Bit<"CE_RD_PAGE_FIFO_FULL", 9>,
        Bit<"CE_RD_REQ_FIFO_FULL", 10>, Bit<"RD_VA_FIFO_FULL", 11>, Bit<"L2_INTF_RD_IDLE", 16>,
        Bit<"RD_REQRET_IDLE", 17>, Bit<"RD_REQ_IDLE", 18>>>,
    Repeat<2, 0x1800>,
    Bit<"RD_VA_FIFO_EMPTY", 0>, Bit<"RD_REG_ENTRY_EMPTY", 1>, Bit<"RD_PAGE_FIFO_EMPTY", 2>,
    Bit<"RD_REQ_FIFO_EMPTY", 3>, Bit<"RD_VA_REQ_FIFO_EMPTY", 4>, Bit<"RESERVED0", 5>, Bit<"RESERVED1", 6>,
    Bit<"META_Q_EMPTY", 7>, Bit<"RD_VA_FIFO_FULL", 8>, Bit<"RD_REG_ENTRY_FULL", 9>, Bit<"RD_PAGE_FIFO_FULL", 10>,
    Bit<"RD_REQ_FIFO_FULL", 11>, Bit<"RD_VA_REQ_FIFO_FULL", 12>, Bit<"RESERVED2", 13>, Bit<"RESERVED3", 14>,
    Bit<"META_Q_FULL", 15>, Bit<"RD_L2_INTF_IDLE", 16>, Bit<"RD_REQRET_IDLE", 17>, Bit<"RD_REQ_IDLE", 18>,
    Field<"RD_MERGE_TYPE", 20, 19>, Bit<"RD_MERGE_DATA_PA_READY", 21>, Bit<"RD_MERGE_META_PA_READY", 22>,
    Bit<"RD_MERGE_REG_READY", 23>, Bit<"RD_MERGE_PAGE_FIFO_READY", 24>, Bit<"RD_MERGE_REQ_FIFO_READY", 25>,
    Bit<"RESERVED4", 26>, Bit<"RD_MERGE_OUT_RTR", 27>, Bit<"RDREQ_IN_RTR", 28>, Bit<"RDREQ_OUT_RTR", 29>,
    Bit<"INV_BUSY", 30>, Bit<"DBIT_REQ_IDLE", 31>>;
using SdmaUtcl1WrStatus = RegisterArray<"SDMA#_UTCL1_WR_STATUS",
    Sdma<0, 0x41, Since<12, 0, 0, 0x42,
        Bit<"CE_WR_DATA_FIFO_EMPTY", 0>, Bit<"CE_WR_VA_REQ_SEND_FIFO_EMPTY", 1>, Bit<"CE_WR_REG_ENTRY_EMPTY", 2>,
        Bit<"CE_WR_PAGE_FIFO_EMPTY", 3>, Bit<"CE_WR_REQ_FIFO_EMPTY", 4>, Bit<"WR_VA_FIFO_EMPTY", 5>,
        Bit<"CE_WR_DATA_FIFO_FULL", 6>, Bit<"CE_WR_VA_REQ_SEND_FIFO_FULL", 7>, Bit<"CE_WR_REG_ENTRY_FULL", 8>,
        Bit<"CE_WR_PAGE_FIFO_FULL", 9>, Bit<"CE_WR_REQ_FIFO_FULL", 10>, Bit<"WR_VA_FIFO_FULL", 11>,
        Bit<"L2_INTF_WR_IDLE", 16>, Bit<"WR_REQRET_IDLE", 17>, Bit<"WR_REQ_IDLE", 18>>>,
    Repeat<2, 0x1800>,
    Bit<"WR_VA_FIFO_EMPTY", 0>, Bit<"WR_REG_ENTRY_EMPTY", 1>, Bit<"WR_PAGE_FIFO_EMPTY", 2>,
    Bit<"WR_REQ_FIFO_EMPTY", 3>, Bit<"WR_VA_REQ_FIFO_EMPTY", 4>, Bit<"WR_DATA2_EMPTY", 5>, Bit<"WR_DATA1_EMPTY", 6>,
    Bit<"RESERVED0", 7>, Bit<"WR_VA_FIFO_FULL", 8>, Bit<"WR_REG_ENTRY_FULL", 9>, Bit<"WR_PAGE_FIFO_FULL", 10>,
    Bit<"WR_REQ_FIFO_FULL", 11>, Bit<"WR_VA_REQ_FIFO_FULL", 12>, Bit<"WR_DATA2_FULL", 13>, Bit<"WR_DATA1_FULL", 14>,
    Bit<"F32_WR_RTR", 15>, Bit<"WR_L2_INTF_IDLE", 16>, Bit<"WR_REQRET_IDLE", 17>, Bit<"WR_REQ_IDLE", 18>,
    Field<"WR_MERGE_TYPE", 20, 19>, Bit<"WR_MERGE_DATA_PA_READY", 21>, Bit<"WR_MERGE_META_PA_READY", 22>,
    Bit<"WR_MERGE_REG_READY", 23>, Bit<"WR_MERGE_PAGE_FIFO_READY", 24>, Bit<"WR_MERGE_REQ_FIFO_READY", 25>,
    Bit<"WR_MERGE_DATA_SEL", 26>, Bit<"WR_MERGE_OUT_RTR", 27>, Bit<"WRREQ_IN_RTR", 28>, Bit<"WRREQ_OUT_RTR", 29>,
    Bit<"WRREQ_IN_DATA1_RTR", 30>, Bit<"WRREQ_IN_DATA2_RTR", 31>>;
using SdmaUtcl1Inv0 = RegisterArray<"SDMA#_UTCL1_INV0", Sdma<0, 0x42, Since<12, 0, 0, 0x43>>, Repeat<2, 0x1800>,
    Bit<"INV_PROC_BUSY", 0>, Field<"GPUVM_FRAG_SIZE", 6, 1>, Field<"GPUVM_VMID", 10, 7>, Field<"GPUVM_MODE", 12, 11>,
    Bit<"GPUVM_HIGH", 13>, Field<"GPUVM_TAG", 17, 14>, Field<"GPUVM_VMID_HIGH", 21, 18>,
    Field<"GPUVM_VMID_LOW", 25, 22>, Field<"INV_TYPE", 27, 26>>;
using SdmaUtcl1Inv1 = RegisterArray<"SDMA#_UTCL1_INV1", Sdma<0, 0x43, Since<12, 0, 0, 0x44>>, Repeat<2, 0x1800>,
    Field<"INV_ADDR_LO", 31, 0>>;
using SdmaUtcl1Inv2 = RegisterArray<"SDMA#_UTCL1_INV2", Sdma<0, 0x44, Since<12, 0, 0, 0x45>>, Repeat<2, 0x1800>,
    Field<"CPF_VMID", 15, 0>, Bit<"CPF_FLUSH_TYPE", 16>, Field<"CPF_FRAG_SIZE", 22, 17>>;
using SdmaUtcl1RdXnack0 = RegisterArray<"SDMA#_UTCL1_RD_XNACK0", Sdma<0, 0x45, Since<12, 0, 0, 0x46>>, Repeat<2, 0x1800>,
    Field<"XNACK_FAULT_ADDR_LO", 31, 0>>;
using SdmaUtcl1RdXnack1 = RegisterArray<"SDMA#_UTCL1_RD_XNACK1",
    Sdma<0, 0x46, Since<12, 0, 0, 0x47,
        Field<"XNACK_FAULT_ADDR_HI", 3, 0>, Field<"XNACK_FAULT_VMID", 7, 4>, Field<"XNACK_FAULT_VECTOR", 10, 8>,
        Field<"XNACK_NULL_VECTOR", 13, 11>, Field<"XNACK_TIMEOUT_VECTOR", 16, 14>, Bit<"XNACK_FAULT_FLAG", 17>,
        Bit<"XNACK_NULL_FLAG", 18>, Bit<"XNACK_TIMEOUT_FLAG", 19>>>,
    Repeat<2, 0x1800>,
    Field<"XNACK_FAULT_ADDR_HI", 3, 0>, Field<"XNACK_FAULT_VMID", 7, 4>, Field<"XNACK_FAULT_VECTOR", 9, 8>,
    Field<"XNACK_NULL_VECTOR", 11, 10>, Field<"XNACK_TIMEOUT_VECTOR", 13, 12>, Bit<"XNACK_FAULT_FLAG", 14>,
    Bit<"XNACK_NULL_FLAG", 15>, Bit<"XNACK_TIMEOUT_FLAG", 16>>;
using SdmaUtcl1WrXnack0 = RegisterArray<"SDMA#_UTCL1_WR_XNACK0", Sdma<0, 0x47, Since<12, 0, 0, 0x48>>, Repeat<2, 0x1800>,
    Field<"XNACK_FAULT_ADDR_LO", 31, 0>>;
using SdmaUtcl1WrXnack1 = RegisterArray<"SDMA#_UTCL1_WR_XNACK1",
    Sdma<0, 0x48, Since<12, 0, 0, 0x49,
        Field<"XNACK_FAULT_ADDR_HI", 3, 0>, Field<"XNACK_FAULT_VMID", 7, 4>, Field<"XNACK_FAULT_VECTOR", 10, 8>,
        Field<"XNACK_NULL_VECTOR", 13, 11>, Field<"XNACK_TIMEOUT_VECTOR", 16, 14>, Bit<"XNACK_FAULT_FLAG", 17>,
        Bit<"XNACK_NULL_FLAG", 18>, Bit<"XNACK_TIMEOUT_FLAG", 19>>>,
    Repeat<2, 0x1800>,
    Field<"XNACK_FAULT_ADDR_HI", 3, 0>, Field<"XNACK_FAULT_VMID", 7, 4>, Field<"XNACK_FAULT_VECTOR", 9, 8>,
    Field<"XNACK_NULL_VECTOR", 11, 10>, Field<"XNACK_TIMEOUT_VECTOR", 13, 12>, Bit<"XNACK_FAULT_FLAG", 14>,
    Bit<"XNACK_NULL_FLAG", 15>, Bit<"XNACK_TIMEOUT_FLAG", 16>>;
using SdmaHoleAddrLo = RegisterArray<"SDMA#_HOLE_ADDR_LO",
    Sdma<0, 0x72, Gone<12, 0>>, Repeat<2, 0x1800>, Field<"VALUE", 31, 0>>;
using SdmaHoleAddrHi = RegisterArray<"SDMA#_HOLE_ADDR_HI",
    Sdma<0, 0x73, Gone<12, 0>>, Repeat<2, 0x1800>, Field<"VALUE", 31, 0>>;

// Firmware
using SdmaUcodeAddr = RegisterArray<"SDMA#_UCODE_ADDR", Sdma<1, 0x5880, Gone<12, 0>>, Repeat<2, 0x80>,
    Field<"VALUE", 12, 0>, Bit<"THID", 15>>;
using SdmaUcodeData = RegisterArray<"SDMA#_UCODE_DATA",
    Sdma<1, 0x5881, Gone<12, 0>>, Repeat<2, 0x80>, Field<"VALUE", 31, 0>>;
using SdmaUcodeSelfloadControl = RegisterArray<"SDMA#_UCODE_SELFLOAD_CONTROL",
    Sdma<1, 0x5882, Gone<12, 0>>, Repeat<2, 0x80>>;
using SdmaBroadcastUcodeAddr = RegisterArray<"SDMA#_BROADCAST_UCODE_ADDR", Sdma<1, 0x5886, Gone<12, 0>>, Repeat<2, 0x80>,
    Field<"VALUE", 12, 0>, Bit<"THID", 15>>;
using SdmaBroadcastUcodeData = RegisterArray<"SDMA#_BROADCAST_UCODE_DATA", Sdma<1, 0x5887, Gone<12, 0>>, Repeat<2, 0x80>,
    Field<"VALUE", 31, 0>>;
using SdmaUcodeChecksum = RegisterArray<"SDMA#_UCODE_CHECKSUM", Sdma<0, 0x29, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"DATA", 31, 0>>;
using SdmaUcode1Checksum = RegisterArray<"SDMA#_UCODE1_CHECKSUM", Sdma<0, 0x7d, Gone<12, 0>>, Repeat<2, 0x1800>,
    Field<"DATA", 31, 0>>;

// Queues
// RB_ENABLE, RB_SIZE = log2(dwords), RPTR_WRITEBACK_ENABLE, F32_WPTR_POLL_ENABLE, RB_VMID.
using SdmaQueueRbCntl = RegisterArray<"SDMA#_QUEUE#_RB_CNTL",
    Sdma<0, 0x80, Since<12, 0, 0, 0x80,
        Bit<"RB_ENABLE", 0>, Field<"RB_SIZE", 5, 1>, Bit<"WPTR_POLL_ENABLE", 8>, Bit<"RB_SWAP_ENABLE", 9>,
        Bit<"WPTR_POLL_SWAP_ENABLE", 10>, Bit<"MCU_WPTR_POLL_ENABLE", 11>, Bit<"RPTR_WRITEBACK_ENABLE", 12>,
        Bit<"RPTR_WRITEBACK_SWAP_ENABLE", 13>, Field<"RPTR_WRITEBACK_TIMER", 20, 16>, Bit<"RB_PRIV", 23>,
        Field<"RB_VMID", 27, 24>>>,
    Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"RB_ENABLE", 0>, Field<"RB_SIZE", 5, 1>, Bit<"WPTR_POLL_ENABLE", 8>, Bit<"RB_SWAP_ENABLE", 9>,
    Bit<"WPTR_POLL_SWAP_ENABLE", 10>, Bit<"F32_WPTR_POLL_ENABLE", 11>, Bit<"RPTR_WRITEBACK_ENABLE", 12>,
    Bit<"RPTR_WRITEBACK_SWAP_ENABLE", 13>, Field<"RPTR_WRITEBACK_TIMER", 20, 16>, Bit<"RB_PRIV", 23>,
    Field<"RB_VMID", 27, 24>>;
// Ring address >> 8.
using SdmaQueueRbBase = RegisterArray<"SDMA#_QUEUE#_RB_BASE", Sdma<0, 0x81>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 0>>;
using SdmaQueueRbBaseHi = RegisterArray<"SDMA#_QUEUE#_RB_BASE_HI", Sdma<0, 0x82>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 23, 0>>;
// Read position in bytes.
using SdmaQueueRbRptr = RegisterArray<"SDMA#_QUEUE#_RB_RPTR", Sdma<0, 0x83>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 31, 0>>;
using SdmaQueueRbRptrHi = RegisterArray<"SDMA#_QUEUE#_RB_RPTR_HI", Sdma<0, 0x84>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 31, 0>>;
// Write position in bytes.
using SdmaQueueRbWptr = RegisterArray<"SDMA#_QUEUE#_RB_WPTR", Sdma<0, 0x85>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 31, 0>>;
using SdmaQueueRbWptrHi = RegisterArray<"SDMA#_QUEUE#_RB_WPTR_HI", Sdma<0, 0x86>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 31, 0>>;
using SdmaQueueRbRptrAddrHi = RegisterArray<"SDMA#_QUEUE#_RB_RPTR_ADDR_HI", Sdma<0, 0x88>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 0>>;
// Where the engine writes its read position.
using SdmaQueueRbRptrAddrLo = RegisterArray<"SDMA#_QUEUE#_RB_RPTR_ADDR_LO",
    Sdma<0, 0x89, Since<12, 0, 0, 0x87>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 2>>;
using SdmaQueueIbCntl = RegisterArray<"SDMA#_QUEUE#_IB_CNTL",
    Sdma<0, 0x8a, Since<12, 0, 0, 0x89>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"IB_ENABLE", 0>, Bit<"IB_SWAP_ENABLE", 4>, Bit<"SWITCH_INSIDE_IB", 8>, Field<"CMD_VMID", 19, 16>>;
using SdmaQueueIbRptr = RegisterArray<"SDMA#_QUEUE#_IB_RPTR",
    Sdma<0, 0x8b, Since<12, 0, 0, 0x8a>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 21, 2>>;
using SdmaQueueIbOffset = RegisterArray<"SDMA#_QUEUE#_IB_OFFSET",
    Sdma<0, 0x8c, Since<12, 0, 0, 0x8b>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 21, 2>>;
using SdmaQueueIbBaseLo = RegisterArray<"SDMA#_QUEUE#_IB_BASE_LO",
    Sdma<0, 0x8d, Since<12, 0, 0, 0x8c,
        Field<"ADDR", 31, 2>>>,
    Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 5>>;
using SdmaQueueIbBaseHi = RegisterArray<"SDMA#_QUEUE#_IB_BASE_HI",
    Sdma<0, 0x8e, Since<12, 0, 0, 0x8d>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 0>>;
using SdmaQueueIbSize = RegisterArray<"SDMA#_QUEUE#_IB_SIZE",
    Sdma<0, 0x8f, Since<12, 0, 0, 0x8e>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"SIZE", 19, 0>>;
using SdmaQueueSkipCntl = RegisterArray<"SDMA#_QUEUE#_SKIP_CNTL",
    Sdma<0, 0x90, Gone<12, 0>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"SKIP_COUNT", 19, 0>>;
// Selected, idle, expired, exception.
using SdmaQueueContextStatus = RegisterArray<"SDMA#_QUEUE#_CONTEXT_STATUS",
    Sdma<0, 0x91, Since<12, 0, 0, 0xb0,
        ReadOnly<"SELECTED", 0>, ReadOnly<"USE_IB", 1>, ReadOnly<"IDLE", 2>, ReadOnly<"EXPIRED", 3>,
        ReadOnly<"EXCEPTION", 6, 4>, ReadOnly<"CTXSW_ABLE", 7>, ReadOnly<"VF_STATUS", 8>,
        ReadOnly<"PRIV_EXCEPTION", 9>, ReadOnly<"PREEMPT_DISABLE", 10>, ReadOnly<"RPTR_WB_IDLE", 11>,
        ReadOnly<"WPTR_UPDATE_PENDING", 12>, ReadOnly<"WPTR_UPDATE_FAIL_COUNT", 23, 16>>>,
    Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    ReadOnly<"SELECTED", 0>, ReadOnly<"IDLE", 2>, ReadOnly<"EXPIRED", 3>, ReadOnly<"EXCEPTION", 6, 4>,
    ReadOnly<"CTXSW_ABLE", 7>, ReadOnly<"PREEMPT_DISABLE", 10>, ReadOnly<"RPTR_WB_IDLE", 11>,
    ReadOnly<"WPTR_UPDATE_PENDING", 12>, ReadOnly<"WPTR_UPDATE_FAIL_COUNT", 23, 16>>;
// ENABLE; CAPTURED: rung.
using SdmaQueueDoorbell = RegisterArray<"SDMA#_QUEUE#_DOORBELL",
    Sdma<0, 0x92, Since<12, 0, 0, 0x8f>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"ENABLE", 28>, Bit<"CAPTURED", 30>>;
using SdmaQueueDoorbellLog = RegisterArray<"SDMA#_QUEUE#_DOORBELL_LOG",
    Sdma<0, 0xa9, Since<12, 0, 0, 0x90>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"BE_ERROR", 0>, Field<"DATA", 31, 2>>;
// OFFSET: doorbell in dwords.
using SdmaQueueDoorbellOffset = RegisterArray<"SDMA#_QUEUE#_DOORBELL_OFFSET",
    Sdma<0, 0xab, Since<12, 0, 0, 0x91>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"OFFSET", 27, 2>>;
using SdmaQueueCsaAddrLo = RegisterArray<"SDMA#_QUEUE#_CSA_ADDR_LO",
    Sdma<0, 0xac, Since<12, 0, 0, 0x92>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 2>>;
using SdmaQueueCsaAddrHi = RegisterArray<"SDMA#_QUEUE#_CSA_ADDR_HI",
    Sdma<0, 0xad, Since<12, 0, 0, 0x93>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 0>>;
using SdmaQueueScheduleCntl = RegisterArray<"SDMA#_QUEUE#_SCHEDULE_CNTL",
    Sdma<0, 0xae, Since<12, 0, 0, 0x94>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"GLOBAL_ID", 1, 0>, Field<"PROCESS_ID", 4, 2>, Field<"LOCAL_ID", 7, 6>, Field<"CONTEXT_QUANTUM", 15, 8>>;
using SdmaQueueIbSubRemain = RegisterArray<"SDMA#_QUEUE#_IB_SUB_REMAIN",
    Sdma<0, 0xaf, Since<12, 0, 0, 0x95>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"SIZE", 13, 0>>;
using SdmaQueuePreempt = RegisterArray<"SDMA#_QUEUE#_PREEMPT",
    Sdma<0, 0xb0, Since<12, 0, 0, 0x96>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"IB_PREEMPT", 0>>;
using SdmaQueueDummyReg = RegisterArray<"SDMA#_QUEUE#_DUMMY_REG",
    Sdma<0, 0xb1, Since<12, 0, 0, 0x97>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DUMMY", 31, 0>>;
using SdmaQueueRbWptrPollAddrHi = RegisterArray<"SDMA#_QUEUE#_RB_WPTR_POLL_ADDR_HI",
    Sdma<0, 0xb2, Since<12, 0, 0, 0x99>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 0>>;
// Where the engine reads the write position.
using SdmaQueueRbWptrPollAddrLo = RegisterArray<"SDMA#_QUEUE#_RB_WPTR_POLL_ADDR_LO",
    Sdma<0, 0xb3, Since<12, 0, 0, 0x98>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"ADDR", 31, 2>>;
using SdmaQueueRbAqlCntl = RegisterArray<"SDMA#_QUEUE#_RB_AQL_CNTL",
    Sdma<0, 0xb4, Since<12, 0, 0, 0x9a>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"AQL_ENABLE", 0>, Field<"AQL_PACKET_SIZE", 7, 1>, Field<"PACKET_STEP", 15, 8>,
    Bit<"MIDCMD_PREEMPT_ENABLE", 16>, Bit<"MIDCMD_PREEMPT_DATA_RESTORE", 17>, Bit<"OVERLAP_ENABLE", 18>>;
// 1 while RPTR and WPTR are set, so that the engine sees both at once.
using SdmaQueueMinorPtrUpdate = RegisterArray<"SDMA#_QUEUE#_MINOR_PTR_UPDATE",
    Sdma<0, 0xb5, Since<12, 0, 0, 0x9b>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"ENABLE", 0>>;
using SdmaQueueRbPreempt = RegisterArray<"SDMA#_QUEUE#_RB_PREEMPT",
    Sdma<0, 0xb6, Gone<12, 0>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"PREEMPT_REQ", 0>>;
using SdmaQueueMidcmdCntl = RegisterArray<"SDMA#_QUEUE#_MIDCMD_CNTL",
    Sdma<0, 0xcb, Since<12, 0, 0, 0x9f>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Bit<"DATA_VALID", 0>, Bit<"COPY_MODE", 1>, Field<"SPLIT_STATE", 7, 4>, Bit<"ALLOW_PREEMPT", 8>>;
using SdmaQueueMidcmdData0 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA0",
    Sdma<0, 0xc0, Since<12, 0, 0, 0xa0>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA0", 31, 0>>;
using SdmaQueueMidcmdData1 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA1",
    Sdma<0, 0xc1, Since<12, 0, 0, 0xa1>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA1", 31, 0>>;
using SdmaQueueMidcmdData2 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA2",
    Sdma<0, 0xc2, Since<12, 0, 0, 0xa2>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA2", 31, 0>>;
using SdmaQueueMidcmdData3 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA3",
    Sdma<0, 0xc3, Since<12, 0, 0, 0xa3>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA3", 31, 0>>;
using SdmaQueueMidcmdData4 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA4",
    Sdma<0, 0xc4, Since<12, 0, 0, 0xa4>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA4", 31, 0>>;
using SdmaQueueMidcmdData5 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA5",
    Sdma<0, 0xc5, Since<12, 0, 0, 0xa5>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA5", 31, 0>>;
using SdmaQueueMidcmdData6 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA6",
    Sdma<0, 0xc6, Since<12, 0, 0, 0xa6>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA6", 31, 0>>;
using SdmaQueueMidcmdData7 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA7",
    Sdma<0, 0xc7, Since<12, 0, 0, 0xa7>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA7", 31, 0>>;
using SdmaQueueMidcmdData8 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA8",
    Sdma<0, 0xc8, Since<12, 0, 0, 0xa8>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA8", 31, 0>>;
using SdmaQueueMidcmdData9 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA9",
    Sdma<0, 0xc9, Since<12, 0, 0, 0xa9>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA9", 31, 0>>;
using SdmaQueueMidcmdData10 = RegisterArray<"SDMA#_QUEUE#_MIDCMD_DATA10",
    Sdma<0, 0xca, Since<12, 0, 0, 0xaa>>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>,
    Field<"DATA10", 31, 0>>;

// Since SDMA 7.0: the processor is a RISC-V core with an instruction cache in VRAM
// HALT stops the engine's firmware, RESET restarts it.
using SdmaMcuCntl = RegisterArray<"SDMA#_MCU_CNTL",
    Sdma<absent, 0, Since<12, 0, 1, 0x588e>>, Repeat<2, 0x80>,
    Bit<"HALT", 0>, Bit<"RESET", 1>, Field<"DBG_SELECT_BITS", 7, 2>>;
// MC address of the firmware (set by autoload).
using SdmaIcBaseLo = RegisterArray<"SDMA#_IC_BASE_LO",
    Sdma<absent, 0, Since<12, 0, 1, 0x588f>>, Repeat<2, 0x80>,
    Field<"IC_BASE_LO", 31, 12>>;
using SdmaIcBaseHi = RegisterArray<"SDMA#_IC_BASE_HI",
    Sdma<absent, 0, Since<12, 0, 1, 0x5890>>, Repeat<2, 0x80>,
    Field<"IC_BASE_HI", 31, 0>>;
using SdmaIcBaseCntl = RegisterArray<"SDMA#_IC_BASE_CNTL",
    Sdma<absent, 0, Since<12, 0, 1, 0x5891>>, Repeat<2, 0x80>,
    Field<"VMID", 3, 0>, Bit<"EXE_DISABLE", 23>, Field<"MALL_POLICY", 25, 24>>;
using SdmaIcOpCntl = RegisterArray<"SDMA#_IC_OP_CNTL",
    Sdma<absent, 0, Since<12, 0, 1, 0x5892>>, Repeat<2, 0x80>,
    Bit<"INVALIDATE_CACHE", 0>, Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>;
using SdmaIcCntl = RegisterArray<"SDMA#_IC_CNTL",
    Sdma<absent, 0, Since<12, 0, 1, 0x5894>>, Repeat<2, 0x80>,
    Bit<"CID_SEL", 0>, Field<"GPA", 3, 2>, Bit<"UCODE_VF_OVERRIDE", 4>, Bit<"AUTO_PRIME_ICACHE", 5>>;
using SdmaVmCntl = RegisterArray<"SDMA#_VM_CNTL",
    Sdma<absent, 0, Since<12, 0, 1, 0x588d>>, Repeat<2, 0x80>,
    Field<"CMD", 3, 0>>;
using SdmaUcodeRev = RegisterArray<"SDMA#_UCODE_REV",
    Sdma<absent, 0, Since<12, 0, 0, 0x3>>, Repeat<2, 0x1800>,
    ReadOnly<"CL", 27, 0>, ReadOnly<"VARIANT_ID", 31, 28>>;

using SdmaRegisters = RegisterList<
    SdmaDecStart, SdmaCntl, SdmaCntl1, SdmaF32Cntl, SdmaFreeze, SdmaStatusReg, SdmaStatus1Reg, SdmaStatus2Reg,
    SdmaStatus3Reg, SdmaStatus4Reg, SdmaStatus5Reg, SdmaStatus6Reg, SdmaId, SdmaVersion, SdmaProgram,
    SdmaWatchdogCntl, SdmaChickenBits, SdmaChickenBits2, SdmaGbAddrConfig, SdmaGbAddrConfigRead, SdmaHbmPageConfig,
    SdmaPowerCntl, SdmaRlcCgcgCtrl, SdmaClockGatingStatus, SdmaSemWaitFailTimerCntl, SdmaGlobalTimestampLo,
    SdmaGlobalTimestampHi, SdmaTimestampCntl, SdmaIntStatus, SdmaErrorLog, SdmaEdcConfig, SdmaRbRptrFetch,
    SdmaRbRptrFetchHi, SdmaIbOffsetFetch, SdmaAtomicCntl, SdmaAtomicPreopLo, SdmaAtomicPreopHi, SdmaProcessQuantum0,
    SdmaProcessQuantum1, SdmaGlobalQuantum, SdmaRelaxOrderingLut, SdmaTilingConfig, SdmaTlbiGcrCntl, SdmaCeCtrl,
    SdmaAqlStatus, SdmaF32Counter, SdmaPhysicalAddrLo, SdmaPhysicalAddrHi, SdmaPubDummyReg0, SdmaPubDummyReg1,
    SdmaPubDummyReg2, SdmaPubDummyReg3, SdmaScratchRamData, SdmaScratchRamAddr, SdmaUtcl1Cntl, SdmaUtcl1Watermk,
    SdmaUtcl1Timeout, SdmaUtcl1Page, SdmaUtcl1RdStatus, SdmaUtcl1WrStatus, SdmaUtcl1Inv0, SdmaUtcl1Inv1,
    SdmaUtcl1Inv2, SdmaUtcl1RdXnack0, SdmaUtcl1RdXnack1, SdmaUtcl1WrXnack0, SdmaUtcl1WrXnack1, SdmaHoleAddrLo,
    SdmaHoleAddrHi, SdmaUcodeAddr, SdmaUcodeData, SdmaUcodeSelfloadControl, SdmaBroadcastUcodeAddr,
    SdmaBroadcastUcodeData, SdmaUcodeChecksum, SdmaUcode1Checksum, SdmaQueueRbCntl, SdmaQueueRbBase,
    SdmaQueueRbBaseHi, SdmaQueueRbRptr, SdmaQueueRbRptrHi, SdmaQueueRbWptr, SdmaQueueRbWptrHi, SdmaQueueRbRptrAddrHi,
    SdmaQueueRbRptrAddrLo, SdmaQueueIbCntl, SdmaQueueIbRptr, SdmaQueueIbOffset, SdmaQueueIbBaseLo, SdmaQueueIbBaseHi,
    SdmaQueueIbSize, SdmaQueueSkipCntl, SdmaQueueContextStatus, SdmaQueueDoorbell, SdmaQueueDoorbellLog,
    SdmaQueueDoorbellOffset, SdmaQueueCsaAddrLo, SdmaQueueCsaAddrHi, SdmaQueueScheduleCntl, SdmaQueueIbSubRemain,
    SdmaQueuePreempt, SdmaQueueDummyReg, SdmaQueueRbWptrPollAddrHi, SdmaQueueRbWptrPollAddrLo, SdmaQueueRbAqlCntl,
    SdmaQueueMinorPtrUpdate, SdmaQueueRbPreempt, SdmaQueueMidcmdCntl, SdmaQueueMidcmdData0, SdmaQueueMidcmdData1,
    SdmaQueueMidcmdData2, SdmaQueueMidcmdData3, SdmaQueueMidcmdData4, SdmaQueueMidcmdData5, SdmaQueueMidcmdData6,
    SdmaQueueMidcmdData7, SdmaQueueMidcmdData8, SdmaQueueMidcmdData9, SdmaQueueMidcmdData10, SdmaMcuCntl,
    SdmaIcBaseLo, SdmaIcBaseHi, SdmaIcBaseCntl, SdmaIcOpCntl, SdmaIcCntl, SdmaVmCntl, SdmaUcodeRev>;
// clang-format on

}  // namespace egpulab::regs::amd

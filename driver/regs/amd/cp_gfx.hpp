// CP graphics front end: rings, graphics queue descriptors, PFP and ME firmware. Linux sets it up also for compute.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Rings
// Graphics ring address >> 8.
using CpRb0Base = Register<"CP_RB0_BASE", Gc<0, 0x1de0>, Field<"RB_BASE", 31, 0>>;
using CpRb0BaseHi = Register<"CP_RB0_BASE_HI", Gc<0, 0x1e51>, Field<"RB_BASE_HI", 7, 0>>;
using CpRb0Cntl = Register<"CP_RB0_CNTL",
    Gc<0, 0x1de1, Since<12, 0, 0, 0x1de1,
        Field<"RB_BUFSZ", 5, 0>, Bit<"TMZ_STATE", 6>, Bit<"TMZ_MATCH", 7>, Field<"RB_BLKSZ", 13, 8>,
        Bit<"RB_NON_PRIV", 15>, Field<"MIN_AVAILSZ", 21, 20>, Field<"MIN_IB_AVAILSZ", 23, 22>,
        Field<"CACHE_POLICY", 25, 24>, Bit<"RB_NO_UPDATE", 27>, Bit<"RB_EXE", 28>, Bit<"KMD_QUEUE", 29>,
        Bit<"RB_RPTR_WR_ENA", 31>>>,
    Field<"RB_BUFSZ", 5, 0>, Bit<"TMZ_STATE", 6>, Bit<"TMZ_MATCH", 7>, Field<"RB_BLKSZ", 13, 8>,
    Bit<"RB_NON_PRIV", 15>, Field<"MIN_AVAILSZ", 21, 20>, Field<"MIN_IB_AVAILSZ", 23, 22>,
    Field<"CACHE_POLICY", 25, 24>, Bit<"RB_VOLATILE", 26>, Bit<"RB_NO_UPDATE", 27>, Bit<"RB_EXE", 28>,
    Bit<"KMD_QUEUE", 29>, Bit<"RB_RPTR_WR_ENA", 31>>;
using CpRb0Rptr = Register<"CP_RB0_RPTR", Gc<0, 0xf60>, Field<"RB_RPTR", 19, 0>>;
using CpRb0RptrAddr = Register<"CP_RB0_RPTR_ADDR", Gc<0, 0x1de3>, Field<"RB_RPTR_ADDR", 31, 2>>;
using CpRb0RptrAddrHi = Register<"CP_RB0_RPTR_ADDR_HI", Gc<0, 0x1de4>, Field<"RB_RPTR_ADDR_HI", 15, 0>>;
using CpRb0Wptr = Register<"CP_RB0_WPTR", Gc<0, 0x1df4>, Field<"RB_WPTR", 31, 0>>;
using CpRb0WptrHi = Register<"CP_RB0_WPTR_HI", Gc<0, 0x1df5>, Field<"RB_WPTR", 31, 0>>;
using CpRb0BufszMask = Register<"CP_RB0_BUFSZ_MASK", Gc<0, 0x1de5>, Field<"DATA", 19, 0>>;
using CpRbActive = Register<"CP_RB_ACTIVE", Gc<0, 0x1f40>, Bit<"ACTIVE", 0>>;
using CpRb1Rptr = Register<"CP_RB1_RPTR", Gc<0, 0xf5f, Gone<12, 0>>, Field<"RB_RPTR", 19, 0>>;
using CpRb1Wptr = Register<"CP_RB1_WPTR", Gc<0, 0x1df6, Gone<12, 0>>, Field<"RB_WPTR", 31, 0>>;
using CpRb1WptrHi = Register<"CP_RB1_WPTR_HI", Gc<0, 0x1df7, Gone<12, 0>>, Field<"RB_WPTR", 31, 0>>;
using CpRb1Base = Register<"CP_RB1_BASE", Gc<0, 0x1e00, Gone<12, 0>>, Field<"RB_BASE", 31, 0>>;
using CpRb1Cntl = Register<"CP_RB1_CNTL", Gc<0, 0x1e01, Gone<12, 0>>,
    Field<"RB_BUFSZ", 5, 0>, Bit<"TMZ_STATE", 6>, Bit<"TMZ_MATCH", 7>, Field<"RB_BLKSZ", 13, 8>,
    Bit<"RB_NON_PRIV", 15>, Field<"MIN_AVAILSZ", 21, 20>, Field<"MIN_IB_AVAILSZ", 23, 22>,
    Field<"CACHE_POLICY", 25, 24>, Bit<"RB_VOLATILE", 26>, Bit<"RB_NO_UPDATE", 27>, Bit<"RB_EXE", 28>,
    Bit<"KMD_QUEUE", 29>, Bit<"RB_RPTR_WR_ENA", 31>>;
using CpRb1RptrAddr = Register<"CP_RB1_RPTR_ADDR", Gc<0, 0x1e02, Gone<12, 0>>, Field<"RB_RPTR_ADDR", 31, 2>>;
using CpRb1RptrAddrHi = Register<"CP_RB1_RPTR_ADDR_HI", Gc<0, 0x1e03, Gone<12, 0>>, Field<"RB_RPTR_ADDR_HI", 15, 0>>;
using CpRb1BufszMask = Register<"CP_RB1_BUFSZ_MASK", Gc<0, 0x1e04, Gone<12, 0>>, Field<"DATA", 19, 0>>;
using CpRb1BaseHi = Register<"CP_RB1_BASE_HI", Gc<0, 0x1e52, Gone<12, 0>>, Field<"RB_BASE_HI", 7, 0>>;
using CpRb1Active = Register<"CP_RB1_ACTIVE", Gc<0, 0x1f41, Gone<12, 0>>, Bit<"ACTIVE", 0>>;
using CpRbVmid = Register<"CP_RB_VMID", Gc<0, 0x1df1>,
    Field<"RB0_VMID", 3, 0>, Field<"RB1_VMID", 11, 8>, Field<"RB2_VMID", 19, 16>>;
using CpRbWptrPollAddrLo = Register<"CP_RB_WPTR_POLL_ADDR_LO", Gc<0, 0x1e8b>, Field<"RB_WPTR_POLL_ADDR_LO", 31, 2>>;
using CpRbWptrPollAddrHi = Register<"CP_RB_WPTR_POLL_ADDR_HI", Gc<0, 0x1e8c>, Field<"RB_WPTR_POLL_ADDR_HI", 15, 0>>;
using CpRbDoorbellControl = Register<"CP_RB_DOORBELL_CONTROL", Gc<0, 0x1e8d>,
    Bit<"DOORBELL_BIF_DROP", 1>, Field<"DOORBELL_OFFSET", 27, 2>, Bit<"DOORBELL_EN", 30>, Bit<"DOORBELL_HIT", 31>>;
using CpRbDoorbellClear = Register<"CP_RB_DOORBELL_CLEAR", Gc<0, 0x1f28>,
    Field<"MAPPED_QUEUE", 2, 0>, Bit<"MAPPED_QUE_DOORBELL_EN_CLEAR", 8>, Bit<"MAPPED_QUE_DOORBELL_HIT_CLEAR", 9>,
    Bit<"MASTER_DOORBELL_EN_CLEAR", 10>, Bit<"MASTER_DOORBELL_HIT_CLEAR", 11>, Bit<"QUEUES_DOORBELL_EN_CLEAR", 12>,
    Bit<"QUEUES_DOORBELL_HIT_CLEAR", 13>>;
using CpRbStatus = Register<"CP_RB_STATUS", Gc<0, 0x1f43>, Bit<"DOORBELL_UPDATED", 0>, Bit<"DOORBELL_ENABLE", 1>>;

// Queue descriptors
using CpGfxMqdBaseAddr = Register<"CP_GFX_MQD_BASE_ADDR", Gc<0, 0x1e7e>, Field<"BASE_ADDR", 31, 2>>;
using CpGfxMqdBaseAddrHi = Register<"CP_GFX_MQD_BASE_ADDR_HI", Gc<0, 0x1e7f>,
    Field<"BASE_ADDR_HI", 15, 0>, Field<"APP_VMID", 31, 28>>;
using CpGfxMqdControl = Register<"CP_GFX_MQD_CONTROL", Gc<0, 0x1e9a>,
    Field<"VMID", 3, 0>, Bit<"PRIV_STATE", 8>, Bit<"PROCESSING_MQD", 12>, Bit<"PROCESSING_MQD_EN", 13>,
    Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>;
using CpGfxHqdActive = Register<"CP_GFX_HQD_ACTIVE", Gc<0, 0x1e80>, Bit<"ACTIVE", 0>>;
using CpGfxHqdVmid = Register<"CP_GFX_HQD_VMID", Gc<0, 0x1e81>, Field<"VMID", 3, 0>>;
using CpGfxHqdQueuePriority = Register<"CP_GFX_HQD_QUEUE_PRIORITY", Gc<0, 0x1e84>, Field<"PRIORITY_LEVEL", 3, 0>>;
using CpGfxHqdQuantum = Register<"CP_GFX_HQD_QUANTUM", Gc<0, 0x1e85>,
    Bit<"QUANTUM_EN", 0>, Field<"QUANTUM_SCALE", 4, 3>, Field<"QUANTUM_DURATION", 15, 8>, Bit<"QUANTUM_ACTIVE", 31>>;
using CpGfxHqdBase = Register<"CP_GFX_HQD_BASE", Gc<0, 0x1e86>, Field<"RB_BASE", 31, 0>>;
using CpGfxHqdBaseHi = Register<"CP_GFX_HQD_BASE_HI", Gc<0, 0x1e87>, Field<"RB_BASE_HI", 7, 0>>;
using CpGfxHqdRptr = Register<"CP_GFX_HQD_RPTR", Gc<0, 0x1e88>, Field<"RB_RPTR", 19, 0>>;
using CpGfxHqdRptrAddr = Register<"CP_GFX_HQD_RPTR_ADDR", Gc<0, 0x1e89>, Field<"RB_RPTR_ADDR", 31, 2>>;
using CpGfxHqdRptrAddrHi = Register<"CP_GFX_HQD_RPTR_ADDR_HI", Gc<0, 0x1e8a>, Field<"RB_RPTR_ADDR_HI", 15, 0>>;
using CpGfxHqdOffset = Register<"CP_GFX_HQD_OFFSET", Gc<0, 0x1e8e>,
    Field<"RB_OFFSET", 19, 0>, Bit<"DISABLE_RB_OFFSET", 31>>;
using CpGfxHqdCntl = Register<"CP_GFX_HQD_CNTL",
    Gc<0, 0x1e8f, Since<12, 0, 0, 0x1e8f,
        Field<"RB_BUFSZ", 5, 0>, Bit<"TMZ_STATE", 6>, Bit<"TMZ_MATCH", 7>, Field<"RB_BLKSZ", 13, 8>,
        Bit<"RB_NON_PRIV", 15>, Field<"BUF_SWAP", 17, 16>, Field<"MIN_AVAILSZ", 21, 20>,
        Field<"MIN_IB_AVAILSZ", 23, 22>, Field<"CACHE_POLICY", 25, 24>, Bit<"RB_NO_UPDATE", 27>, Bit<"RB_EXE", 28>,
        Bit<"KMD_QUEUE", 29>, Bit<"RB_RPTR_WR_ENA", 31>>>,
    Field<"RB_BUFSZ", 5, 0>, Bit<"TMZ_STATE", 6>, Bit<"TMZ_MATCH", 7>, Field<"RB_BLKSZ", 13, 8>,
    Bit<"RB_NON_PRIV", 15>, Field<"BUF_SWAP", 17, 16>, Field<"MIN_AVAILSZ", 21, 20>, Field<"MIN_IB_AVAILSZ", 23, 22>,
    Field<"CACHE_POLICY", 25, 24>, Bit<"RB_VOLATILE", 26>, Bit<"RB_NO_UPDATE", 27>, Bit<"RB_EXE", 28>,
    Bit<"KMD_QUEUE", 29>, Bit<"RB_RPTR_WR_ENA", 31>>;
using CpGfxHqdCsmdRptr = Register<"CP_GFX_HQD_CSMD_RPTR", Gc<0, 0x1e90>, Field<"RB_RPTR", 19, 0>>;
using CpGfxHqdWptr = Register<"CP_GFX_HQD_WPTR", Gc<0, 0x1e91>, Field<"RB_WPTR", 31, 0>>;
using CpGfxHqdWptrHi = Register<"CP_GFX_HQD_WPTR_HI", Gc<0, 0x1e92>, Field<"RB_WPTR", 31, 0>>;
using CpGfxHqdDequeueRequest = Register<"CP_GFX_HQD_DEQUEUE_REQUEST",
    Gc<0, 0x1e93, Since<12, 0, 0, 0x1e93,
        Bit<"DEQUEUE_REQ", 0>, Field<"REQ_TYPE", 3, 1>, Bit<"IQ_REQ_PEND", 4>, Bit<"IQ_REQ_PEND_EN", 9>,
        Bit<"DEQUEUE_REQ_EN", 10>>>,
    Bit<"DEQUEUE_REQ", 0>, Bit<"IQ_REQ_PEND", 4>, Bit<"IQ_REQ_PEND_EN", 9>, Bit<"DEQUEUE_REQ_EN", 10>>;
using CpGfxHqdMapped = Register<"CP_GFX_HQD_MAPPED", Gc<0, 0x1e94>, Bit<"MAPPED", 0>>;
using CpGfxHqdQueMgrControl = Register<"CP_GFX_HQD_QUE_MGR_CONTROL", Gc<0, 0x1e95>,
    Bit<"DISABLE_IDLE_QUEUE_DISCONNECT", 0>, Bit<"DISABLE_CONNECT_HANDSHAKE", 4>,
    Bit<"DISABLE_FETCHER_DISCONNECT", 5>, Bit<"FORCE_QUEUE_ACTIVE_EN", 6>, Bit<"FORCE_ALLOW_DB_UPDATE_EN", 7>,
    Field<"FORCE_QUEUE", 10, 8>, Bit<"DISABLE_OFFSET_UPDATE", 11>, Bit<"PRIORITY_PREEMPT_DISABLE", 13>,
    Bit<"DISABLE_QUEUE_MGR", 15>, Bit<"ENABLE_IDLE_MESSAGE", 16>, Bit<"DISABLE_SWITCH_MESSAGE_IDLE", 17>,
    Bit<"ENABLE_SWITCH_MSG_PREEMPT", 18>, Bit<"DISABLE_MAPPED_QUEUE_IDLE_MSG", 23>>;
using CpGfxHqdIqTimer = Register<"CP_GFX_HQD_IQ_TIMER", Gc<0, 0x1e96>,
    Field<"WAIT_TIME", 7, 0>, Field<"RETRY_TYPE", 10, 8>, Bit<"IMMEDIATE_EXPIRE", 11>,
    Field<"INTERRUPT_TYPE", 13, 12>, Field<"CLOCK_COUNT", 15, 14>, Bit<"QUANTUM_TIMER", 22>, Bit<"QUEUE_TYPE", 27>,
    Bit<"REARM_TIMER", 28>, Bit<"ACTIVE", 31>>;
using CpGfxHqdHqStatus0 = Register<"CP_GFX_HQD_HQ_STATUS0", Gc<0, 0x1e98>,
    Bit<"DEQUEUE_STATUS", 0>, Field<"OS_PREEMPT_STATUS", 5, 4>, Bit<"PREEMPT_ACK", 6>, Bit<"QUEUE_IDLE", 30>>;
using CpGfxHqdHqControl0 = Register<"CP_GFX_HQD_HQ_CONTROL0", Gc<0, 0x1e99>,
    Field<"COMMAND", 3, 0>, Field<"SPARES", 7, 4>>;
using CpGfxCntl = Register<"CP_GFX_CNTL", Gc<1, 0x2a00, Gone<12, 0>>, Bit<"ENGINE_SEL", 0>, Field<"CONFIG", 2, 1>>;
using CpGfxQueueIndex = Register<"CP_GFX_QUEUE_INDEX", Gc<0, 0x1e37>,
    Bit<"QUEUE_ACCESS", 0>, Field<"PIPE_ID", 5, 4>, Field<"QUEUE_ID", 10, 8>>;
using CpGfxIndexMutex = Register<"CP_GFX_INDEX_MUTEX", Gc<0, 0x1e78>, Bit<"REQUEST", 0>, Field<"CLIENTID", 3, 1>>;

// Firmware
using CpPfpPrgrmCntrStart = Register<"CP_PFP_PRGRM_CNTR_START", Gc<0, 0x1e44>, Field<"IP_START", 31, 0>>;
using CpPfpPrgrmCntrStartHi = Register<"CP_PFP_PRGRM_CNTR_START_HI", Gc<0, 0x1e59>, Field<"IP_START", 29, 0>>;
using CpMePrgrmCntrStart = Register<"CP_ME_PRGRM_CNTR_START", Gc<0, 0x1e45>, Field<"IP_START", 31, 0>>;
using CpMePrgrmCntrStartHi = Register<"CP_ME_PRGRM_CNTR_START_HI", Gc<0, 0x1e79>, Field<"IP_START", 29, 0>>;
using CpPfpIcBaseLo = Register<"CP_PFP_IC_BASE_LO", Gc<1, 0x5840>, Field<"IC_BASE_LO", 31, 12>>;
using CpPfpIcBaseHi = Register<"CP_PFP_IC_BASE_HI", Gc<1, 0x5841>, Field<"IC_BASE_HI", 15, 0>>;
using CpPfpIcBaseCntl = Register<"CP_PFP_IC_BASE_CNTL",
    Gc<1, 0x5842, Since<12, 0, 1, 0x5842,
        Field<"VMID", 3, 0>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>>,
    Field<"VMID", 3, 0>, Bit<"ADDRESS_CLAMP", 4>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>;
using CpPfpIcOpCntl = Register<"CP_PFP_IC_OP_CNTL",
    Gc<1, 0x5843, Since<12, 0, 1, 0x5843,
        Bit<"INVALIDATE_CACHE", 0>, Bit<"INVALIDATE_CACHE_COMPLETE", 1>, Bit<"PRIME_START_PC", 3>,
        Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>>,
    Bit<"INVALIDATE_CACHE", 0>, Bit<"INVALIDATE_CACHE_COMPLETE", 1>, Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>;
using CpMeIcBaseLo = Register<"CP_ME_IC_BASE_LO", Gc<1, 0x5844>, Field<"IC_BASE_LO", 31, 12>>;
using CpMeIcBaseHi = Register<"CP_ME_IC_BASE_HI", Gc<1, 0x5845>, Field<"IC_BASE_HI", 15, 0>>;
using CpMeIcBaseCntl = Register<"CP_ME_IC_BASE_CNTL",
    Gc<1, 0x5846, Since<12, 0, 1, 0x5846,
        Field<"VMID", 3, 0>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>>,
    Field<"VMID", 3, 0>, Bit<"ADDRESS_CLAMP", 4>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>;
using CpMeIcOpCntl = Register<"CP_ME_IC_OP_CNTL",
    Gc<1, 0x5847, Since<12, 0, 1, 0x5847,
        Bit<"INVALIDATE_CACHE", 0>, Bit<"INVALIDATE_CACHE_COMPLETE", 1>, Bit<"PRIME_START_PC", 3>,
        Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>>,
    Bit<"INVALIDATE_CACHE", 0>, Bit<"INVALIDATE_CACHE_COMPLETE", 1>, Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>;
using CpHypPfpUcodeAddr = Register<"CP_HYP_PFP_UCODE_ADDR",
    Gc<1, 0x5814, Since<12, 0, 1, 0x5814,
        Field<"UCODE_ADDR", 7, 0>, Bit<"PIPE_SEL", 31>>>,
    Field<"UCODE_ADDR", 19, 0>>;
using CpHypPfpUcodeData = Register<"CP_HYP_PFP_UCODE_DATA", Gc<1, 0x5815>, Field<"UCODE_DATA", 31, 0>>;
using CpHypMeUcodeAddr = Register<"CP_HYP_ME_UCODE_ADDR",
    Gc<1, 0x5816, Since<12, 0, 1, 0x5816,
        Field<"UCODE_ADDR", 7, 0>, Bit<"PIPE_SEL", 31>>>,
    Field<"UCODE_ADDR", 19, 0>>;
using CpHypMeUcodeData = Register<"CP_HYP_ME_UCODE_DATA", Gc<1, 0x5817>, Field<"UCODE_DATA", 31, 0>>;
using CpGfxRs64DcBaseLo = RegisterArray<"CP_GFX_RS64_DC_BASE#_LO", Gc<1, 0x5863>, Repeat<2, 0x4>,
    Field<"DC_BASE_LO", 31, 16>>;
using CpGfxRs64DcBaseHi = RegisterArray<"CP_GFX_RS64_DC_BASE#_HI", Gc<1, 0x5865>, Repeat<2, 0x4>,
    Field<"DC_BASE_HI", 15, 0>>;
using CpGfxRs64DcBaseCntl = Register<"CP_GFX_RS64_DC_BASE_CNTL", Gc<1, 0x2a08>,
    Field<"VMID", 3, 0>, Field<"CACHE_POLICY", 25, 24>>;
using CpGfxRs64DcOpCntl = Register<"CP_GFX_RS64_DC_OP_CNTL",
    Gc<1, 0x2a09, Since<12, 0, 1, 0x2a09,
        Bit<"INVALIDATE_DCACHE", 0>, Bit<"INVALIDATE_DCACHE_COMPLETE", 1>, Bit<"BYPASS_ALL", 2>, Bit<"DEPRECATED", 3>>>,
    Bit<"INVALIDATE_DCACHE", 0>, Bit<"INVALIDATE_DCACHE_COMPLETE", 1>, Bit<"BYPASS_ALL", 2>, Bit<"RESERVED", 3>,
    Bit<"PRIME_DCACHE", 4>, Bit<"DCACHE_PRIMED", 5>>;

// RS64 program counters of PFP and ME
using CpGfxRs64InstrPntr0 = Register<"CP_GFX_RS64_INSTR_PNTR0", Gc<1, 0x2a44>, ReadOnly<"INSTR_PNTR", 19, 0>>;
using CpGfxRs64InstrPntr1 = Register<"CP_GFX_RS64_INSTR_PNTR1", Gc<1, 0x2a45>, ReadOnly<"INSTR_PNTR", 19, 0>>;

using CpGfxRegisters = RegisterList<
    CpRb0Base, CpRb0BaseHi, CpRb0Cntl, CpRb0Rptr, CpRb0RptrAddr, CpRb0RptrAddrHi, CpRb0Wptr, CpRb0WptrHi,
    CpRb0BufszMask, CpRbActive, CpRb1Rptr, CpRb1Wptr, CpRb1WptrHi, CpRb1Base, CpRb1Cntl, CpRb1RptrAddr,
    CpRb1RptrAddrHi, CpRb1BufszMask, CpRb1BaseHi, CpRb1Active, CpRbVmid, CpRbWptrPollAddrLo, CpRbWptrPollAddrHi,
    CpRbDoorbellControl, CpRbDoorbellClear, CpRbStatus, CpGfxMqdBaseAddr, CpGfxMqdBaseAddrHi, CpGfxMqdControl,
    CpGfxHqdActive, CpGfxHqdVmid, CpGfxHqdQueuePriority, CpGfxHqdQuantum, CpGfxHqdBase, CpGfxHqdBaseHi, CpGfxHqdRptr,
    CpGfxHqdRptrAddr, CpGfxHqdRptrAddrHi, CpGfxHqdOffset, CpGfxHqdCntl, CpGfxHqdCsmdRptr, CpGfxHqdWptr,
    CpGfxHqdWptrHi, CpGfxHqdDequeueRequest, CpGfxHqdMapped, CpGfxHqdQueMgrControl, CpGfxHqdIqTimer, CpGfxHqdHqStatus0,
    CpGfxHqdHqControl0, CpGfxCntl, CpGfxQueueIndex, CpGfxIndexMutex, CpPfpPrgrmCntrStart, CpPfpPrgrmCntrStartHi,
    CpMePrgrmCntrStart, CpMePrgrmCntrStartHi, CpPfpIcBaseLo, CpPfpIcBaseHi, CpPfpIcBaseCntl, CpPfpIcOpCntl,
    CpMeIcBaseLo, CpMeIcBaseHi, CpMeIcBaseCntl, CpMeIcOpCntl, CpHypPfpUcodeAddr, CpHypPfpUcodeData, CpHypMeUcodeAddr,
    CpHypMeUcodeData, CpGfxRs64DcBaseLo, CpGfxRs64DcBaseHi, CpGfxRs64DcBaseCntl, CpGfxRs64DcOpCntl,
    CpGfxRs64InstrPntr0, CpGfxRs64InstrPntr1>;
// clang-format on

}  // namespace egpulab::regs::amd

// CP (command processor): status, interrupts, doorbell ranges, state common to its processors.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Status
// What is busy in the command processor; 0 = idle.
using CpStat = Register<"CP_STAT",
    Gc<0, 0xf40, Since<12, 0, 0, 0xf40,
        ReadOnly<"ROQ_DB_BUSY", 5>, ReadOnly<"ROQ_CE_DB_BUSY", 6>, ReadOnly<"ROQ_RING_BUSY", 9>,
        ReadOnly<"ROQ_INDIRECT1_BUSY", 10>, ReadOnly<"ROQ_INDIRECT2_BUSY", 11>, ReadOnly<"ROQ_STATE_BUSY", 12>,
        ReadOnly<"DC_BUSY", 13>, ReadOnly<"UTCL2IU_BUSY", 14>, ReadOnly<"PFP_BUSY", 15>, ReadOnly<"MEQ_BUSY", 16>,
        ReadOnly<"ME_BUSY", 17>, ReadOnly<"QUERY_BUSY", 18>, ReadOnly<"INTERRUPT_BUSY", 20>,
        ReadOnly<"SURFACE_SYNC_BUSY", 21>, ReadOnly<"DMA_BUSY", 22>, ReadOnly<"RCIU_BUSY", 23>,
        ReadOnly<"SCRATCH_RAM_BUSY", 24>, ReadOnly<"GCRIU_BUSY", 25>, ReadOnly<"CE_BUSY", 26>,
        ReadOnly<"TCIU_BUSY", 27>, ReadOnly<"ROQ_CE_RING_BUSY", 28>, ReadOnly<"ROQ_CE_INDIRECT1_BUSY", 29>,
        ReadOnly<"ROQ_CE_INDIRECT2_BUSY", 30>, ReadOnly<"CP_BUSY", 31>>>,
    ReadOnly<"ROQ_DB_BUSY", 5>, ReadOnly<"ROQ_CE_DB_BUSY", 6>, ReadOnly<"ROQ_RING_BUSY", 9>,
    ReadOnly<"ROQ_INDIRECT1_BUSY", 10>, ReadOnly<"ROQ_INDIRECT2_BUSY", 11>, ReadOnly<"ROQ_STATE_BUSY", 12>,
    ReadOnly<"DC_BUSY", 13>, ReadOnly<"UTCL2IU_BUSY", 14>, ReadOnly<"PFP_BUSY", 15>, ReadOnly<"MEQ_BUSY", 16>,
    ReadOnly<"ME_BUSY", 17>, ReadOnly<"QUERY_BUSY", 18>, ReadOnly<"SEMAPHORE_BUSY", 19>,
    ReadOnly<"INTERRUPT_BUSY", 20>, ReadOnly<"SURFACE_SYNC_BUSY", 21>, ReadOnly<"DMA_BUSY", 22>,
    ReadOnly<"RCIU_BUSY", 23>, ReadOnly<"SCRATCH_RAM_BUSY", 24>, ReadOnly<"GCRIU_BUSY", 25>, ReadOnly<"CE_BUSY", 26>,
    ReadOnly<"TCIU_BUSY", 27>, ReadOnly<"ROQ_CE_RING_BUSY", 28>, ReadOnly<"ROQ_CE_INDIRECT1_BUSY", 29>,
    ReadOnly<"ROQ_CE_INDIRECT2_BUSY", 30>, ReadOnly<"CP_BUSY", 31>>;
using CpBusyStat = Register<"CP_BUSY_STAT",
    Gc<0, 0xf3f, Since<12, 0, 0, 0xf3f,
        ReadOnly<"REG_BUS_FIFO_BUSY", 0>, ReadOnly<"PFP_DATA_CACHE_BUSY", 1>, ReadOnly<"ME_DATA_CACHE_BUSY", 2>,
        ReadOnly<"COHER_CNT_NEQ_ZERO", 6>, ReadOnly<"PFP_PARSING_PACKETS", 7>, ReadOnly<"ME_PARSING_PACKETS", 8>,
        ReadOnly<"RCIU_PFP_BUSY", 9>, ReadOnly<"RCIU_ME_BUSY", 10>, ReadOnly<"GFX_CONTEXT_BUSY", 15>,
        ReadOnly<"ME_PARSER_BUSY", 17>, ReadOnly<"EOP_DONE_BUSY", 18>, ReadOnly<"STRM_OUT_BUSY", 19>,
        ReadOnly<"PIPE_STATS_BUSY", 20>, ReadOnly<"RCIU_CE_BUSY", 21>, ReadOnly<"CE_PARSING_PACKETS", 22>,
        ReadOnly<"PFP_PIPE0_DC_BUSY", 23>, ReadOnly<"ME_PIPE0_DC_BUSY", 24>, ReadOnly<"PFP_PIPE1_DC_BUSY", 25>,
        ReadOnly<"ME_PIPE1_DC_BUSY", 26>>>,
    ReadOnly<"REG_BUS_FIFO_BUSY", 0>, ReadOnly<"COHER_CNT_NEQ_ZERO", 6>, ReadOnly<"PFP_PARSING_PACKETS", 7>,
    ReadOnly<"ME_PARSING_PACKETS", 8>, ReadOnly<"RCIU_PFP_BUSY", 9>, ReadOnly<"RCIU_ME_BUSY", 10>,
    ReadOnly<"SEM_CMDFIFO_NOT_EMPTY", 12>, ReadOnly<"SEM_FAILED_AND_HOLDING", 13>,
    ReadOnly<"SEM_POLLING_FOR_PASS", 14>, ReadOnly<"GFX_CONTEXT_BUSY", 15>, ReadOnly<"ME_PARSER_BUSY", 17>,
    ReadOnly<"EOP_DONE_BUSY", 18>, ReadOnly<"STRM_OUT_BUSY", 19>, ReadOnly<"PIPE_STATS_BUSY", 20>,
    ReadOnly<"RCIU_CE_BUSY", 21>, ReadOnly<"CE_PARSING_PACKETS", 22>>;
using CpStalledStat1 = Register<"CP_STALLED_STAT1",
    Gc<0, 0xf3d, Since<12, 0, 0, 0xf3d,
        ReadOnly<"RBIU_TO_DMA_NOT_RDY_TO_RCV", 0>, ReadOnly<"RBIU_TO_MEMWR_NOT_RDY_TO_RCV_R0", 4>,
        ReadOnly<"RBIU_TO_MEMWR_NOT_RDY_TO_RCV_R1", 5>, ReadOnly<"ME_HAS_ACTIVE_CE_BUFFER_FLAG", 10>,
        ReadOnly<"ME_HAS_ACTIVE_DE_BUFFER_FLAG", 11>, ReadOnly<"ME_STALLED_ON_TC_WR_CONFIRM", 12>,
        ReadOnly<"ME_STALLED_ON_ATOMIC_RTN_DATA", 13>, ReadOnly<"ME_WAITING_ON_TC_READ_DATA", 14>,
        ReadOnly<"ME_WAITING_ON_REG_READ_DATA", 15>, ReadOnly<"RCIU_WAITING_ON_GDS_FREE", 23>,
        ReadOnly<"RCIU_WAITING_ON_GRBM_FREE", 24>, ReadOnly<"RCIU_WAITING_ON_VGT_FREE", 25>,
        ReadOnly<"RCIU_STALLED_ON_ME_READ", 26>, ReadOnly<"RCIU_STALLED_ON_DMA_READ", 27>,
        ReadOnly<"RCIU_STALLED_ON_APPEND_READ", 28>, ReadOnly<"RCIU_HALTED_BY_REG_VIOLATION", 29>>>,
    ReadOnly<"RBIU_TO_DMA_NOT_RDY_TO_RCV", 0>, ReadOnly<"RBIU_TO_SEM_NOT_RDY_TO_RCV_R0", 2>,
    ReadOnly<"RBIU_TO_SEM_NOT_RDY_TO_RCV_R1", 3>, ReadOnly<"RBIU_TO_MEMWR_NOT_RDY_TO_RCV_R0", 4>,
    ReadOnly<"RBIU_TO_MEMWR_NOT_RDY_TO_RCV_R1", 5>, ReadOnly<"ME_HAS_ACTIVE_CE_BUFFER_FLAG", 10>,
    ReadOnly<"ME_HAS_ACTIVE_DE_BUFFER_FLAG", 11>, ReadOnly<"ME_STALLED_ON_TC_WR_CONFIRM", 12>,
    ReadOnly<"ME_STALLED_ON_ATOMIC_RTN_DATA", 13>, ReadOnly<"ME_WAITING_ON_TC_READ_DATA", 14>,
    ReadOnly<"ME_WAITING_ON_REG_READ_DATA", 15>, ReadOnly<"RCIU_WAITING_ON_GDS_FREE", 23>,
    ReadOnly<"RCIU_WAITING_ON_GRBM_FREE", 24>, ReadOnly<"RCIU_WAITING_ON_VGT_FREE", 25>,
    ReadOnly<"RCIU_STALLED_ON_ME_READ", 26>, ReadOnly<"RCIU_STALLED_ON_DMA_READ", 27>,
    ReadOnly<"RCIU_STALLED_ON_APPEND_READ", 28>, ReadOnly<"RCIU_HALTED_BY_REG_VIOLATION", 29>>;
using CpStalledStat2 = Register<"CP_STALLED_STAT2", Gc<0, 0xf3e>,
    ReadOnly<"PFP_TO_CSF_NOT_RDY_TO_RCV", 0>, ReadOnly<"PFP_TO_MEQ_NOT_RDY_TO_RCV", 1>,
    ReadOnly<"PFP_TO_RCIU_NOT_RDY_TO_RCV", 2>, ReadOnly<"PFP_TO_VGT_WRITES_PENDING", 4>,
    ReadOnly<"PFP_RCIU_READ_PENDING", 5>, ReadOnly<"PFP_TO_MEQ_DDID_NOT_RDY_TO_RCV", 6>,
    ReadOnly<"PFP_WAITING_ON_BUFFER_DATA", 8>, ReadOnly<"ME_WAIT_ON_CE_COUNTER", 9>,
    ReadOnly<"ME_WAIT_ON_AVAIL_BUFFER", 10>, ReadOnly<"GFX_CNTX_NOT_AVAIL_TO_ME", 11>,
    ReadOnly<"ME_RCIU_NOT_RDY_TO_RCV", 12>, ReadOnly<"ME_TO_CONST_NOT_RDY_TO_RCV", 13>,
    ReadOnly<"ME_WAITING_DATA_FROM_PFP", 14>, ReadOnly<"ME_WAITING_ON_PARTIAL_FLUSH", 15>,
    ReadOnly<"MEQ_TO_ME_NOT_RDY_TO_RCV", 16>, ReadOnly<"STQ_TO_ME_NOT_RDY_TO_RCV", 17>,
    ReadOnly<"ME_WAITING_DATA_FROM_STQ", 18>, ReadOnly<"PFP_STALLED_ON_TC_WR_CONFIRM", 19>,
    ReadOnly<"PFP_STALLED_ON_ATOMIC_RTN_DATA", 20>, ReadOnly<"QU_STALLED_ON_EOP_DONE_PULSE", 21>,
    ReadOnly<"QU_STALLED_ON_EOP_DONE_WR_CONFIRM", 22>, ReadOnly<"STRMO_WR_OF_PRIM_DATA_PENDING", 23>,
    ReadOnly<"PIPE_STATS_WR_DATA_PENDING", 24>, ReadOnly<"APPEND_RDY_WAIT_ON_CS_DONE", 25>,
    ReadOnly<"APPEND_RDY_WAIT_ON_PS_DONE", 26>, ReadOnly<"APPEND_WAIT_ON_WR_CONFIRM", 27>,
    ReadOnly<"APPEND_ACTIVE_PARTITION", 28>, ReadOnly<"APPEND_WAITING_TO_SEND_MEMWRITE", 29>,
    ReadOnly<"SURF_SYNC_NEEDS_IDLE_CNTXS", 30>, ReadOnly<"SURF_SYNC_NEEDS_ALL_CLEAN", 31>>;
using CpStalledStat3 = Register<"CP_STALLED_STAT3", Gc<0, 0xf3c>,
    ReadOnly<"CE_TO_CSF_NOT_RDY_TO_RCV", 0>, ReadOnly<"CE_TO_RAM_INIT_FETCHER_NOT_RDY_TO_RCV", 1>,
    ReadOnly<"CE_WAITING_ON_DATA_FROM_RAM_INIT_FETCHER", 2>, ReadOnly<"CE_TO_RAM_INIT_NOT_RDY", 3>,
    ReadOnly<"CE_TO_RAM_DUMP_NOT_RDY", 4>, ReadOnly<"CE_TO_RAM_WRITE_NOT_RDY", 5>,
    ReadOnly<"CE_TO_INC_FIFO_NOT_RDY_TO_RCV", 6>, ReadOnly<"CE_TO_WR_FIFO_NOT_RDY_TO_RCV", 7>,
    ReadOnly<"CE_WAITING_ON_BUFFER_DATA", 10>, ReadOnly<"CE_WAITING_ON_CE_BUFFER_FLAG", 11>,
    ReadOnly<"CE_WAITING_ON_DE_COUNTER", 12>, ReadOnly<"CE_WAITING_ON_DE_COUNTER_UNDERFLOW", 13>,
    ReadOnly<"TCIU_WAITING_ON_FREE", 14>, ReadOnly<"TCIU_WAITING_ON_TAGS", 15>,
    ReadOnly<"CE_STALLED_ON_TC_WR_CONFIRM", 16>, ReadOnly<"CE_STALLED_ON_ATOMIC_RTN_DATA", 17>,
    ReadOnly<"UTCL2IU_WAITING_ON_FREE", 18>, ReadOnly<"UTCL2IU_WAITING_ON_TAGS", 19>,
    ReadOnly<"UTCL1_WAITING_ON_TRANS", 20>, ReadOnly<"GCRIU_WAITING_ON_FREE", 21>>;
using CpCpcStatus = Register<"CP_CPC_STATUS", Gc<0, 0xe24>,
    ReadOnly<"MEC1_BUSY", 0>, ReadOnly<"MEC2_BUSY", 1>, ReadOnly<"DC0_BUSY", 2>, ReadOnly<"DC1_BUSY", 3>,
    ReadOnly<"RCIU1_BUSY", 4>, ReadOnly<"RCIU2_BUSY", 5>, ReadOnly<"ROQ1_BUSY", 6>, ReadOnly<"ROQ2_BUSY", 7>,
    ReadOnly<"TCIU_BUSY", 10>, ReadOnly<"SCRATCH_RAM_BUSY", 11>, ReadOnly<"QU_BUSY", 12>,
    ReadOnly<"UTCL2IU_BUSY", 13>, ReadOnly<"SAVE_RESTORE_BUSY", 14>, ReadOnly<"GCRIU_BUSY", 15>,
    ReadOnly<"MES_BUSY", 16>, ReadOnly<"MES_SCRATCH_RAM_BUSY", 17>, ReadOnly<"RCIU3_BUSY", 18>,
    ReadOnly<"MES_INSTRUCTION_CACHE_BUSY", 19>, ReadOnly<"MES_DATA_CACHE_BUSY", 20>,
    ReadOnly<"MEC_DATA_CACHE_BUSY", 21>, ReadOnly<"CPG_CPC_BUSY", 29>, ReadOnly<"CPF_CPC_BUSY", 30>,
    ReadOnly<"CPC_BUSY", 31>>;
using CpCpcBusyStat = Register<"CP_CPC_BUSY_STAT",
    Gc<0, 0xe25, Since<12, 0, 0, 0xe25,
        ReadOnly<"MEC1_LOAD_BUSY", 0>, ReadOnly<"MEC1_MUTEX_BUSY", 2>, ReadOnly<"MEC1_MESSAGE_BUSY", 3>,
        ReadOnly<"MEC1_EOP_QUEUE_BUSY", 4>, ReadOnly<"MEC1_IQ_QUEUE_BUSY", 5>, ReadOnly<"MEC1_IB_QUEUE_BUSY", 6>,
        ReadOnly<"MEC1_TC_BUSY", 7>, ReadOnly<"MEC1_DMA_BUSY", 8>, ReadOnly<"MEC1_PARTIAL_FLUSH_BUSY", 9>,
        ReadOnly<"MEC1_PIPE0_BUSY", 10>, ReadOnly<"MEC1_PIPE1_BUSY", 11>, ReadOnly<"MEC1_PIPE2_BUSY", 12>,
        ReadOnly<"MEC1_PIPE3_BUSY", 13>, ReadOnly<"MEC2_LOAD_BUSY", 16>, ReadOnly<"MEC2_MUTEX_BUSY", 18>,
        ReadOnly<"MEC2_MESSAGE_BUSY", 19>, ReadOnly<"MEC2_EOP_QUEUE_BUSY", 20>, ReadOnly<"MEC2_IQ_QUEUE_BUSY", 21>,
        ReadOnly<"MEC2_IB_QUEUE_BUSY", 22>, ReadOnly<"MEC2_TC_BUSY", 23>, ReadOnly<"MEC2_DMA_BUSY", 24>,
        ReadOnly<"MEC2_PARTIAL_FLUSH_BUSY", 25>, ReadOnly<"MEC2_PIPE0_BUSY", 26>, ReadOnly<"MEC2_PIPE1_BUSY", 27>,
        ReadOnly<"MEC2_PIPE2_BUSY", 28>, ReadOnly<"MEC2_PIPE3_BUSY", 29>>>,
    ReadOnly<"MEC1_LOAD_BUSY", 0>, ReadOnly<"MEC1_SEMAPHORE_BUSY", 1>, ReadOnly<"MEC1_MUTEX_BUSY", 2>,
    ReadOnly<"MEC1_MESSAGE_BUSY", 3>, ReadOnly<"MEC1_EOP_QUEUE_BUSY", 4>, ReadOnly<"MEC1_IQ_QUEUE_BUSY", 5>,
    ReadOnly<"MEC1_IB_QUEUE_BUSY", 6>, ReadOnly<"MEC1_TC_BUSY", 7>, ReadOnly<"MEC1_DMA_BUSY", 8>,
    ReadOnly<"MEC1_PARTIAL_FLUSH_BUSY", 9>, ReadOnly<"MEC1_PIPE0_BUSY", 10>, ReadOnly<"MEC1_PIPE1_BUSY", 11>,
    ReadOnly<"MEC1_PIPE2_BUSY", 12>, ReadOnly<"MEC1_PIPE3_BUSY", 13>, ReadOnly<"MEC2_LOAD_BUSY", 16>,
    ReadOnly<"MEC2_SEMAPHORE_BUSY", 17>, ReadOnly<"MEC2_MUTEX_BUSY", 18>, ReadOnly<"MEC2_MESSAGE_BUSY", 19>,
    ReadOnly<"MEC2_EOP_QUEUE_BUSY", 20>, ReadOnly<"MEC2_IQ_QUEUE_BUSY", 21>, ReadOnly<"MEC2_IB_QUEUE_BUSY", 22>,
    ReadOnly<"MEC2_TC_BUSY", 23>, ReadOnly<"MEC2_DMA_BUSY", 24>, ReadOnly<"MEC2_PARTIAL_FLUSH_BUSY", 25>,
    ReadOnly<"MEC2_PIPE0_BUSY", 26>, ReadOnly<"MEC2_PIPE1_BUSY", 27>, ReadOnly<"MEC2_PIPE2_BUSY", 28>,
    ReadOnly<"MEC2_PIPE3_BUSY", 29>>;
using CpCpcBusyStat2 = Register<"CP_CPC_BUSY_STAT2",
    Gc<0, 0xe2a, Since<12, 0, 0, 0xe2a,
        ReadOnly<"MES_LOAD_BUSY", 0>, ReadOnly<"MES_MUTEX_BUSY", 2>, ReadOnly<"MES_MESSAGE_BUSY", 3>,
        ReadOnly<"MES_TC_BUSY", 7>, ReadOnly<"MES_DMA_BUSY", 8>, ReadOnly<"MES_PIPE0_BUSY", 10>,
        ReadOnly<"MES_PIPE1_BUSY", 11>, ReadOnly<"MES_PIPE2_BUSY", 12>, ReadOnly<"MES_PIPE3_BUSY", 13>,
        ReadOnly<"MES_PIPE0_DC_BUSY", 14>, ReadOnly<"MES_PIPE1_DC_BUSY", 15>, ReadOnly<"MES_PIPE2_DC_BUSY", 16>,
        ReadOnly<"MES_PIPE3_DC_BUSY", 17>, ReadOnly<"MEC1_PIPE0_DC_BUSY", 18>, ReadOnly<"MEC1_PIPE1_DC_BUSY", 19>,
        ReadOnly<"MEC1_PIPE2_DC_BUSY", 20>, ReadOnly<"MEC1_PIPE3_DC_BUSY", 21>>>,
    ReadOnly<"MES_LOAD_BUSY", 0>, ReadOnly<"MES_MUTEX_BUSY", 2>, ReadOnly<"MES_MESSAGE_BUSY", 3>,
    ReadOnly<"MES_TC_BUSY", 7>, ReadOnly<"MES_DMA_BUSY", 8>, ReadOnly<"MES_PIPE0_BUSY", 10>,
    ReadOnly<"MES_PIPE1_BUSY", 11>, ReadOnly<"MES_PIPE2_BUSY", 12>, ReadOnly<"MES_PIPE3_BUSY", 13>>;
using CpCpcStalledStat1 = Register<"CP_CPC_STALLED_STAT1", Gc<0, 0xe26>,
    ReadOnly<"RCIU_TX_FREE_STALL", 3>, ReadOnly<"RCIU_PRIV_VIOLATION", 4>, ReadOnly<"TCIU_TX_FREE_STALL", 6>,
    ReadOnly<"TCIU_WAITING_ON_TAGS", 7>, ReadOnly<"MEC1_DECODING_PACKET", 8>, ReadOnly<"MEC1_WAIT_ON_RCIU", 9>,
    ReadOnly<"MEC1_WAIT_ON_RCIU_READ", 10>, ReadOnly<"MEC1_WAIT_ON_ROQ_DATA", 13>,
    ReadOnly<"MEC2_DECODING_PACKET", 16>, ReadOnly<"MEC2_WAIT_ON_RCIU", 17>, ReadOnly<"MEC2_WAIT_ON_RCIU_READ", 18>,
    ReadOnly<"MEC2_WAIT_ON_ROQ_DATA", 21>, ReadOnly<"UTCL2IU_WAITING_ON_FREE", 22>,
    ReadOnly<"UTCL2IU_WAITING_ON_TAGS", 23>, ReadOnly<"UTCL1_WAITING_ON_TRANS", 24>,
    ReadOnly<"GCRIU_WAITING_ON_FREE", 25>>;
using CpCpfStatus = Register<"CP_CPF_STATUS",
    Gc<0, 0xe27, Since<12, 0, 0, 0xe27,
        ReadOnly<"POST_WPTR_GFX_BUSY", 0>, ReadOnly<"CSF_BUSY", 1>, ReadOnly<"ROQ_ALIGN_BUSY", 4>,
        ReadOnly<"ROQ_RING_BUSY", 5>, ReadOnly<"ROQ_INDIRECT1_BUSY", 6>, ReadOnly<"ROQ_INDIRECT2_BUSY", 7>,
        ReadOnly<"ROQ_STATE_BUSY", 8>, ReadOnly<"ROQ_CE_RING_BUSY", 9>, ReadOnly<"ROQ_CE_INDIRECT1_BUSY", 10>,
        ReadOnly<"ROQ_CE_INDIRECT2_BUSY", 11>, ReadOnly<"INTERRUPT_BUSY", 13>, ReadOnly<"TCIU_BUSY", 14>,
        ReadOnly<"HQD_BUSY", 15>, ReadOnly<"PRT_BUSY", 16>, ReadOnly<"UTCL2IU_BUSY", 17>, ReadOnly<"RCIU_BUSY", 18>,
        ReadOnly<"RCIU_GFX_BUSY", 19>, ReadOnly<"RCIU_CMP_BUSY", 20>, ReadOnly<"ROQ_DATA_BUSY", 21>,
        ReadOnly<"ROQ_CE_DATA_BUSY", 22>, ReadOnly<"GCRIU_BUSY", 23>, ReadOnly<"MES_HQD_BUSY", 24>,
        ReadOnly<"CPF_GFX_BUSY", 26>, ReadOnly<"CPF_CMP_BUSY", 27>, ReadOnly<"GRBM_CPF_STAT_BUSY", 29, 28>,
        ReadOnly<"CPC_CPF_BUSY", 30>, ReadOnly<"CPF_BUSY", 31>>>,
    ReadOnly<"POST_WPTR_GFX_BUSY", 0>, ReadOnly<"CSF_BUSY", 1>, ReadOnly<"ROQ_ALIGN_BUSY", 4>,
    ReadOnly<"ROQ_RING_BUSY", 5>, ReadOnly<"ROQ_INDIRECT1_BUSY", 6>, ReadOnly<"ROQ_INDIRECT2_BUSY", 7>,
    ReadOnly<"ROQ_STATE_BUSY", 8>, ReadOnly<"ROQ_CE_RING_BUSY", 9>, ReadOnly<"ROQ_CE_INDIRECT1_BUSY", 10>,
    ReadOnly<"ROQ_CE_INDIRECT2_BUSY", 11>, ReadOnly<"SEMAPHORE_BUSY", 12>, ReadOnly<"INTERRUPT_BUSY", 13>,
    ReadOnly<"TCIU_BUSY", 14>, ReadOnly<"HQD_BUSY", 15>, ReadOnly<"PRT_BUSY", 16>, ReadOnly<"UTCL2IU_BUSY", 17>,
    ReadOnly<"RCIU_BUSY", 18>, ReadOnly<"RCIU_GFX_BUSY", 19>, ReadOnly<"RCIU_CMP_BUSY", 20>,
    ReadOnly<"ROQ_DATA_BUSY", 21>, ReadOnly<"ROQ_CE_DATA_BUSY", 22>, ReadOnly<"GCRIU_BUSY", 23>,
    ReadOnly<"MES_HQD_BUSY", 24>, ReadOnly<"CPF_GFX_BUSY", 26>, ReadOnly<"CPF_CMP_BUSY", 27>,
    ReadOnly<"GRBM_CPF_STAT_BUSY", 29, 28>, ReadOnly<"CPC_CPF_BUSY", 30>, ReadOnly<"CPF_BUSY", 31>>;
using CpCpfBusyStat = Register<"CP_CPF_BUSY_STAT",
    Gc<0, 0xe28, Since<12, 0, 0, 0xe28,
        ReadOnly<"REG_BUS_FIFO_BUSY", 0>, ReadOnly<"CSF_RING_BUSY", 1>, ReadOnly<"CSF_INDIRECT1_BUSY", 2>,
        ReadOnly<"CSF_INDIRECT2_BUSY", 3>, ReadOnly<"CSF_STATE_BUSY", 4>, ReadOnly<"CSF_CE_INDR1_BUSY", 5>,
        ReadOnly<"CSF_CE_INDR2_BUSY", 6>, ReadOnly<"CSF_ARBITER_BUSY", 7>, ReadOnly<"CSF_INPUT_BUSY", 8>,
        ReadOnly<"CSF_DATA_BUSY", 9>, ReadOnly<"CSF_CE_DATA_BUSY", 10>, ReadOnly<"HPD_PROCESSING_EOP_BUSY", 11>,
        ReadOnly<"HQD_DISPATCH_BUSY", 12>, ReadOnly<"HQD_IQ_TIMER_BUSY", 13>, ReadOnly<"HQD_DMA_OFFLOAD_BUSY", 14>,
        ReadOnly<"HQD_MESSAGE_BUSY", 17>, ReadOnly<"HQD_PQ_FETCHER_BUSY", 18>, ReadOnly<"HQD_IB_FETCHER_BUSY", 19>,
        ReadOnly<"HQD_IQ_FETCHER_BUSY", 20>, ReadOnly<"HQD_EOP_FETCHER_BUSY", 21>,
        ReadOnly<"HQD_CONSUMED_RPTR_BUSY", 22>, ReadOnly<"HQD_FETCHER_ARB_BUSY", 23>,
        ReadOnly<"HQD_ROQ_ALIGN_BUSY", 24>, ReadOnly<"HQD_ROQ_EOP_BUSY", 25>, ReadOnly<"HQD_ROQ_IQ_BUSY", 26>,
        ReadOnly<"HQD_ROQ_PQ_BUSY", 27>, ReadOnly<"HQD_ROQ_IB_BUSY", 28>, ReadOnly<"HQD_WPTR_POLL_BUSY", 29>,
        ReadOnly<"HQD_PQ_BUSY", 30>, ReadOnly<"HQD_IB_BUSY", 31>>>,
    ReadOnly<"REG_BUS_FIFO_BUSY", 0>, ReadOnly<"CSF_RING_BUSY", 1>, ReadOnly<"CSF_INDIRECT1_BUSY", 2>,
    ReadOnly<"CSF_INDIRECT2_BUSY", 3>, ReadOnly<"CSF_STATE_BUSY", 4>, ReadOnly<"CSF_CE_INDR1_BUSY", 5>,
    ReadOnly<"CSF_CE_INDR2_BUSY", 6>, ReadOnly<"CSF_ARBITER_BUSY", 7>, ReadOnly<"CSF_INPUT_BUSY", 8>,
    ReadOnly<"CSF_DATA_BUSY", 9>, ReadOnly<"CSF_CE_DATA_BUSY", 10>, ReadOnly<"HPD_PROCESSING_EOP_BUSY", 11>,
    ReadOnly<"HQD_DISPATCH_BUSY", 12>, ReadOnly<"HQD_IQ_TIMER_BUSY", 13>, ReadOnly<"HQD_DMA_OFFLOAD_BUSY", 14>,
    ReadOnly<"HQD_WAIT_SEMAPHORE_BUSY", 15>, ReadOnly<"HQD_SIGNAL_SEMAPHORE_BUSY", 16>,
    ReadOnly<"HQD_MESSAGE_BUSY", 17>, ReadOnly<"HQD_PQ_FETCHER_BUSY", 18>, ReadOnly<"HQD_IB_FETCHER_BUSY", 19>,
    ReadOnly<"HQD_IQ_FETCHER_BUSY", 20>, ReadOnly<"HQD_EOP_FETCHER_BUSY", 21>, ReadOnly<"HQD_CONSUMED_RPTR_BUSY", 22>,
    ReadOnly<"HQD_FETCHER_ARB_BUSY", 23>, ReadOnly<"HQD_ROQ_ALIGN_BUSY", 24>, ReadOnly<"HQD_ROQ_EOP_BUSY", 25>,
    ReadOnly<"HQD_ROQ_IQ_BUSY", 26>, ReadOnly<"HQD_ROQ_PQ_BUSY", 27>, ReadOnly<"HQD_ROQ_IB_BUSY", 28>,
    ReadOnly<"HQD_WPTR_POLL_BUSY", 29>, ReadOnly<"HQD_PQ_BUSY", 30>, ReadOnly<"HQD_IB_BUSY", 31>>;
using CpCpfBusyStat2 = Register<"CP_CPF_BUSY_STAT2",
    Gc<0, 0xe33, Since<12, 0, 0, 0xe33,
        ReadOnly<"CP_SDMA_CPG_BUSY", 0>, ReadOnly<"CP_SDMA_CPC_BUSY", 1>, ReadOnly<"MES_HQD_DISPATCH_BUSY", 12>,
        ReadOnly<"MES_HQD_DMA_OFFLOAD_BUSY", 14>, ReadOnly<"MES_HQD_MESSAGE_BUSY", 17>,
        ReadOnly<"MES_HQD_PQ_FETCHER_BUSY", 18>, ReadOnly<"MES_HQD_CONSUMED_RPTR_BUSY", 22>,
        ReadOnly<"MES_HQD_FETCHER_ARB_BUSY", 23>, ReadOnly<"MES_HQD_ROQ_ALIGN_BUSY", 24>,
        ReadOnly<"MES_HQD_ROQ_PQ_BUSY", 27>, ReadOnly<"MES_HQD_PQ_BUSY", 30>,
        ReadOnly<"MES_UNMAPPED_DOORBELL_BUSY", 31>>>,
    ReadOnly<"CP_SDMA_CPG_BUSY", 0>, ReadOnly<"CP_SDMA_CPC_BUSY", 1>, ReadOnly<"MES_HQD_DISPATCH_BUSY", 12>,
    ReadOnly<"MES_HQD_DMA_OFFLOAD_BUSY", 14>, ReadOnly<"MES_HQD_MESSAGE_BUSY", 17>,
    ReadOnly<"MES_HQD_PQ_FETCHER_BUSY", 18>, ReadOnly<"MES_HQD_CONSUMED_RPTR_BUSY", 22>,
    ReadOnly<"MES_HQD_FETCHER_ARB_BUSY", 23>, ReadOnly<"MES_HQD_ROQ_ALIGN_BUSY", 24>,
    ReadOnly<"MES_HQD_ROQ_PQ_BUSY", 27>, ReadOnly<"MES_HQD_PQ_BUSY", 30>>;
using CpCpfStalledStat1 = Register<"CP_CPF_STALLED_STAT1", Gc<0, 0xe29>,
    ReadOnly<"RING_FETCHING_DATA", 0>, ReadOnly<"INDR1_FETCHING_DATA", 1>, ReadOnly<"INDR2_FETCHING_DATA", 2>,
    ReadOnly<"STATE_FETCHING_DATA", 3>, ReadOnly<"TCIU_WAITING_ON_FREE", 5>, ReadOnly<"TCIU_WAITING_ON_TAGS", 6>,
    ReadOnly<"UTCL2IU_WAITING_ON_FREE", 7>, ReadOnly<"UTCL2IU_WAITING_ON_TAGS", 8>,
    ReadOnly<"GFX_UTCL1_WAITING_ON_TRANS", 9>, ReadOnly<"CMP_UTCL1_WAITING_ON_TRANS", 10>,
    ReadOnly<"RCIU_WAITING_ON_FREE", 11>, ReadOnly<"DATA_FETCHING_DATA", 12>, ReadOnly<"GCRIU_WAIT_ON_FREE", 13>>;
using CpMeHeaderDump = Register<"CP_ME_HEADER_DUMP", Gc<0, 0xf41>, Field<"ME_HEADER_DUMP", 31, 0>>;
using CpMecMe1HeaderDump = Register<"CP_MEC_ME1_HEADER_DUMP", Gc<0, 0xe2e>, Field<"HEADER_DUMP", 31, 0>>;
using CpMecMe2HeaderDump = Register<"CP_MEC_ME2_HEADER_DUMP", Gc<0, 0xe2f, Gone<12, 0>>, Field<"HEADER_DUMP", 31, 0>>;
using CpMec1InstrPntr = Register<"CP_MEC1_INSTR_PNTR", Gc<0, 0xf48, Gone<12, 0>>, ReadOnly<"INSTR_PNTR", 15, 0>>;
using CpMeInstrPntr = Register<"CP_ME_INSTR_PNTR", Gc<0, 0xf46>, ReadOnly<"INSTR_PNTR", 15, 0>>;
using CpPfpInstrPntr = Register<"CP_PFP_INSTR_PNTR", Gc<0, 0xf45>, ReadOnly<"INSTR_PNTR", 15, 0>>;
using CpFatalError = Register<"CP_FATAL_ERROR", Gc<0, 0x1df0>,
    Bit<"CPF_FATAL_ERROR", 0>, Bit<"CPG_FATAL_ERROR", 1>, Bit<"GFX_HALT_PROC", 2>, Bit<"DIS_CPG_FATAL_ERROR", 3>,
    Bit<"CPG_TAG_FATAL_ERROR_EN", 4>>;
using CpGfxError = Register<"CP_GFX_ERROR",
    Gc<0, 0x1ddb, Since<12, 0, 0, 0x1ddb,
        Bit<"ME_INSTR_CACHE_UTCL1_ERROR", 0>, Bit<"PFP_INSTR_CACHE_UTCL1_ERROR", 1>, Bit<"DDID_DRAW_UTCL1_ERROR", 2>,
        Bit<"DDID_DISPATCH_UTCL1_ERROR", 3>, Bit<"SUA_ERROR", 4>, Bit<"DATA_FETCHER_UTCL1_ERROR", 6>,
        Bit<"QU_EOP_UTCL1_ERROR", 9>, Bit<"QU_PIPE_UTCL1_ERROR", 10>, Bit<"QU_READ_UTCL1_ERROR", 11>,
        Bit<"SYNC_MEMRD_UTCL1_ERROR", 12>, Bit<"SYNC_MEMWR_UTCL1_ERROR", 13>, Bit<"SHADOW_UTCL1_ERROR", 14>,
        Bit<"APPEND_UTCL1_ERROR", 15>, Bit<"DMA_SRC_UTCL1_ERROR", 18>, Bit<"DMA_DST_UTCL1_ERROR", 19>,
        Bit<"PFP_TC_UTCL1_ERROR", 20>, Bit<"ME_TC_UTCL1_ERROR", 21>, Bit<"PRT_LOD_UTCL1_ERROR", 23>,
        Bit<"RDPTR_RPT_UTCL1_ERROR", 24>, Bit<"RB_FETCHER_UTCL1_ERROR", 25>, Bit<"I1_FETCHER_UTCL1_ERROR", 26>,
        Bit<"I2_FETCHER_UTCL1_ERROR", 27>, Bit<"ST_FETCHER_UTCL1_ERROR", 30>, Bit<"RESERVED", 31>>>,
    Bit<"ME_INSTR_CACHE_UTCL1_ERROR", 0>, Bit<"PFP_INSTR_CACHE_UTCL1_ERROR", 1>, Bit<"DDID_DRAW_UTCL1_ERROR", 2>,
    Bit<"DDID_DISPATCH_UTCL1_ERROR", 3>, Bit<"SUA_ERROR", 4>, Bit<"DATA_FETCHER_UTCL1_ERROR", 6>,
    Bit<"SEM_UTCL1_ERROR", 7>, Bit<"QU_EOP_UTCL1_ERROR", 9>, Bit<"QU_PIPE_UTCL1_ERROR", 10>,
    Bit<"QU_READ_UTCL1_ERROR", 11>, Bit<"SYNC_MEMRD_UTCL1_ERROR", 12>, Bit<"SYNC_MEMWR_UTCL1_ERROR", 13>,
    Bit<"SHADOW_UTCL1_ERROR", 14>, Bit<"APPEND_UTCL1_ERROR", 15>, Bit<"DMA_SRC_UTCL1_ERROR", 18>,
    Bit<"DMA_DST_UTCL1_ERROR", 19>, Bit<"PFP_TC_UTCL1_ERROR", 20>, Bit<"ME_TC_UTCL1_ERROR", 21>,
    Bit<"PRT_LOD_UTCL1_ERROR", 23>, Bit<"RDPTR_RPT_UTCL1_ERROR", 24>, Bit<"RB_FETCHER_UTCL1_ERROR", 25>,
    Bit<"I1_FETCHER_UTCL1_ERROR", 26>, Bit<"I2_FETCHER_UTCL1_ERROR", 27>, Bit<"ST_FETCHER_UTCL1_ERROR", 30>,
    Bit<"RESERVED", 31>>;
using CpPqStatus = Register<"CP_PQ_STATUS", Gc<0, 0x1e58>,
    Bit<"DOORBELL_UPDATED", 0>, Bit<"DOORBELL_ENABLE", 1>, Bit<"DOORBELL_UPDATED_EN", 2>,
    Bit<"DOORBELL_UPDATED_MODE", 3>>;
using CpPrivViolationAddr = Register<"CP_PRIV_VIOLATION_ADDR",
    Gc<0, 0xf9a, Since<12, 0, 0, 0xf9a,
        Bit<"PRIV_VIOLATION_STATUS", 0>, Bit<"PRIV_VIOLATION_OP", 1>, Field<"PRIV_VIOLATION_ADDR", 31, 2>>>,
    Field<"PRIV_VIOLATION_ADDR", 17, 0>>;
using CpCpcPrivViolationAddr = Register<"CP_CPC_PRIV_VIOLATION_ADDR",
    Gc<0, 0xe2c, Since<12, 0, 0, 0xe2c,
        Bit<"PRIV_VIOLATION_STATUS", 0>, Bit<"PRIV_VIOLATION_OP", 1>, Field<"PRIV_VIOLATION_ADDR", 31, 2>>>,
    Field<"PRIV_VIOLATION_ADDR", 17, 0>>;

// Interrupts
// Interrupt enables, all rings.
using CpIntCntl = Register<"CP_INT_CNTL", Gc<0, 0x1de9>,
    Bit<"RESUME_INT_ENABLE", 8>, Bit<"SUSPEND_INT_ENABLE", 9>, Bit<"DMA_WATCH_INT_ENABLE", 10>,
    Bit<"CP_VM_DOORBELL_WR_INT_ENABLE", 11>, Bit<"CP_ECC_ERROR_INT_ENABLE", 14>, Bit<"GPF_INT_ENABLE", 16>,
    Bit<"WRM_POLL_TIMEOUT_INT_ENABLE", 17>, Bit<"CMP_BUSY_INT_ENABLE", 18>, Bit<"CNTX_BUSY_INT_ENABLE", 19>,
    Bit<"CNTX_EMPTY_INT_ENABLE", 20>, Bit<"GFX_IDLE_INT_ENABLE", 21>, Bit<"PRIV_INSTR_INT_ENABLE", 22>,
    Bit<"PRIV_REG_INT_ENABLE", 23>, Bit<"OPCODE_ERROR_INT_ENABLE", 24>, Bit<"TIME_STAMP_INT_ENABLE", 26>,
    Bit<"RESERVED_BIT_ERROR_INT_ENABLE", 27>, Bit<"GENERIC2_INT_ENABLE", 29>, Bit<"GENERIC1_INT_ENABLE", 30>,
    Bit<"GENERIC0_INT_ENABLE", 31>>;
using CpIntStatus = Register<"CP_INT_STATUS", Gc<0, 0x1dea>,
    ReadOnly<"RESUME_INT_STAT", 8>, ReadOnly<"SUSPEND_INT_STAT", 9>, ReadOnly<"DMA_WATCH_INT_STAT", 10>,
    ReadOnly<"CP_VM_DOORBELL_WR_INT_STAT", 11>, ReadOnly<"CP_ECC_ERROR_INT_STAT", 14>, ReadOnly<"GPF_INT_STAT", 16>,
    ReadOnly<"WRM_POLL_TIMEOUT_INT_STAT", 17>, ReadOnly<"CMP_BUSY_INT_STAT", 18>, ReadOnly<"CNTX_BUSY_INT_STAT", 19>,
    ReadOnly<"CNTX_EMPTY_INT_STAT", 20>, ReadOnly<"GFX_IDLE_INT_STAT", 21>, ReadOnly<"PRIV_INSTR_INT_STAT", 22>,
    ReadOnly<"PRIV_REG_INT_STAT", 23>, ReadOnly<"OPCODE_ERROR_INT_STAT", 24>, ReadOnly<"TIME_STAMP_INT_STAT", 26>,
    ReadOnly<"RESERVED_BIT_ERROR_INT_STAT", 27>, ReadOnly<"GENERIC2_INT_STAT", 29>, ReadOnly<"GENERIC1_INT_STAT", 30>,
    ReadOnly<"GENERIC0_INT_STAT", 31>>;
using CpIntCntlRing0 = Register<"CP_INT_CNTL_RING0", Gc<0, 0x1e0a>,
    Bit<"RESUME_INT_ENABLE", 8>, Bit<"SUSPEND_INT_ENABLE", 9>, Bit<"DMA_WATCH_INT_ENABLE", 10>,
    Bit<"CP_VM_DOORBELL_WR_INT_ENABLE", 11>, Bit<"CP_ECC_ERROR_INT_ENABLE", 14>, Bit<"GPF_INT_ENABLE", 16>,
    Bit<"WRM_POLL_TIMEOUT_INT_ENABLE", 17>, Bit<"CMP_BUSY_INT_ENABLE", 18>, Bit<"CNTX_BUSY_INT_ENABLE", 19>,
    Bit<"CNTX_EMPTY_INT_ENABLE", 20>, Bit<"GFX_IDLE_INT_ENABLE", 21>, Bit<"PRIV_INSTR_INT_ENABLE", 22>,
    Bit<"PRIV_REG_INT_ENABLE", 23>, Bit<"OPCODE_ERROR_INT_ENABLE", 24>, Bit<"TIME_STAMP_INT_ENABLE", 26>,
    Bit<"RESERVED_BIT_ERROR_INT_ENABLE", 27>, Bit<"GENERIC2_INT_ENABLE", 29>, Bit<"GENERIC1_INT_ENABLE", 30>,
    Bit<"GENERIC0_INT_ENABLE", 31>>;
using CpIntCntlRing1 = Register<"CP_INT_CNTL_RING1", Gc<0, 0x1e0b, Gone<12, 0>>,
    Bit<"CP_ECC_ERROR_INT_ENABLE", 14>, Bit<"GPF_INT_ENABLE", 16>, Bit<"WRM_POLL_TIMEOUT_INT_ENABLE", 17>,
    Bit<"PRIV_INSTR_INT_ENABLE", 22>, Bit<"PRIV_REG_INT_ENABLE", 23>, Bit<"OPCODE_ERROR_INT_ENABLE", 24>,
    Bit<"TIME_STAMP_INT_ENABLE", 26>, Bit<"RESERVED_BIT_ERROR_INT_ENABLE", 27>, Bit<"GENERIC2_INT_ENABLE", 29>,
    Bit<"GENERIC1_INT_ENABLE", 30>, Bit<"GENERIC0_INT_ENABLE", 31>>;
using CpIntStatusRing0 = Register<"CP_INT_STATUS_RING0", Gc<0, 0x1e0d>,
    ReadOnly<"RESUME_INT_STAT", 8>, ReadOnly<"SUSPEND_INT_STAT", 9>, ReadOnly<"DMA_WATCH_INT_STAT", 10>,
    ReadOnly<"CP_VM_DOORBELL_WR_INT_STAT", 11>, ReadOnly<"CP_ECC_ERROR_INT_STAT", 14>, ReadOnly<"GPF_INT_STAT", 16>,
    ReadOnly<"WRM_POLL_TIMEOUT_INT_STAT", 17>, ReadOnly<"CMP_BUSY_INT_STAT", 18>, ReadOnly<"GCNTX_BUSY_INT_STAT", 19>,
    ReadOnly<"CNTX_EMPTY_INT_STAT", 20>, ReadOnly<"GFX_IDLE_INT_STAT", 21>, ReadOnly<"PRIV_INSTR_INT_STAT", 22>,
    ReadOnly<"PRIV_REG_INT_STAT", 23>, ReadOnly<"OPCODE_ERROR_INT_STAT", 24>, ReadOnly<"TIME_STAMP_INT_STAT", 26>,
    ReadOnly<"RESERVED_BIT_ERROR_INT_STAT", 27>, ReadOnly<"GENERIC2_INT_STAT", 29>, ReadOnly<"GENERIC1_INT_STAT", 30>,
    ReadOnly<"GENERIC0_INT_STAT", 31>>;
using CpIntStatusRing1 = Register<"CP_INT_STATUS_RING1", Gc<0, 0x1e0e, Gone<12, 0>>,
    ReadOnly<"CP_ECC_ERROR_INT_STAT", 14>, ReadOnly<"GPF_INT_STAT", 16>, ReadOnly<"WRM_POLL_TIMEOUT_INT_STAT", 17>,
    ReadOnly<"PRIV_INSTR_INT_STAT", 22>, ReadOnly<"PRIV_REG_INT_STAT", 23>, ReadOnly<"OPCODE_ERROR_INT_STAT", 24>,
    ReadOnly<"TIME_STAMP_INT_STAT", 26>, ReadOnly<"RESERVED_BIT_ERROR_INT_STAT", 27>,
    ReadOnly<"GENERIC2_INT_STAT", 29>, ReadOnly<"GENERIC1_INT_STAT", 30>, ReadOnly<"GENERIC0_INT_STAT", 31>>;
// Interrupt enables of one compute pipe: TIME_STAMP_INT_ENABLE for RELEASE_MEM.
using CpMe1PipeIntCntl = RegisterArray<"CP_ME1_PIPE#_INT_CNTL", Gc<0, 0x1e25>, Repeat<4, 0x4>,
    Bit<"CMP_QUERY_STATUS_INT_ENABLE", 12>, Bit<"DEQUEUE_REQUEST_INT_ENABLE", 13>, Bit<"CP_ECC_ERROR_INT_ENABLE", 14>,
    Bit<"SUA_VIOLATION_INT_ENABLE", 15>, Bit<"GPF_INT_ENABLE", 16>, Bit<"WRM_POLL_TIMEOUT_INT_ENABLE", 17>,
    Bit<"PRIV_REG_INT_ENABLE", 23>, Bit<"OPCODE_ERROR_INT_ENABLE", 24>, Bit<"TIME_STAMP_INT_ENABLE", 26>,
    Bit<"RESERVED_BIT_ERROR_INT_ENABLE", 27>, Bit<"GENERIC2_INT_ENABLE", 29>, Bit<"GENERIC1_INT_ENABLE", 30>,
    Bit<"GENERIC0_INT_ENABLE", 31>>;
using CpMe2PipeIntCntl = RegisterArray<"CP_ME2_PIPE#_INT_CNTL", Gc<0, 0x1e29, Gone<12, 0>>, Repeat<4, 0x4>,
    Bit<"CMP_QUERY_STATUS_INT_ENABLE", 12>, Bit<"DEQUEUE_REQUEST_INT_ENABLE", 13>, Bit<"CP_ECC_ERROR_INT_ENABLE", 14>,
    Bit<"SUA_VIOLATION_INT_ENABLE", 15>, Bit<"GPF_INT_ENABLE", 16>, Bit<"WRM_POLL_TIMEOUT_INT_ENABLE", 17>,
    Bit<"PRIV_REG_INT_ENABLE", 23>, Bit<"OPCODE_ERROR_INT_ENABLE", 24>, Bit<"TIME_STAMP_INT_ENABLE", 26>,
    Bit<"RESERVED_BIT_ERROR_INT_ENABLE", 27>, Bit<"GENERIC2_INT_ENABLE", 29>, Bit<"GENERIC1_INT_ENABLE", 30>,
    Bit<"GENERIC0_INT_ENABLE", 31>>;
using CpMe1PipeIntStatus = RegisterArray<"CP_ME1_PIPE#_INT_STATUS", Gc<0, 0x1e2d>, Repeat<4, 0x4>,
    ReadOnly<"CMP_QUERY_STATUS_INT_STATUS", 12>, ReadOnly<"DEQUEUE_REQUEST_INT_STATUS", 13>,
    ReadOnly<"CP_ECC_ERROR_INT_STATUS", 14>, ReadOnly<"SUA_VIOLATION_INT_STATUS", 15>, ReadOnly<"GPF_INT_STATUS", 16>,
    ReadOnly<"WRM_POLL_TIMEOUT_INT_STATUS", 17>, ReadOnly<"PRIV_REG_INT_STATUS", 23>,
    ReadOnly<"OPCODE_ERROR_INT_STATUS", 24>, ReadOnly<"TIME_STAMP_INT_STATUS", 26>,
    ReadOnly<"RESERVED_BIT_ERROR_INT_STATUS", 27>, ReadOnly<"GENERIC2_INT_STATUS", 29>,
    ReadOnly<"GENERIC1_INT_STATUS", 30>, ReadOnly<"GENERIC0_INT_STATUS", 31>>;
// Interrupt enables of the compute command processor.
using CpcIntCntl = Register<"CPC_INT_CNTL", Gc<0, 0x1e54>,
    Bit<"CMP_QUERY_STATUS_INT_ENABLE", 12>, Bit<"DEQUEUE_REQUEST_INT_ENABLE", 13>, Bit<"CP_ECC_ERROR_INT_ENABLE", 14>,
    Bit<"SUA_VIOLATION_INT_ENABLE", 15>, Bit<"GPF_INT_ENABLE", 16>, Bit<"WRM_POLL_TIMEOUT_INT_ENABLE", 17>,
    Bit<"PRIV_REG_INT_ENABLE", 23>, Bit<"OPCODE_ERROR_INT_ENABLE", 24>, Bit<"TIME_STAMP_INT_ENABLE", 26>,
    Bit<"RESERVED_BIT_ERROR_INT_ENABLE", 27>, Bit<"GENERIC2_INT_ENABLE", 29>, Bit<"GENERIC1_INT_ENABLE", 30>,
    Bit<"GENERIC0_INT_ENABLE", 31>>;
using CpcIntStatus = Register<"CPC_INT_STATUS", Gc<0, 0x1e55>,
    ReadOnly<"CMP_QUERY_STATUS_INT_STATUS", 12>, ReadOnly<"DEQUEUE_REQUEST_INT_STATUS", 13>,
    ReadOnly<"CP_ECC_ERROR_INT_STATUS", 14>, ReadOnly<"SUA_VIOLATION_INT_STATUS", 15>, ReadOnly<"GPF_INT_STATUS", 16>,
    ReadOnly<"WRM_POLL_TIMEOUT_INT_STATUS", 17>, ReadOnly<"PRIV_REG_INT_STATUS", 23>,
    ReadOnly<"OPCODE_ERROR_INT_STATUS", 24>, ReadOnly<"TIME_STAMP_INT_STATUS", 26>,
    ReadOnly<"RESERVED_BIT_ERROR_INT_STATUS", 27>, ReadOnly<"GENERIC2_INT_STATUS", 29>,
    ReadOnly<"GENERIC1_INT_STATUS", 30>, ReadOnly<"GENERIC0_INT_STATUS", 31>>;
using CpcIntInfo = Register<"CPC_INT_INFO", Gc<0, 0x1dd7>,
    Field<"ADDR_HI", 15, 0>, Bit<"TYPE", 16>, Field<"VMID", 23, 20>, Field<"QUEUE_ID", 30, 28>>;
using CpcIntAddr = Register<"CPC_INT_ADDR", Gc<0, 0x1dd9>, Field<"ADDR", 31, 0>>;
using CpcIntPasid = Register<"CPC_INT_PASID", Gc<0, 0x1dda>, Field<"PASID", 15, 0>, Bit<"BYPASS_PASID", 16>>;
using CpcIntCntxId = Register<"CPC_INT_CNTX_ID", Gc<0, 0x1e57>, Field<"CNTX_ID", 31, 0>>;

// Doorbells and polling
// Doorbells (in dwords << 2) below this are not for the MEC.
using CpMecDoorbellRangeLower = Register<"CP_MEC_DOORBELL_RANGE_LOWER", Gc<0, 0x1dfc>,
    Field<"DOORBELL_RANGE_LOWER", 11, 2>>;
// Doorbells (in dwords << 2) above this are not for the MEC.
using CpMecDoorbellRangeUpper = Register<"CP_MEC_DOORBELL_RANGE_UPPER", Gc<0, 0x1dfd>,
    Field<"DOORBELL_RANGE_UPPER", 11, 2>>;
using CpRbDoorbellRangeLower = Register<"CP_RB_DOORBELL_RANGE_LOWER", Gc<0, 0x1dfa>,
    Field<"DOORBELL_RANGE_LOWER", 11, 2>>;
using CpRbDoorbellRangeUpper = Register<"CP_RB_DOORBELL_RANGE_UPPER", Gc<0, 0x1dfb>,
    Field<"DOORBELL_RANGE_UPPER", 11, 2>>;
using CpRbWptrPollCntl = Register<"CP_RB_WPTR_POLL_CNTL", Gc<0, 0xf62>,
    Field<"POLL_FREQUENCY", 15, 0>, Field<"IDLE_POLL_COUNT", 31, 16>>;
using CpPqWptrPollCntl = Register<"CP_PQ_WPTR_POLL_CNTL", Gc<0, 0x1e23>,
    Field<"PERIOD", 7, 0>, Bit<"DISABLE_PEND_REQ_ONE_SHOT", 29>, Bit<"POLL_ACTIVE", 30>, Bit<"EN", 31>>;
using CpPqWptrPollCntl1 = Register<"CP_PQ_WPTR_POLL_CNTL1", Gc<0, 0x1e24>, Field<"QUEUE_MASK", 31, 0>>;
using CpRbWptrDelay = Register<"CP_RB_WPTR_DELAY", Gc<0, 0xf61>,
    Field<"PRE_WRITE_TIMER", 27, 0>, Field<"PRE_WRITE_LIMIT", 31, 28>>;

// Control
using CpDeviceId = Register<"CP_DEVICE_ID", Gc<0, 0x1deb>, Field<"DEVICE_ID", 7, 0>>;
using CpMaxContext = Register<"CP_MAX_CONTEXT", Gc<0, 0x1e4e>, Field<"MAX_CONTEXT", 2, 0>>;
using CpDebug = Register<"CP_DEBUG",
    Gc<0, 0x1e1f, Since<12, 0, 0, 0x1e1f,
        Field<"PERFMON_RING_SEL", 1, 0>, Field<"DEBUG_BUS_SELECT_BITS", 7, 2>, Bit<"DEBUG_BUS_FLOP_EN", 8>,
        Bit<"CPG_REPEATER_FGCG_OVERRIDE", 9>, Bit<"PACKET_FILTER_DISABLE", 10>, Bit<"NOT_EOP_PREEMPT_DISABLE", 11>,
        Bit<"CPG_CHIU_RO_DISABLE", 12>, Bit<"CPG_GCR_CNTL_BYPASS", 13>, Bit<"CPG_RAM_CLK_GATING_DISABLE", 14>,
        Bit<"CPG_UTCL1_ERROR_HALT_DISABLE", 15>, Field<"SURFSYNC_CNTX_RDADDR", 18, 16>,
        Bit<"CPG_DATA_POISONING_INT_DISABLE", 19>, Bit<"PRIV_VIOLATION_WRITE_DISABLE", 20>,
        Bit<"INTERRUPT_DISABLE", 22>, Bit<"PREDICATE_DISABLE", 23>, Bit<"UNDERFLOW_BUSY_DISABLE", 24>,
        Bit<"OVERFLOW_BUSY_DISABLE", 25>, Bit<"EVENT_FILT_DISABLE", 26>, Bit<"CPG_TC_ONE_CYCLE_WRITE_DISABLE", 28>,
        Bit<"CS_STATE_FILT_DISABLE", 29>, Bit<"CS_PIPELINE_RESET_DISABLE", 30>, Bit<"IB_PACKET_INJECTOR_DISABLE", 31>>>,
    Field<"PERFMON_RING_SEL", 1, 0>, Field<"DEBUG_BUS_SELECT_BITS", 7, 2>, Bit<"DEBUG_BUS_FLOP_EN", 8>,
    Bit<"CPG_REPEATER_FGCG_OVERRIDE", 9>, Bit<"PACKET_FILTER_DISABLE", 10>, Bit<"NOT_EOP_PREEMPT_DISABLE", 11>,
    Bit<"CPG_CHIU_RO_DISABLE", 12>, Bit<"CPG_GCR_CNTL_BYPASS", 13>, Bit<"CPG_RAM_CLK_GATING_DISABLE", 14>,
    Bit<"CPG_UTCL1_ERROR_HALT_DISABLE", 15>, Field<"SURFSYNC_CNTX_RDADDR", 18, 16>,
    Bit<"PRIV_VIOLATION_WRITE_DISABLE", 20>, Bit<"CPG_CHIU_GUS_DISABLE", 21>, Bit<"INTERRUPT_DISABLE", 22>,
    Bit<"PREDICATE_DISABLE", 23>, Bit<"UNDERFLOW_BUSY_DISABLE", 24>, Bit<"OVERFLOW_BUSY_DISABLE", 25>,
    Bit<"EVENT_FILT_DISABLE", 26>, Bit<"CPG_CHIU_MTYPE_OVERRIDE", 27>, Bit<"CPG_TC_ONE_CYCLE_WRITE_DISABLE", 28>,
    Bit<"CS_STATE_FILT_DISABLE", 29>, Bit<"CS_PIPELINE_RESET_DISABLE", 30>, Bit<"IB_PACKET_INJECTOR_DISABLE", 31>>;
using CpCpcDebug = Register<"CP_CPC_DEBUG",
    Gc<0, 0x1e21, Since<12, 0, 0, 0x1e21,
        Field<"PIPE_SELECT", 1, 0>, Bit<"ME_SELECT", 2>, Bit<"ADC_INTERLEAVE_DISABLE", 4>,
        Bit<"ENABLE_RSVD_DC_MODE", 12>, Bit<"ENABLE_CONF_CS_DIST", 13>, Bit<"DEBUG_BUS_FLOP_EN", 14>,
        Bit<"CPC_REPEATER_FGCG_OVERRIDE", 15>, Bit<"CPC_CHIU_NOALLOC_OVERRIDE", 16>, Bit<"CPC_GCR_CNTL_BYPASS", 17>,
        Bit<"CPC_RAM_CLK_GATING_DISABLE", 18>, Bit<"PRIV_VIOLATION_WRITE_DISABLE", 20>,
        Bit<"UCODE_ECC_ERROR_DISABLE", 21>, Bit<"INTERRUPT_DISABLE", 22>, Bit<"CPC_CHIU_RO_DISABLE", 23>,
        Bit<"UNDERFLOW_BUSY_DISABLE", 24>, Bit<"OVERFLOW_BUSY_DISABLE", 25>, Bit<"EVENT_FILT_DISABLE", 26>,
        Bit<"CPC_TC_ONE_CYCLE_WRITE_DISABLE", 28>, Bit<"CS_STATE_FILT_DISABLE", 29>, Bit<"ME2_UCODE_RAM_ENABLE", 31>>>,
    Field<"PIPE_SELECT", 1, 0>, Bit<"ME_SELECT", 2>, Bit<"ADC_INTERLEAVE_DISABLE", 4>, Bit<"DEBUG_BUS_FLOP_EN", 14>,
    Bit<"CPC_REPEATER_FGCG_OVERRIDE", 15>, Bit<"CPC_CHIU_NOALLOC_OVERRIDE", 16>, Bit<"CPC_GCR_CNTL_BYPASS", 17>,
    Bit<"CPC_RAM_CLK_GATING_DISABLE", 18>, Bit<"PRIV_VIOLATION_WRITE_DISABLE", 20>,
    Bit<"UCODE_ECC_ERROR_DISABLE", 21>, Bit<"INTERRUPT_DISABLE", 22>, Bit<"CPC_CHIU_RO_DISABLE", 23>,
    Bit<"UNDERFLOW_BUSY_DISABLE", 24>, Bit<"OVERFLOW_BUSY_DISABLE", 25>, Bit<"EVENT_FILT_DISABLE", 26>,
    Bit<"CPC_CHIU_GUS_DISABLE", 27>, Bit<"CPC_TC_ONE_CYCLE_WRITE_DISABLE", 28>, Bit<"CS_STATE_FILT_DISABLE", 29>,
    Bit<"CPC_CHIU_MTYPE_OVERRIDE", 30>, Bit<"ME2_UCODE_RAM_ENABLE", 31>>;
using CpSoftResetCntl = Register<"CP_SOFT_RESET_CNTL", Gc<0, 0x1f59>,
    Bit<"CMP_ONLY_SOFT_RESET", 0>, Bit<"GFX_ONLY_SOFT_RESET", 1>, Bit<"CMP_HQD_REG_RESET", 2>,
    Bit<"CMP_INTR_REG_RESET", 3>, Bit<"CMP_HQD_QUEUE_DOORBELL_RESET", 4>, Bit<"GFX_RB_DOORBELL_RESET", 5>,
    Bit<"GFX_INTR_REG_RESET", 6>, Bit<"GFX_HQD_REG_RESET", 7>>;
using CpVmidReset = Register<"CP_VMID_RESET", Gc<0, 0x1e53>,
    Field<"RESET_REQUEST", 15, 0>, Field<"PIPE0_QUEUES", 23, 16>, Field<"PIPE1_QUEUES", 31, 24>>;
using CpVmidPreempt = Register<"CP_VMID_PREEMPT", Gc<0, 0x1e56>,
    Field<"PREEMPT_REQUEST", 15, 0>, Field<"VIRT_COMMAND", 19, 16>>;
using CpVmid = Register<"CP_VMID", Gc<1, 0xda, Gone<12, 0>>, Field<"VMID", 3, 0>>;
using CpIqWaitTime1 = Register<"CP_IQ_WAIT_TIME1", Gc<0, 0x1e4f>,
    Field<"IB_OFFLOAD", 7, 0>, Field<"ATOMIC_OFFLOAD", 15, 8>, Field<"WRM_OFFLOAD", 23, 16>, Field<"GWS", 31, 24>>;
using CpIqWaitTime2 = Register<"CP_IQ_WAIT_TIME2",
    Gc<0, 0x1e50, Since<12, 0, 0, 0x1e50,
        Field<"QUE_SLEEP", 7, 0>, Field<"SCH_WAVE", 15, 8>, Field<"DEQ_RETRY", 31, 24>>>,
    Field<"QUE_SLEEP", 7, 0>, Field<"SCH_WAVE", 15, 8>, Field<"SEM_REARM", 23, 16>, Field<"DEQ_RETRY", 31, 24>>;
using CpIqWaitTime3 = Register<"CP_IQ_WAIT_TIME3", Gc<0, 0x1e6a>, Field<"SUSPEND_QUE", 7, 0>>;
using CpEopqWaitTime = Register<"CP_EOPQ_WAIT_TIME", Gc<0, 0x1dd5>,
    Field<"WAIT_TIME", 9, 0>, Field<"SCALE_COUNT", 17, 10>>;
using CpPwrCntl = Register<"CP_PWR_CNTL", Gc<0, 0x1e18>,
    Bit<"GFX_CLK_HALT_ME0_PIPE0", 0>, Bit<"GFX_CLK_HALT_ME0_PIPE1", 1>, Bit<"CMP_CLK_HALT_ME1_PIPE0", 8>,
    Bit<"CMP_CLK_HALT_ME1_PIPE1", 9>, Bit<"CMP_CLK_HALT_ME1_PIPE2", 10>, Bit<"CMP_CLK_HALT_ME1_PIPE3", 11>,
    Bit<"CMP_CLK_HALT_ME2_PIPE0", 16>, Bit<"CMP_CLK_HALT_ME2_PIPE1", 17>, Bit<"CMP_CLK_HALT_ME2_PIPE2", 18>,
    Bit<"CMP_CLK_HALT_ME2_PIPE3", 19>, Bit<"CMP_CLK_HALT_ME3_PIPE0", 20>, Bit<"CMP_CLK_HALT_ME3_PIPE1", 21>,
    Bit<"CMP_CLK_HALT_ME3_PIPE2", 22>, Bit<"CMP_CLK_HALT_ME3_PIPE3", 23>>;
using CpMecCntl = Register<"CP_MEC_CNTL",
    Gc<1, 0x802, Since<12, 0, 1, 0x802,
        Bit<"MEC_ME1_PIPE0_RESET", 16>, Bit<"MEC_ME1_PIPE1_RESET", 17>, Bit<"MEC_INVALIDATE_ICACHE", 27>,
        Bit<"MEC_ME1_HALT", 30>, Bit<"MEC_ME1_STEP", 31>>>,
    Bit<"MEC_ME1_PIPE0_RESET", 16>, Bit<"MEC_ME1_PIPE1_RESET", 17>, Bit<"MEC_ME1_PIPE2_RESET", 18>,
    Bit<"MEC_ME1_PIPE3_RESET", 19>, Bit<"MEC_ME2_PIPE0_RESET", 20>, Bit<"MEC_ME2_PIPE1_RESET", 21>,
    Bit<"MEC_ME2_PIPE2_RESET", 22>, Bit<"MEC_ME2_PIPE3_RESET", 23>, Bit<"MEC_INVALIDATE_ICACHE", 27>,
    Bit<"MEC_ME2_HALT", 28>, Bit<"MEC_ME2_STEP", 29>, Bit<"MEC_ME1_HALT", 30>, Bit<"MEC_ME1_STEP", 31>>;
using CpMeCntl = Register<"CP_ME_CNTL", Gc<1, 0x803>,
    Bit<"CE_INVALIDATE_ICACHE", 4>, Bit<"PFP_INVALIDATE_ICACHE", 6>, Bit<"ME_INVALIDATE_ICACHE", 8>,
    Bit<"PFP_PIPE0_DISABLE", 12>, Bit<"PFP_PIPE1_DISABLE", 13>, Bit<"ME_PIPE0_DISABLE", 14>,
    Bit<"ME_PIPE1_DISABLE", 15>, Bit<"CE_PIPE0_RESET", 16>, Bit<"CE_PIPE1_RESET", 17>, Bit<"PFP_PIPE0_RESET", 18>,
    Bit<"PFP_PIPE1_RESET", 19>, Bit<"ME_PIPE0_RESET", 20>, Bit<"ME_PIPE1_RESET", 21>, Bit<"CE_HALT", 24>,
    Bit<"CE_STEP", 25>, Bit<"PFP_HALT", 26>, Bit<"PFP_STEP", 27>, Bit<"ME_HALT", 28>, Bit<"ME_STEP", 29>>;
using CpfGcrCntl = Register<"CPF_GCR_CNTL", Gc<0, 0x1f53>, Field<"GCR_GL_CMD", 18, 0>>;
using CpgPspDebug = Register<"CPG_PSP_DEBUG",
    Gc<1, 0x5c10, Since<12, 0, 1, 0x5c10,
        Field<"PRIV_VIOLATION_CNTL", 1, 0>, Bit<"VMID_VIOLATION_CNTL", 2>, Bit<"GPA_OVERRIDE", 3>,
        Bit<"UCODE_VF_OVERRIDE", 4>, Bit<"SECURE_REG_OVERRIDE", 6>>>,
    Field<"PRIV_VIOLATION_CNTL", 1, 0>, Bit<"VMID_VIOLATION_CNTL", 2>, Bit<"GPA_OVERRIDE", 3>,
    Bit<"UCODE_VF_OVERRIDE", 4>, Bit<"MTYPE_TMZ_OVERRIDE", 5>, Bit<"SECURE_REG_OVERRIDE", 6>>;
using CpcPspDebug = Register<"CPC_PSP_DEBUG",
    Gc<1, 0x5c11, Since<12, 0, 1, 0x5c11,
        Field<"PRIV_VIOLATION_CNTL", 1, 0>, Bit<"GPA_OVERRIDE", 3>, Bit<"UCODE_VF_OVERRIDE", 4>,
        Bit<"SECURE_REG_OVERRIDE", 6>>>,
    Field<"PRIV_VIOLATION_CNTL", 1, 0>, Bit<"GPA_OVERRIDE", 3>, Bit<"UCODE_VF_OVERRIDE", 4>,
    Bit<"MTYPE_TMZ_OVERRIDE", 5>, Bit<"SECURE_REG_OVERRIDE", 6>>;
using CpWaitRegMemTimeout = Register<"CP_WAIT_REG_MEM_TIMEOUT", Gc<1, 0x2074>, Field<"WAIT_REG_MEM_TIMEOUT", 31, 0>>;
using CpgUtcl1Cntl = Register<"CPG_UTCL1_CNTL",
    Gc<0, 0x1ddc, Since<12, 0, 0, 0x1ddc,
        Field<"XNACK_REDO_TIMER_CNT", 19, 0>, Bit<"VMID_RESET_MODE", 23>, Bit<"DROP_MODE", 24>, Bit<"INVALIDATE", 26>,
        Bit<"FRAG_LIMIT_MODE", 27>, Bit<"FORCE_SNOOP", 28>, Bit<"IGNORE_PTE_PERMISSION", 29>>>,
    Field<"XNACK_REDO_TIMER_CNT", 19, 0>, Bit<"VMID_RESET_MODE", 23>, Bit<"DROP_MODE", 24>, Bit<"INVALIDATE", 26>,
    Bit<"FRAG_LIMIT_MODE", 27>, Bit<"FORCE_SNOOP", 28>, Bit<"IGNORE_PTE_PERMISSION", 29>,
    Bit<"MTYPE_NO_PTE_MODE", 30>>;
using CpcUtcl1Cntl = Register<"CPC_UTCL1_CNTL",
    Gc<0, 0x1ddd, Since<12, 0, 0, 0x1ddd,
        Field<"XNACK_REDO_TIMER_CNT", 19, 0>, Bit<"DROP_MODE", 24>, Bit<"INVALIDATE", 26>, Bit<"FRAG_LIMIT_MODE", 27>,
        Bit<"FORCE_SNOOP", 28>, Bit<"IGNORE_PTE_PERMISSION", 29>>>,
    Field<"XNACK_REDO_TIMER_CNT", 19, 0>, Bit<"DROP_MODE", 24>, Bit<"INVALIDATE", 26>, Bit<"FRAG_LIMIT_MODE", 27>,
    Bit<"FORCE_SNOOP", 28>, Bit<"IGNORE_PTE_PERMISSION", 29>, Bit<"MTYPE_NO_PTE_MODE", 30>>;
using CpfUtcl1Cntl = Register<"CPF_UTCL1_CNTL",
    Gc<0, 0x1dde, Since<12, 0, 0, 0x1dde,
        Field<"XNACK_REDO_TIMER_CNT", 19, 0>, Bit<"VMID_RESET_MODE", 23>, Bit<"DROP_MODE", 24>, Bit<"INVALIDATE", 26>,
        Bit<"FRAG_LIMIT_MODE", 27>, Bit<"FORCE_SNOOP", 28>, Bit<"IGNORE_PTE_PERMISSION", 29>, Bit<"FORCE_NO_EXE", 31>>>,
    Field<"XNACK_REDO_TIMER_CNT", 19, 0>, Bit<"VMID_RESET_MODE", 23>, Bit<"DROP_MODE", 24>, Bit<"INVALIDATE", 26>,
    Bit<"FRAG_LIMIT_MODE", 27>, Bit<"FORCE_SNOOP", 28>, Bit<"IGNORE_PTE_PERMISSION", 29>,
    Bit<"MTYPE_NO_PTE_MODE", 30>, Bit<"FORCE_NO_EXE", 31>>;
using CpcUtcl1Status = Register<"CPC_UTCL1_STATUS", Gc<0, 0x1f55>,
    Bit<"FAULT_DETECTED", 0>, Bit<"RETRY_DETECTED", 1>, Bit<"PRT_DETECTED", 2>, Field<"FAULT_UTCL1ID", 13, 8>,
    Field<"RETRY_UTCL1ID", 21, 16>, Field<"PRT_UTCL1ID", 29, 24>>;
using CpcUtcl1Error = Register<"CPC_UTCL1_ERROR", Gc<0, 0x1dff>, Bit<"ERROR_DETECTED_HALT", 0>>;
using CpCpcMgcgSyncCntl = Register<"CP_CPC_MGCG_SYNC_CNTL", Gc<0, 0x1dd6>,
    Field<"COOLDOWN_PERIOD", 7, 0>, Field<"WARMUP_PERIOD", 15, 8>>;
using CpGpuTimestampOffsetLo = Register<"CP_GPU_TIMESTAMP_OFFSET_LO", Gc<0, 0x1f4c>, Field<"OFFSET_LO", 31, 0>>;
using CpGpuTimestampOffsetHi = Register<"CP_GPU_TIMESTAMP_OFFSET_HI", Gc<0, 0x1f4d>, Field<"OFFSET_HI", 31, 0>>;
using CpCpcScratchIndex = Register<"CP_CPC_SCRATCH_INDEX", Gc<0, 0xe30>,
    Field<"SCRATCH_INDEX", 8, 0>, Bit<"SCRATCH_INDEX_64BIT_MODE", 31>>;
using CpCpcScratchData = Register<"CP_CPC_SCRATCH_DATA", Gc<0, 0xe31>, Field<"SCRATCH_DATA", 31, 0>>;

// Cache coherency by register
using CpMeCoherCntl = Register<"CP_ME_COHER_CNTL", Gc<1, 0x20fe>,
    Bit<"DEST_BASE_0_ENA", 0>, Bit<"DEST_BASE_1_ENA", 1>, Bit<"CB0_DEST_BASE_ENA", 6>, Bit<"CB1_DEST_BASE_ENA", 7>,
    Bit<"CB2_DEST_BASE_ENA", 8>, Bit<"CB3_DEST_BASE_ENA", 9>, Bit<"CB4_DEST_BASE_ENA", 10>,
    Bit<"CB5_DEST_BASE_ENA", 11>, Bit<"CB6_DEST_BASE_ENA", 12>, Bit<"CB7_DEST_BASE_ENA", 13>,
    Bit<"DB_DEST_BASE_ENA", 14>, Bit<"DEST_BASE_2_ENA", 19>, Bit<"DEST_BASE_3_ENA", 21>>;
using CpMeCoherSize = Register<"CP_ME_COHER_SIZE", Gc<1, 0x20ff>, Field<"COHER_SIZE_256B", 31, 0>>;
using CpMeCoherSizeHi = Register<"CP_ME_COHER_SIZE_HI", Gc<1, 0x2100>, Field<"COHER_SIZE_HI_256B", 7, 0>>;
using CpMeCoherBase = Register<"CP_ME_COHER_BASE", Gc<1, 0x2101>, Field<"COHER_BASE_256B", 31, 0>>;
using CpMeCoherBaseHi = Register<"CP_ME_COHER_BASE_HI", Gc<1, 0x2102>, Field<"COHER_BASE_HI_256B", 7, 0>>;
using CpMeCoherStatus = Register<"CP_ME_COHER_STATUS", Gc<1, 0x2103>,
    Field<"MATCHING_GFX_CNTX", 7, 0>, Bit<"STATUS", 31>>;

using CpRegisters = RegisterList<
    CpStat, CpBusyStat, CpStalledStat1, CpStalledStat2, CpStalledStat3, CpCpcStatus, CpCpcBusyStat, CpCpcBusyStat2,
    CpCpcStalledStat1, CpCpfStatus, CpCpfBusyStat, CpCpfBusyStat2, CpCpfStalledStat1, CpMeHeaderDump,
    CpMecMe1HeaderDump, CpMecMe2HeaderDump, CpMec1InstrPntr, CpMeInstrPntr, CpPfpInstrPntr, CpFatalError, CpGfxError,
    CpPqStatus, CpPrivViolationAddr, CpCpcPrivViolationAddr, CpIntCntl, CpIntStatus, CpIntCntlRing0, CpIntCntlRing1,
    CpIntStatusRing0, CpIntStatusRing1, CpMe1PipeIntCntl, CpMe2PipeIntCntl, CpMe1PipeIntStatus, CpcIntCntl,
    CpcIntStatus, CpcIntInfo, CpcIntAddr, CpcIntPasid, CpcIntCntxId, CpMecDoorbellRangeLower, CpMecDoorbellRangeUpper,
    CpRbDoorbellRangeLower, CpRbDoorbellRangeUpper, CpRbWptrPollCntl, CpPqWptrPollCntl, CpPqWptrPollCntl1,
    CpRbWptrDelay, CpDeviceId, CpMaxContext, CpDebug, CpCpcDebug, CpSoftResetCntl, CpVmidReset, CpVmidPreempt, CpVmid,
    CpIqWaitTime1, CpIqWaitTime2, CpIqWaitTime3, CpEopqWaitTime, CpPwrCntl, CpMecCntl, CpMeCntl, CpfGcrCntl,
    CpgPspDebug, CpcPspDebug, CpWaitRegMemTimeout, CpgUtcl1Cntl, CpcUtcl1Cntl, CpfUtcl1Cntl, CpcUtcl1Status,
    CpcUtcl1Error, CpCpcMgcgSyncCntl, CpGpuTimestampOffsetLo, CpGpuTimestampOffsetHi, CpCpcScratchIndex,
    CpCpcScratchData, CpMeCoherCntl, CpMeCoherSize, CpMeCoherSizeHi, CpMeCoherBase, CpMeCoherBaseHi, CpMeCoherStatus>;
// clang-format on

}  // namespace egpulab::regs::amd

// Shader state beyond a dispatch: SH_MEM, SPI, SQ, caches, GDS.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// drivers/gpu/drm/amd/include/soc21_enum.h
enum class ShMemAddressMode : u32 { bits64 = 0, bits32 = 1 };
enum class ShMemAlignmentMode : u32 { dword = 0, dword_strict = 1, strict = 2, unaligned = 3 };
constexpr std::string_view to_string(ShMemAddressMode m) { return m == ShMemAddressMode::bits64 ? "64" : "32"; }
constexpr std::string_view to_string(ShMemAlignmentMode m) {
  constexpr std::string_view names[] = {"dword", "dword_strict", "strict", "unaligned"};
  return names[static_cast<u32>(m) & 3];
}

// clang-format off
// Apertures and addressing
// Addressing of shaders per VMID; banked by GRBM_GFX_CNTL.
using ShMemConfig = Register<"SH_MEM_CONFIG",
    Gc<1, 0x9e4, Since<12, 0, 1, 0x9e4,
        Field<"ADDRESS_MODE", 0, 0, ShMemAddressMode>, Field<"ALIGNMENT_MODE", 3, 2, ShMemAlignmentMode>,
        Bit<"F8_MODE", 8>, Field<"INITIAL_INST_PREFETCH", 15, 14>, Bit<"ICACHE_USE_GL1", 18>>>,
    Field<"ADDRESS_MODE", 0, 0, ShMemAddressMode>, Field<"ALIGNMENT_MODE", 3, 2, ShMemAlignmentMode>,
    Field<"INITIAL_INST_PREFETCH", 15, 14>, Bit<"ICACHE_USE_GL1", 18>>;
// Bits 63:48 of the private (scratch) and shared (LDS) apertures of flat addresses, per VMID.
using ShMemBases = Register<"SH_MEM_BASES", Gc<1, 0x9e3>, Field<"PRIVATE_BASE", 15, 0>, Field<"SHARED_BASE", 31, 16>>;

// SPI: wave launch
// 1 kills the waves of the selected queue.
using SpiComputeQueueReset = Register<"SPI_COMPUTE_QUEUE_RESET", Gc<0, 0x1f73>, Bit<"RESET", 0>>;
using SpiComputeWfCtxSave = Register<"SPI_COMPUTE_WF_CTX_SAVE",
    Gc<0, 0x1f74, Since<12, 0, 0, 0x1f74,
        Bit<"INITIATE", 0>, Bit<"DONE_INTERRUPT_EN", 2>, Bit<"SAVE_BUSY", 31>>>,
    Bit<"INITIATE", 0>, Bit<"GDS_INTERRUPT_EN", 1>, Bit<"DONE_INTERRUPT_EN", 2>, Bit<"GDS_REQ_BUSY", 30>,
    Bit<"SAVE_BUSY", 31>>;
using SpiComputeWfCtxSaveStatus = Register<"SPI_COMPUTE_WF_CTX_SAVE_STATUS", Gc<1, 0x194e>,
    Bit<"PIPE0_QUEUE0_SAVE_BUSY", 0>, Bit<"PIPE0_QUEUE1_SAVE_BUSY", 1>, Bit<"PIPE0_QUEUE2_SAVE_BUSY", 2>,
    Bit<"PIPE0_QUEUE3_SAVE_BUSY", 3>, Bit<"PIPE0_QUEUE4_SAVE_BUSY", 4>, Bit<"PIPE0_QUEUE5_SAVE_BUSY", 5>,
    Bit<"PIPE0_QUEUE6_SAVE_BUSY", 6>, Bit<"PIPE0_QUEUE7_SAVE_BUSY", 7>, Bit<"PIPE1_QUEUE0_SAVE_BUSY", 8>,
    Bit<"PIPE1_QUEUE1_SAVE_BUSY", 9>, Bit<"PIPE1_QUEUE2_SAVE_BUSY", 10>, Bit<"PIPE1_QUEUE3_SAVE_BUSY", 11>,
    Bit<"PIPE1_QUEUE4_SAVE_BUSY", 12>, Bit<"PIPE1_QUEUE5_SAVE_BUSY", 13>, Bit<"PIPE1_QUEUE6_SAVE_BUSY", 14>,
    Bit<"PIPE1_QUEUE7_SAVE_BUSY", 15>, Bit<"PIPE2_QUEUE0_SAVE_BUSY", 16>, Bit<"PIPE2_QUEUE1_SAVE_BUSY", 17>,
    Bit<"PIPE2_QUEUE2_SAVE_BUSY", 18>, Bit<"PIPE2_QUEUE3_SAVE_BUSY", 19>, Bit<"PIPE2_QUEUE4_SAVE_BUSY", 20>,
    Bit<"PIPE2_QUEUE5_SAVE_BUSY", 21>, Bit<"PIPE2_QUEUE6_SAVE_BUSY", 22>, Bit<"PIPE2_QUEUE7_SAVE_BUSY", 23>,
    Bit<"PIPE3_QUEUE0_SAVE_BUSY", 24>, Bit<"PIPE3_QUEUE1_SAVE_BUSY", 25>, Bit<"PIPE3_QUEUE2_SAVE_BUSY", 26>,
    Bit<"PIPE3_QUEUE3_SAVE_BUSY", 27>, Bit<"PIPE3_QUEUE4_SAVE_BUSY", 28>, Bit<"PIPE3_QUEUE5_SAVE_BUSY", 29>,
    Bit<"PIPE3_QUEUE6_SAVE_BUSY", 30>, Bit<"PIPE3_QUEUE7_SAVE_BUSY", 31>>;
using SpiGdbgPerVmidCntl = Register<"SPI_GDBG_PER_VMID_CNTL", Gc<0, 0x1f72>,
    Bit<"STALL_VMID", 0>, Field<"LAUNCH_MODE", 2, 1>, Bit<"TRAP_EN", 3>, Field<"EXCP_EN", 12, 4>,
    Bit<"EXCP_REPLACE", 13>, Bit<"TRAP_ON_START", 14>,
    Bit<"TRAP_ON_END", 15>>;
using SpiGdbgWaveCntl = Register<"SPI_GDBG_WAVE_CNTL",
    Gc<1, 0x1943, Since<12, 0, 1, 0x1943,
        Bit<"STALL_RA", 0>, Bit<"STALL_LAUNCH", 1>, Bit<"STALL_STATUS", 2>>>,
    Bit<"STALL_RA", 0>, Bit<"STALL_LAUNCH", 1>>;
using SpiGdbgTrapConfig = Register<"SPI_GDBG_TRAP_CONFIG", Gc<1, 0x1944>,
    Field<"PIPE0_EN", 7, 0>, Field<"PIPE1_EN", 15, 8>, Field<"PIPE2_EN", 23, 16>, Field<"PIPE3_EN", 31, 24>>;
using SpiGdbgWaveCntl3 = Register<"SPI_GDBG_WAVE_CNTL3", Gc<1, 0x1945>,
    Bit<"STALL_PS", 0>, Bit<"STALL_GS", 2>, Bit<"STALL_HS", 3>, Bit<"STALL_CSG", 4>, Bit<"STALL_CS0", 5>,
    Bit<"STALL_CS1", 6>, Bit<"STALL_CS2", 7>, Bit<"STALL_CS3", 8>, Bit<"STALL_CS4", 9>, Bit<"STALL_CS5", 10>,
    Bit<"STALL_CS6", 11>, Bit<"STALL_CS7", 12>, Field<"STALL_DURATION", 27, 13>, Bit<"STALL_MULT", 28>>;
using SpiConfigCntl = Register<"SPI_CONFIG_CNTL", Gc<1, 0x2440>,
    Field<"GPR_WRITE_PRIORITY", 20, 0>, Field<"EXP_PRIORITY_ORDER", 23, 21>, Bit<"ENABLE_SQG_TOP_EVENTS", 24>,
    Bit<"ENABLE_SQG_BOP_EVENTS", 25>, Bit<"ALLOC_ARB_LRU_ENA", 28>, Bit<"EXP_ARB_LRU_ENA", 29>,
    Field<"PS_PKR_PRIORITY_CNTL", 31, 30>>;
using SpiConfigCntl1 = Register<"SPI_CONFIG_CNTL_1", Gc<1, 0x2441>,
    Field<"VTX_DONE_DELAY", 3, 0>, Bit<"INTERP_ONE_PRIM_PER_ROW", 4>, Field<"PC_LIMIT_ENABLE", 6, 5>,
    Bit<"PC_LIMIT_STRICT", 7>, Bit<"PS_GROUP_TIMEOUT_MODE", 8>, Bit<"OREO_EXPALLOC_STALL", 9>,
    Field<"LBPW_CU_CHK_CNT", 13, 10>, Bit<"CSC_PWR_SAVE_DISABLE", 14>, Bit<"CSG_PWR_SAVE_DISABLE", 15>,
    Field<"MAX_VTX_SYNC_CNT", 20, 16>, Bit<"EN_USER_ACCUM", 21>, Bit<"SA_SCREEN_MAP", 22>,
    Field<"PS_GROUP_TIMEOUT", 31, 23>>;
using SpiConfigCntl2 = Register<"SPI_CONFIG_CNTL_2",
    Gc<1, 0x2442, Since<12, 0, 1, 0x2442,
        Field<"CONTEXT_SAVE_WAIT_GDS_REQUEST_CYCLE_OVHD", 3, 0>, Field<"CONTEXT_SAVE_WAIT_GDS_GRANT_CYCLE_OVHD", 7, 4>,
        Bit<"PWS_CSG_WAIT_DISABLE", 8>, Bit<"PWS_HS_WAIT_DISABLE", 9>, Bit<"PWS_GS_WAIT_DISABLE", 10>,
        Bit<"PWS_PS_WAIT_DISABLE", 11>, Field<"CSC_HALT_ACK_DELAY", 16, 12>, Field<"SPP_TIMEOUT_CTR", 20, 17>,
        Bit<"PC_CONTEXT_DONE_SYNC_ENABLE", 21>>>,
    Field<"CONTEXT_SAVE_WAIT_GDS_REQUEST_CYCLE_OVHD", 3, 0>, Field<"CONTEXT_SAVE_WAIT_GDS_GRANT_CYCLE_OVHD", 7, 4>,
    Bit<"PWS_CSG_WAIT_DISABLE", 8>, Bit<"PWS_HS_WAIT_DISABLE", 9>, Bit<"PWS_GS_WAIT_DISABLE", 10>,
    Bit<"PWS_PS_WAIT_DISABLE", 11>, Field<"CSC_HALT_ACK_DELAY", 16, 12>>;
using SpiArbPriority = Register<"SPI_ARB_PRIORITY", Gc<0, 0x1f60>,
    Field<"PIPE_ORDER_TS0", 2, 0>, Field<"PIPE_ORDER_TS1", 5, 3>, Field<"PIPE_ORDER_TS2", 8, 6>,
    Field<"PIPE_ORDER_TS3", 11, 9>, Field<"TS0_DUR_MULT", 13, 12>, Field<"TS1_DUR_MULT", 15, 14>,
    Field<"TS2_DUR_MULT", 17, 16>, Field<"TS3_DUR_MULT", 19, 18>>;
using SpiArbCycles0 = Register<"SPI_ARB_CYCLES_0", Gc<0, 0x1f61>,
    Field<"TS0_DURATION", 15, 0>, Field<"TS1_DURATION", 31, 16>>;
using SpiArbCycles1 = Register<"SPI_ARB_CYCLES_1", Gc<0, 0x1f62>,
    Field<"TS2_DURATION", 15, 0>, Field<"TS3_DURATION", 31, 16>>;
using SpiResourceReserveCu = RegisterArray<"SPI_RESOURCE_RESERVE_CU_#", Gc<1, 0x1c00>, Repeat<16, 0x4>,
    Field<"VGPR", 3, 0>, Field<"SGPR", 7, 4>, Field<"LDS", 11, 8>, Field<"WAVES", 14, 12>, Field<"BARRIERS", 18, 15>>;
using SpiResourceReserveEnCu = RegisterArray<"SPI_RESOURCE_RESERVE_EN_CU_#", Gc<1, 0x1c10>, Repeat<16, 0x4>,
    Bit<"EN", 0>, Field<"TYPE_MASK", 15, 1>, Field<"QUEUE_MASK", 23, 16>>;
using SpiWclPipePercentGfx = Register<"SPI_WCL_PIPE_PERCENT_GFX", Gc<0, 0x1f67>,
    Field<"VALUE", 6, 0>, Field<"HS_GRP_VALUE", 16, 12>, Field<"GS_GRP_VALUE", 26, 22>>;
using SpiWclPipePercentHp3d = Register<"SPI_WCL_PIPE_PERCENT_HP3D", Gc<0, 0x1f68>,
    Field<"VALUE", 6, 0>, Field<"HS_GRP_VALUE", 16, 12>, Field<"GS_GRP_VALUE", 26, 22>>;
using SpiWclPipePercentCs0 = Register<"SPI_WCL_PIPE_PERCENT_CS0", Gc<0, 0x1f69>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs1 = Register<"SPI_WCL_PIPE_PERCENT_CS1", Gc<0, 0x1f6a>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs2 = Register<"SPI_WCL_PIPE_PERCENT_CS2", Gc<0, 0x1f6b>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs3 = Register<"SPI_WCL_PIPE_PERCENT_CS3", Gc<0, 0x1f6c>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs4 = Register<"SPI_WCL_PIPE_PERCENT_CS4", Gc<0, 0x1f6d>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs5 = Register<"SPI_WCL_PIPE_PERCENT_CS5", Gc<0, 0x1f6e>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs6 = Register<"SPI_WCL_PIPE_PERCENT_CS6", Gc<0, 0x1f6f>, Field<"VALUE", 6, 0>>;
using SpiWclPipePercentCs7 = Register<"SPI_WCL_PIPE_PERCENT_CS7", Gc<0, 0x1f70>, Field<"VALUE", 6, 0>>;
using SpiCsqWfActiveStatus = Register<"SPI_CSQ_WF_ACTIVE_STATUS", Gc<0, 0x127b>, Field<"ACTIVE", 31, 0>>;
using SpiCsqWfActiveCount = RegisterArray<"SPI_CSQ_WF_ACTIVE_COUNT_#", Gc<0, 0x127c>, Repeat<4, 0x4>,
    Field<"COUNT", 10, 0>, Field<"EVENTS", 26, 16>>;

// SQ: the shader sequencer
using SqConfig = Register<"SQ_CONFIG",
    Gc<0, 0x10a0, Since<12, 0, 0, 0x10a0,
        Field<"ECO_SPARE", 7, 0>, Bit<"NEW_TRANS_ARB_SCHEME", 8>, Bit<"DISABLE_VMEM_EXEC_ZERO_SKIP", 9>,
        Bit<"DISABLE_SGPR_RD_KILL", 10>, Bit<"ENABLE_HIPRIO_ON_EXP_RDY_GS", 18>,
        Field<"PRIO_VAL_ON_EXP_RDY_GS", 20, 19>, Field<"WCLK_HYSTERESIS_CNT", 22, 21>,
        Bit<"DISABLE_ILLEGAL_OPCODE_DETECTION", 23>, Bit<"DISABLE_ILLEGAL_TO_NOP_DETECTION", 24>,
        Bit<"DISABLE_ILLEGAL_EXPORT_DETECTION", 25>, Bit<"DISABLE_ILLEGAL_CLAUSE_DETECTION", 26>,
        Bit<"DISABLE_END_CLAUSE_TX", 27>, Bit<"DISABLE_SP_SINGLE_ISSUE_WAVE64_TRANS", 30>,
        Bit<"DISABLE_ISC_PREFETCH_LIMITER", 31>>>,
    Field<"ECO_SPARE", 7, 0>, Bit<"NEW_TRANS_ARB_SCHEME", 8>, Bit<"DISABLE_VMEM_EXEC_ZERO_SKIP", 9>,
    Bit<"ENABLE_HIPRIO_ON_EXP_RDY_GS", 18>, Field<"PRIO_VAL_ON_EXP_RDY_GS", 20, 19>,
    Bit<"DISABLE_END_CLAUSE_TX", 27>>;
using SqcConfig = Register<"SQC_CONFIG",
    Gc<0, 0x10a1, Since<12, 0, 0, 0x10a1,
        Field<"INST_CACHE_SIZE", 1, 0>, Field<"DATA_CACHE_SIZE", 3, 2>, Field<"MISS_FIFO_DEPTH", 5, 4>,
        Bit<"HIT_FIFO_DEPTH", 6>, Bit<"FORCE_ALWAYS_MISS", 7>, Bit<"FORCE_IN_ORDER", 8>,
        Bit<"PER_VMID_INV_DISABLE", 9>, Field<"EVICT_LRU", 11, 10>, Bit<"FORCE_2_BANK", 12>, Bit<"FORCE_1_BANK", 13>,
        Field<"LS_DISABLE_CLOCKS", 21, 14>, Bit<"CACHE_CTRL_GCR_FIX_DISABLE", 22>,
        Field<"CACHE_CTRL_ALMOST_MAX_INFLIGHT_CONFIG", 25, 23>, Bit<"GCR_PREFETCH_COLLISION_FIX_DISABLE", 26>,
        Bit<"EXEC_POP_CNT_25PCT", 27>, Bit<"SQC_SQ_INV_REG_GCR_SEL", 28>, Field<"SPARE", 31, 29>>>,
    Field<"INST_CACHE_SIZE", 1, 0>, Field<"DATA_CACHE_SIZE", 3, 2>, Field<"MISS_FIFO_DEPTH", 5, 4>,
    Bit<"HIT_FIFO_DEPTH", 6>, Bit<"FORCE_ALWAYS_MISS", 7>, Bit<"FORCE_IN_ORDER", 8>, Bit<"PER_VMID_INV_DISABLE", 9>,
    Field<"EVICT_LRU", 11, 10>, Bit<"FORCE_2_BANK", 12>, Bit<"FORCE_1_BANK", 13>, Field<"LS_DISABLE_CLOCKS", 21, 14>,
    Bit<"CACHE_CTRL_GCR_FIX_DISABLE", 22>, Field<"CACHE_CTRL_ALMOST_MAX_INFLIGHT_CONFIG", 25, 23>,
    Field<"SPARE", 31, 26>>;
using SqgConfig = Register<"SQG_CONFIG",
    Gc<0, 0x10ba, Since<12, 0, 0, 0x10ba,
        Bit<"SQG_ICPFT_EN", 0>, Bit<"SQG_ICPFT_CLR", 1>, Field<"XNACK_INTR_MASK", 31, 16>>>,
    Field<"GL1H_PREFETCH_PAGE", 3, 0>, Bit<"SQG_ICPFT_EN", 13>, Bit<"SQG_ICPFT_CLR", 14>,
    Field<"XNACK_INTR_MASK", 31, 16>>;
using SqgStatus = Register<"SQG_STATUS",
    Gc<0, 0x10a4, Since<12, 0, 0, 0x10a4,
        ReadOnly<"REG_BUSY", 0>, ReadOnly<"POWEROFF_RESTORE", 1>>>,
    ReadOnly<"REG_BUSY", 0>>;
// Commands to waves: kill, trap, resume.
using SqCmd = Register<"SQ_CMD", Gc<0, 0x111b>,
    Field<"CMD", 3, 0>, Field<"MODE", 6, 4>, Bit<"CHECK_VMID", 7>, Field<"DATA", 11, 8>, Field<"WAVE_ID", 20, 16>,
    Field<"QUEUE_ID", 26, 24>, Field<"VM_ID", 31, 28>>;
using SqIndIndex = Register<"SQ_IND_INDEX", Gc<0, 0x1118>,
    Field<"WAVE_ID", 4, 0>, Field<"WORKITEM_ID", 10, 5>, Bit<"AUTO_INCR", 11>, Field<"INDEX", 31, 16>>;
using SqIndData = Register<"SQ_IND_DATA", Gc<0, 0x1119>, Field<"DATA", 31, 0>>;
using SqDebug = Register<"SQ_DEBUG",
    Gc<1, 0x9e5, Since<12, 0, 1, 0x9e5,
        Bit<"SINGLE_MEMOP", 0>, Bit<"SINGLE_ALU_OP", 1>, Bit<"WAIT_DEP_CTR_ZERO", 2>, Bit<"SU_VDST_WKILL_DIS", 3>,
        Bit<"ADDR_OUT_OF_RANGE_REPORTING", 4>>>,
    Bit<"SINGLE_MEMOP", 0>, Bit<"SINGLE_ALU_OP", 1>, Bit<"WAIT_DEP_CTR_ZERO", 2>>;
using SqDebugStsGlobal = Register<"SQ_DEBUG_STS_GLOBAL", Gc<1, 0x9e1>,
    Bit<"BUSY", 0>, Bit<"INTERRUPT_BUSY", 1>, Field<"WAVE_LEVEL_SA0", 15, 4>, Field<"WAVE_LEVEL_SA1", 27, 16>>;
using SqInterruptAutoMask = Register<"SQ_INTERRUPT_AUTO_MASK", Gc<0, 0x10be>, Field<"MASK", 23, 0>>;
using SqInterruptMsgCtrl = Register<"SQ_INTERRUPT_MSG_CTRL", Gc<0, 0x10bf>, Bit<"STALL", 0>>;
using SqWatchAddrH = RegisterArray<"SQ_WATCH#_ADDR_H", Gc<0, 0x10d0>, Repeat<4, 0xc>, Field<"ADDR", 15, 0>>;
using SqWatchAddrL = RegisterArray<"SQ_WATCH#_ADDR_L", Gc<0, 0x10d1>, Repeat<4, 0xc>, Field<"ADDR", 31, 6>>;
using SqWatchCntl = RegisterArray<"SQ_WATCH#_CNTL", Gc<0, 0x10d2>, Repeat<4, 0xc>,
    Field<"MASK", 23, 0>, Field<"VMID", 27, 24>, Bit<"VALID", 31>>;
using SqShaderTbaLo = Register<"SQ_SHADER_TBA_LO", Gc<1, 0x9e6>, Field<"ADDR_LO", 31, 0>>;
using SqShaderTbaHi = Register<"SQ_SHADER_TBA_HI", Gc<1, 0x9e7>, Field<"ADDR_HI", 7, 0>, Bit<"TRAP_EN", 31>>;
using SqShaderTmaLo = Register<"SQ_SHADER_TMA_LO", Gc<1, 0x9e8>, Field<"ADDR_LO", 31, 0>>;
using SqShaderTmaHi = Register<"SQ_SHADER_TMA_HI", Gc<1, 0x9e9>, Field<"ADDR_HI", 7, 0>>;
using SqcCaches = Register<"SQC_CACHES", Gc<1, 0x2348>,
    Bit<"TARGET_INST", 0>, Bit<"TARGET_DATA", 1>, Bit<"INVALIDATE", 2>, Bit<"COMPLETE", 16>>;
using SqArbConfig = Register<"SQ_ARB_CONFIG", Gc<0, 0x10ac>,
    Field<"WG_RR_INTERVAL", 1, 0>, Field<"FWD_PROG_INTERVAL", 5, 4>>;
using SqRuntimeConfig = Register<"SQ_RUNTIME_CONFIG", Gc<1, 0x9e0>, Bit<"UNUSED_REGISTER", 0>>;

// Caches and texture units
// Vector L1 cache control; the vendor publishes no fields for gfx11.
using TcpCntl = Register<"TCP_CNTL",
    Gc<1, 0x19a2, Since<12, 0, 1, 0x19a2,
        Bit<"FORCE_HIT", 0>, Bit<"FORCE_MISS", 1>, Field<"STORE_ATOMIC_COLLAPSE_CLAUSE_LIMIT", 4, 2>,
        Bit<"FLAT_BUF_CACHE_SWIZZLE", 5>, Bit<"TD_DATA_EN_OVERRIDE", 6>, Bit<"DISABLE_WRITE_COMBINING", 9>,
        Bit<"FORCE_SCOPE_EOW", 10>, Bit<"FORCE_TEMPORAL_EOW", 11>, Field<"FORCE_EOW_TOTAL_CNT", 20, 15>,
        Field<"FORCE_EOW_SET_CNT", 26, 22>, Bit<"DISABLE_FULL_CL_ACCESS", 27>, Bit<"DISABLE_Z_MAP", 28>,
        Bit<"ASTC_VE_MSB_TOLERANT", 31>>>>;
using TcpCntl2 = Register<"TCP_CNTL2",
    Gc<1, 0x19a3, Since<12, 0, 1, 0x19a3,
        Bit<"TCP_FMT_MGCG_DISABLE", 8>, Bit<"TCPF_LATENCY_BYPASS_DISABLE", 9>, Bit<"TCP_WRITE_DATA_MGCG_DISABLE", 10>,
        Bit<"TCP_INNER_BLOCK_MGCG_DISABLE", 11>, Bit<"TCP_ADRS_IMG_CALC_MGCG_DISABLE", 12>,
        Bit<"V64_COMBINE_ENABLE", 13>, Bit<"TAGRAM_ADDR_SWIZZLE_DISABLE", 14>, Bit<"POWER_OPT_DISABLE", 16>,
        Bit<"GCR_RSP_FGCG_DISABLE", 17>, Field<"PERF_EN_OVERRIDE", 19, 18>, Bit<"TCP_GL1_REQ_CLKEN_DISABLE", 22>,
        Bit<"TCP_GL1R_SRC_CLKEN_DISABLE", 23>, Bit<"TCP_FORCE_2X_TO_LOAD", 24>,
        Bit<"DISABLE_FLAT_BUF_DATARAM_SWIZZLE", 25>, Bit<"SPARE_BIT", 26>, Field<"TAGRAM_XY_BIAS_OVERRIDE", 28, 27>,
        Bit<"TCP_REQ_MGCG_DISABLE", 29>, Bit<"TCP_MISS_MGCG_DISABLE", 30>,
        Bit<"DISABLE_MIPMAP_PARAM_CALC_SELF_GATING", 31>>>,
    Field<"LS_DISABLE_CLOCKS", 7, 0>, Bit<"TCP_FMT_MGCG_DISABLE", 8>, Bit<"TCPF_LATENCY_BYPASS_DISABLE", 9>,
    Bit<"TCP_WRITE_DATA_MGCG_DISABLE", 10>, Bit<"TCP_INNER_BLOCK_MGCG_DISABLE", 11>,
    Bit<"TCP_ADRS_IMG_CALC_MGCG_DISABLE", 12>, Bit<"V64_COMBINE_ENABLE", 13>, Bit<"TAGRAM_ADDR_SWIZZLE_DISABLE", 14>,
    Bit<"RETURN_ORDER_OVERRIDE", 15>, Bit<"POWER_OPT_DISABLE", 16>, Bit<"GCR_RSP_FGCG_DISABLE", 17>,
    Field<"PERF_EN_OVERRIDE", 19, 18>, Bit<"TC_TD_RAM_CLKEN_DISABLE", 20>, Bit<"TC_TD_DATA_CLKEN_DISABLE", 21>,
    Bit<"TCP_GL1_REQ_CLKEN_DISABLE", 22>, Bit<"TCP_GL1R_SRC_CLKEN_DISABLE", 23>, Bit<"SPARE_BIT", 26>,
    Field<"TAGRAM_XY_BIAS_OVERRIDE", 28, 27>, Bit<"TCP_REQ_MGCG_DISABLE", 29>, Bit<"TCP_MISS_MGCG_DISABLE", 30>,
    Bit<"DISABLE_MIPMAP_PARAM_CALC_SELF_GATING", 31>>;
using TaCntlAux = Register<"TA_CNTL_AUX", Gc<0, 0x12e2>,
    Bit<"SCOAL_DSWIZZLE_N", 0>, Bit<"DEPTH_AS_PITCH_DIS", 1>, Bit<"CORNER_SAMPLES_MIN_DIM", 2>,
    Bit<"OVERRIDE_QUAD_MODE_DIS", 3>, Bit<"DERIV_ADJUST_DIS", 4>, Bit<"TFAULT_EN_OVERRIDE", 5>,
    Bit<"GATHERH_DST_SEL", 6>, Bit<"DISABLE_GATHER4_BC_SWIZZLE", 7>, Bit<"ANISO_MAG_STEP_CLAMP", 8>,
    Bit<"AUTO_ALIGN_FORMAT", 9>, Field<"ANISO_HALF_THRESH", 11, 10>, Bit<"ANISO_ERROR_FP_VBIAS", 12>,
    Bit<"ANISO_STEP_ORDER", 13>, Bit<"ANISO_STEP", 14>, Bit<"MINMAG_UNNORM", 15>, Bit<"ANISO_WEIGHT_MODE", 16>,
    Bit<"ANISO_RATIO_LUT", 17>, Bit<"ANISO_TAP", 18>, Bit<"DETERMINISM_RESERVED_DISABLE", 20>,
    Bit<"DETERMINISM_OPCODE_STRICT_DISABLE", 21>, Bit<"DETERMINISM_MISC_DISABLE", 22>,
    Bit<"DETERMINISM_SAMPLE_C_DFMT_DISABLE", 23>, Bit<"DETERMINISM_SAMPLER_MSAA_DISABLE", 24>,
    Bit<"DETERMINISM_WRITEOP_READFMT_DISABLE", 25>, Bit<"DETERMINISM_DFMT_NFMT_DISABLE", 26>,
    Bit<"CUBEMAP_SLICE_CLAMP", 28>, Bit<"TRUNC_SMALL_NEG", 29>, Field<"ARRAY_ROUND_MODE", 31, 30>>;
using TaCntl = Register<"TA_CNTL",
    Gc<0, 0x12e1, Since<12, 0, 0, 0x12e1,
        Bit<"TA_SQ_XNACK_FGCG_DISABLE", 0>, Bit<"TA_INPUT_RDATA_PER_BANK_FGCG_OVERRIDE", 2>,
        Bit<"TA_INPUT_CFIFO_VEC64_OPT_OVERRIDE", 3>, Field<"ALIGNER_CREDIT", 20, 16>, Field<"TD_FIFO_CREDIT", 31, 22>>>,
    Bit<"TA_SQ_XNACK_FGCG_DISABLE", 0>, Field<"ALIGNER_CREDIT", 20, 16>, Field<"TD_FIFO_CREDIT", 31, 22>>;
using TaCntl2 = Register<"TA_CNTL2",
    Gc<0, 0x12e5, Since<12, 0, 0, 0x12e5,
        Bit<"STORE_COMPONENT_MODE", 0>, Field<"MAX_RQ_ID", 6, 4>, Bit<"ELEMSIZE_HASH_DIS", 17>,
        Bit<"TRUNCATE_COORD_MODE", 18>, Bit<"ELIMINATE_UNLIT_QUAD_DIS", 19>, Field<"PRTPLUS_ACCUM_MODE", 21, 20>>>,
    Bit<"POINT_SAMPLE_ACCEL_DIS", 16>, Bit<"TRUNCATE_COORD_MODE", 18>, Bit<"ELIMINATE_UNLIT_QUAD_DIS", 19>>;
using Gl1cUtcl0Cntl1 = Register<"GL1C_UTCL0_CNTL1",
    Gc<1, 0x2d42, Since<12, 0, 1, 0x2d42,
        Bit<"FORCE_4K_L2_RESP", 0>, Bit<"GPUVM_64K_DEFAULT", 1>, Bit<"GPUVM_PERM_MODE", 2>, Field<"RESP_MODE", 4, 3>,
        Field<"RESP_FAULT_MODE", 6, 5>, Field<"CLIENTID", 15, 7>, Field<"REG_INV_VMID", 22, 19>,
        Bit<"REG_INV_TOGGLE", 24>, Bit<"ATOMIC_REQUEST_ENABLE", 25>, Bit<"FORCE_MISS", 26>, Bit<"FORCE_IN_ORDER", 27>,
        Field<"REDUCE_FIFO_DEPTH_BY_2", 29, 28>, Field<"REDUCE_CACHE_SIZE_BY_2", 31, 30>>>,
    Bit<"FORCE_4K_L2_RESP", 0>, Bit<"GPUVM_64K_DEF", 1>, Bit<"GPUVM_PERM_MODE", 2>, Field<"RESP_MODE", 4, 3>,
    Field<"RESP_FAULT_MODE", 6, 5>, Field<"CLIENTID", 15, 7>, Field<"REG_INV_VMID", 22, 19>,
    Bit<"REG_INV_TOGGLE", 24>, Bit<"FORCE_MISS", 26>, Field<"REDUCE_FIFO_DEPTH_BY_2", 29, 28>,
    Field<"REDUCE_CACHE_SIZE_BY_2", 31, 30>>;
using Gl2cCtrl = Register<"GL2C_CTRL",
    Gc<1, 0x2e00, Since<12, 0, 1, 0x2e00,
        Field<"CACHE_SIZE", 1, 0>, Field<"RATE", 3, 2>, Field<"WRITEBACK_MARGIN", 7, 4>,
        Field<"DCC_COMP_TRANSFER_SIZE_ENABLE", 10, 8>, Bit<"DCC_COMP_SKIP_LOW_COMP_RATIOS", 11>,
        Field<"SRC_FIFO_SIZE", 15, 12>, Field<"LATENCY_FIFO_SIZE", 19, 16>, Bit<"LINEAR_SET_HASH", 21>,
        Field<"FORCE_HIT_QUEUE_POP", 23, 22>, Bit<"IGNORE_FULLY_WRITTEN", 27>, Bit<"SINGLE_GL2", 28>,
        Bit<"UNSUPPORTED_DF_ATOMIC_OPS", 29>>>,
    Field<"CACHE_SIZE", 1, 0>, Field<"RATE", 3, 2>, Field<"WRITEBACK_MARGIN", 7, 4>,
    Field<"METADATA_LATENCY_FIFO_SIZE", 11, 8>, Field<"SRC_FIFO_SIZE", 15, 12>, Field<"LATENCY_FIFO_SIZE", 19, 16>,
    Bit<"METADATA_TO_HI_PRIORITY", 20>, Bit<"LINEAR_SET_HASH", 21>, Field<"FORCE_HIT_QUEUE_POP", 23, 22>,
    Field<"MDC_SIZE", 25, 24>, Bit<"METADATA_TO_HIT_QUEUE", 26>, Bit<"IGNORE_FULLY_WRITTEN", 27>,
    Field<"MDC_SIDEBAND_FIFO_SIZE", 31, 28>>;
using Gl2cCtrl2 = Register<"GL2C_CTRL2",
    Gc<1, 0x2e01, Since<12, 0, 1, 0x2e01,
        Field<"FILL_SIZE_32", 1, 0>, Field<"FILL_SIZE_64", 3, 2>, Bit<"ADDR_MATCH_DISABLE", 4>,
        Bit<"FILL_SIZE_128", 5>, Bit<"SC_TO_HI_PRIORITY", 6>, Bit<"HIT_UNDER_MISS_DISABLE", 7>, Bit<"RO_DISABLE", 8>,
        Bit<"UNCOMP_RET_LATENCY_MODE", 9>, Field<"GCR_ARB_CTRL", 12, 10>, Bit<"GCR_ALL_SET", 13>,
        Bit<"DCC_COMPRESSION_DISABLE", 14>, Field<"DF_COMPRESSION_MODE_OVERRIDE", 16, 15>,
        Bit<"COMPRESSED_WRITE_SAFE_MODE", 17>, Bit<"USE_EA_EARLYWRRET_ON_WRITEBACK", 18>,
        Bit<"WRITEBACK_ALL_WAIT_FOR_ALL_EA_WRITE_COMPLETE", 19>, Field<"MAX_MIN_CTRL", 21, 20>,
        Bit<"DECOMPRESS_WRITE_COMPRESSION_DISABLE", 22>, Bit<"FORCE_WRITE_DECOMPRESSION", 23>,
        Bit<"DCC_CLEAR_ERRORS", 24>, Bit<"DCC_COMP_TO_SINGLE_EN", 26>, Bit<"DCC_COMP_TO_CONSTANT_EN", 27>,
        Bit<"DISABLE_HI_PRIORITY", 28>, Bit<"OC_OVERRIDE_UNCOMP_LOGICAL_SIZE_DISABLE", 29>,
        Bit<"DISABLE_CACHE_RAM_READ_FILTER", 30>, Bit<"DISABLE_TAG_RAM_READ_FILTER", 31>>>,
    Field<"PROBE_FIFO_SIZE", 3, 0>, Bit<"ADDR_MATCH_DISABLE", 4>, Bit<"FILL_SIZE_32", 5>, Bit<"RB_TO_HI_PRIORITY", 6>,
    Bit<"HIT_UNDER_MISS_DISABLE", 7>, Bit<"RO_DISABLE", 8>, Bit<"FORCE_MDC_INV", 9>, Field<"GCR_ARB_CTRL", 12, 10>,
    Bit<"GCR_ALL_SET", 13>, Bit<"FILL_SIZE_64", 17>, Bit<"USE_EA_EARLYWRRET_ON_WRITEBACK", 18>,
    Bit<"WRITEBACK_ALL_WAIT_FOR_ALL_EA_WRITE_COMPLETE", 19>, Bit<"METADATA_VOLATILE_EN", 20>,
    Bit<"RB_VOLATILE_EN", 21>, Bit<"PROBE_UNSHARED_EN", 22>, Field<"MAX_MIN_CTRL", 24, 23>,
    Bit<"MDC_UC_TO_C_RO_EN", 26>>;
using Gl2cCtrl3 = Register<"GL2C_CTRL3",
    Gc<1, 0x2e0c, Since<12, 0, 1, 0x2e0c,
        Bit<"COMP_STREAM_OVERRIDE", 0>, Bit<"LAST_USE_MODE", 1>, Field<"FORCE_UNCOMP_READ", 3, 2>,
        Bit<"LAST_USE_SAFE_MODE", 4>, Bit<"BANK_LINEAR_HASH_MODE", 5>, Bit<"ENABLE_64B_LAST_USE", 6>,
        Bit<"UNCACHED_TO_UC_QUEUE", 7>, Bit<"IO_CHANNEL_ENABLE", 8>, Bit<"BANK_LINEAR_HASH_ENABLE", 11>,
        Bit<"HASH_256B_ENABLE", 12>, Bit<"DECOMP_NBC_IND64_DISABLE", 13>, Bit<"FORCE_READ_ON_WRITE_OP", 14>,
        Bit<"FGCG_OVERRIDE", 15>, Bit<"FORCE_MTYPE_UC", 16>, Bit<"WRITE_SET_SECTOR_FULLY_WRITTEN", 18>,
        Bit<"EA_READ_SIZE_LIMIT", 19>, Bit<"EA_WRITE_SIZE_LIMIT", 20>, Bit<"WB_OPT_ENABLE", 21>,
        Field<"WB_OPT_BURST_MAX_COUNT", 23, 22>, Bit<"SET_GROUP_LINEAR_HASH_ENABLE", 24>, Bit<"EA_GMI_DISABLE", 25>,
        Bit<"COMP_STREAM_OVERRIDE_BYPASS", 26>, Bit<"INF_NAN_CLAMP", 27>, Field<"SCRATCH", 31, 28>>>,
    Field<"METADATA_MTYPE_COHERENCY", 1, 0>, Bit<"METADATA_NOFILL", 3>, Bit<"METADATA_NEXT_CL_PREFETCH", 4>,
    Bit<"BANK_LINEAR_HASH_MODE", 5>, Bit<"HTILE_TO_HI_PRIORITY", 6>, Bit<"UNCACHED_WRITE_ATOMIC_TO_UC_WRITE", 7>,
    Bit<"IO_CHANNEL_ENABLE", 8>, Bit<"FMASK_TO_HI_PRIORITY", 9>, Bit<"DCC_CMASK_TO_HI_PRIORITY", 10>,
    Bit<"BANK_LINEAR_HASH_ENABLE", 11>, Bit<"HASH_256B_ENABLE", 12>, Bit<"DECOMP_NBC_IND64_DISABLE", 13>,
    Bit<"FORCE_READ_ON_WRITE_OP", 14>, Bit<"FGCG_OVERRIDE", 15>, Bit<"FORCE_MTYPE_UC", 16>,
    Bit<"DGPU_SHARED_MODE", 17>, Bit<"WRITE_SET_SECTOR_FULLY_WRITTEN", 18>, Bit<"EA_READ_SIZE_LIMIT", 19>,
    Bit<"READ_BYPASS_AS_UC", 20>, Bit<"WB_OPT_ENABLE", 21>, Field<"WB_OPT_BURST_MAX_COUNT", 23, 22>,
    Bit<"SET_GROUP_LINEAR_HASH_ENABLE", 24>, Bit<"EA_GMI_DISABLE", 25>, Bit<"SQC_TO_HI_PRIORITY", 26>,
    Bit<"INF_NAN_CLAMP", 27>, Field<"SCRATCH", 31, 28>>;
using Gl2cCtrl4 = Register<"GL2C_CTRL4",
    Gc<1, 0x2e17, Since<12, 0, 1, 0x2e17,
        Bit<"SPA_CHANNEL_ENABLE", 1>, Bit<"WRITEBACK_FIFO_STALL_ENABLE", 3>,
        Bit<"OC_UNCOMP_128B_COMPRESS_EN_DISABLE", 4>, Bit<"TAG_MGCG_MODE", 6>, Bit<"CORE_MGCG_MODE", 7>,
        Bit<"EXECUTE_MGCG_MODE", 8>, Bit<"EA_NACK_DISABLE", 9>, Bit<"FED_SAFE_MODE", 10>,
        Bit<"FLUSH_SET_COUNTER_MASK_DISABLE", 11>, Bit<"LFIFO_VMISS_DISABLE", 12>,
        Bit<"EA_COMPRESSED_NACK_DISABLE", 13>, Bit<"DCC_FORCE_BYPASS", 14>,
        Bit<"DCC_CLEAR_128B_CONSTANT_ENCODE_EN", 15>, Field<"LFIFO_HASH_MODE", 31, 16>>>,
    Bit<"METADATA_WR_OP_CID", 0>, Bit<"SPA_CHANNEL_ENABLE", 1>, Bit<"SRC_FIFO_MDC_LOW_PRIORITY", 2>,
    Bit<"WRITEBACK_FIFO_STALL_ENABLE", 3>, Bit<"CM_MGCG_MODE", 4>, Bit<"MDC_MGCG_MODE", 5>, Bit<"TAG_MGCG_MODE", 6>,
    Bit<"CORE_MGCG_MODE", 7>, Bit<"EXECUTE_MGCG_MODE", 8>, Bit<"EA_NACK_DISABLE", 9>,
    Bit<"NO_WRITE_ACK_TO_HIT_QUEUE", 26>>;
using Gl2cCmCtrl1 = Register<"GL2C_CM_CTRL1", Gc<1, 0x2e08, Gone<12, 0>>,
    Field<"BURST_TIMER", 15, 8>, Field<"RVF_SIZE", 19, 16>, Field<"WRITE_COH_MODE", 24, 23>, Bit<"MDC_ARB_MODE", 25>,
    Bit<"READ_REQ_ONLY", 26>, Bit<"COMP_TO_CONSTANT_EN", 27>, Bit<"COMP_TO_SINGLE_EN", 28>, Bit<"BURST_MODE", 29>,
    Bit<"UNCOMP_READBACK_FILTER", 30>, Bit<"WAIT_ATOMIC_RECOMP_WRITE", 31>>;

// GDS, GWS, OA per VMID
using GdsVmidBase = RegisterArray<"GDS_VMID#_BASE", Gc<0, 0x20a0, Gone<12, 0>>, Repeat<16, 0x8>,
    Field<"BASE", 15, 0>, Field<"UNUSED", 31, 16>>;
using GdsVmidSize = RegisterArray<"GDS_VMID#_SIZE", Gc<0, 0x20a1, Gone<12, 0>>, Repeat<16, 0x8>,
    Field<"SIZE", 16, 0>, Field<"UNUSED", 31, 17>>;
using GdsGwsVmid = RegisterArray<"GDS_GWS_VMID#", Gc<0, 0x20c0, Gone<12, 0>>, Repeat<16, 0x4>,
    Field<"BASE", 5, 0>, Field<"UNUSED1", 15, 6>, Field<"SIZE", 22, 16>, Field<"UNUSED2", 31, 23>>;
using GdsOaVmid = RegisterArray<"GDS_OA_VMID#", Gc<0, 0x20d0, Gone<12, 0>>, Repeat<16, 0x4>,
    Field<"MASK", 15, 0>, Field<"UNUSED", 31, 16>>;
using GdsComputeMaxWaveId = Register<"GDS_COMPUTE_MAX_WAVE_ID",
    Gc<0, 0x20e8, Since<12, 0, 1, 0x1947,
        Field<"MAX_WAVE_ID", 11, 0>>>,
    Field<"MAX_WAVE_ID", 11, 0>, Field<"UNUSED", 31, 12>>;
using GdsConfig = Register<"GDS_CONFIG", Gc<0, 0x1360, Gone<12, 0>>, Field<"UNUSED", 31, 1>>;
using GdsCntlStatus = Register<"GDS_CNTL_STATUS", Gc<0, 0x1361, Gone<12, 0>>,
    Bit<"GDS_BUSY", 0>, Bit<"GRBM_WBUF_BUSY", 1>, Bit<"ORD_APP_BUSY", 2>, Bit<"DS_WR_CLAMP", 3>,
    Bit<"DS_RD_CLAMP", 4>, Bit<"GRBM_RBUF_BUSY", 5>, Bit<"DS_BUSY", 6>, Bit<"GWS_BUSY", 7>, Bit<"ORD_FIFO_BUSY", 8>,
    Bit<"CREDIT_BUSY0", 9>, Bit<"CREDIT_BUSY1", 10>, Bit<"CREDIT_BUSY2", 11>, Bit<"CREDIT_BUSY3", 12>,
    Bit<"CREDIT_BUSY4", 13>, Bit<"CREDIT_BUSY5", 14>, Bit<"CREDIT_BUSY6", 15>, Bit<"CREDIT_BUSY7", 16>,
    Field<"UNUSED", 31, 17>>;

using ShaderRegisters = RegisterList<
    ShMemConfig, ShMemBases, SpiComputeQueueReset, SpiComputeWfCtxSave, SpiComputeWfCtxSaveStatus, SpiGdbgPerVmidCntl,
    SpiGdbgWaveCntl, SpiGdbgTrapConfig, SpiGdbgWaveCntl3, SpiConfigCntl, SpiConfigCntl1, SpiConfigCntl2,
    SpiArbPriority, SpiArbCycles0, SpiArbCycles1, SpiResourceReserveCu, SpiResourceReserveEnCu, SpiWclPipePercentGfx,
    SpiWclPipePercentHp3d, SpiWclPipePercentCs0, SpiWclPipePercentCs1, SpiWclPipePercentCs2, SpiWclPipePercentCs3,
    SpiWclPipePercentCs4, SpiWclPipePercentCs5, SpiWclPipePercentCs6, SpiWclPipePercentCs7, SpiCsqWfActiveStatus,
    SpiCsqWfActiveCount, SqConfig, SqcConfig, SqgConfig, SqgStatus, SqCmd, SqIndIndex, SqIndData, SqDebug,
    SqDebugStsGlobal, SqInterruptAutoMask, SqInterruptMsgCtrl, SqWatchAddrH, SqWatchAddrL, SqWatchCntl, SqShaderTbaLo,
    SqShaderTbaHi, SqShaderTmaLo, SqShaderTmaHi, SqcCaches, SqArbConfig, SqRuntimeConfig, TcpCntl, TcpCntl2,
    TaCntlAux, TaCntl, TaCntl2, Gl1cUtcl0Cntl1, Gl2cCtrl, Gl2cCtrl2, Gl2cCtrl3, Gl2cCtrl4, Gl2cCmCtrl1, GdsVmidBase,
    GdsVmidSize, GdsGwsVmid, GdsOaVmid, GdsComputeMaxWaveId, GdsConfig, GdsCntlStatus>;
// clang-format on

}  // namespace egpulab::regs::amd

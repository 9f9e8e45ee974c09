// COMPUTE_*: state of a dispatch (SH registers, set by SET_SH_REG or from an AQL packet).
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// First SGPRs of every wave.
using ComputeUserData = RegisterArray<"COMPUTE_USER_DATA_#", Gc<0, 0x1be0>, Repeat<16, 0x4>, Field<"DATA", 31, 0>>;
// A write starts the dispatch that the other COMPUTE_* registers describe.
using ComputeDispatchInitiator = Register<"COMPUTE_DISPATCH_INITIATOR",
    Gc<0, 0x1ba0, Since<12, 0, 0, 0x1ba0,
        Bit<"COMPUTE_SHADER_EN", 0>, Bit<"PARTIAL_TG_EN", 1>, Bit<"FORCE_START_AT_000", 2>,
        Bit<"ORDERED_APPEND_ENBL", 3>, Bit<"ORDERED_APPEND_MODE", 4>, Bit<"USE_THREAD_DIMENSIONS", 5>,
        Bit<"ORDER_MODE", 6>, Bit<"SCALAR_L1_INV_VOL", 10>, Bit<"VECTOR_L1_INV_VOL", 11>, Bit<"PING_PONG_EN", 12>,
        Bit<"TUNNEL_ENABLE", 13>, Bit<"RESTORE", 14>, Bit<"CS_W32_EN", 15>, Bit<"AMP_SHADER_EN", 16>,
        Bit<"DISABLE_DISP_PREMPT_EN", 17>, Bit<"INTERLEAVE_2D_EN", 18>, Field<"TTRACE_QUEUE_ID", 31, 29>>>,
    Bit<"COMPUTE_SHADER_EN", 0>, Bit<"PARTIAL_TG_EN", 1>, Bit<"FORCE_START_AT_000", 2>, Bit<"ORDERED_APPEND_ENBL", 3>,
    Bit<"ORDERED_APPEND_MODE", 4>, Bit<"USE_THREAD_DIMENSIONS", 5>, Bit<"ORDER_MODE", 6>,
    Bit<"SCALAR_L1_INV_VOL", 10>, Bit<"VECTOR_L1_INV_VOL", 11>, Bit<"RESERVED", 12>, Bit<"TUNNEL_ENABLE", 13>,
    Bit<"RESTORE", 14>, Bit<"CS_W32_EN", 15>, Bit<"AMP_SHADER_EN", 16>, Bit<"DISABLE_DISP_PREMPT_EN", 17>>;
// Grid size: in workgroups, or in threads with USE_THREAD_DIMENSIONS.
using ComputeDimX = Register<"COMPUTE_DIM_X", Gc<0, 0x1ba1>, Field<"SIZE", 31, 0>>;
using ComputeDimY = Register<"COMPUTE_DIM_Y", Gc<0, 0x1ba2>, Field<"SIZE", 31, 0>>;
using ComputeDimZ = Register<"COMPUTE_DIM_Z", Gc<0, 0x1ba3>, Field<"SIZE", 31, 0>>;
// First workgroup.
using ComputeStartX = Register<"COMPUTE_START_X", Gc<0, 0x1ba4>, Field<"START", 31, 0>>;
using ComputeStartY = Register<"COMPUTE_START_Y", Gc<0, 0x1ba5>, Field<"START", 31, 0>>;
using ComputeStartZ = Register<"COMPUTE_START_Z", Gc<0, 0x1ba6>, Field<"START", 31, 0>>;
// Workgroup size; NUM_THREAD_PARTIAL for the last, partial group.
using ComputeNumThreadX = Register<"COMPUTE_NUM_THREAD_X",
    Gc<0, 0x1ba7, Since<12, 0, 0, 0x1ba7,
        Field<"NUM_THREAD_FULL", 12, 0>, Field<"INTERLEAVE_BITS_X", 15, 13>, Field<"NUM_THREAD_PARTIAL", 31, 16>>>,
    Field<"NUM_THREAD_FULL", 15, 0>, Field<"NUM_THREAD_PARTIAL", 31, 16>>;
using ComputeNumThreadY = Register<"COMPUTE_NUM_THREAD_Y",
    Gc<0, 0x1ba8, Since<12, 0, 0, 0x1ba8,
        Field<"NUM_THREAD_FULL", 12, 0>, Field<"INTERLEAVE_BITS_Y", 15, 13>, Field<"NUM_THREAD_PARTIAL", 31, 16>>>,
    Field<"NUM_THREAD_FULL", 15, 0>, Field<"NUM_THREAD_PARTIAL", 31, 16>>;
using ComputeNumThreadZ = Register<"COMPUTE_NUM_THREAD_Z", Gc<0, 0x1ba9>,
    Field<"NUM_THREAD_FULL", 15, 0>, Field<"NUM_THREAD_PARTIAL", 31, 16>>;
using ComputePipelinestatEnable = Register<"COMPUTE_PIPELINESTAT_ENABLE", Gc<0, 0x1baa>,
    Bit<"PIPELINESTAT_ENABLE", 0>>;
using ComputePerfcountEnable = Register<"COMPUTE_PERFCOUNT_ENABLE", Gc<0, 0x1bab>, Bit<"PERFCOUNT_ENABLE", 0>>;
// Program address >> 8.
using ComputePgmLo = Register<"COMPUTE_PGM_LO", Gc<0, 0x1bac>, Field<"DATA", 31, 0>>;
using ComputePgmHi = Register<"COMPUTE_PGM_HI", Gc<0, 0x1bad>, Field<"DATA", 7, 0>>;
using ComputeDispatchPktAddrLo = Register<"COMPUTE_DISPATCH_PKT_ADDR_LO", Gc<0, 0x1bae>, Field<"DATA", 31, 0>>;
using ComputeDispatchPktAddrHi = Register<"COMPUTE_DISPATCH_PKT_ADDR_HI", Gc<0, 0x1baf>, Field<"DATA", 7, 0>>;
// Scratch address >> 8.
using ComputeDispatchScratchBaseLo = Register<"COMPUTE_DISPATCH_SCRATCH_BASE_LO", Gc<0, 0x1bb0>,
    Field<"DATA", 31, 0>>;
using ComputeDispatchScratchBaseHi = Register<"COMPUTE_DISPATCH_SCRATCH_BASE_HI", Gc<0, 0x1bb1>, Field<"DATA", 7, 0>>;
// Registers, priority and float mode of the waves.
using ComputePgmRsrc1 = Register<"COMPUTE_PGM_RSRC1",
    Gc<0, 0x1bb2, Since<12, 0, 0, 0x1bb2,
        Field<"VGPRS", 5, 0>, Field<"SGPRS", 9, 6>, Field<"PRIORITY", 11, 10>, Field<"FLOAT_MODE", 19, 12>,
        Bit<"PRIV", 20>, Bit<"WG_RR_EN", 21>, Bit<"DEBUG_MODE", 22>, Bit<"DISABLE_PERF", 23>, Bit<"BULKY", 24>,
        Bit<"CDBG_USER", 25>, Bit<"FP16_OVFL", 26>, Bit<"WGP_MODE", 29>, Bit<"MEM_ORDERED", 30>,
        Bit<"FWD_PROGRESS", 31>>>,
    Field<"VGPRS", 5, 0>, Field<"SGPRS", 9, 6>, Field<"PRIORITY", 11, 10>, Field<"FLOAT_MODE", 19, 12>,
    Bit<"PRIV", 20>, Bit<"DX10_CLAMP", 21>, Bit<"IEEE_MODE", 23>, Bit<"BULKY", 24>, Bit<"FP16_OVFL", 26>,
    Bit<"WGP_MODE", 29>, Bit<"MEM_ORDERED", 30>, Bit<"FWD_PROGRESS", 31>>;
// Scratch, user SGPRs, which ids waves get, LDS.
using ComputePgmRsrc2 = Register<"COMPUTE_PGM_RSRC2",
    Gc<0, 0x1bb3, Since<12, 0, 0, 0x1bb3,
        Bit<"SCRATCH_EN", 0>, Field<"USER_SGPR", 5, 1>, Bit<"DYNAMIC_VGPR", 6>, Bit<"TGID_X_EN", 7>,
        Bit<"TGID_Y_EN", 8>, Bit<"TGID_Z_EN", 9>, Bit<"TG_SIZE_EN", 10>, Field<"TIDIG_COMP_CNT", 12, 11>,
        Field<"EXCP_EN_MSB", 14, 13>, Field<"LDS_SIZE", 23, 15>, Field<"EXCP_EN", 30, 24>, Bit<"WGP_TAKEOVER", 31>>>,
    Bit<"SCRATCH_EN", 0>, Field<"USER_SGPR", 5, 1>, Bit<"TRAP_PRESENT", 6>, Bit<"TGID_X_EN", 7>, Bit<"TGID_Y_EN", 8>,
    Bit<"TGID_Z_EN", 9>, Bit<"TG_SIZE_EN", 10>, Field<"TIDIG_COMP_CNT", 12, 11>, Field<"EXCP_EN_MSB", 14, 13>,
    Field<"LDS_SIZE", 23, 15>, Field<"EXCP_EN", 30, 24>>;
using ComputeVmid = Register<"COMPUTE_VMID", Gc<0, 0x1bb4>, Field<"DATA", 3, 0>>;
using ComputeResourceLimits = Register<"COMPUTE_RESOURCE_LIMITS", Gc<0, 0x1bb5>,
    Field<"WAVES_PER_SH", 9, 0>, Field<"TG_PER_CU", 15, 12>, Field<"LOCK_THRESHOLD", 21, 16>,
    Bit<"SIMD_DEST_CNTL", 22>, Bit<"FORCE_SIMD_DIST", 23>, Field<"CU_GROUP_COUNT", 26, 24>>;
using ComputeStaticThreadMgmtSe0 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE0", Gc<0, 0x1bb6>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeStaticThreadMgmtSe1 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE1", Gc<0, 0x1bb7>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
// Scratch: waves, and bytes per wave / 256.
using ComputeTmpringSize = Register<"COMPUTE_TMPRING_SIZE",
    Gc<0, 0x1bb8, Since<12, 0, 0, 0x1bb8,
        Field<"WAVES", 11, 0>, Field<"WAVESIZE", 29, 12>>>,
    Field<"WAVES", 11, 0>, Field<"WAVESIZE", 26, 12>>;
using ComputeStaticThreadMgmtSe2 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE2", Gc<0, 0x1bb9>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeStaticThreadMgmtSe3 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE3", Gc<0, 0x1bba>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeRestartX = Register<"COMPUTE_RESTART_X", Gc<0, 0x1bbb>, Field<"RESTART", 31, 0>>;
using ComputeRestartY = Register<"COMPUTE_RESTART_Y", Gc<0, 0x1bbc>, Field<"RESTART", 31, 0>>;
using ComputeRestartZ = Register<"COMPUTE_RESTART_Z", Gc<0, 0x1bbd>, Field<"RESTART", 31, 0>>;
using ComputeThreadTraceEnable = Register<"COMPUTE_THREAD_TRACE_ENABLE", Gc<0, 0x1bbe>,
    Bit<"THREAD_TRACE_ENABLE", 0>>;
using ComputeMiscReserved = Register<"COMPUTE_MISC_RESERVED",
    Gc<0, 0x1bbf, Since<12, 0, 0, 0x1bbf,
        Field<"SEND_SEID", 3, 0>, Bit<"RESERVED4", 4>, Field<"WAVE_ID_BASE", 16, 5>>>,
    Field<"SEND_SEID", 2, 0>, Bit<"RESERVED3", 3>, Bit<"RESERVED4", 4>, Field<"WAVE_ID_BASE", 16, 5>>;
using ComputeDispatchId = Register<"COMPUTE_DISPATCH_ID", Gc<0, 0x1bc0>, Field<"DISPATCH_ID", 31, 0>>;
using ComputeThreadgroupId = Register<"COMPUTE_THREADGROUP_ID", Gc<0, 0x1bc1>, Field<"THREADGROUP_ID", 31, 0>>;
using ComputeReqCtrl = Register<"COMPUTE_REQ_CTRL", Gc<0, 0x1bc2>,
    Bit<"SOFT_GROUPING_EN", 0>, Field<"NUMBER_OF_REQUESTS_PER_CU", 4, 1>,
    Field<"SOFT_GROUPING_ALLOCATION_TIMEOUT", 8, 5>, Bit<"HARD_LOCK_HYSTERESIS", 9>,
    Field<"HARD_LOCK_LOW_THRESHOLD", 14, 10>, Bit<"PRODUCER_REQUEST_LOCKOUT", 15>, Bit<"GLOBAL_SCANNING_EN", 16>,
    Field<"ALLOCATION_RATE_THROTTLING_THRESHOLD", 19, 17>, Field<"DEDICATED_PREALLOCATION_BUFFER_LIMIT", 26, 20>>;
using ComputeUserAccum0 = Register<"COMPUTE_USER_ACCUM_0", Gc<0, 0x1bc4>, Field<"CONTRIBUTION", 6, 0>>;
using ComputeUserAccum1 = Register<"COMPUTE_USER_ACCUM_1", Gc<0, 0x1bc5>, Field<"CONTRIBUTION", 6, 0>>;
using ComputeUserAccum2 = Register<"COMPUTE_USER_ACCUM_2", Gc<0, 0x1bc6>, Field<"CONTRIBUTION", 6, 0>>;
using ComputeUserAccum3 = Register<"COMPUTE_USER_ACCUM_3", Gc<0, 0x1bc7>, Field<"CONTRIBUTION", 6, 0>>;
using ComputePgmRsrc3 = Register<"COMPUTE_PGM_RSRC3",
    Gc<0, 0x1bc8, Since<12, 0, 0, 0x1bc8,
        Field<"SHARED_VGPR_CNT", 3, 0>, Field<"INST_PREF_SIZE", 11, 4>, Bit<"GLG_EN", 13>, Bit<"IMAGE_OP", 31>>>,
    Field<"SHARED_VGPR_CNT", 3, 0>, Field<"INST_PREF_SIZE", 9, 4>, Bit<"TRAP_ON_START", 10>, Bit<"TRAP_ON_END", 11>,
    Bit<"IMAGE_OP", 31>>;
using ComputeDdidIndex = Register<"COMPUTE_DDID_INDEX", Gc<0, 0x1bc9>, Field<"INDEX", 10, 0>>;
using ComputeShaderChksum = Register<"COMPUTE_SHADER_CHKSUM", Gc<0, 0x1bca>, Field<"CHECKSUM", 31, 0>>;
using ComputeStaticThreadMgmtSe4 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE4", Gc<0, 0x1bcb>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeStaticThreadMgmtSe5 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE5", Gc<0, 0x1bcc>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeStaticThreadMgmtSe6 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE6", Gc<0, 0x1bcd>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeStaticThreadMgmtSe7 = Register<"COMPUTE_STATIC_THREAD_MGMT_SE7", Gc<0, 0x1bce>,
    Field<"SA0_CU_EN", 15, 0>, Field<"SA1_CU_EN", 31, 16>>;
using ComputeDispatchInterleave = Register<"COMPUTE_DISPATCH_INTERLEAVE",
    Gc<0, 0x1bcf, Since<12, 0, 0, 0x1bcf,
        Field<"INTERLEAVE_1D", 9, 0>, Field<"INTERLEAVE_2D_X_SIZE", 19, 16>, Field<"INTERLEAVE_2D_Y_SIZE", 27, 24>>>,
    Field<"INTERLEAVE", 9, 0>>;
using ComputeRelaunch = Register<"COMPUTE_RELAUNCH", Gc<0, 0x1bd0>,
    Field<"PAYLOAD", 29, 0>, Bit<"IS_EVENT", 30>, Bit<"IS_STATE", 31>>;
using ComputeWaveRestoreAddrLo = Register<"COMPUTE_WAVE_RESTORE_ADDR_LO", Gc<0, 0x1bd1>, Field<"ADDR", 31, 0>>;
using ComputeWaveRestoreAddrHi = Register<"COMPUTE_WAVE_RESTORE_ADDR_HI", Gc<0, 0x1bd2>, Field<"ADDR", 15, 0>>;
using ComputeRelaunch2 = Register<"COMPUTE_RELAUNCH2", Gc<0, 0x1bd3>,
    Field<"PAYLOAD", 29, 0>, Bit<"IS_EVENT", 30>, Bit<"IS_STATE", 31>>;
using ComputeDispatchTunnel = Register<"COMPUTE_DISPATCH_TUNNEL",
    Gc<0, 0x1c1d, Since<12, 0, 0, 0x1c1d,
        Field<"OFF_DELAY", 12, 0>>>,
    Field<"OFF_DELAY", 9, 0>, Bit<"IMMEDIATE", 10>>;
using ComputeDispatchEnd = Register<"COMPUTE_DISPATCH_END", Gc<0, 0x1c1e>, Field<"DATA", 31, 0>>;
using ComputeNowhere = Register<"COMPUTE_NOWHERE", Gc<0, 0x1c1f>, Field<"DATA", 31, 0>>;

using ComputeRegisters = RegisterList<
    ComputeUserData, ComputeDispatchInitiator, ComputeDimX, ComputeDimY, ComputeDimZ, ComputeStartX, ComputeStartY,
    ComputeStartZ, ComputeNumThreadX, ComputeNumThreadY, ComputeNumThreadZ, ComputePipelinestatEnable,
    ComputePerfcountEnable, ComputePgmLo, ComputePgmHi, ComputeDispatchPktAddrLo, ComputeDispatchPktAddrHi,
    ComputeDispatchScratchBaseLo, ComputeDispatchScratchBaseHi, ComputePgmRsrc1, ComputePgmRsrc2, ComputeVmid,
    ComputeResourceLimits, ComputeStaticThreadMgmtSe0, ComputeStaticThreadMgmtSe1, ComputeTmpringSize,
    ComputeStaticThreadMgmtSe2, ComputeStaticThreadMgmtSe3, ComputeRestartX, ComputeRestartY, ComputeRestartZ,
    ComputeThreadTraceEnable, ComputeMiscReserved, ComputeDispatchId, ComputeThreadgroupId, ComputeReqCtrl,
    ComputeUserAccum0, ComputeUserAccum1, ComputeUserAccum2, ComputeUserAccum3, ComputePgmRsrc3, ComputeDdidIndex,
    ComputeShaderChksum, ComputeStaticThreadMgmtSe4, ComputeStaticThreadMgmtSe5, ComputeStaticThreadMgmtSe6,
    ComputeStaticThreadMgmtSe7, ComputeDispatchInterleave, ComputeRelaunch, ComputeWaveRestoreAddrLo,
    ComputeWaveRestoreAddrHi, ComputeRelaunch2, ComputeDispatchTunnel, ComputeDispatchEnd, ComputeNowhere>;
// clang-format on

}  // namespace egpulab::regs::amd

// RLC (run list controller): firmware, safe mode, autoload status, clock gating, clock counters.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Run control and status
// RLC_ENABLE_F32 runs the RLC firmware.
using RlcCntl = Register<"RLC_CNTL", Gc<1, 0x4c00>,
    Bit<"RLC_ENABLE_F32", 0>, Bit<"FORCE_RETRY", 1>, Bit<"READ_CACHE_DISABLE", 2>, Bit<"RLC_STEP_F32", 3>,
    Field<"RESERVED", 31, 4>>;
using RlcStat = Register<"RLC_STAT",
    Gc<1, 0x4c04, Since<12, 0, 1, 0x4c04,
        ReadOnly<"RLC_BUSY", 0>, ReadOnly<"RLC_SRM_BUSY", 1>, ReadOnly<"RLC_GPM_BUSY", 2>, ReadOnly<"RLC_SPM_BUSY", 3>,
        ReadOnly<"MC_BUSY", 4>, ReadOnly<"RLC_THREAD_0_BUSY", 5>, ReadOnly<"RLC_THREAD_1_BUSY", 6>,
        ReadOnly<"RLC_THREAD_2_BUSY", 7>, ReadOnly<"RESERVED", 31, 9>>>,
    ReadOnly<"RLC_BUSY", 0>, ReadOnly<"RLC_SRM_BUSY", 1>, ReadOnly<"RLC_GPM_BUSY", 2>, ReadOnly<"RLC_SPM_BUSY", 3>,
    ReadOnly<"MC_BUSY", 4>, ReadOnly<"RLC_THREAD_0_BUSY", 5>, ReadOnly<"RLC_THREAD_1_BUSY", 6>,
    ReadOnly<"RLC_THREAD_2_BUSY", 7>, ReadOnly<"RESERVED", 31, 8>>;
// CMD=1 with MESSAGE 1 enters and 0 leaves safe mode; CMD reads 0 once the RLC has done it.
using RlcSafeMode = Register<"RLC_SAFE_MODE", Gc<1, 0x980>,
    Bit<"CMD", 0>, Field<"MESSAGE", 4, 1>, Field<"RESERVED1", 7, 5>, Field<"RESPONSE", 11, 8>,
    Field<"RESERVED", 31, 12>>;
using RlcSmuSafeMode = Register<"RLC_SMU_SAFE_MODE", Gc<1, 0x4e03>,
    Bit<"CMD", 0>, Field<"MESSAGE", 4, 1>, Field<"RESERVED1", 7, 5>, Field<"RESPONSE", 11, 8>,
    Field<"RESERVED", 31, 12>>;
// BOOTLOAD_COMPLETE: autoload has loaded and started all microcontrollers.
using RlcRlcsBootloadStatus = Register<"RLC_RLCS_BOOTLOAD_STATUS",
    Gc<1, 0x4e82, Since<12, 0, 1, 0x4e7c,
        ReadOnly<"GFX_FUSE_DIST_DONE", 0>, ReadOnly<"GFX_INIT_DONE", 1>, ReadOnly<"GFX_SECURITY_POLICY_LOADED", 2>,
        ReadOnly<"GFX_SECURITY_POLICY_DONE", 3>, ReadOnly<"RLC_GPM_IRAM_LOADED", 4>, ReadOnly<"RLC_GPM_IRAM_DONE", 5>,
        ReadOnly<"STATUS_6_30", 30, 6>, ReadOnly<"BOOTLOAD_COMPLETE", 31>>>,
    ReadOnly<"GFX_INIT_DONE", 0>, ReadOnly<"RLC_GPM_IRAM_LOADED", 3>, ReadOnly<"RLC_GPM_IRAM_DONE", 4>,
    ReadOnly<"RESERVED", 30, 5>, ReadOnly<"BOOTLOAD_COMPLETE", 31>>;
// What the RLC is doing.
using RlcGpmStat = Register<"RLC_GPM_STAT", Gc<1, 0x4e6b, Since<12, 0, 1, 0x4e6c>>,
    ReadOnly<"RLC_BUSY", 0>, ReadOnly<"GFX_POWER_STATUS", 1>, ReadOnly<"GFX_CLOCK_STATUS", 2>,
    ReadOnly<"GFX_LS_STATUS", 3>, ReadOnly<"GFX_PIPELINE_POWER_STATUS", 4>, ReadOnly<"CNTX_IDLE_BEING_PROCESSED", 5>,
    ReadOnly<"CNTX_BUSY_BEING_PROCESSED", 6>, ReadOnly<"GFX_IDLE_BEING_PROCESSED", 7>,
    ReadOnly<"CMP_BUSY_BEING_PROCESSED", 8>, ReadOnly<"SAVING_REGISTERS", 9>, ReadOnly<"RESTORING_REGISTERS", 10>,
    ReadOnly<"GFX3D_BLOCKS_CHANGING_POWER_STATE", 11>, ReadOnly<"CMP_BLOCKS_CHANGING_POWER_STATE", 12>,
    ReadOnly<"STATIC_WGP_POWERING_UP", 13>, ReadOnly<"STATIC_WGP_POWERING_DOWN", 14>,
    ReadOnly<"DYN_WGP_POWERING_UP", 15>, ReadOnly<"DYN_WGP_POWERING_DOWN", 16>, ReadOnly<"ABORTED_PD_SEQUENCE", 17>,
    ReadOnly<"CMP_power_status", 18>, ReadOnly<"GFX_LS_STATUS_3D", 19>, ReadOnly<"GFX_CLOCK_STATUS_3D", 20>,
    ReadOnly<"MGCG_OVERRIDE_STATUS", 21>, ReadOnly<"RLC_EXEC_ROM_CODE", 22>, ReadOnly<"FGCG_OVERRIDE_STATUS", 23>,
    ReadOnly<"PG_ERROR_STATUS", 31, 24>>;
using RlcGpmThreadEnable = Register<"RLC_GPM_THREAD_ENABLE", Gc<1, 0x4c45>,
    Bit<"THREAD0_ENABLE", 0>, Bit<"THREAD1_ENABLE", 1>, Bit<"THREAD2_ENABLE", 2>, Bit<"THREAD3_ENABLE", 3>,
    Field<"RESERVED", 31, 4>>;
using RlcGpmThreadReset = Register<"RLC_GPM_THREAD_RESET", Gc<1, 0x4c28>,
    Bit<"THREAD0_RESET", 0>, Bit<"THREAD1_RESET", 1>, Bit<"THREAD2_RESET", 2>, Bit<"THREAD3_RESET", 3>,
    Field<"RESERVED", 31, 4>>;
// Which queue schedules the others (KIQ), per pipe.
using RlcCpSchedulers = Register<"RLC_CP_SCHEDULERS", Gc<1, 0x98a>,
    Field<"scheduler0", 7, 0>, Field<"scheduler1", 15, 8>>;
using RlcSpareInt = RegisterArray<"RLC_SPARE_INT_#", Gc<1, 0x98d>, Repeat<3, 0x4>,
    Field<"DATA", 29, 0>, Bit<"PROCESSING", 30>, Bit<"COMPLETE", 31>>;
using RlcIntStat = Register<"RLC_INT_STAT", Gc<1, 0x4c18>,
    Field<"LAST_CP_RLC_INT_ID", 7, 0>, Bit<"CP_RLC_INT_PENDING", 8>, Field<"RESERVED", 31, 9>>;
using RlcGpuIovF32Cntl = Register<"RLC_GPU_IOV_F32_CNTL", Gc<1, 0x5b46, Gone<12, 0>>, Bit<"ENABLE", 0>>;
using RlcGpuIovVfEnable = Register<"RLC_GPU_IOV_VF_ENABLE", Gc<1, 0x5b00, Gone<12, 0>>,
    Bit<"VF_ENABLE", 0>, Field<"RESERVED", 15, 1>, Field<"VF_NUM", 31, 16>>;
using RlcLx6Cntl = Register<"RLC_LX6_CNTL", Gc<1, 0x4d80>,
    Bit<"BRESET", 0>, Bit<"RUNSTALL", 1>, Bit<"PDEBUG_ENABLE", 2>, Bit<"STAT_VECTOR_SEL", 3>>;
using RlcF32UcodeVersion = Register<"RLC_F32_UCODE_VERSION", Gc<1, 0x4c03>,
    Field<"THREAD0_VERSION", 9, 0>, Field<"THREAD1_VERSION", 19, 10>, Field<"THREAD2_VERSION", 29, 20>>;
using RlcSmuCommand = Register<"RLC_SMU_COMMAND", Gc<1, 0x4e0a>, Field<"CMD", 31, 0>>;
using RlcSmuMessage = Register<"RLC_SMU_MESSAGE", Gc<1, 0x4e05>, Field<"CMD", 31, 0>>;
using RlcSmuArgument = RegisterArray<"RLC_SMU_ARGUMENT_#", Gc<1, 0x4e0b>, Repeat<5, 0x4, 1>, Field<"ARG", 31, 0>>;
using RlcGpmGeneral0 = Register<"RLC_GPM_GENERAL_0", Gc<1, 0x4c63>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral1 = Register<"RLC_GPM_GENERAL_1", Gc<1, 0x4c64>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral2 = Register<"RLC_GPM_GENERAL_2", Gc<1, 0x4c65>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral3 = Register<"RLC_GPM_GENERAL_3", Gc<1, 0x4c66>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral4 = Register<"RLC_GPM_GENERAL_4", Gc<1, 0x4c67>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral5 = Register<"RLC_GPM_GENERAL_5", Gc<1, 0x4c68>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral6 = Register<"RLC_GPM_GENERAL_6", Gc<1, 0x4c69>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral7 = Register<"RLC_GPM_GENERAL_7", Gc<1, 0x4c6a>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral16 = Register<"RLC_GPM_GENERAL_16", Gc<1, 0x4c76>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral8 = Register<"RLC_GPM_GENERAL_8", Gc<1, 0x4cad>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral9 = Register<"RLC_GPM_GENERAL_9", Gc<1, 0x4cae>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral10 = Register<"RLC_GPM_GENERAL_10", Gc<1, 0x4caf>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral11 = Register<"RLC_GPM_GENERAL_11", Gc<1, 0x4cb0>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral12 = Register<"RLC_GPM_GENERAL_12", Gc<1, 0x4cb1>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral13 = Register<"RLC_GPM_GENERAL_13", Gc<1, 0x4cdd>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral14 = Register<"RLC_GPM_GENERAL_14", Gc<1, 0x4cde>, Field<"DATA", 31, 0>>;
using RlcGpmGeneral15 = Register<"RLC_GPM_GENERAL_15", Gc<1, 0x4cdf>, Field<"DATA", 31, 0>>;

// Clear state, save and restore, performance counters
using RlcCsibAddrLo = Register<"RLC_CSIB_ADDR_LO", Gc<1, 0x987>, Field<"ADDRESS", 31, 0>>;
using RlcCsibAddrHi = Register<"RLC_CSIB_ADDR_HI", Gc<1, 0x988>, Field<"ADDRESS", 15, 0>>;
using RlcCsibLength = Register<"RLC_CSIB_LENGTH", Gc<1, 0x989>, Field<"LENGTH", 31, 0>>;
using RlcSrmCntl = Register<"RLC_SRM_CNTL",
    Gc<1, 0x4c80, Since<12, 0, 1, 0x4c80,
        Bit<"SRM_ENABLE", 0>, Bit<"AUTO_INCR_ADDR", 1>, Bit<"SRM_GPM_FIFO_RESET", 2>, Field<"RESERVED", 31, 3>>>,
    Bit<"SRM_ENABLE", 0>, Bit<"AUTO_INCR_ADDR", 1>, Field<"RESERVED", 31, 2>>;
using RlcSrmStat = Register<"RLC_SRM_STAT",
    Gc<1, 0x4c9b, Since<12, 0, 1, 0x4c9b,
        Bit<"SRM_BUSY", 0>, Field<"RESERVED", 31, 1>>>,
    Bit<"SRM_BUSY", 0>, Bit<"SRM_BUSY_DELAY", 1>, Field<"RESERVED", 31, 2>>;
using RlcSrmIndexCntlAddr = RegisterArray<"RLC_SRM_INDEX_CNTL_ADDR_#", Gc<1, 0x4c8b>, Repeat<8, 0x4>,
    Field<"ADDRESS", 17, 0>>;
using RlcSrmIndexCntlData = RegisterArray<"RLC_SRM_INDEX_CNTL_DATA_#", Gc<1, 0x4c93>, Repeat<8, 0x4>,
    Field<"DATA", 31, 0>>;
// VMID of streaming performance counters.
using RlcSpmMcCntl = Register<"RLC_SPM_MC_CNTL",
    Gc<1, 0x982, Since<12, 0, 1, 0x982,
        Field<"RLC_SPM_VMID", 3, 0>, Field<"RLC_SPM_SDR", 5, 4>, Bit<"RLC_SPM_PERF_CNTR", 6>, Bit<"RLC_SPM_FED", 7>,
        Field<"RLC_SPM_TEMPORAL", 10, 8>, Field<"RLC_SPM_COMP", 12, 11>, Bit<"RLC_SPM_COMP_OVER", 13>,
        Bit<"RLC_SPM_RO", 14>, Bit<"RLC_SPM_NOFILL", 15>, Field<"RESERVED", 31, 16>>>,
    Field<"RLC_SPM_VMID", 3, 0>, Field<"RLC_SPM_POLICY", 5, 4>, Bit<"RLC_SPM_PERF_CNTR", 6>, Bit<"RLC_SPM_FED", 7>,
    Bit<"RLC_SPM_MTYPE_OVER", 8>, Field<"RLC_SPM_MTYPE", 11, 9>, Bit<"RLC_SPM_BC", 12>, Bit<"RLC_SPM_RO", 13>,
    Bit<"RLC_SPM_VOL", 14>, Bit<"RLC_SPM_NOFILL", 15>, Field<"RESERVED_3", 17, 16>, Bit<"RLC_SPM_LLC_NOALLOC", 18>,
    Bit<"RLC_SPM_LLC_NOALLOC_OVER", 19>, Field<"RESERVED", 31, 20>>;
using RlcSpmPerfmonCntl = Register<"RLC_SPM_PERFMON_CNTL",
    Gc<1, 0x3c80, Since<12, 0, 1, 0x3c80,
        Field<"RESERVED", 11, 0>, Field<"PERFMON_RING_MODE", 13, 12>, Bit<"PERFMON_SAMPLE_INTERVAL_START_MODE", 14>,
        Bit<"PERFMON_SAMPLE_INTERVAL_TYPE", 15>, Field<"PERFMON_SAMPLE_INTERVAL", 31, 16>>>,
    Field<"RESERVED1", 11, 0>, Field<"PERFMON_RING_MODE", 13, 12>, Bit<"DISABLE_GFXCLOCK_COUNT", 14>,
    Bit<"RESERVED", 15>, Field<"PERFMON_SAMPLE_INTERVAL", 31, 16>>;
using RlcPerfmonCntl = Register<"RLC_PERFMON_CNTL",
    Gc<1, 0x3cc0, Since<12, 0, 1, 0x3cc0,
        Field<"PERFMON_STATE", 2, 0>, Field<"RESERVED_9_3", 9, 3>, Bit<"PERFMON_SAMPLE_ENABLE", 10>,
        Field<"RESERVED", 31, 11>>>,
    Field<"PERFMON_STATE", 2, 0>, Bit<"PERFMON_SAMPLE_ENABLE", 10>>;

// Power and clock gating
using RlcPgCntl = Register<"RLC_PG_CNTL", Gc<1, 0x4c43>,
    Bit<"GFX_POWER_GATING_ENABLE", 0>, Bit<"GFX_POWER_GATING_SRC", 1>, Bit<"DYN_PER_WGP_PG_ENABLE", 2>,
    Bit<"STATIC_PER_WGP_PG_ENABLE", 3>, Bit<"GFX_PIPELINE_PG_ENABLE", 4>, Field<"RESERVED", 12, 5>,
    Bit<"MEM_DS_DISABLE", 13>, Bit<"PG_OVERRIDE", 14>, Bit<"CP_PG_DISABLE", 15>, Bit<"CHUB_HANDSHAKE_ENABLE", 16>,
    Bit<"SMU_CLK_SLOWDOWN_ON_PU_ENABLE", 17>, Bit<"SMU_CLK_SLOWDOWN_ON_PD_ENABLE", 18>, Field<"RESERVED1", 20, 19>,
    Bit<"Ultra_Low_Voltage_Enable", 21>, Bit<"RESERVED2", 22>, Bit<"SMU_HANDSHAKE_DISABLE", 23>>;
using RlcPgDelay2 = Register<"RLC_PG_DELAY_2", Gc<1, 0x4c1f>,
    Field<"SERDES_TIMEOUT_VALUE", 7, 0>, Field<"SERDES_CMD_DELAY", 15, 8>, Field<"PERWGP_TIMEOUT_VALUE", 31, 16>>;
using RlcPgDelay = Register<"RLC_PG_DELAY", Gc<1, 0x4c4d>,
    Field<"POWER_UP_DELAY", 7, 0>, Field<"POWER_DOWN_DELAY", 15, 8>, Field<"CMD_PROPAGATE_DELAY", 23, 16>,
    Field<"MEM_SLEEP_DELAY", 31, 24>>;
using RlcPgDelay3 = Register<"RLC_PG_DELAY_3",
    Gc<1, 0x4c78, Since<12, 0, 1, 0x4c78,
        Field<"CGCG_ACTIVE_BEFORE_CGPG", 31, 0>>>,
    Field<"CGCG_ACTIVE_BEFORE_CGPG", 7, 0>, Field<"RESERVED", 31, 8>>;
using RlcAutoPgCtrl = Register<"RLC_AUTO_PG_CTRL", Gc<1, 0x4c55>,
    Bit<"AUTO_PG_EN", 0>, Bit<"AUTO_GRBM_REG_SAVE_ON_IDLE_EN", 1>, Bit<"AUTO_WAKE_UP_EN", 2>,
    Field<"GRBM_REG_SAVE_GFX_IDLE_THRESHOLD", 18, 3>, Field<"PG_AFTER_GRBM_REG_SAVE_THRESHOLD", 31, 19>>;
using RlcDynPgStatus = Register<"RLC_DYN_PG_STATUS", Gc<1, 0x4c4b>, Field<"PG_STATUS_WGP_MASK", 31, 0>>;
using RlcCgttMgcgOverride = Register<"RLC_CGTT_MGCG_OVERRIDE",
    Gc<1, 0x4c48, Since<12, 0, 1, 0x4c48,
        Bit<"RLC_REPEATER_FGCG_OVERRIDE", 0>, Bit<"RLC_CGTT_SCLK_OVERRIDE", 1>, Bit<"GFXIP_MGCG_OVERRIDE", 2>,
        Bit<"GFXIP_CGCG_OVERRIDE", 3>, Bit<"GFXIP_CGLS_OVERRIDE", 4>, Bit<"GRBM_CGTT_SCLK_OVERRIDE", 5>,
        Bit<"GFXIP_MGLS_OVERRIDE", 6>, Bit<"GFXIP_GFX3D_CG_OVERRIDE", 7>, Bit<"GFXIP_FGCG_OVERRIDE", 8>,
        Bit<"GFXIP_REPEATER_FGCG_OVERRIDE", 9>, Bit<"PERFMON_CLOCK_STATE", 10>, Field<"RESERVED_31_11", 31, 11>>>,
    Bit<"RLC_REPEATER_FGCG_OVERRIDE", 0>, Bit<"RLC_CGTT_SCLK_OVERRIDE", 1>, Bit<"GFXIP_MGCG_OVERRIDE", 2>,
    Bit<"GFXIP_CGCG_OVERRIDE", 3>, Bit<"GFXIP_CGLS_OVERRIDE", 4>, Bit<"GRBM_CGTT_SCLK_OVERRIDE", 5>,
    Bit<"GFXIP_MGLS_OVERRIDE", 6>, Bit<"GFXIP_GFX3D_CG_OVERRIDE", 7>, Bit<"GFXIP_FGCG_OVERRIDE", 8>,
    Bit<"GFXIP_REPEATER_FGCG_OVERRIDE", 9>, Bit<"PERFMON_CLOCK_STATE", 10>, Field<"RESERVED_16_11", 16, 11>,
    Bit<"GC_CAC_MGCG_CLK_CNTL", 17>, Bit<"SE_CAC_MGCG_CLK_CNTL", 18>, Field<"RESERVED_31_19", 31, 19>>;
using RlcCgcgCglsCtrl = Register<"RLC_CGCG_CGLS_CTRL", Gc<1, 0x4c49>,
    Bit<"CGCG_EN", 0>, Bit<"CGLS_EN", 1>, Field<"CGLS_REP_COMPANSAT_DELAY", 7, 2>,
    Field<"CGCG_GFX_IDLE_THRESHOLD", 26, 8>, Bit<"CGCG_CONTROLLER", 27>, Bit<"CGCG_REG_CTRL", 28>,
    Field<"SLEEP_MODE", 30, 29>, Bit<"SIM_SILICON_EN", 31>>;
using RlcCgcgCglsCtrl3d = Register<"RLC_CGCG_CGLS_CTRL_3D", Gc<1, 0x4cc5>,
    Bit<"CGCG_EN", 0>, Bit<"CGLS_EN", 1>, Field<"CGLS_REP_COMPANSAT_DELAY", 7, 2>,
    Field<"CGCG_GFX_IDLE_THRESHOLD", 26, 8>, Bit<"CGCG_CONTROLLER", 27>, Bit<"CGCG_REG_CTRL", 28>,
    Field<"SLEEP_MODE", 30, 29>, Bit<"SIM_SILICON_EN", 31>>;
using RlcCgcgRampCtrl = Register<"RLC_CGCG_RAMP_CTRL", Gc<1, 0x4c4a>,
    Field<"DOWN_DIV_START_UNIT", 3, 0>, Field<"DOWN_DIV_STEP_UNIT", 7, 4>, Field<"UP_DIV_START_UNIT", 11, 8>,
    Field<"UP_DIV_STEP_UNIT", 15, 12>, Field<"STEP_DELAY_CNT", 27, 16>, Field<"STEP_DELAY_UNIT", 31, 28>>;
using RlcMgcgCtrl = Register<"RLC_MGCG_CTRL", Gc<1, 0x4c1a>,
    Bit<"MGCG_EN", 0>, Bit<"SILICON_EN", 1>, Bit<"SIMULATION_EN", 2>, Field<"ON_DELAY", 6, 3>,
    Field<"OFF_HYSTERESIS", 14, 7>, Field<"SPARE", 31, 15>>;
using RlcClkCntl = Register<"RLC_CLK_CNTL",
    Gc<1, 0x5b31, Since<12, 0, 1, 0x5b31,
        Bit<"RLC_SRM_ICG_OVERRIDE", 0>, Bit<"RLC_IMU_ICG_OVERRIDE", 1>, Bit<"RLC_SPM_ICG_OVERRIDE", 2>,
        Bit<"RLC_SPM_RSPM_ICG_OVERRIDE", 3>, Bit<"RLC_GPM_ICG_OVERRIDE", 4>, Bit<"RLC_CMN_ICG_OVERRIDE", 5>,
        Bit<"RLC_TC_ICG_OVERRIDE", 6>, Bit<"RLC_REG_ICG_OVERRIDE", 7>, Bit<"RLC_SRAM_CLK_GATER_OVERRIDE", 8>,
        Bit<"RESERVED_9", 9>, Bit<"RLC_SPP_ICG_OVERRIDE", 10>, Bit<"RESERVED_11", 11>,
        Bit<"RLC_TC_FGCG_REP_OVERRIDE", 12>, Bit<"RLC_DFLL_ICG_OVERRIDE", 13>, Bit<"RESERVED_15", 15>,
        Bit<"RLC_LX6_CORE_ICG_OVERRIDE", 16>, Bit<"RLC_LX6_ICG_OVERRIDE", 17>, Bit<"RLC_UTCL2_FGCG_OVERRIDE", 18>,
        Bit<"RLC_IH_GASKET_ICG_OVERRIDE", 19>, Bit<"RLC_BRIDGE_ICG_OVERRIDE", 20>, Field<"RESERVED", 31, 22>>>,
    Bit<"RLC_SRM_ICG_OVERRIDE", 0>, Bit<"RLC_IMU_ICG_OVERRIDE", 1>, Bit<"RLC_SPM_ICG_OVERRIDE", 2>,
    Bit<"RLC_SPM_RSPM_ICG_OVERRIDE", 3>, Bit<"RLC_GPM_ICG_OVERRIDE", 4>, Bit<"RLC_CMN_ICG_OVERRIDE", 5>,
    Bit<"RLC_TC_ICG_OVERRIDE", 6>, Bit<"RLC_REG_ICG_OVERRIDE", 7>, Bit<"RLC_SRAM_CLK_GATER_OVERRIDE", 8>,
    Bit<"RESERVED_9", 9>, Bit<"RLC_SPP_ICG_OVERRIDE", 10>, Bit<"RESERVED_11", 11>,
    Bit<"RLC_TC_FGCG_REP_OVERRIDE", 12>, Bit<"RESERVED_15", 15>, Bit<"RLC_UTCL2_FGCG_OVERRIDE", 18>,
    Bit<"RLC_IH_GASKET_ICG_OVERRIDE", 19>, Field<"RESERVED", 31, 20>>;

// Firmware memories
using RlcGpmUcodeAddr = Register<"RLC_GPM_UCODE_ADDR", Gc<1, 0x5b60>,
    Field<"UCODE_ADDR", 13, 0>, Field<"RESERVED", 31, 14>>;
using RlcGpmUcodeData = Register<"RLC_GPM_UCODE_DATA", Gc<1, 0x5b61>, Field<"UCODE_DATA", 31, 0>>;
using RlcGpuIovUcodeAddr = Register<"RLC_GPU_IOV_UCODE_ADDR", Gc<1, 0x5b48, Gone<12, 0>>,
    Field<"UCODE_ADDR", 11, 0>, Field<"RESERVED", 31, 12>>;
using RlcGpuIovUcodeData = Register<"RLC_GPU_IOV_UCODE_DATA", Gc<1, 0x5b49, Gone<12, 0>>, Field<"UCODE_DATA", 31, 0>>;
using RlcLx6DramAddr = Register<"RLC_LX6_DRAM_ADDR", Gc<1, 0x5b68>, Field<"ADDR", 10, 0>>;
using RlcLx6DramData = Register<"RLC_LX6_DRAM_DATA", Gc<1, 0x5b69>, Field<"DATA", 31, 0>>;
using RlcLx6IramAddr = Register<"RLC_LX6_IRAM_ADDR", Gc<1, 0x5b6a>, Field<"ADDR", 11, 0>>;
using RlcLx6IramData = Register<"RLC_LX6_IRAM_DATA", Gc<1, 0x5b6b>, Field<"DATA", 31, 0>>;
using RlcPaceUcodeAddr = Register<"RLC_PACE_UCODE_ADDR", Gc<1, 0x5b6c, Gone<12, 0>>,
    Field<"UCODE_ADDR", 11, 0>, Field<"RESERVED", 31, 12>>;
using RlcPaceUcodeData = Register<"RLC_PACE_UCODE_DATA", Gc<1, 0x5b6d, Gone<12, 0>>, Field<"UCODE_DATA", 31, 0>>;

// Clocks
using RlcCaptureGpuClockCount = Register<"RLC_CAPTURE_GPU_CLOCK_COUNT", Gc<1, 0x4c26>,
    Bit<"CAPTURE", 0>, Field<"RESERVED", 31, 1>>;
// Latched by RLC_CAPTURE_GPU_CLOCK_COUNT; 100 MHz reference clock.
using RlcGpuClockCountLsb = Register<"RLC_GPU_CLOCK_COUNT_LSB", Gc<1, 0x4c24>, ReadOnly<"GPU_CLOCKS_LSB", 31, 0>>;
using RlcGpuClockCountMsb = Register<"RLC_GPU_CLOCK_COUNT_MSB", Gc<1, 0x4c25>, ReadOnly<"GPU_CLOCKS_MSB", 31, 0>>;
using RlcCaptureGpuClockCount1 = Register<"RLC_CAPTURE_GPU_CLOCK_COUNT_1", Gc<1, 0x4cea>,
    Bit<"CAPTURE", 0>, Field<"RESERVED", 31, 1>>;
using RlcGpuClockCountLsb1 = Register<"RLC_GPU_CLOCK_COUNT_LSB_1", Gc<1, 0x4cfb>, ReadOnly<"GPU_CLOCKS_LSB", 31, 0>>;
using RlcGpuClockCountMsb1 = Register<"RLC_GPU_CLOCK_COUNT_MSB_1", Gc<1, 0x4cfc>, ReadOnly<"GPU_CLOCKS_MSB", 31, 0>>;
using RlcRefclockTimestampLsb = Register<"RLC_REFCLOCK_TIMESTAMP_LSB", Gc<1, 0x4c0c>,
    ReadOnly<"TIMESTAMP_LSB", 31, 0>>;
using RlcRefclockTimestampMsb = Register<"RLC_REFCLOCK_TIMESTAMP_MSB", Gc<1, 0x4c0d>,
    ReadOnly<"TIMESTAMP_MSB", 31, 0>>;
using RlcGpuClock32 = Register<"RLC_GPU_CLOCK_32", Gc<1, 0x4c42>, ReadOnly<"GPU_CLOCK_32", 31, 0>>;
using RlcGpuClock32ResSel = Register<"RLC_GPU_CLOCK_32_RES_SEL", Gc<1, 0x4c41>,
    Field<"RES_SEL", 5, 0>, Field<"RESERVED", 31, 6>>;

// Clock gating registers beside the RLC
using CgttGsNggClkCtrl = Register<"CGTT_GS_NGG_CLK_CTRL",
    Gc<1, 0x5087, Since<12, 0, 1, 0x5087,
        Field<"ON_DELAY", 3, 0>, Field<"OFF_HYSTERESIS", 11, 4>, Bit<"PERF_ENABLE", 15>, Bit<"DBG_ENABLE", 16>,
        Bit<"SOFT_STALL_OVERRIDE6", 17>, Bit<"SOFT_STALL_OVERRIDE5", 18>, Bit<"SOFT_STALL_OVERRIDE4", 19>,
        Bit<"SOFT_STALL_OVERRIDE3", 20>, Bit<"SOFT_STALL_OVERRIDE2", 21>, Bit<"SOFT_STALL_OVERRIDE1", 22>,
        Bit<"SOFT_STALL_OVERRIDE0", 23>, Bit<"SOFT_OVERRIDE7", 24>, Bit<"SOFT_OVERRIDE6", 25>,
        Bit<"SOFT_OVERRIDE5", 26>, Bit<"PERF_OVERRIDE", 27>, Bit<"PRIMGEN_OVERRIDE", 28>, Bit<"REG_OVERRIDE", 31>>>,
    Field<"ON_DELAY", 3, 0>, Field<"OFF_HYSTERESIS", 11, 4>, Bit<"PERF_ENABLE", 15>, Bit<"SOFT_STALL_OVERRIDE6", 17>,
    Bit<"SOFT_STALL_OVERRIDE5", 18>, Bit<"SOFT_STALL_OVERRIDE4", 19>, Bit<"SOFT_STALL_OVERRIDE3", 20>,
    Bit<"SOFT_STALL_OVERRIDE2", 21>, Bit<"SOFT_STALL_OVERRIDE1", 22>, Bit<"SOFT_STALL_OVERRIDE0", 23>,
    Bit<"SOFT_OVERRIDE7", 24>, Bit<"SOFT_OVERRIDE6", 25>, Bit<"SOFT_OVERRIDE5", 26>, Bit<"PERF_OVERRIDE", 27>,
    Bit<"PRIMGEN_OVERRIDE", 28>, Bit<"REG_OVERRIDE", 31>>;

using RlcRegisters = RegisterList<
    RlcCntl, RlcStat, RlcSafeMode, RlcSmuSafeMode, RlcRlcsBootloadStatus, RlcGpmStat, RlcGpmThreadEnable,
    RlcGpmThreadReset, RlcCpSchedulers, RlcSpareInt, RlcIntStat, RlcGpuIovF32Cntl, RlcGpuIovVfEnable, RlcLx6Cntl,
    RlcF32UcodeVersion, RlcSmuCommand, RlcSmuMessage, RlcSmuArgument, RlcGpmGeneral0, RlcGpmGeneral1, RlcGpmGeneral2,
    RlcGpmGeneral3, RlcGpmGeneral4, RlcGpmGeneral5, RlcGpmGeneral6, RlcGpmGeneral7, RlcGpmGeneral16, RlcGpmGeneral8,
    RlcGpmGeneral9, RlcGpmGeneral10, RlcGpmGeneral11, RlcGpmGeneral12, RlcGpmGeneral13, RlcGpmGeneral14,
    RlcGpmGeneral15, RlcCsibAddrLo, RlcCsibAddrHi, RlcCsibLength, RlcSrmCntl, RlcSrmStat, RlcSrmIndexCntlAddr,
    RlcSrmIndexCntlData, RlcSpmMcCntl, RlcSpmPerfmonCntl, RlcPerfmonCntl, RlcPgCntl, RlcPgDelay2, RlcPgDelay,
    RlcPgDelay3, RlcAutoPgCtrl, RlcDynPgStatus, RlcCgttMgcgOverride, RlcCgcgCglsCtrl, RlcCgcgCglsCtrl3d,
    RlcCgcgRampCtrl, RlcMgcgCtrl, RlcClkCntl, RlcGpmUcodeAddr, RlcGpmUcodeData, RlcGpuIovUcodeAddr,
    RlcGpuIovUcodeData, RlcLx6DramAddr, RlcLx6DramData, RlcLx6IramAddr, RlcLx6IramData, RlcPaceUcodeAddr,
    RlcPaceUcodeData, RlcCaptureGpuClockCount, RlcGpuClockCountLsb, RlcGpuClockCountMsb, RlcCaptureGpuClockCount1,
    RlcGpuClockCountLsb1, RlcGpuClockCountMsb1, RlcRefclockTimestampLsb, RlcRefclockTimestampMsb, RlcGpuClock32,
    RlcGpuClock32ResSel, CgttGsNggClkCtrl>;
// clang-format on

}  // namespace egpulab::regs::amd

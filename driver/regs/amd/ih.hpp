// IH (interrupt handler, in OSSSYS): interrupt rings and their settings.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/oss/osssys_6_0_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Ring 0
// RB_SIZE = log2(dwords); WPTR_WRITEBACK_ENABLE; WPTR_OVERFLOW_CLEAR; MC_SPACE; ENABLE_INTR.
using IhRbCntl = Register<"IH_RB_CNTL", Osssys<0, 0x80>,
    Bit<"RB_ENABLE", 0>, Field<"RB_SIZE", 5, 1>, Bit<"WPTR_WRITEBACK_ENABLE", 8>, Bit<"RB_FULL_DRAIN_ENABLE", 9>,
    Bit<"FULL_DRAIN_CLEAR", 10>, Bit<"PAGE_RB_CLEAR", 11>, Field<"RB_USED_INT_THRESHOLD", 15, 12>,
    Bit<"WPTR_OVERFLOW_ENABLE", 16>, Bit<"ENABLE_INTR", 17>, Field<"MC_SWAP", 19, 18>, Bit<"MC_SNOOP", 20>,
    Bit<"RPTR_REARM", 21>, Bit<"MC_RO", 22>, Field<"MC_VMID", 27, 24>, Field<"MC_SPACE", 30, 28>,
    Bit<"WPTR_OVERFLOW_CLEAR", 31>>;
// Ring address >> 8.
using IhRbBase = Register<"IH_RB_BASE", Osssys<0, 0x81, Since<7, 0, 0, 0x83>>, Field<"ADDR", 31, 0>>;
using IhRbBaseHi = Register<"IH_RB_BASE_HI", Osssys<0, 0x82, Since<7, 0, 0, 0x84>>, Field<"ADDR", 7, 0>>;
// Read offset in bytes (bits [17:2]).
using IhRbRptr = Register<"IH_RB_RPTR", Osssys<0, 0x83, Since<7, 0, 0, 0x81>>, Field<"OFFSET", 17, 2>>;
// Write offset in bytes, and RB_OVERFLOW.
using IhRbWptr = Register<"IH_RB_WPTR", Osssys<0, 0x84, Since<7, 0, 0, 0x82>>,
    Bit<"RB_OVERFLOW", 0>, Field<"OFFSET", 17, 2>, Bit<"RB_LEFT_NONE", 18>, Bit<"RB_MAY_OVERFLOW", 19>>;
using IhRbWptrAddrHi = Register<"IH_RB_WPTR_ADDR_HI", Osssys<0, 0x85>, Field<"ADDR", 15, 0>>;
// Where the IH writes its write offset.
using IhRbWptrAddrLo = Register<"IH_RB_WPTR_ADDR_LO", Osssys<0, 0x86>, Field<"ADDR", 31, 2>>;
// Doorbell through which the host may give the read offset.
using IhDoorbellRptr = Register<"IH_DOORBELL_RPTR", Osssys<0, 0x87>, Field<"OFFSET", 25, 0>, Bit<"ENABLE", 28>>;
using IhDoorbellRetryCam = Register<"IH_DOORBELL_RETRY_CAM", Osssys<0, 0x88>,
    Field<"OFFSET", 25, 0>, Bit<"ENABLE", 28>>;

// Ring 1
using IhRbCntlRing1 = Register<"IH_RB_CNTL_RING1", Osssys<0, 0x8c>,
    Bit<"RB_ENABLE", 0>, Field<"RB_SIZE", 5, 1>, Bit<"RB_FULL_DRAIN_ENABLE", 9>, Bit<"FULL_DRAIN_CLEAR", 10>,
    Bit<"PAGE_RB_CLEAR", 11>, Field<"RB_USED_INT_THRESHOLD", 15, 12>, Bit<"WPTR_OVERFLOW_ENABLE", 16>,
    Field<"MC_SWAP", 19, 18>, Bit<"MC_SNOOP", 20>, Bit<"MC_RO", 22>, Field<"MC_VMID", 27, 24>,
    Field<"MC_SPACE", 30, 28>, Bit<"WPTR_OVERFLOW_CLEAR", 31>>;
using IhRbBaseRing1 = Register<"IH_RB_BASE_RING1", Osssys<0, 0x8d, Since<7, 0, 0, 0x8f>>, Field<"ADDR", 31, 0>>;
using IhRbBaseHiRing1 = Register<"IH_RB_BASE_HI_RING1", Osssys<0, 0x8e, Since<7, 0, 0, 0x90>>, Field<"ADDR", 7, 0>>;
using IhRbRptrRing1 = Register<"IH_RB_RPTR_RING1", Osssys<0, 0x8f, Since<7, 0, 0, 0x8d>>, Field<"OFFSET", 17, 2>>;
using IhRbWptrRing1 = Register<"IH_RB_WPTR_RING1", Osssys<0, 0x90, Since<7, 0, 0, 0x8e>>,
    Bit<"RB_OVERFLOW", 0>, Field<"OFFSET", 17, 2>, Bit<"RB_LEFT_NONE", 18>, Bit<"RB_MAY_OVERFLOW", 19>>;
using IhDoorbellRptrRing1 = Register<"IH_DOORBELL_RPTR_RING1", Osssys<0, 0x93>,
    Field<"OFFSET", 25, 0>, Bit<"ENABLE", 28>>;

// Control and status
using IhCntl = Register<"IH_CNTL", Osssys<0, 0xc0, Since<7, 0, 0, 0xa8>>,
    Field<"WPTR_WRITEBACK_TIMER", 4, 0>, Field<"IH_IDLE_HYSTERESIS_CNTL", 7, 6>, Field<"IH_FIFO_HIGHWATER", 14, 8>,
    Field<"MC_WR_CLEAN_CNT", 24, 20>>;
using IhCntl2 = Register<"IH_CNTL2", Osssys<0, 0xc1>,
    Field<"SELF_IV_FORCE_WPTR_UPDATE_TIMEOUT", 4, 0>, Bit<"SELF_IV_FORCE_WPTR_UPDATE_ENABLE", 8>>;
using IhStatus = Register<"IH_STATUS", Osssys<0, 0xc2>,
    ReadOnly<"IDLE", 0>, ReadOnly<"INPUT_IDLE", 1>, ReadOnly<"BUFFER_IDLE", 2>, ReadOnly<"RB_FULL", 3>,
    ReadOnly<"RB_FULL_DRAIN", 4>, ReadOnly<"RB_OVERFLOW", 5>, ReadOnly<"MC_WR_IDLE", 6>, ReadOnly<"MC_WR_STALL", 7>,
    ReadOnly<"MC_WR_CLEAN_PENDING", 8>, ReadOnly<"MC_WR_CLEAN_STALL", 9>, ReadOnly<"BIF_INTERRUPT_LINE", 10>,
    ReadOnly<"SWITCH_READY", 11>, ReadOnly<"RB1_FULL", 12>, ReadOnly<"RB1_FULL_DRAIN", 13>,
    ReadOnly<"RB1_OVERFLOW", 14>, ReadOnly<"SELF_INT_GEN_IDLE", 18>, ReadOnly<"RETRY_INT_CAM_IDLE", 19>,
    ReadOnly<"ZSTATES_FENCE", 20>, ReadOnly<"IH_BUFFER_MEM_POWER_GATED", 21>,
    ReadOnly<"IH_RETRY_INT_CAM_MEM_POWER_GATED", 22>, ReadOnly<"IH_PASID_LUT_MEM_POWER_GATED", 23>>;
using IhVersion = Register<"IH_VERSION", Osssys<0, 0xa5>,
    ReadOnly<"MINVER", 6, 0>, ReadOnly<"MAJVER", 14, 8>, ReadOnly<"REV", 21, 16>>;
using IhRbStatus = Register<"IH_RB_STATUS", Osssys<0, 0xd4>,
    ReadOnly<"RB_FULL", 0>, ReadOnly<"RB_FULL_DRAIN", 1>, ReadOnly<"RB_OVERFLOW", 2>, ReadOnly<"RB1_FULL", 4>,
    ReadOnly<"RB1_FULL_DRAIN", 5>, ReadOnly<"RB1_OVERFLOW", 6>>;
using IhChicken = Register<"IH_CHICKEN",
    Osssys<0, 0x18d, Since<7, 0, 0, 0x18a,
        Bit<"ACTIVE_FCN_ID_PROT_ENABLE", 0>, Bit<"DBGU_TRIGGER_ENABLE", 1>, Bit<"CROSS_TRIGGER_ENABLE", 2>,
        Bit<"MC_SPACE_FBPA_ENABLE", 3>, Bit<"MC_SPACE_GPA_ENABLE", 4>, Bit<"REG_FIREWALL_ENABLE", 5>>>,
    Bit<"CROSS_TRIGGER_ENABLE", 2>, Bit<"MC_SPACE_FBPA_ENABLE", 3>, Bit<"MC_SPACE_GPA_ENABLE", 4>>;
using IhClkCtrl = Register<"IH_CLK_CTRL", Osssys<0, 0xdb, Since<7, 0, 0, 0xa9>>,
    Bit<"IH_PASID_LUT_MEM_CLK_SOFT_OVERRIDE", 23>, Bit<"MSI_STORM_COUNTER_CLK_SOFT_OVERRIDE", 24>,
    Bit<"IH_RETRY_INT_CAM_MEM_CLK_SOFT_OVERRIDE", 25>, Bit<"IH_BUFFER_MEM_CLK_SOFT_OVERRIDE", 26>,
    Bit<"DBUS_MUX_CLK_SOFT_OVERRIDE", 27>, Bit<"OSSSYS_SHARE_CLK_SOFT_OVERRIDE", 28>,
    Bit<"LIMIT_SMN_CLK_SOFT_OVERRIDE", 29>, Bit<"DYN_CLK_SOFT_OVERRIDE", 30>, Bit<"REG_CLK_SOFT_OVERRIDE", 31>>;
using IhMemPowerCtrl = Register<"IH_MEM_POWER_CTRL", Osssys<0, 0xe9, Since<7, 0, 0, 0xad>>,
    Bit<"IH_BUFFER_MEM_POWER_CTRL_EN", 0>, Bit<"IH_BUFFER_MEM_POWER_LS_EN", 1>, Bit<"IH_BUFFER_MEM_POWER_DS_EN", 2>,
    Bit<"IH_BUFFER_MEM_POWER_SD_EN", 3>, Field<"IH_BUFFER_MEM_IDLE_HYSTERESIS", 6, 4>,
    Field<"IH_BUFFER_MEM_POWER_UP_RECOVER_DELAY", 13, 8>, Field<"IH_BUFFER_MEM_POWER_DOWN_ENTER_DELAY", 15, 14>,
    Bit<"IH_RETRY_INT_CAM_MEM_POWER_CTRL_EN", 16>, Bit<"IH_RETRY_INT_CAM_MEM_POWER_LS_EN", 17>,
    Bit<"IH_RETRY_INT_CAM_MEM_POWER_DS_EN", 18>, Bit<"IH_RETRY_INT_CAM_MEM_POWER_SD_EN", 19>,
    Field<"IH_RETRY_INT_CAM_MEM_IDLE_HYSTERESIS", 22, 20>,
    Field<"IH_RETRY_INT_CAM_MEM_POWER_UP_RECOVER_DELAY", 29, 24>,
    Field<"IH_RETRY_INT_CAM_MEM_POWER_DOWN_ENTER_DELAY", 31, 30>>;
using IhMemPowerCtrl2 = Register<"IH_MEM_POWER_CTRL2", Osssys<0, 0xf0, Since<7, 0, 0, 0xae>>,
    Bit<"IH_PASID_LUT_MEM_POWER_CTRL_EN", 0>, Bit<"IH_PASID_LUT_MEM_POWER_LS_EN", 1>,
    Bit<"IH_PASID_LUT_MEM_POWER_DS_EN", 2>, Bit<"IH_PASID_LUT_MEM_POWER_SD_EN", 3>,
    Field<"IH_PASID_LUT_MEM_IDLE_HYSTERESIS", 6, 4>, Field<"IH_PASID_LUT_MEM_POWER_UP_RECOVER_DELAY", 13, 8>,
    Field<"IH_PASID_LUT_MEM_POWER_DOWN_ENTER_DELAY", 15, 14>>;
using IhIntFlags = Register<"IH_INT_FLAGS", Osssys<0, 0xdc>,
    Bit<"CLIENT_0_FLAG", 0>, Bit<"CLIENT_1_FLAG", 1>, Bit<"CLIENT_2_FLAG", 2>, Bit<"CLIENT_3_FLAG", 3>,
    Bit<"CLIENT_4_FLAG", 4>, Bit<"CLIENT_5_FLAG", 5>, Bit<"CLIENT_6_FLAG", 6>, Bit<"CLIENT_7_FLAG", 7>,
    Bit<"CLIENT_8_FLAG", 8>, Bit<"CLIENT_9_FLAG", 9>, Bit<"CLIENT_10_FLAG", 10>, Bit<"CLIENT_11_FLAG", 11>,
    Bit<"CLIENT_12_FLAG", 12>, Bit<"CLIENT_13_FLAG", 13>, Bit<"CLIENT_14_FLAG", 14>, Bit<"CLIENT_15_FLAG", 15>,
    Bit<"CLIENT_16_FLAG", 16>, Bit<"CLIENT_17_FLAG", 17>, Bit<"CLIENT_18_FLAG", 18>, Bit<"CLIENT_19_FLAG", 19>,
    Bit<"CLIENT_20_FLAG", 20>, Bit<"CLIENT_21_FLAG", 21>, Bit<"CLIENT_22_FLAG", 22>, Bit<"CLIENT_23_FLAG", 23>,
    Bit<"CLIENT_24_FLAG", 24>, Bit<"CLIENT_25_FLAG", 25>, Bit<"CLIENT_26_FLAG", 26>, Bit<"CLIENT_27_FLAG", 27>,
    Bit<"CLIENT_28_FLAG", 28>, Bit<"CLIENT_29_FLAG", 29>, Bit<"CLIENT_30_FLAG", 30>, Bit<"CLIENT_31_FLAG", 31>>;
using IhLastIntInfo = RegisterArray<"IH_LAST_INT_INFO#", Osssys<0, 0xdd, Since<7, 0, 0, 0xf9>>, Repeat<3, 0x4>>;
using IhScratch = Register<"IH_SCRATCH", Osssys<0, 0xe0>, Field<"DATA", 31, 0>>;
using IhMmhubError = Register<"IH_MMHUB_ERROR", Osssys<0, 0xe6>,
    Bit<"IH_BRESP_01", 1>, Bit<"IH_BRESP_10", 2>, Bit<"IH_BRESP_11", 3>, Bit<"IH_BUSER_NACK_01", 5>,
    Bit<"IH_BUSER_NACK_10", 6>, Bit<"IH_BUSER_NACK_11", 7>>;
using IhCreditStatus = Register<"IH_CREDIT_STATUS", Osssys<0, 0xe5>,
    Bit<"CLIENT_1_CREDIT_RETURNED", 1>, Bit<"CLIENT_2_CREDIT_RETURNED", 2>, Bit<"CLIENT_3_CREDIT_RETURNED", 3>,
    Bit<"CLIENT_4_CREDIT_RETURNED", 4>, Bit<"CLIENT_5_CREDIT_RETURNED", 5>, Bit<"CLIENT_6_CREDIT_RETURNED", 6>,
    Bit<"CLIENT_7_CREDIT_RETURNED", 7>, Bit<"CLIENT_8_CREDIT_RETURNED", 8>, Bit<"CLIENT_9_CREDIT_RETURNED", 9>,
    Bit<"CLIENT_10_CREDIT_RETURNED", 10>, Bit<"CLIENT_11_CREDIT_RETURNED", 11>, Bit<"CLIENT_12_CREDIT_RETURNED", 12>,
    Bit<"CLIENT_13_CREDIT_RETURNED", 13>, Bit<"CLIENT_14_CREDIT_RETURNED", 14>, Bit<"CLIENT_15_CREDIT_RETURNED", 15>,
    Bit<"CLIENT_16_CREDIT_RETURNED", 16>, Bit<"CLIENT_17_CREDIT_RETURNED", 17>, Bit<"CLIENT_18_CREDIT_RETURNED", 18>,
    Bit<"CLIENT_19_CREDIT_RETURNED", 19>, Bit<"CLIENT_20_CREDIT_RETURNED", 20>, Bit<"CLIENT_21_CREDIT_RETURNED", 21>,
    Bit<"CLIENT_22_CREDIT_RETURNED", 22>, Bit<"CLIENT_23_CREDIT_RETURNED", 23>, Bit<"CLIENT_24_CREDIT_RETURNED", 24>,
    Bit<"CLIENT_25_CREDIT_RETURNED", 25>, Bit<"CLIENT_26_CREDIT_RETURNED", 26>, Bit<"CLIENT_27_CREDIT_RETURNED", 27>,
    Bit<"CLIENT_28_CREDIT_RETURNED", 28>, Bit<"CLIENT_29_CREDIT_RETURNED", 29>, Bit<"CLIENT_30_CREDIT_RETURNED", 30>,
    Bit<"CLIENT_31_CREDIT_RETURNED", 31>>;
using IhClientCreditError = Register<"IH_CLIENT_CREDIT_ERROR", Osssys<0, 0xe1>,
    Bit<"CLEAR", 0>, Bit<"CLIENT_1_ERROR", 1>, Bit<"CLIENT_2_ERROR", 2>, Bit<"CLIENT_3_ERROR", 3>,
    Bit<"CLIENT_4_ERROR", 4>, Bit<"CLIENT_5_ERROR", 5>, Bit<"CLIENT_6_ERROR", 6>, Bit<"CLIENT_7_ERROR", 7>,
    Bit<"CLIENT_8_ERROR", 8>, Bit<"CLIENT_9_ERROR", 9>, Bit<"CLIENT_10_ERROR", 10>, Bit<"CLIENT_11_ERROR", 11>,
    Bit<"CLIENT_12_ERROR", 12>, Bit<"CLIENT_13_ERROR", 13>, Bit<"CLIENT_14_ERROR", 14>, Bit<"CLIENT_15_ERROR", 15>,
    Bit<"CLIENT_16_ERROR", 16>, Bit<"CLIENT_17_ERROR", 17>, Bit<"CLIENT_18_ERROR", 18>, Bit<"CLIENT_19_ERROR", 19>,
    Bit<"CLIENT_20_ERROR", 20>, Bit<"CLIENT_21_ERROR", 21>, Bit<"CLIENT_22_ERROR", 22>, Bit<"CLIENT_23_ERROR", 23>,
    Bit<"CLIENT_24_ERROR", 24>, Bit<"CLIENT_25_ERROR", 25>, Bit<"CLIENT_26_ERROR", 26>, Bit<"CLIENT_27_ERROR", 27>,
    Bit<"CLIENT_28_ERROR", 28>, Bit<"CLIENT_29_ERROR", 29>, Bit<"CLIENT_30_ERROR", 30>, Bit<"CLIENT_31_ERROR", 31>>;
using IhRetryCamAck = Register<"IH_RETRY_CAM_ACK", Osssys<0, 0xa4>, Field<"INDEX", 9, 0>>;
using IhRetryIntCamCntl = Register<"IH_RETRY_INT_CAM_CNTL", Osssys<0, 0xef, Since<7, 0, 0, 0xac>>,
    Field<"CAM_SIZE", 4, 0>, Field<"BACK_PRESSURE_SKID_VALUE", 13, 8>, Bit<"ENABLE", 16>,
    Bit<"MM_BACK_PRESSURE_ENABLE", 17>, Bit<"GC_BACK_PRESSURE_ENABLE", 18>, Field<"PER_VF_ENTRY_SIZE", 21, 20>>;
using IhCookie = RegisterArray<"IH_COOKIE_#", Osssys<0, 0x20>, Repeat<8, 0x4>>;
using IhLimitIntRateCntl = Register<"IH_LIMIT_INT_RATE_CNTL", Osssys<0, 0xcd, Since<7, 0, 0, 0xab>>,
    Bit<"LIMIT_ENABLE", 0>, Field<"PERF_INTERVAL", 4, 1>, Field<"PERF_THRESHOLD", 15, 5>,
    Field<"RETURN_DELAY", 20, 17>, Field<"PERF_RESULT", 31, 21>>;

// Floods and storms
using IhIntFloodCntl = Register<"IH_INT_FLOOD_CNTL", Osssys<0, 0xd5>,
    Field<"HIGHWATER", 2, 0>, Bit<"FLOOD_CNTL_ENABLE", 3>, Bit<"CLEAR_INT_FLOOD_STATUS", 4>>;
using IhIntFloodStatus = Register<"IH_INT_FLOOD_STATUS",
    Osssys<0, 0xd9, Since<7, 0, 0, 0xd9,
        Field<"INT_DROP_CNT", 7, 0>, Field<"FIRST_DROP_INT_CLIENT_ID", 15, 8>,
        Field<"FIRST_DROP_INT_SOURCE_ID", 23, 16>, Field<"FIRST_DROP_INT_VF_ID", 28, 24>, Bit<"FIRST_DROP_INT_VF", 29>,
        Bit<"INT_DROPPED", 30>>>,
    Field<"INT_DROP_CNT", 7, 0>, Field<"FIRST_DROP_INT_CLIENT_ID", 15, 8>, Field<"FIRST_DROP_INT_SOURCE_ID", 23, 16>,
    Field<"FIRST_DROP_INT_VF_ID", 27, 24>, Bit<"FIRST_DROP_INT_VF", 29>, Bit<"INT_DROPPED", 30>>;
using IhRb0IntFloodStatus = Register<"IH_RB0_INT_FLOOD_STATUS",
    Osssys<0, 0xd6, Since<7, 0, 0, 0xd6,
        Field<"RB_INT_DROPPED_VF", 23, 0>, Bit<"RB_INT_DROPPED", 31>>>,
    Field<"RB_INT_DROPPED_VF", 15, 0>, Bit<"RB_INT_DROPPED", 31>>;
using IhRb1IntFloodStatus = Register<"IH_RB1_INT_FLOOD_STATUS",
    Osssys<0, 0xd7, Since<7, 0, 0, 0xd7,
        Field<"RB_INT_DROPPED_VF", 23, 0>, Bit<"RB_INT_DROPPED", 31>>>,
    Field<"RB_INT_DROPPED_VF", 15, 0>, Bit<"RB_INT_DROPPED", 31>>;
using IhStormClientListCntl = Register<"IH_STORM_CLIENT_LIST_CNTL", Osssys<0, 0xda, Since<7, 0, 0, 0xaa>>,
    Bit<"CLIENT1_IS_STORM_CLIENT", 1>, Bit<"CLIENT2_IS_STORM_CLIENT", 2>, Bit<"CLIENT3_IS_STORM_CLIENT", 3>,
    Bit<"CLIENT4_IS_STORM_CLIENT", 4>, Bit<"CLIENT5_IS_STORM_CLIENT", 5>, Bit<"CLIENT6_IS_STORM_CLIENT", 6>,
    Bit<"CLIENT7_IS_STORM_CLIENT", 7>, Bit<"CLIENT8_IS_STORM_CLIENT", 8>, Bit<"CLIENT9_IS_STORM_CLIENT", 9>,
    Bit<"CLIENT10_IS_STORM_CLIENT", 10>, Bit<"CLIENT11_IS_STORM_CLIENT", 11>, Bit<"CLIENT12_IS_STORM_CLIENT", 12>,
    Bit<"CLIENT13_IS_STORM_CLIENT", 13>, Bit<"CLIENT14_IS_STORM_CLIENT", 14>, Bit<"CLIENT15_IS_STORM_CLIENT", 15>,
    Bit<"CLIENT16_IS_STORM_CLIENT", 16>, Bit<"CLIENT17_IS_STORM_CLIENT", 17>, Bit<"CLIENT18_IS_STORM_CLIENT", 18>,
    Bit<"CLIENT19_IS_STORM_CLIENT", 19>, Bit<"CLIENT20_IS_STORM_CLIENT", 20>, Bit<"CLIENT21_IS_STORM_CLIENT", 21>,
    Bit<"CLIENT22_IS_STORM_CLIENT", 22>, Bit<"CLIENT23_IS_STORM_CLIENT", 23>, Bit<"CLIENT24_IS_STORM_CLIENT", 24>,
    Bit<"CLIENT25_IS_STORM_CLIENT", 25>, Bit<"CLIENT26_IS_STORM_CLIENT", 26>, Bit<"CLIENT27_IS_STORM_CLIENT", 27>,
    Bit<"CLIENT28_IS_STORM_CLIENT", 28>, Bit<"CLIENT29_IS_STORM_CLIENT", 29>, Bit<"CLIENT30_IS_STORM_CLIENT", 30>,
    Bit<"CLIENT31_IS_STORM_CLIENT", 31>>;
// DELAY before a further MSI.
using IhMsiStormCtrl = Register<"IH_MSI_STORM_CTRL", Osssys<0, 0xf1>, Field<"DELAY", 11, 0>>;
using IhMsiStormClientIndex = Register<"IH_MSI_STORM_CLIENT_INDEX", Osssys<0, 0xf2>, Field<"INDEX", 2, 0>>;
using IhMsiStormClientData = Register<"IH_MSI_STORM_CLIENT_DATA", Osssys<0, 0xf3>,
    Field<"CLIENT_ID", 7, 0>, Field<"SOURCE_ID", 15, 8>, Bit<"SOURCE_ID_MATCH_ENABLE", 16>,
    Bit<"UTCL2_PAGE_FAULT_MATCH_ENABLE", 17>, Bit<"ENTRY_VALID", 31>>;
using IhIntDropCntl = Register<"IH_INT_DROP_CNTL", Osssys<0, 0x18f, Since<7, 0, 0, 0x18c>>,
    Bit<"INT_DROP_EN", 0>, Bit<"CLIENT_ID_MATCH_EN", 1>, Bit<"SOURCE_ID_MATCH_EN", 2>, Bit<"VF_ID_MATCH_EN", 3>,
    Bit<"VF_MATCH_EN", 4>, Bit<"CONTEXT_ID_MATCH_EN", 5>, Field<"INT_DROP_MODE", 7, 6>,
    Bit<"UTCL2_RETRY_INT_DROP_EN", 8>, Bit<"INT_DROPPED", 16>>;
using IhIntDropMatchValue0 = Register<"IH_INT_DROP_MATCH_VALUE0", Osssys<0, 0x190, Since<7, 0, 0, 0x18d>>,
    Field<"CLIENT_ID_MATCH_VALUE", 7, 0>, Field<"SOURCE_ID_MATCH_VALUE", 15, 8>, Field<"VF_ID_MATCH_VALUE", 20, 16>,
    Bit<"VF_MATCH_VALUE", 23>, Field<"CONTEXT_ID_39_32_MATCH_VALUE", 31, 24>>;
using IhIntDropMatchValue1 = Register<"IH_INT_DROP_MATCH_VALUE1", Osssys<0, 0x191, Since<7, 0, 0, 0x18e>>,
    Field<"CONTEXT_ID_31_0_MATCH_VALUE", 31, 0>>;
using IhIntDropMatchMask0 = Register<"IH_INT_DROP_MATCH_MASK0", Osssys<0, 0x192, Since<7, 0, 0, 0x18f>>,
    Field<"CLIENT_ID_MATCH_MASK", 7, 0>, Field<"SOURCE_ID_MATCH_MASK", 15, 8>, Field<"VF_ID_MATCH_MASK", 20, 16>,
    Bit<"VF_MATCH_MASK", 23>, Field<"CONTEXT_ID_39_32_MATCH_MASK", 31, 24>>;
using IhIntDropMatchMask1 = Register<"IH_INT_DROP_MATCH_MASK1", Osssys<0, 0x193, Since<7, 0, 0, 0x190>>,
    Field<"CONTEXT_ID_31_0_MATCH_MASK", 31, 0>>;

// Clients and VMIDs
using IhClientCfg = Register<"IH_CLIENT_CFG",
    Osssys<0, 0x184, Since<7, 0, 0, 0x182,
        Field<"TOTAL_CLIENT_NUM", 4, 0>>>,
    Field<"TOTAL_CLIENT_NUM", 5, 0>>;
// Selects the client that IH_CLIENT_CFG_DATA configures.
using IhClientCfgIndex = Register<"IH_CLIENT_CFG_INDEX", Osssys<0, 0x188, Since<7, 0, 0, 0x185>>, Field<"INDEX", 4, 0>>;
using IhClientCfgData = Register<"IH_CLIENT_CFG_DATA",
    Osssys<0, 0x189, Since<7, 0, 0, 0x186,
        Field<"CLIENT_TYPE", 19, 18>, Field<"VF_RB_SELECT", 23, 22>, Bit<"OVERWRITE_RING_ID_WITH_ACTIVE_FCN_ID", 24>,
        Bit<"INTERFACE_TYPE", 25>>>,
    Field<"CLIENT_TYPE", 19, 18>, Field<"VF_RB_SELECT", 23, 22>, Bit<"INTERFACE_TYPE", 25>>;
using IhRing1ClientCfgIndex = Register<"IH_RING1_CLIENT_CFG_INDEX",
    Osssys<0, 0x185, Since<7, 0, 0, 0x183>>, Field<"INDEX", 2, 0>>;
using IhRing1ClientCfgData = Register<"IH_RING1_CLIENT_CFG_DATA", Osssys<0, 0x186, Since<7, 0, 0, 0x184>>,
    Field<"CLIENT_ID", 7, 0>, Field<"SOURCE_ID", 15, 8>, Bit<"SOURCE_ID_MATCH_ENABLE", 16>>;
using IhCidRemapIndex = Register<"IH_CID_REMAP_INDEX", Osssys<0, 0x18b, Since<7, 0, 0, 0x188>>, Field<"INDEX", 1, 0>>;
using IhCidRemapData = Register<"IH_CID_REMAP_DATA", Osssys<0, 0x18c, Since<7, 0, 0, 0x189>>,
    Field<"CLIENT_ID", 7, 0>, Field<"INITIATOR_ID", 17, 8>, Field<"CLIENT_ID_REMAP", 31, 24>>;
// PASID of each VMID on the GC hub, written into interrupt entries.
using IhVmidLut = RegisterArray<"IH_VMID_#_LUT", Osssys<0, 0x0>, Repeat<16, 0x4>, Field<"PASID", 15, 0>>;
// The same on the MM hub.
using IhVmidLutMm = RegisterArray<"IH_VMID_#_LUT_MM", Osssys<0, 0x10>, Repeat<16, 0x4>, Field<"PASID", 15, 0>>;

using IhRegisters = RegisterList<
    IhRbCntl, IhRbBase, IhRbBaseHi, IhRbRptr, IhRbWptr, IhRbWptrAddrHi, IhRbWptrAddrLo, IhDoorbellRptr,
    IhDoorbellRetryCam, IhRbCntlRing1, IhRbBaseRing1, IhRbBaseHiRing1, IhRbRptrRing1, IhRbWptrRing1,
    IhDoorbellRptrRing1, IhCntl, IhCntl2, IhStatus, IhVersion, IhRbStatus, IhChicken, IhClkCtrl, IhMemPowerCtrl,
    IhMemPowerCtrl2, IhIntFlags, IhLastIntInfo, IhScratch, IhMmhubError, IhCreditStatus, IhClientCreditError,
    IhRetryCamAck, IhRetryIntCamCntl, IhCookie, IhLimitIntRateCntl, IhIntFloodCntl, IhIntFloodStatus,
    IhRb0IntFloodStatus, IhRb1IntFloodStatus, IhStormClientListCntl, IhMsiStormCtrl, IhMsiStormClientIndex,
    IhMsiStormClientData, IhIntDropCntl, IhIntDropMatchValue0, IhIntDropMatchValue1, IhIntDropMatchMask0,
    IhIntDropMatchMask1, IhClientCfg, IhClientCfgIndex, IhClientCfgData, IhRing1ClientCfgIndex, IhRing1ClientCfgData,
    IhCidRemapIndex, IhCidRemapData, IhVmidLut, IhVmidLutMm>;
// clang-format on

}  // namespace egpulab::regs::amd

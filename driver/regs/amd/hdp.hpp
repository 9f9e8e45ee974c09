// HDP (host data path): the way of host accesses to VRAM.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/hdp/hdp_6_0_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Base of the linear view of VRAM, in 256 bytes.
using HdpNonsurfaceBase = Register<"HDP_NONSURFACE_BASE", Hdp<0, 0x40>, Field<"NONSURF_BASE_39_8", 31, 0>>;
using HdpNonsurfaceInfo = Register<"HDP_NONSURFACE_INFO", Hdp<0, 0x41>,
    Field<"NONSURF_SWAP", 5, 4>, Field<"NONSURF_VMID", 11, 8>>;
using HdpNonsurfaceBaseHi = Register<"HDP_NONSURFACE_BASE_HI", Hdp<0, 0x42>, Field<"NONSURF_BASE_47_40", 7, 0>>;
using HdpNonsurfFlags = Register<"HDP_NONSURF_FLAGS", Hdp<0, 0xc8>,
    Bit<"NONSURF_WRITE_FLAG", 0>, Bit<"NONSURF_READ_FLAG", 1>>;
using HdpNonsurfFlagsClr = Register<"HDP_NONSURF_FLAGS_CLR", Hdp<0, 0xc9>,
    Bit<"NONSURF_WRITE_FLAG_CLR", 0>, Bit<"NONSURF_READ_FLAG_CLR", 1>>;
using HdpHostPathCntl = Register<"HDP_HOST_PATH_CNTL", Hdp<0, 0xcc, Since<7, 0, 0, 0xd2>>,
    Field<"WR_STALL_TIMER", 10, 9>, Field<"RD_STALL_TIMER", 12, 11>, Bit<"WRITE_COMBINE_TIMER_PRELOAD_CFG", 18>,
    Field<"WRITE_COMBINE_TIMER", 20, 19>, Bit<"WRITE_COMBINE_EN", 21>, Bit<"WRITE_COMBINE_64B_EN", 22>,
    Bit<"ALL_SURFACES_DIS", 29>>;
using HdpOutstandingReq = Register<"HDP_OUTSTANDING_REQ", Hdp<0, 0xd2, Since<7, 0, 0, 0xd1>>,
    ReadOnly<"WRITE_REQ", 7, 0>, ReadOnly<"READ_REQ", 15, 8>>;
using HdpMiscCntl = Register<"HDP_MISC_CNTL",
    Hdp<0, 0xd3, Since<7, 0, 0, 0xd3,
        Field<"IDLE_HYSTERESIS_CNTL", 3, 2>, Bit<"OUTSTANDING_WRITE_COUNT_1024", 5>,
        Bit<"MMHUB_EARLY_WRACK_ENABLE", 8>, Bit<"EARLY_WRACK_MISSING_PROTECT_ENABLE", 9>,
        Bit<"SIMULTANEOUS_READS_WRITES", 11>, Field<"READ_BUFFER_WATERMARK", 15, 14>, Bit<"NACK_ENABLE", 19>,
        Bit<"ATOMIC_NACK_ENABLE", 20>, Bit<"FED_ENABLE", 21>, Bit<"ATOMIC_FED_ENABLE", 22>,
        Bit<"SYSHUB_CHANNEL_PRIORITY", 23>, Bit<"MMHUB_WRBURST_ENABLE", 24>, Bit<"MMHUB_WRBURST_SIZE", 30>>>,
    Field<"IDLE_HYSTERESIS_CNTL", 3, 2>, Bit<"OUTSTANDING_WRITE_COUNT_1024", 5>, Bit<"MMHUB_EARLY_WRACK_ENABLE", 8>,
    Bit<"SIMULTANEOUS_READS_WRITES", 11>, Field<"READ_BUFFER_WATERMARK", 15, 14>, Bit<"NACK_ENABLE", 19>,
    Bit<"ATOMIC_NACK_ENABLE", 20>, Bit<"FED_ENABLE", 21>, Bit<"ATOMIC_FED_ENABLE", 22>,
    Bit<"MMHUB_WRBURST_ENABLE", 24>, Bit<"MMHUB_WRBURST_SIZE", 30>>;
// Clock and power gating of the HDP memories.
using HdpMemPowerCtrl = Register<"HDP_MEM_POWER_CTRL", Hdp<0, 0xd4>,
    Bit<"ATOMIC_MEM_POWER_CTRL_EN", 0>, Bit<"ATOMIC_MEM_POWER_LS_EN", 1>, Bit<"ATOMIC_MEM_POWER_DS_EN", 2>,
    Bit<"ATOMIC_MEM_POWER_SD_EN", 3>, Field<"ATOMIC_MEM_IDLE_HYSTERESIS", 6, 4>,
    Field<"ATOMIC_MEM_POWER_UP_RECOVER_DELAY", 13, 8>, Field<"ATOMIC_MEM_POWER_DOWN_ENTER_DELAY", 15, 14>,
    Bit<"RC_MEM_POWER_CTRL_EN", 16>, Bit<"RC_MEM_POWER_LS_EN", 17>, Bit<"RC_MEM_POWER_DS_EN", 18>,
    Bit<"RC_MEM_POWER_SD_EN", 19>, Field<"RC_MEM_IDLE_HYSTERESIS", 22, 20>,
    Field<"RC_MEM_POWER_UP_RECOVER_DELAY", 29, 24>, Field<"RC_MEM_POWER_DOWN_ENTER_DELAY", 31, 30>>;
using HdpMmhubCntl = Register<"HDP_MMHUB_CNTL",
    Hdp<0, 0xd5, Since<7, 0, 0, 0xd6,
        Bit<"HDP_MMHUB_RO", 0>, Bit<"HDP_MMHUB_GCC", 1>, Bit<"HDP_MMHUB_SNOOP", 2>, Bit<"HDP_MMHUB_RO_OVERRIDE", 4>,
        Bit<"HDP_MMHUB_GCC_OVERRIDE", 5>, Bit<"HDP_MMHUB_SNOOP_OVERRIDE", 6>>>,
    Bit<"HDP_MMHUB_RO", 0>, Bit<"HDP_MMHUB_GCC", 1>, Bit<"HDP_MMHUB_SNOOP", 2>>;
using HdpVersion = Register<"HDP_VERSION", Hdp<0, 0xd7, Since<7, 0, 0, 0xdb>>,
    ReadOnly<"MINVER", 7, 0>, ReadOnly<"MAJVER", 15, 8>, ReadOnly<"REV", 23, 16>>;
using HdpClkCntl = Register<"HDP_CLK_CNTL", Hdp<0, 0xd8, Since<7, 0, 0, 0xd5>>,
    Field<"REG_CLK_ENABLE_COUNT", 3, 0>, Bit<"ATOMIC_MEM_CLK_SOFT_OVERRIDE", 26>, Bit<"RC_MEM_CLK_SOFT_OVERRIDE", 27>,
    Bit<"DBUS_CLK_SOFT_OVERRIDE", 28>, Bit<"DYN_CLK_SOFT_OVERRIDE", 29>, Bit<"XDP_REG_CLK_SOFT_OVERRIDE", 30>,
    Bit<"HDP_REG_CLK_SOFT_OVERRIDE", 31>>;
using HdpDebug0 = Register<"HDP_DEBUG0", Hdp<0, 0xce>, Field<"HDP_DEBUG", 31, 0>>;
using HdpXdpMmhubError = Register<"HDP_XDP_MMHUB_ERROR",
    Hdp<0, 0x14a, Since<7, 0, 0, 0xd8,
        Bit<"HDP_BRESP_01", 1>, Bit<"HDP_BRESP_10", 2>, Bit<"HDP_BRESP_11", 3>, Bit<"HDP_BUSER_NACK_01", 5>,
        Bit<"HDP_BUSER_NACK_10", 6>, Bit<"HDP_BUSER_NACK_11", 7>, Bit<"HDP_RRESP_01", 9>, Bit<"HDP_RRESP_10", 10>,
        Bit<"HDP_RRESP_11", 11>, Bit<"HDP_RUSER_NACK_01", 13>, Bit<"HDP_RUSER_NACK_10", 14>,
        Bit<"HDP_RUSER_NACK_11", 15>, Bit<"XDP_BRESP_01", 17>, Bit<"XDP_BRESP_10", 18>, Bit<"XDP_BRESP_11", 19>,
        Bit<"XDP_BUSER_NACK_01", 21>, Bit<"XDP_BUSER_NACK_10", 22>, Bit<"XDP_BUSER_NACK_11", 23>>>,
    Bit<"HDP_BRESP_01", 1>, Bit<"HDP_BRESP_10", 2>, Bit<"HDP_BRESP_11", 3>, Bit<"HDP_BUSER_FED", 4>,
    Bit<"HDP_BUSER_NACK_01", 5>, Bit<"HDP_BUSER_NACK_10", 6>, Bit<"HDP_BUSER_NACK_11", 7>, Bit<"HDP_RRESP_01", 9>,
    Bit<"HDP_RRESP_10", 10>, Bit<"HDP_RRESP_11", 11>, Bit<"HDP_RUSER_FED", 12>, Bit<"HDP_RUSER_NACK_01", 13>,
    Bit<"HDP_RUSER_NACK_10", 14>, Bit<"HDP_RUSER_NACK_11", 15>, Bit<"XDP_BRESP_01", 17>, Bit<"XDP_BRESP_10", 18>,
    Bit<"XDP_BRESP_11", 19>, Bit<"XDP_BUSER_NACK_01", 21>, Bit<"XDP_BUSER_NACK_10", 22>,
    Bit<"XDP_BUSER_NACK_11", 23>>;
using HdpXdpChkn = Register<"HDP_XDP_CHKN", Hdp<0, 0x140>,
    Field<"CHKN_0_RSVD", 7, 0>, Field<"CHKN_1_RSVD", 15, 8>, Field<"CHKN_2_RSVD", 23, 16>,
    Field<"CHKN_3_RSVD", 31, 24>>;

using HdpRegisters = RegisterList<
    HdpNonsurfaceBase, HdpNonsurfaceInfo, HdpNonsurfaceBaseHi, HdpNonsurfFlags, HdpNonsurfFlagsClr, HdpHostPathCntl,
    HdpOutstandingReq, HdpMiscCntl, HdpMemPowerCtrl, HdpMmhubCntl, HdpVersion, HdpClkCntl, HdpDebug0,
    HdpXdpMmhubError, HdpXdpChkn>;
// clang-format on

}  // namespace egpulab::regs::amd

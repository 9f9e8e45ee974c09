// ATHUB (address translation hub): clock gating only.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/athub/athub_3_0_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
using AthubMiscCntl = Register<"ATHUB_MISC_CNTL",
    Athub<0, 0x75, Since<4, 1, 0, 0x80,
        Field<"CG_OFFDLY", 5, 0>, Bit<"CG_ENABLE", 6>, Bit<"CG_MEM_LS_ENABLE", 7>, Bit<"PG_ENABLE", 8>,
        Field<"PG_OFFDLY", 14, 9>, Bit<"ALWAYS_BUSY", 15>, Bit<"CG_STATUS", 16>, Bit<"PG_STATUS", 17>,
        Bit<"RPB_BUSY", 18>, Bit<"XPB_BUSY", 19>, Bit<"ATS_BUSY", 20>, Bit<"SDPNCS_BUSY", 21>, Bit<"DFPORT_BUSY", 22>,
        Bit<"SWITCH_CNTL", 23>, Bit<"LS_DELAY_ENABLE", 24>, Field<"LS_DELAY_TIME", 29, 25>,
        Bit<"RESETB_PG_CLK_GATING_ENABLE", 30>>>,
    Field<"CG_OFFDLY", 5, 0>, Bit<"CG_ENABLE", 6>, Bit<"CG_MEM_LS_ENABLE", 7>, Bit<"PG_ENABLE", 8>,
    Field<"PG_OFFDLY", 14, 9>, Bit<"ALWAYS_BUSY", 15>, Bit<"CG_STATUS", 16>, Bit<"PG_STATUS", 17>,
    Bit<"RPB_BUSY", 18>, Bit<"XPB_BUSY", 19>, Bit<"ATS_BUSY", 20>, Bit<"SDPNCS_BUSY", 21>, Bit<"DFPORT_BUSY", 22>,
    Bit<"SWITCH_CNTL", 23>, Bit<"LS_DELAY_ENABLE", 24>, Field<"LS_DELAY_TIME", 29, 25>,
    Bit<"RESETB_PG_CLK_GATING_ENABLE", 30>, Bit<"RM_VALID_ENABLE", 31>>;

using AthubRegisters = RegisterList<
    AthubMiscCntl>;
// clang-format on

}  // namespace egpulab::regs::amd

// GFX IMU: the controller that brings the graphics core up.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
using GfxImuC2pmsg = RegisterArray<"GFX_IMU_C2PMSG_#", Gc<1, 0x4000>, Repeat<48, 0x4>, Field<"DATA", 31, 0>>;
using GfxImuC2pmsgAccessCtrl0 = Register<"GFX_IMU_C2PMSG_ACCESS_CTRL0", Gc<1, 0x4040>,
    Field<"ACC0", 2, 0>, Field<"ACC1", 5, 3>, Field<"ACC2", 8, 6>, Field<"ACC3", 11, 9>, Field<"ACC4", 14, 12>,
    Field<"ACC5", 17, 15>, Field<"ACC6", 20, 18>, Field<"ACC7", 23, 21>>;
using GfxImuC2pmsgAccessCtrl1 = Register<"GFX_IMU_C2PMSG_ACCESS_CTRL1", Gc<1, 0x4041>,
    Field<"ACC8_15", 2, 0>, Field<"ACC16_23", 5, 3>, Field<"ACC24_31", 8, 6>, Field<"ACC32_39", 11, 9>,
    Field<"ACC40_47", 14, 12>>;
using GfxImuMsgFlags = Register<"GFX_IMU_MSG_FLAGS", Gc<1, 0x403f, Gone<12, 0>>, Field<"STATUS", 31, 0>>;
// CRESET holds the IMU in reset.
using GfxImuCoreCtrl = Register<"GFX_IMU_CORE_CTRL",
    Gc<1, 0x40b6, Since<12, 0, 1, 0x40b6,
        Bit<"CRESET", 0>, Bit<"CSTALL", 1>, Bit<"CDBGENABLE", 2>, Bit<"DRESET", 3>, Bit<"HALT_ON_RESET", 4>,
        Bit<"BREAK_IN", 8>, Bit<"BREAK_OUT_ACK", 9>>>,
    Bit<"CRESET", 0>, Bit<"CSTALL", 1>, Bit<"DRESET", 3>, Bit<"HALT_ON_RESET", 4>, Bit<"BREAK_IN", 8>,
    Bit<"BREAK_OUT_ACK", 9>>;
using GfxImuCoreStatus = Register<"GFX_IMU_CORE_STATUS", Gc<1, 0x40b7, Gone<12, 0>>,
    ReadOnly<"CBUSY", 0>, ReadOnly<"PWAIT_MODE", 1>, ReadOnly<"CINTLEVEL", 7, 4>, ReadOnly<"BREAK_IN_ACK", 8>,
    ReadOnly<"BREAK_OUT", 9>, ReadOnly<"P_FATAL_ERROR", 11>, ReadOnly<"FAULT_SEVERITY_LEVEL", 27, 24>,
    ReadOnly<"FAULT_TYPE", 31, 28>>;
using GfxImuStatus = Register<"GFX_IMU_STATUS", Gc<1, 0x4055, Gone<12, 0>>,
    Bit<"ALLOW_GFXOFF", 0>, Bit<"ALLOW_FA_DCS", 1>, Bit<"TBD2", 2>, Bit<"TBD3", 3>, Bit<"TBD4", 4>, Bit<"TBD5", 5>,
    Bit<"TBD6", 6>, Bit<"TBD7", 7>, Bit<"TBD8", 8>, Bit<"TBD9", 9>, Bit<"TBD10", 10>, Bit<"TBD11", 11>,
    Bit<"TBD12", 12>, Bit<"TBD13", 13>, Bit<"TBD14", 14>, Bit<"DISABLE_GFXCLK_DS", 15>>;
// Which parts of the graphics core the IMU has taken out of reset.
using GfxImuGfxResetCtrl = Register<"GFX_IMU_GFX_RESET_CTRL",
    Gc<1, 0x40bc, Since<12, 0, 1, 0x40bc,
        Bit<"HARD_RESETB", 0>, Bit<"EA_RESETB", 1>, Bit<"UTCL2_RESETB", 2>, Bit<"SDMA_RESETB", 3>,
        Bit<"GRBM_RESETB", 4>, Bit<"DFLL_SRESETB", 5>, Bit<"SE_EA_HRESETB", 6>>>,
    Bit<"HARD_RESETB", 0>, Bit<"EA_RESETB", 1>, Bit<"UTCL2_RESETB", 2>, Bit<"SDMA_RESETB", 3>, Bit<"GRBM_RESETB", 4>>;
using GfxImuPwrok = Register<"GFX_IMU_PWROK", Gc<1, 0x40b9, Gone<12, 0>>, Bit<"PWROK", 0>>;
using GfxImuScratch = RegisterArray<"GFX_IMU_SCRATCH_#", Gc<1, 0x4068>, Repeat<16, 0x4>, Field<"DATA", 31, 0>>;
using GfxImuIRamAddr = Register<"GFX_IMU_I_RAM_ADDR", Gc<1, 0x5f90>, Field<"ADDR", 15, 2>>;
using GfxImuIRamData = Register<"GFX_IMU_I_RAM_DATA", Gc<1, 0x5f91>, Field<"DATA", 31, 0>>;
using GfxImuDRamAddr = Register<"GFX_IMU_D_RAM_ADDR", Gc<1, 0x40fc>, Field<"ADDR", 15, 2>>;
using GfxImuDRamData = Register<"GFX_IMU_D_RAM_DATA", Gc<1, 0x40fd>, Field<"DATA", 31, 0>>;
using GfxImuRlcBootloaderAddrHi = Register<"GFX_IMU_RLC_BOOTLOADER_ADDR_HI",
    Gc<1, 0x5f81, Since<12, 0, 1, 0x5f81,
        Field<"ADDR_HI", 31, 0>>>>;
using GfxImuRlcBootloaderAddrLo = Register<"GFX_IMU_RLC_BOOTLOADER_ADDR_LO",
    Gc<1, 0x5f82, Since<12, 0, 1, 0x5f82,
        Field<"ADDR_LO", 31, 0>>>>;
using GfxImuRlcBootloaderSize = Register<"GFX_IMU_RLC_BOOTLOADER_SIZE",
    Gc<1, 0x5f83, Since<12, 0, 1, 0x5f83,
        Field<"SIZE", 25, 0>>>>;
using GfxImuRlcRamIndex = Register<"GFX_IMU_RLC_RAM_INDEX", Gc<1, 0x40ac>,
    Field<"INDEX", 7, 0>, Field<"RLC_INDEX", 23, 16>, Bit<"RAM_VALID", 31>>;
using GfxImuRlcRamAddrHigh = Register<"GFX_IMU_RLC_RAM_ADDR_HIGH", Gc<1, 0x40ad>, Field<"ADDR_MSB", 15, 0>>;
using GfxImuRlcRamAddrLow = Register<"GFX_IMU_RLC_RAM_ADDR_LOW", Gc<1, 0x40ae>, Field<"ADDR_LSB", 31, 0>>;
using GfxImuRlcRamData = Register<"GFX_IMU_RLC_RAM_DATA", Gc<1, 0x40af>, Field<"DATA", 31, 0>>;
using GfxImuProgramCtr = Register<"GFX_IMU_PROGRAM_CTR", Gc<1, 0x40b5, Gone<12, 0>>, Field<"PC", 31, 0>>;

using ImuRegisters = RegisterList<
    GfxImuC2pmsg, GfxImuC2pmsgAccessCtrl0, GfxImuC2pmsgAccessCtrl1, GfxImuMsgFlags, GfxImuCoreCtrl, GfxImuCoreStatus,
    GfxImuStatus, GfxImuGfxResetCtrl, GfxImuPwrok, GfxImuScratch, GfxImuIRamAddr, GfxImuIRamData, GfxImuDRamAddr,
    GfxImuDRamData, GfxImuRlcBootloaderAddrHi, GfxImuRlcBootloaderAddrLo, GfxImuRlcBootloaderSize, GfxImuRlcRamIndex,
    GfxImuRlcRamAddrHigh, GfxImuRlcRamAddrLow, GfxImuRlcRamData, GfxImuProgramCtr>;
// clang-format on

}  // namespace egpulab::regs::amd

// SMUIO: time stamp counter, serial ROM.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/smuio/smuio_13_0_6_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
using GoldenTscIncrementUpper = Register<"GOLDEN_TSC_INCREMENT_UPPER", Smuio<1, 0x2b>,
    Field<"GoldenTscIncrementUpper", 23, 0>>;
using GoldenTscIncrementLower = Register<"GOLDEN_TSC_INCREMENT_LOWER", Smuio<1, 0x2c>,
    Field<"GoldenTscIncrementLower", 31, 0>>;
using GoldenTscCountUpper = Register<"GOLDEN_TSC_COUNT_UPPER", Smuio<1, 0x2d>,
    ReadOnly<"GoldenTscCountUpper", 23, 0>>;
// Free-running 100 MHz counter.
using GoldenTscCountLower = Register<"GOLDEN_TSC_COUNT_LOWER", Smuio<1, 0x2e>,
    ReadOnly<"GoldenTscCountLower", 31, 0>>;
using SmuioMcmConfig = Register<"SMUIO_MCM_CONFIG", Smuio<0, 0x23>,
    ReadOnly<"DIE_ID", 1, 0>, ReadOnly<"PKG_TYPE", 4, 2>, ReadOnly<"SOCKET_ID", 9, 8>, ReadOnly<"PKG_SUBTYPE", 12>,
    ReadOnly<"CONSOLE_K", 16>, ReadOnly<"CONSOLE_A", 17>>;
using IpDiscoveryVersion = Register<"IP_DISCOVERY_VERSION", Smuio<1, 0x0>, ReadOnly<"IP_DISCOVERY_VERSION", 31, 0>>;
using RomCntl = Register<"ROM_CNTL",
    Smuio<0, 0xe0, Since<14, 0, 0, 0xe0,
        Bit<"CLOCK_GATING_EN", 0>, Bit<"SPI_TIMING_RELAX", 19>, Bit<"SPI_TIMING_RELAX_OVERRIDE", 20>,
        Bit<"SPI_FAST_MODE", 21>, Bit<"SPI_FAST_MODE_OVERRIDE", 22>, Field<"SCK_PRESCALE_REFCLK", 27, 23>,
        Bit<"SCK_PRESCALE_REFCLK_OVERRIDE", 28>>>,
    Bit<"CLOCK_GATING_EN", 0>, Field<"READ_MODE", 2, 1>, Bit<"READ_MODE_OVERRIDE", 3>, Bit<"SPI_TIMING_RELAX_SCK", 4>,
    Bit<"SPI_TIMING_RELAX_SCK_OVERRIDE", 5>, Bit<"FOUR_BYTE_ADDRESS_MODE", 6>, Field<"DUMMY_CYCLE_NUM", 11, 8>,
    Bit<"SPI_TIMING_RELAX", 20>, Bit<"SPI_TIMING_RELAX_OVERRIDE", 21>, Bit<"SPI_FAST_MODE", 22>,
    Bit<"SPI_FAST_MODE_OVERRIDE", 23>, Field<"SCK_PRESCALE_REFCLK", 27, 24>, Bit<"SCK_PRESCALE_REFCLK_OVERRIDE", 28>,
    Bit<"ROM_INDEX_ADDRESS_AUTO_INCREASE", 29>, Bit<"PAD_SAMPLE_MODE", 30>, Bit<"PAD_SAMPLE_MODE_OVERRIDE", 31>>;
using RomStatus = Register<"ROM_STATUS", Smuio<0, 0xe2>, Bit<"ROM_BUSY", 0>>;
// Byte address in the serial ROM, for ROM_DATA.
using RomIndex = Register<"ROM_INDEX", Smuio<0, 0xe4>, Field<"ROM_INDEX", 24, 0>>;
using RomData = Register<"ROM_DATA", Smuio<0, 0xe5>, Field<"ROM_DATA", 31, 0>>;
using RomStart = Register<"ROM_START", Smuio<0, 0xe6>, Field<"ROM_START", 24, 0>>;
using SmuioMpResetIntr = Register<"SMUIO_MP_RESET_INTR", Smuio<0, 0xc1, Gone<14, 0>>, Bit<"SMUIO_MP_RESET_INTR", 0>>;

using SmuioRegisters = RegisterList<
    GoldenTscIncrementUpper, GoldenTscIncrementLower, GoldenTscCountUpper, GoldenTscCountLower, SmuioMcmConfig,
    IpDiscoveryVersion, RomCntl, RomStatus, RomIndex, RomData, RomStart, SmuioMpResetIntr>;
// clang-format on

}  // namespace egpulab::regs::amd

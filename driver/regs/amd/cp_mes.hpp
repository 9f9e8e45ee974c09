// CP micro engine scheduler (MES): the RS64 processor that maps queues.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Reset, halt and activation of the scheduler firmware (MES), per pipe.
using CpMesCntl = Register<"CP_MES_CNTL", Gc<1, 0x2807>,
    Bit<"MES_INVALIDATE_ICACHE", 4>, Bit<"MES_PIPE0_RESET", 16>, Bit<"MES_PIPE1_RESET", 17>,
    Bit<"MES_PIPE2_RESET", 18>, Bit<"MES_PIPE3_RESET", 19>, Bit<"MES_PIPE0_ACTIVE", 26>, Bit<"MES_PIPE1_ACTIVE", 27>,
    Bit<"MES_PIPE2_ACTIVE", 28>, Bit<"MES_PIPE3_ACTIVE", 29>, Bit<"MES_HALT", 30>, Bit<"MES_STEP", 31>>;
using CpMesPrgrmCntrStart = Register<"CP_MES_PRGRM_CNTR_START", Gc<1, 0x2800>, Field<"IP_START", 31, 0>>;
using CpMesPrgrmCntrStartHi = Register<"CP_MES_PRGRM_CNTR_START_HI", Gc<1, 0x289d>, Field<"IP_START", 29, 0>>;
using CpMesInstrPntr = Register<"CP_MES_INSTR_PNTR", Gc<1, 0x2813>, ReadOnly<"INSTR_PNTR", 19, 0>>;
using CpMesHeaderDump = Register<"CP_MES_HEADER_DUMP", Gc<1, 0x280d>, Field<"HEADER_DUMP", 31, 0>>;
using CpMesInterrupt = Register<"CP_MES_INTERRUPT", Gc<1, 0x2810>, Field<"MES_INT", 31, 0>>;
using CpMesIcBaseLo = Register<"CP_MES_IC_BASE_LO", Gc<1, 0x5850>, Field<"IC_BASE_LO", 31, 12>>;
using CpMesIcBaseHi = Register<"CP_MES_IC_BASE_HI", Gc<1, 0x5851>, Field<"IC_BASE_HI", 15, 0>>;
using CpMesIcBaseCntl = Register<"CP_MES_IC_BASE_CNTL", Gc<1, 0x5852>,
    Field<"VMID", 3, 0>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>;
using CpMesIcOpCntl = Register<"CP_MES_IC_OP_CNTL", Gc<1, 0x2820>,
    Bit<"INVALIDATE_CACHE", 0>, Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>;
using CpMesMdbaseLo = Register<"CP_MES_MDBASE_LO", Gc<1, 0x5854>, Field<"BASE_LO", 31, 16>>;
using CpMesMdbaseHi = Register<"CP_MES_MDBASE_HI", Gc<1, 0x5855>, Field<"BASE_HI", 15, 0>>;
using CpMesMdboundLo = Register<"CP_MES_MDBOUND_LO", Gc<1, 0x585d>, Field<"BOUND_LO", 31, 0>>;
using CpMesMdboundHi = Register<"CP_MES_MDBOUND_HI", Gc<1, 0x585e>, Field<"BOUND_HI", 31, 0>>;
using CpMesMiboundLo = Register<"CP_MES_MIBOUND_LO", Gc<1, 0x585b>, Field<"BOUND_LO", 31, 0>>;
using CpMesMiboundHi = Register<"CP_MES_MIBOUND_HI", Gc<1, 0x585c>, Field<"BOUND_HI", 31, 0>>;
using CpMesDcBaseCntl = Register<"CP_MES_DC_BASE_CNTL", Gc<1, 0x2836>,
    Field<"VMID", 3, 0>, Field<"CACHE_POLICY", 25, 24>>;
using CpMesDcOpCntl = Register<"CP_MES_DC_OP_CNTL", Gc<1, 0x2837>,
    Bit<"INVALIDATE_DCACHE", 0>, Bit<"INVALIDATE_DCACHE_COMPLETE", 1>, Bit<"BYPASS_ALL", 2>>;
using CpMesDoorbellControl = RegisterArray<"CP_MES_DOORBELL_CONTROL#", Gc<1, 0x283c>, Repeat<6, 0x4, 1>,
    Field<"DOORBELL_OFFSET", 27, 2>, Bit<"DOORBELL_EN", 30>, Bit<"DOORBELL_HIT", 31>>;
// General-purpose words of the MES firmware; number 3 holds its version.
using CpMesGpLo = RegisterArray<"CP_MES_GP#_LO", Gc<1, 0x2843>, Repeat<10, 0x8>>;
using CpMesGpHi = RegisterArray<"CP_MES_GP#_HI", Gc<1, 0x2844>, Repeat<10, 0x8>>;
using CpMesMscratchHi = Register<"CP_MES_MSCRATCH_HI", Gc<1, 0x2814>, Field<"DATA", 31, 0>>;
using CpMesMscratchLo = Register<"CP_MES_MSCRATCH_LO", Gc<1, 0x2815>, Field<"DATA", 31, 0>>;
using CpMesMtimeLo = Register<"CP_MES_MTIME_LO", Gc<1, 0x2828>, Field<"TIME_LO", 31, 0>>;
using CpMesMtimeHi = Register<"CP_MES_MTIME_HI", Gc<1, 0x2829>, Field<"TIME_HI", 31, 0>>;
using CpMesMcauseLo = Register<"CP_MES_MCAUSE_LO", Gc<1, 0x281a>, Field<"CAUSE_LO", 31, 0>>;
using CpMesMcauseHi = Register<"CP_MES_MCAUSE_HI", Gc<1, 0x281b>, Field<"CAUSE_HI", 31, 0>>;
using CpMesMepcLo = Register<"CP_MES_MEPC_LO", Gc<1, 0x2818>, Field<"MEPC_LO", 31, 0>>;
using CpMesMepcHi = Register<"CP_MES_MEPC_HI", Gc<1, 0x2819>, Field<"MEPC_HI", 31, 0>>;
using CpMesScratchIndex = Register<"CP_MES_SCRATCH_INDEX", Gc<1, 0x2811>,
    Field<"SCRATCH_INDEX", 8, 0>, Bit<"SCRATCH_INDEX_64BIT_MODE", 31>>;
using CpMesScratchData = Register<"CP_MES_SCRATCH_DATA", Gc<1, 0x2812>, Field<"SCRATCH_DATA", 31, 0>>;

using CpMesRegisters = RegisterList<
    CpMesCntl, CpMesPrgrmCntrStart, CpMesPrgrmCntrStartHi, CpMesInstrPntr, CpMesHeaderDump, CpMesInterrupt,
    CpMesIcBaseLo, CpMesIcBaseHi, CpMesIcBaseCntl, CpMesIcOpCntl, CpMesMdbaseLo, CpMesMdbaseHi, CpMesMdboundLo,
    CpMesMdboundHi, CpMesMiboundLo, CpMesMiboundHi, CpMesDcBaseCntl, CpMesDcOpCntl, CpMesDoorbellControl, CpMesGpLo,
    CpMesGpHi, CpMesMscratchHi, CpMesMscratchLo, CpMesMtimeLo, CpMesMtimeHi, CpMesMcauseLo, CpMesMcauseHi,
    CpMesMepcLo, CpMesMepcHi, CpMesScratchIndex, CpMesScratchData>;
// clang-format on

}  // namespace egpulab::regs::amd

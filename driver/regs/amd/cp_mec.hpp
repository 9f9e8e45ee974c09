// CP micro engine compute (MEC): the RS64 processor that runs compute queues.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Reset, halt and activation of the MEC firmware processor, per pipe.
using CpMecRs64Cntl = Register<"CP_MEC_RS64_CNTL",
    Gc<1, 0x2904, Since<12, 0, 1, 0x2904,
        Field<"SPARE", 3, 0>, Bit<"MEC_INVALIDATE_ICACHE", 4>, Bit<"MEC_PIPE0_RESET", 16>, Bit<"MEC_PIPE1_RESET", 17>,
        Bit<"MEC_PIPE2_RESET", 18>, Bit<"MEC_PIPE3_RESET", 19>, Bit<"MEC_PIPE0_ACTIVE", 26>,
        Bit<"MEC_PIPE1_ACTIVE", 27>, Bit<"MEC_PIPE2_ACTIVE", 28>, Bit<"MEC_PIPE3_ACTIVE", 29>, Bit<"MEC_HALT", 30>,
        Bit<"MEC_STEP", 31>>>,
    Bit<"MEC_INVALIDATE_ICACHE", 4>, Bit<"MEC_PIPE0_RESET", 16>, Bit<"MEC_PIPE1_RESET", 17>,
    Bit<"MEC_PIPE2_RESET", 18>, Bit<"MEC_PIPE3_RESET", 19>, Bit<"MEC_PIPE0_ACTIVE", 26>, Bit<"MEC_PIPE1_ACTIVE", 27>,
    Bit<"MEC_PIPE2_ACTIVE", 28>, Bit<"MEC_PIPE3_ACTIVE", 29>, Bit<"MEC_HALT", 30>, Bit<"MEC_STEP", 31>>;
// Start address >> 2 of the firmware.
using CpMecRs64PrgrmCntrStart = Register<"CP_MEC_RS64_PRGRM_CNTR_START", Gc<1, 0x2900>, Field<"IP_START", 31, 0>>;
using CpMecRs64PrgrmCntrStartHi = Register<"CP_MEC_RS64_PRGRM_CNTR_START_HI", Gc<1, 0x2938>,
    Field<"IP_START", 29, 0>>;
using CpMecRs64InstrPntr = Register<"CP_MEC_RS64_INSTR_PNTR", Gc<1, 0x2908>, ReadOnly<"INSTR_PNTR", 19, 0>>;
using CpMecRs64Interrupt = Register<"CP_MEC_RS64_INTERRUPT", Gc<1, 0x2907>, Field<"MEC_INT", 31, 0>>;
using CpMecRs64PendingInterrupt = Register<"CP_MEC_RS64_PENDING_INTERRUPT", Gc<1, 0x2935>,
    Field<"PENDING_INTERRUPT", 31, 0>>;
using CpMecIsaCntl = Register<"CP_MEC_ISA_CNTL", Gc<1, 0x2903, Gone<12, 0>>, Bit<"ISA_MODE", 0>>;
using CpMecMtvecLo = Register<"CP_MEC_MTVEC_LO", Gc<1, 0x2901>, Field<"ADDR_LO", 31, 0>>;
using CpMecMtvecHi = Register<"CP_MEC_MTVEC_HI", Gc<1, 0x2902>, Field<"ADDR_LO", 31, 0>>;
using CpMecMieLo = Register<"CP_MEC_MIE_LO", Gc<1, 0x2905>, Field<"MEC_INT", 31, 0>>;
using CpMecMieHi = Register<"CP_MEC_MIE_HI", Gc<1, 0x2906>, Field<"MEC_INT", 31, 0>>;
using CpMecMipLo = Register<"CP_MEC_MIP_LO", Gc<1, 0x2909>, Field<"MIP_LO", 31, 0>>;
using CpMecMipHi = Register<"CP_MEC_MIP_HI", Gc<1, 0x290a>, Field<"MIP_HI", 31, 0>>;
using CpMecDcBaseCntl = Register<"CP_MEC_DC_BASE_CNTL", Gc<1, 0x290b>,
    Field<"VMID", 3, 0>, Field<"CACHE_POLICY", 25, 24>>;
using CpMecDcOpCntl = Register<"CP_MEC_DC_OP_CNTL", Gc<1, 0x290c>,
    Bit<"INVALIDATE_DCACHE", 0>, Bit<"INVALIDATE_DCACHE_COMPLETE", 1>, Bit<"BYPASS_ALL", 2>>;
using CpMecMdbaseLo = Register<"CP_MEC_MDBASE_LO", Gc<1, 0x5870>, Field<"BASE_LO", 31, 16>>;
using CpMecMdbaseHi = Register<"CP_MEC_MDBASE_HI", Gc<1, 0x5871>, Field<"BASE_HI", 15, 0>>;
using CpMecMdboundLo = Register<"CP_MEC_MDBOUND_LO", Gc<1, 0x5874>, Field<"BOUND_LO", 31, 0>>;
using CpMecMdboundHi = Register<"CP_MEC_MDBOUND_HI", Gc<1, 0x5875>, Field<"BOUND_HI", 31, 0>>;
using CpMecMiboundLo = Register<"CP_MEC_MIBOUND_LO", Gc<1, 0x5872>, Field<"BOUND_LO", 31, 0>>;
using CpMecMiboundHi = Register<"CP_MEC_MIBOUND_HI", Gc<1, 0x5873>, Field<"BOUND_HI", 31, 0>>;
using CpMecGpLo = RegisterArray<"CP_MEC_GP#_LO", Gc<1, 0x2910>, Repeat<10, 0x8>>;
using CpMecGpHi = RegisterArray<"CP_MEC_GP#_HI", Gc<1, 0x2911>, Repeat<10, 0x8>>;
using CpCpcIcBaseLo = Register<"CP_CPC_IC_BASE_LO", Gc<1, 0x584c>, Field<"IC_BASE_LO", 31, 12>>;
using CpCpcIcBaseHi = Register<"CP_CPC_IC_BASE_HI", Gc<1, 0x584d>, Field<"IC_BASE_HI", 15, 0>>;
using CpCpcIcBaseCntl = Register<"CP_CPC_IC_BASE_CNTL",
    Gc<1, 0x584e, Since<12, 0, 1, 0x584e,
        Field<"VMID", 3, 0>, Bit<"PER_PIPE", 5>, Field<"SCOPE", 7, 6>, Field<"TEMPORAL", 10, 8>,
        Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>>,
    Field<"VMID", 3, 0>, Bit<"ADDRESS_CLAMP", 4>, Bit<"EXE_DISABLE", 23>, Field<"CACHE_POLICY", 25, 24>>;
using CpCpcIcOpCntl = Register<"CP_CPC_IC_OP_CNTL",
    Gc<1, 0x297a, Since<12, 0, 1, 0x297a,
        Bit<"INVALIDATE_CACHE", 0>, Bit<"INVALIDATE_CACHE_COMPLETE", 1>, Bit<"RESERVED", 2>, Bit<"PRIME_START_PC", 3>,
        Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>>,
    Bit<"INVALIDATE_CACHE", 0>, Bit<"INVALIDATE_CACHE_COMPLETE", 1>, Bit<"PRIME_ICACHE", 4>, Bit<"ICACHE_PRIMED", 5>>;
using CpMecMe1UcodeAddr = Register<"CP_MEC_ME1_UCODE_ADDR",
    Gc<1, 0x581a, Since<12, 0, 1, 0x581a,
        Field<"UCODE_ADDR", 7, 0>, Bit<"PIPE_SEL", 31>>>,
    Field<"UCODE_ADDR", 19, 0>>;
using CpMecMe1UcodeData = Register<"CP_MEC_ME1_UCODE_DATA", Gc<1, 0x581b>, Field<"UCODE_DATA", 31, 0>>;
using CpMecDmIndexAddr = Register<"CP_MEC_DM_INDEX_ADDR", Gc<1, 0x5c02>, Field<"ADDR", 31, 0>>;
using CpMecDmIndexData = Register<"CP_MEC_DM_INDEX_DATA", Gc<1, 0x5c03>, Field<"DATA", 31, 0>>;

using CpMecRegisters = RegisterList<
    CpMecRs64Cntl, CpMecRs64PrgrmCntrStart, CpMecRs64PrgrmCntrStartHi, CpMecRs64InstrPntr, CpMecRs64Interrupt,
    CpMecRs64PendingInterrupt, CpMecIsaCntl, CpMecMtvecLo, CpMecMtvecHi, CpMecMieLo, CpMecMieHi, CpMecMipLo,
    CpMecMipHi, CpMecDcBaseCntl, CpMecDcOpCntl, CpMecMdbaseLo, CpMecMdbaseHi, CpMecMdboundLo, CpMecMdboundHi,
    CpMecMiboundLo, CpMecMiboundHi, CpMecGpLo, CpMecGpHi, CpCpcIcBaseLo, CpCpcIcBaseHi, CpCpcIcBaseCntl,
    CpCpcIcOpCntl, CpMecMe1UcodeAddr, CpMecMe1UcodeData, CpMecDmIndexAddr, CpMecDmIndexData>;
// clang-format on

}  // namespace egpulab::regs::amd

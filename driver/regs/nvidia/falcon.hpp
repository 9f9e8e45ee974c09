// Falcon: the registers that each of the chip's microcontrollers (GSP, SEC2, PMU) has, with its memories' ports, its
// DMA engine and the boot ROM's parameters. Facts: open-gpu-kernel-modules published ampere/ga102/dev_falcon_v4.h,
// dev_falcon_second_pri.h, dev_fbif_v4.h, hopper/gh100/dev_falcon_v4.h (MIT); Linux nouveau
// nvkm/falcon/{gm200,gp102,ga102}.c (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
// Interrupts
using FalconIrqsset = Register<"NV_PFALCON_FALCON_IRQSSET", Falcon<0x0>,
    Bit<"HALT", 4, Access::wo>, Bit<"SWGEN0", 6, Access::wo>, Bit<"SWGEN1", 7, Access::wo>>;
using FalconIrqsclr = Register<"NV_PFALCON_FALCON_IRQSCLR", Falcon<0x4>,
    Bit<"HALT", 4, Access::wo>, Bit<"SWGEN0", 6, Access::wo>, Bit<"SWGEN1", 7, Access::wo>>;
using FalconIrqstat = Register<"NV_PFALCON_FALCON_IRQSTAT", Falcon<0x8>,
    ReadOnly<"GPTMR", 0>, ReadOnly<"WDTMR", 1>, ReadOnly<"MTHD", 2>, ReadOnly<"CTXSW", 3>, ReadOnly<"HALT", 4>,
    ReadOnly<"EXTERR", 5>, ReadOnly<"SWGEN0", 6>, ReadOnly<"SWGEN1", 7>, ReadOnly<"FATAL_ERROR", 24>>;
using FalconIrqmode = Register<"NV_PFALCON_FALCON_IRQMODE", Falcon<0xc>>;
using FalconIrqmset = Register<"NV_PFALCON_FALCON_IRQMSET", Falcon<0x10>, Field<"VALUE", 31, 0, u32, Access::wo>>;
using FalconIrqmclr = Register<"NV_PFALCON_FALCON_IRQMCLR", Falcon<0x14>, Field<"VALUE", 31, 0, u32, Access::wo>>;
using FalconIrqmask = Register<"NV_PFALCON_FALCON_IRQMASK", Falcon<0x18>, ReadOnly<"VALUE", 31, 0>>;
using FalconIrqdest = Register<"NV_PFALCON_FALCON_IRQDEST", Falcon<0x1c>>;
using FalconIntrRetrigger = RegisterArray<"NV_PFALCON_FALCON_INTR_RETRIGGER(#)", Falcon<0x3e8>, Repeat<2, 4>,
    Bit<"TRIGGER", 0, Access::wo>>;

// Identity and state
using FalconMailbox0 = Register<"NV_PFALCON_FALCON_MAILBOX0", Falcon<0x40>, Field<"DATA", 31, 0>>;
using FalconMailbox1 = Register<"NV_PFALCON_FALCON_MAILBOX1", Falcon<0x44>, Field<"DATA", 31, 0>>;
using FalconItfen = Register<"NV_PFALCON_FALCON_ITFEN", Falcon<0x48>, Bit<"CTXEN", 0>, Bit<"MTHDEN", 1>>;
using FalconIdlestate = Register<"NV_PFALCON_FALCON_IDLESTATE", Falcon<0x4c>, ReadOnly<"FALCON_BUSY", 0>>;
using FalconOs = Register<"NV_PFALCON_FALCON_OS", Falcon<0x80>, Field<"VERSION", 31, 0>>;
using FalconRm = Register<"NV_PFALCON_FALCON_RM", Falcon<0x84>, Field<"CONFIG", 31, 0>>;
using FalconDebuginfo = Register<"NV_PFALCON_FALCON_DEBUGINFO", Falcon<0x94>, Field<"DATA", 31, 0>>;
using FalconHwcfg2 = Register<"NV_PFALCON_FALCON_HWCFG2", Falcon<0xf4>,
    ReadOnly<"SHA", 0>, ReadOnly<"BMEM", 1>, ReadOnly<"PKCBOOT", 2>, ReadOnly<"DBGMODE", 3>, ReadOnly<"HS", 8>,
    ReadOnly<"RISCV", 10>, ReadOnly<"MEM_SCRUBBING", 12>, ReadOnly<"RISCV_BR_PRIV_LOCKDOWN", 13>, ReadOnly<"SCP", 16>,
    ReadOnly<"GDMA", 17>, ReadOnly<"RESET_READY", 31>>;
using FalconCpuctl = Register<"NV_PFALCON_FALCON_CPUCTL", Falcon<0x100>,
    Bit<"IINVAL", 0, Access::wo>, Bit<"STARTCPU", 1, Access::wo>, ReadOnly<"HALTED", 4>, ReadOnly<"STOPPED", 5>,
    Bit<"ALIAS_EN", 6>>;
using FalconBootvec = Register<"NV_PFALCON_FALCON_BOOTVEC", Falcon<0x104>, Field<"VEC", 31, 0>>;
// Sizes of the memories in blocks of 256 bytes.
using FalconHwcfg = Register<"NV_PFALCON_FALCON_HWCFG", Falcon<0x108>, ReadOnly<"IMEM_SIZE", 8, 0>,
    ReadOnly<"DMEM_SIZE", 17, 9>>;
using FalconHwcfg1 = Register<"NV_PFALCON_FALCON_HWCFG1", Falcon<0x12c>,
    ReadOnly<"CORE_REV", 3, 0>, ReadOnly<"SECURITY_MODEL", 5, 4>, ReadOnly<"CORE_REV_SUBVERSION", 7, 6>,
    ReadOnly<"IMEM_PORTS", 11, 8>, ReadOnly<"DMEM_PORTS", 15, 12>>;
using FalconCpuctlAlias = Register<"NV_PFALCON_FALCON_CPUCTL_ALIAS", Falcon<0x130>, Bit<"STARTCPU", 1, Access::wo>>;
using FalconSctl = Register<"NV_PFALCON_FALCON_SCTL", Falcon<0x240>, ReadOnly<"LSMODE", 0>, ReadOnly<"HSMODE", 1>>;
using FalconExci = Register<"NV_PFALCON_FALCON_EXCI", Falcon<0xd0>, ReadOnly<"EXPC", 19, 0>, ReadOnly<"EXCAUSE", 24, 20>>;
using FalconEngine = Register<"NV_PFALCON_FALCON_ENGINE", Falcon<0x3c0>, Bit<"RESET", 0>, ReadOnly<"RESET_STATUS", 10, 8>>;

// DMA engine
using FalconDmactl = Register<"NV_PFALCON_FALCON_DMACTL", Falcon<0x10c>, Bit<"REQUIRE_CTX", 0>,
    ReadOnly<"DMEM_SCRUBBING", 1>, ReadOnly<"IMEM_SCRUBBING", 2>>;
// Address bits [39:8]; BASE1 has [48:40].
using FalconDmatrfbase = Register<"NV_PFALCON_FALCON_DMATRFBASE", Falcon<0x110>, Field<"BASE", 31, 0>>;
using FalconDmatrfmoffs = Register<"NV_PFALCON_FALCON_DMATRFMOFFS", Falcon<0x114>, Field<"OFFS", 23, 0>>;
using FalconDmatrfcmd = Register<"NV_PFALCON_FALCON_DMATRFCMD", Falcon<0x118>,
    ReadOnly<"FULL", 0>, ReadOnly<"IDLE", 1>, Field<"SEC", 3, 2>, Bit<"IMEM", 4>, Bit<"WRITE", 5>, Field<"SIZE", 10, 8>,
    Field<"CTXDMA", 14, 12>, Bit<"SET_DMTAG", 16>>;
using FalconDmatrffboffs = Register<"NV_PFALCON_FALCON_DMATRFFBOFFS", Falcon<0x11c>, Field<"OFFS", 31, 0>>;
using FalconDmatrfbase1 = Register<"NV_PFALCON_FALCON_DMATRFBASE1", Falcon<0x128>, Field<"BASE", 8, 0>>;
// Frame buffer interface: where each of the 8 context DMAs leads.
using FalconFbifTranscfg = RegisterArray<"NV_PFALCON_FBIF_TRANSCFG(#)", Falcon<0x600>, Repeat<8, 4>,
    Field<"TARGET", 1, 0>, Bit<"MEM_TYPE", 2>, Bit<"ENGINE_ID_FLAG", 16>>;
using FalconFbifCtl = Register<"NV_PFALCON_FBIF_CTL", Falcon<0x624>, Bit<"ALLOW_PHYS_NO_CTX", 7>>;

// Ports of the memories; C selects, D moves a word, T tags a block of IMEM.
using FalconImemc = RegisterArray<"NV_PFALCON_FALCON_IMEMC(#)", Falcon<0x180>, Repeat<4, 16>,
    Field<"OFFS", 7, 2>, Field<"BLK", 23, 8>, Bit<"AINCW", 24>, Bit<"AINCR", 25>, Bit<"SECURE", 28>>;
using FalconImemd = RegisterArray<"NV_PFALCON_FALCON_IMEMD(#)", Falcon<0x184>, Repeat<4, 16>, Field<"DATA", 31, 0>>;
using FalconImemt = RegisterArray<"NV_PFALCON_FALCON_IMEMT(#)", Falcon<0x188>, Repeat<4, 16>, Field<"TAG", 15, 0>>;
using FalconDmemc = RegisterArray<"NV_PFALCON_FALCON_DMEMC(#)", Falcon<0x1c0>, Repeat<8, 8>,
    Field<"OFFS", 7, 2>, Field<"BLK", 23, 8>, Bit<"AINCW", 24>, Bit<"AINCR", 25>>;
using FalconDmemd = RegisterArray<"NV_PFALCON_FALCON_DMEMD(#)", Falcon<0x1c4>, Repeat<8, 8>, Field<"DATA", 31, 0>>;
using FalconEmemc = RegisterArray<"NV_PFALCON_FALCON_EMEMC(#)", Falcon<0xac0>, Repeat<8, 8>,
    Field<"OFFS", 7, 2>, Field<"BLK", 15, 8>, Bit<"AINCW", 24>, Bit<"AINCR", 25>>;
using FalconEmemd = RegisterArray<"NV_PFALCON_FALCON_EMEMD(#)", Falcon<0xac4>, Repeat<8, 8>, Field<"DATA", 31, 0>>;

// Boot ROM (BROM): what it is to check before it runs a signed image. They lie among the RISC-V registers.
using Falcon2ModSel = Register<"NV_PFALCON2_FALCON_MOD_SEL", Riscv<0x180>, Field<"ALGO", 7, 0>>;
using Falcon2BromCurrUcodeId = Register<"NV_PFALCON2_FALCON_BROM_CURR_UCODE_ID", Riscv<0x198>, Field<"VAL", 7, 0>>;
using Falcon2BromEngidmask = Register<"NV_PFALCON2_FALCON_BROM_ENGIDMASK", Riscv<0x19c>, Field<"VAL", 31, 0>>;
// Element 0: offset of the signature in DMEM.
using Falcon2BromParaaddr = RegisterArray<"NV_PFALCON2_FALCON_BROM_PARAADDR(#)", Riscv<0x210>, Repeat<4, 4>,
    Field<"VAL", 31, 0>>;
// clang-format on

inline constexpr u32 dma_size_256 = 6;                                                          // DMATRFCMD.SIZE
inline constexpr u32 brom_algorithm_rsa3k = 1;                                                  // MOD_SEL.ALGO
inline constexpr u32 fbif_local_fb = 0, fbif_coherent_sysmem = 1, fbif_noncoherent_sysmem = 2;  // TRANSCFG.TARGET
inline constexpr u32 rsa3k_signature_size = 384;                                                // bytes
// NV_PFALCON2_FALCON_BROM_ENGIDMASK: which microcontroller an image is signed for.
inline constexpr u32 engine_id_sec2 = 0x1, engine_id_gsp = 0x400;

using FalconRegisters =
    RegisterList<FalconIrqsset, FalconIrqsclr, FalconIrqstat, FalconIrqmode, FalconIrqmset, FalconIrqmclr,
                 FalconIrqmask, FalconIrqdest, FalconIntrRetrigger, FalconMailbox0, FalconMailbox1, FalconItfen,
                 FalconIdlestate, FalconOs, FalconRm, FalconDebuginfo, FalconHwcfg2, FalconCpuctl, FalconBootvec,
                 FalconHwcfg, FalconHwcfg1, FalconCpuctlAlias, FalconSctl, FalconExci, FalconEngine, FalconDmactl,
                 FalconDmatrfbase, FalconDmatrfmoffs, FalconDmatrfcmd, FalconDmatrffboffs, FalconDmatrfbase1,
                 FalconFbifTranscfg, FalconFbifCtl, FalconImemc, FalconImemd, FalconImemt, FalconDmemc, FalconDmemd,
                 FalconEmemc, FalconEmemd, Falcon2ModSel, Falcon2BromCurrUcodeId, Falcon2BromEngidmask,
                 Falcon2BromParaaddr>;

}  // namespace egpulab::regs::nvidia

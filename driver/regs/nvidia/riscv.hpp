// The RISC-V core beside a microcontroller's Falcon core, and the GSP's queues to its firmware.
// Facts: open-gpu-kernel-modules published ampere/ga102/dev_riscv_pri.h, hopper/gh100/dev_riscv_pri.h,
// ampere/ga102/dev_gsp.h (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
using RiscvCpuctl = Register<"NV_PRISCV_RISCV_CPUCTL", Riscv<0x388>, Bit<"STARTCPU", 0, Access::wo>,
    ReadOnly<"HALTED", 4>, ReadOnly<"STOPPED", 5>, ReadOnly<"ACTIVE_STAT", 7>>;
using RiscvRpc = Register<"NV_PRISCV_RISCV_RPC", Riscv<0x3ec>, ReadOnly<"PC", 31, 0>>;
using RiscvPrivErrStat = Register<"NV_PRISCV_RISCV_PRIV_ERR_STAT", Riscv<0x500, From<Architecture::blackwell, 0x420>>,
    Field<"STAT", 31, 0>>;
using RiscvPrivErrInfo = Register<"NV_PRISCV_RISCV_PRIV_ERR_INFO", Riscv<0x504, From<Architecture::blackwell, 0x424>>,
    ReadOnly<"INFO", 31, 0>>;
using RiscvPrivErrAddr = Register<"NV_PRISCV_RISCV_PRIV_ERR_ADDR", Riscv<0x508, From<Architecture::blackwell, 0x428>>,
    ReadOnly<"ADDR", 31, 0>>;
using RiscvIrqmask = Register<"NV_PRISCV_RISCV_IRQMASK", Riscv<0x528>, ReadOnly<"VALUE", 31, 0>>;
using RiscvIrqdest = Register<"NV_PRISCV_RISCV_IRQDEST", Riscv<0x52c>, Field<"VALUE", 31, 0>>;
using RiscvIrqdeleg = Register<"NV_PRISCV_RISCV_IRQDELEG", Riscv<0x534>, Field<"VALUE", 31, 0>>;
// Which core a reset brings up: VALID when it has been chosen.
using RiscvBcrCtrl = Register<"NV_PRISCV_RISCV_BCR_CTRL", Riscv<0x668>, ReadOnly<"VALID", 0>, Bit<"CORE_SELECT", 4>,
    Bit<"BRFETCH", 8>>;
using RiscvBcrDmacfg = Register<"NV_PRISCV_RISCV_BCR_DMACFG", Riscv<0x66c>, Field<"TARGET", 1, 0>,
    Bit<"POINTER_WALKING", 28>, Bit<"LOCK", 31>>;
using RiscvBcrDmaaddrPkcparamLo = Register<"NV_PRISCV_RISCV_BCR_DMAADDR_PKCPARAM_LO", Riscv<0x670>, Field<"VAL", 31, 0>>;
using RiscvBcrDmaaddrPkcparamHi = Register<"NV_PRISCV_RISCV_BCR_DMAADDR_PKCPARAM_HI", Riscv<0x674>, Field<"VAL", 11, 0>>;
using RiscvBcrDmaaddrFmccodeLo = Register<"NV_PRISCV_RISCV_BCR_DMAADDR_FMCCODE_LO", Riscv<0x678>, Field<"VAL", 31, 0>>;
using RiscvBcrDmaaddrFmccodeHi = Register<"NV_PRISCV_RISCV_BCR_DMAADDR_FMCCODE_HI", Riscv<0x67c>, Field<"VAL", 11, 0>>;
using RiscvBcrDmaaddrFmcdataLo = Register<"NV_PRISCV_RISCV_BCR_DMAADDR_FMCDATA_LO", Riscv<0x680>, Field<"VAL", 31, 0>>;
using RiscvBcrDmaaddrFmcdataHi = Register<"NV_PRISCV_RISCV_BCR_DMAADDR_FMCDATA_HI", Riscv<0x684>, Field<"VAL", 11, 0>>;

// GSP only
using PgspMailbox = RegisterArray<"NV_PGSP_MAILBOX(#)", Bar0<0x110804>, Repeat<4, 4>, Field<"DATA", 31, 0>>;
// A write rings: the command queue has new elements.
using PgspQueueHead = RegisterArray<"NV_PGSP_QUEUE_HEAD(#)", Bar0<0x110c00>, Repeat<8, 8>, Field<"ADDRESS", 31, 0>>;
using PgspQueueTail = RegisterArray<"NV_PGSP_QUEUE_TAIL(#)", Bar0<0x110c04>, Repeat<8, 8>, Field<"ADDRESS", 31, 0>>;
using PsecMailbox = RegisterArray<"NV_PSEC_MAILBOX(#)", Bar0<0x840804>, Repeat<4, 4>, Field<"DATA", 31, 0>>;
// clang-format on

using RiscvRegisters = RegisterList<RiscvCpuctl, RiscvRpc, RiscvPrivErrStat, RiscvPrivErrInfo, RiscvPrivErrAddr,
                                    RiscvIrqmask, RiscvIrqdest, RiscvIrqdeleg, RiscvBcrCtrl, RiscvBcrDmacfg,
                                    RiscvBcrDmaaddrPkcparamLo, RiscvBcrDmaaddrPkcparamHi, RiscvBcrDmaaddrFmccodeLo,
                                    RiscvBcrDmaaddrFmccodeHi, RiscvBcrDmaaddrFmcdataLo, RiscvBcrDmaaddrFmcdataHi,
                                    PgspMailbox, PgspQueueHead, PgspQueueTail, PsecMailbox>;

}  // namespace egpulab::regs::nvidia

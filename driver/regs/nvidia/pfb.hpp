// PFB: write-protected regions of VRAM, and the pages that flushes of system memory write to.
// Facts: open-gpu-kernel-modules published hopper/gh100/dev_fb.h, ampere/ga100/dev_fb.h, turing/tu102/dev_fb.h (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
// Bounds in units of 4 KiB, in VAL; HI names the last 128 KiB that belongs to the region. HI 0: the region is down.
using PfbPriMmuWpr1AddrLo = Register<"NV_PFB_PRI_MMU_WPR1_ADDR_LO", Bar0<0x1fa81c>, ReadOnly<"VAL", 31, 4>>;
using PfbPriMmuWpr1AddrHi = Register<"NV_PFB_PRI_MMU_WPR1_ADDR_HI", Bar0<0x1fa820>, ReadOnly<"VAL", 31, 4>>;
using PfbPriMmuWpr2AddrLo = Register<"NV_PFB_PRI_MMU_WPR2_ADDR_LO", Bar0<0x1fa824>, ReadOnly<"VAL", 31, 4>>;
using PfbPriMmuWpr2AddrHi = Register<"NV_PFB_PRI_MMU_WPR2_ADDR_HI", Bar0<0x1fa828>, ReadOnly<"VAL", 31, 4>>;
using PfbPriMmuLockAddrLo = Register<"NV_PFB_PRI_MMU_LOCK_ADDR_LO", Bar0<0x1fa82c>, ReadOnly<"VAL", 31, 4>>;
using PfbPriMmuLockAddrHi = Register<"NV_PFB_PRI_MMU_LOCK_ADDR_HI", Bar0<0x1fa830>, ReadOnly<"VAL", 31, 4>>;
// LOWER_SCALE and LOWER_MAG: usable memory as LOWER_MAG << LOWER_SCALE MiB.
using PfbPriMmuLocalMemoryRange = Register<"NV_PFB_PRI_MMU_LOCAL_MEMORY_RANGE",
    Bar0<0x100ce0, From<Architecture::blackwell_gb10x, 0x1fa3e0>>,
    ReadOnly<"LOWER_SCALE", 3, 0>, ReadOnly<"LOWER_MAG", 9, 4>, ReadOnly<"ECC_MODE", 30>>;
// A page of system memory that a flush writes to, address bits [39:8] and [63:40].
using PfbNisoFlushSysmemAddr = Register<"NV_PFB_NISO_FLUSH_SYSMEM_ADDR", Bar0<0x100c10>, Field<"ADR_39_08", 31, 0>>;
using PfbNisoFlushSysmemAddrHi = Register<"NV_PFB_NISO_FLUSH_SYSMEM_ADDR_HI", Bar0<0x100c40>, Field<"ADR_63_40", 23, 0>>;
// Hopper moved the page to FBHUB, Blackwell to two HSHUBs besides.
using PfbFbhubPcieFlushSysmemAddrLo = Register<"NV_PFB_FBHUB_PCIE_FLUSH_SYSMEM_ADDR_LO",
    Bar0<absent, From<Architecture::hopper, 0x100a34>, From<Architecture::ada, absent>, From<Architecture::blackwell_gb10x, 0x8a1d58>>,
    Field<"ADR", 31, 0>>;
using PfbFbhubPcieFlushSysmemAddrHi = Register<"NV_PFB_FBHUB_PCIE_FLUSH_SYSMEM_ADDR_HI",
    Bar0<absent, From<Architecture::hopper, 0x100a38>, From<Architecture::ada, absent>, From<Architecture::blackwell_gb10x, 0x8a1d5c>>,
    Field<"ADR", 31, 0>>;
// clang-format on
inline constexpr u64 wpr_granularity = 128 * KiB;

using PfbRegisters =
    RegisterList<PfbPriMmuWpr1AddrLo, PfbPriMmuWpr1AddrHi, PfbPriMmuWpr2AddrLo, PfbPriMmuWpr2AddrHi,
                 PfbPriMmuLockAddrLo, PfbPriMmuLockAddrHi, PfbPriMmuLocalMemoryRange, PfbNisoFlushSysmemAddr,
                 PfbNisoFlushSysmemAddrHi, PfbFbhubPcieFlushSysmemAddrLo, PfbFbhubPcieFlushSysmemAddrHi>;

}  // namespace egpulab::regs::nvidia

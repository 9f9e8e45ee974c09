// PGC6 (always-on island): secure scratch registers in which the card's own boot firmware (GFW) leaves its progress and
// the size of memory.
// Facts: open-gpu-kernel-modules published ampere/ga102/dev_gc6_island.h and _addendum.h, hopper/gh100/dev_gc6_island.h
// (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
// Who may read group 5; level 0 is the CPU. Until GFW opens it, reads of the group answer with an error.
using Pgc6AonSecureScratchGroup05PrivLevelMask = Register<"NV_PGC6_AON_SECURE_SCRATCH_GROUP_05_PRIV_LEVEL_MASK",
    Bar0<0x118128>, ReadOnly<"READ_PROTECTION_LEVEL0", 0>, ReadOnly<"READ_PROTECTION", 3, 1>,
    ReadOnly<"WRITE_PROTECTION", 7, 4>>;
using Pgc6BsiSecureScratch14 = Register<"NV_PGC6_BSI_SECURE_SCRATCH_14", Bar0<0x1180f8>,
    ReadOnly<"BOOT_STAGE_3_HANDOFF", 26>>;
using Pgc6AonSecureScratchGroup03 = RegisterArray<"NV_PGC6_AON_SECURE_SCRATCH_GROUP_03(#)", Bar0<0x118214>,
    Repeat<4, 4>, Field<"DATA", 31, 0>>;
// Element 0: 0xff in GFW_BOOT_PROGRESS when GFW is done.
using Pgc6AonSecureScratchGroup05 = RegisterArray<"NV_PGC6_AON_SECURE_SCRATCH_GROUP_05(#)", Bar0<0x118234>,
    Repeat<4, 4>, ReadOnly<"GFW_BOOT_PROGRESS", 7, 0>>;
using Pgc6AonSecureScratchGroup20 = Register<"NV_PGC6_AON_SECURE_SCRATCH_GROUP_20", Bar0<0x1182cc>,
    ReadOnly<"CC_MODE_ENABLED", 0>, ReadOnly<"CC_DEV_ENABLED", 1>>;
// Usable memory in MiB.
using Pgc6AonSecureScratchGroup42 = Register<"NV_PGC6_AON_SECURE_SCRATCH_GROUP_42", Bar0<0x1183a4>,
    ReadOnly<"USABLE_FB_SIZE_IN_MB", 31, 0>>;
// clang-format on
inline constexpr u32 gfw_boot_completed = 0xff;

using Pgc6Registers =
    RegisterList<Pgc6AonSecureScratchGroup05PrivLevelMask, Pgc6BsiSecureScratch14, Pgc6AonSecureScratchGroup03,
                 Pgc6AonSecureScratchGroup05, Pgc6AonSecureScratchGroup20, Pgc6AonSecureScratchGroup42>;

}  // namespace egpulab::regs::nvidia

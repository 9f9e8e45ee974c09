// PMC (master control): which chip this is, which of its units run.
// Facts: open-gpu-kernel-modules src/common/inc/swref/published nv_ref.h, ampere/ga102/dev_boot.h (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
using PmcBoot0 = Register<"NV_PMC_BOOT_0", Bar0<0x0>,
    ReadOnly<"MINOR_REVISION", 3, 0>, ReadOnly<"MAJOR_REVISION", 7, 4>, ReadOnly<"ARCHITECTURE_1", 8>,
    ReadOnly<"IMPLEMENTATION", 23, 20>, ReadOnly<"ARCHITECTURE_0", 28, 24>>;
using PmcBoot1 = Register<"NV_PMC_BOOT_1", Bar0<0x4>, ReadOnly<"VGPU", 17, 16>>;
// Since Turing the whole truth; BOOT_0 keeps what fits of it.
using PmcBoot42 = Register<"NV_PMC_BOOT_42", Bar0<0xa00>,
    ReadOnly<"MINOR_EXTENDED_REVISION", 11, 8>, ReadOnly<"MINOR_REVISION", 15, 12>, ReadOnly<"MAJOR_REVISION", 19, 16>,
    ReadOnly<"IMPLEMENTATION", 23, 20>, ReadOnly<"ARCHITECTURE", 29, 24>>;
using PmcEnable = Register<"NV_PMC_ENABLE", Bar0<0x200>, Field<"DEVICE", 31, 0>>;
// One bit a device, by the reset id of its row in the device table (NV_PTOP_DEVICE_INFO2).
using PmcDeviceEnable = RegisterArray<"NV_PMC_DEVICE_ENABLE(#)", Bar0<0x600>, Repeat<1, 4>, Field<"STATUS", 31, 0>>;
// clang-format on

using PmcRegisters = RegisterList<PmcBoot0, PmcBoot1, PmcBoot42, PmcEnable, PmcDeviceEnable>;

}  // namespace egpulab::regs::nvidia

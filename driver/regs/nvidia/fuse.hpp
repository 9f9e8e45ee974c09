// Fuses: versions of the microcode images that the card still accepts, and what is fused off.
// Facts: open-gpu-kernel-modules published ampere/ga100/dev_fuse.h (MIT); Linux nouveau nvkm/subdev/gsp/ga102.c (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
// Index: ucode id. The highest set bit is the version that an image must have a signature for.
using FuseOptFpfNvdecUcodeVersion = RegisterArray<"NV_FUSE_OPT_FPF_NVDEC_UCODE#_VERSION", Bar0<0x824100>, Repeat<16, 4, 1>, Field<"DATA", 15, 0>>;
using FuseOptFpfSec2UcodeVersion = RegisterArray<"NV_FUSE_OPT_FPF_SEC2_UCODE#_VERSION", Bar0<0x824140>, Repeat<16, 4, 1>, Field<"DATA", 15, 0>>;
using FuseOptFpfGspUcodeVersion = RegisterArray<"NV_FUSE_OPT_FPF_GSP_UCODE#_VERSION", Bar0<0x8241c0>, Repeat<16, 4, 1>, Field<"DATA", 15, 0>>;
using FuseOptSecureGspDebugDis = Register<"NV_FUSE_OPT_SECURE_GSP_DEBUG_DIS", Bar0<0x82074c>, Bit<"DATA", 0>>;
using FuseStatusOptDisplay = Register<"NV_FUSE_STATUS_OPT_DISPLAY", Bar0<0x820c04>, ReadOnly<"DATA", 0>>;
// clang-format on

using FuseRegisters = RegisterList<FuseOptFpfNvdecUcodeVersion, FuseOptFpfSec2UcodeVersion, FuseOptFpfGspUcodeVersion,
                                   FuseOptSecureGspDebugDis, FuseStatusOptDisplay>;

}  // namespace egpulab::regs::nvidia

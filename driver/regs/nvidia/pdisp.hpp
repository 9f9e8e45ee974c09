// PDISP: where the VBIOS keeps its workspace in video memory. Offset and fields: nova-core's regs.rs, nouveau's
// tu102_gsp_vga_workspace_addr.
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
// ADDR counts units of 64 KiB.
using PdispVgaWorkspaceBase = Register<"NV_PDISP_VGA_WORKSPACE_BASE", Bar0<0x625f04>, ReadOnly<"STATUS_VALID", 3>,
    ReadOnly<"ADDR", 31, 8>>;
// clang-format on

using PdispRegisters = RegisterList<PdispVgaWorkspaceBase>;

}  // namespace egpulab::regs::nvidia

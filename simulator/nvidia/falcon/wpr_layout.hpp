// GspFwWprMeta: what the boot chain checks of it before it lets GSP-RM run.
// Facts: driver/regs/nvidia/gsp/r570_144/boot.hpp; open-gpu-kernel-modules gsp_fw_wpr_meta.h (the layout's drawing).
#pragma once

#include <string>

#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

using WprMeta = regs::nvidia::gsp::r570_144::GspFwWprMeta;

// Each is empty, or says what is wrong.
// Magic, revision, and the images in system memory: tree of the GSP image, bootloader with its offsets, signature.
std::string check_images(PhysicalMemory& memory, const WprMeta& meta);
// The layout of VRAM that a driver laid out (Falcon boot): order, alignment, and FRTS where FWSEC put it.
std::string check_layout(const WprMeta& meta, Region frts, u64 usable);

}  // namespace egpulab::simulator::nvidia

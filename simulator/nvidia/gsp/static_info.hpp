// What GSP-RM tells of the card in one piece (GET_GSP_STATIC_INFO), and parts of it that controls tell as well.
#pragma once

#include "driver/regs/nvidia/gsp/r570_144/static_info.hpp"
#include "simulator/nvidia/gsp/card.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct Rm;

// Handles of the client that GSP-RM has for drivers that need one at once.
inline constexpr u32 internal_client = 0xc1e00000, internal_device = 0xabcd0080, internal_subdevice = 0xabcd2080;

regs::nvidia::gsp::r570_144::GspStaticConfigInfo static_info(Rm& rm);
void fill_gid(const Card& card, regs::nvidia::gsp::r570_144::Nv2080CtrlGpuGetGidInfoParams& gid);
void fill_regions(const Rm& rm, regs::nvidia::gsp::r570_144::Nv2080CtrlCmdFbGetFbRegionInfoParams& regions);
// VRAM below what the firmware reserves.
u64 usable_vram(const Rm& rm);
// ENG_*: RM's own descriptor of an engine.
u32 engine_descriptor(const NvidiaEngine& engine);
// MC_ENGINE_IDX_*.
u32 interrupt_index(const NvidiaEngine& engine);

}  // namespace egpulab::simulator::nvidia::gsp

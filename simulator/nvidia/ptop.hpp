// PTOP: the device table as the profile's engines make it.
#pragma once

#include "driver/regs/nvidia/ptop.hpp"
#include "simulator/core/nvidia_profile.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

// Constant registers; no state, so no block.
void declare_device_table(Registers registers, const NvidiaProfile& profile);

}  // namespace egpulab::simulator::nvidia

// What GSP-RM is told before it runs: where the card lies in the system, and registry entries.
#pragma once

#include <vector>

#include "driver/nvidia/identify.hpp"
#include "driver/regs/nvidia/gsp/r570_144/system_info.hpp"

namespace egpulab::driver::nvidia {

regs::nvidia::gsp::r570_144::GspSystemInfo system_info(const Identity& identity);
// SET_REGISTRY's payload.
std::vector<std::byte> registry_table();

}  // namespace egpulab::driver::nvidia

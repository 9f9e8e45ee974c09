// All declared registers as run-time data, for decoding, listing and checking.
#pragma once

#include <span>

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// In no particular order; each register once.
std::span<const DeclaredRegister> declared_registers();
// By the declared name ("NV_PFSP_EMEMC(#)"); null when there is no such declaration.
const DeclaredRegister* find_declared(std::string_view name);

inline constexpr const Microcontroller* microcontrollers[] = {&gsp_unit, &sec2_unit, &pmu_unit};

}  // namespace egpulab::regs::nvidia

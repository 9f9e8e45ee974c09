// Names of RM 570.144's classes and control commands. Data: classes.tsv, controls.tsv.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "driver/regs/nvidia/gsp/named_value.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// The vendor's name; empty for a number that has none.
std::string_view class_name(u32 number);
std::string_view control_name(u32 command);
// All control commands, ascending.
std::span<const NamedValue> control_names();

// "AMPERE_COMPUTE_B (0xc7c0)", or "class 0x1234"; "NV2080_CTRL_CMD_PERF_BOOST (0x2080200a)", or "control 0x12345678".
std::string describe_class(u32 number);
std::string describe_control(u32 command);

}  // namespace egpulab::regs::nvidia::gsp::r570_144

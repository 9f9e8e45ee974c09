// From a launch descriptor (QMD) in memory to a Launch; versions differ by a table of field names.
#pragma once

#include <span>

#include "driver/base/expected.hpp"
#include "driver/regs/nvidia/chip.hpp"
#include "simulator/nvidia/compute/launch.hpp"

namespace egpulab::simulator::nvidia {

// The largest descriptor of any version.
inline constexpr u32 largest_qmd_bytes = 384;

// Refuses versions that the chip does not take, and what its scheduler (SKED) checks: the sentence begins with the
// vendor's name of the check.
Parsed<Launch> decode_qmd(std::span<const u32> words, regs::nvidia::Architecture architecture);
// Bytes of the descriptors that the chip's software uses.
u32 qmd_bytes(regs::nvidia::Architecture architecture);

}  // namespace egpulab::simulator::nvidia

// Machines in files: "EGPUSNAP", version, options, then the compressed state and non-zero memory pages.
#pragma once

#include <string>

#include "driver/base/expected.hpp"
#include "simulator/machine/machine.hpp"

namespace egpulab::simulator {

// The version of the file format and of the state that blocks visit; a file of another version is refused.
inline constexpr u32 snapshot_version = 1;

// The options that the file's machine was built with.
Parsed<MachineOptions> snapshot_options(const std::string& path);

}  // namespace egpulab::simulator

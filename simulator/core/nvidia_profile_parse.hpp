// Reading [nvidia] of a device profile; only the profile parser includes this.
#pragma once

#include "simulator/core/nvidia_profile.hpp"
#include "simulator/core/toml_reader.hpp"

namespace egpulab::simulator {

void read_nvidia(TomlReader& in, NvidiaProfile& nvidia);

}  // namespace egpulab::simulator

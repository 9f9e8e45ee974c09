// Whether a discovery binary that a profile serves describes the card that the model is.
#pragma once

#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::amd {

// Throws InvalidRequest naming the first of the profile's IP blocks that the binary lacks, or has with another version
// or other bases, and what the binary is truncated at. Blocks that only the binary has stay: the model answers for them
// as for any register that it does not know.
void check_served_discovery(const DeviceProfile& profile);

}  // namespace egpulab::simulator::amd

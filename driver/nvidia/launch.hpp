// One launch: constants, descriptor, and the methods that start it.
#pragma once

#include "driver/nvidia/compute_objects.hpp"

namespace egpulab::driver::nvidia {

// Adds it to what the compute channel is sent next. It follows all that the channel was given before. Throws
// InvalidRequest for what the card cannot run, LimitExceeded.
void add_launch(ComputeCore& core, const compute::LaunchRequest& request);

}  // namespace egpulab::driver::nvidia

// The compute runtime's backend for NVIDIA cards.
#pragma once

#include "driver/compute/drivers.hpp"

namespace egpulab::driver::nvidia {

// For compute::Drivers; executables add it.
compute::Driver compute_driver();

}  // namespace egpulab::driver::nvidia

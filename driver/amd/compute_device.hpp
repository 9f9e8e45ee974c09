// The compute runtime's backend for AMD cards.
#pragma once

#include "driver/compute/drivers.hpp"

namespace egpulab::driver::amd {

// For compute::Drivers; executables add it.
compute::Driver compute_driver();

}  // namespace egpulab::driver::amd

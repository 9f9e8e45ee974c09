// The shared names of memory behind this driver.
#pragma once

#include "driver/memory/gpu_memory.hpp"

namespace egpulab::driver::nvidia {

using memory::AddressSpace;
using memory::Allocation;
using memory::GpuMemory;
using memory::MemoryRequest;
using memory::Placement;

}  // namespace egpulab::driver::nvidia

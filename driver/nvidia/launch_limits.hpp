// What a launch asks for, and whether the card has it.
#pragma once

#include "driver/compute/backend.hpp"
#include "driver/nvidia/cubin.hpp"
#include "driver/nvidia/multiprocessor.hpp"

namespace egpulab::driver::nvidia {

struct LaunchNeeds {
  u32 shared_bytes = 0;  // of a block, as the descriptor says it
  u32 local_bytes = 0;   // of a thread
};

// Throws InvalidRequest with one sentence for what the card cannot run.
LaunchNeeds check_launch(const MultiprocessorFacts& card, const CubinKernel& kernel,
                         const compute::LaunchRequest& request);

}  // namespace egpulab::driver::nvidia

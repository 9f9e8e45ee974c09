// The kernel argument segment: explicit arguments where the code object wants them, hidden ones as the ABI defines.
#pragma once

#include <span>

#include "driver/amd/code_object.hpp"
#include "driver/compute/backend.hpp"

namespace egpulab::driver::amd {

// Writes the segment of one launch into `out` (kernel.kernarg_size bytes). The arguments fit the kernel's parameters.
// Throws InvalidRequest for hidden arguments that this driver cannot provide.
void pack_arguments(const Kernel& kernel, const compute::LaunchRequest& request, MutableBytes out);

// The AQL packet that kernels which ask for their launch dimensions read (HSA: hsa_kernel_dispatch_packet_t).
inline constexpr u64 dispatch_packet_bytes = 64;
void pack_dispatch_packet(const Kernel& kernel, const compute::LaunchRequest& request, u64 descriptor_address,
                          u64 kernarg_address, MutableBytes out);

}  // namespace egpulab::driver::amd

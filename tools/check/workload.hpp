// What a check makes a driver do on a device: boot, copy, compute, end, and open it again.
#pragma once

#include <memory>

#include "driver/compute/device.hpp"
#include "tools/check/phases.hpp"

namespace egpulab::check {

struct WorkloadOptions {
  std::shared_ptr<const firmware::Source> firmware;
  bool all_kernels = false;  // of the suite; otherwise its core list
  u64 seed = 1;              // of the inputs
};

// The same accesses each time: phases are judged, nothing else depends on what the device answers.
void run_workload(MeteredDevice& device, Phases& phases, const WorkloadOptions& options);

// The drivers of this product.
compute::Drivers drivers();
// Where a device's firmware comes from: `directory` where one is given, else the synthetic set for what is simulated or
// recorded, else the system's.
std::shared_ptr<const firmware::Source> firmware_for(std::string_view uri, const std::string& directory);

}  // namespace egpulab::check

// `egpulab check`: the main job on one device, recorded and replayed both ways.
#pragma once

#include <filesystem>
#include <iosfwd>
#include <nlohmann/json_fwd.hpp>

#include "driver/bus/backends.hpp"
#include "tools/check/workload.hpp"

namespace egpulab::check {

struct CheckOptions {
  WorkloadOptions workload;
  bool strict = false;                              // an access that the simulator does not model is an error
  std::optional<std::filesystem::path> trace_file;  // keeps the recording there
  Progress progress;
};

struct DeviceResult {
  std::string bus;
  bool ok = true;
  std::optional<u64> trace_hash;  // of the recording
  std::optional<u64> state_hash;  // of the simulated machine at the end
  std::vector<PhaseResult> phases;
};

// A simulated device is also replayed: its recording as a driver on a fresh one, and as the device for the driver; and
// it must have met nothing that it does not model, and no fault. Never throws for what the device does; throws
// InvalidRequest for a URI that does not open.
DeviceResult check(const bus::Backends& backends, const std::string& uri, const CheckOptions& options);

// {"ok", "devices": [...]}: hashes as "0x" and 16 digits, null where there are none.
nlohmann::json to_json(const std::vector<DeviceResult>& results);

}  // namespace egpulab::check

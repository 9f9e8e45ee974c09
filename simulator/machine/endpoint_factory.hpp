// Which model stands behind a profile's function.
#pragma once

#include <functional>
#include <memory>
#include <span>

#include "simulator/core/device_profile.hpp"
#include "simulator/core/endpoint.hpp"
#include "simulator/core/report.hpp"
#include "simulator/pcie/faults.hpp"

namespace egpulab::simulator {

// All that an endpoint may use of its machine.
struct EndpointContext {
  const DeviceProfile& profile;
  Timeline& timeline;
  HostPort& host;
  Report& report;
  const Faults& faults;  // the device's own kinds by name
  u64 seed;
};
using EndpointFactory = std::function<std::unique_ptr<Endpoint>(const EndpointContext&)>;

// Makes the model for the profile's vendor. Throws InvalidRequest for a vendor without one.
std::unique_ptr<Endpoint> make_endpoint(const EndpointContext& context);

// Faults that the models understand beside those of link and host.
std::span<const FaultKind> device_fault_kinds();

}  // namespace egpulab::simulator

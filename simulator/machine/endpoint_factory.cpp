// The table of vendors.
#include "simulator/machine/endpoint_factory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"
#include "simulator/amd/gpu.hpp"
#include "simulator/nvidia/gpu.hpp"

namespace egpulab::simulator {
namespace {

struct Row {
  std::string_view vendor;
  std::unique_ptr<Endpoint> (*make)(const EndpointContext&);
};

constexpr Row rows[] = {
    {"amd",
     [](const EndpointContext& c) -> std::unique_ptr<Endpoint> {
       return std::make_unique<amd::Gpu>(c.profile, c.timeline, c.host, c.report, c.seed);
     }},
    {"nvidia",
     [](const EndpointContext& c) -> std::unique_ptr<Endpoint> {
       return std::make_unique<nvidia::Gpu>(c.profile, c.timeline, c.host, c.report, c.faults);
     }},
};

}  // namespace

std::unique_ptr<Endpoint> make_endpoint(const EndpointContext& context) {
  const auto* const row = std::ranges::find(rows, context.profile.vendor, &Row::vendor);
  if (row == std::end(rows))
    throw InvalidRequest(
        fmt::format("device {}: there is no model for vendor \"{}\"", context.profile.id, context.profile.vendor));
  return row->make(context);
}

std::span<const FaultKind> device_fault_kinds() { return nvidia::fault_kinds(); }

}  // namespace egpulab::simulator

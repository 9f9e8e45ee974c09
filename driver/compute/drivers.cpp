// Choice of a vendor's driver.
#include "driver/compute/drivers.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "driver/bus/link.hpp"
#include "driver/bus/pci_config.hpp"

namespace egpulab::compute {

const Driver& Drivers::choose(bus::PciDevice& device) const {
  bus::Link link(device);
  link.check_alive("choosing a driver");
  const bus::pci::Identity id = bus::pci::read_identity(device);
  if (id.vendor == 0xffff) link.check_alive("choosing a driver");
  for (const Driver& d : drivers_)
    if (d.drives(id.vendor, id.device)) return d;
  std::string names;
  for (const Driver& d : drivers_) names += (names.empty() ? "" : ", ") + d.name;
  throw InvalidRequest(fmt::format("no driver for {} at {} (there is {})", bus::pci::to_string(id), device.info().uri,
                                   names.empty() ? "none at all" : names));
}

}  // namespace egpulab::compute

// The vendors' drivers that an executable was composed with. This part knows none of them.
#pragma once

#include <functional>
#include <memory>

#include "driver/bus/pci_device.hpp"
#include "driver/compute/backend.hpp"
#include "driver/firmware/source.hpp"

namespace egpulab::compute {

enum class Clocks : u8 { automatic, highest, lowest };

struct Options {
  std::shared_ptr<const firmware::Source> firmware{};  // where the device's firmware files are
  bool always_reset = false;                           // never take over what an earlier session left
  bool interrupts = false;                             // message-signalled interrupts
  Clocks clocks = Clocks::automatic;
  std::optional<u32> power_limit{};         // W
  std::optional<Nanoseconds> work_limit{};  // for waits without their own
};

struct Driver {
  std::string name;
  std::function<bool(u16 vendor, u16 device)> drives;
  std::function<std::unique_ptr<DeviceBackend>(bus::PciDevice&, const Options&)> open;
};

class Drivers {
 public:
  void add(Driver driver) { drivers_.push_back(std::move(driver)); }
  // The driver for the device by its PCI id. Throws InvalidRequest naming the id, LinkLost when nothing answers.
  const Driver& choose(bus::PciDevice& device) const;

 private:
  std::vector<Driver> drivers_;
};

}  // namespace egpulab::compute

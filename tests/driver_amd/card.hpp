// A simulated card for the driver's tests: one machine, driven by as many sessions as a test wants.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "driver/amd/device.hpp"
#include "driver/bus/backends.hpp"
#include "driver/firmware/source.hpp"
#include "fixtures/firmware.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::driver::amd::test {

inline const firmware::Source& synthetic_firmware() {
  static const firmware::MemorySource source("synthetic firmware", *fixtures::synthetic_firmware("gc_11_0_0"));
  return source;
}

// What a process is to the card: it opens the device, and when it ends its DMA memory goes.
class Card {
 public:
  explicit Card(std::string_view options = {}) {
    std::string uri = "sim:rx7900xtx?strict=1";
    if (!options.empty()) uri += "&" + std::string(options);
    device_ = simulator::open_sim(*bus::parse_uri(uri));
  }
  bus::PciDevice& pci() { return *device_; }
  simulator::SimDevice& sim() { return *device_; }
  std::unique_ptr<Device> boot(DeviceOptions options = {}) {
    if (!options.firmware) options.firmware = &synthetic_firmware();
    return std::make_unique<Device>(*device_, options);
  }
  // The process dies and another opens the card.
  void reopen() {
    auto machine = device_->machine();
    device_.reset();
    device_ = simulator::open_on(machine);
  }

 private:
  std::unique_ptr<simulator::SimDevice> device_;
};

}  // namespace egpulab::driver::amd::test

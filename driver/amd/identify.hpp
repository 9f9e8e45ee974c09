// What the card is, before anything is changed: PCI identity, BARs, memory size.
#pragma once

#include <string_view>

#include "driver/bus/link.hpp"
#include "driver/bus/pci_config.hpp"

namespace egpulab::driver::amd {

struct Identity {
  bus::pci::Identity pci;
  std::string_view name;  // the marketing name, or "unknown AMD GPU"
  bus::BarInfo vram, doorbells, mmio;
  u64 vram_size = 0;     // bytes, as RCC_CONFIG_MEMSIZE reports
  u64 vram_visible = 0;  // bytes of it that the BAR shows and the bus maps
};

// Whether this driver knows the chip behind a PCI id.
bool is_supported(u16 vendor, u16 device);

// Enables memory decoding, then reads. Throws InvalidRequest for another device, LimitExceeded for BARs that cannot
// serve, DeviceFault for a card that its own firmware has not started, LinkLost when nothing answers.
Identity identify(bus::Link& link);

}  // namespace egpulab::driver::amd

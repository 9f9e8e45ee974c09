// What the card is, before anything is changed: PCI identity, BARs, chip.
#pragma once

#include <string>

#include "driver/bus/link.hpp"
#include "driver/bus/pci_config.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::driver::nvidia {

struct Identity {
  bus::pci::Identity pci;
  regs::nvidia::Chip chip;
  u8 major_revision = 0, minor_revision = 0;  // 0xa, 1 is stepping A1
  u32 boot_0 = 0, boot_42 = 0;                // as read
  bus::BarInfo registers, vram, instance;     // BAR0, BAR1, and the 64-bit BAR after it
  std::string text() const;                   // "GA102 A1 (Ampere), 10de:2204 rev a1, class 030000"
};

// Whether this driver takes on a PCI id: an NVIDIA display controller. What chip it is, the chip says.
bool is_supported(u16 vendor, u16 device, u32 class_code);

// Enables memory decoding and bus mastering, then reads. Throws InvalidRequest for another device or a chip that this
// driver does not know, LimitExceeded for BARs that cannot serve, LinkLost when nothing answers.
Identity identify(bus::Link& link);

}  // namespace egpulab::driver::nvidia

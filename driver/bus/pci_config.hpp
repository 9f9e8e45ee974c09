// PCI configuration space over any backend: what every driver needs of it before it touches a register.
// Offsets and ids: PCI Local Bus 3.0 section 6, PCI Express Base 5.0 sections 7.5 to 7.8.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/bus/pci_device.hpp"

namespace egpulab::bus::pci {

// Offsets in the header of type 0.
inline constexpr u16 vendor_id = 0x00, device_id = 0x02, command = 0x04, status = 0x06, revision_id = 0x08,
                     class_code = 0x09, header_type = 0x0e, bar0 = 0x10, subsystem_vendor_id = 0x2c,
                     subsystem_id = 0x2e, capabilities_pointer = 0x34;

inline constexpr u16 command_memory = 1 << 1, command_bus_master = 1 << 2, command_interrupt_disable = 1 << 10;

enum class Capability : u8 { power_management = 0x01, msi = 0x05, vendor_specific = 0x09, express = 0x10, msix = 0x11 };
enum class ExtendedCapability : u16 {
  advanced_error_reporting = 0x0001,
  serial_number = 0x0003,
  vendor_specific = 0x000b,
  access_control = 0x000d,
  resizable_bar = 0x0015,
  latency_tolerance = 0x0018,
  secondary_express = 0x0019,
};

struct Identity {
  u16 vendor = 0, device = 0, subsystem_vendor = 0, subsystem = 0;
  u8 revision = 0;
  u32 class_code = 0;  // 24 bits: base class, subclass, interface
};
Identity read_identity(PciDevice& device);
// "1002:744c rev c8, class 030000"
std::string to_string(const Identity& identity);

// Where the capability starts, or nothing. A list that loops or leaves the space ends the search: a dead link reads
// all-ones, and the walk must end.
std::optional<u16> find_capability(PciDevice& device, Capability id);
std::optional<u16> find_extended_capability(PciDevice& device, ExtendedCapability id);

// Sets memory decoding and bus mastering, which firmware, a reset or another driver may have left off.
void enable_memory_and_bus_master(PciDevice& device);
// Stops the device's DMA: the first step of a clean end, and of taking over a card in an unknown state.
void disable_bus_master(PciDevice& device);

// One BAR that the resizable BAR capability can resize.
struct ResizableBar {
  u8 bar = 0;
  u16 control = 0;         // config offset of its control register
  u64 size = 0;            // bytes now
  std::vector<u64> sizes;  // bytes it supports, ascending
};
std::vector<ResizableBar> resizable_bars(PciDevice& device);
// For backends that resize through config space: writes the size, which must be one of `sizes`, else LimitExceeded.
// Memory decoding must be off meanwhile and the address is the caller's to assign again.
void write_bar_size(PciDevice& device, const ResizableBar& bar, u64 size);

// The name of the register of the standard header that holds `offset`; empty outside it.
std::string_view header_register_name(u16 offset);

}  // namespace egpulab::bus::pci

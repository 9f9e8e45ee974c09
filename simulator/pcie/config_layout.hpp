// Offsets and bits of configuration space that the model acts on.
// Source: PCI Express Base 5.0 chapter 7, PCI Power Management 1.2, PCI-to-PCI Bridge 1.2.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::simulator::pcie::config {

// Header, both types.
inline constexpr u16 vendor_id = 0x00, device_id = 0x02, command = 0x04, status = 0x06, revision = 0x08,
                     class_code = 0x09, cache_line = 0x0c, header_type = 0x0e, bar0 = 0x10, subsystem_vendor_id = 0x2c,
                     subsystem_id = 0x2e, rom = 0x30, capabilities = 0x34, interrupt_line = 0x3c, interrupt_pin = 0x3d;
inline constexpr u16 command_io = 1, command_memory = 1 << 1, command_bus_master = 1 << 2;
inline constexpr u16 status_capabilities = 1 << 4, status_signalled_target_abort = 1 << 11,
                     status_received_master_abort = 1 << 13;

// Header type 1.
inline constexpr u16 primary_bus = 0x18, secondary_bus = 0x19, subordinate_bus = 0x1a, secondary_status = 0x1e,
                     memory_base = 0x20, memory_limit = 0x22, prefetchable_base = 0x24, prefetchable_limit = 0x26,
                     prefetchable_base_upper = 0x28, prefetchable_limit_upper = 0x2c, bridge_rom = 0x38,
                     bridge_control = 0x3e;
inline constexpr u16 bridge_secondary_reset = 1 << 6;

// Relative to the power management capability.
inline constexpr u16 pm_capabilities = 2, pm_control = 4;
inline constexpr u16 pm_state = 3, pm_no_soft_reset = 1 << 3, pm_enable = 1 << 8, pm_status = 1 << 15;

// Relative to the PCI Express capability.
inline constexpr u16 express_flags = 0x02, device_capabilities = 0x04, device_control = 0x08, device_status = 0x0a,
                     link_capabilities = 0x0c, link_control = 0x10, link_status = 0x12, slot_capabilities = 0x14,
                     slot_control = 0x18, slot_status = 0x1a, device_capabilities_2 = 0x24, device_control_2 = 0x28,
                     link_capabilities_2 = 0x2c, link_control_2 = 0x30, link_status_2 = 0x32;
inline constexpr u32 device_capability_flr = 1u << 28;
inline constexpr u16 device_control_flr = 1 << 15, device_status_unsupported = 1 << 3, device_status_non_fatal = 1 << 1,
                     link_control_retrain = 1 << 5, link_control_disable = 1 << 4, link_status_active = 1 << 13;

// Relative to MSI and MSI-X. The layout is that of 64-bit MSI, which every modelled part has.
inline constexpr u16 msi_control = 2, msi_address = 4, msi_address_upper = 8, msi_data = 0xc, msi_mask = 0x10,
                     msi_pending = 0x14;
inline constexpr u16 msi_enable = 1, msi_per_vector = 1 << 8;
inline constexpr u16 msix_control = 2, msix_table = 4, msix_pending = 8;
inline constexpr u16 msix_enable = 1 << 15, msix_function_mask = 1 << 14;

// Relative to the extended capabilities.
inline constexpr u16 aer_uncorrectable = 0x04, aer_uncorrectable_mask = 0x08, aer_severity = 0x0c,
                     aer_correctable = 0x10, aer_correctable_mask = 0x14, aer_control = 0x18, aer_header_log = 0x1c,
                     aer_root_command = 0x2c, aer_root_status = 0x30;
inline constexpr u32 aer_unsupported_request = 1u << 20, aer_advisory = 1u << 13;
inline constexpr u16 rebar_capability = 4, rebar_control = 8, rebar_stride = 8;

enum class CapabilityId : u8 { power = 0x01, msi = 0x05, vendor = 0x09, subsystem = 0x0d, express = 0x10, msix = 0x11 };
enum class ExtendedId : u16 { aer = 0x0001, vendor = 0x000b, acs = 0x000d, rebar = 0x0015, secondary = 0x0019 };

}  // namespace egpulab::simulator::pcie::config

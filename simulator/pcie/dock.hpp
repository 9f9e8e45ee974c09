// What stands between the host and the card, as data: bridges on the way, costs of accesses, windows, and whether the
// device can reach the host at all.
#pragma once

#include <span>
#include <string_view>

#include "driver/base/types.hpp"
#include "driver/bus/pci_device.hpp"

namespace egpulab::simulator::pcie {

// One PCI-to-PCI bridge that the host or the dock brings along.
struct PortModel {
  enum class Kind : u8 { root, upstream, downstream };
  Kind kind;
  u16 vendor, device;
  u8 revision;
};

// Where the host's side gives the device memory. Bus addresses are [base, base + size).
struct DmaWindow {
  u64 base, size;
  u64 max_bytes;         // all live buffers together
  u32 max_segments;      // of one buffer
  bool is_host_memory;   // false: memory of the bridge
  Nanoseconds access;    // of one access by the host, whatever its size
  u64 bytes_per_second;  // by the host
};

struct DockProfile {
  std::string_view name, description;
  std::span<const PortModel> ports;  // from the root port inwards
  u8 link_generation;                // of the narrowest hop: 3 = 8 GT/s
  u8 link_width;                     // lanes
  u16 max_payload;                   // bytes
  Nanoseconds posted_write;          // time until the host may go on
  Nanoseconds register_read;         // round trip
  Nanoseconds config_access;
  u64 write_bytes_per_second;  // blocks to a BAR
  u64 read_bytes_per_second;   // blocks from a BAR
  u64 dma_bytes_per_second;    // the device's own transfers; 0: it has none
  u32 register_bytes;          // widest single access
  u64 prefetchable_window;     // bytes of bus addresses for 64-bit prefetchable BARs, per root port
  bool resizes_at_boot;        // the host gives resizable BARs their largest size that fits
  DmaWindow dma;
  bool interrupts;
  bool hotplug;
  Nanoseconds interrupt_latency;
  Nanoseconds power_cycle;  // off, on, and until the card answers

  bus::Limits limits() const;
  bus::LinkFacts facts() const;
};

std::span<const DockProfile> docks();
const DockProfile* find_dock(std::string_view name);  // null: no such

}  // namespace egpulab::simulator::pcie

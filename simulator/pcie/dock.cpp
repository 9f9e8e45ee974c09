// The table of docks. Sources stand beside the figures; "estimate" marks ours.
#include "simulator/pcie/dock.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace egpulab::simulator::pcie {
namespace {

using namespace std::chrono_literals;
using Kind = PortModel::Kind;

// Ids as in the public pci.ids list: Raptor Lake PEG root port; Tiger Lake Thunderbolt 4 root port and Goshen Ridge
// hub; Barlow Ridge host and hub (NVIDIA/open-gpu-kernel-modules issue 979 shows 8086:5786 in a Thunderbolt 5 dock).
// The ASM2464PD's own port ids are unknown; its USB product id stands in (inferred).
constexpr PortModel native_ports[] = {{Kind::root, 0x8086, 0xa70d, 0x01}};
constexpr PortModel usb4_40_ports[] = {{Kind::root, 0x8086, 0x9a23, 0x01},
                                       {Kind::upstream, 0x8086, 0x0b26, 0x03},
                                       {Kind::downstream, 0x8086, 0x0b26, 0x03}};
constexpr PortModel usb4_80_ports[] = {{Kind::root, 0x8086, 0x5780, 0x84},
                                       {Kind::upstream, 0x8086, 0x5786, 0x84},
                                       {Kind::downstream, 0x8086, 0x5786, 0x84}};
// Its root side is bus 0 and its downstream port bus 1, so a card with a switch has its GPU on bus 4.
constexpr PortModel asm2464pd_ports[] = {{Kind::root, 0x1b21, 0x2464, 0x01}, {Kind::downstream, 0x1b21, 0x2464, 0x01}};

// Host memory above 4 GiB, as an IOMMU with 44 usable bits hands it out.
constexpr DmaWindow host_ram = {.base = 16 * GiB,
                                .size = 64 * GiB,
                                .max_bytes = 48 * GiB,
                                .max_segments = 65536,
                                .is_host_memory = true,
                                .access = 40ns,
                                .bytes_per_second = 12'000'000'000};
// Apple's DART as reached through PCIDriverKit: about 1.5 GB in all (lemonade-sdk/mac-amdgpu); we keep that limit for
// tunnelled links, the strictest host that people report.
constexpr DmaWindow tunnelled_ram = {.base = 16 * GiB,
                                     .size = 64 * GiB,
                                     .max_bytes = 3 * GiB / 2,
                                     .max_segments = 65536,
                                     .is_host_memory = true,
                                     .access = 40ns,
                                     .bytes_per_second = 12'000'000'000};
// SRAM of the bridge at 0x200000: 512 KiB; bulk transfers at 700 MB/s after a control transfer that arms them
// (tinygrad/asm2464pd-firmware README and pull request 42).
constexpr DmaWindow bridge_sram = {.base = 0x200000,
                                   .size = 512 * KiB,
                                   .max_bytes = 512 * KiB,
                                   .max_segments = 1,
                                   .is_host_memory = false,
                                   .access = 120us,
                                   .bytes_per_second = 700'000'000};

constexpr DockProfile table[] = {
    {
        .name = "native",
        .description = "PCIe slot, 16 GT/s x16",
        .ports = native_ports,
        .link_generation = 4,
        .link_width = 16,
        .max_payload = 256,
        .posted_write = 60ns,    // estimate: an uncached store's occupancy
        .register_read = 900ns,  // estimate: round trips of 0.8 to 1 us are usual for GPU registers
        .config_access = 1200ns,
        .write_bytes_per_second = 20'000'000'000,
        .read_bytes_per_second = 70'000'000,  // estimate: one uncached 64-byte line per round trip
        .dma_bytes_per_second = 25'000'000'000,
        .register_bytes = 8,
        .prefetchable_window = 128 * GiB,
        .resizes_at_boot = true,
        .dma = host_ram,
        .interrupts = true,
        .hotplug = false,
        .interrupt_latency = 2us,
        .power_cycle = 1s,
    },
    {
        .name = "usb4-40g",
        .description = "USB4 40 Gb/s tunnel, PCIe 8 GT/s x4",
        .ports = usb4_40_ports,
        .link_generation = 3,
        .link_width = 4,
        .max_payload = 128,
        .posted_write = 90ns,
        .register_read = 2500ns,  // estimate: native plus two router hops each way
        .config_access = 3us,
        .write_bytes_per_second = 2'800'000'000,
        .read_bytes_per_second = 25'000'000,
        .dma_bytes_per_second = 3'000'000'000,
        .register_bytes = 8,
        .prefetchable_window = 64 * GiB,
        .resizes_at_boot = false,
        .dma = tunnelled_ram,
        .interrupts = true,
        .hotplug = true,
        .interrupt_latency = 4us,
        .power_cycle = 3s,
    },
    {
        .name = "usb4-80g",
        .description = "USB4 v2 80 Gb/s tunnel, PCIe 16 GT/s x4",
        .ports = usb4_80_ports,
        .link_generation = 4,
        .link_width = 4,
        .max_payload = 256,
        .posted_write = 80ns,
        .register_read = 2us,
        .config_access = 2500ns,
        .write_bytes_per_second = 5'500'000'000,
        .read_bytes_per_second = 32'000'000,
        .dma_bytes_per_second = 6'000'000'000,
        .register_bytes = 8,
        .prefetchable_window = 64 * GiB,
        .resizes_at_boot = false,
        .dma = tunnelled_ram,
        .interrupts = true,
        .hotplug = true,
        .interrupt_latency = 4us,
        .power_cycle = 3s,
    },
    {
        .name = "asm2464pd",
        .description = "ASM2464PD USB3 10 Gb/s bridge, PCIe 8 GT/s x2",
        .ports = asm2464pd_ports,
        .link_generation = 3,
        .link_width = 2,
        .max_payload = 128,
        .posted_write = 100us,   // one control transfer: 60 to 120 us
        .register_read = 200us,  // two: the request and its completion; about 5,000 a second
        .config_access = 200us,
        .write_bytes_per_second = 3'600'000,  // stream write and read: README of tinygrad/asm2464pd-firmware
        .read_bytes_per_second = 1'800'000,
        .dma_bytes_per_second = 700'000'000,
        .register_bytes = 4,
        .prefetchable_window = 64 * GiB,
        .resizes_at_boot = true,  // the user-space client sizes the BARs itself, to the largest
        .dma = bridge_sram,
        .interrupts = false,  // there is no path from the device to the host
        .hotplug = true,
        .interrupt_latency = 0ns,
        .power_cycle = 2s,
    },
};

}  // namespace

std::span<const DockProfile> docks() { return table; }

const DockProfile* find_dock(std::string_view name) {
  const auto* const found = std::ranges::find(table, name, &DockProfile::name);
  return found == std::end(table) ? nullptr : found;
}

bus::Limits DockProfile::limits() const {
  bus::Limits limits;
  limits.max_register_bytes = register_bytes;
  limits.host_dma = dma.is_host_memory;
  limits.max_dma_bytes = dma.max_bytes;
  limits.max_dma_segment = dma.max_bytes;
  limits.max_dma_segments = dma.max_segments;
  limits.dma_address_bits = static_cast<u32>(std::bit_width(dma.base + dma.size - 1));
  return limits;
}

bus::LinkFacts DockProfile::facts() const {
  return {.description = std::string(description),
          .reads_are_round_trips = true,
          .read_latency = register_read,
          .bytes_per_second = write_bytes_per_second};
}

}  // namespace egpulab::simulator::pcie

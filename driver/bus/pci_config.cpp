// Walks capabilities and reads the resizable BAR registers.
#include "driver/bus/pci_config.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace egpulab::bus::pci {
namespace {

constexpr u16 status_has_capabilities = 1 << 4;
constexpr u16 first_capability = 0x40, first_extended = 0x100, config_size = 0x1000;
// More capabilities than fit: the list loops.
constexpr int most_capabilities = (first_extended - first_capability) / 4;
constexpr int most_extended = (config_size - first_extended) / 8;

constexpr u64 rebar_size(u32 encoded) { return MiB << encoded; }

}  // namespace

Identity read_identity(PciDevice& device) {
  const u32 ids = device.config_read(vendor_id, 4);
  const u32 classes = device.config_read(revision_id, 4);
  const u32 subsystem = device.config_read(subsystem_vendor_id, 4);
  return {static_cast<u16>(ids),       static_cast<u16>(ids >> 16),
          static_cast<u16>(subsystem), static_cast<u16>(subsystem >> 16),
          static_cast<u8>(classes),    classes >> 8};
}

std::string to_string(const Identity& id) {
  return fmt::format("{:04x}:{:04x} rev {:02x}, class {:06x}", id.vendor, id.device, id.revision, id.class_code);
}

std::optional<u16> find_capability(PciDevice& device, Capability id) {
  if ((device.config_read(status, 2) & status_has_capabilities) == 0) return std::nullopt;
  u32 at = device.config_read(capabilities_pointer, 1) & 0xfc;
  for (int n = 0; n < most_capabilities && at >= first_capability; ++n) {
    const u32 header = device.config_read(static_cast<u16>(at), 2);
    if (header == 0xffff) break;
    if ((header & 0xff) == static_cast<u32>(id)) return static_cast<u16>(at);
    at = header >> 8 & 0xfc;
  }
  return std::nullopt;
}

std::optional<u16> find_extended_capability(PciDevice& device, ExtendedCapability id) {
  u32 at = first_extended;
  for (int n = 0; n < most_extended && at >= first_extended; ++n) {
    const u32 header = device.config_read(static_cast<u16>(at), 4);
    if (header == 0 || header == ~u32{0}) break;
    if ((header & 0xffff) == static_cast<u32>(id)) return static_cast<u16>(at);
    at = header >> 20 & 0xffc;
  }
  return std::nullopt;
}

void enable_memory_and_bus_master(PciDevice& device) {
  constexpr u32 wanted = command_memory | command_bus_master;
  const u32 now = device.config_read(command, 2);
  if ((now & wanted) != wanted) device.config_write(command, 2, now | wanted);
}

void disable_bus_master(PciDevice& device) {
  const u32 now = device.config_read(command, 2);
  if (now & command_bus_master) device.config_write(command, 2, now & ~u32{command_bus_master});
}

std::vector<ResizableBar> resizable_bars(PciDevice& device) {
  std::vector<ResizableBar> bars;
  const auto at = find_extended_capability(device, ExtendedCapability::resizable_bar);
  if (!at) return bars;
  // Bits 7:5 of the first control register say how many BARs the capability has.
  const u32 count = std::min(6u, device.config_read(static_cast<u16>(*at + 8), 4) >> 5 & 7);
  for (u32 n = 0; n < count; ++n) {
    const auto capability_at = static_cast<u16>(*at + 4 + 8 * n);
    ResizableBar bar;
    bar.control = static_cast<u16>(capability_at + 4);
    const u32 capability = device.config_read(capability_at, 4);
    const u32 control = device.config_read(bar.control, 4);
    bar.bar = control & 7;
    bar.size = rebar_size(control >> 8 & 0x3f);
    // Sizes 1 MiB << n: n = 0..27 in the capability register, 28.. in the control register's upper half.
    const u64 supported = u64{capability >> 4} | u64{control >> 16} << 28;
    for (u32 bit = 0; bit < 43; ++bit)
      if (supported >> bit & 1) bar.sizes.push_back(rebar_size(bit));
    bars.push_back(std::move(bar));
  }
  return bars;
}

void write_bar_size(PciDevice& device, const ResizableBar& bar, u64 size) {
  if (std::find(bar.sizes.begin(), bar.sizes.end(), size) == bar.sizes.end())
    throw LimitExceeded(fmt::format("BAR{} cannot have {} MiB; the device supports {} to {} MiB", bar.bar, size / MiB,
                                    bar.sizes.empty() ? 0 : bar.sizes.front() / MiB,
                                    bar.sizes.empty() ? 0 : bar.sizes.back() / MiB));
  const u32 control = device.config_read(bar.control, 4);
  device.config_write(bar.control, 4, (control & ~u32{0x3f00}) | static_cast<u32>(std::bit_width(size / MiB) - 1) << 8);
}

std::string_view header_register_name(u16 offset) {
  struct Row {
    u16 offset;
    std::string_view name;
  };
  static constexpr std::array rows{
      Row{0x00, "VENDOR_ID"},    Row{0x02, "DEVICE_ID"},       Row{0x04, "COMMAND"},
      Row{0x06, "STATUS"},       Row{0x08, "REVISION_ID"},     Row{0x09, "CLASS_CODE"},
      Row{0x0c, "CACHE_LINE"},   Row{0x0d, "LATENCY"},         Row{0x0e, "HEADER_TYPE"},
      Row{0x0f, "BIST"},         Row{0x10, "BASE_ADDR_0"},     Row{0x14, "BASE_ADDR_1"},
      Row{0x18, "BASE_ADDR_2"},  Row{0x1c, "BASE_ADDR_3"},     Row{0x20, "BASE_ADDR_4"},
      Row{0x24, "BASE_ADDR_5"},  Row{0x28, "CARDBUS_CIS_PTR"}, Row{0x2c, "SUBSYSTEM_VENDOR_ID"},
      Row{0x2e, "SUBSYSTEM_ID"}, Row{0x30, "ROM_BASE_ADDR"},   Row{0x34, "CAP_PTR"},
      Row{0x35, "RESERVED"},     Row{0x3c, "INTERRUPT_LINE"},  Row{0x3d, "INTERRUPT_PIN"},
      Row{0x3e, "MIN_GRANT"},    Row{0x3f, "MAX_LATENCY"},
  };
  if (offset >= 0x40) return {};
  const auto next =
      std::upper_bound(rows.begin(), rows.end(), offset, [](u16 o, const Row& r) { return o < r.offset; });
  return std::prev(next)->name;
}

}  // namespace egpulab::bus::pci

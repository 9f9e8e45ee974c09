// Contents of PCI capabilities. Register layouts: PCI Express Base 5.0 chapter 7. Values of AMD parts as lspci shows
// them for a 7900 XTX and its relatives (geerlingguy/raspberry-pi-pcie-devices issues 503, 680, 741).
#include "simulator/pcie/capabilities.hpp"

#include <algorithm>
#include <bit>

#include "simulator/pcie/config_layout.hpp"

namespace egpulab::simulator::pcie {
namespace {

using namespace config;
using Facts = CapabilityFacts;

u32 payload_code(u16 bytes) { return static_cast<u32>(std::countr_zero(static_cast<u32>(bytes)) - 7); }

void power(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts&) {
  c.set(at + pm_capabilities, 2, 0x4803 | 0x8000);  // version 3, PME from D1, D3hot, D3cold
  c.set(at + pm_control, 2, pm_no_soft_reset);
  c.writable(at + pm_control, 2, pm_state | pm_enable);
  c.write_one_clears(at + pm_control, 2, pm_status);
}

void express(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  const bool port = f.port != Facts::Port::legacy_endpoint;
  const bool downstream = f.port == Facts::Port::root || f.port == Facts::Port::downstream;
  const bool slot = downstream && f.hotplug;
  c.set(at + express_flags, 2, 2u | static_cast<u32>(f.port) << 4 | (slot ? 1u << 8 : 0));
  // Extended tags, role-based errors; endpoints tolerate 4 us of L0s and any L1 latency.
  c.set(at + device_capabilities, 4,
        payload_code(f.max_payload) | 1u << 5 | 1u << 15 | (port ? 0 : 6u << 6 | 7u << 9) |
            (f.function_reset ? device_capability_flr : 0));
  c.set(at + device_control, 2, 0x2910);  // relaxed ordering, extended tags, no snoop, reads of 512 bytes
  c.writable(at + device_control, 2, 0x7fff);
  c.write_one_clears(at + device_status, 2, 0x000f);
  // ASPM L1; a downstream port reports that its link is up.
  c.set(at + link_capabilities, 4,
        f.link_generation | u32{f.link_width} << 4 | 2u << 10 | (downstream ? 1u << 20 : 1u << 18));
  c.writable(at + link_control, 2, 0x0fdf & ~u32{link_control_retrain});
  c.set(at + link_status, 2,
        f.link_generation | u32{f.link_width} << 4 | 1u << 12 | (downstream ? u32{link_status_active} : 0));
  if (slot) {
    c.set(at + slot_capabilities, 4, 0x00000060);  // hot-plug capable, surprise
    c.writable(at + slot_control, 2, 0x1fff);
    c.write_one_clears(at + slot_status, 2, 0x011f);
    c.set(at + slot_status, 2, 1u << 6);  // a card is present
  }
  if (f.port == Facts::Port::root) c.writable(at + 0x1c, 2, 0x001f);  // root control
  c.set(at + device_capabilities_2, 4, 1u << 11 | 1u << 16 | 1u << 17 | (f.upstream_atomics ? 7u << 6 : 0));
  c.writable(at + device_control_2, 2, 0x77ff);
  c.set(at + link_capabilities_2, 4, ((1u << f.link_generation) - 1) << 1);
  c.set(at + link_control_2, 2, f.link_generation);
  c.writable(at + link_control_2, 2, 0xffff);
  c.sticky(at + link_control_2, 2, 0xffff);
}

void msi(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  const u32 log2_vectors = static_cast<u32>(std::bit_width(u32{f.msi_vectors}) - 1);
  c.set(at + msi_control, 2, log2_vectors << 1 | 1u << 7 | (f.msi_masking ? u32{msi_per_vector} : 0));
  c.writable(at + msi_control, 2, msi_enable | 7u << 4);
  c.writable(at + msi_address, 4, ~3u);
  c.writable(at + msi_address_upper, 4, ~0u);
  c.writable(at + msi_data, 2, 0xffff);
  if (f.msi_masking) c.writable(at + msi_mask, 4, f.msi_vectors >= 32 ? ~0u : (1u << f.msi_vectors) - 1);
}

void msix(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  c.set(at + msix_control, 2, f.msix_vectors - 1u);
  c.writable(at + msix_control, 2, msix_enable | msix_function_mask);
  c.set(at + msix_table, 4, f.msix_offset | f.msix_bar);
  c.set(at + msix_pending, 4, (f.msix_offset + 16u * f.msix_vectors) | f.msix_bar);
}

void vendor_specific(ConfigSpace& c, u16 at, const CapabilityProfile& p, const Facts& f) {
  c.set(at + 2, 1, p.length);
  // AMD mirrors the subsystem ids here so that firmware can set them.
  if (p.length >= 8) c.set(at + 4, 4, f.subsystem_vendor | u32{f.subsystem} << 16);
}

void subsystem_ids(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  c.set(at + 4, 4, f.subsystem_vendor | u32{f.subsystem} << 16);
}

void vsec(ConfigSpace& c, u16 at, const CapabilityProfile& p, const Facts&) {
  c.set(at + 4, 4, 0x0001u | 1u << 16 | u32{p.length} << 20);  // id 1, revision 1
  for (u16 i = 8; i < p.length; i += 4) c.writable(at + i, 4, ~0u);
}

void aer(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  const u32 errors = 0x07fff030;
  c.write_one_clears(at + aer_uncorrectable, 4, errors);
  c.sticky(at + aer_uncorrectable, 4, errors);
  c.writable(at + aer_uncorrectable_mask, 4, errors);
  c.sticky(at + aer_uncorrectable_mask, 4, errors);
  c.set(at + aer_severity, 4, 0x00462030);
  c.writable(at + aer_severity, 4, errors);
  c.sticky(at + aer_severity, 4, errors);
  c.write_one_clears(at + aer_correctable, 4, 0xf1c1);
  c.sticky(at + aer_correctable, 4, 0xf1c1);
  c.set(at + aer_correctable_mask, 4, 0x2000);
  c.writable(at + aer_correctable_mask, 4, 0xf1c1);
  c.sticky(at + aer_correctable_mask, 4, 0xf1c1);
  c.writable(at + aer_control, 4, 0x140);
  c.sticky(at + aer_header_log, 4, ~0u);
  c.sticky(at + aer_header_log + 4, 4, ~0u);
  c.sticky(at + aer_header_log + 8, 4, ~0u);
  c.sticky(at + aer_header_log + 12, 4, ~0u);
  if (f.port != Facts::Port::root) return;
  c.writable(at + aer_root_command, 4, 7);
  c.write_one_clears(at + aer_root_status, 4, 0x7f);
}

void rebar(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  const auto resizable = std::ranges::count_if(f.bars, [](const BarProfile& b) { return !b.sizes.empty(); });
  u16 entry = at;
  for (const BarProfile& bar : f.bars) {
    if (bar.sizes.empty()) continue;
    c.set(entry + rebar_capability, 4, rebar_size_bits(bar));
    c.set(entry + rebar_control, 4, bar.index | static_cast<u32>(resizable) << 5 | rebar_encode(bar.size) << 8);
    c.writable(entry + rebar_control, 4, 0x3fu << 8);
    entry = static_cast<u16>(entry + rebar_stride);
  }
}

void serial_number(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  c.set(at + 4, 4, low32(f.serial));
  c.set(at + 8, 4, high32(f.serial));
}

void power_budgeting(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts&) { c.writable(at + 4, 1, 0xff); }

void secondary_express(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  c.writable(at + 4, 4, 0x3);
  c.write_one_clears(at + 8, 4, f.link_width >= 32 ? ~0u : (1u << f.link_width) - 1);
}

void acs(ConfigSpace&, u16, const CapabilityProfile&, const Facts&) {}  // no control offered: all zero

void pasid(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts&) {
  c.set(at + 4, 2, 0x1006);  // execute and privileged permissions, 16 bits wide
  c.writable(at + 6, 2, 0x7);
}

void ltr(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts&) { c.writable(at + 4, 4, 0x1fff1fff); }

void physical_16gt(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  if (f.link_generation >= 4) c.set(at + 0xc, 4, 0x1f);  // equalization complete, all phases
}

void lane_margining(ConfigSpace& c, u16 at, const CapabilityProfile&, const Facts& f) {
  for (u32 lane = 0; lane < f.link_width; ++lane) c.writable(at + 8 + 4 * lane, 2, 0xff7f);
}

struct Row {
  std::string_view kind;
  void (*build)(ConfigSpace&, u16 at, const CapabilityProfile&, const Facts&);
  u16 CapabilityOffsets::*where;  // null: nothing acts on it
};
// clang-format off
constexpr Row rows[] = {
    {"pm",               power,             &CapabilityOffsets::power},
    {"pcie",             express,           &CapabilityOffsets::express},
    {"msi",              msi,               &CapabilityOffsets::msi},
    {"msix",             msix,              &CapabilityOffsets::msix},
    {"vendor",           vendor_specific,   nullptr},
    {"subsystem",        subsystem_ids,     nullptr},
    {"vsec",             vsec,              nullptr},
    {"aer",              aer,               &CapabilityOffsets::aer},
    {"rebar",            rebar,             &CapabilityOffsets::rebar},
    {"serial",           serial_number,     nullptr},
    {"power_budgeting",  power_budgeting,   nullptr},
    {"secondary_pcie",   secondary_express, nullptr},
    {"acs",              acs,               nullptr},
    {"pasid",            pasid,             nullptr},
    {"ltr",              ltr,               nullptr},
    {"physical_16gt",    physical_16gt,     nullptr},
    {"lane_margining",   lane_margining,    nullptr},
};
// clang-format on

}  // namespace

CapabilityOffsets build_capabilities(ConfigSpace& config, std::span<const CapabilityProfile> list,
                                     const CapabilityFacts& facts) {
  CapabilityOffsets offsets;
  const CapabilityProfile* before = nullptr;
  for (const CapabilityProfile& capability : list) {
    const u16 at = capability.offset;
    if (at < 0x100) {
      config.set(at, 1, capability.id);
      if (!before) {
        config.set(config::capabilities, 1, at);
        config.set(config::status, 2, status_capabilities);
      } else {
        config.set(before->offset + 1, 1, at);
      }
    } else {
      config.set(at, 4, capability.id | u32{capability.version} << 16);
      if (before && before->offset >= 0x100)
        config.set(before->offset + 2, 2, (config.read(before->offset + 2, 2) & 0xf) | u32{at} << 4);
    }
    const auto* const row = std::ranges::find(rows, capability.kind, &Row::kind);
    if (row != std::end(rows)) {
      row->build(config, at, capability, facts);
      if (row->where) offsets.*row->where = at;
    }
    before = &capability;
  }
  return offsets;
}

u32 rebar_encode(u64 bytes) { return static_cast<u32>(std::bit_width(bytes) - 21); }

u32 rebar_size_bits(const BarProfile& bar) {
  u32 bits = 0;
  // Profiles hold 1 MiB to 128 TiB only, which bits 4 to 31 stand for.
  for (const u64 size : bar.sizes) bits |= 1u << ((rebar_encode(size) + 4) & 31);
  return bits;
}

std::span<const CapabilityProfile> bridge_capabilities() {
  // As the 1002:1478/1479 ports of the same listings have them.
  static const CapabilityProfile list[] = {
      {"vendor", 0x48, 0x09, 0, 8},    {"pm", 0x50, 0x01, 0, 8},
      {"pcie", 0x58, 0x10, 0, 0x3c},   {"msi", 0xa0, 0x05, 0, 0x10},
      {"subsystem", 0xc0, 0x0d, 0, 8}, {"vsec", 0x100, 0x000b, 1, 0x10},
      {"aer", 0x150, 0x0001, 2, 0x48}, {"secondary_pcie", 0x270, 0x0019, 1, 0x2c},
  };
  return list;
}

}  // namespace egpulab::simulator::pcie

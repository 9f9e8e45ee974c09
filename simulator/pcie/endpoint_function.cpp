// Header type 0 and what its registers do: BAR decoding and resizing, power states, function-level reset.
#include "simulator/pcie/endpoint_function.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/pcie/bridge.hpp"

namespace egpulab::simulator::pcie {

using namespace config;

namespace {

// Flags of a BAR's low bits (PCI Local Bus 3.0, 6.2.5.1).
u32 bar_flags(const BarProfile& bar) { return bar.io ? 1u : (bar.wide ? 4u : 0u) | (bar.prefetchable ? 8u : 0u); }

}  // namespace

EndpointFunction::EndpointFunction(const PciProfile& profile, u64 serial, u32 ordinal, HostSide host,
                                   RoutingListener& listener)
    : Function(listener), ordinal_(ordinal), host_(host) {
  for (const BarProfile& bar : profile.bars) bars_.push_back({bar, bar.size, 0});
  if (profile.msix_vectors > 0) {
    const BarProfile* const bar = profile.bar(BarProfile::Role::mmio);
    // Where vendors put it differs; the end of the register BAR collides with nothing.
    if (bar) msix_ = std::make_unique<MsixTable>(bar->index, bar->size - 64 * KiB, profile.msix_vectors, *this);
  }
  build(profile, serial);
  read_bars();
}

EndpointFunction::~EndpointFunction() = default;

void EndpointFunction::build(const PciProfile& p, u64 serial) {
  ConfigSpace& c = config_;
  c.set(vendor_id, 2, p.vendor);
  c.set(device_id, 2, p.device);
  c.writable(command, 2, 0x0547);
  c.write_one_clears(status, 2, 0xf900);
  c.set(revision, 1, p.revision);
  c.set(class_code, 2, p.class_code & 0xffff);
  c.set(class_code + 2, 1, p.class_code >> 16);
  c.writable(cache_line, 1, 0xff);
  c.set(header_type, 1, p.functions.empty() ? 0x00 : 0x80);
  c.set(subsystem_vendor_id, 2, p.subsystem_vendor);
  c.set(subsystem_id, 2, p.subsystem_device);
  if (p.rom_size) c.writable(rom, 4, ~static_cast<u32>(p.rom_size - 1) | 1u);
  c.writable(interrupt_line, 1, 0xff);
  c.set(interrupt_line, 1, 0xff);
  c.set(interrupt_pin, 1, p.interrupt_pin);
  for (Bar& bar : bars_) {
    const u16 at = static_cast<u16>(bar0 + 4 * bar.profile.index);
    c.set(at, 4, bar_flags(bar.profile));
    c.writable(at, 4, low32(~(bar.size - 1)));
    if (bar.profile.wide) c.writable(at + 4, 4, high32(~(bar.size - 1)));
  }
  CapabilityFacts facts;
  facts.max_payload = p.max_payload;
  facts.function_reset = p.function_reset;
  facts.link_generation = p.link_generation;
  facts.link_width = p.link_width;
  facts.msi_vectors = p.msi_vectors;
  facts.msi_masking = p.msi_masking;
  facts.msix_vectors = p.msix_vectors;
  if (msix_) facts.msix_bar = msix_->bar(), facts.msix_offset = static_cast<u32>(msix_->offset());
  facts.subsystem_vendor = p.subsystem_vendor;
  facts.subsystem = p.subsystem_device;
  facts.serial = serial;
  facts.bars = p.bars;
  offsets_ = build_capabilities(c, p.capabilities, facts);
}

void EndpointFunction::attach(Endpoint& endpoint) {
  endpoint_ = &endpoint;
  if (msix_) msix_->attach(endpoint);
}

const EndpointFunction::Bar* EndpointFunction::bar(u8 index) const {
  const auto at = std::ranges::find_if(bars_, [&](const Bar& b) { return b.profile.index == index; });
  return at == bars_.end() ? nullptr : &*at;
}

void EndpointFunction::read_bars() {
  for (Bar& bar : bars_) {
    const u16 at = static_cast<u16>(bar0 + 4 * bar.profile.index);
    const u32 low = config_.read(at, 4) & (bar.profile.io ? ~3u : ~15u);
    bar.address = join64(low, bar.profile.wide ? config_.read(at + 4, 4) : 0);
  }
}

std::optional<EndpointFunction::Hit> EndpointFunction::claim(u64 address) const {
  if (!memory_enabled() || not_ready_) return {};
  for (const Bar& bar : bars_)
    if (!bar.profile.io && address >= bar.address && address - bar.address < bar.size)
      return Hit{&bar, address - bar.address};
  return {};
}

u32 EndpointFunction::config_read(u16 offset, u8 bytes) {
  // Configuration request retry status, as the root complex shows it to software that reads the vendor id.
  if (not_ready_) return offset == vendor_id ? 0xffff0001 : ~0u;
  return config_.read(offset, bytes);
}

void EndpointFunction::apply_rebar() {
  u16 entry = offsets_.rebar;
  for (Bar& bar : bars_) {
    if (bar.profile.sizes.empty()) continue;
    const u32 encoded = config_.read(entry + rebar_control, 4) >> 8 & 0x3f;
    const u64 size = rebar_bytes(encoded);
    // A size that is not on offer is undefined; this part keeps the one it has.
    if (std::ranges::find(bar.profile.sizes, size) != bar.profile.sizes.end()) bar.size = size;
    const u16 at = static_cast<u16>(bar0 + 4 * bar.profile.index);
    config_.writable(at, 4, low32(~(bar.size - 1)));
    config_.writable(at + 4, 4, high32(~(bar.size - 1)));
    config_.put(at, 4, (config_.read(at, 4) & low32(~(bar.size - 1))) | bar_flags(bar.profile));
    config_.put(at + 4, 4, config_.read(at + 4, 4) & high32(~(bar.size - 1)));
    entry = static_cast<u16>(entry + rebar_stride);
  }
  read_bars();
  routing_changed();
}

void EndpointFunction::written(u16 offset, u8 bytes, u32 value) {
  if (offset < 0x40) read_bars();
  if (offsets_.rebar && offset >= offsets_.rebar && offset < offsets_.rebar + 0x34) apply_rebar();
  if (offsets_.power && touches(offset, bytes, offsets_.power + pm_control, 2) && host_.faults.has("d3hot-stuck")) {
    // The state machine hangs on its way back (W7900 behind a Thunderbolt 4 tunnel, dasharo-issues 1812).
    if (power_state() == 3) config_.writable(offsets_.power + pm_control, 2, pm_enable);
  }
  if (offsets_.express && (part(offset, bytes, value, offsets_.express + device_control) & device_control_flr) != 0 &&
      (config_.read(offsets_.express + device_capabilities, 4) & device_capability_flr) != 0)
    reset(Reset::function);
  if (offsets_.msi || offsets_.msix) {
    // Unmasking releases what is pending.
    if (msix_ && offsets_.msix && touches(offset, bytes, offsets_.msix + msix_control, 2))
      for (u32 v = 0; v < msix_->vectors(); ++v)
        if (msix_->pending(v)) interrupt(v);
    if (offsets_.msi && touches(offset, bytes, offsets_.msi + msi_mask, 4)) {
      const u32 pending = config_.read(offsets_.msi + msi_pending, 4);
      for (u32 v = 0; v < 32; ++v)
        if (pending >> v & 1) interrupt(v);
    }
  }
}

void EndpointFunction::reset(Reset kind) {
  if (kind == Reset::power && endpoint_)
    for (Memory* memory : endpoint_->memories()) memory->clear();
  Function::reset(kind);
  if (offsets_.power) config_.writable(offsets_.power + pm_control, 2, pm_state | pm_enable);
  if (offsets_.rebar) apply_rebar();
  read_bars();
  if (msix_) msix_->clear();
  host_.interrupts.clear(ordinal_);
  not_ready_ = kind != Reset::power && (not_ready_ || host_.faults.has("reset-stuck"));
  ++epoch_;
  if (endpoint_) endpoint_->reset(kind);
}

void EndpointFunction::visit(StateVisitor& visit) {
  Function::visit(visit);
  visit(not_ready_);
  visit(dma_count_);
  if (msix_) msix_->visit_table(visit);
  if (!visit.restoring()) return;
  for (Bar& bar : bars_) bar.size = bar.profile.size;
  if (offsets_.rebar) apply_rebar();
  read_bars();
  ++epoch_;
}

}  // namespace egpulab::simulator::pcie

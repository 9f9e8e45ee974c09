// Bridge header (type 1), windows, secondary bus reset, and the link below.
#include "simulator/pcie/bridge.hpp"

#include <algorithm>

namespace egpulab::simulator::pcie {

using namespace config;

namespace {

CapabilityFacts facts_of(const BridgeFacts& f) {
  using Port = CapabilityFacts::Port;
  CapabilityFacts facts;
  facts.port = f.kind == PortModel::Kind::root       ? Port::root
               : f.kind == PortModel::Kind::upstream ? Port::upstream
                                                     : Port::downstream;
  facts.max_payload = f.max_payload;
  facts.link_generation = f.link_generation;
  facts.link_width = f.link_width;
  facts.hotplug = f.hotplug;
  facts.subsystem_vendor = f.vendor;
  facts.subsystem = f.device;
  return facts;
}

}  // namespace

Bridge::Bridge(const BridgeFacts& facts, RoutingListener& listener) : Function(listener), kind_(facts.kind) {
  ConfigSpace& c = config_;
  c.set(vendor_id, 2, facts.vendor);
  c.set(device_id, 2, facts.device);
  c.writable(command, 2, 0x0547);
  c.write_one_clears(status, 2, 0xf900);
  c.set(revision, 1, facts.revision);
  c.set(class_code, 2, 0x0400);
  c.set(class_code + 2, 1, 0x06);
  c.writable(cache_line, 1, 0xff);
  c.set(header_type, 1, 0x01);
  if (facts.mmio_size) c.writable(bar0, 4, ~static_cast<u32>(facts.mmio_size - 1));
  c.writable(primary_bus, 4, 0x00ffffff);
  c.write_one_clears(secondary_status, 2, 0xf900);
  c.writable(memory_base, 4, 0xfff0fff0);
  c.set(prefetchable_base, 4, 0x00010001);  // 64-bit windows
  c.writable(prefetchable_base, 4, 0xfff0fff0);
  c.writable(prefetchable_base_upper, 4, ~0u);
  c.writable(prefetchable_limit_upper, 4, ~0u);
  c.writable(interrupt_line, 1, 0xff);
  c.set(interrupt_pin, 1, 1);
  c.writable(bridge_control, 2, 0x005b);
  offsets_ = build_capabilities(c, bridge_capabilities(), facts_of(facts));
}

void Bridge::add(u8 device, u8 function, std::unique_ptr<Function> child) {
  children_.push_back({device, function, std::move(child)});
}

Function* Bridge::child(u8 device, u8 function) const {
  const auto at =
      std::ranges::find_if(children_, [&](const Child& c) { return c.device == device && c.function == function; });
  return at == children_.end() ? nullptr : at->what.get();
}

bool Bridge::forwards(u64 address) const {
  if (!memory_enabled()) return false;
  const u64 base = u64{config_.read(memory_base, 2) & 0xfff0} << 16;
  const u64 limit = u64{config_.read(memory_limit, 2) & 0xfff0} << 16 | 0xfffff;
  if (address >= base && address <= limit) return true;
  const u64 p_base =
      join64((config_.read(prefetchable_base, 2) & 0xfff0) << 16, config_.read(prefetchable_base_upper, 4));
  const u64 p_limit =
      join64((config_.read(prefetchable_limit, 2) & 0xfff0) << 16 | 0xfffff, config_.read(prefetchable_limit_upper, 4));
  return address >= p_base && address <= p_limit;
}

bool Bridge::disabled() const { return (config_.read(offsets_.express + link_control, 2) & link_control_disable) != 0; }

void Bridge::lose_link(bool until_power) {
  lost_ = until_power ? Lost::until_power : std::max(lost_, Lost::until_reset);
  show_link();
  routing_changed();
}

void Bridge::show_link() {
  if (kind_ == PortModel::Kind::upstream) return;
  const u16 at = static_cast<u16>(offsets_.express + link_status);
  const u32 status = config_.read(at, 2);
  config_.put(at, 2, link_up() ? status | link_status_active : status & ~u32{link_status_active});
}

void Bridge::reset_below(Reset kind) {
  for (const Child& c : children_) {
    c.what->reset(kind);
    if (auto* const bridge = dynamic_cast<Bridge*>(c.what.get())) bridge->reset_below(kind);
  }
}

void Bridge::retrain() {
  // Both ends settle on the port's target speed, as far as both can (PCI Express Base 5.0, 7.5.3.19).
  if (children_.empty() || !link_up()) return;
  Function& partner = *children_.front().what;
  if (!partner.offsets().express) return;
  const u16 mine = offsets_.express, theirs = partner.offsets().express;
  const u32 target = config_.read(mine + link_control_2, 2) & 0xf;
  const u32 speed = std::max(1u, std::min({target, config_.read(mine + link_capabilities, 4) & 0xf,
                                           partner.config().read(theirs + link_capabilities, 4) & 0xf}));
  config_.put(mine + link_status, 2, (config_.read(mine + link_status, 2) & ~0xfu) | speed);
  partner.config().put(theirs + link_status, 2, (partner.config().read(theirs + link_status, 2) & ~0xfu) | speed);
}

void Bridge::written(u16 offset, u8 bytes, u32 value) {
  if (touches(offset, bytes, bridge_control, 2)) {
    if (in_reset() && !was_in_reset_) reset_below(Reset::bus);
    // Leaving reset the link trains anew, which also ends a loss.
    if (!in_reset() && was_in_reset_ && lost_ == Lost::until_reset) lost_ = Lost::no;
    was_in_reset_ = in_reset();
    show_link();
    routing_changed();
  }
  if (touches(offset, bytes, offsets_.express + link_control, 2)) {
    if (disabled() && !was_disabled_) reset_below(Reset::bus);
    was_disabled_ = disabled();
    if (part(offset, bytes, value, offsets_.express + link_control) & link_control_retrain) retrain();
    show_link();
    routing_changed();
  }
}

void Bridge::reset(Reset kind) {
  Function::reset(kind);
  was_in_reset_ = was_disabled_ = false;
  lost_ = kind == Reset::power || lost_ == Lost::until_reset ? Lost::no : lost_;
  show_link();
}

void Bridge::visit(StateVisitor& visit) {
  Function::visit(visit);
  visit(lost_);
  visit(was_in_reset_);
  visit(was_disabled_);
}

}  // namespace egpulab::simulator::pcie

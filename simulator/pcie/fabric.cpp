// Building the tree, and routing by programmed registers.
#include "simulator/pcie/fabric.hpp"

#include <algorithm>

#include "simulator/pcie/inert_function.hpp"

namespace egpulab::simulator::pcie {

using namespace config;

namespace {

Function* find_below(const Bridge& bridge, Bdf where) {
  if (!bridge.link_up() || bridge.power_state() != 0) return nullptr;
  if (where.bus == bridge.secondary()) return bridge.child(where.device, where.function);
  for (const Bridge::Child& child : bridge.children()) {
    const auto* const next = dynamic_cast<const Bridge*>(child.what.get());
    if (next && where.bus >= next->secondary() && where.bus <= next->subordinate()) return find_below(*next, where);
  }
  return nullptr;
}

std::optional<Fabric::Target> route_below(const Bridge& bridge, u64 address) {
  if (!bridge.link_up() || !bridge.forwards(address)) return {};
  for (const Bridge::Child& child : bridge.children()) {
    if (const auto* const next = dynamic_cast<const Bridge*>(child.what.get())) {
      if (auto target = route_below(*next, address)) return target;
    } else if (auto* const function = dynamic_cast<EndpointFunction*>(child.what.get())) {
      if (const auto hit = function->claim(address))
        return Fabric::Target{function, hit->bar->profile.index, hit->offset};
    }
  }
  return {};
}

}  // namespace

EndpointFunction& Fabric::add_card(const DeviceProfile& profile) {
  const u32 ordinal = static_cast<u32>(endpoints_.size());
  std::vector<Bridge*> path;
  const auto add_bridge = [&](const BridgeFacts& facts) {
    auto bridge = std::make_unique<Bridge>(facts, *this);
    Bridge* const raw = bridge.get();
    if (path.empty())
      root_ports_.push_back(std::move(bridge));
    else
      path.back()->add(0, 0, std::move(bridge));
    path.push_back(raw);
  };
  for (const PortModel& port : dock_.ports)
    add_bridge({port.vendor, port.device, port.revision, port.kind, 0, dock_.link_generation, dock_.link_width,
                dock_.max_payload, dock_.hotplug});
  slots_.push_back(path.back());
  for (const BridgeProfile& bridge : profile.pci.bridges) {
    // The upstream port's link is the one to the dock; behind it the card's own runs at its full speed.
    const bool up = bridge.upstream;
    add_bridge({bridge.vendor, bridge.device, bridge.revision,
                up ? PortModel::Kind::upstream : PortModel::Kind::downstream, bridge.mmio_size,
                up ? std::min(dock_.link_generation, profile.pci.link_generation) : profile.pci.link_generation,
                up ? std::min(dock_.link_width, profile.pci.link_width) : profile.pci.link_width, 512, false});
  }
  auto function = std::make_unique<EndpointFunction>(profile.pci, profile.unique_id, ordinal, host_, *this);
  EndpointFunction& added = *function;
  added.set_path(path);
  added.set_router(*this);
  path.back()->add(0, 0, std::move(function));
  for (const FunctionProfile& other : profile.pci.functions)
    path.back()->add(0, other.function, std::make_unique<InertFunction>(other, *this));
  endpoints_.push_back(&added);
  routing_changed();
  return added;
}

Function* Fabric::find(Bdf where) const {
  if (where.bus == 0) {
    const bool exists = where.function == 0 && where.device >= 1 && where.device <= root_ports_.size();
    return exists ? root_ports_[where.device - 1u].get() : nullptr;
  }
  for (const auto& port : root_ports_)
    if (where.bus >= port->secondary() && where.bus <= port->subordinate()) return find_below(*port, where);
  return nullptr;
}

u32 Fabric::config_read(Bdf where, u16 offset, u8 bytes) {
  Function* const function = find(where);
  const u32 value = function ? function->config_read(offset, bytes) : ~0u;
  return bytes == 4 ? value : value & ((1u << (8 * bytes)) - 1);
}

void Fabric::config_write(Bdf where, u16 offset, u8 bytes, u32 value) {
  if (Function* const function = find(where)) function->config_write(offset, bytes, value);
}

Bdf Fabric::where(const EndpointFunction& function) const { return {function.path().back()->secondary(), 0, 0}; }

Bdf Fabric::where_bridge(const EndpointFunction& function) const {
  const auto& path = function.path();
  if (path.size() > 1) return {path[path.size() - 2]->secondary(), 0, 0};
  const auto port = std::ranges::find(root_ports_, path.front(), [](const auto& p) { return p.get(); });
  return {0, static_cast<u8>(port - root_ports_.begin() + 1), 0};
}

std::optional<Fabric::Target> Fabric::route(u64 address) const {
  for (const auto& port : root_ports_)
    if (auto target = route_below(*port, address)) return target;
  return {};
}

std::optional<PeerRouter::Peer> Fabric::peer(u64 address) const {
  const auto target = route(address);
  if (!target) return {};
  return Peer{target->function, target->bar, target->offset};
}

void Fabric::unclaimed(const EndpointFunction& meant_for, u64 address, bool posted) {
  Function* last = nullptr;
  for (Bridge* const bridge : meant_for.path()) {
    if (!bridge->link_up() || !bridge->forwards(address)) break;
    last = bridge;
    if (bridge == meant_for.path().back()) last = const_cast<EndpointFunction*>(&meant_for);
  }
  // A root port that does not forward has not taken the request: the root complex answers all-ones by itself.
  if (last) last->log_unsupported(address, posted);
}

void Fabric::routing_changed() {
  ++epoch_;
  for (EndpointFunction* const endpoint : endpoints_) endpoint->path_changed();
}

void Fabric::lose_link(u32 ordinal, bool until_power) { slot_of(ordinal).lose_link(until_power); }

bool Fabric::link_up(const EndpointFunction& function) const {
  return std::ranges::all_of(function.path(), &Bridge::link_up);
}

void Fabric::power_cycle(u32 ordinal) {
  Bridge& slot = slot_of(ordinal);
  slot.reset_below(Reset::power);
  slot.reset(Reset::power);
}

void Fabric::visit(StateVisitor& visit) {
  // Depth first in the order of adding: the tree itself is configuration, not state.
  const auto walk = [&](const auto& self, Bridge& bridge) -> void {
    bridge.visit(visit);
    for (const Bridge::Child& child : bridge.children()) {
      if (auto* const next = dynamic_cast<Bridge*>(child.what.get()))
        self(self, *next);
      else
        child.what->visit(visit);
    }
  };
  for (const auto& port : root_ports_) walk(walk, *port);
}

}  // namespace egpulab::simulator::pcie

// Enumeration and resource assignment.
#include "simulator/pcie/enumerator.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::pcie {

using namespace config;

namespace {

// Where the host's windows are: one of each kind per root port.
constexpr u64 window_32 = 0x8000'0000, window_32_size = 0x0800'0000;  // 128 MiB each, up to 8 ports below 0xc0000000
constexpr u64 window_64 = 0x60'0000'0000;
constexpr u64 bridge_granularity = MiB;

// A BAR or a bridge's window that wants room.
struct Request {
  Bdf where;
  u16 offset;  // of the BAR's register; 0: the bridge's window
  bool wide;
  u64 size, alignment;
  std::vector<Request> inner;  // of a window
  u64 address = 0;
};

// Puts the requests side by side, largest alignment first, and returns the bytes taken.
u64 layout(std::vector<Request>& requests, u64 base) {
  std::ranges::stable_sort(requests, std::greater<>(), &Request::alignment);
  u64 at = base;
  for (Request& request : requests) {
    at = align_up(at, request.alignment);
    request.address = at;
    at += request.size;
    layout(request.inner, request.address);
  }
  return at - base;
}

u64 largest_alignment(const std::vector<Request>& requests) {
  u64 largest = bridge_granularity;
  for (const Request& r : requests) largest = std::max(largest, r.alignment);
  return largest;
}

// Sizes a BAR the way software does: all ones in, the writable bits come back.
std::optional<Request> size_bar(Fabric& fabric, Bdf where, u16 offset) {
  const u32 low = fabric.config_read(where, offset, 4);
  const bool io = (low & 1) != 0, wide = !io && (low & 6) == 4;
  const u16 upper = static_cast<u16>(offset + 4);
  const u32 high = wide ? fabric.config_read(where, upper, 4) : 0;
  fabric.config_write(where, offset, 4, ~0u);
  if (wide) fabric.config_write(where, upper, 4, ~0u);
  const u32 mask_low = fabric.config_read(where, offset, 4) & (io ? ~3u : ~15u);
  const u32 mask_high = wide ? fabric.config_read(where, upper, 4) : ~0u;
  fabric.config_write(where, offset, 4, low);
  if (wide) fabric.config_write(where, upper, 4, high);
  if (mask_low == 0 && (!wide || mask_high == 0)) return {};
  const u64 size = ~join64(mask_low, mask_high) + 1;
  if (io) return {};  // nothing here uses I/O space; left unassigned, as on hosts without it
  return Request{where, offset, wide, size, size, {}, 0};
}

bool is_bridge(Fabric& fabric, Bdf where) { return (fabric.config_read(where, header_type, 1) & 0x7f) == 1; }

// All functions on a bus behind a link: device 0 and, if it says so, its further functions.
std::vector<Bdf> functions_on(Fabric& fabric, u8 bus) {
  std::vector<Bdf> found;
  for (u8 function = 0; function < 8; ++function) {
    const Bdf where{bus, 0, function};
    if (fabric.config_read(where, vendor_id, 2) == 0xffff) {
      if (function == 0) break;
      continue;
    }
    found.push_back(where);
    if (function == 0 && !(fabric.config_read(where, header_type, 1) & 0x80)) break;
  }
  return found;
}

// Collects what the functions at and below `where` need, apart by kind.
void collect(Fabric& fabric, Bdf where, std::vector<Request>& near, std::vector<Request>& far) {
  const bool bridge = is_bridge(fabric, where);
  const u16 last = static_cast<u16>(bar0 + (bridge ? 2 : 6) * 4);
  for (u16 offset = bar0; offset < last; offset = static_cast<u16>(offset + 4)) {
    const bool prefetchable = (fabric.config_read(where, offset, 4) & 9) == 8;
    const auto request = size_bar(fabric, where, offset);
    const bool wide = (fabric.config_read(where, offset, 4) & 7) == 4;
    if (request) (wide && prefetchable ? far : near).push_back(*request);
    if (wide) offset = static_cast<u16>(offset + 4);
  }
  if (!bridge) return;
  Request near_window{where, 0, false, 0, 0, {}, 0}, far_window{where, 0, true, 0, 0, {}, 0};
  const u8 bus = static_cast<u8>(fabric.config_read(where, secondary_bus, 1));
  for (const Bdf child : functions_on(fabric, bus)) collect(fabric, child, near_window.inner, far_window.inner);
  for (auto* const window : {&near_window, &far_window}) {
    window->alignment = largest_alignment(window->inner);
    window->size = align_up(layout(window->inner, 0), bridge_granularity);
  }
  near.push_back(std::move(near_window));
  far.push_back(std::move(far_window));
}

void program_window(Fabric& fabric, const Request& r) {
  // An empty window is programmed with its limit below its base.
  const u64 base = r.size ? r.address : 0xfff0'0000, limit = r.size ? r.address + r.size - 1 : 0;
  const auto upper_half = [](u64 address) { return static_cast<u32>(address >> 16 & 0xfff0); };
  fabric.config_write(r.where, r.wide ? prefetchable_base : memory_base, 2, upper_half(base));
  fabric.config_write(r.where, r.wide ? prefetchable_limit : memory_limit, 2, upper_half(limit));
  if (!r.wide) return;
  fabric.config_write(r.where, prefetchable_base_upper, 4, high32(base));
  fabric.config_write(r.where, prefetchable_limit_upper, 4, high32(limit));
}

void program(Fabric& fabric, const std::vector<Request>& requests) {
  for (const Request& r : requests) {
    if (r.offset) {
      fabric.config_write(r.where, r.offset, 4, low32(r.address));
      if (r.wide) fabric.config_write(r.where, static_cast<u16>(r.offset + 4), 4, high32(r.address));
    } else {
      program_window(fabric, r);
    }
    program(fabric, r.inner);
  }
}

}  // namespace

void Enumerator::enumerate() {
  u8 next = 1;
  for (u32 port = 0; port < fabric_.root_ports().size(); ++port)
    next = number_buses({0, static_cast<u8>(port + 1), 0}, next);
  for (u32 port = 0; port < fabric_.root_ports().size(); ++port) assign_port(port);
}

u8 Enumerator::number_buses(Bdf bridge, u8 next) {
  const u8 secondary = next;
  fabric_.config_write(bridge, primary_bus, 1, bridge.bus);
  fabric_.config_write(bridge, secondary_bus, 1, secondary);
  fabric_.config_write(bridge, subordinate_bus, 1, 0xff);  // open until the depth is known
  ++next;
  for (const Bdf child : functions_on(fabric_, secondary))
    if (is_bridge(fabric_, child)) next = number_buses(child, next);
  fabric_.config_write(bridge, subordinate_bus, 1, next - 1u);
  return next;
}

void Enumerator::assign_port(u32 port) {
  const Bdf root{0, static_cast<u8>(port + 1), 0};
  std::vector<Request> near, far;
  collect(fabric_, root, near, far);
  layout(near, window_32 + port * window_32_size);
  layout(far, window_64 + port * fabric_.dock().prefetchable_window);
  program(fabric_, near);
  program(fabric_, far);
  enable(root);
}

void Enumerator::enable(Bdf where) {
  const bool bridge = is_bridge(fabric_, where);
  const u32 wanted = command_memory | (bridge ? u32{command_bus_master} : 0);
  fabric_.config_write(where, command, 2, fabric_.config_read(where, command, 2) | wanted);
  if (!bridge) return;
  for (const Bdf child : functions_on(fabric_, static_cast<u8>(fabric_.config_read(where, secondary_bus, 1))))
    enable(child);
}

std::optional<u64> Enumerator::largest_size(const EndpointFunction& function, u8 bar) const {
  const EndpointFunction::Bar* const found = function.bar(bar);
  if (!found || found->profile.sizes.empty()) return {};
  // The window must hold this BAR, aligned to its size, and what stands beside it.
  u64 best = found->profile.sizes.front();
  for (const u64 size : found->profile.sizes)
    if (2 * size <= fabric_.dock().prefetchable_window) best = std::max(best, size);
  return best;
}

void Enumerator::resize(EndpointFunction& function, u8 index, u64 size) {
  const EndpointFunction::Bar* const bar = function.bar(index);
  const auto refuse = [&](std::string why) {
    throw LimitExceeded(fmt::format("BAR{}: cannot be resized to {:#x} bytes: {}", index, size, why));
  };
  if (!bar || bar->profile.sizes.empty()) refuse("it is not resizable");
  if (std::ranges::find(bar->profile.sizes, size) == bar->profile.sizes.end()) {
    std::string offered;
    for (const u64 s : bar->profile.sizes) offered += fmt::format("{}{:#x}", offered.empty() ? "" : ", ", s);
    refuse(fmt::format("the device offers {}", offered));
  }
  if (size > *largest_size(function, index))
    refuse(fmt::format("the host's window has {:#x} bytes", fabric_.dock().prefetchable_window));

  const Bdf where = fabric_.where(function);
  const u32 enabled = fabric_.config_read(where, command, 2);
  fabric_.config_write(where, command, 2, enabled & ~u32{command_memory});
  // Which entry of the capability this BAR has: they stand in order of BARs.
  u32 entry = function.offsets().rebar + rebar_control;
  for (const EndpointFunction::Bar& other : function.bars()) {
    if (other.profile.index == index) break;
    if (!other.profile.sizes.empty()) entry += rebar_stride;
  }
  const u32 control = fabric_.config_read(where, static_cast<u16>(entry), 4);
  fabric_.config_write(where, static_cast<u16>(entry), 4, (control & ~(0x3fu << 8)) | rebar_encode(size) << 8);
  const auto& ports = fabric_.root_ports();
  const auto port = std::ranges::find(ports, function.path().front(), [](const auto& p) { return p.get(); });
  assign_port(static_cast<u32>(port - ports.begin()));
  fabric_.config_write(where, command, 2, enabled);
}

std::vector<Enumerator::Saved> Enumerator::save_below(Bdf bridge) {
  std::vector<Saved> saved;
  const u8 bus = static_cast<u8>(fabric_.config_read(bridge, secondary_bus, 1));
  for (const Bdf where : functions_on(fabric_, bus)) {
    Saved one{where, {}};
    const bool is_a_bridge = is_bridge(fabric_, where);
    // BARs and windows first, the command register last: decoding starts when the addresses are right.
    for (u16 offset = bar0; offset < 0x40; offset = static_cast<u16>(offset + 4))
      one.registers.emplace_back(offset, fabric_.config_read(where, offset, 4));
    if (const Function* const function = fabric_.find(where)) {
      const CapabilityOffsets& at = function->offsets();
      if (at.express)
        one.registers.emplace_back(at.express + device_control,
                                   fabric_.config_read(where, at.express + device_control, 4) & 0x7fff);
      if (at.msi)
        for (const u16 offset : {msi_address, msi_address_upper, msi_data, u16{0}})
          one.registers.emplace_back(at.msi + offset, fabric_.config_read(where, at.msi + offset, 4));
      if (at.rebar && !is_a_bridge) {
        const u32 entries = fabric_.config_read(where, at.rebar + rebar_control, 4) >> 5 & 7;
        for (u32 i = 0; i < entries; ++i) {
          const u16 offset = static_cast<u16>(at.rebar + rebar_control + i * rebar_stride);
          one.registers.insert(one.registers.begin(), {offset, fabric_.config_read(where, offset, 4)});
        }
      }
    }
    one.registers.emplace_back(command, fabric_.config_read(where, command, 2));
    saved.push_back(std::move(one));
    if (is_a_bridge) {
      auto deeper = save_below(where);
      saved.insert(saved.end(), std::make_move_iterator(deeper.begin()), std::make_move_iterator(deeper.end()));
    }
  }
  return saved;
}

void Enumerator::restore(const std::vector<Saved>& saved) {
  for (const Saved& one : saved)
    for (const auto& [offset, value] : one.registers) fabric_.config_write(one.where, offset, 4, value);
}

}  // namespace egpulab::simulator::pcie

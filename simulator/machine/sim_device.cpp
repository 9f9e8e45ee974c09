// Accesses to BARs and configuration space, with their costs.
#include "simulator/machine/sim_device.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"
#include "driver/bus/limits.hpp"

namespace egpulab::simulator {

using namespace std::chrono_literals;
using Meets = Machine::Meets;

SimDevice::SimDevice(std::shared_ptr<Machine> machine, u32 ordinal, std::string uri)
    : machine_(std::move(machine)),
      timeline_(machine_->timeline()),
      function_(machine_->function(ordinal)),
      shared_(machine_->host_memory().shared()),
      dock_(machine_->dock()),
      ordinal_(ordinal) {
  if (!machine_->claim(ordinal))
    throw InvalidRequest(fmt::format("device {} of {} is open already; close it first", ordinal, uri));
  info_.uri = std::move(uri);
  info_.ordinal = ordinal;
  info_.limits = dock_.limits();
  info_.link = dock_.facts();
  info_.facts = machine_->endpoint(ordinal).facts();
  load_layout();
}

SimDevice::~SimDevice() {
  *self_ = nullptr;
  function_.observe_dma(nullptr);
  for (const u64 handle : buffers_) machine_->host_memory().free(handle);
  // The kernel frees the vectors of a process that is gone.
  const auto& at = function_.offsets();
  if (at.msi) function_.config_write(static_cast<u16>(at.msi + pcie::config::msi_control), 2, 0);
  if (at.msix) function_.config_write(static_cast<u16>(at.msix + pcie::config::msix_control), 2, 0);
  machine_->interrupts().clear(ordinal_);
  machine_->release(ordinal_);
}

void SimDevice::load_layout() {
  lanes_ = {};
  for (const auto& bar : function_.bars()) {
    Lane& lane = lanes_[bar.profile.index];
    lane.info = {bar.address, bar.size, bar.address ? bar.size : 0, bar.profile.wide, bar.profile.prefetchable};
    lane.mapped = lane.info.mapped;
  }
  layout_epoch_ = machine_->layout_epoch();
  load_routes();
}

void SimDevice::load_routes() {
  if (layout_epoch_ != machine_->layout_epoch()) return load_layout();
  pcie::Fabric& fabric = machine_->fabric();
  for (Lane& lane : lanes_) {
    lane.target = nullptr;
    if (!lane.mapped) continue;
    const auto first = fabric.route(lane.info.address), last = fabric.route(lane.info.address + lane.mapped - 1);
    // A mapping that two functions share, or a window cuts, is not modelled: it leads nowhere.
    if (!first || !last || first->function != last->function || first->bar != last->bar) continue;
    lane.target = &first->function->target(first->bar);
    lane.bar = first->bar;
    lane.offset = first->offset;
  }
  route_epoch_ = fabric.epoch();
}

SimDevice::Lane& SimDevice::checked(u8 bar, u64 offset, u32 bytes) {
  if (bar >= lanes_.size()) throw LimitExceeded(fmt::format("BAR{}: a function has BARs 0 to 5", bar));
  Lane& lane = lanes_[bar];
  if (offset % bytes != 0 || offset >= lane.mapped || bytes > lane.mapped - offset) [[unlikely]]
    bus::check_register_access(info_.limits, bar, lane.info, offset, bytes);
  return lane;
}

// Pays for the access, counts it, and finds out where it leads: while it travelled, anything may have changed.
inline SimDevice::Lane& SimDevice::arrive(u8 bar, Meets& meets, Nanoseconds cost) {
  timeline_.advance(cost);
  meets = machine_->count_access(ordinal_);
  if (route_epoch_ != machine_->fabric().epoch()) [[unlikely]]
    load_routes();
  return lanes_[bar];
}

u32 SimDevice::read32(u8 bar, u64 offset) {
  const u64 address = checked(bar, offset, 4).info.address + offset;
  Meets meets;
  Lane& lane = arrive(bar, meets, dock_.register_read);
  u32 value = ~0u;
  if (!lane.target)
    machine_->fabric().unclaimed(function_, address, false);
  else if (meets != Meets::all_ones) [[likely]]
    value = lane.target->read32(lane.bar, lane.offset + offset);
  done();
  return value;
}

void SimDevice::write32(u8 bar, u64 offset, u32 value) {
  const u64 address = checked(bar, offset, 4).info.address + offset;
  Meets meets;
  Lane& lane = arrive(bar, meets, dock_.posted_write);
  if (!lane.target)
    machine_->fabric().unclaimed(function_, address, true);
  else if (meets != Meets::drop) [[likely]]
    lane.target->write32(lane.bar, lane.offset + offset, value);
  done();
}

u64 SimDevice::read64(u8 bar, u64 offset) {
  if (dock_.register_bytes < 8) {
    checked(bar, offset, 8);
    const u32 low = read32(bar, offset);
    return join64(low, read32(bar, offset + 4));
  }
  const u64 address = checked(bar, offset, 8).info.address + offset;
  Meets meets;
  Lane& lane = arrive(bar, meets, dock_.register_read);
  u64 value = ~u64{0};
  if (!lane.target)
    machine_->fabric().unclaimed(function_, address, false);
  else if (meets != Meets::all_ones) [[likely]]
    value = lane.target->read64(lane.bar, lane.offset + offset);
  done();
  return value;
}

void SimDevice::write64(u8 bar, u64 offset, u64 value) {
  if (dock_.register_bytes < 8) {
    checked(bar, offset, 8);
    write32(bar, offset, low32(value));
    write32(bar, offset + 4, high32(value));
    return;
  }
  const u64 address = checked(bar, offset, 8).info.address + offset;
  Meets meets;
  Lane& lane = arrive(bar, meets, dock_.posted_write);
  if (!lane.target)
    machine_->fabric().unclaimed(function_, address, true);
  else if (meets != Meets::drop) [[likely]]
    lane.target->write64(lane.bar, lane.offset + offset, value);
  done();
}

Nanoseconds SimDevice::block_cost(Nanoseconds start, u64 offset, u64 bytes, u64 rate) const {
  // A link of dwords sends what does not fill one by itself, with byte enables.
  const u64 width = dock_.register_bytes;
  const u64 edges = width < 8 ? (offset % width != 0) + ((offset + bytes) % width != 0) : 0;
  const auto streaming = static_cast<double>(bytes) * 1e9 / static_cast<double>(rate);
  return start * (1 + edges) + Nanoseconds{static_cast<i64>(streaming)};
}

void SimDevice::read_block(u8 bar, u64 offset, MutableBytes into) {
  if (into.empty()) return;
  bus::check_block_access(bar, checked(bar, 0, 1).info, offset, into.size());
  Meets meets;
  Lane& lane = arrive(bar, meets, block_cost(dock_.register_read, offset, into.size(), dock_.read_bytes_per_second));
  if (lane.target && meets != Meets::all_ones)
    lane.target->read_block(lane.bar, lane.offset + offset, into);
  else
    std::ranges::fill(into, std::byte{0xff});
  if (!lane.target) machine_->fabric().unclaimed(function_, lane.info.address + offset, false);
  done();
}

void SimDevice::write_block(u8 bar, u64 offset, Bytes from) {
  if (from.empty()) return;
  bus::check_block_access(bar, checked(bar, 0, 1).info, offset, from.size());
  Meets meets;
  Lane& lane = arrive(bar, meets, block_cost(dock_.posted_write, offset, from.size(), dock_.write_bytes_per_second));
  if (!lane.target)
    machine_->fabric().unclaimed(function_, lane.info.address + offset, true);
  else if (meets != Meets::drop)
    lane.target->write_block(lane.bar, lane.offset + offset, from);
  done();
}

void SimDevice::flush() {
  // Writes arrive as they are made here; what is left of a flush is the round trip of the read that pushes them.
  timeline_.advance(dock_.register_read);
  done();
}

u32 SimDevice::config_read(u16 offset, u8 bytes) {
  bus::check_config_access(offset, bytes);
  timeline_.advance(dock_.config_access);
  const Meets meets = machine_->count_access(ordinal_);
  pcie::Fabric& fabric = machine_->fabric();
  u32 value = meets == Meets::all_ones ? ~0u : fabric.config_read(fabric.where(function_), offset, bytes);
  if (bytes < 4) value &= (1u << (8 * bytes)) - 1;
  done();
  return value;
}

void SimDevice::config_write(u16 offset, u8 bytes, u32 value) {
  bus::check_config_access(offset, bytes);
  timeline_.advance(dock_.config_access);
  const Meets meets = machine_->count_access(ordinal_);
  pcie::Fabric& fabric = machine_->fabric();
  if (meets != Meets::drop) fabric.config_write(fabric.where(function_), offset, bytes, value);
  done();
}

bus::BarInfo SimDevice::bar(u8 index) {
  if (layout_epoch_ != machine_->layout_epoch()) load_layout();
  return index < lanes_.size() ? lanes_[index].info : bus::BarInfo{};
}

void SimDevice::resize_bar(u8 index, u64 size) {
  timeline_.advance(dock_.config_access * 20);  // what the host's configuration requests take, about
  machine_->resize_bar(ordinal_, index, size);
  load_layout();
}

void SimDevice::reset(bus::ResetKind kind) {
  machine_->reset(ordinal_, kind);
  load_layout();
  done();
}

void SimDevice::sleep_for(Nanoseconds duration) {
  look_where_awaited();
  timeline_.advance(std::clamp(duration, 0ns, Nanoseconds::max() / 4));
  done();
}

void SimDevice::settle(Nanoseconds limit) {
  look_where_awaited();
  timeline_.run_to_idle(std::max(limit, 0ns));
  done();
}

}  // namespace egpulab::simulator

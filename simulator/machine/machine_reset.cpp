// Resets as an operating system performs them, and the faults that a session asked for.
#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"
#include "simulator/machine/machine.hpp"

namespace egpulab::simulator {

using namespace std::chrono_literals;
using namespace pcie::config;

namespace {

// PCI Express Base 5.0, 6.6.1 and 6.6.2: software waits 100 ms after a reset; Linux holds a secondary bus reset 2 ms.
constexpr Nanoseconds after_reset = 100ms;
constexpr Nanoseconds hold_bus_reset = 2ms;

}  // namespace

void Machine::reset(u32 ordinal, bus::ResetKind kind) {
  pcie::EndpointFunction& gpu = function(ordinal);
  const auto& path = gpu.path();
  switch (kind) {
    case bus::ResetKind::function: {
      const pcie::Bdf where = fabric_->where(gpu);
      const u16 express = gpu.offsets().express;
      if ((gpu.config().read(express + device_capabilities, 4) & device_capability_flr) == 0)
        throw LimitExceeded(
            fmt::format("{} has no function-level reset (PCI Express device capabilities bit 28 is 0); "
                        "a bus reset is the next stronger kind",
                        profiles_[ordinal]->id));
      const auto saved = enumerator_->save_below(fabric_->where_bridge(gpu));
      const u32 control = fabric_->config_read(where, express + device_control, 2);
      fabric_->config_write(where, express + device_control, 2, control | device_control_flr);
      timeline_.advance(after_reset);
      enumerator_->restore(saved);
      break;
    }
    case bus::ResetKind::bus: {
      const auto down = std::ranges::find_if(path, [](const pcie::Bridge* b) { return !b->link_up(); });
      pcie::Bridge& port = down == path.end() ? *path.back() : **down;
      // With the link down there is nothing to read that could be saved: what was assigned is assigned again.
      const bool readable = down == path.end();
      const auto saved =
          readable ? enumerator_->save_below(fabric_->where_bridge(gpu)) : decltype(enumerator_->save_below({})){};
      const u32 control = port.config_read(bridge_control, 2);
      port.config_write(bridge_control, 2, control | bridge_secondary_reset);
      timeline_.advance(hold_bus_reset);
      port.config_write(bridge_control, 2, control);
      timeline_.advance(after_reset);
      if (readable) {
        enumerator_->restore(saved);
      } else {
        enumerator_->enumerate();
        choose_bar_sizes(ordinal);
      }
      break;
    }
    case bus::ResetKind::power:
      fabric_->power_cycle(ordinal);
      timeline_.advance(dock_->power_cycle);
      enumerator_->enumerate();
      choose_bar_sizes(ordinal);
      break;
  }
  ++layout_epoch_;
}

void Machine::arm_faults() {
  next_fault_ = faults_.next_host_access(accesses_);
  auto& all = faults_.all();
  for (u32 i = 0; i < all.size(); ++i)
    if (all[i].time) timeline_.schedule(*all[i].time, sink_, 0, i);
}

void Machine::on_event(u32 /*kind*/, u64 payload) {
  Fault& fault = faults_.all()[payload];
  fault.fired = true;
  fabric_->lose_link(0, fault.name == "link-dead");
}

Machine::Meets Machine::meet_fault(u32 ordinal) {
  Meets meets = Meets::nothing;
  for (Fault& fault : faults_.all()) {
    if (fault.fired || fault.time || fault.at != accesses_) continue;
    fault.fired = true;
    if (fault.name == "link-loss" || fault.name == "link-dead") fabric_->lose_link(ordinal, fault.name == "link-dead");
    if (fault.name == "read-ones") meets = Meets::all_ones;
    if (fault.name == "write-drop") meets = Meets::drop;
  }
  next_fault_ = faults_.next_host_access(accesses_);
  return meets;
}

}  // namespace egpulab::simulator

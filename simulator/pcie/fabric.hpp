// The tree of functions below the root complex, and how requests find their way in it.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "simulator/core/device_profile.hpp"
#include "simulator/pcie/bridge.hpp"
#include "simulator/pcie/endpoint_function.hpp"

namespace egpulab::simulator::pcie {

// Bus 0 holds a root port for each card; the dock's bridges and the card's own switch follow. Routing uses the bus
// numbers and windows that software programmed, so a wrong one misroutes as it would.
class Fabric final : public RoutingListener, public PeerRouter {
 public:
  Fabric(const DockProfile& dock, HostSide host) : dock_(dock), host_(host) {}

  // Adds a card behind a root port and dock of its own and returns its GPU function.
  EndpointFunction& add_card(const DeviceProfile& profile);
  const std::vector<EndpointFunction*>& endpoints() const { return endpoints_; }
  const std::vector<std::unique_ptr<Bridge>>& root_ports() const { return root_ports_; }
  const DockProfile& dock() const { return dock_; }

  // Configuration requests by address; nobody there: all-ones, writes dropped.
  u32 config_read(Bdf where, u16 offset, u8 bytes);
  void config_write(Bdf where, u16 offset, u8 bytes, u32 value);
  Function* find(Bdf where) const;
  // Where a GPU's function is by the programmed bus numbers; bus 0 while they are not.
  Bdf where(const EndpointFunction& function) const;
  Bdf where_bridge(const EndpointFunction& function) const;  // the port right above it

  // Which function and BAR a memory request from the host reaches; nothing: unsupported request, all-ones.
  struct Target {
    EndpointFunction* function;
    u8 bar;
    u64 offset;
  };
  std::optional<Target> route(u64 address) const;
  std::optional<Peer> peer(u64 address) const override;
  // A memory request that nothing claimed; who logs the error depends on how far it got.
  void unclaimed(const EndpointFunction& meant_for, u64 address, bool posted);

  // Moves on when any answer of route() may have changed.
  u64 epoch() const { return epoch_; }
  void routing_changed() override;

  // The link between the dock (or slot) and the card of this ordinal.
  void lose_link(u32 ordinal, bool until_power);
  bool link_up(const EndpointFunction& function) const;
  // Cuts the card's power and gives it back: everything behind the port above the card starts over.
  void power_cycle(u32 ordinal);

  void visit(StateVisitor& visit);

 private:
  Bridge& slot_of(u32 ordinal) const { return *slots_[ordinal]; }

  const DockProfile& dock_;
  HostSide host_;
  std::vector<std::unique_ptr<Bridge>> root_ports_;
  std::vector<EndpointFunction*> endpoints_;
  std::vector<Bridge*> slots_;  // by ordinal: the last port before the card
  u64 epoch_ = 1;
};

}  // namespace egpulab::simulator::pcie

// PCI-to-PCI bridges: root ports, a dock's ports and the switch on the card.
#pragma once

#include <memory>
#include <vector>

#include "simulator/pcie/dock.hpp"
#include "simulator/pcie/function.hpp"

namespace egpulab::simulator::pcie {

struct BridgeFacts {
  u16 vendor = 0, device = 0;
  u8 revision = 0;
  PortModel::Kind kind = PortModel::Kind::root;
  u64 mmio_size = 0;  // BAR0, bytes; 0: none
  u8 link_generation = 4, link_width = 16;
  u16 max_payload = 512;
  bool hotplug = false;
};

class Bridge final : public Function {
 public:
  struct Child {
    u8 device, function;
    std::unique_ptr<Function> what;
  };

  Bridge(const BridgeFacts& facts, RoutingListener& listener);

  void add(u8 device, u8 function, std::unique_ptr<Function> child);
  const std::vector<Child>& children() const { return children_; }
  Function* child(u8 device, u8 function) const;

  u8 secondary() const { return static_cast<u8>(config_.read(config::secondary_bus, 1)); }
  u8 subordinate() const { return static_cast<u8>(config_.read(config::subordinate_bus, 1)); }
  // A memory request from above goes down if decoding is on and a window holds the address.
  bool forwards(u64 address) const;

  // The link below. A lost one answers nothing until a secondary bus reset or a power cycle; a dead one needs the
  // latter.
  bool link_up() const { return lost_ == Lost::no && !in_reset() && !disabled(); }
  void lose_link(bool until_power);
  // Everything on the way down, this bridge's config excepted.
  void reset_below(Reset kind);

  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

 protected:
  void written(u16 offset, u8 bytes, u32 value) override;

 private:
  enum class Lost : u8 { no, until_reset, until_power };
  bool in_reset() const { return (config_.read(config::bridge_control, 2) & config::bridge_secondary_reset) != 0; }
  bool disabled() const;
  void retrain();
  void show_link();

  PortModel::Kind kind_;
  std::vector<Child> children_;
  Lost lost_ = Lost::no;
  bool was_in_reset_ = false, was_disabled_ = false;
};

}  // namespace egpulab::simulator::pcie

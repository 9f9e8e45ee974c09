// One PCI function: configuration space, power state, error status. Bridges and endpoints are its kinds.
#pragma once

#include <string>

#include "simulator/core/block.hpp"
#include "simulator/pcie/capabilities.hpp"
#include "simulator/pcie/config_layout.hpp"
#include "simulator/pcie/config_space.hpp"

namespace egpulab::simulator::pcie {

// Where a function is: "0000:03:00.0" without the domain.
struct Bdf {
  u8 bus = 0, device = 0, function = 0;
  auto operator<=>(const Bdf&) const = default;
  u16 requester_id() const { return static_cast<u16>(bus << 8 | device << 3 | function); }
};
std::string to_string(Bdf where);

// Told when something that decides where transactions go has changed.
class RoutingListener {
 public:
  virtual ~RoutingListener() = default;
  virtual void routing_changed() = 0;
};

class Function {
 public:
  explicit Function(RoutingListener& listener) : listener_(listener) {}
  virtual ~Function() = default;
  Function(const Function&) = delete;
  Function& operator=(const Function&) = delete;

  // A configuration request that arrived here. Width and alignment have been checked.
  virtual u32 config_read(u16 offset, u8 bytes) { return config_.read(offset, bytes); }
  void config_write(u16 offset, u8 bytes, u32 value);

  bool memory_enabled() const { return enabled(config::command_memory); }
  // In D3hot a function neither answers to memory requests nor sends any (PCI Power Management 1.2, 5.4.1).
  bool bus_master() const { return enabled(config::command_bus_master); }
  u8 power_state() const;

  // Received a request it does not support: its error status, and its AER with the request's header if it has one.
  void log_unsupported(u64 address, bool posted);
  void set_status(u16 bits) { config_.set_bits(config::status, 2, bits); }

  // A conventional reset of this function; `power` also of what is sticky.
  virtual void reset(Reset kind);
  virtual void visit(StateVisitor& visit);

  const CapabilityOffsets& offsets() const { return offsets_; }
  ConfigSpace& config() { return config_; }
  const ConfigSpace& config() const { return config_; }

 protected:
  // Called after a write changed what it may; `offset` and `bytes` as written.
  virtual void written(u16 offset, u8 bytes, u32 value) = 0;
  static bool touches(u16 offset, u8 bytes, u16 field, u8 width) {
    return offset < field + width && field < offset + bytes;
  }
  // What a write put into the two bytes at `field`: for bits that act without being stored.
  static u16 part(u16 offset, u8 bytes, u32 value, u32 field) {
    u32 found = 0;
    for (u8 i = 0; i < bytes; ++i)
      if (const u32 at = offset + i; at == field || at == field + 1)
        found |= (value >> (8 * i) & 0xff) << (8 * (at - field));
    return static_cast<u16>(found);
  }
  void routing_changed() { listener_.routing_changed(); }

  ConfigSpace config_;
  CapabilityOffsets offsets_;

 private:
  bool enabled(u16 bit) const { return (config_.read(config::command, 2) & bit) != 0 && power_state() == 0; }

  RoutingListener& listener_;
};

}  // namespace egpulab::simulator::pcie

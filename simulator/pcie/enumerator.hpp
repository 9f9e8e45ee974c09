// What firmware and operating system do before a driver comes: bus numbers, BAR sizes and addresses, bridge windows.
#pragma once

#include <optional>

#include "simulator/pcie/fabric.hpp"

namespace egpulab::simulator::pcie {

// Works through configuration requests only, in a fixed order, so equal fabrics end up equal.
class Enumerator {
 public:
  explicit Enumerator(Fabric& fabric) : fabric_(fabric) {}

  // Numbers buses depth first, then assigns all BARs and windows and turns on decoding. Bus mastering of endpoints is
  // left to drivers.
  void enumerate();
  // Gives a resizable BAR another size and assigns the addresses below its root port anew. Throws LimitExceeded if the
  // BAR cannot have that size or the host has no room for it; then nothing has changed.
  void resize(EndpointFunction& function, u8 bar, u64 size);
  // The largest size on offer that fits the host's window; nothing: not resizable.
  std::optional<u64> largest_size(const EndpointFunction& function, u8 bar) const;
  // Saves and puts back what an operating system restores around a reset of the functions below a bridge.
  struct Saved {
    Bdf where;
    std::vector<std::pair<u16, u32>> registers;
  };
  std::vector<Saved> save_below(Bdf bridge);
  void restore(const std::vector<Saved>& saved);

 private:
  struct Range;
  u8 number_buses(Bdf bridge, u8 next);
  void assign_port(u32 port);
  void enable(Bdf where);

  Fabric& fabric_;
};

}  // namespace egpulab::simulator::pcie

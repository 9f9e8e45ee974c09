// Lets a recorder see what a device does to host memory, also through pages that its engines hold directly.
#pragma once

#include <vector>

#include "driver/bus/pci_device.hpp"
#include "simulator/pcie/host_memory.hpp"

namespace egpulab::simulator::pcie {

// Exists only while somebody observes. A page that was handed out for writing is kept beside a copy; flush() tells the
// difference. After a flush that told something, engines must ask for their pages again.
class DmaTrace {
 public:
  DmaTrace(HostMemory& memory, bus::DmaObserver& observer) : memory_(memory), observer_(observer) {}

  bus::DmaObserver& observer() { return observer_; }
  void read(u64 bus_address, Bytes content);
  void wrote(u64 bus_address, Bytes content);
  void granted(u64 offset);  // of a page in the memory
  bool any() const { return !pages_.empty(); }
  void flush();

 private:
  struct Page {
    u64 offset;
    std::vector<std::byte> before;
  };
  HostMemory& memory_;
  bus::DmaObserver& observer_;
  std::vector<Page> pages_;  // ascending
};

}  // namespace egpulab::simulator::pcie

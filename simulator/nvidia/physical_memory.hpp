// VRAM and, through the host port, system memory: what the chip's units reach by physical address.
#pragma once

#include <utility>
#include <vector>

#include "simulator/core/endpoint.hpp"
#include "simulator/core/report.hpp"
#include "simulator/core/timeline.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

// Holds no state of its own. Bus addresses inside the card's own BAR1 need no care here: the fabric routes them back
// to the card as it routes any peer's (simulator/pcie).
class CardMemory final : public PhysicalMemory {
 public:
  CardMemory(Memory& vram, HostPort& host, Timeline& timeline, Report& report);

  bool read(PhysicalAddress from, MutableBytes into) override;
  bool write(PhysicalAddress to, Bytes from) override;
  Page page(PhysicalAddress at, bool write) override;
  u64 epoch() const override;

 private:
  void complain(PhysicalAddress at, u64 bytes, bool write);

  Memory& vram_;
  HostPort& host_;
  Timeline& timeline_;
  Report& report_;
  std::vector<Memory*> seen_;  // memories other than VRAM that pages were given of; their epochs count
};

}  // namespace egpulab::simulator::nvidia

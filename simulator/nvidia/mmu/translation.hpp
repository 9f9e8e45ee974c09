// Accesses, page directories and page frames: what the walk, the caches and the engines speak of.
#pragma once

#include "driver/regs/nvidia/fault.hpp"
#include "simulator/core/state.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

using regs::nvidia::FaultAccess;
using regs::nvidia::FaultType;

// Why an access failed, before anybody was told.
struct AccessFault {
  u64 address = 0;
  FaultType type{};
  FaultAccess access{};
};

// The root of an address space. `bound` false: every access faults as UNBOUND_INST_BLOCK.
struct PageDirectory {
  bool bound = false;
  PhysicalAddress base;
  bool replayable = false;  // faults of shader units may be replayed
  friend bool operator==(const PageDirectory&, const PageDirectory&) = default;
  void visit(StateVisitor& v) { v(bound), v(base.aperture), v(base.address), v(replayable); }
};

struct VirtualRange {
  u64 begin = 0, bytes = 0;
};

// A naturally aligned run of pages that one table entry maps.
struct PageFrame {
  static constexpr u64 smallest = 4096;  // bytes

  u64 virtual_page = 0;  // of its first page: address / 4096
  PhysicalAddress physical;
  u8 order = 0;  // 2^order pages of 4 KiB
  u8 kind = 0;
  bool sparse = false;  // no memory: reads as zero, swallows writes
  bool read_only = false, privileged = false, no_atomics = false, uncached = false;

  u64 base() const { return virtual_page * smallest; }
  u64 bytes() const { return smallest << order; }
  void visit(StateVisitor& v) {
    v(virtual_page), v(physical.aperture), v(physical.address), v(order), v(kind), v(sparse);
    v(read_only), v(privileged), v(no_atomics), v(uncached);
  }
};

}  // namespace egpulab::simulator::nvidia

// What went wrong on the GPU, collected from the places where the hardware says so.
#pragma once

#include <string>
#include <vector>

#include "driver/amd/address_space.hpp"
#include "driver/amd/interrupts.hpp"
#include "driver/amd/memory_hub.hpp"

namespace egpulab::driver::amd {

// Work runs in its own address space; 0 is the firmware's.
inline constexpr u32 system_vmid = 0, work_vmid = 1;

struct FaultReport {
  std::vector<std::string> findings;  // each a clause, the most telling first
  bool fault = false;                 // results are not to be trusted
  bool fatal = false;                 // a queue does not go on by itself

  bool clean() const { return !fault && !fatal; }
};
// The findings as one sentence.
std::string to_string(const FaultReport& report);

// Takes the interrupts and, where they tell of one, the hubs' latched faults, and clears those.
// `space`: whose mappings the addresses are compared with.
FaultReport collect_faults(InterruptRing& interrupts, MemoryHub& gc, MemoryHub& mm, const AddressSpace& space);
// The same and the hubs' state even without interrupts: after a timeout.
FaultReport collect_all_faults(InterruptRing& interrupts, MemoryHub& gc, MemoryHub& mm, const AddressSpace& space);

}  // namespace egpulab::driver::amd

// Instance blocks and runlists as resource managers write them: for the simulated GSP-RM, and for tests.
#pragma once

#include <vector>

#include "driver/regs/nvidia/ram.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

// What a resource manager decides when it makes a channel.
struct ChannelSetup {
  u64 gpfifo = 0;          // virtual address of the ring
  u32 gpfifo_entries = 0;  // a power of two
  u32 channel = 0;         // its number on the runlist
  u32 subcontext = 0;      // VEID
  bool privileged = false;
  bool engine_context = true, copy_context = true;  // whether contexts of the engines exist
  PhysicalAddress page_directory;
  bool replayable_faults = false;
};

// Writes a whole instance block, RAMFC included. False: no memory answers there.
bool write_instance_block(PhysicalMemory& memory, PhysicalAddress at, regs::nvidia::Architecture architecture,
                          const ChannelSetup& setup);
// Gives a bound channel another page directory (SET_PAGE_DIRECTORY); takes effect when it is loaded next.
bool write_page_directory(PhysicalMemory& memory, PhysicalAddress instance, PhysicalAddress page_directory,
                          bool replayable_faults = false);

struct RunlistMember {
  u32 channel = 0;
  PhysicalAddress instance, userd;
  u32 runqueue = 0;
};
struct RunlistTsg {
  u32 id = 0;
  u32 timeslice_timeout = 128, timeslice_scale = 3;
  std::vector<RunlistMember> members;
};
// Writes the entries and returns how many they are; 0: no memory answers there.
u32 write_runlist(PhysicalMemory& memory, PhysicalAddress at, const std::vector<RunlistTsg>& groups);

}  // namespace egpulab::simulator::nvidia

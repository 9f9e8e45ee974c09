// The compute units as the command processor sees them: instruction caches, memory, and how long work takes.
#pragma once

#include <array>
#include <memory>

#include "simulator/amd/vm_space.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/isa/rdna/dispatch.hpp"

namespace egpulab::simulator::amd::cp {

class ShaderArray {
 public:
  ShaderArray(const DeviceProfile& profile, MemoryHub& hub);

  std::unique_ptr<isa::rdna::Dispatch> start(const isa::rdna::Launch& launch, u8 vmid,
                                             isa::rdna::Environment& environment);
  VmSpace& memory(u8 vmid) { return *spaces_[vmid]; }
  // What GLI_INV of a cache operation does: code written since is executed from now on.
  void invalidate_instructions();

  // Compute units that the COMPUTE_STATIC_THREAD_MGMT_SE0..7 masks leave of those that the card has.
  u32 enabled_units(const std::array<u32, 8>& masks) const;
  // Virtual time for executed wave instructions: a SIMD issues one a clock, one wave one in four clocks; dispatches
  // that run at the same time share the units. Memory latency is not modelled.
  Nanoseconds duration(u64 instructions, u64 waves, u32 units) const;

  // Dispatches executing at present, on any queue.
  void enter() { ++running_; }
  void leave() { --running_; }
  void reset() { running_ = 0; }
  void visit(StateVisitor& visit);

 private:
  isa::rdna::Generation generation_;
  u32 engines_, units_per_array_, simds_per_unit_, mhz_;
  std::array<std::unique_ptr<VmSpace>, MemoryHub::vmids> spaces_;
  std::array<isa::rdna::ProgramCache, MemoryHub::vmids> programs_;  // code is cached by virtual address
  u32 running_ = 0;
};

}  // namespace egpulab::simulator::amd::cp

// A channel's address space as shader programs reach it: host memory behind ranges of virtual addresses.
#pragma once

#include <memory>
#include <vector>

#include "simulator/isa/address_space.hpp"
#include "simulator/nvidia/mmu/virtual_space.hpp"

namespace egpulab::simulator::nvidia {

class ShaderSpace final : public isa::AddressSpace {
 public:
  // `space` must outlive this object; it may be bound anew between grids.
  explicit ShaderSpace(VirtualSpace& space);

  Expected<isa::Mapping, isa::MemoryFault> map(u64 va, isa::Access access) override;

  // To be called before each slice of execution: mappings made before a TLB invalidation, or before the pages that were
  // written were collected, are stale from now on.
  void refresh();
  // Tells watchers of all pages that may have been written through mappings: to be called after each slice.
  void settle();

  // The fault of the GPU's MMU behind a refused access.
  AccessFault fault_of(const isa::MemoryFault& fault);

 private:
  struct Written {
    Memory* memory;
    u64 offset, bytes, generation;
  };
  isa::Mapping sparse(u64 va, u64 before, u64 after, bool write);

  VirtualSpace& space_;
  u64 seen_ = 0;                  // generation of the MMU's answers
  std::vector<Written> written_;  // through mappings that may still be in use
  std::unique_ptr<std::byte[]> zeros_, sink_;
};

}  // namespace egpulab::simulator::nvidia

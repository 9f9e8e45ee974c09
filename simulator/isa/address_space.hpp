// How an execution engine reaches memory: the GPU's page tables behind one call, so that engines know no vendor.
#pragma once

#include <string>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::simulator::isa {

enum class Access : u8 { read, write, atomic, execute };

// Why an address could not be used; ordinary data that becomes fault registers and an interrupt.
struct MemoryFault {
  enum class Reason : u8 { unmapped, no_read, no_write, no_execute, out_of_range, bus };
  u64 va = 0;
  Access access = Access::read;
  Reason reason = Reason::unmapped;
};

// Host memory behind a naturally aligned range of virtual addresses.
struct Mapping {
  std::byte* host = nullptr;  // the byte at `base`
  u64 base = 0;               // virtual address of *host, aligned to `size`
  u64 size = 0;               // bytes; a power of two, at least 4 KiB
};

// One VMID's virtual memory. A Mapping stays good while generation() is unchanged: page-table invalidation and the
// collection of dirty pages both move it on.
class AddressSpace {
 public:
  virtual ~AddressSpace() = default;
  // The mapping that holds `va`. Asking for write or atomic access marks the whole mapping as written.
  virtual Expected<Mapping, MemoryFault> map(u64 va, Access access) = 0;
  u64 generation() const { return generation_; }
  // What decoded code is kept under: equal for two views of the same page tables.
  u64 identity() const { return identity_; }

 protected:
  u64 generation_ = 1;
  u64 identity_ = 0;
};

}  // namespace egpulab::simulator::isa

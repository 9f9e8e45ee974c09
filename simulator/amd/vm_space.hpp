// One engine's view of one VMID's virtual memory.
#pragma once

#include <optional>
#include <vector>

#include "simulator/amd/memory_hub.hpp"

namespace egpulab::simulator::amd {

class VmSpace final : public isa::AddressSpace {
 public:
  VmSpace(MemoryHub& hub, u8 vmid, HubClient client);
  ~VmSpace() override;
  VmSpace(const VmSpace&) = delete;
  VmSpace& operator=(const VmSpace&) = delete;

  u8 vmid() const { return vmid_; }
  MemoryHub& hub() const { return hub_; }

  // Host memory for an execution engine. What it stores there is announced by settle().
  Expected<isa::Mapping, isa::MemoryFault> map(u64 va, isa::Access access) override;
  // Tells watchers of the pages that may have been written through mappings: at the end of each slice of execution.
  void settle();

  // Accesses of fixed-function units, announced at once. A fault leaves the rest of the range untouched and has not
  // been raised yet.
  std::optional<isa::MemoryFault> read(u64 va, MutableBytes into);
  std::optional<isa::MemoryFault> write(u64 va, Bytes from);
  template <class T>
  std::optional<isa::MemoryFault> load(u64 va, T& value) {
    return read(va, as_writable_bytes(value));
  }
  template <class T>
  std::optional<isa::MemoryFault> store(u64 va, const T& value) {
    return write(va, as_bytes(value));
  }
  // Moves bytes as copy engines do. `backwards`: from the last to the first, for ranges that overlap upwards.
  std::optional<isa::MemoryFault> copy(u64 to, u64 from, u64 bytes, bool backwards = false);
  // Repeats `pattern` (1, 2, 4 or 8 bytes); a whole number of times.
  std::optional<isa::MemoryFault> fill(u64 va, u64 bytes, Bytes pattern);
  // Whether the address is host memory; false too where nothing is mapped.
  bool is_system(u64 va) const;

  // Latches the fault with this engine's client id.
  void raise(const isa::MemoryFault& fault) { hub_.raise_fault(vmid_, client_, fault); }

 private:
  friend class MemoryHub;
  void forget();

  MemoryHub& hub_;
  u8 vmid_;
  HubClient client_;
  struct Range {
    Memory* memory;
    u64 offset, bytes;
  };
  std::vector<Range> writable_;  // mapped for writing in this generation
};

}  // namespace egpulab::simulator::amd

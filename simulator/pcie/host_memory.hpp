// The host's memory as devices see it: bus addresses behind an IOMMU that maps only what was allocated for DMA.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "simulator/core/memory.hpp"
#include "simulator/core/state.hpp"
#include "simulator/pcie/dock.hpp"
#include "simulator/pcie/shared_memory.hpp"

namespace egpulab::simulator::pcie {

// Allocation is a function of the seed and of what was allocated before. Buffers lie scattered over the window, as
// pages of a host that has been up for a while do, with unmapped pages between segments, so that a driver that
// assumes contiguity or runs over an end meets a refusal.
class HostMemory {
 public:
  struct Buffer {
    u64 size = 0;  // bytes, whole pages
    std::vector<bus::DmaSegment> segments;
    std::string label;
    void visit(StateVisitor& visit);
  };

  HostMemory(const DmaWindow& window, u64 seed);

  // Throws LimitExceeded when the window has no room. Limits of the link have been checked.
  u64 allocate(u64 size, bool contiguous, std::string label);  // returns a handle
  const Buffer* find(u64 handle) const;                        // null: freed
  void free(u64 handle);
  void free_all();
  u64 live_bytes() const { return live_bytes_; }
  std::size_t live_buffers() const { return buffers_.size(); }

  // Whether the address lies where host memory is seen by devices, mapped or not.
  bool decodes(u64 bus_address) const { return bus_address - window_.base < window_.size; }
  // The IOMMU: where the range is in memory(), or nothing if any byte of it is not mapped.
  std::optional<u64> translate(u64 bus_address, u64 bytes) const;
  u64 offset_of(u64 bus_address) const { return bus_address - window_.base; }
  u64 bus_address_of(u64 offset) const { return offset + window_.base; }
  Memory& memory() { return memory_; }
  // Buffers that another process has mapped; freed with the buffer.
  SharedMemory& shared() { return shared_; }
  // Throws LimitExceeded for memory that is not the host's.
  void share(u64 handle, const SharedFile& file);
  // Moves on when a translation may have gone, or a shared page must be looked at again.
  u64 epoch() const { return epoch_ + shared_.epoch(); }

  void visit(StateVisitor& visit);

 private:
  u64 random();
  std::optional<u64> place(u64 bytes, u64 alignment);
  bool free_range(u64 base, u64 bytes) const;

  DmaWindow window_;
  Memory memory_;
  SharedMemory shared_;
  u64 random_state_;
  u64 next_handle_ = 1;
  std::map<u64, Buffer> buffers_;
  std::map<u64, u64> mapped_;  // bus address -> bytes
  u64 live_bytes_ = 0;
  u64 epoch_ = 1;
};

}  // namespace egpulab::simulator::pcie

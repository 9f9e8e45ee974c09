// Memory that the card reads as host memory during the boot: the host's where the link reaches it, else the card's own
// through BAR1, whose bus addresses lead back into it.
#pragma once

#include <memory>

#include "driver/bus/link.hpp"

namespace egpulab::driver::nvidia {

class BootMemory {
 public:
  // `vram_begin`: where device memory may be used as a replacement, upwards.
  BootMemory(bus::Link& link, u64 vram_begin) : link_(link), vram_next_(vram_begin) {}

  // Zeroed up to a page's end. Throws LimitExceeded where neither serves.
  std::unique_ptr<bus::DmaBuffer> allocate(const bus::DmaRequest& request);
  // Whether device memory had to serve.
  bool used_vram() const { return used_vram_; }
  // Up to where it did.
  u64 vram_end() const { return vram_next_; }

 private:
  bus::Link& link_;
  u64 vram_next_;
  bool used_vram_ = false;
};

// The bus address of the byte at `offset`.
u64 bus_address(const bus::DmaBuffer& buffer, u64 offset = 0);
// Of each 4 KiB page of the first `pages`.
std::vector<u64> page_addresses(const bus::DmaBuffer& buffer, u64 pages);

}  // namespace egpulab::driver::nvidia

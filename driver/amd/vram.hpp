// Device memory as the CPU reaches it: through the BAR below `visible`, a dword at a time through MM_INDEX beyond it.
#pragma once

#include "driver/bus/link.hpp"
#include "driver/memory/device_memory.hpp"

namespace egpulab::driver::amd {

class Vram final : public memory::DeviceMemory {
 public:
  // `size`: bytes of device memory; `visible`: bytes that the BAR shows.
  Vram(bus::Link& link, u64 size, u64 visible) : link_(link), size_(size), visible_(visible) {}

  u64 size() const { return size_; }
  u64 visible() const override { return visible_; }

  // Posted writes to the visible part; whoever reads them on the device's side needs an HDP flush after them.
  // Throws LimitExceeded beyond it.
  void write(u64 offset, Bytes from) override;
  void read(u64 offset, MutableBytes into) override;

 private:
  void check(u64 offset, u64 bytes) const;

  bus::Link& link_;
  u64 size_;
  u64 visible_;
};

// Reads anywhere in device memory without a BAR that shows it. Two or three register accesses a dword, one of them a
// round trip: for the few KiB of the discovery table on a small BAR. `offset` and the size are multiples of 4.
void read_vram_indirectly(bus::Link& link, u64 offset, MutableBytes into);

}  // namespace egpulab::driver::amd

// Device memory as the CPU reaches it: through BAR1 below `visible`, through the 1 MiB window PRAMIN in BAR0 beyond.
#pragma once

#include "driver/memory/device_memory.hpp"
#include "driver/nvidia/registers.hpp"

namespace egpulab::driver::nvidia {

class Vram final : public memory::DeviceMemory {
 public:
  // `size`: bytes of device memory; `visible`: bytes that BAR1, in physical mode, shows from 0 on.
  Vram(Registers& registers, u64 size, u64 visible) : registers_(registers), size_(size), visible_(visible) {}

  u64 size() const { return size_; }
  u64 visible() const override { return visible_; }
  // Throw LimitExceeded beyond the end of device memory. What BAR1 does not show goes at a dword an access: for the
  // few KiB of tables, never for data.
  void write(u64 offset, Bytes from) override;
  void read(u64 offset, MutableBytes into) override;

 private:
  void check(u64 offset, u64 bytes) const;
  // Moves the window where it has to be; where in BAR0 the byte then is.
  u64 through_window(u64 offset);

  Registers& registers_;
  u64 size_, visible_;
  u64 window_ = ~u64{0};  // where PRAMIN points
};

}  // namespace egpulab::driver::nvidia

// PROM: the ROM as BAR0 shows it.
#pragma once

#include <vector>

#include "driver/regs/nvidia/vbios.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

// Read-only; behind the ROM's end the flash is erased.
class Prom final : public Bar0Range {
 public:
  explicit Prom(std::vector<std::byte> rom) : rom_(std::move(rom)) {
    rom_.resize(align_up(rom_.size(), 4), std::byte{0xff});
  }

  Bytes rom() const { return rom_; }
  u32 read32(u32 offset) override {
    const u32 at = offset - regs::nvidia::vbios::prom_offset;
    return at < rom_.size() ? load<u32>(rom_, at) : ~u32{0};
  }
  void write32(u32, u32) override {}
  Bar0Claim claim() {
    return {regs::nvidia::vbios::prom_offset, regs::nvidia::vbios::prom_offset + regs::nvidia::vbios::prom_size, this,
            "NV_PROM"};
  }

 private:
  std::vector<std::byte> rom_;
};

}  // namespace egpulab::simulator::nvidia

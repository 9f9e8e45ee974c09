// The MMU's caches of translations, and which page-table format a chip has.
#pragma once

#include "driver/memory/address_space.hpp"
#include "driver/nvidia/registers.hpp"

namespace egpulab::driver::nvidia {

const memory::PageTableFormat& page_tables_of(regs::nvidia::Architecture architecture);

// What was written to page tables counts for the engines after invalidate().
class Mmu final : public memory::Translations {
 public:
  Mmu(Registers& registers, memory::DeviceMemory& vram) : registers_(registers), vram_(vram) {}
  // Of every address space: they are few, and change seldom. Throws Timeout, LinkLost.
  void invalidate() override;

 private:
  Registers& registers_;
  memory::DeviceMemory& vram_;
};

}  // namespace egpulab::driver::nvidia

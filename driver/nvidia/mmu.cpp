// Invalidation of translations. Sequence: Linux nouveau tu102_vmm_flush, tinygrad nvdev.py.
#include "driver/nvidia/mmu.hpp"

#include "driver/regs/nvidia/virtual_function.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;

const memory::PageTableFormat& page_tables_of(Architecture architecture) {
  // Ada, whose number is higher than Hopper's, kept Ampere's.
  return architecture == Architecture::hopper || architecture > Architecture::ada ? memory::nvidia_v3_page_tables
                                                                                  : memory::nvidia_v2_page_tables;
}

void Mmu::invalidate() {
  // A read through BAR1 comes back after the writes before it have reached memory.
  vram_.load<u32>(0);
  const auto invalidate = registers_.at<MmuInvalidate>();
  invalidate.write({"ALL_VA"_f = true, "ALL_PDB"_f = true, "SYS_MEMBAR"_f = true, "TRIGGER"_f = true});
  invalidate.wait("the MMU to forget translations", timeouts::tlb_invalidate, "TRIGGER"_f == false);
}

}  // namespace egpulab::driver::nvidia

// GMMU page tables: from a virtual address to the page frame that the tables give it; formats are data.
#pragma once

#include <span>

#include "driver/base/expected.hpp"
#include "simulator/nvidia/mmu/translation.hpp"

namespace egpulab::simulator::nvidia {

class TableReader {
 public:
  virtual ~TableReader() = default;
  // An entry of 8 or 16 bytes; false: there is no such memory.
  virtual bool read_entry(PhysicalAddress at, MutableBytes entry) = 0;
};

struct PageTableFormat;
// Format 2 until Ada, format 3 on Hopper and Blackwell.
const PageTableFormat& page_table_format(regs::nvidia::Architecture architecture);
u32 virtual_address_bits(const PageTableFormat& format);

Expected<PageFrame, FaultType> walk(const PageTableFormat& format, PhysicalAddress root, u64 va, TableReader& reader);

}  // namespace egpulab::simulator::nvidia

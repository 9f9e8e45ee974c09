// GPUVM page tables: from a virtual address to the page frame that the tables give it.
// Facts: the formats in driver/regs/amd/pte.hpp; Linux drivers/gpu/drm/amd/amdgpu/amdgpu_vm.c, gmc_v11_0.c (MIT).
#pragma once

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd {

enum class PageFormat : u8 { gfx11, gfx12 };

// One context's root, as its registers give it.
struct PageTable {
  PageFormat format = PageFormat::gfx11;
  bool enabled = false;
  u32 depth = 0;                      // levels above the last: 0 is one flat table
  u32 block_size = 0;                 // the last level holds 2^(9 + block_size) entries
  u64 root = 0;                       // in the format of a page directory entry
  u64 first_page = 0, last_page = 0;  // virtual; the root table is indexed from the first
};

// A naturally aligned run of pages that one table entry maps.
struct PageFrame {
  static constexpr u64 smallest = 4096;  // bytes

  u64 virtual_page = 0;  // of its first page: address / 4096
  u64 physical = 0;      // address of its first byte: VRAM as PTEs count it, or a bus address
  u8 order = 0;          // 2^order pages of 4 KiB
  bool system = false;   // a bus address
  bool readable = false, writable = false, executable = false;

  u64 base() const { return virtual_page * smallest; }
  u64 bytes() const { return smallest << order; }
  void visit(StateVisitor& v) {
    v(virtual_page), v(physical), v(order), v(system), v(readable), v(writable), v(executable);
  }
};

// Why there is no frame. The numbers up to dummy_page are those of WALKER_ERROR: the vendor lists the fields of
// PROTECTION_FAULT_CNTL in this order; that the codes follow it is our inference.
enum class WalkError : u8 {
  none = 0,
  range = 1,  // outside the context's first and last page, or the context is off
  pde0 = 2,   // entry of the last directory level invalid
  pde1 = 3,
  pde2 = 4,
  translate_further = 5,  // a translate-further entry in a table that cannot have one
  nack = 6,               // the table, or the page, is in memory that does not answer
  dummy_page = 7,
  invalid,  // the leaf entry is not valid
};

class TableReader {
 public:
  virtual ~TableReader() = default;
  // False: there is no such memory.
  virtual bool read_entry(bool system, u64 address, u64& entry) = 0;
};

// Virtual addresses are 48 bits; upper bits are taken for the sign extension that drivers keep them in.
Expected<PageFrame, WalkError> walk(const PageTable& table, u64 va, TableReader& reader);

}  // namespace egpulab::simulator::amd

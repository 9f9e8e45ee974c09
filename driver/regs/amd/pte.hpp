// Page directory and page table entries of gfx11 and gfx12 (4 levels: PDB2, PDB1, PDB0, PTB; 9 bits of address each).
// Facts: Linux drivers/gpu/drm/amd/amdgpu/amdgpu_vm.h (AMDGPU_PTE_*, AMDGPU_PDE_*) and include/soc21_enum.h (MIT).
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::amd {

// Cache policy of a page: not coherent (cached), uncached, cached and coherent.
enum class MemoryType : u32 { nc = 0, wc = 1, cc = 2, uc = 3 };
constexpr std::string_view to_string(MemoryType t) {
  constexpr std::string_view names[] = {"NC", "WC", "CC", "UC"};
  return static_cast<u32>(t) < 4 ? names[static_cast<u32>(t)] : std::string_view{};
}

// A leaf: of the last level, or above it with PDE_PTE set (a huge page). ADDRESS is the page number: VRAM offset or bus
// address >> 12. FRAGMENT: log2 of the 4 KiB pages around this one that are contiguous and alike.
// clang-format off
using Pte = Bits<64,
    Bit<"VALID", 0>, Bit<"SYSTEM", 1>, Bit<"SNOOPED", 2>, Bit<"TMZ", 3>, Bit<"EXECUTABLE", 4>, Bit<"READABLE", 5>,
    Bit<"WRITEABLE", 6>, Field<"FRAGMENT", 11, 7>, Field<"ADDRESS", 47, 12, u64>, Field<"MTYPE", 50, 48, MemoryType>,
    Bit<"PRT", 51>, Bit<"PDE_PTE", 54>, Bit<"LOG", 55>, Bit<"TF", 56>, Bit<"NOALLOC", 58>>;
// A directory entry: ADDRESS is that of the next table, 64-byte aligned (>> 6). CONTEXT*_PAGE_TABLE_BASE_ADDR holds one.
// BLOCK_FRAGMENT_SIZE: fragment of the whole table below.
using Pde = Bits<64,
    Bit<"VALID", 0>, Bit<"SYSTEM", 1>, Bit<"COHERENT", 2>, Field<"ADDRESS", 47, 6, u64>, Bit<"PDE_PTE", 54>,
    Bit<"TF", 56>, Field<"BLOCK_FRAGMENT_SIZE", 63, 59>>;

// The same since gfx12 (comment in gmc_v12_0.c): a leaf says so in bit 63 at every level, the last included; an entry
// of the last level without it leads to a further table. MTYPE, PRT and the block fragment size have other places.
using Pte12 = Bits<64,
    Bit<"VALID", 0>, Bit<"SYSTEM", 1>, Bit<"SNOOPED", 2>, Bit<"TMZ", 3>, Bit<"EXECUTABLE", 4>, Bit<"READABLE", 5>,
    Bit<"WRITEABLE", 6>, Field<"FRAGMENT", 11, 7>, Field<"ADDRESS", 47, 12, u64>, Field<"SOFTWARE", 53, 52>,
    Field<"MTYPE", 55, 54, MemoryType>, Bit<"PRT", 56>, Bit<"GLOBAL", 57>, Bit<"DCC", 58>, Bit<"IS_PTE", 63>>;
using Pde12 = Bits<64,
    Bit<"VALID", 0>, Bit<"SYSTEM", 1>, Bit<"COHERENT", 2>, Field<"ADDRESS", 47, 6, u64>,
    Field<"MTYPE", 55, 54, MemoryType>, Bit<"ACCESSED", 56>, Field<"BLOCK_FRAGMENT_SIZE", 62, 58>, Bit<"PDE_PTE", 63>>;
// clang-format on

}  // namespace egpulab::regs::amd

// How a GPU generation's page table entries look, as data: the page-table builder has no code per generation.
#pragma once

#include <array>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::memory {

// Which caches may keep a page's data; each format gives them its memory types.
enum class Caching : u8 {
  cached,    // by all the GPU's caches; visible to others after a release
  uncached,  // by none: what the CPU and the GPU poll together
};

// What a mapping allows and where its memory is.
struct PageAttributes {
  bool readable = true;
  bool writable = true;
  bool executable = false;
  bool system = false;   // host memory, by bus address; else VRAM, by offset
  bool snooped = false;  // host memory kept coherent with the CPU's caches
  Caching caching = Caching::cached;

  friend bool operator==(const PageAttributes&, const PageAttributes&) = default;
};

// One level of the tree; the root is level 0.
struct PageTableLevel {
  u8 shift;   // log2 of the bytes that one entry spans
  u8 bits;    // log2 of the entries of a table
  bool leaf;  // an entry may map memory itself
};

// Entries are 64-bit words: a page's or table's address and bits, each given as a mask of what is set. Where a dual
// level is, its entries are two words, and its tables point to two kinds of tables, which share the span: the first
// word maps memory itself or points to a table of big pages, the second points to the next level's table of small
// pages. What a big page's entry leaves empty, the small ones may map.
struct PageTableFormat {
  static constexpr u8 none = 0xff;
  static constexpr std::size_t most_levels = 7;

  std::string_view name;
  u8 levels;                                      // from the root to the smallest page
  std::array<PageTableLevel, most_levels> level;  // and behind them the big pages' level
  u8 dual_level = none;
  u64 address_mask;        // bits of an address that an entry can hold
  u8 address_shift = 0;    // an entry holds them that much lower
  u64 table_bits;          // of entries that point to tables
  u64 leaf_bits;           // of entries that map memory
  u64 huge_leaf_bits = 0;  // of these above the last level
  u64 system_bits;
  u64 snooped_bits = 0, unsnooped_bits = 0;  // the latter in host memory only
  u64 executable_bits = 0, readable_bits = 0, writable_bits = 0, read_only_bits = 0;
  u64 uncached_bits;
  u8 fragment_shift = 0, fragment_bits = 0;  // log2 of the 4 KiB pages that are contiguous here; `fragment_bits` wide

  constexpr u8 big_level() const { return dual_level == none ? none : levels; }
  constexpr u64 words(std::size_t l) const { return (l == dual_level ? u64{2} : u64{1}) << level[l].bits; }
  constexpr u64 table_bytes(std::size_t l) const { return 8 * words(l); }
  constexpr bool has_children(std::size_t l) const { return l + 1u < levels; }
  constexpr u64 entry(u64 address, const PageAttributes& a, std::size_t l, u32 fragment) const {
    const auto when = [](bool set, u64 bits) { return set ? bits : u64{0}; };
    return (address & address_mask) >> address_shift | leaf_bits | when(has_children(l), huge_leaf_bits) |
           when(a.system, system_bits) | when(a.snooped, snooped_bits) | when(a.system && !a.snooped, unsnooped_bits) |
           when(a.executable, executable_bits) | when(a.readable, readable_bits) |
           (a.writable ? writable_bits : read_only_bits) | when(a.caching == Caching::uncached, uncached_bits) |
           when(fragment_bits != 0, u64{fragment} << fragment_shift);
  }
  constexpr u64 table_entry(u64 table_address) const {
    return (table_address & address_mask) >> address_shift | table_bits;
  }
  constexpr u64 address(u64 e) const { return e << address_shift & address_mask; }
  constexpr u32 fragment(u64 e) const {
    return static_cast<u32>(e >> fragment_shift & ((u64{1} << fragment_bits) - 1));
  }
  // Of an entry that maps memory; what a generation does not distinguish is allowed.
  constexpr PageAttributes attributes(u64 e) const {
    const auto all = [e](u64 bits) { return (e & bits) == bits; };
    const bool system = all(system_bits);
    return {.readable = all(readable_bits),
            .writable = all(writable_bits) && (e & read_only_bits) == 0,
            .executable = all(executable_bits),
            .system = system,
            .snooped = snooped_bits != 0 ? all(snooped_bits) : system && (e & unsnooped_bits) == 0,
            .caching = all(uncached_bits) ? Caching::uncached : Caching::cached};
  }
};

// 4 levels of 9 bits for 48-bit addresses. Bits: Linux drivers/gpu/drm/amd/amdgpu/amdgpu_vm.h (AMDGPU_PTE_*,
// AMDGPU_PDE_PTE, AMDGPU_PTE_MTYPE_NV10) and soc21_enum.h (MTYPE_NC is 0, MTYPE_UC 3). An entry's address has 36 bits
// above the page offset; devices put no more than 44 bits on the bus.
inline constexpr PageTableFormat gfx11_page_tables{
    .name = "gfx11",
    .levels = 4,
    .level = {{{39, 9, false}, {30, 9, true}, {21, 9, true}, {12, 9, true}}},
    .address_mask = 0x0000'ffff'ffff'f000,
    .table_bits = 1,
    .leaf_bits = 1,
    .huge_leaf_bits = u64{1} << 54,
    .system_bits = 1 << 1,
    .snooped_bits = 1 << 2,
    .executable_bits = 1 << 4,
    .readable_bits = 1 << 5,
    .writable_bits = 1 << 6,
    .uncached_bits = u64{3} << 48,
    .fragment_shift = 7,
    .fragment_bits = 5,
};

// As gfx11 with the memory type at 54 and one bit for leaves of all levels (AMDGPU_PTE_MTYPE_GFX12,
// AMDGPU_PTE_IS_PTE, AMDGPU_PDE_PTE_GFX12).
inline constexpr PageTableFormat gfx12_page_tables = [] {
  PageTableFormat f = gfx11_page_tables;
  f.name = "gfx12";
  f.leaf_bits |= u64{1} << 63;
  f.huge_leaf_bits = 0;
  f.uncached_bits = u64{3} << 54;
  return f;
}();

// NVIDIA's format 2 (Pascal to Ada) for 49-bit addresses, with pages of 4 KiB, 64 KiB, 2 MiB and, from GA10x on, 512
// MiB. Bits: open-gpu-kernel-modules dev_mmu.h (NV_MMU_VER2_PDE, _DUAL_PDE, _PTE); levels: gmmu_fmt of the same.
// Entries hold the address above its page offset from bit 8 on (a big-page table's above 256 bytes from bit 4 on).
// Directories are in video memory; pages have the kind GENERIC_MEMORY.
inline constexpr PageTableFormat nvidia_v2_page_tables{
    .name = "NVIDIA version 2",
    .levels = 5,
    .level = {{{47, 2, false}, {38, 9, false}, {29, 9, true}, {21, 8, true}, {12, 9, true}, {16, 5, true}}},
    .dual_level = 3,
    .address_mask = 0x0000'7fff'ffff'f000,
    .address_shift = 4,
    .table_bits = 1 << 1,           // APERTURE VIDEO_MEMORY; NO_ATS would be a bit of a big-page table's address
    .leaf_bits = 1 | u64{6} << 56,  // VALID, KIND
    .system_bits = 2 << 1,          // APERTURE SYSTEM_COHERENT_MEMORY
    .unsnooped_bits = 1 << 1,       // makes it SYSTEM_NON_COHERENT_MEMORY
    .read_only_bits = 1 << 6,
    .uncached_bits = 1 << 3,  // VOL
};

// Format 3 (Hopper and later) for 57-bit addresses: NV_MMU_VER3_PDE, _DUAL_PDE, _PTE of the same file. PCF of pages is
// REGULAR_..._ATOMIC_..._ACD, whose lowest bit is UNCACHED and whose third is RO.
inline constexpr PageTableFormat nvidia_v3_page_tables{
    .name = "NVIDIA version 3",
    .levels = 6,
    .level =
        {{{56, 1, false}, {47, 9, false}, {38, 9, false}, {29, 9, true}, {21, 8, true}, {12, 9, true}, {16, 5, true}}},
    .dual_level = 4,
    .address_mask = 0x000f'ffff'ffff'f000,
    .table_bits = 1 << 1 | 2 << 3,             // APERTURE VIDEO_MEMORY, PCF VALID_CACHED_ATS_NOT_ALLOWED
    .leaf_bits = 1 | 0x10 << 3 | u64{6} << 8,  // VALID, PCF, KIND
    .system_bits = 2 << 1,
    .unsnooped_bits = 1 << 1,
    .read_only_bits = 4 << 3,
    .uncached_bits = 1 << 3,
};

}  // namespace egpulab::memory

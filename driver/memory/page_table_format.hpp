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

// Entries are 64-bit words.
struct PageTableFormat {
  static constexpr u8 none = 0xff;  // of a bit that the generation does not have
  static constexpr std::size_t levels = 4;

  std::string_view name;
  std::array<PageTableLevel, levels> level;
  u64 address_mask;  // of an entry: bits of the address that it points to
  u8 valid_bit, system_bit, snooped_bit, executable_bit, readable_bit, writable_bit;
  u8 fragment_shift, fragment_bits;  // log2 of the 4 KiB pages that are contiguous here; `fragment_bits` wide
  u8 memory_type_shift;
  u8 cached_type, uncached_type;
  u8 leaf_bit;       // set in every leaf entry
  u8 huge_leaf_bit;  // set in leaf entries above the last level

  constexpr u64 table_bytes(std::size_t l) const { return u64{8} << level[l].bits; }
  constexpr u64 entry(u64 address, const PageAttributes& a, std::size_t l, u32 fragment) const {
    const auto bit = [](u8 position, bool set) { return set && position != none ? u64{1} << position : u64{0}; };
    const u64 type = a.caching == Caching::uncached ? uncached_type : cached_type;
    return (address & address_mask) | bit(valid_bit, true) | bit(system_bit, a.system) | bit(snooped_bit, a.snooped) |
           bit(executable_bit, a.executable) | bit(readable_bit, a.readable) | bit(writable_bit, a.writable) |
           u64{fragment} << fragment_shift | type << memory_type_shift | bit(leaf_bit, true) |
           bit(huge_leaf_bit, l + 1 < levels);
  }
  constexpr u64 table_entry(u64 table_address) const { return (table_address & address_mask) | u64{1} << valid_bit; }
  constexpr bool is_valid(u64 e) const { return e >> valid_bit & 1; }
  constexpr PageAttributes attributes(u64 e) const {
    const auto bit = [e](u8 position) { return position != none && (e >> position & 1) != 0; };
    return {bit(readable_bit),   bit(writable_bit),
            bit(executable_bit), bit(system_bit),
            bit(snooped_bit),    (e >> memory_type_shift & 3) == uncached_type ? Caching::uncached : Caching::cached};
  }
};

// 4 levels of 9 bits for 48-bit addresses. Bits: Linux drivers/gpu/drm/amd/amdgpu/amdgpu_vm.h (AMDGPU_PTE_*,
// AMDGPU_PDE_PTE, AMDGPU_PTE_MTYPE_NV10) and soc21_enum.h (MTYPE_NC, MTYPE_UC). An entry's address has 36 bits above
// the page offset; devices put no more than 44 bits on the bus.
inline constexpr PageTableFormat gfx11_page_tables{
    .name = "gfx11",
    .level = {{{39, 9, false}, {30, 9, true}, {21, 9, true}, {12, 9, true}}},
    .address_mask = 0x0000'ffff'ffff'f000,
    .valid_bit = 0,
    .system_bit = 1,
    .snooped_bit = 2,
    .executable_bit = 4,
    .readable_bit = 5,
    .writable_bit = 6,
    .fragment_shift = 7,
    .fragment_bits = 5,
    .memory_type_shift = 48,
    .cached_type = 0,
    .uncached_type = 3,
    .leaf_bit = PageTableFormat::none,
    .huge_leaf_bit = 54,
};

// As gfx11 with the memory type at 54 and one bit for leaves of all levels (AMDGPU_PTE_MTYPE_GFX12,
// AMDGPU_PTE_IS_PTE, AMDGPU_PDE_PTE_GFX12).
inline constexpr PageTableFormat gfx12_page_tables = [] {
  PageTableFormat f = gfx11_page_tables;
  f.name = "gfx12";
  f.memory_type_shift = 54;
  f.leaf_bit = 63;
  f.huge_leaf_bit = 63;
  return f;
}();

}  // namespace egpulab::memory

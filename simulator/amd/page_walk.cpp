// The walk, from the root directory to the leaf.
#include "simulator/amd/page_walk.hpp"

#include <algorithm>

#include "driver/regs/amd/pte.hpp"

namespace egpulab::simulator::amd {

namespace {

using namespace regs::literals;
// A generation's entries, and whether an entry of the last level leads to one more table.
struct Gfx11 {
  using Pde = regs::amd::Pde;
  using Pte = regs::amd::Pte;
  static bool leads_further(Pte entry) { return entry["TF"_f]; }
};
struct Gfx12 {
  using Pde = regs::amd::Pde12;
  using Pte = regs::amd::Pte12;
  static bool leads_further(Pte entry) { return !entry["IS_PTE"_f]; }
};

constexpr u64 address_mask = (u64{1} << 48) - 1;
constexpr u32 directory_bits = 9;

// The leaf's fragment field promises that the pages around it continue, virtually and physically; the translation
// caches hold the whole fragment. `relative` counts pages from the context's first one.
template <class Pte>
PageFrame leaf(const PageTable& table, u64 relative, u32 order, Pte entry) {
  u32 fragment = std::max(order, entry["FRAGMENT"_f]);
  if ((table.first_page & ((u64{1} << fragment) - 1)) != 0) fragment = 0;  // then nothing in it is naturally aligned
  const u64 page = relative + table.first_page;
  const u64 first = page >> fragment << fragment;
  const u64 skipped = relative - (relative >> order << order);  // pages of this entry before the one asked for
  const u64 physical = (entry.raw() & Pte::mask("ADDRESS"_f)) + (skipped - (page - first)) * PageFrame::smallest;
  return {.virtual_page = first,
          .physical = physical & address_mask,
          .order = static_cast<u8>(fragment),
          .system = entry["SYSTEM"_f],
          .readable = entry["READABLE"_f],
          .writable = entry["WRITEABLE"_f],
          .executable = entry["EXECUTABLE"_f]};
}

constexpr WalkError directory_error(u32 level) {
  return level == 1 ? WalkError::pde0 : level == 2 ? WalkError::pde1 : WalkError::pde2;
}

template <class Format>
Expected<PageFrame, WalkError> walk_as(const PageTable& table, u64 va, TableReader& reader) {
  using Pde = typename Format::Pde;
  using Pte = typename Format::Pte;
  const u64 page = (va & address_mask) / PageFrame::smallest;
  if (!table.enabled || page < table.first_page || page > table.last_page) return Unexpected(WalkError::range);
  const u64 relative = page - table.first_page;
  const u32 last_bits = directory_bits + table.block_size;

  Pde directory(table.root);
  u32 level = table.depth;  // 0: the table of leaves
  for (; level > 0; --level) {
    const u32 shift = last_bits + directory_bits * (level - 1);
    u64 index = relative >> shift;
    if (level != table.depth) index &= (u64{1} << directory_bits) - 1;
    u64 raw = 0;
    if (!reader.read_entry(directory["SYSTEM"_f], (directory.raw() & Pde::mask("ADDRESS"_f)) + index * 8, raw))
      return Unexpected(WalkError::nack);
    const Pde entry(raw);
    if (!entry["VALID"_f]) return Unexpected(directory_error(level));
    if (entry["PDE_PTE"_f]) return leaf(table, relative, shift, Pte(raw));
    directory = entry;
  }

  // The block fragment size makes each leaf entry map that many pages; such an entry may lead one table further.
  u32 order = table.depth == 0 ? 0 : directory["BLOCK_FRAGMENT_SIZE"_f];
  u64 index = relative;
  if (table.depth != 0) index &= (u64{1} << last_bits) - 1;
  for (bool further = false;; further = true) {
    u64 raw = 0;
    if (!reader.read_entry(directory["SYSTEM"_f], (directory.raw() & Pde::mask("ADDRESS"_f)) + (index >> order) * 8,
                           raw))
      return Unexpected(WalkError::nack);
    const Pte entry(raw);
    if (!entry["VALID"_f]) return Unexpected(WalkError::invalid);
    if (!Format::leads_further(entry)) return leaf(table, relative, order, entry);
    if (further || order == 0) return Unexpected(WalkError::translate_further);
    directory = Pde(raw);
    index &= (u64{1} << order) - 1;
    order = 0;
  }
}

}  // namespace

Expected<PageFrame, WalkError> walk(const PageTable& table, u64 va, TableReader& reader) {
  return table.format == PageFormat::gfx12 ? walk_as<Gfx12>(table, va, reader) : walk_as<Gfx11>(table, va, reader);
}

}  // namespace egpulab::simulator::amd

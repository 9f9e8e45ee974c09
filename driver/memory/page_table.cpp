// Page-table builder.
#include "driver/memory/page_table.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "driver/base/error.hpp"

namespace egpulab::memory {
namespace {

constexpr u32 page_shift = 12;

// Log2 of the largest block that starts at both addresses and is no longer than `size`.
u32 block_log2(u64 va, u64 address, u64 size, u32 limit) {
  const u32 aligned = static_cast<u32>(std::countr_zero(va | address | u64{1} << 63));
  const u32 fits = static_cast<u32>(std::bit_width(size)) - 1;
  return std::min({aligned, fits, limit});
}

}  // namespace

PageTables::PageTables(const PageTableFormat& format, TableMemory& memory) : format_(format), memory_(memory) {
  root_ = make_table(0);
}

PageTables::~PageTables() = default;

std::unique_ptr<PageTables::Table> PageTables::make_table(u8 level) {
  auto table = std::make_unique<Table>();
  table->address = memory_.allocate_table(align_up(format_.table_bytes(level), page_bytes));
  table->level = level;
  if (format_.has_children(level)) table->children = std::make_unique<std::array<std::unique_ptr<Table>, 512>>();
  table->dirty = true;
  table->dirty_low = 0;
  table->dirty_high = static_cast<u16>(format_.words(level));
  dirty_.push_back(table.get());
  ++tables_;
  return table;
}

PageTables::Table& PageTables::table_for(u64 va, std::size_t level) {
  Table* table = root_.get();
  while (table->level != level) {
    const bool dual = table->level == format_.dual_level, big = level == format_.big_level();
    const u32 word = word_of(va, table->level) + (dual && !big ? 1 : 0);
    std::unique_ptr<Table>& slot = (*table->children)[word];
    if (!slot) {
      slot = make_table(dual && big ? format_.big_level() : static_cast<u8>(table->level + 1));
      slot->parent = table;
      slot->parent_word = static_cast<u16>(word);
      set(*table, word, format_.table_entry(slot->address));
    }
    table = slot.get();
  }
  return *table;
}

void PageTables::set(Table& table, u32 word, u64 entry) {
  table.used = static_cast<u16>(table.used + (entry != 0) - (table.words[word] != 0));
  table.words[word] = entry;
  const auto w = static_cast<u16>(word);
  if (!table.dirty) {
    table.dirty = true;
    table.dirty_low = w;
    table.dirty_high = static_cast<u16>(w + 1);
    dirty_.push_back(&table);
    return;
  }
  table.dirty_low = std::min(table.dirty_low, w);
  table.dirty_high = std::max(table.dirty_high, static_cast<u16>(w + 1));
}

PageTables::Place PageTables::find(u64 va) const {
  Table* table = root_.get();
  for (;;) {
    u32 word = word_of(va, table->level);
    u64 span = u64{1} << format_.level[table->level].shift;
    const auto child = [&]() -> Table* { return table->children ? (*table->children)[word].get() : nullptr; };
    if (table->level == format_.dual_level) {
      if (Table* big = child()) {
        const u32 index = index_of(va, big->level);
        const u64 big_span = u64{1} << format_.level[big->level].shift;
        if (big->words[index] != 0) return {big, index, big_span, true};
        span = big_span;
      } else if (table->words[word] != 0) {
        return {table, word, span, true};
      }
      ++word;
    }
    Table* next = child();
    if (!next) return {table, word, span, table->words[word] != 0};
    table = next;
  }
}

void PageTables::check_free(u64 va, u64 size) const {
  for (u64 at = va; at < va + size;) {
    const Place place = find(at);
    if (place.mapped)
      throw InvalidRequest(fmt::format("mapping of {:#x}..{:#x}: {:#x} is mapped already", va, va + size - 1, at));
    at = align_down(at, place.span) + place.span;
  }
}

void PageTables::map(u64 va, std::span<const PhysicalRange> ranges, const PageAttributes& attributes) {
  u64 total = 0;
  for (const PhysicalRange& r : ranges) {
    total += r.size;
    if (r.address % page_bytes != 0 || r.size % page_bytes != 0)
      throw InvalidRequest(
          fmt::format("memory at {:#x}, {} bytes, cannot be mapped: not a multiple of 4 KiB", r.address, r.size));
    if ((r.address & ~format_.address_mask) != 0)
      throw InvalidRequest(
          fmt::format("memory at {:#x} is beyond what a {} page table entry can address", r.address, format_.name));
  }
  if (va % page_bytes != 0 || va >= reach() || total > reach() - va)
    throw InvalidRequest(
        fmt::format("{} bytes cannot be mapped at {:#x}: {} page tables reach multiples of 4 KiB below {:#x}", total,
                    va, format_.name, reach()));
  check_free(va, total);

  // An aligned block carries one fragment value in all its entries, so a range is cut into aligned blocks.
  const u32 fragment_limit = format_.fragment_bits == 0 ? 62 : page_shift + (1u << format_.fragment_bits) - 1;
  for (const PhysicalRange& r : ranges) {
    for (u64 done = 0; done < r.size;) {
      const u32 log2 = block_log2(va, r.address + done, r.size - done, fragment_limit);
      map_block(va, r.address + done, log2, attributes);
      va += u64{1} << log2;
      done += u64{1} << log2;
    }
  }
}

void PageTables::map_block(u64 va, u64 address, u32 log2, const PageAttributes& attributes) {
  const std::size_t count_of_levels = format_.levels + (format_.dual_level == PageTableFormat::none ? 0u : 1u);
  std::size_t leaf = format_.levels - 1u;
  for (std::size_t l = 0; l < count_of_levels; ++l)
    if (format_.level[l].leaf && format_.level[l].shift <= log2 && format_.level[l].shift > format_.level[leaf].shift)
      leaf = l;
  const u32 shift = format_.level[leaf].shift;
  const u32 entries_per_table = 1u << format_.level[leaf].bits;
  const u32 step = leaf == format_.dual_level ? 2 : 1;
  const u64 count = u64{1} << (log2 - shift);
  const u32 fragment = log2 - page_shift;
  for (u64 done = 0; done < count;) {
    const u64 at = va + (done << shift);
    Table& table = table_for(at, leaf);
    const u32 first = index_of(at, leaf);
    const auto n = static_cast<u32>(std::min<u64>(entries_per_table - first, count - done));
    for (u32 i = 0; i < n; ++i)
      set(table, step * (first + i), format_.entry(address + ((done + i) << shift), attributes, leaf, fragment));
    done += n;
  }
}

void PageTables::unmap(u64 va, u64 size) {
  const u64 end = va + size;
  for (u64 at = va; at < end;) {
    if (at >= reach() || !find(at).mapped)
      throw InvalidRequest(fmt::format("unmapping of {:#x}..{:#x}: nothing is mapped at {:#x}", va, end - 1, at));
    const Place place = find(at);
    if (at % place.span != 0 || end - at < place.span)
      throw InvalidRequest(fmt::format("unmapping of {:#x}..{:#x}: it ends inside the page of {} bytes at {:#x}", va,
                                       end - 1, place.span, align_down(at, place.span)));
    set(*place.table, place.word, 0);
    at += place.span;
    release_if_empty(*place.table);
  }
}

void PageTables::release_if_empty(Table& table) {
  if (table.used != 0 || table.level == 0 || table.pinned) return;
  Table& parent = *table.parent;
  const u32 word = table.parent_word;
  if (table.dirty) std::erase(dirty_, &table);
  retired_.push_back(table.address);
  --tables_;
  (*parent.children)[word].reset();
  set(parent, word, 0);
  release_if_empty(parent);
}

std::vector<u64> PageTables::pin_tables(u64 va, std::size_t levels) {
  std::vector<u64> addresses;
  for (std::size_t level = 0; level < levels; ++level) {
    Table& table = table_for(va, level);
    table.pinned = true;
    addresses.push_back(table.address);
  }
  return addresses;
}

void PageTables::commit() {
  if (dirty_.empty()) return;
  std::sort(dirty_.begin(), dirty_.end(), [](const Table* a, const Table* b) {
    return a->level != b->level ? a->level > b->level : a->address < b->address;
  });
  // Tables next to each other go out as one write.
  u64 start = 0;
  u8 level = 0;
  const auto flush = [&] {
    if (!scratch_.empty()) memory_.write(start, scratch_);
    scratch_.clear();
  };
  for (Table* t : dirty_) {
    const u64 address = t->address + u64{8} * t->dirty_low;
    if (scratch_.empty() || t->level != level || start + scratch_.size() != address) {
      flush();
      start = address;
      level = t->level;
    }
    const Bytes words = std::as_bytes(std::span(t->words).subspan(t->dirty_low, t->dirty_high - t->dirty_low));
    scratch_.insert(scratch_.end(), words.begin(), words.end());
    t->dirty = false;
  }
  flush();
  dirty_.clear();
}

void PageTables::invalidated() {
  for (const u64 address : retired_) memory_.free_table(address);
  retired_.clear();
}

std::optional<Translation> PageTables::translate(u64 va) const {
  if (va >= reach()) return std::nullopt;
  const Place place = find(va);
  if (!place.mapped) return std::nullopt;
  const u64 entry = place.table->words[place.word];
  return Translation{format_.address(entry) + va % place.span, place.span, format_.fragment(entry),
                     format_.attributes(entry)};
}

}  // namespace egpulab::memory

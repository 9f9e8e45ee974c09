// Address space.
#include "driver/memory/address_space.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "driver/base/error.hpp"

namespace egpulab::memory {
namespace {

// Tables come in chunks, so that those of one mapping lie next to each other and go out as one write.
constexpr u64 table_bytes = 4 * KiB, chunk_bytes = 64 * KiB;

u64 alignment_for(u64 size) {
  if (size >= GiB) return GiB;
  if (size >= 2 * MiB) return 2 * MiB;
  return std::max<u64>(std::bit_floor(size), 64 * KiB);
}

}  // namespace

AddressSpace::AddressSpace(DeviceMemory& memory, VramAllocator& allocator, Translations& translations,
                           const PageTableFormat& format, const Layout& layout)
    : memory_(memory),
      allocator_(allocator),
      translations_(translations),
      given_root_(layout.root),
      addresses_(layout.first_address, layout.address_bytes),
      tables_(format, *this) {}

AddressSpace::~AddressSpace() {
  for (const u64 chunk : table_chunks_) allocator_.free(chunk);
}

u64 AddressSpace::map(std::span<const PhysicalRange> ranges, const PageAttributes& attributes, std::string label,
                      u64 alignment) {
  u64 size = 0;
  for (const PhysicalRange& r : ranges) size += r.size;
  // A gap of a page after each range catches accesses just beyond it.
  const auto va = addresses_.allocate(size + table_bytes, std::max(alignment, alignment_for(size)));
  if (!va) throw LimitExceeded(fmt::format("{}: no {} bytes of GPU addresses are free", label, size));
  try {
    tables_.map(*va, ranges, attributes);
  } catch (...) {
    addresses_.free(*va);
    throw;
  }
  ranges_.emplace(*va, MappedRange{*va, size, std::move(label)});
  stale_ = true;
  return *va;
}

void AddressSpace::unmap(u64 va) {
  const auto it = ranges_.find(va);
  if (it == ranges_.end()) throw InvalidRequest(fmt::format("{:#x} is not the start of a mapping", va));
  tables_.unmap(va, it->second.size);
  ranges_.erase(it);
  stale_ = true;
  after_unmap([this, va] { addresses_.free(va); });
}

u64 AddressSpace::reserve(u64 size, u64 alignment, std::string_view label) {
  const auto va = addresses_.allocate(size, alignment);
  if (!va) throw LimitExceeded(fmt::format("{}: no {} bytes of GPU addresses are free", label, size));
  ranges_.emplace(*va, MappedRange{*va, size, std::string(label)});
  return *va;
}

std::vector<u64> AddressSpace::pin_tables(u64 va, std::size_t levels) {
  std::vector<u64> tables = tables_.pin_tables(va, levels);
  stale_ = true;
  return tables;
}

void AddressSpace::synchronise() {
  if (!stale_) return;
  tables_.commit();
  translations_.invalidate();
  tables_.invalidated();
  for (const auto& release : retired_) release();
  retired_.clear();
  stale_ = false;
}

std::string AddressSpace::whereabouts(u64 va) const {
  const auto above = ranges_.upper_bound(va);
  if (above == ranges_.begin()) return "nothing is mapped below it";
  const MappedRange& range = std::prev(above)->second;
  const u64 offset = va - range.va;
  if (offset < range.size) return fmt::format("it lies in '{}' at offset {:#x}", range.label, offset);
  // What lies further off says nothing about where the address came from.
  if (offset - range.size >= 4 * GiB) return "far from anything mapped";
  return fmt::format("{:#x} bytes beyond '{}' of {:#x} bytes, the nearest mapping below", offset - range.size,
                     range.label, range.size);
}

u64 AddressSpace::allocate_table(u64) {
  if (given_root_) return *std::exchange(given_root_, std::nullopt);
  if (free_tables_.empty()) {
    const u64 chunk = allocator_.allocate(chunk_bytes, chunk_bytes, Zone::visible, "page tables");
    table_chunks_.push_back(chunk);
    for (u64 offset = chunk_bytes; offset > 0; offset -= table_bytes)
      free_tables_.push_back(chunk + offset - table_bytes);
  }
  const u64 table = free_tables_.back();
  free_tables_.pop_back();
  return table;
}

void AddressSpace::free_table(u64 address) { free_tables_.push_back(address); }

void AddressSpace::write(u64 address, Bytes words) { memory_.write(address, words); }

}  // namespace egpulab::memory

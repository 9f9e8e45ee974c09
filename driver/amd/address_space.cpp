// Address space of one VMID.
#include "driver/amd/address_space.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::driver::amd {
namespace {

// Clear of null pointers and of the frame buffer's MC addresses, so that a stray address of either kind is no mapping.
constexpr u64 first_address = 0x1000'0000'0000, address_bytes = u64{1} << 44;
// Tables come in chunks, so that those of one mapping lie next to each other and go out as one write.
constexpr u64 table_bytes = 4 * KiB, chunk_bytes = 64 * KiB;

u64 alignment_for(u64 size) {
  if (size >= GiB) return GiB;
  if (size >= 2 * MiB) return 2 * MiB;
  return std::max<u64>(std::bit_floor(size), 64 * KiB);
}

}  // namespace

AddressSpace::AddressSpace(Hdp& hdp, Vram& vram, memory::VramAllocator& allocator, MemoryHub& hub,
                           const memory::PageTableFormat& format, u32 vmid, u64 root)
    : hdp_(hdp),
      vram_(vram),
      allocator_(allocator),
      hub_(hub),
      vmid_(vmid),
      root_(root),
      addresses_(first_address, address_bytes),
      tables_(format, *this) {}

AddressSpace::~AddressSpace() {
  for (const u64 chunk : table_chunks_) allocator_.free(chunk);
}

u64 AddressSpace::map(std::span<const memory::PhysicalRange> ranges, const memory::PageAttributes& attributes,
                      std::string label) {
  u64 size = 0;
  for (const memory::PhysicalRange& r : ranges) size += r.size;
  // A gap of a page after each range catches accesses just beyond it.
  const auto va = addresses_.allocate(size + table_bytes, alignment_for(size));
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

void AddressSpace::synchronise() {
  if (!stale_) return;
  tables_.commit();
  hdp_.flush();
  hub_.invalidate(vmid_);
  tables_.invalidated();
  for (const auto& release : retired_) release();
  retired_.clear();
  stale_ = false;
}

std::optional<MappedRange> AddressSpace::nearest(u64 va) const {
  auto it = ranges_.upper_bound(va);
  if (it == ranges_.begin()) return std::nullopt;
  return std::prev(it)->second;
}

u64 AddressSpace::allocate_table(u64) {
  if (!root_taken_) {
    root_taken_ = true;
    return root_;
  }
  if (free_tables_.empty()) {
    const u64 chunk = allocator_.allocate(chunk_bytes, chunk_bytes, memory::Zone::visible, "page tables");
    table_chunks_.push_back(chunk);
    for (u64 offset = chunk_bytes; offset > 0; offset -= table_bytes)
      free_tables_.push_back(chunk + offset - table_bytes);
  }
  const u64 table = free_tables_.back();
  free_tables_.pop_back();
  return table;
}

void AddressSpace::free_table(u64 address) { free_tables_.push_back(address); }

void AddressSpace::write(u64 address, Bytes words) { vram_.write(address, words); }

}  // namespace egpulab::driver::amd

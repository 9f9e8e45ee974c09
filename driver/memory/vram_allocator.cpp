// Device memory in two zones.
#include "driver/memory/vram_allocator.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"

namespace egpulab::memory {

VramAllocator::VramAllocator(u64 start, u64 end, u64 visible_end) { add(start, end, visible_end); }

VramAllocator::VramAllocator(std::span<const Extent> ranges, u64 visible_end) {
  for (const Extent& range : ranges) add(range.offset, range.offset + range.size, visible_end);
}

void VramAllocator::add(u64 start, u64 end, u64 visible_end) {
  const u64 border = std::clamp(visible_end, start, end);
  visible_.add(start, border - start);
  invisible_.add(border, end - border);
}

std::optional<u64> VramAllocator::try_allocate(u64 size, u64 alignment, Zone zone) {
  if (zone == Zone::anywhere)
    if (const auto offset = invisible_.allocate(size, alignment)) return offset;
  return visible_.allocate(size, alignment);
}

u64 VramAllocator::allocate(u64 size, u64 alignment, Zone zone, std::string_view what) {
  if (const auto offset = try_allocate(size, alignment, zone)) return *offset;
  exhausted(size, zone, what);
}

std::vector<Extent> VramAllocator::allocate_extents(u64 size, u64 granularity, Zone zone, std::string_view what) {
  if (const auto offset = try_allocate(size, granularity, zone)) return {{*offset, size}};
  std::vector<Extent> extents;
  u64 left = size;
  while (left > 0) {
    const u64 invisible_hole = zone == Zone::anywhere ? invisible_.largest_free() : 0;
    u64 piece = std::min(left, align_down(std::max(visible_.largest_free(), invisible_hole), granularity));
    std::optional<u64> offset;
    // A hole's ends may be unaligned, which costs it at most one granule.
    for (; piece > 0 && !offset; piece -= std::min(piece, granularity)) {
      offset = try_allocate(piece, granularity, zone);
      if (offset) break;
    }
    if (!offset) {
      for (const Extent& e : extents) free(e.offset);
      exhausted(size, zone, what);
    }
    extents.push_back({*offset, piece});
    left -= piece;
  }
  return extents;
}

void VramAllocator::free(u64 offset) { (visible_.owns(offset, 1) ? visible_ : invisible_).free(offset); }

void VramAllocator::exhausted(u64 size, Zone zone, std::string_view what) const {
  const bool anywhere = zone == Zone::anywhere;
  throw LimitExceeded(
      fmt::format("{}: no room for {} bytes of {} VRAM: {} of {} bytes are free, the largest hole has {}", what, size,
                  to_string(zone), anywhere ? free_bytes() : visible_.free_bytes(),
                  anywhere ? total_bytes() : visible_.total_bytes(),
                  anywhere ? std::max(visible_.largest_free(), invisible_.largest_free()) : visible_.largest_free()));
}

}  // namespace egpulab::memory

// Best-fit allocation of ranges.
#include "driver/memory/range_allocator.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"

namespace egpulab::memory {

void RangeAllocator::add(u64 start, u64 size) {
  if (size == 0) return;
  const auto next = owned_.lower_bound(start);
  const bool hits_next = next != owned_.end() && next->first < start + size;
  const bool hits_previous = next != owned_.begin() && std::prev(next)->first + std::prev(next)->second > start;
  if (hits_next || hits_previous)
    throw InvalidRequest(fmt::format("range {:#x}..{:#x} is already part of the allocator", start, start + size - 1));
  owned_.emplace(start, size);
  total_bytes_ += size;
  free_bytes_ += size;
  insert_free(start, size);
}

std::optional<u64> RangeAllocator::allocate(u64 size, u64 alignment) {
  if (size == 0) return std::nullopt;
  for (auto it = by_size_.lower_bound({size, 0}); it != by_size_.end(); ++it) {
    const auto [range_size, range_start] = *it;
    const u64 start = align_up(range_start, alignment);
    if (start - range_start > range_size - size) continue;
    take(free_.find(range_start), start, size);
    return start;
  }
  return std::nullopt;
}

bool RangeAllocator::reserve(u64 start, u64 size) {
  auto range = free_.upper_bound(start);
  if (size == 0 || range == free_.begin()) return false;
  --range;
  const u64 before = start - range->first;
  if (before > range->second || size > range->second - before) return false;
  take(range, start, size);
  return true;
}

void RangeAllocator::free(u64 start) {
  const auto it = used_.find(start);
  if (it == used_.end()) throw InvalidRequest(fmt::format("{:#x} is not the start of an allocation", start));
  const u64 size = it->second;
  used_.erase(it);
  free_bytes_ += size;
  insert_free(start, size);
}

u64 RangeAllocator::size_at(u64 start) const {
  const auto it = used_.find(start);
  return it == used_.end() ? 0 : it->second;
}

bool RangeAllocator::owns(u64 start, u64 size) const {
  auto it = owned_.upper_bound(start);
  if (it == owned_.begin()) return false;
  --it;
  const u64 before = start - it->first;
  return before < it->second && size <= it->second - before;
}

void RangeAllocator::insert_free(u64 start, u64 size) {
  auto next = free_.lower_bound(start);
  if (next != free_.end() && start + size == next->first) {
    size += next->second;
    by_size_.erase({next->second, next->first});
    next = free_.erase(next);
  }
  if (next != free_.begin()) {
    const auto previous = std::prev(next);
    if (previous->first + previous->second == start) {
      start = previous->first;
      size += previous->second;
      erase_free(previous);
    }
  }
  free_.emplace(start, size);
  by_size_.emplace(size, start);
}

void RangeAllocator::erase_free(FreeRange range) {
  by_size_.erase({range->second, range->first});
  free_.erase(range);
}

void RangeAllocator::take(FreeRange range, u64 start, u64 size) {
  const auto [range_start, range_size] = *range;
  erase_free(range);
  if (start > range_start) insert_free(range_start, start - range_start);
  const u64 end = start + size, range_end = range_start + range_size;
  if (end < range_end) insert_free(end, range_end - end);
  used_.emplace(start, size);
  free_bytes_ -= size;
}

}  // namespace egpulab::memory

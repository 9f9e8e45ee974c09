// Best-fit allocation of ranges of an address space, with immediate merging of free neighbours.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <utility>

#include "driver/base/types.hpp"

namespace egpulab::memory {

// All numbers are bytes. The range that fits best (smallest, then lowest) is taken, from its low end; so the same
// requests in the same order give the same addresses.
class RangeAllocator {
 public:
  RangeAllocator() = default;
  RangeAllocator(u64 start, u64 size) { add(start, size); }

  // Gives the allocator a further range to hand out. Throws InvalidRequest when it overlaps one that it has.
  void add(u64 start, u64 size);

  // The start of `size` bytes, a multiple of `alignment` (a power of two), or nothing when no free range fits.
  std::optional<u64> allocate(u64 size, u64 alignment = 1);
  // Takes exactly [start, start + size); false when any of it is taken or unknown.
  bool reserve(u64 start, u64 size);
  // Gives back an allocation by its start. Throws InvalidRequest for an address that is not one.
  void free(u64 start);

  u64 free_bytes() const { return free_bytes_; }
  u64 total_bytes() const { return total_bytes_; }
  u64 largest_free() const { return by_size_.empty() ? 0 : by_size_.rbegin()->first; }
  // Bytes of the allocation that starts at `start`; 0 when there is none.
  u64 size_at(u64 start) const;
  // Whether every byte of the range belongs to this allocator, free or not.
  bool owns(u64 start, u64 size) const;

 private:
  using FreeRange = std::map<u64, u64>::iterator;

  void insert_free(u64 start, u64 size);
  void erase_free(FreeRange range);
  void take(FreeRange range, u64 start, u64 size);

  std::map<u64, u64> free_;                // start -> size
  std::set<std::pair<u64, u64>> by_size_;  // size, start
  std::map<u64, u64> used_;                // start -> size
  std::map<u64, u64> owned_;               // start -> size, as added
  u64 free_bytes_ = 0;
  u64 total_bytes_ = 0;
};

}  // namespace egpulab::memory

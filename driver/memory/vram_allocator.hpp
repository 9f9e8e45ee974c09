// Device memory in two zones: what the CPU reaches through the BAR, and the rest.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "driver/memory/range_allocator.hpp"

namespace egpulab::memory {

// A piece of device memory: byte offset from its start, and bytes.
struct Extent {
  u64 offset = 0;
  u64 size = 0;
};

// Where an allocation may lie. `anywhere` spares the visible zone while there is other memory.
enum class Zone : u8 { anywhere, visible };
constexpr std::string_view to_string(Zone z) { return z == Zone::visible ? "CPU-visible" : "any"; }

// All numbers are bytes. Small pages are the least that the device can map.
class VramAllocator {
 public:
  // Hands out [start, end); the BAR shows the bytes below `visible_end`.
  VramAllocator(u64 start, u64 end, u64 visible_end);
  // The same of several ranges.
  VramAllocator(std::span<const Extent> ranges, u64 visible_end);

  // One contiguous piece. Throws LimitExceeded naming `what`, what was asked and what is free.
  u64 allocate(u64 size, u64 alignment, Zone zone, std::string_view what);
  // As few pieces as possible, each aligned to and a multiple of `granularity` except that the last may be shorter.
  // For mapped memory, which need not be contiguous.
  std::vector<Extent> allocate_extents(u64 size, u64 granularity, Zone zone, std::string_view what);
  void free(u64 offset);

  u64 total_bytes() const { return visible_.total_bytes() + invisible_.total_bytes(); }
  u64 free_bytes() const { return visible_.free_bytes() + invisible_.free_bytes(); }
  u64 free_visible_bytes() const { return visible_.free_bytes(); }
  bool is_visible(u64 offset, u64 size) const { return visible_.owns(offset, size); }

 private:
  void add(u64 start, u64 end, u64 visible_end);
  std::optional<u64> try_allocate(u64 size, u64 alignment, Zone zone);
  [[noreturn]] void exhausted(u64 size, Zone zone, std::string_view what) const;

  RangeAllocator visible_;
  RangeAllocator invisible_;
};

}  // namespace egpulab::memory

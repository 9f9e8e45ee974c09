// Placing DMA buffers and translating bus addresses.
#include "simulator/pcie/host_memory.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

namespace egpulab::simulator::pcie {
namespace {

constexpr u64 page = Memory::page_size;
constexpr u64 largest_chunk = 2 * MiB;  // of a scattered buffer: a huge page

}  // namespace

void HostMemory::Buffer::visit(StateVisitor& v) {
  v(size);
  v(label);
  u64 count = segments.size();
  v(count);
  if (v.restoring()) {
    v.expect_items(count);
    segments.resize(count);
  }
  for (bus::DmaSegment& segment : segments) v(segment.bus_address), v(segment.size);
}

HostMemory::HostMemory(const DmaWindow& window, u64 seed)
    : window_(window),
      memory_(window.is_host_memory ? "host memory" : "bridge SRAM", window.size),
      shared_(memory_, window.base),
      random_state_(seed) {}

u64 HostMemory::random() {
  // splitmix64 (public domain, Vigna): one word of state, the same everywhere.
  u64 z = (random_state_ += 0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

u64 HostMemory::allocate(u64 size, bool contiguous, std::string label) {
  size = align_up(size, page);
  Buffer buffer{size, {}, std::move(label)};
  contiguous = contiguous || !window_.is_host_memory;
  const u64 smallest = align_up(std::max<u64>(1, 2 * size / window_.max_segments), page);
  for (u64 left = size; left > 0;) {
    u64 chunk = left;
    if (!contiguous) {
      chunk = std::min(largest_chunk, page << (random() % 10));
      chunk = std::min(left, std::max(chunk, std::bit_ceil(smallest)));
    }
    const auto at = place(chunk, std::min(std::bit_ceil(chunk), largest_chunk));
    if (!at) {
      for (const bus::DmaSegment& segment : buffer.segments) mapped_.erase(segment.bus_address);
      throw LimitExceeded(
          fmt::format("DMA buffer \"{}\" of {:#x} bytes: no room for a segment of {:#x} among the {:#x} "
                      "bytes of bus addresses, {:#x} of them in use",
                      buffer.label, size, chunk, window_.size, live_bytes_));
    }
    mapped_.emplace(*at, chunk);
    buffer.segments.push_back({*at, chunk});
    left -= chunk;
  }
  live_bytes_ += size;
  const u64 handle = next_handle_++;
  buffers_.emplace(handle, std::move(buffer));
  return handle;
}

std::optional<u64> HostMemory::place(u64 bytes, u64 alignment) {
  if (!window_.is_host_memory) alignment = page;
  if (bytes > window_.size) return {};
  const u64 slots = (window_.size - bytes) / alignment + 1;
  if (window_.is_host_memory)
    for (int attempt = 0; attempt < 64; ++attempt) {
      const u64 at = window_.base + random() % slots * alignment;
      if (free_range(at, bytes)) return at;
    }
  // The window is crowded (or small): the lowest gap, of which each begins behind a mapped range.
  u64 at = window_.base;
  for (;;) {
    if (at + bytes > window_.base + window_.size) return {};
    if (free_range(at, bytes)) return at;
    const auto next = mapped_.upper_bound(at + bytes);
    const auto blocking = std::prev(next);
    at = std::max(at + alignment, align_up(blocking->first + blocking->second, alignment));
  }
}

bool HostMemory::free_range(u64 base, u64 bytes) const {
  // Host memory keeps a page between segments that nothing maps; the bridge's SRAM is too small for that.
  const u64 guard = window_.is_host_memory ? page : 0;
  const auto after = mapped_.lower_bound(base);
  if (after != mapped_.end() && after->first < base + bytes + guard) return false;
  if (after == mapped_.begin()) return true;
  const auto before = std::prev(after);
  return before->first + before->second + guard <= base;
}

const HostMemory::Buffer* HostMemory::find(u64 handle) const {
  const auto at = buffers_.find(handle);
  return at == buffers_.end() ? nullptr : &at->second;
}

void HostMemory::share(u64 handle, const SharedFile& file) {
  const Buffer& buffer = buffers_.at(handle);
  if (!window_.is_host_memory)
    throw LimitExceeded(fmt::format(
        "DMA buffer \"{}\": the bridge's SRAM is no memory of the host, which could share it", buffer.label));
  std::vector<SharedMemory::Range> ranges;
  for (const bus::DmaSegment& segment : buffer.segments)
    ranges.push_back({offset_of(segment.bus_address), segment.size});
  shared_.add(handle, ranges, file.bytes());
}

void HostMemory::free(u64 handle) {
  const auto at = buffers_.find(handle);
  if (at == buffers_.end()) return;
  if (shared_.any()) shared_.remove(handle);
  for (const bus::DmaSegment& segment : at->second.segments) {
    memory_.discard(offset_of(segment.bus_address), segment.size);
    mapped_.erase(segment.bus_address);
  }
  live_bytes_ -= at->second.size;
  buffers_.erase(at);
  ++epoch_;
}

void HostMemory::free_all() {
  while (!buffers_.empty()) free(buffers_.begin()->first);
}

std::optional<u64> HostMemory::translate(u64 bus_address, u64 bytes) const {
  auto at = mapped_.upper_bound(bus_address);
  if (at == mapped_.begin()) return {};
  --at;
  const u64 inside = bus_address - at->first;
  if (inside >= at->second || bytes > at->second - inside) return {};
  return bus_address - window_.base;
}

void HostMemory::visit(StateVisitor& visit) {
  visit(random_state_);
  visit(next_handle_);
  visit(buffers_);
  if (!visit.restoring()) return;
  mapped_.clear();
  live_bytes_ = 0;
  shared_.remove_unless([&](u64 handle) { return buffers_.contains(handle); });
  for (const auto& [handle, buffer] : buffers_) {
    for (const bus::DmaSegment& segment : buffer.segments) mapped_.emplace(segment.bus_address, segment.size);
    live_bytes_ += buffer.size;
  }
  ++epoch_;
}

}  // namespace egpulab::simulator::pcie

// Takes marks, facts, allocations and declarations out of the stream of events.
#include "traces/context.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "traces/session_info.hpp"

namespace egpulab::traces {

void VolatileRanges::add(u8 bar, u64 offset, u64 bytes) {
  auto& ends = ends_[bar & 7];
  u64 start = offset, end = offset + bytes;
  // Ranges are kept apart, so that a look-up needs only the one before.
  for (auto at = ends.upper_bound(end); at != ends.begin();) {
    --at;
    if (at->second < start) break;
    start = std::min(start, at->first);
    end = std::max(end, at->second);
    at = ends.erase(at);
  }
  ends[start] = end;
}

bool VolatileRanges::contains(u8 bar, u64 offset, u64 bytes) const {
  const auto& ends = ends_[bar & 7];
  if (ends.empty()) return false;
  auto after = ends.lower_bound(offset + bytes);
  return after != ends.begin() && std::prev(after)->second > offset;
}

void Context::observe(Cursor& cursor) {
  const Event& e = cursor.event();
  switch (e.kind) {
    case Kind::mark:
      take_mark(static_cast<bus::Mark>(e.detail), std::string(cursor.text()));
      break;
    case Kind::volatile_range:
      volatiles_.add(e.bar, e.address, e.size);
      break;
    case Kind::dma_allocate:
      if (auto facts = parse_dma_facts(cursor.payload()))
        buffers_[e.object] = {std::move(facts->label), facts->size, std::move(facts->segments)};
      break;
    case Kind::dma_free:
      buffers_.erase(e.object);
      break;
    case Kind::bar_info:
      if (auto info = parse_bar_info(cursor.payload())) bars_[e.bar & 7] = *info;
      break;
    case Kind::device_info:
      if (auto info = parse_device_info(cursor.text())) {
        for (const auto& [key, value] : info->facts) names_.learn(key, value);
        device_ = std::move(*info);
      }
      break;
    case Kind::fact:
      if (auto fact = parse_fact(cursor.text())) names_.learn(fact->key, fact->value);
      break;
    default:
      break;
  }
}

void Context::take_mark(bus::Mark mark, std::string text) {
  switch (mark) {
    case bus::Mark::phase_begin:
      phases_.push_back(std::move(text));
      break;
    case bus::Mark::phase_end: {
      // An exception may have skipped the ends of what was inside.
      const auto begun = std::find(phases_.rbegin(), phases_.rend(), text);
      if (begun != phases_.rend()) phases_.erase(begun.base() - 1, phases_.end());
      waits_.clear();
      break;
    }
    case bus::Mark::wait_begin:
      waits_.push_back(std::move(text));
      break;
    case bus::Mark::wait_end:
      if (!waits_.empty()) waits_.pop_back();
      break;
    case bus::Mark::note:
      break;
  }
}

std::string Context::phase() const {
  return phases_.empty() ? "start-up" : fmt::format("{}", fmt::join(phases_, " > "));
}

std::string Context::dma_place(u32 object, u64 offset) const {
  const auto found = buffers_.find(object);
  return found == buffers_.end() ? fmt::format("dma #{}+{:#x}", object, offset)
                                 : fmt::format("dma \"{}\"+{:#x}", found->second.label, offset);
}

std::string Context::bus_place(u64 address) const {
  for (const auto& [object, buffer] : buffers_) {
    u64 offset = 0;
    for (const bus::DmaSegment& s : buffer.segments) {
      if (address - s.bus_address < s.size) return dma_place(object, offset + address - s.bus_address);
      offset += s.size;
    }
  }
  return fmt::format("host memory {:#x}", address);
}

}  // namespace egpulab::traces

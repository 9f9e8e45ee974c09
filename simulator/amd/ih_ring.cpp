// Full rings.
#include "simulator/amd/ih_ring.hpp"

namespace egpulab::simulator::amd {

IhRing::Room IhRing::room(const IhRingSettings& s) const {
  if (!s.enabled || s.bytes < 2 * entry_bytes) return Room::drop;
  if (!full(s)) return Room::free;
  if (s.overflow) return Room::overwrite;
  return s.drain || waiting_.size() >= waiting_limit ? Room::drop : Room::wait;
}

u32 IhRing::advance(const IhRingSettings& s) {
  const u32 offset = write_offset_ & (s.bytes - 1);
  write_offset_ = (offset + entry_bytes) & (s.bytes - 1);
  return offset;
}

}  // namespace egpulab::simulator::amd

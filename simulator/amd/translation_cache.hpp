// The TLB of a memory hub: translations made since they were last invalidated, whether or not the tables changed since.
#pragma once

#include <unordered_map>
#include <vector>

#include "simulator/amd/page_walk.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd {

// Finite and first-in first-out: what it holds depends on the sequence of translations only, never on look-ups, so that
// engines may keep answers of their own without changing the simulated state.
class TranslationCache {
 public:
  // The size is ours; the vendor publishes none. A full cache drops its oldest quarter at once, so that engines must
  // forget their own answers rarely.
  explicit TranslationCache(std::size_t capacity = 16384) : capacity_(capacity) {}

  // The smallest page that holds `va`; null on a miss. Valid until the next insert or invalidate.
  const PageFrame* find(u8 vmid, u64 va) const;
  // True: older entries had to go.
  bool insert(u8 vmid, const PageFrame& frame);
  // Drops all entries of the VMIDs in `mask`; only pages of 4 KiB if so asked.
  void invalidate(u16 vmid_mask, bool only_4k_pages = false);
  void clear();
  std::size_t size() const { return entries_.size(); }

  void visit(StateVisitor& visit);

 private:
  struct Entry {
    u8 vmid = 0;
    PageFrame frame;
    void visit(StateVisitor& v) { v(vmid), v(frame); }
  };
  static u64 key(u8 vmid, u8 order, u64 page) { return u64{vmid} << 60 | u64{order} << 52 | page >> order; }
  void index(u32 position);
  void rebuild();

  std::size_t capacity_;
  std::vector<Entry> entries_;  // oldest first
  // Derived from entries_:
  std::unordered_map<u64, u32> positions_;  // never iterated
  u64 orders_[16] = {};  // per VMID: bit n set if it has pages of order n
};

}  // namespace egpulab::simulator::amd

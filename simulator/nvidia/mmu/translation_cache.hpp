// The MMU's TLBs: translations made since they were last invalidated, whether or not the tables changed since.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "simulator/nvidia/mmu/translation.hpp"

namespace egpulab::simulator::nvidia {

// Finite and first-in first-out: what it holds depends on the sequence of translations only, never on look-ups, so that
// engines may keep answers of their own without changing the simulated state.
class TranslationCache {
 public:
  // The size is ours; the vendor publishes none. A full cache drops its oldest quarter at once.
  explicit TranslationCache(std::size_t capacity = 16384) : capacity_(capacity) {}

  // The frame that holds `va` in the address space of this root; null on a miss. Valid until the next change.
  const PageFrame* find(PhysicalAddress root, u64 va) const;
  // True: older entries had to go.
  bool insert(PhysicalAddress root, const PageFrame& frame);
  // Drops what the range of the root's space touches; none given: all of it.
  void invalidate(const std::optional<PhysicalAddress>& root, const std::optional<VirtualRange>& range);
  void clear();
  std::size_t size() const { return entries_.size(); }

  void visit(StateVisitor& visit);

 private:
  struct Entry {
    PhysicalAddress root;
    PageFrame frame;
    void visit(StateVisitor& v) { v(root.aperture), v(root.address), v(frame); }
  };
  struct Key {
    u64 root, page;  // page: shifted by the order, with the order in the upper bits
    friend bool operator==(const Key&, const Key&) = default;
  };
  struct Hash {
    std::size_t operator()(const Key& k) const {
      return (k.root * 0x9e3779b97f4a7c15u) ^ (k.page * 0xc2b2ae3d27d4eb4fu);
    }
  };
  static Key key(PhysicalAddress root, u8 order, u64 page) {
    return {root.address | static_cast<u64>(root.aperture), page >> order | u64{order} << 56};
  }
  void index(u32 position);
  void rebuild();

  std::size_t capacity_;
  std::vector<Entry> entries_;  // oldest first
  // Derived from entries_:
  std::unordered_map<Key, u32, Hash> positions_;  // never iterated
  u64 orders_ = 0;                                // bit n set if there are pages of order n
};

}  // namespace egpulab::simulator::nvidia

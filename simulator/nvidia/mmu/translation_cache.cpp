// Look-up by hash, order by age.
#include "simulator/nvidia/mmu/translation_cache.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::simulator::nvidia {

const PageFrame* TranslationCache::find(PhysicalAddress root, u64 va) const {
  const u64 page = va / PageFrame::smallest;
  for (u64 orders = orders_; orders != 0; orders &= orders - 1) {
    const auto order = static_cast<u8>(std::countr_zero(orders));
    const auto found = positions_.find(key(root, order, page));
    if (found != positions_.end()) return &entries_[found->second].frame;
  }
  return nullptr;
}

bool TranslationCache::insert(PhysicalAddress root, const PageFrame& frame) {
  const bool full = entries_.size() >= capacity_;
  if (full) {
    entries_.erase(entries_.begin(),
                   entries_.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(capacity_ / 4, 1)));
    rebuild();
  }
  entries_.push_back({root, frame});
  index(static_cast<u32>(entries_.size() - 1));
  return full;
}

void TranslationCache::invalidate(const std::optional<PhysicalAddress>& root,
                                  const std::optional<VirtualRange>& range) {
  const auto touched = [&](const Entry& e) {
    if (root && !(*root == e.root)) return false;
    return !range || (e.frame.base() < range->begin + range->bytes && range->begin < e.frame.base() + e.frame.bytes());
  };
  if (std::erase_if(entries_, touched) != 0) rebuild();
}

void TranslationCache::clear() {
  entries_.clear();
  rebuild();
}

void TranslationCache::index(u32 position) {
  const Entry& e = entries_[position];
  positions_.try_emplace(key(e.root, e.frame.order, e.frame.virtual_page), position);
  orders_ |= u64{1} << e.frame.order;
}

void TranslationCache::rebuild() {
  positions_.clear();
  orders_ = 0;
  for (u32 i = 0; i < entries_.size(); ++i) index(i);
}

void TranslationCache::visit(StateVisitor& visit) {
  visit(entries_);
  if (visit.restoring()) rebuild();
}

}  // namespace egpulab::simulator::nvidia

// Look-up by hash, order by age.
#include "simulator/amd/translation_cache.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::simulator::amd {

const PageFrame* TranslationCache::find(u8 vmid, u64 va) const {
  const u64 page = va / PageFrame::smallest;
  for (u64 orders = orders_[vmid]; orders != 0; orders &= orders - 1) {
    const auto order = static_cast<u8>(std::countr_zero(orders));
    const auto found = positions_.find(key(vmid, order, page));
    if (found != positions_.end()) return &entries_[found->second].frame;
  }
  return nullptr;
}

bool TranslationCache::insert(u8 vmid, const PageFrame& frame) {
  const bool full = entries_.size() >= capacity_;
  if (full) {
    entries_.erase(entries_.begin(),
                   entries_.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(capacity_ / 4, 1)));
    rebuild();
  }
  entries_.push_back({vmid, frame});
  index(static_cast<u32>(entries_.size() - 1));
  return full;
}

void TranslationCache::invalidate(u16 vmid_mask, bool only_4k_pages) {
  const auto dropped = std::erase_if(entries_, [&](const Entry& e) {
    return (vmid_mask >> e.vmid & 1) != 0 && (!only_4k_pages || e.frame.order == 0);
  });
  if (dropped != 0) rebuild();
}

void TranslationCache::clear() {
  entries_.clear();
  rebuild();
}

void TranslationCache::index(u32 position) {
  const Entry& e = entries_[position];
  positions_.try_emplace(key(e.vmid, e.frame.order, e.frame.virtual_page), position);
  orders_[e.vmid] |= u64{1} << e.frame.order;
}

void TranslationCache::rebuild() {
  positions_.clear();
  std::ranges::fill(orders_, 0);
  for (u32 i = 0; i < entries_.size(); ++i) index(i);
}

void TranslationCache::visit(StateVisitor& visit) {
  visit(entries_);
  if (visit.restoring()) rebuild();
}

}  // namespace egpulab::simulator::amd

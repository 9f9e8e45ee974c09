// DPM levels and limits.
#include "simulator/amd/smu/clocks.hpp"

#include <algorithm>

namespace egpulab::simulator::amd::smu {

Clocks::Clocks(const ClockProfile& profile) : domains_(profile.domains) { reset(); }

void Clocks::reset() {
  ranges_.clear();
  for (std::size_t i = 0; i < domains_.size(); ++i) ranges_.push_back(whole(i));
}

void Clocks::visit(StateVisitor& visit) {
  for (Range& r : ranges_) visit(r);
}

Clocks::Range Clocks::whole(std::size_t i) const {
  const u32 low = domains_[i].mhz.front(), high = domains_[i].mhz.back();
  return {low, high, low, high};
}

std::optional<std::size_t> Clocks::find(u32 domain) const {
  const auto d = std::ranges::find(domains_, domain, [](const ClockDomain& c) { return u32{c.id}; });
  if (d == domains_.end() || d->mhz.empty()) return std::nullopt;
  return static_cast<std::size_t>(d - domains_.begin());
}

std::optional<u32> Clocks::level(u32 domain, u32 index) const {
  const auto i = find(domain);
  if (!i) return std::nullopt;
  const ClockDomain& d = domains_[*i];
  if (index == level_count_query) return static_cast<u32>(d.mhz.size()) | (d.fine_grained ? fine_grained : 0);
  if (index >= d.mhz.size()) return std::nullopt;
  return u32{d.mhz[index]};
}

std::optional<u32> Clocks::lowest(u32 domain) const {
  const auto i = find(domain);
  return i ? std::optional(u32{domains_[*i].mhz.front()}) : std::nullopt;
}
std::optional<u32> Clocks::highest(u32 domain) const {
  const auto i = find(domain);
  return i ? std::optional(u32{domains_[*i].mhz.back()}) : std::nullopt;
}
std::optional<u32> Clocks::dc_limit(u32 domain) const {
  const auto i = find(domain);
  return i ? std::optional(u32{domains_[*i].dc_limit_mhz}) : std::nullopt;
}

bool Clocks::set_limit(u32 domain, Limit limit, u32 mhz) {
  const auto i = find(domain);
  if (!i) return false;
  Range& r = ranges_[*i];
  const u32 low = domains_[*i].mhz.front(), high = domains_[*i].mhz.back();
  const bool upper = limit == Limit::soft_max || limit == Limit::hard_max;
  const u32 wanted = mhz == 0 ? low : upper && mhz == no_limit ? high : std::clamp(mhz, low, high);
  switch (limit) {
    case Limit::soft_min:
      r.soft_min = wanted;
      break;
    case Limit::soft_max:
      r.soft_max = wanted;
      break;
    case Limit::hard_min:
      r.hard_min = wanted;
      break;
    case Limit::hard_max:
      r.hard_max = wanted;
      break;
  }
  return true;
}

u32 Clocks::current(u32 domain, u32 activity, bool dpm) const {
  const auto i = find(domain);
  if (!i) return 0;
  const ClockDomain& d = domains_[*i];
  if (!dpm) return d.boot_mhz;
  const Range& r = ranges_[*i];
  const u32 low = std::max(r.soft_min, r.hard_min);
  const u32 high = std::max(low, std::min(r.soft_max, r.hard_max));
  const u32 wanted = low + (high - low) * std::min(activity, 1000u) / 1000;
  if (d.fine_grained) return wanted;
  for (const u16 mhz : d.mhz)
    if (mhz >= wanted) return mhz;
  return d.mhz.back();
}

}  // namespace egpulab::simulator::amd::smu

// Counting findings by name.
#include "simulator/core/report.hpp"

#include <fmt/format.h>

namespace egpulab::simulator {

namespace {

// A client that probes every address of a large space must not fill the host's memory with names.
constexpr std::size_t most_entries = 65536;

std::string key_of(Finding finding, std::string_view block, std::string_view what) {
  return fmt::format("{}\n{}\n{}", static_cast<int>(finding), block, what);
}

}  // namespace

void Report::add(Finding finding, std::string_view block, std::string what, Nanoseconds at) {
  if (finding == Finding::unmodelled && strict_) {
    count_one(finding, block, what, at);
    throw UnmodelledAccess(fmt::format("{}: {} is not modelled (at {} ns; strict)", block, what, at.count()));
  }
  count_one(finding, block, std::move(what), at);
}

void Report::count_one(Finding finding, std::string_view block, std::string what, Nanoseconds at) {
  std::string key = key_of(finding, block, what);
  auto found = index_.find(key);
  if (found == index_.end() && entries_.size() >= most_entries) {
    what = "others (too many different ones to name)";
    key = key_of(finding, block, what);
    found = index_.find(key);
  }
  if (found != index_.end()) {
    ++entries_[found->second].count;
    return;
  }
  index_.emplace(std::move(key), entries_.size());
  entries_.push_back({finding, std::string(block), std::move(what), 1, at});
}

u64 Report::count(Finding finding) const {
  u64 sum = 0;
  for (const Entry& entry : entries_)
    if (entry.finding == finding) sum += entry.count;
  return sum;
}

void Report::clear() {
  entries_.clear();
  index_.clear();
}

void Report::milestone(std::string_view name, Nanoseconds at) {
  ++milestones_passed_;
  for (Milestone& m : milestones_) {
    if (m.name != name) continue;
    ++m.count;
    m.last = at;
    return;
  }
  milestones_.push_back({name, 1, at});
}

}  // namespace egpulab::simulator

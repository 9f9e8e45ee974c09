// Pending interrupt vectors.
#include "simulator/pcie/interrupts.hpp"

#include <algorithm>

namespace egpulab::simulator::pcie {

void InterruptController::message(u64 address, u32 data) {
  const u32 ordinal = static_cast<u32>(address >> 12) & 0xff;
  const u32 vector = data - data_for(0);
  if (vector >= most_vectors) return;  // nobody asked for it: spurious
  if (ordinal >= pending_.size()) pending_.resize(ordinal + 1);
  auto& queue = pending_[ordinal];
  if (std::ranges::find(queue, vector) == queue.end()) queue.push_back(vector);
}

std::optional<u32> InterruptController::take(u32 ordinal) {
  if (!any(ordinal)) return {};
  const u32 vector = pending_[ordinal].front();
  pending_[ordinal].pop_front();
  return vector;
}

void InterruptController::clear(u32 ordinal) {
  if (ordinal < pending_.size()) pending_[ordinal].clear();
}

}  // namespace egpulab::simulator::pcie

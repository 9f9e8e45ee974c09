// Watching pages and pacing polls.
#include "simulator/amd/packet_wait.hpp"

#include <algorithm>

namespace egpulab::simulator::amd {

namespace {

// 16 clocks, the clock taken as 1 GHz.
constexpr i64 poll_unit = 16, shortest_poll = 200, longest_poll = 100'000;
constexpr Nanoseconds notice_time{60};

}  // namespace

std::optional<isa::MemoryFault> PacketWait::for_memory(u8 vmid, u64 va) {
  const auto target = hub_.resolve(vmid, va, isa::Access::read);
  if (!target) return target.error();
  stop();
  reason_ = Reason::memory;
  system_ = target->system;
  physical_ = target->physical;
  watch();
  return std::nullopt;
}

void PacketWait::for_time(u32 interval) {
  stop();
  reason_ = Reason::time;
  const i64 first = std::max(poll_unit * interval, shortest_poll);
  sleeper_.wake(Nanoseconds{std::min(first << looks_, std::max(longest_poll, first))});
  looks_ = std::min(looks_ + 1, 16u);
}

void PacketWait::watch() {
  const auto target = hub_.locate(system_, physical_);
  if (!target) return;
  watched_ = target->memory;
  watched_offset_ = target->offset;
  watched_->watch(watched_offset_, *this);
}

void PacketWait::stop() {
  reason_ = Reason::none;
  if (watched_) watched_->unwatch(watched_offset_, *this);
  watched_ = nullptr;
}

void PacketWait::page_written(u64) { sleeper_.wake(notice_time); }

void PacketWait::visit(StateVisitor& visit) {
  if (visit.restoring()) stop();
  visit(reason_), visit(system_), visit(physical_), visit(looks_);
  if (visit.restoring() && reason_ == Reason::memory) watch();
}

}  // namespace egpulab::simulator::amd

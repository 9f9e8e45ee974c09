// Pacing polls.
#include "simulator/amd/packet_wait.hpp"

#include <algorithm>

namespace egpulab::simulator::amd {

namespace {

// 16 clocks, the clock taken as 1 GHz.
constexpr i64 poll_unit = 16, shortest_poll = 200, longest_poll = 100'000;
constexpr Nanoseconds notice_time{60};

}  // namespace

std::optional<isa::MemoryFault> PacketWait::for_memory(u8 vmid, u64 va) {
  stop();
  const auto fault = watch_.start(vmid, va);
  if (!fault) reason_ = Reason::memory;
  return fault;
}

void PacketWait::for_time(u32 interval) {
  stop();
  reason_ = Reason::time;
  const i64 first = std::max(poll_unit * interval, shortest_poll);
  sleeper_.wake(Nanoseconds{std::min(first << looks_, std::max(longest_poll, first))});
  looks_ = std::min(looks_ + 1, 16u);
}

void PacketWait::for_other() {
  stop();
  reason_ = Reason::other;
}

void PacketWait::stop() {
  watch_.stop();
  reason_ = Reason::none;
}

void PacketWait::page_changed() { sleeper_.wake(notice_time); }

}  // namespace egpulab::simulator::amd

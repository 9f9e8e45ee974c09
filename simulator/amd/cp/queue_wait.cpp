// Waiting for memory, time and shaders; saving and restoring a queue.
#include <algorithm>

#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

namespace {

// Packets give poll intervals in 16 clocks; the clock is taken as 1 GHz. Each further look waits twice as long, so that
// a wait for a register that never changes costs little.
constexpr i64 poll_unit = 16, shortest_poll = 200, longest_poll = 100'000;
constexpr Nanoseconds notice_time{60};

}  // namespace

void ComputeQueue::wake(Nanoseconds delay) {
  if (fetch_pending_) return;
  fetch_pending_ = true;
  services_.host.schedule(index_, QueueEvent::fetch, delay, epoch_);
}

void ComputeQueue::forget_events() {
  ++epoch_;
  fetch_pending_ = shaders_pending_ = false;
}

Step ComputeQueue::wait_for_memory(u64 va) {
  const auto target = services_.hub.resolve(vmid(), va, isa::Access::read);
  if (!target) return fault(target.error(), HubClient::cpc, regs::amd::CpHqdError{"TC_UTCL1_ERROR"_f = true});
  wait_ = Wait::memory;
  waited_va_ = va;
  waited_system_ = target->system;
  waited_physical_ = target->physical;
  watch();
  return Step::wait;
}

Step ComputeQueue::wait_for_time(u32 poll_interval) {
  wait_ = Wait::time;
  const i64 first = std::max(poll_unit * poll_interval, shortest_poll);
  polls_ = std::min(polls_ + 1, 16u);
  wake(Nanoseconds{std::min(first << (polls_ - 1), std::max(longest_poll, first))});
  return Step::wait;
}

Step ComputeQueue::wait_for_shaders() {
  wait_ = Wait::shaders;
  return Step::wait;
}

void ComputeQueue::watch() {
  const auto target = services_.hub.locate(waited_system_, waited_physical_);
  if (!target) return;
  watched_ = target->memory;
  watched_offset_ = target->offset;
  watched_->watch(watched_offset_, *this);
}

void ComputeQueue::stop_waiting() {
  wait_ = Wait::none;
  if (watched_) watched_->unwatch(watched_offset_, *this);
  watched_ = nullptr;
}

void ComputeQueue::page_written(u64) { wake(notice_time); }

void ComputeQueue::visit(StateVisitor& visit) {
  visit(hqd_);
  visit(compute_);
  visit(rptr_), visit(wptr_), visit(reported_rptr_), visit(ib_), visit(skip_), visit(phase_), visit(progress_);
  visit(failed_);
  if (visit.restoring()) stop_waiting();
  visit(wait_), visit(waited_va_), visit(waited_system_), visit(waited_physical_), visit(polls_);
  u64 items = work_.size();
  visit(items);
  if (visit.restoring()) work_.clear(), work_.resize(items);
  for (Work& work : work_) {
    visit(work);
    if (work.kind != Work::Kind::kernel) continue;
    if (visit.restoring()) work.dispatch = services_.shaders.start({}, work.vmid, *this);
    work.dispatch->visit(visit);
  }
  visit(turn_), visit(epoch_), visit(fetch_pending_), visit(shaders_pending_);
  if (visit.restoring() && wait_ == Wait::memory) watch();
}

}  // namespace egpulab::simulator::amd::cp

// Waiting for memory, time and shaders; saving and restoring a queue.
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

void ComputeQueue::wake(Nanoseconds delay) {
  if (fetch_pending_) return;
  fetch_pending_ = true;
  services_.host.schedule(index_, QueueEvent::fetch, delay, epoch_);
}

Step ComputeQueue::wait_for_memory(u64 va) {
  if (const auto f = wait_.for_memory(vmid(), va))
    return fault(*f, HubClient::cpc, regs::amd::CpHqdError{"TC_UTCL1_ERROR"_f = true});
  return Step::wait;
}

Step ComputeQueue::wait_for_time(u32 poll_interval) {
  wait_.for_time(poll_interval);
  return Step::wait;
}

Step ComputeQueue::wait_for_shaders() {
  wait_.for_other();
  return Step::wait;
}

void ComputeQueue::visit(StateVisitor& visit) {
  visit(hqd_), visit(compute_);
  visit(rptr_), visit(wptr_), visit(reported_rptr_), visit(ib_), visit(skip_), visit(phase_), visit(progress_);
  visit(failed_), visit(wait_), visit(poll_);
  u64 items = work_.size();
  visit(items);
  visit.expect_items(items);
  if (visit.restoring()) work_.clear(), work_.resize(items);
  for (Work& work : work_) {
    visit(work);
    if (work.kind != Work::Kind::kernel) continue;
    if (visit.restoring()) work.dispatch = services_.shaders.start({}, work.vmid, *this);
    work.dispatch->visit(visit);
  }
  visit(turn_), visit(epoch_), visit(fetch_pending_), visit(shaders_pending_);
}

}  // namespace egpulab::simulator::amd::cp

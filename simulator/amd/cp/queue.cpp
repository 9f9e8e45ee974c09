// Connecting, disconnecting and resetting a queue; its write pointer.
#include "simulator/amd/cp/queue.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;

namespace {

// How long the firmware takes to notice a doorbell; a figure of ours.
constexpr Nanoseconds doorbell_time{200};

}  // namespace

std::string QueueName::text() const { return fmt::format("MEC{} pipe {} queue {}", me, pipe, queue); }

ComputeQueue::ComputeQueue(Services& services, QueueName name, u32 index)
    : services_(services), name_(name), index_(index), wait_(services.hub, *this), poll_(services.hub, *this) {}

bool ComputeQueue::is_aql() const { return (hqd_.get<CpHqdAqlControl>()["CONTROL0"_f] & 1) != 0; }

u8 ComputeQueue::queue_vmid() const { return static_cast<u8>(hqd_.get<CpHqdVmid>()["VMID"_f]); }
u8 ComputeQueue::vmid() const { return ib_ ? ib_->vmid : queue_vmid(); }

bool ComputeQueue::dequeuing() const {
  return hqd_.get<CpHqdDequeueRequest>()["DEQUEUE_REQ"_f] != DequeueRequest::none;
}

bool ComputeQueue::can_run() const {
  return active() && !failed_ && !dequeuing() && services_.host.running(name_.pipe);
}

bool ComputeQueue::busy() const {
  if (!active()) return false;
  const bool faulted = std::ranges::any_of(work_, [](const Work& w) { return w.state == Work::State::faulted; });
  if (failed_) return faulted;
  return !work_.empty() || (can_run() && (ib_ || available() != 0));
}

// --- Connecting ------------------------------------------------------------------------------------------------------

void ComputeQueue::connect() {
  services_.report.milestone("compute queue: mapped", services_.timeline.now());
  forget();
  wptr_ = join64(hqd_.get<CpHqdPqWptrLo>().raw(), hqd_.get<CpHqdPqWptrHi>().raw());
  const u32 read = hqd_.get<CpHqdPqRptr>().raw();
  if (is_aql()) {
    // The register has 32 bits; the read index cannot be ahead of the write index.
    rptr_ = (wptr_ & ~u64{~u32{0}}) | read;
    if (rptr_ > wptr_ && rptr_ >> 32 != 0) rptr_ -= u64{1} << 32;
  } else {
    // A position in the ring: what lies between it and the write pointer is still to be done.
    rptr_ = wptr_ - ((wptr_ - read) & (ring_dwords() - 1));
  }
  const auto ib = hqd_.get<CpHqdIbControl>();
  if (ib["PROCESSING_IB"_f])
    ib_ = Stream{join64(hqd_.get<CpHqdIbBaseAddr>().raw() & ~3u, hqd_.get<CpHqdIbBaseAddrHi>().raw()), ib["IB_SIZE"_f],
                 hqd_.get<CpHqdIbRptr>()["CONSUMED_OFFSET"_f], static_cast<u8>(hqd_.get<CpHqdVmid>()["IB_VMID"_f])};
  hqd_.put(CpHqdError{});
  hqd_.put(CpHqdDequeueRequest{});
  if (hqd_.get<CpHqdPersistentState>()["PRELOAD_REQ"_f]) preload_descriptor();
  if (hqd_.get<CpHqdPqDoorbellControl>()["DOORBELL_HIT"_f]) read_write_pointer();
  poll_changed();
  wake(doorbell_time);
}

// Where the queue stands goes into its registers, from which it can be connected again; not so what it was doing, if it
// was torn away.
void ComputeQueue::disconnect(bool torn_away) {
  if (torn_away) ib_.reset();
  hqd_.set<CpHqdActive>("ACTIVE"_f = false);
  hqd_.put(CpHqdDequeueRequest{});
  hqd_.put(CpHqdPqRptr{"CONSUMED_OFFSET"_f = low32(reported_position())});
  hqd_.put(CpHqdPqWptrLo{"OFFSET"_f = low32(wptr_)});
  hqd_.put(CpHqdPqWptrHi{"DATA"_f = high32(wptr_)});
  if (ib_) {
    hqd_.put(CpHqdIbBaseAddr(low32(ib_->base)));
    hqd_.put(CpHqdIbBaseAddrHi{"IB_BASE_ADDR_HI"_f = high32(ib_->base) & 0xffff});
    hqd_.put(CpHqdIbRptr{"CONSUMED_OFFSET"_f = ib_->position & 0xfffff});
    hqd_.set<CpHqdVmid>("IB_VMID"_f = u32{ib_->vmid});
  }
  hqd_.set<CpHqdIbControl>("IB_SIZE"_f = ib_ ? ib_->size & 0xfffff : 0u, "PROCESSING_IB"_f = ib_.has_value());
  forget();
}

void ComputeQueue::dequeue_requested() {
  if (!active()) {
    hqd_.put(CpHqdDequeueRequest{});
    return;
  }
  switch (hqd_.get<CpHqdDequeueRequest>()["DEQUEUE_REQ"_f]) {
    case DequeueRequest::none:
      return;
    case DequeueRequest::reset_waves:
      drop_work();
      break;
    case DequeueRequest::save_waves:
      if (!work_.empty()) report(Finding::approximated, "saving waves on dequeue: the queue is drained instead");
      break;
    case DequeueRequest::drain_pipe:
      break;
  }
  finish_dequeue();
}

// Nothing is fetched once a dequeue was asked for, and packets are atomic here: a queue leaves as soon as the shaders
// have nothing of it any more. A packet that waits is executed anew when the queue comes back.
void ComputeQueue::finish_dequeue() {
  if (!active() || !dequeuing() || !work_.empty()) return;
  disconnect(hqd_.get<CpHqdDequeueRequest>()["DEQUEUE_REQ"_f] == DequeueRequest::reset_waves);
  save_descriptor();
}

void ComputeQueue::kill_waves() {
  drop_work();
  finish_dequeue();
  if (active() && wait_.reason() == PacketWait::Reason::other) wake(doorbell_time);
}

void ComputeQueue::resume() {
  if (can_run()) wake(doorbell_time);
}

void ComputeQueue::reset() {
  forget();
  rptr_ = wptr_ = 0;
}

// Everything about work in flight; the pointers stay.
void ComputeQueue::forget() {
  ++epoch_;
  fetch_pending_ = shaders_pending_ = false;
  wait_.stop();
  wait_.packet_done();
  poll_.stop();
  drop_work();
  reported_rptr_ = ~u64{0};
  ib_.reset();
  skip_ = 0, phase_ = 0, progress_ = 0;
  failed_ = false;
}

// --- Write pointer ---------------------------------------------------------------------------------------------------

void ComputeQueue::ring(u64 write_pointer) {
  hqd_.set<CpHqdPqDoorbellControl>("DOORBELL_HIT"_f = true);
  // An AQL doorbell gives the index of the last packet; one that another producer overtook changes nothing.
  set_write_pointer(is_aql() ? std::max(wptr_, write_pointer + 1) : write_pointer);
}

void ComputeQueue::set_write_pointer(u64 value) {
  wptr_ = value;
  hqd_.put(CpHqdPqWptrLo{"OFFSET"_f = low32(wptr_)});
  hqd_.put(CpHqdPqWptrHi{"DATA"_f = high32(wptr_)});
  if (can_run() && wait_.reason() == PacketWait::Reason::none) wake(doorbell_time);
}

u64 ComputeQueue::poll_address() const {
  return join64(hqd_.get<CpHqdPqWptrPollAddr>().raw() & ~7u, hqd_.get<CpHqdPqWptrPollAddrHi>()["WPTR_ADDR_HI"_f]);
}

void ComputeQueue::read_write_pointer() {
  if (poll_address() == 0 || !active() || failed_) return;
  u64 value = 0;
  if (const auto f = services_.spaces[queue_vmid()]->load(poll_address(), value)) {
    fault(*f, HubClient::cpc, CpHqdError{"WPP_UTCL1_ERROR"_f = true});
    return;
  }
  if (value != wptr_) set_write_pointer(value);
}

// With CP_PQ_WPTR_POLL_CNTL.EN the firmware looks at the write pointers in memory again and again; it is enough to look
// when their page was written.
void ComputeQueue::poll_changed() {
  poll_.stop();
  if (!active() || poll_address() == 0 || !services_.host.polls_write_pointers()) return;
  if (const auto f = poll_.start(queue_vmid(), poll_address())) {
    fault(*f, HubClient::cpc, CpHqdError{"WPP_UTCL1_ERROR"_f = true});
    return;
  }
  read_write_pointer();
}

void ComputeQueue::page_changed() {
  if (can_run()) read_write_pointer();
}

}  // namespace egpulab::simulator::amd::cp

// Starting, fetching, executing, write pointers, failing.
#include "simulator/amd/sdma/queue.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

namespace egpulab::simulator::amd::sdma {

using namespace regs::amd;

namespace {

constexpr Nanoseconds packet_time{20}, doorbell_time{200};  // figures of ours
constexpr u32 packets_per_event = 32;
constexpr Nanoseconds longest_burst{300};

}  // namespace

Queue::Queue(Services& services, std::span<const std::unique_ptr<VmSpace>> spaces, u32 engine, u32 queue)
    : services_(services),
      spaces_(spaces),
      engine_(engine),
      queue_(queue),
      wait_(services.hub, *this),
      poll_(services.hub, *this) {}

u64 Queue::ring_base() const { return join64(get<SdmaQueueRbBase>().raw(), get<SdmaQueueRbBaseHi>()["ADDR"_f]) << 8; }

u64 Queue::poll_address() const {
  return join64(get<SdmaQueueRbWptrPollAddrLo>().raw() & ~3u, get<SdmaQueueRbWptrPollAddrHi>().raw());
}

u8 Queue::vmid() const { return ib_ ? ib_->vmid : ring_vmid(); }

bool Queue::can_run() const {
  return enabled() && !failed_ && services_.host.running(engine_) && !get<SdmaQueueMinorPtrUpdate>()["ENABLE"_f];
}

bool Queue::busy() const { return enabled() && !failed_ && (ib_ || rptr_ != wptr_) && services_.host.running(engine_); }

// --- Control ---------------------------------------------------------------------------------------------------------

void Queue::control_written(bool was_enabled) {
  if (!was_enabled && enabled())
    start();
  else if (was_enabled && !enabled())
    stop();
}

void Queue::start() {
  services_.report.milestone("copy queue: mapped", services_.timeline.now());
  reset();
  rptr_ = join64(get<SdmaQueueRbRptr>().raw(), get<SdmaQueueRbRptrHi>().raw());
  take_write_pointer();
  watch_write_pointer();
  poll_write_pointer();
  wake(doorbell_time);
}

void Queue::stop() {
  const u64 at = rptr_;
  reset();
  rptr_ = at;
  put(SdmaQueueRbRptr(low32(at)));
  put(SdmaQueueRbRptrHi(high32(at)));
}

void Queue::reset() {
  ++epoch_;
  pending_ = false;
  wait_.stop();
  wait_.packet_done();
  poll_.stop();
  ib_.reset();
  rptr_ = wptr_ = 0;
  reported_rptr_ = ~u64{0};
  skip_ = 0, phase_ = 0, progress_ = 0;
  failed_ = false;
}

void Queue::take_write_pointer() { wptr_ = join64(get<SdmaQueueRbWptr>().raw(), get<SdmaQueueRbWptrHi>().raw()); }

void Queue::ring(u64 write_pointer) {
  put(SdmaQueueRbWptr(low32(write_pointer)));
  put(SdmaQueueRbWptrHi(high32(write_pointer)));
  pointers_written();
}

// While MINOR_PTR_UPDATE is set the pointers change together, and the engine does not look.
void Queue::pointers_written() {
  if (get<SdmaQueueMinorPtrUpdate>()["ENABLE"_f] || !enabled()) return;
  take_write_pointer();
  if (can_run() && wait_.reason() == PacketWait::Reason::none) wake(doorbell_time);
}

// The engine polls the write pointer in memory; it is enough to look when its page was written.
void Queue::watch_write_pointer() {
  const auto control = get<SdmaQueueRbCntl>();
  if (!control["F32_WPTR_POLL_ENABLE"_f] && !control["WPTR_POLL_ENABLE"_f]) return;
  if (poll_address() == 0) return;
  (void)poll_.start(ring_vmid(), poll_address());  // without it the doorbell is still a way to tell
}

void Queue::poll_write_pointer() {
  if (!poll_.active()) return;
  u64 value = 0;
  if (spaces_[ring_vmid()]->load(poll_address(), value) || value == wptr_) return;
  if (value == 0) return;  // what a fresh page holds before software first writes it
  ring(value);
}

void Queue::page_changed() {
  if (can_run()) poll_write_pointer();
}

void Queue::resume() {
  if (!can_run()) return;
  poll_write_pointer();
  wake(doorbell_time);
}

// --- Running ---------------------------------------------------------------------------------------------------------

void Queue::wake(Nanoseconds delay) {
  if (pending_) return;
  pending_ = true;
  services_.host.schedule(engine_, queue_, delay, epoch_);
}

void Queue::on_event(u32 epoch) {
  if (epoch != epoch_) return;  // scheduled before the queue was reset
  pending_ = false;
  spent_ = Nanoseconds{0};
  if (!can_run()) return;
  services_.hub.refresh();
  run();
  report_read_pointer();
}

void Queue::run() {
  wait_.stop();
  for (u32 n = 0; n < packets_per_event; ++n) {
    const Step result = step();
    if (result == Step::wait || result == Step::failed) return;
    spent_ += packet_time;
    if (result == Step::again) break;
    phase_ = 0, progress_ = 0;
    wait_.packet_done();
    if (spent_ > longest_burst) break;  // what follows a transfer happens after it
  }
  wake(spent_);
}

u64 Queue::available() const {
  if (ib_) return ib_->size - ib_->position;
  const u64 ahead = wptr_ - rptr_;
  return (ahead <= ring_bytes() ? ahead : ahead & (ring_bytes() - 1)) / 4;
}

bool Queue::fetch(std::span<u32> into) {
  if (ib_) return check(memory().read(ib_->base + 4 * u64{ib_->position}, std::as_writable_bytes(into)));
  u64 at = rptr_ & (ring_bytes() - 1);
  while (!into.empty()) {
    const u64 step = std::min<u64>(into.size(), (ring_bytes() - at) / 4);
    if (!check(memory().read(ring_base() + at, std::as_writable_bytes(into.first(step))))) return false;
    at = 0;
    into = into.subspan(step);
  }
  return true;
}

void Queue::advance(u64 dwords) {
  dwords = std::min(dwords + skip_, available());
  skip_ = 0;
  if (ib_)
    ib_->position += static_cast<u32>(dwords);
  else
    rptr_ += 4 * dwords;
}

Step Queue::enter(u64 address, u32 dwords, u8 ib_vmid) {
  advance(6);
  const u8 own = ring_vmid();
  ib_ = Stream{address, dwords, 0, own != 0 ? own : ib_vmid};
  return Step::jumped;
}

Step Queue::step() {
  if (ib_ && ib_->position >= ib_->size) ib_.reset();
  const u64 limit = available();
  if (limit == 0) return Step::wait;
  std::array<u32, 20> nearby;
  const auto first = static_cast<std::size_t>(std::min<u64>(limit, nearby.size()));
  if (!fetch(std::span(nearby).first(first))) return Step::failed;
  const PacketRow* row = packet_row(nearby[0]);
  if (!row)
    return fail(fmt::format("{:#010x} is no packet of SDMA (operation {}, sub-operation {})", nearby[0],
                            nearby[0] & 0xff, nearby[0] >> 8 & 0xff));
  u64 size = row->dwords;
  if (size <= first && row->size) size = row->size(Words(nearby).first(first));
  if (size > limit) {
    if (!ib_) return Step::wait;  // the rest is still to come
    return fail(fmt::format("{} of {} dwords; {} are left in the indirect buffer", row->name, size, limit));
  }
  Step result;
  if (size <= first) {
    result = row->run(*this, Words(nearby).first(size));
  } else {
    std::vector<u32> packet(size);
    if (!fetch(packet)) return Step::failed;
    result = row->run(*this, packet);
  }
  if (result == Step::done) advance(size);
  return result;
}

void Queue::report_read_pointer() {
  if (rptr_ == reported_rptr_) return;
  reported_rptr_ = rptr_;
  put(SdmaQueueRbRptr(low32(rptr_)));
  put(SdmaQueueRbRptrHi(high32(rptr_)));
  if (!get<SdmaQueueRbCntl>()["RPTR_WRITEBACK_ENABLE"_f]) return;
  const u64 address = join64(get<SdmaQueueRbRptrAddrLo>().raw() & ~3u, get<SdmaQueueRbRptrAddrHi>().raw());
  check(spaces_[ring_vmid()]->store(address, rptr_));
}

// --- Waiting, failing ------------------------------------------------------------------------------------------------

Step Queue::wait_for_memory(u64 va) { return check(wait_.for_memory(vmid(), va)) ? Step::wait : Step::failed; }

Step Queue::wait_for_time(u32 interval) {
  wait_.for_time(interval);
  return Step::wait;
}

void Queue::transfer(u64 bytes, bool over_link) { spent_ += services_.host.transfer(engine_, bytes, over_link); }

bool Queue::check(const std::optional<isa::MemoryFault>& fault) {
  if (!fault) return true;
  memory().raise(*fault);
  fail(fmt::format("page fault at {:#x}", fault->va), Interrupt::page_fault);
  return false;
}

std::string Queue::where() const {
  if (ib_)
    return fmt::format("SDMA{} queue {}, indirect buffer {:#x} dword {:#x}", engine_, queue_, ib_->base, ib_->position);
  return fmt::format("SDMA{} queue {}, ring byte {:#x}", engine_, queue_, rptr_ & (ring_bytes() - 1));
}

void Queue::report(Finding finding, const std::string& what) {
  services_.report.add(finding, "SDMA", fmt::format("{}: {}", where(), what), services_.timeline.now());
}

Step Queue::fail(const std::string& what, Interrupt kind) {
  failed_ = true;
  report(Finding::fault, what + "; the queue stops here");
  interrupt(kind, 0);
  return Step::failed;
}

void Queue::interrupt(Interrupt kind, u32 context) { services_.host.interrupt(engine_, queue_, vmid(), kind, context); }

void Queue::visit(StateVisitor& visit) {
  visit(rptr_), visit(wptr_), visit(reported_rptr_), visit(ib_), visit(skip_), visit(phase_), visit(progress_);
  visit(failed_), visit(wait_), visit(epoch_), visit(pending_), visit(poll_);
}

}  // namespace egpulab::simulator::amd::sdma

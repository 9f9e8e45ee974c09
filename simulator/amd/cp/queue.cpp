// Connecting, fetching and executing packets, waiting.
#include "simulator/amd/cp/queue.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/amd/mqd.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using isa::MemoryFault;

namespace {

// Firmware takes of the order of 100 ns a packet, and as long to notice a doorbell; figures of ours.
constexpr Nanoseconds packet_time{80}, doorbell_time{200};
constexpr u32 packets_per_event = 32;
constexpr Nanoseconds longest_burst{3'000};

}  // namespace

std::string QueueName::text() const { return fmt::format("MEC{} pipe {} queue {}", me, pipe, queue); }

ComputeQueue::ComputeQueue(Services& services, QueueName name, u32 index)
    : services_(services), name_(name), index_(index), wait_(services.hub, *this) {}

bool ComputeQueue::is_aql() const { return (hqd_.get<CpHqdAqlControl>()["CONTROL0"_f] & 1) != 0; }

u8 ComputeQueue::vmid() const { return ib_ ? ib_->vmid : static_cast<u8>(hqd_.get<CpHqdVmid>()["VMID"_f]); }

bool ComputeQueue::can_run() const { return active() && !failed_ && services_.host.running(name_.pipe); }

bool ComputeQueue::busy() const {
  const bool faulted = std::ranges::any_of(work_, [](const Work& w) { return w.state == Work::State::faulted; });
  return active() && (!work_.empty() || (can_run() && (ib_ || rptr_ != wptr_))) && !(failed_ && !faulted);
}

// --- Control ---------------------------------------------------------------------------------------------------------

void ComputeQueue::connect() {
  forget_events();
  wait_.stop();
  drop_work();
  failed_ = false;
  skip_ = 0, phase_ = 0, progress_ = 0;
  wptr_ = join64(hqd_.get<CpHqdPqWptrLo>().raw(), hqd_.get<CpHqdPqWptrHi>().raw());
  // The read pointer register has 32 bits; it cannot be ahead of the write pointer.
  rptr_ = (wptr_ & ~u64{~u32{0}}) | hqd_.get<CpHqdPqRptr>().raw();
  if (rptr_ > wptr_ && rptr_ >> 32 != 0) rptr_ -= u64{1} << 32;
  reported_rptr_ = ~u64{0};
  ib_.reset();
  const auto ib = hqd_.get<CpHqdIbControl>();
  if (ib["PROCESSING_IB"_f])
    ib_ = Stream{join64(hqd_.get<CpHqdIbBaseAddr>().raw() & ~3u, hqd_.get<CpHqdIbBaseAddrHi>().raw()), ib["IB_SIZE"_f],
                 hqd_.get<CpHqdIbRptr>()["CONSUMED_OFFSET"_f], static_cast<u8>(hqd_.get<CpHqdVmid>()["IB_VMID"_f])};
  hqd_.put(CpHqdError{});
  if (hqd_.get<CpHqdPersistentState>()["PRELOAD_REQ"_f]) load_mqd();
  if (hqd_.get<CpHqdPqDoorbellControl>()["DOORBELL_HIT"_f]) read_write_pointer();
  wake(doorbell_time);
}

// The dispatch state at the start of the descriptor; the queue's own registers are software's to write.
void ComputeQueue::load_mqd() {
  const u64 address = join64(hqd_.get<CpMqdBaseAddr>().raw() & ~3u, hqd_.get<CpMqdBaseAddrHi>()["BASE_ADDR_HI"_f]);
  if (address == 0) return;
  std::array<u32, mqd::hqd_first_dword> words{};
  const auto vmid = static_cast<u8>(hqd_.get<CpMqdControl>()["VMID"_f]);
  if (const auto f = services_.spaces[vmid]->read(address, std::as_writable_bytes(std::span(words)))) {
    fault(*f, HubClient::cpc, CpHqdError{"QU_UTCL1_ERROR"_f = true});
    return;
  }
  if (words[0] != mqd::compute_header) {
    report(Finding::refused,
           fmt::format("descriptor at {:#x} begins with {:#x} instead of {:#x}; its dispatch state is "
                       "not loaded",
                       address, words[0], mqd::compute_header));
    return;
  }
  for (const mqd::Mirror& m : mqd::compute)
    if (m.dword < mqd::hqd_first_dword) compute_.put_word(m.location.dword - ComputeBank::first, words[m.dword]);
}

void ComputeQueue::disconnect() {
  forget_events();
  wait_.stop();
  drop_work();
  hqd_.set<CpHqdActive>("ACTIVE"_f = false);
  hqd_.put(CpHqdDequeueRequest{});
  hqd_.put(CpHqdPqRptr{"CONSUMED_OFFSET"_f = low32(rptr_)});
  hqd_.put(CpHqdPqWptrLo{"OFFSET"_f = low32(wptr_)});
  hqd_.put(CpHqdPqWptrHi{"DATA"_f = high32(wptr_)});
  if (ib_) {
    hqd_.put(CpHqdIbBaseAddr(low32(ib_->base)));
    hqd_.put(CpHqdIbBaseAddrHi{"IB_BASE_ADDR_HI"_f = high32(ib_->base) & 0xffff});
    hqd_.put(CpHqdIbRptr{"CONSUMED_OFFSET"_f = ib_->position & 0xfffff});
    hqd_.set<CpHqdVmid>("IB_VMID"_f = u32{ib_->vmid});
  }
  hqd_.set<CpHqdIbControl>("IB_SIZE"_f = ib_ ? ib_->size & 0xfffff : 0u, "PROCESSING_IB"_f = ib_.has_value());
}

void ComputeQueue::dequeue_requested() {
  if (!active()) return;
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

// Packets are atomic here, so a queue can leave once the shaders have nothing of it any more.
void ComputeQueue::finish_dequeue() {
  if (active() && hqd_.get<CpHqdDequeueRequest>()["DEQUEUE_REQ"_f] != DequeueRequest::none && work_.empty())
    disconnect();
}

void ComputeQueue::kill_waves() {
  drop_work();
  finish_dequeue();
  if (active() && wait_.reason() == PacketWait::Reason::other) wake(doorbell_time);
}

void ComputeQueue::ring(u64 write_pointer) {
  hqd_.set<CpHqdPqDoorbellControl>("DOORBELL_HIT"_f = true);
  // An AQL doorbell gives the index of the last packet; one that another producer overtook changes nothing.
  wptr_ = is_aql() ? std::max(wptr_, write_pointer + 1) : write_pointer;
  hqd_.put(CpHqdPqWptrLo{"OFFSET"_f = low32(wptr_)});
  hqd_.put(CpHqdPqWptrHi{"DATA"_f = high32(wptr_)});
  if (can_run() && wait_.reason() == PacketWait::Reason::none) wake(doorbell_time);
}

void ComputeQueue::read_write_pointer() {
  const u64 address =
      join64(hqd_.get<CpHqdPqWptrPollAddr>().raw() & ~7u, hqd_.get<CpHqdPqWptrPollAddrHi>()["WPTR_ADDR_HI"_f]);
  if (address == 0 || !active()) return;
  u64 value = 0;
  const auto vmid = static_cast<u8>(hqd_.get<CpHqdVmid>()["VMID"_f]);
  if (const auto f = services_.spaces[vmid]->load(address, value)) {
    fault(*f, HubClient::cpc, CpHqdError{"WPP_UTCL1_ERROR"_f = true});
    return;
  }
  wptr_ = value;
  hqd_.put(CpHqdPqWptrLo{"OFFSET"_f = low32(wptr_)});
  hqd_.put(CpHqdPqWptrHi{"DATA"_f = high32(wptr_)});
  if (can_run() && wait_.reason() == PacketWait::Reason::none) wake(doorbell_time);
}

void ComputeQueue::resume() {
  if (can_run()) wake(doorbell_time);
}

void ComputeQueue::reset() {
  forget_events();
  wait_.stop();
  drop_work();
  rptr_ = wptr_ = 0;
  reported_rptr_ = ~u64{0};
  ib_.reset();
  skip_ = 0, phase_ = 0, progress_ = 0;
  failed_ = false;
  turn_ = 0;
}

// --- Fetching --------------------------------------------------------------------------------------------------------

u64 ComputeQueue::ring_dwords() const { return u64{2} << hqd_.get<CpHqdPqControl>()["QUEUE_SIZE"_f]; }

u64 ComputeQueue::ring_base() const {
  return join64(hqd_.get<CpHqdPqBase>().raw(), hqd_.get<CpHqdPqBaseHi>()["ADDR_HI"_f]) << 8;
}

// Dwords that may be fetched. Software counts its write pointer up without wrapping, or wraps it with the ring.
u64 ComputeQueue::available() const {
  if (ib_) return ib_->size - ib_->position;
  const u64 ahead = wptr_ - rptr_;
  return ahead <= ring_dwords() ? ahead : ahead & (ring_dwords() - 1);
}

// Reads `into.size()` dwords, `offset` dwords ahead.
bool ComputeQueue::fetch(u64 offset, std::span<u32> into) {
  VmSpace& memory = *services_.spaces[vmid()];
  if (ib_) {
    const auto f = memory.read(ib_->base + 4 * (ib_->position + offset), std::as_writable_bytes(into));
    if (!f) return true;
    fault(*f, HubClient::cpf, CpHqdError{"IB_UTCL1_ERROR"_f = true});
    return false;
  }
  while (!into.empty()) {
    const u64 at = (rptr_ + offset) & (ring_dwords() - 1);
    const u64 step = std::min<u64>(into.size(), ring_dwords() - at);
    if (const auto f = memory.read(ring_base() + 4 * at, std::as_writable_bytes(into.first(step)))) {
      fault(*f, HubClient::cpf, CpHqdError{"PQ_UTCL1_ERROR"_f = true});
      return false;
    }
    offset += step;
    into = into.subspan(step);
  }
  return true;
}

void ComputeQueue::advance(u64 dwords) {
  dwords = std::min(dwords + skip_, available());
  skip_ = 0;
  if (ib_)
    ib_->position += static_cast<u32>(dwords);
  else
    rptr_ += dwords;
}

Step ComputeQueue::enter(u64 address, u32 dwords, u8 ib_vmid, bool chain) {
  if (ib_ && !chain)
    return malformed(CpInterrupt::bad_opcode, "INDIRECT_BUFFER inside an indirect buffer does not chain");
  if (!ib_) advance(4);
  // A queue that belongs to a process fetches everything through its own address space.
  const auto queue_vmid = static_cast<u8>(hqd_.get<CpHqdVmid>()["VMID"_f]);
  ib_ = Stream{address, dwords, 0, queue_vmid != 0 ? queue_vmid : ib_vmid};
  return Step::jumped;
}

// --- Running ---------------------------------------------------------------------------------------------------------

void ComputeQueue::on_event(QueueEvent event, u32 epoch) {
  if (epoch != epoch_) return;  // scheduled before the queue was reset
  services_.hub.refresh();
  spent_ = Nanoseconds{0};
  if (event == QueueEvent::fetch) {
    fetch_pending_ = false;
    run();
  } else {
    shaders_pending_ = false;
    run_shaders();
  }
  report_read_pointer();
}

void ComputeQueue::run() {
  if (!can_run()) return;
  wait_.stop();
  for (u32 n = 0; n < packets_per_event; ++n) {
    const Step result = step();
    if (result == Step::wait || result == Step::failed) return;
    if (result == Step::again) break;
    phase_ = 0, progress_ = 0;
    wait_.packet_done();
    spent_ += packet_time;
    if (spent_ > longest_burst) break;  // what follows a transfer happens after it
  }
  wake(spent_);
}

Step ComputeQueue::step() {
  while (ib_ && ib_->position >= ib_->size) {
    const u64 signal = ib_->signal;
    ib_.reset();
    if (signal != 0) end_of_pipe({.signal = signal});
  }
  return is_aql() && !ib_ ? step_aql() : step_pm4();
}

Step ComputeQueue::step_pm4() {
  const u64 limit = available();
  if (limit == 0) return Step::wait;  // until the doorbell rings
  std::array<u32, 24> nearby;
  const auto first = static_cast<std::size_t>(std::min<u64>(limit, nearby.size()));
  if (!fetch(0, std::span(nearby).first(first))) return Step::failed;
  const pm4::Header header(nearby[0]);
  if (header["TYPE"_f] == 2) {
    advance(1);
    return Step::done;
  }
  if (header["TYPE"_f] != 3)
    return malformed(CpInterrupt::reserved_bit,
                     fmt::format("{:#010x} is a type-{} packet; expected type 3", nearby[0], u32{header["TYPE"_f]}));
  const u32 words = (header["COUNT"_f] + 1) & 0x3fff;
  const PacketRow* row = packet_row(header["OPCODE"_f]);
  if (!row)
    return malformed(CpInterrupt::bad_opcode,
                     fmt::format("opcode {:#x} ({}) is no packet of compute queues", (nearby[0] >> 8) & 0xff,
                                 to_string(header["OPCODE"_f]).empty() ? "unknown" : to_string(header["OPCODE"_f])));
  if (words < row->words)
    return malformed(CpInterrupt::reserved_bit, fmt::format("{} with {} words; expected at least {}",
                                                            to_string(header["OPCODE"_f]), words, row->words));
  if (1 + words > limit) {
    if (!ib_) return Step::wait;  // the rest is still to come
    return malformed(CpInterrupt::reserved_bit, fmt::format("{} with {} words; {} are left in the indirect buffer",
                                                            to_string(header["OPCODE"_f]), words, limit - 1));
  }
  Step result;
  if (header["OPCODE"_f] == pm4::Opcode::nop) {
    result = Step::done;  // its words are not looked at, and may be many
  } else if (1 + words <= first) {
    result = row->run(*this, header, Words(nearby).subspan(1, words));
  } else {
    std::vector<u32> body(words);
    if (!fetch(1, body)) return Step::failed;
    result = row->run(*this, header, body);
  }
  if (result == Step::done) advance(1 + words);
  return result;
}

// --- Memory and registers --------------------------------------------------------------------------------------------

bool ComputeQueue::read(u64 va, MutableBytes into) {
  const auto f = services_.spaces[vmid()]->read(va, into);
  if (f) fault(*f, HubClient::cpc, CpHqdError{"TC_UTCL1_ERROR"_f = true});
  return !f;
}

bool ComputeQueue::write(u64 va, Bytes from) {
  const auto f = services_.spaces[vmid()]->write(va, from);
  if (f) fault(*f, HubClient::cpc, CpHqdError{"TC_UTCL1_ERROR"_f = true});
  return !f;
}

u32 ComputeQueue::read_register(u32 dword) {
  const u32 base = low32(services_.registers.address<ComputeDispatchInitiator>() / 4) - ComputeBank::first;
  if (dword - (base + ComputeBank::first) < ComputeBank::count) return compute_.word(dword - base - ComputeBank::first);
  if (dword - (base + HqdBank::first) < HqdBank::count) return hqd_.word(dword - base - HqdBank::first);
  return services_.registers.file().read(u64{dword} * 4);
}

void ComputeQueue::write_register(u32 dword, u32 value) {
  const u32 base = low32(services_.registers.address<ComputeDispatchInitiator>() / 4) - ComputeBank::first;
  if (dword - (base + ComputeBank::first) < ComputeBank::count)
    compute_.put_word(dword - base - ComputeBank::first, value);
  else if (dword - (base + HqdBank::first) < HqdBank::count)
    hqd_.put_word(dword - base - HqdBank::first, value);
  else
    services_.registers.file().write(u64{dword} * 4, value);
}

u64 ComputeQueue::timestamp() const {
  return services_.clock.ticks() + static_cast<u64>(spent_.count()) * services_.clock.khz() / 1'000'000;
}

void ComputeQueue::report_read_pointer() {
  if (!active() || rptr_ == reported_rptr_) return;
  reported_rptr_ = rptr_;
  hqd_.put(CpHqdPqRptr{"CONSUMED_OFFSET"_f = low32(rptr_)});
  // For AQL queues NO_UPDATE_RPTR stops the fetcher's own report; the firmware still writes the packet index.
  if (hqd_.get<CpHqdPqControl>()["NO_UPDATE_RPTR"_f] && !is_aql()) return;
  const u64 address = join64(hqd_.get<CpHqdPqRptrReportAddr>().raw() & ~3u,
                             hqd_.get<CpHqdPqRptrReportAddrHi>()["RPTR_REPORT_ADDR_HI"_f]);
  if (address == 0) return;
  VmSpace& memory = *services_.spaces[static_cast<u8>(hqd_.get<CpHqdVmid>()["VMID"_f])];
  const auto f = is_aql() ? memory.store(address, rptr_) : memory.store(address, low32(rptr_));
  if (f) fault(*f, HubClient::cpc, CpHqdError{"RRPT_UTCL1_ERROR"_f = true});
}

u64 ComputeQueue::packet_address() const {
  if (ib_) return ib_->base + 4 * u64{ib_->position};
  return ring_base() + 4 * (rptr_ & (ring_dwords() - 1));
}

// --- Failing ---------------------------------------------------------------------------------------------------------

std::string ComputeQueue::where() const {
  if (ib_) return fmt::format("{}, indirect buffer {:#x} dword {:#x}", name_.text(), ib_->base, ib_->position);
  if (is_aql()) return fmt::format("{}, AQL packet {}", name_.text(), rptr_);
  return fmt::format("{}, ring dword {:#x}", name_.text(), rptr_ & (ring_dwords() - 1));
}

void ComputeQueue::report(Finding finding, const std::string& what) {
  services_.report.add(finding, "CP", fmt::format("{}: {}", where(), what), services_.timeline.now());
}

Step ComputeQueue::fail(CpHqdError error, const std::string& what) {
  failed_ = true;
  hqd_.put(CpHqdError(hqd_.get<CpHqdError>().raw() | error.raw()));
  report(Finding::fault, what + "; the queue stops here");
  return Step::failed;
}

Step ComputeQueue::fault(const MemoryFault& fault, HubClient client, CpHqdError error) {
  services_.hub.raise_fault(vmid(), client, fault);
  return fail(error, fmt::format("page fault at {:#x}", fault.va));
}

Step ComputeQueue::malformed(CpInterrupt kind, const std::string& what) {
  fail(CpHqdError{}, what);
  interrupt(kind, 0);
  return Step::failed;
}

void ComputeQueue::interrupt(CpInterrupt kind, u32 context) {
  if (!services_.host.interrupt_enabled(name_.me, name_.pipe, kind)) return;
  // SOC21_IH_CLIENTID_GRBM_CP (soc15_ih_clientid.h).
  services_.interrupts.raise({.client_id = 0x14,
                              .source_id = static_cast<u8>(kind),
                              .ring_id = name_.ring_id(),
                              .vmid = vmid(),
                              .source_data = {context}});
}

}  // namespace egpulab::simulator::amd::cp

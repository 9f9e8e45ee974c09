// Fetching packets from the ring and indirect buffers, and executing them one after the other.
#include <fmt/format.h>

#include <algorithm>

#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;

namespace {

// Firmware takes of the order of 100 ns a packet; a figure of ours.
constexpr Nanoseconds packet_time{80};
constexpr u32 packets_per_event = 32;
constexpr Nanoseconds longest_burst{3'000};

}  // namespace

u64 ComputeQueue::ring_dwords() const {
  constexpr u32 largest = 31;  // what the 32-bit read pointer can tell apart
  return u64{2} << std::min<u32>(hqd_.get<CpHqdPqControl>()["QUEUE_SIZE"_f], largest);
}

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
  ib_ = Stream{address, dwords, 0, queue_vmid() != 0 ? queue_vmid() : ib_vmid};
  return Step::jumped;
}

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
  finish_dequeue();
}

void ComputeQueue::run() {
  if (!can_run()) return;
  wait_.stop();
  for (u32 n = 0; n < packets_per_event && can_run(); ++n) {
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

}  // namespace egpulab::simulator::amd::cp

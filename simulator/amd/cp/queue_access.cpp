// What packets do to memory and registers, and how a queue reports and fails.
#include <fmt/format.h>

#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using isa::MemoryFault;

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

// PM4: the position in the ring, in dwords (ROCm's kfdtest, PM4Queue.cpp); AQL: packets since the queue was made.
u64 ComputeQueue::reported_position() const { return is_aql() ? rptr_ : rptr_ & (ring_dwords() - 1); }

void ComputeQueue::report_read_pointer() {
  if (!active() || rptr_ == reported_rptr_) return;
  reported_rptr_ = rptr_;
  const u64 position = reported_position();
  hqd_.put(CpHqdPqRptr{"CONSUMED_OFFSET"_f = low32(position)});
  // For AQL queues NO_UPDATE_RPTR stops the fetcher's own report; the firmware still writes the packet index.
  if (hqd_.get<CpHqdPqControl>()["NO_UPDATE_RPTR"_f] && !is_aql()) return;
  const u64 address = read_report_address();
  if (address == 0) return;
  VmSpace& memory = *services_.spaces[queue_vmid()];
  const auto f = is_aql() ? memory.store(address, position) : memory.store(address, low32(position));
  if (f) fault(*f, HubClient::cpc, CpHqdError{"RRPT_UTCL1_ERROR"_f = true});
}

u64 ComputeQueue::read_report_address() const {
  return join64(hqd_.get<CpHqdPqRptrReportAddr>().raw() & ~3u,
                hqd_.get<CpHqdPqRptrReportAddrHi>()["RPTR_REPORT_ADDR_HI"_f]);
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

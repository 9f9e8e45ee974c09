// Packets that wait, signal, and operate the caches and translation caches.
#include <fmt/format.h>

#include "driver/regs/amd/ih.hpp"
#include "simulator/amd/cp/queue.hpp"
#include "simulator/amd/tc_atomic.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

struct WaitFor {
  pm4::Compare function;
  pm4::MemSpace space;
  pm4::WaitOperation operation;
  u32 low, high;  // address, or the two registers
  u64 reference, mask;
  u32 poll_interval;
  bool wide;
};

Step wait(ComputeQueue& queue, const WaitFor& w) {
  if (w.operation == pm4::WaitOperation::wr_wait_wr_reg) {
    // Writes the reference to the first register, once, then waits on the second.
    if (queue.phase() == 0) {
      queue.write_register(w.low, low32(w.reference));
      queue.phase() = 1;
    }
    if (compares(w.function, queue.read_register(w.high), w.mask, w.reference)) return Step::done;
    return queue.wait_for_time(w.poll_interval);
  }
  if (w.space == pm4::MemSpace::register_space) {
    if (compares(w.function, queue.read_register(w.low), w.mask, w.reference)) return Step::done;
    return queue.wait_for_time(w.poll_interval);
  }
  const u64 address = join64(w.low & ~3u, w.high);
  u64 value = 0;
  u32 low = 0;
  if (w.wide ? !queue.load(address, value) : !queue.load(address, low)) return Step::failed;
  if (compares(w.function, w.wide ? value : low, w.mask, w.reference)) return Step::done;
  return queue.wait_for_memory(address);
}

Step wait_reg_mem(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::WaitRegMem>(body);
  return wait(queue, {p["function"_f], p["mem_space"_f], p["operation"_f], p["mem_poll_addr_lo_or_reg"_f],
                      p["mem_poll_addr_hi_or_reg2"_f], p["reference"_f], p["mask"_f], p["poll_interval"_f], false});
}

Step wait_reg_mem64(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::WaitRegMem64>(body);
  return wait(queue, {p["function"_f], p["mem_space"_f], p["operation"_f], p["mem_poll_addr_lo_or_reg"_f],
                      p["mem_poll_addr_hi_or_reg2"_f], join64(p["reference"_f], p["reference_hi"_f]),
                      join64(p["mask"_f], p["mask_hi"_f]), p["poll_interval"_f], true});
}

// Memory is coherent in the model; what a missing cache operation would show is stale code only.
Step acquire_mem(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::AcquireMem>(body);
  const pm4::GcrCntl caches(p["gcr_cntl"_f]);
  if (p["pws_ena"_f] || p["pws_ena2"_f]) {
    // Pixel wait sync counts end-of-pipe events; waiting for all earlier work is the same or longer.
    if (!queue.shaders_idle()) return queue.wait_for_shaders();
  }
  if (caches["GLI_INV"_f] != 0) queue.services().shaders.invalidate_instructions();
  return Step::done;
}

Step release_mem(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::ReleaseMem>(body);
  const auto select = p["data_sel"_f];
  const u64 alignment = select == pm4::ReleaseData::send_32_bit_low ? 4 : 8;
  const u64 address = align_down(join64(p["address_lo"_f], p["address_hi"_f]), alignment);
  if (p["dst_sel"_f] == pm4::ReleaseDestination::queue_write_pointer_register ||
      p["dst_sel"_f] == pm4::ReleaseDestination::queue_write_pointer_poll_mask_bit) {
    queue.report(Finding::unmodelled, "RELEASE_MEM to a queue's write pointer");
    return Step::done;
  }
  queue.end_of_pipe({.address = address,
                     .data = join64(p["data_lo"_f], p["data_hi"_f]),
                     .interrupt_context = p["int_ctxid"_f],
                     .data_select = static_cast<u8>(select),
                     .interrupt_select = static_cast<u8>(p["int_sel"_f])});
  return queue.failed() ? Step::failed : Step::done;
}

Step event_write(ComputeQueue& queue, pm4::Header, Words body) {
  const pm4::EventWrite p(body[0]);
  switch (p["event_type"_f]) {
    case pm4::EventType::cs_partial_flush:
      return queue.shaders_idle() ? Step::done : queue.wait_for_shaders();
    case pm4::EventType::cache_flush:
    case pm4::EventType::cache_flush_ts:
    case pm4::EventType::cache_flush_and_inv_event:
    case pm4::EventType::cache_flush_and_inv_ts_event:
    case pm4::EventType::bottom_of_pipe_ts:
    case pm4::EventType::cs_done:
      return Step::done;  // nothing is cached
    default:
      queue.report(Finding::unmodelled, fmt::format("EVENT_WRITE of {} ({:#x})", to_string(p["event_type"_f]),
                                                    static_cast<u32>(p["event_type"_f])));
      return Step::done;
  }
}

// Signal adds one (or writes 1); wait takes one, and holds the queue while there is none.
Step mem_semaphore(ComputeQueue& queue, pm4::Header, Words body) {
  constexpr u32 signal = 6, wait_command = 7;
  const u64 address = join64(body[0] & ~7u, body[1] & 0xffff);
  const u32 command = body[1] >> 29;
  u64 value = 0;
  if (!queue.load(address, value)) return Step::failed;
  if (command == signal) {
    const bool write_one = (body[1] >> 20 & 1) != 0;
    return queue.store(address, write_one ? u64{1} : value + 1) ? Step::done : Step::failed;
  }
  if (command != wait_command)
    return queue.malformed(CpInterrupt::reserved_bit,
                           fmt::format("MEM_SEMAPHORE with command {}; expected 6 (signal) or 7 (wait)", command));
  if (value == 0) return queue.wait_for_memory(address);
  return queue.store(address, value - 1) ? Step::done : Step::failed;
}

// The address spaces of a process id, as the IH's table maps VMIDs to them.
Step invalidate_tlbs(ComputeQueue& queue, pm4::Header, Words body) {
  const pm4::InvalidateTlbs p(body[0]);
  const Registers& registers = queue.services().registers;
  u32 mask = 0;
  for (u32 vmid = 0; vmid < MemoryHub::vmids; ++vmid) {
    const u64 address = registers.address<IhVmidLut>(vmid);
    if (registers.file().declared(address) && (registers.file().get(address) & 0xffff) == p["pasid"_f])
      mask |= 1u << vmid;
  }
  queue.services().hub.invalidate(static_cast<u16>(mask));
  if (p["mmhub_invalidate_sel"_f] != 0) queue.services().mmhub.invalidate(static_cast<u16>(mask));
  return Step::done;
}

// Translates ahead of use; pages that are not there are left for the use to find.
Step prime_utcl2(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::PrimeUtcl2>(body);
  const u64 first = join64(p["addr_lo"_f], p["addr_hi"_f]);
  for (u64 page = 0; page < p["requested_pages"_f]; ++page)
    (void)queue.services().hub.resolve(queue.vmid(), first + page * PageFrame::smallest, isa::Access::read);
  return Step::done;
}

Step hdp_flush(ComputeQueue&, pm4::Header, Words) { return Step::done; }  // host writes are seen at once

constexpr PacketRow sync_rows[] = {
    {Opcode::wait_reg_mem, 6, wait_reg_mem},
    {Opcode::wait_reg_mem64, 8, wait_reg_mem64},
    {Opcode::acquire_mem, 7, acquire_mem},
    {Opcode::release_mem, 7, release_mem},
    {Opcode::event_write, 1, event_write},
    {Opcode::mem_semaphore, 2, mem_semaphore},
    {Opcode::invalidate_tlbs, 1, invalidate_tlbs},
    {Opcode::prime_utcl2, 4, prime_utcl2},
    {Opcode::hdp_flush, 0, hdp_flush},
};

}  // namespace

std::span<const PacketRow> sync_packets() { return sync_rows; }

}  // namespace egpulab::simulator::amd::cp

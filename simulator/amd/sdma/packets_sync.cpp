// Packets that steer, wait, signal and write registers.
#include <fmt/format.h>

#include "driver/regs/amd/pm4_packets.hpp"
#include "simulator/amd/sdma/queue.hpp"
#include "simulator/amd/tc_atomic.hpp"

namespace egpulab::simulator::amd::sdma {

using namespace regs::amd::sdma;

namespace {

Step nop(Queue&, Words) { return Step::done; }
u32 nop_size(Words words) { return 1 + (words[0] >> 16 & 0x3fff); }

Step indirect(Queue& queue, Words words) {
  const auto p = packet_as<Indirect>(words);
  if (queue.in_indirect_buffer()) return queue.fail("INDIRECT inside an indirect buffer");
  // Linux: the packet must end on an 8-dword boundary of the ring.
  if ((queue.read_pointer() / 4 + words.size()) % 8 != 0)
    queue.report(Finding::fault, "INDIRECT does not end at a multiple of 8 dwords, as the engine demands");
  const u64 address = join64(p["ib_base_31_0"_f] & ~0x1fu, p["ib_base_63_32"_f]);
  if (p["ib_size"_f] == 0) return Step::done;
  return queue.enter(address, p["ib_size"_f], static_cast<u8>(p["vmid"_f]));
}

Step fence(Queue& queue, Words words) {
  const u64 address = join64(words[1] & ~3u, words[2]);
  return queue.store(address, words[3]) ? Step::done : Step::failed;
}

Step trap(Queue& queue, Words words) {
  queue.interrupt(Interrupt::trap, packet_as<Trap>(words)["int_context"_f]);
  return Step::done;
}

Step poll(Queue& queue, Words words) {
  constexpr u32 for_ever = 0xfff;
  const auto p = packet_as<PollRegmem>(words);
  const auto good = [&](u32 value) { return compares(p["func"_f], value, p["mask"_f], p["value"_f]); };
  // What the engine does when it gives up is not published.
  if (p["retry_count"_f] != for_ever)
    queue.report(Finding::approximated, fmt::format("POLL_REGMEM of {} tries: waits for ever", p["retry_count"_f]));
  if (p["mem_poll"_f]) {
    const u64 address = join64(p["addr_31_0"_f] & ~3u, p["addr_63_32"_f]);
    u32 value = 0;
    if (!queue.load(address, value)) return Step::failed;
    return good(value) ? Step::done : queue.wait_for_memory(address);
  }
  // Registers are named by byte address. An HDP flush writes the request register, once, then polls the other.
  if (p["hdp_flush"_f] && queue.phase() == 0) {
    queue.write_register(p["addr_63_32"_f] / 4, p["value"_f]);
    queue.phase() = 1;
  }
  return good(queue.read_register(p["addr_31_0"_f] / 4)) ? Step::done : queue.wait_for_time(p["interval"_f]);
}

Step register_to_memory(Queue& queue, Words words) {
  const u32 value = queue.read_register(words[1] / 4);
  return queue.store(join64(words[2] & ~3u, words[3]), value) ? Step::done : Step::failed;
}

Step conditional(Queue& queue, Words words) {
  const auto p = packet_as<CondExe>(words);
  u32 value = 0;
  if (!queue.load(join64(p["addr_31_0"_f] & ~3u, p["addr_63_32"_f]), value)) return Step::failed;
  if (value != p["reference"_f]) queue.skip(p["exec_count"_f]);
  return Step::done;
}

// Engines of a group that shall execute the next words; this card is the first (and only) of its group.
Step predicated(Queue& queue, Words words) {
  const auto p = packet_as<PreExe>(words);
  if ((p["dev_sel"_f] & 1) == 0) queue.skip(p["exec_count"_f]);
  return Step::done;
}

// Signal adds one (or writes 1); wait takes one, and holds the queue while there is none.
Step semaphore(Queue& queue, Words words) {
  const auto p = packet_as<Semaphore>(words);
  const u64 address = join64(p["addr_31_0"_f] & ~7u, p["addr_63_32"_f]);
  u64 value = 0;
  if (!queue.load(address, value)) return Step::failed;
  if (p["signal"_f]) return queue.store(address, p["write_one"_f] ? u64{1} : value + 1) ? Step::done : Step::failed;
  if (value == 0) return queue.wait_for_memory(address);
  return queue.store(address, value - 1) ? Step::done : Step::failed;
}

Step register_write(Queue& queue, Words words) {
  const auto p = packet_as<SrbmWrite>(words);
  u32 mask = 0;
  for (u32 byte = 0; byte < 4; ++byte)
    if ((p["byte_en"_f] >> byte & 1) != 0) mask |= 0xffu << (8 * byte);
  const u32 address = p["addr"_f];
  const u32 kept = mask == ~0u ? 0 : queue.read_register(address) & ~mask;
  queue.write_register(address, kept | (p["data"_f] & mask));
  return Step::done;
}

// (register & ~mask) | value, for num_of_reg registers `stride` dwords apart.
Step register_rmw(Queue& queue, Words words) {
  const u32 stride = words[4] & 0xfffff, count = std::max(words[4] >> 20, 1u);
  for (u32 n = 0; n < count; ++n) {
    const u32 address = (words[1] & 0xfffff) + n * stride;
    queue.write_register(address, (queue.read_register(address) & ~words[2]) | words[3]);
  }
  return Step::done;
}

Step invalidate_translations(Queue& queue, Words words) {
  const auto p = packet_as<GpuvmInv>(words);
  if (p["l2_ptes"_f] || p["l1_ptes"_f])
    queue.services().hub.invalidate(static_cast<u16>(p["per_vmid_inv_req"_f]), p["four_kilobytes"_f]);
  return Step::done;
}

// The request in the format of the INVALIDATE_ENG registers, for an engine of either hub.
Step vm_invalidation(Queue& queue, Words words) {
  const u32 graphics = words[0] >> 16 & 0x1f, multimedia = words[0] >> 24 & 0x1f;
  if (graphics < 18) queue.services().hub.invalidate(static_cast<u16>(words[1]));
  if (multimedia < 18) queue.services().mmhub.invalidate(static_cast<u16>(words[1]));
  return Step::done;
}

Step cache_operation(Queue& queue, Words words) {
  const auto p = packet_as<GcrReq>(words);
  const regs::amd::pm4::GcrCntl caches(p["gcr_control_15_0"_f] | p["gcr_control_18_16"_f] << 16);
  if (caches["GLI_INV"_f] != 0) queue.services().instructions.invalidate_instructions();
  return Step::done;
}

constexpr PacketRow sync_rows[] = {
    {Op::nop, 0, "NOP", 1, nop, nop_size},
    {Op::indirect, 0, "INDIRECT", 6, indirect},
    {Op::fence, 0, "FENCE", 4, fence},
    {Op::trap, 0, "TRAP", 2, trap},
    {Op::dummy_trap, 0, "DUMMY_TRAP", 2, nop},
    {Op::sem, 0, "SEMAPHORE", 3, semaphore},
    {Op::poll_regmem, 0, "POLL_REGMEM", 6, poll},
    {Op::poll_regmem, 1, "POLL_REG_WRITE_MEM", 4, register_to_memory},
    {Op::poll_regmem, 4, "VM_INVALIDATION", 4, vm_invalidation},
    {Op::cond_exe, 0, "COND_EXE", 5, conditional},
    {Op::pre_exe, 0, "PRE_EXE", 2, predicated},
    {Op::srbm_write, 0, "SRBM_WRITE", 3, register_write},
    {Op::srbm_write, 1, "REGISTER_RMW", 5, register_rmw},
    {Op::gpuvm_inv, 0, "GPUVM_INV", 4, invalidate_translations},
    {Op::gcr_req, 0, "GCR_REQ", 5, cache_operation},
};

}  // namespace

std::span<const PacketRow> sync_packets() { return sync_rows; }

}  // namespace egpulab::simulator::amd::sdma

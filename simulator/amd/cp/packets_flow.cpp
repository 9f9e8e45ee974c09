// Packets that steer the fetcher: indirect buffers, conditional execution, NOP.
#include <fmt/format.h>

#include "simulator/amd/cp/queue.hpp"
#include "simulator/amd/tc_atomic.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

Step nop(ComputeQueue&, pm4::Header, Words) { return Step::done; }

Step indirect_buffer(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::IndirectBuffer>(body);
  const u64 address = join64(body[0] & ~3u, p["ib_base_hi"_f]);
  if (p["ib_size"_f] == 0) return Step::done;
  return queue.enter(address, p["ib_size"_f], static_cast<u8>(p["vmid"_f]), p["chain"_f]);
}

Step cond_exec(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::CondExec>(body);
  u32 condition = 0;
  if (!queue.load(join64(body[0] & ~3u, p["addr_hi"_f]), condition)) return Step::failed;
  if (condition == 0) queue.skip(p["exec_count"_f]);
  return Step::done;
}

// Devices of a group that shall execute the next words, in bits 31:24; this card is the first (and only) of its group.
Step pred_exec(ComputeQueue& queue, pm4::Header, Words body) {
  if ((body[0] >> 24 & 1) == 0) queue.skip(body[0] & 0x3fff);
  return Step::done;
}

Step cond_write(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::CondWrite>(body);
  u32 value = 0;
  if (p["poll_space"_f] == pm4::MemSpace::memory_space) {
    if (!queue.load(join64(body[1] & ~3u, body[2]), value)) return Step::failed;
  } else {
    value = queue.read_register(body[1]);
  }
  if (!compares(p["function"_f], value, p["mask"_f], p["reference"_f])) return Step::done;
  if (p["write_space"_f] == 1) return queue.store(join64(body[5] & ~3u, body[6]), body[7]) ? Step::done : Step::failed;
  queue.write_register(body[5], body[7]);
  return Step::done;
}

// Re-read from memory each time: software sets the valid bit there to let the queue go on.
Step rewind(ComputeQueue& queue, pm4::Header, Words body) {
  if (pm4::Rewind(body[0])["valid"_f]) return Step::done;
  return queue.wait_for_memory(queue.packet_address() + 4);
}

constexpr PacketRow flow_rows[] = {
    {Opcode::nop, 0, nop},
    {Opcode::indirect_buffer, 3, indirect_buffer},
    {Opcode::cond_exec, 4, cond_exec},
    {Opcode::pred_exec, 1, pred_exec},
    {Opcode::cond_write, 8, cond_write},
    {Opcode::rewind, 1, rewind},
};

}  // namespace

std::span<const PacketRow> flow_packets() { return flow_rows; }

}  // namespace egpulab::simulator::amd::cp

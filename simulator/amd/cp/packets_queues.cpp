// Packets that map and unmap other queues, as a kernel interface queue (KIQ) carries them out.
// Facts: driver/regs/amd/pm4_packets.hpp; Linux gfx_v11_0.c (gfx11_kiq_*), amdkfd/kfd_pm4_headers_ai.h for selectors.
#include <fmt/format.h>

#include "driver/regs/amd/mqd.hpp"
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

// Selectors of MAP_QUEUES and UNMAP_QUEUES.
enum class EngineSelect : u32 { compute = 0, compute_high = 1, sdma0 = 2, sdma1 = 3, graphics = 4, mes = 5 };
enum class UnmapAction : u32 { preempt = 0, reset = 1, disable_process_queues = 2, preempt_without_unmapping = 3 };
enum class UnmapSelect : u32 { by_doorbell = 0, by_process = 1, all = 2, all_non_static = 3 };
enum class StatusCommand : u32 { interrupt = 0, fence_now = 1, fence_after_work = 2, fence_then_interrupt = 3 };

// Only a queue that RLC_CP_SCHEDULERS names may map others: MEC firmware keeps these packets from user queues.
bool may_map(ComputeQueue& queue, Opcode opcode) {
  const QueueName& n = queue.name();
  if (queue.services().host.is_scheduler(n.me, n.pipe, n.queue)) return true;
  queue.malformed(CpInterrupt::bad_opcode,
                  fmt::format("{} on a queue that RLC_CP_SCHEDULERS does not name", to_string(opcode)));
  return false;
}

bool is_compute(u32 engine) {
  return engine == static_cast<u32>(EngineSelect::compute) || engine == static_cast<u32>(EngineSelect::compute_high);
}

// What the hardware scheduler may use; queues mapped to given slots do not depend on it.
Step set_resources(ComputeQueue& queue, pm4::Header, Words) {
  return may_map(queue, Opcode::set_resources) ? Step::done : Step::failed;
}

Step map_queues(ComputeQueue& queue, pm4::Header, Words body) {
  if (!may_map(queue, Opcode::map_queues)) return Step::failed;
  const auto p = body_as<pm4::MapQueues>(body);
  if (!is_compute(p["engine_sel"_f]) || p["queue_sel"_f] != 0) {
    queue.report(Finding::unmodelled,
                 fmt::format("MAP_QUEUES with engine_sel {} and queue_sel {}", p["engine_sel"_f], p["queue_sel"_f]));
    return Step::done;
  }
  const auto me = static_cast<u8>(p["me"_f]), pipe = static_cast<u8>(p["pipe"_f]), slot = static_cast<u8>(p["queue"_f]);
  ComputeQueue* target = queue.services().host.queue(me, pipe, slot);
  if (!target || p["num_queues"_f] != 1)
    return queue.malformed(CpInterrupt::reserved_bit,
                           fmt::format("MAP_QUEUES of {} queues at ME {} pipe {} queue {}; expected 1 at an ME of "
                                       "1 or 2",
                                       p["num_queues"_f], me, pipe, slot));
  if (target->active())
    return queue.malformed(CpInterrupt::reserved_bit,
                           fmt::format("MAP_QUEUES to {}, which is mapped already", target->name().text()));
  const u64 address = join64(p["mqd_addr_lo"_f], p["mqd_addr_hi"_f]);
  std::array<u32, mqd::compute_dwords> descriptor{};
  if (!queue.read(address, std::as_writable_bytes(std::span(descriptor)))) return Step::failed;
  if (!target->load_descriptor(descriptor))
    return queue.malformed(
        CpInterrupt::reserved_bit,
        fmt::format("MAP_QUEUES of the descriptor at {:#x}, which begins with {:#x} instead of {:#x}", address,
                    descriptor[0], mqd::compute_header));
  HqdBank& hqd = target->hqd();
  hqd.put(CpMqdBaseAddr(low32(address)));
  hqd.put(CpMqdBaseAddrHi{"BASE_ADDR_HI"_f = high32(address) & 0xffff});
  if (p["vmid"_f] != 0) hqd.set<CpHqdVmid>("VMID"_f = p["vmid"_f]);
  hqd.put(CpHqdPqWptrPollAddr(p["wptr_addr_lo"_f] & ~7u));
  hqd.put(CpHqdPqWptrPollAddrHi{"WPTR_ADDR_HI"_f = p["wptr_addr_hi"_f] & 0xffff});
  hqd.set<CpHqdPqDoorbellControl>("DOORBELL_OFFSET"_f = p["doorbell_offset"_f], "DOORBELL_EN"_f = true,
                                  "DOORBELL_HIT"_f = false);
  hqd.set<CpHqdActive>("ACTIVE"_f = true);
  target->connect();
  target->read_write_pointer();
  return Step::done;
}

std::vector<ComputeQueue*> queues_to_unmap(ComputeQueue& queue, UnmapSelect select, u32 count, Words body) {
  QueueHost& host = queue.services().host;
  std::vector<ComputeQueue*> found;
  if (select == UnmapSelect::by_doorbell) {
    for (u32 n = 0; n < std::min(count, 4u); ++n)
      if (ComputeQueue* q = host.queue_of_doorbell(body[1 + n] >> 2 & 0x3ffffff); q && q->active()) found.push_back(q);
    return found;
  }
  for (u8 me = 1; me <= 2; ++me)
    for (u8 pipe = 0; pipe < 4; ++pipe)
      for (u8 slot = 0; slot < 8; ++slot)
        if (ComputeQueue* q = host.queue(me, pipe, slot); q != &queue && q->active()) found.push_back(q);
  return found;
}

// Asks the queues to leave, then waits until the last has left.
Step unmap_queues(ComputeQueue& queue, pm4::Header, Words body) {
  if (!may_map(queue, Opcode::unmap_queues)) return Step::failed;
  const auto p = body_as<pm4::UnmapQueues>(body);
  const auto select = static_cast<UnmapSelect>(p["queue_sel"_f]);
  const auto action = static_cast<UnmapAction>(p["action"_f]);
  if (!is_compute(p["engine_sel"_f]) || select == UnmapSelect::by_process ||
      (action != UnmapAction::preempt && action != UnmapAction::reset)) {
    queue.report(Finding::unmodelled, fmt::format("UNMAP_QUEUES with engine_sel {}, queue_sel {} and action {}",
                                                  p["engine_sel"_f], p["queue_sel"_f], p["action"_f]));
    return Step::done;
  }
  const auto leaving = queues_to_unmap(queue, select, p["num_queues"_f], body);
  if (queue.phase() == 0) {
    const auto how = action == UnmapAction::reset ? DequeueRequest::reset_waves : DequeueRequest::drain_pipe;
    for (ComputeQueue* q : leaving) {
      q->hqd().put(CpHqdDequeueRequest{"DEQUEUE_REQ"_f = how});
      q->dequeue_requested();
    }
    queue.phase() = 1;
  }
  for (const ComputeQueue* q : leaving)
    if (q->active()) return queue.wait_for_time(0);
  return Step::done;
}

Step query_status(ComputeQueue& queue, pm4::Header, Words body) {
  if (!may_map(queue, Opcode::query_status)) return Step::failed;
  const auto p = body_as<pm4::QueryStatus>(body);
  const auto command = static_cast<StatusCommand>(p["command"_f]);
  const u64 address = join64(p["addr_lo"_f] & ~7u, p["addr_hi"_f]);
  if (command != StatusCommand::interrupt && !queue.store(address, join64(p["data_lo"_f], p["data_hi"_f])))
    return Step::failed;
  if (command == StatusCommand::interrupt || command == StatusCommand::fence_then_interrupt)
    queue.interrupt(CpInterrupt::query_status, p["context_id"_f]);
  return Step::done;
}

constexpr PacketRow queues_rows[] = {
    {Opcode::set_resources, 7, set_resources},
    {Opcode::map_queues, 6, map_queues},
    {Opcode::unmap_queues, 5, unmap_queues},
    {Opcode::query_status, 6, query_status},
};

}  // namespace

std::span<const PacketRow> queue_packets() { return queues_rows; }

}  // namespace egpulab::simulator::amd::cp

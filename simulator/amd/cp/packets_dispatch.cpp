// Packets that start kernels.
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

Step dispatch_direct(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::DispatchDirect>(body);
  return queue.dispatch({p["dim_x"_f], p["dim_y"_f], p["dim_z"_f]}, p["dispatch_initiator"_f]);
}

// On compute queues the packet holds the address itself (on graphics queues an offset from SET_BASE).
Step dispatch_indirect(ComputeQueue& queue, pm4::Header, Words body) {
  const auto p = body_as<pm4::DispatchIndirect>(body);
  isa::rdna::Extent groups{};
  if (!queue.load(join64(p["addr_lo"_f] & ~3u, p["addr_hi"_f]), groups)) return Step::failed;
  return queue.dispatch(groups, p["dispatch_initiator"_f]);
}

constexpr PacketRow dispatch_rows[] = {
    {Opcode::dispatch_direct, 4, dispatch_direct},
    {Opcode::dispatch_indirect, 3, dispatch_indirect},
};

}  // namespace

std::span<const PacketRow> dispatch_packets() { return dispatch_rows; }

}  // namespace egpulab::simulator::amd::cp

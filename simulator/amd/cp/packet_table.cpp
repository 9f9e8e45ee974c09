// All packets of compute queues, by opcode.
#include <array>

#include "simulator/amd/cp/packet.hpp"

namespace egpulab::simulator::amd::cp {

const PacketRow* packet_row(regs::amd::pm4::Opcode opcode) {
  static const std::array<const PacketRow*, 256> table = [] {
    std::array<const PacketRow*, 256> rows{};
    for (const auto family : {flow_packets(), register_packets(), data_packets(), sync_packets(), dispatch_packets(),
                              queue_packets(), unmodelled_packets()})
      for (const PacketRow& row : family) rows[static_cast<u32>(row.opcode)] = &row;
    return rows;
  }();
  return table[static_cast<u32>(opcode) & 0xff];
}

}  // namespace egpulab::simulator::amd::cp

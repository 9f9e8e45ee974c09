// PM4 packets as table rows: opcode, how many words it must have, what it does.
#pragma once

#include <algorithm>
#include <span>
#include <type_traits>

#include "driver/regs/amd/pm4_packets.hpp"

namespace egpulab::simulator::amd::cp {

class ComputeQueue;

enum class Step : u8 {
  done,    // the packet is behind us
  jumped,  // the same, and the fetcher is elsewhere already
  wait,    // the packet stays and is executed again when what it waits for may have happened
  again,   // part of it is done; it goes on after others had a turn
  failed,  // the queue has stopped
};

using Words = std::span<const u32>;

struct PacketRow {
  regs::amd::pm4::Opcode opcode;
  u32 words;  // least number after the header
  Step (*run)(ComputeQueue& queue, regs::amd::pm4::Header header, Words body);
};

// Null for an opcode that compute queues do not have.
const PacketRow* packet_row(regs::amd::pm4::Opcode opcode);

// The families, each in its own file.
std::span<const PacketRow> flow_packets();
std::span<const PacketRow> register_packets();
std::span<const PacketRow> data_packets();
std::span<const PacketRow> sync_packets();
std::span<const PacketRow> dispatch_packets();
std::span<const PacketRow> queue_packets();
std::span<const PacketRow> unmodelled_packets();

// The body as a typed packet; the row's `words` has made sure of the size.
template <class P>
P body_as(Words words) {
  typename P::raw_type raw{};
  if constexpr (std::is_integral_v<decltype(raw)>)
    raw = words[0];
  else
    std::copy_n(words.begin(), raw.size(), raw.begin());
  return P(raw);
}

}  // namespace egpulab::simulator::amd::cp

// SDMA packets as table rows: operation, size, what it does.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "driver/regs/amd/sdma_packets.hpp"

namespace egpulab::simulator::amd::sdma {

class Queue;

enum class Step : u8 {
  done,    // the packet is behind us
  jumped,  // the same, and the fetcher is elsewhere already
  again,   // part of it is done; it goes on after some time
  wait,    // the packet stays and is executed again when what it waits for may have happened
  failed,  // the queue has stopped
};

using Words = std::span<const u32>;  // header included

struct PacketRow {
  regs::amd::sdma::Op op;
  u32 sub_op;
  std::string_view name;  // the vendor's
  u32 dwords;             // size, header included; what all its forms have at least
  Step (*run)(Queue& queue, Words packet);
  u32 (*size)(Words packet) = nullptr;  // of packets that vary, from the first `dwords`
};

// Null for an operation that the engine does not have.
const PacketRow* packet_row(u32 header);

std::span<const PacketRow> copy_packets();
std::span<const PacketRow> fill_packets();
std::span<const PacketRow> sync_packets();
std::span<const PacketRow> unmodelled_packets();

template <class P>
P packet_as(Words words) {
  typename P::raw_type raw{};
  if constexpr (std::is_same_v<decltype(raw), u64>)
    raw = join64(words[0], words[1]);
  else
    std::copy_n(words.begin(), raw.size(), raw.begin());
  return P(raw);
}

}  // namespace egpulab::simulator::amd::sdma

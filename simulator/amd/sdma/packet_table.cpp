// All packets of SDMA, by operation; and those that the model passes over.
#include <fmt/format.h>

#include <array>

#include "simulator/amd/sdma/queue.hpp"

namespace egpulab::simulator::amd::sdma {

using regs::amd::sdma::Op;

namespace {

Step unmodelled(Queue& queue, Words packet) {
  queue.report(Finding::unmodelled, fmt::format("packet {}", packet_row(packet[0])->name));
  return Step::done;
}

u32 write_tiled_size(Words packet) { return 9 + (packet[8] & 0xfffff) + 1; }

// Sizes: sdma_v6_0_0_pkt_open.h. Tiled surfaces belong to graphics; the others have no user that we know of.
constexpr PacketRow rows[] = {
    {Op::copy, 1, "COPY_TILED", 13, unmodelled},
    {Op::copy, 3, "COPY_STRUCT", 8, unmodelled},
    {Op::copy, 5, "COPY_TILED_SUBWIN", 17, unmodelled},
    {Op::copy, 6, "COPY_T2T", 18, unmodelled},
    {Op::copy, 7, "COPY_DIRTY_PAGE", 7, unmodelled},
    {Op::copy, 8, "COPY_PHYSICAL_LINEAR", 7, unmodelled},
    {Op::copy, 17, "COPY_TILED_BC", 13, unmodelled},
    {Op::copy, 21, "COPY_TILED_SUBWIN_BC", 14, unmodelled},
    {Op::copy, 22, "COPY_T2T_BC", 15, unmodelled},
    {Op::write, 1, "WRITE_TILED", 10, unmodelled, write_tiled_size},
    {Op::write, 17, "WRITE_TILED_BC", 10, unmodelled, write_tiled_size},
    {Op::poll_regmem, 2, "POLL_DBIT_WRITE_MEM", 5, unmodelled},
    {Op::poll_regmem, 3, "POLL_MEM_VERIFY", 13, unmodelled},
    {Op::const_fill, 1, "DATA_FILL_MULTI", 6, unmodelled},
    {Op::ptepde, 1, "PTEPDE_COPY", 8, unmodelled},
    {Op::ptepde, 2, "PTEPDE_RMW", 8, unmodelled},
    {Op::ptepde, 3, "PTEPDE_COPY_BACKWARDS", 7, unmodelled},
};

}  // namespace

std::span<const PacketRow> unmodelled_packets() { return rows; }

const PacketRow* packet_row(u32 header) {
  static const std::vector<const PacketRow*> by_operation = [] {
    std::vector<const PacketRow*> table(64 * 64);
    for (const auto family : {copy_packets(), fill_packets(), sync_packets(), unmodelled_packets()})
      for (const PacketRow& row : family) table[static_cast<u32>(row.op) * 64 + row.sub_op] = &row;
    return table;
  }();
  const u32 op = header & 0xff, sub_op = header >> 8 & 0xff;
  return op < 64 && sub_op < 64 ? by_operation[op * 64 + sub_op] : nullptr;
}

}  // namespace egpulab::simulator::amd::sdma

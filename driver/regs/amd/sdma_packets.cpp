// The table of SDMA packets.
#include "driver/regs/amd/sdma_packets.hpp"

namespace egpulab::regs::amd::sdma {
namespace {

template <class Packet>
constexpr PacketInfo packet(std::string_view name, Op op, u32 sub_op) {
  return {name, op, sub_op, Packet::width / 32, Packet::fields};
}

// clang-format off
constexpr PacketInfo table[] = {
    packet<Nop>("NOP", Op::nop, 0),
    packet<CopyLinear>("COPY_LINEAR", Op::copy, 0),
    packet<CopyBroadcastLinear>("COPY_BROADCAST_LINEAR", Op::copy, 0),
    packet<CopyLinearSubwin>("COPY_LINEAR_SUBWIN", Op::copy, 4),
    packet<WriteUntiled>("WRITE_UNTILED", Op::write, 0),
    packet<Indirect>("INDIRECT", Op::indirect, 0),
    packet<Fence>("FENCE", Op::fence, 0),
    packet<Trap>("TRAP", Op::trap, 0),
    packet<DummyTrap>("DUMMY_TRAP", Op::dummy_trap, 0),
    packet<Semaphore>("SEMAPHORE", Op::sem, 0),
    packet<MemIncr>("MEM_INCR", Op::sem, 1),
    packet<PollRegmem>("POLL_REGMEM", Op::poll_regmem, 0),
    packet<PollRegWriteMem>("POLL_REG_WRITE_MEM", Op::poll_regmem, 1),
    packet<PollDbitWriteMem>("POLL_DBIT_WRITE_MEM", Op::poll_regmem, 2),
    packet<PollMemVerify>("POLL_MEM_VERIFY", Op::poll_regmem, 3),
    packet<CondExe>("COND_EXE", Op::cond_exe, 0),
    packet<Atomic>("ATOMIC", Op::atomic, 0),
    packet<ConstantFill>("CONSTANT_FILL", Op::const_fill, 0),
    packet<DataFillMulti>("DATA_FILL_MULTI", Op::const_fill, 1),
    packet<WriteIncr>("WRITE_INCR", Op::ptepde, 0),
    packet<PtepdeCopy>("PTEPDE_COPY", Op::ptepde, 1),
    packet<PtepdeRmw>("PTEPDE_RMW", Op::ptepde, 2),
    packet<PtepdeCopyBackwards>("PTEPDE_COPY_BACKWARDS", Op::ptepde, 3),
    packet<TimestampSet>("TIMESTAMP_SET", Op::timestamp, 0),
    packet<TimestampGet>("TIMESTAMP_GET", Op::timestamp, 1),
    packet<TimestampGetGlobal>("TIMESTAMP_GET_GLOBAL", Op::timestamp, 2),
    packet<SrbmWrite>("SRBM_WRITE", Op::srbm_write, 0),
    packet<PreExe>("PRE_EXE", Op::pre_exe, 0),
    packet<GpuvmInv>("GPUVM_INV", Op::gpuvm_inv, 0),
    packet<GcrReq>("GCR_REQ", Op::gcr_req, 0),
};
// clang-format on

}  // namespace

std::string_view to_string(Op op) {
  switch (op) {
    case Op::nop:
      return "NOP";
    case Op::copy:
      return "COPY";
    case Op::write:
      return "WRITE";
    case Op::indirect:
      return "INDIRECT";
    case Op::fence:
      return "FENCE";
    case Op::trap:
      return "TRAP";
    case Op::sem:
      return "SEM";
    case Op::poll_regmem:
      return "POLL_REGMEM";
    case Op::cond_exe:
      return "COND_EXE";
    case Op::atomic:
      return "ATOMIC";
    case Op::const_fill:
      return "CONST_FILL";
    case Op::ptepde:
      return "PTEPDE";
    case Op::timestamp:
      return "TIMESTAMP";
    case Op::srbm_write:
      return "SRBM_WRITE";
    case Op::pre_exe:
      return "PRE_EXE";
    case Op::gpuvm_inv:
      return "GPUVM_INV";
    case Op::gcr_req:
      return "GCR_REQ";
    case Op::dummy_trap:
      return "DUMMY_TRAP";
  }
  return {};
}

std::span<const PacketInfo> packets() { return table; }

const PacketInfo* find_packet(u32 header) {
  const Header h(header);
  const bool broadcast = (header >> 27 & 1) != 0;  // the same bit in both linear copies
  for (const PacketInfo& p : table) {
    if (p.op != h["op"_f] || p.sub_op != h["sub_op"_f]) continue;
    if (p.op == Op::copy && p.sub_op == 0 && (p.name == "COPY_BROADCAST_LINEAR") != broadcast) continue;
    return &p;
  }
  return nullptr;
}

}  // namespace egpulab::regs::amd::sdma

// Packets that set registers.
#include <fmt/format.h>

#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using pm4::Opcode;

namespace {

// SET_SH_REG, SET_UCONFIG_REG and their indexed forms: values for consecutive registers of the opcode's range.
Step set_registers(ComputeQueue& queue, pm4::Header header, Words body) {
  const pm4::RegisterRange& range = *pm4::register_range(header["OPCODE"_f]);
  const u32 first = range.first + pm4::SetShReg(body[0])["reg_offset"_f];
  const auto count = static_cast<u32>(body.size() - 1);
  if (first + count > range.last)
    return queue.malformed(CpInterrupt::reserved_bit,
                           fmt::format("{} of {} registers from {:#x}; expected at most {:#x}",
                                       to_string(header["OPCODE"_f]), count, first, range.last - 1));
  for (u32 n = 0; n < count; ++n) queue.write_register(first + n, body[1 + n]);
  return Step::done;
}

// Offset in the queue's own descriptor registers, from CP_MQD_BASE_ADDR on.
Step set_queue_register(ComputeQueue& queue, pm4::Header, Words body) {
  const u32 first = pm4::SetQueueReg(body[0])["reg_offset"_f];
  for (u32 n = 0; n + 1 < body.size(); ++n) {
    if (first + n >= HqdBank::count)
      return queue.malformed(
          CpInterrupt::reserved_bit,
          fmt::format("SET_QUEUE_REG of register {:#x}; a queue has {:#x}", first + n, +HqdBank::count));
    queue.hqd().put_word(first + n, body[1 + n]);
  }
  return Step::done;
}

// (register & and_mask) | or_mask; both masks may come from registers (bits 30 and 31).
Step register_rmw(ComputeQueue& queue, pm4::Header, Words body) {
  const u32 target = body[0] & 0x1ffff;
  const u32 and_mask = (body[0] >> 31) != 0 ? queue.read_register(body[1]) : body[1];
  const u32 or_mask = (body[0] >> 30 & 1) != 0 ? queue.read_register(body[2]) : body[2];
  queue.write_register(target, (queue.read_register(target) & and_mask) | or_mask);
  return Step::done;
}

constexpr PacketRow registers_rows[] = {
    {Opcode::set_sh_reg, 2, set_registers},      {Opcode::set_sh_reg_index, 2, set_registers},
    {Opcode::set_uconfig_reg, 2, set_registers}, {Opcode::set_uconfig_reg_index, 2, set_registers},
    {Opcode::set_config_reg, 2, set_registers},  {Opcode::set_queue_reg, 2, set_queue_register},
    {Opcode::reg_rmw, 3, register_rmw},
};

}  // namespace

std::span<const PacketRow> register_packets() { return registers_rows; }

}  // namespace egpulab::simulator::amd::cp

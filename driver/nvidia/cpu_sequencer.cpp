// Operations: open-gpu-kernel-modules rmgspseq.h, nouveau r535_gsp_msg_run_cpu_sequencer.
#include "driver/nvidia/cpu_sequencer.hpp"

#include <algorithm>

#include "driver/nvidia/gsp_error.hpp"
#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "driver/regs/nvidia/pgc6.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
namespace rm = regs::nvidia::gsp::r570_144;
using Op = rm::SequencerOpcode;

void CpuSequencer::run(Bytes payload) {
  if (payload.size() < sizeof(rm::RpcRunCpuSequencer))
    throw RpcBroken(fmt::format("GSP-RM's register sequence: expected at least {} bytes, found {}",
                                sizeof(rm::RpcRunCpuSequencer), payload.size()));
  auto header = load<rm::RpcRunCpuSequencer>(payload);
  const Bytes commands = payload.subspan(sizeof header);
  const std::size_t words = std::min<std::size_t>(header.cmd_index, commands.size() / 4);
  if (words != header.cmd_index)
    throw RpcBroken(fmt::format("GSP-RM's register sequence: expected {} words, found {}", header.cmd_index, words));
  const auto word = [&](std::size_t i) { return load<u32>(commands, 4 * i); };
  for (std::size_t at = 0; at < words;) {
    const u32 code = word(at);
    const auto op = static_cast<Op>(code);
    const std::size_t arguments = rm::argument_words(op);
    if (code > static_cast<u32>(Op::core_resume) || at + 1 + arguments > words)
      throw RpcBroken(
          fmt::format("GSP-RM's register sequence, word {}: expected an operation 0 to 8 with its arguments "
                      "within {} words, found {:#x}",
                      at, words, code));
    const auto argument = [&](std::size_t i) { return word(at + 1 + i); };
    switch (op) {
      case Op::reg_write:
        registers_.raw_write(argument(0), argument(1));
        break;
      case Op::reg_modify: {
        const u32 mask = argument(1);
        registers_.raw_write(argument(0), (registers_.raw_read(argument(0), {}, true) & ~mask) | (argument(2) & mask));
        break;
      }
      case Op::reg_poll: {
        u32 value = 0;
        constexpr u32 shortest = 1000;  // us
        const Nanoseconds limit = std::chrono::microseconds(std::max(argument(3), shortest));
        registers_.link().wait(
            bus::Wait{"a register that GSP-RM's sequence polls", limit, std::chrono::microseconds(2)},
            [&] {
              value = registers_.raw_read(argument(0), {}, true);
              return (value & argument(1)) == argument(2);
            },
            [&] {
              return fmt::format("BAR0 offset {:#x} = {:#x}, expected {:#x} under mask {:#x}; GSP-RM's error {:#x}",
                                 argument(0), value, argument(2), argument(1), argument(4));
            });
        break;
      }
      case Op::delay_us:
        registers_.link().flush();
        registers_.link().clock().sleep_for(std::chrono::microseconds(argument(0)));
        break;
      case Op::reg_store:
        if (argument(1) >= std::size(header.reg_save_area))
          throw RpcBroken(fmt::format("GSP-RM's register sequence, word {}: expected a place below {}, found {}", at,
                                      std::size(header.reg_save_area), argument(1)));
        header.reg_save_area[argument(1)] = registers_.raw_read(argument(0), {}, true);
        break;
      case Op::core_reset:
        gsp_.reset();
        gsp_.prepare_dma();
        break;
      case Op::core_start:
        gsp_.start();
        break;
      case Op::core_wait_for_halt:
        gsp_.wait_until_halted("what GSP-RM's register sequence started");
        break;
      case Op::core_resume:
        resume();
        break;
    }
    at += 1 + arguments;
  }
}

// Hands the GSP back to its RISC-V core; SEC2 still has the booter, which does it.
void CpuSequencer::resume() {
  gsp_.reset_to_riscv();
  gsp_.write_mailboxes(libos_arguments_);
  sec2_.start();
  registers_.at<Pgc6BsiSecureScratch14>().wait("SEC2's handoff to GSP-RM", timeouts::falcon_run,
                                               "BOOT_STAGE_3_HANDOFF"_f == true);
  if (const u32 error = sec2_.mailboxes().first; error != 0)
    throw FirmwareRejected(fmt::format("the booter on SEC2 failed to resume GSP-RM: mailbox {:#x}", error));
  gsp_.at<FalconOs>().write(FalconOs(app_version_));
  if (!gsp_.riscv_active()) throw DeviceFault("the GSP's RISC-V core does not run after GSP-RM was resumed");
}

}  // namespace egpulab::driver::nvidia

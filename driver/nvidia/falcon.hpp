// A microcontroller of the chip (GSP, SEC2): reset, loading of signed microcode through its DMA engine, running it.
#pragma once

#include <optional>

#include "driver/nvidia/microcode.hpp"

namespace egpulab::driver::nvidia {

class FalconUnit {
 public:
  // `boot_0`: what NV_PMC_BOOT_0 read; microcode finds it in a scratch register.
  FalconUnit(Registers& registers, const regs::nvidia::Microcontroller& unit, u32 boot_0)
      : registers_(registers), unit_(unit), boot_0_(boot_0) {}

  const regs::nvidia::Microcontroller& unit() const { return unit_; }

  // Resets the unit and brings up its Falcon core.
  void reset();
  // Resets it and selects its RISC-V core, which the boot chain starts.
  void reset_to_riscv();

  struct Mailboxes {
    u32 first = 0, second = 0;
  };
  // Loads the microcode and runs it until it halts; returns what it left in its mailboxes. Throws Timeout, LinkLost.
  Mailboxes run(const Microcode& microcode, std::optional<Mailboxes> given);

  void write_mailboxes(u64 value);
  Mailboxes mailboxes();
  bool riscv_active();
  bool riscv_halted();

  // Parts of the above that GSP-RM's register sequences ask for.
  void prepare_dma();
  void start();
  void wait_until_halted(std::string_view what);

  template <class R, class... Index>
  RegisterRef<R> at(Index... index) {
    return registers_.of<R>(unit_, index...);
  }

 private:
  void reset_unit();
  void load(const Microcode& microcode, u64 bus_address);
  void copy_in(bool code, u64 from, u32 offset, u32 to, u32 size);

  Registers& registers_;
  const regs::nvidia::Microcontroller& unit_;
  u32 boot_0_;
};

}  // namespace egpulab::driver::nvidia

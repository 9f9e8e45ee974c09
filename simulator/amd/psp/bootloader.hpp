// The PSP's boot ROM and bootloader: takes the parts of the secure operating system (sOS), in its order.
#pragma once

#include <array>

#include "driver/regs/amd/ip.hpp"
#include "simulator/amd/psp/key_database.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd::psp {

using regs::amd::psp::BootloaderCommand;

class Bootloader {
 public:
  Bootloader(McMemory& memory, regs::amd::IpVersion version) : memory_(memory), version_(version) {}

  // How long a command takes before its answer; 0 for one that does not exist.
  static Nanoseconds duration(BootloaderCommand command);
  // Runs a command on the image at an MC address. The value is the image's version.
  Checked<u32> run(BootloaderCommand command, u64 address);
  // LOAD_SOSDRV succeeded: the bootloader is gone.
  bool done() const { return loaded(BootloaderCommand::load_sosdrv); }

  // Of the key database that was loaded.
  const KeyDatabase& keys() const { return keys_; }

  void reset() { loaded_ = 0, keys_.reset(); }
  void visit(StateVisitor& visit) { visit(loaded_), visit(keys_); }

 private:
  bool loaded(BootloaderCommand command) const;

  McMemory& memory_;
  regs::amd::IpVersion version_;
  KeyDatabase keys_;
  u32 loaded_ = 0;  // bit per row of the command table
};

}  // namespace egpulab::simulator::amd::psp

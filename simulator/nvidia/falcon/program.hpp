// Microcode as the simulator runs it: not instruction by instruction, but what each known program does.
#pragma once

#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::simulator::nvidia {

// What a program may touch of the Falcon that it runs on.
struct ProgramRun {
  Bytes code;  // the verified secure blocks
  MutableBytes dmem;
  u32& mailbox0;
  u32& mailbox1;
};

// One instance per program and card; state, if it has any, is visited by its owner.
class Program {
 public:
  virtual ~Program() = default;
  virtual std::string_view name() const = 0;
  // How long it runs; its effects happen at the end.
  virtual Nanoseconds duration() const = 0;
  // More than any image's signature: whether it is the very image that the card knows. Empty: it is; else what differs.
  virtual std::string reject(Bytes /*code*/, Bytes /*dmem*/, u32 /*signature_offset*/) const { return {}; }
  virtual void run(ProgramRun run) = 0;
};

// A program is known by what the boot ROM knows of it: whom it is signed for, and its ucode id.
struct ProgramRow {
  u32 engine_id_mask = 0;
  u32 ucode_id = 0;
  Program* program = nullptr;
};

}  // namespace egpulab::simulator::nvidia

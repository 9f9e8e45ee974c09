// Where faults are told of: the two buffers in memory, and the registers for those that find no buffer.
#pragma once

#include "driver/regs/nvidia/virtual_function.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/mmu/translation.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

class Mmu;

// All its state is in registers.
class FaultBuffers {
 public:
  explicit FaultBuffers(Registers registers);

  // Which of the things that interrupt happened.
  struct Outcome {
    bool stored = false;    // in the buffer
    bool overflow = false;  // the buffer was full, and the fault is lost
  };
  // `virtual_space` translates the buffer's own address where it is virtual (BAR2's space).
  Outcome store(const MmuFault& fault, bool replayable, u64 nanoseconds, PhysicalMemory& memory, Mmu& mmu);

 private:
  void get_written(regs::nvidia::MmuFaultBufferGet written, u32 buffer);
  void size_written(regs::nvidia::MmuFaultBufferSize written, u32 buffer);
  void status_written(regs::nvidia::MmuFaultStatus written);
  regs::nvidia::MmuFaultStatus read_status(regs::nvidia::MmuFaultStatus stored);
  void latch(const MmuFault& fault, bool replayable);

  Registers registers_;
};

}  // namespace egpulab::simulator::nvidia

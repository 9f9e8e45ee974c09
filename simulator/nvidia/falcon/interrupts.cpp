// A Falcon's interrupt registers, and its line to the CPU's interrupt tree.
#include "simulator/nvidia/falcon/falcon.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

void Falcon::declare_interrupts() {
  registers_.storage<FalconIrqstat, FalconIrqmode, FalconIrqmask, FalconIrqdest>();
  registers_.on_write<FalconIrqsset, &Falcon::set_written>(this);
  registers_.on_write<FalconIrqsclr, &Falcon::clear_written>(this);
  registers_.on_write<FalconIrqmset, &Falcon::mask_set_written>(this);
  registers_.on_write<FalconIrqmclr, &Falcon::mask_clear_written>(this);
  registers_.on_write<FalconIntrRetrigger, &Falcon::retrigger_written>(this);
}

// The core that runs has the say.
u32 Falcon::interrupt_mask() const {
  return riscv_active_ ? registers_.get<RiscvIrqmask>().raw() : registers_.get<FalconIrqmask>().raw();
}

void Falcon::interrupt(u32 bits) {
  pending_ |= bits;
  registers_.put(FalconIrqstat(pending_));
  if (bits & interrupt_mask()) interrupts_.raise(traits_.interrupt_vector);
}

void Falcon::raise_swgen0() { interrupt(FalconIrqstat("SWGEN0"_f = true).raw()); }

void Falcon::set_written(FalconIrqsset written) { interrupt(written.raw()); }
void Falcon::clear_written(FalconIrqsclr written) {
  pending_ &= ~written.raw();
  registers_.put(FalconIrqstat(pending_));
}
void Falcon::mask_set_written(FalconIrqmset written) {
  registers_.put(FalconIrqmask(registers_.get<FalconIrqmask>().raw() | written.raw()));
  interrupt(pending_ & written.raw());
}
void Falcon::mask_clear_written(FalconIrqmclr written) {
  registers_.put(FalconIrqmask(registers_.get<FalconIrqmask>().raw() & ~written.raw()));
}
// What is still pending interrupts once more.
void Falcon::retrigger_written(FalconIntrRetrigger written) {
  if (written["TRIGGER"_f]) interrupt(pending_);
}

}  // namespace egpulab::simulator::nvidia

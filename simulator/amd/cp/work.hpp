// What a queue has handed to the shaders and not seen the end of, in order.
#pragma once

#include <memory>

#include "simulator/isa/rdna/dispatch.hpp"

namespace egpulab::simulator::amd::cp {

// What happens once all earlier work of the queue has ended.
struct EndOfPipe {
  u64 address = 0, data = 0;
  u32 interrupt_context = 0;
  u8 data_select = 0;       // pm4::ReleaseData
  u8 interrupt_select = 0;  // pm4::ReleaseInterrupt
  u64 signal = 0;           // AQL completion signal, or 0

  void visit(StateVisitor& v) {
    v(address), v(data), v(interrupt_context), v(data_select), v(interrupt_select), v(signal);
  }
};

struct Work {
  enum class Kind : u8 { kernel, release };
  enum class State : u8 { running, finishing, finished, faulted };

  Kind kind = Kind::release;
  State state = State::running;
  u8 vmid = 0;
  u32 units = 0;  // compute units it may use
  u64 waves = 0;
  u64 started = 0;  // ticks of the reference clock
  EndOfPipe end;
  std::unique_ptr<isa::rdna::Dispatch> dispatch;  // of a kernel

  void visit(StateVisitor& v) { v(kind), v(state), v(vmid), v(units), v(waves), v(started), v(end); }
};

}  // namespace egpulab::simulator::amd::cp

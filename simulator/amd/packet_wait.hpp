// How a packet that waits is woken: by a write to the page it looks at, or by time.
#pragma once

#include <optional>

#include "simulator/amd/page_watch.hpp"

namespace egpulab::simulator::amd {

// The queue whose packet waits.
class Sleeper {
 public:
  virtual ~Sleeper() = default;
  virtual void wake(Nanoseconds delay) = 0;  // look again after this long, or earlier if that is planned already
};

class PacketWait final : private PageListener {
 public:
  enum class Reason : u8 { none, memory, time, other };

  PacketWait(MemoryHub& hub, Sleeper& sleeper) : sleeper_(sleeper), watch_(hub, *this) {}

  Reason reason() const { return reason_; }
  // Until the page that holds `va` is written by whomever.
  std::optional<isa::MemoryFault> for_memory(u8 vmid, u64 va);
  // For a register, or for any of several places. `interval` is in 16 clocks, as packets give it; each further look at
  // the same packet waits twice as long, so that a wait that never ends costs little.
  void for_time(u32 interval);
  // The owner will wake the queue itself.
  void for_other();
  void stop();
  void packet_done() { looks_ = 0; }

  void visit(StateVisitor& visit) { visit(reason_), visit(looks_), visit(watch_); }

 private:
  void page_changed() override;

  Sleeper& sleeper_;
  PageWatch watch_;
  Reason reason_ = Reason::none;
  u32 looks_ = 0;
};

}  // namespace egpulab::simulator::amd

// How a packet that waits is woken: by a write to the page it looks at, or by time.
#pragma once

#include <optional>

#include "simulator/amd/memory_hub.hpp"

namespace egpulab::simulator::amd {

// The queue whose packet waits.
class Sleeper {
 public:
  virtual ~Sleeper() = default;
  virtual void wake(Nanoseconds delay) = 0;  // look again after this long, or earlier if that is planned already
};

class PacketWait final : private PageWatcher {
 public:
  enum class Reason : u8 { none, memory, time, other };

  PacketWait(MemoryHub& hub, Sleeper& sleeper) : hub_(hub), sleeper_(sleeper) {}
  ~PacketWait() override { stop(); }
  PacketWait(const PacketWait&) = delete;
  PacketWait& operator=(const PacketWait&) = delete;

  Reason reason() const { return reason_; }
  // Until the page that holds `va` is written by whomever.
  std::optional<isa::MemoryFault> for_memory(u8 vmid, u64 va);
  // For a register, or for any of several places. `interval` is in 16 clocks, as packets give it; each further look at
  // the same packet waits twice as long, so that a wait that never ends costs little.
  void for_time(u32 interval);
  // The owner will wake the queue itself.
  void for_other() { reason_ = Reason::other; }
  void stop();
  void packet_done() { looks_ = 0; }

  void visit(StateVisitor& visit);

 private:
  void watch();
  void page_written(u64 page_address) override;

  MemoryHub& hub_;
  Sleeper& sleeper_;
  Reason reason_ = Reason::none;
  bool system_ = false;  // where the awaited address was translated to
  u64 physical_ = 0;
  u32 looks_ = 0;
  // Follow from system_ and physical_:
  Memory* watched_ = nullptr;
  u64 watched_offset_ = 0;
};

}  // namespace egpulab::simulator::amd

// A driver's way to its device: counts accesses, knows the phase, and turns all-ones into a diagnosis.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/bus/pci_device.hpp"

namespace egpulab::bus {

// What a wait is for and how long it may take.
struct Wait {
  std::string_view what;
  Nanoseconds limit;
  Nanoseconds interval;
};

class Link {
 public:
  explicit Link(PciDevice& device) : device_(device) {}

  PciDevice& device() { return device_; }
  Clock& clock() { return device_.clock(); }
  u64 accesses() const { return accesses_; }
  // The innermost phase; outside any, what the driver last said with between_phases(), "start-up" before that.
  const std::string& phase() const { return phases_.empty() ? outside_ : phases_.back(); }
  void between_phases(std::string name) { outside_ = std::move(name); }

  // Register accesses. All-ones where `may_be_all_ones` is false triggers one read of the vendor id: if that is
  // all-ones too, throws LinkLost naming the access number, the register and the phase.
  u32 read32(u8 bar, u64 offset, std::string_view name = {}, bool may_be_all_ones = false) {
    ++accesses_;
    const u32 value = device_.read32(bar, offset);
    if (value == ~u32{0} && !may_be_all_ones) diagnose(bar, offset, name);
    return value;
  }
  void write32(u8 bar, u64 offset, u32 value) {
    ++accesses_;
    device_.write32(bar, offset, value);
  }
  u64 read64(u8 bar, u64 offset, std::string_view name = {}, bool may_be_all_ones = false);
  void write64(u8 bar, u64 offset, u64 value);
  // A block of nothing but ones is checked like a register.
  void read_block(u8 bar, u64 offset, MutableBytes into);
  void write_block(u8 bar, u64 offset, Bytes from);
  // Everything written so far reaches the device.
  void flush() { device_.flush(); }

  // Throws LinkLost if the device does not answer to config reads.
  void check_alive(std::string_view doing);

  // Polls `done` (which returns true at success) every wait.interval until wait.limit; once more after the deadline,
  // since a preempted process must not report a healthy device dead. Then throws LinkLost or Timeout with
  // `last_seen()` in the text. Marks the wait in the trace.
  template <class Done, class LastSeen>
  void wait(const Wait& wait, Done&& done, LastSeen&& last_seen) {
    device_.mark(Mark::wait_begin, wait.what);
    const Nanoseconds start = clock().now();
    bool ok = false;
    for (bool last_try = false;; clock().sleep_for(wait.interval)) {
      last_try = clock().now() - start >= wait.limit;
      ok = done();
      if (ok || last_try) break;
    }
    device_.mark(Mark::wait_end, wait.what);
    if (!ok) give_up(wait, clock().now() - start, last_seen());
  }

 private:
  friend class Phase;
  [[noreturn]] void lost(std::string_view what);
  bool answers_config();
  void diagnose(u8 bar, u64 offset, std::string_view name);
  [[noreturn]] void give_up(const Wait& wait, Nanoseconds waited, const std::string& last_seen);

  PciDevice& device_;
  u64 accesses_ = 0;
  std::vector<std::string> phases_;
  std::string outside_ = "start-up";
};

// A named stretch of the driver's work, in traces and errors; lives as long as the scope.
class Phase {
 public:
  Phase(Link& link, std::string name);
  ~Phase();
  Phase(const Phase&) = delete;
  Phase& operator=(const Phase&) = delete;

 private:
  Link& link_;
};

}  // namespace egpulab::bus

// What goes into a channel's pushbuffer: method headers and data, and the host's semaphore methods.
#pragma once

#include <initializer_list>
#include <span>
#include <vector>

#include "driver/regs/nvidia/gpfifo.hpp"

namespace egpulab::driver::nvidia {

// Engines by subchannel, as the host routes them (open-gpu-doc dev_pbdma: copy engines answer on 4).
namespace subchannel {
inline constexpr u32 compute = 1, copy = regs::nvidia::copy_subchannel;
}

class Pushbuffer {
 public:
  bool empty() const { return words_.empty(); }
  std::span<const u32> words() const { return words_; }
  void clear() { words_.clear(); }

  // `data` to consecutive methods from byte address `method` on.
  void methods(u32 subchannel, u32 method, std::initializer_list<u32> data);
  void method(u32 subchannel, u32 method_, u32 data) { methods(subchannel, method_, {data}); }
  // Binds the subchannel to an engine's class.
  void set_object(u32 subchannel, u32 engine_class) {
    method(subchannel, regs::nvidia::udma::set_object, engine_class);
  }

  // The channel goes on once the 64-bit value at `va` is at least `value`.
  void acquire_at_least(u64 va, u64 value);
  // After all earlier work of the channel's engine has reached memory: the value at `va`. `va` is a multiple of 8.
  void release(u64 va, u64 value);
  // The same, and the GPU's clock in ns at va + 8. `va` is a multiple of 16.
  void release_with_time(u64 va, u64 value);
  // Interrupts the CPU when it gets here.
  void interrupt() { method(0, regs::nvidia::udma::non_stall_interrupt, 0); }
  // Words as they are; for tests of what the host makes of them.
  void raw(std::span<const u32> words) { words_.insert(words_.end(), words.begin(), words.end()); }

 private:
  void semaphore(u64 va, u64 value, regs::nvidia::SemExecute execute);
  std::vector<u32> words_;
};

}  // namespace egpulab::driver::nvidia

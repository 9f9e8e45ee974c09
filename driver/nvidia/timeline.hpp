// A counter in memory that a channel moves forward: how far its work has come.
#pragma once

#include "driver/nvidia/memory.hpp"

namespace egpulab::driver::nvidia {

// 64-bit values that only grow.
class Timeline {
 public:
  // `offset`: of 8 bytes in `memory`, uncached, a multiple of 8.
  Timeline(Allocation& memory, u64 offset) : memory_(memory), offset_(offset) { memory_.store<u64>(offset_, 0); }

  u64 va() const { return memory_.va() + offset_; }
  u64 submitted() const { return submitted_; }
  u64 next() const { return submitted_ + 1; }
  // As last seen; poll() looks again.
  u64 completed() const { return completed_; }
  u64 poll() {
    // All-ones is what a lost link answers; no timeline gets there.
    if (const u64 seen = completed_ < submitted_ ? memory_.load<u64>(offset_) : completed_; seen <= submitted_)
      completed_ = seen;
    return completed_;
  }
  bool is_done(u64 value) { return completed_ >= value || poll() >= value; }

  void submit() { ++submitted_; }
  // The channel died: what was submitted will not come; count it as done, for others who wait for it too.
  void abandon() {
    completed_ = submitted_;
    memory_.store<u64>(offset_, submitted_);
  }

 private:
  Allocation& memory_;
  u64 offset_;
  u64 submitted_ = 0, completed_ = 0;
};

}  // namespace egpulab::driver::nvidia

// A counter in memory that an engine moves forward: how far a queue's work has come.
#pragma once

#include "driver/amd/address_space.hpp"

namespace egpulab::driver::amd {

// Values are 64-bit and only grow; memory holds the low 32 bits, which is all that SDMA can write and PM4 compares.
class Timeline {
 public:
  // `offset`: of 8 bytes in `memory`, uncached.
  Timeline(Allocation& memory, u64 offset, Hdp& hdp) : memory_(memory), offset_(offset), hdp_(hdp) { restart(); }

  u64 va() const { return memory_.va() + offset_; }
  u64 submitted() const { return submitted_; }
  // As last seen; poll() looks again.
  u64 completed() const { return completed_; }
  u64 poll() {
    if (completed_ < submitted_) completed_ = align_down(submitted_ - 1, u64{1} << 32) + memory_.load<u32>(offset_);
    return completed_;
  }
  bool is_done(u64 value) { return completed_ >= value || poll() >= value; }

  // The next value to submit. Where the low half would wrap, all earlier work must be done: see must_drain().
  u64 next() const { return submitted_ + 1; }
  bool must_drain() const { return low32(next()) == 0; }
  // After draining: the counter in memory starts over.
  void wrap() {
    ++submitted_;
    completed_ = submitted_;
    restart();
  }
  void submit() { ++submitted_; }
  // The queue was reset: what was submitted will not come; count it as done.
  void abandon() {
    completed_ = submitted_;
    memory_.store<u64>(offset_, low32(submitted_));
    hdp_.flush();
  }

 private:
  void restart() {
    memory_.store<u64>(offset_, 0);
    if (!memory_.is_host()) hdp_.flush();
  }

  Allocation& memory_;
  u64 offset_;
  Hdp& hdp_;
  u64 submitted_ = 0, completed_ = 0;
};

}  // namespace egpulab::driver::amd

// The 100 MHz reference clock behind every timestamp of the GPU, from virtual time.
#pragma once

#include "simulator/core/timeline.hpp"

namespace egpulab::simulator::amd {

class ReferenceClock {
 public:
  ReferenceClock(const Timeline& timeline, u32 khz) : timeline_(&timeline), khz_(khz) {}

  // Ticks since power-on of the machine; resets do not touch the counter.
  u64 ticks() const {
    const auto ns = static_cast<u64>(timeline_->now().count());
    return ns / 1'000'000 * khz_ + ns % 1'000'000 * khz_ / 1'000'000;
  }
  u32 khz() const { return khz_; }

 private:
  const Timeline* timeline_;
  u32 khz_;
};

}  // namespace egpulab::simulator::amd

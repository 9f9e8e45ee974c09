// The time that a bus lives in: real on hardware, virtual on the simulator, recorded in a replay.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::bus {

class Clock {
 public:
  virtual ~Clock() = default;
  // Time since the session began.
  virtual Nanoseconds now() const = 0;
  virtual void sleep_for(Nanoseconds duration) = 0;
  // Virtual time only: runs ahead until the device has nothing left to do, at most by `limit`. A server calls it after
  // each request, since its client waits in real time. Elsewhere time passes by itself.
  virtual void settle(Nanoseconds /*limit*/) {}
};

}  // namespace egpulab::bus

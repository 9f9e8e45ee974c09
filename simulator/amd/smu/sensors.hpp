// Activity, power and temperatures of the card, from how busy the engines are and from virtual time.
#pragma once

#include <array>

#include "simulator/amd/interfaces.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd::smu {

// First-order lags in integer arithmetic, so that the same session gives the same readings on every machine. The
// shape is an estimate; the ends (idle and limit values) are the profile's.
class Sensors {
 public:
  explicit Sensors(const PowerProfile& profile);

  void attach(const ActivityCounter& counter) { counter_ = &counter; }
  // Brings the readings up to `now`.
  void sample(Nanoseconds now, u32 power_limit_watts);

  u32 activity() const { return activity_; }  // per mille
  u32 power_milliwatts() const { return power_; }
  u32 edge() const { return edge_ / 1000; }  // degrees Celsius
  u32 hotspot() const { return (edge_ + spread() * 2) / 1000; }
  u32 memory() const { return (edge_ + spread()) / 1000; }
  u32 voltage_regulator() const { return (edge_ + spread() / 2) / 1000; }
  u32 fan_rpm() const;
  u32 energy() const { return static_cast<u32>(energy_ >> 16); }  // 2^-16 J, wrapping

  void reset(Nanoseconds now);
  void visit(StateVisitor& visit);

 private:
  u32 spread() const;

  const PowerProfile& profile_;
  const ActivityCounter* counter_ = nullptr;
  Nanoseconds last_{0}, last_busy_{0};
  u32 activity_ = 0;
  u32 power_ = 0;   // mW
  u32 edge_ = 0;    // thousandths of a degree
  u64 energy_ = 0;  // 2^-32 J
};

}  // namespace egpulab::simulator::amd::smu

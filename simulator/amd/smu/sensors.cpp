// Sensor readings over time.
#include "simulator/amd/smu/sensors.hpp"

#include <algorithm>

namespace egpulab::simulator::amd::smu {

using namespace std::chrono_literals;

namespace {

// Estimates: the SMU filters activity over some tenths of a second; a card warms up within tens of seconds.
constexpr Nanoseconds activity_lag = 100ms, temperature_lag = 10s;
constexpr u32 load_temperature = 70'000;  // edge at the power limit with the fan running
constexpr u32 fan_starts = 55'000;

u32 approach(u32 value, u32 target, Nanoseconds elapsed, Nanoseconds lag) {
  const i64 step = (static_cast<i64>(target) - value) * (elapsed.count() / 1000) / ((elapsed + lag).count() / 1000);
  return static_cast<u32>(static_cast<i64>(value) + step);
}

}  // namespace

Sensors::Sensors(const PowerProfile& profile) : profile_(profile) { reset(Nanoseconds{0}); }

void Sensors::reset(Nanoseconds now) {
  last_ = now;
  last_busy_ = counter_ ? counter_->busy_time() : Nanoseconds{0};
  activity_ = 0;
  power_ = profile_.idle_watts * 1000u;
  edge_ = profile_.idle_c * 1000u;
  energy_ = 0;
}

void Sensors::visit(StateVisitor& v) { v(last_), v(last_busy_), v(activity_), v(power_), v(edge_), v(energy_); }

void Sensors::sample(Nanoseconds now, u32 power_limit_watts) {
  const Nanoseconds elapsed = now - last_;
  if (elapsed < 1us) return;
  const Nanoseconds busy = counter_ ? counter_->busy_time() : Nanoseconds{0};
  const auto share = static_cast<u32>(std::clamp<i64>((busy - last_busy_).count() / (elapsed.count() / 1000), 0, 1000));
  activity_ = approach(activity_, share, elapsed, activity_lag);
  const u32 idle = profile_.idle_watts * 1000u, full = std::max(power_limit_watts * 1000u, idle);
  const u32 before = power_;
  power_ = idle + (full - idle) / 1000 * activity_;
  const u32 target = profile_.idle_c * 1000u + (load_temperature - profile_.idle_c * 1000u) / 1000 *
                                                   static_cast<u32>(power_ * 1000ull / std::max(full, 1u));
  edge_ = approach(edge_, target, elapsed, temperature_lag);
  // mW * us = nJ; 2^32 / 1e9 = 4.294967 units per nJ.
  const u64 nanojoules = (u64{before} + power_) / 2 * static_cast<u64>(elapsed.count() / 1000);
  energy_ += nanojoules / 1'000'000 * 4'294'967 + nanojoules % 1'000'000 * 4'294'967 / 1'000'000;
  last_ = now;
  last_busy_ = busy;
}

u32 Sensors::spread() const { return 2000 + activity_ * 6; }  // degrees / 1000 between neighbouring sensors

u32 Sensors::fan_rpm() const {
  if (edge_ < fan_starts) return 0;  // zero-RPM mode
  const u32 span = std::min(edge_ - fan_starts, 30'000u);
  return profile_.fan_max_rpm / 5 + profile_.fan_max_rpm * 4 / 5 * (span / 100) / 300;
}

}  // namespace egpulab::simulator::amd::smu

// The steps of a check: each one timed, counted and judged.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "driver/bus/forwarding_device.hpp"

namespace egpulab::check {

struct PhaseResult {
  std::string name;  // "cold boot"; a part of it: "cold boot > psp"
  bool ok = true;
  u64 accesses = 0;             // config space and BARs; a block counts once
  Nanoseconds virtual_time{0};  // of the device's clock
  std::chrono::nanoseconds wall{0};
  std::string problem;  // one sentence; empty where ok
};

using Progress = std::function<void(const PhaseResult&)>;

// Counts what passes and sees the phases that the driver marks.
class MeteredDevice final : public bus::ForwardingDevice {
 public:
  using ForwardingDevice::ForwardingDevice;

  u64 accesses() const { return accesses_; }
  // Called for each phase that the driver marks outside any other.
  std::function<void(bool begins, std::string_view name)> on_driver_phase;

  u32 config_read(u16 offset, u8 bytes) override { return ++accesses_, inner().config_read(offset, bytes); }
  void config_write(u16 offset, u8 bytes, u32 value) override {
    ++accesses_, inner().config_write(offset, bytes, value);
  }
  u32 read32(u8 bar, u64 offset) override { return ++accesses_, inner().read32(bar, offset); }
  void write32(u8 bar, u64 offset, u32 value) override { ++accesses_, inner().write32(bar, offset, value); }
  u64 read64(u8 bar, u64 offset) override { return ++accesses_, inner().read64(bar, offset); }
  void write64(u8 bar, u64 offset, u64 value) override { ++accesses_, inner().write64(bar, offset, value); }
  void read_block(u8 bar, u64 offset, MutableBytes into) override {
    ++accesses_, inner().read_block(bar, offset, into);
  }
  void write_block(u8 bar, u64 offset, Bytes from) override { ++accesses_, inner().write_block(bar, offset, from); }
  void mark(bus::Mark mark, std::string_view text) override;

 private:
  u64 accesses_ = 0;
  u32 depth_ = 0;
};

// Runs steps on a device and keeps what came of each.
class Phases {
 public:
  Phases(MeteredDevice& device, Progress progress);

  // Runs `step`, which returns what is wrong, or nothing. An exception is a problem too. Returns whether all was well.
  bool run(const std::string& name, const std::function<std::optional<std::string>()>& step);
  bool ok() const { return ok_; }
  // The first problem, with its phase; empty while ok.
  const std::string& first_problem() const { return first_problem_; }
  std::vector<PhaseResult> take() { return std::move(results_); }

 private:
  struct Instant {
    u64 accesses;
    Nanoseconds virtual_time;
    std::chrono::steady_clock::time_point wall;
  };
  Instant instant();
  PhaseResult since(const Instant& start, std::string name);

  MeteredDevice& device_;
  Progress progress_;
  std::vector<PhaseResult> results_, parts_;
  std::string current_, first_problem_;
  std::optional<Instant> part_start_;
  bool ok_ = true;
};

}  // namespace egpulab::check

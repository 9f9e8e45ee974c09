// Register access with the diagnosis of a lost link, and waits that say what they waited for.
#include "driver/bus/link.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::bus {
namespace {

std::string duration_text(Nanoseconds d) {
  const auto ns = d.count();
  if (ns < 10'000) return fmt::format("{} ns", ns);
  if (ns < 10'000'000) return fmt::format("{} us", ns / 1000);
  return fmt::format("{} ms", ns / 1'000'000);
}

std::string register_text(u8 bar, u64 offset, std::string_view name) {
  return name.empty() ? fmt::format("BAR{} offset {:#x}", bar, offset)
                      : fmt::format("{} (BAR{} offset {:#x})", name, bar, offset);
}

}  // namespace

u64 Link::read64(u8 bar, u64 offset, std::string_view name, bool may_be_all_ones) {
  ++accesses_;
  const u64 value = device_.read64(bar, offset);
  if (value == ~u64{0} && !may_be_all_ones) diagnose(bar, offset, name);
  return value;
}

void Link::write64(u8 bar, u64 offset, u64 value) {
  ++accesses_;
  device_.write64(bar, offset, value);
}

void Link::read_block(u8 bar, u64 offset, MutableBytes into) {
  ++accesses_;
  device_.read_block(bar, offset, into);
  const bool ones = into.size() >= sizeof(u32) &&
                    std::all_of(into.begin(), into.end(), [](std::byte b) { return b == std::byte{0xff}; });
  if (ones) diagnose(bar, offset, fmt::format("a block of {} bytes", into.size()));
}

void Link::write_block(u8 bar, u64 offset, Bytes from) {
  ++accesses_;
  device_.write_block(bar, offset, from);
}

void Link::check_alive(std::string_view doing) {
  if (!answers_config()) lost(fmt::format("while {}", doing));
}

bool Link::answers_config() {
  // No device has vendor id 0xffff: that is what the root complex answers when nothing is there.
  return device_.config_read(0, 2) != 0xffff;
}

void Link::diagnose(u8 bar, u64 offset, std::string_view name) {
  if (!answers_config()) lost(fmt::format("reading {}", register_text(bar, offset, name)));
}

void Link::lost(std::string_view what) {
  throw LinkLost(
      fmt::format("link lost at access {}, {}, in phase {}: registers and the vendor id in config space read all-ones "
                  "(unplugged, powered off, or the tunnel dropped)",
                  accesses_, what, phase()));
}

void Link::give_up(const Wait& wait, Nanoseconds waited, const std::string& last_seen) {
  if (!answers_config()) lost(fmt::format("waiting for {} (last seen {})", wait.what, last_seen));
  throw Timeout(fmt::format("{}: gave up after {} (limit {}) at access {} in phase {}; last seen {}", wait.what,
                            duration_text(waited), duration_text(wait.limit), accesses_, phase(), last_seen));
}

Phase::Phase(Link& link, std::string name) : link_(link) {
  link_.device_.mark(Mark::phase_begin, name);
  link_.phases_.push_back(std::move(name));
}

Phase::~Phase() {
  const std::string name = std::move(link_.phases_.back());
  link_.phases_.pop_back();
  // Marks are for the record only; losing one must not end a program that is unwinding.
  try {
    link_.device_.mark(Mark::phase_end, name);
  } catch (...) {  // NOLINT(bugprone-empty-catch)
  }
}

}  // namespace egpulab::bus

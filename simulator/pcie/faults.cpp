// The table of faults, and parsing of the list that a URI gives.
#include "simulator/pcie/faults.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace egpulab::simulator {
namespace {

using Trigger = FaultKind::Trigger;

constexpr FaultKind kinds[] = {
    {"link-loss", Trigger::time_or_access, "the link drops at access N or time T, until a bus or power reset"},
    {"link-dead", Trigger::time_or_access, "the link drops at access N or time T, until a power cycle"},
    {"read-ones", Trigger::host_access, "access N, if it is a read, answers all-ones once"},
    {"write-drop", Trigger::host_access, "access N, if it is a write, vanishes"},
    {"dma-refused", Trigger::device_access, "the device's access N to host memory is refused"},
    {"no-interrupts", Trigger::always, "interrupt messages are lost"},
    {"rebar-fail", Trigger::always, "the host cannot resize BARs"},
    {"reset-stuck", Trigger::always,
     "after a function or bus reset the function never gets ready, until a power cycle"},
    {"d3hot-stuck", Trigger::always, "once in D3hot the function stays there, until a power cycle"},
};

struct Unit {
  std::string_view name;
  u64 nanoseconds;
};
constexpr Unit units[] = {{"ns", 1}, {"us", 1000}, {"ms", 1'000'000}, {"s", 1'000'000'000}};

std::string known(std::span<const FaultKind> more) {
  std::string list;
  for (const std::span<const FaultKind> table : {std::span<const FaultKind>(kinds), more})
    for (const FaultKind& kind : table) list += fmt::format("{}{}", list.empty() ? "" : ", ", kind.name);
  return list;
}

Parsed<Fault> parse_one(std::string_view text, std::span<const FaultKind> more) {
  const std::size_t at = text.find('@');
  Fault fault{std::string(text.substr(0, at)), 0, {}, false};
  const FaultKind* kind = nullptr;
  for (const std::span<const FaultKind> table : {std::span<const FaultKind>(kinds), more})
    for (const FaultKind& k : table)
      if (k.name == fault.name) kind = &k;
  if (!kind) return refuse(fmt::format("fault \"{}\" is not known; known: {}", fault.name, known(more)));
  if (kind->trigger == Trigger::own_count && at == std::string_view::npos) {
    fault.at = 1;
    return fault;
  }
  const bool counts = kind->trigger != Trigger::always;
  if (counts && at == std::string_view::npos)
    return refuse(fmt::format("fault \"{}\" needs a place, as in {}@100: {}", text, fault.name, kind->help));
  if (at == std::string_view::npos) return fault;
  if (!counts) return refuse(fmt::format("fault \"{}\" takes no @: {}", text, kind->help));

  const std::string_view place = text.substr(at + 1);
  u64 number = 0;
  const auto [end, error] = std::from_chars(place.data(), place.data() + place.size(), number);
  const std::string_view unit(end, static_cast<std::size_t>(place.data() + place.size() - end));
  const auto* const found = std::ranges::find(units, unit, &Unit::name);
  const bool timed = found != std::end(units) && kind->trigger == Trigger::time_or_access;
  if (error != std::errc() || number == 0 || (!unit.empty() && !timed) || number > (u64{1} << 53))
    return refuse(fmt::format("fault \"{}\": expected {}@N with N from 1{}, found \"{}\"", text, fault.name,
                              kind->trigger == Trigger::time_or_access ? ", or a time such as 5ms" : "", place));
  if (unit.empty())
    fault.at = number;
  else
    fault.time = Nanoseconds{static_cast<i64>(std::min<u64>(number * found->nanoseconds, u64{1} << 62))};
  return fault;
}

u64 next_of(const std::vector<Fault>& faults, Trigger trigger, u64 done) {
  u64 next = ~u64{0};
  for (const Fault& fault : faults) {
    const auto* const kind = std::ranges::find(kinds, fault.name, &FaultKind::name);
    const bool counts =
        kind != std::end(kinds) &&
        (kind->trigger == trigger || (trigger == Trigger::host_access && kind->trigger == Trigger::time_or_access));
    if (counts && !fault.fired && !fault.time && fault.at > done) next = std::min(next, fault.at);
  }
  return next;
}

}  // namespace

std::span<const FaultKind> link_fault_kinds() { return kinds; }

Parsed<Faults> Faults::parse(std::string_view text, std::span<const FaultKind> device_kinds) {
  Faults faults;
  while (!text.empty()) {
    const std::size_t comma = text.find(',');
    auto fault = parse_one(text.substr(0, comma), device_kinds);
    if (!fault) return Unexpected<ParseError>(fault.error());
    faults.faults_.push_back(std::move(*fault));
    if (comma == std::string_view::npos) break;
    text.remove_prefix(comma + 1);
  }
  return faults;
}

const Fault* Faults::find(std::string_view name) const {
  const auto at = std::ranges::find(faults_, name, &Fault::name);
  return at == faults_.end() ? nullptr : &*at;
}

u64 Faults::next_host_access(u64 done) const { return next_of(faults_, Trigger::host_access, done); }
u64 Faults::next_device_access(u64 done) const { return next_of(faults_, Trigger::device_access, done); }

}  // namespace egpulab::simulator

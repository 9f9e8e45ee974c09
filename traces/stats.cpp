// Counts events by phase and register.
#include "traces/stats.hpp"

#include <fmt/format.h>
#include <fmt/ostream.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

bool waits_for_device(Kind k) {
  return k == Kind::config_read || k == Kind::read32 || k == Kind::read64 || k == Kind::read_block || k == Kind::flush;
}
bool reads_bytes(Kind k) { return waits_for_device(k) || k == Kind::dma_read; }
bool writes_bytes(Kind k) {
  return k == Kind::config_write || k == Kind::write32 || k == Kind::write64 || k == Kind::write_block ||
         k == Kind::dma_write || k == Kind::dma_fill;
}

void count(PhaseStats& s, const Event& e, u64 time) {
  ++s.events[static_cast<std::size_t>(e.kind)];
  if (reads_bytes(e.kind)) s.bytes_read += e.size;
  if (writes_bytes(e.kind)) s.bytes_written += e.size;
  if (e.kind == Kind::device_write || e.kind == Kind::device_read) s.device_bytes += e.size;
  s.round_trips += waits_for_device(e.kind);
  s.time += time;
  if (e.kind == Kind::sleep || e.kind == Kind::settle) s.slept += time;
}

struct Place {
  u8 device, bar;
  u64 address;
  auto operator<=>(const Place&) const = default;
};

}  // namespace

u64 PhaseStats::accesses() const {
  u64 n = 0;
  for (const Kind k : {Kind::config_read, Kind::config_write, Kind::read32, Kind::write32, Kind::read64, Kind::write64,
                       Kind::read_block, Kind::write_block})
    n += count(k);
  return n;
}

Stats stats(const Reader& reader, std::size_t most_registers, Names names) {
  Stats result;
  PhaseStats total;
  total.name = "total";
  std::map<std::string, std::size_t> phase_index;
  std::map<Place, RegisterStats> registers;
  std::map<u8, u64> time;
  Context context(std::move(names));
  std::size_t phase = 0;
  bool phase_known = false;
  for (Cursor cursor = reader.cursor(); cursor.next();) {
    const Event& e = cursor.event();
    if (!is_register(e.kind)) context.observe(cursor);
    if (!phase_known || e.kind == Kind::mark) {
      const std::string name = context.phase();
      const auto [at, added] = phase_index.emplace(name, result.phases.size());
      if (added) result.phases.emplace_back().name = name;
      phase = at->second;
      phase_known = true;
    }
    // Sessions that were appended start their clocks again. The device works while the host waits: that time belongs to
    // the host's call, which ends after.
    const bool device_access = e.kind == Kind::device_write || e.kind == Kind::device_read;
    const auto [last, first] = time.emplace(e.device, e.time);
    const u64 passed = !first && !device_access && e.time > last->second ? e.time - last->second : 0;
    if (!device_access) last->second = e.time;
    count(result.phases[phase], e, passed);
    count(total, e, passed);
    if (is_register(e.kind)) {
      RegisterStats& r = registers[{e.device, e.bar, e.address}];
      ++(is_read(e.kind) ? r.reads : r.writes);
    }
  }
  result.phases.push_back(std::move(total));

  std::vector<std::pair<Place, RegisterStats>> all(registers.begin(), registers.end());
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
    return a.second.reads + a.second.writes > b.second.reads + b.second.writes;
  });
  all.resize(std::min(all.size(), most_registers));
  for (auto& [place, r] : all) {
    r.name = context.names().name(place.bar, place.address);
    if (place.device != 0) r.name = fmt::format("[{}] {}", place.device, r.name);
    result.registers.push_back(std::move(r));
  }
  return result;
}

void print(const Stats& stats, std::ostream& out) {
  std::size_t width = 5;
  for (const PhaseStats& p : stats.phases) width = std::max(width, p.name.size());
  fmt::print(out, "{:<{}} {:>9} {:>9} {:>11} {:>12} {:>12} {:>12} {:>12} {:>12}\n", "phase", width, "accesses", "reads",
             "round trips", "bytes read", "bytes written", "device bytes", "time", "slept");
  for (const PhaseStats& p : stats.phases)
    fmt::print(out, "{:<{}} {:>9} {:>9} {:>11} {:>12} {:>13} {:>12} {:>12} {:>12}\n", p.name, width, p.accesses(),
               p.count(Kind::read32) + p.count(Kind::read64) + p.count(Kind::config_read) + p.count(Kind::read_block),
               p.round_trips, p.bytes_read, p.bytes_written, p.device_bytes, tell_time(p.time), tell_time(p.slept));
  if (stats.registers.empty()) return;
  fmt::print(out, "\n{:>9} {:>9}  register\n", "reads", "writes");
  for (const RegisterStats& r : stats.registers) fmt::print(out, "{:>9} {:>9}  {}\n", r.reads, r.writes, r.name);
}

std::string to_json(const Stats& stats) {
  using Json = nlohmann::ordered_json;
  Json phases = Json::array(), registers = Json::array();
  for (const PhaseStats& p : stats.phases) {
    Json events = Json::object();
    for (std::size_t k = 0; k < kind_count; ++k)
      if (p.events[k]) events[std::string(kinds[k].name)] = p.events[k];
    phases.push_back({{"name", p.name},
                      {"accesses", p.accesses()},
                      {"round_trips", p.round_trips},
                      {"bytes_read", p.bytes_read},
                      {"bytes_written", p.bytes_written},
                      {"device_bytes", p.device_bytes},
                      {"time_ns", p.time},
                      {"slept_ns", p.slept},
                      {"events", std::move(events)}});
  }
  for (const RegisterStats& r : stats.registers)
    registers.push_back({{"name", r.name}, {"reads", r.reads}, {"writes", r.writes}});
  return Json{{"phases", std::move(phases)}, {"registers", std::move(registers)}}.dump(2, ' ', false,
                                                                                       Json::error_handler_t::replace);
}

}  // namespace egpulab::traces

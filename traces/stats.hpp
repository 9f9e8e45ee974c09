// Where a session's accesses and time went.
#pragma once

#include <array>
#include <iosfwd>
#include <string>
#include <vector>

#include "traces/context.hpp"

namespace egpulab::traces {

struct PhaseStats {
  std::string name;  // path: "boot > psp"
  std::array<u64, kind_count> events{};
  u64 bytes_read = 0, bytes_written = 0;  // by the host: registers, blocks and DMA memory
  u64 device_bytes = 0;                   // by the device in host memory
  u64 round_trips = 0;                    // calls that wait for the device: reads and flushes of config space and BARs
  u64 time = 0;                           // ns inside the phase and in no inner one
  u64 slept = 0;                          // ns of it in sleeps

  u64 count(Kind k) const { return events[static_cast<std::size_t>(k)]; }
  u64 accesses() const;  // config space and BARs
};
struct RegisterStats {
  std::string name;
  u64 reads = 0, writes = 0;
};
struct Stats {
  std::vector<PhaseStats> phases;        // in order of first appearance; the last is the total
  std::vector<RegisterStats> registers;  // most accessed first
};

Stats stats(const Reader& reader, std::size_t most_registers = 10, Names names = Names::all());
void print(const Stats& stats, std::ostream& out);
std::string to_json(const Stats& stats);

}  // namespace egpulab::traces

// What two sessions do differently.
#pragma once

#include <iosfwd>
#include <string>
#include <vector>

#include "traces/context.hpp"

namespace egpulab::traces {

struct DiffOptions {
  u8 device = 0;              // ordinal, in both
  std::size_t most = 10;      // differences to find before giving up
  std::size_t window = 4096;  // steps that may be missing or added at one place
  bool device_writes = true;  // compare them where both sessions have any
};

// One side of a difference: the events that only this session has there, or the one whose value differs.
struct DiffSide {
  u64 first_event = 0;  // index; where the other side's events are missing
  u64 steps = 0;
  std::vector<std::string> lines;  // the first of them as text
  std::string phase;
};
struct Difference {
  DiffSide a, b;
  std::string values;  // "expected 0x1, found 0x0; ACTIVE: expected 1, found 0" where only the value differs
  std::vector<std::string> before;  // the last steps that agree
};
struct DiffResult {
  bool equal() const { return differences.empty(); }
  u64 steps = 0;  // that agree; polling loops count once
  std::vector<Difference> differences;
  bool complete = true;  // false: after the last difference the sessions were not compared any more
};

// Compares accesses in order: times, sleeps, marks and facts do not count, a polling loop is one step however often it
// turned, and values of registers that either session declares volatile are not compared.
DiffResult diff(const Reader& a, const Reader& b, const DiffOptions& options = {}, Names (*names)() = &Names::all);
void print(const DiffResult& result, const std::string& a, const std::string& b, std::ostream& out);

}  // namespace egpulab::traces

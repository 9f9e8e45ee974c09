// Which versions of the IP blocks this driver drives, and what LLVM calls the graphics cores among them.
#pragma once

#include <span>
#include <string_view>

#include "driver/regs/amd/ip.hpp"

namespace egpulab::driver::amd {

// Throws InvalidRequest naming the first block that is missing or of another version, and the versions known.
void check_supported(const regs::amd::IpBases& bases);

// The compile target of a supported graphics core: "gfx1201". Throws InvalidRequest for another.
std::string_view target_of(regs::amd::IpVersion gc);

// The row of a table ordered by `since` that is for `version`: the last one that is not later.
template <class Row>
constexpr const Row& row_for(std::span<const Row> rows, regs::amd::IpVersion version) {
  const Row* found = &rows.front();
  for (const Row& row : rows)
    if (row.since <= version) found = &row;
  return *found;
}

}  // namespace egpulab::driver::amd

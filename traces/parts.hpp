// How recorder and replay cut accesses that are longer than an event's payload may be.
#pragma once

#include <algorithm>

#include "traces/format.hpp"

namespace egpulab::traces {

// Calls part(at, bytes) for consecutive parts; once for an empty access.
template <class Part>
void in_parts(u64 bytes, Part&& part) {
  u64 at = 0;
  do {
    const u64 n = std::min<u64>(bytes - at, format::max_payload);
    part(at, n);
    at += n;
  } while (at < bytes);
}

}  // namespace egpulab::traces

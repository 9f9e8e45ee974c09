// A session as text, decoded to register and field names.
#pragma once

#include <iosfwd>
#include <optional>
#include <string>

#include "traces/context.hpp"

namespace egpulab::traces {

struct ShowOptions {
  u64 first = 0, last = ~u64{0};  // indices of events
  std::string phase{};            // only events in phases whose path ("boot > psp") contains this
  std::string place{};            // only accesses whose place contains this: "CP_HQD", "dma \"ring\"", "config"
  std::optional<u8> device{};     // only this ordinal
  bool collapse = true;           // fold polling loops
  bool facts = false;  // also what only the reader needs: BARs, device description, declarations, clock reads
  std::size_t payload_bytes = 16;  // shown of each payload
};

// One line per event: index, time, text. Lost events and damage are said in place. Throws Error for a malformed chunk.
void show(const Reader& reader, const ShowOptions& options, std::ostream& out, Names names = Names::all());

// What the file is, in a few lines: size, events, devices, hash, damage.
void summarize(const Reader& reader, std::ostream& out);

}  // namespace egpulab::traces

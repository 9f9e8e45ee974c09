// Sessions in formats that other tools open.
#pragma once

#include <iosfwd>

#include "traces/context.hpp"

namespace egpulab::traces {

// Trace Event Format (JSON), which ui.perfetto.dev and chrome://tracing open: phases and waits as slices, accesses and
// bytes as counters, resets, failures and notes as instants. Times are those of the session.
void export_perfetto(const Reader& reader, std::ostream& out);

// One JSON object a line and event. 64-bit values are strings ("0x1f"), since many JSON readers have only doubles.
struct JsonLinesOptions {
  std::size_t payload_bytes = 64;  // of each payload, as hexadecimal text
};
void export_json_lines(const Reader& reader, std::ostream& out, const JsonLinesOptions& options = {},
                       Names names = Names::all());

}  // namespace egpulab::traces

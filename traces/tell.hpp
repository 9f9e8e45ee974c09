// Events as text, one line each.
#pragma once

#include <string>

#include "traces/context.hpp"

namespace egpulab::traces {

// "R GC.CP_HQD_ACTIVE {ACTIVE=1}", "W BAR0+0x1000 64 bytes: 01 02 ..", "sleep 10 us". `payload` is the event's; only
// its first bytes are shown.
std::string tell(const Event& event, Bytes payload, const Context& context, std::size_t most_bytes = 16);
// The same without what was read or written: "R GC.CP_HQD_ACTIVE".
std::string tell_place(const Event& event, const Context& context);
// "1.234 ms"
std::string tell_time(u64 nanoseconds);
// "01 02 03 .. (64 bytes)"
std::string tell_bytes(Bytes bytes, std::size_t most = 16);
std::string tell_mark(u8 mark);
std::string tell_reset(u8 kind);

// How two events that should be alike differ: "expected 0x1, found 0x0; ACTIVE: expected 1, found 0", or for payloads
// the first byte that differs.
std::string tell_difference(const Event& expected, Bytes expected_payload, const Event& found, Bytes found_payload,
                            const Context& context);

}  // namespace egpulab::traces

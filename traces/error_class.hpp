// Errors as trace data: recorded when an access throws, thrown again by a replay.
#pragma once

#include <string>

#include "driver/base/error.hpp"
#include "traces/event.hpp"

namespace egpulab::traces {

ErrorClass classify(const Error& error);
std::string_view to_string(ErrorClass c);
[[noreturn]] void throw_as(ErrorClass c, const std::string& message);

}  // namespace egpulab::traces

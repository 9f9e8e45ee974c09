// Opening session files as commands do.
#pragma once

#include <string>

#include "traces/reader.hpp"

namespace egpulab::tool {

// Throws InvalidRequest for what is no session; says on stderr what of the file is damaged.
traces::Reader open_trace(const std::string& file);

}  // namespace egpulab::tool

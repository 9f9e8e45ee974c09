// Whole files as bytes.
#pragma once

#include <filesystem>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab {

// The file's content; the error says what the system said. Directories and files beyond `limit` bytes are refused.
Parsed<std::vector<std::byte>> read_file(const std::filesystem::path& path, u64 limit = 1 * GiB);

// Replaces the file, completely or not at all (written beside it, then renamed).
Parsed<void> write_file(const std::filesystem::path& path, Bytes content);

}  // namespace egpulab

// The bytes of a file, mapped read-only, or bytes in memory.
#pragma once

#include <filesystem>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::traces {

class FileBytes {
 public:
  static Parsed<FileBytes> map(const std::filesystem::path& file);
  explicit FileBytes(std::vector<std::byte> bytes) : owned_(std::move(bytes)) {}
  FileBytes(FileBytes&& other) noexcept;
  FileBytes& operator=(FileBytes&& other) noexcept;
  ~FileBytes();

  Bytes bytes() const { return mapped_.data() ? mapped_ : Bytes(owned_); }

 private:
  FileBytes() = default;
  std::vector<std::byte> owned_;
  Bytes mapped_;
};

}  // namespace egpulab::traces

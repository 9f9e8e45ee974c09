// Where firmware files come from: directories of a system, or memory.
#pragma once

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::firmware {

// A file's bytes, which copies share: GSP-RM's image has 63 MB. Converts to Bytes.
class FileContent {
 public:
  using value_type = std::byte;
  using const_iterator = const std::byte*;

  FileContent() = default;
  FileContent(std::vector<std::byte> bytes)  // NOLINT: implicit by intent
      : bytes_(std::make_shared<const std::vector<std::byte>>(std::move(bytes))) {}
  FileContent(std::shared_ptr<const std::vector<std::byte>> bytes) : bytes_(std::move(bytes)) {}  // NOLINT: likewise

  const std::byte* data() const { return bytes_ ? bytes_->data() : nullptr; }
  std::size_t size() const { return bytes_ ? bytes_->size() : 0; }
  const_iterator begin() const { return data(); }
  const_iterator end() const { return data() + size(); }
  friend bool operator==(const FileContent& a, const std::vector<std::byte>& b) {
    return std::equal(a.begin(), a.end(), b.begin(), b.end());
  }

 private:
  std::shared_ptr<const std::vector<std::byte>> bytes_;
};

// A firmware file, decompressed.
struct File {
  std::string name;    // as asked for: "gc_11_0_0_mec.bin"
  std::string origin;  // where it was found, for messages: "/lib/firmware/amdgpu/gc_11_0_0_mec.bin.xz"
  FileContent bytes;
};

class Source {
 public:
  virtual ~Source() = default;
  // The file, or nothing where the source has none of that name; an error where there is one that cannot be used.
  virtual Parsed<std::optional<File>> find(std::string_view name) const = 0;
  // The places that find() looks at, for the message about a missing file.
  virtual std::vector<std::string> places() const = 0;

  // As find(), but a missing file is an error that lists the places tried.
  Parsed<File> read(std::string_view name) const;
};

// Looks in each directory, then in its "amdgpu" folder, for NAME, NAME.zst, NAME.xz. NVIDIA's names have folders:
// "nvidia/ga102/gsp/gsp-570.144.bin"; the directory may be the one above "nvidia" or that folder itself.
class DirectorySource final : public Source {
 public:
  explicit DirectorySource(std::vector<std::filesystem::path> directories);
  Parsed<std::optional<File>> find(std::string_view name) const override;
  std::vector<std::string> places() const override;

 private:
  std::vector<std::filesystem::path> directories_;
};

// Files given by value, as synthetic sets are.
class MemorySource final : public Source {
 public:
  MemorySource(std::string label, std::map<std::string, std::vector<std::byte>> files);
  Parsed<std::optional<File>> find(std::string_view name) const override;
  std::vector<std::string> places() const override { return {label_}; }

 private:
  std::string label_;
  std::map<std::string, FileContent> files_;
};

// `directory` only where one is given, else where Linux keeps firmware (/lib/firmware/updates, /lib/firmware,
// /usr/lib/firmware).
std::unique_ptr<Source> system_source(std::optional<std::filesystem::path> directory = {});

// Decompressed content of `bytes` by its magic number (zstd, xz), or the bytes as they are. At most 256 MiB come out.
Parsed<std::vector<std::byte>> decompress(std::vector<std::byte> bytes, std::string_view name);

}  // namespace egpulab::firmware

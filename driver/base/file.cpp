// Reading and replacing whole files.
#include "driver/base/file.hpp"

#include <fmt/format.h>

#include <cerrno>
#include <cstdio>
#include <memory>
#include <system_error>

namespace egpulab {
namespace {

struct Closer {
  void operator()(std::FILE* f) const { std::fclose(f); }
};
using Handle = std::unique_ptr<std::FILE, Closer>;

std::string reason() { return std::generic_category().message(errno); }

}  // namespace

Parsed<std::vector<std::byte>> read_file(const std::filesystem::path& path, u64 limit) {
  std::error_code error;
  if (std::filesystem::is_directory(path, error))
    return refuse(fmt::format("{}: is a directory, expected a file", path.string()));
  Handle file(std::fopen(path.c_str(), "rb"));
  if (!file) return refuse(fmt::format("{}: cannot be opened: {}", path.string(), reason()));
  std::vector<std::byte> content;
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error) content.reserve(static_cast<std::size_t>(std::min<std::uintmax_t>(size, limit)));
  std::byte chunk[64 * KiB];
  while (const std::size_t n = std::fread(chunk, 1, sizeof chunk, file.get())) {
    if (content.size() + n > limit) return refuse(fmt::format("{}: has more than {} bytes", path.string(), limit));
    content.insert(content.end(), chunk, chunk + n);
  }
  if (std::ferror(file.get())) return refuse(fmt::format("{}: cannot be read: {}", path.string(), reason()));
  return content;
}

Parsed<void> write_file(const std::filesystem::path& path, Bytes content) {
  std::filesystem::path beside = path;
  beside += ".new";
  Handle file(std::fopen(beside.c_str(), "wb"));
  if (!file) return refuse(fmt::format("{}: cannot be created: {}", beside.string(), reason()));
  const bool written = std::fwrite(content.data(), 1, content.size(), file.get()) == content.size();
  if (!written || std::fflush(file.get()) != 0)
    return refuse(fmt::format("{}: cannot be written: {}", beside.string(), reason()));
  file.reset();
  std::error_code error;
  std::filesystem::rename(beside, path, error);
  if (error) return refuse(fmt::format("{}: cannot be replaced: {}", path.string(), error.message()));
  return {};
}

}  // namespace egpulab

// Finding firmware files.
#include "driver/firmware/source.hpp"

#include <fmt/format.h>

#include "driver/base/file.hpp"

namespace egpulab::firmware {
namespace {

constexpr std::string_view suffixes[] = {"", ".zst", ".xz"};
constexpr std::string_view vendor_folder = "amdgpu";
// A directory may also be NVIDIA's own folder, whose name is part of what its files are asked for.
constexpr std::string_view nvidia_prefix = "nvidia/";

}  // namespace

Parsed<File> Source::read(std::string_view name) const {
  Parsed<std::optional<File>> found = find(name);
  if (!found) return Unexpected<ParseError>(found.error());
  if (*found) return std::move(**found);
  return refuse(
      fmt::format("firmware {}: not found (also tried with .zst and .xz) in {}", name, fmt::join(places(), ", ")));
}

DirectorySource::DirectorySource(std::vector<std::filesystem::path> directories)
    : directories_(std::move(directories)) {}

std::vector<std::string> DirectorySource::places() const {
  std::vector<std::string> places;
  for (const std::filesystem::path& d : directories_) {
    places.push_back(d.string());
    places.push_back((d / vendor_folder).string());
  }
  return places;
}

Parsed<std::optional<File>> DirectorySource::find(std::string_view name) const {
  std::vector<std::filesystem::path> candidates;
  for (const std::string& place : places()) {
    candidates.push_back(std::filesystem::path(place) / name);
    if (name.starts_with(nvidia_prefix))
      candidates.push_back(std::filesystem::path(place) / name.substr(nvidia_prefix.size()));
  }
  for (const std::filesystem::path& candidate : candidates)
    for (std::string_view suffix : suffixes) {
      const std::filesystem::path path = candidate.string() + std::string(suffix);
      std::error_code error;
      if (!std::filesystem::is_regular_file(path, error)) continue;
      Parsed<std::vector<std::byte>> raw = read_file(path);
      if (!raw) return Unexpected<ParseError>(raw.error());
      Parsed<std::vector<std::byte>> bytes = decompress(std::move(*raw), path.string());
      if (!bytes) return Unexpected<ParseError>(bytes.error());
      return File{std::string(name), path.string(), std::move(*bytes)};
    }
  return std::nullopt;
}

MemorySource::MemorySource(std::string label, std::map<std::string, std::vector<std::byte>> files)
    : label_(std::move(label)) {
  for (auto& [name, bytes] : files) files_.emplace(name, std::move(bytes));
}

Parsed<std::optional<File>> MemorySource::find(std::string_view name) const {
  const auto it = files_.find(std::string(name));
  if (it == files_.end()) return std::nullopt;
  return File{it->first, fmt::format("{}/{}", label_, it->first), it->second};
}

std::unique_ptr<Source> system_source(std::optional<std::filesystem::path> directory) {
  if (directory) return std::make_unique<DirectorySource>(std::vector{*directory});
  return std::make_unique<DirectorySource>(
      std::vector<std::filesystem::path>{"/lib/firmware/updates", "/lib/firmware", "/usr/lib/firmware"});
}

}  // namespace egpulab::firmware

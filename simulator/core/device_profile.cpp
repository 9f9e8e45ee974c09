// Looking things up in a device profile, and the profiles that the binary holds.
#include "simulator/core/device_profile.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "driver/base/embedded.hpp"
#include "driver/base/file.hpp"

namespace egpulab::embedded {
std::span<const File> device_profiles();
}

namespace egpulab::simulator {
namespace {

constexpr std::string_view suffix = ".toml";

template <class Range, class Predicate>
auto find_or_null(const Range& range, Predicate&& predicate) -> decltype(&*std::begin(range)) {
  auto it = std::find_if(std::begin(range), std::end(range), predicate);
  return it == std::end(range) ? nullptr : &*it;
}

}  // namespace

std::string to_string(IpVersion v) { return fmt::format("{}.{}.{}", v.major, v.minor, v.revision); }

const BarProfile* PciProfile::bar(BarProfile::Role role) const {
  return find_or_null(bars, [&](const BarProfile& b) { return b.role == role; });
}
const ClockDomain* ClockProfile::domain(std::string_view name) const {
  return find_or_null(domains, [&](const ClockDomain& d) { return d.name == name; });
}
const IpBlock* DeviceProfile::ip(std::string_view ip_name, u8 instance) const {
  return find_or_null(ips, [&](const IpBlock& b) { return b.name == ip_name && b.instance == instance; });
}
const FirmwareFile* DeviceProfile::firmware_file(std::string_view role) const {
  return find_or_null(firmware, [&](const FirmwareFile& f) { return f.role == role; });
}

std::vector<std::string> list_device_profiles() {
  std::vector<std::string> ids;
  for (const embedded::File& file : embedded::device_profiles())
    ids.emplace_back(file.name.substr(0, file.name.size() - suffix.size()));
  std::sort(ids.begin(), ids.end());
  return ids;
}

Parsed<DeviceProfile> load_device_profile(std::string_view id_or_path) {
  if (id_or_path.ends_with(suffix)) {
    std::ifstream in{std::string(id_or_path), std::ios::binary};
    if (!in) return refuse(fmt::format("device profile {}: the file cannot be opened", id_or_path));
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    Parsed<DeviceProfile> profile = parse_device_profile(text, id_or_path);
    if (!profile) return profile;
    // Images of real cards lie beside the profile.
    const std::pair<std::string, std::vector<std::byte>*> files[] = {
        {profile->discovery_file, &profile->discovery}, {profile->nvidia.vbios.file, &profile->nvidia.vbios.rom}};
    for (const auto& [file, content] : files) {
      if (file.empty()) continue;
      Parsed<std::vector<std::byte>> image = read_file(std::filesystem::path(id_or_path).parent_path() / file);
      if (!image) return Unexpected<ParseError>(image.error());
      *content = std::move(*image);
    }
    return profile;
  }
  for (const embedded::File& file : embedded::device_profiles())
    if (file.name == fmt::format("{}{}", id_or_path, suffix))
      return parse_device_profile({reinterpret_cast<const char*>(file.content.data()), file.content.size()}, file.name);
  return refuse(fmt::format("device profile {}: unknown; known are {}, or give a path that ends in {}", id_or_path,
                            fmt::join(list_device_profiles(), ", "), suffix));
}

}  // namespace egpulab::simulator

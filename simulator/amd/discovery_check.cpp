// Walks the binary's IP table (layout: driver/regs/amd/discovery.hpp) and compares it with the profile.
#include "simulator/amd/discovery_check.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "driver/base/error.hpp"
#include "driver/regs/amd/discovery.hpp"

namespace egpulab::simulator::amd {
namespace {

using namespace regs::amd::discovery;

struct Walker {
  const DeviceProfile& profile;
  Bytes binary;

  [[noreturn]] void refuse(const std::string& what) const {
    throw InvalidRequest(fmt::format("profile {}: discovery binary {}: {}", profile.id, profile.discovery_file, what));
  }
  template <class T>
  T at(std::size_t offset, std::string_view what) const {
    if (offset > binary.size() || sizeof(T) > binary.size() - offset)
      refuse(fmt::format("{} at {:#x} lies beyond its {:#x} bytes", what, offset, binary.size()));
    return load<T>(binary, offset);
  }
};

struct Served {
  IpEntry entry;
  std::vector<u32> bases;
};

std::vector<Served> ips_of(const Walker& w) {
  if (w.binary.size() > reserved_size)
    w.refuse(fmt::format("it has {:#x} bytes, firmware reserves {:#x} for it", w.binary.size(), reserved_size));
  const auto header = w.at<BinaryHeader>(0, "the header");
  if (header.signature != binary_signature)
    w.refuse(fmt::format("signature: expected {:#x}, found {:#x}", binary_signature, header.signature));
  const std::size_t table = header.tables[static_cast<std::size_t>(Table::ip_discovery)].offset;
  const u32 signature = w.at<u32>(table + ip_header::signature, "the IP table");
  if (signature != ip_table_signature)
    w.refuse(fmt::format("IP table's signature: expected {:#x}, found {:#x}", ip_table_signature, signature));
  const u16 dies = w.at<u16>(table + ip_header::num_dies, "the number of dies");
  const bool wide = w.at<u16>(table + ip_header::version, "the IP table's version") >= 4 &&
                    (w.at<u8>(table + ip_header::flags, "the IP table's flags") & ip_header::base_addresses_64_bit);
  if (dies > max_dies) w.refuse(fmt::format("{} dies, at most {} fit", dies, max_dies));

  std::vector<Served> all;
  for (std::size_t die = 0; die < dies; ++die) {
    std::size_t at = w.at<DieInfo>(table + ip_header::dies + die * sizeof(DieInfo), "a die").die_offset;
    const u16 count = w.at<DieHeader>(at, "a die's header").num_ips;
    at += sizeof(DieHeader);
    for (u16 i = 0; i < count; ++i) {
      Served& ip = all.emplace_back(Served{w.at<IpEntry>(at, "an IP"), {}});
      at += sizeof(IpEntry);
      for (u8 b = 0; b < ip.entry.num_bases; ++b, at += wide ? 8 : 4) ip.bases.push_back(w.at<u32>(at, "a base"));
    }
  }
  return all;
}

}  // namespace

void check_served_discovery(const DeviceProfile& profile) {
  const Walker w{profile, profile.discovery};
  const std::vector<Served> served = ips_of(w);
  for (const IpBlock& ip : profile.ips) {
    const Served* found = nullptr;
    for (const Served& s : served)
      if (s.entry.hardware_id == ip.hardware_id && s.entry.instance == ip.instance) found = &s;
    if (!found) w.refuse(fmt::format("it lacks {} instance {}, which the profile has", ip.name, ip.instance));
    const IpVersion version{found->entry.major, found->entry.minor, found->entry.revision};
    if (version != ip.version)
      w.refuse(fmt::format("version of {} {}: expected the profile's {}, found {}", ip.name, ip.instance,
                           to_string(ip.version), to_string(version)));
    if (found->bases != ip.bases)
      w.refuse(fmt::format("bases of {} {}: expected the profile's {:#x}, found {:#x}", ip.name, ip.instance,
                           fmt::join(ip.bases, " "), fmt::join(found->bases, " ")));
  }
}

}  // namespace egpulab::simulator::amd

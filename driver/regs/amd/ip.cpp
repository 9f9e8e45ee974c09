// IP block names and the bases of a card.
#include "driver/regs/amd/ip.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "driver/regs/amd/discovery.hpp"

namespace egpulab::regs::amd {
std::string to_string(Ip ip) {
  const std::string_view name = discovery::hardware_name(static_cast<u16>(ip));
  return name.empty() ? fmt::format("IP {}", static_cast<u16>(ip)) : std::string(name);
}

std::optional<Ip> ip_from_name(std::string_view name) {
  if (name == "NBIO") return Ip::nbio;  // the discovery table's name is NBIF
  const u16 id = discovery::hardware_id(name);
  return id ? std::optional(static_cast<Ip>(id)) : std::nullopt;
}

std::string to_string(IpVersion v) { return fmt::format("{}.{}.{}", v.major, v.minor, v.revision); }

IpBases::IpBases(std::vector<IpBlock> blocks) : blocks_(std::move(blocks)) {
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const auto id = static_cast<std::size_t>(blocks_[i].ip);
    if (id < first_.size() && blocks_[i].instance == 0 && first_[id] == 0) first_[id] = static_cast<u16>(i + 1);
  }
}

const IpBlock* IpBases::find_slowly(Ip ip, u8 instance) const {
  for (const IpBlock& b : blocks_)
    if (b.ip == ip && b.instance == instance) return &b;
  return nullptr;
}

void IpBases::lacks(Ip ip, u8 instance) {
  throw InvalidRequest(fmt::format("the card's IP discovery lists no {} instance {}", to_string(ip), instance));
}

void IpBases::missing(Location location) const {
  const IpBlock& block = at(location.ip);
  throw InvalidRequest(fmt::format("register at {} segment {} dword {:#x}: the card's {} {} has {} segments",
                                   to_string(location.ip), location.segment, location.dword, to_string(location.ip),
                                   to_string(block.version), block.bases.size()));
}

void detail::not_in_generation(std::string_view name, const IpBlock& block) {
  throw InvalidRequest(
      fmt::format("register {}: {} {} has no such register", name, to_string(block.ip), to_string(block.version)));
}

}  // namespace egpulab::regs::amd

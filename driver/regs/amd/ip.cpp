// IP block names and the bases of a card.
#include "driver/regs/amd/ip.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"

namespace egpulab::regs::amd {
namespace {

struct IpName {
  Ip ip;
  std::string_view name;
};
constexpr std::array ip_names{
    IpName{Ip::mp1, "MP1"},       IpName{Ip::mp2, "MP2"},   IpName{Ip::thm, "THM"},     IpName{Ip::smuio, "SMUIO"},
    IpName{Ip::fuse, "FUSE"},     IpName{Ip::clka, "CLKA"}, IpName{Ip::pwr, "PWR"},     IpName{Ip::gc, "GC"},
    IpName{Ip::vcn, "VCN"},       IpName{Ip::acp, "ACP"},   IpName{Ip::mmhub, "MMHUB"}, IpName{Ip::athub, "ATHUB"},
    IpName{Ip::osssys, "OSSSYS"}, IpName{Ip::hdp, "HDP"},   IpName{Ip::sdma0, "SDMA0"}, IpName{Ip::sdma1, "SDMA1"},
    IpName{Ip::isp, "ISP"},       IpName{Ip::df, "DF"},     IpName{Ip::clkb, "CLKB"},   IpName{Ip::sdma2, "SDMA2"},
    IpName{Ip::sdma3, "SDMA3"},   IpName{Ip::pcie, "PCIE"}, IpName{Ip::lsdma, "LSDMA"}, IpName{Ip::nbio, "NBIO"},
    IpName{Ip::umc, "UMC"},       IpName{Ip::usb, "USB"},   IpName{Ip::xgmi, "XGMI"},   IpName{Ip::mp0, "MP0"},
    IpName{Ip::dmu, "DMU"},       IpName{Ip::dio, "DIO"},   IpName{Ip::daz, "DAZ"},
};

}  // namespace

std::string to_string(Ip ip) {
  for (const IpName& n : ip_names)
    if (n.ip == ip) return std::string(n.name);
  return fmt::format("IP {}", static_cast<u16>(ip));
}

std::optional<Ip> ip_from_name(std::string_view name) {
  for (const IpName& n : ip_names)
    if (n.name == name) return n.ip;
  return std::nullopt;
}

std::string to_string(IpVersion v) { return fmt::format("{}.{}.{}", v.major, v.minor, v.revision); }

IpBases::IpBases(std::vector<IpBlock> blocks) : blocks_(std::move(blocks)) {
  for (std::size_t i = 0; i < blocks_.size(); ++i) {
    const auto id = static_cast<std::size_t>(blocks_[i].ip);
    if (id < first_.size() && blocks_[i].instance == 0 && first_[id] == 0) first_[id] = static_cast<u16>(i + 1);
  }
}

const IpBlock* IpBases::find(Ip ip, u8 instance) const {
  const auto id = static_cast<std::size_t>(ip);
  if (instance == 0 && id < first_.size()) return first_[id] ? &blocks_[first_[id] - 1u] : nullptr;
  for (const IpBlock& b : blocks_)
    if (b.ip == ip && b.instance == instance) return &b;
  return nullptr;
}

const IpBlock& IpBases::at(Ip ip, u8 instance) const {
  const IpBlock* block = find(ip, instance);
  if (!block)
    throw InvalidRequest(fmt::format("the card's IP discovery lists no {} instance {}", to_string(ip), instance));
  return *block;
}

void IpBases::missing(Location location) const {
  const IpBlock& block = at(location.ip);
  throw InvalidRequest(fmt::format("register at {} segment {} dword {:#x}: the card's {} {} has {} segments",
                                   to_string(location.ip), location.segment, location.dword, to_string(location.ip),
                                   to_string(block.version), block.bases.size()));
}

}  // namespace egpulab::regs::amd

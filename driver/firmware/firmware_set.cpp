// Choosing and loading all firmware of a GPU.
#include "driver/firmware/firmware_set.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"

namespace egpulab::firmware {
namespace {

using regs::amd::Ip;
using regs::amd::IpVersion;
using regs::amd::PspFirmwareType;

// Which file serves a role; "{}" takes the IP's version as 11_0_0. Names as Linux requests them.
struct Rule {
  Role role;
  IpVersion IpVersions::*ip;
  std::string_view ip_name;
  std::string_view pattern;
  u8 required_from_gc;  // major version from which on the role is needed; 0 always, 255 never
  u8 gc_major = 0;      // of the graphics cores that use this name; 0: all
};
constexpr Rule rules[] = {
    {Role::sos, &IpVersions::mp0, "PSP (MP0)", "psp_{}_sos.bin", 0},
    {Role::smu, &IpVersions::mp1, "SMU (MP1)", "smu_{}.bin", 0},
    {Role::sdma, &IpVersions::sdma, "SDMA", "sdma_{}.bin", 0},
    {Role::pfp, &IpVersions::gc, "GC", "gc_{}_pfp.bin", 12},
    {Role::me, &IpVersions::gc, "GC", "gc_{}_me.bin", 12},
    {Role::mec, &IpVersions::gc, "GC", "gc_{}_mec.bin", 0},
    {Role::mes, &IpVersions::gc, "GC", "gc_{}_mes_2.bin", 255, 11},
    {Role::mes, &IpVersions::gc, "GC", "gc_{}_uni_mes.bin", 255, 12},  // one image for both pipes
    {Role::mes_kiq, &IpVersions::gc, "GC", "gc_{}_mes1.bin", 255, 11},
    {Role::imu, &IpVersions::gc, "GC", "gc_{}_imu.bin", 0},
    {Role::rlc, &IpVersions::gc, "GC", "gc_{}_rlc.bin", 0},
    {Role::ta, &IpVersions::mp0, "PSP (MP0)", "psp_{}_ta.bin", 255},
};

std::string file_name(const Rule& rule, IpVersion v) {
  return fmt::format(fmt::runtime(rule.pattern), fmt::format("{}_{}_{}", v.major, v.minor, v.revision));
}

// Roles whose pieces LOAD_IP_FW takes, in order (Linux and the peer's driver agree on SDMA, CP, IMU, RLC).
constexpr Role load_roles[] = {Role::sdma, Role::pfp, Role::me, Role::mec, Role::imu, Role::rlc};

// Pipe whose data image this is; 0 for all that is no per-pipe image.
unsigned pipe_of(PspFirmwareType type) {
  switch (type) {
    case PspFirmwareType::rs64_pfp_p1_stack:
    case PspFirmwareType::rs64_me_p1_stack:
    case PspFirmwareType::rs64_mec_p1_stack:
      return 1;
    case PspFirmwareType::rs64_mec_p2_stack:
      return 2;
    case PspFirmwareType::rs64_mec_p3_stack:
      return 3;
    default:
      return 0;
  }
}

}  // namespace

IpVersions ip_versions(const regs::amd::IpBases& bases) {
  return {bases.at(Ip::mp0).version, bases.at(Ip::mp1).version, bases.at(Ip::sdma0).version, bases.at(Ip::gc).version};
}

Parsed<FirmwareSet> FirmwareSet::load(const Source& source, const IpVersions& versions) {
  FirmwareSet set;
  set.gc_ = versions.gc;
  auto files = std::make_shared<Files>();
  files->all.reserve(std::size(rules));  // spans into the files must stay good
  for (const Rule& rule : rules) {
    if (rule.gc_major != 0 && rule.gc_major != versions.gc.major) continue;
    const IpVersion version = versions.*rule.ip;
    const std::string name = file_name(rule, version);
    const bool required = rule.required_from_gc == 0 || versions.gc.major >= rule.required_from_gc;
    Parsed<std::optional<File>> found = source.find(name);
    if (!found) return Unexpected<ParseError>(found.error());
    if (!*found) {
      if (!required) continue;
      return Unexpected<ParseError>(source.read(name).error());
    }
    const File& file = files->all.emplace_back(std::move(**found));
    Parsed<Container> container = parse_container(rule.role, file.origin, file.bytes);
    if (!container) return Unexpected<ParseError>(container.error());
    if (container->ip_major != version.major || container->ip_minor != version.minor)
      return refuse(fmt::format("firmware {}: ip_version (offset 0xc): expected {}.{} for {} {}, found {}.{}",
                                file.origin, version.major, version.minor, rule.ip_name, regs::amd::to_string(version),
                                container->ip_major, container->ip_minor));
    set.containers_.push_back(std::move(*container));
  }
  set.files_ = std::move(files);
  return set;
}

const Container* FirmwareSet::container(Role role) const {
  for (const Container& c : containers_)
    if (c.role == role) return &c;
  return nullptr;
}
const Piece* FirmwareSet::sos(regs::amd::SosPart part) const { return container(Role::sos)->find(part); }
const Piece& FirmwareSet::smu() const { return *container(Role::smu)->find(PspFirmwareType::smu); }

std::vector<const Piece*> FirmwareSet::load_order(unsigned pipes, bool graphics) const {
  std::vector<const Piece*> order;
  for (Role role : load_roles) {
    if ((role == Role::pfp || role == Role::me) && !graphics && gc_.major < 12) continue;
    const Container* c = container(role);
    if (!c) continue;
    for (const Piece& piece : c->pieces)
      if (pipe_of(piece.type) == 0 || pipe_of(piece.type) < pipes) order.push_back(&piece);
  }
  return order;
}

}  // namespace egpulab::firmware

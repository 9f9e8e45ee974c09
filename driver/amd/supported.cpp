// IP versions: RDNA3 (Navi31, 32, 33) and RDNA4 (Navi44, 48). Which chip has which: Linux amdgpu_discovery.c and the
// firmware file names that its blocks request; Navi44 and Navi48 from the cards' own tables.
#include "driver/amd/supported.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <initializer_list>

#include "driver/base/error.hpp"

namespace egpulab::driver::amd {
namespace {

using regs::amd::Ip;
using regs::amd::IpBases;
using regs::amd::IpVersion;

struct Known {
  Ip ip;
  std::initializer_list<IpVersion> versions;
};
// MP0, MP1, SDMA and GC have firmware for exactly one version each; the registers of the others are what counts.
// clang-format off
const Known known[] = {
    {Ip::gc, {{11, 0, 0}, {11, 0, 2}, {11, 0, 3}, {12, 0, 0}, {12, 0, 1}}},
    {Ip::mp0, {{13, 0, 0}, {13, 0, 7}, {13, 0, 10}, {14, 0, 2}, {14, 0, 3}}},
    {Ip::mp1, {{13, 0, 0}, {13, 0, 7}, {13, 0, 10}, {14, 0, 2}, {14, 0, 3}}},
    {Ip::sdma0, {{6, 0, 0}, {6, 0, 2}, {6, 0, 3}, {7, 0, 0}, {7, 0, 1}}},
    {Ip::mmhub, {{3, 0, 0}, {3, 0, 2}, {4, 1, 0}}},
    {Ip::nbio, {{4, 3, 0}, {6, 3, 1}}},
    {Ip::hdp, {{6, 0, 0}, {7, 0, 0}}},
    {Ip::osssys, {{6, 0, 0}, {7, 0, 0}}},
};
// clang-format on

struct Target {
  IpVersion gc;
  std::string_view name;
};
constexpr std::array targets{Target{{11, 0, 0}, "gfx1100"}, Target{{11, 0, 2}, "gfx1102"},
                             Target{{11, 0, 3}, "gfx1101"}, Target{{12, 0, 0}, "gfx1200"},
                             Target{{12, 0, 1}, "gfx1201"}};

std::string list(std::initializer_list<IpVersion> versions) {
  std::string text;
  for (const IpVersion v : versions) text += (text.empty() ? "" : ", ") + regs::amd::to_string(v);
  return text;
}

}  // namespace

void check_supported(const IpBases& bases) {
  for (const Known& k : known) {
    const IpVersion version = bases.at(k.ip).version;
    if (std::find(k.versions.begin(), k.versions.end(), version) == k.versions.end())
      throw InvalidRequest(fmt::format("the card has {0} {1}; this driver knows {0} {2}", regs::amd::to_string(k.ip),
                                       regs::amd::to_string(version), list(k.versions)));
  }
}

std::string_view target_of(IpVersion gc) {
  for (const Target& t : targets)
    if (t.gc == gc) return t.name;
  throw InvalidRequest(fmt::format("GC {} has no compile target that this driver knows", regs::amd::to_string(gc)));
}

}  // namespace egpulab::driver::amd

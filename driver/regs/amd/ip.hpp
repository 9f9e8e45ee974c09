// Where AMD's registers are: in segments of IP blocks, whose base addresses the card's IP discovery table publishes.
// Hardware ids as in Linux drivers/gpu/drm/amd/include/soc15_hw_ip.h and discovery.h.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <vector>

#include "driver/regs/register.hpp"

namespace egpulab::regs::amd {

// An IP block; the number is its hardware id in the discovery table, which may hold ids that are not listed here.
enum class Ip : u16 {
  mp1 = 1,
  mp2 = 2,
  thm = 3,
  smuio = 4,
  fuse = 5,
  clka = 6,
  pwr = 10,
  gc = 11,
  vcn = 12,
  acp = 14,
  mmhub = 34,
  athub = 35,
  osssys = 40,
  hdp = 41,
  sdma0 = 42,
  sdma1 = 43,
  isp = 44,
  df = 46,
  clkb = 47,
  sdma2 = 68,
  sdma3 = 69,
  pcie = 70,
  lsdma = 91,
  nbio = 108,
  umc = 150,
  usb = 170,
  xgmi = 200,
  mp0 = 255,
  dmu = 271,
  dio = 272,
  daz = 274,
};
// The discovery table's name: "GC", "NBIF" for nbio; "IP 77" for an id without a name.
std::string to_string(Ip ip);
std::optional<Ip> ip_from_name(std::string_view name);

struct IpVersion {
  u8 major = 0, minor = 0, revision = 0;
  friend constexpr auto operator<=>(const IpVersion&, const IpVersion&) = default;
};
std::string to_string(IpVersion version);

// One IP block of one card. Bases are dword addresses, one per segment.
struct IpBlock {
  Ip ip{};
  u8 instance = 0;
  IpVersion version;
  std::vector<u32> bases;
};

// A place in register space: dword `dword` of a segment of the first instance of an IP.
struct Location {
  Ip ip{};
  u32 segment = 0, dword = 0;
  friend constexpr auto operator<=>(const Location&, const Location&) = default;
};

// All IP blocks of a card, as discovered.
class IpBases {
 public:
  IpBases() = default;
  explicit IpBases(std::vector<IpBlock> blocks);

  const std::vector<IpBlock>& blocks() const { return blocks_; }
  // Null when the card has no such block.
  const IpBlock* find(Ip ip, u8 instance = 0) const;
  // Throws InvalidRequest when the card has no such block.
  const IpBlock& at(Ip ip, u8 instance = 0) const;
  // The byte address in register space; it may lie beyond the MMIO BAR (then the register is reached indirectly).
  // Throws InvalidRequest when the card lacks the block or the segment.
  u64 byte_address(Location location) const {
    const IpBlock* block = find(location.ip);
    if (!block || location.segment >= block->bases.size()) missing(location);
    return 4 * (u64{block->bases[location.segment]} + location.dword);
  }
  bool contains(Location location) const {
    const IpBlock* block = find(location.ip);
    return block && location.segment < block->bases.size();
  }

 private:
  [[noreturn]] void missing(Location location) const;

  std::vector<IpBlock> blocks_;
  std::array<u16, 288> first_{};  // by hardware id: 1 + index of instance 0 in blocks_, 0 = none
};

// A later generation's place of a register: from version Major.Minor of its IP on.
template <u8 Major, u8 Minor, u32 Segment, u32 Dword>
struct Since {
  static constexpr IpVersion version{Major, Minor, 0};
  static constexpr u32 segment = Segment, dword = Dword;
};

// Where a register lies in Navi31 (gfx11), and in later generations (a Since<> each, oldest first) where that differs.
template <Ip I, u32 Segment, u32 Dword, class... Later>
struct At {
  static constexpr Location value{I, Segment, Dword};
  static constexpr u32 offset = 4 * Dword;
  static constexpr bool moves = sizeof...(Later) > 0;

  static constexpr Location value_for([[maybe_unused]] IpVersion version) {
    Location l = value;
    ((l = version >= Later::version ? Location{I, Later::segment, Later::dword} : l), ...);
    return l;
  }
};
// clang-format off
template <u32 Segment, u32 Dword, class... Later> using Gc     = At<Ip::gc,     Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Sdma   = At<Ip::gc,     Segment, Dword, Later...>;  // SDMA lies in GC's segments
template <u32 Segment, u32 Dword, class... Later> using Mmhub  = At<Ip::mmhub,  Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Athub  = At<Ip::athub,  Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Nbio   = At<Ip::nbio,   Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Mp0    = At<Ip::mp0,    Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Mp1    = At<Ip::mp1,    Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Hdp    = At<Ip::hdp,    Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Osssys = At<Ip::osssys, Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Smuio  = At<Ip::smuio,  Segment, Dword, Later...>;
template <u32 Segment, u32 Dword, class... Later> using Thm    = At<Ip::thm,    Segment, Dword, Later...>;
// clang-format on

// The byte address of register R, or of the element of array R with the vendor's indices, on a card with these bases:
// byte_address<GcvmContextCntl>(bases, 3).
template <class R, class... Index>
u64 byte_address(const IpBases& bases, Index... index) {
  using Place = typename R::location_type;
  if constexpr (Place::moves)
    return bases.byte_address(Place::value_for(bases.at(Place::value.ip).version)) + R::element_offset(index...);
  else
    return bases.byte_address(Place::value) + R::element_offset(index...);
}

}  // namespace egpulab::regs::amd

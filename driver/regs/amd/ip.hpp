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
  const IpBlock* find(Ip ip, u8 instance = 0) const {
    const auto id = static_cast<std::size_t>(ip);
    if (instance == 0 && id < first_.size()) return first_[id] ? &blocks_[first_[id] - 1u] : nullptr;
    return find_slowly(ip, instance);
  }
  // Throws InvalidRequest when the card has no such block.
  const IpBlock& at(Ip ip, u8 instance = 0) const {
    const IpBlock* block = find(ip, instance);
    if (!block) lacks(ip, instance);
    return *block;
  }
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
  const IpBlock* find_slowly(Ip ip, u8 instance) const;
  [[noreturn]] void missing(Location location) const;
  [[noreturn]] static void lacks(Ip ip, u8 instance);

  std::vector<IpBlock> blocks_;
  std::array<u16, 288> first_{};  // by hardware id: 1 + index of instance 0 in blocks_, 0 = none
};

// The segment of a register that a generation lacks.
inline constexpr u32 absent = ~u32{0};

// A later generation's place of a register: from version Major.Minor of its IP on. Where the fields differ, too, all
// fields of that generation follow; typed access to them is by As<Major, R>.
template <u8 Major, u8 Minor, u32 Segment, u32 Dword, class... Fields>
struct Since {
  static constexpr IpVersion version{Major, Minor, 0};
  static constexpr u32 segment = Segment, dword = Dword;
  static constexpr std::array<FieldInfo, sizeof...(Fields)> fields{Fields::info()...};
  template <Name N, class Place, class Shape>
  using typed = RegisterArray<N, Place, Shape, Fields...>;
};
// A register that generations from Major.Minor on do not have.
template <u8 Major, u8 Minor = 0>
using Gone = Since<Major, Minor, absent, 0>;

// Where a register lies in Navi31 (gfx11), and in later generations (a Since<> each, oldest first) where that differs.
// A register new in a later generation is at <absent, 0, Since<...>>.
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
  // That generation's fields where they are not the declaration's own; else nothing.
  static constexpr std::span<const FieldInfo> fields_for([[maybe_unused]] IpVersion version) {
    std::span<const FieldInfo> fields;
    ((fields = version >= Later::version && !Later::fields.empty() ? std::span<const FieldInfo>(Later::fields) : fields),
     ...);
    return fields;
  }
  // The Since<> of generation Major.
  template <u8 Major>
  using later = std::tuple_element_t<
      [] {
        std::size_t i = 0, found = sizeof...(Later);
        ((Later::version.major == Major ? found = i++ : i++), ...);
        return found;
      }(),
      std::tuple<Later...>>;
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

namespace detail {
template <u8 Major, class R>
struct AsVersion;
template <u8 Major, Name N, class Place, class Shape, class... Fields>
struct AsVersion<Major, RegisterArray<N, Place, Shape, Fields...>> {
  using type = typename Place::template later<Major>::template typed<N, Place, Shape>;
};
[[noreturn]] void not_in_generation(std::string_view name, const IpBlock& block);
}  // namespace detail

// Register R with the fields that it has from version Major of its IP on: As<12, GcvmContextCntl>{value}["..."_f]. Only
// for registers whose fields differ there.
template <u8 Major, class R>
using As = typename detail::AsVersion<Major, R>::type;

// The place of register R on a card with these bases. Throws InvalidRequest where the card's generation lacks it.
template <class R>
Location location_of(const IpBases& bases) {
  using Place = typename R::location_type;
  if constexpr (Place::moves) {
    const IpBlock& block = bases.at(Place::value.ip);
    const Location location = Place::value_for(block.version);
    if (location.segment == absent) detail::not_in_generation(R::name, block);
    return location;
  } else {
    return Place::value;
  }
}

// Whether a card with these bases has register R.
template <class R>
bool exists(const IpBases& bases) {
  using Place = typename R::location_type;
  const IpBlock* block = bases.find(Place::value.ip);
  return block && bases.contains(Place::value_for(block->version));
}

// The byte address of register R, or of the element of array R with the vendor's indices, on a card with these bases:
// byte_address<GcvmContextCntl>(bases, 3). Throws InvalidRequest where the card's generation lacks the register.
template <class R, class... Index>
u64 byte_address(const IpBases& bases, Index... index) {
  return bases.byte_address(location_of<R>(bases)) + R::element_offset(index...);
}

}  // namespace egpulab::regs::amd

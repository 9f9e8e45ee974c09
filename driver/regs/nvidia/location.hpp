// Where NVIDIA's registers are: at fixed offsets in BAR0, which later architectures move or lack, or relative to a
// microcontroller's base (GSP, SEC2, PMU have the same registers).
//
//   using PmcBoot0 = Register<"NV_PMC_BOOT_0", Bar0<0x0>, ...>;
//   using VirtualBlock = Register<"NV_..._BIND", Bar0<0x1704, From<Architecture::blackwell, 0xb80f60>>, ...>;
//   using FalconHwcfg2 = Register<"NV_PFALCON_FALCON_HWCFG2", Falcon<0xf4>, ...>;
#pragma once

#include <span>

#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/register.hpp"

namespace egpulab::regs::nvidia {

// What a register's offset counts from.
enum class Space : u8 { bar0, falcon, riscv };

// A place in register space: bytes from the start of BAR0 or of the microcontroller's block.
struct Location {
  Space space{};
  u32 offset = 0;
  friend constexpr auto operator<=>(const Location&, const Location&) = default;
};
// The offset of a register that an architecture lacks.
inline constexpr u32 absent = ~u32{0};

// From that architecture on the register lies at `Offset`, or is absent.
template <Architecture First, u32 Offset>
struct From {
  static constexpr Architecture first = First;
  static constexpr u32 offset = Offset;
};

template <Space S, u32 Offset, class... Later>
struct At {
  static constexpr Location value{S, Offset};
  static constexpr u32 offset = Offset;
  static constexpr Location value_for([[maybe_unused]] Architecture architecture) {
    Location l = value;
    ((l = architecture >= Later::first ? Location{S, Later::offset} : l), ...);
    return l;
  }
};
template <u32 Offset, class... Later>
using Bar0 = At<Space::bar0, Offset, Later...>;
// What came with Hopper, and what Hopper took away: Ada, whose number is higher, is like Ampere.
template <u32 Offset>
using SinceHopper = Bar0<absent, From<Architecture::hopper, Offset>, From<Architecture::ada, absent>,
                         From<Architecture::blackwell_gb10x, Offset>>;
template <u32 Offset>
using UntilAda = Bar0<Offset, From<Architecture::hopper, absent>, From<Architecture::ada, Offset>,
                      From<Architecture::blackwell_gb10x, absent>>;
// Relative to the microcontroller's Falcon registers: GSP 0x110000, SEC2 0x840000, PMU 0x10a000.
template <u32 Offset, class... Later>
using Falcon = At<Space::falcon, Offset, Later...>;
// Relative to its RISC-V registers, which begin 0x1000 after the Falcon registers.
template <u32 Offset, class... Later>
using Riscv = At<Space::riscv, Offset, Later...>;

// A microcontroller, by the base of its Falcon registers in BAR0.
struct Microcontroller {
  std::string_view name;
  u32 base = 0;
};
inline constexpr Microcontroller gsp_unit{"GSP", 0x110000}, sec2_unit{"SEC2", 0x840000}, pmu_unit{"PMU", 0x10a000};
inline constexpr u32 riscv_offset = 0x1000;

// The offset in BAR0 of register R, or of the element with these indices; `absent` where the architecture lacks it.
template <class R, class... Index>
constexpr u32 bar0_offset(Architecture architecture, Index... index) {
  constexpr Space space = R::location_type::value.space;
  static_assert(space == Space::bar0, "this register belongs to a microcontroller");
  const u32 offset = R::location_type::value_for(architecture).offset;
  return offset == absent ? absent : offset + R::element_offset(index...);
}
template <class R, class... Index>
constexpr u32 bar0_offset(Architecture architecture, const Microcontroller& unit, Index... index) {
  constexpr Space space = R::location_type::value.space;
  static_assert(space != Space::bar0, "this register does not belong to a microcontroller");
  const u32 offset = R::location_type::value_for(architecture).offset;
  if (offset == absent) return absent;
  return unit.base + (space == Space::riscv ? riscv_offset : 0) + offset + R::element_offset(index...);
}

// A declared register as run-time data.
struct DeclaredRegister {
  RegisterInfo info;
  Location location;
  Location (*location_for)(Architecture);
};
// The data of register R; what has this works on any register without being instantiated for each.
template <class R>
inline constexpr DeclaredRegister declaration{R::info(), R::location, &R::location_type::value_for};

}  // namespace egpulab::regs::nvidia

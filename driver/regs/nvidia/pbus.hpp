// PBUS: scratch registers that microcode leaves its error codes in, and the window of BAR1 before Blackwell. Offsets:
// dev_bus (GA100, TU102, GH100), dev_bus_addendum, dev_nv_xal_ep_zb (GH100).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

enum class BlockTarget : u8 { video = 0, invalid = 1, sys_mem_coherent = 2, sys_mem_noncoherent = 3 };
constexpr std::string_view to_string(BlockTarget t) {
  constexpr std::string_view names[] = {"VID_MEM", "", "SYS_MEM_COHERENT", "SYS_MEM_NONCOHERENT"};
  return names[static_cast<u8>(t) & 3];
}
enum class BlockMode : u8 { physical = 0, virtual_memory = 1 };
constexpr std::string_view to_string(BlockMode m) { return m == BlockMode::physical ? "PHYSICAL" : "VIRTUAL"; }

// clang-format off
using PbusSwScratch = RegisterArray<"NV_PBUS_SW_SCRATCH(#)", Bar0<0x1400>, Repeat<64, 4>>;
// Where PRAMIN points, in units of 64 KiB of video memory (or of the address space of TARGET).
using PbusBar0Window = Register<"NV_PBUS_BAR0_WINDOW",
    Bar0<0x1700, From<Architecture::hopper, absent>, From<Architecture::ada, 0x1700>, From<Architecture::blackwell_gb10x, absent>>,
    Field<"BASE", 23, 0>, Field<"TARGET", 25, 24, BlockTarget>>;
using XalEpBar0Window = Register<"NV_XAL_EP_BAR0_WINDOW",
    Bar0<absent, From<Architecture::hopper, 0x10fd40>, From<Architecture::ada, absent>, From<Architecture::blackwell_gb10x, 0x10fd40>>,
    Field<"BASE", 22, 0>>;
// Pointers count units of 4 KiB.
using PbusBar1Block = Register<"NV_PBUS_BAR1_BLOCK", Bar0<0x1704>, Field<"PTR", 27, 0>, Field<"TARGET", 29, 28, BlockTarget>,
    Field<"MODE", 31, 31, BlockMode>>;
using PbusBar2Block = Register<"NV_PBUS_BAR2_BLOCK", Bar0<0x1714>, Field<"PTR", 27, 0>, Field<"TARGET", 29, 28, BlockTarget>,
    Field<"MODE", 31, 31, BlockMode>>;
// clang-format on

// Elements of NV_PBUS_SW_SCRATCH: FWSEC-FRTS leaves its error in the high half, FWSEC-SB in the low half, the GSP's
// first microcode since Hopper (FMC) in the whole word.
inline constexpr u32 scratch_frts_error = 0x0e, scratch_fwsec_sb_error = 0x15, scratch_gsp_fmc_error = 0x37;

using PbusRegisters = RegisterList<PbusSwScratch, PbusBar0Window, XalEpBar0Window, PbusBar1Block, PbusBar2Block>;

}  // namespace egpulab::regs::nvidia

// Code objects for AMD GPUs: ELF constants, and what a launcher reads of COMPUTE_PGM_RSRC2.
// Facts: LLVM's AMDGPUUsage document (sections "Code Object" and "Relocation Records").
#pragma once

#include <array>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::amd {

namespace elf {
inline constexpr u16 em_amdgpu = 224;
inline constexpr u8 osabi_amdgpu_hsa = 64;
inline constexpr u8 abi_version_v4 = 2, abi_version_v5 = 3, abi_version_v6 = 4;
inline constexpr u32 flags_mach_mask = 0xff;
inline constexpr u32 note_metadata = 32;  // NT_AMDGPU_METADATA, owner "AMDGPU"

enum class Relocation : u32 {
  none = 0,
  abs32_lo = 1,
  abs32_hi = 2,
  abs64 = 3,
  rel32 = 4,
  rel64 = 5,
  abs32 = 6,
  rel32_lo = 10,
  rel32_hi = 11,
  relative64 = 13,
};

struct Machine {
  u32 flags;  // EF_AMDGPU_MACH
  std::string_view name;
};
// clang-format off
inline constexpr std::array machines{
    Machine{0x02c, "gfx900"}, Machine{0x02d, "gfx902"}, Machine{0x02e, "gfx904"}, Machine{0x02f, "gfx906"},
    Machine{0x030, "gfx908"}, Machine{0x031, "gfx909"}, Machine{0x032, "gfx90c"}, Machine{0x03f, "gfx90a"},
    Machine{0x040, "gfx940"}, Machine{0x04b, "gfx941"}, Machine{0x04c, "gfx942"}, Machine{0x04f, "gfx950"},
    Machine{0x033, "gfx1010"}, Machine{0x034, "gfx1011"}, Machine{0x035, "gfx1012"}, Machine{0x042, "gfx1013"},
    Machine{0x036, "gfx1030"}, Machine{0x037, "gfx1031"}, Machine{0x038, "gfx1032"}, Machine{0x039, "gfx1033"},
    Machine{0x03e, "gfx1034"}, Machine{0x03d, "gfx1035"}, Machine{0x045, "gfx1036"},
    Machine{0x041, "gfx1100"}, Machine{0x046, "gfx1101"}, Machine{0x047, "gfx1102"}, Machine{0x044, "gfx1103"},
    Machine{0x043, "gfx1150"}, Machine{0x04a, "gfx1151"}, Machine{0x055, "gfx1152"}, Machine{0x058, "gfx1153"},
    Machine{0x048, "gfx1200"}, Machine{0x04e, "gfx1201"}, Machine{0x049, "gfx1250"},
    Machine{0x051, "gfx9-generic"}, Machine{0x052, "gfx10-1-generic"}, Machine{0x053, "gfx10-3-generic"},
    Machine{0x054, "gfx11-generic"}, Machine{0x059, "gfx12-generic"},
};
// clang-format on
// Empty for a machine without a name here.
constexpr std::string_view machine_name(u32 flags) {
  for (const Machine& m : machines)
    if (m.flags == (flags & flags_mach_mask)) return m.name;
  return {};
}

// Code for a generic machine runs on each of its processors (AMDGPUUsage, "Generic Processors").
struct Generic {
  std::string_view processor, machine;
};
// clang-format off
inline constexpr std::array generics{
    Generic{"gfx1100", "gfx11-generic"}, Generic{"gfx1101", "gfx11-generic"}, Generic{"gfx1102", "gfx11-generic"},
    Generic{"gfx1103", "gfx11-generic"}, Generic{"gfx1150", "gfx11-generic"}, Generic{"gfx1151", "gfx11-generic"},
    Generic{"gfx1152", "gfx11-generic"}, Generic{"gfx1153", "gfx11-generic"}, Generic{"gfx1200", "gfx12-generic"},
    Generic{"gfx1201", "gfx12-generic"},
};
// clang-format on
// The generic machine that covers a processor; empty where there is none.
constexpr std::string_view generic_of(std::string_view processor) {
  for (const Generic& g : generics)
    if (g.processor == processor) return g.machine;
  return {};
}
}  // namespace elf

// Of a kernel's descriptor and of its first instruction, bytes.
inline constexpr u64 kernel_descriptor_alignment = 64, kernel_code_alignment = 256;

// Fields of COMPUTE_PGM_RSRC2 that a launcher reads or fills (the file's LDS size is 0).
namespace pgm_rsrc2 {
inline constexpr u32 scratch_enable = 1;
inline constexpr u32 user_sgpr_shift = 1, user_sgpr_mask = 0x1f;
inline constexpr u32 lds_size_shift = 15, lds_size_mask = 0x1ff;
inline constexpr u32 lds_granule = 512;  // bytes per unit of the LDS size, gfx11 and gfx12
}  // namespace pgm_rsrc2

}  // namespace egpulab::regs::amd

// Page-table entries of the GPU's MMU: format 2 (Pascal to Ada) and format 3 (Hopper and later).
// Facts: open-gpu-doc manuals turing/tu104/dev_mmu; open-gpu-kernel-modules published hopper/gh100/dev_mmu.h (MIT).
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::nvidia {

// Of a page; those of directories count from 0 = invalid, 1 = video.
enum class PteAperture : u8 { video_memory = 0, peer_memory = 1, system_coherent = 2, system_non_coherent = 3 };
constexpr std::string_view to_string(PteAperture a) {
  constexpr std::string_view names[] = {"VIDEO_MEMORY", "PEER_MEMORY", "SYSTEM_COHERENT_MEMORY",
                                        "SYSTEM_NON_COHERENT_MEMORY"};
  return names[static_cast<u8>(a) & 3];
}
enum class PdeAperture : u8 { invalid = 0, video_memory = 1, system_coherent = 2, system_non_coherent = 3 };
constexpr std::string_view to_string(PdeAperture a) {
  constexpr std::string_view names[] = {"INVALID", "VIDEO_MEMORY", "SYSTEM_COHERENT_MEMORY",
                                        "SYSTEM_NON_COHERENT_MEMORY"};
  return names[static_cast<u8>(a) & 3];
}

// NV_MMU_PTE_KIND_*: how a page's data lies; what is compressible is stored plainly where no compression is modelled.
inline constexpr u8 kind_pitch = 0x00, kind_generic_memory = 0x06, kind_invalid = 0x07, kind_last = 0x0f;

// clang-format off
// Addresses count 4 KiB (ADDRESS_BIG: 256 bytes). Video addresses end below the peer number of peer memory.
using PteV2 = Bits<64, Bit<"VALID", 0>, Field<"APERTURE", 2, 1, PteAperture>, Bit<"VOL", 3>, Bit<"PRIVILEGE", 5>,
    Bit<"READ_ONLY", 6>, Bit<"ATOMIC_DISABLE", 7>, Field<"ADDRESS", 53, 8>, Field<"KIND", 63, 56>>;
inline constexpr u64 pte_v2_video_address_mask = (u64{1} << 25) - 1;  // of ADDRESS: the rest is peer and compression tags
using PdeV2 = Bits<64, Bit<"IS_PTE", 0>, Field<"APERTURE", 2, 1, PdeAperture>, Bit<"VOL", 3>, Bit<"NO_ATS", 5>, Field<"ADDRESS", 53, 8>>;
// The first half of a dual entry; the second is a PdeV2.
using DualPdeBigV2 = Bits<64, Bit<"IS_PTE", 0>, Field<"APERTURE", 2, 1, PdeAperture>, Bit<"VOL", 3>, Field<"ADDRESS_BIG", 53, 4>>;

// PCF (page caching and flags) of a valid page is a set of bits; of an invalid one, PCF_SPARSE and so on.
using PteV3 = Bits<64, Bit<"VALID", 0>, Field<"APERTURE", 2, 1, PteAperture>, Field<"PCF", 7, 3>, Field<"KIND", 11, 8>,
    Field<"ADDRESS", 51, 12>, Field<"PEER_ID", 63, 61>>;
using PdeV3 = Bits<64, Bit<"IS_PTE", 0>, Field<"APERTURE", 2, 1, PdeAperture>, Field<"PCF", 5, 3>, Field<"ADDRESS", 51, 12>>;
using DualPdeBigV3 = Bits<64, Bit<"IS_PTE", 0>, Field<"APERTURE", 2, 1, PdeAperture>, Field<"PCF", 5, 3>, Field<"ADDRESS_BIG", 51, 8>>;
// clang-format on

// Bits of PCF where the page is valid.
inline constexpr u32 pcf_uncached = 1, pcf_privilege = 2, pcf_read_only = 4, pcf_no_atomic = 8, pcf_acd = 16;
// Values of PCF where it is not; of directories where the aperture is invalid, bit 0 means sparse.
inline constexpr u32 pcf_invalid = 0, pcf_sparse = 1, pcf_mapping_nowhere = 2, pcf_no_valid_4kb_page = 3;

}  // namespace egpulab::regs::nvidia

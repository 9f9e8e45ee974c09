// Layout of NVIDIA's firmware files as linux-firmware carries them for GSP-RM 570.144. Facts: Linux
// drivers/gpu/drm/nouveau/include/nvfw, open-gpu-kernel-modules rmRiscvUcode.h; what the files of linux-firmware hold
// is said where it is used.
#pragma once

#include <array>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::firmware_header {

// First in booter_load, booter_unload and bootloader files. Offsets count from the file's start.
struct BinHdr {
  u32 bin_magic;  // bin_magic_value
  u32 bin_ver;    // 1
  u32 bin_size;   // of the file without padding at its end
  u32 header_offset;
  u32 data_offset;
  u32 data_size;
};
static_assert(sizeof(BinHdr) == 24);
inline constexpr u32 bin_magic_value = 0x10de, bin_version = 1;

// At header_offset of booters: signed microcode for the boot ROM of a Falcon (RSA-3K). The offsets named *_loc lead to
// a word that holds the value.
struct HsHeaderV2 {
  u32 sig_prod_offset;
  u32 sig_prod_size;  // of all signatures
  u32 patch_loc;      // word: where in the data the chosen signature goes
  u32 patch_sig;      // word: added to sig_prod_offset
  u32 meta_data_offset;
  u32 meta_data_size;
  u32 num_sig;        // word: how many signatures
  u32 header_offset;  // of the load header
  u32 header_size;
};
static_assert(sizeof(HsHeaderV2) == 36);

// At meta_data_offset.
struct HsMetaData {
  u32 fuse_version;  // of the last signature; each before it is for one less
  u32 engine_id_mask;
  u32 ucode_id;
};

// At the load header; offsets count from the data's start.
struct HsLoadHeaderV2 {
  u32 os_code_offset;
  u32 os_code_size;
  u32 os_data_offset;
  u32 os_data_size;
  u32 num_apps;
};
struct HsLoadHeaderV2App {
  u32 offset;
  u32 size;
  u32 data_offset;
  u32 data_size;
};
static_assert(sizeof(HsLoadHeaderV2) == 20 && sizeof(HsLoadHeaderV2App) == 16);
inline constexpr u32 rsa3k_signature_size = 384;

// Bootloaders have gsp::r570_144::RmRiscvUcodeDesc at header_offset; its offsets count from the data's start.
inline constexpr u32 riscv_ucode_desc_version = 5;

// ELF headers, as gsp (64 bits) and fmc (32 bits) files are ELF containers of sections.
struct Elf32Header {
  std::array<u8, 16> ident;
  u16 type, machine;
  u32 version, entry, program_offset, section_offset, flags;
  u16 header_size, program_size, programs, section_size, sections, names;
};
struct Elf32Section {
  u32 name, type, flags, address, offset, size, link, info, align, entry_size;
};
struct Elf64Header {
  std::array<u8, 16> ident;
  u16 type, machine;
  u32 version;
  u64 entry, program_offset, section_offset;
  u32 flags;
  u16 header_size, program_size, programs, section_size, sections, names;
};
struct Elf64Section {
  u32 name, type;
  u64 flags, address, offset, size;
  u32 link, info;
  u64 align, entry_size;
};
static_assert(sizeof(Elf32Header) == 52 && sizeof(Elf32Section) == 40);
static_assert(sizeof(Elf64Header) == 64 && sizeof(Elf64Section) == 64);
inline constexpr std::array<u8, 4> elf_magic{0x7f, 'E', 'L', 'F'};
inline constexpr u8 elf_class_32 = 1, elf_class_64 = 2, elf_little_endian = 1, elf_version = 1;
inline constexpr u32 elf_progbits = 1, elf_symtab = 2, elf_strtab = 3, elf_note = 7;
inline constexpr u16 elf_relocatable = 1, elf_machine_riscv = 243;
// Flags of the FMC's sections: allocated, with the bits of the operating system and processor. A section's sh_info, if
// not 0, is the CRC-32 of its content (nouveau gh100.c).
inline constexpr u32 fmc_section_flags = 0xfff00102;

// Sections of the gsp file. Its signatures are named after the family: ".fwsignature_ga10x".
inline constexpr std::string_view section_image = ".fwimage", section_version = ".fwversion",
                                  section_signature_prefix = ".fwsignature_";
inline constexpr u64 gsp_signature_size = 4096;
// Sections of the fmc file.
inline constexpr std::string_view section_fmc_image = "image", section_fmc_hash = "hash",
                                  section_fmc_signature = "signature", section_fmc_public_key = "publickey";
inline constexpr u64 fmc_hash_size = 48;  // SHA-384

// First in the FMC's "image": how FSP, which is told no size, knows how much to read and hash. As the images of GH100,
// GB100 and GB202 have it.
struct FmcImageHeader {
  u8 kind[2];       // 3, 4
  u16 header_size;  // 0x48
  u32 size;         // of what follows the header
  u32 reserved;
  u32 code_size;
  u32 reserved2;
  u32 data_size;
};
static_assert(sizeof(FmcImageHeader) == 24);
inline constexpr u16 fmc_header_size = 0x48;

// First in the secure code of all microcode of a family, whatever it does (booters of linux-firmware, FWSEC of VBIOS
// images): the boot ROM of another family does not accept it.
using SecureCodeFamily = std::array<u8, 16>;
inline constexpr SecureCodeFamily secure_code_ga10x{0xcd, 0x82, 0x0c, 0x12, 0x37, 0x76, 0x99, 0x28,
                                                    0x3e, 0x42, 0x27, 0xa2, 0xd8, 0x77, 0x6d, 0x69};
inline constexpr SecureCodeFamily secure_code_ad10x{0xd6, 0xf8, 0x59, 0xbf, 0xaf, 0x0f, 0x46, 0x22,
                                                    0xbd, 0x72, 0x20, 0x9a, 0x5b, 0x97, 0x33, 0xf9};
inline constexpr SecureCodeFamily secure_code_tu10x{0xc6, 0x83, 0x36, 0xd8, 0x93, 0x98, 0x7d, 0x67,
                                                    0x36, 0x14, 0xd9, 0x15, 0x8d, 0x31, 0xd8, 0x2d};
inline constexpr SecureCodeFamily secure_code_tu11x{0x4a, 0xbf, 0x32, 0x39, 0x09, 0xd7, 0x2a, 0xe0,
                                                    0x37, 0x34, 0x53, 0x2d, 0x6e, 0x3b, 0x80, 0xc7};

}  // namespace egpulab::regs::nvidia::firmware_header

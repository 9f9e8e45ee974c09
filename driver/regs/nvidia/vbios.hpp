// Layout of the VBIOS as the driver reads it: PCI expansion ROM images, NVIDIA's extension of their headers, the BIOS
// information table (BIT), the table of microcode for Falcons (PMU table), and FWSEC with its command interface. Facts:
// open-gpu-doc BIOS-Information-Table, open-gpu-kernel-modules kernel_gsp_fwsec.c and its headers, nova-core vbios.rs,
// nouveau fwsec.c.
#pragma once

#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::vbios {

// Where BAR0 shows the ROM, and how much of it.
inline constexpr u32 prom_offset = 0x300000, prom_size = 0x100000;

// Images begin with this word, or with an older NVIDIA signature.
inline constexpr u16 rom_signature = 0xaa55, rom_signature_nvidia = 0x4e56, rom_signature_bb77 = 0xbb77;
inline constexpr u32 rom_pcir_pointer = 0x18, image_block = 512;

// "IFR" header: what a ROM chip begins with, in front of the first image. FIXED1 has the header's version in bits 15:8
// and the size of the fixed data in bits 30:16; FIXED2 the total size in bits 19:0. Version 1 and 2: the first image is
// where the second word after the fixed data says. Version 3: the word after the total size says where the flash status
// is; the ROM directory follows 4096 bytes after that and names the first image's offset (dev_bus
// NV_PBUS_IFR_FMT_FIXED*).
inline constexpr u32 ifr_signature = 0x4947564e;  // "NVGI"
inline constexpr u32 ifr_fixed1 = 0x4, ifr_fixed2 = 0x8;
inline constexpr u32 rom_directory_distance = 4096;
inline constexpr u32 rom_directory_signature = 0x44524652;  // "RFRD"
inline constexpr u32 rom_directory_image_offset = 0x8;

// "PCIR": PCI data structure of an image; NVIDIA's own images may have "NPDS" instead.
struct Pcir {
  u32 signature;
  u16 vendor, device;
  u16 reserved;
  u16 length;
  u8 revision;
  u8 class_code[3];
  u16 image_length;  // in units of 512 bytes
  u16 vendor_revision;
  u8 code_type;
  u8 last_image;  // bit 7
  u16 max_runtime_length;
};
static_assert(sizeof(Pcir) == 24);
inline constexpr u32 pcir_signature = 0x52494350, pcir_signature_npds = 0x5344504e, pcir_signature_rgis = 0x53494752;
inline constexpr u8 code_type_x86 = 0x00, code_type_efi = 0x03, code_type_nvidia = 0xe0;
inline constexpr u8 last_image_flag = 0x80;

// "NPDE": NVIDIA's extension of PCIR, at the next multiple of 16 bytes after it; its length and last-image flag rule.
struct Npde {
  u32 signature;
  u16 revision;
  u16 length;
  u16 subimage_length;  // in units of 512 bytes
  u8 last_image;        // bit 7
};
inline constexpr u32 npde_signature = 0x4544504e;
inline constexpr u32 npde_size = 11;  // bytes that must be there

// BIT: found by its identifier and signature in the first image.
struct BitHeader {
  u16 id;         // 0xb8ff
  u32 signature;  // "BIT\0"
  u16 version;    // BCD
  u8 header_size;
  u8 token_size;
  u8 tokens;
  u8 checksum;  // all bytes of the header add up to 0
} __attribute__((packed));
static_assert(sizeof(BitHeader) == 12);
inline constexpr u16 bit_id = 0xb8ff;
inline constexpr u32 bit_signature = 0x00544942;

struct BitToken {
  u8 id;
  u8 data_version;
  u16 data_size;
  u16 data_pointer;
} __attribute__((packed));
static_assert(sizeof(BitToken) == 6);
inline constexpr u8 bit_token_falcon_data = 0x70;  // 'p'
inline constexpr u8 bit_falcon_data_version = 2;

// The table that token 'p' leads to. Its pointers count from the start of the first image as if the images of other
// firmware (EFI) between it and the NVIDIA images were not there.
struct PmuTableHeader {
  u8 version;  // 1
  u8 header_size;
  u8 entry_size;
  u8 entries;
  u8 descriptor_version;
  u8 descriptor_size;
};
static_assert(sizeof(PmuTableHeader) == 6);
struct PmuTableEntry {
  u8 application_id;
  u8 target_id;
  u32 data;  // pointer to the descriptor
} __attribute__((packed));
static_assert(sizeof(PmuTableEntry) == 6);
inline constexpr u8 pmu_table_version = 1;
inline constexpr u8 application_fwsec_dbg = 0x45, application_fwsec_prod = 0x85;

// FWSEC's descriptor, version 3; signatures of 384 bytes follow it, then the microcode: IMEM, then DMEM.
struct FalconUcodeDescV3 {
  u32 header;  // bit 0: versioned; bits 15:8 the version; bits 31:16 bytes of descriptor and signatures
  u32 stored_size;
  u32 pkc_data_offset;   // of the signature, in DMEM
  u32 interface_offset;  // of the application interfaces, in DMEM
  u32 imem_phys_base;
  u32 imem_load_size;
  u32 imem_virt_base;
  u32 dmem_phys_base;
  u32 dmem_load_size;
  u16 engine_id_mask;
  u8 ucode_id;
  u8 signature_count;
  u16 signature_versions;  // a bit for each fuse version that has a signature
  u16 reserved;
};
static_assert(sizeof(FalconUcodeDescV3) == 44);
inline constexpr u8 ucode_desc_v3 = 3;
inline constexpr u16 engine_id_sec2 = 1 << 0, engine_id_nvdec = 1 << 2, engine_id_gsp = 1 << 10;

// Application interfaces in DMEM.
struct AppInterfaceHeader {
  u8 version;  // 1
  u8 header_size;
  u8 entry_size;
  u8 entries;
};
struct AppInterfaceEntry {
  u32 id;
  u32 dmem_offset;
};
inline constexpr u32 app_interface_dmem_mapper = 4;

struct DmemMapperV3 {
  u32 signature;
  u16 version;  // 3
  u16 size;
  u32 cmd_in_buffer_offset;
  u32 cmd_in_buffer_size;
  u32 cmd_out_buffer_offset;
  u32 cmd_out_buffer_size;
  u32 nvf_img_data_buffer_offset;
  u32 nvf_img_data_buffer_size;
  u32 printf_buffer_header;
  u32 ucode_build_time_stamp;
  u32 ucode_signature;
  u32 init_cmd;
  u32 ucode_feature;
  u32 ucode_cmd_mask0;
  u32 ucode_cmd_mask1;
  u32 multi_target_table;
};
static_assert(sizeof(DmemMapperV3) == 64);
inline constexpr u32 dmem_mapper_signature = 0x50414d44;  // "DMAP"
inline constexpr u32 fwsec_cmd_frts = 0x15, fwsec_cmd_sb = 0x19;

struct FwsecReadVbios {
  u32 version;  // 1
  u32 size;     // of this structure
  u64 address;
  u32 image_size;
  u32 flags;
} __attribute__((packed));
struct FwsecFrtsRegion {
  u32 version;  // 1
  u32 size;     // of this structure
  u32 offset_4k;
  u32 size_4k;
  u32 media;
};
struct FwsecFrtsCommand {
  FwsecReadVbios read_vbios;
  FwsecFrtsRegion region;
} __attribute__((packed));
static_assert(sizeof(FwsecReadVbios) == 24 && sizeof(FwsecFrtsCommand) == 44);
inline constexpr u32 fwsec_read_vbios_flags = 2, frts_media_fb = 2;

}  // namespace egpulab::regs::nvidia::vbios

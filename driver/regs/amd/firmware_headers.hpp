// Layout of AMD's firmware files: the container headers that the driver reads and the image header that the PSP reads.
// Facts: Linux drivers/gpu/drm/amd/amdgpu/amdgpu_ucode.h, psp_gfx_if.h (MIT); image header: cwerling/psptool; what the
// files of linux-firmware 20260916 were seen to hold is said where it is used.
#pragma once

#include <array>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::amd {

// What LOAD_IP_FW calls a piece (GFX_FW_TYPE_*).
enum class PspFirmwareType : u32 {
  none = 0,
  cp_me = 1,
  cp_pfp = 2,
  cp_mec = 4,
  cp_mec_me1 = 5,
  rlc_v = 7,
  rlc_g = 8,
  sdma0 = 9,
  sdma1 = 10,
  smu = 18,
  rlc_restore_list_gpm_mem = 20,
  rlc_restore_list_srm_mem = 21,
  rlc_restore_list_srm_cntl = 22,
  toc = 24,
  rlc_p = 25,
  rlc_iram = 26,
  global_tap_delays = 27,
  se0_tap_delays = 28,
  se1_tap_delays = 29,
  cp_mes = 33,
  mes_stack = 34,
  rlc_dram_boot = 48,
  se2_tap_delays = 65,
  se3_tap_delays = 66,
  reg_list = 67,
  imu_i = 68,
  imu_d = 69,
  sdma_th0 = 71,
  sdma_th1 = 72,
  pptable = 73,
  rs64_mes = 76,
  rs64_mes_stack = 77,
  rs64_kiq = 78,
  rs64_kiq_stack = 79,
  cp_mes_kiq = 81,
  mes_kiq_stack = 82,
  rs64_pfp = 87,
  rs64_me = 88,
  rs64_mec = 89,
  rs64_pfp_p0_stack = 90,
  rs64_pfp_p1_stack = 91,
  rs64_me_p0_stack = 92,
  rs64_me_p1_stack = 93,
  rs64_mec_p0_stack = 94,
  rs64_mec_p1_stack = 95,
  rs64_mec_p2_stack = 96,
  rs64_mec_p3_stack = 97,
};

struct PspFirmwareName {
  PspFirmwareType type;
  std::string_view name;
};
// clang-format off
inline constexpr std::array psp_firmware_names{
    PspFirmwareName{PspFirmwareType::cp_me, "CP_ME"}, PspFirmwareName{PspFirmwareType::cp_pfp, "CP_PFP"},
    PspFirmwareName{PspFirmwareType::cp_mec, "CP_MEC"}, PspFirmwareName{PspFirmwareType::cp_mec_me1, "CP_MEC_ME1"},
    PspFirmwareName{PspFirmwareType::rlc_v, "RLC_V"}, PspFirmwareName{PspFirmwareType::rlc_g, "RLC_G"},
    PspFirmwareName{PspFirmwareType::sdma0, "SDMA0"}, PspFirmwareName{PspFirmwareType::sdma1, "SDMA1"},
    PspFirmwareName{PspFirmwareType::smu, "SMU"},
    PspFirmwareName{PspFirmwareType::rlc_restore_list_gpm_mem, "RLC_RESTORE_LIST_GPM_MEM"},
    PspFirmwareName{PspFirmwareType::rlc_restore_list_srm_mem, "RLC_RESTORE_LIST_SRM_MEM"},
    PspFirmwareName{PspFirmwareType::rlc_restore_list_srm_cntl, "RLC_RESTORE_LIST_SRM_CNTL"},
    PspFirmwareName{PspFirmwareType::toc, "TOC"}, PspFirmwareName{PspFirmwareType::rlc_p, "RLC_P"},
    PspFirmwareName{PspFirmwareType::rlc_iram, "RLC_IRAM"},
    PspFirmwareName{PspFirmwareType::global_tap_delays, "GLOBAL_TAP_DELAYS"},
    PspFirmwareName{PspFirmwareType::se0_tap_delays, "SE0_TAP_DELAYS"},
    PspFirmwareName{PspFirmwareType::se1_tap_delays, "SE1_TAP_DELAYS"},
    PspFirmwareName{PspFirmwareType::cp_mes, "CP_MES"}, PspFirmwareName{PspFirmwareType::mes_stack, "MES_STACK"},
    PspFirmwareName{PspFirmwareType::rlc_dram_boot, "RLC_DRAM_BOOT"},
    PspFirmwareName{PspFirmwareType::se2_tap_delays, "SE2_TAP_DELAYS"},
    PspFirmwareName{PspFirmwareType::se3_tap_delays, "SE3_TAP_DELAYS"},
    PspFirmwareName{PspFirmwareType::reg_list, "REG_LIST"}, PspFirmwareName{PspFirmwareType::imu_i, "IMU_I"},
    PspFirmwareName{PspFirmwareType::imu_d, "IMU_D"}, PspFirmwareName{PspFirmwareType::sdma_th0, "SDMA_UCODE_TH0"},
    PspFirmwareName{PspFirmwareType::sdma_th1, "SDMA_UCODE_TH1"}, PspFirmwareName{PspFirmwareType::pptable, "PPTABLE"},
    PspFirmwareName{PspFirmwareType::rs64_mes, "RS64_MES"}, PspFirmwareName{PspFirmwareType::rs64_mes_stack, "RS64_MES_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_kiq, "RS64_KIQ"}, PspFirmwareName{PspFirmwareType::rs64_kiq_stack, "RS64_KIQ_STACK"},
    PspFirmwareName{PspFirmwareType::cp_mes_kiq, "CP_MES_KIQ"}, PspFirmwareName{PspFirmwareType::mes_kiq_stack, "MES_KIQ_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_pfp, "RS64_PFP"}, PspFirmwareName{PspFirmwareType::rs64_me, "RS64_ME"},
    PspFirmwareName{PspFirmwareType::rs64_mec, "RS64_MEC"},
    PspFirmwareName{PspFirmwareType::rs64_pfp_p0_stack, "RS64_PFP_P0_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_pfp_p1_stack, "RS64_PFP_P1_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_me_p0_stack, "RS64_ME_P0_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_me_p1_stack, "RS64_ME_P1_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_mec_p0_stack, "RS64_MEC_P0_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_mec_p1_stack, "RS64_MEC_P1_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_mec_p2_stack, "RS64_MEC_P2_STACK"},
    PspFirmwareName{PspFirmwareType::rs64_mec_p3_stack, "RS64_MEC_P3_STACK"},
};
// clang-format on
// Empty for a type without a name here.
constexpr std::string_view to_string(PspFirmwareType type) {
  for (const PspFirmwareName& n : psp_firmware_names)
    if (n.type == type) return n.name;
  return {};
}

// Parts of the secure operating system's file (PSP_FW_TYPE_*), which the PSP's bootloader takes.
enum class SosPart : u32 {
  unknown,
  sos,
  sys_drv,
  kdb,
  toc,
  spl,
  rl,
  soc_drv,
  intf_drv,
  dbg_drv,
  ras_drv,
  ipkeymgr_drv
};
inline constexpr std::array<std::string_view, 12> sos_part_names{"unknown",  "SOS",     "SYS_DRV", "KDB",
                                                                 "TOC",      "SPL",     "RL",      "SOC_DRV",
                                                                 "INTF_DRV", "DBG_DRV", "RAS_DRV", "IPKEYMGR_DRV"};

// Every file begins with this. Sizes and offsets are bytes from the start of the file.
struct CommonFirmwareHeader {
  u32 size;         // of the file
  u32 header_size;  // of the header of this kind of file
  u16 header_major;
  u16 header_minor;
  u16 ip_major;
  u16 ip_minor;
  u32 version;
  u32 ucode_size;
  u32 ucode_offset;
  u32 crc32;  // of all bytes after this field, in sos, ta, gfx, sdma, imu and mes files; of something else in smu and
              // rlc
};
static_assert(sizeof(CommonFirmwareHeader) == 32);

// The rest of the header by kind, in dwords after the common header; offsets are bytes from the start of the file.
namespace firmware_header {

struct PspV2 {  // sos, ta; `count` PspPart follow; their offsets count from ucode_offset
  u32 count;
};
struct PspPart {
  u32 type;
  u32 version;
  u32 offset;
  u32 size;
};
struct SmcV1 {
  u32 start_address;
};
struct SmcV20 {
  SmcV1 v1;
  u32 pptable_offset;
  u32 pptable_size;
};
struct SmcV21 {  // a table of `count` entries at entry_offset
  SmcV1 v1;
  u32 pptable_count;
  u32 pptable_entry_offset;
};
struct PptableEntry {
  u32 id;
  u32 offset;
  u32 size;
};
struct SdmaV1 {
  u32 feature_version;
  u32 change_version;
  u32 jump_table_offset;
  u32 jump_table_size;
};
struct SdmaV2 {
  u32 feature_version;
  u32 context_size;
  u32 context_jump_table_offset;
  u32 context_jump_table_size;
  u32 control_offset;
  u32 control_size;
  u32 control_jump_table_offset;
  u32 control_jump_table_size;
};
struct SdmaV3 {
  u32 feature_version;
  u32 ucode_offset;
  u32 ucode_size;
};
struct GfxV1 {
  u32 feature_version;
  u32 jump_table_offset;  // dwords from ucode_offset
  u32 jump_table_size;    // dwords
};
struct GfxV2 {  // RS64: code and per-pipe data ("stack")
  u32 feature_version;
  u32 code_size;
  u32 code_offset;
  u32 data_size;
  u32 data_offset;
  u32 start_address_low;  // byte address of the first instruction
  u32 start_address_high;
};
struct Mes {
  u32 code_version;
  u32 code_size;
  u32 code_offset;
  u32 data_version;
  u32 data_size;
  u32 data_offset;
  u32 code_start_low;
  u32 code_start_high;
  u32 data_start_low;
  u32 data_start_high;
};
struct Imu {
  u32 iram_size;
  u32 iram_offset;  // 0 in real files: the image is at ucode_offset
  u32 dram_size;
  u32 dram_offset;  // counts from ucode_offset
};
struct RlcV20 {
  u32 feature_version;
  u32 jump_table_offset;
  u32 jump_table_size;
  u32 save_and_restore_offset;
  u32 clear_state_descriptor_offset;
  u32 avail_scratch_ram_locations;
  u32 reg_restore_list_size;
  u32 reg_list_format_start;
  u32 reg_list_format_separate_start;
  u32 starting_offsets_start;
  u32 reg_list_format_size;
  u32 reg_list_format_offset;
  u32 reg_list_size;
  u32 reg_list_offset;
  u32 reg_list_format_separate_size;
  u32 reg_list_format_separate_offset;
  u32 reg_list_separate_size;
  u32 reg_list_separate_offset;
};
struct RlcList {
  u32 version;
  u32 feature_version;
  u32 size;
  u32 offset;
};
struct RlcV21 {
  RlcV20 v20;
  u32 reg_list_format_direct_length;
  RlcList cntl;
  RlcList gpm;
  RlcList srm;
};
struct RlcV22 {
  RlcV21 v21;
  u32 iram_size;
  u32 iram_offset;
  u32 dram_size;
  u32 dram_offset;
};
struct RlcV23 {
  RlcV22 v22;
  RlcList rlcp;
  RlcList rlcv;
};
static_assert(sizeof(RlcV23) + sizeof(CommonFirmwareHeader) == 0xcc);
static_assert(sizeof(GfxV2) + sizeof(CommonFirmwareHeader) == 0x3c);
static_assert(sizeof(Mes) + sizeof(CommonFirmwareHeader) == 0x48);
static_assert(sizeof(SdmaV2) + sizeof(CommonFirmwareHeader) == 0x40);

}  // namespace firmware_header

// The 256 bytes that begin every image for the PSP. Offsets within them; all fields u32 but the first.
namespace psp_image {
inline constexpr std::size_t header_size = 0x100;
inline constexpr std::size_t nonce = 0x00;        // 16 bytes
inline constexpr std::size_t magic = 0x10;        // "$PS1"; 0 in key databases
inline constexpr std::size_t signed_size = 0x14;  // bytes after the header that the signature covers
inline constexpr std::size_t encrypted = 0x18;    // 1: the body is encrypted
inline constexpr std::size_t is_signed = 0x30;    // 1: a signature of 0x100 bytes follows the signed bytes
inline constexpr std::size_t compressed = 0x48;
inline constexpr std::size_t type = 0x58;        // [15:0]: what the image is; see psp_image_type
inline constexpr std::size_t version = 0x60;     // in network byte order in the SMU's image
inline constexpr std::size_t image_size = 0x6c;  // header, body and signature; the piece may be padded beyond
inline constexpr std::size_t signature_size = 0x100;
inline constexpr u32 magic_value = 0x31535024;               // "$PS1"
inline constexpr std::size_t key_database_magic = 0x108;     // in the body of key databases
inline constexpr u32 key_database_magic_value = 0x42444b24;  // "$KDB"
}  // namespace psp_image

// Bits [15:0] of psp_image::type as seen in the files of linux-firmware 20260916, gfx1100 and gfx1201 alike.
namespace psp_image_type {
inline constexpr u32 sos = 0x0009, sys_drv = 0x000a, kdb = 0x004f, spl = 0x0056, rl = 0x0135, soc_drv = 0x014a,
                     dbg_drv = 0x014b, intf_drv = 0x014c, ras_drv = 0x0152, ipkeymgr_drv = 0x01e1, toc = 0x200e,
                     smu = 0x1001, mes = 0x2007, mes_data = 0x2008, rlc_g = 0x2009, rlc_v = 0x200a,
                     rlc_restore_list_gpm = 0x200b, rlc_restore_list_srm = 0x200c, rlc_p = 0x200f, rlc_iram = 0x2016,
                     rlc_dram = 0x2017, sdma_rs64 = 0x2025, imu_i = 0x203b, imu_d = 0x203c, sdma_context = 0x203e, sdma_control = 0x203f,
                     mes_kiq = 0x2042, mes_kiq_data = 0x2043, pfp = 0x2044, pfp_data = 0x2045, me = 0x2046,
                     me_data = 0x2047, mec = 0x2048, mec_data = 0x2049;
}  // namespace psp_image_type

// A table of contents (the body of a toc image): entries that begin with two words, ended by an id of 0. First word: id
// [31:25] and offset [24:0] in the TMR; second: size in dwords [31:14] and flags (Linux amdgpu_rlc.h,
// RLC_TABLE_OF_CONTENT). Since PSP 14 an entry is no more than that, offsets count 8 dwords, and a flag makes the size
// count 1024 (RLC_TABLE_OF_CONTENT_V2; gfx_v12_0.c, gfx_v12_0_parse_rlc_toc). In 13.0.10's the offset has one bit more and
// the id one less, and offsets leave room for a copy for each of 17 functions behind every entry with these flags
// (inferred: no other reading of psp_13_0_10_sos.bin makes its entries follow one another).
struct TocFormat {
  std::size_t bytes;  // of an entry
  u32 offset_unit;    // bytes
  u32 size_x1024;     // the flag; 0: there is none
  u32 id_bit = 25;    // lowest of the id's
  u32 copied = 0;     // the flags of entries with a copy for each function; 0: there are none
  static constexpr u64 functions = 17;

  constexpr u32 id(u32 first) const { return first >> id_bit; }
  constexpr u64 offset(u32 first) const { return u64{first & ((1u << id_bit) - 1)} * offset_unit; }
  // Entries with a place for each function.
  constexpr bool is_copied(u32 second) const { return copied != 0 && (second & copied) == copied; }
  constexpr u64 size(u32 second) const { return u64{second >> 14} * (second & size_x1024 ? 4096 : 4); }
  constexpr u32 first_word(u32 id, u64 offset) const { return id << id_bit | static_cast<u32>(offset / offset_unit); }
  // `size` is a multiple of 4, and one of 4096 from 1 MiB on.
  constexpr u32 second_word(u64 size, u32 flags) const {
    return size < u64{1} << 20 ? static_cast<u32>(size / 4) << 14 | flags
                               : static_cast<u32>(size / 4096) << 14 | size_x1024 | flags;
  }
};
constexpr TocFormat toc_format(u32 psp_major, u32 revision = 0) {
  if (psp_major >= 14) return {8, 32, u32{1} << 12};
  return revision == 10 ? TocFormat{16, 4, 0, 26, 0x900} : TocFormat{16, 4, 0};
}

}  // namespace egpulab::regs::amd

// The IP discovery binary that AMD GPUs carry in their flash and copy to the top of VRAM: layout, ids and names.
// Facts: Linux drivers/gpu/drm/amd/include/discovery.h and soc15_hw_ip.h (MIT); ids without a name there seen in the
// tables of real Navi44 and Navi48 cards.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::amd::discovery {

// Where the driver finds it: the last 64 KiB of what CONFIG_MEMSIZE reports; firmware reserves the first 10 KiB there.
inline constexpr u64 offset_from_vram_end = 64 * KiB;
inline constexpr u64 reserved_size = 10 * KiB;

inline constexpr u32 binary_signature = 0x28211407;
inline constexpr u32 ip_table_signature = 0x53445049;       // "IPDS"
inline constexpr u32 gc_table_id = 0x4347;                  // "GC"
inline constexpr u32 harvest_table_signature = 0x56524148;  // "HARV"
inline constexpr u32 vcn_table_id = 0x004e4356;             // "VCN"
inline constexpr u32 mall_table_id = 0x4c4c414d;  // "MALL" as real tables hold it (Linux's constant is swapped)

enum class Table : u8 { ip_discovery, gc, harvest, vcn, mall, nps };
inline constexpr std::array<std::string_view, 6> table_names{"IP discovery", "GC info",   "harvest",
                                                             "VCN info",     "MALL info", "NPS info"};
inline constexpr std::size_t table_count = table_names.size();

struct TableInfo {
  u16 offset;    // from the start of the binary; 0: absent
  u16 checksum;  // sum of the table's bytes
  u16 size;
  u16 padding;
};
struct BinaryHeader {
  u32 signature;
  u16 version_major;
  u16 version_minor;
  u16 checksum;  // sum of all bytes after this field
  u16 size;      // of the whole binary
  TableInfo tables[table_count];
};
static_assert(sizeof(BinaryHeader) == 0x3c);
inline constexpr std::size_t checksum_start = 10;  // first byte that BinaryHeader::checksum covers

struct DieInfo {
  u16 die_id;
  u16 die_offset;  // of the DieHeader, from the start of the binary
};
inline constexpr std::size_t max_dies = 16;
// IpHeader: signature u32, version u16, size u16, id u32, number of dies u16, DieInfo[16], flags u8, padding u8.
namespace ip_header {
inline constexpr std::size_t signature = 0x0, version = 0x4, size = 0x6, id = 0x8, num_dies = 0xc, dies = 0xe,
                             flags = 0x4e, bytes = 0x50;
inline constexpr u8 base_addresses_64_bit = 1;  // in flags, from version 4 on
}  // namespace ip_header

struct DieHeader {
  u16 die_id;
  u16 num_ips;
};
// One IP, followed by num_bases base addresses (dword indices; 32 bits, or 64 bits by the header's flag).
struct IpEntry {
  u16 hardware_id;
  u8 instance;
  u8 num_bases;
  u8 major;
  u8 minor;
  u8 revision;
  u8 flags;  // up to version 2: [3:0] harvest; from version 3 on: [3:0] sub-revision, [7:4] variant
};
static_assert(sizeof(IpEntry) == 8);

// GC, VCN and MALL tables begin with this.
struct InfoHeader {
  u32 table_id;
  u16 version_major;
  u16 version_minor;
  u32 size;  // header and data
};
static_assert(sizeof(InfoHeader) == 12);

// Fields of the GC table of major version 1, in order, all u32 after the InfoHeader. Each minor version appends some.
inline constexpr std::array<std::string_view, 38> gc_fields_v1{
    "num_se", "num_wgp0_per_sa", "num_wgp1_per_sa", "num_rb_per_se", "num_gl2c", "num_gprs", "num_max_gs_thds",
    "gs_table_depth", "gsprim_buff_depth", "parameter_cache_depth", "double_offchip_lds_buffer", "wave_size",
    "max_waves_per_simd", "max_scratch_slots_per_cu", "lds_size", "num_sc_per_se", "num_sa_per_se", "num_packer_per_sc",
    "num_gl2a",
    // 1.1
    "num_tcp_per_sa", "num_sdp_interface", "num_tcps",
    // 1.2
    "num_tcp_per_wgp", "tcp_l1_size", "num_sqc_per_wgp", "l1_instruction_cache_size_per_sqc",
    "l1_data_cache_size_per_sqc", "gl1c_per_sa", "gl1c_size_per_instance", "gl2c_per_gpu",
    // 1.3
    "tcp_size_per_cu", "tcp_cache_line_size", "instruction_cache_size_per_sqc", "instruction_cache_line_size",
    "scalar_data_cache_size_per_sqc", "scalar_data_cache_line_size", "tcc_size", "tcc_cache_line_size"};
inline constexpr std::array<std::size_t, 4> gc_field_count_v1{19, 22, 30, 38};  // by minor version

// Fields of the GC table of major version 2 (Vega and CDNA).
inline constexpr std::array<std::string_view, 24> gc_fields_v2{
    "num_se", "num_cu_per_sh", "num_sh_per_se", "num_rb_per_se", "num_tccs", "num_gprs", "num_max_gs_thds",
    "gs_table_depth", "gsprim_buff_depth", "parameter_cache_depth", "double_offchip_lds_buffer", "wave_size",
    "max_waves_per_simd", "max_scratch_slots_per_cu", "lds_size", "num_sc_per_se", "num_packer_per_sc",
    // 2.1
    "num_tcp_per_sh", "tcp_size_per_cu", "num_sdp_interface", "num_cu_per_sqc", "instruction_cache_size_per_sqc",
    "scalar_data_cache_size_per_sqc", "tcc_size"};
inline constexpr std::array<std::size_t, 2> gc_field_count_v2{17, 24};

// Harvest table: signature u32, version u32, then 32 of these; a hardware id of 0 ends the list.
struct HarvestEntry {
  u16 hardware_id;
  u8 instance;
  u8 reserved;
};
inline constexpr std::size_t max_harvest_entries = 32;
inline constexpr std::size_t harvest_table_size = 8 + max_harvest_entries * sizeof(HarvestEntry);

// VCN table: InfoHeader, number of instances u32, 4 x {instance u32, fuses u32, reserved u32 x 2}, reserved u32 x 4.
inline constexpr std::size_t vcn_table_size = 12 + 4 + 4 * 16 + 16;
// MALL table: InfoHeader; version 1: size per memory channel u32, present u32, half use u32, configuration u32,
// reserved u32 x 5; version 2: size per channel u32, reserved u32 x 8.
inline constexpr std::size_t mall_table_size = 12 + 9 * 4;

struct HardwareId {
  u16 id;
  std::string_view name;
};
// clang-format off
inline constexpr HardwareId hardware_ids[] = {
    {1, "MP1"}, {2, "MP2"}, {3, "THM"}, {4, "SMUIO"}, {5, "FUSE"}, {6, "CLKA"}, {10, "PWR"}, {11, "GC"}, {12, "VCN"},
    {13, "AUDIO_AZ"}, {14, "ACP"}, {15, "DCI"}, {16, "DCO"}, {17, "XDMA"}, {18, "DCEAZ"}, {19, "SDPMUX"}, {20, "NTB"},
    {21, "VPE"}, {24, "IOHC"}, {28, "L2IMU"}, {32, "VCE"}, {34, "MMHUB"}, {35, "ATHUB"}, {36, "DBGU_NBIO"},
    {37, "DFX"}, {38, "DBGU0"}, {39, "DBGU1"}, {40, "OSSSYS"}, {41, "HDP"}, {42, "SDMA0"}, {43, "SDMA1"}, {44, "ISP"},
    {45, "DBGU_IO"}, {46, "DF"}, {47, "CLKB"}, {48, "FCH"}, {49, "DFX_DAP"}, {50, "L1IMU_PCIE"}, {51, "L1IMU_NBIF"},
    {52, "L1IMU_IOAGR"}, {53, "L1IMU3"}, {54, "L1IMU4"}, {55, "L1IMU5"}, {56, "L1IMU6"}, {57, "L1IMU7"},
    {58, "L1IMU8"}, {59, "L1IMU9"}, {60, "L1IMU10"}, {61, "L1IMU11"}, {62, "L1IMU12"}, {63, "L1IMU13"},
    {64, "L1IMU14"}, {65, "L1IMU15"}, {66, "WAFLC"}, {67, "FCH_USB_PD"}, {68, "SDMA2"}, {69, "SDMA3"}, {70, "PCIE"},
    {80, "PCS"}, {89, "DDCL"}, {90, "SST"}, {91, "LSDMA"}, {100, "IOAGR"}, {108, "NBIF"}, {124, "IOAPIC"},
    {128, "SYSTEMHUB"}, {144, "NTBCCP"}, {150, "UMC"}, {168, "SATA"}, {170, "USB"}, {176, "CCXSEC"}, {200, "XGMI"},
    {216, "XGBE"}, {255, "MP0"}, {271, "DMU"}, {272, "DIO"}, {274, "DAZ"},
};
// clang-format on

// Empty where the id has no known name.
constexpr std::string_view hardware_name(u16 id) {
  for (const HardwareId& h : hardware_ids)
    if (h.id == id) return h.name;
  return {};
}
// 0 where no block has that name.
constexpr u16 hardware_id(std::string_view name) {
  for (const HardwareId& h : hardware_ids)
    if (h.name == name) return h.id;
  return 0;
}

// Sum of bytes, as all checksums of the binary are taken.
inline u16 byte_sum(Bytes bytes) {
  u32 sum = 0;
  for (std::byte b : bytes) sum += std::to_integer<u32>(b);
  return static_cast<u16>(sum);
}

}  // namespace egpulab::regs::amd::discovery

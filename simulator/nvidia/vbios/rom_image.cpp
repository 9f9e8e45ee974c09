// Building a ROM. Sizes of the images and places of the tables as the ROMs of GA104 cards have them.
#include "simulator/nvidia/vbios/rom_image.hpp"

#include <algorithm>
#include <charconv>

#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/firmware_headers.hpp"

namespace egpulab::simulator::nvidia::vbios {

using namespace regs::nvidia::vbios;
namespace firmware = regs::nvidia::firmware_header;

namespace {

constexpr u32 base_size = 0xfe00, efi_size = 0x2000, tables_size = 0x5600;
constexpr u32 pcir_at = 0x170, bit_at = 0x1b0, tokens_end = 0x238;
constexpr u32 falcon_data_at = 0x401, info_at = 0x418, info_size = 0x6e;  // in the base image
constexpr u32 table_entries = 16, table_at = 0x200;                       // in the second 0xe0 image
constexpr u32 descriptor_at = 0x400;
// Of FWSEC's DMEM.
constexpr u32 mapper_at = 0x560, command_in_at = 0x7c0, command_in_size = 0x40;

// One image: ROM header, PCIR, NPDE.
void image(MutableBytes rom, u32 at, u32 size, u16 signature, u32 pcir_offset, u8 type, bool last,
           const DeviceProfile& profile) {
  store(rom, at, signature);
  store(rom, at + 2, static_cast<u8>(size / image_block));
  store(rom, at + rom_pcir_pointer, static_cast<u16>(pcir_offset));
  Pcir pcir{};
  pcir.signature = type == code_type_nvidia ? pcir_signature_npds : pcir_signature;
  pcir.vendor = profile.pci.vendor;
  pcir.device = profile.pci.device;
  pcir.length = sizeof(Pcir);
  std::memcpy(pcir.class_code, &profile.pci.class_code, 3);
  pcir.image_length = static_cast<u16>(size / image_block);
  pcir.code_type = type;
  pcir.last_image = last ? last_image_flag : 0;
  store(rom, at + pcir_offset, pcir);
  Npde npde{};
  npde.signature = npde_signature;
  npde.revision = 0x0101;
  npde.length = 20;
  npde.subimage_length = pcir.image_length;
  npde.last_image = pcir.last_image;
  store(rom, at + align_up(pcir_offset + sizeof(Pcir), 16), npde);
}

// All bytes of the range add up to 0; the last one makes them.
void close_checksum(MutableBytes range) {
  u8 sum = 0;
  for (const std::byte b : range.first(range.size() - 1)) sum = static_cast<u8>(sum + static_cast<u8>(b));
  range.back() = static_cast<std::byte>(-sum);
}

// "94.02.42.40.5D" as five bytes.
std::array<u8, 5> version_bytes(std::string_view text) {
  std::array<u8, 5> v{};
  for (u8& byte : v) {
    const std::size_t dot = std::min(text.find('.'), text.size());
    std::from_chars(text.data(), text.data() + dot, byte, 16);
    text.remove_prefix(std::min(dot + 1, text.size()));
  }
  return v;
}

void bit_table(MutableBytes rom, const NvidiaVbios& vbios, u32 falcon_table) {
  const BitToken tokens[] = {{'i', 2, info_size, info_at},
                             {bit_token_falcon_data, bit_falcon_data_version, 4, falcon_data_at}};
  BitHeader header{bit_id, bit_signature, 0x0100, sizeof(BitHeader), sizeof(BitToken), std::size(tokens), 0};
  store(rom, bit_at, header);
  close_checksum(rom.subspan(bit_at, sizeof(BitHeader)));
  static_assert(bit_at + sizeof(BitHeader) + sizeof(tokens) <= tokens_end);
  for (std::size_t i = 0; i < std::size(tokens); ++i)
    store(rom, bit_at + sizeof(BitHeader) + i * sizeof(BitToken), tokens[i]);
  store(rom, falcon_data_at, falcon_table);
  // BIOS version: the four upper parts backwards, then the OEM's.
  const auto v = version_bytes(vbios.version);
  for (u32 i = 0; i < 4; ++i) store(rom, info_at + i, v[3 - i]);
  store(rom, info_at + 4, v[4]);
}

const firmware::SecureCodeFamily* family_of(regs::nvidia::Architecture architecture) {
  switch (architecture) {
    case regs::nvidia::Architecture::ampere:
      return &firmware::secure_code_ga10x;
    case regs::nvidia::Architecture::ada:
      return &firmware::secure_code_ad10x;
    default:
      return nullptr;
  }
}

FalconUcodeDescV3 descriptor_of(const NvidiaVbios& vbios, u32 signatures) {
  FalconUcodeDescV3 d{};
  const u32 size = static_cast<u32>(sizeof(d)) + signatures * regs::nvidia::rsa3k_signature_size;
  d.header = size << 16 | u32{ucode_desc_v3} << 8 | 1;
  d.stored_size = vbios.fwsec_imem_size + vbios.fwsec_dmem_size;
  d.pkc_data_offset = vbios.fwsec_pkc_data_offset;
  d.interface_offset = vbios.fwsec_interface_offset;
  d.imem_load_size = vbios.fwsec_imem_size;
  d.dmem_load_size = vbios.fwsec_dmem_size;
  d.engine_id_mask = vbios.fwsec_engine_id_mask;
  d.ucode_id = vbios.fwsec_ucode_id;
  d.signature_count = static_cast<u8>(signatures);
  d.signature_versions = vbios.fwsec_signature_versions;
  return d;
}

// Descriptor, signatures, IMEM, DMEM.
std::vector<std::byte> fwsec_image(const DeviceProfile& profile) {
  const NvidiaVbios& vbios = profile.nvidia.vbios;
  const u32 signatures = static_cast<u32>(std::popcount(vbios.fwsec_signature_versions));
  const FalconUcodeDescV3 d = descriptor_of(vbios, signatures);
  const u32 code_at = d.header >> 16, data_at = code_at + d.imem_load_size;
  std::vector<std::byte> image(data_at + d.dmem_load_size);
  const MutableBytes all(image);
  store(all, 0, d);
  for (u32 i = 0; i < signatures; ++i)
    fill_opaque(all.subspan(sizeof(d) + i * regs::nvidia::rsa3k_signature_size, regs::nvidia::rsa3k_signature_size),
                u64{profile.nvidia.boot42} << 8 | i);
  fill_opaque(all.subspan(code_at, d.imem_load_size), profile.nvidia.boot42);
  const auto* chip = regs::nvidia::find_chip(profile.nvidia.chip);
  if (const auto* family = chip ? family_of(chip->architecture) : nullptr) store(all, code_at, *family);
  // DMEM: application interfaces, DMEM mapper; the rest is zero.
  const AppInterfaceHeader header{1, sizeof(AppInterfaceHeader), sizeof(AppInterfaceEntry), 1};
  store(all, data_at + d.interface_offset, header);
  store(all, data_at + d.interface_offset + sizeof(header), AppInterfaceEntry{app_interface_dmem_mapper, mapper_at});
  DmemMapperV3 mapper{};
  mapper.signature = dmem_mapper_signature;
  mapper.version = 3;
  mapper.size = sizeof(mapper);
  mapper.cmd_in_buffer_offset = command_in_at;
  mapper.cmd_in_buffer_size = command_in_size;
  mapper.cmd_out_buffer_offset = 0x1000000;
  mapper.cmd_out_buffer_size = 0x100;
  mapper.ucode_feature = 0x4;
  mapper.ucode_cmd_mask0 = 0x44000;
  store(all, data_at + mapper_at, mapper);
  return image;
}

}  // namespace

// xorshift64*: opaque, but the same everywhere.
void fill_opaque(MutableBytes into, u64 seed) {
  u64 x = seed * 0x9e3779b97f4a7c15 + 0x2545f4914f6cdd1d;
  for (std::size_t at = 0; at < into.size(); at += 8) {
    x ^= x >> 12, x ^= x << 25, x ^= x >> 27;
    const u64 word = x * 0x2545f4914f6cdd1d;
    std::memcpy(into.data() + at, &word, std::min<std::size_t>(8, into.size() - at));
  }
}

std::vector<std::byte> build_rom(const DeviceProfile& profile) {
  const bool has_fwsec = profile.nvidia.boot == NvidiaProfile::Boot::falcon;
  const std::vector<std::byte> fwsec = has_fwsec ? fwsec_image(profile) : std::vector<std::byte>{};
  const u32 microcode_size = static_cast<u32>(align_up(descriptor_at + fwsec.size() + 1, image_block));
  const u32 efi_at = base_size, tables_at = efi_at + efi_size, microcode_at = tables_at + tables_size;
  std::vector<std::byte> rom(microcode_at + microcode_size);
  const MutableBytes all(rom);
  // Pointers in the tables count as if the EFI image were not there.
  const auto pointer = [&](u32 at) { return at - efi_size; };

  image(all, 0, base_size, rom_signature, pcir_at, code_type_x86, false, profile);
  bit_table(all, profile.nvidia.vbios, pointer(microcode_at + table_at));
  image(all, efi_at, efi_size, rom_signature, 0x1c, code_type_efi, false, profile);
  image(all, tables_at, tables_size, rom_signature_nvidia, 0x140, code_type_nvidia, false, profile);
  image(all, microcode_at, microcode_size, rom_signature_nvidia, 0x20, code_type_nvidia, true, profile);

  const PmuTableHeader header{pmu_table_version,        sizeof(PmuTableHeader), sizeof(PmuTableEntry), table_entries, 1,
                              sizeof(FalconUcodeDescV3)};
  store(all, microcode_at + table_at, header);
  if (has_fwsec) {
    // The place among the other entries is that of real tables.
    const PmuTableEntry entry{application_fwsec_prod, 7, pointer(microcode_at + descriptor_at)};
    store(all, microcode_at + table_at + sizeof(header) + 9 * sizeof(entry), entry);
    std::ranges::copy(fwsec, rom.begin() + microcode_at + descriptor_at);
  }
  close_checksum(all.first(base_size));
  return rom;
}

}  // namespace egpulab::simulator::nvidia::vbios

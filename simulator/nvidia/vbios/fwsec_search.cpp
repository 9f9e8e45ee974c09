// Finding FWSEC in a ROM, as the card's own firmware does to know what it trusts.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "driver/regs/nvidia/falcon.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"

namespace egpulab::simulator::nvidia::vbios {

using namespace regs::nvidia::vbios;

namespace {

// Checked reads of the ROM: the first one beyond its end is remembered, and gives zero.
class Rom {
 public:
  explicit Rom(Bytes bytes) : bytes_(bytes) {}
  template <class T>
  T at(u64 offset, std::string_view what) {
    if (!has(offset, sizeof(T))) {
      if (error_.empty())
        error_ = fmt::format("VBIOS: {} at {:#x} is beyond the ROM's {:#x} bytes", what, offset, bytes_.size());
      return T{};
    }
    return load<T>(bytes_, offset);
  }
  bool has(u64 offset, u64 size) const { return offset <= bytes_.size() && size <= bytes_.size() - offset; }
  Bytes range(u64 offset, u64 size) const { return bytes_.subspan(offset, size); }
  const std::string& error() const { return error_; }

 private:
  Bytes bytes_;
  std::string error_;
};

struct Images {
  u64 base = 0, base_size = 0;
  u64 extension = 0;  // first 0xe0 image; 0: none
};

// Where the first image is: behind the header that the ROM chip begins with, if there is one.
u64 first_image(Rom& rom) {
  if (rom.at<u32>(0, "signature") != ifr_signature) return 0;
  const u32 fixed1 = rom.at<u32>(ifr_fixed1, "IFR header"), fixed2 = rom.at<u32>(ifr_fixed2, "IFR header");
  if ((fixed1 >> 8 & 0xff) < 3) return rom.at<u32>((fixed1 >> 16 & 0x7fff) + u64{4}, "IFR image offset");
  const u64 directory = u64{rom.at<u32>(fixed2 & 0xfffff, "flash status offset")} + rom_directory_distance;
  return rom.at<u32>(directory, "ROM directory") == rom_directory_signature
             ? rom.at<u32>(directory + rom_directory_image_offset, "ROM directory")
             : u64{0};
}

Images walk(Rom& rom) {
  Images found;
  u64 at = found.base = first_image(rom);
  for (int guard = 0; guard < 16 && rom.error().empty(); ++guard) {
    const u64 pcir_at = at + rom.at<u16>(at + rom_pcir_pointer, "ROM header");
    const auto pcir = rom.at<Pcir>(pcir_at, "PCIR");
    u32 blocks = pcir.image_length;
    bool last = pcir.last_image & last_image_flag;
    const u64 npde_at = align_up(pcir_at + pcir.length, 16);
    if (rom.has(npde_at, sizeof(Npde)))
      if (const auto npde = rom.at<Npde>(npde_at, "NPDE"); npde.signature == npde_signature) {
        blocks = npde.subimage_length;
        if (npde.length >= npde_size) last = npde.last_image & last_image_flag;
      }
    if (pcir.code_type == code_type_x86 && found.base_size == 0) found.base_size = u64{blocks} * image_block;
    if (pcir.code_type == code_type_nvidia && found.extension == 0) found.extension = at;
    if (last || blocks == 0) break;
    at += u64{blocks} * image_block;
  }
  return found;
}

// The table of microcode, by BIT's token 'p'; 0: none.
u64 microcode_table(Rom& rom, const Images& images) {
  for (u64 at = images.base; at < images.base + images.base_size && rom.has(at, sizeof(BitHeader)); at += 2) {
    const auto header = rom.at<BitHeader>(at, "BIT");
    if (header.id != bit_id || header.signature != bit_signature) continue;
    for (u32 i = 0; i < header.tokens; ++i) {
      const auto token = rom.at<BitToken>(at + header.header_size + u64{i} * header.token_size, "BIT token");
      if (token.id == bit_token_falcon_data && token.data_version == bit_falcon_data_version)
        return rom.at<u32>(images.base + token.data_pointer, "Falcon data");
    }
  }
  return 0;
}

}  // namespace

Parsed<Fwsec> find_fwsec(Bytes bytes) {
  Rom rom(bytes);
  const Images images = walk(rom);
  if (images.base_size == 0 || images.extension == 0)
    return refuse(rom.error().empty() ? "VBIOS: it lacks the base image (0x00) or the vendor's (0xe0)" : rom.error());
  const u64 origin = images.extension - images.base_size;
  const u64 pointer = microcode_table(rom, images);
  if (pointer == 0) return refuse("VBIOS: its BIT has no token 'p' of version 2");
  const u64 table = origin + pointer;
  const auto header = rom.at<PmuTableHeader>(table, "microcode table");
  u64 at = 0;
  for (u32 i = 0; i < header.entries && at == 0; ++i) {
    const auto entry =
        rom.at<PmuTableEntry>(table + header.header_size + u64{i} * header.entry_size, "microcode entry");
    if (entry.application_id == application_fwsec_prod) at = origin + entry.data;
  }
  if (at == 0) return refuse("VBIOS: its microcode table has no entry 0x85 (FWSEC)");
  Fwsec fwsec;
  const auto d = fwsec.descriptor = rom.at<FalconUcodeDescV3>(at, "FWSEC descriptor");
  if (!rom.error().empty()) return refuse(rom.error());
  const u64 code = at + (d.header >> 16), signature = regs::nvidia::rsa3k_signature_size;
  if ((d.header >> 8 & 0xff) != ucode_desc_v3 || (d.header >> 16) != sizeof(d) + d.signature_count * signature)
    return refuse(
        fmt::format("VBIOS: FWSEC's descriptor at {:#x} has header {:#x}, expected version 3 and room for {} "
                    "signatures",
                    at, d.header, d.signature_count));
  if (!rom.has(code, u64{d.imem_load_size} + d.dmem_load_size) || d.pkc_data_offset > d.dmem_load_size ||
      d.dmem_load_size - d.pkc_data_offset < signature)
    return refuse(fmt::format("VBIOS: FWSEC at {:#x} leaves the ROM, or its signature leaves DMEM", at));
  for (u32 i = 0; i < d.signature_count; ++i) {
    auto& copy = fwsec.signatures.emplace_back();
    std::ranges::copy(rom.range(at + sizeof(d) + i * signature, signature), copy.begin());
  }
  const Bytes imem = rom.range(code, d.imem_load_size), dmem = rom.range(code + d.imem_load_size, d.dmem_load_size);
  fwsec.code.assign(imem.begin(), imem.end());
  fwsec.data.assign(dmem.begin(), dmem.end());
  return fwsec;
}

}  // namespace egpulab::simulator::nvidia::vbios

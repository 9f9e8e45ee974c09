// VBIOS: from the ROM's header over the images, BIT and the table of microcode to FWSEC.
#include "driver/nvidia/vbios.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <optional>

namespace egpulab::driver::nvidia {

namespace layout = regs::nvidia::vbios;

Rom::Rom(u32 size, Fetch fetch) : bytes_(size), have_((size + block - 1) / block), fetch_(std::move(fetch)) {}
Rom::Rom(Bytes content) : bytes_(content.begin(), content.end()), have_((content.size() + block - 1) / block, true) {}

Bytes Rom::at(u64 offset, u64 bytes) {
  if (bytes == 0) return {};
  const u64 last = (offset + bytes - 1) / block;
  for (u64 b = offset / block; b <= last;) {
    if (have_[b]) {
      ++b;
      continue;
    }
    const u64 first = b;
    while (b <= last && !have_[b]) have_[b++] = true;
    const u64 begin = first * block, end = std::min<u64>(b * block, bytes_.size());
    fetch_(static_cast<u32>(begin), MutableBytes(bytes_).subspan(begin, end - begin));
  }
  return Bytes(bytes_).subspan(offset, bytes);
}

Rom card_rom(bus::Link& link) {
  constexpr u8 registers = 0;
  return Rom(layout::prom_size, [&link](u32 offset, MutableBytes into) {
    link.read_block(registers, layout::prom_offset + offset, into);
  });
}

namespace {

class Parser {
 public:
  explicit Parser(Rom& rom) : rom_(rom) {}

  Parsed<Vbios> run() {
    const bool good = find_first_image() && walk_images() && find_extension() && find_microcode() && read_fwsec();
    if (!good) return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  bool fault(std::string_view field, u64 offset, std::string_view expected, std::string_view found) {
    error_ = fmt::format("VBIOS: {} (ROM offset {:#x}): expected {}, found {}", field, offset, expected, found);
    return false;
  }
  template <class T>
  std::optional<T> read(std::string_view what, u64 offset) {
    if (rom_.contains(offset, sizeof(T))) return rom_.load<T>(offset);
    fault(what, offset, fmt::format("{} bytes within the ROM's {:#x}", sizeof(T), rom_.size()), "the ROM's end");
    return std::nullopt;
  }

  // Past the header that the ROM chip may begin with.
  bool find_first_image() {
    const auto first = read<u32>("first word", 0);
    if (!first) return false;
    if (*first != layout::ifr_signature) return true;
    const auto fixed1 = read<u32>("IFR FIXED1", layout::ifr_fixed1);
    const auto fixed2 = read<u32>("IFR FIXED2", layout::ifr_fixed2);
    if (!fixed1 || !fixed2) return false;
    const u32 version = *fixed1 >> 8 & 0xff;
    std::optional<u32> image;
    if (version == 1 || version == 2) {
      image = read<u32>("IFR image offset", (*fixed1 >> 16 & 0x7fff) + 4);
    } else if (version == 3) {
      const auto status = read<u32>("IFR flash status offset", *fixed2 & 0xfffff);
      if (!status) return false;
      const u64 directory = u64{*status} + layout::rom_directory_distance;
      const auto signature = read<u32>("ROM directory", directory);
      if (!signature) return false;
      if (*signature != layout::rom_directory_signature)
        return fault("ROM directory's signature", directory, fmt::format("{:#x}", layout::rom_directory_signature),
                     fmt::format("{:#x}", *signature));
      image = read<u32>("ROM directory's image offset", directory + layout::rom_directory_image_offset);
    } else {
      return fault("IFR version", layout::ifr_fixed1, "1, 2 or 3", fmt::format("{}", version));
    }
    if (!image) return false;
    if (*image % 4 != 0 || *image >= rom_.size())
      return fault("first image's offset", 0, "a multiple of 4 within the ROM", fmt::format("{:#x}", *image));
    out_.rom_offset = *image;
    return true;
  }

  bool walk_images() {
    u64 offset = out_.rom_offset;
    for (bool last = false; !last;) {
      const auto signature = read<u16>("image signature", offset);
      if (!signature) return false;
      constexpr u16 known[] = {layout::rom_signature, layout::rom_signature_nvidia, layout::rom_signature_bb77};
      if (std::find(std::begin(known), std::end(known), *signature) == std::end(known))
        return fault(fmt::format("signature of image {}", out_.images.size()), offset,
                     fmt::format("{:#x}", layout::rom_signature), fmt::format("{:#x}", *signature));
      const auto pointer = read<u16>("PCIR pointer", offset + layout::rom_pcir_pointer);
      if (!pointer) return false;
      const u64 at = offset + *pointer;
      const auto pcir = read<layout::Pcir>("PCIR", at);
      if (!pcir) return false;
      if (pcir->signature != layout::pcir_signature && pcir->signature != layout::pcir_signature_npds &&
          pcir->signature != layout::pcir_signature_rgis)
        return fault("PCIR signature", at, fmt::format("{:#x}", layout::pcir_signature),
                     fmt::format("{:#x}", pcir->signature));
      u64 blocks = pcir->image_length;
      last = (pcir->last_image & layout::last_image_flag) != 0;
      // NVIDIA's extension of the structure has the last word.
      const u64 extension = align_up(at + pcir->length, 16);
      if (rom_.contains(extension, layout::npde_size)) {
        const auto npde = load_npde(extension);
        if (npde.signature == layout::npde_signature) {
          blocks = npde.subimage_length;
          last = (npde.last_image & layout::last_image_flag) != 0;
        }
      }
      if (blocks == 0) return fault("image length", at, "at least 1 block of 512 bytes", "0");
      const u64 size = blocks * layout::image_block;
      if (!rom_.contains(offset, size))
        return fault("image length", at, fmt::format("an image within the ROM's {:#x} bytes", rom_.size()),
                     fmt::format("{:#x} bytes at {:#x}", size, offset));
      out_.images.push_back({static_cast<u32>(offset), static_cast<u32>(size), pcir->code_type});
      offset += size;
    }
    return true;
  }

  layout::Npde load_npde(u64 offset) {
    layout::Npde npde{};
    const Bytes raw = rom_.at(offset, layout::npde_size);
    std::memcpy(&npde, raw.data(), raw.size());
    return npde;
  }

  // NVIDIA's images continue the first one as if nothing were between them.
  bool find_extension() {
    const auto find = [&](u8 type) -> const RomImage* {
      const auto it =
          std::find_if(out_.images.begin(), out_.images.end(), [&](const RomImage& i) { return i.code_type == type; });
      return it == out_.images.end() ? nullptr : &*it;
    };
    base_ = find(layout::code_type_x86);
    const RomImage* extension = find(layout::code_type_nvidia);
    if (!base_ || !extension) {
      std::string types;
      for (const RomImage& i : out_.images) types += fmt::format("{}{:#x}", types.empty() ? "" : ", ", i.code_type);
      return fault("images", out_.rom_offset, "one of code type 0 and one of 0xe0", types);
    }
    extension_ = extension->offset;
    return true;
  }
  // Where a pointer of the tables leads.
  u64 resolve(u32 pointer) const {
    return pointer < base_->size ? u64{base_->offset} + pointer : u64{extension_} + (pointer - base_->size);
  }

  std::optional<u64> find_bit() {
    // Usually at 0x1b0; anywhere in the first image by its signature.
    const Bytes image = rom_.at(base_->offset, base_->size);
    constexpr std::size_t usual = 0x1b0;
    const auto here = [&](std::size_t at) {
      return at + sizeof(layout::BitHeader) <= image.size() && load<u16>(image, at) == layout::bit_id &&
             load<u32>(image, at + 2) == layout::bit_signature;
    };
    if (here(usual)) return usual;
    for (std::size_t at = 0; at + sizeof(layout::BitHeader) <= image.size(); ++at)
      if (here(at)) return at;
    return std::nullopt;
  }

  bool find_microcode() {
    const auto bit_at = find_bit();
    if (!bit_at) return fault("BIT", base_->offset, "its signature b8ff \"BIT\" in the first image", "none");
    const u64 bit = base_->offset + *bit_at;
    const auto header = rom_.load<layout::BitHeader>(bit);
    for (u32 i = 0; i < header.tokens; ++i) {
      const auto token = read<layout::BitToken>("BIT token", bit + header.header_size + u64{i} * header.token_size);
      if (!token) return false;
      if (token->id != layout::bit_token_falcon_data) continue;
      if (token->data_version != layout::bit_falcon_data_version || token->data_size < sizeof(u32))
        return fault("BIT token 'p'", bit, "version 2 with at least 4 bytes",
                     fmt::format("version {} with {}", token->data_version, token->data_size));
      const auto table = read<u32>("pointer to the microcode table", base_->offset + u64{token->data_pointer});
      return table && find_entry(resolve(*table));
    }
    return fault("BIT", bit, fmt::format("a token 'p' among its {}", header.tokens), "none");
  }

  bool find_entry(u64 at) {
    const auto header = read<layout::PmuTableHeader>("microcode table", at);
    if (!header) return false;
    if (header->version != layout::pmu_table_version || header->entry_size < sizeof(layout::PmuTableEntry))
      return fault("microcode table", at, "version 1 with entries of at least 6 bytes",
                   fmt::format("version {} with {}", header->version, header->entry_size));
    for (u32 i = 0; i < header->entries; ++i) {
      const auto entry =
          read<layout::PmuTableEntry>("microcode entry", at + header->header_size + u64{i} * header->entry_size);
      if (!entry) return false;
      if (entry->application_id != layout::application_fwsec_prod) continue;
      descriptor_ = resolve(entry->data);
      return true;
    }
    return fault(
        "microcode table", at,
        fmt::format("FWSEC (application {:#x}) among its {} entries", layout::application_fwsec_prod, header->entries),
        "none");
  }

  bool read_fwsec() {
    using Descriptor = layout::FalconUcodeDescV3;
    const u64 at = descriptor_;
    const auto d = read<Descriptor>("FWSEC descriptor", at);
    if (!d) return false;
    const u32 size = d->header >> 16;
    if ((d->header & 1) == 0 || (d->header >> 8 & 0xff) != layout::ucode_desc_v3 || size < sizeof(Descriptor))
      return fault("FWSEC descriptor's header", at, "version 3 of at least 44 bytes", fmt::format("{:#x}", d->header));
    constexpr u32 signature = 384;
    const u32 signature_bytes = size - static_cast<u32>(sizeof(Descriptor));
    if (d->signature_count == 0 || signature_bytes < d->signature_count * signature)
      return fault("FWSEC SignatureCount", at + offsetof(Descriptor, signature_count),
                   fmt::format("1 to {} (the descriptor's room)", signature_bytes / signature),
                   fmt::format("{}", d->signature_count));
    const u64 microcode = u64{d->imem_load_size} + d->dmem_load_size;
    const auto inside = [&](u64 offset, u64 bytes) {
      return offset <= d->dmem_load_size && bytes <= d->dmem_load_size - offset;
    };
    if (!inside(d->pkc_data_offset, signature))
      return fault("FWSEC PKCDataOffset", at + offsetof(Descriptor, pkc_data_offset),
                   fmt::format("a signature within {:#x} bytes of DMEM", d->dmem_load_size),
                   fmt::format("{:#x}", d->pkc_data_offset));
    if (!inside(d->interface_offset, sizeof(layout::AppInterfaceHeader)))
      return fault("FWSEC InterfaceOffset", at + offsetof(Descriptor, interface_offset),
                   fmt::format("a place within {:#x} bytes of DMEM", d->dmem_load_size),
                   fmt::format("{:#x}", d->interface_offset));
    if (d->ucode_id < 1 || d->ucode_id > 16)
      return fault("FWSEC UcodeId", at + offsetof(Descriptor, ucode_id), "1 to 16", fmt::format("{}", d->ucode_id));
    if (!rom_.contains(at, size + microcode))
      return fault("FWSEC IMEMLoadSize and DMEMLoadSize", at + offsetof(Descriptor, imem_load_size),
                   fmt::format("microcode within the ROM's {:#x} bytes", rom_.size()),
                   fmt::format("{:#x} bytes at {:#x}", microcode, at + size));
    out_.fwsec.offset = static_cast<u32>(at);
    out_.fwsec.descriptor = *d;
    const Bytes all = rom_.at(at, size + microcode);
    const Bytes signatures = all.subspan(sizeof(Descriptor), d->signature_count * signature), code = all.subspan(size);
    out_.fwsec.signatures.assign(signatures.begin(), signatures.end());
    out_.fwsec.microcode.assign(code.begin(), code.end());
    return true;
  }

  Rom& rom_;
  Vbios out_;
  std::string error_;
  const RomImage* base_ = nullptr;
  u32 extension_ = 0;
  u64 descriptor_ = 0;
};

}  // namespace

Parsed<Vbios> parse_vbios(Rom& rom) { return Parser(rom).run(); }

}  // namespace egpulab::driver::nvidia

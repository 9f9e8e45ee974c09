// Files that are ELF containers: GSP-RM (64 bits) and FMC (32 bits).
#include <algorithm>

#include "driver/firmware/crc32.hpp"
#include "driver/firmware/nvidia_fields.hpp"
#include "driver/firmware/nvidia_files.hpp"
#include "driver/regs/nvidia/firmware_headers.hpp"

namespace egpulab::firmware {
namespace {

namespace nvfw = regs::nvidia::firmware_header;

struct Section {
  std::string_view name;
  u32 type = 0, info = 0;
  u64 offset = 0;
  Bytes bytes;
};

template <class Header, class Entry>
std::vector<Section> sections(Fields& f, u8 elf_class) {
  const auto h = f.at<Header>("ELF header", 0);
  if (f.good() && !std::equal(nvfw::elf_magic.begin(), nvfw::elf_magic.end(), h.ident.begin()))
    f.fault("e_ident", 0, "7f 45 4c 46 (ELF)",
            fmt::format("{:02x} {:02x} {:02x} {:02x}", h.ident[0], h.ident[1], h.ident[2], h.ident[3]));
  f.require(h.ident[4] == elf_class, "e_ident[EI_CLASS]", 4, fmt::format("{}", elf_class), h.ident[4]);
  f.require(h.ident[5] == nvfw::elf_little_endian, "e_ident[EI_DATA]", 5, "1 (little-endian)", h.ident[5]);
  f.require(h.section_size == sizeof(Entry), "e_shentsize", offsetof(Header, section_size),
            fmt::format("{}", sizeof(Entry)), h.section_size);
  f.require(h.names < h.sections, "e_shstrndx", offsetof(Header, names),
            fmt::format("below the {} sections", h.sections), h.names);
  f.range("e_shoff and e_shnum", offsetof(Header, section_offset), h.section_offset, u64{h.sections} * sizeof(Entry));
  if (!f.good()) return {};
  const auto entry_offset = [&](u32 i) { return u64{h.section_offset} + u64{i} * sizeof(Entry); };
  const auto names_entry = f.at<Entry>("section names", entry_offset(h.names));
  const Bytes names = f.range("section names", entry_offset(h.names), names_entry.offset, names_entry.size);
  std::vector<Section> out;
  for (u32 i = 1; i < h.sections && f.good(); ++i) {
    const auto e = f.at<Entry>("section header", entry_offset(i));
    const auto text = [&]() -> std::string_view {
      if (e.name >= names.size()) return {};
      const auto* begin = reinterpret_cast<const char*>(names.data()) + e.name;
      const auto* end = static_cast<const char*>(std::memchr(begin, 0, names.size() - e.name));
      return end ? std::string_view(begin, static_cast<std::size_t>(end - begin)) : std::string_view();
    }();
    if (text.empty()) f.fault("sh_name", entry_offset(i), "a name within .shstrtab", fmt::format("{:#x}", e.name));
    const Bytes bytes = f.range(fmt::format("section {}", text), entry_offset(i), e.offset, e.size);
    out.push_back({text, e.type, e.info, e.offset, bytes});
  }
  return out;
}

const Section* find(Fields& f, const std::vector<Section>& all, std::string_view name) {
  const auto it = std::find_if(all.begin(), all.end(), [&](const Section& s) { return s.name == name; });
  if (it != all.end()) return &*it;
  std::string have;
  for (const Section& s : all) have += fmt::format("{}{}", have.empty() ? "" : ", ", s.name);
  f.fault("sections", 0, fmt::format("one named {}", name), have.empty() ? "none" : have);
  return nullptr;
}

}  // namespace

Parsed<GspImage> parse_gsp_image(std::string_view name, Bytes file, std::string_view family) {
  Fields f(name, file);
  const auto all = sections<nvfw::Elf64Header, nvfw::Elf64Section>(f, nvfw::elf_class_64);
  if (!f.good()) return f.error();
  const Section* version = find(f, all, nvfw::section_version);
  const Section* image = find(f, all, nvfw::section_image);
  if (!f.good()) return f.error();
  GspImage out{std::string(name), {}, image->bytes, {}};
  const auto* text = reinterpret_cast<const char*>(version->bytes.data());
  out.version.assign(text, std::find(text, text + version->bytes.size(), '\0'));
  f.require(!image->bytes.empty(), ".fwimage", image->offset, "an image", 0);
  const std::string wanted = fmt::format("{}{}", nvfw::section_signature_prefix, family);
  const auto signature = std::find_if(all.begin(), all.end(), [&](const Section& s) { return s.name == wanted; });
  if (signature == all.end()) {
    std::string have;
    for (const Section& s : all)
      if (s.name.starts_with(nvfw::section_signature_prefix))
        have += fmt::format("{}{}", have.empty() ? "" : ", ", s.name);
    f.fault("signatures", 0, wanted, have.empty() ? "none: the image is unsigned" : have);
    return f.error();
  }
  f.require(signature->bytes.size() == nvfw::gsp_signature_size, wanted, signature->offset,
            fmt::format("{} bytes", nvfw::gsp_signature_size), signature->bytes.size());
  if (!f.good()) return f.error();
  out.signature = signature->bytes;
  return out;
}

Parsed<Fmc> parse_fmc(std::string_view name, Bytes file) {
  constexpr u64 largest_key = 384;  // NVDM_PAYLOAD_COT has room for RSA-3K
  Fields f(name, file);
  const auto all = sections<nvfw::Elf32Header, nvfw::Elf32Section>(f, nvfw::elf_class_32);
  if (!f.good()) return f.error();
  const Section* image = find(f, all, nvfw::section_fmc_image);
  const Section* hash = find(f, all, nvfw::section_fmc_hash);
  const Section* signature = find(f, all, nvfw::section_fmc_signature);
  const Section* key = find(f, all, nvfw::section_fmc_public_key);
  if (!f.good()) return f.error();
  f.require(!image->bytes.empty(), "image", image->offset, "an image", 0);
  f.require(hash->bytes.size() == nvfw::fmc_hash_size, "hash", hash->offset, "48 bytes (SHA-384)", hash->bytes.size());
  for (const Section* s : {signature, key})
    f.require(!s->bytes.empty() && s->bytes.size() <= largest_key, s->name, s->offset,
              fmt::format("1 to {} bytes", largest_key), s->bytes.size());
  for (const Section* s : {hash, signature, key, image})
    if (f.good() && s->info != 0) {
      const u32 crc = crc32(s->bytes);
      f.require(crc == s->info, fmt::format("section {}", s->name), s->offset,
                fmt::format("content whose CRC-32 is sh_info's {:#010x}", s->info), crc);
    }
  if (!f.good()) return f.error();
  return Fmc{std::string(name), image->bytes, hash->bytes, signature->bytes, key->bytes};
}

}  // namespace egpulab::firmware

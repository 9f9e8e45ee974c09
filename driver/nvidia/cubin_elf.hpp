// The parts of an ELF64 file that cubins use, every range checked before it is read. Depends on driver/base only, so
// that tools that look into cubins need nothing else of the driver.
// Facts: readelf on cubins of nvcc 11 to 13; EIABIVERSION and e_flags as CuAssembler (MIT) documents them.
#pragma once

#include <elf.h>
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::driver::nvidia {

// An executable of the CUDA machine. Spans and names point into the file.
class CubinElf {
 public:
  static constexpr u16 machine_cuda = 190;
  static constexpr u8 entry_flag = 0x10;  // of st_other: a kernel

  struct Section {
    std::string_view name;
    u32 type = 0;
    u64 flags = 0, size = 0, alignment = 1;
    u32 link = 0, info = 0;
    Bytes content;  // empty for SHT_NOBITS
    bool is_code() const { return name.starts_with(".text."); }
  };
  struct Symbol {
    std::string_view name;
    u64 value = 0, size = 0;
    u32 section = 0;  // SHN_UNDEF: not of this file
    u8 type = 0, binding = 0, other = 0;
    bool is_defined() const { return section != SHN_UNDEF; }
  };
  struct Relocation {
    u32 section = 0;  // that it changes
    u64 offset = 0;   // in it
    u32 type = 0;
    u32 symbol = 0;
    i64 addend = 0;
    bool has_addend = false;  // otherwise what is in place is added, as far as the type says
  };

  // `name` begins every message. Says so where the file is PTX, a fat binary or for the host.
  static Parsed<CubinElf> parse(std::string_view name, Bytes file);

  const std::string& file_name() const { return name_; }
  // 86 for sm_86; architecture-specific features ("a", "f") are not told apart.
  u32 sm() const { return sm_; }
  const std::vector<Section>& sections() const { return sections_; }
  const std::vector<Symbol>& symbols() const { return symbols_; }
  const std::vector<Relocation>& relocations() const { return relocations_; }
  const Section* find(std::string_view section) const {
    for (const Section& s : sections_)
      if (s.name == section) return &s;
    return nullptr;
  }
  // The name of a symbol, or of the section that a section symbol stands for.
  std::string_view name_of(const Symbol& s) const {
    return s.type == STT_SECTION && s.section < sections_.size() ? sections_[s.section].name : s.name;
  }

 private:
  class Parser;
  std::string name_;
  u32 sm_ = 0;
  std::vector<Section> sections_;
  std::vector<Symbol> symbols_;
  std::vector<Relocation> relocations_;
};

class CubinElf::Parser {
 public:
  Parser(std::string_view name, Bytes file) : file_(file) { out_.name_ = name; }

  Parsed<CubinElf> run() {
    if (!header() || !section_headers() || !symbols() || !relocations()) return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  static constexpr u8 abi_with_wide_version = 8;
  // No compiler makes larger ones; keeps a bad header from taking all memory.
  static constexpr u64 memory_limit = 1 * GiB;

  // What else people have that holds GPU code.
  std::string other_kind() const {
    const std::string_view text(reinterpret_cast<const char*>(file_.data()), std::min<std::size_t>(file_.size(), 4096));
    if (text.find(".version") != text.npos && text.find(".target") != text.npos)
      return "PTX, which is compiled for a card by the vendor's ptxas: make a cubin with ptxas or nvcc -cubin";
    // The wrapper of fatbinary: magic, version, size of the header.
    constexpr u32 fat_magic = 0xba55ed50;
    if (file_.size() >= 16 && load<u32>(file_) == fat_magic) return fat_binary();
    return fmt::format("{:#010x}", file_.size() >= 4 ? load<u32>(file_) : 0u);
  }

  // Which images a fat binary holds. Layout: kind at 0 (1 PTX, 2 ELF), header size at 4, image size at 8, SM at 28.
  std::string fat_binary() const {
    constexpr u64 least_header = 32;
    std::string images;
    for (u64 at = load<u16>(file_, 6); at + least_header <= file_.size();) {
      const u16 kind = load<u16>(file_, at);
      const u32 header = load<u32>(file_, at + 4), sm = load<u32>(file_, at + 28);
      const u64 size = load<u64>(file_, at + 8);
      if (kind == 0 || kind > 2 || header < least_header || header > file_.size() || size > file_.size()) break;
      images +=
          fmt::format("{}{}_{}", images.empty() ? "" : ", ", kind == 1 ? "PTX for compute" : "a cubin for sm", sm);
      at += header + size;
    }
    return fmt::format("a fat binary ({}): extract or make a cubin with cuobjdump -xelf or nvcc -cubin",
                       images.empty() ? "empty" : images);
  }

  bool header() {
    if (file_.size() < SELFMAG || std::memcmp(file_.data(), ELFMAG, SELFMAG) != 0)
      return fail("ELF header", 0, "the magic number 7f 45 4c 46", other_kind());
    if (file_.size() < sizeof(Elf64_Ehdr))
      return fail("ELF header", 0, fmt::format("{} bytes", sizeof(Elf64_Ehdr)), fmt::format("{}", file_.size()));
    header_ = load<Elf64_Ehdr>(file_);
    if (header_.e_ident[EI_CLASS] != ELFCLASS64 || header_.e_ident[EI_DATA] != ELFDATA2LSB)
      return fail("ELF header", EI_CLASS, "64-bit little-endian (2, 1)",
                  fmt::format("{}, {}", header_.e_ident[EI_CLASS], header_.e_ident[EI_DATA]));
    if (header_.e_machine != machine_cuda)
      return fail("e_machine", offsetof(Elf64_Ehdr, e_machine), fmt::format("CUDA ({})", machine_cuda),
                  fmt::format("{}", header_.e_machine));
    if (header_.e_type != ET_EXEC)
      return fail("e_type", offsetof(Elf64_Ehdr, e_type), "an executable (2): link what -rdc=true makes with nvlink",
                  fmt::format("{}", header_.e_type));
    const u32 flags = header_.e_flags;
    out_.sm_ = header_.e_ident[EI_ABIVERSION] < abi_with_wide_version ? flags & 0xff : flags >> 8 & 0xff;
    return true;
  }

  bool section_headers() {
    if (header_.e_shnum != 0 && header_.e_shentsize != sizeof(Elf64_Shdr))
      return fail("e_shentsize", offsetof(Elf64_Ehdr, e_shentsize), fmt::format("{}", sizeof(Elf64_Shdr)),
                  fmt::format("{}", header_.e_shentsize));
    if (!in_file("section headers", header_.e_shoff, u64{header_.e_shnum} * sizeof(Elf64_Shdr))) return false;
    headers_.resize(header_.e_shnum);
    for (u16 i = 0; i < header_.e_shnum; ++i) {
      Elf64_Shdr& s = headers_[i] = load<Elf64_Shdr>(file_, header_.e_shoff + i * sizeof(Elf64_Shdr));
      if (s.sh_type == SHT_NULL) continue;
      if (s.sh_type != SHT_NOBITS && !in_file(fmt::format("section {}", i), s.sh_offset, s.sh_size)) return false;
      if (s.sh_size > memory_limit)
        return fail(fmt::format("section {}", i), s.sh_offset, fmt::format("at most {:#x} bytes", memory_limit),
                    fmt::format("{:#x}", s.sh_size));
    }
    if (header_.e_shstrndx >= headers_.size())
      return fail("e_shstrndx", offsetof(Elf64_Ehdr, e_shstrndx), fmt::format("a section below {}", headers_.size()),
                  fmt::format("{}", header_.e_shstrndx));
    const Bytes names = content(header_.e_shstrndx);
    for (u32 i = 0; i < headers_.size(); ++i) {
      const Elf64_Shdr& s = headers_[i];
      const std::string_view name = text(names, s.sh_name);
      if (s.sh_type != SHT_NULL && s.sh_name >= names.size())
        return fail(fmt::format("name of section {}", i), s.sh_name, fmt::format("an offset below {}", names.size()),
                    fmt::format("{}", s.sh_name));
      out_.sections_.push_back({name, s.sh_type, s.sh_flags, s.sh_type == SHT_NULL ? 0 : s.sh_size,
                                std::max<u64>(s.sh_addralign, 1), s.sh_link, s.sh_info, content(i)});
    }
    return true;
  }

  bool symbols() {
    for (u32 i = 0; i < headers_.size(); ++i) {
      if (headers_[i].sh_type != SHT_SYMTAB) continue;
      const Bytes names = content(headers_[i].sh_link), table = content(i);
      for (u64 at = 0; at + sizeof(Elf64_Sym) <= table.size(); at += sizeof(Elf64_Sym)) {
        const auto s = load<Elf64_Sym>(table, at);
        if (s.st_name != 0 && s.st_name >= names.size())
          return fail("symbol name", headers_[i].sh_offset + at, fmt::format("an offset below {}", names.size()),
                      fmt::format("{}", s.st_name));
        const bool special = s.st_shndx >= SHN_LORESERVE;
        if (!special && s.st_shndx >= headers_.size())
          return fail("symbol's section", headers_[i].sh_offset + at,
                      fmt::format("a section below {}", headers_.size()), fmt::format("{}", s.st_shndx));
        out_.symbols_.push_back({text(names, s.st_name), s.st_value, s.st_size, s.st_shndx,
                                 static_cast<u8>(ELF64_ST_TYPE(s.st_info)), static_cast<u8>(ELF64_ST_BIND(s.st_info)),
                                 s.st_other});
      }
      return true;  // an executable has one
    }
    return true;
  }

  bool relocations() {
    for (u32 i = 0; i < headers_.size(); ++i) {
      const Elf64_Shdr& h = headers_[i];
      if (h.sh_type != SHT_RELA && h.sh_type != SHT_REL) continue;
      if (h.sh_info >= headers_.size())
        return fail(fmt::format("section {}", i), h.sh_offset,
                    fmt::format("relocations of a section below {}", headers_.size()), fmt::format("{}", h.sh_info));
      const bool has_addend = h.sh_type == SHT_RELA;
      const u64 size = has_addend ? sizeof(Elf64_Rela) : sizeof(Elf64_Rel);
      const Bytes table = content(i);
      for (u64 at = 0; at + size <= table.size(); at += size) {
        const auto r = load<Elf64_Rel>(table, at);
        const auto symbol = static_cast<u32>(ELF64_R_SYM(r.r_info));
        if (symbol >= std::max<std::size_t>(out_.symbols_.size(), 1))
          return fail("relocation", h.sh_offset + at, fmt::format("a symbol below {}", out_.symbols_.size()),
                      fmt::format("{}", symbol));
        out_.relocations_.push_back({h.sh_info, r.r_offset, static_cast<u32>(ELF64_R_TYPE(r.r_info)), symbol,
                                     has_addend ? load<i64>(table, at + sizeof(Elf64_Rel)) : 0, has_addend});
      }
    }
    return true;
  }

  Bytes content(u32 section) const {
    if (section >= headers_.size()) return {};
    const Elf64_Shdr& s = headers_[section];
    return s.sh_type == SHT_NULL || s.sh_type == SHT_NOBITS ? Bytes() : file_.subspan(s.sh_offset, s.sh_size);
  }
  static std::string_view text(Bytes names, u64 at) {
    if (at >= names.size()) return {};
    const char* begin = reinterpret_cast<const char*>(names.data()) + at;
    return {begin, strnlen(begin, names.size() - at)};
  }
  bool in_file(std::string_view what, u64 offset, u64 size) {
    if (offset <= file_.size() && size <= file_.size() - offset) return true;
    return fail(what, offset, fmt::format("a range within the file's {} bytes", file_.size()),
                fmt::format("{} bytes at {:#x}", size, offset));
  }
  bool fail(std::string_view what, u64 at, std::string_view expected, std::string_view found) {
    error_ = fmt::format("cubin {}: {} (offset {:#x}): expected {}, found {}", out_.name_, what, at, expected, found);
    return false;
  }

  Bytes file_;
  Elf64_Ehdr header_{};
  std::vector<Elf64_Shdr> headers_;
  CubinElf out_;
  std::string error_;
};

inline Parsed<CubinElf> CubinElf::parse(std::string_view name, Bytes file) { return Parser(name, file).run(); }

}  // namespace egpulab::driver::nvidia

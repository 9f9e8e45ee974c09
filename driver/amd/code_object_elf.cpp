// ELF64: program headers, notes, and what the dynamic section points at.
#include "driver/amd/code_object_elf.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace egpulab::driver::amd {

class ElfParser {
 public:
  ElfParser(std::string_view name, Bytes file) : name_(name), file_(file) {}

  Parsed<Elf> run() {
    if (!header() || !program_headers() || !dynamic()) return refuse(std::move(error_));
    return std::move(out_);
  }

 private:
  bool header() {
    if (file_.size() < sizeof(Elf64_Ehdr))
      return fail("ELF header", 0, fmt::format("{} bytes", sizeof(Elf64_Ehdr)), fmt::format("{}", file_.size()));
    out_.header_ = load<Elf64_Ehdr>(file_);
    const Elf64_Ehdr& h = out_.header_;
    if (std::memcmp(h.e_ident, ELFMAG, SELFMAG) != 0)
      return fail("ELF header", 0, "the magic number 7f 45 4c 46", fmt::format("{:#010x}", load<u32>(file_)));
    if (h.e_ident[EI_CLASS] != ELFCLASS64 || h.e_ident[EI_DATA] != ELFDATA2LSB)
      return fail("ELF header", EI_CLASS, "64-bit little-endian (2, 1)",
                  fmt::format("{}, {}", h.e_ident[EI_CLASS], h.e_ident[EI_DATA]));
    return true;
  }

  bool program_headers() {
    const Elf64_Ehdr& h = out_.header_;
    if (h.e_phnum != 0 && h.e_phentsize != sizeof(Elf64_Phdr))
      return fail("e_phentsize", offsetof(Elf64_Ehdr, e_phentsize), fmt::format("{}", sizeof(Elf64_Phdr)),
                  fmt::format("{}", h.e_phentsize));
    if (!in_file("program headers", h.e_phoff, u64{h.e_phnum} * sizeof(Elf64_Phdr))) return false;
    for (u16 i = 0; i < h.e_phnum; ++i) {
      const auto p = load<Elf64_Phdr>(file_, h.e_phoff + i * sizeof(Elf64_Phdr));
      if (p.p_type != PT_LOAD && p.p_type != PT_NOTE && p.p_type != PT_DYNAMIC) continue;
      if (!in_file(fmt::format("program header {}", i), p.p_offset, p.p_filesz)) return false;
      if (p.p_type == PT_NOTE) {
        if (!notes(file_.subspan(p.p_offset, p.p_filesz))) return false;
      } else if (p.p_type == PT_DYNAMIC) {
        dynamic_ = file_.subspan(p.p_offset, p.p_filesz);
      } else {
        if (p.p_memsz < p.p_filesz || p.p_vaddr + p.p_memsz < p.p_vaddr || p.p_vaddr + p.p_memsz > memory_limit)
          return fail(fmt::format("program header {}", i), h.e_phoff + i * sizeof(Elf64_Phdr),
                      fmt::format("a segment of at least its file size below {:#x}", memory_limit),
                      fmt::format("{:#x} bytes at {:#x}", p.p_memsz, p.p_vaddr));
        out_.loads_.push_back({p.p_offset, p.p_vaddr, p.p_filesz, p.p_memsz, std::max<u64>(p.p_align, 1)});
      }
    }
    return true;
  }

  bool notes(Bytes bytes) {
    for (std::size_t at = 0; at + sizeof(Elf64_Nhdr) <= bytes.size();) {
      const auto n = load<Elf64_Nhdr>(bytes, at);
      const u64 content = at + sizeof n + align_up(n.n_namesz, 4), end = content + n.n_descsz;
      if (end > bytes.size())
        return fail("note", at, fmt::format("a note within its {} bytes", bytes.size()),
                    fmt::format("one that ends at {}", end));
      std::string_view owner(reinterpret_cast<const char*>(bytes.data()) + at + sizeof n, n.n_namesz);
      while (owner.ends_with('\0')) owner.remove_suffix(1);
      out_.notes_.push_back({owner, n.n_type, bytes.subspan(content, n.n_descsz)});
      at = align_up(end, 4);
    }
    return true;
  }

  bool dynamic() {
    u64 symbols = 0, strings = 0, string_size = 0, hash = 0, rela = 0, rela_size = 0;
    for (std::size_t at = 0; at + sizeof(Elf64_Dyn) <= dynamic_.size(); at += sizeof(Elf64_Dyn)) {
      const auto d = load<Elf64_Dyn>(dynamic_, at);
      if (d.d_tag == DT_NULL) break;
      if (d.d_tag == DT_SYMTAB) symbols = d.d_un.d_ptr;
      if (d.d_tag == DT_STRTAB) strings = d.d_un.d_ptr;
      if (d.d_tag == DT_STRSZ) string_size = d.d_un.d_val;
      if (d.d_tag == DT_HASH) hash = d.d_un.d_ptr;
      if (d.d_tag == DT_RELA) rela = d.d_un.d_ptr;
      if (d.d_tag == DT_RELASZ) rela_size = d.d_un.d_val;
    }
    // DT_HASH's second word is the number of symbols; lld writes it for this machine.
    if (symbols && hash) {
      const Bytes hash_words = at_address(hash, 8);
      if (hash_words.empty()) return fail("DT_HASH", hash, "an address within a loaded segment", "none there");
      const u64 count = load<u32>(hash_words, 4);
      const Bytes table = at_address(symbols, count * sizeof(Elf64_Sym)), text = at_address(strings, string_size);
      if (count && (table.empty() || text.empty()))
        return fail("dynamic symbols", symbols,
                    fmt::format("{} symbols and {} bytes of names within a segment", count, string_size), "less");
      for (u64 i = 0; i < count; ++i)
        if (!symbol(load<Elf64_Sym>(table, i * sizeof(Elf64_Sym)), text)) return false;
    }
    const Bytes relocations = at_address(rela, rela_size);
    if (rela_size && relocations.empty())
      return fail("DT_RELA", rela, fmt::format("{} bytes within a segment", rela_size), "less");
    for (std::size_t at = 0; at + sizeof(Elf64_Rela) <= relocations.size(); at += sizeof(Elf64_Rela)) {
      const auto r = load<Elf64_Rela>(relocations, at);
      const auto index = static_cast<u32>(ELF64_R_SYM(r.r_info));
      if (index != 0 && index >= out_.symbols_.size())
        return fail("relocation", r.r_offset, fmt::format("a symbol below {}", out_.symbols_.size()),
                    fmt::format("{}", index));
      out_.relocations_.push_back({r.r_offset, static_cast<u32>(ELF64_R_TYPE(r.r_info)), index, r.r_addend});
    }
    return true;
  }

  bool symbol(const Elf64_Sym& s, Bytes text) {
    if (s.st_name >= text.size())
      return fail("symbol name", s.st_name, fmt::format("an offset below {}", text.size()),
                  fmt::format("{}", s.st_name));
    const char* begin = reinterpret_cast<const char*>(text.data()) + s.st_name;
    out_.symbols_.push_back({std::string_view(begin, strnlen(begin, text.size() - s.st_name)), s.st_value, s.st_size,
                             static_cast<u8>(ELF64_ST_TYPE(s.st_info)), s.st_shndx != SHN_UNDEF});
    return true;
  }

  // File bytes behind a range of addresses; empty where no segment holds it whole.
  Bytes at_address(u64 address, u64 size) const {
    for (const Elf::Segment& s : out_.loads_)
      if (address >= s.address && address - s.address <= s.file_size && size <= s.file_size - (address - s.address))
        return file_.subspan(s.offset + (address - s.address), size);
    return {};
  }
  bool in_file(std::string_view what, u64 offset, u64 size) {
    if (offset <= file_.size() && size <= file_.size() - offset) return true;
    return fail(what, offset, fmt::format("a range within the file's {} bytes", file_.size()),
                fmt::format("{} bytes at {:#x}", size, offset));
  }
  bool fail(std::string_view what, u64 at, std::string_view expected, std::string_view found) {
    error_ = fmt::format("code object {}: {} (offset {:#x}): expected {}, found {}", name_, what, at, expected, found);
    return false;
  }

  static constexpr u64 memory_limit =
      1 * GiB;  // no compiler makes larger ones; keeps a bad header from taking all memory

  std::string_view name_;
  Bytes file_;
  Bytes dynamic_;
  Elf out_;
  std::string error_;
};

Parsed<Elf> Elf::parse(std::string_view name, Bytes file) { return ElfParser(name, file).run(); }

Bytes Elf::note(std::string_view owner, u32 type) const {
  for (const Note& n : notes_)
    if (n.owner == owner && n.type == type) return n.content;
  return {};
}

}  // namespace egpulab::driver::amd

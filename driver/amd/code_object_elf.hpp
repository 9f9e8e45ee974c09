// The parts of an ELF64 file that code objects use, every range checked before it is read.
#pragma once

#include <elf.h>

#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"

namespace egpulab::driver::amd {

// A shared object of any machine. Spans point into the file.
class Elf {
 public:
  struct Segment {
    u64 offset = 0, address = 0, file_size = 0, memory_size = 0, alignment = 1;
  };
  struct Symbol {
    std::string_view name;
    u64 address = 0, size = 0;
    u8 type = 0;
    bool defined = false;
  };
  struct Relocation {
    u64 address = 0;
    u32 type = 0;
    u32 symbol = 0;  // index in symbols(); 0 is none
    i64 addend = 0;
  };

  // `name` begins every message.
  static Parsed<Elf> parse(std::string_view name, Bytes file);

  const Elf64_Ehdr& header() const { return header_; }
  const std::vector<Segment>& loads() const { return loads_; }
  const std::vector<Symbol>& symbols() const { return symbols_; }  // the dynamic ones
  const std::vector<Relocation>& relocations() const { return relocations_; }
  // Content of the first note of this owner and type; empty where there is none.
  Bytes note(std::string_view owner, u32 type) const;

 private:
  friend class ElfParser;
  struct Note {
    std::string_view owner;
    u32 type = 0;
    Bytes content;
  };

  Elf64_Ehdr header_{};
  std::vector<Segment> loads_;
  std::vector<Symbol> symbols_;
  std::vector<Relocation> relocations_;
  std::vector<Note> notes_;
};

}  // namespace egpulab::driver::amd

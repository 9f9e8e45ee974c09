// The tables of tests/isa_sass/semantics: words, and what NVIDIA's disassembler prints for them.
#pragma once

#include <string>
#include <vector>

#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

struct SemanticRow {
  std::string file;
  u32 number = 0;  // line
  Word word;
  SmVersion sm = 86;
  std::string text, source;
  std::string where() const { return file + " line " + std::to_string(number); }
};
// Of <family>.tsv.
std::vector<SemanticRow> read_semantic_rows(const std::string& family);
// Every file's, as <family>.
std::vector<std::string> semantic_families();

}  // namespace egpulab::simulator::isa::sass

// Reads tests/isa_sass/semantics.
#include "tests/isa_sass/semantic_rows.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace egpulab::simulator::isa::sass {
namespace {
const std::filesystem::path semantics_folder = EGPULAB_SOURCE_DIR "/tests/isa_sass/semantics";
}

std::vector<SemanticRow> read_semantic_rows(const std::string& family) {
  std::vector<SemanticRow> rows;
  std::ifstream in(semantics_folder / (family + ".tsv"));
  u32 number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    SemanticRow row;
    std::string word, version;
    std::istringstream fields(line);
    std::getline(fields, word, '\t'), std::getline(fields, version, '\t');
    std::getline(fields, row.text, '\t'), std::getline(fields, row.source, '\t');
    row.file = family + ".tsv", row.number = number;
    row.word = {std::stoull(word.substr(16), nullptr, 16), std::stoull(word.substr(0, 16), nullptr, 16)};
    row.sm = static_cast<SmVersion>(std::stoul(version));
    rows.push_back(row);
  }
  return rows;
}
std::vector<std::string> semantic_families() {
  std::vector<std::string> names;
  for (const auto& f : std::filesystem::directory_iterator(semantics_folder))
    if (f.path().extension() == ".tsv") names.push_back(f.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

}  // namespace egpulab::simulator::isa::sass

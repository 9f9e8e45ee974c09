// Words and the text that NVIDIA's disassembler prints for them, read from tables.
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass::test {

struct Pair {
  SmVersion sm = 0;
  u64 address = 0;
  Word word;
  std::string text;
};

// "000fe40000000f0000000a0000017a02": the higher half first.
inline Word word_of(const std::string& hex) {
  return {std::stoull(hex.substr(16), nullptr, 16), std::stoull(hex.substr(0, 16), nullptr, 16)};
}

inline std::vector<std::string> fields(const std::string& line) {
  std::vector<std::string> all;
  std::istringstream in(line);
  for (std::string field; std::getline(in, field, '\t');) all.push_back(field);
  return all;
}

// Lines of tab-separated fields; those with # are comments. `sm` 0: the first field has it.
inline std::vector<Pair> read_pairs(const std::filesystem::path& path, SmVersion sm) {
  std::vector<Pair> pairs;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line.front() == '#') continue;
    std::vector<std::string> f = fields(line);
    if (sm == 0)
      pairs.push_back(
          {static_cast<SmVersion>(std::stoul(f.at(0))), std::stoull(f.at(1), nullptr, 16), word_of(f.at(2)), f.at(3)});
    else
      pairs.push_back({sm, std::stoull(f.at(1), nullptr, 16), word_of(f.at(0)), f.at(2)});
  }
  return pairs;
}

// Disassemblers of several ages put spaces in other places ("c[0x0] [0x28]", "+INF ,", "NOP;").
inline std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

// "ISETP" of "@!P0 ISETP.GE.AND P0, PT, R0, RZ, PT ;".
inline std::string mnemonic(const std::string& text) {
  const std::size_t begin = text.front() == '@' ? text.find(' ') + 1 : 0;
  return text.substr(begin, text.find_first_of(" .;", begin) - begin);
}

}  // namespace egpulab::simulator::isa::sass::test

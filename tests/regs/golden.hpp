// Golden rows: what the vendor's tables say about the declared registers (fixtures/registers/*.tsv).
#pragma once

#include <map>
#include <string>
#include <vector>

#include "driver/regs/amd/registry.hpp"

namespace egpulab::regs::amd::test {

struct GoldenField {
  std::string name;
  unsigned high, low;
};
struct GoldenRow {
  std::string text;  // the line
  std::string name, ip;
  u32 segment, dword;
  std::vector<Dimension> dimensions;
  std::vector<GoldenField> fields;
};

// Rows of one table, or of all. `stem` is the vendor's: "gc_11_0_0".
std::vector<GoldenRow> golden_rows(const std::string& stem);
std::map<std::string, std::string> golden_lines();
std::vector<std::string> golden_stems();

// A declaration in the form of a golden line.
std::string as_golden_line(const DeclaredRegister& declared);

// Lines of a text file; none if it cannot be read.
std::vector<std::string> lines_of(const std::string& path);
std::vector<std::string> split(const std::string& text, char separator);

// Every register of a row by its own name, with its dword and the number that '#' in field names stands for.
struct GoldenElement {
  std::string name;
  u32 dword, index;
};
std::vector<GoldenElement> elements(const GoldenRow& row);

}  // namespace egpulab::regs::amd::test

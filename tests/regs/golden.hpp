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
  std::string vendor_name;  // in that generation's tables
};

// Rows of one table. `stem` is the vendor's: "gc_11_0_0".
std::vector<GoldenRow> golden_rows(const std::string& stem);
std::vector<std::string> golden_stems();

// The IPs that a table is about, at its version: "mp_14_0_2" is about MP0 and MP1 14.0.2.
struct TableOf {
  Ip ip;
  IpVersion version;
};
std::vector<TableOf> tables_of(const std::string& stem);

// A declaration in the form of a golden line of a generation, and the golden row in that form. An array of which that
// generation's tables list only some registers, or more, is compared by the place where the declared ones would begin.
std::string as_golden_line(const DeclaredRegister& declared, IpVersion version);
std::string as_declared_line(const GoldenRow& row, const DeclaredRegister& declared);

// Where the shared data is: EGPULAB_SHARED, or beside the source tree.
std::string shared_folder();
// Lines of a text file; none if it cannot be read.
std::vector<std::string> lines_of(const std::string& path);
std::vector<std::string> split(const std::string& text, char separator);

// Every register of a row by its own name in the vendor's tables, with its dword and the number that '#' in field names
// stands for.
struct GoldenElement {
  std::string name;
  u32 dword, index;
};
std::vector<GoldenElement> elements(const GoldenRow& row);

}  // namespace egpulab::regs::amd::test

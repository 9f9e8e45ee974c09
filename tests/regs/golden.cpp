// Reading golden rows and writing declarations in their form.
#include "tests/regs/golden.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <fstream>

namespace egpulab::regs::amd::test {

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text)
    if (c == separator)
      parts.emplace_back();
    else
      parts.back() += c;
  return parts;
}

namespace {

u32 number(const std::string& text) { return static_cast<u32>(std::stoul(text, nullptr, 0)); }

const std::string folder = EGPULAB_SOURCE_DIR "/fixtures/registers/";

GoldenRow parse(const std::string& line) {
  const auto columns = split(line, '\t');
  GoldenRow row{line, columns.at(0), columns.at(1), number(columns.at(2)), number(columns.at(3)), {}, {}};
  if (columns.at(4) != "-")
    for (const std::string& d : split(columns[4], ' ')) {
      const auto parts = split(d, ':');
      row.dimensions.push_back({number(parts.at(0)), number(parts.at(1)), number(parts.at(2))});
    }
  if (columns.at(5) != "-")
    for (const std::string& f : split(columns[5], ' ')) {
      const auto bits = split(f.substr(f.find('[') + 1), ':');
      row.fields.push_back({f.substr(0, f.find('[')), number(bits.at(0)), number(bits.at(1))});
    }
  return row;
}

}  // namespace

std::vector<std::string> golden_stems() {
  return {"athub_3_0_0", "gc_11_0_0",    "hdp_6_0_0",    "mmhub_3_0_0", "mp_13_0_0",
          "nbio_4_3_0",  "osssys_6_0_0", "smuio_13_0_6", "thm_13_0_2"};
}

std::vector<GoldenRow> golden_rows(const std::string& stem) {
  std::vector<GoldenRow> rows;
  for (const std::string& line : lines_of(folder + stem + ".tsv"))
    if (!line.empty() && line.front() != '#') rows.push_back(parse(line));
  return rows;
}

std::map<std::string, std::string> golden_lines() {
  std::map<std::string, std::string> lines;
  for (const std::string& stem : golden_stems())
    for (const GoldenRow& row : golden_rows(stem)) lines[row.name] = row.text;
  return lines;
}

std::string as_golden_line(const DeclaredRegister& declared) {
  std::vector<std::string> dimensions, fields;
  for (const Dimension& d : declared.info.dimensions)
    dimensions.push_back(fmt::format("{}:{}:{}", d.count, d.stride, d.first));
  for (const FieldInfo& f : declared.info.fields) fields.push_back(fmt::format("{}[{}:{}]", f.name, f.high, f.low));
  const Location& at = declared.location;
  return fmt::format("{}\t{}\t{}\t{:#x}\t{}\t{}", declared.info.name, to_string(at.ip), at.segment, at.dword,
                     dimensions.empty() ? "-" : fmt::format("{}", fmt::join(dimensions, " ")),
                     fields.empty() ? "-" : fmt::format("{}", fmt::join(fields, " ")));
}

std::vector<GoldenElement> elements(const GoldenRow& row) {
  const RegisterInfo info{row.name, row.dimensions, {}};
  std::vector<GoldenElement> all;
  for (u32 e = 0; e < info.count(); ++e) {
    const u32 index = row.dimensions.empty() ? 0 : row.dimensions.back().first + e % row.dimensions.back().count;
    all.push_back({info.element_name(e), row.dword + info.element_offset(e) / 4, index});
  }
  return all;
}

}  // namespace egpulab::regs::amd::test

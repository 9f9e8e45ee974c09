// Reading golden rows and writing declarations in their form.
#include "tests/regs/golden.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace egpulab::regs::amd::test {

std::vector<std::string> lines_of(const std::string& path) {
  std::ifstream in(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

std::string shared_folder() {
  const char* given = std::getenv("EGPULAB_SHARED");
  return given ? given : EGPULAB_SOURCE_DIR "/../shared";
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
  GoldenRow row{line, columns.at(0), columns.at(1), number(columns.at(2)), number(columns.at(3)), {},
                {},   columns.at(0)};
  if (columns.size() > 6) row.vendor_name = columns[6];
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
  return {"athub_3_0_0",  "gc_11_0_0",  "hdp_6_0_0",   "mmhub_3_0_0",  "mp_13_0_0",    "nbio_4_3_0",  "osssys_6_0_0",
          "smuio_13_0_6", "thm_13_0_2", "athub_4_1_0", "gc_12_0_0",    "hdp_7_0_0",    "mmhub_4_1_0", "gc_11_0_3",
          "mmhub_3_0_2",  "mp_14_0_2",  "nbif_6_3_1",  "osssys_7_0_0", "smuio_14_0_2", "thm_14_0_2"};
}

std::vector<TableOf> tables_of(const std::string& stem) {
  const auto parts = split(stem, '_');
  const auto version_part = [&](std::size_t i) { return static_cast<u8>(std::stoul(parts.at(i))); };
  const IpVersion version{version_part(1), version_part(2), version_part(3)};
  if (parts[0] == "mp") return {{Ip::mp0, version}, {Ip::mp1, version}};
  const std::map<std::string, Ip> ips{{"athub", Ip::athub}, {"gc", Ip::gc},         {"hdp", Ip::hdp},
                                      {"mmhub", Ip::mmhub}, {"nbio", Ip::nbio},     {"nbif", Ip::nbio},
                                      {"smuio", Ip::smuio}, {"osssys", Ip::osssys}, {"thm", Ip::thm}};
  return {{ips.at(parts[0]), version}};
}

std::vector<GoldenRow> golden_rows(const std::string& stem) {
  std::vector<GoldenRow> rows;
  for (const std::string& line : lines_of(folder + stem + ".tsv"))
    if (!line.empty() && line.front() != '#') rows.push_back(parse(line));
  return rows;
}

namespace {

std::string line(std::string_view name, Ip ip, u32 segment, i64 dword, std::span<const Dimension> dimensions,
                 const std::vector<std::string>& fields) {
  std::vector<std::string> shape;
  for (const Dimension& d : dimensions) shape.push_back(fmt::format("{}:{}:{}", d.count, d.stride, d.first));
  return fmt::format("{}\t{}\t{}\t{:#x}\t{}\t{}", name, to_string(ip), segment, dword,
                     shape.empty() ? "-" : fmt::format("{}", fmt::join(shape, " ")),
                     fields.empty() ? "-" : fmt::format("{}", fmt::join(fields, " ")));
}

}  // namespace

std::string as_golden_line(const DeclaredRegister& declared, IpVersion version) {
  const RegisterInfo info = declared.info_for(version);
  std::vector<std::string> fields;
  for (const FieldInfo& f : info.fields) fields.push_back(fmt::format("{}[{}:{}]", f.name, f.high, f.low));
  const Location at = declared.location_for(version);
  return line(info.name, at.ip, at.segment, at.dword, info.dimensions, fields);
}

std::string as_declared_line(const GoldenRow& row, const DeclaredRegister& declared) {
  const auto own = declared.info.dimensions;
  std::vector<Dimension> shape = row.dimensions;
  i64 dword = row.dword;
  for (std::size_t d = 0; d < shape.size() && d < own.size(); ++d) {
    dword -= (i64{shape[d].first} - own[d].first) * own[d].stride / 4;
    if (shape[d].stride == own[d].stride || shape[d].count == 1) shape[d] = own[d];
  }
  std::vector<std::string> fields;
  for (const GoldenField& f : row.fields) fields.push_back(fmt::format("{}[{}:{}]", f.name, f.high, f.low));
  return line(row.name, declared.location.ip, row.segment, dword, shape, fields);
}

std::vector<GoldenElement> elements(const GoldenRow& row) {
  const RegisterInfo info{row.vendor_name, row.dimensions, {}};
  std::vector<GoldenElement> all;
  for (u32 e = 0; e < info.count(); ++e) {
    const u32 index = row.dimensions.empty() ? 0 : row.dimensions.back().first + e % row.dimensions.back().count;
    all.push_back({info.element_name(e), row.dword + info.element_offset(e) / 4, index});
  }
  return all;
}

}  // namespace egpulab::regs::amd::test

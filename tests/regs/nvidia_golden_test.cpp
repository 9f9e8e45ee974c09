// NVIDIA's register declarations against golden rows (fixtures/registers/nvidia*.tsv), and these against the manuals.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>

#include "driver/regs/nvidia/registry.hpp"
#include "tests/regs/golden.hpp"

namespace egpulab::regs::nvidia::test {
namespace {

using amd::test::lines_of;
using amd::test::split;

struct GoldenField {
  std::string name;
  unsigned high = 0, low = 0;
};
struct GoldenRow {
  std::string name, source, vendor_name;
  std::vector<Architecture> architectures;
  Location location;
  u32 count = 1, stride = 0, first = 0;  // count 0: not told
  std::vector<GoldenField> fields;
};

u32 number_of(const std::string& text) { return static_cast<u32>(std::stoul(text, nullptr, 0)); }

std::vector<Architecture> architectures_of(const std::string& chip) {
  const std::map<std::string, Architecture> known{
      {"tu102", Architecture::ampere},          {"tu104", Architecture::ampere},    {"ga100", Architecture::ampere},
      {"ga102", Architecture::ampere},          {"ad102", Architecture::ada},       {"gh100", Architecture::hopper},
      {"gb100", Architecture::blackwell_gb10x}, {"gb202", Architecture::blackwell}, {"gb20b", Architecture::blackwell}};
  return {known.at(chip)};
}

std::vector<GoldenRow> rows_of(const std::string& file) {
  std::vector<GoldenRow> rows;
  for (const std::string& line : lines_of(EGPULAB_SOURCE_DIR "/fixtures/registers/" + file)) {
    if (line.starts_with('#')) continue;
    const auto c = split(line, '\t');
    GoldenRow row;
    row.name = c.at(0);
    row.source = c.at(1);
    row.vendor_name = c.at(2);
    const std::map<std::string, Space> spaces{
        {"bar0", Space::bar0}, {"falcon", Space::falcon}, {"riscv", Space::riscv}, {"runlist", Space::bar0}};
    row.location = {spaces.at(c.at(3)), number_of(c.at(4))};
    if (c.at(5) != "-") {
      const auto d = split(c[5], ':');
      row.count = d.at(0) == "?" ? 0 : number_of(d[0]);
      row.stride = number_of(d.at(1));
      row.first = number_of(d.at(2));
    }
    if (c.at(6) != "-")
      for (const std::string& f : split(c[6], ' ')) {
        const auto bits = split(f.substr(f.find('[') + 1), ':');
        row.fields.push_back({f.substr(0, f.find('[')), number_of(bits.at(0)), number_of(bits.at(1))});
      }
    rows.push_back(std::move(row));
  }
  return rows;
}
std::vector<GoldenRow> manual_rows() {
  auto rows = rows_of("nvidia.tsv");
  for (GoldenRow& r : rows) r.architectures = architectures_of(split(r.source, '/')[0]);
  return rows;
}
// Rows by hand are about all architectures that have the register.
std::vector<GoldenRow> all_rows() {
  auto rows = manual_rows();
  for (GoldenRow& r : rows_of("nvidia_other.tsv")) rows.push_back(std::move(r));
  return rows;
}

TEST(NvidiaGoldenRegisters, LieWhereTheManualsOfEachChipHaveThem) {
  for (const GoldenRow& row : manual_rows()) {
    const DeclaredRegister* declared = find_declared(row.name);
    ASSERT_NE(declared, nullptr) << row.name << " has a golden row and no declaration";
    for (const Architecture a : row.architectures) {
      const Location location = declared->location_for(a);
      EXPECT_EQ(location.offset, row.location.offset)
          << fmt::format("{} on {} is declared at {:#x}, and {} has {} at {:#x}", row.name, to_string(a),
                         location.offset, row.source, row.vendor_name, row.location.offset);
      EXPECT_EQ(location.space, row.location.space) << row.name;
    }
  }
}

// As long as on the chip that has most of them.
TEST(NvidiaGoldenRegisters, AreArraysOfTheManualsStrideAndSize) {
  std::map<std::string, u32> longest;
  for (const GoldenRow& row : all_rows()) {
    const DeclaredRegister* declared = find_declared(row.name);
    ASSERT_NE(declared, nullptr) << row.name;
    if (declared->info.dimensions.empty()) continue;  // one register of an array may be declared alone
    const Dimension& d = declared->info.dimensions.front();
    EXPECT_EQ(d.stride, row.stride) << row.name << " in " << row.source;
    EXPECT_EQ(d.first, row.first) << row.name;
    longest[row.name] = std::max(longest[row.name], row.count);
  }
  for (const auto& [name, count] : longest)
    if (count > 1) {
      EXPECT_EQ(find_declared(name)->info.dimensions.front().count, count) << name;
    }
}

TEST(NvidiaGoldenRegisters, HaveFieldsThatTheirManualsKnow) {
  std::map<std::string, std::vector<GoldenRow>> rows;
  for (GoldenRow& row : all_rows()) rows[row.name].push_back(std::move(row));
  for (const DeclaredRegister& declared : declared_registers())
    for (const FieldInfo& field : declared.info.fields) {
      // Registers that the manuals do not divide have one field in ours.
      bool known = field.width() == 32;
      std::string told;
      for (const GoldenRow& row : rows[std::string(declared.info.name)])
        for (const GoldenField& g : row.fields) {
          known |= g.high == field.high && g.low == field.low && field.name.starts_with(g.name);
          if (field.name.starts_with(g.name)) told += fmt::format(" {}: {}[{}:{}]", row.source, g.name, g.high, g.low);
        }
      EXPECT_TRUE(known) << fmt::format("{}.{}[{}:{}];{}", declared.info.name, field.name, field.high, field.low, told);
    }
}

TEST(NvidiaGoldenRegisters, CoverEveryDeclaration) {
  std::set<std::string> golden;
  for (const GoldenRow& row : all_rows()) golden.insert(row.name);
  for (const DeclaredRegister& declared : declared_registers())
    EXPECT_TRUE(golden.contains(std::string(declared.info.name)))
        << declared.info.name << " has no golden row: run tools/regs/derive_nvidia.py";
  EXPECT_GT(declared_registers().size(), 140u);
}

TEST(NvidiaGoldenRegisters, AreEachDeclaredOnceAndInTheRegistry) {
  std::set<std::string> names;
  for (const DeclaredRegister& r : declared_registers())
    EXPECT_TRUE(names.insert(std::string(r.info.name)).second) << r.info.name << " is declared twice";
  for (const auto& header : std::filesystem::directory_iterator(EGPULAB_SOURCE_DIR "/driver/regs/nvidia")) {
    if (header.path().extension() != ".hpp") continue;
    for (const std::string& line : lines_of(header.path())) {
      const std::size_t quote = line.find("<\"");
      if (!line.starts_with("using ") || line.find("= Register") == std::string::npos || quote == std::string::npos)
        continue;
      const std::string name = line.substr(quote + 2, line.find('"', quote + 2) - quote - 2);
      EXPECT_TRUE(names.contains(name)) << name << " is in " << header.path().filename() << ", not in registry.cpp";
    }
  }
}

// "(0x00110ac0+(i)*8)" as an offset and a stride; a plain number has stride 0.
std::pair<u32, u32> place_of(const std::string& value) {
  const std::size_t number = value.find("0x"), index = value.find("(i)"), factor = value.find('*', index);
  if (number == std::string::npos) return {~0u, 0};
  const u32 offset = number_of(value.substr(number));
  return {offset, index == std::string::npos ? 0 : number_of(value.substr(value.find_first_not_of("* ", factor)))};
}

// The name and value of a line "#define NAME VALUE /* access */"; empty for other lines.
std::pair<std::string, std::string> definition_in(const std::string& line) {
  std::istringstream words(line.substr(0, line.find("/*")));
  std::string define, name, value;
  words >> define >> name;
  std::getline(words >> std::ws, value);
  return define == "#define" ? std::pair(name, value) : std::pair<std::string, std::string>();
}

TEST(NvidiaGoldenRegisters, EqualTheVendorsManuals) {
  const std::string manuals = amd::test::shared_folder() + "/data/nvidia/manuals/";
  if (!std::filesystem::exists(manuals)) GTEST_SKIP() << "no manuals at " << manuals;
  std::map<std::string, std::map<std::string, std::vector<std::string>>> values;  // manual -> name -> values
  for (const auto& file : std::filesystem::recursive_directory_iterator(manuals)) {
    const std::string chip = file.path().parent_path().filename();
    if (file.path().extension() == ".tsv")
      for (const std::string& line : lines_of(file.path()))
        if (const auto c = split(line, '\t'); c.size() > 1)
          values[chip + "/" + file.path().stem().string()][c[0]].push_back(c[1]);
    if (file.path().string().ends_with(".ref.txt")) {
      const std::string manual = file.path().stem().stem();
      for (const std::string& line : lines_of(file.path()))
        if (const auto [name, value] = definition_in(line); !value.empty())
          values[chip + "/" + manual][name].push_back(value);
    }
  }
  // Where the golden row's place minus the manual's is a base that the manual counts from.
  const std::set<u32> bases{0, 0x600, 0xb80000, 0x10f000, 0u - 0x110000, 0u - 0x840000};
  std::size_t compared = 0;
  for (const GoldenRow& row : manual_rows()) {
    auto& manual = values[row.source];
    const auto& found = manual.contains(row.vendor_name) ? manual[row.vendor_name] : manual[row.vendor_name + "(i)"];
    ASSERT_FALSE(found.empty()) << row.source << " has no " << row.vendor_name;
    const auto [offset, stride] = place_of(found.front());
    EXPECT_TRUE(bases.contains(row.location.offset - offset)) << row.vendor_name << " in " << row.source;
    if (row.name.find("#_") == std::string::npos) {
      EXPECT_EQ(stride, row.stride) << row.vendor_name;
    }
    for (const GoldenField& f : row.fields) {
      const auto bits = manual.find(row.vendor_name + "_" + f.name);
      if (bits == manual.end()) continue;  // told by another manual of the chip
      const std::string& found_bits = bits->second.front();
      if (found_bits.find('(') != std::string::npos) continue;  // a sum; the tool has evaluated it
      const std::string plain = fmt::format("{}:{}", f.high, f.low);
      EXPECT_EQ(found_bits.substr(0, plain.size()), plain) << row.vendor_name << '.' << f.name;
      ++compared;
    }
  }
  EXPECT_GT(compared, 250u);
}

}  // namespace
}  // namespace egpulab::regs::nvidia::test

// The declarations equal their golden rows, and the golden rows equal the vendor's tables where those are at hand:
// offsets in ../shared (or EGPULAB_SHARED), field masks in a kernel source tree (EGPULAB_LINUX_SOURCE).
#include "tests/regs/golden.hpp"

#include <cstdlib>
#include <filesystem>
#include <set>
#include <sstream>

namespace egpulab::regs::amd::test {
namespace {

bool is_about(const std::vector<TableOf>& tables, Ip ip) {
  return std::ranges::any_of(tables, [&](const TableOf& t) { return t.ip == ip; });
}

class GoldenTable : public ::testing::TestWithParam<std::string> {};

TEST_P(GoldenTable, IsEqualToTheDeclarationsOfItsGeneration) {
  std::map<std::string, GoldenRow> golden;
  for (GoldenRow& row : golden_rows(GetParam())) golden.emplace(row.name, row);
  const auto tables = tables_of(GetParam());
  for (const DeclaredRegister& declared : declared_registers()) {
    if (!is_about(tables, declared.location.ip)) continue;
    const auto row = golden.find(std::string(declared.info.name));
    // A revision's table is about what differs in it.
    if (tables[0].version.revision == 3 && tables[0].ip == Ip::gc && row == golden.end()) continue;
    if (!declared.exists(tables[0].version)) {
      EXPECT_EQ(row, golden.end()) << declared.info.name << " is declared absent, and the vendor's tables have it";
      continue;
    }
    ASSERT_NE(row, golden.end()) << declared.info.name
                                 << " has no golden row: run tools/regs/declare_generation.py and derive_goldens.py";
    EXPECT_EQ(as_golden_line(declared, tables[0].version), as_declared_line(row->second, declared));
  }
}

TEST_P(GoldenTable, HasNoRowWithoutADeclaration) {
  const auto rows = golden_rows(GetParam());
  EXPECT_FALSE(rows.empty());
  for (const GoldenRow& row : rows) EXPECT_NE(find_declared(row.name), nullptr) << row.text;
}

INSTANTIATE_TEST_SUITE_P(OfEveryBlockVersion, GoldenTable, ::testing::ValuesIn(golden_stems()),
                         [](const auto& table) { return table.param; });

TEST(GoldenRegisters, NoRegisterIsDeclaredTwice) {
  std::set<std::string_view> names;
  for (const DeclaredRegister& r : declared_registers())
    EXPECT_TRUE(names.insert(r.info.name).second) << r.info.name << " is declared twice";
  EXPECT_GT(names.size(), 900u);
}

TEST(GoldenRegisters, EqualTheVendorsOffsets) {
  const std::string vendor_folder = shared_folder() + "/data/amd/regs/";
  if (!std::filesystem::exists(vendor_folder)) GTEST_SKIP() << "no vendor tables at " << vendor_folder;
  std::size_t compared = 0;
  for (const std::string& stem : golden_stems()) {
    std::map<std::string, std::string> vendor;
    for (const std::string& line : lines_of(vendor_folder + stem + "_offset.tsv"))
      if (line.starts_with("reg")) vendor[line.substr(3, line.find('\t') - 3)] = line.substr(line.find('\t') + 1);
    if (vendor.empty()) continue;  // this table is not at hand
    for (const GoldenRow& row : golden_rows(stem)) {
      std::size_t listed = 0;  // some arrays have gaps in the vendor's tables
      for (const GoldenElement& element : elements(row))
        if (const auto own = vendor.find(element.name); own != vendor.end()) {
          EXPECT_EQ(own->second, fmt::format("{}\t{:#x}", row.segment, element.dword)) << element.name;
          ++listed;
        }
      EXPECT_GT(listed, 0u) << row.text;
      compared += listed;
    }
  }
  EXPECT_GT(compared, 3500u);
}

// Masks by register and field ("CP_HQD_ACTIVE__ACTIVE") from lines "#define CP_HQD_ACTIVE__ACTIVE_MASK 0x1L".
std::map<std::string, u64> masks_of(const std::string& path) {
  std::map<std::string, u64> masks;
  for (const std::string& line : lines_of(path)) {
    std::istringstream words(line);
    std::string define, name, value;
    if (words >> define >> name >> value && define == "#define" && name.ends_with("_MASK") && value.starts_with("0x"))
      masks[name.substr(0, name.size() - 5)] = std::stoull(value, nullptr, 16);
  }
  return masks;
}

TEST(GoldenRegisters, EqualTheVendorsFieldMasks) {
  const char* linux_source = std::getenv("EGPULAB_LINUX_SOURCE");
  if (!linux_source) GTEST_SKIP() << "EGPULAB_LINUX_SOURCE names no kernel source tree";
  std::size_t compared = 0;
  for (const std::string& stem : golden_stems()) {
    std::string ip_folder = stem.substr(0, stem.find('_'));
    if (ip_folder == "osssys") ip_folder = "oss";
    const auto masks =
        masks_of(fmt::format("{}/drivers/gpu/drm/amd/include/asic_reg/{}/{}_sh_mask.h", linux_source, ip_folder, stem));
    ASSERT_FALSE(masks.empty()) << stem;
    for (const GoldenRow& row : golden_rows(stem))
      for (const u32 first = elements(row).front().index; const GoldenElement& element : elements(row))
        for (const GoldenField& field : row.fields) {
          std::string name = field.name;
          if (const auto at = name.find('#'); at != name.npos) name.replace(at, 1, std::to_string(element.index));
          const auto mask = masks.find(element.name + "__" + name);
          if (mask == masks.end() && element.index != first) continue;  // a gap in the vendor's table
          ASSERT_NE(mask, masks.end()) << element.name << '.' << name;
          EXPECT_EQ(mask->second, ((u64{2} << (field.high - field.low)) - 1) << field.low)
              << element.name << '.' << name;
          ++compared;
        }
  }
  EXPECT_GT(compared, 10000u);
}

}  // namespace
}  // namespace egpulab::regs::amd::test

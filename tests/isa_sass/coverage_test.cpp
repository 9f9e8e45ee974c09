// No executed instruction without a test of what it computes: a word of it in semantics/*.tsv, or a line
// "name <tab> Suite.Test" in semantics/elsewhere.txt that says which test does (of this binary, and it must exist).
// Rows of one name that differ in opcode or version count apart in the tables, and as one there.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <sstream>

#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/level.hpp"
#include "tests/isa_sass/semantic_rows.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// Suites and tests with parameters are found by their own names.
bool test_exists(const std::string& name) {
  const std::string suite = name.substr(0, name.find('.')), test = name.substr(name.find('.') + 1);
  const testing::UnitTest& all = *testing::UnitTest::GetInstance();
  for (int s = 0; s < all.total_test_suite_count(); ++s)
    for (int n = 0; n < all.GetTestSuite(s)->total_test_count(); ++n) {
      const testing::TestInfo& info = *all.GetTestSuite(s)->GetTestInfo(n);
      const std::string in = info.test_suite_name(), is = info.name();
      if ((in == suite || in.ends_with("/" + suite)) && (is == test || is.starts_with(test + "/"))) return true;
    }
  return false;
}

TEST(Coverage, EveryExecutedInstructionHasASemanticTest) {
  std::set<const Row*> tested;
  for (const std::string& family : semantic_families())
    for (const SemanticRow& line : read_semantic_rows(family)) {
      const Row* row = decoder(Level::baseline, line.sm).find(line.word);
      ASSERT_NE(row, nullptr) << line.where() << ": " << line.text;
      tested.insert(row);
    }
  std::set<std::string> elsewhere;
  std::ifstream in(EGPULAB_SOURCE_DIR "/tests/isa_sass/semantics/elsewhere.txt");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::size_t tab = line.find('\t');
    elsewhere.insert(line.substr(0, tab));
    EXPECT_TRUE(test_exists(line.substr(tab + 1))) << line << ": there is no such test";
  }
  std::string missing;
  for (const std::span<const Row> family : tables(Level::baseline).families)
    for (const Row& row : family)
      if ((row.run || row.pick) && !tested.contains(&row) && !elsewhere.contains(row.name)) {
        std::ostringstream opcode;
        opcode << std::hex << row.opcode;
        missing += std::string("\n  ") + row.name + " (0x" + opcode.str() + ")";
      }
  EXPECT_EQ(missing, "") << "instructions that are executed but not tested";
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

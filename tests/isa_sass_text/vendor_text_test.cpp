// Our text against NVIDIA's disassembler's: for instructions of our own kernels, and, where the shared data is, for
// whole corpora, of which no line may differ.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <map>

#include "simulator/isa/sass/disassemble.hpp"
#include "tests/isa_sass_text/pairs.hpp"

namespace egpulab::simulator::isa::sass::test {
namespace {

struct Count {
  u64 right = 0, all = 0;
};

// Compares all pairs and says how many agree; the first few that do not fail the test by name.
void expect_agreement(const std::vector<Pair>& pairs, const std::string& corpus) {
  Count total;
  std::map<std::string, Count> by_mnemonic;
  u32 told = 0;
  for (const Pair& pair : pairs) {
    const std::string ours = disassemble(pair.word, pair.address, pair.sm).text;
    const bool right = without_spaces(ours) == without_spaces(pair.text);
    for (Count* count : {&total, &by_mnemonic[mnemonic(pair.text)]}) {
      ++count->all;
      count->right += right;
    }
    if (!right && ++told <= 20)
      ADD_FAILURE() << fmt::format("{}, {:#x}: 0x{:016x}{:016x}\n  vendor: {}\n  ours:   {}", corpus, pair.address,
                                   pair.word.high, pair.word.low, pair.text, ours);
  }
  fmt::print("{}: {} of {} lines, {} mnemonics\n", corpus, total.right, total.all, by_mnemonic.size());
  if (total.right == total.all) return;
  for (const auto& [name, count] : by_mnemonic)
    if (count.right != count.all) fmt::print("  {}: {} of {}\n", name, count.right, count.all);
}

TEST(VendorText, OfOurOwnKernelsIsReproduced) {
  const std::vector<Pair> pairs = read_pairs(EGPULAB_SOURCE_DIR "/tests/isa_sass_text/own_kernels.tsv", 0);

  EXPECT_GT(pairs.size(), 500u);
  expect_agreement(pairs, "own_kernels.tsv");
}

// Pairs that NVIDIA itself or other projects published.
TEST(VendorText, OfPublicListingsIsReproduced) {
  const std::vector<Pair> pairs = read_pairs(EGPULAB_SOURCE_DIR "/tests/isa_sass_text/public_listings.tsv", 0);

  EXPECT_GT(pairs.size(), 20u);
  expect_agreement(pairs, "public_listings.tsv");
}

struct Corpus {
  const char* file;
  SmVersion sm;
};
void PrintTo(const Corpus& c, std::ostream* out) { *out << c.file; }

class VendorCorpus : public testing::TestWithParam<Corpus> {};

TEST_P(VendorCorpus, IsReproducedLineByLine) {
  const char* given = std::getenv("EGPULAB_SHARED");
  const std::filesystem::path shared = given ? given : EGPULAB_SOURCE_DIR "/../shared";
  const std::filesystem::path path = shared / "data/nvidia/sass" / GetParam().file;
  if (!std::filesystem::exists(path)) GTEST_SKIP() << "without the shared data";

  const std::vector<Pair> pairs = read_pairs(path, GetParam().sm);

  EXPECT_GT(pairs.size(), 1000u);
  expect_agreement(pairs, GetParam().file);
}

INSTANTIATE_TEST_SUITE_P(All, VendorCorpus,
                         testing::Values(Corpus{"cuassembler_sm_80_pairs.tsv", 80},
                                         Corpus{"cuassembler_sm_86_pairs.tsv", 86},
                                         Corpus{"nvdisasm12.4_ptxas13.0_sm_86_pairs.tsv", 86},
                                         Corpus{"nvdisasm12.4_ptxas13.0_sm_89_pairs.tsv", 89},
                                         Corpus{"nvdisasm12.4_ptxas13.0_sm_90_pairs.tsv", 90}));

}  // namespace
}  // namespace egpulab::simulator::isa::sass::test

// The corpus of compiled kernels straight on the engine, against its CPU references, for every architecture.
#include <gtest/gtest.h>

#include <ostream>
#include <set>

#include "driver/nvidia/cubin.hpp"
#include "fixtures/cuda_corpus.hpp"
#include "fixtures/kernels.hpp"
#include "tools/crosscheck/corpus_run.hpp"

namespace egpulab::fixtures {

void PrintTo(const CorpusCase& test, std::ostream* out) { *out << test.name; }

}  // namespace egpulab::fixtures

namespace egpulab::tool {
namespace {

constexpr u32 architectures[] = {80, 86, 89, 90, 120};

class SassCorpus : public testing::TestWithParam<std::tuple<u32, fixtures::CorpusCase>> {};

TEST_P(SassCorpus, ComputesWhatTheReferenceDoesAtEveryHostLevel) {
  const auto& [sm, test] = GetParam();
  if (sm < test.first_sm) GTEST_SKIP() << "needs sm_" << test.first_sm;
  const fixtures::SuiteArguments inputs = test.entry.arguments(7);
  for (const simulator::isa::Level level : simulator::isa::available_levels()) {
    const auto side = make_simulated_side({.sm = sm, .level = level});

    const auto results = run_case(*side, test, inputs);

    ASSERT_TRUE(results) << results.error().message;
    const auto problem = wrong(test, inputs, *results);
    EXPECT_FALSE(problem) << simulator::isa::name(level) << ": " << *problem;
  }
}

TEST(SassCorpusList, NamesEveryKernelOfEveryFile) {
  std::set<std::string> known;
  for (const fixtures::CorpusCase& test : fixtures::cuda_corpus())
    known.insert(fmt::format("{} {}", test.entry.module, test.entry.kernel));
  std::set<std::string_view> unlaunched;
  for (const auto& [kernel, reason] : fixtures::cuda_corpus_unlaunched()) unlaunched.insert(kernel);

  for (const std::string_view file : fixtures::cubin_names(".sm_120.cubin")) {
    if (!file.starts_with("k")) continue;
    const auto cubin = driver::nvidia::Cubin::parse(file, fixtures::kernel(file).value()).value();
    for (const driver::nvidia::CubinKernel& k : cubin.kernels())
      EXPECT_TRUE(unlaunched.contains(k.name) ||
                  known.contains(fmt::format("{} {}", file.substr(0, file.find('.')), k.name)))
          << file << ": no case launches " << k.name;
  }
}

std::string case_name(const testing::TestParamInfo<std::tuple<u32, fixtures::CorpusCase>>& row) {
  return fmt::format("{}_sm{}", std::get<1>(row.param).name, std::get<0>(row.param));
}
INSTANTIATE_TEST_SUITE_P(All, SassCorpus,
                         testing::Combine(testing::ValuesIn(architectures),
                                          testing::ValuesIn(fixtures::cuda_corpus().begin(),
                                                            fixtures::cuda_corpus().end())),
                         case_name);

}  // namespace
}  // namespace egpulab::tool

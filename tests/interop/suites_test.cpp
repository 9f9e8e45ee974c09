// tinygrad's own suites on the simulated cards. What passes on its CPU device in the same environment passes on a card;
// exceptions.json names what does not, and why. A fixed sample by default; EGPULAB_INTEROP_FULL=1 runs every test.
#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gmock/gmock.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "tests/interop/cards.hpp"
#include "tests/interop/served_card.hpp"
#include "tests/interop/tinygrad.hpp"

namespace egpulab::interop {
namespace {

using ::testing::IsEmpty;

struct Suite {
  const char* name;
  const char* path;
  unsigned one_of;               // the default sample: about one test of so many
  unsigned one_of_on_nvidia;     // where nvcc compiles each kernel; 0: the suite is not run there
  const char* environment = "";  // what the suite is told
  const char* needs = "";        // Python packages beyond tinygrad's own tests' (shell words)
  bool judged_by_cpu = true;     // a test that fails on tinygrad's CPU device too is not the card's fault
  const char* only_target = "";  // the suite is written for ISAs that begin so
};

const std::array suites = {
    Suite{"test_ops", "test/backend/test_ops.py", 16, 64, "", "torch"},
    Suite{"test_dtype", "test/backend/test_dtype.py", 12, 32, "", "torch"},
    Suite{"test_dtype_alu", "test/backend/test_dtype_alu.py", 6, 12},
    Suite{"test_uops", "test/backend/test_uops.py", 2, 0},
    Suite{"test_jit", "test/backend/test_jit.py", 4, 6},
    Suite{"test_nn", "test/backend/test_nn.py", 5, 8, "RUN_SLOW=1", "torch"},
    Suite{"test_randomness", "test/backend/test_randomness.py", 5, 0, "", "torch"},
    Suite{"test_symbolic_ops", "test/backend/test_symbolic_ops.py", 5, 0},
    Suite{"test_transcendental", "test/backend/test_transcendental.py", 4, 6},
    Suite{"test_edgecases", "test/backend/test_edgecases.py", 2, 0, "", "torch"},
    // Instruction by instruction, each result compared with tinygrad's emulator's.
    Suite{"amd_hw", "test/amd/hw", 24, 0, "USE_HW=1", "", false, "gfx11"},
    // The same, translated: rdna4_translation.py.
    Suite{"amd_hw", "test/amd/hw", 24, 0, "USE_HW=1 EGPULAB_REMOTE_TRANSLATE=gfx1201", "", false, "gfx12"},
};

struct Case {
  Card card;
  Suite suite;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.card.target << ' ' << c.suite.name; }

std::vector<Case> cases() {
  std::vector<Case> all;
  for (const Card& card : amd_cards)
    for (const Suite& suite : suites)
      if (std::string_view(card.target).starts_with(suite.only_target)) all.push_back({card, suite});
  for (const Card& card : nvidia_cards)
    for (const Suite& suite : suites)
      if (suite.one_of_on_nvidia != 0) all.push_back({card, suite});
  return all;
}

// The suite's tests that are known to fail on the card; the file says why.
std::vector<std::string> exceptions(const Case& c) {
  std::ifstream file(EGPULAB_SOURCE_DIR "/tests/interop/exceptions.json");
  std::vector<std::string> out;
  for (const auto& row : nlohmann::json::parse(file))
    for (const auto& target : row.at("targets"))
      if (target.get<std::string>() == c.card.target)
        for (const std::string test : row.at("tests"))
          if (test.starts_with(c.suite.path)) out.push_back(test);
  return out;
}

bool full_run() {
  const char* value = std::getenv("EGPULAB_INTEROP_FULL");
  return value && *value && std::string_view(value) != "0";
}

class TinygradsSuite : public ::testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    std::string reason;
    tinygrad_ = find_tinygrad(GetParam().card.firmware_set, reason);
    if (!tinygrad_) GTEST_SKIP() << reason;
    for (const std::string package : {GetParam().suite.needs})
      if (!package.empty() && run_tinygrad(*tinygrad_, {}, "-c 'import " + package + "'").status != 0)
        GTEST_SKIP() << "Python has no package " << package << ", which the suite imports";
  }
  // Those of `failed` that pass on tinygrad's CPU device in this environment.
  std::vector<std::string> passing_on_the_cpu(const std::vector<std::string>& failed) const {
    if (failed.empty() || !GetParam().suite.judged_by_cpu) return failed;
    const PytestRun cpu = run_pytest(*tinygrad_, {}, GetParam().suite.path,
                                     {.one_of = 1, .only = failed, .except = {}, .environment = {}, .limit = limit()});
    const std::vector<std::string> excused = cpu.with("failed");
    std::vector<std::string> left;
    for (const std::string& test : failed)
      if (std::ranges::find(excused, test) == excused.end()) left.push_back(test);
    return left;
  }
  static std::chrono::seconds limit() { return std::chrono::seconds(full_run() ? 3000 : 240); }

  std::optional<Tinygrad> tinygrad_;
};

INSTANTIATE_TEST_SUITE_P(Suites, TinygradsSuite, ::testing::ValuesIn(cases()),
                         [](const auto& c) { return fmt::format("{}_{}", c.param.card.target, c.param.suite.name); });

TEST_P(TinygradsSuite, PassesAsOnItsCpuDevice) {
  const Suite& suite = GetParam().suite;
  const bool nvidia = GetParam().card.device == std::string_view(nvidia_device);
  const unsigned sampled = full_run() ? 1 : nvidia ? suite.one_of_on_nvidia : suite.one_of;
  ServedCard served(fmt::format("sim:{}", GetParam().card.profile));
  const PytestRun run = run_pytest(*tinygrad_, {served.port(), GetParam().card.device}, suite.path,
                                   {.one_of = sampled,
                                    .only = {},
                                    .except = exceptions(GetParam()),
                                    .environment = suite.environment,
                                    .limit = limit()});
  served.stop();

  EXPECT_TRUE(run.finished) << run.output;
  EXPECT_GT(run.with("passed").size(), 0u) << run.output;
  EXPECT_THAT(passing_on_the_cpu(run.with("failed")), IsEmpty()) << run.output;
  EXPECT_THAT(served.findings(), IsEmpty());
  fmt::print("{} {}: {} passed, {} failed, {} skipped\n", GetParam().card.target, suite.name, run.with("passed").size(),
             run.with("failed").size(), run.with("skipped").size());
}

// A row of the list that no longer holds must go.
class TinygradsExceptions : public TinygradsSuite {
  void SetUp() override {
    if (!full_run()) GTEST_SKIP() << "the full run checks it: EGPULAB_INTEROP_FULL=1";
    TinygradsSuite::SetUp();
  }
};

std::vector<Case> cases_with_exceptions() {
  std::vector<Case> all = cases();
  std::erase_if(all, [](const Case& c) { return exceptions(c).empty(); });
  return all;
}

INSTANTIATE_TEST_SUITE_P(Suites, TinygradsExceptions, ::testing::ValuesIn(cases_with_exceptions()),
                         [](const auto& c) { return fmt::format("{}_{}", c.param.card.target, c.param.suite.name); });

TEST_P(TinygradsExceptions, FailStill) {
  const std::vector<std::string> known = exceptions(GetParam());
  ServedCard served(fmt::format("sim:{}", GetParam().card.profile));
  const PytestRun run =
      run_pytest(*tinygrad_, {served.port(), GetParam().card.device}, GetParam().suite.path,
                 {.one_of = 1,
                  .only = known,
                  .except = {},
                  .environment = fmt::format("HCQDEV_WAIT_TIMEOUT_MS=3000 {}", GetParam().suite.environment),
                  .limit = limit()});
  EXPECT_TRUE(run.finished) << run.output;
  EXPECT_THAT(run.with("failed"), ::testing::UnorderedElementsAreArray(known));
}

}  // namespace
}  // namespace egpulab::interop

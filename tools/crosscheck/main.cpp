// crosscheck: instructions and kernels on a real NVIDIA card and on the simulator, compared bit for bit.
#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <fstream>
#include <iostream>
#include <sstream>

#include "tools/crosscheck/comparison.hpp"

namespace {

using namespace egpulab;
using simulator::isa::Level;

int fail(const std::string& why) {
  std::cerr << "crosscheck: " << why << "\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  CLI::App app(
      "Runs single instructions over edge-case operands, and compiled kernels, on an NVIDIA card and on the "
      "simulator, and compares the results bit for bit.");
  std::string against = "silicon", fixture, json;
  u32 sm = 86;
  tool::CrossCheckOptions options;
  app.add_option("--against", against,
                 "silicon: the machine's first NVIDIA card (libcuda.so.1); sim: the simulator at "
                 "another level of this processor and with short turns")
      ->check(CLI::IsMember({"silicon", "sim"}));
  app.add_option("--fixture", fixture, "compare with a file that --json wrote instead")->check(CLI::ExistingFile);
  app.add_option("--sm", sm, "architecture where no card decides it: 80, 86, 89, 90, 120")
      ->check(CLI::IsMember({80, 86, 89, 90, 120}));
  app.add_option("--only", options.only, "instructions and kernels whose names contain this");
  app.add_option("--seed", options.seed, "of random operands");
  app.add_option("--json", json, "write counts and digests of all results to this file");
  CLI11_PARSE(app, argc, argv);

  const std::vector<Level> levels = simulator::isa::available_levels();
  tool::CrossCheck check;
  if (!fixture.empty()) {
    std::ifstream in(fixture, std::ios::binary);
    std::stringstream text;
    text << in.rdbuf();
    const auto side = tool::make_simulated_side({.sm = sm, .level = levels.back()});
    auto result = tool::check_against_fixture(*side, text.str(), options);
    if (!result) return fail(fmt::format("{}: {}", fixture, result.error().message));
    check = *std::move(result);
  } else {
    std::unique_ptr<tool::Side> first;
    if (against == "silicon") {
      auto silicon = tool::make_silicon_side();
      if (!silicon) return fail(silicon.error().message);
      first = *std::move(silicon);
    } else {
      first = tool::make_simulated_side({.sm = sm, .level = levels.front(), .turn = 1000});
    }
    const auto second = tool::make_simulated_side({.sm = first->sm(), .level = levels.back()});
    check = tool::cross_check(*first, *second, options);
  }
  if (check.instructions.empty() && check.kernels.empty())
    return fail(fmt::format("no instruction and no kernel has \"{}\" in its name", options.only));
  std::cout << tool::table_of(check);
  if (!json.empty() && !(std::ofstream(json, std::ios::binary) << tool::json_of(check)))
    return fail(fmt::format("{} cannot be written", json));
  for (const auto* part : {&check.instructions, &check.kernels})
    for (const tool::Agreement& a : *part)
      if (!a.complete()) return 2;
  return 0;
}

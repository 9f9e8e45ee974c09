// `egpulab coverage`: what a simulated device has of all that its vendor defines: registers, packets, messages,
// commands.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>

#include "tools/egpulab/session.hpp"

namespace egpulab::tool {
namespace {

using simulator::CoverageRow;
using State = CoverageRow::State;

struct CoverageOptions {
  BusOptions bus;
  bool json = false, list = false;
};

void print_list(const std::vector<CoverageRow>& rows) {
  for (const CoverageRow& row : rows)
    fmt::print("{:<8} {:<6} {:#010x} {:<7} {} {}\n", row.kind, row.block, row.number, to_string(row.state),
               row.used.value_or(false) ? "*" : " ", row.name);
}

void print_json(const std::vector<CoverageRow>& rows) {
  nlohmann::json all = nlohmann::json::array();
  for (const CoverageRow& row : rows) {
    nlohmann::json& entry = all.emplace_back(nlohmann::json{{"kind", row.kind},
                                                            {"block", row.block},
                                                            {"name", row.name},
                                                            {"number", row.number},
                                                            {"state", to_string(row.state)}});
    if (row.used) entry["used"] = *row.used;
  }
  fmt::print("{}\n", all.dump(1));
}

// One line a kind and block.
void print_summary(const std::vector<CoverageRow>& rows) {
  struct Count {
    std::array<u64, 3> states{};
    u64 used = 0;
  };
  std::map<std::pair<std::string, std::string>, Count> counts;
  for (const CoverageRow& row : rows) {
    Count& count = counts[{std::string(row.kind), row.block}];
    ++count.states[static_cast<std::size_t>(row.state)];
    count.used += row.used.value_or(false);
  }
  fmt::print("{:<10}{:<8}{:>8}{:>8}{:>8}{:>8}\n", "", "block", "acts", "holds", "missing", "used");
  for (const auto& [key, count] : counts)
    fmt::print("{:<10}{:<8}{:>8}{:>8}{:>8}{:>8}\n", key.first, key.second, count.states[0], count.states[1],
               count.states[2], count.used);
  fmt::print(
      "acts: has its behaviour; holds: keeps a value or is answered without effect; missing: counted by name and\n"
      "reported as not modelled when it is met; used: met in this session. --list names them all.\n");
}

void cover(const Program& program, const CoverageOptions& options) {
  Session session(program, options.bus);
  if (!session.machine()) throw InvalidRequest(fmt::format("{}: only a sim: bus has coverage", options.bus.uri));
  const std::vector<CoverageRow> rows = session.machine()->coverage();
  if (options.json)
    print_json(rows);
  else if (options.list)
    print_list(rows);
  else
    print_summary(rows);
}

}  // namespace

void add_coverage(Program& program) {
  CLI::App* command = program.app.add_subcommand("coverage", "List what a simulated device models");
  auto options = std::make_shared<CoverageOptions>();
  options->bus.add_to(*command);
  command->add_flag("--json", options->json, "Every row as a JSON array");
  command->add_flag("--list", options->list, "Every row, not only their numbers");
  command->callback([&program, options] { cover(program, *options); });
}

}  // namespace egpulab::tool

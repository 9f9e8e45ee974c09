// `egpulab coverage`: which registers a simulated device models, and which of them act.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/egpulab/session.hpp"

namespace egpulab::tool {
namespace {

void cover(const Program& program, const BusOptions& bus, bool json) {
  Session session(program, bus);
  if (!session.machine()) throw InvalidRequest(fmt::format("{}: only a sim: bus has coverage", bus.uri));
  nlohmann::json rows = nlohmann::json::array();
  u64 acting = 0;
  for (const simulator::RegisterFile* file : session.machine()->register_files())
    for (const auto& r : file->declared()) {
      acting += r.acts;
      if (json)
        rows.push_back({{"address", r.address}, {"name", r.name}, {"acts", r.acts}});
      else
        fmt::print("{:#010x} {:<8} {}\n", r.address, r.acts ? "acts" : "storage", r.name);
    }
  if (json)
    fmt::print("{}\n", rows.dump(1));
  else
    fmt::print("{} registers act; every other access is counted by name and reported as not modelled\n", acting);
}

}  // namespace

void add_coverage(Program& program) {
  CLI::App* command = program.app.add_subcommand("coverage", "List what a simulated device models");
  auto bus = std::make_shared<BusOptions>();
  auto json = std::make_shared<bool>(false);
  bus->add_to(*command);
  command->add_flag("--json", *json, "As a JSON array");
  command->callback([&program, bus, json] { cover(program, *bus, *json); });
}

}  // namespace egpulab::tool

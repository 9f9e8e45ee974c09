// `egpulab devices`: what --bus accepts here.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "tools/egpulab/command.hpp"

namespace egpulab::tool {

void add_devices(Program& program) {
  CLI::App* command = program.app.add_subcommand("devices", "List the devices that --bus can open");
  auto json = std::make_shared<bool>(false);
  command->add_flag("--json", *json, "As a JSON array");
  command->callback([&program, json] {
    const std::vector<std::string> uris = program.backends.list();
    if (*json)
      fmt::print("{}\n", nlohmann::json(uris).dump());
    else
      for (const std::string& uri : uris) fmt::print("{}\n", uri);
  });
}

}  // namespace egpulab::tool

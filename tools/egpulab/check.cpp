// `egpulab check`: the main job on each device, as a table and as JSON.
#include "tools/check/check.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "driver/base/file.hpp"
#include "tools/egpulab/command.hpp"

namespace egpulab::tool {
namespace {

struct CheckOptions {
  std::vector<std::string> buses{"sim:rx7900xtx"};
  std::string trace_dir, json, firmware;
  bool strict = false, all_kernels = false;
};

std::string human(std::chrono::nanoseconds t) {
  const double ns = static_cast<double>(t.count());
  return ns < 1e6   ? fmt::format("{:.1f} us", ns / 1e3)
         : ns < 1e9 ? fmt::format("{:.2f} ms", ns / 1e6)
                    : fmt::format("{:.3f} s", ns / 1e9);
}

void print_phase(const check::PhaseResult& p) {
  const bool part = p.name.find(" > ") != std::string::npos;
  const std::string name = part ? "  " + p.name.substr(p.name.find(" > ") + 3) : p.name;
  fmt::print("{:<44} {:>9} {:>12} {:>12}  {}\n", name, p.accesses, human(p.virtual_time), human(p.wall),
             part   ? ""
             : p.ok ? "ok"
                    : "FAILED");
  if (!p.ok) fmt::print("    {}\n", p.problem);
  std::fflush(stdout);
}

// "sim:rx7900xtx?dock=native" -> "sim-rx7900xtx-dock-native.egt".
std::string file_name(const std::string& uri) {
  std::string name;
  for (const char c : uri) {
    const bool plain = std::isalnum(static_cast<unsigned char>(c)) || c == '.';
    if (plain || (!name.empty() && name.back() != '-')) name += plain ? c : '-';
  }
  return name + ".egt";
}

void run(Program& program, const CheckOptions& options) {
  std::vector<check::DeviceResult> results;
  for (const std::string& bus : options.buses) {
    check::CheckOptions c;
    c.workload.firmware = check::firmware_for(bus, options.firmware);
    c.workload.all_kernels = options.all_kernels;
    c.strict = options.strict;
    if (!options.trace_dir.empty()) {
      std::filesystem::create_directories(options.trace_dir);
      c.trace_file = std::filesystem::path(options.trace_dir) / file_name(bus);
    }
    c.progress = print_phase;
    fmt::print("{}\n{:<44} {:>9} {:>12} {:>12}  verdict\n", bus, "phase", "accesses", "virtual time", "wall time");
    results.push_back(check::check(program.backends, bus, c));
    const check::DeviceResult& r = results.back();
    if (r.trace_hash) fmt::print("trace hash {:#018x}", *r.trace_hash);
    if (r.state_hash) fmt::print(", state hash {:#018x}", *r.state_hash);
    fmt::print("\n{}: {}\n\n", bus, r.ok ? "all passed" : "FAILED");
    if (!r.ok) program.status = failed;
  }
  if (options.json.empty()) return;
  const std::string text = check::to_json(results).dump(1) + "\n";
  const auto written = write_file(options.json, std::as_bytes(std::span(text)));
  if (!written) throw InvalidRequest(written.error().message);
}

}  // namespace

void add_check(Program& program) {
  CLI::App* command = program.app.add_subcommand(
      "check", "Boot, copy, compute, end and re-open each device; record it and replay the recording both ways");
  auto options = std::make_shared<CheckOptions>();
  command->add_option("--bus", options->buses, "Device; may be given several times")->capture_default_str();
  command->add_option("--trace-dir", options->trace_dir, "Keep each device's recording in this directory");
  command->add_option("--json", options->json, "Write the results into this file");
  command->add_option("--firmware", options->firmware,
                      "Directory with amdgpu/ or nvidia/ firmware files (plain, .xz or .zst)");
  command->add_flag("--all-kernels", options->all_kernels, "The whole kernel suite, not its core list");
  command->add_flag("--strict", options->strict, strict_help);
  command->callback([&program, options] { run(program, *options); });
}

}  // namespace egpulab::tool

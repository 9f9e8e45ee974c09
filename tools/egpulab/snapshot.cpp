// `egpulab snapshot`: a simulated machine in a file, at a state worth starting from again and again.
#include <fmt/format.h>

#include "driver/compute/device.hpp"
#include "simulator/machine/sim_device.hpp"
#include "tools/check/workload.hpp"
#include "tools/egpulab/session.hpp"
#include "tools/egpulab/traces.hpp"
#include "traces/reissue.hpp"

namespace egpulab::tool {
namespace {

void print_state(simulator::Machine& machine) {
  fmt::print("virtual time {} ns, state hash {:#018x}\n", machine.timeline().now().count(), machine.state_hash());
}

struct SaveOptions {
  std::string file, trace;
  BusOptions bus;
  bool cold = false;
};

void save(const Program& program, const SaveOptions& options) {
  Session session(program, options.bus);
  const auto machine = session.machine();
  if (!machine) throw InvalidRequest(fmt::format("{}: only a sim: bus can be saved", options.bus.uri));
  if (!options.trace.empty()) {
    const traces::ReissueResult result = traces::reissue(open_trace(options.trace), session.device());
    if (!result.mismatches.empty()) throw Error(result.mismatches.front().text());
    if (!result.stopped.empty()) throw Error(result.stopped);
  } else if (!options.cold) {
    compute::Device device = compute::Device::open(
        session.device(), check::drivers(), {.firmware = check::firmware_for(options.bus.uri, options.bus.firmware)});
    device.close();
  }
  session.finish();
  session.close();
  machine->save(options.file);
  print_state(*machine);
  fmt::print("open it with --bus 'sim:?snapshot={}'\n", options.file);
}

void restore(const Program& program, const std::string& file, bool parts) {
  BusOptions bus;
  bus.uri = "sim:?snapshot=" + file;
  Session session(program, bus);
  fmt::print("{}: {} device(s), first is {}\n", file, session.machine()->device_count(),
             session.machine()->profile(0).id);
  print_state(*session.machine());
  if (!parts) return;
  for (const auto& [name, hash] : session.machine()->state_hashes()) fmt::print("  {:#018x} {}\n", hash, name);
}

}  // namespace

void add_snapshot(Program& program) {
  CLI::App* snapshot = program.app.add_subcommand("snapshot", "Keep a simulated machine's state in a file");
  snapshot->require_subcommand(1);

  CLI::App* save_command = snapshot->add_subcommand("save", "Boot the device, close it, and keep the machine");
  auto options = std::make_shared<SaveOptions>();
  save_command->add_option("file", options->file, "Snapshot file")->required();
  options->bus.add_to(*save_command);
  save_command->add_option("--trace", options->trace, "Do this session again instead of booting");
  save_command->add_flag("--cold", options->cold, "Do not boot: as after power-on");
  save_command->callback([&program, options] { save(program, *options); });

  CLI::App* restore_command = snapshot->add_subcommand("restore", "Check a snapshot and say what it holds");
  auto file = std::make_shared<std::string>();
  auto parts = std::make_shared<bool>(false);
  restore_command->add_option("file", *file, "Snapshot file")->required();
  restore_command->add_flag("--parts", *parts, "Also the state hash of each part");
  restore_command->callback([&program, file, parts] { restore(program, *file, *parts); });
}

}  // namespace egpulab::tool

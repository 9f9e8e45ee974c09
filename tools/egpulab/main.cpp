// The egpulab program: composes backends and commands, and turns errors into one line and an exit status.
#include <fmt/format.h>

#include "simulator/machine/sim_device.hpp"
#include "tools/egpulab/command.hpp"
#include "traces/replay.hpp"

int main(int argc, char** argv) {
  using namespace egpulab;
  tool::Program program;
  program.app.require_subcommand(1);
  program.app.set_version_flag("--version", "egpulab " EGPULAB_VERSION);
  simulator::register_sim_backend(program.backends);
  traces::register_trace_backend(program.backends);

  tool::add_check(program);
  tool::add_run(program);
  tool::add_devices(program);
  tool::add_serve(program);
  tool::add_replay(program);
  tool::add_trace(program);
  tool::add_snapshot(program);
  tool::add_coverage(program);
  tool::add_disasm(program);
  tool::add_verify_sass(program);

  try {
    program.app.parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    return program.app.exit(e) == 0 ? tool::ok : tool::usage;
  } catch (const InvalidRequest& e) {
    fmt::print(stderr, "egpulab: {}\n", e.what());
    return tool::usage;
  } catch (const std::exception& e) {
    fmt::print(stderr, "egpulab: {}\n", e.what());
    return tool::failed;
  }
  return program.status;
}

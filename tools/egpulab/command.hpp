// What the commands of the egpulab program share: the composed product, and how a command joins the program.
#pragma once

#include <CLI/CLI.hpp>
#include <string>

#include "driver/bus/backends.hpp"

namespace egpulab::tool {

// A command's exit status; main() prints what an exception says and returns `failed`.
enum Exit : int { ok = 0, failed = 1, usage = 2 };

struct Program {
  CLI::App app{"A GPU that is not there, and a driver harness for the ones that are", "egpulab"};
  bus::Backends backends;
  int status = ok;
};

// What --strict means to every command that has it.
inline constexpr const char* strict_help =
    "What the simulator does not model, and what kernels read before it is there by their scheduling bits, is an error";

void add_devices(Program& program);
void add_check(Program& program);
void add_run(Program& program);
void add_replay(Program& program);
void add_trace(Program& program);
void add_snapshot(Program& program);
void add_coverage(Program& program);
void add_disasm(Program& program);
void add_verify_sass(Program& program);
void add_serve(Program& program);

}  // namespace egpulab::tool

// A checkout of tinygrad as a client of a served card, where the machine has one.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>

namespace egpulab::interop {

struct Tinygrad {
  std::string python;
  std::filesystem::path checkout;
  std::filesystem::path firmware;  // the directory that holds amdgpu/
  std::shared_ptr<void> scratch;   // what was made for it is removed with it
};

// The checkout that EGPULAB_TINYGRAD names, or why there is none to run (`reason`).
std::optional<Tinygrad> find_tinygrad(std::string& reason);

struct Finished {
  int status;          // of the process; -1 when it did not start
  std::string output;  // standard output and error together
};

// Runs python with `arguments` (shell words) as a client of the server at 127.0.0.1:`port`.
Finished run_tinygrad(const Tinygrad& tinygrad, unsigned port, const std::string& arguments);

}  // namespace egpulab::interop

// Finding and running the client.
#include "tests/interop/tinygrad.hpp"

#include <fmt/format.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>

#include "fixtures/firmware.hpp"

namespace egpulab::interop {
namespace {

std::string environment(const char* name) {
  const char* value = std::getenv(name);
  return value ? value : "";
}

Finished run(const std::string& command) {
  FILE* pipe = ::popen((command + " 2>&1").c_str(), "r");
  if (!pipe) return {-1, "cannot start a shell"};
  Finished finished{-1, {}};
  std::array<char, 4096> some;
  while (const std::size_t n = std::fread(some.data(), 1, some.size(), pipe)) finished.output.append(some.data(), n);
  const int status = ::pclose(pipe);
  finished.status = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return finished;
}

}  // namespace

std::optional<Tinygrad> find_tinygrad(std::string& reason) {
  const std::string checkout = environment("EGPULAB_TINYGRAD");
  if (checkout.empty()) {
    reason = "EGPULAB_TINYGRAD names no checkout of tinygrad";
    return {};
  }
  const std::string python = environment("EGPULAB_PYTHON").empty() ? "/usr/bin/python3" : environment("EGPULAB_PYTHON");
  if (const Finished has = run(python + " -c 'import numpy, hypothesis'"); has.status != 0) {
    reason = fmt::format("{} lacks what tinygrad's tests import (python3-numpy, python3-hypothesis): {}", python,
                         has.output);
    return {};
  }
  std::filesystem::path firmware = environment("EGPULAB_FIRMWARE");
  std::shared_ptr<void> scratch;
  if (firmware.empty()) {
    firmware = std::filesystem::temp_directory_path() / fmt::format("egpulab-interop-{}", ::getpid());
    scratch = std::shared_ptr<void>(nullptr, [firmware](void*) {
      std::error_code ignored;
      std::filesystem::remove_all(firmware, ignored);
    });
    const auto written = fixtures::write_synthetic_firmware("gc_11_0_0", firmware / "amdgpu");
    if (!written) {
      reason = written.error().message;
      return {};
    }
  }
  return Tinygrad{python, checkout, firmware, scratch};
}

Finished run_tinygrad(const Tinygrad& tinygrad, unsigned port, const std::string& arguments) {
  return run(fmt::format("{} {}/tests/interop/tinygrad_remote.py --port {} --tinygrad '{}' --firmware '{}' -- {}",
                         tinygrad.python, EGPULAB_SOURCE_DIR, port, tinygrad.checkout.string(),
                         tinygrad.firmware.string(), arguments));
}

}  // namespace egpulab::interop

// Finding and running the client.
#include "tests/interop/tinygrad.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>

#include "driver/base/file.hpp"
#include "fixtures/firmware.hpp"
#include "fixtures/firmware_nvidia.hpp"

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

// A directory that goes with the last one who holds it.
struct Scratch {
  std::filesystem::path path;
  std::shared_ptr<void> held;
};

Scratch scratch_directory(std::string_view purpose) {
  static unsigned number = 0;
  Scratch scratch{
      std::filesystem::temp_directory_path() / fmt::format("egpulab-interop-{}-{}-{}", purpose, ::getpid(), number++),
      nullptr};
  std::filesystem::create_directories(scratch.path);
  scratch.held = std::shared_ptr<void>(nullptr, [path = scratch.path](void*) {
    std::error_code ignored;
    std::filesystem::remove_all(path, ignored);
  });
  return scratch;
}

}  // namespace

std::optional<Tinygrad> find_tinygrad(std::string_view firmware_set, std::string& reason) {
  const std::string checkout = environment("EGPULAB_TINYGRAD");
  if (checkout.empty()) {
    reason = "EGPULAB_TINYGRAD names no checkout of tinygrad";
    return {};
  }
  const std::string python = environment("EGPULAB_PYTHON").empty() ? "/usr/bin/python3" : environment("EGPULAB_PYTHON");
  if (const Finished has = run(python + " -c 'import numpy, hypothesis, pytest'"); has.status != 0) {
    reason = fmt::format("{} lacks what tinygrad's tests import (python3-numpy, -hypothesis, -pytest): {}", python,
                         has.output);
    return {};
  }
  if (const std::string firmware = environment("EGPULAB_FIRMWARE"); !firmware.empty())
    return Tinygrad{python, checkout, firmware, true, nullptr};
  const Scratch made = scratch_directory("firmware");
  if (firmware_set.starts_with("gc_")) {
    if (const auto written = fixtures::write_synthetic_firmware(firmware_set, made.path / "amdgpu"); !written) {
      reason = written.error().message;
      return {};
    }
  } else {
    const auto files = fixtures::synthetic_nvidia_firmware(firmware_set);
    if (!files) {
      reason = files.error().message;
      return {};
    }
    for (const auto& [name, content] : *files) {
      std::filesystem::create_directories((made.path / name).parent_path());
      if (const auto written = write_file(made.path / name, content); !written) {
        reason = written.error().message;
        return {};
      }
    }
  }
  return Tinygrad{python, checkout, made.path, false, made.held};
}

Finished run_tinygrad(const Tinygrad& tinygrad, Place place, const std::string& arguments, std::chrono::seconds limit) {
  const std::string where =
      place.port ? fmt::format("--dev {} --port {}", place.device, place.port) : std::string("--dev CPU");
  // AMD's synthetic and vendor files differ from the pinned ones by version; NVIDIA's are one version.
  const bool strict = tinygrad.vendor_firmware && std::string_view(place.device) == nvidia_device;
  return run(
      fmt::format("{} {}/tests/interop/tinygrad_remote.py {} --tinygrad '{}' --firmware '{}' {} --limit {} -- {}",
                  tinygrad.python, EGPULAB_SOURCE_DIR, where, tinygrad.checkout.string(), tinygrad.firmware.string(),
                  strict ? "--strict-fw" : "", limit.count(), arguments));
}

std::vector<std::string> PytestRun::with(std::string_view outcome) const {
  std::vector<std::string> tests;
  for (const TestResult& r : results)
    if (r.outcome == outcome) tests.push_back(r.test);
  return tests;
}

PytestRun run_pytest(const Tinygrad& tinygrad, Place place, const std::string& paths, const PytestOptions& options) {
  const Scratch scratch = scratch_directory("report");
  const auto report = scratch.path / "report.jsonl";
  // One process compiles: a pool of them costs each its start, and what one dies of is lost.
  std::string assignments = fmt::format("EGPULAB_REPORT_FILE='{}' EGPULAB_REPORT_SAMPLE={} PARALLEL=0 {}",
                                        report.string(), options.one_of, options.environment);
  const auto list = [&](const char* variable, const std::vector<std::string>& tests) {
    if (tests.empty()) return;
    std::ofstream(scratch.path / variable) << fmt::format("{}", fmt::join(tests, "\n"));
    assignments += fmt::format(" {}='{}'", variable, (scratch.path / variable).string());
  };
  list("EGPULAB_REPORT_ONLY", options.only);
  list("EGPULAB_REPORT_EXCEPT", options.except);
  Tinygrad with_environment = tinygrad;
  with_environment.python = assignments + " " + tinygrad.python;
  // The checkout's conftest.py wants a newer pytest than this need be, and its cache would be written into the
  // checkout.
  const Finished finished = run_tinygrad(
      with_environment, place, "-m pytest -q --tb=short --noconftest -p no:cacheprovider -p egpulab_report " + paths,
      options.limit);
  PytestRun out;
  out.output = finished.output.substr(finished.output.size() - std::min<std::size_t>(finished.output.size(), 4000));
  std::ifstream lines(report);
  for (std::string line; std::getline(lines, line);) {
    const auto row = nlohmann::json::parse(line, nullptr, false);
    if (row.is_discarded()) continue;  // the process died in the middle of a line
    if (row.contains("finished")) {
      out.finished = true;
      continue;
    }
    out.results.push_back({row.at("test"), row.at("outcome"), row.at("text")});
  }
  return out;
}

}  // namespace egpulab::interop

// A checkout of tinygrad as a client of a served card, where the machine has one.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace egpulab::interop {

struct Tinygrad {
  std::string python;
  std::filesystem::path checkout;
  std::filesystem::path firmware;  // the directory that holds amdgpu/ and nvidia/
  bool vendor_firmware = false;    // it is the vendor's: tinygrad insists on the hashes that it pins
  std::shared_ptr<void> scratch;   // what was made for it is removed with it
};

// The checkout that EGPULAB_TINYGRAD names, with EGPULAB_FIRMWARE's files or else a synthetic set (as in
// fixtures/firmware.hpp; of an NVIDIA family by its folder, "ga102"), or why there is none to run (`reason`).
std::optional<Tinygrad> find_tinygrad(std::string_view firmware_set, std::string& reason);

struct Finished {
  int status;          // of the process; -1 when it did not start
  std::string output;  // standard output and error together
};

inline constexpr const char *amd_device = "PCI+AMD:LLVM", *nvidia_device = "PCI+NV:CC";

// Where tinygrad computes: the served card at 127.0.0.1:port, or the CPU of this machine.
struct Place {
  unsigned port = 0;                // 0: the CPU
  const char* device = amd_device;  // as tinygrad's DEV names it
};

// Runs python with `arguments` (shell words); what takes longer than `limit` is ended with status 124.
Finished run_tinygrad(const Tinygrad& tinygrad, Place place, const std::string& arguments,
                      std::chrono::seconds limit = std::chrono::seconds(240));

// What pytest said of one test.
struct TestResult {
  std::string test;     // "test/backend/test_ops.py::TestOps::test_add"
  std::string outcome;  // "passed", "failed" or "skipped"
  std::string text;     // of the failure, or why it was skipped
};

struct PytestRun {
  std::vector<TestResult> results;
  bool finished = false;  // false: the process ended on the way; `output` has its last words
  std::string output;

  std::vector<std::string> with(std::string_view outcome) const;
};

struct PytestOptions {
  unsigned one_of = 1;              // a fixed sample: about one test of so many
  std::vector<std::string> only;    // these tests; empty: all
  std::vector<std::string> except;  // and not these
  std::string environment;          // shell assignments, as "USE_HW=1"
  std::chrono::seconds limit{240};
};

// Runs `paths` (files or folders below the checkout) under pytest.
PytestRun run_pytest(const Tinygrad& tinygrad, Place place, const std::string& paths, const PytestOptions& options);

}  // namespace egpulab::interop

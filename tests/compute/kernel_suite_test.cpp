// Every kernel of the suite, on the simulated card, against its CPU reference.
#include <gtest/gtest.h>

#include <ostream>

#include "tests/compute/session.hpp"

namespace egpulab::fixtures {

void PrintTo(const SuiteEntry& entry, std::ostream* out) { *out << entry.kernel; }

}  // namespace egpulab::fixtures

namespace egpulab::compute::test {
namespace {

// One card for all: a boot each would be most of the time. A kernel that faults gets the next a fresh one.
class KernelSuite : public testing::TestWithParam<fixtures::SuiteEntry> {
 protected:
  static void SetUpTestSuite() { boot(); }
  static void TearDownTestSuite() {
    device_.reset();
    pci_.reset();
  }
  static void boot() {
    TearDownTestSuite();
    pci_ = card();
    device_.emplace(open(*pci_));
  }
  void TearDown() override {
    if (HasFailure()) boot();
  }
  static std::unique_ptr<simulator::SimDevice> pci_;
  static std::optional<Device> device_;
};
std::unique_ptr<simulator::SimDevice> KernelSuite::pci_;
std::optional<Device> KernelSuite::device_;

TEST_P(KernelSuite, ComputesWhatTheReferenceDoes) {
  const fixtures::SuiteEntry& entry = GetParam();
  Queue queue = device_->make_queue();
  const Program program = device_->load(entry.module, code(entry.module));
  const std::optional<std::string> difference = run(*device_, queue, program, entry);
  EXPECT_FALSE(difference) << *difference;
}

INSTANTIATE_TEST_SUITE_P(Gfx1100, KernelSuite,
                         testing::ValuesIn(fixtures::kernel_suite().begin(), fixtures::kernel_suite().end()),
                         [](const auto& row) { return std::string(row.param.kernel); });

}  // namespace

}  // namespace egpulab::compute::test

// Every kernel of the suite, on a simulated card of each generation, against its CPU reference.
#include <gtest/gtest.h>

#include <ostream>

#include "tests/compute/session.hpp"

namespace egpulab::fixtures {

void PrintTo(const SuiteEntry& entry, std::ostream* out) { *out << entry.kernel; }

}  // namespace egpulab::fixtures

namespace egpulab::compute::test {
namespace {

// One card of a kind for all: a boot each would be most of the time. A kernel that faults gets the next a fresh one.
class KernelSuite : public testing::TestWithParam<std::tuple<Gpu, fixtures::SuiteEntry>> {
 protected:
  static void TearDownTestSuite() { close(); }
  static void close() {
    device_.reset();
    pci_.reset();
    booted_ = nullptr;
  }
  void SetUp() override {
    const char* profile = std::get<Gpu>(GetParam()).profile;
    if (booted_ && std::string_view(booted_) == profile) return;
    close();
    pci_ = card(std::get<Gpu>(GetParam()));
    device_.emplace(open(*pci_));
    booted_ = profile;
  }
  void TearDown() override {
    if (HasFailure()) close();
  }
  static const char* booted_;
  static std::unique_ptr<simulator::SimDevice> pci_;
  static std::optional<Device> device_;
};
const char* KernelSuite::booted_ = nullptr;
std::unique_ptr<simulator::SimDevice> KernelSuite::pci_;
std::optional<Device> KernelSuite::device_;

TEST_P(KernelSuite, ComputesWhatTheReferenceDoes) {
  const auto& [gpu, entry] = GetParam();
  Queue queue = device_->make_queue();
  const Program program = device_->load(entry.module, code(entry.module, gpu.target));
  const std::optional<std::string> difference = run(*device_, queue, program, entry);
  EXPECT_FALSE(difference) << *difference;
}

INSTANTIATE_TEST_SUITE_P(Cards, KernelSuite,
                         testing::Combine(testing::ValuesIn(generations),
                                          testing::ValuesIn(fixtures::kernel_suite().begin(),
                                                            fixtures::kernel_suite().end())),
                         [](const auto& row) {
                           return fmt::format("{}_{}", std::get<Gpu>(row.param).target,
                                              std::get<fixtures::SuiteEntry>(row.param).kernel);
                         });

}  // namespace

}  // namespace egpulab::compute::test

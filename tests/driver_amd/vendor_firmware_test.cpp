// Bring-up with the vendor's own firmware, where EGPULAB_FIRMWARE names a directory that has it.
#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::Contains;
using testing::HasSubstr;

class VendorFirmware : public OnBoth {
 protected:
  void SetUp() override {
    const char* directory = std::getenv("EGPULAB_FIRMWARE");
    if (!directory || !*directory) GTEST_SKIP() << "EGPULAB_FIRMWARE is not set";
    source_ = firmware::system_source(std::filesystem::path(directory));
  }
  std::unique_ptr<firmware::Source> source_;
};

TEST_P(VendorFirmware, BringsUpAFreshCard) {
  Card card(chip());
  const auto device = card.boot({.firmware = source_.get()});
  EXPECT_FALSE(device->boot().warm);
  // As real cards answered LOAD_TOC: a 7900 XTX, a 9070 XT.
  if (chip().profile == std::string_view(navi31.profile)) {
    EXPECT_EQ(device->boot().tmr_size, 0x1300000u);
  }
  if (chip().profile == std::string_view(navi48.profile)) {
    EXPECT_EQ(device->boot().tmr_size, 0u);
  }
  EXPECT_THAT(device->boot().firmware, Contains(HasSubstr(chip().sos_file())));
}

TEST_P(VendorFirmware, BringsUpACardThatTheSyntheticSetLeftRunning) {
  Card card(chip());
  card.boot().reset();
  card.reopen();
  const auto device = card.boot({.firmware = source_.get(), .always_reset = true});
  EXPECT_FALSE(device->boot().reset.empty());
  EXPECT_TRUE(device->shutdown().clean());
}

INSTANTIATE_TEST_SUITE_P(Cards, VendorFirmware, testing::Values(navi31, rx7800xt, rx7600, navi44, navi48), name_of);

}  // namespace
}  // namespace egpulab::driver::amd::test

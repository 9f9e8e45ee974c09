// Bring-up with the vendor's own firmware, where EGPULAB_FIRMWARE names a directory that has it.
#include <gmock/gmock.h>

#include <cstdlib>

#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::Contains;
using testing::HasSubstr;

class VendorFirmware : public testing::Test {
 protected:
  void SetUp() override {
    const char* directory = std::getenv("EGPULAB_FIRMWARE");
    if (!directory || !*directory) GTEST_SKIP() << "EGPULAB_FIRMWARE is not set";
    source_ = firmware::system_source(std::filesystem::path(directory));
  }
  std::unique_ptr<firmware::Source> source_;
};

TEST_F(VendorFirmware, BringsUpAFreshCard) {
  Card card;
  const auto device = card.boot({.firmware = source_.get()});
  EXPECT_FALSE(device->boot().warm);
  EXPECT_EQ(device->boot().tmr_size, 0x1300000u);  // as a real Navi31 reserved
  EXPECT_THAT(device->boot().firmware, Contains(HasSubstr("psp_13_0_0_sos.bin")));
}

TEST_F(VendorFirmware, BringsUpACardThatTheSyntheticSetLeftRunning) {
  Card card;
  card.boot().reset();
  card.reopen();
  const auto device = card.boot({.firmware = source_.get(), .always_reset = true});
  EXPECT_FALSE(device->boot().reset.empty());
  EXPECT_TRUE(device->shutdown().clean());
}

}  // namespace
}  // namespace egpulab::driver::amd::test

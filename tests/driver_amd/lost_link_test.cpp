// A link that drops during the boot, at any access: told as such, at the phase where it happened.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/bus/faulty_device.hpp"
#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

u64 accesses_of_a_boot() {
  static const u64 count = [] {
    Card card;
    bus::FaultyDevice device(card.pci(), {});
    Device booted(device, {.firmware = &synthetic_firmware()});
    return device.accesses();
  }();
  return count;
}

// Fifths of the boot.
class LostLink : public testing::TestWithParam<u32> {};

TEST_P(LostLink, DuringTheBootIsToldAsThatAndTheNextBootWorks) {
  Card card;
  bus::FaultyDevice device(card.pci(), {.drop_at = 2 + accesses_of_a_boot() * GetParam() / 5});
  try {
    Device booted(device, {.firmware = &synthetic_firmware()});
    FAIL() << "the boot went on without a card";
  } catch (const LinkLost& e) {
    EXPECT_THAT(e.what(), AllOf(HasSubstr("all-ones"), HasSubstr("phase")));
  }
  card.reopen();
  EXPECT_TRUE(card.boot()->shutdown().clean());
}

INSTANTIATE_TEST_SUITE_P(Boot, LostLink, testing::Values(0u, 1u, 2u, 3u, 4u));

}  // namespace
}  // namespace egpulab::driver::amd::test

// Bring-up of a simulated card from every state it may be found in.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::HasSubstr;

TEST(Boot, BringsUpAFreshCard) {
  Card card;
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::fresh);
  EXPECT_FALSE(device->boot().warm);
  EXPECT_TRUE(device->boot().reset.empty());
}

}  // namespace
}  // namespace egpulab::driver::amd::test

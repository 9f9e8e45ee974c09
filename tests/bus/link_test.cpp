// What a driver is told when its device goes away: the access, the register and the phase, never the consequence.
#include "driver/bus/link.hpp"

#include "driver/bus/faulty_device.hpp"
#include "tests/bus/memory_device.hpp"

using namespace egpulab;
using bus::FaultyDevice;
using bus::Link;
using bus::Phase;
using egpulab::testing::MemoryDevice;
using ::testing::HasSubstr;
using ::testing::StartsWith;

namespace {

// What `act` throws as an E, or why it did not.
template <class E, class Act>
std::string thrown(Act&& act) {
  try {
    act();
    return "nothing was thrown";
  } catch (const E& e) {
    return e.what();
  }
}

struct ALink : ::testing::Test {
  MemoryDevice device;
  Link link{device};
};

}  // namespace

TEST_F(ALink, PassesValuesAndCountsAccesses) {
  link.write32(5, 0x100, 0x1234);
  link.write64(5, 0x108, 0x1122334455667788);
  EXPECT_EQ(link.read32(5, 0x100), 0x1234u);
  EXPECT_EQ(link.read64(5, 0x108), 0x1122334455667788u);
  EXPECT_EQ(link.accesses(), 4u);
}

TEST_F(ALink, TakesAllOnesFromALivingDeviceAsAValue) {
  device.put_register(0x40, ~0u);
  EXPECT_EQ(link.read32(5, 0x40), ~0u);
  EXPECT_EQ(device.accesses, 2u);  // the second asked config space for the vendor
}

TEST_F(ALink, DoesNotAskConfigSpaceWhereAllOnesIsOrdinary) {
  device.put_register(0x40, ~0u);
  EXPECT_EQ(link.read32(5, 0x40, "SCRATCH", true), ~0u);
  EXPECT_EQ(device.accesses, 1u);
}

TEST_F(ALink, NamesThePhaseItIsIn) {
  EXPECT_EQ(link.phase(), "start-up");
  const Phase boot(link, "boot");
  {
    const Phase firmware(link, "firmware");
    EXPECT_EQ(link.phase(), "firmware");
  }
  EXPECT_EQ(link.phase(), "boot");
}

TEST(ALostLink, IsNamedByAccessRegisterAndPhase) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 3});
  Link link(device);
  const Phase phase(link, "PSP ring");
  link.write32(5, 0x100, 1);
  link.read32(5, 0x100);
  EXPECT_EQ(thrown<LinkLost>([&] { link.read32(5, 0x104, "C2PMSG_64"); }),
            "link lost at access 3, reading C2PMSG_64 (BAR5 offset 0x104), in phase PSP ring: registers and the vendor "
            "id in config space read all-ones (unplugged, powered off, or the tunnel dropped)");
}

TEST(ALostLink, IsSeenInA64BitRead) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 1});
  Link link(device);
  EXPECT_THAT(thrown<LinkLost>([&] { link.read64(5, 0x108); }),
              StartsWith("link lost at access 1, reading BAR5 offset 0x108, in phase start-up"));
}

TEST(ALostLink, IsSeenInABlock) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 1});
  Link link(device);
  std::vector<std::byte> block(64);
  EXPECT_THAT(thrown<LinkLost>([&] { link.read_block(0, 0x1000, block); }),
              HasSubstr("reading a block of 64 bytes (BAR0 offset 0x1000)"));
}

TEST(ALostLink, IsNotSuspectedInABlockOfOnesFromALivingDevice) {
  MemoryDevice device;
  Link link(device);
  link.write_block(0, 0x1000, std::vector<std::byte>(64, std::byte{0xff}));
  std::vector<std::byte> block(64);
  EXPECT_NO_THROW(link.read_block(0, 0x1000, block));
  EXPECT_EQ(block[63], std::byte{0xff});
}

TEST(ALostLink, IsSaidWhenAskedForBeforeAnythingIsRead) {
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 1});
  Link link(device);
  EXPECT_THAT(thrown<LinkLost>([&] { link.check_alive("opening the device"); }),
              StartsWith("link lost at access 0, while opening the device"));
}

TEST(ALinkThatComesBack, IsUsedAgain) {
  MemoryDevice inner;
  inner.put_register(0x100, 5);
  FaultyDevice device(inner, {.drop_at = 1, .back_at = 3});
  Link link(device);
  EXPECT_THROW(link.read32(5, 0x100), LinkLost);  // this access and the look at config space
  EXPECT_EQ(link.read32(5, 0x100), 5u);
}

// "sim:" URIs: what they open, and what they refuse.
#include <gtest/gtest.h>

#include "driver/bus/pci_config.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::simulator::tests {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;

std::unique_ptr<bus::PciDevice> open(std::string_view uri) {
  bus::Backends backends;
  register_sim_backend(backends);
  return backends.open(uri);
}

std::string refusal(std::string_view uri) {
  try {
    open(uri);
  } catch (const InvalidRequest& e) {
    return e.what();
  }
  return "opened";
}

TEST(SimUri, TheReferenceCardOpensAsItIsAfterPowerOn) {
  const auto device = open("sim:rx7900xtx");

  EXPECT_EQ(bus::pci::to_string(bus::pci::read_identity(*device)), "1002:744c rev c8, class 030000");
  EXPECT_EQ(device->bar(0).size, 32 * GiB) << "a native slot's firmware gives the BAR its full size";
  EXPECT_EQ(device->read32(5, 0x378c), 24560u) << "RCC_CONFIG_MEMSIZE, in MiB";
  EXPECT_TRUE(device->info().facts.contains("amd.ip_bases"));
}

TEST(SimUri, OptionsChooseDockAndBarSize) {
  const auto small = open("sim:rx7900xtx?bar0=256M");
  EXPECT_EQ(small->bar(0).size, 256 * MiB);
  const auto tunnelled = open("sim:rx7900xtx?dock=usb4-40g");
  EXPECT_EQ(tunnelled->bar(0).size, 256 * MiB) << "nobody resizes behind a tunnel unless asked";
  EXPECT_THAT(tunnelled->info().link.description, HasSubstr("USB4 40 Gb/s"));
  const auto full = open("sim:rx7900xtx?dock=usb4-40g&bar0=full&seed=0x10&strict=1");
  EXPECT_EQ(full->bar(0).size, 32 * GiB);
}

TEST(SimUri, EveryDockOpens) {
  for (const pcie::DockProfile& dock : pcie::docks())
    EXPECT_EQ(open(fmt::format("sim:rx7900xtx?dock={}", dock.name))->config_read(0, 4), 0x744c1002u) << dock.name;
}

TEST(SimUri, AnotherGpuOfTheMachineOpensByOrdinal) {
  EXPECT_EQ(open("sim:rx7900xtx?gpus=2&ordinal=1")->info().ordinal, 1u);
  EXPECT_THAT(refusal("sim:rx7900xtx?ordinal=1"), HasSubstr("the machine has 1"));
}

TEST(SimUri, TheBackendListsTheProfiles) {
  bus::Backends backends;
  register_sim_backend(backends);
  EXPECT_THAT(backends.list(), Contains("sim:rx7900xtx"));
}

TEST(SimUri, BadOptionsAreRefusedByNameWithWhatIsExpected) {
  EXPECT_THAT(refusal("sim:rx7900xtx?dok=native"), HasSubstr("\"dok\" is not known; known: dock, seed"));
  EXPECT_THAT(refusal("sim:rx7900xtx?dock=usb5"), HasSubstr("known: native, usb4-40g, usb4-80g, asm2464pd"));
  EXPECT_THAT(refusal("sim:rx7900xtx?seed=seven"), HasSubstr("found \"seven\""));
  EXPECT_THAT(refusal("sim:rx7900xtx?bar0=300M"), HasSubstr("expected a power of two"));
  EXPECT_THAT(refusal("sim:rx7900xtx?bar0=64G"), HasSubstr("the device offers"));
  EXPECT_THAT(refusal("sim:rx7900xtx?fault=link-loss"), HasSubstr("needs a place"));
  EXPECT_THAT(refusal("sim:rx7900xtx?fault=link-loss@0"), HasSubstr("expected link-loss@N"));
  EXPECT_THAT(refusal("sim:rx7900xtx?fault=no-interrupts@3"), HasSubstr("takes no @"));
  EXPECT_THAT(refusal("sim:voodoo2"), HasSubstr("voodoo2"));
  EXPECT_THAT(refusal("sim:"), HasSubstr("expected a device"));
  EXPECT_THAT(refusal("sim:rx7900xtx?snapshot=/nonexistent"), HasSubstr("cannot be opened"));
}

}  // namespace
}  // namespace egpulab::simulator::tests

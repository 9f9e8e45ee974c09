// Config space as drivers need it: identity, capability lists whatever their state, and resizable BARs.
#include "driver/bus/pci_config.hpp"

#include "driver/bus/faulty_device.hpp"
#include "tests/bus/memory_device.hpp"

using namespace egpulab;
namespace pci = egpulab::bus::pci;
using egpulab::testing::MemoryDevice;
using pci::Capability;
using pci::ExtendedCapability;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

namespace {

// A function with a power management capability at 0x48 followed by PCI Express at 0x64, and AER at 0x100 followed by
// resizable BARs at 0x200.
struct AFunction : ::testing::Test {
  MemoryDevice device;

  AFunction() {
    device.put_config(pci::status, 2, 0x0010);
    device.put_config(pci::capabilities_pointer, 1, 0x48);
    device.put_config(0x48, 2, 0x6401);
    device.put_config(0x64, 2, 0x0010);
    device.put_config(0x100, 4, 0x2000'0001 | 2 << 16);
    // One resizable BAR: BAR0 with 256 MiB of 256 MiB, 512 MiB or 32 GiB.
    device.put_config(0x200, 4, 0x0001'0015);
    device.put_config(0x204, 4, (1u << 8 | 1u << 9 | 1u << 15) << 4);
    device.put_config(0x208, 4, 8 << 8 | 1 << 5 | 0);
  }
};

}  // namespace

TEST_F(AFunction, TellsWhatItIs) {
  device.put_config(pci::revision_id, 4, 0x0300'00c8);
  device.put_config(pci::subsystem_vendor_id, 4, 0x0e3b'1da2);
  const pci::Identity id = pci::read_identity(device);
  EXPECT_EQ(id.vendor, 0x1002);
  EXPECT_EQ(id.subsystem, 0x0e3b);
  EXPECT_EQ(pci::to_string(id), "1002:744c rev c8, class 030000");
}

TEST_F(AFunction, HasItsCapabilitiesFound) {
  EXPECT_EQ(pci::find_capability(device, Capability::power_management), 0x48);
  EXPECT_EQ(pci::find_capability(device, Capability::express), 0x64);
  EXPECT_EQ(pci::find_capability(device, Capability::msi), std::nullopt);
  EXPECT_EQ(pci::find_extended_capability(device, ExtendedCapability::resizable_bar), 0x200);
  EXPECT_EQ(pci::find_extended_capability(device, ExtendedCapability::serial_number), std::nullopt);
}

TEST_F(AFunction, WithoutAListHasNone) {
  device.put_config(pci::status, 2, 0);
  EXPECT_EQ(pci::find_capability(device, Capability::power_management), std::nullopt);
}

TEST_F(AFunction, WithAListThatLoopsIsWalkedToAnEnd) {
  device.put_config(0x64, 2, 0x4810);  // back to the first
  EXPECT_EQ(pci::find_capability(device, Capability::msi), std::nullopt);
  device.put_config(0x200, 4, 0x2001'0015);  // itself
  EXPECT_EQ(pci::find_extended_capability(device, ExtendedCapability::serial_number), std::nullopt);
}

TEST_F(AFunction, WithAListIntoTheHeaderEndsThere) {
  device.put_config(0x48, 2, 0x0801);  // next at 0x08: not a place for a capability
  EXPECT_EQ(pci::find_capability(device, Capability::express), std::nullopt);
  device.put_config(0x100, 4, 0x0400'0001 | 1 << 16);
  EXPECT_EQ(pci::find_extended_capability(device, ExtendedCapability::resizable_bar), std::nullopt);
}

TEST_F(AFunction, WithoutExtendedSpaceHasNoneOfIts) {
  device.put_config(0x100, 4, 0);
  EXPECT_EQ(pci::find_extended_capability(device, ExtendedCapability::resizable_bar), std::nullopt);
}

TEST_F(AFunction, ThatIsGoneIsWalkedToAnEnd) {
  bus::FaultyDevice gone(device, {.drop_at = 1});
  EXPECT_EQ(pci::find_capability(gone, Capability::msi), std::nullopt);
  EXPECT_EQ(pci::find_extended_capability(gone, ExtendedCapability::resizable_bar), std::nullopt);
  EXPECT_LT(gone.accesses(), 20u);
}

TEST_F(AFunction, GetsMemoryDecodingAndMasteringOnce) {
  device.put_config(pci::command, 2, pci::command_interrupt_disable);
  pci::enable_memory_and_bus_master(device);
  EXPECT_EQ(device.config_read(pci::command, 2), 0x0406u);
  const u64 before = device.accesses;
  pci::enable_memory_and_bus_master(device);
  EXPECT_EQ(device.accesses, before + 1);  // a look, no write
  pci::disable_bus_master(device);
  EXPECT_EQ(device.config_read(pci::command, 2), 0x0402u);
}

TEST_F(AFunction, ListsTheSizesOfItsBars) {
  const auto bars = pci::resizable_bars(device);
  ASSERT_THAT(bars, SizeIs(1));
  EXPECT_EQ(bars[0].bar, 0);
  EXPECT_EQ(bars[0].size, 256 * MiB);
  EXPECT_EQ(bars[0].control, 0x208);
  EXPECT_THAT(bars[0].sizes, ElementsAre(256 * MiB, 512 * MiB, 32 * GiB));
}

TEST_F(AFunction, IsResizedToASizeThatItHas) {
  pci::write_bar_size(device, pci::resizable_bars(device)[0], 32 * GiB);
  EXPECT_EQ(device.config_read(0x208, 4), u32{15 << 8 | 1 << 5});
  EXPECT_EQ(pci::resizable_bars(device)[0].size, 32 * GiB);
}

TEST_F(AFunction, IsNotResizedToASizeThatItLacks) {
  const pci::ResizableBar bar = pci::resizable_bars(device)[0];
  try {
    pci::write_bar_size(device, bar, GiB);
    ADD_FAILURE() << "accepted";
  } catch (const LimitExceeded& e) {
    EXPECT_STREQ(e.what(), "BAR0 cannot have 1024 MiB; the device supports 256 to 32768 MiB");
  }
  EXPECT_EQ(pci::resizable_bars(device)[0].size, 256 * MiB);
}

TEST_F(AFunction, WithAnImpossibleNumberOfBarsListsSixAtMost) {
  device.put_config(0x208, 4, 8 << 8 | 7 << 5);
  EXPECT_THAT(pci::resizable_bars(device), SizeIs(6));
}

TEST_F(AFunction, WithoutTheCapabilityHasNoResizableBars) {
  device.put_config(0x100, 4, 0x0001'0001);
  EXPECT_THAT(pci::resizable_bars(device), IsEmpty());
}

TEST(HeaderRegisters, AreNamedByAnyOffsetInsideThem) {
  EXPECT_EQ(pci::header_register_name(0x00), "VENDOR_ID");
  EXPECT_EQ(pci::header_register_name(0x13), "BASE_ADDR_0");
  EXPECT_EQ(pci::header_register_name(0x3f), "MAX_LATENCY");
  EXPECT_EQ(pci::header_register_name(0x40), "");
}

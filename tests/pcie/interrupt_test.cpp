// Messages from a function to the interrupt controller, with every switch on the way.
#include "tests/pcie/fabric_fixture.hpp"

namespace egpulab::simulator::pcie::tests {
namespace {

using namespace config;

// A card with eight maskable MSI vectors, or MSI-X; the reference card has one of neither.
struct Interrupts : FabricFixture {
  static PciProfile pci(u16 msix_vectors) {
    PciProfile p = load_device_profile("rx7900xtx")->pci;
    p.msi_vectors = 8;
    p.msi_masking = true;
    p.msix_vectors = msix_vectors;
    if (msix_vectors) p.capabilities.insert(p.capabilities.begin() + 4, {"msix", 0xc0, 0x11, 0, 12});
    return p;
  }
  explicit Interrupts(u16 msix_vectors = 0)
      : function(pci(msix_vectors), 0, 3, HostSide{timeline, report, memory, interrupts, faults}, fabric) {
    function.config_write(command, 2, command_memory | command_bus_master);
  }
  void enable_msi(u32 log2_vectors) {
    function.config_write(0xa4, 4, low32(InterruptController::address_for(3)));
    function.config_write(0xac, 2, InterruptController::data_for(0));
    function.config_write(0xa2, 2, msi_enable | log2_vectors << 4);
  }
  EndpointFunction function;
};

TEST_F(Interrupts, NothingArrivesBeforeMsiIsEnabled) {
  function.interrupt(0);
  EXPECT_FALSE(interrupts.any(3));
}

TEST_F(Interrupts, AVectorArrivesAsItselfWhenAllAreGranted) {
  enable_msi(3);
  function.interrupt(5);
  EXPECT_EQ(interrupts.take(3), std::optional<u32>(5));
  EXPECT_EQ(interrupts.take(3), std::nullopt);
}

TEST_F(Interrupts, WithFewerGrantedVectorsShare) {
  enable_msi(1);
  function.interrupt(5);
  EXPECT_EQ(interrupts.take(3), std::optional<u32>(1));
}

TEST_F(Interrupts, AVectorThatIsPendingAtTheHostIsNotQueuedTwice) {
  enable_msi(3);
  function.interrupt(5);
  function.interrupt(5);
  interrupts.take(3);
  EXPECT_FALSE(interrupts.any(3));
}

TEST_F(Interrupts, AMaskedVectorIsSentWhenItIsUnmasked) {
  enable_msi(3);
  function.config_write(0xb0, 4, 1u << 2);
  function.interrupt(2);
  EXPECT_FALSE(interrupts.any(3));
  EXPECT_EQ(function.config_read(0xb4, 4), 1u << 2);

  function.config_write(0xb0, 4, 0);

  EXPECT_EQ(interrupts.take(3), std::optional<u32>(2));
  EXPECT_EQ(function.config_read(0xb4, 4), 0u);
}

TEST_F(Interrupts, WithoutBusMasteringNoMessageLeaves) {
  enable_msi(3);
  function.config_write(command, 2, command_memory);
  function.interrupt(0);
  EXPECT_FALSE(interrupts.any(3));
}

TEST_F(Interrupts, AMessageMayBePointedAtMemory) {
  const u64 at = memory.find(memory.allocate(4096, true, "mailbox"))->segments[0].bus_address;
  function.config_write(0xa4, 4, low32(at));
  function.config_write(0xa8, 4, high32(at));
  function.config_write(0xac, 2, 0x7000);
  function.config_write(0xa2, 2, msi_enable);

  function.interrupt(0);

  EXPECT_EQ(memory.memory().load<u32>(*memory.translate(at, 4)), 0x7000u);
}

struct MsixInterrupts : Interrupts {
  MsixInterrupts() : Interrupts(4) {
    for (u32 v = 0; v < 4; ++v) {
      const u64 entry = table + 16 * v;
      function.target(5).write32(5, entry, low32(InterruptController::address_for(3)));
      function.target(5).write32(5, entry + 8, InterruptController::data_for(10 + v));
      function.target(5).write32(5, entry + 12, 0);
    }
    function.config_write(0xc2, 2, msix_enable);
  }
  static constexpr u64 table = 1 * MiB - 64 * KiB;
};

TEST_F(MsixInterrupts, EachVectorHasItsOwnMessage) {
  EXPECT_EQ(function.config_read(0xc2, 2) & 0x7ff, 3u);
  EXPECT_EQ(function.config_read(0xc4, 4), (table | 5u));
  function.interrupt(2);
  EXPECT_EQ(interrupts.take(3), std::optional<u32>(12));
}

TEST_F(MsixInterrupts, AMaskedVectorIsPendingUntilItsMaskIsCleared) {
  function.target(5).write32(5, table + 16 + 12, 1);
  function.interrupt(1);
  EXPECT_FALSE(interrupts.any(3));
  EXPECT_EQ(function.target(5).read32(5, table + 64) & 2, 2u);

  function.target(5).write32(5, table + 16 + 12, 0);

  EXPECT_EQ(interrupts.take(3), std::optional<u32>(11));
  EXPECT_EQ(function.target(5).read32(5, table + 64) & 2, 0u);
}

TEST_F(MsixInterrupts, TheFunctionMaskHoldsAllBack) {
  function.config_write(0xc2, 2, msix_enable | msix_function_mask);
  function.interrupt(0);
  EXPECT_FALSE(interrupts.any(3));
  function.config_write(0xc2, 2, msix_enable);
  EXPECT_EQ(interrupts.take(3), std::optional<u32>(10));
}

TEST_F(MsixInterrupts, AVectorBeyondTheTableIsIgnored) {
  function.interrupt(4);
  EXPECT_FALSE(interrupts.any(3));
}

}  // namespace
}  // namespace egpulab::simulator::pcie::tests

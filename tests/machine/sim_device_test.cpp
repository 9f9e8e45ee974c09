// The sim: backend as a driver meets it.
#include "simulator/machine/sim_device.hpp"

#include <gtest/gtest.h>

#include "driver/bus/pci_config.hpp"
#include "tests/machine/scratch_endpoint.hpp"

namespace egpulab::simulator::tests {
namespace {

using namespace std::chrono_literals;
using bus::ResetKind;
using Scratch = ScratchEndpoint;
using ::testing::HasSubstr;
using ::testing::Throws;
using ::testing::ThrowsMessage;

struct SimDeviceTest : testing::Test {
  explicit SimDeviceTest(MachineOptions options = scratch_options())
      : machine(scratch_machine(std::move(options))), device(open_on(machine)) {
    bus::pci::enable_memory_and_bus_master(*device);
  }
  u32 run(u32 go, u64 address = 0) {
    device->write32(5, Scratch::dma_address, low32(address));
    device->write32(5, Scratch::dma_address_high, high32(address));
    device->write32(5, Scratch::dma_go, go);
    device->clock().sleep_for(2 * Scratch::work_time);
    return device->read32(5, Scratch::dma_result);
  }
  std::shared_ptr<Machine> machine;
  std::unique_ptr<SimDevice> device;
};

TEST_F(SimDeviceTest, ConfigSpaceIsTheCards) {
  EXPECT_EQ(bus::pci::to_string(bus::pci::read_identity(*device)), "1002:744c rev c8, class 030000");
}

TEST_F(SimDeviceTest, ARegisterKeepsWhatWasWritten) {
  device->write32(5, Scratch::scratch, 0xdeadbeef);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 0xdeadbeefu);
}

TEST_F(SimDeviceTest, EachAccessCostsWhatTheDockSays) {
  const Nanoseconds start = device->clock().now();
  device->write32(5, Scratch::scratch, 1);
  EXPECT_EQ(device->clock().now() - start, machine->dock().posted_write);
  device->read32(5, Scratch::scratch);
  EXPECT_EQ(device->clock().now() - start, machine->dock().posted_write + machine->dock().register_read);
}

TEST_F(SimDeviceTest, ABlockCostsItsBytesOverTheLinksRate) {
  const std::vector<std::byte> data(20'000'000, std::byte{1});
  const Nanoseconds start = device->clock().now();
  device->write_block(0, 0, data);
  EXPECT_EQ(device->clock().now() - start, machine->dock().posted_write + 1ms) << "20 MB at 20 GB/s";
}

TEST_F(SimDeviceTest, AccessesBeyondTheBarAreRefusedBeforeAnythingIsSent) {
  EXPECT_THROW(device->read32(5, 1 * MiB), LimitExceeded);
  EXPECT_THROW(device->read32(5, 2), LimitExceeded);
  EXPECT_THROW(device->read32(1, 0), LimitExceeded);
  EXPECT_THROW(device->read32(6, 0), LimitExceeded);
  std::vector<std::byte> data(8);
  EXPECT_THROW(device->read_block(5, 1 * MiB - 4, data), LimitExceeded);
}

TEST_F(SimDeviceTest, WithMemoryDecodingOffTheBarReadsAllOnesAndWritesVanish) {
  device->config_write(4, 2, 0);
  device->write32(5, Scratch::scratch, 5);
  EXPECT_EQ(device->read32(5, Scratch::scratch), ~0u);

  device->config_write(4, 2, 2);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 0u);
}

TEST_F(SimDeviceTest, InD3hotTheBarReadsAllOnesAndConfigSpaceAnswers) {
  const u16 pm = *bus::pci::find_capability(*device, bus::pci::Capability::power_management);
  device->write32(5, Scratch::scratch, 7);
  device->config_write(static_cast<u16>(pm + 4), 2, 3);
  EXPECT_EQ(device->read32(5, Scratch::scratch), ~0u);
  EXPECT_EQ(device->config_read(0, 2), 0x1002u);

  device->config_write(static_cast<u16>(pm + 4), 2, 0);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 7u) << "no soft reset: the state survives";
}

TEST_F(SimDeviceTest, TheDeviceReadsAndWritesDmaMemory) {
  const auto buffer = device->allocate_dma({.size = 4096, .contiguous = true, .label = "test"});
  buffer->store<u32>(16, 0x1234);

  EXPECT_EQ(run(Scratch::go_read, buffer->segments()[0].bus_address + 16), 0x1234u);
  run(Scratch::go_write, buffer->segments()[0].bus_address + 32);
  EXPECT_EQ(buffer->load<u32>(32), 0x1234u);
}

TEST_F(SimDeviceTest, ABufferIsReadAndWrittenAcrossItsSegments) {
  const auto buffer = device->allocate_dma({.size = 32 * MiB, .contiguous = false, .label = "scattered"});
  ASSERT_GT(buffer->segments().size(), 4u);
  std::vector<std::byte> data(4 * MiB), back(4 * MiB);
  for (std::size_t i = 0; i < data.size(); ++i) data[i] = static_cast<std::byte>(i * 7 + i / 4096);

  buffer->write(3 * MiB + 5, data);
  buffer->read(3 * MiB + 5, back);

  EXPECT_EQ(back, data);
}

TEST_F(SimDeviceTest, DmaWithoutBusMasteringIsRefusedAndCounted) {
  const auto buffer = device->allocate_dma({.size = 4096, .contiguous = true, .label = "test"});
  bus::pci::disable_bus_master(*device);

  EXPECT_EQ(run(Scratch::go_read, buffer->segments()[0].bus_address), ~0u);
  EXPECT_EQ(machine->report().count(Finding::fault), 1u);
}

TEST_F(SimDeviceTest, DmaBehindTheEndOfABufferIsRefusedByTheIommu) {
  const auto buffer = device->allocate_dma({.size = 4096, .contiguous = true, .label = "test"});

  EXPECT_EQ(run(Scratch::go_read, buffer->segments()[0].bus_address + 4096), ~0u);

  ASSERT_EQ(machine->report().entries().size(), 1u);
  EXPECT_THAT(machine->report().entries()[0].what, HasSubstr("not mapped"));
  EXPECT_EQ(device->config_read(6, 2) & 1 << 13, 1 << 13) << "received master abort";
}

TEST_F(SimDeviceTest, AFreedBufferIsUnreachable) {
  auto buffer = device->allocate_dma({.size = 4096, .contiguous = true, .label = "test"});
  const u64 address = buffer->segments()[0].bus_address;
  buffer.reset();

  EXPECT_EQ(run(Scratch::go_read, address), ~0u);
  EXPECT_EQ(machine->host_memory().live_bytes(), 0u);
}

TEST_F(SimDeviceTest, ClosingUnmapsWhatTheProcessLeftAndTheNextDriverFindsTheDeviceAsItWas) {
  auto buffer = device->allocate_dma({.size = 4096, .contiguous = true, .label = "test"});
  device->write32(5, Scratch::scratch, 0x77);
  device.reset();

  EXPECT_EQ(machine->host_memory().live_bytes(), 0u);
  EXPECT_THROW(buffer->load<u32>(0), InvalidRequest);
  device = open_on(machine);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 0x77u);
}

TEST_F(SimDeviceTest, ADeviceHasOneDriverAtATime) {
  EXPECT_THAT([&] { open_on(machine, 0, "sim:x"); }, ThrowsMessage<InvalidRequest>(HasSubstr("is open already")));
  EXPECT_THROW(open_on(machine, 1), InvalidRequest);
}

TEST_F(SimDeviceTest, AnInterruptArrivesWhenTheDeviceRaisesIt) {
  ASSERT_EQ(device->enable_interrupts(4), 1u) << "the card has one vector";
  device->write32(5, Scratch::dma_go, Scratch::go_interrupt);

  EXPECT_EQ(device->wait_interrupt(1s), std::optional<u32>(0));
  EXPECT_LT(device->clock().now(), 1s);
}

TEST_F(SimDeviceTest, WaitingForAnInterruptThatNeverComesTakesTheWholeLimit) {
  device->enable_interrupts(1);
  const Nanoseconds start = device->clock().now();
  EXPECT_EQ(device->wait_interrupt(1s), std::nullopt);
  EXPECT_EQ(device->clock().now() - start, 1s);
}

TEST_F(SimDeviceTest, WithoutBusMasteringMessagesDoNotArrive) {
  device->enable_interrupts(1);
  device->config_write(4, 2, 2);
  device->write32(5, Scratch::dma_go, Scratch::go_interrupt);
  EXPECT_EQ(device->wait_interrupt(1ms), std::nullopt);
}

TEST_F(SimDeviceTest, AFunctionWithoutFlrRefusesTheFunctionReset) {
  EXPECT_THAT([&] { device->reset(ResetKind::function); },
              ThrowsMessage<LimitExceeded>(HasSubstr("no function-level reset")));
}

TEST_F(SimDeviceTest, ABusResetStartsTheFunctionOverAndRestoresItsConfiguration) {
  device->write32(5, Scratch::scratch, 1);
  device->write32(0, 0, 0xabcd);

  device->reset(ResetKind::bus);

  EXPECT_EQ(device->read32(5, Scratch::scratch), 0u);
  EXPECT_EQ(device->read32(5, Scratch::reset_count), 1u);
  EXPECT_EQ(device->read32(0, 0), 0xabcdu) << "memory outlives a bus reset";
  EXPECT_EQ(device->config_read(4, 2) & 6, 6u);
}

TEST_F(SimDeviceTest, APowerCycleLosesMemory) {
  device->write32(0, 0, 0xabcd);
  const Nanoseconds start = device->clock().now();

  device->reset(ResetKind::power);

  EXPECT_GE(device->clock().now() - start, machine->dock().power_cycle);
  EXPECT_EQ(device->read32(0, 0), 0u);
  EXPECT_EQ(device->config_read(4, 2) & 4, 0u) << "bus mastering is the driver's to turn on again";
}

TEST_F(SimDeviceTest, ResizingMovesTheBarAndKeepsItsContent) {
  device->write32(0, 0x1000, 0x55);
  device->resize_bar(0, 1 * GiB);

  EXPECT_EQ(device->bar(0).size, 1 * GiB);
  EXPECT_EQ(device->read32(0, 0x1000), 0x55u);
  device->write32(0, 1 * GiB - 4, 0x66);
  EXPECT_THROW(device->read32(0, 1 * GiB), LimitExceeded);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 0u);
}

TEST_F(SimDeviceTest, ASizeThatTheCardDoesNotOfferIsRefusedWithTheOffer) {
  EXPECT_THAT([&] { device->resize_bar(0, 3 * GiB); }, ThrowsMessage<LimitExceeded>(HasSubstr("0x10000000")));
  EXPECT_THAT([&] { device->resize_bar(5, 1 * GiB); }, ThrowsMessage<LimitExceeded>(HasSubstr("not resizable")));
}

TEST_F(SimDeviceTest, ReadsOfAnObservedDeviceTellWhatItWrote) {
  struct Observer final : bus::DmaObserver {
    void device_wrote(u64 address, Bytes content) override {
      log.push_back(fmt::format("W {:x} {}", address, content.size()));
    }
    void device_read(u64 address, Bytes content) override {
      log.push_back(fmt::format("R {:x} {}", address, content.size()));
    }
    std::vector<std::string> log;
  } observer;
  const auto buffer = device->allocate_dma({.size = 4096, .contiguous = true, .label = "test"});
  const u64 at = buffer->segments()[0].bus_address;
  device->write32(5, Scratch::dma_result, 0x1111);
  ASSERT_TRUE(device->observe_dma(&observer));

  run(Scratch::go_write, at + 8);
  run(Scratch::go_write_page, at + 24);
  run(Scratch::go_write_page, at + 24);
  run(Scratch::go_read, at + 8);
  device->observe_dma(nullptr);
  run(Scratch::go_write, at + 16);

  EXPECT_THAT(observer.log, testing::ElementsAre(fmt::format("W {:x} 4", at + 8), fmt::format("W {:x} 8", at + 24),
                                                 fmt::format("R {:x} 4", at + 8)))
      << "a page write that changes nothing is not seen";
}

struct Asm2464pdTest : SimDeviceTest {
  Asm2464pdTest() : SimDeviceTest(scratch_options("asm2464pd")) {}
};

TEST_F(Asm2464pdTest, A64BitAccessIsTwo32BitOnesLowFirst) {
  const Nanoseconds start = device->clock().now();
  device->write64(5, Scratch::dma_address, 0x1122334455667788);
  EXPECT_EQ(device->clock().now() - start, 2 * machine->dock().posted_write);
  EXPECT_EQ(device->read32(5, Scratch::dma_address), 0x55667788u);
  EXPECT_EQ(device->read64(5, Scratch::dma_address), 0x1122334455667788u);
}

TEST_F(Asm2464pdTest, DmaMemoryIsTheBridgesHalfMegabyte) {
  EXPECT_FALSE(device->info().limits.host_dma);
  const auto buffer = device->allocate_dma({.size = 256 * KiB, .contiguous = false, .label = "staging"});
  EXPECT_EQ(buffer->segments().size(), 1u);
  EXPECT_EQ(buffer->segments()[0].bus_address, 0x200000u);
  EXPECT_THAT([&] { device->allocate_dma({.size = 512 * KiB, .contiguous = false, .label = "too much"}); },
              Throws<LimitExceeded>());
}

TEST_F(Asm2464pdTest, ThereAreNoInterrupts) { EXPECT_EQ(device->enable_interrupts(1), 0u); }

TEST(SimDeviceFaults, ALostLinkReadsAllOnesUntilABusReset) {
  auto options = scratch_options();
  options.faults = "link-loss@5";
  const auto machine = scratch_machine(options);
  const auto device = open_on(machine);
  device->write32(5, Scratch::scratch, 9);
  for (int i = 0; i < 3; ++i) EXPECT_EQ(device->read32(5, Scratch::scratch), 9u);

  EXPECT_EQ(device->read32(5, Scratch::scratch), ~0u);
  EXPECT_EQ(device->config_read(0, 4), ~0u);
  device->reset(ResetKind::bus);
  EXPECT_EQ(device->config_read(0, 4), 0x744c1002u);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 0u) << "the link's loss reset the function";
}

TEST(SimDeviceFaults, ADeadLinkNeedsAPowerCycle) {
  auto options = scratch_options("usb4-40g");
  options.faults = "link-dead@1";
  const auto device = open_on(scratch_machine(options));
  EXPECT_EQ(device->config_read(0, 4), ~0u);
  device->reset(ResetKind::bus);
  EXPECT_EQ(device->config_read(0, 4), ~0u);
  device->reset(ResetKind::power);
  EXPECT_EQ(device->config_read(0, 4), 0x744c1002u);
}

TEST(SimDeviceFaults, ALinkDropsAtATime) {
  auto options = scratch_options();
  options.faults = "link-loss@5ms";
  const auto device = open_on(scratch_machine(options));
  EXPECT_EQ(device->config_read(0, 2), 0x1002u);
  device->clock().sleep_for(5ms);
  EXPECT_EQ(device->config_read(0, 2), 0xffffu);
}

TEST(SimDeviceFaults, SingleAccessesFailWhereAsked) {
  auto options = scratch_options();
  options.faults = "write-drop@2,read-ones@4";
  const auto device = open_on(scratch_machine(options));
  device->write32(5, Scratch::scratch, 1);
  device->write32(5, Scratch::scratch, 2);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 1u);
  EXPECT_EQ(device->read32(5, Scratch::scratch), ~0u);
  EXPECT_EQ(device->read32(5, Scratch::scratch), 1u);
}

TEST(SimDeviceFaults, AFunctionThatNeverGetsReadyAnswersWithRetryStatus) {
  auto options = scratch_options();
  options.faults = "reset-stuck";
  const auto device = open_on(scratch_machine(options));
  device->reset(ResetKind::bus);
  EXPECT_EQ(device->config_read(0, 4), 0xffff0001u);
  device->reset(ResetKind::power);
  EXPECT_EQ(device->config_read(0, 4), 0x744c1002u);
}

TEST(SimDeviceFaults, AnUnknownFaultIsRefusedWithTheKnownOnes) {
  auto options = scratch_options();
  options.faults = "gremlins";
  EXPECT_THAT([&] { scratch_machine(options); }, ThrowsMessage<InvalidRequest>(HasSubstr("known: link-loss")));
}

TEST(MultiGpu, TwoCardsShareTimeAndHostMemoryButNothingElse) {
  auto options = scratch_options();
  options.profiles = {"rx7900xtx", "rx7900xtx"};
  const auto machine = scratch_machine(options);
  const auto first = open_on(machine, 0), second = open_on(machine, 1);
  EXPECT_EQ(second->info().ordinal, 1u);

  first->write32(5, Scratch::scratch, 1);
  second->write32(5, Scratch::scratch, 2);
  first->reset(ResetKind::bus);

  EXPECT_EQ(first->read32(5, Scratch::scratch), 0u);
  EXPECT_EQ(second->read32(5, Scratch::scratch), 2u);
  EXPECT_NE(first->bar(0).address, second->bar(0).address);
}

TEST(MultiGpu, InterruptsArriveAtTheirOwnDriver) {
  auto options = scratch_options();
  options.profiles = {"rx7900xtx", "rx7900xtx"};
  const auto machine = scratch_machine(options);
  const auto first = open_on(machine, 0), second = open_on(machine, 1);
  for (const auto* device : {&first, &second}) {
    bus::pci::enable_memory_and_bus_master(**device);
    (*device)->enable_interrupts(1);
  }
  second->write32(5, Scratch::dma_go, Scratch::go_interrupt);

  EXPECT_EQ(first->wait_interrupt(1ms), std::nullopt);
  EXPECT_EQ(second->wait_interrupt(1ms), std::optional<u32>(0));
}

}  // namespace
}  // namespace egpulab::simulator::tests

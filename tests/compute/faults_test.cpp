// What kernels can do wrong, and that the session goes on afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/bus/faulty_device.hpp"
#include "tests/compute/session.hpp"

namespace egpulab::compute::test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

constexpr Shape one_group{.grid = {1}, .block = {256}};

class Faults : public OnBoth {
 protected:
  std::unique_ptr<simulator::SimDevice> pci_ = card(gpu());
  Device device_ = open(*pci_);
  Queue queue_ = device_.make_queue();
  Buffer a_ = device_.allocate(16 * KiB, "a"), b_ = device_.allocate(16 * KiB, "b"),
         c_ = device_.allocate(16 * KiB, "c");

  void expect_the_session_goes_on() {
    const std::optional<std::string> difference = run(device_, "vecadd");
    EXPECT_FALSE(difference) << *difference;
  }
};

TEST_P(Faults, AWriteOutsideEveryMappingNamesAddressAndKernelAndTheSessionGoesOn) {
  constexpr u64 nowhere = 0x7123'4567'8000;
  queue_.launch(device_.load("basic", code("basic", gpu().target)).kernel("vecadd"), one_group, {a_, b_, nowhere});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue_.finish(); }),
              AllOf(HasSubstr("vecadd"), HasSubstr("write of page 0x712345678000"), HasSubstr("VMID 1"),
                    HasSubstr("GC hub"), HasSubstr("far from anything mapped")));
  expect_the_session_goes_on();
}

TEST_P(Faults, AReadBeyondABufferNamesTheBufferThatItLeft) {
  const Buffer last = device_.allocate(2 * MiB, "weights");
  const u64 beyond = last.address() + 2 * MiB + 64 * KiB;
  queue_.launch(device_.load("basic", code("basic", gpu().target)).kernel("vecadd"), one_group, {beyond, b_, c_});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue_.finish(); }),
              AllOf(HasSubstr("read of page"), HasSubstr("vecadd"),
                    HasSubstr("0x10000 bytes beyond 'weights' of 0x200000 bytes")));
  expect_the_session_goes_on();
}

TEST_P(Faults, AnIllegalInstructionStopsTheWaveAndTheSessionGoesOn) {
  const Program broken = device_.load("broken", code_with("basic", gpu().target, end_program, no_instruction));
  queue_.launch(broken.kernel("vecadd"), one_group, {a_, b_, c_});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue_.finish(); }),
              AllOf(HasSubstr("illegal instruction"), HasSubstr("vecadd"), HasSubstr("queues were reset")));
  expect_the_session_goes_on();
}

TEST_P(Faults, AKernelThatNeverEndsTimesOutWithTheQueuesStateAndTheSessionGoesOn) {
  const Program endless = device_.load("endless", code_with("basic", gpu().target, end_program, branch_to_itself));
  queue_.launch(endless.kernel("vecadd"), one_group, {a_, b_, c_});
  EXPECT_THAT(error_of<Timeout>([&] { queue_.finish(1ms); }),
              AllOf(HasSubstr("gave up after 1 ms"), HasSubstr("vecadd"), HasSubstr("compute queue 0"),
                    HasSubstr("CP_HQD"), HasSubstr("queues were reset")));
  expect_the_session_goes_on();
}

TEST_P(Faults, ACopyFromNowhereIsReported) {
  // Buffers are checked; what a freed buffer's address meets is not.
  Buffer freed = device_.allocate(4 * MiB, "freed");
  const u64 address = freed.address();
  freed = {};
  queue_.finish();
  queue_.launch(device_.load("basic", code("basic", gpu().target)).kernel("vecadd"), one_group, {address, b_, c_});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue_.finish(); }), HasSubstr("read of page"));
  expect_the_session_goes_on();
}

INSTANTIATE_TEST_SUITE_P(Cards, Faults, testing::ValuesIn(generations), name_of);

// Boots, uploads, and returns how many accesses that took.
u64 boot_and_upload(bus::FaultyDevice& pci, std::optional<Device>& device, std::optional<Queue>& queue,
                    Buffer& buffer) {
  device.emplace(open(pci));
  queue.emplace(device->make_queue());
  buffer = device->allocate(64 * KiB, "buffer");
  queue->upload(buffer, std::vector<std::byte>(64 * KiB));
  return pci.accesses();
}

TEST(LinkLoss, DuringWorkIsNamedAndClosingIsQuick) {
  std::optional<Device> device;
  std::optional<Queue> queue;
  Buffer buffer;
  const u64 accesses = [&] {
    bus::FaultyDevice healthy(card(), {});
    const u64 n = boot_and_upload(healthy, device, queue, buffer);
    buffer = {}, queue.reset(), device.reset();
    return n;
  }();
  bus::FaultyDevice pci(card(), {.drop_at = accesses + 1});
  boot_and_upload(pci, device, queue, buffer);
  EXPECT_THAT(error_of<LinkLost>([&] { queue->download<u32>(buffer); }),
              AllOf(HasSubstr("in phase work"), HasSubstr("all-ones")));
  EXPECT_FALSE(device->close().clean());
  buffer = {}, queue.reset(), device.reset();
}

}  // namespace
}  // namespace egpulab::compute::test

// Hardware queues below the compute runtime: what stuck and faulting engines are told as, and that they come back.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

class EngineQueues : public OnBoth {
 protected:
  void expect_copies_work() {
    const auto from = device_->memory().allocate({.size = 64 * KiB, .placement = Placement::visible, .label = "from"});
    const auto to = device_->memory().allocate({.size = 64 * KiB, .placement = Placement::visible, .label = "to"});
    from->store<u32>(4096, 0x1234'5678);
    SdmaQueue& copies = device_->copy_queue();
    copies.copy(to->va(), from->va(), 64 * KiB);
    device_->wait(copies.timeline(), copies.submit(), copies.name());
    EXPECT_EQ(to->load<u32>(4096), 0x1234'5678u);
  }
  template <class E, class Action>
  static std::string error_of(Action&& action) {
    try {
      action();
    } catch (const E& e) {
      return e.what();
    }
    ADD_FAILURE() << "no error";
    return {};
  }

  Card card_{chip()};
  std::unique_ptr<Device> device_ = card_.boot();
};

TEST_P(EngineQueues, ACopyFromAnUnmappedAddressNamesTheEngine) {
  const auto to = device_->memory().allocate({.size = 64 * KiB, .placement = Placement::visible, .label = "to"});
  SdmaQueue& copies = device_->copy_queue();
  copies.copy(to->va(), 0x7000'0000'0000, 4 * KiB);
  EXPECT_THAT(error_of<DeviceFault>([&] { device_->wait(copies.timeline(), copies.submit(), copies.name()); }),
              AllOf(HasSubstr("copy queue 0"), HasSubstr("page 0x700000000000"), HasSubstr("SDMA0")));
  expect_copies_work();
}

TEST_P(EngineQueues, ACopyQueueThatWaitsForeverTimesOutWithItsStateAndComesBack) {
  ComputeQueue& compute = device_->compute_queue();
  SdmaQueue& copies = device_->copy_queue();
  copies.wait_for(compute.timeline(), compute.timeline().submitted() + 1);
  EXPECT_THAT(error_of<Timeout>([&] { device_->wait(copies.timeline(), copies.submit(), copies.name(), 5ms); }),
              AllOf(HasSubstr("gave up after 5 ms waiting for copy queue 0: 0 of 1"), HasSubstr("STATUS_REG")));
  expect_copies_work();
}

TEST_P(EngineQueues, AComputeQueueThatWaitsForeverTimesOutAndComesBack) {
  ComputeQueue& first = device_->compute_queue(0);
  ComputeQueue& second = device_->compute_queue(1);
  second.wait_for(first.timeline(), first.timeline().submitted() + 1);
  EXPECT_THAT(error_of<Timeout>([&] { device_->wait(second.timeline(), second.submit(), second.name(), 5ms); }),
              AllOf(HasSubstr("compute queue 1: 0 of 1"), HasSubstr("CP_HQD_ACTIVE")));
  second.wait_for(device_->copy_queue().timeline(), 0);
  device_->wait(second.timeline(), second.submit(), second.name());
}

TEST_P(EngineQueues, AQueueBeyondTheLastIsRefused) {
  EXPECT_THAT(error_of<InvalidRequest>([&] { device_->compute_queue(4); }), HasSubstr("there are 4"));
}

TEST_P(EngineQueues, AStuckSessionEndsCleanlyAndTheNextIsWarm) {
  ComputeQueue& compute = device_->compute_queue();
  compute.wait_for(device_->copy_queue().timeline(), 1000);
  compute.submit();
  EXPECT_TRUE(device_->shutdown().clean());
  device_.reset();
  card_.reopen();
  device_ = card_.boot();
  EXPECT_TRUE(device_->boot().warm);
  expect_copies_work();
}

TEST_P(EngineQueues, HostMemoryBeyondTheLinksReachIsRefusedWithTheReason) {
  Card behind_usb(chip(), "dock=asm2464pd");
  const auto device = behind_usb.boot();
  EXPECT_THAT(error_of<LimitExceeded>([&] {
                device->memory().allocate({.size = 4 * KiB, .placement = Placement::host, .label = "buffer"});
              }),
              AllOf(HasSubstr("buffer"), HasSubstr("cannot reach host memory over this link")));
}

INSTANTIATE_TEST_SUITE_P(Cards, EngineQueues, testing::ValuesIn(generations), name_of);

}  // namespace
}  // namespace egpulab::driver::amd::test

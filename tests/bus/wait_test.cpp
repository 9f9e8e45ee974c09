// Waiting: on the device's clock, with a limit, and an error that says what was awaited and what was last seen.
#include "driver/bus/faulty_device.hpp"
#include "driver/bus/link.hpp"
#include "tests/bus/memory_device.hpp"

using namespace egpulab;
using namespace std::chrono_literals;
using bus::FaultyDevice;
using bus::Link;
using egpulab::testing::MemoryDevice;
using ::testing::ElementsAre;

namespace {

// Waits for the engine of a MemoryDevice to finish job 7, and returns the error's text.
std::string wait_for_engine(bus::PciDevice& device, bus::Wait wait) {
  Link link(device);
  const bus::Phase phase(link, "copy");
  link.write32(5, MemoryDevice::start, 7);
  u32 done = 0;
  try {
    link.wait(
        wait, [&] { return (done = link.read32(5, MemoryDevice::done)) == 7; },
        [&] { return "DONE " + std::to_string(done); });
  } catch (const Timeout& e) {
    return std::string("Timeout: ") + e.what();
  } catch (const LinkLost& e) {
    return std::string("LinkLost: ") + e.what();
  }
  return "done";
}

// Notes the marks that it is given.
struct MarkedDevice final : MemoryDevice {
  std::vector<std::string> marks;
  void mark(bus::Mark mark, std::string_view text) override {
    static constexpr std::array names{"phase begin", "phase end", "wait begin", "wait end", "note"};
    marks.push_back(std::string(names[static_cast<std::size_t>(mark)]) + " " + std::string(text));
  }
};

}  // namespace

TEST(AWait, EndsAtThePollThatSeesTheChange) {
  MemoryDevice device;
  device.engine_time = 95us;
  EXPECT_EQ(wait_for_engine(device, {.what = "the engine", .limit = 1ms, .interval = 10us}), "done");
  EXPECT_GE(device.clock().now(), 95us);
  EXPECT_LE(device.clock().now(), 110us);
}

TEST(AWait, ThatGivesUpNamesConditionLimitPhaseAndLastValue) {
  MemoryDevice device;
  device.engine_time = 1h;
  EXPECT_EQ(wait_for_engine(device, {.what = "the engine", .limit = 500us, .interval = 99us}),
            "Timeout: the engine: gave up after 501 us (limit 500 us) at access 7 in phase copy; last seen DONE 0");
}

TEST(AWait, LooksOnceMoreAfterTheDeadline) {
  MemoryDevice device;
  device.engine_time = 600us;
  // The first poll is early, and the process then sleeps past the limit, as a preempted one would.
  EXPECT_EQ(wait_for_engine(device, {.what = "the engine", .limit = 500us, .interval = 10ms}), "done");
}

TEST(AWait, WithNoTimeAtAllStillLooksOnce) {
  MemoryDevice device;
  device.engine_time = 0us;
  EXPECT_EQ(wait_for_engine(device, {.what = "the engine", .limit = 0us, .interval = 1us}), "done");
}

TEST(AWait, OnADeviceThatIsGoneSaysLinkLostInsteadOfTimeout) {
  // A poll that takes all-ones for an ordinary value runs to the limit, and only then looks at config space.
  MemoryDevice inner;
  FaultyDevice device(inner, {.drop_at = 1});
  Link link(device);
  try {
    link.wait(
        {.what = "the fence", .limit = 100us, .interval = 10us},
        [&] { return link.read32(5, MemoryDevice::done, "FENCE", true) == 7; }, [] { return "FENCE 0xffffffff"; });
    ADD_FAILURE() << "the wait ended";
  } catch (const LinkLost& e) {
    EXPECT_THAT(e.what(),
                ::testing::HasSubstr("waiting for the fence (last seen FENCE 0xffffffff), in phase start-up"));
  }
}

TEST(AWait, OnAStuckRegisterTimesOut) {
  MemoryDevice inner;
  bus::Faults faults;
  faults.stuck[{5, MemoryDevice::done}] = 3;
  FaultyDevice device(inner, faults);
  EXPECT_THAT(wait_for_engine(device, {.what = "the engine", .limit = 1ms, .interval = 10us}),
              ::testing::EndsWith("last seen DONE 3"));
}

TEST(AWait, IsMarkedForWhoeverRecords) {
  MarkedDevice device;
  wait_for_engine(device, {.what = "the engine", .limit = 1ms, .interval = 10us});
  EXPECT_THAT(device.marks,
              ElementsAre("phase begin copy", "wait begin the engine", "wait end the engine", "phase end copy"));
}

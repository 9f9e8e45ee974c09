// A session is done again on a device, and every answer is compared.
#include "traces/reissue.hpp"

#include "driver/bus/faulty_device.hpp"
#include "tests/traces/session.hpp"

using namespace egpulab;
using egpulab::testing::MemoryDevice;
using egpulab::testing::record;
using egpulab::testing::Recording;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TEST(Reissue, MatchesEveryReadOnAnEqualDevice) {
  const Recording session = record();
  MemoryDevice fresh;
  const traces::ReissueResult result = reissue(session.reader(), fresh);
  EXPECT_TRUE(result.ok()) << result.stopped;
  EXPECT_GT(result.compared, 5u);
  EXPECT_EQ(result.first_time_difference, std::nullopt);
  EXPECT_EQ(fresh.get_register(MemoryDevice::done), 7u);
}

TEST(Reissue, GivesTheSameTraceWhenRecorded) {
  const Recording session = record();
  const Recording again =
      record([&](bus::PciDevice& device) { return static_cast<u32>(reissue(session.reader(), device).ok()); });
  EXPECT_EQ(again.trace_hash, session.trace_hash);
}

TEST(Reissue, NamesTheReadThatDiffersAndItsPhase) {
  const Recording session = record([](bus::PciDevice& d) {
    bus::Link link(d);
    const bus::Phase phase(link, "probe");
    return link.read32(5, 0x40);
  });
  MemoryDevice other;
  other.put_register(0x40, 5);
  const traces::ReissueResult result = reissue(session.reader(), other);
  ASSERT_THAT(result.mismatches, SizeIs(1));
  EXPECT_THAT(result.mismatches[0].text(),
              AllOf(HasSubstr("in phase probe"), HasSubstr("R BAR5+0x40: expected 0x0, found 0x5")));
}

TEST(Reissue, ShowsWhereBlocksDiffer) {
  const auto act = [](bus::PciDevice& d) {
    std::vector<std::byte> block(64);
    d.read_block(0, 0x100, block);
    return 0u;
  };
  const Recording session = record(act);
  MemoryDevice other;
  other.bar_memory(0)[0x125] = std::byte{9};
  const traces::ReissueResult result = reissue(session.reader(), other);
  ASSERT_THAT(result.mismatches, SizeIs(1));
  EXPECT_THAT(result.mismatches[0].difference,
              HasSubstr("byte 0x25 and 0 more of 64 differ: from 0x24 on expected 00 00"));
}

TEST(Reissue, ComparesWhatTheDeviceWrites) {
  const Recording session = record();
  // The engine sees another job number, so that it writes another result.
  struct Off final : MemoryDevice {
    void write32(u8 bar, u64 offset, u32 value) override {
      MemoryDevice::write32(bar, offset, offset == start ? 6 : value);
    }
  } other;
  const traces::ReissueResult result = reissue(session.reader(), other, {.most_mismatches = 0});
  std::string all;
  for (const traces::Mismatch& m : result.mismatches) all += m.text() + "\n";
  EXPECT_THAT(all, HasSubstr("device W dma \"ring\"+0x40 4 bytes: byte 0x0 and 0 more of 4 differ"));
}

TEST(Reissue, StopsAfterTheMismatchesAskedFor) {
  const Recording session = record([](bus::PciDevice& d) { return d.read32(5, 0x40) + d.read32(5, 0x40); });
  MemoryDevice other;
  other.put_register(0x40, 5);
  const traces::ReissueResult result = reissue(session.reader(), other, {.most_mismatches = 1});
  EXPECT_THAT(result.mismatches, SizeIs(1));
  EXPECT_THAT(result.stopped, HasSubstr("after 1 mismatches"));
}

TEST(Reissue, DoesNotCompareVolatileRegisters) {
  const Recording session = record([](bus::PciDevice& d) {
    d.mark_volatile(5, MemoryDevice::time, 4);
    d.clock().sleep_for(std::chrono::milliseconds(1));
    return d.read32(5, MemoryDevice::time);
  });
  MemoryDevice late;
  late.clock().sleep_for(std::chrono::seconds(1));
  const traces::ReissueResult result = reissue(session.reader(), late);
  EXPECT_THAT(result.mismatches, IsEmpty());
  EXPECT_NE(result.first_time_difference, std::nullopt);
}

TEST(Reissue, SaysWhenTheDeviceHandsOutOtherDmaAddresses) {
  const Recording session = record();
  MemoryDevice other;
  const auto first = other.allocate_dma({.size = 4096, .label = "someone else's"});
  EXPECT_THAT(
      reissue(session.reader(), other).stopped,
      AllOf(HasSubstr("DMA buffer \"ring\" at bus address 0x10001000"), HasSubstr("the recording has 0x10000000")));
}

TEST(Reissue, EndsWithTheDevicesError) {
  const Recording session = record([](bus::PciDevice& d) { return d.read32(5, 0xfff0); });
  MemoryDevice small;
  small.resize_bar(5, 4096);
  EXPECT_THAT(reissue(session.reader(), small).stopped, AllOf(HasSubstr("LimitExceeded"), HasSubstr("0xfff0")));
}

TEST(Reissue, ExpectsRecordedFailuresAgain) {
  const Recording session = record([](bus::PciDevice& d) {
    EXPECT_THROW(d.read32(5, 0x20'0000), LimitExceeded);
    return 0u;
  });
  MemoryDevice same, large;
  large.resize_bar(5, 4 * MiB);
  EXPECT_TRUE(reissue(session.reader(), same).ok());
  ASSERT_THAT(reissue(session.reader(), large).mismatches, SizeIs(1));
  EXPECT_THAT(reissue(session.reader(), large).mismatches[0].difference, HasSubstr("but succeeded"));
}

TEST(Reissue, PollsUntilTheRecordedEndOnADeviceOfAnotherSpeed) {
  const Recording session = record();
  MemoryDevice slow, slow_again;
  slow.engine_time = slow_again.engine_time = std::chrono::microseconds(700);
  EXPECT_FALSE(reissue(session.reader(), slow).ok()) << "turn by turn, the loop ends too early";
  const auto result =
      reissue(session.reader(), slow_again, {.polls = traces::Polls::until, .compare_device_writes = false});
  EXPECT_TRUE(result.ok()) << result.stopped << (result.mismatches.empty() ? "" : result.mismatches[0].text());
}

TEST(Reissue, GivesUpPollingAndNamesTheRegister) {
  const Recording session = record();
  MemoryDevice dead;
  dead.engine_time = std::chrono::hours(1);
  const auto result = reissue(session.reader(), dead, {.polls = traces::Polls::until, .compare_device_writes = false});
  ASSERT_FALSE(result.mismatches.empty());
  EXPECT_THAT(result.mismatches[0].text(),
              AllOf(HasSubstr("in phase run"), HasSubstr("BAR5+0x14: expected 0x7, found 0x0")));
}

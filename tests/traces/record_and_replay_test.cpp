// A session is recorded, and answers the same driver again.
#include "tests/traces/session.hpp"
#include "traces/replay.hpp"

using namespace egpulab;
using egpulab::testing::drive;
using egpulab::testing::MemoryDevice;
using egpulab::testing::record;
using egpulab::testing::Recording;
using ::testing::HasSubstr;

namespace {

template <class Act>
std::string divergence_of(Act&& act) {
  try {
    act();
  } catch (const traces::Divergence& d) {
    return d.what();
  }
  return "no divergence";
}

}  // namespace

TEST(Replay, AnswersTheDriverAsTheDeviceDid) {
  const Recording session = record();
  traces::Replay replay(session.reader());
  EXPECT_EQ(drive(replay), 7u);
  EXPECT_TRUE(replay.finished()) << replay.next_expected();
}

TEST(Replay, RecordedAgainGivesTheSameTraceHash) {
  const Recording session = record();
  std::vector<std::byte> again;
  auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(again));
  {
    traces::Recorder recorder(std::make_unique<traces::Replay>(session.reader()), writer);
    drive(recorder);
  }
  EXPECT_EQ(writer->trace_hash(), session.trace_hash);
}

TEST(Replay, NamesTheFirstWriteWithAnotherValue) {
  const Recording session = record();
  traces::Replay replay(session.reader());
  EXPECT_THAT(divergence_of([&] { drive(replay, 8); }),
              AllOf(HasSubstr("session.egt: the driver leaves the recording at event"), HasSubstr("in phase upload"),
                    HasSubstr("dma \"ring\"+0x8 4 bytes"), HasSubstr("expected 07 00 00 00, found 08 00 00 00"),
                    HasSubstr("before it matched:")));
}

TEST(Replay, NamesAnAccessToAnotherPlace) {
  const Recording session = record([](bus::PciDevice& d) { return d.read32(5, 0x20); });
  traces::Replay replay(session.reader());
  EXPECT_THAT(divergence_of([&] { replay.read32(5, 0x24); }),
              AllOf(HasSubstr("expected R BAR5+0x20"), HasSubstr("found R BAR5+0x24")));
}

TEST(Replay, SaysWhenTheDriverGoesOnAfterTheEnd) {
  const Recording session = record([](bus::PciDevice& d) { return d.read32(5, 0x20); });
  traces::Replay replay(session.reader());
  replay.read32(5, 0x20);
  EXPECT_THAT(divergence_of([&] { replay.read32(5, 0x20); }), HasSubstr("nothing, since the recording ends here"));
}

TEST(Replay, ReportsWhatTheDriverDidNotDo) {
  const Recording session = record([](bus::PciDevice& d) { return d.read32(5, 0x20) + d.read32(5, 0x24); });
  traces::Replay replay(session.reader());
  replay.read32(5, 0x20);
  EXPECT_FALSE(replay.finished());
  EXPECT_EQ(replay.next_expected(), "R BAR5+0x24 = 0x0");
}

TEST(Replay, DoesNotCompareWritesToVolatileRegisters) {
  const Recording session = record([](bus::PciDevice& d) {
    d.mark_volatile(5, 0x30, 4);
    d.write32(5, 0x30, 1);
    return 0u;
  });
  traces::Replay replay(session.reader());
  EXPECT_NO_THROW(replay.write32(5, 0x30, 2));
}

TEST(Replay, ThrowsTheErrorsThatWereRecorded) {
  const Recording session = record([](bus::PciDevice& d) {
    EXPECT_THROW(d.read32(5, 0x20'0000), LimitExceeded);
    return d.read32(5, 0x20);
  });
  traces::Replay replay(session.reader());
  EXPECT_THROW(replay.read32(5, 0x20'0000), LimitExceeded);
  EXPECT_NO_THROW(replay.read32(5, 0x20));
}

TEST(Replay, LetsTimePassForADriverThatSleepsLonger) {
  const Recording session = record([](bus::PciDevice& d) {
    d.clock().sleep_for(std::chrono::microseconds(10));
    return d.read32(5, 0x20);
  });
  traces::Replay replay(session.reader());
  replay.clock().sleep_for(std::chrono::microseconds(50));
  replay.clock().sleep_for(std::chrono::microseconds(50));
  EXPECT_EQ(replay.clock().now(), std::chrono::microseconds(60));
  EXPECT_NO_THROW(replay.read32(5, 0x20));
}

TEST(Replay, KeepsAnsweringWithTheSameDivergence) {
  const Recording session = record();
  traces::Replay replay(session.reader());
  const std::string first = divergence_of([&] { replay.read32(5, 0); });
  EXPECT_EQ(divergence_of([&] { replay.write32(0, 4, 4); }), first);
}

TEST(Replay, GivesBarsLimitsAndLinkFactsAsRecorded) {
  const Recording session = record();
  traces::Replay replay(session.reader());
  EXPECT_EQ(replay.bar(5).size, 64 * KiB);
  EXPECT_TRUE(replay.bar(0).is_64bit);
  EXPECT_EQ(replay.info().link.description, "in process");
  EXPECT_EQ(replay.info().uri, "trace:session.egt");
}

TEST(Replay, AnswersLongReadsFromBlobs) {
  const auto read_back = [](bus::PciDevice& d) {
    std::vector<std::byte> image(3 * MiB / 4);
    for (std::size_t i = 0; i < image.size(); ++i) image[i] = static_cast<std::byte>(i * i >> 7);
    d.write_block(0, 0, image);
    std::vector<std::byte> back(image.size());
    d.read_block(0, 0, back);
    return static_cast<u32>(back == image);
  };
  const Recording session = record(read_back);
  traces::Replay replay(session.reader());
  EXPECT_EQ(read_back(replay), 1u);
  EXPECT_EQ(session.reader().blobs(), 1u) << "content that crosses twice is stored once";
}

TEST(Replay, ReplaysInterruptsAndResets) {
  const auto act = [](bus::PciDevice& d) {
    const u32 granted = d.enable_interrupts(8);
    d.write32(5, MemoryDevice::start, 3);
    d.clock().sleep_for(std::chrono::milliseconds(1));
    const auto vector = d.wait_interrupt(std::chrono::milliseconds(1));
    const auto none = d.wait_interrupt(std::chrono::milliseconds(1));
    d.reset(bus::ResetKind::bus);
    return granted * 100 + vector.value_or(9) * 10 + none.value_or(5);
  };
  const Recording session = record(act);
  traces::Replay replay(session.reader());
  EXPECT_EQ(session.result, 215u);
  EXPECT_EQ(act(replay), session.result);
}

TEST(Replay, IsABackend) {
  const std::string file = ::testing::TempDir() + "egpulab_replay_backend.egt";
  {
    MemoryDevice device;
    traces::Recorder recorder(device, traces::Writer::create(file));
    drive(recorder);
  }
  bus::Backends backends;
  traces::register_trace_backend(backends);
  EXPECT_EQ(drive(*backends.open("trace:" + file)), 7u);
  EXPECT_THROW(backends.open("trace:" + file + "?device=1"), InvalidRequest);
  EXPECT_THROW(backends.open("trace:" + file + "?devices=1"), InvalidRequest);
  EXPECT_THROW(backends.open("trace:/no/such/file"), InvalidRequest);
}

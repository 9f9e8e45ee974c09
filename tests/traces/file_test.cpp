// The file: what is in it, what a crash or damage costs, and what is refused.
#include <fstream>
#include <random>
#include <sstream>

#include "tests/traces/session.hpp"
#include "traces/diff.hpp"
#include "traces/export.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"
#include "traces/show.hpp"
#include "traces/stats.hpp"

using namespace egpulab;
using egpulab::testing::drive;
using egpulab::testing::MemoryDevice;
using egpulab::testing::record;
using egpulab::testing::Recording;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;
using traces::Reader;

namespace {

std::string why_refused(std::vector<std::byte> bytes) {
  const auto reader = Reader::from_bytes(std::move(bytes), "x.egt");
  return reader ? "accepted" : reader.error().message;
}

// A session of several chunks.
Recording long_session() {
  return record([](bus::PciDevice& d) {
    for (u32 i = 0; i < 20'000; ++i) d.write32(5, 0x100 + i % 64 * 4, i);
    return 0u;
  });
}

u64 readable(const Reader& reader) {
  u64 n = 0;
  for (traces::Cursor c = reader.cursor(); c.next();) ++n;
  return n;
}

}  // namespace

TEST(TraceFile, HoldsEveryFieldOfEveryKind) {
  std::vector<std::byte> bytes;
  std::vector<traces::Event> written;
  std::mt19937_64 random(1);
  {
    traces::Writer writer(traces::write_to_memory(bytes));
    for (u32 i = 0; i < 30'000; ++i) {
      traces::Event e;
      e.kind = static_cast<traces::Kind>(1 + random() % (traces::kind_count - 1));
      const u8 stored = traces::info_of(e.kind).stored;
      const auto any = [&] { return random() >> random() % 64; };
      e.time = any();
      e.device = static_cast<u8>(random() % 3);
      e.bar = static_cast<u8>(random() % 8);
      e.size = stored & traces::has_size ? any() : traces::info_of(e.kind).fixed_size;
      if (stored & traces::has_address) e.address = any();
      if (stored & traces::has_object) e.object = static_cast<u32>(any());
      if (stored & traces::has_detail) e.detail = static_cast<u8>(any());
      if (stored & traces::has_payload) {
        const std::vector<std::byte> payload(random() % 20 == 0 ? 5000 : random() % 50, static_cast<std::byte>(i));
        e.value = traces::format::hash64(payload);
        if (!(stored & traces::has_size)) e.size = payload.size();
        writer.append(e, payload);
      } else {
        if (stored & traces::has_value) e.value = any();
        writer.append(e);
      }
      written.push_back(e);
    }
  }
  const Reader reader = Reader::from_bytes(bytes, "x.egt").value();
  std::vector<traces::Event> read;
  for (traces::Cursor c = reader.cursor(); c.next();) {
    read.push_back(c.event());
    if (traces::has_payload_bytes(c.event().kind)) {
      EXPECT_EQ(traces::format::hash64(c.payload()), c.event().value);
    }
  }
  EXPECT_EQ(read, written);
  EXPECT_TRUE(reader.complete());
}

TEST(TraceFile, HashCoversEventsAndNotHowTheyAreStored) {
  const Recording session = record();
  EXPECT_EQ(session.reader().trace_hash(), session.trace_hash);
  EXPECT_EQ(session.reader().recorded_hash(), session.trace_hash);
  // The same events in many small chunks.
  std::vector<std::byte> bytes;
  traces::Writer writer(traces::write_to_memory(bytes));
  const Reader reader = session.reader();
  for (traces::Cursor c = reader.cursor(); c.next(); writer.flush()) {
    if (traces::has_payload_bytes(c.event().kind))
      writer.append(c.event(), c.payload());
    else
      writer.append(c.event());
  }
  EXPECT_NE(bytes.size(), session.bytes.size());
  EXPECT_EQ(writer.trace_hash(), session.trace_hash);
}

TEST(TraceFile, HashDiffersWhenAnyValueDiffers) {
  EXPECT_NE(record().trace_hash, record([](bus::PciDevice& d) { return drive(d, 8); }).trace_hash);
}

TEST(TraceFile, TakesFewBytesAnAccess) {
  const Recording polls = record([](bus::PciDevice& d) {
    for (int i = 0; i < 100'000; ++i) d.read32(5, 0x40);
    return 0u;
  });
  EXPECT_LT(polls.bytes.size(), 10'000u);
}

TEST(TraceFile, CutOffAnywhereKeepsTheChunksBefore) {
  const Recording session = long_session();
  for (std::size_t size = 32; size < session.bytes.size(); size += 97) {
    const auto reader =
        Reader::from_bytes({session.bytes.begin(), session.bytes.begin() + static_cast<std::ptrdiff_t>(size)}, "x.egt");
    ASSERT_TRUE(reader);
    ASSERT_THAT(reader->damage(), SizeIs(1));
    ASSERT_EQ(readable(*reader), reader->events());
    ASSERT_TRUE(reader->events() % traces::Writer::chunk_events == 0 || reader->events() == 20'003u);
  }
}

TEST(TraceFile, SaysWhatACutCost) {
  const Recording session = long_session();
  const auto cut = [&](std::size_t n) {
    return Reader::from_bytes({session.bytes.begin(), session.bytes.end() - static_cast<std::ptrdiff_t>(n)}, "x.egt")
        .value();
  };
  EXPECT_THAT(cut(56).damage(),
              ElementsAre(HasSubstr("there is no end record: the session was cut off after event 20003")));
  EXPECT_THAT(cut(20).damage(), ElementsAre(HasSubstr("cut off inside a chunk header (36 of 48 bytes)")));
  EXPECT_THAT(cut(57).damage(),
              ElementsAre(AllOf(HasSubstr("cut off inside a chunk"), HasSubstr("events 16384 to 20002"))));
}

TEST(TraceFile, DamageInTheMiddleCostsOneChunk) {
  Recording session = long_session();
  const std::size_t content = 32 + 48 + 100;  // inside the first chunk
  session.bytes[content] ^= std::byte{1};
  const Reader reader = session.reader();
  ASSERT_THAT(reader.damage(),
              ElementsAre(HasSubstr("at byte 0x20: the checksum of a chunk does not hold: events 0 to 8191 are lost")));
  traces::Cursor cursor = reader.cursor();
  ASSERT_TRUE(cursor.next());
  EXPECT_TRUE(cursor.after_gap());
  EXPECT_EQ(cursor.index(), 8192u);
  EXPECT_EQ(readable(reader), 20'003u - 8192);
}

TEST(TraceFile, ADamagedHeaderIsPassed) {
  Recording session = long_session();
  session.bytes[32 + 8] ^= std::byte{1};
  const Reader reader = session.reader();
  EXPECT_THAT(reader.damage(), ElementsAre(HasSubstr("a chunk header is damaged; reading goes on at 0x")));
  EXPECT_EQ(readable(reader), 20'003u - 8192);
}

TEST(TraceFile, ReplaysUpToTheDamageAndSaysSo) {
  Recording session = long_session();
  session.bytes.resize(session.bytes.size() - 57);
  traces::Replay replay(session.reader());
  u32 i = 0;
  try {
    for (; i < 20'000; ++i) replay.write32(5, 0x100 + i % 64 * 4, i);
    ADD_FAILURE() << "no divergence";
  } catch (const traces::Divergence& d) {
    EXPECT_THAT(d.what(), HasSubstr("nothing, since the recording is damaged here (session.egt: at byte"));
  }
  EXPECT_EQ(i, 16'384u - 3);
  MemoryDevice fresh;
  EXPECT_THAT(reissue(session.reader(), fresh).stopped, HasSubstr("cut off inside a chunk"));
}

TEST(TraceFile, IsRefusedWhenItIsNoTrace) {
  EXPECT_EQ(why_refused({}), "x.egt: is empty, not a trace");
  EXPECT_THAT(why_refused(std::vector<std::byte>(100, std::byte{'E'})),
              HasSubstr("is not a trace: it does not begin with"));
  const Recording session = record();
  EXPECT_THAT(why_refused({session.bytes.begin(), session.bytes.begin() + 20}),
              HasSubstr("ends inside the header: 20 bytes"));
  auto damaged = session.bytes;
  damaged[20] ^= std::byte{1};
  EXPECT_THAT(why_refused(damaged), HasSubstr("the file header is damaged"));
  EXPECT_THAT(Reader::open("/no/such.egt").error().message, HasSubstr("/no/such.egt: cannot be read: No such file"));
  EXPECT_THAT(Reader::open("/").error().message, HasSubstr("is not a regular file"));
}

TEST(TraceFile, OfAnotherVersionIsRefusedByNumber) {
  auto bytes = record().bytes;
  traces::format::FileHeader header;
  header.major = 2;
  header.minor = 7;
  store(MutableBytes(bytes), 0, traces::format::sealed(header));
  EXPECT_EQ(why_refused(bytes), "x.egt: has format version 2.7; this program reads 1.0 to 1.0");
}

TEST(TraceFile, NamesAPayloadThatIsLost) {
  Recording session = record();
  // The first chunk is the blob of the uploaded image.
  session.bytes[32 + 48 + 3] ^= std::byte{1};
  const Reader reader = session.reader();
  EXPECT_THAT(reader.damage(), ElementsAre(HasSubstr("a payload of 10000 bytes is lost")));
  std::ostringstream out;
  EXPECT_THROW(show(reader, {}, out), Error);
}

TEST(TraceFile, CanBeAppendedTo) {
  const std::string file = ::testing::TempDir() + "egpulab_append.egt";
  MemoryDevice device;
  { traces::Recorder(device, traces::Writer::create(file)).write32(5, 0x40, 1); }
  u64 hash = 0;
  {
    auto writer = traces::Writer::append_to(file);
    traces::Recorder(device, writer).write32(5, 0x40, 2);
    hash = writer->trace_hash();
  }
  const Reader reader = Reader::open(file).value();
  EXPECT_TRUE(reader.complete());
  EXPECT_EQ(reader.trace_hash(), hash);
  std::ostringstream out;
  show(reader, {.place = "BAR5+0x40"}, out);
  EXPECT_THAT(out.str(), AllOf(HasSubstr("= 0x1"), HasSubstr("= 0x2")));
}

TEST(TraceFile, AppendedToAfterACrashLosesOnlyWhatTheCrashLost) {
  const std::string file = ::testing::TempDir() + "egpulab_append_crash.egt";
  const Recording session = long_session();
  std::ofstream(file, std::ios::binary)
      .write(reinterpret_cast<const char*>(session.bytes.data()),
             static_cast<std::streamsize>(session.bytes.size()) - 300);
  MemoryDevice device;
  { traces::Recorder(device, traces::Writer::append_to(file)).write32(5, 0x40, 2); }
  const Reader reader = Reader::open(file).value();
  EXPECT_TRUE(reader.complete()) << reader.damage().front();
  EXPECT_EQ(reader.events(), 16'384u + 4);
}

TEST(TraceFile, IsReadableUpToNowWhileItIsWritten) {
  std::vector<std::byte> bytes;
  MemoryDevice device;
  traces::Recorder recorder(device, std::make_shared<traces::Writer>(traces::write_to_memory(bytes)));
  recorder.write32(5, 0x40, 1);
  EXPECT_THROW(recorder.read32(5, 0x40'0000), LimitExceeded);
  // A failure is written at once: what follows may be a crash.
  const Reader reader = Reader::from_bytes(bytes, "x.egt").value();
  std::ostringstream out;
  show(reader, {}, out);
  EXPECT_THAT(out.str(),
              AllOf(HasSubstr("R BAR5+0x400000 failed with LimitExceeded: BAR5"), HasSubstr("no end record")));
}

TEST(TraceFile, ThatCannotBeWrittenIsRefusedByName) {
  EXPECT_THROW(traces::Writer::create("/no/such/folder/x.egt"), InvalidRequest);
  EXPECT_THROW(traces::Writer::append_to("/no/such/folder/x.egt"), InvalidRequest);
}

TEST(TraceFile, OnAFullDiskIsAnErrorThatNamesIt) {
  if (!std::filesystem::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  try {
    traces::Writer::create("/dev/full");
    ADD_FAILURE() << "no error";
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), AllOf(HasSubstr("/dev/full"), HasSubstr("No space left")));
  }
}

TEST(TraceFile, MemoryOfDevicesIsToldApart) {
  std::vector<std::byte> bytes;
  auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(bytes));
  MemoryDevice first, second;
  second.info_.ordinal = 1;
  second.put_register(0x40, 0x22);
  {
    traces::Recorder a(first, writer), b(second, writer);
    a.write32(5, 0x40, 0x11);
    b.read32(5, 0x40);
    a.read32(5, 0x40);
  }
  writer->finish();
  const Reader reader = Reader::from_bytes(bytes, "x.egt").value();
  traces::Replay one(reader, 1);
  EXPECT_EQ(one.read32(5, 0x40), 0x22u);
  traces::Replay zero(reader, 0);
  zero.write32(5, 0x40, 0x11);
  EXPECT_EQ(zero.read32(5, 0x40), 0x11u);
  EXPECT_TRUE(zero.finished());
  EXPECT_THROW(traces::Replay(reader, 2), InvalidRequest);
}

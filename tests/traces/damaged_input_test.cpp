// Any bytes at all: every tool ends, with an error or an answer. Run under the sanitizers.
#include <random>
#include <sstream>

#include "tests/traces/session.hpp"
#include "traces/diff.hpp"
#include "traces/edit.hpp"
#include "traces/export.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"
#include "traces/show.hpp"
#include "traces/stats.hpp"

using namespace egpulab;
using egpulab::testing::MemoryDevice;
using egpulab::testing::record;
using egpulab::testing::Recording;

namespace {

void use(const traces::Reader& reader) {
  std::ostringstream out;
  const auto attempt = [](auto&& act) {
    try {
      act();
    } catch (const Error&) {  // a sentence is all that is asked for
    }
  };
  attempt([&] { summarize(reader, out); });
  attempt([&] { show(reader, {.facts = true}, out); });
  attempt([&] { print(stats(reader), out); });
  attempt([&] { print(diff(reader, reader), "a", "b", out); });
  attempt([&] { export_perfetto(reader, out); });
  attempt([&] { export_json_lines(reader, out); });
  attempt([&] {
    std::vector<std::byte> copy;
    traces::Writer writer(traces::write_to_memory(copy));
    (void)edit(reader, {}, writer);
  });
  attempt([&] {
    MemoryDevice device;
    (void)reissue(reader, device, {.polls = traces::Polls::until});
  });
  attempt([&] {
    traces::Replay replay(reader);
    egpulab::testing::drive(replay);
  });
}

// A file around a stream of encoded events, with checksums that hold: what a damaged file cannot be, and a hostile one
// can.
std::vector<std::byte> file_of(Bytes stream, u64 events) {
  std::vector<std::byte> file;
  const auto put = [&](Bytes bytes) { file.insert(file.end(), bytes.begin(), bytes.end()); };
  put(as_bytes(traces::format::sealed(traces::format::FileHeader{})));
  traces::format::ChunkHeader header;
  header.kind = traces::format::ChunkKind::events;
  header.stored_bytes = header.raw_bytes = static_cast<u32>(stream.size());
  header.key = {0, events};
  put(as_bytes(traces::format::sealed(header, stream)));
  put(stream);
  return file;
}

}  // namespace

TEST(DamagedTrace, WithFlippedBitsIsReadOrRefused) {
  const Recording session = record();
  std::mt19937 random(2);
  for (int round = 0; round < 60; ++round) {
    auto bytes = session.bytes;
    for (auto flips = 1 + random() % 4; flips > 0; --flips)
      bytes[random() % bytes.size()] ^= static_cast<std::byte>(1u << random() % 8);
    if (const auto reader = traces::Reader::from_bytes(std::move(bytes), "x.egt")) use(*reader);
  }
}

TEST(DamagedTrace, WithHostileEventsIsReadOrRefused) {
  traces::EventBatch batch;
  const traces::Reader reader = record().reader();
  for (traces::Cursor c = reader.cursor(); c.next();) {
    const Bytes payload = c.payload();
    if (payload.size() >= traces::format::blob_threshold) continue;
    batch.events.push_back(c.event());
    if (traces::has_payload_bytes(c.event().kind)) {
      batch.payloads.push_back({static_cast<u32>(payload.size()), static_cast<u32>(batch.bytes.size())});
      batch.bytes.insert(batch.bytes.end(), payload.begin(), payload.end());
    }
  }
  std::vector<std::byte> buffer;
  const Bytes encoded = encode(batch, buffer);
  const std::vector<std::byte> stream(encoded.begin(), encoded.end());
  std::mt19937 random(3);
  for (int round = 0; round < 300; ++round) {
    auto bytes = stream;
    for (auto changes = 1 + random() % 3; changes > 0; --changes)
      bytes[random() % bytes.size()] = static_cast<std::byte>(random());
    const auto mutated = traces::Reader::from_bytes(file_of(bytes, batch.events.size()), "x.egt");
    ASSERT_TRUE(mutated);
    use(*mutated);
  }
}

TEST(DamagedTrace, OfNoiseIsReadOrRefused) {
  std::mt19937 random(4);
  for (int round = 0; round < 150; ++round) {
    std::vector<std::byte> stream(2 + random() % 200);
    for (std::byte& b : stream) b = static_cast<std::byte>(random());
    const auto reader = traces::Reader::from_bytes(file_of(stream, 1 + random() % 20), "x.egt");
    ASSERT_TRUE(reader);
    use(*reader);
  }
}

TEST(DamagedTrace, ThatClaimsManyEventsDoesNotTakeMemory) {
  const std::vector<std::byte> stream(16, std::byte{9});
  const auto reader = traces::Reader::from_bytes(file_of(stream, 0xffff'ffff), "x.egt");
  ASSERT_TRUE(reader);
  EXPECT_THROW(reader->cursor().next(), Error);
}

// The format as traces/README.md describes it, byte by byte: files written by earlier builds must stay readable.
#include "traces/format.hpp"

#include "tests/traces/session.hpp"
#include "traces/encoding.hpp"

using namespace egpulab;
using ::testing::ElementsAreArray;
using traces::Event;
using traces::Kind;

namespace {

// The README's example.
const std::vector<u8> example{
    0xa3, 0xe8, 0x07, 0x80, 0x01, 0x07,  // read32
    0xa4, 0xac, 0x02, 0x08, 0xff, 0x03,  // write32
    0x19, 0x00, 0x00, 0x02, 0x67, 0x6f,  // mark
    0x1f, 0x01,                          // device 1
    0x09, 0x05,                          // flush
};

traces::EventBatch example_events() {
  traces::EventBatch batch;
  batch.bytes = {std::byte{'g'}, std::byte{'o'}};
  batch.payloads = {{.length = 2, .at = 0}};
  batch.events = {
      {.time = 1000, .address = 0x40, .value = 7, .size = 4, .kind = Kind::read32, .bar = 5},
      {.time = 1300, .address = 0x44, .value = 0x1ff, .size = 4, .kind = Kind::write32, .bar = 5},
      {.time = 1300, .value = traces::format::hash64(batch.bytes), .size = 2, .kind = Kind::mark},
      {.time = 5, .kind = Kind::flush, .device = 1},
  };
  return batch;
}

Bytes bytes_of(const std::vector<u8>& bytes) { return std::as_bytes(std::span(bytes)); }

std::vector<u8> numbers(Bytes bytes) {
  std::vector<u8> all;
  for (const std::byte b : bytes) all.push_back(static_cast<u8>(b));
  return all;
}

}  // namespace

TEST(TraceFormat, EncodesEventsAsDocumented) {
  std::vector<std::byte> buffer;
  EXPECT_THAT(numbers(encode(example_events(), buffer)), ElementsAreArray(example));
}

TEST(TraceFormat, DecodesEventsAsDocumented) {
  const Bytes stream = bytes_of(example);
  const auto batch = traces::decode({stream.begin(), stream.end()}, 4);
  ASSERT_TRUE(batch) << batch.error().message;
  EXPECT_EQ(batch->events, example_events().events);
}

TEST(TraceFormat, SaysWhereAStreamThatEndsTooEarlyEnds) {
  const Bytes stream = bytes_of(example).first(8);
  const auto batch = traces::decode({stream.begin(), stream.end()}, 2);
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().message,
            "event 1 of the chunk, at byte 0x6 of its decoded content: the content ends inside it");
}

TEST(TraceFormat, RefusesBytesAfterTheLastEvent) {
  const Bytes stream = bytes_of(example);
  const auto batch = traces::decode({stream.begin(), stream.end()}, 2);
  ASSERT_FALSE(batch);
  EXPECT_EQ(batch.error().message, "10 bytes follow the last event of the chunk");
}

TEST(TraceFormat, LongPayloadsAreAHashAndIds) {
  const std::vector<std::byte> content(4096, std::byte{0x11});
  const traces::format::BlobId id = traces::format::blob_id(content);
  traces::EventBatch batch;
  batch.events = {{.value = traces::format::hash64(content), .size = 4096, .kind = Kind::write_block}};
  batch.payloads = {{.length = 4096, .at = 0}};
  batch.bytes.assign(as_bytes(id).begin(), as_bytes(id).end());
  std::vector<std::byte> buffer;
  const Bytes stream = encode(batch, buffer);
  // Tag, time 0, address 0, length 4096 as a varint, then 8 and 16 bytes.
  ASSERT_EQ(stream.size(), 5u + 8 + 16);
  EXPECT_THAT(numbers(stream.first(5)), ElementsAreArray<u8>({0x08, 0, 0, 0x80, 0x20}));
  EXPECT_EQ(load<u64>(stream, 5), traces::format::hash64(content));
  EXPECT_EQ(load<u64>(stream, 13), id.low);
  EXPECT_EQ(load<u64>(stream, 21), id.high);
}

TEST(TraceFormat, FileAndChunkHeadersLieAsDocumented) {
  std::vector<std::byte> file;
  {
    traces::Writer writer(traces::write_to_memory(file));
    writer.append({.time = 5, .kind = Kind::flush});
  }
  const std::vector<u8> magic{0x89, 0x45, 0x47, 0x54, 0x0d, 0x0a, 0x1a, 0x0a};
  EXPECT_THAT(numbers(Bytes(file).first(8)), ElementsAreArray(magic));
  EXPECT_EQ(load<u16>(file, 8), 1u);
  EXPECT_EQ(load<u16>(file, 10), 0u);
  EXPECT_EQ(load<u64>(file, 24), traces::format::hash64(Bytes(file).first(24)));

  const Bytes events = Bytes(file).subspan(32);
  EXPECT_EQ(load<u32>(events, 0), 0x43544745u);  // "EGTC"
  EXPECT_EQ(events[4], std::byte{1});
  EXPECT_EQ(load<u32>(events, 8), 2u);  // too short to compress
  EXPECT_EQ(load<u64>(events, 24), 1u);
  EXPECT_EQ(load<u64>(events, 32), traces::format::hash64(events.subspan(48, 2)));
  EXPECT_EQ(load<u64>(events, 40), traces::format::hash64(events.first(40)));

  const Bytes end = events.subspan(50);
  EXPECT_EQ(end[4], std::byte{3});
  EXPECT_EQ(load<u64>(end, 16), 1u);
  EXPECT_EQ(end.size(), 48u + 8);
}

TEST(TraceFormat, TraceHashIsOverFortyBytesAnEvent) {
  std::vector<std::byte> file;
  traces::Writer writer(traces::write_to_memory(file));
  const Event flush{.time = 5, .kind = Kind::flush};
  writer.append({.kind = Kind::fact}, std::string_view("\0\0\0\0", 4));  // not part of it
  writer.append(flush);
  EXPECT_EQ(writer.trace_hash(), traces::format::hash64(as_bytes(flush)));
}

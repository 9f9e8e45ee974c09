// The protocol over real sockets, against the reference card: each command as an unmodified client uses it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/ports/client.hpp"
#include "tests/ports/served_card.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

std::vector<std::byte> words(std::initializer_list<u32> values) {
  std::vector<std::byte> bytes;
  for (const u32 v : values) bytes.insert(bytes.end(), as_bytes(v).begin(), as_bytes(v).end());
  return bytes;
}

std::vector<std::byte> pattern(std::size_t size) {
  std::vector<std::byte> bytes(size);
  for (std::size_t i = 0; i < size; ++i) bytes[i] = static_cast<std::byte>(i * 31 + i / 251);
  return bytes;
}

// Both kinds of socket speak the same.
class Protocol : public ::testing::TestWithParam<std::string> {
 protected:
  ServedCard card{GetParam()};
  Client client{card.address()};

  void write32(u64 offset, u32 value) {
    client.send({.command = Command::mmio_write, .bar = 5, .a0 = offset, .a1 = 4}, as_bytes(value));
  }
  u32 read32(u64 offset) {
    return client.call({.command = Command::mmio_read, .bar = 5, .a0 = offset, .a1 = 4}, 4).as<u32>();
  }
};
INSTANTIATE_TEST_SUITE_P(Sockets, Protocol,
                         ::testing::Values("tcp:127.0.0.1:0", fmt::format("unix:{}egpulab-ports-{}.sock",
                                                                          ::testing::TempDir(), ::getpid())),
                         [](const auto& i) { return i.param.substr(0, i.param.find(':')); });

TEST_P(Protocol, ProbeListsTheCardByVendorAndId) {
  const auto ids = words({0xffff, 0x74a1, 0xffff, 0x744c});
  const Answer found = client.call({.command = Command::probe, .a1 = ids.size(), .a2 = 0x1002}, 14, ids);

  EXPECT_EQ(found.status, 0);
  EXPECT_EQ(found.r1, 1u);
  EXPECT_EQ(found.text(), "0000:03:00.0:0");
}

TEST_P(Protocol, ProbeForACardThatIsNotThereIsAnErrorSinceAnEmptyListReadsAsADevice) {
  const auto ids = words({0xffff, 0x2684});
  const Answer none = client.call({.command = Command::probe, .a0 = 3, .a1 = ids.size(), .a2 = 0x10de}, 0, ids);

  EXPECT_EQ(none.status, 1);
  EXPECT_EQ(none.r0, none.data.size());
  EXPECT_THAT(none.text(), HasSubstr("no device of vendor 0x10de"));
}

TEST_P(Protocol, BarsHaveTheirAddressAndSize) {
  const Answer vram = client.call({.command = Command::map_bar, .bar = 0});
  const Answer registers = client.call({.command = Command::map_bar, .bar = 5});
  const Answer none = client.call({.command = Command::map_bar, .bar = 1});

  EXPECT_EQ(vram.r1, 256 * MiB);
  EXPECT_NE(vram.r0, 0u);
  EXPECT_EQ(registers.r1, 1 * MiB);
  EXPECT_THAT(none.text(), HasSubstr("the device has no BAR 1"));
}

TEST_P(Protocol, ConfigSpaceIsReadAndWritten) {
  EXPECT_EQ(client.call({.command = Command::config_read, .a0 = 0, .a1 = 4}).r0, 0x744c1002u);

  const u64 before = client.call({.command = Command::config_read, .a0 = 4, .a1 = 2}).r0;
  const Answer written = client.call({.command = Command::config_write, .a0 = 4, .a1 = 2, .a2 = before ^ 4});

  EXPECT_EQ(written.status, 0);
  EXPECT_EQ(client.call({.command = Command::config_read, .a0 = 4, .a1 = 2}).r0, before ^ 4) << "bus mastering";
}

TEST_P(Protocol, RegistersAnswerInTheOrderOfTheStream) {
  EXPECT_EQ(read32(memsize_register), 24560u);

  write32(scratch_register, 0xa0000008);
  write32(scratch_register, 0xa0000009);
  EXPECT_EQ(read32(scratch_register), 0xa0000009u);
}

TEST_P(Protocol, VideoMemoryTakesBlocksOfAnyAlignment) {
  const auto data = pattern(300'001);
  client.send({.command = Command::mmio_write, .bar = 0, .a0 = 0x100003, .a1 = data.size()}, data);

  const Answer back =
      client.call({.command = Command::mmio_read, .bar = 0, .a0 = 0x100003, .a1 = data.size()}, data.size());
  const Answer entry = client.call({.command = Command::mmio_read, .bar = 0, .a0 = 0x100008, .a1 = 8}, 8);

  EXPECT_EQ(back.r0, data.size());
  EXPECT_EQ(back.data, data);
  EXPECT_EQ(entry.as<u64>(), load<u64>(Bytes(data), 5));
}

TEST_P(Protocol, SystemMemoryIsOneRangeAlsoWhereThatWasNotAskedFor) {
  constexpr u64 pages = 64;
  for (u32 mapping = 0; mapping < 8; ++mapping) {
    const Answer mapped = client.call({.command = Command::map_sysmem, .a0 = pages * 4096}, pages * 8);
    const u64 first = load<u64>(Bytes(mapped.data), 0);
    for (u64 page = 0; page < pages; ++page)
      ASSERT_EQ(load<u64>(Bytes(mapped.data), page * 8), first + page * 4096) << "mapping " << mapping;
  }
}

TEST_P(Protocol, SystemMemoryIsMappedPageByPage) {
  const Answer mapped = client.call({.command = Command::map_sysmem, .a0 = 3 * 4096, .a1 = 1}, 24);
  const u64 first = load<u64>(Bytes(mapped.data), 0);

  EXPECT_EQ(mapped.r0, 24u);
  EXPECT_EQ(first % 4096, 0u);
  EXPECT_LT(first, u64{1} << 44) << "what a page table entry of this card holds";
  EXPECT_EQ(load<u64>(Bytes(mapped.data), 8), first + 4096) << "contiguous was asked for";
  EXPECT_EQ(load<u64>(Bytes(mapped.data), 16), first + 8192);

  const u32 handle = low32(mapped.r1);
  const auto data = pattern(5000);
  client.send({.command = Command::sysmem_write, .bar = handle, .a0 = 77, .a1 = data.size()}, data);
  const Answer back =
      client.call({.command = Command::sysmem_read, .bar = handle, .a0 = 77, .a1 = data.size()}, data.size());
  EXPECT_EQ(back.data, data);
}

TEST_P(Protocol, ResetPutsTheCardBackByItsBusSinceItHasNoFunctionReset) {
  write32(scratch_register, 0x1234);
  ASSERT_EQ(read32(scratch_register), 0x1234u);

  EXPECT_EQ(client.call({.command = Command::reset}).status, 0);

  EXPECT_EQ(read32(scratch_register), 0u);
}

TEST_P(Protocol, ResizingABarTakesTheLargestSizeThatTheCardOffers) {
  EXPECT_EQ(client.call({.command = Command::resize_bar, .bar = 0}).status, 0);
  EXPECT_EQ(client.call({.command = Command::map_bar, .bar = 0}).r1, 32 * GiB);
  EXPECT_THAT(client.call({.command = Command::resize_bar, .bar = 5}).text(), HasSubstr("BAR 5 cannot be resized"));
}

TEST_P(Protocol, PingIsAnswered) {
  const Answer pong = client.call({.command = Command::ping});
  EXPECT_EQ(pong.status, 0);
  EXPECT_EQ(pong.r0, 0u);
}

TEST_P(Protocol, ARefusedReadIsAnErrorAndTheSessionGoesOn) {
  const u64 end = 256 * MiB;
  EXPECT_THAT(client.call({.command = Command::mmio_read, .bar = 0, .a0 = end - 4, .a1 = 8}).text(),
              HasSubstr("MMIO_READ: 8 bytes at 0xffffffc of BAR 0, which has 0x10000000"));
  EXPECT_THAT(client.call({.command = Command::mmio_read, .bar = 0, .a0 = ~u64{0}, .a1 = 8}).text(),
              HasSubstr("of BAR 0"));
  EXPECT_THAT(client.call({.command = Command::mmio_read, .bar = 77, .a1 = 4}).text(), HasSubstr("no BAR 77"));
  EXPECT_THAT(client.call({.command = Command::mmio_read, .bar = 0, .a1 = ~u64{0}}).text(), HasSubstr("the limit is"));
  EXPECT_THAT(client.call({.command = Command::map_bar, .bar = 5, .device = 1}).text(), HasSubstr("no device 1; 1 on"));
  EXPECT_THAT(client.call({.command = Command::config_read, .a0 = 0xffffffff, .a1 = 4}).status, 1);
  EXPECT_THAT(client.call({.command = Command::config_read, .a0 = 0, .a1 = 3}).status, 1);
  EXPECT_THAT(client.call({.command = Command::sysmem_read, .bar = 0, .a1 = 8}).text(), HasSubstr("no mapping 0"));
  EXPECT_THAT(client.call({.command = Command::map_sysmem, .a0 = 0}).text(), HasSubstr("0 bytes cannot be mapped"));
  EXPECT_THAT(client.call({.command = Command::map_sysmem, .a0 = ~u64{0}}).status, 1);
  EXPECT_THAT(client.call({.command = Command::probe, .a1 = 5, .a2 = 0x1002}, 0, pattern(5)).text(),
              HasSubstr("expected a multiple of 8"));

  EXPECT_EQ(read32(memsize_register), 24560u);
}

TEST_P(Protocol, ARefusedWriteClosesTheConnectionSinceWritesHaveNoAnswer) {
  client.send({.command = Command::mmio_write, .bar = 0, .a0 = 256 * MiB, .a1 = 4}, words({1}));

  EXPECT_TRUE(client.closed_by_server());
  Client next(card.address());
  EXPECT_EQ(next.call({.command = Command::ping}).status, 0);
  card.stop();
  EXPECT_THAT(card.endings()[0], HasSubstr("MMIO_WRITE failed: MMIO_WRITE: 4 bytes at 0x10000000 of BAR 0"));
}

TEST_P(Protocol, AnOversizedPayloadAndAnUnknownCommandEndTheStream) {
  client.send({.command = Command::mmio_write, .bar = 0, .a1 = u64{1} << 60}, words({1}));
  EXPECT_TRUE(client.closed_by_server());

  Client other(card.address());
  EXPECT_THAT(other.call({.command = static_cast<Command>(99)}).text(), HasSubstr("unknown command 99"));
  EXPECT_TRUE(other.closed_by_server()) << "nobody knows where the next request would begin";

  card.stop();
  EXPECT_THAT(card.endings(), ElementsAre(HasSubstr("announces 1152921504606846976 bytes"), "unknown command 99"));
}

TEST_P(Protocol, ARequestMayArriveInPieces) {
  const auto data = pattern(100);
  const auto request = wire({.command = Command::mmio_write, .bar = 0, .a0 = 0x2000, .a1 = data.size()}, data);
  client.send(Bytes(request).first(1));
  client.send(Bytes(request).subspan(1, 40));
  client.send(Bytes(request).subspan(41));

  EXPECT_EQ(client.call({.command = Command::mmio_read, .bar = 0, .a0 = 0x2000, .a1 = 100}, 100).data, data);
}

TEST_P(Protocol, WritesMayBeSentAheadOfAnyAnswer) {
  std::vector<std::byte> stream;
  for (u32 i = 0; i < 5000; ++i) {
    const u64 entry = u64{i} * 0x1000 + 1;
    const auto request = wire({.command = Command::mmio_write, .bar = 0, .a0 = 8 * i, .a1 = 8}, as_bytes(entry));
    stream.insert(stream.end(), request.begin(), request.end());
  }
  client.send(stream);

  const Answer last = client.call({.command = Command::mmio_read, .bar = 0, .a0 = 8 * 4999, .a1 = 8}, 8);
  EXPECT_EQ(last.as<u64>(), 4999 * 0x1000 + 1u);
}

TEST_P(Protocol, TheCardKeepsItsStateFromClientToClientButNotTheirMappings) {
  write32(scratch_register, 0xa0000008);
  const Answer mapped = client.call({.command = Command::map_sysmem, .a0 = 4096}, 8);
  ASSERT_EQ(mapped.r1, 0u);

  client.hang_up();

  Client second(card.address());
  EXPECT_EQ(second.call({.command = Command::mmio_read, .bar = 5, .a0 = scratch_register, .a1 = 4}, 4).as<u32>(),
            0xa0000008u);
  EXPECT_THAT(second.call({.command = Command::sysmem_read, .bar = 0, .a1 = 8}).text(), HasSubstr("no mapping 0"));
}

TEST_P(Protocol, AClientThatGoesInTheMiddleOfARequestLeavesTheNextOneUnharmed) {
  {
    Client gone(card.address());
    const auto request = wire({.command = Command::mmio_write, .bar = 0, .a0 = 0, .a1 = 1000}, pattern(1000));
    gone.send(Bytes(request).first(500));
  }
  {
    Client gone(card.address());
    gone.send({.command = Command::mmio_read, .bar = 0, .a0 = 0, .a1 = 64 * MiB});  // and never reads the answer
  }
  EXPECT_EQ(read32(memsize_register), 24560u);
  EXPECT_EQ(client.call({.command = Command::mmio_read, .bar = 0, .a0 = 0, .a1 = 8}, 8).as<u64>(), 0u)
      << "half a request is no request";
}

}  // namespace
}  // namespace egpulab::simulator::ports::tinygpu::tests

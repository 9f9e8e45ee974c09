// Several clients, several devices, several addresses at once.
#include <gmock/gmock.h>
#include <unistd.h>

#include "tests/ports/client.hpp"
#include "tests/ports/served_card.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

Ask reads(u64 offset, u32 device = 0) {
  return {.command = Command::mmio_read, .bar = 5, .a0 = offset, .a1 = 4, .device = device};
}
Ask writes(u64 offset, u32 device = 0) {
  return {.command = Command::mmio_write, .bar = 5, .a0 = offset, .a1 = 4, .device = device};
}

ServedCards two_cards() {
  std::vector<std::unique_ptr<bus::PciDevice>> cards;
  cards.push_back(open_card("sim:rx7900xtx?bar0=256M"));
  cards.push_back(open_card("sim:rx7900xtx?bar0=256M&seed=7"));
  return {{"tcp:127.0.0.1:0", fmt::format("unix:{}egpulab-clients-{}.sock", ::testing::TempDir(), ::getpid())},
          std::move(cards)};
}

TEST(Clients, ASecondOneOnADeviceIsRefusedAndTheFirstNoticesNothing) {
  ServedCard card;
  Client first(card.address()), second(card.address());
  first.send(writes(scratch_register), as_bytes(u32{0x1234}));
  ASSERT_EQ(first.call(reads(scratch_register), 4).as<u32>(), 0x1234u);

  EXPECT_THAT(second.call(reads(scratch_register)).text(), HasSubstr("device 0 is in use by client 0"));
  second.send(writes(scratch_register), as_bytes(u32{0x5678}));

  EXPECT_TRUE(second.closed_by_server()) << "a write has no answer that could refuse it";
  EXPECT_EQ(first.call(reads(scratch_register), 4).as<u32>(), 0x1234u);
}

TEST(Clients, LookingForDevicesAndPingDisturbNobody) {
  ServedCard card;
  Client first(card.address()), second(card.address());
  ASSERT_EQ(first.call(reads(memsize_register), 4).status, 0);

  const std::array<u32, 2> ids{0xffff, 0x744c};
  EXPECT_EQ(second.call({.command = Command::probe, .a1 = 8, .a2 = 0x1002}, 14, std::as_bytes(std::span(ids))).text(),
            "0000:03:00.0:0");
  EXPECT_EQ(second.call({.command = Command::ping}).status, 0);
}

TEST(Clients, ADeviceIsFreeAsSoonAsItsClientHasGoneAndWhatThatOneSentIsDone) {
  ServedCard card;
  {
    Client first(card.address());
    ASSERT_EQ(first.call(reads(memsize_register), 4).status, 0);
    for (u32 i = 0; i < 2000; ++i) first.send(writes(scratch_register), as_bytes(i));
  }
  Client second(card.address());
  EXPECT_EQ(second.call(reads(scratch_register), 4).as<u32>(), 1999u);
}

TEST(Clients, DriveADeviceEachWithoutHearingOfEachOther) {
  ServedCards cards = two_cards();
  Client first(cards.address(0)), second(cards.address(1));

  for (u32 i = 0; i < 300; ++i) {
    first.send(writes(scratch_register, 0), as_bytes(i));
    second.send(writes(scratch_register, 1), as_bytes(1000 + i));
    ASSERT_EQ(first.call(reads(scratch_register, 0), 4).as<u32>(), i);
    ASSERT_EQ(second.call(reads(scratch_register, 1), 4).as<u32>(), 1000 + i);
  }
  EXPECT_THAT(second.call(reads(scratch_register, 0)).text(), HasSubstr("in use by client"));
}

TEST(Clients, OneMayDriveSeveralDevicesAndFindsThemByTheirNumber) {
  ServedCards cards = two_cards();
  Client client(cards.address());
  const std::array<u32, 2> ids{0xffff, 0x744c};

  const Answer found =
      client.call({.command = Command::probe, .a1 = 8, .a2 = 0x1002}, 29, std::as_bytes(std::span(ids)));
  client.send(writes(scratch_register, 1), as_bytes(u32{7}));

  EXPECT_EQ(found.r1, 2u);
  EXPECT_EQ(found.text(), "0000:03:00.0:0\n0000:04:00.0:1");
  EXPECT_EQ(client.call(reads(scratch_register, 1), 4).as<u32>(), 7u);
  EXPECT_EQ(client.call(reads(scratch_register, 0), 4).as<u32>(), 0u);
  EXPECT_THAT(client.call(reads(scratch_register, 2)).text(), HasSubstr("no device 2; 2 on offer"));
}

TEST(Clients, OneThatTakesNoAnswersKeepsNobodyWaiting) {
  ServedCards cards = two_cards();
  Client lazy(cards.address(0)), busy(cards.address(0));
  for (u32 i = 0; i < 40; ++i)
    lazy.send({.command = Command::mmio_read, .bar = 0, .a0 = 0, .a1 = 64 * MiB, .device = 0});

  EXPECT_EQ(busy.call(reads(memsize_register, 1), 4).as<u32>(), 24560u);
  EXPECT_EQ(lazy.receive(64 * MiB).r0, 64 * MiB) << "answers wait until they are wanted";
}

TEST(Clients, PhasesAreToldOnceEachAndAsTheDevicePassesThem) {
  ServedCard card;
  Client client(card.address());
  client.call({.command = Command::map_bar, .bar = 0});
  client.call({.command = Command::map_bar, .bar = 5});
  client.call(reads(memsize_register), 4);
  // The firmware's tables lie at the end of video memory, reached through the index registers with the small window.
  const u64 table = 24560 * MiB - 64 * KiB;
  client.send(writes(0x18), as_bytes(high32(table << 1)));
  client.send(writes(0x00), as_bytes(low32(table) | 0x80000000));
  client.call(reads(0x04), 4);
  client.call(reads(0x04), 4);

  card.stop();
  EXPECT_THAT(card.phases(),
              ElementsAre("0: maps a BAR", "0: reads BARs", "0: writes BARs", "0: discovery table: read"));
}

}  // namespace
}  // namespace egpulab::simulator::ports::tinygpu::tests

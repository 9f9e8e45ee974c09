// What can go wrong with a card while it boots: one clear error within its time, and a card that boots afterwards.
#include <gmock/gmock.h>

#include "driver/bus/faulty_device.hpp"
#include "driver/firmware/nvidia_set.hpp"
#include "tests/driver_nvidia/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::IsEmpty;
using Files = fixtures::FirmwareFiles;

// Virtual seconds that `action` takes.
template <class Action>
double seconds(Card& card, Action&& action) {
  const Nanoseconds start = card.pci().clock().now();
  action();
  return std::chrono::duration<double>(card.pci().clock().now() - start).count();
}

class OfEveryGeneration : public testing::TestWithParam<Board> {
 protected:
  const Board& board() const { return GetParam(); }
};

TEST_P(OfEveryGeneration, WithWpr2UpAtProbeIsResetAndBoots) {
  Card card(board(), "fault=wpr2-up");
  const auto device = card.boot();
  EXPECT_EQ(device->boot().found.found, Found::leftover);
  EXPECT_THAT(device->boot().found.text, HasSubstr("WPR2 is up"));
  EXPECT_THAT(device->boot().reset, HasSubstr("reset of the"));
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
}

TEST_P(OfEveryGeneration, WhoseOwnFirmwareNeverFinishesIsGivenUpInTime) {
  Card card(board(), "fault=gfw-not-done");
  std::string error;
  const double took = seconds(card, [&] { error = error_of<Timeout>([&] { card.boot(); }); });
  EXPECT_THAT(error, AllOf(HasSubstr(board().fsp ? "FSP's own boot" : "GFW"), HasSubstr("phase card firmware")));
  EXPECT_LT(took, 6);
}

TEST_P(OfEveryGeneration, WhoseGspReportsAnErrorSaysItByName) {
  Card card(board(), "fault=gsp-init-error");
  EXPECT_THAT(error_of<RmError>([&] { card.boot(); }), AllOf(HasSubstr("initialisation ended with"), HasSubstr("NV_")));
}

TEST_P(OfEveryGeneration, WhoseGspNeverReportsIsGivenUpInTime) {
  Card card(board(), "fault=gsp-silent");
  std::string error;
  const double took = seconds(card, [&] { error = error_of<Timeout>([&] { card.boot(); }); });
  EXPECT_THAT(error, AllOf(HasSubstr("GSP_INIT_DONE"), HasSubstr("phase GSP-RM"), HasSubstr("LOG")));
  EXPECT_LT(took, 25);
}

TEST_P(OfEveryGeneration, WhoseReplyIsLostNamesTheCall) {
  Card card(board(), "fault=rpc-lost");
  std::string error;
  const double took = seconds(card, [&] { error = error_of<Timeout>([&] { card.boot(); }); });
  EXPECT_THAT(error, HasSubstr("reply to GET_GSP_STATIC_INFO"));
  EXPECT_LT(took, 12);
}

INSTANTIATE_TEST_SUITE_P(Cards, OfEveryGeneration, testing::ValuesIn(generations), name_of);

class UpToAda : public OfEveryGeneration {};

TEST_P(UpToAda, WhoseBooterFailsNamesItsMailbox) {
  Card card(board(), "fault=booter-error");
  EXPECT_THAT(error_of<FirmwareRejected>([&] { card.boot(); }),
              AllOf(HasSubstr("booter"), HasSubstr("mailbox 0 is 0x31"), HasSubstr("booter_load-570.144.bin")));
}

TEST_P(UpToAda, WithTheBooterOfAnotherFamilyIsRefusedByItsBootRom) {
  Card card(board());
  const std::string own = board().folder, other = own == "ga102" ? "ad102" : "ga102";
  Files files = *fixtures::synthetic_nvidia_firmware(own);
  const Files others = *fixtures::synthetic_nvidia_firmware(other);
  files["nvidia/" + own + "/gsp/booter_load-570.144.bin"] =
      others.at("nvidia/" + other + "/gsp/booter_load-570.144.bin");
  const firmware::MemorySource source("mixed set", std::move(files));
  EXPECT_THAT(error_of<FirmwareRejected>([&] { card.boot({.firmware = &source}); }),
              HasSubstr("booter_load-570.144.bin"));
}

TEST_P(UpToAda, WithAnUnsignedGspImageIsRefusedByTheBooter) {
  Card card(board());
  Files files = *fixtures::synthetic_nvidia_firmware(board().folder);
  auto& gsp = files[std::string("nvidia/") + board().folder + "/gsp/gsp-570.144.bin"];
  const auto image =
      firmware::parse_gsp_image("gsp", gsp, firmware::family_of(*regs::nvidia::find_chip(board().chip)).name);
  const auto signature = static_cast<std::size_t>(image->signature.data() - gsp.data());
  std::fill_n(gsp.begin() + static_cast<std::ptrdiff_t>(signature), image->signature.size(), std::byte{0});
  const firmware::MemorySource source("unsigned set", std::move(files));
  EXPECT_THAT(error_of<FirmwareRejected>([&] { card.boot({.firmware = &source}); }), HasSubstr("mailbox 0 is"));
}

INSTANTIATE_TEST_SUITE_P(Cards, UpToAda, testing::Values(rtx3090, rtx4090), name_of);

class SinceHopper : public OfEveryGeneration {};

TEST_P(SinceHopper, WhoseFspIsSilentIsGivenUpInTime) {
  Card card(board(), "fault=fsp-silent");
  std::string error;
  const double took = seconds(card, [&] { error = error_of<Timeout>([&] { card.boot(); }); });
  EXPECT_THAT(error, AllOf(HasSubstr("the FSP's answer"), HasSubstr("phase FSP")));
  EXPECT_LT(took, 4);
}

TEST_P(SinceHopper, WhoseFspRefusesTheFirmwareOfAnotherChipNamesFileAndError) {
  Card card(board());
  const std::string own = board().folder, other = own == "gh100" ? "gb202" : "gh100";
  Files files = *fixtures::synthetic_nvidia_firmware(own);
  const Files others = *fixtures::synthetic_nvidia_firmware(other);
  files["nvidia/" + own + "/gsp/fmc-570.144.bin"] = others.at("nvidia/" + other + "/gsp/fmc-570.144.bin");
  const firmware::MemorySource source("mixed set", std::move(files));
  EXPECT_THAT(error_of<FirmwareRejected>([&] { card.boot({.firmware = &source}); }),
              AllOf(HasSubstr("the FSP refused"), HasSubstr("fmc-570.144.bin"), HasSubstr("error 0xa1")));
}

INSTANTIATE_TEST_SUITE_P(Cards, SinceHopper, testing::Values(rtx5090, h100), name_of);

// A link that drops, at many places of the boot: told as such where it happened.
u64 accesses_of_a_boot(const Board& board) {
  Card card(board);
  bus::FaultyDevice device(card.pci(), {});
  Device booted(device, {.firmware = &synthetic_firmware()});
  return device.accesses();
}

TEST_P(OfEveryGeneration, WhoseLinkDropsDuringTheBootIsToldAsThatAndBootsAgain) {
  const u64 accesses = accesses_of_a_boot(board());
  constexpr u64 places = 16;
  for (u64 i = 0; i < places; ++i) {
    Card card(board());
    bus::FaultyDevice device(card.pci(), {.drop_at = 2 + accesses * i / places});
    EXPECT_THAT(error_of<LinkLost>([&] { Device booted(device, {.firmware = &synthetic_firmware()}); }),
                AllOf(HasSubstr("all-ones"), HasSubstr("phase")))
        << "access " << 2 + accesses * i / places << " of " << accesses;
    card.reopen();
    EXPECT_THAT(card.boot()->shutdown().problems, IsEmpty());
  }
}

// The same by the simulator's own fault, whose link comes back with a reset of the bus.
class LostLink : public testing::TestWithParam<u32> {};

TEST_P(LostLink, ComesBackWithAResetOfTheBus) {
  Card card(rtx3090, "fault=link-loss@" + std::to_string(GetParam()));
  EXPECT_THAT(error_of<LinkLost>([&] { card.boot(); }), AllOf(HasSubstr("all-ones"), HasSubstr("phase")));
  card.pci().reset(bus::ResetKind::bus);
  card.reopen();
  EXPECT_THAT(card.boot()->shutdown().problems, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Accesses, LostLink, testing::Values(5u, 60u, 300u, 700u, 1200u, 1800u));

TEST(Diagnosis, OfABootWithoutFirmwareIsARefusal) {
  Card card(rtx3090);
  EXPECT_THAT(error_of<InvalidRequest>([&] { Device(card.pci(), DeviceOptions{}); }), HasSubstr("firmware"));
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

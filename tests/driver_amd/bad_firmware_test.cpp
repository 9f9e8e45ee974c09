// Firmware that is missing, damaged or for another card: one sentence each, and a good set boots the card afterwards.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>

#include "driver/firmware/crc32.hpp"
#include "driver/regs/amd/firmware_headers.hpp"
#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using Files = fixtures::FirmwareFiles;

std::string refusal(Card& card, const std::function<void(Files&)>& damage) {
  Files files = *fixtures::synthetic_firmware(card.chip().firmware_set());
  damage(files);
  const firmware::MemorySource source("damaged set", std::move(files));
  try {
    card.boot({.firmware = &source});
  } catch (const FirmwareRejected& e) {
    return e.what();
  } catch (const std::exception& e) {
    ADD_FAILURE() << "another kind of error: " << e.what();
    return {};
  }
  ADD_FAILURE() << "the boot accepted it";
  return {};
}

class BadFirmware : public OnBoth {
 protected:
  void TearDown() override {
    const auto device = card_.boot();
    EXPECT_TRUE(device->shutdown().clean());
  }
  Card card_{chip()};
};

TEST_P(BadFirmware, AMissingFileIsNamedWithThePlacesTried) {
  EXPECT_THAT(refusal(card_, [&](Files& f) { f.erase(chip().gc_file("rlc")); }),
              AllOf(HasSubstr(chip().gc_file("rlc")), HasSubstr("damaged set")));
}

TEST_P(BadFirmware, ATruncatedFileIsNamed) {
  EXPECT_THAT(refusal(card_, [&](Files& f) { f[chip().gc_file("mec")].resize(5000); }),
              HasSubstr(chip().gc_file("mec")));
}

TEST_P(BadFirmware, AFileOfAnotherIpIsNamed) {
  EXPECT_THAT(refusal(card_, [&](Files& f) { f[chip().sdma_file()] = f[chip().smu_file()]; }),
              HasSubstr(chip().sdma_file()));
}

TEST_P(BadFirmware, AnUnknownHeaderVersionIsNamed) {
  EXPECT_THAT(refusal(card_,
                      [&](Files& f) {
                        auto& file = f[chip().sos_file()];
                        auto header = load<regs::amd::CommonFirmwareHeader>(file);
                        header.header_major = 9;
                        store(MutableBytes(file), 0, header);
                      }),
              HasSubstr(chip().sos_file()));
}

TEST_P(BadFirmware, AnImageThatThePspRefusesIsNamedWithItsStatus) {
  // A driver cannot see what is inside an image: its signature header is the PSP's.
  EXPECT_THAT(refusal(card_,
                      [&](Files& f) {
                        auto& file = f[chip().sdma_file()];
                        constexpr std::size_t payload = 0x100, magic = payload + 0x10;
                        store(MutableBytes(file), magic, u32{0});
                        auto header = load<regs::amd::CommonFirmwareHeader>(file);
                        header.crc32 = firmware::crc32(Bytes(file).subspan(sizeof header));
                        store(MutableBytes(file), 0, header);
                      }),
              AllOf(HasSubstr("SDMA"), HasSubstr("status")));
}

TEST_P(BadFirmware, AFileOfTheOtherGenerationIsNamedWithBothVersions) {
  const Chip& other = std::string_view(chip().gc) == navi31.gc ? navi48 : navi31;
  const Files others = *fixtures::synthetic_firmware(other.firmware_set());
  EXPECT_THAT(
      refusal(card_, [&](Files& f) { f[chip().gc_file("imu")] = others.at(other.gc_file("imu")); }),
      AllOf(HasSubstr(chip().gc_file("imu")), HasSubstr("ip_version"), HasSubstr("expected 1"), HasSubstr("found 1")));
}

INSTANTIATE_TEST_SUITE_P(Cards, BadFirmware, testing::ValuesIn(generations), name_of);

TEST(Firmware, AColdBootWithoutAnyIsRefused) {
  Card card;
  EXPECT_THROW(Device(card.pci(), DeviceOptions{}), InvalidRequest);
}

}  // namespace
}  // namespace egpulab::driver::amd::test

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
  Files files = *fixtures::synthetic_firmware("gc_11_0_0");
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

class BadFirmware : public testing::Test {
 protected:
  void TearDown() override {
    const auto device = card_.boot();
    EXPECT_TRUE(device->shutdown().clean());
  }
  Card card_;
};

TEST_F(BadFirmware, AMissingFileIsNamedWithThePlacesTried) {
  EXPECT_THAT(refusal(card_, [](Files& f) { f.erase("gc_11_0_0_rlc.bin"); }),
              AllOf(HasSubstr("gc_11_0_0_rlc.bin"), HasSubstr("damaged set")));
}

TEST_F(BadFirmware, ATruncatedFileIsNamed) {
  EXPECT_THAT(refusal(card_, [](Files& f) { f["gc_11_0_0_mec.bin"].resize(5000); }), HasSubstr("gc_11_0_0_mec.bin"));
}

TEST_F(BadFirmware, AFileOfAnotherIpIsNamed) {
  EXPECT_THAT(refusal(card_, [](Files& f) { f["sdma_6_0_0.bin"] = f["smu_13_0_0.bin"]; }), HasSubstr("sdma_6_0_0.bin"));
}

TEST_F(BadFirmware, AnUnknownHeaderVersionIsNamed) {
  EXPECT_THAT(refusal(card_,
                      [](Files& f) {
                        auto& file = f["psp_13_0_0_sos.bin"];
                        auto header = load<regs::amd::CommonFirmwareHeader>(file);
                        header.header_major = 9;
                        store(MutableBytes(file), 0, header);
                      }),
              HasSubstr("psp_13_0_0_sos.bin"));
}

TEST_F(BadFirmware, AnImageThatThePspRefusesIsNamedWithItsStatus) {
  // A driver cannot see what is inside an image: its signature header is the PSP's.
  EXPECT_THAT(refusal(card_,
                      [](Files& f) {
                        auto& file = f["sdma_6_0_0.bin"];
                        constexpr std::size_t payload = 0x100, magic = payload + 0x10;
                        store(MutableBytes(file), magic, u32{0});
                        auto header = load<regs::amd::CommonFirmwareHeader>(file);
                        header.crc32 = firmware::crc32(Bytes(file).subspan(sizeof header));
                        store(MutableBytes(file), 0, header);
                      }),
              AllOf(HasSubstr("SDMA"), HasSubstr("status")));
}

TEST(Firmware, AColdBootWithoutAnyIsRefused) {
  Card card;
  EXPECT_THROW(Device(card.pci(), DeviceOptions{}), InvalidRequest);
}

}  // namespace
}  // namespace egpulab::driver::amd::test

// Firmware files: the synthetic ones are as the vendor's, and each malformed field is one sentence.
#include "fixtures/firmware.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "driver/firmware/nvidia_set.hpp"
#include "driver/regs/nvidia/firmware_headers.hpp"

namespace egpulab::firmware::test {
namespace {

using regs::nvidia::find_chip;
using testing::AllOf;
using testing::HasSubstr;
namespace nvfw = regs::nvidia::firmware_header;
using Files = fixtures::FirmwareFiles;

struct Case {
  const char* chip;
  const char* folder;
  bool fsp;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.chip; }
constexpr Case cases[] = {
    {"GA102", "ga102", false}, {"AD104", "ad102", false}, {"GH100", "gh100", true}, {"GB206", "gb202", true}};

std::string path(const Case& c, std::string_view what) {
  return "nvidia/" + std::string(c.folder) + "/gsp/" + std::string(what) + "-570.144.bin";
}

class Set : public testing::TestWithParam<Case> {};

TEST_P(Set, OfSyntheticFilesIsComplete) {
  const auto set = NvidiaFirmware::load(*fixtures::synthetic_firmware_source(), *find_chip(GetParam().chip));
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(set->gsp().version, gsp_version);
  EXPECT_EQ(set->gsp().image.size(), fixtures::small_gsp_image);
  if (GetParam().fsp)
    EXPECT_EQ(set->fmc().hash.size(), nvfw::fmc_hash_size);
  else
    EXPECT_EQ(set->booter_load().signatures.size(), 2u);
}

TEST_P(Set, OfTheVendorsFilesHasTheSameShape) {
  const char* directory = std::getenv("EGPULAB_FIRMWARE");
  if (!directory || !*directory) GTEST_SKIP() << "EGPULAB_FIRMWARE is not set";
  const auto vendor =
      NvidiaFirmware::load(*system_source(std::filesystem::path(directory)), *find_chip(GetParam().chip));
  ASSERT_TRUE(vendor) << vendor.error().message;
  const auto ours = NvidiaFirmware::load(*fixtures::synthetic_firmware_source(fixtures::vendor_gsp_image),
                                         *find_chip(GetParam().chip));
  ASSERT_TRUE(ours) << ours.error().message;
  EXPECT_EQ(vendor->gsp().image.size(), ours->gsp().image.size());
  EXPECT_EQ(vendor->bootloader().image.size(), ours->bootloader().image.size());
  EXPECT_EQ(vendor->bootloader().descriptor.monitor_code_offset, ours->bootloader().descriptor.monitor_code_offset);
  if (GetParam().fsp) {
    EXPECT_EQ(vendor->fmc().image.size(), ours->fmc().image.size());
    EXPECT_EQ(vendor->fmc().signature.size(), ours->fmc().signature.size());
    EXPECT_EQ(vendor->fmc().public_key.size(), ours->fmc().public_key.size());
  } else {
    const auto same = [](const Booter& a, const Booter& b) {
      EXPECT_EQ(a.image.size(), b.image.size());
      EXPECT_EQ(a.code_offset, b.code_offset);
      EXPECT_EQ(a.code_size, b.code_size);
      EXPECT_EQ(a.data_offset, b.data_offset);
      EXPECT_EQ(a.data_size, b.data_size);
      EXPECT_EQ(a.signature_offset, b.signature_offset);
      EXPECT_EQ(a.fuse_version, b.fuse_version);
      EXPECT_EQ(a.ucode_id, b.ucode_id);
    };
    same(vendor->booter_load(), ours->booter_load());
    same(vendor->booter_unload(), ours->booter_unload());
  }
}

// What loading says of a set after `damage`.
std::string refusal(const Case& c, const std::function<void(Files&)>& damage) {
  Files files = *fixtures::synthetic_nvidia_firmware(c.folder);
  damage(files);
  const MemorySource source("damaged set", std::move(files));
  const auto set = NvidiaFirmware::load(source, *find_chip(c.chip));
  return set ? "accepted" : set.error().message;
}

TEST_P(Set, WithoutAFileNamesItAndThePlacesTried) {
  EXPECT_THAT(refusal(GetParam(), [&](Files& f) { f.erase(path(GetParam(), "bootloader")); }),
              AllOf(HasSubstr(path(GetParam(), "bootloader")), HasSubstr("damaged set")));
}

TEST_P(Set, WithATruncatedGspImageNamesTheFieldThatLeavesIt) {
  EXPECT_THAT(refusal(GetParam(), [&](Files& f) { f[path(GetParam(), "gsp")].resize(0x10000); }),
              AllOf(HasSubstr("gsp-570.144.bin"), HasSubstr("e_shoff")));
}

TEST_P(Set, OfAnotherVersionIsRefusedByName) {
  EXPECT_THAT(refusal(GetParam(),
                      [&](Files& f) {
                        auto& file = f[path(GetParam(), "gsp")];
                        const std::string_view version = "570.144";
                        auto* begin = reinterpret_cast<char*>(file.data());
                        auto* found = std::search(begin + fixtures::small_gsp_image, begin + file.size(),
                                                  version.begin(), version.end());
                        std::copy_n("535.113", version.size(), found);
                      }),
              AllOf(HasSubstr(".fwversion"), HasSubstr("570.144"), HasSubstr("535.113")));
}

TEST_P(Set, WithABootloaderOfAnotherFormatIsRefused) {
  EXPECT_THAT(
      refusal(GetParam(),
              [&](Files& f) { store(MutableBytes(f[path(GetParam(), "bootloader")]), sizeof(nvfw::BinHdr), u32{9}); }),
      AllOf(HasSubstr("bootloader"), HasSubstr("version"), HasSubstr("expected 5"), HasSubstr("0x9")));
}

INSTANTIATE_TEST_SUITE_P(Families, Set, testing::ValuesIn(cases),
                         [](const auto& row) { return std::string(row.param.chip); });

constexpr const Case& ga102 = cases[0];
constexpr const Case& gh100 = cases[2];

TEST(GspImage, WithoutSignatureForTheFamilyNamesThoseItHas) {
  const Files files = *fixtures::synthetic_nvidia_firmware("ga102");
  const auto image = parse_gsp_image("gsp.bin", files.at(path(ga102, "gsp")), "tu10x");
  ASSERT_FALSE(image);
  EXPECT_THAT(image.error().message, AllOf(HasSubstr(".fwsignature_tu10x"), HasSubstr(".fwsignature_ga10x")));
}

TEST(Booter, WithoutSignaturesIsRefusedAsUnsigned) {
  EXPECT_THAT(refusal(ga102,
                      [](Files& f) {
                        auto& file = f[path(ga102, "booter_load")];
                        store(MutableBytes(file), sizeof(nvfw::BinHdr) + offsetof(nvfw::HsHeaderV2, sig_prod_size),
                              u32{0});
                      }),
              AllOf(HasSubstr("booter_load"), HasSubstr("sig_prod_size"), HasSubstr("unsigned")));
}

TEST(Booter, WithAForeignMagicNumberIsRefused) {
  EXPECT_THAT(refusal(ga102, [](Files& f) { store(MutableBytes(f[path(ga102, "booter_unload")]), 0, u32{0xabcd}); }),
              AllOf(HasSubstr("booter_unload"), HasSubstr("bin_magic"), HasSubstr("0x10de"), HasSubstr("0xabcd")));
}

TEST(Booter, WhoseCodeLeavesItsDataIsRefused) {
  EXPECT_THAT(refusal(ga102,
                      [](Files& f) {
                        auto& file = f[path(ga102, "booter_load")];
                        const auto hs = load<nvfw::HsHeaderV2>(file, sizeof(nvfw::BinHdr));
                        store(MutableBytes(file), hs.header_offset + sizeof(nvfw::HsLoadHeaderV2) + 4, u32{0x100000});
                      }),
              HasSubstr("application's offset and size"));
}

TEST(Fmc, WhoseContentIsNotItsChecksumsIsRefused) {
  EXPECT_THAT(refusal(gh100, [](Files& f) { f[path(gh100, "fmc")].back() ^= std::byte{1}; }),
              AllOf(HasSubstr("fmc"), HasSubstr("image"), HasSubstr("CRC-32")));
}

TEST(Fmc, ThatIsNoElfFileIsRefused) {
  EXPECT_THAT(refusal(gh100, [](Files& f) { f[path(gh100, "fmc")][0] = std::byte{0}; }), HasSubstr("e_ident"));
}

}  // namespace
}  // namespace egpulab::firmware::test

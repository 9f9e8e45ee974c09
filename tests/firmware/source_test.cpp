// Finding and unpacking firmware files.
#include "driver/firmware/source.hpp"

#include <lzma.h>
#include <zstd.h>

#include "driver/base/file.hpp"

namespace egpulab::firmware {
namespace {

using testing::AllOf;
using testing::HasSubstr;

std::vector<std::byte> content() {
  std::vector<std::byte> bytes(300000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::byte>(i * i >> 7);
  return bytes;
}
std::vector<std::byte> zstd(Bytes bytes) {
  std::vector<std::byte> out(ZSTD_compressBound(bytes.size()));
  out.resize(ZSTD_compress(out.data(), out.size(), bytes.data(), bytes.size(), 3));
  return out;
}
std::vector<std::byte> xz(Bytes bytes) {
  std::vector<std::byte> out(lzma_stream_buffer_bound(bytes.size()));
  std::size_t used = 0;
  EXPECT_EQ(lzma_easy_buffer_encode(3, LZMA_CHECK_CRC32, nullptr, reinterpret_cast<const u8*>(bytes.data()),
                                    bytes.size(), reinterpret_cast<u8*>(out.data()), &used, out.size()),
            LZMA_OK);
  out.resize(used);
  return out;
}

class Directory : public testing::Test {
 protected:
  void SetUp() override {
    path_ = std::filesystem::path(testing::TempDir()) /
            (std::string("egpulab-firmware-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::remove_all(path_);
    std::filesystem::create_directories(path_ / "amdgpu");
  }
  void TearDown() override { std::filesystem::remove_all(path_); }
  void put(const std::filesystem::path& name, Bytes bytes) { ASSERT_TRUE(write_file(path_ / name, bytes)); }

  std::filesystem::path path_;
};

TEST_F(Directory, FindsPlainFilesAndThoseOfTheVendorsFolder) {
  put("a.bin", content());
  put("amdgpu/b.bin", content());
  const auto source = system_source(path_);

  EXPECT_EQ(source->read("a.bin")->bytes, content());
  EXPECT_EQ(source->read("b.bin")->bytes, content());
  EXPECT_EQ(source->read("b.bin")->origin, (path_ / "amdgpu/b.bin").string());
}

TEST_F(Directory, UnpacksZstdAndXz) {
  put("amdgpu/a.bin.zst", zstd(content()));
  put("amdgpu/b.bin.xz", xz(content()));
  const auto source = system_source(path_);

  EXPECT_EQ(source->read("a.bin")->bytes, content());
  EXPECT_EQ(source->read("b.bin")->bytes, content());
}

TEST_F(Directory, NamesAllPlacesOfAMissingFile) {
  const auto source = system_source(path_);
  EXPECT_THAT(source->read("no.bin").error().message,
              AllOf(HasSubstr("firmware no.bin: not found (also tried with .zst and .xz) in"),
                    HasSubstr(path_.string()), HasSubstr((path_ / "amdgpu").string())));
  EXPECT_FALSE(source->find("no.bin")->has_value());
}

TEST_F(Directory, TellsDamagedArchives) {
  auto cut = zstd(content());
  cut.resize(cut.size() / 2);
  put("cut.bin.zst", cut);
  auto flipped = xz(content());
  flipped[flipped.size() / 2] ^= std::byte{0x10};
  put("flipped.bin.xz", flipped);
  const auto source = system_source(path_);

  EXPECT_THAT(source->read("cut.bin").error().message, HasSubstr("zstd data ends early"));
  EXPECT_THAT(source->read("flipped.bin").error().message, HasSubstr("xz data is damaged"));
}

TEST(SystemSource, LooksWhereLinuxKeepsFirmware) {
  EXPECT_THAT(system_source()->places(),
              testing::IsSupersetOf({"/lib/firmware/amdgpu", "/lib/firmware/updates/amdgpu"}));
}

}  // namespace
}  // namespace egpulab::firmware

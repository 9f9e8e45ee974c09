// Bring-up with the vendor's own firmware, where EGPULAB_FIRMWARE names a directory that has it; and with a real card's
// VBIOS in the ROM, where the shared data has it.
#include <gmock/gmock.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/driver_nvidia/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class VendorFirmware : public testing::TestWithParam<Board> {
 protected:
  void SetUp() override {
    const char* directory = std::getenv("EGPULAB_FIRMWARE");
    if (!directory || !*directory) GTEST_SKIP() << "EGPULAB_FIRMWARE is not set";
    source_ = firmware::system_source(std::filesystem::path(directory));
  }
  std::unique_ptr<firmware::Source> source_;
};

TEST_P(VendorFirmware, BringsUpAFreshCardAndUnloads) {
  Card card(GetParam());
  const auto device = card.boot({.firmware = source_.get()});
  EXPECT_EQ(device->boot().firmware_version, "570.144");
  EXPECT_THAT(device->boot().firmware.front(), HasSubstr(std::getenv("EGPULAB_FIRMWARE")));
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
}

TEST_P(VendorFirmware, OfAnotherFamilyIsRefusedByTheCard) {
  // The whole set under this card's names.
  class Renamed final : public firmware::Source {
   public:
    Renamed(const firmware::Source& source, std::string from, std::string to)
        : source_(source), from_(std::move(from)), to_(std::move(to)) {}
    Parsed<std::optional<firmware::File>> find(std::string_view name) const override {
      std::string other(name);
      if (const auto at = other.find("/" + from_ + "/"); at != std::string::npos)
        other.replace(at, from_.size() + 2, "/" + to_ + "/");
      return source_.find(other);
    }
    std::vector<std::string> places() const override { return source_.places(); }

   private:
    const firmware::Source& source_;
    std::string from_, to_;
  };
  const Board& board = GetParam();
  const Board& other = board.fsp ? (board.folder == std::string_view("gh100") ? rtx5090 : h100)
                                 : (board.folder == std::string_view("ga102") ? rtx4090 : rtx3090);
  const Renamed source(*source_, board.folder, other.folder);
  Card card(board);
  EXPECT_THAT(error_of<FirmwareRejected>([&] { card.boot({.firmware = &source}); }), HasSubstr("firmware"));
}

INSTANTIATE_TEST_SUITE_P(Cards, VendorFirmware, testing::ValuesIn(generations), name_of);

// Real GA104 images behind the simulated ROM window: what the driver parses is what the simulated FWSEC verifies.
class RealRom : public testing::TestWithParam<const char*> {};

TEST_P(RealRom, ServedByTheSimulatorBoots) {
  const char* shared = std::getenv("EGPULAB_SHARED");
  const auto root =
      shared ? std::filesystem::path(shared) : std::filesystem::path(EGPULAB_SOURCE_DIR) / ".." / "shared";
  const auto rom = root / "data/nvidia/vbios" / GetParam();
  if (!std::filesystem::exists(rom)) GTEST_SKIP() << rom << " is not there";
  // The board's profile with this image for its ROM.
  const auto profile = std::filesystem::path(testing::TempDir()) / (std::string(GetParam()) + ".toml");
  std::ifstream original(std::filesystem::path(EGPULAB_SOURCE_DIR) / "fixtures/devices/rtxa4000.toml");
  std::string text((std::istreambuf_iterator<char>(original)), std::istreambuf_iterator<char>());
  constexpr std::string_view table = "[nvidia.vbios]\n";
  const auto at = text.find(table);
  ASSERT_NE(at, std::string::npos);
  text.insert(at + table.size(), "file = \"" + std::filesystem::canonical(rom).string() + "\"\n");
  std::ofstream(profile) << text;
  const std::string name = profile.string();
  Card card({name.c_str(), "GA104", "ga102", false});
  const auto device = card.boot();
  EXPECT_THAT(device->shutdown().problems, IsEmpty());
}

INSTANTIATE_TEST_SUITE_P(Images, RealRom, testing::Values("Sample_RTX3070_Mobile.rom", "Razer.RTX3080.8192.210603.rom"),
                         [](const auto& row) { return std::string(row.param).substr(0, 5); });

}  // namespace
}  // namespace egpulab::driver::nvidia::test

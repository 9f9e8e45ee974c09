// The driver against facts of a real RX 9070 XT: its discovery binary (../shared or EGPULAB_SHARED) and its log.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "driver/regs/amd/ip_text.hpp"
#include "driver/regs/amd/names.hpp"
#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

std::filesystem::path shared_data() {
  const char* given = std::getenv("EGPULAB_SHARED");
  return std::filesystem::path(given ? given : EGPULAB_SOURCE_DIR "/../shared") / "data/amd";
}

// The profile with one more key: the binary that firmware leaves in VRAM.
class RealDiscovery : public testing::Test {
 protected:
  void SetUp() override {
    const std::filesystem::path binary = shared_data() / "ip_discovery/navi48_gc12_0_1_from_vbios_flash.bin";
    if (!std::filesystem::exists(binary)) GTEST_SKIP() << "no discovery binary at " << binary;
    profile_ = std::filesystem::path(testing::TempDir()) / "rx9070xt_real_discovery.toml";
    std::ifstream own(EGPULAB_SOURCE_DIR "/fixtures/devices/rx9070xt.toml");
    std::ofstream(profile_) << "discovery_file = \"" << std::filesystem::absolute(binary).string() << "\"\n"
                            << own.rdbuf();
  }
  void TearDown() override { std::filesystem::remove(profile_); }
  std::filesystem::path profile_;
};

TEST_F(RealDiscovery, BootsAndNamesTheBlocksOfTheCard) {
  const std::string path = profile_.string();
  Chip chip = navi48;
  chip.profile = path.c_str();
  Card card(chip);
  const auto device = card.boot();
  EXPECT_EQ(device->boot().identity.vram_size, navi48.reported_vram);
  EXPECT_TRUE(device->shutdown().clean());
}

TEST(RealCard, HasTheValuesOfItsLogAfterADriversBringUp) {
  Card card(navi48);
  const auto device = card.boot();
  const regs::amd::RegisterNames names(
      *regs::amd::parse_ip_bases(card.pci().info().facts.at(std::string(regs::amd::ip_bases_fact))));
  std::ifstream in(EGPULAB_SOURCE_DIR "/fixtures/registers/navi48_bringup.tsv");
  std::size_t compared = 0;
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    std::string stage, name, real, simulated;
    if (!(columns >> stage >> name >> real) || stage != "driver") continue;
    if (!(columns >> simulated)) simulated = real;
    const auto* entry = names.find(name);
    ASSERT_NE(entry, nullptr) << name;
    EXPECT_EQ(card.pci().read32(5, entry->address), std::stoul(simulated, nullptr, 0)) << name;
    ++compared;
  }
  EXPECT_GT(compared, 5u);
}

}  // namespace
}  // namespace egpulab::driver::amd::test

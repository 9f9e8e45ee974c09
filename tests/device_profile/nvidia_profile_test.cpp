// Profiles of NVIDIA's cards: what the shipped ones say, and how faults in their own section are told.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <numeric>

#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator {
namespace {

std::string text_with(std::string_view from, std::string_view to, std::string_view card = "rtx3090") {
  std::ifstream in(std::string(EGPULAB_SOURCE_DIR "/fixtures/devices/").append(card) + ".toml", std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
std::string error_with(std::string_view from, std::string_view to, std::string_view card = "rtx3090") {
  auto parsed = parse_device_profile(text_with(from, to, card), "card.toml");
  return parsed ? "accepted" : parsed.error().message;
}
u32 sms(std::string_view id) {
  const NvidiaProfile card = load_device_profile(id)->nvidia;
  const auto tpcs = card.gpc_tpcs();
  return card.sms_per_tpc * std::accumulate(tpcs.begin(), tpcs.end(), 0u);
}

TEST(NvidiaProfiles, HaveTheShaderUnitsOfTheProductSheets) {
  EXPECT_EQ(sms("rtx3060"), 28u);
  EXPECT_EQ(sms("rtx3080"), 68u);
  EXPECT_EQ(sms("rtx3090"), 82u);
  EXPECT_EQ(sms("rtxa4000"), 48u);
  EXPECT_EQ(sms("rtx4060"), 24u);
  EXPECT_EQ(sms("rtx4080"), 76u);
  EXPECT_EQ(sms("rtx4090"), 128u);
  EXPECT_EQ(sms("rtx5060ti"), 36u);
  EXPECT_EQ(sms("rtx5080"), 84u);
  EXPECT_EQ(sms("rtx5090"), 170u);
  EXPECT_EQ(sms("h100"), 114u);
}

TEST(NvidiaProfiles, HaveAGraphicsEngineAndCopyEnginesOnDistinctVectors) {
  for (const std::string& id : list_device_profiles()) {
    const auto card = load_device_profile(id);
    if (card->vendor != "nvidia") continue;
    std::vector<u32> vectors;
    for (const NvidiaEngine& e : card->nvidia.engines)
      vectors.push_back(e.stall_vector), vectors.push_back(e.nonstall_vector);
    std::ranges::sort(vectors);
    EXPECT_TRUE(std::ranges::adjacent_find(vectors) == vectors.end()) << id;
    EXPECT_GE(card->nvidia.engines.size(), 4u) << id;
    EXPECT_NE(card->pci.bar(BarProfile::Role::instance), nullptr) << id;
  }
}

TEST(NvidiaProfileErrors, NameTheKeyAndWhatIsWrong) {
  using testing::HasSubstr;
  EXPECT_THAT(error_with("boot42 = 0x172a1000", "boot42 = 0x192a1000"),
              HasSubstr("nvidia.boot42 = 0x192a1000 is not that of a GA102"));
  EXPECT_THAT(error_with("chip = \"GA102\"", "chip = \"GA199\""), HasSubstr("\"GA199\" is not a chip"));
  EXPECT_THAT(error_with("boot = \"falcon\"", "boot = \"magic\""), HasSubstr("is none of falcon, fsp"));
  EXPECT_THAT(error_with("fwsec_pkc_data_offset = 0x5a4", "fwsec_pkc_data_offset = 0x7a4"),
              HasSubstr("leaves no room for a signature"));
  EXPECT_THAT(error_with("fwsec_interface_offset = 0x1c", "fwsec_interface_offset = 0xfffffff0"),
              HasSubstr("is beyond DMEM"));
  EXPECT_THAT(error_with("fwsec_dmem_size = 0x800", "fwsec_dmem_size = 0x700"), HasSubstr("must be 2 KiB to 64 KiB"));
  EXPECT_THAT(error_with("channel_ram_base = 0xd00000", "channel_ram_base = 0xd00400"),
              HasSubstr("must be a multiple of 0x1000"));
  EXPECT_THAT(error_with("type = 1\n", "type = 2\n"), HasSubstr("lacks the graphics engine"));
  EXPECT_THAT(error_with("reset_id = 12", "reset_id = 32"), HasSubstr("beyond the 32 bits"));
  EXPECT_THAT(error_with("unit = \"GSP\"", "unit = \"XYZ\""), HasSubstr("none of GSP, SEC2, NVDEC"));
  EXPECT_THAT(error_with("[nvidia]\n", "[nvidio]\n"), HasSubstr("nvidia"));
  EXPECT_THAT(error_with("vendor = \"nvidia\"", "vendor = \"nvidiot\""), HasSubstr("expected amd or nvidia"));
}

TEST(NvidiaProfileErrors, AmdSectionsDoNotBelongThere) {
  EXPECT_THAT(error_with("[vram]\n", "[gc]\nnum_se = 1\n[vram]\n"), testing::HasSubstr("gc is not a known key"));
}

TEST(NvidiaProfileFiles, NameARomThatCannotBeRead) {
  const std::string path = ::testing::TempDir() + "/missing_rom.toml";
  std::ofstream(path) << text_with("[nvidia.vbios]\n", "[nvidia.vbios]\nfile = \"nowhere.rom\"\n");
  const auto profile = load_device_profile(path);
  ASSERT_FALSE(profile);
  EXPECT_THAT(profile.error().message, testing::HasSubstr("nowhere.rom"));
}

}  // namespace
}  // namespace egpulab::simulator

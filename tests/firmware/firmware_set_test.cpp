// Choosing a GPU's firmware by the versions of its IP blocks.
#include "driver/firmware/firmware_set.hpp"

#include "fixtures/firmware.hpp"

namespace egpulab::firmware {
namespace {

using regs::amd::SosPart;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

constexpr IpVersions navi31{{13, 0, 0}, {13, 0, 0}, {6, 0, 0}, {11, 0, 0}};

fixtures::FirmwareFiles navi31_files() { return *fixtures::synthetic_firmware("gc_11_0_0"); }
std::vector<std::string> names(const std::vector<const Piece*>& pieces) {
  std::vector<std::string> out;
  for (const Piece* p : pieces) out.push_back(p->name);
  return out;
}
std::string error_of(fixtures::FirmwareFiles from, const IpVersions& versions = navi31) {
  auto set = FirmwareSet::load(MemorySource("memory", std::move(from)), versions);
  return set ? "accepted" : set.error().message;
}

TEST(FirmwareSetOfNavi31, IsFoundByItsIpVersions) {
  const FirmwareSet set = *FirmwareSet::load(MemorySource("memory", navi31_files()), navi31);
  EXPECT_EQ(set.sos(SosPart::sos)->version, 0x310036u);
  EXPECT_EQ(set.smu().bytes.size(), 0x3fe00u);
  EXPECT_EQ(set.container(Role::ta), nullptr) << "optional, and not among the files";
}

TEST(FirmwareSetOfNavi31, LoadsForComputeInTheOrderOfLinux) {
  const FirmwareSet set = *FirmwareSet::load(MemorySource("memory", navi31_files()), navi31);
  EXPECT_THAT(names(set.load_order()),
              ElementsAre("SDMA_UCODE_TH1", "SDMA_UCODE_TH0", "RS64_MEC", "RS64_MEC_P0_STACK", "IMU_I", "IMU_D",
                          "RLC_RESTORE_LIST_GPM_MEM", "RLC_RESTORE_LIST_SRM_MEM", "RLC_IRAM", "RLC_DRAM_BOOT", "RLC_P",
                          "RLC_V", "RLC_G"));
  EXPECT_EQ(names(set.load_order(4, true)).size(), 13u + 3 + 2 * 3);
}

TEST(FirmwareSetOfNavi48, HasTheMicroEnginesThatTheDriverStarts) {
  constexpr IpVersions navi48{{14, 0, 3}, {14, 0, 3}, {7, 0, 1}, {12, 0, 1}};
  const FirmwareSet set = *FirmwareSet::load(*fixtures::synthetic_firmware_source(), navi48);
  EXPECT_THAT(names(set.load_order()),
              ElementsAre("SDMA_UCODE_TH0", "RS64_PFP", "RS64_PFP_P0_STACK", "RS64_ME", "RS64_ME_P0_STACK", "RS64_MEC",
                          "RS64_MEC_P0_STACK", "IMU_I", "IMU_D", "RLC_RESTORE_LIST_GPM_MEM", "RLC_RESTORE_LIST_SRM_MEM",
                          "RLC_IRAM", "RLC_DRAM_BOOT", "RLC_G"));
  EXPECT_EQ(set.container(Role::me)->start_address, join64(0x3000, 0x70000));
  EXPECT_NE(set.container(Role::mes), nullptr) << "one image for both pipes";
}

TEST(FirmwareSets, StayGoodWhenCopiedAndMoved) {
  std::optional<FirmwareSet> copy;
  {
    FirmwareSet set = *FirmwareSet::load(MemorySource("memory", navi31_files()), navi31);
    copy = std::move(set);
  }
  EXPECT_EQ(copy->load_order().front()->bytes.size(), 0x4200u);
}

TEST(FirmwareSets, SayWhichFileIsMissingAndWhereItWasLookedFor) {
  auto without = navi31_files();
  without.erase("gc_11_0_0_rlc.bin");
  EXPECT_THAT(error_of(without), AllOf(HasSubstr("gc_11_0_0_rlc.bin: not found"), HasSubstr("in memory")));
  EXPECT_THAT(error_of(navi31_files(), {{14, 0, 3}, {14, 0, 3}, {7, 0, 1}, {12, 0, 1}}),
              HasSubstr("psp_14_0_3_sos.bin"));
}

TEST(FirmwareSets, DoWithoutGraphicsFirmwareBeforeGc12) {
  auto compute_only = navi31_files();
  for (const char* name : {"gc_11_0_0_pfp.bin", "gc_11_0_0_me.bin", "gc_11_0_0_mes_2.bin", "gc_11_0_0_mes1.bin"})
    compute_only.erase(name);
  EXPECT_EQ(error_of(compute_only), "accepted");
}

TEST(FirmwareSets, RefuseAFileOfAnotherIp) {
  auto mixed = navi31_files();
  mixed["gc_12_0_1_mec.bin"] = mixed["gc_11_0_0_mec.bin"];
  for (const char* name : {"pfp", "me", "imu", "rlc"})
    mixed[fmt::format("gc_12_0_1_{}.bin", name)] = mixed[fmt::format("gc_11_0_0_{}.bin", name)];
  EXPECT_EQ(error_of(mixed, {{13, 0, 0}, {13, 0, 0}, {6, 0, 0}, {12, 0, 1}}),
            "firmware memory/gc_12_0_1_pfp.bin: ip_version (offset 0xc): expected 12.0 for GC 12.0.1, found 11.0");
}

TEST(FirmwareSets, PassOnWhatIsWrongWithAFile) {
  auto broken = navi31_files();
  broken["sdma_6_0_0.bin"].resize(1000);
  EXPECT_THAT(error_of(broken), HasSubstr("firmware memory/sdma_6_0_0.bin: size_bytes"));
}

TEST(SyntheticFirmware, IsTheSameEveryTimeAndListsItsSets) {
  EXPECT_EQ(navi31_files(), navi31_files());
  EXPECT_THAT(fixtures::synthetic_firmware("gc_1").error().message, HasSubstr("known are gc_11_0_0"));
}

}  // namespace
}  // namespace egpulab::firmware

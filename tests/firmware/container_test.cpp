// Firmware containers: what the parser finds in good files, and what it says of bad ones.
#include "driver/firmware/container.hpp"

#include "driver/firmware/crc32.hpp"
#include "fixtures/firmware.hpp"

namespace egpulab::firmware {
namespace {

using regs::amd::CommonFirmwareHeader;
using regs::amd::PspFirmwareType;
using regs::amd::SosPart;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

const fixtures::FirmwareFiles& files() {
  static const fixtures::FirmwareFiles all = *fixtures::synthetic_firmware("gc_11_0_0");
  return all;
}
std::vector<std::byte> file(const std::string& name) { return files().at(name); }

std::vector<std::string> piece_names(const Container& c) {
  std::vector<std::string> names;
  for (const Piece& p : c.pieces) names.push_back(p.name);
  return names;
}
// Writes a field and makes the checksum right again, so that the field itself is judged.
template <class T>
std::vector<std::byte> with(std::vector<std::byte> bytes, std::size_t offset, T value) {
  store(MutableBytes(bytes), offset, value);
  store(MutableBytes(bytes), offsetof(CommonFirmwareHeader, crc32),
        crc32(Bytes(bytes).subspan(sizeof(CommonFirmwareHeader))));
  return bytes;
}
std::string error_of(Role role, Bytes bytes) {
  auto parsed = parse_container(role, "x.bin", bytes);
  return parsed ? "accepted" : parsed.error().message;
}

TEST(SosFile, ListsThePartsThatTheBootloaderTakes) {
  const auto bytes = file("psp_13_0_0_sos.bin");
  const Container c = *parse_container(Role::sos, "sos", bytes);
  EXPECT_THAT(piece_names(c), ElementsAre("SOS", "SYS_DRV", "TOC", "KDB", "SPL", "RL"));
  EXPECT_EQ(c.find(SosPart::sys_drv)->bytes.size(), 0x27790u);
  EXPECT_EQ(c.find(SosPart::sys_drv)->bytes.data(), bytes.data() + c.find(SosPart::sys_drv)->offset);
  EXPECT_TRUE(c.find(SosPart::sos)->psp_image);
  EXPECT_FALSE(c.find(SosPart::kdb)->psp_image) << "key databases have no $PS1";
  EXPECT_EQ(c.find(SosPart::ras_drv), nullptr);
  EXPECT_TRUE(c.crc_checked);
}

TEST(SmuFile, HasOneImageAndItsSoftPowerplayTables) {
  const auto bytes = file("smu_13_0_0.bin");
  const Container c = *parse_container(Role::smu, "smu", bytes);
  EXPECT_THAT(piece_names(c), ElementsAre("SMU"));
  EXPECT_EQ(c.version, 0x004e8700u);
  ASSERT_EQ(c.pptables.size(), 6u);
  EXPECT_EQ(c.pptables[1].id, 0x8f21u);
  EXPECT_EQ(c.pptables[5].bytes.data() + c.pptables[5].bytes.size(), bytes.data() + bytes.size());
}

TEST(SdmaFile, HasControlAndContextThreads) {
  const auto bytes = file("sdma_6_0_0.bin");
  const Container c = *parse_container(Role::sdma, "sdma", bytes);
  EXPECT_THAT(piece_names(c), ElementsAre("SDMA_UCODE_TH1", "SDMA_UCODE_TH0"));
  EXPECT_EQ(c.find(PspFirmwareType::sdma_th0)->offset, 0x100u);
  EXPECT_EQ(c.find(PspFirmwareType::sdma_th1)->offset, 0x4500u);
}

TEST(MecFile, HasCodeAndOneDataImagePerPipe) {
  const auto bytes = file("gc_11_0_0_mec.bin");
  const Container c = *parse_container(Role::mec, "mec", bytes);
  EXPECT_THAT(piece_names(c), ElementsAre("RS64_MEC", "RS64_MEC_P0_STACK", "RS64_MEC_P1_STACK", "RS64_MEC_P2_STACK",
                                          "RS64_MEC_P3_STACK"));
  EXPECT_EQ(c.start_address, 0x0007000000003000u);
}

TEST(RlcFile, HasTheImagesOfAutoload) {
  const auto bytes = file("gc_11_0_0_rlc.bin");
  const Container c = *parse_container(Role::rlc, "rlc", bytes);
  EXPECT_THAT(piece_names(c), ElementsAre("RLC_RESTORE_LIST_GPM_MEM", "RLC_RESTORE_LIST_SRM_MEM", "RLC_IRAM",
                                          "RLC_DRAM_BOOT", "RLC_P", "RLC_V", "RLC_G"));
  EXPECT_EQ(c.find(PspFirmwareType::rlc_v)->version, 0x22u);
}

TEST(ImuAndMesFiles, HaveInstructionAndDataImages) {
  const auto imu = file("gc_11_0_0_imu.bin"), mes = file("gc_11_0_0_mes_2.bin"), kiq = file("gc_11_0_0_mes1.bin");
  EXPECT_THAT(piece_names(*parse_container(Role::imu, "imu", imu)), ElementsAre("IMU_I", "IMU_D"));
  EXPECT_THAT(piece_names(*parse_container(Role::mes, "mes", mes)), ElementsAre("CP_MES", "MES_STACK"));
  EXPECT_THAT(piece_names(*parse_container(Role::mes_kiq, "mes1", kiq)), ElementsAre("CP_MES_KIQ", "MES_KIQ_STACK"));
}

TEST(BadContainers, AreToldByFileFieldOffsetExpectedAndFound) {
  const auto mec = file("gc_11_0_0_mec.bin");

  EXPECT_EQ(error_of(Role::mec, Bytes(mec).first(20)),
            "firmware x.bin: file (offset 0x0): expected at least 32 bytes, found 20");
  EXPECT_EQ(error_of(Role::mec, Bytes(mec).first(mec.size() - 1)),
            "firmware x.bin: size_bytes (offset 0x0): expected the file's 406527, found 406528");
  EXPECT_EQ(error_of(Role::mec, with<u16>(mec, 8, 7)),
            "firmware x.bin: header_version (offset 0x8): expected one of 1.0, 2.0 for a mec file, found 7.0");
  EXPECT_EQ(error_of(Role::mec, with<u32>(mec, 4, 0x20)),
            "firmware x.bin: header_size_bytes (offset 0x4): expected 0x3c to the file's 0x63400, found 0x20");
  EXPECT_EQ(error_of(Role::mec, with<u32>(mec, 24, 0x10)),
            "firmware x.bin: ucode_array_offset_bytes (offset 0x18): expected at least the header's 0x3c, found 0x10");
  EXPECT_EQ(error_of(Role::mec, with<u32>(mec, 20, 0xffffffff)),
            "firmware x.bin: ucode_size_bytes (offset 0x14): expected a range within the file's 0x63400 bytes, found "
            "0xffffffff bytes at 0x100");
  EXPECT_THAT(error_of(Role::mec, with<u32>(mec, 48, 0xfffffff0)), HasSubstr("data_size_bytes (offset 0x2c)"));
}

TEST(BadContainers, FailTheirChecksumWhereTheKindHasAKnownOne) {
  auto mec = file("gc_11_0_0_mec.bin");
  mec[0x5000] ^= std::byte{1};
  EXPECT_THAT(error_of(Role::mec, mec),
              AllOf(HasSubstr("crc32 (offset 0x1c)"), HasSubstr("the sum of the bytes after it")));

  auto smu = file("smu_13_0_0.bin");
  smu[0x5000] ^= std::byte{1};
  EXPECT_EQ(error_of(Role::smu, smu), "accepted") << "real SMU files hold a checksum of something else";
}

TEST(BadContainers, OfTheWrongKindAreRefused) {
  EXPECT_THAT(error_of(Role::rlc, file("gc_11_0_0_mec.bin")), HasSubstr("header_size_bytes"));
  EXPECT_THAT(error_of(Role::mec, file("gc_11_0_0_rlc.bin")), HasSubstr("header_version"));
}

TEST(BadSosFiles, AreRefusedByPart) {
  const auto sos = file("psp_13_0_0_sos.bin");
  EXPECT_THAT(error_of(Role::sos, with<u32>(sos, 32, 0)),
              HasSubstr("psp_fw_bin_count (offset 0x20): expected 1 to 13"));
  EXPECT_THAT(error_of(Role::sos, with<u32>(sos, 32, 14)), HasSubstr("found 14"));
  EXPECT_THAT(error_of(Role::sos, with<u32>(sos, 36, 77)),
              HasSubstr("psp_fw_bin[0].fw_type (offset 0x24): expected 1 to 11, found 77"));
  EXPECT_THAT(error_of(Role::sos, with<u32>(sos, 36 + 16, 1)), HasSubstr("not in the file yet, found SOS"));
  EXPECT_THAT(error_of(Role::sos, with<u32>(sos, 36, 4)), HasSubstr("psp_fw_bin[2].fw_type"));
}

}  // namespace
}  // namespace egpulab::firmware

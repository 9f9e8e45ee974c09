// The PSP before its secure operating system runs: what the bootloader takes, in which order, and what it refuses.
#include "driver/regs/amd/mmhub.hpp"
#include "driver/regs/amd/pte.hpp"
#include "tests/amd_blocks/psp_bench.hpp"

namespace egpulab::test {
namespace {

namespace image = psp_image;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PspBootloader : public PspBench {
 protected:
  static std::vector<std::byte> part(SosPart which) {
    const Bytes bytes = synthetic_set().sos(which)->bytes;
    return {bytes.begin(), bytes.end()};
  }
  u32 load_keys() { return hand_over(BootloaderCommand::load_key_database, part(SosPart::kdb)); }
  // [7:0] of the answer: 0 is success.
  static u32 error(u32 answer) { return answer & 0xff; }
};

// A cold Navi48: C2PMSG_35 = 0x80000000, 81 = 0, 64 = 0.
TEST_F(PspBootloader, ColdCardWaitsForACommandAndHasNoSecureOs) {
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
  EXPECT_EQ(mailbox(psp_mailbox::sos_alive), 0u);
  EXPECT_EQ(mailbox(psp_mailbox::ring_command), 0u);
  EXPECT_TRUE(mailbox(psp_mailbox::boot_status) & 0x80000000u);  // memory is trained
}

TEST_F(PspBootloader, ReadyBitIsDownWhileACommandIsWorkedOn) {
  gpu.write_block(0, image_at, part(SosPart::kdb));
  mailbox(psp_mailbox::bootloader_argument, static_cast<u32>(mc(image_at) >> 20));
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(BootloaderCommand::load_key_database));
  EXPECT_FALSE(mailbox(psp_mailbox::bootloader_command) & 0x80000000u);
  pass(1s);
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
}

TEST_F(PspBootloader, TakesTheComponentsInTheVendorsOrderUntilTheSecureOsGivesASignOfLife) {
  start_secure_os();
  EXPECT_EQ(mailbox(psp_mailbox::sos_version), synthetic_set().sos(SosPart::sos)->version);
  EXPECT_TRUE(mailbox(psp_mailbox::ring_command) & 0x80000000u) << "ready for a ring";
  EXPECT_THAT(findings(Finding::refused), IsEmpty());
}

TEST_F(PspBootloader, TakesTheSplTableItselfAsNewerDriversGiveIt) {
  load_keys();
  EXPECT_EQ(hand_over(BootloaderCommand::load_tos_spl_table, part(SosPart::spl)), 0x80000000u);
}

TEST_F(PspBootloader, NothingComesBeforeTheKeyDatabase) {
  EXPECT_NE(error(hand_over(BootloaderCommand::load_sysdrv, part(SosPart::sys_drv))), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("LOAD_KEY_DATABASE must come before it")));
}

TEST_F(PspBootloader, SecureOsNeedsTheSystemDriver) {
  load_keys();
  EXPECT_NE(error(hand_over(BootloaderCommand::load_sosdrv, part(SosPart::sos))), 0u);
  EXPECT_EQ(mailbox(psp_mailbox::sos_alive), 0u);
}

TEST_F(PspBootloader, RefusalLeavesItReadyForAnotherTry) {
  hand_over(BootloaderCommand::load_sysdrv, part(SosPart::sys_drv));
  EXPECT_EQ(load_keys(), 0x80000000u);
}

TEST_F(PspBootloader, RefusesAnotherComponentsImageByItsType) {
  load_keys();
  EXPECT_NE(error(hand_over(BootloaderCommand::load_key_database, part(SosPart::sos))), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("has type 0x9, expected 0x4f")));
}

TEST_F(PspBootloader, RefusesAnImageWithoutTheMagicNumber) {
  std::vector<std::byte> keys = part(SosPart::kdb);
  keys[image::key_database_magic] = std::byte{0};
  EXPECT_NE(error(hand_over(BootloaderCommand::load_key_database, keys)), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("has no $PS1 header (found 0x00000000 at 0x10)")));
}

TEST_F(PspBootloader, RefusesAnImageWhoseSizesContradictEachOther) {
  load_keys();
  std::vector<std::byte> driver = part(SosPart::sys_drv);
  store<u32>(driver, image::signed_size, 0x100);
  hand_over(BootloaderCommand::load_tos_spl_table, part(SosPart::kdb));
  EXPECT_NE(error(hand_over(BootloaderCommand::load_sysdrv, driver)), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("header says 0x27790 bytes in all")));
}

TEST_F(PspBootloader, RefusesAnUnsignedImage) {
  std::vector<std::byte> keys = part(SosPart::kdb);
  store<u32>(keys, image::is_signed, 0);
  store<u32>(keys, image::image_size, 0);
  EXPECT_NE(error(hand_over(BootloaderCommand::load_key_database, keys)), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("is not signed")));
}

TEST_F(PspBootloader, RefusesABlankSignature) {
  std::vector<std::byte> keys = part(SosPart::kdb);
  std::fill(keys.end() - static_cast<std::ptrdiff_t>(image::signature_size), keys.end(), std::byte{0});
  EXPECT_NE(error(hand_over(BootloaderCommand::load_key_database, keys)), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("its signature is blank")));
}

// Linux hands images over in host memory, through the GART: a flat table in VRAM for VMID 0 (amdgpu_psp.c, fw_pri_bo;
// mmhub_v3_0.c).
TEST_F(PspBootloader, ReadsImagesFromHostMemoryThroughTheGart) {
  constexpr u64 gart = 0x7fff'0000'0000, table_at = 1 * GiB, pages = MiB / (4 * KiB);
  host.memory.write(0, part(SosPart::kdb));
  for (u64 page = 0; page < pages; ++page)
    gpu.write64(0, table_at + 8 * page,
                Pte("VALID"_f = true, "SYSTEM"_f = true, "SNOOPED"_f = true, "EXECUTABLE"_f = true, "READABLE"_f = true,
                    "WRITEABLE"_f = true, "ADDRESS"_f = (BenchHost::base >> 12) + page)
                    .raw());
  write(MmvmContextPageTableBaseAddrLo32(low32(table_at | 1)), 0u);
  write(MmvmContextPageTableBaseAddrHi32(high32(table_at)), 0u);
  write(MmvmContextPageTableStartAddrLo32(low32(gart >> 12)), 0u);
  write(MmvmContextPageTableStartAddrHi32(high32(gart >> 12)), 0u);
  write(MmvmContextPageTableEndAddrLo32(low32((gart >> 12) + pages - 1)), 0u);
  write(MmvmContextPageTableEndAddrHi32(high32(gart >> 12)), 0u);
  write(MmvmContextCntl("ENABLE_CONTEXT"_f = true, "PAGE_TABLE_DEPTH"_f = 0u), 0u);

  mailbox(psp_mailbox::bootloader_argument, static_cast<u32>(gart >> 20));
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(BootloaderCommand::load_key_database));
  pass(1s);
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
  EXPECT_THAT(findings(Finding::refused), IsEmpty());
}

TEST_F(PspBootloader, RefusesAnAddressThatIsNotMemory) {
  mailbox(psp_mailbox::bootloader_argument, 0x10);
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(BootloaderCommand::load_key_database));
  pass(1s);
  EXPECT_NE(error(mailbox(psp_mailbox::bootloader_command)), 0u);
}

TEST_F(PspBootloader, RefusesACommandThatDoesNotExist) {
  EXPECT_NE(error(hand_over(static_cast<BootloaderCommand>(0x50000), {})), 0u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("no bootloader command 0x50000")));
}

TEST_F(PspBootloader, IsGoneOnceTheSecureOsRuns) {
  start_secure_os();
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(BootloaderCommand::load_key_database));
  pass(1s);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("the bootloader is gone, sOS runs")));
}

// Linux runs it when two-stage memory training is on; it takes no image.
TEST_F(PspBootloader, MemoryTrainingIsAnsweredAfterItsTime) {
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(BootloaderCommand::dram_long_train));
  pass(100ms);
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command) >> 31, 0u);
  pass(200ms);
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
}

TEST_F(PspBootloader, CommandDuringAResetIsLost) {
  gpu.reset(Reset::mode1);
  mailbox(psp_mailbox::bootloader_command, static_cast<u32>(BootloaderCommand::load_key_database));
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("the boot ROM is not ready yet")));
  pass(1s);
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
}

}  // namespace
}  // namespace egpulab::test

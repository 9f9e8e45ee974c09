// The vendor's own firmware on the simulated card, where EGPULAB_FIRMWARE names a directory that has it.
#include <cstdlib>

#include "tests/amd_blocks/psp_bench.hpp"

namespace egpulab::test {
namespace {

using ::testing::IsEmpty;

class VendorFirmware : public PspBench {
 protected:
  void SetUp() override {
    const char* directory = std::getenv("EGPULAB_FIRMWARE");
    if (!directory || !*directory) GTEST_SKIP() << "EGPULAB_FIRMWARE is not set";
    auto set = firmware::FirmwareSet::load(*firmware::system_source(std::filesystem::path(directory)),
                                           firmware::ip_versions(gpu.bases()));
    ASSERT_TRUE(set) << set.error().message;
    set_ = std::move(*set);
  }
  std::optional<firmware::FirmwareSet> set_;
};

TEST_F(VendorFirmware, IsTakenByBootloaderSecureOsAndSmuWithoutARefusal) {
  start_ring(*set_);
  load_all(*set_);
  EXPECT_EQ(smu(regs::amd::smu::Message::enable_all_smu_features), 1u);
  EXPECT_TRUE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
  EXPECT_EQ(smu(regs::amd::smu::Message::get_smu_version), 1u);
  EXPECT_EQ(smu_result(), set_->container(firmware::Role::smu)->version);
  EXPECT_THAT(findings(Finding::refused), IsEmpty());
}

// A real Navi31 asked for 0x1300000 with the table of its time.
TEST_F(VendorFirmware, TableOfContentsNeedsTheTmrThatARealCardReserved) {
  start_ring(*set_);
  EXPECT_EQ(load_toc(set_->sos(SosPart::toc)->bytes).tmr_size, 0x1300000u);
}

TEST_F(VendorFirmware, MesAndItsDataAreTaken) {
  start_ring(*set_);
  load_toc(set_->sos(SosPart::toc)->bytes);
  setup_tmr();
  for (const firmware::Role role : {firmware::Role::mes, firmware::Role::mes_kiq}) {
    const firmware::Container* container = set_->container(role);
    ASSERT_NE(container, nullptr) << to_string(role);
    for (const firmware::Piece& piece : container->pieces)
      EXPECT_EQ(status_of(load_firmware(static_cast<FirmwareType>(piece.type), piece.bytes)), Status::success)
          << piece.name;
  }
}

TEST_F(VendorFirmware, TrustedApplicationsGetSessions) {
  const firmware::Container* applications = set_->container(firmware::Role::ta);
  if (!applications) GTEST_SKIP() << "the directory has no trusted applications";
  start_ring(*set_);
  for (const firmware::Piece& piece : applications->pieces) {
    gpu.write_block(0, image_at, piece.bytes);
    psp::CommandBuffer c{};
    c.cmd_id = psp::Command::load_ta;
    c.cmd.load_ta.app_phy_addr_lo = low32(mc(image_at)), c.cmd.load_ta.app_phy_addr_hi = high32(mc(image_at));
    c.cmd.load_ta.app_len = static_cast<u32>(piece.bytes.size());
    EXPECT_EQ(status_of(submit(c)), Status::success) << piece.name;
  }
}

// Header, sizes and type are as they must be; only the key that signed it is another generation's.
TEST_F(VendorFirmware, OfAnotherGenerationIsRefusedByItsKey) {
  auto other =
      firmware::FirmwareSet::load(*firmware::system_source(std::filesystem::path(std::getenv("EGPULAB_FIRMWARE"))),
                                  {.mp0 = {14, 0, 3}, .mp1 = {14, 0, 3}, .sdma = {7, 0, 1}, .gc = {12, 0, 1}});
  if (!other) GTEST_SKIP() << other.error().message;
  start_ring(*set_);
  load_toc(set_->sos(SosPart::toc)->bytes);
  setup_tmr();
  const firmware::Piece* mec = other->container(firmware::Role::mec)->find(PspFirmwareType::rs64_mec);
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rs64_mec, mec->bytes)), Status::error_security);
  EXPECT_THAT(findings(Finding::refused),
              ::testing::ElementsAre(::testing::HasSubstr("is signed with key 4e14512cb3924b4a98177bc5ff6129e9")));
}

TEST_F(VendorFirmware, IsRefusedWhereItsPiecesAreMixedUp) {
  start_ring(*set_);
  load_toc(set_->sos(SosPart::toc)->bytes);
  setup_tmr();
  const firmware::Piece* mec = set_->container(firmware::Role::mec)->find(PspFirmwareType::rs64_mec);
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rlc_g, mec->bytes)), Status::error_security);
}

}  // namespace
}  // namespace egpulab::test

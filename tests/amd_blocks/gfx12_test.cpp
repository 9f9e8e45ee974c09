// The generation of the RX 9070 XT and RX 9060 XT at its blocks: what a real Navi48 showed (log of a card's bring-up,
// RX4Darwin/AMDRadeonRDNA4.kext), and what Linux's drivers of these IP versions rely on.
#include <fstream>
#include <sstream>

#include "driver/regs/amd/firmware_headers.hpp"
#include "driver/regs/amd/imu.hpp"
#include "driver/regs/amd/names.hpp"
#include "driver/regs/amd/rlc.hpp"
#include "fixtures/firmware.hpp"
#include "tests/amd_blocks/psp_bench.hpp"

namespace egpulab::test {
namespace {

using regs::amd::smu::Message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Navi48 : public PspBench {
 protected:
  Navi48() : PspBench(false, "rx9070xt") {}
  firmware::FirmwareSet set() {
    return firmware::FirmwareSet::load(*fixtures::synthetic_firmware_source(), firmware::ip_versions(gpu.bases()))
        .value();
  }
  void boot() {
    const firmware::FirmwareSet files = set();
    ASSERT_NO_FATAL_FAILURE(start_ring(files));
    ASSERT_NO_FATAL_FAILURE(load_all(files));
    ASSERT_EQ(smu(Message::enable_all_smu_features), 1u);
  }
};

// fixtures/registers/navi48_bringup.tsv: what a real card's log says, and why the simulated one differs where it does.
struct Logged {
  std::string name;
  u32 real, simulated;
};
std::vector<Logged> logged(const std::string& stage) {
  std::ifstream in(EGPULAB_SOURCE_DIR "/fixtures/registers/navi48_bringup.tsv");
  std::vector<Logged> rows;
  for (std::string line; std::getline(in, line);) {
    std::istringstream columns(line);
    std::string of, name, real, simulated;
    if (line.starts_with('#') || !(columns >> of >> name >> real) || of != stage) continue;
    const auto number = [](const std::string& text) { return static_cast<u32>(std::stoul(text, nullptr, 0)); };
    columns >> simulated;
    rows.push_back({name, number(real), number(simulated.empty() ? real : simulated)});
  }
  return rows;
}

class LikeTheRealCard : public Navi48 {
 protected:
  void expect(const std::string& stage) {
    const RegisterNames names(gpu.bases());
    const std::vector<Logged> rows = logged(stage);
    ASSERT_GT(rows.size(), 10u);
    for (const Logged& row : rows) {
      const auto* register_at = names.find(row.name);
      ASSERT_NE(register_at, nullptr) << row.name;
      EXPECT_EQ(gpu.read32(5, register_at->address), row.simulated)
          << row.name << ", which is " << row.real << " on the real card";
    }
  }
};

TEST_F(LikeTheRealCard, BeforeAnyFirmware) { expect("cold"); }

TEST_F(LikeTheRealCard, AfterAutoload) {
  ASSERT_NO_FATAL_FAILURE(boot());
  expect("autoload");
  EXPECT_THAT(findings(Finding::refused), IsEmpty());
}

// The real card's answer to LOAD_TOC and to a second word of its sOS.
TEST_F(Navi48, HasItsTmrFromBoot) {
  const firmware::FirmwareSet files = set();
  start_ring(files);
  EXPECT_EQ(load_toc(files.sos(SosPart::toc)->bytes).tmr_size, 0u);
}

// Neighbours in the vendor's table for Navi48 (psp_14_0_3_sos.bin).
TEST(TableOfContentsSincePsp14, CountsOffsetsInEightDwordsAndLargeSizesInThousands) {
  constexpr regs::amd::TocFormat toc = regs::amd::toc_format(14);
  EXPECT_EQ(toc.offset(0x04000300), toc.offset(0x02000000) + toc.size(0x06000000));
  EXPECT_EQ(toc.offset(0x26022e80), toc.offset(0x24010e80) + toc.size(0x00901000));
}

// Before the SMU enables the graphics core, autoload has been asked for and nothing has come up.
TEST_F(Navi48, AutoloadWaitsForTheSmu) {
  const firmware::FirmwareSet files = set();
  start_ring(files);
  load_all(files);
  pass(1s);
  EXPECT_EQ(read<GfxImuCoreCtrl>().raw(), 0x8u);
  EXPECT_EQ(read<GfxImuGfxResetCtrl>().raw(), 0x30u);
  EXPECT_FALSE((As<12, RlcRlcsBootloadStatus>(read<RlcRlcsBootloadStatus>().raw())["BOOTLOAD_COMPLETE"_f]));
}

TEST_F(Navi48, SmuAnswersWithItsOwnInterface) {
  ASSERT_NO_FATAL_FAILURE(boot());
  EXPECT_EQ(smu(Message::get_smu_version), 1u);
  EXPECT_EQ(smu_result(), 0x00685000u);
  EXPECT_EQ(smu(Message::get_driver_if_version), 1u);
  EXPECT_EQ(smu_result(), 0x33u);
  EXPECT_EQ(smu(Message::get_running_smu_features_high), 1u);
  EXPECT_EQ(smu_result(), 0x048cf19eu);
  EXPECT_EQ(smu(Message::set_allowed_features_mask_low, 0), 0xfdu);  // secure policy: refused
}

// Numbers of 14.0 that 13.0 gives to other messages (smu_v14_0_2_ppsmc.h).
TEST_F(Navi48, SmuKnowsTheMessagesOfInterface14) {
  ASSERT_NO_FATAL_FAILURE(boot());
  EXPECT_EQ(smu(0x43u), 1u);     // AllowGfxDcs
  EXPECT_EQ(smu(0x2fu), 0xfeu);  // Mode1Reset was removed
  EXPECT_EQ(number_of(Message::allow_ih_host_interrupt, gpu.bases().at(Ip::mp1).version), 0x4du);
}

TEST_F(Navi48, MetricsHaveTheLayoutOfInterface14) {
  ASSERT_NO_FATAL_FAILURE(boot());
  constexpr u64 table_at = 50 * MiB;
  smu(Message::set_driver_dram_addr_high, high32(mc(table_at)));
  smu(Message::set_driver_dram_addr_low, low32(mc(table_at)));
  ASSERT_EQ(smu(Message::transfer_table_smu2_dram, static_cast<u32>(regs::amd::smu::Table::smu_metrics)), 1u);
  regs::amd::smu::MetricsTable14 table;
  gpu.read_block(0, table_at, as_writable_bytes(table));
  EXPECT_EQ(table.metrics.metrics_counter, 1u);
  EXPECT_EQ(table.metrics.avg_temperature[static_cast<u32>(regs::amd::smu::Temperature14::edge)], profile.power.idle_c);
  EXPECT_EQ(table.metrics.public_serial_number_lower, low32(profile.unique_id));
}

// SDMA 7.0's image is another kind than SDMA 6.0's (type 0x2025 in the vendor's files).
TEST_F(Navi48, RefusesSdmaFirmwareOfTheGenerationBefore) {
  const firmware::FirmwareSet files = set();
  start_ring(files);
  load_toc(files.sos(SosPart::toc)->bytes);
  const auto old = fixtures::psp_image(1, 0x4400, 1, psp_image_type::sdma_context);
  EXPECT_EQ(status_of(load_firmware(FirmwareType::sdma_ucode_th0, old)), Status::error_security);
}

class Navi44 : public PspBench {
 protected:
  Navi44() : PspBench(false, "rx9060xt") {}
};

TEST_F(Navi44, ComesUpWithItsOwnFirmware) {
  const auto files =
      firmware::FirmwareSet::load(*fixtures::synthetic_firmware_source(), firmware::ip_versions(gpu.bases())).value();
  ASSERT_NO_FATAL_FAILURE(start_ring(files));
  ASSERT_NO_FATAL_FAILURE(load_all(files));
  EXPECT_EQ(smu(Message::enable_all_smu_features), 1u);
  EXPECT_EQ(read<RlcRlcsBootloadStatus>().raw(), 0x8000003fu);
  EXPECT_THAT(findings(Finding::refused), IsEmpty());
  EXPECT_THAT(findings(Finding::unmodelled), IsEmpty());
}

}  // namespace
}  // namespace egpulab::test

// The SMU: message mailboxes, features, clocks, tables, power limit, sensors, resets.
#include "driver/regs/amd/thm.hpp"
#include "simulator/core/state_visitors.hpp"
#include "tests/amd_blocks/psp_bench.hpp"

namespace egpulab::test {
namespace {

using regs::amd::smu::Clock;
using regs::amd::smu::DebugMessage;
using regs::amd::smu::Feature;
using regs::amd::smu::Message;
using regs::amd::smu::MetricsTable;
using regs::amd::smu::Table;
using regs::amd::smu::Temperature;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Ge;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Le;

constexpr u32 ok = 1, busy = 0xfc, prerequisite = 0xfd, unknown = 0xfe, failed = 0xff, no_answer = 0;
constexpr u64 table_at = 48 * MiB;

constexpr u32 of_clock(Clock clock, u32 value) { return static_cast<u32>(clock) << 16 | value; }

class SmuBench : public PspBench {
 protected:
  explicit SmuBench(bool strict = true) : PspBench(strict) {}
  void load_smu() {
    start_ring();
    ASSERT_EQ(status_of(load_firmware(FirmwareType::smu, synthetic_set().smu().bytes)), Status::success);
  }
  u32 ask(Message message, u32 argument = 0) {
    EXPECT_EQ(smu(message, argument), ok) << to_string(message);
    return smu_result();
  }
  void give_memory() {
    ask(Message::set_driver_dram_addr_high, high32(mc(table_at)));
    ask(Message::set_driver_dram_addr_low, low32(mc(table_at)));
  }
  void enable() { ask(Message::enable_all_smu_features); }
  MetricsTable metrics() {
    EXPECT_EQ(smu(Message::transfer_table_smu2_dram, static_cast<u32>(Table::smu_metrics)), ok);
    MetricsTable table;
    gpu.read_block(0, table_at, as_writable_bytes(table));
    return table;
  }
  u64 running() {
    return join64(ask(Message::get_running_smu_features_low), ask(Message::get_running_smu_features_high));
  }
  std::vector<u32> levels(Clock clock) {
    const u32 count = ask(Message::get_dpm_freq_by_index, of_clock(clock, 0xff)) & 0x7fffffff;
    std::vector<u32> mhz;
    for (u32 i = 0; i < count; ++i) mhz.push_back(ask(Message::get_dpm_freq_by_index, of_clock(clock, i)));
    return mhz;
  }
};

// A real Navi48 answered the same: response 0.
TEST_F(SmuBench, DoesNotAnswerBeforeItsFirmwareIsLoaded) {
  EXPECT_EQ(smu(Message::test_message, 5), no_answer);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("message 0x1 before the SMU's firmware is loaded")));
}

class Smu : public SmuBench {
 protected:
  explicit Smu(bool strict = true) : SmuBench(strict) {}
  void SetUp() override { load_smu(); }
};

TEST_F(Smu, TestMessageComesBackPlusOne) { EXPECT_EQ(ask(Message::test_message, 41), 42u); }

// Linux smu_v13_0.c, smu_v13_0_check_fw_status, through the public window of the SMU's address space.
TEST_F(Smu, FlagsRegisterSaysThatTheFirmwareRuns) {
  gpu.write32(5, byte_address<BifBxPf0RsmuIndex>(gpu.bases()), 0x03b10024);
  EXPECT_EQ(gpu.read32(5, byte_address<BifBxPf0RsmuData>(gpu.bases())), 1u);
}

TEST_F(Smu, VersionIsThatOfTheImageThatWasLoaded) {
  EXPECT_EQ(ask(Message::get_smu_version), synthetic_set().container(firmware::Role::smu)->version);
  EXPECT_EQ(ask(Message::get_driver_if_version), 0x40u);
}

TEST_F(Smu, ResponseIsZeroWhileAMessageIsWorkedOn) {
  write(Mp1SmnC2pmsg(0), smu_mailbox::response);
  write(Mp1SmnC2pmsg(static_cast<u32>(Message::get_smu_version)), smu_mailbox::message);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::response).raw(), no_answer);
  pass(1ms);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::response).raw(), ok);
}

TEST_F(Smu, SecondMessageMeanwhileIsAnsweredBusy) {
  write(Mp1SmnC2pmsg(0), smu_mailbox::response);
  write(Mp1SmnC2pmsg(static_cast<u32>(Message::get_smu_version)), smu_mailbox::message);
  write(Mp1SmnC2pmsg(static_cast<u32>(Message::test_message)), smu_mailbox::message);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::response).raw(), busy);
}

TEST_F(Smu, UnknownMessageIsAnsweredSo) {
  EXPECT_EQ(smu(0x4d), unknown);
  EXPECT_EQ(smu(0xbad), unknown);
  EXPECT_THAT(findings(Finding::refused), Contains(HasSubstr("no message 0x4d")));
}

// Every number that the vendor's header names up to the last is known.
TEST_F(Smu, NoMessageOfTheInterfaceIsUnknown) {
  give_memory();
  for (u32 message = 1; message <= static_cast<u32>(Message::allow_ih_host_interrupt); ++message)
    if (message != static_cast<u32>(Message::mode1_reset)) {
      EXPECT_NE(smu(message), unknown) << to_string(static_cast<Message>(message));
    }
}

TEST_F(Smu, FeaturesRunOnceAllAreEnabled) {
  EXPECT_EQ(running(), 0u);
  enable();
  EXPECT_TRUE(running() >> static_cast<u32>(Feature::dpm_gfxclk) & 1);
  ask(Message::disable_smu_features_low, 1u << static_cast<u32>(Feature::dpm_gfxclk));
  EXPECT_FALSE(running() >> static_cast<u32>(Feature::dpm_gfxclk) & 1);
  ask(Message::disable_all_smu_features);
  EXPECT_EQ(running(), 0u);
}

// A real Navi48 answered 0xfd; drivers know from the PSP's runtime database that they must not ask.
TEST_F(Smu, FeatureMaskIsTheFirmwaresOwnWithScpm) {
  EXPECT_EQ(smu(Message::set_allowed_features_mask_high, 0xffff7eff), prerequisite);
}

// Levels of the reference card's PowerPlay table.
TEST_F(Smu, DpmLevelsAreCountedAndListed) {
  EXPECT_THAT(levels(Clock::uclk), ElementsAre(97, 457, 773, 1250));
  EXPECT_THAT(levels(Clock::gfxclk), ElementsAre(500, 3218));
  EXPECT_EQ(levels(Clock::fclk).size(), 8u);
}

TEST_F(Smu, FineGrainedClockSaysSoInBit31OfItsCount) {
  EXPECT_EQ(ask(Message::get_dpm_freq_by_index, of_clock(Clock::gfxclk, 0xff)), 0x80000002u);
  EXPECT_EQ(ask(Message::get_dpm_freq_by_index, of_clock(Clock::uclk, 0xff)), 4u);
}

TEST_F(Smu, LevelOrClockThatDoesNotExistFails) {
  EXPECT_EQ(smu(Message::get_dpm_freq_by_index, of_clock(Clock::uclk, 4)), failed);
  EXPECT_EQ(smu(Message::get_dpm_freq_by_index, 0x7f << 16), failed);
}

TEST_F(Smu, EndsOfAClockAreAskedForByName) {
  EXPECT_EQ(ask(Message::get_min_dpm_freq, of_clock(Clock::fclk, 0)), 600u);
  EXPECT_EQ(ask(Message::get_max_dpm_freq, of_clock(Clock::fclk, 0)), 2300u);
}

TEST_F(Smu, LimitsNeedRunningDpm) {
  EXPECT_EQ(smu(Message::set_soft_max_by_freq, of_clock(Clock::gfxclk, 1000)), prerequisite);
  enable();
  EXPECT_EQ(smu(Message::set_soft_max_by_freq, of_clock(Clock::gfxclk, 1000)), ok);
}

TEST_F(Smu, SoftMinimumRaisesAnIdleClock) {
  enable();
  give_memory();
  EXPECT_EQ(metrics().metrics.curr_clock[static_cast<u32>(Clock::uclk)], 97u);
  ask(Message::set_soft_min_by_freq, of_clock(Clock::uclk, 700));
  EXPECT_EQ(metrics().metrics.curr_clock[static_cast<u32>(Clock::uclk)], 773u) << "the next level";
}

TEST_F(Smu, BootClocksHoldUntilDpmRuns) {
  give_memory();
  EXPECT_EQ(metrics().metrics.curr_clock[static_cast<u32>(Clock::gfxclk)], 1200u);
  enable();
  EXPECT_EQ(metrics().metrics.curr_clock[static_cast<u32>(Clock::gfxclk)], 500u);
}

TEST_F(Smu, PowerLimitIsKeptWithinTheBoards) {
  EXPECT_EQ(ask(Message::get_ppt_limit), 327u);
  ask(Message::set_ppt_limit, 300);
  EXPECT_EQ(ask(Message::get_ppt_limit), 300u);
  EXPECT_EQ(smu(Message::set_ppt_limit, 500), failed);
  EXPECT_EQ(ask(Message::get_ppt_limit), 300u);
}

TEST_F(Smu, TablesNeedAPlaceFirst) {
  EXPECT_EQ(smu(Message::transfer_table_smu2_dram, static_cast<u32>(Table::smu_metrics)), prerequisite);
}

TEST_F(Smu, TablePlaceThatIsNotMemoryFails) {
  ask(Message::set_driver_dram_addr_low, 0x1000);
  EXPECT_EQ(smu(Message::transfer_table_smu2_dram, static_cast<u32>(Table::smu_metrics)), failed);
}

TEST_F(Smu, TableThatDoesNotExistFails) {
  give_memory();
  EXPECT_EQ(smu(Message::transfer_table_smu2_dram, 99), failed);
}

TEST_F(Smu, MetricsCountTheirReadingsAndNameTheCard) {
  give_memory();
  const u32 first = metrics().metrics.metrics_counter;
  const MetricsTable second = metrics();
  EXPECT_EQ(second.metrics.metrics_counter, first + 1);
  EXPECT_EQ(join64(second.metrics.public_serial_number_lower, second.metrics.public_serial_number_upper),
            profile.unique_id);
  EXPECT_EQ(second.metrics.average_socket_power, 16u);
  EXPECT_EQ(second.metrics.avg_temperature[static_cast<u32>(Temperature::edge)], 38u);
}

// Offsets in the table, header included: Linux smu_v13_0_0_pptable.h and the decoded table of the reference card.
TEST_F(Smu, PowerPlayTableComesWithItsHeaderAndVersion) {
  give_memory();
  ask(Message::transfer_table_smu2_dram, static_cast<u32>(Table::combo_pptable));
  EXPECT_EQ(gpu.vram().load<u16>(table_at), 4804u);
  EXPECT_EQ(gpu.vram().load<u8>(table_at + 2), 20u);
  EXPECT_EQ(gpu.vram().load<u32>(table_at + 832), 0x29u);
  EXPECT_EQ(gpu.vram().load<u16>(table_at + 0x5ec), 500u) << "first GFXCLK level";
}

TEST_F(Smu, WatermarksAreTakenAndGivenBack) {
  give_memory();
  gpu.write32(0, table_at, 0x12345678);
  ask(Message::transfer_table_dram2_smu, static_cast<u32>(Table::watermarks));
  gpu.write32(0, table_at, 0);
  ask(Message::transfer_table_smu2_dram, static_cast<u32>(Table::watermarks));
  EXPECT_EQ(gpu.read32(0, table_at), 0x12345678u);
}

TEST_F(Smu, MetricsAreNotTheDriversToWrite) {
  give_memory();
  EXPECT_EQ(smu(Message::transfer_table_dram2_smu, static_cast<u32>(Table::smu_metrics)), failed);
}

TEST_F(Smu, OverdriveTableStartsWithTheRangesOfTheClocks) {
  give_memory();
  ask(Message::transfer_table_smu2_dram, static_cast<u32>(Table::overdrive));
  EXPECT_EQ(gpu.vram().load<u16>(table_at + 20), 500u);
  EXPECT_EQ(gpu.vram().load<u16>(table_at + 22), 3218u);
  EXPECT_EQ(gpu.vram().load<u16>(table_at + 26), 1250u);
}

// Two cards that live through the same read the same.
TEST_F(Smu, SensorsOfAnIdleCardStayAtTheirRestingValues) {
  give_memory();
  pass(60s);
  const MetricsTable later = metrics();
  EXPECT_EQ(later.metrics.average_gfx_activity, 0u);
  EXPECT_EQ(later.metrics.avg_fan_rpm, 0u) << "zero-RPM mode";
  EXPECT_EQ(read<ThmTconCurTmp>()["CUR_TEMP"_f], later.metrics.avg_temperature[0] * 8u);
}

TEST_F(Smu, EnergyGrowsWithTime) {
  give_memory();
  const u32 before = metrics().metrics.energy_accumulator;
  pass(10s);
  const u32 joules = (metrics().metrics.energy_accumulator - before) >> 16;
  EXPECT_THAT(joules, AllOf(Ge(159u), Le(161u))) << "16 W for ten seconds";
}

TEST_F(Smu, EnergyOfALongSilenceIsCountedInFull) {
  give_memory();
  const u32 before = metrics().metrics.energy_accumulator;
  pass(1000s);
  EXPECT_THAT((metrics().metrics.energy_accumulator - before) >> 16, AllOf(Ge(15'900u), Le(16'100u)));
}

TEST_F(Smu, DebugMailboxIsOneOfItsOwn) {
  write(Mp1SmnC2pmsg(0), smu_mailbox::debug_response);
  write(Mp1SmnC2pmsg(7), smu_mailbox::debug_argument);
  write(Mp1SmnC2pmsg(static_cast<u32>(DebugMessage::test_message)), smu_mailbox::debug_message);
  pass(1ms);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::debug_response).raw(), ok);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::debug_argument).raw(), 8u);
  write(Mp1SmnC2pmsg(99), smu_mailbox::debug_message);
  pass(1ms);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::debug_response).raw(), unknown);
}

// Drivers read the answer after the reset: tinygrad polls it, then sleeps half a second.
TEST_F(Smu, ModeOneResetThroughTheDebugMailboxIsAnsweredAndThenHappens) {
  write(Mp1SmnC2pmsg(0), smu_mailbox::debug_response);
  write(Mp1SmnC2pmsg(static_cast<u32>(DebugMessage::mode1_reset)), smu_mailbox::debug_message);
  pass(1ms);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::debug_response).raw(), ok);
  pass(500ms);
  EXPECT_EQ(mailbox(psp_mailbox::sos_alive), 0u);
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::debug_response).raw(), ok);
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
}

TEST_F(Smu, ModeOneResetThroughTheMessageMailboxHappensToo) {
  ask(Message::mode1_reset);
  pass(500ms);
  EXPECT_EQ(mailbox(psp_mailbox::sos_alive), 0u);
  EXPECT_EQ(smu(Message::test_message), no_answer);
}

TEST_F(Smu, LimitsAreForgottenInAReset) {
  ask(Message::set_ppt_limit, 300);
  gpu.reset(Reset::mode1);
  pass(200ms);
  load_smu();
  EXPECT_EQ(ask(Message::get_ppt_limit), 327u);
}

TEST_F(Smu, ExitFromBacoNeedsAnEntryFirst) {
  EXPECT_EQ(smu(Message::exit_baco), prerequisite);
  EXPECT_EQ(smu(Message::enter_baco), ok);
  EXPECT_EQ(smu(Message::enter_baco), prerequisite);
  EXPECT_EQ(smu(Message::exit_baco), ok);
}

TEST_F(Smu, StateComesBackFromASnapshot) {
  enable();
  ask(Message::set_ppt_limit, 310);
  std::vector<std::byte> saved;
  simulator::StateSaver saver(saved);
  gpu.visit(saver);
  ask(Message::set_ppt_limit, 200);
  ask(Message::disable_all_smu_features);
  simulator::StateRestorer restorer(saved);
  gpu.visit(restorer);
  EXPECT_EQ(ask(Message::get_ppt_limit), 310u);
  EXPECT_NE(running(), 0u);
}

}  // namespace
}  // namespace egpulab::test

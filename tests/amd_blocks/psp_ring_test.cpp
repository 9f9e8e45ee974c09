// The PSP's secure operating system: its ring, and what its commands do, need and refuse.
#include "fixtures/firmware.hpp"
#include "tests/amd_blocks/psp_bench.hpp"

namespace egpulab::test {
namespace {

namespace image = psp_image;
using psp::Command;
using psp::RingCommand;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PspRing : public PspBench {
 protected:
  explicit PspRing(bool strict = true) : PspBench(strict) {}
  void SetUp() override { start_ring(); }

  static const firmware::Piece& piece(PspFirmwareType type) {
    for (const firmware::Piece* p : synthetic_set().load_order(4, true))
      if (p->type == type) return *p;
    throw std::logic_error("no such piece");
  }
  void set_up_tmr() {
    load_toc(synthetic_set().sos(SosPart::toc)->bytes);
    setup_tmr();
  }
};

TEST_F(PspRing, AnswerOfCreationHasTheReadyBitAndStatusZero) {
  EXPECT_EQ(mailbox(psp_mailbox::ring_command) & 0x8000ffff, 0x80000000u);
  EXPECT_EQ(mailbox(psp_mailbox::ring_write_pointer), 0u);
}

TEST_F(PspRing, FenceValueIsWrittenWhenTheCommandIsDone) {
  simple(Command::load_toc);
  EXPECT_TRUE(fence_reached());
}

TEST_F(PspRing, WritePointerWrapsAtTheRingsSize) {
  constexpr u32 frames = ring_bytes / sizeof(psp::RingFrame);
  for (u32 i = 0; i < frames + 1; ++i) simple(Command::boot_cfg);
  EXPECT_EQ(mailbox(psp_mailbox::ring_write_pointer), frame_dwords);
  EXPECT_TRUE(fence_reached());
}

TEST_F(PspRing, FramesThatAreWrittenTogetherAreDoneInTheirOrder) {
  psp::CommandBuffer command{};
  command.cmd_id = Command::boot_cfg;
  command.cmd.boot_cfg.sub_cmd = 2;
  gpu.write_block(0, command_at, as_bytes(command));
  for (u32 i = 0; i < 3; ++i) {
    psp::RingFrame frame{};
    frame.cmd_buf_addr_lo = low32(mc(command_at)), frame.cmd_buf_addr_hi = high32(mc(command_at));
    frame.fence_addr_lo = low32(mc(fence_at + 4 * i)), frame.fence_addr_hi = high32(mc(fence_at + 4 * i));
    frame.fence_value = 10 + i;
    gpu.write_block(0, ring_at + i * sizeof frame, as_bytes(frame));
  }
  mailbox(psp_mailbox::ring_write_pointer, 3 * frame_dwords);
  pass(200us);
  EXPECT_EQ(gpu.read32(0, fence_at), 10u);
  EXPECT_EQ(gpu.read32(0, fence_at + 8), 0u);
  pass(1ms);
  EXPECT_EQ(gpu.read32(0, fence_at + 8), 12u);
}

TEST_F(PspRing, WritePointerThatIsNoFrameIsRefused) {
  mailbox(psp_mailbox::ring_write_pointer, 3);
  mailbox(psp_mailbox::ring_write_pointer, ring_bytes / 4);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("ring write pointer 0x3: not a frame"),
                                                      HasSubstr("ring write pointer 0x400: not a frame")));
}

TEST_F(PspRing, DestroyedRingTakesNothingAndANewOneStartsAtZero) {
  simple(Command::boot_cfg);
  EXPECT_EQ(ring_command(RingCommand::destroy_rings) & 0x8000ffff, 0x80000000u);
  EXPECT_EQ(mailbox(psp_mailbox::ring_size), 0u);
  mailbox(psp_mailbox::ring_write_pointer, 2 * frame_dwords);
  EXPECT_THAT(findings(Finding::refused), Contains(HasSubstr("ring write pointer without a ring")));
  EXPECT_EQ(create_ring(mc(ring_at), ring_bytes) & 0x8000ffff, 0x80000000u);
  EXPECT_EQ(mailbox(psp_mailbox::ring_write_pointer), 0u);
  simple(Command::boot_cfg);
  EXPECT_TRUE(fence_reached());
}

TEST_F(PspRing, RingThatIsNotMemoryIsRefusedWithAStatus) {
  ring_command(RingCommand::destroy_rings);
  EXPECT_EQ(create_ring(0x1000, ring_bytes) & 0x8000ffff, 0x80000000u | low32(0xffff & 0xffff0006u));
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("INIT_GPCOM_RING of 0x1000 bytes at 0x1000")));
}

TEST_F(PspRing, UnalignedRingIsRefused) {
  ring_command(RingCommand::destroy_rings);
  EXPECT_NE(create_ring(mc(ring_at) + 64, ring_bytes) & 0xffff, 0u);
}

// psp_gfx_if.h, PSP_ERR_UNKNOWN_COMMAND.
TEST_F(PspRing, UnknownCommandIsAnsweredWithTheVendorsStatus) {
  EXPECT_EQ(simple(static_cast<Command>(0x77)).status, 0x100u);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("no command 0x77")));
}

TEST_F(PspRing, CommandsOfVirtualFunctionsAreNotSupported) {
  EXPECT_EQ(status_of(simple(Command::setup_vmr)), Status::error_not_supported);
}

// What a real Navi31 asked for with the vendor's table.
TEST_F(PspRing, TableOfContentsIsAnsweredWithTheTmrSizeThatARealCardNeeds) {
  const psp::Response r = load_toc(synthetic_set().sos(SosPart::toc)->bytes);
  EXPECT_EQ(status_of(r), Status::success);
  EXPECT_EQ(r.tmr_size, 0x1300000u);
}

TEST_F(PspRing, TmrNeedsTheTableOfContentsFirst) {
  EXPECT_EQ(status_of(setup_tmr()), Status::error_bad_state);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("SETUP_TMR before LOAD_TOC")));
}

TEST_F(PspRing, TmrThatIsTooSmallIsRefused) {
  load_toc(synthetic_set().sos(SosPart::toc)->bytes);
  EXPECT_EQ(status_of(setup_tmr(tmr_at, 0x1000000)), Status::error_short_buffer);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("0x1000000 bytes given, the TOC needs 0x1300000")));
}

TEST_F(PspRing, TmrIsAlignedToOneMiB) {
  load_toc(synthetic_set().sos(SosPart::toc)->bytes);
  EXPECT_EQ(status_of(setup_tmr(tmr_at + 4 * KiB)), Status::error_bad_parameters);
}

TEST_F(PspRing, SecondTmrIsRefusedUntilTheFirstIsDestroyed) {
  set_up_tmr();
  EXPECT_EQ(status_of(setup_tmr(tmr_at + 32 * MiB)), Status::error_access_conflict);
  EXPECT_EQ(status_of(simple(Command::destroy_tmr)), Status::success);
  EXPECT_EQ(status_of(setup_tmr(tmr_at + 32 * MiB)), Status::success);
}

TEST_F(PspRing, FirmwareNeedsATmrButTheSmusMayComeFirst) {
  EXPECT_EQ(status_of(load_firmware(FirmwareType::smu, synthetic_set().smu().bytes)), Status::success);
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rs64_mec, piece(PspFirmwareType::rs64_mec).bytes)),
            Status::error_bad_state);
}

TEST_F(PspRing, FirmwareIsCopiedIntoTheTmrAndItsPlaceIsTold) {
  set_up_tmr();
  const Bytes mec = piece(PspFirmwareType::rs64_mec).bytes;
  const psp::Response r = load_firmware(FirmwareType::rs64_mec, mec);
  const u64 place = join64(r.fw_addr_lo, r.fw_addr_hi) - mc(0);
  EXPECT_GE(place, tmr_at);
  std::vector<std::byte> copied(mec.size());
  gpu.vram().read(place, copied);
  EXPECT_TRUE(std::ranges::equal(copied, mec));
}

TEST_F(PspRing, FirmwareLoadedAgainTakesItsOldPlace) {
  set_up_tmr();
  const Bytes mec = piece(PspFirmwareType::rs64_mec).bytes;
  const psp::Response first = load_firmware(FirmwareType::rs64_mec, mec);
  load_firmware(FirmwareType::imu_i, piece(PspFirmwareType::imu_i).bytes);
  EXPECT_EQ(load_firmware(FirmwareType::rs64_mec, mec).fw_addr_lo, first.fw_addr_lo);
}

TEST_F(PspRing, FirmwareOfAnotherBlockIsRefusedAsASecurityViolation) {
  set_up_tmr();
  const psp::Response r = load_firmware(FirmwareType::rs64_mec, piece(PspFirmwareType::imu_d).bytes);
  EXPECT_EQ(status_of(r), Status::error_security);
  EXPECT_THAT(findings(Finding::refused),
              ElementsAre(HasSubstr("LOAD_IP_FW RS64_MEC: image has type 0x203c, this firmware has 0x2048")));
}

TEST_F(PspRing, TruncatedFirmwareIsRefusedWithBothSizes) {
  set_up_tmr();
  const Bytes mec = piece(PspFirmwareType::rs64_mec).bytes;
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rs64_mec, mec, 0x1000)), Status::error_short_buffer);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("needs 0x41300 bytes, 0x1000 were given")));
}

TEST_F(PspRing, FirmwareShorterThanItsHeaderIsRefused) {
  set_up_tmr();
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rs64_mec, piece(PspFirmwareType::rs64_mec).bytes, 64)),
            Status::error_short_buffer);
}

TEST_F(PspRing, FirmwareWithADamagedHeaderIsRefused) {
  set_up_tmr();
  const Bytes good = piece(PspFirmwareType::rlc_g).bytes;
  std::vector<std::byte> bad(good.begin(), good.end());
  bad[image::magic] = std::byte{'#'};
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rlc_g, bad)), Status::error_bad_format);
}

TEST_F(PspRing, FirmwareWithABlankSignatureIsRefused) {
  set_up_tmr();
  const Bytes good = piece(PspFirmwareType::rlc_g).bytes;
  std::vector<std::byte> bad(good.begin(), good.end());
  const u32 body = load<u32>(bad, image::signed_size);
  std::fill_n(bad.begin() + static_cast<std::ptrdiff_t>(image::header_size + body), image::signature_size,
              std::byte{0});
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rlc_g, bad)), Status::error_security);
}

TEST_F(PspRing, FirmwareOfAnUnknownTypeIsRefused) {
  set_up_tmr();
  EXPECT_EQ(status_of(load_firmware(static_cast<FirmwareType>(200), piece(PspFirmwareType::rlc_g).bytes)),
            Status::error_not_supported);
}

TEST_F(PspRing, RefusedFirmwareCanBeLoadedAfterAll) {
  set_up_tmr();
  load_firmware(FirmwareType::rlc_g, piece(PspFirmwareType::imu_d).bytes);
  EXPECT_EQ(status_of(load_firmware(FirmwareType::rlc_g, piece(PspFirmwareType::rlc_g).bytes)), Status::success);
}

// Linux loads it outside the usual list (amdgpu_psp.c, psp_rl_load).
TEST_F(PspRing, RegisterListIsTaken) {
  set_up_tmr();
  EXPECT_EQ(status_of(load_firmware(FirmwareType::reg_list, synthetic_set().sos(SosPart::rl)->bytes)), Status::success);
}

TEST_F(PspRing, AutoloadNamesWhatIsMissing) {
  set_up_tmr();
  load_firmware(FirmwareType::imu_i, piece(PspFirmwareType::imu_i).bytes);
  EXPECT_EQ(status_of(simple(Command::autoload_rlc)), Status::error_item_not_found);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("IMU_D, RLC_IRAM, RLC_DRAM_BOOT, RLC_G not loaded")));
}

TEST_F(PspRing, WholeSetIsTakenAndTheGraphicsCoreComesUpOnceTheSmuEnablesIt) {
  load_all();
  EXPECT_FALSE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
  EXPECT_EQ(smu(regs::amd::smu::Message::enable_all_smu_features), 1u);
  EXPECT_TRUE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
  EXPECT_THAT(findings(Finding::refused), IsEmpty());
}

// The vendor's own applications have no type in their headers, nor do these.
TEST_F(PspRing, TrustedApplicationGetsASessionUntilItIsUnloaded) {
  const std::vector<std::byte> application = fixtures::psp_image(7, 0x7100, 0x17000053, 0);
  gpu.write_block(0, image_at, application);
  psp::CommandBuffer c{};
  c.cmd_id = Command::load_asd;
  c.cmd.load_ta.app_phy_addr_lo = low32(mc(image_at)), c.cmd.load_ta.app_phy_addr_hi = high32(mc(image_at));
  c.cmd.load_ta.app_len = 0x7100;
  const psp::Response loaded = submit(c);
  ASSERT_EQ(status_of(loaded), Status::success);
  EXPECT_NE(loaded.session_id, 0u);
  psp::CommandBuffer unload{};
  unload.cmd_id = Command::unload_ta;
  unload.cmd.unload_ta.session_id = loaded.session_id;
  EXPECT_EQ(status_of(submit(unload)), Status::success);
  EXPECT_EQ(status_of(submit(unload)), Status::error_item_not_found);
}

TEST_F(PspRing, InvocationWithoutASessionIsRefused) {
  EXPECT_EQ(status_of(simple(Command::invoke_cmd)), Status::error_item_not_found);
}

TEST_F(PspRing, BootConfigurationIsKept) {
  psp::CommandBuffer c{};
  c.cmd_id = Command::boot_cfg;
  c.cmd.boot_cfg = {.timestamp = 0, .sub_cmd = 1, .boot_config = 1, .boot_config_valid = 1};
  EXPECT_EQ(status_of(submit(c)), Status::success);
  c.cmd.boot_cfg.sub_cmd = 2;
  EXPECT_EQ(submit(c).uresp[0], 1u);
}

// Layout: Linux amdgpu_fw_attestation.c.
TEST_F(PspRing, AttestationTableListsWhatWasLoaded) {
  set_up_tmr();
  load_firmware(FirmwareType::rs64_mec, piece(PspFirmwareType::rs64_mec).bytes);
  const psp::Response r = simple(Command::get_fw_attestation);
  const u64 table = join64(r.uresp[0], r.uresp[1]) - mc(0);
  EXPECT_EQ(gpu.vram().load<u32>(table + 4), 0x143b6a37u);
  EXPECT_EQ(gpu.vram().load<u16>(table + 8), static_cast<u16>(FirmwareType::rs64_mec));
  EXPECT_EQ(gpu.vram().load<u32>(table + 12), piece(PspFirmwareType::rs64_mec).version);
}

TEST_F(PspRing, CommandBufferOutsideMemoryIsReportedAndTheRingGoesOn) {
  psp::RingFrame frame{};
  frame.cmd_buf_addr_lo = 0x1000;
  gpu.write_block(0, ring_at, as_bytes(frame));
  mailbox(psp_mailbox::ring_write_pointer, frame_dwords);
  pass(10ms);
  EXPECT_THAT(findings(Finding::refused), Contains(HasSubstr("command buffer at 0x1000 cannot be read")));
  simple(Command::boot_cfg);
  EXPECT_TRUE(fence_reached());
}

TEST_F(PspRing, ModeOneResetTakesSecureOsAndSmuAwayAndTheBootRomStartsAnew) {
  load_all();
  mailbox(psp_mailbox::ring_command, static_cast<u32>(RingCommand::mode1_rst));
  pass(500ms);
  EXPECT_TRUE(mailbox(psp_mailbox::boot_status) >> 31);  // what Linux psp_v13_0.c waits for after it
  EXPECT_EQ(mailbox(psp_mailbox::bootloader_command), 0x80000000u);
  EXPECT_EQ(mailbox(psp_mailbox::sos_alive), 0u);
  EXPECT_EQ(smu(regs::amd::smu::Message::get_smu_version), 0u);
}

TEST_F(PspRing, WholeBringUpWorksAgainAfterAModeOneReset) {
  load_all();
  gpu.reset(Reset::mode1);
  pass(200ms);
  start_ring();
  load_all();
  EXPECT_EQ(smu(regs::amd::smu::Message::enable_all_smu_features), 1u);
  EXPECT_TRUE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
}

// Layout of real databases: entries of 0x150 bytes from 0x50 on, the key's id at 0x10 in each.
class PspKeys : public PspBench {
 protected:
  static std::vector<std::byte> copy_of(Bytes image) { return {image.begin(), image.end()}; }
  void start_with_key(u8 first_byte) {
    std::vector<std::byte> keys = copy_of(synthetic_set().sos(SosPart::kdb)->bytes);
    const std::size_t entry = image::header_size + psp_keys::first_entry;
    store(keys, entry + psp_keys::entry::size, psp_keys::entry::bytes);
    store(keys, entry + psp_keys::entry::id, psp_keys::KeyId{first_byte});
    hand_over(BootloaderCommand::load_key_database, keys);
    hand_over(BootloaderCommand::load_tos_spl_table, keys);
    hand_over(BootloaderCommand::load_sysdrv, synthetic_set().sos(SosPart::sys_drv)->bytes);
    hand_over(BootloaderCommand::load_sosdrv, synthetic_set().sos(SosPart::sos)->bytes);
    create_ring(mc(ring_at), ring_bytes);
  }
  psp::Response load_smu_signed_with(u8 first_byte) {
    std::vector<std::byte> smu = copy_of(synthetic_set().smu().bytes);
    store(smu, psp_keys::in_image_header, psp_keys::KeyId{first_byte});
    return load_firmware(FirmwareType::smu, smu);
  }
};

TEST_F(PspKeys, ImageSignedWithAKeyOfTheDatabaseIsTaken) {
  start_with_key(0x77);
  EXPECT_EQ(status_of(load_smu_signed_with(0x77)), Status::success);
}

TEST_F(PspKeys, ImageSignedWithAnotherKeyIsRefusedByName) {
  start_with_key(0x77);
  EXPECT_EQ(status_of(load_smu_signed_with(0x78)), Status::error_security);
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("LOAD_IP_FW SMU: image at")));
  EXPECT_THAT(findings(Finding::refused), ElementsAre(HasSubstr("is signed with key 78000000")));
}

TEST_F(PspKeys, AreForgottenInAReset) {
  start_with_key(0x77);
  gpu.reset(Reset::mode1);
  pass(200ms);
  start_ring();
  EXPECT_EQ(status_of(load_smu_signed_with(0x78)), Status::success) << "the database at hand lists no key";
}

class LenientPspRing : public PspRing {
 protected:
  LenientPspRing() : PspRing(false) {}
};

TEST_F(LenientPspRing, AnswersOfTrustedApplicationsAreMissingByName) {
  const std::vector<std::byte> application = fixtures::psp_image(7, 0x7100, 0x17000053, 0);
  gpu.write_block(0, image_at, application);
  psp::CommandBuffer c{};
  c.cmd_id = Command::load_ta;
  c.cmd.load_ta.app_phy_addr_lo = low32(mc(image_at)), c.cmd.load_ta.app_phy_addr_hi = high32(mc(image_at));
  c.cmd.load_ta.app_len = 0x7100;
  psp::CommandBuffer invoke{};
  invoke.cmd_id = Command::invoke_cmd;
  invoke.cmd.invoke_cmd.session_id = submit(c).session_id;
  invoke.cmd.invoke_cmd.ta_cmd_id = 5;
  EXPECT_EQ(status_of(submit(invoke)), Status::success);
  EXPECT_THAT(findings(Finding::unmodelled),
              ElementsAre(HasSubstr("command 5 of the trusted application of session 1")));
}

}  // namespace
}  // namespace egpulab::test

// A microcontroller as software drives it: reset, ports, DMA, and what its boot ROM accepts.
#include "simulator/nvidia/vbios/rom_image.hpp"
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

using simulator::nvidia::Falcon;

TEST(FalconReset, ScrubsItsMemoriesForAWhile) {
  Bench card;
  card.write_at(sec2_unit, FalconEngine{"RESET"_f = true});
  card.write_at(sec2_unit, FalconEngine{});

  EXPECT_TRUE(card.read_at<FalconHwcfg2>(sec2_unit)["MEM_SCRUBBING"_f]);
  EXPECT_TRUE(card.read_at<FalconDmactl>(sec2_unit)["IMEM_SCRUBBING"_f]);
  card.pass(1ms);
  EXPECT_FALSE(card.read_at<FalconHwcfg2>(sec2_unit)["MEM_SCRUBBING"_f]);
  EXPECT_TRUE(card.read_at<FalconHwcfg2>(sec2_unit)["RISCV"_f]);
}

TEST(FalconReset, ForgetsMailboxesAndTheChoiceOfTheCore) {
  Bench card;
  card.write_at(gsp_unit, FalconMailbox0(0x1234));
  card.write_at(gsp_unit, RiscvBcrCtrl{"CORE_SELECT"_f = true});
  EXPECT_TRUE(card.read_at<RiscvBcrCtrl>(gsp_unit)["VALID"_f]);

  card.write_at(gsp_unit, FalconEngine{"RESET"_f = true});
  card.write_at(gsp_unit, FalconEngine{});

  EXPECT_EQ(card.read_at<FalconMailbox0>(gsp_unit).raw(), 0u);
  EXPECT_FALSE(card.read_at<RiscvBcrCtrl>(gsp_unit)["CORE_SELECT"_f]);
}

TEST(FalconReset, StopsTheFirmwareThatRunsOnTheGsp) {
  Bench card;
  card.firmware.runs = true;
  card.write_at(sec2_unit, FalconEngine{"RESET"_f = true});
  EXPECT_TRUE(card.firmware.runs);
  card.write_at(gsp_unit, FalconEngine{"RESET"_f = true});
  EXPECT_FALSE(card.firmware.runs);
}

TEST(FalconPorts, MoveOnByThemselvesWhereAsked) {
  Bench card;
  card.write_at(pmu_unit, FalconDmemc{"BLK"_f = 2, "AINCW"_f = true}, 1u);
  card.write_at(pmu_unit, FalconDmemd(0x11), 1u);
  card.write_at(pmu_unit, FalconDmemd(0x22), 1u);
  EXPECT_EQ(card.read_at<FalconDmemc>(pmu_unit, 1u)["OFFS"_f], 2u);

  card.write_at(pmu_unit, FalconDmemc{"BLK"_f = 2, "AINCR"_f = true}, 3u);
  EXPECT_EQ(card.read_at<FalconDmemd>(pmu_unit, 3u).raw(), 0x11u);
  EXPECT_EQ(card.read_at<FalconDmemd>(pmu_unit, 3u).raw(), 0x22u);
}

TEST(FalconPorts, ShowPlainCodeButNotSecureCode) {
  Bench card;
  card.write_at(pmu_unit, FalconImemc{"AINCW"_f = true}, 0u);
  card.write_at(pmu_unit, FalconImemt{"TAG"_f = 0x10}, 0u);
  card.write_at(pmu_unit, FalconImemd(0x77), 0u);
  card.write_at(pmu_unit, FalconImemc{"BLK"_f = 1, "AINCW"_f = true, "SECURE"_f = true}, 0u);
  card.write_at(pmu_unit, FalconImemd(0x88), 0u);

  card.write_at(pmu_unit, FalconImemc{}, 0u);
  EXPECT_EQ(card.read_at<FalconImemd>(pmu_unit, 0u).raw(), 0x77u);
  card.write_at(pmu_unit, FalconImemc{"BLK"_f = 1}, 0u);
  EXPECT_EQ(card.read_at<FalconImemd>(pmu_unit, 0u).raw(), 0xdead5ec1u);
}

TEST(FalconPorts, BeyondTheEndOfAMemoryAreReported) {
  Bench card;
  card.write_at(pmu_unit, FalconEmemc{"BLK"_f = 0xff, "AINCW"_f = true}, 0u);
  card.write_at(pmu_unit, FalconEmemd(1), 0u);
  EXPECT_THAT(card.findings(Finding::fault), Contains(HasSubstr("PMU: a memory port is beyond the end")));
}

// A transfer that would work, but for what each test spoils.
class FalconDma : public testing::Test {
 protected:
  FalconDma() {
    card.write_at(sec2_unit, FalconFbifCtl{"ALLOW_PHYS_NO_CTX"_f = true});
    card.write_at(sec2_unit, FalconFbifTranscfg{"TARGET"_f = fbif_local_fb, "MEM_TYPE"_f = true}, 0u);
    card.write_at(sec2_unit, FalconDmatrfbase(0x2000));  // VRAM 0x200000
    card.memory.vram.store(0x200000, u32{0xc0ffee});
  }
  void go(u32 size = dma_size_256) { card.write_at(sec2_unit, FalconDmatrfcmd{"SIZE"_f = size}); }
  u32 first_word() {
    card.write_at(sec2_unit, FalconDmemc{}, 0u);
    return card.read_at<FalconDmemd>(sec2_unit, 0u).raw();
  }
  Bench card;
};

TEST_F(FalconDma, BringsABlockFromVramAndSaysWhenItIsDone) {
  go();
  EXPECT_FALSE(card.read_at<FalconDmatrfcmd>(sec2_unit)["IDLE"_f]);
  card.pass(1us);
  EXPECT_TRUE(card.read_at<FalconDmatrfcmd>(sec2_unit)["IDLE"_f]);
  EXPECT_EQ(first_word(), 0xc0ffeeu);
}

TEST_F(FalconDma, ReachesSystemMemoryWithAddressesOfMoreThan32Bits) {
  card.memory.host.store(0x500, u32{0xbeef});
  card.write_at(sec2_unit, FalconFbifTranscfg{"TARGET"_f = fbif_coherent_sysmem, "MEM_TYPE"_f = true}, 0u);
  card.write_at(sec2_unit, FalconDmatrfbase(low32(BenchMemory::host_base >> 8)));
  card.write_at(sec2_unit, FalconDmatrffboffs(0x500));
  go();
  EXPECT_EQ(first_word(), 0xbeefu);
}

TEST_F(FalconDma, WritesBackToMemory) {
  go();
  card.write_at(sec2_unit, FalconDmatrffboffs(0x1000));
  card.write_at(sec2_unit, FalconDmatrfcmd{"WRITE"_f = true, "SIZE"_f = dma_size_256});
  EXPECT_EQ(card.memory.vram.load<u32>(0x201000), 0xc0ffeeu);
}

TEST_F(FalconDma, IsFullAfterSomeCommandsAndDropsWhatComesThen) {
  for (int i = 0; i < 8; ++i) go();
  EXPECT_TRUE(card.read_at<FalconDmatrfcmd>(sec2_unit)["FULL"_f]);
  go();
  EXPECT_THAT(card.findings(Finding::fault), Contains(HasSubstr("queue is full")));
}

TEST_F(FalconDma, RefusesWhatIsMalformedAndMovesNothing) {
  card.write_at(sec2_unit, FalconDmatrfmoffs(0x80));
  go();
  card.write_at(sec2_unit, FalconDmatrfmoffs(0x10000));
  go();
  card.write_at(sec2_unit, FalconDmatrfmoffs(0));
  go(7);

  EXPECT_THAT(card.findings(Finding::fault), ElementsAre(HasSubstr("DMEM 0x80 of 0x100 bytes is not aligned"),
                                                         HasSubstr("DMEM 0x10000"), HasSubstr("size code 7")));
  EXPECT_EQ(first_word(), 0u);
  EXPECT_TRUE(card.read_at<FalconIrqstat>(sec2_unit)["EXTERR"_f]);
}

TEST_F(FalconDma, NeedsPhysicalAccessToBeAllowed) {
  card.write_at(sec2_unit, FalconFbifCtl{});
  go();
  card.write_at(sec2_unit, FalconFbifCtl{"ALLOW_PHYS_NO_CTX"_f = true});
  card.write_at(sec2_unit, FalconDmactl{"REQUIRE_CTX"_f = true});
  go();
  card.write_at(sec2_unit, FalconFbifTranscfg{}, 0u);
  go();

  EXPECT_THAT(card.findings(Finding::fault),
              ElementsAre(HasSubstr("ALLOW_PHYS_NO_CTX"), HasSubstr("REQUIRE_CTX"), HasSubstr("says virtual memory")));
}

TEST_F(FalconDma, CannotReachWhereNothingIsOrWhatIsProtected) {
  card.write_at(sec2_unit, FalconDmatrfbase1{"BASE"_f = 0x1ff});
  go();
  card.write_at(sec2_unit, FalconDmatrfbase1{});
  card.pfb.set_wpr2({0x200000, 0x300000});
  go();

  EXPECT_THAT(card.findings(Finding::fault), ElementsAre(HasSubstr("cannot be read"), HasSubstr("WPR2")));
}

// --- The boot ROM

class BootRom : public testing::Test {
 protected:
  std::vector<std::string> refusals_of(const Image& image, const Microcontroller& unit = sec2_unit) {
    run_image(card, unit, image, BenchMemory::host_base);
    EXPECT_TRUE(halted(card, unit));
    return card.findings(Finding::refused);
  }
  Bench card;
};

TEST_F(BootRom, RunsASignedBooterAndInterruptsWhenItHalts) {
  const GspFiles files = place_gsp_files(card);
  card.pfb.set_wpr2({usual_frts(card), usual_frts(card) + MiB});
  const Image booter = booter_image(card);
  reset_falcon(card, sec2_unit);
  load_image(card, sec2_unit, booter, From::host);
  start_image(card, sec2_unit, booter, files.meta_at);

  EXPECT_FALSE(halted(card, sec2_unit));
  card.pass(100ms);

  EXPECT_TRUE(halted(card, sec2_unit));
  EXPECT_TRUE(card.read_at<FalconIrqstat>(sec2_unit)["HALT"_f]);
  EXPECT_TRUE(card.firmware.runs);
  card.write_at(sec2_unit, FalconIrqsclr{"HALT"_f = true});
  EXPECT_FALSE(card.read_at<FalconIrqstat>(sec2_unit)["HALT"_f]);
}

TEST_F(BootRom, RefusesAnUnsignedImageAndLeavesTheMailboxesAlone) {
  Image booter = booter_image(card);
  std::ranges::fill(booter.data, std::byte{0});

  EXPECT_THAT(refusals_of(booter), ElementsAre(HasSubstr("no signature at DMEM 0x10")));
  EXPECT_EQ(card.read_at<FalconMailbox1>(sec2_unit).raw(), high32(BenchMemory::host_base));
}

TEST_F(BootRom, RefusesAnImageOfAnotherChipsFamily) {
  Image booter = booter_image(card);
  store(MutableBytes(booter.code), 0, firmware_header::secure_code_ad10x);
  EXPECT_THAT(refusals_of(booter), ElementsAre(HasSubstr("the image is for AD10x, this chip is Ampere")));
}

TEST_F(BootRom, RefusesAnImageForAnotherMicrocontroller) {
  EXPECT_THAT(refusals_of(booter_image(card), gsp_unit), ElementsAre(HasSubstr("for engines 0x1, this one is 0x400")));
}

TEST_F(BootRom, RefusesASignatureThatLeavesDmemAndAnUnknownAlgorithm) {
  Image booter = booter_image(card);
  booter.signature = 0xfff0;
  EXPECT_THAT(refusals_of(booter), ElementsAre(HasSubstr("the signature at DMEM 0xfff0 leaves DMEM")));

  card.write_at(sec2_unit, Falcon2ModSel{"ALGO"_f = 2});
  card.write_at(sec2_unit, FalconCpuctl{"STARTCPU"_f = true});
  EXPECT_THAT(card.findings(Finding::refused), Contains(HasSubstr("MOD_SEL.ALGO 2")));
}

TEST_F(BootRom, DoesNotKnowEveryProgram) {
  Image booter = booter_image(card);
  booter.ucode_id = 5;
  EXPECT_THAT(refusals_of(booter), ElementsAre(HasSubstr("program with ucode id 5 for engines 0x1 is not known")));
}

TEST_F(BootRom, FindsNoCodeWhereNoneWasLoaded) {
  Image booter = booter_image(card);
  reset_falcon(card, sec2_unit);
  load_image(card, sec2_unit, booter);
  booter.code_virtual = 0x8000;
  start_image(card, sec2_unit, booter);

  EXPECT_THAT(card.findings(Finding::refused), ElementsAre(HasSubstr("no block of IMEM has that address")));
  EXPECT_TRUE(halted(card, sec2_unit));
}

TEST_F(BootRom, CannotBeStartedDuringAResetOrBesideTheRiscvCore) {
  card.write_at(sec2_unit, FalconEngine{"RESET"_f = true});
  card.write_at(sec2_unit, FalconCpuctl{"STARTCPU"_f = true});
  card.write_at(sec2_unit, FalconEngine{});
  card.write_at(sec2_unit, FalconCpuctl{"STARTCPU"_f = true});
  card.pass(1ms);
  card.write_at(sec2_unit, RiscvBcrCtrl{"CORE_SELECT"_f = true});
  card.write_at(sec2_unit, FalconCpuctl{"STARTCPU"_f = true});

  EXPECT_THAT(card.findings(Finding::fault),
              ElementsAre(HasSubstr("held in reset"), HasSubstr("scrubbed"), HasSubstr("selects the RISC-V core")));
}

TEST(FalconInterrupts, ReachTheCpuOnlyWhereTheMaskLetsThem) {
  Bench card;
  card.boot_chain.gsp().raise_swgen0();
  EXPECT_THAT(card.interrupts.vectors, IsEmpty());

  card.boot_chain.gsp().set_active(true);
  card.boot_chain.gsp().raise_swgen0();

  EXPECT_THAT(card.interrupts.vectors, ElementsAre(155u));
  EXPECT_TRUE(card.read_at<FalconIrqstat>(gsp_unit)["SWGEN0"_f]);
  card.write_at(gsp_unit, FalconIntrRetrigger{"TRIGGER"_f = true}, 0u);
  EXPECT_THAT(card.interrupts.vectors, ElementsAre(155u, 155u));
}

TEST(GspQueues, RingOnlyForFirmwareThatRuns) {
  Bench card;
  card.write(PgspQueueHead(0), 0u);
  card.firmware.runs = true;
  card.write(PgspQueueHead(0), 0u);
  EXPECT_THAT(card.firmware.rung, ElementsAre(0u));
}

}  // namespace
}  // namespace egpulab::test

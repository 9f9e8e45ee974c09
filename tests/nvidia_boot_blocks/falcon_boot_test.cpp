// The boot chain of Ampere and Ada: FWSEC sets up WPR2, the booter verifies GSP-RM and starts it.
#include "simulator/core/state_visitors.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

using regs::nvidia::vbios::fwsec_cmd_frts;
using regs::nvidia::vbios::fwsec_cmd_sb;
using simulator::nvidia::BooterProgram;

class Fwsec : public testing::Test {
 protected:
  void run(const Image& image) { run_image(card, gsp_unit, image); }
  u32 frts_error() { return card.read<PbusSwScratch>(scratch_frts_error).raw() >> 16; }
  bool protected_now() { return card.read<PfbPriMmuWpr2AddrHi>().raw() != 0; }
  Bench card;
};

TEST_F(Fwsec, BringsTheFirstPartOfWpr2UpWhereTheCommandSays) {
  run(fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));

  EXPECT_EQ(frts_error(), 0u);
  EXPECT_EQ(card.read_at<FalconMailbox0>(gsp_unit).raw(), 0u);
  EXPECT_EQ(u64{card.read<PfbPriMmuWpr2AddrLo>()["VAL"_f]} << 12, usual_frts(card));
  EXPECT_TRUE(protected_now());
}

TEST_F(Fwsec, NeedsTimeToRun) {
  const Image image = fwsec_image(card, fwsec_cmd_frts, usual_frts(card));
  reset_falcon(card, gsp_unit);
  load_image(card, gsp_unit, image);
  start_image(card, gsp_unit, image);

  EXPECT_FALSE(halted(card, gsp_unit));
  EXPECT_FALSE(protected_now());
  card.pass(10ms);
  EXPECT_TRUE(halted(card, gsp_unit));
  EXPECT_TRUE(protected_now());
}

TEST_F(Fwsec, RefusesRegionsThatDoNotFit) {
  run(fwsec_image(card, fwsec_cmd_frts, card.usable()));
  EXPECT_NE(frts_error(), 0u);
  run(fwsec_image(card, fwsec_cmd_frts, usual_frts(card) + 4096));
  EXPECT_NE(frts_error(), 0u);

  EXPECT_FALSE(protected_now());
  EXPECT_THAT(card.findings(Finding::refused), Contains(HasSubstr("FWSEC: FRTS: region")));
}

TEST_F(Fwsec, RefusesASecondRegionWhileOneIsUp) {
  run(fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
  run(fwsec_image(card, fwsec_cmd_frts, usual_frts(card) - 16 * MiB));

  EXPECT_NE(frts_error(), 0u);
  EXPECT_EQ(card.pfb.wpr2().begin, usual_frts(card));
}

TEST_F(Fwsec, LeavesWpr2AloneWhenAskedToStopTheGsp) {
  run(fwsec_image(card, fwsec_cmd_sb, 0));
  EXPECT_EQ(card.read<PbusSwScratch>(scratch_fwsec_sb_error).raw() & 0xffff, 0u);
  EXPECT_FALSE(protected_now());
}

TEST_F(Fwsec, RefusesACommandThatItDoesNotHave) {
  run(fwsec_image(card, 0x77, usual_frts(card)));
  EXPECT_NE(frts_error(), 0u);
  EXPECT_THAT(card.findings(Finding::refused), ElementsAre(HasSubstr("command 0x77 is neither")));
}

TEST_F(Fwsec, DoesNotRunWithOneByteOfItsCodeChanged) {
  Image image = fwsec_image(card, fwsec_cmd_frts, usual_frts(card));
  image.code[0x2345] ^= std::byte{1};
  run(image);
  EXPECT_FALSE(protected_now());
  EXPECT_THAT(card.findings(Finding::refused), ElementsAre(HasSubstr("the code is not that of the ROM's FWSEC")));
}

TEST_F(Fwsec, DoesNotRunWithASignatureForARevokedVersion) {
  Image image = fwsec_image(card, fwsec_cmd_frts, usual_frts(card));
  const auto fwsec = simulator::nvidia::vbios::find_fwsec(card.prom.rom()).value();
  std::ranges::copy(fwsec.signatures.front(), image.data.begin() + image.signature);
  run(image);
  EXPECT_FALSE(protected_now());
  EXPECT_THAT(card.findings(Finding::refused), ElementsAre(HasSubstr("for version 0, the fuse asks for 2")));
}

TEST_F(Fwsec, DoesNotRunOnSec2) {
  run_image(card, sec2_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
  EXPECT_FALSE(protected_now());
}

// --- Booter

class Booter : public testing::TestWithParam<const char*> {
 protected:
  Booter() : card({.profile = GetParam()}), files(place_gsp_files(card)) {
    run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
    reset_falcon(card, gsp_unit);
    card.write_at(gsp_unit, FalconMailbox0(0x4000));
    card.write_at(gsp_unit, FalconMailbox1(0x7));
  }
  u32 boot() {
    place_meta(card, files);
    run_image(card, sec2_unit, booter_image(card), files.meta_at);
    return card.read_at<FalconMailbox0>(sec2_unit).raw();
  }
  std::string refusal() {
    const auto all = card.findings(Finding::refused);
    return all.empty() ? "accepted" : all.back();
  }
  Bench card;
  GspFiles files;
};

TEST_P(Booter, StartsGspRmInTheWholeOfWpr2) {
  EXPECT_EQ(boot(), 0u);

  EXPECT_TRUE(card.firmware.runs);
  EXPECT_EQ(card.pfb.wpr2().begin, files.meta.gsp_fw_wpr_start);
  EXPECT_EQ(card.pfb.wpr2().end, files.meta.gsp_fw_wpr_end);
  EXPECT_EQ(card.firmware.booted_with.libos_arguments.address, 0x7'0000'4000u);
  // The metadata stands verified where GSP-RM looks for it.
  EXPECT_EQ(card.firmware.booted_with.wpr_meta.address, files.meta.gsp_fw_wpr_start);
  EXPECT_EQ(card.memory.vram.load<u64>(files.meta.gsp_fw_wpr_start), files.meta.magic);
}

TEST_P(Booter, UnloadsAndLetsTheCardBootAgain) {
  boot();
  run_image(card, sec2_unit, booter_image(card), 0xff'0000'00ff);

  EXPECT_EQ(card.read_at<FalconMailbox0>(sec2_unit).raw(), 0u);
  EXPECT_FALSE(card.firmware.runs);
  EXPECT_EQ(card.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);

  run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
  reset_falcon(card, gsp_unit);
  EXPECT_EQ(boot(), 0u);
}

INSTANTIATE_TEST_SUITE_P(Cards, Booter, testing::Values("rtx3060", "rtx3090", "rtxa4000", "rtx4060", "rtx4090"),
                         [](const auto& p) { return std::string(p.param); });

struct Spoiled {
  const char* name;
  void (*spoil)(GspFiles&, Bench&);
  const char* says;
};

class SpoiledBoot : public testing::TestWithParam<Spoiled> {};

TEST_P(SpoiledBoot, EndsWithError31AndOneSentence) {
  Bench card;
  GspFiles files = place_gsp_files(card);
  run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
  GetParam().spoil(files, card);
  place_meta(card, files);

  run_image(card, sec2_unit, booter_image(card), files.meta_at);

  EXPECT_EQ(card.read_at<FalconMailbox0>(sec2_unit).raw(), BooterProgram::failed);
  EXPECT_FALSE(card.firmware.runs);
  EXPECT_THAT(card.findings(Finding::refused), ElementsAre(HasSubstr(GetParam().says)));
}

INSTANTIATE_TEST_SUITE_P(
    Metadata, SpoiledBoot,
    testing::Values(
        Spoiled{"Magic", [](GspFiles& f, Bench&) { f.meta.magic ^= 1; }, "magic is"},
        Spoiled{"Revision", [](GspFiles& f, Bench&) { f.meta.revision = 2; }, "revision is 2, expected 1"},
        Spoiled{"NoWpr2", [](GspFiles&, Bench& c) { c.pfb.set_wpr2({}); }, "WPR2 is not up"},
        Spoiled{"FrtsElsewhere", [](GspFiles& f, Bench&) { f.meta.frts_offset -= MiB; }, "FRTS is said to be"},
        Spoiled{"OtherMemorySize", [](GspFiles& f, Bench&) { f.meta.fb_size += MiB; }, "VRAM is said to have"},
        Spoiled{"HeapOverImage", [](GspFiles& f, Bench&) { f.meta.gsp_fw_heap_size += MiB; }, "GSP image at"},
        Spoiled{"Unaligned", [](GspFiles& f, Bench&) { f.meta.gsp_fw_wpr_start += 4096; }, "not aligned to 128 KiB"},
        Spoiled{"EmptyImage", [](GspFiles& f, Bench&) { f.meta.size_of_radix3_elf = 0; },
                "GSP image has a size of 0x0"},
        Spoiled{"HugeImage", [](GspFiles& f, Bench&) { f.meta.size_of_radix3_elf = u64{1} << 60; },
                "GSP image has a size of"},
        Spoiled{"TreeNowhere", [](GspFiles& f, Bench&) { f.meta.sysmem_addr_of_radix3_elf = 0x1000; },
                "page 0x1000 of addresses cannot be read"},
        Spoiled{"TreeWithAHole",
                [](GspFiles& f, Bench& c) { c.memory.host.store(f.meta.sysmem_addr_of_radix3_elf - host_bus, u64{0}); },
                "entry 0 of level 0 is 0x0"},
        Spoiled{"BootloaderNowhere", [](GspFiles& f, Bench&) { f.meta.sysmem_addr_of_bootloader = 0; },
                "the bootloader at bus address"},
        Spoiled{"BootloaderOffset", [](GspFiles& f, Bench&) { f.meta.bootloader_manifest_offset = MiB; },
                "beyond the bootloader's"},
        Spoiled{"Unsigned",
                [](GspFiles& f, Bench& c) { c.memory.host.fill(f.meta.sysmem_addr_of_signature - host_bus, 4096, 0); },
                "the GSP image is unsigned"},
        Spoiled{"MetadataNowhere",
                [](GspFiles& f, Bench& c) {
                  f.meta_at = host_bus + 63 * MiB;
                  place_meta(c, f);
                  f.meta.magic = 0;
                },
                "magic is 0x0"}),
    [](const auto& p) { return std::string(p.param.name); });

TEST(BooterFault, FailsWhenAskedTo) {
  Bench card({.faults = {.booter_error = true}});
  const GspFiles files = place_gsp_files(card);
  run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
  run_image(card, sec2_unit, booter_image(card), files.meta_at);
  EXPECT_EQ(card.read_at<FalconMailbox0>(sec2_unit).raw(), 0x31u);
}

// --- Snapshots

std::vector<std::byte> saved(Bench& card) {
  std::vector<std::byte> state;
  simulator::StateSaver saver(state);
  card.visit(saver);
  return state;
}

TEST(BootSnapshot, TakenWhileFwsecRunsGoesOnFromThere) {
  Bench card;
  const Image image = fwsec_image(card, fwsec_cmd_frts, usual_frts(card));
  reset_falcon(card, gsp_unit);
  load_image(card, gsp_unit, image);
  start_image(card, gsp_unit, image);
  const std::vector<std::byte> middle = saved(card);

  Bench other;
  simulator::StateRestorer loader(middle);
  other.visit(loader);
  card.pass(10ms);
  other.pass(10ms);

  EXPECT_EQ(other.pfb.wpr2().begin, usual_frts(card));
  EXPECT_EQ(saved(card), saved(other));
}

TEST(BootReset, OfAnyDepthTakesWpr2DownAndLetsTheCardBootAgain) {
  for (const Reset kind : {Reset::function, Reset::bus, Reset::power}) {
    Bench card;
    run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
    card.reset(kind);
    EXPECT_EQ(card.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);

    card.pass(50ms);
    run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));
    EXPECT_NE(card.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);
  }
}

}  // namespace
}  // namespace egpulab::test

// The ROM: what is made from profiles, what real cards carry, and what is broken.
#include <cstdlib>
#include <filesystem>

#include "driver/base/error.hpp"
#include "driver/base/file.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

using namespace regs::nvidia::vbios;
using simulator::nvidia::vbios::build_rom;
using simulator::nvidia::vbios::find_fwsec;

std::vector<std::byte> made_rom(std::string_view profile = "rtx3090") {
  return build_rom(simulator::load_device_profile(profile).value());
}
std::string error_of(Bytes rom) {
  auto found = find_fwsec(rom);
  return found ? "found" : found.error().message;
}

// Files of real cards, which lie outside of the project.
std::vector<std::byte> real_rom(const char* name) {
  const char* shared = std::getenv("EGPULAB_SHARED");
  const auto path =
      std::filesystem::path(shared ? shared : EGPULAB_SOURCE_DIR "/../shared") / "data/nvidia/vbios" / name;
  if (!std::filesystem::exists(path)) return {};
  return read_file(path).value();
}

TEST(MadeRom, CarriesFwsecAsTheLogOfARealCardDescribesIt) {
  const auto fwsec = find_fwsec(made_rom("rtxa4000")).value();

  // nova-core's log of an RTX A4000.
  EXPECT_EQ(fwsec.descriptor.header, 78381825u);
  EXPECT_EQ(fwsec.descriptor.stored_size, 59904u);
  EXPECT_EQ(fwsec.descriptor.pkc_data_offset, 1444u);
  EXPECT_EQ(fwsec.descriptor.interface_offset, 28u);
  EXPECT_EQ(fwsec.descriptor.imem_load_size, 57856u);
  EXPECT_EQ(fwsec.descriptor.dmem_load_size, 2048u);
  EXPECT_EQ(fwsec.descriptor.engine_id_mask, 1024u);
  EXPECT_EQ(fwsec.descriptor.ucode_id, 9u);
  EXPECT_EQ(fwsec.descriptor.signature_count, 3u);
  EXPECT_EQ(fwsec.descriptor.signature_versions, 7u);
}

TEST(MadeRom, ShowsThroughPromAndReadsAsErasedFlashBehindItsEnd) {
  Bench card;
  simulator::nvidia::Prom& prom = card.prom;

  EXPECT_EQ(prom.read32(prom_offset) & 0xffff, rom_signature);
  EXPECT_EQ(prom.read32(prom_offset + prom_size - 4), ~0u);
  prom.write32(prom_offset, 0);
  EXPECT_EQ(prom.read32(prom_offset) & 0xffff, rom_signature);
}

TEST(MadeRom, IsTheSameEachTimeAndAnotherOnEachChip) {
  EXPECT_EQ(made_rom(), made_rom());
  EXPECT_NE(made_rom("rtx3090"), made_rom("rtx4090"));
}

TEST(MadeRom, OfAChipThatBootsThroughFspHasNoFwsec) {
  EXPECT_THAT(error_of(made_rom("rtx5090")), HasSubstr("no entry 0x85"));
}

TEST(BrokenRom, IsToldByWhatIsMissing) {
  std::vector<std::byte> rom = made_rom();
  EXPECT_THAT(error_of({}), HasSubstr("beyond the ROM's 0x0 bytes"));
  EXPECT_THAT(error_of(Bytes(rom).first(0x20000)), HasSubstr("VBIOS: "));
  EXPECT_THAT(error_of(Bytes(rom).first(rom.size() - 0x1000)), HasSubstr("VBIOS: "));
  std::vector<std::byte> no_bit = rom;
  no_bit[0x1b0] = std::byte{0};
  EXPECT_THAT(error_of(no_bit), HasSubstr("no token 'p'"));
}

TEST(BrokenRom, MakesNoCard) { EXPECT_THROW(Bench({.rom = std::vector<std::byte>(4096)}), InvalidRequest); }

class RealRom : public testing::TestWithParam<const char*> {};

TEST_P(RealRom, HasTheDescriptorOfTheRealLogAndBringsWpr2Up) {
  const std::vector<std::byte> rom = real_rom(GetParam());
  if (rom.empty()) GTEST_SKIP() << "the ROMs of real cards are not here";
  Bench card({.profile = "rtxa4000", .rom = rom});
  EXPECT_EQ(find_fwsec(rom)->descriptor.header, 78381825u);
  EXPECT_EQ(find_fwsec(rom)->descriptor.stored_size, 59904u);

  run_image(card, gsp_unit, fwsec_image(card, fwsec_cmd_frts, usual_frts(card)));

  EXPECT_TRUE(halted(card, gsp_unit));
  EXPECT_THAT(card.findings(Finding::refused), IsEmpty());
  EXPECT_EQ(card.pfb.wpr2().begin, usual_frts(card));
}

INSTANTIATE_TEST_SUITE_P(Ga104, RealRom, testing::Values("Razer.RTX3080.8192.210603.rom", "Sample_RTX3070_Mobile.rom"),
                         [](const auto& p) { return p.index ? "Rtx3070" : "Rtx3080"; });

}  // namespace
}  // namespace egpulab::test

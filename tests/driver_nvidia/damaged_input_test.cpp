// Files, ROMs and logs with random damage: refused in a sentence or taken, never a crash (which sanitizers would show).
#include <gtest/gtest.h>

#include "driver/firmware/nvidia_files.hpp"
#include "driver/nvidia/libos_log.hpp"
#include "driver/nvidia/vbios.hpp"
#include "fixtures/firmware_nvidia.hpp"
#include "fixtures/random.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/nvidia/gsp/libos_log.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using Content = std::vector<std::byte>;

// Calls `parse` with copies of `good`: a few bytes of its first `reach` changed, some copies cut short.
template <class Parse>
void damage(const Content& good, std::size_t reach, u32 rounds, Parse&& parse) {
  fixtures::Random random(good.size());
  for (u32 round = 0; round < rounds; ++round) {
    Content copy = good;
    for (u64 changes = 1 + random.below(4); changes > 0; --changes)
      copy[random.below(std::min(reach, copy.size()))] = static_cast<std::byte>(random.next());
    if (random.below(4) == 0) copy.resize(random.below(copy.size()));
    parse(copy);
  }
}

Content file_of(std::string_view folder, std::string_view what) {
  const auto files = *fixtures::synthetic_nvidia_firmware(folder, 64 * KiB);
  return files.at("nvidia/" + std::string(folder) + "/gsp/" + std::string(what) + "-570.144.bin");
}

TEST(DamagedInput, InBootersDoesNoHarm) {
  damage(file_of("ga102", "booter_load"), 0x400, 500, [](Bytes b) {
    const auto booter = firmware::parse_booter("damaged", b);
    if (!booter) return;
    EXPECT_LE(u64{booter->signature_offset} + 384, booter->image.size());
  });
}

TEST(DamagedInput, InBootloadersDoesNoHarm) {
  damage(file_of("ga102", "bootloader"), 0x80, 500, [](Bytes b) { firmware::parse_bootloader("damaged", b); });
}

TEST(DamagedInput, InFmcFilesDoesNoHarm) {
  damage(file_of("gb202", "fmc"), 0x250, 200, [](Bytes b) { firmware::parse_fmc("damaged", b); });
}

TEST(DamagedInput, InSectionHeadersOfTheGspImageDoesNoHarm) {
  Content file = file_of("ga102", "gsp");
  // The headers are at the end: damage the file from there.
  std::reverse(file.begin(), file.end());
  damage(file, 0x500, 500, [](Bytes b) {
    Content back(b.begin(), b.end());
    std::reverse(back.begin(), back.end());
    firmware::parse_gsp_image("damaged", back, "ga10x");
  });
}

TEST(DamagedInput, InTheRomDoesNoHarm) {
  const auto profile = simulator::load_device_profile("rtx3090");
  const Content rom = simulator::nvidia::vbios::build_rom(*profile);
  damage(rom, rom.size(), 300, [](Bytes b) {
    Rom damaged(b);
    const auto vbios = parse_vbios(damaged);
    if (!vbios) return;
    EXPECT_FALSE(vbios->fwsec.microcode.empty());
  });
}

TEST(DamagedInput, InLogsDoesNoHarm) {
  const LogTexts texts = *LogTexts::parse("logging", simulator::nvidia::gsp::logging_elf());
  Content log(4096);
  store(MutableBytes(log), 0, u64{300});
  damage(log, log.size(), 500, [&](Bytes b) { decode_log(b, &texts, 8); });
  damage(simulator::nvidia::gsp::logging_elf(), 4096, 300, [](Bytes b) {
    if (const auto damaged = LogTexts::parse("damaged", b)) damaged->find(0x20000000);
  });
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

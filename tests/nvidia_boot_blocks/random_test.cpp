// Whatever software writes and whatever a ROM holds: findings, never a crash.
#include "simulator/nvidia/vbios/rom_image.hpp"
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

std::vector<u32> random_words(std::size_t count, u64 seed) {
  std::vector<u32> words(count);
  simulator::nvidia::vbios::fill_opaque(std::as_writable_bytes(std::span(words)), seed);
  return words;
}

class RandomRegisters : public testing::TestWithParam<std::string_view> {};

TEST_P(RandomRegisters, AreSurvivedByTheWholeBootHalf) {
  Bench card({.profile = GetParam()});
  place_gsp_files(card, 3);
  card.pass(50ms);
  const auto declared = card.file.declared();
  const std::vector<u32> random = random_words(60'000, 7);

  for (std::size_t i = 0; i + 2 < random.size(); i += 3) {
    const u64 address = declared[random[i] % declared.size()].address;
    // Small values reach more states than arbitrary ones.
    card.file.write(address, random[i + 1] & 1 ? random[i + 2] : random[i + 2] & 0x116);
    card.file.read(declared[random[i + 1] % declared.size()].address);
    card.pass(Nanoseconds(random[i] % 20'000));
  }

  EXPECT_GT(card.report.entries().size(), 0u);
  card.reset(Reset::bus);
  card.pass(50ms);
  EXPECT_EQ(card.read<PmcBoot42>().raw(), card.profile.nvidia.boot42);
}

INSTANTIATE_TEST_SUITE_P(Cards, RandomRegisters, testing::Values("rtx3090", "rtx5090", "h100"),
                         [](const auto& p) { return std::string(p.param); });

TEST(RandomRom, IsEitherReadOrRefusedInOneSentence) {
  const std::vector<std::byte> good =
      simulator::nvidia::vbios::build_rom(simulator::load_device_profile("rtx3090").value());
  const std::vector<u32> random = random_words(6'000, 11);
  std::size_t refused = 0;
  for (std::size_t i = 0; i + 2 < random.size(); i += 3) {
    std::vector<std::byte> rom = good;
    // Where the headers and tables are.
    static constexpr u32 places[] = {0x0, 0x170, 0x1b0, 0x401, 0xfe00, 0x11e00, 0x17400, 0x17600, 0x17800};
    const u32 at = places[random[i] % std::size(places)] + random[i + 1] % 0x60;
    rom[at] = static_cast<std::byte>(random[i + 2]);
    const auto found = simulator::nvidia::vbios::find_fwsec(rom);
    if (found) continue;
    ++refused;
    EXPECT_THAT(found.error().message, testing::StartsWith("VBIOS: "));
  }
  EXPECT_GT(refused, 100u);
}

}  // namespace
}  // namespace egpulab::test

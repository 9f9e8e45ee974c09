// Code that no compiler would write must not hurt the host: random instructions of every format, run under sanitizers.
#include <gtest/gtest.h>

#include <random>

#include "simulator/isa/rdna/decode.hpp"
#include "tests/isa_rdna/machine.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

// Fixed bits of the formats' first words, and which are free, so that each is met about as often.
struct FormatBits {
  u32 fixed, free;
};
constexpr FormatBits gfx11_formats[] = {{0x80000000, 0x3fffffff}, {0xb0000000, 0x0fffffff}, {0xbe800000, 0x007fffff},
                                        {0xbf000000, 0x007fffff}, {0xbf800000, 0x007fffff}, {0xf4000000, 0x03ffffff},
                                        {0x7e000000, 0x01ffffff}, {0x00000000, 0x7fffffff}, {0x7c000000, 0x01ffffff},
                                        {0xd4000000, 0x03ffffff}, {0xcc000000, 0x00ffffff}, {0xc8000000, 0x03ffffff},
                                        {0xd8000000, 0x03ffffff}, {0xdc000000, 0x03fcffff}, {0xdc010000, 0x03fcffff},
                                        {0xdc020000, 0x03fcffff}, {0xe0000000, 0x03ffffff}, {0xe8000000, 0x03ffffff}};
constexpr FormatBits gfx12_formats[] = {{0x80000000, 0x3fffffff}, {0xb0000000, 0x0fffffff}, {0xbe800000, 0x007fffff},
                                        {0xbf000000, 0x007fffff}, {0xbf800000, 0x007fffff}, {0xf4000000, 0x03ffffff},
                                        {0x7e000000, 0x01ffffff}, {0x00000000, 0x7fffffff}, {0x7c000000, 0x01ffffff},
                                        {0xd4000000, 0x03ffffff}, {0xcc000000, 0x00ffffff}, {0xc8000000, 0x03ffffff},
                                        {0xd8000000, 0x03ffffff}, {0xec000000, 0x001fffff}, {0xed000000, 0x001fffff},
                                        {0xee000000, 0x001fffff}, {0xc4000000, 0x007fffff}};
using CodeTarget = std::tuple<Generation, WaveSize>;

// Instructions that decode, one after the other, and an end.
std::vector<u32> program(Generation generation, std::mt19937& random, u32 instructions) {
  const auto formats = generation == Generation::gfx11 ? std::span<const FormatBits>(gfx11_formats) : gfx12_formats;
  std::vector<u32> code;
  while (instructions) {
    const FormatBits& format = formats[random() % formats.size()];
    u32 words[5];
    for (u32& w : words) w = static_cast<u32>(random() & (random() % 2 ? random() : ~0u));
    words[0] = format.fixed | (words[0] & format.free);
    const Instruction i = decoder(generation).decode(words);
    if (!i.row || (!i.row->run && !(i.row->flags & no_effect))) continue;
    code.insert(code.end(), words, words + i.size / 4);
    --instructions;
  }
  code.push_back(0xbfb00000);  // s_endpgm
  return code;
}

class RandomCode : public testing::TestWithParam<CodeTarget> {};

TEST_P(RandomCode, EndsOrFaultsOrGoesOnButNeverHurtsTheHost) {
  const auto [generation, wave_size] = GetParam();
  std::mt19937 random(static_cast<u32>(wave_size));
  PagedSpace space;
  QuietEnvironment environment;
  const u64 code_at = space.allocate(64 * KiB), data_at = space.allocate(64 * KiB);
  u32 ended = 0;
  for (u32 round = 0; round < 3000; ++round) {
    const std::vector<u32> code = program(generation, random, 12);
    space.write(code_at, code.data(), code.size() * 4);
    ProgramCache programs;
    Launch launch;
    launch.generation = generation, launch.wave_size = wave_size;
    launch.program = code_at;
    launch.rsrc1 = 63 | 0xc0u << 12, launch.rsrc2 = 16u << 1 | 1 | 1u << 15;
    for (u32 n = 0; n < 16; n += 2) launch.user_data[n] = low32(data_at), launch.user_data[n + 1] = high32(data_at);
    launch.group_threads = {64, 1, 1};
    launch.shared_base = u64{0x2000} << 48, launch.private_base = u64{0x1000} << 48;
    launch.scratch_base = data_at, launch.tmpring_size = 2 | 4u << 12;
    Dispatch dispatch(launch, space, programs, environment);
    ended += dispatch.run(20'000) == Progress::finished;
  }
  EXPECT_GT(ended, 100u);  // some of it is code that runs to its end
}

std::string target_name(const testing::TestParamInfo<CodeTarget>& target) {
  const auto [generation, size] = target.param;
  return std::string(generation == Generation::gfx11 ? "gfx11" : "gfx12") +
         (size == WaveSize::wave32 ? "_wave32" : "_wave64");
}
INSTANTIATE_TEST_SUITE_P(Rdna, RandomCode,
                         testing::Combine(testing::Values(Generation::gfx11, Generation::gfx12),
                                          testing::Values(WaveSize::wave32, WaveSize::wave64)),
                         target_name);

}  // namespace
}  // namespace egpulab::simulator::isa::rdna

// Code that no compiler would write must not hurt the host: random instructions of every format, run under sanitizers.
#include <gtest/gtest.h>

#include <random>

#include "simulator/isa/rdna/decode.hpp"
#include "tests/isa_rdna/machine.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

// Fixed bits of the formats' first words, so that each is met about as often.
constexpr u32 formats[] = {0x80000000, 0xb0000000, 0xbe800000, 0xbf000000, 0xbf800000, 0xf4000000,
                           0x7e000000, 0x00000000, 0x7c000000, 0xd4000000, 0xcc000000, 0xc8000000,
                           0xd8000000, 0xdc000000, 0xdc010000, 0xdc020000, 0xe0000000, 0xe8000000};
constexpr u32 free_bits[] = {0x3fffffff, 0x0fffffff, 0x007fffff, 0x007fffff, 0x007fffff, 0x03ffffff,
                             0x01ffffff, 0x7fffffff, 0x01ffffff, 0x03ffffff, 0x00ffffff, 0x03ffffff,
                             0x03ffffff, 0x03fcffff, 0x03fcffff, 0x03fcffff, 0x03ffffff, 0x03ffffff};

// Instructions that decode, one after the other, and an end.
std::vector<u32> program(std::mt19937& random, u32 instructions) {
  std::vector<u32> code;
  while (instructions) {
    const std::size_t n = random() % std::size(formats);
    u32 words[5];
    for (u32& w : words) w = static_cast<u32>(random() & (random() % 2 ? random() : ~0u));
    words[0] = formats[n] | (words[0] & free_bits[n]);
    const Instruction i = decoder(Generation::gfx11).decode(words);
    if (!i.row || (!i.row->run && !(i.row->flags & no_effect))) continue;
    code.insert(code.end(), words, words + i.size / 4);
    --instructions;
  }
  code.push_back(0xbfb00000);  // s_endpgm
  return code;
}

class RandomCode : public testing::TestWithParam<WaveSize> {};

TEST_P(RandomCode, EndsOrFaultsOrGoesOnButNeverHurtsTheHost) {
  std::mt19937 random(static_cast<u32>(GetParam()));
  PagedSpace space;
  QuietEnvironment environment;
  const u64 code_at = space.allocate(64 * KiB), data_at = space.allocate(64 * KiB);
  u32 ended = 0;
  for (u32 round = 0; round < 3000; ++round) {
    const std::vector<u32> code = program(random, 12);
    space.write(code_at, code.data(), code.size() * 4);
    ProgramCache programs;
    Launch launch;
    launch.wave_size = GetParam();
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

INSTANTIATE_TEST_SUITE_P(Gfx1100, RandomCode, testing::Values(WaveSize::wave32, WaveSize::wave64),
                         [](const auto& size) { return size.param == WaveSize::wave32 ? "wave32" : "wave64"; });

}  // namespace
}  // namespace egpulab::simulator::isa::rdna

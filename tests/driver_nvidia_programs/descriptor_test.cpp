// Launch descriptors as the driver writes them, read back by the simulated front end of each generation.
#include <gmock/gmock.h>

#include "driver/base/error.hpp"
#include "driver/nvidia/grid_descriptor.hpp"
#include "driver/nvidia/multiprocessor.hpp"
#include "simulator/nvidia/compute/qmd_decode.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using regs::nvidia::Architecture;
using simulator::nvidia::decode_qmd;
using simulator::nvidia::Launch;
using testing::ElementsAre;

struct Generation {
  Architecture architecture;
  u32 sm_version;
};

class Descriptors : public testing::TestWithParam<Generation> {
 protected:
  MultiprocessorFacts card = multiprocessor_facts(GetParam().sm_version);
  GridDescriptor descriptor{GetParam().architecture, card.shared_configurations};
  std::vector<u32> words = std::vector<u32>(96);

  Launch written(const Grid& grid) {
    descriptor.write(grid, words);
    auto launch = decode_qmd(words, GetParam().architecture);
    if (!launch) throw std::runtime_error(launch.error().message);
    return *std::move(launch);
  }
  u64 field(std::string_view name) const {
    const bool hopper = GetParam().architecture == Architecture::hopper;
    const auto* layout = regs::nvidia::qmd_layout(descriptor.bytes() == 256 ? 3 : hopper ? 4 : 5, 0);
    return regs::nvidia::qmd_get(words, layout->field(name));
  }
};

TEST_P(Descriptors, SayTheWholeLaunch) {
  const std::array<Grid::Bank, 3> banks{
      {{0, 0x12'3456'7800, 0x17c}, {3, 0x10'0000'0040, 64 * KiB}, {4, 0x10'0000'1000, 8}}};
  const Launch l = written({.blocks = {70'000, 65'535, 3},
                            .threads = {32, 8, 2},
                            .program = 0x12'3456'7880,
                            .program_bytes = 0x1000,
                            .registers = 128,
                            .barriers = 16,
                            .shared_bytes = 48 * 1024,
                            .local_bytes = 0x640,
                            .sass_version = card.sass_version,
                            .banks = banks});
  EXPECT_THAT(l.grid, ElementsAre(70'000u, 65'535u, 3u));
  EXPECT_THAT(l.block, ElementsAre(32u, 8u, 2u));
  EXPECT_EQ(l.program, 0x12'3456'7880u);
  EXPECT_EQ(l.registers, 128u);
  EXPECT_EQ(l.barriers, 16u);
  EXPECT_EQ(l.shared_bytes, 48 * 1024u);
  EXPECT_EQ(l.local_high_bytes, 0x640u);
  EXPECT_EQ(l.local_low_bytes, 0u);
  EXPECT_EQ(l.sass_version, card.sass_version);
  ASSERT_EQ(l.constants.size(), 3u);
  for (std::size_t i = 0; i < banks.size(); ++i) {
    EXPECT_EQ(l.constants[i].index, banks[i].index);
    EXPECT_EQ(l.constants[i].address, banks[i].address);
    EXPECT_EQ(l.constants[i].bytes, align_up(banks[i].bytes, 16)) << "counted in 16 bytes";
  }
  for (const auto& r : l.releases) EXPECT_FALSE(r.enabled);
  for (const auto& d : l.dependents) EXPECT_FALSE(d.enabled);
}

TEST_P(Descriptors, AskForTheSmallestSharedMemoryThatABlockFits) {
  const Grid least{.program = 0x1000, .shared_bytes = 1024, .banks = {}};
  written(least);
  EXPECT_EQ(field("TARGET_SM_CONFIG_SHARED_MEM_SIZE"), 8 / 4 + 1u);
  Grid most = least;
  most.shared_bytes = card.block_shared_bytes + 1024;
  written(most);
  EXPECT_EQ(field("MIN_SM_CONFIG_SHARED_MEM_SIZE"), field("MAX_SM_CONFIG_SHARED_MEM_SIZE"));
  EXPECT_EQ(field("MAX_SM_CONFIG_SHARED_MEM_SIZE"), most.shared_bytes / 4096 + 1u);
}

TEST_P(Descriptors, RefuseWhatAFieldCannotHold) {
  EXPECT_THROW(written({.program = 0x1000, .registers = 1 << 16, .banks = {}}), InvalidRequest);
}

INSTANTIATE_TEST_SUITE_P(Versions, Descriptors,
                         testing::Values(Generation{Architecture::ampere, 0x806}, Generation{Architecture::ada, 0x809},
                                         Generation{Architecture::hopper, 0x900},
                                         Generation{Architecture::blackwell, 0xa04}),
                         [](const auto& row) { return multiprocessor_facts(row.param.sm_version).target(); });

TEST(Multiprocessors, AreNamedAsTheToolchainDoes) {
  EXPECT_EQ(multiprocessor_facts(0x806).target(), "sm_86");
  EXPECT_EQ(multiprocessor_facts(0x900).target(), "sm_90");
  EXPECT_EQ(multiprocessor_facts(0xa04).target(), "sm_120");
  EXPECT_EQ(multiprocessor_facts(0x809).sass_version, 0x89u);
  EXPECT_EQ(multiprocessor_facts(0xa04).sass_version, 0xa4u);
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

// Methods and launch descriptors by name.
#include <gtest/gtest.h>

#include <array>

#include "driver/base/error.hpp"
#include "driver/regs/nvidia/classes/compute.hpp"
#include "driver/regs/nvidia/classes/copy.hpp"
#include "driver/regs/nvidia/methods.hpp"
#include "driver/regs/nvidia/qmd.hpp"
#include "tests/regs/golden.hpp"

namespace egpulab::regs::nvidia::test {
namespace {

TEST(ClassMethods, DescribeAMethodByItsFieldsAndValues) {
  const ClassMethods& copy = *class_methods(0xc7b5);
  EXPECT_EQ(copy.name_of(copy_methods::launch_dma), "LAUNCH_DMA");
  EXPECT_EQ(copy.describe(copy_methods::launch_dma, 0x182),
            "LAUNCH_DMA {DATA_TRANSFER_TYPE=NON_PIPELINED SRC_MEMORY_LAYOUT=PITCH DST_MEMORY_LAYOUT=PITCH}");
  EXPECT_EQ(copy.describe(copy_methods::offset_in_lower, 0x1000), "OFFSET_IN_LOWER=0x1000");
  EXPECT_EQ(copy.describe(0x1f8, 5), "0x1f8=0x5");
}

TEST(ClassMethods, NumberTheElementsOfArrays) {
  const ClassMethods& compute = *class_methods(0xcec0);
  EXPECT_EQ(
      compute.name_of(compute_methods::set_mme_shadow_scratch + 3 * compute_methods::set_mme_shadow_scratch_stride),
      "SET_MME_SHADOW_SCRATCH(3)");
}

TEST(ClassMethods, HaveTheHostsMethodsForEveryChip) {
  EXPECT_EQ(host_class_methods().describe(0x6c, 0x03100001),
            "SEM_EXECUTE {OPERATION=RELEASE RELEASE_WFI=EN PAYLOAD_SIZE=64BIT RELEASE_TIMESTAMP=EN}");
  EXPECT_EQ(class_methods(0x1234), nullptr);
}

TEST(LaunchDescriptors, KeepTheGridWhereEachVersionHasIt) {
  std::array<u32, 96> words{};
  const QmdLayout& v5 = *qmd_layout(5, 0);
  qmd_set(words, v5.field("GRID_WIDTH"), 0x40);
  qmd_set(words, v5.field("QMD_MAJOR_VERSION"), 5);
  EXPECT_EQ(words[1248 / 32], 0x40u);
  EXPECT_EQ(words[468 / 32] >> 468 % 32 & 15, 5u);
  EXPECT_EQ(v5.describe(words), "QMD_MAJOR_VERSION=0x5 GRID_WIDTH=0x40");
  EXPECT_EQ(qmd_layout(3, 0)->field("CTA_RASTER_WIDTH").low, 384);
  EXPECT_EQ(qmd_layout(4, 0)->field("GRID_WIDTH").low, 1024);
}

TEST(LaunchDescriptors, ReadAndWriteFieldsThatStraddleWordsAndArrays) {
  std::array<u32, 96> words{};
  const QmdLayout& v3 = *qmd_layout(3, 0);
  const QmdField size = v3.field("CONSTANT_BUFFER_SIZE_SHIFTED4");
  qmd_set(words, size, 0x1fff, 7);
  EXPECT_EQ(qmd_get(words, size, 7), 0x1fffu);
  EXPECT_EQ(qmd_get(words, size, 6), 0u);
  const QmdField inner{100, 70, 1, 0};  // in three words' middle
  qmd_set(words, inner, 0x7abcdef1);
  EXPECT_EQ(qmd_get(words, inner), 0x7abcdef1u);
}

TEST(LaunchDescriptors, RefuseUnknownFieldsAndValuesThatDoNotFit) {
  std::array<u32, 96> words{};
  const QmdLayout& v5 = *qmd_layout(5, 0);
  EXPECT_THROW(v5.field("CTA_RASTER_WIDTH"), InvalidRequest);
  EXPECT_THROW(qmd_set(words, v5.field("QMD_MAJOR_VERSION"), 16), InvalidRequest);
  EXPECT_EQ(qmd_layout(9, 9), nullptr);
}

// Bit ranges of reference documents that are not the source of the tables (tinygrad's and Mesa's field lists).
TEST(LaunchDescriptors, AgreeWithWhatOtherDriversWrite) {
  struct Known {
    u8 major, minor;
    std::string_view name;
    u16 high, low;
  };
  for (const Known& k : {Known{3, 0, "PROGRAM_ADDRESS_LOWER", 1567, 1536}, Known{3, 0, "REGISTER_COUNT_V", 656, 648},
                         Known{3, 0, "RELEASE0_ENABLE", 823, 823}, Known{3, 0, "SASS_VERSION", 1663, 1656},
                         Known{4, 0, "REGISTER_COUNT", 1208, 1200}, Known{4, 0, "SHARED_MEMORY_SIZE", 601, 584},
                         Known{5, 0, "PROGRAM_ADDRESS_LOWER_SHIFTED4", 1055, 1024},
                         Known{5, 0, "SHARED_MEMORY_SIZE_SHIFTED7", 1162, 1152}, Known{5, 0, "SASS_VERSION", 455, 448},
                         Known{5, 0, "DEPENDENT_QMD0_POINTER", 415, 384}}) {
    const QmdField field = qmd_layout(k.major, k.minor)->field(k.name);
    EXPECT_EQ(field.high, k.high) << k.name;
    EXPECT_EQ(field.low, k.low) << k.name;
  }
}

}  // namespace
}  // namespace egpulab::regs::nvidia::test

// Methods and launch descriptors by name.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>
#include <map>

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

TEST(ClassMethods, EqualTheVendorsClassTables) {
  const std::string folder = amd::test::shared_folder() + "/data/nvidia/classes/";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no class tables at " << folder;
  std::size_t compared = 0;
  for (const std::string number :
       {"c56f", "c6b5", "c7b5", "c8b5", "c9b5", "cab5", "c6c0", "c7c0", "c9c0", "cbc0", "cdc0", "cec0"}) {
    std::map<std::string, std::string> vendor;
    for (const std::string& line : amd::test::lines_of(folder + "cl" + number + ".tsv"))
      if (const auto c = amd::test::split(line, '\t'); c.size() > 1) vendor[c[0]] = c[1];
    std::string prefix = "NV" + number + "_";
    for (char& c : prefix) c = static_cast<char>(std::toupper(c));
    for (const Method& m : class_methods(static_cast<u32>(std::stoul(number, nullptr, 16)))->methods()) {
      const std::string name = prefix + std::string(m.name);
      const std::string& value = vendor.contains(name) ? vendor[name] : vendor[name + "(i)"];
      ASSERT_NE(value.find("0x"), std::string::npos) << name;
      EXPECT_EQ(std::stoul(value.substr(value.find("0x")), nullptr, 16), m.address) << name;
      for (const MethodField& f : m.fields) {
        EXPECT_TRUE(vendor[name + "_" + std::string(f.name)].starts_with(fmt::format("{}:{}", f.high, f.low)))
            << name << '.' << f.name;
        ++compared;
      }
    }
  }
  EXPECT_GT(compared, 1900u);
}

// The constants that drivers and models use are the tables'.
TEST(ClassMethods, AreTheConstantsOfTheTypedHeaders) {
  const ClassMethods& copy = *class_methods(0xcab5);
  EXPECT_EQ(copy.find("LAUNCH_DMA")->address, copy_methods::launch_dma);
  EXPECT_EQ(copy.find("SET_REMAP_COMPONENTS")->address, copy_methods::set_remap_components);
  const ClassMethods& compute = *class_methods(0xc7c0);
  EXPECT_EQ(compute.find("SEND_SIGNALING_PCAS2_B")->address, compute_methods::send_signaling_pcas2_b);
  const auto expect_fields = [](const Method& method, std::span<const FieldInfo> fields) {
    for (const FieldInfo& field : fields) {
      const auto found = std::ranges::find(method.fields, field.name, &MethodField::name);
      if (found == method.fields.end()) continue;  // of an older class
      EXPECT_EQ(found->high, field.high) << method.name << '.' << field.name;
      EXPECT_EQ(found->low, field.low) << method.name << '.' << field.name;
    }
  };
  expect_fields(*copy.find("LAUNCH_DMA"), copy_methods::LaunchDma::fields);
  expect_fields(*copy.find("SET_REMAP_COMPONENTS"), copy_methods::SetRemapComponents::fields);
  expect_fields(*copy.find("SET_SRC_BLOCK_SIZE"), copy_methods::SetSrcBlockSize::fields);
  expect_fields(*compute.find("LAUNCH_DMA"), compute_methods::LaunchDma::fields);
  expect_fields(*compute.find("SET_REPORT_SEMAPHORE_D"), compute_methods::SetReportSemaphoreD::fields);
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

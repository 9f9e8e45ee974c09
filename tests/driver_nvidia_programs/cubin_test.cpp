// Cubins: what the loader finds in compiled kernels of every generation, and relocation.
#include "driver/nvidia/code_map.hpp"
#include "driver/nvidia/cubin_info.hpp"
#include "driver/nvidia/cubin_relocation.hpp"
#include "tests/driver_nvidia_programs/cubins.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

class OfEachArchitecture : public testing::TestWithParam<u32> {
 protected:
  u32 sm() const { return GetParam(); }
};

TEST_P(OfEachArchitecture, KernelsAreFoundWithTheirParameters) {
  const Cubin basic = cubin("basic", sm());
  EXPECT_EQ(basic.sm(), sm());
  EXPECT_EQ(basic.kernels().size(), 8u);
  const CubinKernel& saxpy = **basic.kernel("saxpy");
  ASSERT_EQ(saxpy.parameters.size(), 4u) << "(float a, const float* x, float* y, u32 n)";
  EXPECT_EQ(saxpy.parameters[0].size, 4u);
  EXPECT_EQ(saxpy.parameters[1].offset, 8u);
  EXPECT_EQ(saxpy.parameters[1].size, 8u);
  EXPECT_EQ(saxpy.parameters[3].offset, 24u);
  EXPECT_EQ(saxpy.parameter_bytes, 28u);
  EXPECT_EQ(saxpy.parameter_base, sm() >= 100 ? 0x380u : sm() == 90 ? 0x210u : 0x160u);
  EXPECT_EQ(saxpy.bank0.size(), saxpy.parameter_base + 28u);
  EXPECT_EQ(saxpy.max_threads, 256u);
  EXPECT_GT(saxpy.registers, 4u);
  EXPECT_LT(saxpy.registers, 64u);
  EXPECT_EQ(saxpy.entry % 128, 0u);
}

TEST_P(OfEachArchitecture, KernelsTellTheMemoryAndTheBarriersTheyNeed) {
  const Cubin basic = cubin("basic", sm());
  const CubinKernel& transpose = **basic.kernel("transpose");
  const u32 system = sm() >= 90 ? 1024 : 0;
  EXPECT_EQ(transpose.shared_bytes, system + 32 * 33 * 4u);
  EXPECT_EQ(transpose.barriers, 1u);
  EXPECT_EQ((*basic.kernel("vecadd"))->barriers, 0u);
  EXPECT_EQ((*basic.kernel("vecadd"))->stack_bytes, 0u);
  const Cubin calls = cubin("calls", sm());
  EXPECT_GE((*calls.kernel("scratch_array"))->stack_bytes, 256u);
  EXPECT_TRUE((*calls.kernel("call_recursive"))->calls);
  EXPECT_FALSE((*calls.kernel("scratch_array"))->calls);
}

TEST_P(OfEachArchitecture, TheImageHoldsEachKernelsInstructions) {
  const auto file = cubin_bytes("basic", sm());
  const CubinElf elf = *CubinElf::parse("x", file);
  const Cubin basic = cubin("basic", sm());
  const auto image = basic.image_at(0x10'0000'0000, 0);
  for (const CubinKernel& k : basic.kernels()) {
    const Bytes text = elf.find(".text." + k.name)->content;
    ASSERT_EQ(k.code_bytes, text.size());
    EXPECT_TRUE(std::equal(text.begin(), text.end(), image.begin() + static_cast<std::ptrdiff_t>(k.entry))) << k.name;
  }
}

TEST_P(OfEachArchitecture, PointersInVariablesAndBanksAreRelocated) {
  // step_pointers holds &step_of[1] and &step_of[0]; bank 4 holds the addresses of both.
  constexpr u64 base = 0x12'3456'0000;
  const Cubin calls = cubin("calls", sm());
  const auto image = calls.image_at(base, 0);
  const auto& banks = (*calls.kernel("call_table"))->banks;
  const auto bank4 = std::ranges::find(banks, 4u, &CubinKernel::Bank::index);
  ASSERT_NE(bank4, banks.end());
  std::vector<u64> pointers;
  for (u64 at = 0; at + 8 <= bank4->bytes; at += 8) pointers.push_back(load<u64>(image, bank4->offset + at));
  // Of the variables that the bank names, one begins with 3, 5 and one with a pointer to that 5.
  bool found = false;
  for (const u64 p : pointers) {
    ASSERT_GE(p, base);
    ASSERT_LT(p + 16, base + image.size());
    const u64 content = load<u64>(image, p - base);
    if (content < base || content >= base + image.size() || load<u32>(image, content - base) != 5) continue;
    const u64 second = load<u64>(image, p - base + 8);
    EXPECT_EQ(second + 4, content);
    EXPECT_EQ(load<u32>(image, second - base), 3u);
    found = true;
  }
  EXPECT_TRUE(found);
}

TEST_P(OfEachArchitecture, AnAddressInLoadedCodeIsAFunctionAndAnOffset) {
  const Cubin basic = cubin("basic", sm());
  CodeMap map;
  map.add(0x10'0000'0000, "basic.cubin", basic);
  const u64 entry = 0x10'0000'0000 + (*basic.kernel("saxpy"))->entry;
  EXPECT_EQ(map.where(entry + 0x30), "saxpy+0x30 of basic.cubin");
  EXPECT_EQ(map.where(0x10'0000'0000 + basic.image_bytes()), "");
  EXPECT_EQ(map.where(0xf'ffff'ffff), "");
  map.remove(0x10'0000'0000);
  EXPECT_EQ(map.where(entry), "");
}

TEST_P(OfEachArchitecture, AllCompiledKernelsAreTakenAndDecodedFast) {
  for (const std::string_view name : fixtures::cubin_names(fmt::format(".sm_{}.cubin", sm()))) {
    const auto parsed = Cubin::parse(name, *fixtures::kernel(name), fmt::format("sm_{}", sm()));
    ASSERT_TRUE(parsed) << parsed.error().message;
    for (const CubinKernel& k : parsed->kernels()) {
      EXPECT_GT(k.registers, 0u) << k.name;
      EXPECT_LE(k.bank0.size(), 64 * KiB) << k.name;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Cubins, OfEachArchitecture, testing::ValuesIn(architectures),
                         [](const auto& row) { return fmt::format("sm_{}", row.param); });

TEST(Cubins, OfAnEarlierMinorVersionRunOnLaterCards) {
  EXPECT_TRUE(Cubin::parse("x", cubin_bytes("basic", 80), "sm_86"));
  EXPECT_TRUE(Cubin::parse("x", cubin_bytes("basic", 86), "sm_89"));
  EXPECT_FALSE(Cubin::parse("x", cubin_bytes("basic", 89), "sm_86"));
  EXPECT_FALSE(Cubin::parse("x", cubin_bytes("basic", 90), "sm_120"));
}

TEST(Cubins, WhoseStackTheCompilerCouldNotCountGetThatOfCalls) {
  auto file = cubin_bytes("basic", 86);
  const std::size_t section = offset_of(file, ".nv.info");
  CubinInfoReader reader(Bytes(file).subspan(section, CubinElf::parse("x", file)->find(".nv.info")->size));
  for (u64 at = 0; const auto r = reader.next(); at = reader.offset())
    if (r->attribute == CubinAttribute::min_stack_size) store(MutableBytes(file), section + at + 8, ~u32{0});
  const Cubin changed = *Cubin::parse("x", file, "sm_86");
  for (const CubinKernel& k : changed.kernels()) {
    EXPECT_TRUE(k.calls) << k.name;
    EXPECT_EQ(k.stack_bytes, 0u) << k.name;
  }
}

TEST(Relocations, FillTheBitsThatTheirTypesName) {
  std::array<std::byte, 16> instruction{};
  const auto apply = [&](u32 code, u64 value) {
    apply_cubin_relocation(*find_cubin_relocation(code), instruction, value);
    return std::pair(load<u64>(instruction), load<u64>(instruction, 8));
  };
  constexpr u64 value = 0x0011'2233'4455'6678;
  EXPECT_EQ(apply(56, value).first, 0x4455'6678'0000'0000u) << "R_CUDA_ABS32_LO_32";
  EXPECT_EQ(apply(57, value).first, 0x0011'2233'0000'0000u) << "R_CUDA_ABS32_HI_32";
  EXPECT_EQ(apply(73, value).first, 0u) << "R_CUDA_UNUSED_CLEAR64";
  EXPECT_EQ(apply(2, value).first, value) << "R_CUDA_64";
  EXPECT_EQ(apply(73, 0).first, 0u);
  EXPECT_EQ(apply(80, value).first, 0x33u) << "R_CUDA_8_32";
  apply(73, 0);
  // The target of an absolute call, in words: its low 8 bits at 23:16, the rest at 80:34.
  const auto [low, high] = apply(75, value);
  EXPECT_EQ(low >> 16 & 0xff, value >> 2 & 0xff) << "R_CUDA_ABS55_16_34";
  EXPECT_EQ((low >> 34 | high << 30) & 0x7fff'ffff'ffff, value >> 10);
}

TEST(Relocations, ThatNobodyKnowsHaveNoTypeButAName) {
  EXPECT_EQ(find_cubin_relocation(35), nullptr);
  EXPECT_EQ(cubin_relocation_name(35), "R_CUDA_FUNC_DESC_64");
  EXPECT_EQ(cubin_relocation_name(115), "R_CUDA_CONST_FIELD22_37");
  EXPECT_EQ(cubin_relocation_name(500), "relocation 500");
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

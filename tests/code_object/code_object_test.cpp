// Code objects: what the loader finds in compiled kernels, relocation, and what it says of files it cannot use.
#include "driver/amd/code_object.hpp"

#include <elf.h>

#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "fixtures/random.hpp"

namespace egpulab::driver::amd {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

CodeObject object(std::string_view file) { return *CodeObject::parse(file, *fixtures::kernel(file), "gfx1100"); }
std::vector<std::byte> bytes_of(std::string_view file) {
  const Bytes bytes = *fixtures::kernel(file);
  return {bytes.begin(), bytes.end()};
}
template <class T>
std::string error_with(std::size_t offset, T value) {
  auto bytes = bytes_of("basic.gfx1100.co");
  store(MutableBytes(bytes), offset, value);
  auto parsed = CodeObject::parse("x.co", bytes, "gfx1100");
  return parsed ? "accepted" : parsed.error().message;
}

TEST(CompiledKernels, AreFoundWithTheirParameters) {
  const CodeObject basic = object("basic.gfx1100.co");
  const Kernel& saxpy = **basic.kernel("saxpy");

  EXPECT_EQ(basic.target(), "gfx1100");
  EXPECT_EQ(saxpy.wave_size, 32);
  EXPECT_THAT(saxpy.required_workgroup_size, ElementsAre(256, 1, 1));
  const auto parameters = saxpy.parameters();
  ASSERT_EQ(parameters.size(), 4u);
  EXPECT_EQ(parameters[0]->value_kind, "by_value");
  EXPECT_EQ(parameters[0]->size, 4u);
  EXPECT_TRUE(parameters[1]->is_buffer());
  EXPECT_EQ(parameters[1]->offset, 8u);
  EXPECT_EQ(parameters[3]->offset, 24u);
}

TEST(CompiledKernels, TellTheirHiddenArguments) {
  const CodeObject basic = object("basic.gfx1100.co");
  const Kernel& guard = **basic.kernel("vecadd_guard");
  ASSERT_NE(guard.hidden("hidden_group_size_x"), nullptr);
  EXPECT_EQ(guard.hidden("hidden_block_count_x")->offset, 32u);
  EXPECT_EQ(guard.hidden("hidden_group_size_x")->offset, 44u);
  EXPECT_EQ((*basic.kernel("vecadd"))->hidden("hidden_group_size_x"), nullptr);
}

TEST(CompiledKernels, TellTheMemoryTheyNeed) {
  EXPECT_EQ((*object("matmul.gfx1100.co").kernel("matmul_lds"))->lds_size, 2048u);
  EXPECT_GT((*object("calls.gfx1100.co").kernel("scratch_array"))->scratch_size, 0u);
  // Calls through pointers: the compiler cannot know the stack. Of recursion clang-19 says the one frame's size.
  EXPECT_TRUE((*object("calls.gfx1100.co").kernel("call_indirect"))->dynamic_stack);
  EXPECT_TRUE((*object("calls.gfx1100.co").kernel("call_table"))->dynamic_stack);
  EXPECT_FALSE((*object("calls.gfx1100.co").kernel("call_direct"))->dynamic_stack);
}

TEST(CompiledKernels, TakeTheArgumentsThatTheSuiteGives) {
  for (const fixtures::SuiteEntry& entry : fixtures::kernel_suite()) {
    const CodeObject module = object(entry.file("gfx1100"));
    auto kernel = module.kernel(entry.kernel);
    ASSERT_TRUE(kernel) << kernel.error().message;
    const auto parameters = (*kernel)->parameters();
    const auto arguments = entry.arguments(1);
    ASSERT_EQ(parameters.size(), arguments.size()) << entry.kernel;
    for (std::size_t i = 0; i < parameters.size(); ++i) {
      EXPECT_EQ(parameters[i]->is_buffer(), arguments[i].is_buffer()) << entry.kernel << " " << arguments[i].name;
      if (!arguments[i].is_buffer()) {
        EXPECT_EQ(parameters[i]->size, arguments[i].data.size()) << entry.kernel;
      }
    }
    EXPECT_LE(entry.block.total(), (*kernel)->max_workgroup_size) << entry.kernel;
  }
}

TEST(Image, HoldsEachKernelsDescriptorAndCode) {
  const CodeObject basic = object("basic.gfx1100.co");
  const auto image = *basic.image_at(0x7f0000000000);
  EXPECT_EQ(image.size(), basic.image_size());
  EXPECT_EQ(image.size() % 4096, 0u);
  for (const Kernel& k : basic.kernels()) {
    EXPECT_EQ(std::memcmp(&image[k.descriptor_offset], &k.descriptor, sizeof k.descriptor), 0);
    EXPECT_EQ(k.entry_offset % 256, 0u);
    EXPECT_NE(load<u32>(image, k.entry_offset), 0u);
  }
}

// calls.cl has a table of function pointers: words that differ between two load addresses by their distance.
TEST(Image, IsRelocatedForItsAddress) {
  const CodeObject calls = object("calls.gfx1100.co");
  const u64 low = 0x10000, high = 0x7f1234560000;
  const auto a = *calls.image_at(low), b = *calls.image_at(high);
  int moved = 0;
  for (std::size_t at = 0; at < a.size(); at += 8) {
    const u64 x = load<u64>(a, at), y = load<u64>(b, at);
    if (x == y) continue;
    EXPECT_EQ(y - x, high - low);
    EXPECT_LT(x - low, a.size());
    ++moved;
  }
  EXPECT_EQ(moved, 5);
  EXPECT_THAT(calls.image_at(0x10).error().message, HasSubstr("expected a multiple of 0x1000, found 0x10"));
}

TEST(GenericCode, RunsOnTheProcessorsOfItsGenerationOnly) {
  auto bytes = bytes_of("basic.gfx1100.co");
  const auto made_for = [&](u32 machine) { store(MutableBytes(bytes), offsetof(Elf64_Ehdr, e_flags), machine); };
  constexpr u32 gfx11_generic = 0x054, gfx12_generic = 0x059;
  made_for(gfx11_generic);
  EXPECT_EQ(CodeObject::parse("x.co", bytes, "gfx1101")->target(), "gfx11-generic");
  EXPECT_FALSE(CodeObject::parse("x.co", bytes, "gfx1201"));
  made_for(gfx12_generic);
  EXPECT_TRUE(CodeObject::parse("x.co", bytes, "gfx1200"));
  EXPECT_FALSE(CodeObject::parse("x.co", bytes, "gfx1100"));
}

TEST(BadCodeObjects, AreToldByWhatWasExpectedAndFound) {
  EXPECT_THAT(error_with<u32>(0, 0), HasSubstr("code object x.co: ELF header"));
  EXPECT_EQ(error_with<u8>(EI_OSABI, 0), "code object x.co: EI_OSABI: expected AMDGPU_HSA (64), found 0");
  EXPECT_EQ(error_with<u16>(offsetof(Elf64_Ehdr, e_machine), 62),
            "code object x.co: e_machine: expected AMDGPU (224), found 62");
  EXPECT_EQ(error_with<u32>(offsetof(Elf64_Ehdr, e_flags), 0x4e),
            "code object x.co: target: expected code for gfx1100 or gfx11-generic, found gfx1201");
  EXPECT_THAT(error_with<u32>(offsetof(Elf64_Ehdr, e_flags), 0xee), HasSubstr("found unknown target 0xee"));
  EXPECT_THAT(error_with<u64>(offsetof(Elf64_Ehdr, e_phoff), ~u64{0}), HasSubstr("program headers"));
  EXPECT_THAT(error_with<u16>(offsetof(Elf64_Ehdr, e_type), ET_REL), HasSubstr("link it"));
}

TEST(BadCodeObjects, SayWhichKernelsThereAre) {
  const CodeObject basic = object("basic.gfx1100.co");
  EXPECT_THAT(basic.kernel("nope").error().message,
              AllOf(HasSubstr("code object basic.gfx1100.co: no kernel nope; it has"), HasSubstr("vecadd"),
                    HasSubstr("saxpy")));
}

TEST(BadCodeObjects, WithBrokenMetadataAreRefused) {
  auto bytes = bytes_of("basic.gfx1100.co");
  bytes[0x200 + 20] = std::byte{0xc1};  // a byte that msgpack never uses, where the document begins
  EXPECT_THAT(CodeObject::parse("x.co", bytes).error().message, HasSubstr("metadata: expected"));
}

class DamagedCodeObject : public testing::TestWithParam<const char*> {};

TEST_P(DamagedCodeObject, NeverReadsBeyondTheFile) {
  const auto good = bytes_of(GetParam());
  fixtures::Random random(3);
  for (std::size_t round = 0; round < 400; ++round) {
    auto bytes = good;
    const bool cut = round % 4 == 0;
    if (cut) bytes.resize(random.below(bytes.size()));
    for (u64 flips = 1 + random.below(6); flips > 0 && !bytes.empty(); --flips) {
      // Headers, dynamic section and the first metadata matter most.
      const u64 region = random.below(2) ? std::min<u64>(bytes.size(), 0x400) : bytes.size();
      bytes[random.below(region)] ^= static_cast<std::byte>(1u << random.below(8));
    }
    bytes.shrink_to_fit();
    auto parsed = CodeObject::parse("damaged", bytes);
    if (!parsed) {
      EXPECT_FALSE(parsed.error().message.empty());
      continue;
    }
    (void)parsed->image_at(0x200000);
    for (const Kernel& k : parsed->kernels()) EXPECT_LE(k.entry_offset + 4, parsed->image_size());
  }
}

INSTANTIATE_TEST_SUITE_P(Files, DamagedCodeObject, testing::Values("basic.gfx1100.co", "calls.gfx1100.co"));

}  // namespace
}  // namespace egpulab::driver::amd

// Files that the loader refuses: each with one sentence that says what was expected and what was found.
#include <random>

#include "tests/driver_nvidia_programs/cubins.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

template <class T>
std::string error_with(std::size_t offset, T value, std::string_view module = "basic") {
  auto bytes = cubin_bytes(module, 86);
  store(MutableBytes(bytes), offset, value);
  return error_of_parsing(bytes);
}
Bytes bytes_of(std::string_view text) { return std::as_bytes(std::span(text.data(), text.size())); }

TEST(BadCubins, ForAnotherArchitectureNameBoth) {
  EXPECT_THAT(error_of_parsing(cubin_bytes("basic", 120)),
              AllOf(HasSubstr("expected code for sm_86"), HasSubstr("found sm_120")));
  EXPECT_THAT(error_of_parsing(cubin_bytes("basic", 89)), HasSubstr("found sm_89"));
  EXPECT_THAT(error_of_parsing(cubin_bytes("basic", 86), "sm_120"), HasSubstr("found sm_86"));
}

TEST(BadCubins, ThatArePtxAreToldSo) {
  EXPECT_THAT(error_of_parsing(bytes_of("//\n// Generated\n.version 9.0\n.target sm_86\n.address_size 64\n")),
              AllOf(HasSubstr("found PTX"), HasSubstr("ptxas or nvcc -cubin")));
}

TEST(BadCubins, ThatAreFatBinariesAreToldWhatThoseHold) {
  std::vector<std::byte> fat(16 + 2 * 64);
  const MutableBytes out(fat);
  store(out, 0, u32{0xba55ed50});
  store(out, 4, u16{1});
  store(out, 6, u16{16});
  for (const u32 i : {0u, 1u}) {
    const std::size_t at = 16 + 64 * i;
    store(out, at, static_cast<u16>(2 - i));  // a cubin, then PTX
    store(out, at + 4, u32{64});
    store(out, at + 28, 86 + 34 * i);
  }
  EXPECT_THAT(error_of_parsing(fat), HasSubstr("a fat binary (a cubin for sm_86, PTX for compute_120)"));
}

TEST(BadCubins, ThatAreTruncatedNameTheRangeThatIsMissing) {
  const auto whole = cubin_bytes("basic", 86);
  EXPECT_THAT(error_of_parsing(Bytes(whole).first(40)), AllOf(HasSubstr("ELF header"), HasSubstr("64 bytes")));
  EXPECT_THAT(error_of_parsing(Bytes(whole).first(whole.size() / 2)), HasSubstr("a range within the file's"));
  EXPECT_THAT(error_of_parsing({}), HasSubstr("the magic number"));
}

TEST(BadCubins, ForOtherMachinesOrNotLinkedAreNamedByTheField) {
  EXPECT_THAT(error_with(offsetof(Elf64_Ehdr, e_machine), u16{62}), HasSubstr("expected CUDA (190), found 62"));
  EXPECT_THAT(error_with(offsetof(Elf64_Ehdr, e_type), u16{ET_REL}), HasSubstr("nvlink"));
}

TEST(BadCubins, WithoutKernelsAreRefused) {
  auto bytes = cubin_bytes("basic", 86);
  const std::size_t symbols = offset_of(bytes, ".symtab");
  const std::size_t count = CubinElf::parse("x", bytes)->symbols().size();
  for (std::size_t i = 0; i < count; ++i)
    store(MutableBytes(bytes), symbols + i * sizeof(Elf64_Sym) + offsetof(Elf64_Sym, st_other), u8{0});
  EXPECT_THAT(error_of_parsing(bytes), HasSubstr("kernels: expected at least one, found none"));
}

TEST(BadCubins, WithARelocationThatNobodyAppliesNameItAndItsPlace) {
  constexpr u64 function_descriptor = 35;
  const auto bytes = cubin_bytes("calls", 86);
  const std::size_t entry = offset_of(bytes, ".rel.nv.constant4") + offsetof(Elf64_Rel, r_info);
  const u64 info = load<u64>(bytes, entry);
  EXPECT_THAT(error_with(entry, (info & ~u64{0xffff'ffff}) | function_descriptor, "calls"),
              AllOf(HasSubstr("R_CUDA_FUNC_DESC_64"), HasSubstr(".nv.constant4+0x")));
}

TEST(BadCubins, WithARelocationOutsideItsSectionNameBoth) {
  const auto bytes = cubin_bytes("calls", 86);
  EXPECT_THAT(error_with(offset_of(bytes, ".rel.nv.constant4"), u64{0x1000}, "calls"),
              AllOf(HasSubstr("a place within the section's"), HasSubstr(".nv.constant4+0x1000")));
}

TEST(BadCubins, WithABrokenRecordOfTheirKernelsNameIt) {
  const auto bytes = cubin_bytes("basic", 86);
  EXPECT_THAT(error_with(offset_of(bytes, ".nv.info.saxpy"), u8{9}), HasSubstr(".nv.info.saxpy+0x0"));
}

TEST(BadCubins, AskedForAnUnknownKernelListTheKnownOnes) {
  const auto kernel = cubin("basic", 86).kernel("vecsub");
  ASSERT_FALSE(kernel);
  EXPECT_THAT(kernel.error().message, AllOf(HasSubstr("no kernel vecsub"), HasSubstr("vecadd"), HasSubstr("saxpy")));
}

// What damage does is not foreseen; it must end in a program or a sentence.
TEST(BadCubins, DamagedAtRandomAreRefusedOrTaken) {
  std::mt19937 random(7);
  u32 refused = 0;
  constexpr u32 rounds = 600;
  const auto originals = {cubin_bytes("calls", 86), cubin_bytes("calls", 120), cubin_bytes("basic", 90)};
  for (u32 round = 0; round < rounds; ++round) {
    std::vector<std::byte> bytes = originals.begin()[round % originals.size()];
    // Headers, symbols and records are most of what is read: damage is aimed at the first and last parts too.
    for (auto n = 1 + random() % 6; n > 0; --n) {
      const std::size_t at = random() % 3 == 0   ? random() % 64
                             : random() % 2 == 0 ? bytes.size() - 1 - random() % 4096
                                                 : random() % bytes.size();
      bytes[at] = static_cast<std::byte>(random());
    }
    if (random() % 8 == 0) bytes.resize(random() % bytes.size());
    const auto parsed = Cubin::parse("damaged.cubin", bytes);
    if (!parsed) {
      EXPECT_THAT(parsed.error().message, AllOf(HasSubstr("damaged.cubin"), HasSubstr("expected")));
      ++refused;
    } else if (parsed->image_bytes() < MiB) {
      EXPECT_EQ(parsed->image_at(0x10'0000'0000, 0x20'0000'0000).size(), parsed->image_bytes());
    }
  }
  EXPECT_GT(refused, rounds / 4);
  EXPECT_LT(refused, rounds);
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

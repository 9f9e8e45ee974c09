// The rows themselves: syntaxes parse, no two rows claim one word, and all code that the compiler made has names.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "driver/nvidia/cubin_elf.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/disassemble.hpp"
#include "simulator/isa/sass/level.hpp"
#include "simulator/isa/sass/syntax.hpp"
#include "tests/isa_sass_text/pairs.hpp"

namespace egpulab::simulator::isa::sass::test {
namespace {

using testing::HasSubstr;

constexpr SmVersion versions[] = {80, 86, 87, 89, 90, 100, 103, 120};

TEST(Rows, HaveSyntaxesThatParse) {
  for (const auto& family : tables(Level::baseline).families)
    for (const Row& row : family) EXPECT_NO_THROW(parsed(row.syntax)) << row.name;
}

TEST(Rows, AreTheOnlyOnesForTheirWords) {
  for (const SmVersion sm : versions)
    EXPECT_THAT(decoder(Level::baseline, sm).overlaps(), testing::IsEmpty()) << "sm_" << u32{sm};
}

TEST(Rows, NameEveryInstructionOfTheCompiledKernels) {
  std::set<std::string> unknown;
  u64 words = 0;
  for (const std::string_view file : fixtures::cubin_names()) {
    const auto elf = driver::nvidia::CubinElf::parse(file, *fixtures::kernel(std::string(file)));
    ASSERT_TRUE(elf) << elf.error().message;
    for (const auto& section : elf->sections()) {
      if (!section.is_code()) continue;
      for (u64 at = 0; at + instruction_bytes <= section.content.size(); at += instruction_bytes, ++words) {
        const Word word{load<u64>(section.content, at), load<u64>(section.content, at + 8)};
        const Disassembly line = disassemble(word, at, static_cast<SmVersion>(elf->sm()));
        if (!line.known || line.text.find("INVALID") != std::string::npos)
          unknown.insert(fmt::format("{} {} {:#x}: {}", file, section.name, at, line.text));
      }
    }
  }

  EXPECT_THAT(unknown, testing::IsEmpty());
  EXPECT_GT(words, 50'000u);
}

TEST(UnknownWord, IsToldWithItsVersion) {
  const Disassembly line = disassemble({0x0123, 0x000fe40000000000}, 0x40, 86);

  EXPECT_FALSE(line.known);
  EXPECT_EQ(line.text, "unknown instruction 0x000fe400000000000000000000000123 of sm_86");
}

TEST(GenerationsDiffer, InWhatAWordMeans) {
  const Word half_constant = word_of("000fe200000001ff00000008ff097435"),
             shared_word = word_of("000fe400078e02000000040006067835");

  EXPECT_EQ(disassemble(half_constant, 0, 90).text, "HFMA2.MMA R9, -RZ, RZ, 0, 4.76837158203125e-07 ;");
  EXPECT_EQ(disassemble(shared_word, 0, 120).text, "IADD.64 R6, R6, 0x400 ;");
}

// Words that ptxas 13.0 wrote; their meaning from the kernels' sources.
TEST(GenerationsDiffer, BlackwellsNewFormsName64BitSelectionsUniformSumsAndBf16) {
  EXPECT_EQ(disassemble(word_of("000fc80004000001ffffffffff047407"), 0, 120).text, "SEL.64 R4, RZ, -0x1, !P0 ;");
  EXPECT_EQ(disassemble(word_of("000fe40004800000000000ff06020607"), 0, 120).text, "@P0 SEL.64 R2, R6, RZ, !P1 ;");
  EXPECT_EQ(disassemble(word_of("000fe2000800000e000000002b0e7254"), 0, 120).text, "UFADD UR14, UR43, UR14 ;");
  EXPECT_EQ(disassemble(word_of("008e2800002024000000000200077306"), 0, 120).text, "I2F.BF16 R7, R2 ;");
}

TEST(BranchTargets, ArePrintedAsAddressesInTheFunction) {
  EXPECT_EQ(disassemble(word_of("00000000038000000000003000008947"), 0x100, 86).text, "@!P0 BRA 0x140 ;");
}

TEST(SchedulingBits, AreReadAndPrinted) {
  const Word word = word_of("044fe200078e00ff0001000002087824");

  const Scheduling bits = scheduling(word);

  EXPECT_EQ(bits.stall, 1);
  EXPECT_EQ(bits.wait_mask, 4);
  EXPECT_EQ(bits.write_barrier, 7);
  EXPECT_EQ(bits.reuse, 1);
  EXPECT_EQ(scheduling_text(word), "stall 1, yield, wait 0x4, reuse 0x1");
}

struct BadSyntax {
  const char *syntax, *message;
};
class Syntax : public testing::TestWithParam<BadSyntax> {};

TEST_P(Syntax, ThatBreaksTheRulesIsToldWithItsPlace) {
  try {
    parsed(GetParam().syntax);
    FAIL() << "accepted";
  } catch (const std::logic_error& error) {
    EXPECT_THAT(error.what(), HasSubstr(GetParam().message));
  }
}
INSTANTIATE_TEST_SUITE_P(All, Syntax,
                         testing::Values(BadSyntax{".{colour@76:3} d", "no table \"colour\""},
                                         BadSyntax{".%paint d", "no function \"paint\""},
                                         BadSyntax{".X@74  d", "two spaces"},
                                         BadSyntax{"d z", "an operand cannot begin with 'z'"},
                                         BadSyntax{"a:q", "a type of immediates"}, BadSyntax{"#72", "',' expected"},
                                         BadSyntax{"d@x", "a number expected"}, BadSyntax{"d-", "left over"}));

}  // namespace
}  // namespace egpulab::simulator::isa::sass::test

// The register idiom: values, fields, arrays, expectations and text.
#include "driver/regs/register.hpp"

#include "driver/base/error.hpp"

namespace egpulab::regs {
namespace {

enum class Target : u32 { vram = 0, host = 2 };
constexpr std::string_view to_string(Target t) {
  return t == Target::vram ? "vram" : t == Target::host ? "host" : std::string_view{};
}
template <u32 Offset>
struct At {
  static constexpr u32 value = Offset, offset = Offset;
};

using Command = Register<"COMMAND", At<0x118>, Bit<"IDLE", 1, Access::ro>, Field<"SIZE", 10, 8>,
                         Field<"TARGET", 13, 12, Target>, Bit<"ERROR", 31, Access::w1c>>;
using Context = RegisterArray<"CONTEXT#_CNTL", At<0x100>, Repeat<16, 8>, Bit<"ENABLE", 0>>;
using Queue = RegisterArray<"ENGINE#_QUEUE#_CNTL", At<0x200>, Grid<Repeat<2, 0x1800>, Repeat<8, 0x160>>, Bit<"E", 0>>;
using Port = RegisterArray<"ENTRY_#", At<0>, Repeat<4, 4, 2>, Bit<"PORT#_ENABLE", 0>, Bit<"FENCE", 1>>;
using Scratch = Register<"SCRATCH", At<0>>;

static_assert(sizeof(Command) == 4 && std::is_trivially_copyable_v<Command>);
static_assert(Command{"SIZE"_f = 6, "TARGET"_f = Target::host}.raw() == 0x2600);

TEST(Register, ReadsTheFieldsOfARawValue) {
  const Command command(0x2602);
  EXPECT_TRUE(command["IDLE"_f]);
  EXPECT_EQ(command["SIZE"_f], 6u);
  EXPECT_EQ(command["TARGET"_f], Target::host);
}

TEST(Register, ChangesOneFieldAndKeepsTheOthers) {
  const Command changed = Command(0x8000'2602).with("SIZE"_f = 1);
  EXPECT_EQ(changed.raw(), 0x8000'2102u);
}

TEST(Register, MatchesWhenAllExpectationsHold) {
  const Command command{"SIZE"_f = 6, "TARGET"_f = Target::host};
  EXPECT_TRUE(command.matches("SIZE"_f == 6, "TARGET"_f == Target::host));
  EXPECT_FALSE(command.matches("SIZE"_f == 6, "TARGET"_f == Target::vram));
}

TEST(Register, TurnsExpectationsIntoMaskAndValue) {
  const MaskedValue wait = Command::expect("IDLE"_f == true, "SIZE"_f == 3);
  EXPECT_EQ(wait.mask, 0x702u);
  EXPECT_EQ(wait.value, 0x302u);
  EXPECT_TRUE(wait.holds(0xffff'fb02));
  EXPECT_FALSE(wait.holds(0x300));
}

TEST(Register, KnowsWhichBitsSoftwareMayWrite) {
  EXPECT_EQ(Command::mask(Access::ro), 0x2u);
  EXPECT_EQ(Command::mask(Access::w1c), 0x8000'0000u);
  EXPECT_EQ(Command::mask(Access::rw), 0x3700u);
  EXPECT_EQ(Command::mask(), 0x8000'3702u);
}

TEST(Register, RefusesAValueThatDoesNotFitItsFieldAndNamesIt) {
  u32 nine = 9;
  const auto set = [&] { return Command{"SIZE"_f = nine}; };
  EXPECT_THAT(set, testing::ThrowsMessage<InvalidRequest>("value 0x9 does not fit field SIZE, which has 3 bits"));
}

TEST(Register, RefusesANegativeValue) {
  int minus_one = -1;
  EXPECT_THROW((Command{"SIZE"_f = minus_one}), InvalidRequest);
}

TEST(RegisterArray, TakesTheVendorsIndices) {
  EXPECT_EQ(Context::element_offset(3), 24u);
  EXPECT_EQ(Queue::element_offset(1, 2), 0x1800u + 2 * 0x160u);
  EXPECT_EQ(Queue::element(1, 2), 10u);
  EXPECT_EQ(Port::element_offset(5), 12u);
}

TEST(RegisterArray, GivesTheSamePlacesAtRunTime) {
  EXPECT_EQ(Queue::info().count(), 16u);
  EXPECT_EQ(Queue::info().element_offset(Queue::element(1, 2)), Queue::element_offset(1, 2));
  EXPECT_EQ(Queue::info().element_name(10), "ENGINE1_QUEUE2_CNTL");
}

TEST(RegisterArray, RefusesAnIndexThatIsNotThere) {
  EXPECT_THAT([] { return Port::element_offset(6u); },
              testing::ThrowsMessage<InvalidRequest>("register ENTRY_# has indices 2 to 5, and index 6 was asked for"));
  EXPECT_THROW(Port::element_offset(1u), InvalidRequest);
}

TEST(Describe, NamesRegisterFieldsAndEnumerators) {
  EXPECT_EQ(describe(Command(0x2602)), "COMMAND {IDLE=1 SIZE=6 TARGET=host ERROR=0}");
  EXPECT_EQ(describe(Command(0x1000)), "COMMAND {IDLE=0 SIZE=0 TARGET=1 ERROR=0}");
}

TEST(Describe, NumbersElementsAndTheirFields) {
  EXPECT_EQ(describe(Queue(1), Queue::element(1, 2)), "ENGINE1_QUEUE2_CNTL {E=1}");
  EXPECT_EQ(describe(Port(1), Port::element(4)), "ENTRY_4 {PORT4_ENABLE=1 FENCE=0}");
}

TEST(Describe, ShowsARegisterWithoutFieldsAsANumber) { EXPECT_EQ(describe(Scratch(0x1234)), "SCRATCH=0x1234"); }

// A descriptor wider than a word: fields may straddle words.
using Descriptor = Bits<256, Field<"GRID", 63, 32>, Field<"PROGRAM", 135, 96, u64>, InWord<"RELEASE", 7, 31>>;

TEST(Bits, KeepFieldsThatStraddleWords) {
  const Descriptor d{"GRID"_f = 128, "PROGRAM"_f = u64{0x12'3456'7890}, "RELEASE"_f = true};
  EXPECT_EQ(d["PROGRAM"_f], 0x12'3456'7890u);
  EXPECT_THAT(d.raw(), testing::ElementsAre(0, 128, 0, 0x3456'7890, 0x12, 0, 0, 0x8000'0000));
  EXPECT_EQ(describe(d), "{GRID=0x80 PROGRAM=0x1234567890 RELEASE=1}");
}

TEST(Bits, Of64BitsAreOneWord) {
  using Entry = Bits<64, Bit<"VALID", 0>, Field<"ADDRESS", 47, 12, u64>>;
  EXPECT_EQ((Entry{"VALID"_f = true, "ADDRESS"_f = 0x8'0000'0001}.raw()), 0x8000'0000'1001u);
}

}  // namespace
}  // namespace egpulab::regs

// Grids on a card: they take virtual time in slices, survive a snapshot, and end in the card's errors.
#include <gmock/gmock.h>

#include "simulator/nvidia/compute/sass_engine.hpp"
#include "simulator/nvidia/host/method_context.hpp"
#include "tests/nvidia_engines/card.hpp"
#include "tests/nvidia_engines/qmd.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using namespace regs::nvidia::compute_methods;
using testing::Contains;
using testing::Field;
using testing::HasSubstr;

struct Line {
  u64 high, low;
  const char* text;
};

// clang-format off
// Spins until a word is not zero, and stores one more behind it.
const std::vector<Line> wait_for_word = {
    {0x0000000000000f00, 0x0000580000047a02, "MOV R4, c[0x0][0x160] ;"},
    {0x0000000000000f00, 0x0000590000057a02, "MOV R5, c[0x0][0x164] ;"},
    {0x000000000c1e1900, 0x0000000404067981, "LDG.E R6, [R4.64] ;"},
    {0x0000000003f02070, 0x000000ff0600720c, "ISETP.EQ.U32.AND P0, PT, R6, RZ, PT ;"},
    {0x000000000383ffff, 0xffffffd000000947, "@P0 BRA 0x20 ;"},
    {0x0000000007ffe0ff, 0x0000000106017810, "IADD3 R1, R6, 0x1, RZ ;"},
    {0x000000000c101904, 0x0000040104007986, "STG.E [R4.64+0x4], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> store_beyond = {
    {0x0000000000000f00, 0x0000000000047802, "MOV R4, 0x0 ;"},
    {0x0000000000000f00, 0x0000100000057802, "MOV R5, 0x1000 ;"},
    {0x000000000c101904, 0x0000000104007986, "STG.E [R4.64], R1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
const std::vector<Line> misaligned_pc = {
    {0x0000000000000f00, 0x0000000800027802, "MOV R2, 0x8 ;"},
    {0x0000000000000f00, 0x0000000000037802, "MOV R3, 0x0 ;"},
    {0x0000000003800000, 0x0000000002007949, "BRX R2 0x0 ;"},
};
const std::vector<Line> trap = {
    {0x0000000000002100, 0x0000000000007919, "S2R R0, SR_TID.X ;"},
    {0x0000000003f02070, 0x000000070000780c, "ISETP.EQ.U32.AND P0, PT, R0, 0x7, PT ;"},
    {0x0000000000300000, 0x000000040000095c, "@P0 BPT.TRAP 0x1 ;"},
    {0x0000000003800000, 0x000000000000794d, "EXIT ;"},
};
// clang-format on

DeviceProfile shader_profile() {
  DeviceProfile p;
  p.nvidia.sm_version = 0x806, p.nvidia.sms_per_tpc = 2, p.nvidia.gpc_tpc_masks = {1}, p.nvidia.boost_mhz = 1700;
  return p;
}

struct Kernels : testing::Test {
  explicit Kernels(const SassOptions& options = {}) : shaders(shader_profile(), card.report, options) {
    card.schedule();
    card.host.connect(shaders);
  }
  void store_code(const std::vector<Line>& program) {
    for (std::size_t n = 0; n < program.size(); ++n) {
      card.vram.store(code + 16 * n, program[n].low);
      card.vram.store(code + 16 * n + 8, program[n].high);
    }
  }
  // One block of 32 threads whose parameter is the address of `out`.
  void launch(const std::vector<Line>& program) {
    store_code(program);
    launch();
  }
  void launch() {
    const u64 bank = card.take(4096), descriptor = card.take(4096);
    card.vram.store(bank + 0x160, Card::va(out));
    Qmd q({Architecture::ampere, 3, 0});
    q.set("CTA_THREAD_DIMENSION0", 32);
    q.set("REGISTER_COUNT_V", 32);
    q.program(Card::va(code));
    q.constant(0, Card::va(bank), 0x170);
    q.release(Card::va(mark), 1);
    card.vram.write(descriptor, std::as_bytes(q.words()));
    channel.segment(inc(1, udma::set_object, {chip_classes(Architecture::ampere).compute}) +
                    inc(1, send_pcas_a, {static_cast<u32>(Card::va(descriptor) >> 8)}) +
                    inc(1, send_signaling_pcas2_b, {9}));
    channel.ring_doorbell();
  }
  void events(u32 count) {
    for (u32 n = 0; n < count; ++n) ASSERT_TRUE(card.timeline.run_next(std::chrono::seconds(10)));
  }
  bool released() { return card.vram.load<u64>(mark) == 1; }

  Card card;
  SassEngine shaders;
  TestChannel channel = card.channel();
  u64 out = card.take(4096), mark = card.take(4096), code = card.take(4096);
};

TEST_F(Kernels, AKernelThatSpinsTakesTimeUntilTheWordIsThere) {
  launch(wait_for_word);
  events(20);
  EXPECT_FALSE(released());
  EXPECT_GT(card.timeline.now(), std::chrono::microseconds(100));
  card.vram.store(out, u32{41});
  card.settle();
  EXPECT_TRUE(released());
  EXPECT_EQ(card.vram.load<u32>(out + 4), 42u);
}

TEST_F(Kernels, AnotherChannelRunsWhileOneSpins) {
  TestChannel second = card.channel({.id = 2, .group = 2});
  card.schedule();
  launch(wait_for_word);
  events(10);
  const u64 other = card.take(4096);
  second.segment(release(Card::va(other), 5));
  second.ring_doorbell();
  events(20);
  EXPECT_EQ(card.vram.load<u64>(other), 5u);
  EXPECT_FALSE(released());
}

TEST_F(Kernels, AGridInTheMiddleIsPartOfASnapshot) {
  launch(wait_for_word);
  events(12);
  const auto saved = card.save();
  const auto memory = card.vram.take_snapshot();
  const u64 before = card.hash();
  card.vram.store(out, u32{41});
  card.settle();
  ASSERT_TRUE(released());
  const u64 end = card.hash();

  card.vram.restore(memory);
  card.restore(saved);
  EXPECT_EQ(card.hash(), before);
  EXPECT_EQ(card.save(), saved);
  card.vram.store(out, u32{41});
  card.settle();
  EXPECT_TRUE(released());
  EXPECT_EQ(card.vram.load<u32>(out + 4), 42u);
  EXPECT_EQ(card.hash(), end);
}

// As after an upload over code that has run, by a driver that leaves out the invalidation.
TEST_F(Kernels, CodeStoredOverCodeThatRanIsSeenAfterAnInvalidationOnly) {
  std::vector<Line> adds_two = wait_for_word;
  adds_two[5] = {0x0000000007ffe0ff, 0x0000000206017810, "IADD3 R1, R6, 0x2, RZ ;"};
  card.vram.store(out, u32{41});
  launch(wait_for_word);
  card.settle();
  ASSERT_EQ(card.vram.load<u32>(out + 4), 42u);

  store_code(adds_two);
  launch();
  card.settle();
  EXPECT_EQ(card.vram.load<u32>(out + 4), 42u);

  constexpr u32 instruction = 1;
  channel.segment(inc(1, invalidate_shader_caches_no_wfi, {instruction}));
  launch();
  card.settle();
  EXPECT_EQ(card.vram.load<u32>(out + 4), 43u);
}

TEST_F(Kernels, AResultUsedTooEarlyIsAFaultWhereTheReportIsStrict) {
  card.vram.store(out, u32{41});
  launch(wait_for_word);  // whose scheduling bits wait for nothing
  card.settle();
  EXPECT_EQ(card.report.count(Finding::fault), 0u);

  card.report.set_strict(true);
  launch();
  card.settle();
  EXPECT_THAT(card.report.entries(),
              Contains(Field(&Report::Entry::what,
                             HasSubstr("offset 0x30: ISETP reads R6 before scoreboard 0 was waited for"))));
}

TEST_F(Kernels, AStoreToNowhereIsAFaultOfTheMmu) {
  launch(store_beyond);
  card.settle();
  EXPECT_FALSE(released());
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].address, 0x1000'0000'0000u);
}

TEST_F(Kernels, AWarpsErrorIsInItsSmsRegisters) {
  launch(misaligned_pc);
  card.settle();
  EXPECT_FALSE(released());
  ASSERT_EQ(card.manager.warps.size(), 1u);
  EXPECT_EQ(card.manager.warps[0].warp_esr, 0x05u);
}

TEST_F(Kernels, ATrapIsAGraphicsExceptionThatNamesTheInstruction) {
  launch(trap);
  card.settle();
  ASSERT_EQ(card.manager.errors.size(), 1u);
  EXPECT_EQ(card.manager.errors[0].code, robust_channel::gr_exception);
  EXPECT_THAT(card.manager.errors[0].what, HasSubstr("offset 0x20: @P0 BPT.TRAP 0x1 ;, lane 7: trap"));
}

struct ImpatientKernels : Kernels {
  ImpatientKernels() : Kernels(SassOptions{.instruction_budget = 500'000}) {}
};

TEST_F(ImpatientKernels, AKernelThatNeverEndsIsStoppedAsByAWatchdog) {
  launch(wait_for_word);
  card.settle();
  EXPECT_FALSE(released());
  ASSERT_EQ(card.manager.errors.size(), 1u);
  EXPECT_EQ(card.manager.errors[0].code, 8u);
  EXPECT_THAT(card.manager.errors[0].what, HasSubstr("more than 500000 instructions"));
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

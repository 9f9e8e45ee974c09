// The compute front end: launch descriptors of each version, what becomes of them, report semaphores, inline data.
#include <gmock/gmock.h>

#include "simulator/nvidia/compute/qmd_decode.hpp"
#include "tests/nvidia_engines/card.hpp"
#include "tests/nvidia_engines/qmd.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using namespace regs::nvidia::compute_methods;
using testing::HasSubstr;

// A shader engine that takes notes and says that all went well, in as many slices as it is told.
class NotedLaunches final : public ShaderEngine {
 public:
  struct Grid final : ShaderGrid {
    explicit Grid(NotedLaunches& o) : owner(o), left(o.slices) {}
    Slice run(ShaderSurroundings&) override {
      if (owner.fails)
        return {.state = State::failed,
                .duration = {},
                .error = {.code = 13, .what = "warp 0: illegal instruction", .warp = owner.warp, .fault = {}}};
      --left;
      return {.state = left == 0 ? State::finished : State::running, .duration = Nanoseconds{5000}, .error = {}};
    }
    void visit(StateVisitor& v) override { v(left); }
    NotedLaunches& owner;
    u32 left;
  };
  std::unique_ptr<ShaderGrid> start(const Launch& launch, VirtualSpace&) override {
    launches.push_back(launch);
    return std::make_unique<Grid>(*this);
  }
  std::unique_ptr<ShaderGrid> restored(VirtualSpace&) override { return std::make_unique<Grid>(*this); }
  std::vector<Launch> launches;
  u32 slices = 1;
  bool fails = false;
  std::optional<WarpException> warp;
};

struct Launching : testing::TestWithParam<Version> {
  Launching() { card.schedule(); }
  Card card{GetParam().architecture};
  TestChannel channel = card.channel();
  NotedLaunches shaders;
  u64 mark = card.take(4096);
  u64 at(u32 offset = 0) { return Card::va(mark + offset); }
  u64 put(const Qmd& q) {
    const u64 place = card.take(4096);
    card.vram.write(place, std::as_bytes(q.words()));
    return Card::va(place);
  }
  void launch(u64 descriptor) {
    channel.run(inc(1, udma::set_object, {chip_classes(GetParam().architecture).compute}) +
                inc(1, send_pcas_a, {static_cast<u32>(descriptor >> 8)}) + inc(1, send_signaling_pcas2_b, {9}));
  }
  std::string error() { return card.manager.errors.empty() ? "" : card.manager.errors.back().what; }
};

TEST_P(Launching, ADescriptorBecomesALaunchAndItsReleaseFollows) {
  card.host.connect(shaders);
  Qmd q(GetParam());
  q.grid(70'000, 5, 3);
  q.set("CTA_THREAD_DIMENSION0", 64);
  q.set("CTA_THREAD_DIMENSION1", 4);
  q.set(q.has("REGISTER_COUNT") ? "REGISTER_COUNT" : "REGISTER_COUNT_V", 32);
  q.set("BARRIER_COUNT", 1);
  q.set("SASS_VERSION", 0x86);
  q.program(0x12'3456'7890);
  q.constant(0, 0x10'0000'1240, 0x400);
  q.constant(3, 0x10'0000'2000, 0x100);
  q.release(at(), 0x1'0000'0009);
  launch(put(q));
  ASSERT_EQ(error(), "");
  ASSERT_EQ(shaders.launches.size(), 1u);
  const Launch& l = shaders.launches[0];
  EXPECT_THAT(l.grid, testing::ElementsAre(70'000u, 5u, 3u));
  EXPECT_THAT(l.block, testing::ElementsAre(64u, 4u, 1u));
  EXPECT_EQ(l.program, 0x12'3456'7890u);
  EXPECT_EQ(l.registers, 32u);
  EXPECT_EQ(l.barriers, 1u);
  EXPECT_EQ(l.sass_version, 0x86u);
  ASSERT_EQ(l.constants.size(), 2u);
  EXPECT_EQ(l.constants[0].address, 0x10'0000'1240u);
  EXPECT_EQ(l.constants[0].bytes, 0x400u);
  EXPECT_EQ(l.constants[1].index, 3u);
  EXPECT_EQ(card.vram.load<u64>(mark), 0x1'0000'0009u);
  EXPECT_GT(card.vram.load<u64>(mark + 8), 1'005'000u) << "after the grid's 5 microseconds";
}

TEST_P(Launching, WithoutAShaderEngineAProgramStopsTheChannelAndReleasesNothing) {
  Qmd q(GetParam());
  q.program(0x10'0000'0000);
  q.release(at(), 9);
  launch(put(q));
  EXPECT_THAT(error(), HasSubstr("SASS execution is not modelled"));
  EXPECT_EQ(card.manager.errors.at(0).code, 13u);
  EXPECT_EQ(card.vram.load<u64>(mark), 0u);
  EXPECT_EQ(card.report.count(Finding::unmodelled), 1u);
}

TEST_P(Launching, AnEmptyGridNeedsNoShaderEngine) {
  Qmd q(GetParam());
  q.grid(0, 1, 1);
  q.release(at(), 9);
  launch(put(q));
  EXPECT_EQ(error(), "");
  EXPECT_EQ(card.vram.load<u64>(mark), 9u);
}

TEST_P(Launching, DependentDescriptorsRunOneAfterTheOther) {
  card.host.connect(shaders);
  Qmd second(GetParam());
  second.program(0x2000);
  second.release(at(16), 2);
  Qmd first(GetParam());
  first.program(0x1000);
  first.release(at(), 1);
  first.then(put(second));
  launch(put(first));
  ASSERT_EQ(shaders.launches.size(), 2u);
  EXPECT_EQ(shaders.launches[1].program, 0x2000u);
  EXPECT_GT(card.vram.load<u64>(mark + 24), card.vram.load<u64>(mark + 8));
}

TEST_P(Launching, TheSchedulerChecksWhatItLaunches) {
  Qmd q(GetParam());
  q.set("CTA_THREAD_DIMENSION0", 0);
  launch(put(q));
  EXPECT_THAT(error(), HasSubstr("SKEDCHECK16_CTA_THREAD_DIMENSION_ZERO"));
  EXPECT_EQ(card.manager.errors.at(0).code, 13u);
}

TEST_P(Launching, ABlockOfTooManyThreadsIsRefused) {
  Qmd q(GetParam());
  q.set("CTA_THREAD_DIMENSION0", 1025);
  launch(put(q));
  EXPECT_THAT(error(), HasSubstr("SKEDCHECK11_TOTAL_THREADS: 1025"));
}

TEST_P(Launching, AVersionOfAnotherChipIsRefused) {
  Qmd q(GetParam());
  q.set("QMD_MAJOR_VERSION", 1);
  launch(put(q));
  EXPECT_THAT(error(), HasSubstr("does not take"));
}

TEST_P(Launching, ADescriptorThatIsNotMappedFaults) {
  launch(0x7000);
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].address, 0x7000u);
}

TEST_P(Launching, AFailingProgramEndsItsChannelWithTheEnginesError) {
  card.host.connect(shaders);
  shaders.fails = true;
  Qmd q(GetParam());
  q.program(0x1000);
  q.release(at(), 9);
  launch(put(q));
  EXPECT_THAT(error(), HasSubstr("illegal instruction"));
  EXPECT_EQ(card.vram.load<u64>(mark), 0u);
}

TEST_P(Launching, AWarpsErrorIsToldWithItsSmsRegisters) {
  card.host.connect(shaders);
  shaders.fails = true;
  shaders.warp = WarpException{.sm = 3, .warp_esr = 0x10, .pc = 0x1230};
  Qmd q(GetParam());
  q.program(0x1000);
  launch(put(q));
  ASSERT_EQ(card.manager.warps.size(), 1u);
  EXPECT_EQ(card.manager.warps[0].channel, 1u);
  EXPECT_EQ(card.manager.warps[0].pc, 0x1230u);
  EXPECT_EQ(error(), "");
}

TEST_P(Launching, ReportSemaphoresWriteTheirPayload) {
  channel.run(inc(1, set_report_semaphore_a, {high32(at()), low32(at()), 7, 1u << 28}) +
              inc(1, set_report_semaphore_a, {high32(at(16)), low32(at(16)), 8, 0}));
  EXPECT_EQ(card.vram.load<u64>(mark), 7u);
  EXPECT_EQ(card.vram.load<u64>(mark + 16), 8u);
  EXPECT_NE(card.vram.load<u64>(mark + 24), 0u);
}

TEST_P(Launching, InlineDataGoesWhereItIsSent) {
  channel.run(inc(1, line_length_in, {10, 1, high32(at()), low32(at())}) + inc(1, launch_dma, {1}) +
              non_inc(1, load_inline_data, {0x44332211, 0x88776655, 0xffffaa99}));
  EXPECT_EQ(card.vram.load<u64>(mark), 0x8877665544332211u);
  EXPECT_EQ(card.vram.load<u32>(mark + 8), 0xaa99u) << "10 bytes, no more";
  EXPECT_EQ(error(), "");
}

TEST_P(Launching, TheInlineClassDoesTheSameOnItsSubchannel) {
  channel.run(inc(2, udma::set_object, {0xa140}) + inc(2, line_length_in, {4, 1, high32(at()), low32(at())}) +
              inc(2, launch_dma, {1}) + non_inc(2, load_inline_data, {5}));
  EXPECT_EQ(card.vram.load<u64>(mark), 5u);
}

TEST_P(Launching, AnUnknownMethodIsAGraphicsException) {
  channel.run(inc(1, 0x2f8, {1}));
  EXPECT_EQ(card.manager.errors.at(0).code, 13u);
  EXPECT_THAT(error(), HasSubstr("ILLEGAL_MTHD"));
}

TEST_P(Launching, AClassOnTheWrongSubchannelIsAMismatch) {
  channel.run(inc(0, udma::set_object, {chip_classes(GetParam().architecture).compute}));
  EXPECT_THAT(error(), HasSubstr("CLASS_SUBCH_MISMATCH"));
}

INSTANTIATE_TEST_SUITE_P(Versions, Launching,
                         testing::Values(Version{Architecture::ampere, 3, 0}, Version{Architecture::ada, 3, 0},
                                         Version{Architecture::hopper, 4, 0}, Version{Architecture::blackwell, 5, 0}),
                         [](const auto& v) {
                           return std::string(to_string(v.param.architecture)) + "_" + std::to_string(v.param.major);
                         });

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

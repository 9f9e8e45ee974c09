// Launches through the whole card: driver, host, compute front end, up to what executes code.
#include "driver/nvidia/local_memory.hpp"
#include "tests/driver_nvidia_programs/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using compute::Buffer;
using compute::Program;
using compute::Queue;
using testing::AllOf;
using testing::Each;
using testing::ElementsAre;
using testing::HasSubstr;

class Launches : public testing::TestWithParam<Board> {
 protected:
  ProgramCard card{GetParam()};
  Queue queue = card.device.make_queue();
  Program basic = card.load("basic");
  Buffer x = card.device.allocate(64 * KiB, "x"), y = card.device.allocate(64 * KiB, "y");
  NotedLaunches& shaders = card.shaders;
  bool separate_reserve = card.sm() < 90;

  void vecadd() { queue.launch(basic.kernel("vecadd"), {.grid = {1}, .block = {256}}, {x, y, y}); }
  std::string refusal(const compute::Kernel& kernel, const compute::Shape& shape,
                      std::initializer_list<compute::Argument> arguments) {
    return error_of<InvalidRequest>([&] { queue.launch(kernel, shape, arguments); });
  }
};

TEST_P(Launches, RunTheKernelsCodeWithItsConstantsAndArguments) {
  queue.launch(basic.kernel("saxpy"), {.grid = {40, 3, 2}, .block = {64, 2, 1}}, {2.5f, x, {y, 256}, u32{1024}});
  queue.finish();
  ASSERT_EQ(shaders.launches.size(), 1u);
  const sim::Launch& l = shaders.last();
  const Cubin file = cubin("basic", card.sm());
  const CubinKernel& saxpy = **file.kernel("saxpy");
  EXPECT_THAT(l.grid, ElementsAre(40u, 3u, 2u));
  EXPECT_THAT(l.block, ElementsAre(64u, 2u, 1u));
  EXPECT_EQ(l.registers, saxpy.registers);
  EXPECT_EQ(l.shared_bytes, 1024u) << "the system's part";
  EXPECT_EQ(l.shared_window, shared_window);
  EXPECT_EQ(l.local_window, local_window);
  const ConstantBankLayout& layout = card.layout();
  for (u32 i = 0; i < 3; ++i) {
    EXPECT_EQ(shaders.constant<u32>(0, layout.block + 4 * i), l.block[i]);
    EXPECT_EQ(shaders.constant<u32>(0, layout.grid + 4 * i), l.grid[i]);
  }
  EXPECT_EQ(shaders.constant<u64>(0, layout.shared_window), shared_window);
  EXPECT_EQ(shaders.constant<u64>(0, layout.local_window), local_window);
  EXPECT_EQ(shaders.constant<u32>(0, layout.stack_top), 0xff'fdc0u);
  EXPECT_EQ(shaders.constant<float>(0, layout.parameters), 2.5f);
  EXPECT_EQ(shaders.constant<u64>(0, layout.parameters + 8), x.address());
  EXPECT_EQ(shaders.constant<u64>(0, layout.parameters + 16), y.address() + 256);
  EXPECT_EQ(shaders.constant<u32>(0, layout.parameters + 24), 1024u);
}

TEST_P(Launches, FindTheirInstructionsInMemory) {
  std::vector<std::byte> code;
  shaders.acts = [&](const sim::Launch& l, sim::VirtualSpace& memory) -> std::optional<sim::ShaderError> {
    code.resize(256);
    EXPECT_FALSE(memory.read(l.program, code));
    return {};
  };
  queue.launch(basic.kernel("saxpy"), {.grid = {1}, .block = {256}}, {1.0f, x, y, u32{1}});
  queue.finish();
  const auto file = cubin_bytes("basic", card.sm());
  const Bytes text = CubinElf::parse("x", file)->find(".text.saxpy")->content;
  EXPECT_TRUE(std::ranges::equal(code, text.first(256)));
}

TEST_P(Launches, SeeWhatWasCopiedBeforeAndAreSeenByWhatFollows) {
  shaders.acts = [&](const sim::Launch&, sim::VirtualSpace& memory) -> std::optional<sim::ShaderError> {
    u32 value = 0;
    EXPECT_FALSE(memory.load(shaders.constant<u64>(0, card.layout().parameters), value));
    EXPECT_FALSE(memory.store(shaders.constant<u64>(0, card.layout().parameters + 16), value + 1));
    return {};
  };
  queue.fill(x, 0, x.size(), 0x11);
  queue.launch(basic.kernel("vecadd"), {.grid = {1}, .block = {256}}, {x, y, y});
  queue.copy(x, 64, y, 0, 4);
  queue.launch(basic.kernel("vecadd"), {.grid = {1}, .block = {256}}, {{x, 64}, y, {y, 128}});
  EXPECT_EQ(queue.download<u32>(y)[32], 0x1111'1113u);
}

TEST_P(Launches, OfSeveralQueuesShareTheChannelAndKeepTheirArguments) {
  Queue other = card.device.make_queue();
  queue.launch(basic.kernel("vecadd"), {.grid = {2}, .block = {256}}, {x, y, y});
  std::vector<u64> first_arguments;
  shaders.acts = [&](const sim::Launch&, sim::VirtualSpace&) -> std::optional<sim::ShaderError> {
    first_arguments.push_back(shaders.constant<u64>(0, card.layout().parameters));
    return {};
  };
  other.launch(basic.kernel("vecadd"), {.grid = {3}, .block = {256}}, {y, x, x});
  other.finish();
  queue.finish();
  EXPECT_THAT(first_arguments, ElementsAre(x.address(), y.address()));
}

TEST_P(Launches, ManyMoreThanFitTheRingKeepTheirOrder) {
  constexpr u32 count = 1500;
  for (u32 i = 1; i <= count; ++i) queue.launch(basic.kernel("vecadd"), {.grid = {i}, .block = {256}}, {x, y, y});
  queue.finish();
  ASSERT_EQ(shaders.launches.size(), count);
  for (u32 i = 0; i < count; ++i) ASSERT_EQ(shaders.launches[i].grid[0], i + 1);
}

TEST_P(Launches, ThatNeedLocalMemoryGetItForAllThreadsOfTheCard) {
  const Program calls = card.load("calls");
  u64 last_byte = 0;
  shaders.acts = [&](const sim::Launch& l, sim::VirtualSpace& memory) -> std::optional<sim::ShaderError> {
    // Per cluster of multiprocessors, two of which the simulated cards have.
    last_byte = l.local_memory + l.local_bytes_per_sm * (card.device.facts().compute_units / 2) - 1;
    u8 value = 0;
    EXPECT_FALSE(memory.load(l.local_memory, value));
    EXPECT_FALSE(memory.load(last_byte, value));
    return {};
  };
  const auto launch = [&](const char* kernel) {
    const compute::Kernel k = calls.kernel(kernel);
    std::vector<compute::Argument> arguments;
    for (const auto& p : k.info().parameters)
      arguments.push_back(p.size == 8 ? compute::Argument(x) : compute::Argument(u32{1}));
    queue.launch(k, {.grid = {1}, .block = {64}}, arguments);
    queue.finish();
  };
  launch("scratch_array");
  const u32 stack = (*cubin("calls", card.sm()).kernel("scratch_array"))->stack_bytes;
  EXPECT_EQ(shaders.last().local_high_bytes, align_up(stack + above_stack_bytes, 16));
  EXPECT_GE(shaders.last().local_bytes_per_sm, u64{shaders.last().local_high_bytes} * 32 * 48);
  launch("call_recursive");
  EXPECT_GE(shaders.last().local_high_bytes, LocalMemory::call_stack_bytes + above_stack_bytes);
  EXPECT_GT(last_byte, 0u);
}

TEST_P(Launches, GetSharedMemoryAsDeclaredAndAsAskedFor) {
  queue.launch(basic.kernel("transpose"), {.grid = {1}, .block = {32, 8}, .dynamic_workgroup_memory = 500},
               {x, y, u32{32}, u32{32}});
  queue.finish();
  EXPECT_EQ(shaders.last().shared_bytes, align_up(1024 + 32 * 33 * 4 + 500, 128));
  EXPECT_EQ(shaders.last().barriers, 1u);
}

TEST_P(Launches, BeyondWhatTheCardHasAreRefusedWithOneSentence) {
  const compute::Kernel k = basic.kernel("vecadd"), guard = basic.kernel("vecadd_guard");
  EXPECT_THAT(refusal(k, {.grid = {1, 70'000}, .block = {256}}, {x, y, y}),
              AllOf(HasSubstr("vecadd"), HasSubstr("a grid of 1x70000x1 blocks"), HasSubstr("2147483647x65535x65535")));
  EXPECT_THAT(refusal(guard, {.grid = {1}, .block = {1, 1, 65}}, {x, y, y, u32{1}}),
              HasSubstr("a block of 1x1x65 threads"));
  EXPECT_THAT(refusal(k, {.grid = {1}, .block = {512}}, {x, y, y}), HasSubstr("at most 256"));
  EXPECT_THAT(refusal(guard, {.grid = {1}, .block = {2048}}, {x, y, y, u32{1}}), HasSubstr("at most 1024"));
  EXPECT_THAT(refusal(k, {.grid = {1}, .block = {256}, .dynamic_workgroup_memory = 256 * 1024}, {x, y, y}),
              AllOf(HasSubstr("262144 dynamic"), HasSubstr("a block may have")));
  EXPECT_THAT(refusal(k, {.grid = {1}, .block = {256}}, {x, y}), HasSubstr("takes 3 arguments, 2 were given"));
  EXPECT_THAT(refusal(k, {.grid = {1}, .block = {256}}, {x, y, u32{1}}),
              AllOf(HasSubstr("argument 2"), HasSubstr("expected a value of 8 bytes")));
  queue.finish();
  EXPECT_TRUE(shaders.launches.empty());
}

TEST_P(Launches, OfAWarpThatErrsAreToldWithKernelAndOffset) {
  shaders.acts = [](const sim::Launch& l, sim::VirtualSpace&) -> std::optional<sim::ShaderError> {
    return sim::ShaderError{
        .code = 13,
        .what = "misaligned address",
        .warp = sim::WarpException{.sm = 3, .warp_esr = 0xf, .pc = l.program + 0x70, .address = 0x123},
        .fault = {}};
  };
  vecadd();
  EXPECT_THAT(
      error_of<DeviceFault>([&] { queue.finish(); }),
      AllOf(HasSubstr("Misaligned Address"), HasSubstr("with kernel vecadd"), HasSubstr("multiprocessor 3"),
            HasSubstr(fmt::format("vecadd+0x70 of {}", cubin_file("basic", card.sm()))), HasSubstr("accessing 0x123")));
  shaders.acts = nullptr;
  vecadd();
  queue.finish();
  EXPECT_EQ(shaders.launches.size(), 2u) << "the session goes on";
}

TEST_P(Launches, ThatAccessWhatIsNotMappedAreToldWithTheKernelAndTheAddress) {
  shaders.acts = [](const sim::Launch&, sim::VirtualSpace& memory) -> std::optional<sim::ShaderError> {
    u32 value = 0;
    const auto fault = memory.load(0x70'0000'0000, value);
    return sim::ShaderError{.code = 31, .what = "MMU fault", .warp = {}, .fault = fault};
  };
  vecadd();
  EXPECT_THAT(error_of<DeviceFault>([&] { queue.finish(); }),
              AllOf(HasSubstr("with kernel vecadd"), HasSubstr("7000000000"), HasSubstr("far from anything mapped")));
}

TEST_P(Launches, WaitForAnEventOfAnotherQueue) {
  Queue other = card.device.make_queue();
  std::vector<u8> seen;
  shaders.acts = [&](const sim::Launch&, sim::VirtualSpace& memory) -> std::optional<sim::ShaderError> {
    u8 value = 0;
    EXPECT_FALSE(memory.load(x.address(), value));
    seen.push_back(value);
    return {};
  };
  other.fill(x, 0, x.size(), 0x44);
  const compute::Event filled = other.record();
  queue.wait_for(filled);
  vecadd();
  queue.finish();
  EXPECT_THAT(seen, ElementsAre(0x44));
}

TEST_P(Launches, AreTimedByTheCardsClock) {
  const compute::Event begin = queue.record(true);
  vecadd();
  const compute::Event end = queue.record(true);
  EXPECT_GE(compute::elapsed(begin, end), 5us) << "what the grid takes";
}

TEST_P(Launches, ManyOfThemAtOnceNameEachKernelOnceWhenOneFails) {
  shaders.acts = [](const sim::Launch& l, sim::VirtualSpace&) -> std::optional<sim::ShaderError> {
    if (l.grid[0] != 7) return {};
    return sim::ShaderError{.code = 13,
                            .what = "illegal instruction",
                            .warp = sim::WarpException{.warp_esr = 9, .pc = l.program},
                            .fault = {}};
  };
  for (u32 i = 1; i < 8; ++i) queue.launch(basic.kernel("vecadd"), {.grid = {i}, .block = {256}}, {x, y, y});
  queue.launch(basic.kernel("saxpy"), {.grid = {1}, .block = {256}}, {1.0f, x, y, u32{1}});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue.finish(); }), HasSubstr("kernels vecadd, saxpy"));
}

INSTANTIATE_TEST_SUITE_P(Cards, Launches, testing::ValuesIn(generations), name_of);

TEST(Programs, HaveVariablesInZeroedMemoryWhichTheirBanksPointTo) {
  ProgramCard card(rtx3090);
  Queue queue = card.device.make_queue();
  const Buffer x = card.device.allocate(4 * KiB, "x");
  const Program local = card.load("k09_local");
  const compute::Kernel kernel = local.kernel("global_tab");
  std::vector<u32> contents(128);
  card.shaders.acts = [&](const sim::Launch&, sim::VirtualSpace& memory) -> std::optional<sim::ShaderError> {
    EXPECT_FALSE(memory.read(card.shaders.constant<u64>(4, 0), std::as_writable_bytes(std::span(contents))));
    return {};
  };
  std::vector<compute::Argument> arguments;
  for (const auto& p : kernel.info().parameters)
    arguments.push_back(p.size == 8 ? compute::Argument(x) : compute::Argument(u32{1}));
  queue.launch(kernel, {.grid = {1}, .block = {32}}, arguments);
  queue.finish();
  EXPECT_THAT(contents, Each(0u));
}

// Pointers to __constant__ variables are made of what bank 0 holds there (cvta.const in PTX).
TEST_P(Launches, SayWhereTheSourcesConstantsLieInMemory) {
  const Program local = card.load("k09_local");
  const compute::Kernel kernel = local.kernel("const_tab");
  std::vector<compute::Argument> arguments;
  for (const auto& p : kernel.info().parameters)
    arguments.push_back(p.size == 8 ? compute::Argument(x) : compute::Argument(u32{1}));
  queue.launch(kernel, {.grid = {1}, .block = {32}}, arguments);
  queue.finish();
  const auto& banks = shaders.last().constants;
  const auto bank3 = std::ranges::find(banks, 3u, &sim::ConstantBank::index);
  ASSERT_NE(bank3, banks.end());
  EXPECT_EQ(shaders.constant<u64>(0, card.sm() >= 100 ? 0x120 : card.sm() == 90 ? 0xd0 : 0x50), bank3->address);
}

TEST(Programs, ThatTheCardCannotRunAreRefusedBeforeAnythingReachesIt) {
  ProgramCard card(rtx4090);
  EXPECT_THAT(error_of<InvalidRequest>([&] { card.device.load("x.cubin", cubin_bytes("basic", 120)); }),
              AllOf(HasSubstr("x.cubin"), HasSubstr("sm_89"), HasSubstr("sm_120")));
  EXPECT_TRUE(!card.device.load("older.cubin", cubin_bytes("basic", 86)).kernels().empty());
}

}  // namespace
}  // namespace egpulab::driver::nvidia::test

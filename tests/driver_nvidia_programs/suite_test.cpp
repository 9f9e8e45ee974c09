// Real kernels on the card's own shader engine: the whole suite against its CPU references, and errors as they come.
#include "fixtures/kernel_suite.hpp"
#include "tests/driver_nvidia_programs/card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::AllOf;
using testing::ContainsRegex;
using testing::HasSubstr;

class Suite : public testing::TestWithParam<Board> {
 protected:
  ProgramCard card{GetParam(), ProgramCard::Engine::of_the_card};
  compute::Queue queue = card.device.make_queue();

  std::optional<std::string> difference(const compute::Program& program, const fixtures::SuiteEntry& entry) {
    fixtures::SuiteArguments arguments = entry.arguments(1);
    std::vector<compute::Argument> bound;
    for (const fixtures::SuiteArgument& a : arguments) {
      if (!a.is_buffer()) {
        bound.push_back(compute::Argument::bytes(a.data));
        continue;
      }
      const compute::Buffer buffer = card.device.allocate(std::max<u64>(a.data.size(), 4), a.name);
      queue.upload(buffer, a.data);
      bound.emplace_back(buffer);
    }
    queue.launch(
        program.kernel(entry.kernel),
        {.grid = {entry.grid.x, entry.grid.y, entry.grid.z}, .block = {entry.block.x, entry.block.y, entry.block.z}},
        bound);
    for (std::size_t i = 0; i < arguments.size(); ++i)
      if (arguments[i].is_result()) queue.download(bound[i].buffer(), arguments[i].data);
    return fixtures::first_difference(entry, entry.expected(1), arguments);
  }
};

TEST_P(Suite, EveryKernelComputesWhatItsReferenceDoes) {
  std::map<std::string_view, compute::Program> programs;
  for (const fixtures::SuiteEntry& entry : fixtures::kernel_suite()) {
    if (!programs.contains(entry.module)) programs.emplace(entry.module, card.load(entry.module));
    const auto wrong = difference(programs.at(entry.module), entry);
    EXPECT_FALSE(wrong) << *wrong;
  }
}

TEST_P(Suite, AMisalignedArgumentIsToldWithTheInstructionThatMetIt) {
  const compute::Program basic = card.load("basic");
  const compute::Buffer x = card.device.allocate(64 * KiB, "x"), y = card.device.allocate(64 * KiB, "y");
  queue.launch(basic.kernel("vecadd"), {.grid = {1}, .block = {256}}, {{x, 1}, y, y});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue.finish(); }),
              AllOf(HasSubstr("GR_EXCEPTION"), HasSubstr("Misaligned Address"),
                    ContainsRegex("vecadd\\+0x[0-9a-f]+ of basic.sm_[0-9]+.cubin"),
                    HasSubstr(fmt::format("accessing {:#x}", x.address() + 1))));
  queue.launch(basic.kernel("vecadd"), {.grid = {1}, .block = {256}}, {x, y, y});
  queue.finish();
}

TEST_P(Suite, AnAccessBeyondABufferIsAnMmuFaultThatNamesTheBuffer) {
  const compute::Program basic = card.load("basic");
  const compute::Buffer x = card.device.allocate(64 * KiB, "x"), last = card.device.allocate(64 * KiB, "last one");
  queue.launch(basic.kernel("vecadd"), {.grid = {1}, .block = {256}}, {x, x, {last, 64 * KiB - 512}});
  EXPECT_THAT(error_of<DeviceFault>([&] { queue.finish(); }),
              AllOf(HasSubstr("MMU fault"), HasSubstr("beyond 'last one'"), HasSubstr("with kernel vecadd")));
}

INSTANTIATE_TEST_SUITE_P(Cards, Suite, testing::ValuesIn(generations), name_of);

}  // namespace
}  // namespace egpulab::driver::nvidia::test

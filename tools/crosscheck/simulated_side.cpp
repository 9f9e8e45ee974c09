// Runs kernels on the engine alone: no driver, no launch descriptors, no page tables.
#include "tools/crosscheck/flat_memory.hpp"
#include "tools/crosscheck/side.hpp"

namespace egpulab::tool {
namespace {

namespace isa = simulator::isa;
namespace sass = simulator::isa::sass;

// Time passes with each look at the clock, so that loops that wait for it end.
class CountedTime final : public sass::GridEnvironment {
 public:
  u64 nanoseconds() override { return now_ += 32; }
  void hazard(u64 pc, const std::string& what) override {
    if (hazard_.empty()) hazard_ = what, hazard_pc_ = pc;
  }
  const std::string& first_hazard() const { return hazard_; }
  u64 first_hazard_pc() const { return hazard_pc_; }

 private:
  u64 now_ = 1'000'000'000, hazard_pc_ = 0;
  std::string hazard_;
};

class SimulatedSide final : public Side {
 public:
  explicit SimulatedSide(const SimulatedSideOptions& options) : options_(options) {}

  std::string name() const override {
    return fmt::format("simulator, sm_{}, level {}", options_.sm, isa::name(options_.level));
  }
  u32 sm() const override { return options_.sm; }

  Parsed<fixtures::SuiteArguments> run(const KernelRun& run) override {
    isa::force_level(options_.level);
    FlatMemory memory;
    auto cubin = LoadedCubin::load(run.module, run.cubin, memory);
    if (!cubin) return Unexpected<ParseError>(cubin.error());
    const auto kernel = cubin->cubin().kernel(run.kernel);
    if (!kernel) return Unexpected<ParseError>(kernel.error());
    const DeviceArguments arguments(run.arguments, memory);
    const auto parameters = arguments.parameters(**kernel);
    if (!parameters) return Unexpected<ParseError>(parameters.error());
    auto launch = cubin->launch(run.kernel, run.shape, *parameters);
    if (!launch) return Unexpected<ParseError>(launch.error());
    launch->sm = static_cast<sass::SmVersion>(options_.sm);
    launch->strict = options_.strict;

    sass::ProgramCache programs;
    CountedTime time;
    sass::Grid grid(*launch, memory, programs, time);
    sass::Progress progress = sass::Progress::yielded;
    while (progress == sass::Progress::yielded && grid.retired() < options_.instruction_limit)
      progress = grid.run(std::min(options_.turn, options_.instruction_limit - grid.retired()));
    if (progress == sass::Progress::yielded)
      return refuse(fmt::format("{}: not finished after {} instructions", run.kernel, grid.retired()));
    if (progress == sass::Progress::faulted)
      return refuse(
          fmt::format("{}: {} ({})", run.kernel, grid.describe(*grid.fault()), cubin->place(grid.fault()->pc)));
    if (!time.first_hazard().empty())
      return refuse(
          fmt::format("{}: hazard at {}: {}", run.kernel, cubin->place(time.first_hazard_pc()), time.first_hazard()));
    return arguments.results();
  }

 private:
  SimulatedSideOptions options_;
};

}  // namespace

std::unique_ptr<Side> make_simulated_side(const SimulatedSideOptions& options) {
  return std::make_unique<SimulatedSide>(options);
}

}  // namespace egpulab::tool

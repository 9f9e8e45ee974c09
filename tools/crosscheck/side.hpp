// One of the two that are compared: something that runs a kernel of a cubin and gives back what its buffers hold.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "driver/base/expected.hpp"
#include "simulator/isa/level.hpp"
#include "tools/crosscheck/loaded_cubin.hpp"

namespace egpulab::tool {

struct KernelRun {
  std::string_view module;  // of messages: "basic.sm_86.cubin"
  Bytes cubin;
  std::string_view kernel;
  LaunchShape shape;
  fixtures::SuiteArguments arguments;
};

class Side {
 public:
  virtual ~Side() = default;
  // "NVIDIA H100 PCIe, sm_90, CUDA driver 13.0", "simulator, sm_86, level avx2".
  virtual std::string name() const = 0;
  virtual u32 sm() const = 0;
  // The arguments after the kernel; an error names kernel and cause.
  virtual Parsed<fixtures::SuiteArguments> run(const KernelRun& run) = 0;
};

// The engine on a memory of its own for each run.
struct SimulatedSideOptions {
  u32 sm = 86;
  simulator::isa::Level level = simulator::isa::Level::baseline;
  u64 instruction_limit = 4'000'000'000;
  u64 turn = ~u64{0};  // instructions after which the engine comes back and is called again
  bool strict = false;
};
std::unique_ptr<Side> make_simulated_side(const SimulatedSideOptions& options);

// The first NVIDIA card, through the vendor's driver (libcuda.so.1), where there is one.
Parsed<std::unique_ptr<Side>> make_silicon_side();

}  // namespace egpulab::tool

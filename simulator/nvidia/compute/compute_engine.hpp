// The compute front end as one context sees it: class state, launches by descriptor (QMD), report semaphores.
// Facts: driver/regs/nvidia/classes/compute.hpp, qmd.hpp; open-gpu-doc classes compute clc7c0.h, clcec0.h.
#pragma once

#include <array>
#include <vector>

#include "simulator/nvidia/compute/inline_to_memory.hpp"
#include "simulator/nvidia/compute/shader_engine.hpp"
#include "simulator/nvidia/host/method_context.hpp"
#include "simulator/nvidia/host/method_table.hpp"

namespace egpulab::simulator::nvidia {

// A launch takes its grid's time here: methods behind it wait, which is coarser than the hardware's queue of grids.
class ComputeEngine {
 public:
  ComputeEngine(u32 class_number, regs::nvidia::Architecture architecture)
      : architecture_(architecture), table_(method_table(class_number)) {}

  Step method(MethodContext& channel, ShaderEngine* shaders, u32 address, u32 data);

  void visit(StateVisitor& v);

 private:
  enum Phase : u32 { start = 0, running = 1, ending = 2 };
  u32 get(u32 method) const { return methods_[method / 4]; }

  // A descriptor and all that become ready when it ends.
  Step launch(MethodContext& channel, ShaderEngine* shaders);
  Step begin(MethodContext& channel, ShaderEngine* shaders, u64 descriptor);
  // A slice of the grid in progress.
  Step run(MethodContext& channel, ShaderEngine* shaders);
  Step end(MethodContext& channel);
  Step release(MethodContext& channel, const LaunchRelease& r);
  Step report_semaphore(MethodContext& channel, u32 data);
  Step report_semaphore_wide(MethodContext& channel, u32 data);
  Step send_pcas(MethodContext& channel, ShaderEngine* shaders, bool schedules);
  Step load_inline_qmd(MethodContext& channel, u32 index, u32 data);

  regs::nvidia::Architecture architecture_;
  const MethodTable& table_;
  std::array<u32, MethodTable::words> methods_{};
  InlineToMemory inline_;
  // Of the grid that runs:
  std::array<LaunchRelease, 3> releases_{};
  std::array<DependentLaunch, 2> dependents_{};
  std::vector<u64> ready_;  // descriptors that run next
  // In progress, and its saved state where it has only been restored: the address space comes with the channel.
  std::unique_ptr<ShaderGrid> grid_;
  std::vector<std::byte> saved_grid_;
};

}  // namespace egpulab::simulator::nvidia

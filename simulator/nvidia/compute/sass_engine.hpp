// The streaming multiprocessors of a card: grids executed by the SASS engine.
#pragma once

#include <vector>

#include "simulator/core/coverage.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/report.hpp"
#include "simulator/isa/sass/grid.hpp"
#include "simulator/nvidia/compute/shader_engine.hpp"

namespace egpulab::simulator::nvidia {

struct SassOptions {
  // A grid that takes more warp instructions is ended as by a watchdog.
  u64 instruction_budget = u64{1} << 36;
  bool exact_mma = false;  // matrix sums bit for bit as the hardware makes them
};

class SassEngine final : public ShaderEngine {
 public:
  // Where `report` is strict, reads of results that the scheduling bits do not wait for are faults.
  SassEngine(const DeviceProfile& profile, const Report& report, const SassOptions& options = {});

  std::unique_ptr<ShaderGrid> start(const Launch& launch, VirtualSpace& memory) override;
  std::unique_ptr<ShaderGrid> restored(VirtualSpace& memory) override;
  void invalidate_instructions() override { programs_.invalidate(); }
  // Instructions of the card's version: executed, without an effect, or known by name only.
  void add_coverage(std::vector<CoverageRow>& rows) const;

 private:
  friend class SassGrid;
  isa::sass::GridLaunch grid_launch(const Launch& launch) const;
  // Virtual time for executed warp instructions. Memory latency is not modelled.
  Nanoseconds duration(u64 instructions, u64 warps) const;

  const Report& report_;
  SassOptions options_;
  isa::sass::SmVersion sm_;
  u32 sm_count_, sms_per_tpc_, mhz_;
  isa::sass::ProgramCache programs_;
};

}  // namespace egpulab::simulator::nvidia

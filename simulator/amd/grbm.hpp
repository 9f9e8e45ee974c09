// GRBM (register bus of the graphics core): register banks, soft reset, busy status, unit configuration, scratch.
#pragma once

#include <array>
#include <vector>

#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/grbm.hpp"
#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::amd {

class Grbm final : public Block, public GrbmSelect {
 public:
  // What an engine is to the reset and status registers.
  enum class Unit : u8 { graphics, compute, sdma0, sdma1 };

  Grbm(Timeline& timeline, Registers registers, const DeviceProfile& profile);

  void attach(Unit unit, GrbmEngine& engine);
  GrbmSelection selected() const override { return selection_; }

  std::string_view name() const override { return "GRBM"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

 private:
  struct Attached {
    Unit unit;
    GrbmEngine* engine;
  };
  bool busy(Unit unit) const;
  bool in_reset(Unit unit, regs::amd::GrbmSoftReset value) const;
  void select(regs::amd::GrbmGfxCntl value);
  void soft_reset(regs::amd::GrbmSoftReset value);
  regs::amd::GrbmStatus read_status(regs::amd::GrbmStatus stored);
  regs::amd::GrbmStatus2 read_status2(regs::amd::GrbmStatus2 stored);
  template <class R>
  R read_shader_engine_status(R stored);
  regs::amd::CpStat read_cp_stat(regs::amd::CpStat stored);
  void configure(const GcProfile& gc);

  Registers registers_;
  bool gfx12_;
  std::vector<Attached> engines_;
  GrbmSelection selection_;        // derived from GRBM_GFX_CNTL
  regs::amd::GrbmSoftReset held_;  // GRBM_SOFT_RESET as the engines know it
};

}  // namespace egpulab::simulator::amd

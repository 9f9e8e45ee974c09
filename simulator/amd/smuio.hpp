// SMUIO: the free-running timestamp counter and the strap-like registers beside it.
#pragma once

#include "driver/regs/amd/smuio.hpp"
#include "simulator/amd/reference_clock.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/block.hpp"

namespace egpulab::simulator::amd {

class Smuio final : public Block {
 public:
  Smuio(Timeline& timeline, Registers registers, const ReferenceClock& clock);

  std::string_view name() const override { return "SMUIO"; }
  void reset(Reset) override {}
  void visit(StateVisitor&) override {}

 private:
  regs::amd::GoldenTscCountLower read_low(regs::amd::GoldenTscCountLower stored);
  regs::amd::GoldenTscCountUpper read_high(regs::amd::GoldenTscCountUpper stored);

  const ReferenceClock& clock_;
};

}  // namespace egpulab::simulator::amd

// HDP (host data path): host writes through the VRAM BAR pass here on their way to memory.
#pragma once

#include "driver/regs/amd/hdp.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/block.hpp"

namespace egpulab::simulator::amd {

// Host writes are in VRAM as soon as they arrive, in order: on these parts the HDP forwards them, and drivers that work
// on hardware rely on it (rings and PSP frames are written without a flush before their mailbox or doorbell). A flush
// is therefore an acknowledgement only; what is kept is what software can see of it.
class Hdp final : public Block {
 public:
  Hdp(Timeline& timeline, Registers registers);

  std::string_view name() const override { return "HDP"; }
  void reset(Reset) override {}
  void visit(StateVisitor& visit) override { visit(flushes_); }

  void flush() { ++flushes_; }
  // Flushes asked for since power-on, by any way.
  u64 flushes() const { return flushes_; }

 private:
  void clear_flags(regs::amd::HdpNonsurfFlagsClr written);

  Registers registers_;
  u64 flushes_ = 0;
};

}  // namespace egpulab::simulator::amd

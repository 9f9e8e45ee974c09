// The state in which a warp starts, and how its state is saved.
#pragma once

#include "simulator/isa/sass/constant_banks.hpp"
#include "simulator/isa/sass/cta.hpp"
#include "simulator/isa/sass/occupancy.hpp"

namespace egpulab::simulator::isa::sass {

class WarpStart {
 public:
  // All references must outlive the warps.
  WarpStart(const GridLaunch& launch, const Occupancy& occupancy, const ConstantBanks& constants, MemoryView& memory)
      : launch_(launch), occupancy_(occupancy), constants_(constants), memory_(memory) {}

  // Warp `index` of the block, at the first instruction.
  void start(Warp& w, Cta& cta, u32 index) const;
  // What a warp has from its surroundings and not from its own past.
  void connect(Warp& w, Cta& cta, u32 index) const;

 private:
  const GridLaunch& launch_;
  const Occupancy& occupancy_;
  const ConstantBanks& constants_;
  MemoryView& memory_;
};

// Saves or restores a warp between two of its turns.
void visit_warp(StateVisitor& v, Warp& w, u32 registers);

}  // namespace egpulab::simulator::isa::sass

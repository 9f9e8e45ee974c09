// One turn of a warp: the loop that executes.
#pragma once

#include "simulator/isa/sass/cta.hpp"
#include "simulator/isa/sass/hazards.hpp"
#include "simulator/isa/sass/predecode.hpp"

namespace egpulab::simulator::isa::sass {

class WarpTurn {
 public:
  WarpTurn(const GridLaunch& launch, AddressSpace& space, ProgramCache& programs, GridEnvironment& environment);
  // Runs `w` for a fixed number of instructions, or until it blocks or ends; returns how many. `retired`: those of the
  // grid so far. After a fault Warp::stop says so.
  u64 run(Cta& c, Warp& w, u64 retired);

 private:
  const Record* enter(Warp& w);
  // Up to `left` records from `i` on; the next one, or null.
  const Record* steps(Cta& c, Warp& w, const Record* i, u64& left);
  bool fetch_fault(Warp& w, WarpError error);

  const GridLaunch& launch_;
  AddressSpace& space_;
  ProgramCache& programs_;
  u32 registers_;
  std::optional<HazardCheck> hazards_;  // in strict mode
};

}  // namespace egpulab::simulator::isa::sass

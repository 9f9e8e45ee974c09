// Strict mode: whether instructions wait for the results that they use.
//
// Instructions of variable time (loads, the multi-function unit, shuffles, ...) give their result at some later moment
// and release a scoreboard then; whoever uses the result has to have waited for it (bits 116-121, or DEPBAR). The same
// holds for sources that are read late. Stall counts of instructions with a fixed time are not checked.
#pragma once

#include <set>
#include <vector>

#include "simulator/isa/sass/code_page.hpp"
#include "simulator/isa/sass/cta.hpp"
#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/register_use.hpp"

namespace egpulab::simulator::isa::sass {

class HazardCheck {
 public:
  HazardCheck(const GridLaunch& launch, GridEnvironment& environment);
  // To be called before `i` runs.
  void before(const Warp& w, const Record* i, Scoreboards& boards);

 private:
  void wait(Word w, Scoreboards& boards) const;
  void tell(u64 pc, const std::string& what);

  const GridLaunch& launch_;
  GridEnvironment& environment_;
  const Decoder& decoder_;
  std::set<u64> told_;  // each instruction once
};

}  // namespace egpulab::simulator::isa::sass

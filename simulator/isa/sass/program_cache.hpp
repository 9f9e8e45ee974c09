// Instructions decoded for execution, kept between grids as the instruction caches of the card keep their lines.
#pragma once

#include <memory>

#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

// Pages of 4 KiB of code, decoded when first entered. As on the card, a store to code is not seen until invalidate().
// A cache only: it is no part of the simulated state.
class ProgramCache {
 public:
  ProgramCache();
  ~ProgramCache();
  ProgramCache(const ProgramCache&) = delete;
  ProgramCache& operator=(const ProgramCache&) = delete;

  // Forgets everything decoded. Grids in progress go on with freshly decoded instructions.
  void invalidate();
  // Moves on at each invalidate().
  u64 epoch() const;

  class Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace egpulab::simulator::isa::sass

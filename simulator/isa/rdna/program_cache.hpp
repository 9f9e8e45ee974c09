// Instructions decoded for execution, kept between dispatches as the instruction caches of the card keep their lines.
#pragma once

#include <memory>

#include "driver/base/types.hpp"

namespace egpulab::simulator::isa::rdna {

// Basic blocks decoded on first execution. As on the card, a store to code is not seen until invalidate(): the
// driver's instruction-cache invalidate packet must call it. A cache only: it is no part of the simulated state.
class ProgramCache {
 public:
  ProgramCache();
  ~ProgramCache();
  ProgramCache(const ProgramCache&) = delete;
  ProgramCache& operator=(const ProgramCache&) = delete;

  // Forgets everything decoded. Dispatches in progress go on with freshly decoded instructions.
  void invalidate();
  // Moves on at each invalidate().
  u64 epoch() const;

  class Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

}  // namespace egpulab::simulator::isa::rdna

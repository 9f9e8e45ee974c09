// Barriers of a thread block.
#include "simulator/isa/sass/cta.hpp"

#include <bit>

namespace egpulab::simulator::isa::sass {
namespace {

// What BAR.RED leaves behind, by its operation (bits 74 and 75).
u32 reduced(const CtaBarrier& b, u32 operation) {
  switch (operation) {
    case 0:
      return b.population;
    case 1:
      return b.all ? ~0u : 0;
    default:
      return b.any ? ~0u : 0;
  }
}

}  // namespace

u32 Cta::live_threads() const {
  u32 n = 0;
  for (const auto& w : warps) n += static_cast<u32>(std::popcount(w->live));
  return n;
}

bool Cta::complete(u32 barrier) {
  CtaBarrier& b = barriers[barrier];
  if (b.arrived == 0 || b.arrived < (b.expected ? b.expected : live_threads())) return false;
  for (auto& w : warps)
    for (Split& s : w->splits) {
      if (s.state != Split::at_barrier || s.barrier != barrier) continue;
      if (s.wait_mask != no_reduction) w->barrier_result = reduced(b, s.wait_mask);
      s = {.pc = s.pc + instruction_bytes, .mask = s.mask};
    }
  b = {};
  return true;
}

bool Cta::arrive(u32 barrier, u32 expected, u32 count, u32 holds) {
  CtaBarrier& b = barriers[barrier];
  b.arrived += count, b.expected = expected;
  b.population += holds, b.all &= holds == count, b.any |= holds != 0;
  return complete(barrier);
}

void Cta::threads_left(const Warp& w) {
  if (w.live == 0) --running;
  for (u32 n = 0; n < barriers_per_cta; ++n)
    if (barriers[n].arrived && !barriers[n].expected) complete(n);
}

}  // namespace egpulab::simulator::isa::sass

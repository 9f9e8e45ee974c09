// Initial state of a warp. Registers are undefined on hardware; here they are zero.
#include "simulator/isa/sass/warp_start.hpp"

#include <cstring>

#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u32 local_window_bytes = 16 * MiB;

void clear_rows(Warp& w, u32 from, u32 count) { std::memset(w.r[from], 0, count * sizeof w.r[0]); }

}  // namespace

void WarpStart::connect(Warp& w, Cta& cta, u32 index) const {
  w.sm = launch_.sm;
  w.exact_mma = launch_.exact_mma;
  constants_.bind(w);
  w.shared = cta.shared.data();
  w.shared_bytes = static_cast<u32>(cta.shared.size());
  w.shared_window = launch_.shared_window, w.local_window = launch_.local_window;
  const u32 on_sm = cta.slot / std::max(launch_.sm_count, 1u);
  w.local_base = launch_.local_memory + cta.sm * launch_.local_bytes_per_sm +
                 (u64{on_sm} * occupancy_.warps_per_cta + index) * occupancy_.local_bytes_per_warp;
  w.local_bytes = static_cast<u32>(occupancy_.local_bytes_per_warp / lanes);
  w.stack_top = local_window_bytes;  // the driver leaves room between its stack and here
  w.memory = &memory_;
  w.cta = &cta;
  w.page = nullptr;
  w.index = index;
  w.stop = Stop::none;
}

void WarpStart::start(Warp& w, Cta& cta, u32 index) const {
  connect(w, cta, index);
  const u32 threads = launch_.block[0] * launch_.block[1] * launch_.block[2], left = threads - index * lanes;
  w.live = w.active = left >= lanes ? ~0u : (1u << left) - 1;
  w.splits.assign(1, {.pc = launch_.program, .mask = w.live});
  w.current = 0, w.yielded = 0, w.barrier_result = 0;
  w.cycles = 0, w.exact = false, w.uncounted = 0, w.link = nullptr;
  w.next_pc = launch_.program;
  w.fault = {};
  std::memset(w.p, 0, sizeof w.p), std::memset(w.up, 0, sizeof w.up), std::memset(w.ur, 0, sizeof w.ur);
  w.p[predicate::true_] = w.up[predicate::true_] = ~0u;
  std::memset(w.b, 0, sizeof w.b);
  clear_rows(w, 0, allocated_registers(launch_));
  clear_rows(w, row::zero, row::discard - row::zero);
}

void visit_warp(StateVisitor& v, Warp& w, u32 registers) {
  v(w.live), v(w.splits), v(w.current), v(w.yielded), v(w.barrier_result);
  v.raw(std::as_writable_bytes(std::span(w.p, predicate::true_)));
  v.raw(std::as_writable_bytes(std::span(w.up, predicate::true_)));
  v.raw(std::as_writable_bytes(std::span(w.ur, uniform::registers)));
  v.raw(std::as_writable_bytes(std::span(&w.b[0][0], 16 * lanes)));
  v.raw(std::as_writable_bytes(std::span(&w.r[0][0], registers * lanes)));
  if (!v.restoring()) return;
  // Every living lane is in one split; what the engine relies on.
  u32 seen = 0;
  bool good = w.current <= w.splits.size();
  for (const Split& s : w.splits) {
    good &= s.mask != 0 && (s.mask & (seen | ~w.live)) == 0 && s.state <= Split::at_barrier && s.barrier < 16;
    seen |= s.mask;
  }
  if (!good || seen != w.live) throw StateMismatch("a warp's splits do not make up its living lanes");
}

}  // namespace egpulab::simulator::isa::sass

// Handlers of control flow: branches, calls, ends, convergence barriers.
#pragma once

#include <bit>

#include "simulator/isa/sass/cta.hpp"
#include "simulator/isa/sass/divergence.hpp"
#include "simulator/isa/sass/exec/stop.hpp"
#include "simulator/isa/sass/exec/vector.hpp"
#include "simulator/isa/sass/predecode.hpp"

EGPULAB_SASS_BEGIN

// Lanes that pass the guard and the predicate that control instructions have besides.
inline u32 control_lanes(const Warp& w, const Record* i) { return lanes_of(w, i) & psrc(w, i); }
inline u32 first_lane(u32 mask) { return static_cast<u32>(std::countr_zero(mask)); }

// The lanes of `taken` go where Record::target leads, the others on.
inline const Record* take(Warp& w, const Record* i, u32 taken) {
  if (taken == w.active) [[likely]]
    return i->target;
  if (taken != 0) diverge(w, *direct_target(i->word, w.sm, own_pc(w, i)), taken);
  return i + 1;
}
inline const Record* branch(Warp& w, const Record* i) { return take(w, i, control_lanes(w, i)); }
inline const Record* branch_uniform(Warp& w, const Record* i) {
  const u32 up = w.up[i->word.bits(24, 3)];
  return take(w, i, control_lanes(w, i) & (i->word.bit(27) ? ~up : up));
}
// BRA.DIV and .CONV: whether all living lanes of a mask are here.
template <bool WhenHere>
const Record* branch_convergence(Warp& w, const Record* i) {
  const u32 field = static_cast<u32>(i->word.bits(24, w.sm < 100 ? 6 : 8));
  const bool none = field == (w.sm < 100 ? 63u : 255u);
  u32 mask = none ? 0 : w.ur[field];
  if (w.sm < 100 && i->word.bit(30)) mask = ~mask;  // newer ones have eight bits of register number there
  const bool here = (mask & w.live & ~w.active) == 0;
  return take(w, i, here == WhenHere ? control_lanes(w, i) : 0);
}
inline Handler pick_branch(Word word, SmVersion) {
  switch (word.bits(32, 2)) {
    case 2:
      return branch_convergence<false>;
    case 3:
      return branch_convergence<true>;
    default:
      return branch;
  }
}

// Lanes of `taken` each go to its own address; the first of them with all that go there continue.
template <class Target>
const Record* scatter(Warp& w, const Record* i, u32 taken, Target target) {
  if (taken == 0) return i + 1;
  if (taken != w.active) diverge(w, own_pc(w, i) + instruction_bytes, w.active & ~taken);
  const u64 first = target(first_lane(taken));
  for (u32 left = taken; left;) {
    const u64 to = target(first_lane(left));
    u32 group = 0;
    for (u32 rest = left; rest; rest &= rest - 1) group |= target(first_lane(rest)) == to ? rest & -rest : 0;
    left &= ~group;
    if (to != first) diverge(w, to, group);
  }
  w.jumped_from = own_pc(w, i), w.jumped_to = first;
  return go_to(w, first);
}
// Addresses in pairs of registers, relative to the next instruction or absolute, and an offset.
inline const Record* indirect(Warp& w, const Record* i, bool relative) {
  const u64 base = (relative ? own_pc(w, i) + instruction_bytes : 0) + static_cast<u64>(branch_offset(i->word, w.sm));
  const u32(*pair)[lanes] = &w.r[i->src[0]];
  return scatter(w, i, control_lanes(w, i), [&](u32 l) { return base + join64(pair[0][l], pair[1][l]); });
}
inline const Record* jump_relative(Warp& w, const Record* i) { return indirect(w, i, true); }
inline const Record* jump_absolute(Warp& w, const Record* i) { return indirect(w, i, false); }
inline const Record* return_to(Warp& w, const Record* i) { return indirect(w, i, !i->word.bit(85)); }
inline const Record* jump_uniform(Warp& w, const Record* i) {
  const u32 field = static_cast<u32>(i->word.bits(24, w.sm < 100 ? 6 : 8));
  const bool none = field == (w.sm < 100 ? 63u : 255u);
  const u64 to = own_pc(w, i) + instruction_bytes + static_cast<u64>(branch_offset(i->word, w.sm)) +
                 (none ? 0 : join64(w.ur[field], w.ur[field + 1]));
  return scatter(w, i, control_lanes(w, i), [&](u32) { return to; });
}

inline const Record* exit_warp(Warp& w, const Record* i) {
  const u32 mask = control_lanes(w, i);
  if (mask == 0) return i + 1;
  exit_lanes(w, mask);
  w.cta->threads_left(w);
  if (w.active != 0) return i + 1;
  return stop(w, own_pc(w, i), w.live == 0 ? Stop::end : Stop::split);
}

// ---- Convergence barriers

inline u32 barrier_number(const Record* i) { return static_cast<u32>(i->word.bits(16, 4)); }

inline const Record* set_barrier(Warp& w, const Record* i) {
  const u32 mask = lanes_of(w, i);
  write(w.b[barrier_number(i)], mask, [&](u32) { return mask; });
  return i + 1;
}
// Lanes that do not take part go on as a split of their own.
inline void only(Warp& w, const Record* i, u32 mask) {
  if (mask != w.active) diverge(w, own_pc(w, i) + instruction_bytes, w.active & ~mask);
}
inline const Record* sync_barrier(Warp& w, const Record* i) {
  const u32 mask = control_lanes(w, i);
  if (mask == 0 || mask == w.live) return i + 1;
  const u32 b = barrier_number(i);
  only(w, i, mask);
  if ((members(w, b, mask) & w.live & ~mask) == 0) return i + 1;
  const u64 pc = own_pc(w, i);
  keep(w, pc, Split::at_bsync, static_cast<u8>(b));
  return stop(w, pc, Stop::split);
}
inline const Record* break_barrier(Warp& w, const Record* i) {
  const u32 leaving = control_lanes(w, i), b = barrier_number(i);
  if (leaving == 0) return i + 1;
  const u32 mates = members(w, b, leaving) | leaving;
  write(w.b[b], mates, [&](u32 l) { return w.b[b][l] & ~leaving; });
  return i + 1;
}
inline const Record* warp_sync(Warp& w, const Record* i) {
  const u32 mask = control_lanes(w, i);
  if (mask == 0) return i + 1;
  u32 wanted;
  if (i->word.form() == 4) {
    wanted = static_cast<u32>(i->word.bits(32, 32));
    if (wanted == 0) wanted = ~0u;  // .ALL
  } else {
    // .COLLECTIVE of sm_90 and later has its mask where others have an address.
    const bool collective = w.sm >= 90 && i->word.bit(86);
    wanted = w.r[i->src[collective ? 0 : 1]][first_lane(mask)];
  }
  if ((wanted & w.live & ~mask) == 0) return i + 1;
  only(w, i, mask);
  const u64 pc = own_pc(w, i);
  keep(w, pc, Split::at_warpsync, 0, wanted);
  return stop(w, pc, Stop::split);
}
// Others run first; whoever waits for these lanes at BSYNC does so no longer.
inline const Record* yield_warp(Warp& w, const Record* i) {
  if (w.splits.size() == 1 || control_lanes(w, i) == 0) return i + 1;
  keep(w, own_pc(w, i) + instruction_bytes);
  w.yielded |= w.active;
  w.current = w.current + 1;
  return stop(w, own_pc(w, i) + instruction_bytes, Stop::split);
}
// The time itself is not waited for: the warp's turn ends.
inline const Record* nano_sleep(Warp& w, const Record* i) {
  if (control_lanes(w, i) == 0) return i + 1;
  return stop(w, own_pc(w, i) + instruction_bytes, Stop::sleep);
}

// ---- Barriers' copies as registers

inline constexpr u32 state_mactive = 26;  // the lanes that run (CBU state)

inline const Record* unknown_state(Warp& w, const Record* i, u32 state) {
  return unsupported(w, i, "BMOV of state " + std::to_string(state));
}
// BMOV.32[.CLEAR] R, B; with form 7 the destination is a barrier.
inline const Record* read_barrier(Warp& w, const Record* i) {
  const u32 from = static_cast<u32>(i->word.bits(24, 6)), exec = lanes_of(w, i);
  if (from >= 16 && from != state_mactive) return unknown_state(w, i, from);
  LaneRow x;
  if (from == state_mactive)
    store_lanes(x.r, ~0u, splat_lanes(w.active));
  else
    store_lanes(x.r, ~0u, load_lanes(w.b[from]));
  if (i->word.form() == 7) {
    const u32 to = static_cast<u32>(i->word.bits(16, 6));
    if (to >= 16) return unknown_state(w, i, to);
    store_lanes(w.b[to], exec, load_lanes(x.r));
  } else {
    store_lanes(w.r[i->dst], exec, load_lanes(x.r));
  }
  if (from < 16 && i->word.bit(84)) store_lanes(w.b[from], exec, splat_lanes(0));
  return i + 1;
}
inline const Record* write_barrier(Warp& w, const Record* i) {
  const u32 to = static_cast<u32>(i->word.bits(24, 6));
  if (to >= 16 || i->word.form() == 7) return unknown_state(w, i, to);
  store_lanes(w.b[to], lanes_of(w, i), load_lanes(w.r[i->src[1]]));
  return i + 1;
}

// ---- Barriers of the thread block

enum class BarMode : u8 { sync, arrive, reduce, scan };

struct BarOperands {
  u32 id, threads;
};
// What ptxas 13 makes of barrier.sync with registers and immediates: form 5 has both as immediates, form 4 the number
// of threads in a register, form 2 the barrier, form 1 both in one register, the threads from bit 16 on.
inline BarOperands bar_operands(const Warp& w, const Record* i, u32 lane) {
  const u32 id = static_cast<u32>(i->word.bits(54, 4)), threads = static_cast<u32>(i->word.bits(42, 12));
  const u32 value = w.r[i->src[1]][lane];
  switch (i->word.form()) {
    case 1:
      return {value & 15, value >> 16 & 0xfff};
    case 2:
      return {value & 15, threads};
    case 4:
      return {id, value & 0xfff};
    default:
      return {id, threads};
  }
}
inline const Record* cta_barrier(Warp& w, const Record* i) {
  const u32 mask = lanes_of(w, i);
  if (mask == 0) return i + 1;
  const auto mode = static_cast<BarMode>(i->word.bits(77, 2));
  if (mode == BarMode::scan) return unsupported(w, i, "BAR.SCAN");
  const BarOperands o = bar_operands(w, i, first_lane(mask));
  const u32 count = static_cast<u32>(std::popcount(mask)), holds = static_cast<u32>(std::popcount(mask & psrc(w, i)));
  if (mode == BarMode::arrive) {
    w.cta->arrive(o.id, o.threads, count, holds);
    return i + 1;
  }
  only(w, i, mask);
  const u64 pc = own_pc(w, i);
  keep(w, pc, Split::at_barrier, static_cast<u8>(o.id),
       mode == BarMode::reduce ? static_cast<u32>(i->word.bits(74, 2)) : no_reduction);
  const bool complete = w.cta->arrive(o.id, o.threads, count, holds);
  if (complete && w.splits.size() == 1) return i + 1;
  return stop(w, pc, Stop::barrier);
}
// B2R.RESULT; the other modes read barriers' own state.
inline const Record* read_result(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (i->word.bits(77, 2) != 2) return unsupported(w, i, "B2R of a barrier's state");
  store_lanes(w.r[i->dst], exec, splat_lanes(w.barrier_result));
  set_predicate(w, i, 0, exec, w.barrier_result ? ~0u : 0);
  return i + 1;
}

// ---- Others

inline const Record* load_pc(Warp& w, const Record* i) {
  const u64 pc = own_pc(w, i);
  write64(w, i->dst, lanes_of(w, i), [&](u32) { return pc; });
  return i + 1;
}
// From sm_90 on: an address so many bytes behind the next instruction, as the return address of an indirect call.
inline const Record* load_pc_ahead(Warp& w, const Record* i) {
  const u64 pc = own_pc(w, i) + instruction_bytes + i->word.bits(24, 8) +
                 static_cast<u64>(i->word.signed_bits(34, 48)) * 256;
  write64(w, i->dst, lanes_of(w, i), [&](u32) { return pc; });
  return i + 1;
}
inline const Record* trap(Warp& w, const Record* i) {
  constexpr u32 bpt_trap = 3;
  const u32 mask = lanes_of(w, i);
  if (mask == 0) return i + 1;
  if (i->word.bits(84, 3) != bpt_trap) return unsupported(w, i, "BPT that waits for a debugger");
  w.fault = {};
  w.fault.kind = Fault::Kind::breakpoint, w.fault.lane = first_lane(mask), w.fault.pc = own_pc(w, i);
  return stop(w, w.fault.pc, Stop::fault);
}
inline const Record* nothing(Warp&, const Record* i) { return i + 1; }

EGPULAB_SASS_END

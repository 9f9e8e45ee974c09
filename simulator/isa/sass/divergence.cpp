// Splits of a warp.
#include "simulator/isa/sass/divergence.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::simulator::isa::sass {
namespace {

template <class F>
void each_lane(u32 mask, F f) {
  for (; mask; mask &= mask - 1) f(static_cast<u32>(std::countr_zero(mask)));
}

// Ready splits at the same place become one. The one at `w.current` stays the one that runs.
void join(Warp& w) {
  auto& s = w.splits;
  for (u32 a = 0; a < s.size(); ++a)
    for (u32 b = a + 1; b < s.size();) {
      if (s[a].state != Split::ready || s[b].state != Split::ready || s[a].pc != s[b].pc) {
        ++b;
        continue;
      }
      s[a].mask |= s[b].mask;
      s.erase(s.begin() + b);
      if (w.current == b)
        w.current = a;
      else if (w.current > b)
        --w.current;
    }
}

void drop_empty(Warp& w) {
  for (u32 n = 0; n < w.splits.size();) {
    if (w.splits[n].mask != 0) {
      ++n;
      continue;
    }
    w.splits.erase(w.splits.begin() + n);
    if (w.current > n) --w.current;
  }
}

// Lanes at barrier `b` of which all that share their mask have come, or have yielded; none: 0.
u32 complete_instance(Warp& w, u32 b) {
  u32 waiting = 0;
  for (const Split& s : w.splits)
    if (s.state == Split::at_bsync && s.barrier == b) waiting |= s.mask;
  for (u32 left = waiting; left;) {
    const u32 wanted = w.b[b][std::countr_zero(left)] & w.live;
    u32 instance = 0;
    each_lane(left, [&](u32 l) { instance |= (w.b[b][l] & w.live) == wanted ? 1u << l : 0; });
    left &= ~instance;
    if (wanted & ~(instance | w.yielded)) continue;
    // Whoever comes late must not wait for those that have gone on.
    each_lane(wanted & ~instance, [&](u32 l) { w.b[b][l] &= ~instance; });
    return instance;
  }
  return 0;
}

bool release_bsync(Warp& w) {
  u32 tried = 0;
  for (std::size_t n = 0; n < w.splits.size(); ++n) {
    if (w.splits[n].state != Split::at_bsync || tried >> w.splits[n].barrier & 1) continue;
    const u8 b = w.splits[n].barrier;
    tried |= 1u << b;
    const u32 go = complete_instance(w, b);
    if (!go) continue;
    const std::size_t before = w.splits.size();
    for (std::size_t k = 0; k < before; ++k) {
      Split& s = w.splits[k];
      if (s.state != Split::at_bsync || s.barrier != b || !(s.mask & go)) continue;
      const Split on{.pc = s.pc + instruction_bytes, .mask = s.mask & go};
      s.mask &= ~go;
      w.splits.push_back(on);
    }
    w.current = static_cast<u32>(before);  // what has come together runs next
    drop_empty(w);
    join(w);
    return true;
  }
  return false;
}

bool release_warpsync(Warp& w) {
  for (const Split& first : w.splits) {
    if (first.state != Split::at_warpsync) continue;
    const u32 wanted = first.wait_mask;
    u32 come = 0;
    for (const Split& s : w.splits)
      if (s.state == Split::at_warpsync && s.wait_mask == wanted) come |= s.mask;
    if (wanted & w.live & ~come) continue;
    for (Split& s : w.splits)
      if (s.state == Split::at_warpsync && s.wait_mask == wanted) s.state = Split::ready, s.pc += instruction_bytes;
    join(w);
    return true;
  }
  return false;
}

}  // namespace

void diverge(Warp& w, u64 pc, u32 mask) {
  w.splits.push_back({.pc = pc, .mask = mask});
  w.active &= ~mask;
}

void keep(Warp& w, u64 pc, Split::State state, u8 barrier, u32 wait_mask) {
  Split& s = w.splits[w.current];
  s = {.pc = pc, .mask = w.active, .state = static_cast<u8>(state), .barrier = barrier, .wait_mask = wait_mask};
}

void exit_lanes(Warp& w, u32 mask) {
  w.live &= ~mask, w.active &= ~mask, w.yielded &= ~mask;
  if (w.active == 0) w.splits.erase(w.splits.begin() + w.current);
}

u32 members(const Warp& w, u32 barrier, u32 mask) {
  u32 all = 0;
  each_lane(mask, [&](u32 l) { all |= w.b[barrier][l]; });
  return all;
}

bool choose_split(Warp& w) {
  if (w.splits.size() > 1 || w.splits[0].state != Split::ready) {
    join(w);
    while (release_bsync(w) || release_warpsync(w)) {
    }
  }
  const u32 n = static_cast<u32>(w.splits.size());
  for (u32 k = 0; k < n; ++k) {
    const u32 at = (w.current + k) % n;
    if (w.splits[at].state != Split::ready) continue;
    w.current = at;
    w.active = w.splits[at].mask;
    w.next_pc = w.splits[at].pc;
    w.yielded &= ~w.active;
    return true;
  }
  return false;
}

bool release_one(Warp& w) {
  for (Split& s : w.splits) {
    if (s.state != Split::at_bsync) continue;
    s.state = Split::ready, s.pc += instruction_bytes;
    each_lane(w.live & ~s.mask, [&](u32 l) { w.b[s.barrier][l] &= ~s.mask; });
    return true;
  }
  return false;
}

}  // namespace egpulab::simulator::isa::sass

// Special registers: S2R, S2UR, CS2R, CS2UR. Numbers: what NVIDIA's disassembler names, and what ptxas 13 reads for
// each of PTX's special registers.
#pragma once

#include <utility>

#include "simulator/isa/sass/cta.hpp"
#include "simulator/isa/sass/exec/cross_lane.hpp"
#include "simulator/isa/sass/exec/uniform.hpp"
#include "simulator/isa/sass/printer.hpp"

EGPULAB_SASS_BEGIN

namespace special {
inline constexpr u32 lane_id = 0x00, virtual_configuration = 0x02, virtual_id = 0x03, tid = 0x20, tid_x = 0x21,
                     tid_y = 0x22, tid_z = 0x23, cta_id_x = 0x25, cta_id_z = 0x27, shared_window_high = 0x2f,
                     local_window_high = 0x30, shared_bytes = 0x32, local_high_offset = 0x37, equal_mask = 0x38,
                     less_mask = 0x39, less_equal_mask = 0x3a, greater_mask = 0x3b, greater_equal_mask = 0x3c,
                     sm_id = 0x43, clock_low = 0x50, clock_high = 0x51, timer_low = 0x52, timer_high = 0x53,
                     cluster_rank = 0x88, parameter_set = 0x8a, zero = 0xff;
}

struct SpecialRegister {
  bool known = true, clock = false;
  u64 base = 0;  // of all lanes; 64 bits where the register above is its upper half
};
// Those that all lanes of a warp agree on.
inline SpecialRegister uniform_special(const Warp& w, u32 number) {
  using namespace special;
  SpecialRegister r;
  switch (number) {
    case virtual_configuration:  // bits 15-8: warps that an SM has room for (%nwarpid)
      r.base = (w.sm == 86 || w.sm == 87 || w.sm == 89 || w.sm == 120 ? 48u : 64u) << 8;
      break;
    case virtual_id:  // bits 14-8: warp (%warpid)
      r.base = w.index << 8;
      break;
    case cta_id_x:
    case cta_id_x + 1:
    case cta_id_z:
      r.base = w.cta->id[number - cta_id_x];
      break;
    case shared_window_high:
      r.base = high32(w.shared_window);
      break;
    case local_window_high:
      r.base = high32(w.local_window);
      break;
    case shared_bytes:
      r.base = w.shared_bytes;
      break;
    case local_high_offset:  // what code for debuggers compares its stack pointer with (nvcc -G)
      r.base = w.local_bottom();
      break;
    case sm_id:
      r.base = w.cta->sm;
      break;
    case clock_low:
      r.base = w.cycles, r.clock = true;
      break;
    case clock_high:
      r.base = w.cycles >> 32, r.clock = true;
      break;
    case timer_low:
      r.base = w.cta->environment->nanoseconds();
      break;
    case timer_high:
      r.base = w.cta->environment->nanoseconds() >> 32;
      break;
    case cluster_rank:   // no clusters: the first of its own
    case parameter_set:  // sm_100: which of the sets of launch parameters in bank 0; one is there
    case zero:
      break;
    default:
      r.known = false;
  }
  return r;
}
// Those that differ: the value in each lane.
inline bool thread_special(const Warp& w, u32 number, LaneRow& out) {
  using namespace special;
  const Extent block = w.cta->launch->block;
  const u32 first = w.index * lanes;
  u32 x = first % block[0], y = first / block[0] % block[1], z = first / block[0] / block[1];
  for (u32 l = 0; l < lanes; ++l) {
    out.r[l] = number == tid ? x | y << 16 | z << 26 : number == tid_x ? x : number == tid_y ? y : z;
    if (++x < block[0]) continue;
    x = 0;
    if (++y == block[1]) y = 0, ++z;
  }
  return true;
}
inline bool lane_special(const Warp& w, u32 number, LaneRow& out) {
  using namespace special;
  if (number >= tid && number <= tid_z) return thread_special(w, number, out);
  for (u32 l = 0; l < lanes; ++l) {
    const u32 bit = 1u << l;
    switch (number) {
      case lane_id:
        out.r[l] = l;
        break;
      case equal_mask:
        out.r[l] = bit;
        break;
      case less_mask:
        out.r[l] = bit - 1;
        break;
      case less_equal_mask:
        out.r[l] = bit * 2 - 1;
        break;
      case greater_mask:
        out.r[l] = ~(bit * 2 - 1);
        break;
      case greater_equal_mask:
        out.r[l] = ~(bit - 1);
        break;
      default:
        return false;
    }
  }
  return true;
}
inline u32 special_number(const Record* i) { return static_cast<u32>(i->word.bits(72, 8)); }
[[gnu::cold]] inline const Record* unknown_special(Warp& w, const Record* i) {
  return unsupported(w, i, "special register " + special_register(special_number(i)));
}

// Each reading of the clock wants its own.
inline bool clock_is_exact(Warp& w) { return std::exchange(w.exact, false); }

// Wide64: CS2R may write a pair (bit 80).
template <bool Wide64>
const Record* special_to_register(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  const bool pair = Wide64 && i->word.bit(80);
  LaneRow r;
  if (lane_special(w, special_number(i), r)) {
    store_lanes(w.r[i->dst], exec, load_lanes(r.r));
    if (pair) store_lanes(w.r[i->dst + 1], exec, splat_lanes(0));
    return i + 1;
  }
  const SpecialRegister s = uniform_special(w, special_number(i));
  if (!s.known) return unknown_special(w, i);
  if (s.clock && !clock_is_exact(w)) return stop(w, own_pc(w, i), Stop::clock);
  store_lanes(w.r[i->dst], exec, splat_lanes(low32(s.base)));
  if (pair) store_lanes(w.r[i->dst + 1], exec, splat_lanes(high32(s.base)));
  return i + 1;
}
// Of registers that differ between lanes, the value of the first active lane.
template <bool Wide64>
const Record* special_to_uniform(Warp& w, const Record* i) {
  if (!lanes_of(w, i)) return i + 1;
  const bool pair = Wide64 && i->word.bit(80);
  LaneRow r;
  SpecialRegister s;
  if (lane_special(w, special_number(i), r))
    s.base = r.r[std::countr_zero(w.active)];
  else
    s = uniform_special(w, special_number(i));
  if (!s.known) return unknown_special(w, i);
  if (s.clock && !clock_is_exact(w)) return stop(w, own_pc(w, i), Stop::clock);
  const u32 d = uniform_destination(w, i->word);
  w.ur[d] = low32(s.base);
  if (pair) w.ur[d + 1] = high32(s.base);
  return i + 1;
}

EGPULAB_SASS_END

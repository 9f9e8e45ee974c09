// Instructions that see more than one lane: SHFL, VOTE, MATCH, REDUX.
#pragma once

#include "simulator/isa/sass/exec/lane_integer.hpp"
#include "simulator/isa/sass/exec/stop.hpp"

EGPULAB_SASS_BEGIN

// The uniform register of a vector instruction's result (bits 16 up); URZ is 63, or 255 from sm_100 on.
inline u32 uniform_destination(const Warp& w, Word word) {
  const u32 index = static_cast<u32>(word.bits(16, 8));
  if (w.sm >= 100) return index == 255 ? uniform::discard : index;
  return (index & 63) == 63 ? uniform::discard : index & 63;
}

// SHFL (PTX ISA, shfl): within segments that the third operand gives, each lane reads the lane that the second one
// names, by its number, or below, above, or at the exclusive or; a source outside is replaced by the lane itself, and
// the predicate is false. A lane that does not take part gives what its register holds (undefined in PTX).
struct Shuffle {
  u32 source;
  bool inside;
  Shuffle(u32 mode, i32 lane, u32 b, u32 c) {
    const i32 distance = static_cast<i32>(b & 31), clamp = static_cast<i32>(c & 31),
              segment = static_cast<i32>(c >> 8 & 31);
    const i32 first = lane & segment, last = first | (clamp & ~segment);
    const i32 from = mode == 0   ? first | (distance & ~segment)
                     : mode == 1 ? lane - distance
                     : mode == 2 ? lane + distance
                                 : lane ^ distance;
    inside = mode == 1 ? from >= last : from <= last;
    source = static_cast<u32>(inside ? from : lane);
  }
};
// Both operands may be immediates: the lane at 53-57 (forms 4 and 7), segments at 40-52 (forms 2 and 7).
inline const Record* shuffle(Warp& w, const Record* i) {
  const Word word = i->word;
  const u32 f = word.form(), mode = static_cast<u32>(word.bits(58, 2)), exec = lanes_of(w, i);
  const u32* a = w.r[i->src[0]];
  LaneRow r;
  u32 inside = 0;
  if (f == 7) {
    const u32 b = static_cast<u32>(word.bits(53, 5)), c = static_cast<u32>(word.bits(40, 13));
    for (u32 l = 0; l < lanes; ++l) {
      const Shuffle s(mode, static_cast<i32>(l), b, c);
      r.r[l] = a[s.source];
      inside |= u32{s.inside} << l;
    }
  } else {
    LaneRow tb, tc;
    const u32 *b = w.r[word.bits(32, 8)], *c = w.r[word.bits(64, 8)];
    if (f == 4) store_lanes(tb.r, ~0u, splat_lanes(static_cast<u32>(word.bits(53, 5)))), b = tb.r;
    if (f == 2) store_lanes(tc.r, ~0u, splat_lanes(static_cast<u32>(word.bits(40, 13)))), c = tc.r;
    for (u32 l = 0; l < lanes; ++l) {
      const Shuffle s(mode, static_cast<i32>(l), b[l], c[l]);
      r.r[l] = a[s.source];
      inside |= u32{s.inside} << l;
    }
  }
  store_lanes(w.r[i->dst], exec, load_lanes(r.r));
  set_predicate(w, i, 0, exec, inside);
  return i + 1;
}

// VOTE: the lanes where psrc holds, and whether it does in all, in any, or is the same in all (bits 72 and 73).
inline bool vote_result(u32 how, u32 holds, u32 exec) {
  return how == 0 ? holds == exec : how == 1 ? holds != 0 : holds == exec || holds == 0;
}
inline const Record* vote(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i), holds = psrc(w, i) & exec;
  store_lanes(w.r[i->dst], exec, splat_lanes(holds));
  set_predicate(w, i, 0, exec, all_bits_if(vote_result(static_cast<u32>(i->word.bits(72, 2)), holds, exec)));
  return i + 1;
}
// The same into a uniform register and a uniform predicate. Its guard is a vector's.
inline const Record* vote_uniform(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i), holds = psrc(w, i) & exec;
  if (!exec) return i + 1;
  w.ur[uniform_destination(w, i->word)] = holds;
  w.up[i->pdst[0]] = all_bits_if(vote_result(static_cast<u32>(i->word.bits(72, 2)), holds, exec));
  return i + 1;
}

// MATCH: .ANY gives each lane the lanes with its value; .ALL gives all lanes if they have one value, else none.
inline const Record* match(Warp& w, const Record* i) {
  const bool any_mode = i->word.bit(79), wide = i->word.bit(73);
  const u32 exec = lanes_of(w, i);
  const u32 *low = w.r[i->src[0]], *high = w.r[wide ? i->src[0] + 1 : row::zero];
  LaneRow r;
  u32 whole = 0;
  for (u32 l = 0; l < lanes; ++l) {
    const u32 same = exec & collect([&](u32 k) { return ((low[k] ^ low[l]) | (high[k] ^ high[l])) == 0; });
    r.r[l] = any_mode || same == exec ? same : 0;
    whole |= u32{same == exec} << l;
  }
  store_lanes(w.r[i->dst], exec, load_lanes(r.r));
  set_predicate(w, i, 0, exec, whole);
  return i + 1;
}

// REDUX: one value of all lanes, into a uniform register.
inline const Record* reduce(Warp& w, const Record* i) {
  const u32 how = static_cast<u32>(i->word.bits(78, 3)), exec = lanes_of(w, i);
  const u32 flip = i->word.bit(73) ? 1u << 31 : 0;
  const u32* a = w.r[i->src[0]];
  if (!exec) return i + 1;
  if (how > 5) return unsupported(w, i, "this kind of REDUX");
  u32 left = exec, r = a[std::countr_zero(left)];
  for (left &= left - 1; left; left &= left - 1) {
    const u32 x = a[std::countr_zero(left)];
    const bool less = (x ^ flip) < (r ^ flip);
    r = how == 0 ? r & x : how == 1 ? r | x : how == 2 ? r ^ x : how == 3 ? r + x : less == (how == 4) ? x : r;
  }
  w.ur[uniform_destination(w, i->word)] = r;
  return i + 1;
}

// R2UR: the value of the first lane. Results of hardware are undefined where lanes differ. OR (bit 73) combines all.
inline const Record* register_to_uniform(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  const u32* a = w.r[i->src[0]];
  const u32 value = a[std::countr_zero(exec)];
  u32 r = value;
  if (w.sm >= 90 && i->word.bit(73))
    for (u32 left = exec; left; left &= left - 1) r |= a[std::countr_zero(left)];
  w.ur[uniform_destination(w, i->word)] = r;
  // The lanes that have another value: ptxas makes loops that go on with these.
  set_predicate(w, i, 0, exec, collect([&](u32 l) { return a[l] != r; }));
  return i + 1;
}

EGPULAB_SASS_END

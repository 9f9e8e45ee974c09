// Bits counted and found, fields extended, bytes compared: handlers lane by lane.
#pragma once

#include "simulator/isa/sass/exec/lane_integer.hpp"
#include "simulator/isa/sass/exec/stop.hpp"

EGPULAB_SASS_BEGIN

// f(b, word): the source may be complemented (bit 63).
template <auto F>
const Record* each_complemented(Warp& w, const Record* i) {
  LaneRow t;
  const u32* b = row(w, i, 1, t);
  const u32 flip = all_bits_if(i->from[1] != From::value && i->word.bit(63));
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return F(b[l] ^ flip, i->word); });
  return i + 1;
}
inline u32 count_ones(u32 x, Word) {
  x -= x >> 1 & 0x55555555;
  x = (x & 0x33333333) + (x >> 2 & 0x33333333);
  return ((x + (x >> 4)) & 0x0f0f0f0f) * 0x01010101 >> 24;
}
inline u32 reverse_lane(u32 x, Word) { return reverse_bits(x); }
inline u32 leading_one_lane(u32 x, Word w) { return find_leading_one(x, w.bit(73), w.bit(74)); }
inline const Record* pop_count(Warp& w, const Record* i) { return each_complemented<count_ones>(w, i); }
inline const Record* reverse(Warp& w, const Record* i) { return each_complemented<reverse_lane>(w, i); }
inline const Record* leading_one(Warp& w, const Record* i) {
  if (i->pdst[0] != predicate::discard) return unsupported(w, i, "predicate result of FLO");
  return each_complemented<leading_one_lane>(w, i);
}

// f(a, b, word)
template <auto F>
const Record* each_two(Warp& w, const Record* i) {
  LaneRow ta, tb;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return F(a[l], b[l], i->word); });
  return i + 1;
}
inline u32 extend_lane(u32 a, u32 b, Word w) { return extend(a, b, w.bit(73), w.bit(75)); }
inline u32 bit_mask_lane(u32 a, u32 b, Word w) { return bit_mask(a, b, w.bit(75)); }
inline const Record* sign_extend(Warp& w, const Record* i) { return each_two<extend_lane>(w, i); }
inline const Record* make_bit_mask(Warp& w, const Record* i) { return each_two<bit_mask_lane>(w, i); }

// f(a, b, c, word)
template <auto F>
const Record* each_three(Warp& w, const Record* i) {
  LaneRow ta, tb, tc;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb), *c = row(w, i, 2, tc);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return F(a[l], b[l], c[l], i->word); });
  return i + 1;
}
inline const Record* dot_product(Warp& w, const Record* i) { return each_three<dot>(w, i); }
inline u32 difference_lane(u32 a, u32 b, u32 c, Word w) { return absolute_difference(a, b, w.bit(73)) + c; }
inline const Record* difference(Warp& w, const Record* i) { return each_three<difference_lane>(w, i); }
// Four differences, or with .ACC (bit 75) their sum plus c.
inline u32 difference_of_bytes_lane(u32 a, u32 b, u32 c, Word w) {
  u32 sum = c, apart = 0;
  for (u32 n = 0; n < 4; ++n) {
    const u32 d = absolute_difference(byte_of(a, n, w.bit(73)), byte_of(b, n, w.bit(73)), w.bit(73)) & 0xff;
    sum += d, apart |= d << 8 * n;
  }
  return w.bit(75) ? sum : apart;
}
inline const Record* difference_of_bytes(Warp& w, const Record* i) {
  const bool no_c = i->from[2] == From::row && i->src[2] == row::zero;
  if (!i->word.bit(75) && !no_c) return unsupported(w, i, "VABSDIFF4 that adds without .ACC");
  return each_three<difference_of_bytes_lane>(w, i);
}

EGPULAB_SASS_END

// The uniform datapath: the vector instructions' operations on one value a warp.
#pragma once

#include "simulator/isa/sass/exec/carry.hpp"
#include "simulator/isa/sass/exec/logic.hpp"
#include "simulator/isa/sass/exec/order.hpp"

EGPULAB_SASS_BEGIN

// Guards, and predicates read and written, are uniform ones.
inline bool uniform_guard_holds(const Warp& w, const Record* i) {
  return (i->guard_not ? ~w.up[i->guard] : w.up[i->guard]) != 0;
}
inline u32 uniform_psrc(const Warp& w, const Record* i) {
  const u32 p = w.up[i->psrc & 7];
  return i->psrc & 8 ? ~p : p;
}
inline void set_uniform_predicate(Warp& w, const Record* i, u32 n, bool value) {
  w.up[i->pdst[n]] = all_bits_if(value);
}
// All sources, predicates too, are at hand before anything is written.
struct UniformSources {
  u32 a, b, c;
  UniformSources(const Warp& w, const Record* i) : a(scalar(w, i, 0)), b(scalar(w, i, 1)), c(scalar(w, i, 2)) {}
};
inline void write_uniform_64(Warp& w, const Record* i, u64 x) {
  w.ur[i->dst] = low32(x);
  w.ur[i->dst + 1] = high32(x);
}

// A handler of a function that gives the 32-bit result: f(warp, record, sources).
template <auto F>
const Record* uniform_each(Warp& w, const Record* i) {
  if (uniform_guard_holds(w, i)) w.ur[i->dst] = F(w, i, UniformSources(w, i));
  return i + 1;
}
template <auto F>
const Record* uniform_each_64(Warp& w, const Record* i) {
  if (uniform_guard_holds(w, i)) write_uniform_64(w, i, F(w, i));
  return i + 1;
}
// One that writes registers and predicates itself.
template <auto F>
const Record* uniform_all(Warp& w, const Record* i) {
  if (uniform_guard_holds(w, i)) F(w, i);
  return i + 1;
}

inline u32 u_move(const Warp&, const Record*, UniformSources s) { return s.b; }
inline u64 u_move_64(const Warp& w, const Record* i) { return scalar64<Wide::sign>(w, i, 1); }
inline u64 u_immediate_64(const Warp&, const Record* i) { return i->word.bits(24, 64); }
inline u32 u_select(const Warp& w, const Record* i, UniformSources s) { return uniform_psrc(w, i) ? s.a : s.b; }
// Form 2: an immediate in bits 32-63; form 3: a pair of uniform registers there.
inline u64 u_select_64(const Warp& w, const Record* i) {
  const u64 b = i->word.form() == 2 ? static_cast<u64>(i->word.signed_bits(32, 32))
                                    : uniform_pair(w, static_cast<u32>(i->word.bits(32, 8)));
  return uniform_psrc(w, i) ? scalar64<Wide::sign>(w, i, 0) : b;
}
inline void u_move_any(Warp& w, const Record* i) {
  if (w.sm >= 100 && i->word.bit(80))
    write_uniform_64(w, i, u_move_64(w, i));
  else
    w.ur[i->dst] = scalar(w, i, 1);
}

inline void u_add_3(Warp& w, const Record* i) {
  const UniformSources s(w, i);
  const Negations n(i->word);
  const u64 ones =
      i->word.bit(74) ? (uniform_psrc(w, i) & 1) + (uniform_predicate_at(w, i->word, 77) & 1) : u64{n.a} + n.b + n.c;
  const u64 sum = u64{s.a ^ all_bits_if(n.a)} + (s.b ^ all_bits_if(n.b)) + (s.c ^ all_bits_if(n.c)) + ones;
  w.ur[i->dst] = low32(sum);
  set_uniform_predicate(w, i, 0, sum >> 32 >= 1);
  set_uniform_predicate(w, i, 1, sum >> 32 >= 2);
}
inline void u_add_3_64(Warp& w, const Record* i) {
  const Negations n(i->word);
  const bool negated[3] = {n.a, n.b, n.c};
  LongSum sum;
  sum += i->word.bit(74) ? uniform_psrc(w, i) & 1 : u32{n.a} + n.b + n.c;
  for (u32 k = 0; k < 3; ++k) {
    const u64 x = scalar64<Wide::sign>(w, i, k);
    sum += negated[k] ? ~x : x;
  }
  write_uniform_64(w, i, sum.value);
  set_uniform_predicate(w, i, 0, sum.carry != 0);
}
inline void u_mul_add(Warp& w, const Record* i) {
  const UniformSources s(w, i);
  const Negations n(i->word);
  const u32 one = i->word.bit(74) ? uniform_psrc(w, i) & 1 : n.c;
  const u64 sum = u64{s.a * negate_if(s.b, n.b)} + (s.c ^ all_bits_if(n.c)) + one;
  w.ur[i->dst] = low32(sum);
  set_uniform_predicate(w, i, 0, sum >> 32 != 0);
}
template <bool High>
void u_mul_add_wide(Warp& w, const Record* i) {
  const UniformSources s(w, i);
  const Negations n(i->word);
  const u64 c = scalar64<Wide::zero>(w, i, 2);
  u64 product = i->word.bit(73) ? static_cast<u64>(i64{as_signed(s.a)} * as_signed(s.b)) : u64{s.a} * s.b;
  if (n.b) product = 0 - product;
  LongSum sum;
  sum += product, sum += n.c ? ~c : c, sum += i->word.bit(74) ? uniform_psrc(w, i) & 1 : n.c;
  if (High)
    w.ur[i->dst] = high32(sum.value);
  else
    write_uniform_64(w, i, sum.value);
  set_uniform_predicate(w, i, 0, sum.carry != 0);
}
inline void u_lea(Warp& w, const Record* i) {
  const UniformSources s(w, i);
  const Lea op(i->word);
  const u64 sum = op.of(s.a, s.b, s.c, op.extended ? uniform_psrc(w, i) : 0);
  w.ur[i->dst] = low32(sum);
  set_uniform_predicate(w, i, 0, sum >> 32 != 0);
}
inline void u_logic(Warp& w, const Record* i) {
  const UniformSources s(w, i);
  const u32 r = logic(static_cast<u32>(i->word.bits(72, 8)), s.a, s.b, s.c);
  const bool other = uniform_psrc(w, i) != 0;
  w.ur[i->dst] = r;
  set_uniform_predicate(w, i, 0, i->word.bit(80) ? r != 0 && other : r != 0 || other);
}
inline u32 u_shift(const Warp&, const Record* i, UniformSources s) { return Shift(i->word).of(s.a, s.b, s.c); }
inline u32 u_permute(const Warp&, const Record* i, UniformSources s) {
  return permute_bytes(s.a, s.b, s.c, static_cast<u32>(i->word.bits(72, 3)));
}
inline u32 u_extend(const Warp&, const Record* i, UniformSources s) {
  return extend(s.a, s.b, i->word.bit(73), i->word.bit(75));
}
inline u32 u_bit_mask(const Warp&, const Record* i, UniformSources s) { return bit_mask(s.a, s.b, i->word.bit(75)); }
// One source that bit 63 complements.
inline u32 complemented_b(const Record* i, u32 b) { return b ^ all_bits_if(i->word.form() != 4 && i->word.bit(63)); }
inline u32 u_find_leading_one(const Warp&, const Record* i, UniformSources s) {
  return find_leading_one(complemented_b(i, s.b), i->word.bit(73), i->word.bit(74));
}
inline u32 u_reverse(const Warp&, const Record* i, UniformSources s) { return reverse_bits(complemented_b(i, s.b)); }
inline u32 u_pop_count(const Warp&, const Record* i, UniformSources s) {
  return static_cast<u32>(std::popcount(complemented_b(i, s.b)));
}
inline u32 u_abs(const Warp&, const Record*, UniformSources s) { return as_signed(s.b) < 0 ? 0 - s.b : s.b; }

inline void u_compare(Warp& w, const Record* i) {
  const bool is_signed = i->word.bit(73);
  u64 a, b;
  if (w.sm >= 100 && i->word.bit(80)) {
    const u64 flip = is_signed ? u64{1} << 63 : 0;
    a = scalar64<Wide::sign>(w, i, 0) ^ flip, b = scalar64<Wide::sign>(w, i, 1) ^ flip;
  } else {
    const u32 flip = is_signed ? 1u << 31 : 0;
    a = scalar(w, i, 0) ^ flip, b = scalar(w, i, 1) ^ flip;
  }
  const u32 bits = static_cast<u32>(i->word.bits(76, 3)), less = all_bits_if(a < b), equal = all_bits_if(a == b);
  const u32 holds = i->word.bit(72) ? condition_extended(bits, less, equal, uniform_predicate_at(w, i->word, 68))
                                    : condition(bits, less, equal);
  const Combine how = static_cast<Combine>(i->word.bits(74, 2));
  const u32 other = uniform_psrc(w, i);
  set_uniform_predicate(w, i, 0, combine(how, holds, other) & 1);
  set_uniform_predicate(w, i, 1, combine(how, ~holds, other) & 1);
}
inline void u_predicate_logic(Warp& w, const Record* i) {
  const u32 a = uniform_psrc(w, i), b = uniform_predicate_at(w, i->word, 77), c = uniform_predicate_at(w, i->word, 68);
  set_uniform_predicate(w, i, 0, logic(low_table(i->word), a, b, c) & 1);
  set_uniform_predicate(w, i, 1, logic(high_table(i->word), a, b, c) & 1);
}
inline u32 u_from_predicates(const Warp& w, const Record* i, UniformSources s) {
  const u32 shift = 8 * static_cast<u32>(i->word.bits(76, 2)), mask = s.b & 0xff;
  u32 bits = 0;
  for (u32 k = 0; k < 7; ++k) bits |= (w.up[k] & 1) << k;
  return (s.a & ~(mask << shift)) | (bits & mask) << shift;
}
inline void u_to_predicates(Warp& w, const Record* i) {
  const UniformSources s(w, i);
  const u32 shift = 8 * static_cast<u32>(i->word.bits(76, 2));
  for (u32 k = 0; k < 7; ++k)
    if (s.b >> k & 1) w.up[k] = all_bits_if(s.a >> (shift + k) & 1);
}
// UIMNMX: bit 73 signed, bit 74 64 bits.
inline const Record* uniform_min_max(Warp& w, const Record* i) {
  if (writes_predicates(i->word)) return unsupported(w, i, "predicate results of UIMNMX");
  if (!uniform_guard_holds(w, i)) return i + 1;
  const bool is_signed = i->word.bit(73), lesser_one = uniform_psrc(w, i) != 0;
  if (i->word.bit(74)) {
    const u64 a = scalar64<Wide::sign>(w, i, 0), b = scalar64<Wide::sign>(w, i, 1);
    const u64 flip = is_signed ? u64{1} << 63 : 0;
    write_uniform_64(w, i, ((a ^ flip) < (b ^ flip)) == lesser_one ? a : b);
  } else {
    w.ur[i->dst] = extreme_of(scalar(w, i, 0), scalar(w, i, 1), lesser_one, is_signed);
  }
  return i + 1;
}
inline const Record* uniform_simd_min_max(Warp& w, const Record* i) {
  if (!Dpx(i->word).known || writes_predicates(i->word)) return unsupported(w, i, "this kind of UVIMNMX");
  if (!uniform_guard_holds(w, i)) return i + 1;
  const Dpx op(i->word);
  w.ur[i->dst] = op.finish(op.extreme(scalar(w, i, 0), scalar(w, i, 1), uniform_psrc(w, i) != 0));
  return i + 1;
}

EGPULAB_SASS_END

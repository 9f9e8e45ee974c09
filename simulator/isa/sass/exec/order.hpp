// Integer comparisons into predicates, minima and maxima.
#pragma once

#include "simulator/isa/sass/exec/carry.hpp"
#include "simulator/isa/sass/exec/stop.hpp"

EGPULAB_SASS_BEGIN

// Conditions are three bits: less 1, equal 2, greater 4. From the lanes that are less and those that are equal.
inline u32 condition(u32 bits, u32 less, u32 equal) {
  return (bits & 1 ? less : 0) | (bits & 2 ? equal : 0) | (bits & 4 ? ~(less | equal) : 0);
}
// With .EX the operands are upper halves, and where they are equal the lower halves' comparison decides, which was made
// with the same condition (Mesa src/nouveau/compiler/nak/ir.rs).
inline u32 condition_extended(u32 bits, u32 less, u32 equal, u32 low) {
  switch (bits) {
    case 0:
      return 0;
    case 7:
      return ~0u;
    case 2:
      return equal & low;
    case 5:
      return ~equal | low;
    default:
      return condition(bits & 5, less, equal) | (equal & low);
  }
}

template <Is Condition, class T>
struct SetPredicate {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    u32 holds = 0;
    EACH_PART holds |= compare_bits<Condition, T>(a[n], b[n]) << n * vector_lanes;
    set_condition(w, i, static_cast<Combine>(i->word.bits(74, 2)), lanes_of(w, i), holds);
    return i + 1;
  }
};
// With everything: upper halves, 64 bits (bit 80, sm_100 and newer).
inline const Record* set_predicate_integer(Warp& w, const Record* i) {
  const bool is_signed = i->word.bit(73), wide = w.sm >= 100 && i->word.bit(80);
  const u32 bits = static_cast<u32>(i->word.bits(76, 3));
  u32 less, equal;
  if (wide) {
    LaneRow64 ta, tb;
    const u64 flip = is_signed ? u64{1} << 63 : 0;
    const Rows64 a = row64<Wide::sign>(w, i, 0, ta), b = row64<Wide::sign>(w, i, 1, tb);
    less = collect([&](u32 l) { return (a.at(l) ^ flip) < (b.at(l) ^ flip); });
    equal = collect([&](u32 l) { return a.at(l) == b.at(l); });
  } else {
    LaneRow ta, tb;
    const u32 flip = is_signed ? 1u << 31 : 0;
    const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb);
    less = collect([&](u32 l) { return (a[l] ^ flip) < (b[l] ^ flip); });
    equal = collect([&](u32 l) { return a[l] == b[l]; });
  }
  const u32 holds = i->word.bit(72) ? condition_extended(bits, less, equal, predicate_at(w, i->word, 68))
                                    : condition(bits, less, equal);
  set_condition(w, i, static_cast<Combine>(i->word.bits(74, 2)), lanes_of(w, i), holds);
  return i + 1;
}
template <class T>
Handler pick_condition(Word w, SmVersion sm) {
  switch (w.bits(76, 3)) {
    case 1:
      return by_form<SetPredicate<Is::lt, T>>(w, sm);
    case 2:
      return by_form<SetPredicate<Is::eq, T>>(w, sm);
    case 3:
      return by_form<SetPredicate<Is::le, T>>(w, sm);
    case 4:
      return by_form<SetPredicate<Is::gt, T>>(w, sm);
    case 5:
      return by_form<SetPredicate<Is::ne, T>>(w, sm);
    case 6:
      return by_form<SetPredicate<Is::ge, T>>(w, sm);
    default:
      return nullptr;
  }
}
inline Handler pick_isetp(Word w, SmVersion sm) {
  if (w.bit(72) || (sm >= 100 && w.bit(80))) return nullptr;
  return w.bit(73) ? pick_condition<i32>(w, sm) : pick_condition<u32>(w, sm);
}

// Where psrc holds the lesser of both, elsewhere the greater. IMNMX says at bit 73 whether they are signed and, from
// sm_100 on, at bit 74 whether they have 64 bits.
inline u32 extreme_of(u32 a, u32 b, bool lesser_one, bool is_signed) {
  const bool less = is_signed ? as_signed(a) < as_signed(b) : a < b;
  return less == lesser_one ? a : b;
}
// Only a row of sm_100 has predicate results here; what they say is not known.
inline const Record* min_max(Warp& w, const Record* i) {
  if (writes_predicates(i->word) && w.sm >= 100) return unsupported(w, i, "predicate results of IMNMX");
  const bool is_signed = i->word.bit(73);
  const u32 p = psrc(w, i);
  if (w.sm >= 100 && i->word.bit(74)) {
    LaneRow64 ta, tb;
    const Rows64 a = row64<Wide::sign>(w, i, 0, ta), b = row64<Wide::sign>(w, i, 1, tb);
    const u64 flip = is_signed ? u64{1} << 63 : 0;
    write64(w, i->dst, lanes_of(w, i), [&](u32 l) {
      const u64 x = a.at(l), y = b.at(l);
      return ((x ^ flip) < (y ^ flip)) == (p >> l & 1) ? x : y;
    });
    return i + 1;
  }
  LaneRow ta, tb;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return extreme_of(a[l], b[l], p >> l & 1, is_signed); });
  return i + 1;
}
// The usual case: a constant predicate.
inline Handler pick_extreme(Word w, SmVersion sm, bool is_signed) {
  if (w.bits(87, 3) != predicate::true_) return nullptr;
  if (!w.bit(90)) return is_signed ? by_form<Binary<MinS>>(w, sm) : by_form<Binary<MinU>>(w, sm);
  return is_signed ? by_form<Binary<MaxS>>(w, sm) : by_form<Binary<MaxU>>(w, sm);
}
inline Handler pick_imnmx(Word w, SmVersion sm) {
  if (sm >= 100 && (writes_predicates(w) || w.bit(74))) return nullptr;
  return pick_extreme(w, sm, w.bit(73));
}

// The instructions of dynamic programming (CUDA Math API, "SIMD intrinsics" and "DPX"): from bit 72 on u32, s32, u16x2,
// s16x2, and from sm_100 on u8x4, s8x4 (inferred from what ptxas 13 makes of these intrinsics); .RELU makes negative
// results zero.
struct Dpx {
  bool is_signed, relu;
  u32 width;  // of each number
  bool known;
  explicit Dpx(Word w)
      : is_signed(w.bit(72)),
        relu(w.bit(76)),
        width(w.bit(74)   ? 8
              : w.bit(73) ? 16
                          : 32),
        known(w.bits(73, 2) != 3) {}
  template <class F>
  u32 each_number(u32 a, u32 b, F f) const {
    if (width == 32) return f(a, b);
    u32 r = 0;
    for (u32 at = 0; at < 32; at += width)
      r |= extend(f(extend(a >> at, width, is_signed, false), extend(b >> at, width, is_signed, false)), width, false,
                  false)
           << at;
    return r;
  }
  u32 add(u32 a, u32 b) const {
    return each_number(a, b, [](u32 x, u32 y) { return x + y; });
  }
  u32 negate(u32 a) const {
    return each_number(0, a, [](u32 x, u32 y) { return x - y; });
  }
  u32 extreme(u32 a, u32 b, bool lesser_one) const {
    return each_number(a, b, [&](u32 x, u32 y) { return extreme_of(x, y, lesser_one, is_signed); });
  }
  u32 finish(u32 x) const {
    return relu ? each_number(x, 0, [](u32 y, u32) { return as_signed(y) < 0 ? 0 : y; }) : x;
  }
  // Whether a is an extreme of both: of the number at bit `at`.
  bool first_taken(u32 a, u32 b, bool lesser_one, u32 at) const {
    const u32 x = extend(a >> at, width, is_signed, false), y = extend(b >> at, width, is_signed, false);
    return x == y || extreme_of(x, y, lesser_one, is_signed) == x;
  }
};
// The predicates say whether the first source is the result: of the lower half, and of the upper half.
inline const Record* simd_min_max(Warp& w, const Record* i) {
  LaneRow ta, tb;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb);
  const Dpx op(i->word);
  const u32 p = psrc(w, i), exec = lanes_of(w, i);
  if (!op.known || (op.width == 8 && writes_predicates(i->word))) return unsupported(w, i, "this kind of VIMNMX");
  u32 taken[2] = {};
  if (writes_predicates(i->word))
    for (u32 n = 0; n < 2; ++n)
      taken[n] = collect([&](u32 l) { return op.first_taken(a[l], b[l], p >> l & 1, op.width == 16 ? 16 * n : 0); });
  write(w.r[i->dst], exec, [&](u32 l) { return op.finish(op.extreme(a[l], b[l], p >> l & 1)); });
  set_predicate(w, i, 0, exec, taken[0]);
  set_predicate(w, i, 1, exec, taken[1]);
  return i + 1;
}
inline Handler pick_vimnmx(Word w, SmVersion sm) {
  if (w.bits(73, 2) || w.bit(76) || writes_predicates(w)) return nullptr;
  return pick_extreme(w, sm, w.bit(72));
}
// min or max of a + b and c; b may be negated.
inline const Record* add_min_max(Warp& w, const Record* i) {
  LaneRow ta, tb, tc;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb), *c = row(w, i, 2, tc);
  const Dpx op(i->word);
  const bool minus = Negations(i->word).b;
  const u32 p = psrc(w, i);
  if (!op.known || op.width == 8) return unsupported(w, i, "this kind of VIADDMNMX");
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
    const u32 sum = op.add(a[l], minus ? op.negate(b[l]) : b[l]);
    return op.finish(op.extreme(sum, c[l], p >> l & 1));
  });
  return i + 1;
}
// Of three.
inline const Record* min_max_3(Warp& w, const Record* i) {
  LaneRow ta, tb, tc;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb), *c = row(w, i, 2, tc);
  const Dpx op(i->word);
  const u32 p = psrc(w, i);
  if (!op.known || op.width == 8) return unsupported(w, i, "this kind of VIMNMX3");
  write(w.r[i->dst], lanes_of(w, i),
        [&](u32 l) { return op.finish(op.extreme(op.extreme(a[l], b[l], p >> l & 1), c[l], p >> l & 1)); });
  return i + 1;
}

// VIADD from sm_100 on: bits 73 to 75 are s32 (2), 16x2 (1, 3) or 8x4 (4), bit 80 saturates (inferred from what ptxas
// 13 makes of vadd2, vabsdiff4 and add.sat.s32).
inline const Record* simd_add(Warp& w, const Record* i) {
  const u64 kind = w.sm >= 100 ? i->word.bits(73, 3) : 0;
  const bool saturate = w.sm >= 100 && i->word.bit(80);
  if (kind > 4 || (saturate && kind != 2)) return unsupported(w, i, "this kind of VIADD");
  if (kind == 0) return any<AddTwo>(w, i);
  LaneRow ta, tb;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb);
  const Negations negated(i->word);
  if (kind == 2) {
    const i64 na = negated.a ? -1 : 1, nb = negated.b ? -1 : 1;
    write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
      const i64 sum = na * as_signed(a[l]) + nb * as_signed(b[l]);
      if (!saturate) return static_cast<u32>(sum);
      return static_cast<u32>(sum > 0x7fffffff ? 0x7fffffff : sum < -i64{0x80000000} ? -i64{0x80000000} : sum);
    });
    return i + 1;
  }
  const u32 top = kind == 4 ? 0x80808080 : 0x80008000;
  // The tops are left out, so that nothing carries over, and added apart.
  const auto add = [&](u32 x, u32 y) { return ((x & ~top) + (y & ~top)) ^ ((x ^ y) & top); };
  const auto negate = [&](u32 x, bool yes) { return yes ? add(~x, top >> (kind == 4 ? 7 : 15)) : x; };
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return add(negate(a[l], negated.a), negate(b[l], negated.b)); });
  return i + 1;
}
inline Handler pick_viadd(Word w, SmVersion sm) {
  const Negations n(w);
  if (sm >= 100 && (w.bits(73, 3) || w.bit(80))) return nullptr;
  return n.a || n.b ? by_form<AddTwo>(w, sm) : by_form<Binary<Add>>(w, sm);
}

EGPULAB_SASS_END

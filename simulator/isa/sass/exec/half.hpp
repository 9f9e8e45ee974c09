// Handlers of packed f16 and bf16. Fields: Mesa src/nouveau/compiler/nak/sm70_encode.rs, "OpHAdd2" to "OpHMnMx2".
#pragma once

#include "simulator/isa/sass/exec/float.hpp"
#include "simulator/isa/sass/exec/lane_half.hpp"

EGPULAB_SASS_BEGIN

// Swizzles and signs lie with the slots, not with the operands: a 72-75, slot 32-63 in 60-63, slot 64-71 in 81-84.
inline HalfSource half_a(const Warp& w, const Record* i, LaneRow& spare) {
  return {row(w, i, 0, spare), static_cast<Swizzle>(i->word.bits(74, 2)), i->word.bit(73), i->word.bit(72)};
}
inline HalfSource half_slot32(const Warp& w, const Record* i, u32 n, LaneRow& spare) {
  const u32* p = row(w, i, n, spare);
  if (i->from[n] == From::value) return {p, Swizzle::both, false, false};
  return {p, static_cast<Swizzle>(i->word.bits(60, 2)), i->word.bit(62), i->word.bit(63)};
}
inline HalfSource half_slot64(const Warp& w, const Record* i, u32 n, LaneRow& spare) {
  return {row(w, i, n, spare), static_cast<Swizzle>(i->word.bits(81, 2)), i->word.bit(83), i->word.bit(84)};
}

enum class HalfOp : u8 { add, mul, fma };
template <HalfOp Op, class Numbers>
const Record* half_arithmetic_in(Warp& w, const Record* i) {
  LaneRow t0, t1, t2;
  const HalfModifiers all = half_modifiers(i->word);
  const u32 slot = Op == HalfOp::mul ? 1 : second_of_sum(i);  // the operand in slot 32-63
  const HalfSource a = half_a(w, i, t0), low = half_slot32(w, i, slot, t1);
  const HalfSource high = Op == HalfOp::fma ? half_slot64(w, i, 3 - slot, t2) : low;
  const HalfSource &b = slot == 1 ? low : high, &c = slot == 1 ? high : low;
  // The predicate of .RELU says in which lanes; the compiler writes PT.
  const u32 relu = all.relu ? psrc(w, i) : 0;
  const auto exact = [&](u32 l, u32 element) {
    const auto of = [&](const HalfSource& s) { return static_cast<double>(s.number<Numbers>(l, element, all.ftz)); };
    if constexpr (Op == HalfOp::add)
      return add_to_odd(of(a), of(low));
    else if constexpr (Op == HalfOp::mul)
      return of(a) * of(b);
    else
      return add_to_odd(of(a) * of(b), of(c));
  };
  const u32 exec = lanes_of(w, i);
  LaneRow r;
  for (u32 l = 0; l < lanes; ++l) {
    const HalfModifiers m{all.ftz, all.saturates, (relu >> l & 1) != 0, all.wide};
    if (m.wide)
      r.r[l] = finish_f32(exact(l, 0), false, {rounding::nearest, m.ftz, m.saturates});
    else
      r.r[l] = finish_half<Numbers>(exact(l, 0), m) | u32{finish_half<Numbers>(exact(l, 1), m)} << 16;
  }
  store_lanes(w.r[i->dst], exec, load_lanes(r.r));
  return i + 1;
}
// Every modifier.
template <HalfOp Op>
const Record* half_arithmetic(Warp& w, const Record* i) {
  return i->word.bit(85) ? half_arithmetic_in<Op, BrainNumbers>(w, i) : half_arithmetic_in<Op, HalfNumbers>(w, i);
}

// A source of f16 on host vectors: the two elements of a part.
struct HalfParts {
  WordVector low, high;
};
template <class In>
HalfParts half_part(const In& in, u32 n, const HalfSource& s) {
  const WordVector x = in[n];
  const u32 keep = s.absolute ? 0x7fff : 0xffff, flip = s.negative ? 0x8000 : 0;
  const WordVector low = s.swizzle == Swizzle::high ? x >> 16 : x & 0xffff;
  const WordVector high = s.swizzle == Swizzle::low ? x & 0xffff : x >> 16;
  return {(low & keep) ^ flip, (high & keep) ^ flip};
}
// Without .FTZ, .SAT, .RELU, .F32: everything as a * b + c. Sums multiply by one; products add a zero of their
// sign, which changes nothing.
// Plain: no swizzles and signs.
template <HalfOp Op, bool Plain, bool Brains>
struct HalfFast {
  static HalfParts part_of(const auto& in, u32 n, const HalfSource& s) {
    if constexpr (Plain)
      return {in[n] & 0xffff, in[n] >> 16};
    else
      return half_part(in, n, s);
  }
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    constexpr u32 slot = S == Shape::scalar_c ? 2 : 1;
    const RowIn a{w.r[i->src[0]]};
    const auto low = input<S == Shape::rows>(w, i, slot);
    const RowIn high{w.r[i->src[Op == HalfOp::fma ? 3 - slot : 0]]};
    const Word word = i->word;
    const bool immediate = i->from[slot] == From::value;
    const HalfSource sa{nullptr, static_cast<Swizzle>(word.bits(74, 2)), word.bit(73), word.bit(72)};
    const HalfSource slow{nullptr, immediate ? Swizzle::both : static_cast<Swizzle>(word.bits(60, 2)),
                          !immediate && word.bit(62), !immediate && word.bit(63)};
    const HalfSource shigh{nullptr, static_cast<Swizzle>(word.bits(81, 2)), word.bit(83), word.bit(84)};
    const WordVector one = splat(Brains ? Brain::one : Half::one);
    const auto fused = [](WordVector x, WordVector y, WordVector z) {
      return Brains ? fused_brains(x, y, z) : fused_halves(x, y, z);
    };
    LaneVector r;
    EACH_PART {
      const HalfParts x = part_of(a, n, sa), y = part_of(low, n, slow);
      HalfParts product_b = y, sum_c = y;
      if constexpr (Op == HalfOp::add) {
        product_b = {one, one};
      } else if constexpr (Op == HalfOp::mul) {
        sum_c = {(x.low ^ y.low) & Half::sign, (x.high ^ y.high) & Half::sign};
      } else {
        const HalfParts z = part_of(high, n, shigh);
        (slot == 1 ? sum_c : product_b) = z;
      }
      r.part[n] = fused(x.low, product_b.low, sum_c.low) | fused(x.high, product_b.high, sum_c.high) << 16;
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
// HADD2.F32 of f16 without .FTZ and .SAT: how compilers widen. Lower elements only.
struct HalfWidened {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    constexpr u32 slot = S == Shape::scalar_c ? 2 : 1;
    const RowIn a{w.r[i->src[0]]};
    const auto b = input<S == Shape::rows>(w, i, slot);
    const Word word = i->word;
    const bool immediate = i->from[slot] == From::value;
    const HalfSource sa{nullptr, static_cast<Swizzle>(word.bits(74, 2)), word.bit(73), word.bit(72)};
    const HalfSource sb{nullptr, immediate ? Swizzle::both : static_cast<Swizzle>(word.bits(60, 2)),
                        !immediate && word.bit(62), !immediate && word.bit(63)};
    LaneVector r;
    EACH_PART r.part[n] = canonical_f32(widen_halves(half_part(a, n, sa).low) + widen_halves(half_part(b, n, sb).low));
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
// HFMA2 d, -RZ, RZ, immediate: how newer compilers load a constant.
inline const Record* half_constant(Warp& w, const Record* i) {
  const auto number = [](u32 x) { return Half::nan(static_cast<u16>(x)) ? u32{nan_half} : x; };
  const u32 x = i->src[2];
  store_lanes(w.r[i->dst], lanes_of(w, i), splat_lanes(number(x & 0xffff) | number(x >> 16) << 16));
  return i + 1;
}
template <HalfOp Op>
Handler pick_half(Word word, SmVersion sm) {
  const bool immediate = word.form() == 2 || word.form() == 4;
  constexpr bool fma = Op == HalfOp::fma;
  const bool widens = Op == HalfOp::add && word.bits(77, 4) == 2, brains = word.bit(85);  // .F32
  if ((word.bits(77, 4) && !(widens && !brains)) || word.bits(74, 2) == 1 || (!immediate && word.bits(60, 2) == 1) ||
      (fma && word.bits(81, 2) == 1))
    return nullptr;
  if (fma && !brains && word.form() == 2 && word.bits(24, 8) == 255 && word.bits(64, 8) == 255 && word.bit(72) &&
      !word.bit(84))
    return half_constant;
  if (widens) return by_form<HalfWidened>(word, sm);
  if (brains) return by_form<HalfFast<Op, false, true>>(word, sm);
  const bool plain = !word.bits(72, 4) && (immediate || !word.bits(60, 4)) && (!fma || !word.bits(81, 4));
  return plain ? by_form<HalfFast<Op, true, false>>(word, sm) : by_form<HalfFast<Op, false, false>>(word, sm);
}

template <class Numbers>
const Record* half_extreme_in(Warp& w, const Record* i) {
  LaneRow t0, t1;
  const HalfSource a = half_a(w, i, t0), b = half_slot32(w, i, 1, t1);
  const ExtremeModifiers m = extreme_modifiers(i->word);
  const u32 least = psrc(w, i);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
    const auto one = [&](u32 element) {
      const u16 sign = static_cast<u16>((a.raw(l, element) ^ b.raw(l, element)) & 0x8000);
      return u32{extreme_of<Numbers>(!(least >> l & 1), a.half(l, element), b.half(l, element), m, sign, nan_half)};
    };
    return one(0) | one(1) << 16;
  });
  return i + 1;
}
inline const Record* half_extreme(Warp& w, const Record* i) {
  return i->word.bit(85) ? half_extreme_in<BrainNumbers>(w, i) : half_extreme_in<HalfNumbers>(w, i);
}

// Comparisons: one mask of lanes for each element.
struct HalfCompared {
  u32 element[2];
};
inline HalfCompared half_compared(const Warp& w, const Record* i) {
  LaneRow t0, t1;
  const HalfSource a = half_a(w, i, t0), b = half_slot32(w, i, second_of_sum(i), t1);
  const u32 condition = static_cast<u32>(i->word.bits(76, 4));
  const bool ftz = i->word.bit(80), brain = i->word.bit(65);
  HalfCompared r{};
  for (u32 element = 0; element < 2; ++element)
    r.element[element] = collect([&](u32 l) {
      if (brain)
        return float_condition(condition, a.number<BrainNumbers>(l, element, ftz),
                               b.number<BrainNumbers>(l, element, ftz));
      return float_condition(condition, a.number<HalfNumbers>(l, element, ftz), b.number<HalfNumbers>(l, element, ftz));
    });
  return r;
}
inline Combine half_combine(Word w) { return static_cast<Combine>(w.bits(69, 2)); }
inline const Record* half_set_predicate(Warp& w, const Record* i) {
  const HalfCompared holds = half_compared(w, i);
  const u32 exec = lanes_of(w, i), other = psrc(w, i);
  // .H_AND: both elements in one, and its negation.
  const u32 both = holds.element[0] & holds.element[1];
  const bool joined = i->word.bit(71);
  set_predicate(w, i, 0, exec, combine(half_combine(i->word), joined ? both : holds.element[0], other));
  set_predicate(w, i, 1, exec, combine(half_combine(i->word), joined ? ~both : holds.element[1], other));
  return i + 1;
}
// HSET2: 1.0 (.BF) or all ones in each half, or zero.
inline const Record* half_set(Warp& w, const Record* i) {
  const HalfCompared holds = half_compared(w, i);
  const u32 other = psrc(w, i), yes = !i->word.bit(71) ? 0xffffu : i->word.bit(65) ? Brain::one : Half::one;
  const u32 low = combine(half_combine(i->word), holds.element[0], other);
  const u32 high = combine(half_combine(i->word), holds.element[1], other);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return (low >> l & 1 ? yes : 0) | (high >> l & 1 ? yes << 16 : 0); });
  return i + 1;
}

EGPULAB_SASS_END

// Handlers of single precision: fast ones on host vectors for the usual modifiers, chosen when a word is predecoded,
// and one for all modifiers that goes lane by lane.
#pragma once

#include "simulator/isa/sass/exec/lane_f32.hpp"
#include "simulator/isa/sass/exec/stop.hpp"

EGPULAB_SASS_BEGIN

// Sources of a float instruction, in the order of the operation. Sums have no product: their second source is in slot
// 32-63, which in forms 2, 3 and 7 is the third operand (Mesa src/nouveau/compiler/nak/sm70_encode.rs, OpFAdd).
inline u32 second_of_sum(const Record* i) { return i->from[2] == From::row ? 1 : 2; }

// Source n with its modifiers, where the masks are known to be needed or not.
template <bool Modified, class In>
WordVector signed_part(const In& in, u32 n, [[maybe_unused]] SignMasks m) {
  if constexpr (Modified)
    return (in[n] & m.keep) ^ m.flip;
  else
    return in[n];
}

// ---- FADD, FMUL, FFMA

enum class Style : u8 { plain, modified, flushing, directed };  // each more general than the one before

// S names the scalar source; in sums scalar_c is the second.
template <class Op, u32 Sources, bool IsSum, Style How>
struct FloatArithmetic {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    constexpr bool modified = How != Style::plain, flushes = How >= Style::flushing;
    constexpr u32 second = IsSum && S == Shape::scalar_c ? 2 : 1;
    const RowIn a{w.r[i->src[0]]};
    const auto b = input < S != Shape::scalar_b && !(IsSum && S == Shape::scalar_c) > (w, i, second);
    const auto c = input < Sources < 3 || S != Shape::scalar_c > (w, i, Sources < 3 ? 0 : 2);
    const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, second), mc = sign_masks(i, 2);
    [[maybe_unused]] const u32 direction = direction_of(static_cast<u32>(i->word.bits(78, 2)));
    const bool saturates = flushes && i->word.bit(77), ftz = flushes && i->word.bit(80);
    LaneVector r;
    EACH_PART {
      WordVector x = signed_part<modified>(a, n, ma), y = signed_part<modified>(b, n, mb);
      WordVector z = Sources < 3 ? x : signed_part<modified>(c, n, mc);
      if (flushes && ftz) {
        x = flush_f32(x), y = flush_f32(y);
        if (Sources > 2) z = flush_f32(z);
      }
      WordVector v;
      if constexpr (How == Style::directed)
        v = canonical_f32(floats(directed_f32<Op>(floats(x), floats(y), floats(z), direction)));
      else
        v = canonical_f32(Op::fast(floats(x), floats(y), floats(z)));
      if (flushes && ftz) v = flush_f32(v);
      if (flushes && saturates) v = saturate_f32(floats(v));
      r.part[n] = v;
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};

// f16 and bf16 factors of f32 sums (sm_100 on): bit 81, with 82 for bf16.
inline bool mixes_halves(Word w, SmVersion sm) { return sm >= 100 && w.bit(81); }
inline u32 widen_factor(u32 x, bool brain) { return brain ? x << 16 : f32_of_f16(static_cast<u16>(x)); }

inline double fmul_scale(Word w) {
  constexpr double scales[] = {1, 0.125, 0.25, 0.5, 1, 2, 4, 8};
  return scales[w.bits(84, 3)];
}
// FADD, FMUL, FFMA with any modifiers.
template <class Op, u32 Sources, bool IsSum>
const Record* float_arithmetic(Warp& w, const Record* i) {
  const FloatModifiers m = float_modifiers(i->word);
  const u32 second = IsSum ? second_of_sum(i) : 1;
  LaneRow t0, t1, t2, r;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, second, t1), *c = Sources > 2 ? row(w, i, 2, t2) : a;
  const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, second), mc = sign_masks(i, Sources > 2 ? 2 : 0);
  const bool mixed = !std::is_same_v<Op, FloatMul> && mixes_halves(i->word, w.sm), brain = i->word.bit(82);
  const double scale = std::is_same_v<Op, FloatMul> ? fmul_scale(i->word) : 1;
  const u32 exec = lanes_of(w, i);
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    u32 x = a[l], y = b[l], z = c[l];
    if (mixed) {
      x = widen_factor(x, brain);
      if (Sources > 2) y = widen_factor(y, brain);
    }
    x = (x & ma.keep) ^ ma.flip, y = (y & mb.keep) ^ mb.flip, z = (z & mc.keep) ^ mc.flip;
    r.r[l] = arithmetic_f32<Op>(x, y, z, m, scale);
  }
  for (u32 l = 0; l < lanes; ++l)
    if (exec >> l & 1) w.r[i->dst][l] = r.r[l];
  return i + 1;
}
template <class Op, u32 Sources, bool IsSum>
Handler pick_float(Word word, SmVersion sm) {
  constexpr bool product = std::is_same_v<Op, FloatMul>;
  if (product ? word.bits(84, 3) != 4 && word.bits(84, 3) != 0 : mixes_halves(word, sm)) return nullptr;
  if (word.bits(78, 2)) return by_form<FloatArithmetic<Op, Sources, IsSum, Style::directed>>(word, sm);
  if (word.bit(77) || word.bit(80)) return by_form<FloatArithmetic<Op, Sources, IsSum, Style::flushing>>(word, sm);
  if (has_sign_modifiers(word)) return by_form<FloatArithmetic<Op, Sources, IsSum, Style::modified>>(word, sm);
  return by_form<FloatArithmetic<Op, Sources, IsSum, Style::plain>>(word, sm);
}

// ---- Minimum and maximum: the predicate says minimum

template <bool Max>
struct FloatExtreme {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, 1);
    const bool ftz = i->word.bit(80), nan = i->word.bit(81);
    LaneVector r;
    EACH_PART {
      WordVector x = signed_part<true>(a, n, ma), y = signed_part<true>(b, n, mb);
      if (ftz) x = flush_f32(x), y = flush_f32(y);
      WordVector v = extreme_f32<Max>(x, y);
      if (nan) v = ((floats(x) != floats(x)) | (floats(y) != floats(y))) ? splat(nan_f32) : v;
      r.part[n] = v;
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
inline const Record* float_extreme(Warp& w, const Record* i) {
  const ExtremeModifiers m = extreme_modifiers(i->word);
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1), least = psrc(w, i);
  const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, 1);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
    return extreme_of<Single>(!(least >> l & 1), (a[l] & ma.keep) ^ ma.flip, (b[l] & mb.keep) ^ mb.flip, m,
                              (a[l] ^ b[l]) & Single::sign, nan_f32);
  });
  return i + 1;
}
inline Handler pick_extreme(Word word, SmVersion sm) {
  if (word.bits(87, 3) != 7 || word.bit(82)) return nullptr;
  return word.bit(90) ? by_form<FloatExtreme<true>>(word, sm) : by_form<FloatExtreme<false>>(word, sm);
}
// FMNMX3: of the first two, then of that and the third.
inline const Record* float_extreme_of_three(Warp& w, const Record* i) {
  const ExtremeModifiers m = extreme_modifiers(i->word);
  const u32 least = psrc(w, i);
  LaneRow t[3];
  const u32 *a = row(w, i, 0, t[0]), *b = row(w, i, 1, t[1]), *c = row(w, i, 2, t[2]);
  const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, 1), mc = sign_masks(i, 2);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
    const ExtremeModifiers plain{m.ftz, m.nan, false};
    const u32 r = extreme_of<Single>(!(least >> l & 1), (a[l] & ma.keep) ^ ma.flip, (b[l] & mb.keep) ^ mb.flip, plain,
                                     0u, nan_f32);
    return extreme_of<Single>(!(least >> l & 1), r, (c[l] & mc.keep) ^ mc.flip, plain, 0u, nan_f32);
  });
  return i + 1;
}

// ---- Comparisons and selection

template <u32 Condition, bool Flushes>
struct FloatCompare {
  template <Shape S>
  static u32 holds(const Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, 1);
    u32 r = 0;
    EACH_PART {
      WordVector x = signed_part<true>(a, n, ma), y = signed_part<true>(b, n, mb);
      if (Flushes) x = flush_f32(x), y = flush_f32(y);
      r |= top_bits(reinterpret_cast<WordVector>(float_condition<Condition>(floats(x), floats(y)))) << n * vector_lanes;
    }
    return r;
  }
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    set_condition(w, i, static_cast<Combine>(i->word.bits(74, 2)), lanes_of(w, i), holds<S>(w, i));
    return i + 1;
  }
};
// All lanes' comparison, for any condition.
inline u32 float_compared(const Warp& w, const Record* i) {
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, 1);
  const u32 condition = static_cast<u32>(i->word.bits(76, 4));
  const bool ftz = i->word.bit(80);
  return collect([&](u32 l) {
    u32 x = (a[l] & ma.keep) ^ ma.flip, y = (b[l] & mb.keep) ^ mb.flip;
    if (ftz) x = Single::flush(x), y = Single::flush(y);
    return float_condition(condition, as_float(x), as_float(y));
  });
}
inline const Record* float_set_predicate(Warp& w, const Record* i) {
  set_condition(w, i, static_cast<Combine>(i->word.bits(74, 2)), lanes_of(w, i), float_compared(w, i));
  return i + 1;
}
// FSET: 1.0 or 0.
inline const Record* float_set(Warp& w, const Record* i) {
  const u32 holds = combine(static_cast<Combine>(i->word.bits(74, 2)), float_compared(w, i), psrc(w, i));
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return holds >> l & 1 ? Single::one : 0; });
  return i + 1;
}
template <bool Flushes, u32... Condition>
Handler pick_compare(Word word, SmVersion sm, std::integer_sequence<u32, Condition...>) {
  constexpr Handler (*picks[])(Word, SmVersion) = {by_form<FloatCompare<Condition, Flushes>>...};
  return picks[word.bits(76, 4)](word, sm);
}
inline Handler pick_float_compare(Word word, SmVersion sm) {
  using All = std::make_integer_sequence<u32, 16>;
  return word.bit(80) ? pick_compare<true>(word, sm, All{}) : pick_compare<false>(word, sm, All{});
}

// FSEL: a where the predicate holds, else b. NaNs stay as they are.
template <bool Flushes>
struct FloatSelect {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, 1);
    const u32 which = psrc(w, i);
    LaneVector r;
    EACH_PART {
      const WordVector x = choose(which, n, signed_part<true>(a, n, ma), signed_part<true>(b, n, mb));
      r.part[n] = Flushes ? flush_f32(x) : x;
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
inline Handler pick_select(Word word, SmVersion sm) {
  return word.bit(80) ? by_form<FloatSelect<true>>(word, sm) : by_form<FloatSelect<false>>(word, sm);
}

inline const Record* float_check(Warp& w, const Record* i) {
  LaneRow t0, t1;
  const u32 *a = row(w, i, 0, t0), *b = row(w, i, 1, t1);
  set_predicate(w, i, 0, lanes_of(w, i), collect([&](u32 l) { return division_needs_care(a[l], b[l]); }));
  return i + 1;
}

// FSWZADD: lane k of each quad adds, subtracts or takes the second source, as two bits of the word say; those of lane 0
// are the highest (Mesa sm70_encode.rs, OpFSwzAdd).
inline const Record* float_swizzled_add(Warp& w, const Record* i) {
  const FloatModifiers all = float_modifiers(i->word), m{all.direction, all.ftz, false};  // bit 77 is .NDV here
  const u32 *a = w.r[i->src[0]], *b = w.r[i->src[2]];
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
    switch (i->word.bits(38 - 2 * (l & 3), 2)) {
      case 0:
        return arithmetic_f32<FloatAdd>(a[l], b[l], 0, m);
      case 1:
        return arithmetic_f32<FloatAdd>(a[l], b[l] ^ Single::sign, 0, m);
      case 2:
        return arithmetic_f32<FloatAdd>(a[l] ^ Single::sign, b[l], 0, m);
      default:
        return m.ftz ? Single::flush(b[l]) : b[l];
    }
  });
  return i + 1;
}

// ---- Two f32 in a pair of registers (FADD2, FMUL2, FFMA2: sm_100)

template <class Op, u32 Sources, bool IsSum>
const Record* float_pair(Warp& w, const Record* i) {
  const FloatModifiers all = float_modifiers(i->word), m{all.direction, all.ftz, false};
  const u32 second = IsSum ? second_of_sum(i) : 1;
  LaneRow64 t0, t1, t2;
  const Rows64 a = row64<Wide::zero>(w, i, 0, t0), b = row64<Wide::zero>(w, i, second, t1);
  const Rows64 c = Sources > 2 ? row64<Wide::zero>(w, i, 2, t2) : a;
  const SignMasks ma = sign_masks(i, 0), mb = sign_masks(i, second), mc = sign_masks(i, Sources > 2 ? 2 : 0);
  const auto one = [&](u32 x, u32 y, u32 z) {
    return arithmetic_f32<Op>((x & ma.keep) ^ ma.flip, (y & mb.keep) ^ mb.flip, (z & mc.keep) ^ mc.flip, m);
  };
  write64(w, i->dst, lanes_of(w, i),
          [&](u32 l) { return join64(one(a.low[l], b.low[l], c.low[l]), one(a.high[l], b.high[l], c.high[l])); });
  return i + 1;
}

EGPULAB_SASS_END

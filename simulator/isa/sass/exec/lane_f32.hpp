// f32 arithmetic on one lane: what modifiers, denormals and NaNs make of it. NUMERICS.md has the sources.
#pragma once

#include "simulator/isa/sass/exec/vector.hpp"
#include "simulator/isa/vector/float_round.hpp"

EGPULAB_SASS_BEGIN

// What every single-precision instruction gives for a NaN, whatever the payload of its sources was.
inline constexpr u32 nan_f32 = 0x7fffffff;

// The word's rounding field: to nearest even, down (RM), up (RP), toward zero (RZ).
inline u32 direction_of(u32 field) {
  constexpr u32 directions[] = {rounding::nearest, rounding::down, rounding::up, rounding::zero};
  return directions[field & 3];
}
struct FloatModifiers {
  u32 direction;
  bool ftz, saturates;
};
inline FloatModifiers float_modifiers(Word w) {
  return {direction_of(static_cast<u32>(w.bits(78, 2))), w.bit(80), w.bit(77)};
}

// To [0, 1]; NaN and -0 give +0.
inline u32 saturate_f32(u32 r) { return as_float(r) > 0 ? (r > Single::one ? Single::one : r) : 0; }

// The operations: `fast` on floats or host vectors of them, to nearest even; `exact` rounded to odd in a double.
// opposites(): whether an exact zero is one of two opposites, whose sign depends on the rounding; not 0 if so.
// clang-format off
struct FloatAdd {
  template <class T> static T fast(T a, T b, T) { return a + b; }
  static double exact(double a, double b, double) { return add_to_odd(a, b); }
  static DoubleVector exact_parts(DoubleVector a, DoubleVector b, DoubleVector);
  template <class T> static T opposites(T a, T b, T) { return (a ^ b) >> 31; }
};
struct FloatMul {
  template <class T> static T fast(T a, T b, T) { return a * b; }
  static double exact(double a, double b, double) { return a * b; }
  static DoubleVector exact_parts(DoubleVector a, DoubleVector b, DoubleVector) { return a * b; }
  template <class T> static T opposites(T, T, T) { return T{}; }
};
struct FloatFma {
  template <class T> static T fast(T a, T b, T c) { return fused(a, b, c); }
  static double exact(double a, double b, double c) { return add_to_odd(a * b, c); }
  static DoubleVector exact_parts(DoubleVector a, DoubleVector b, DoubleVector c);
  template <class T> static T opposites(T a, T b, T c) { return (a ^ b ^ c) >> 31; }
};
// clang-format on

// An exact value made a result; `scale` is FMUL's.
inline u32 finish_f32(double exact, bool opposites, FloatModifiers m) {
  if (exact != exact) return m.saturates ? 0 : nan_f32;
  u32 r = round_f32(exact, m.direction);
  if (exact == 0 && opposites) r = m.direction == rounding::down ? Single::sign : 0;
  if (m.ftz) r = Single::flush(r);
  return m.saturates ? saturate_f32(r) : r;
}
template <class Op>
u32 arithmetic_f32(u32 a, u32 b, u32 c, FloatModifiers m, double scale = 1) {
  if (m.ftz) a = Single::flush(a), b = Single::flush(b), c = Single::flush(c);
  return finish_f32(Op::exact(as_float(a), as_float(b), as_float(c)) * scale, Op::opposites(a, b, c) != 0, m);
}

// ---- On host vectors

inline FloatVector floats(WordVector x) { return reinterpret_cast<FloatVector>(x); }
inline WordVector words(FloatVector x) { return reinterpret_cast<WordVector>(x); }
inline WordVector flush_f32(WordVector x) { return (x & Single::infinity) != 0 ? x : x & Single::sign; }
inline WordVector canonical_f32(FloatVector x) { return x != x ? splat(nan_f32) : words(x); }
inline WordVector saturate_f32(FloatVector x) {
  const FloatVector one = FloatVector{} + 1.0f;
  return x > 0.0f ? (x > one ? words(one) : words(x)) : splat(0);
}

// The sum to odd (float_round.hpp's add_to_odd).
inline DoubleVector odd_sum(DoubleVector a, DoubleVector b) {
  const DoubleVector s = a + b, v = s - a, error = (a - (s - v)) + (b - v), none{};
  const LongVector r = reinterpret_cast<LongVector>(s);
  const LongVector toward_zero = reinterpret_cast<LongVector>((error > none) ^ (s > none));
  const LongVector inexact = reinterpret_cast<LongVector>((error < none) | (error > none)) & ((r & 1) - 1);
  return reinterpret_cast<DoubleVector>(r + (inexact & (toward_zero | 1)));  // 1, or -1
}
inline DoubleVector FloatAdd::exact_parts(DoubleVector a, DoubleVector b, DoubleVector) { return odd_sum(a, b); }
inline DoubleVector FloatFma::exact_parts(DoubleVector a, DoubleVector b, DoubleVector c) {
  return odd_sum(a * b, c);
}
// Which way the exact value lies from `rounded`: 1, 0, or -1.
inline DoubleVector side_of(DoubleVector exact, DoubleVector rounded) {
  const DoubleVector d = exact - rounded, none{}, one = none + 1.0;
  return d > none ? one : d < none ? -one : none;
}
// Op in another direction than to nearest: rounded to nearest, then moved to the neighbour where that is asked.
template <class Op>
WordVector directed_f32(FloatVector a, FloatVector b, FloatVector c, u32 direction) {
  const DoublePair x = widen(a), y = widen(b), z = widen(c);
  const DoublePair exact{Op::exact_parts(x.low, y.low, z.low), Op::exact_parts(x.high, y.high, z.high)};
  const FloatVector nearest = narrow(exact);
  const DoublePair back = widen(nearest);
  const FloatVector side = narrow({side_of(exact.low, back.low), side_of(exact.high, back.high)});
  const WordVector r = words(nearest), above = reinterpret_cast<WordVector>(side < 0.0f),
                   below = reinterpret_cast<WordVector>(side > 0.0f), negative = 0u - (r >> 31);
  const WordVector away = direction == rounding::up     ? below & ~negative
                          : direction == rounding::down ? above & negative
                                                        : splat(0);
  const WordVector back_to_zero = direction == rounding::up     ? below & negative
                                  : direction == rounding::down ? above & ~negative
                                                                : (above & ~negative) | (below & negative);
  const WordVector moved = r - away + back_to_zero;
  if (direction != rounding::down) return moved;
  const WordVector opposites = Op::opposites(words(a), words(b), words(c));
  return ((nearest == 0.0f) & (side == 0.0f) & (opposites != 0)) ? splat(Single::sign) : moved;
}

// ---- Minimum and maximum

struct ExtremeModifiers {
  bool ftz, nan, xorsign;
};
inline ExtremeModifiers extreme_modifiers(Word w) { return {w.bit(80), w.bit(81), w.bit(82)}; }

// -0 is below +0; of a number and a NaN the number, or with .NAN the NaN. `sign` is that of .XORSIGN.
template <class Layout, class B = typename Layout::Bits>
B extreme_of(bool max, B a, B b, ExtremeModifiers m, B sign, B nan) {
  if (m.ftz) a = Layout::flush(a), b = Layout::flush(b);
  const bool no_a = Layout::nan(a), no_b = Layout::nan(b);
  if ((no_a && no_b) || (m.nan && (no_a || no_b))) return nan;
  const auto key = [](B x) { return static_cast<B>(x & Layout::sign ? ~x : x | Layout::sign); };
  const B r = no_a ? b : no_b ? a : (max ? key(a) > key(b) : key(a) < key(b)) ? a : b;
  return m.xorsign ? static_cast<B>((r & Layout::magnitude) | sign) : r;
}
template <bool Max>
WordVector extreme_f32(WordVector a, WordVector b) {
  const FloatVector x = floats(a), y = floats(b);
  // Equal ones are the same bits, but for zeros: of these the sign decides.
  const WordVector r = x == y ? (Max ? a & b : a | b) : words(extreme<Max>(x, y));
  return canonical_f32(floats(x != x ? b : y != y ? a : r));
}

// ---- Comparisons. The bits of a condition: less, equal, greater, unordered.

template <class T>
bool float_condition(u32 condition, T a, T b) {
  const u32 is = a < b ? 1 : a == b ? 2 : a > b ? 4 : 8;
  return condition & is;
}
template <u32 Condition>
IntVector float_condition(FloatVector a, FloatVector b) {
  constexpr u32 ordered = Condition & 7;
  // The unordered ones are the negations of the ordered ones.
  if constexpr (Condition == 0)
    return IntVector{};
  else if constexpr (Condition >> 3)
    return ~float_condition<15 - Condition>(a, b);
  else if constexpr (ordered == 1)
    return a < b;
  else if constexpr (ordered == 2)
    return a == b;
  else if constexpr (ordered == 3)
    return a <= b;
  else if constexpr (ordered == 4)
    return a > b;
  else if constexpr (ordered == 5)
    return (a < b) | (a > b);
  else if constexpr (ordered == 6)
    return a >= b;
  else
    return (a == a) & (b == b);
}

// FCHK: whether a / b leaves the range in which the compiler's short sequence (reciprocal, two Newton steps, two
// corrected remainders) rounds correctly. The exact limits are not public; these are those under which every
// intermediate is a normal number and every remainder exact.
inline bool division_needs_care(u32 a, u32 b) {
  const i32 ea = static_cast<i32>(Single::exponent(a)), eb = static_cast<i32>(Single::exponent(b));
  return ea == 255 || eb == 255 || eb == 0 || eb >= 253 || ea <= 24 || ea - eb >= 125 || ea - eb <= -125;
}

EGPULAB_SASS_END

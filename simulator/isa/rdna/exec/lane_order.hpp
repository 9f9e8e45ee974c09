// Lane functions that order floats: minimum, maximum, median, classes. By bits, alike for all formats.
#pragma once

#include "simulator/isa/rdna/exec/float_formats.hpp"

EGPULAB_RDNA_BEGIN

// Unsigned keys in the order of the values, -0 below +0.
template <class F>
inline typename F::Bits float_key(typename F::Bits a) {
  return static_cast<typename F::Bits>(a & F::sign ? ~a : a | F::sign);
}
// IEEE minNum and maxNum; with MODE.IEEE a signalling NaN gives a quiet one.
template <class F, bool Max>
inline typename F::Bits extreme_of(typename F::Bits a, typename F::Bits b, Mode m) {
  a = F::in(a, m), b = F::in(b, m);
  if (m.bits & mode::ieee && F::signalling(a)) return F::quiet(a);
  if (m.bits & mode::ieee && F::signalling(b)) return F::quiet(b);
  if (F::nan(b)) return m.bits & mode::quiet_nans && F::nan(a) ? F::quiet(a) : a;
  if (F::nan(a)) return b;
  const auto x = float_key<F>(a), y = float_key<F>(b);
  return (Max ? x > y : x < y) ? a : b;
}
// IEEE minimum and maximum: NaNs propagate, a signalling one first, made quiet (RDNA4 ISA, V_MINIMUM_F32).
template <class F, bool Max>
inline typename F::Bits strict(typename F::Bits a, typename F::Bits b, Mode m) {
  a = F::in(a, m), b = F::in(b, m);
  if (F::signalling(a)) return F::quiet(a);
  if (F::signalling(b)) return F::quiet(b);
  if (F::nan(a)) return a;
  if (F::nan(b)) return b;
  const auto x = float_key<F>(a), y = float_key<F>(b);
  return (Max ? x > y : x < y) ? a : b;
}
template <class F, bool Max, class B = typename F::Bits>
B strict2(B a, B b, Mode m) {
  return strict<F, Max>(a, b, m);
}
template <class F, bool Max, class B = typename F::Bits>
B strict3(B a, B b, B c, Mode m) {
  return strict<F, Max>(strict<F, Max>(a, b, m), c, m);
}
// Max: maximum(minimum(a, b), c), else minimum(maximum(a, b), c).
template <class F, bool Max, class B = typename F::Bits>
B strict_mixed(B a, B b, B c, Mode m) {
  return strict<F, Max>(strict<F, !Max>(a, b, m), c, m);
}
template <class F, bool Max, class B = typename F::Bits>
B extreme2(B a, B b, Mode m) {
  return extreme_of<F, Max>(a, b, m);
}
template <class F, bool Max, class B = typename F::Bits>
B extreme3(B a, B b, B c, Mode m) {
  return extreme_of<F, Max>(extreme_of<F, Max>(a, b, m), c, m);
}
// Max: max(min(a, b), c), else min(max(a, b), c).
template <class F, bool Max, class B = typename F::Bits>
B extreme_mixed(B a, B b, B c, Mode m) {
  return extreme_of<F, Max>(extreme_of<F, !Max>(a, b, m), c, m);
}
template <class F, class B = typename F::Bits>
B median(B a, B b, B c, Mode m) {
  if (F::nan(a) || F::nan(b) || F::nan(c)) return extreme3<F, false>(a, b, c, m);
  // As the document has it: the largest of the other two, with zeros of both signs equal.
  const auto same = [](B x, B y) { return x == y || ((x | y) & F::magnitude) == 0; };
  const B largest = extreme3<F, true>(a, b, c, m);
  if (same(largest, F::in(a, m))) return extreme_of<F, true>(b, c, m);
  return same(largest, F::in(b, m)) ? extreme_of<F, true>(a, c, m) : extreme_of<F, true>(a, b, m);
}
template <class F, class B = typename F::Bits>
bool class_of(B a, u32 mask) {
  const bool negative = a & F::sign;
  u32 n;
  if (F::nan(a))
    n = F::signalling(a) ? 0 : 1;
  else if (F::exponent(a) == F::top)
    n = negative ? 2 : 9;
  else if (F::exponent(a))
    n = negative ? 3 : 8;
  else if (a & F::fraction)
    n = negative ? 4 : 7;
  else
    n = negative ? 5 : 6;
  return mask >> n & 1;
}

EGPULAB_RDNA_END

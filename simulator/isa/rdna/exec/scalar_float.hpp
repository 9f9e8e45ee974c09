// Scalar float arithmetic of RDNA4: the lane functions of the VALU on scalar sources (RDNA4 ISA 6.8: "identical
// results"). Sources of 16 bits are low halves; results of 16 bits are zero-extended.
#pragma once

#include <tuple>

#include "simulator/isa/rdna/exec/compare.hpp"
#include "simulator/isa/rdna/exec/lane_f32.hpp"
#include "simulator/isa/rdna/exec/lane_half.hpp"
#include "simulator/isa/rdna/exec/lane_round.hpp"
#include "simulator/isa/rdna/exec/scalar.hpp"

EGPULAB_RDNA_BEGIN

template <class T>
T scalar_argument(const Wave& w, const Record* i, u32 n) {
  if constexpr (std::is_same_v<T, Mode>)
    return Mode{w.mode};
  else
    return static_cast<T>(scalar(w, i, n));
}
template <class R, class... A, std::size_t... N>
const Record* scalar_apply(R (*f)(A...), Wave& w, const Record* i, std::index_sequence<N...>) {
  w.s[i->dst] = u32{f(scalar_argument<A>(w, i, N)...)};
  return i + 1;
}
template <class R, class... A>
const Record* scalar_apply(R (*f)(A...), Wave& w, const Record* i) {
  return scalar_apply(f, w, i, std::index_sequence_for<A...>{});
}
// A handler made from a function on one lane.
template <auto F>
const Record* scalar_each(Wave& w, const Record* i) {
  return scalar_apply(F, w, i);
}

template <class Op>
u32 scalar_f32(u32 a, u32 b, Mode m) {
  return general_f32<Op, 2>(a, b, b, m.bits);
}
inline u32 cvt_hi_f32_f16(u32 a, Mode m) { return cvt_f32_f16(static_cast<u16>(a >> 16), m); }

template <class F, u32 Condition>
const Record* scalar_compare_float(Wave& w, const Record* i) {
  using B = typename F::Bits;
  w.s[sreg::scc] =
      float_condition<F, Condition>(static_cast<B>(scalar(w, i, 0)), static_cast<B>(scalar(w, i, 1)), Mode{w.mode});
  return i + 1;
}

// Pseudo-scalar transcendentals: VALU instructions on scalars, with the modifiers of VOP3 (RDNA4 ISA 7.10). The result
// of a 16-bit one is zero-extended.
template <class F, auto Unit>
const Record* pseudo_scalar(Wave& w, const Record* i) {
  using B = typename F::Bits;
  B a = static_cast<B>(scalar(w, i, 0) >> (sizeof(B) == 2 && i->opsel & 1 ? 16 : 0));
  if (i->negabs & 8) a &= F::magnitude;
  if (i->negabs & 1) a ^= F::sign;
  const Mode m{w.mode};
  B r;
  if constexpr (sizeof(B) == 2)
    r = Unit(a, m);
  else
    r = Unit(a);
  if (i->out & 3 && !F::keeps_denormals(m) && !F::nan(r)) {
    constexpr float factors[] = {1, 2, 4, 0.5f};
    if constexpr (sizeof(B) == 2)
      r = F::flush(f16_of_f32(float_of_f16(r) * factors[i->out & 3], 0));
    else
      r = F::flush(bits_of(as_float(r) * factors[i->out & 3]));
  }
  if (i->out & 4) r = F::nan(r) || r & F::sign ? B{0} : r > F::one ? F::one : r;
  w.s[i->dst] = r;
  return i + 1;
}

EGPULAB_RDNA_END

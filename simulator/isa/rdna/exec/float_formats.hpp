// The three float formats and what MODE says about each.
#pragma once

#include "simulator/isa/rdna/exec/each.hpp"
#include "simulator/isa/vector/float_round.hpp"

EGPULAB_RDNA_BEGIN

template <class Layout, u32 DenormIn, u32 RoundAt>
struct FloatFormat : Layout {
  using B = typename Layout::Bits;
  static constexpr B default_nan = static_cast<B>(Layout::infinity | Layout::quiet_bit);

  static B in(B a, Mode m) { return m.bits & DenormIn ? a : Layout::flush(a); }
  static B out(B a, Mode m) { return m.bits & (2 * DenormIn) ? a : Layout::flush(a); }
  static bool keeps_denormals(Mode m) { return m.bits & (2 * DenormIn); }
  static u32 rounding(Mode m) { return m.bits >> RoundAt & 3; }
};
using F16 = FloatFormat<Half, 0x40, 2>;
using F32 = FloatFormat<Single, 0x10, 0>;
using F64 = FloatFormat<Double, 0x40, 2>;

// The first NaN of the sources, made quiet; `r` if there is none, or the default NaN if that is one itself.
template <class F>
inline typename F::Bits with_nans(typename F::Bits r, typename F::Bits a, typename F::Bits b, typename F::Bits c) {
  if (F::nan(r)) [[unlikely]]
    return F::nan(a) ? F::quiet(a) : F::nan(b) ? F::quiet(b) : F::nan(c) ? F::quiet(c) : F::default_nan;
  return r;
}

EGPULAB_RDNA_END

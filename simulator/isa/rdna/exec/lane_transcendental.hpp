// Transcendental lane functions. No bit-exact description of the hardware is public (it is within 1 ulp); these give
// what is nearest to the exact result (vector/transcendental.hpp). The f32 ones flush denormals, the f16 ones follow MODE.
#pragma once

#include "simulator/isa/rdna/exec/lane_round.hpp"
#include "simulator/isa/vector/transcendental.hpp"

EGPULAB_RDNA_BEGIN

// Values in f32 (exact), from which both widths round.
struct Exp {
  static constexpr float limit = 160;  // beyond: infinity, zero
  static double of(float x) {
    const float c = x > limit ? limit : x < -limit ? -limit : x;
    return exp2_of<double, u64>(static_cast<double>(c));
  }
  static FloatVector of(FloatVector x) {
    // A NaN stays: it is the second of each two.
    const FloatVector most = FloatVector{} + limit;
    const DoublePair c = widen(extreme<true>(-most, extreme<false>(most, x)));
    return narrow({exp2_of<DoubleVector, LongVector>(c.low), exp2_of<DoubleVector, LongVector>(c.high)});
  }
};
struct Log {
  static double of(float x) {
    const u32 b = bits_of(x);
    if ((b & 0x7fffffff) == 0) return -as_double(F64::infinity);
    return b >> 31 ? as_double(F64::default_nan) : b == F32::infinity ? as_double(F64::infinity) : log2_of(x);
  }
};
struct Reciprocal {
  static double of(float x) { return 1.0 / static_cast<double>(x); }
  static FloatVector of(FloatVector x) {
    const DoublePair d = widen(x);
    return narrow({1.0 / d.low, 1.0 / d.high});
  }
};
struct SquareRoot {
  static double of(float x) { return __builtin_sqrt(static_cast<double>(x)); }
};
struct ReciprocalRoot {
  static double of(float x) { return 1.0 / __builtin_sqrt(static_cast<double>(x)); }
};
struct Sine {
  static double of(float x) { return x == 0 ? static_cast<double>(x) : wave_of<false>(x); }
};
struct Cosine {
  static double of(float x) { return wave_of<true>(x); }
};

template <class Op>
[[gnu::always_inline]] inline u32 unit_f32(u32 a) {
  const u32 r = F32::flush(bits_of(static_cast<float>(Op::of(as_float(F32::flush(a))))));
  return F32::nan(a) ? F32::quiet(a) : F32::nan(r) ? F32::default_nan : r;
}
// The same for units that are given in vectors.
template <class Op>
const Record* vector_unit_f32(Wave& w, const Record* i) {
  const auto flush = [](WordVector x) { return (x & 0x7f800000u) != 0 ? x : x & 0x80000000u; };
  LaneVector x = operand(w, i, 0);
  EACH_PART {
    // Neither unit makes a NaN of what is none.
    const WordVector a = x.part[n];
    const WordVector r = flush(reinterpret_cast<WordVector>(Op::of(reinterpret_cast<FloatVector>(flush(a)))));
    x.part[n] =
        choose(nan_bits(reinterpret_cast<FloatVector>(a), reinterpret_cast<FloatVector>(a)), 0, a | 0x400000u, r);
  }
  store_lanes(w.v[i->dst], active(w), x);
  return i + 1;
}
template <>
inline const Record* each<unit_f32<Exp>>(Wave& w, const Record* i) {
  return vector_unit_f32<Exp>(w, i);
}
template <>
inline const Record* each<unit_f32<Reciprocal>>(Wave& w, const Record* i) {
  return vector_unit_f32<Reciprocal>(w, i);
}
template <class Op>
u16 unit_f16(u16 a, Mode m) {
  a = F16::in(a, m);
  const u16 r = F16::out(f16_of_f32(float_to_odd(Op::of(float_of_f16(a))), 0), m);
  return F16::nan(a) ? F16::quiet(a) : F16::nan(r) ? F16::default_nan : r;
}
// The f64 units are estimates that code refines; ours are rounded results.
enum class Unit64 : u8 { rcp, sqrt, rsq };
template <Unit64 U>
u64 unit_f64(u64 a, Mode m) {
  a = F64::in(a, m);
  const double x = as_double(a), root = U == Unit64::rcp ? x : __builtin_sqrt(x);
  return F64::out(with_nans<F64>(bits_of(U == Unit64::sqrt ? root : 1.0 / root), a, a, a), m);
}

EGPULAB_RDNA_END

// The layouts of IEEE floats and of bf16: their fields, NaNs, infinities and denormals. What a vendor makes of these is
// the vendor's.
#pragma once

#include <bit>

#include "simulator/isa/vector/level.hpp"

EGPULAB_VECTOR_BEGIN

template <class B, u32 Mantissa, u32 Bias>
struct FloatLayout {
  using Bits = B;
  static constexpr u32 mantissa = Mantissa, bias = Bias, top = 2 * Bias + 1;  // top: the exponent of infinity
  static constexpr B sign = static_cast<B>(B{1} << (sizeof(B) * 8 - 1));
  static constexpr B magnitude = static_cast<B>(sign - 1);
  static constexpr B infinity = static_cast<B>(B{top} << Mantissa);
  static constexpr B quiet_bit = static_cast<B>(B{1} << (Mantissa - 1));
  static constexpr B one = static_cast<B>(B{Bias} << Mantissa);
  static constexpr B fraction = static_cast<B>((B{1} << Mantissa) - 1);

  static constexpr bool nan(B a) { return (a & magnitude) > infinity; }
  static constexpr bool signalling(B a) { return nan(a) && !(a & quiet_bit); }
  static constexpr B quiet(B a) { return static_cast<B>(a | quiet_bit); }
  static constexpr u32 exponent(B a) { return static_cast<u32>(a >> Mantissa) & top; }  // biased
  static constexpr bool denormal(B a) { return exponent(a) == 0 && (a & fraction); }
  static constexpr B flush(B a) { return a & infinity ? a : static_cast<B>(a & sign); }
};
using Half = FloatLayout<u16, 10, 15>;
using Brain = FloatLayout<u16, 7, 127>;
using Single = FloatLayout<u32, 23, 127>;
using Double = FloatLayout<u64, 52, 1023>;

inline float as_float(u32 a) { return std::bit_cast<float>(a); }
inline double as_double(u64 a) { return std::bit_cast<double>(a); }
inline u32 bits_of(float a) { return std::bit_cast<u32>(a); }
inline u64 bits_of(double a) { return std::bit_cast<u64>(a); }

EGPULAB_VECTOR_END

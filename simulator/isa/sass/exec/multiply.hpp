// 32 x 32 to 64 bits on host vectors.
#pragma once

#include "simulator/isa/sass/exec/lane_integer.hpp"

EGPULAB_SASS_BEGIN

struct Product {
  WordVector low, high;
};

// Even and odd lanes one after the other: hosts multiply 32 bits to 64 in every second lane only.
inline LongVector multiply_even(WordVector a, WordVector b) {
#if defined(__AVX512F__)
  return reinterpret_cast<LongVector>(
      _mm512_maskz_mul_epu32(0xff, reinterpret_cast<__m512i>(a), reinterpret_cast<__m512i>(b)));
#elif defined(__AVX2__)
  return reinterpret_cast<LongVector>(_mm256_mul_epu32(reinterpret_cast<__m256i>(a), reinterpret_cast<__m256i>(b)));
#elif defined(__SSE2__)
  return reinterpret_cast<LongVector>(_mm_mul_epu32(reinterpret_cast<__m128i>(a), reinterpret_cast<__m128i>(b)));
#else
  return (reinterpret_cast<LongVector>(a) & 0xffffffffu) * (reinterpret_cast<LongVector>(b) & 0xffffffffu);
#endif
}
inline WordVector odd_to_even(WordVector x) {
  return reinterpret_cast<WordVector>(reinterpret_cast<LongVector>(x) >> 32);
}

template <bool Signed>
Product multiply_wide(WordVector a, WordVector b) {
  const LongVector even = multiply_even(a, b), odd = multiply_even(odd_to_even(a), odd_to_even(b));
  Product p;
  p.low = reinterpret_cast<WordVector>((even & 0xffffffffu) | odd << 32);
  p.high = reinterpret_cast<WordVector>(even >> 32 | (odd >> 32 << 32));
  if (Signed)
    p.high -=
        (reinterpret_cast<WordVector>(as_signed(a) >> 31) & b) + (reinterpret_cast<WordVector>(as_signed(b) >> 31) & a);
  return p;
}

EGPULAB_SASS_END

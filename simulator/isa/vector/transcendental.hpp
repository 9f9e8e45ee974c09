// Exponentials, logarithms and waves in double, from our own polynomials without contraction and in a fixed order, so
// that every host agrees. Errors are some units of the 50th bit.
#pragma once

#include "simulator/isa/vector/float_round.hpp"

EGPULAB_VECTOR_BEGIN

// Taylor terms of exp(f ln 2) up to the 13th, for |f| <= 0.5; summed in pairs (Estrin's scheme), so that few operations
// wait for each other.
template <class T>
inline T exp2_reduced(T f) {
  const T x = f * 0.693147180559945309417, x2 = x * x, x4 = x2 * x2, x8 = x4 * x4;
  const T p0 = 1.0 + x, p2 = 0.5 + x * (1.0 / 6.0), p4 = 1.0 / 24.0 + x * (1.0 / 120.0);
  const T p6 = 1.0 / 720.0 + x * (1.0 / 5040.0), p8 = 1.0 / 40320.0 + x * (1.0 / 362880.0);
  const T p10 = 1.0 / 3628800.0 + x * (1.0 / 39916800.0), p12 = 1.0 / 479001600.0 + x * (1.0 / 6227020800.0);
  return ((p0 + p2 * x2) + (p4 + p6 * x2) * x4) + ((p8 + p10 * x2) + p12 * x4) * x8;
}
// For T double and a vector of them, within +-160; Bits is the same as integers.
template <class T, class Bits>
inline T exp2_of(T c) {
  const T shifted = c + 0x1.8p52;  // to the nearest integer, in the low bits
  const T scale = std::bit_cast<T>((std::bit_cast<Bits>(shifted) + 1023) << 52);
  return exp2_reduced(c - (shifted - 0x1.8p52)) * scale;
}
// Of what is finite and above zero: exponent plus the series of atanh for a mantissa within a factor 2^0.5 of 1.
inline double log2_of(float x) {
  const u64 b = bits_of(static_cast<double>(x));
  const u64 offset = b - 0x3fe6a09e667f3bcd;  // of sqrt(1/2)
  const i32 e = static_cast<i32>(static_cast<i64>(offset) >> 52);
  const double m = as_double(b - (static_cast<u64>(static_cast<i64>(e)) << 52));
  const double s = (m - 1) / (m + 1), q = s * s;
  double p = 1.0 / 25;
  p = p * q + 1.0 / 23, p = p * q + 1.0 / 21, p = p * q + 1.0 / 19, p = p * q + 1.0 / 17, p = p * q + 1.0 / 15;
  p = p * q + 1.0 / 13, p = p * q + 1.0 / 11, p = p * q + 1.0 / 9, p = p * q + 1.0 / 7, p = p * q + 1.0 / 5;
  p = p * q + 1.0 / 3, p = p * q + 1.0;
  return e + p * s * 2.88539008177792681472;  // 2 / ln 2
}
// sin and cos of x turns.
template <bool Cosine>
inline double wave_of(float x) {
  const float f = x - __builtin_rintf(x), q = __builtin_rintf(4 * f);
  const double t = static_cast<double>(f - q * 0.25f) * 6.28318530717958647693, u = t * t;  // |t| <= pi / 4
  double s = 1.0 / 355687428096000.0;
  s = s * u - 1.0 / 1307674368000.0, s = s * u + 1.0 / 6227020800.0, s = s * u - 1.0 / 39916800.0;
  s = s * u + 1.0 / 362880.0, s = s * u - 1.0 / 5040.0, s = s * u + 1.0 / 120.0, s = s * u - 1.0 / 6.0;
  s = (s * u + 1.0) * t;
  double c = 1.0 / 20922789888000.0;
  c = c * u - 1.0 / 87178291200.0, c = c * u + 1.0 / 479001600.0, c = c * u - 1.0 / 3628800.0;
  c = c * u + 1.0 / 40320.0, c = c * u - 1.0 / 720.0, c = c * u + 1.0 / 24.0, c = c * u - 0.5, c = c * u + 1.0;
  const u32 turn = static_cast<u32>(q == q ? static_cast<i32>(q) : 0) + (Cosine ? 1 : 0);
  return (turn & 2 ? -1.0 : 1.0) * (turn & 1 ? c : s) + 0.0;  // zeros are positive
}

EGPULAB_VECTOR_END

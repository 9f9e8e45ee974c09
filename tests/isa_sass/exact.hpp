// Exact numbers and their rounding to any format and direction, in integers: what floats are expected to be.
// Independent of the executor, and of the host's rounding but for sums of 113 bits whose error is kept.
#pragma once

#include <bit>
#include <cstring>

#include "driver/base/types.hpp"

namespace egpulab::simulator::isa::sass {

__extension__ using quad = __float128;
__extension__ using wide_integer = unsigned __int128;

// v, and a little more (1) or less (-1).
struct Exact {
  quad v = 0;
  int rest = 0;
};
// Products of two floats or doubles fit a quad.
inline Exact exact_sum(quad a, quad b) {
  const quad s = a + b, t = s - a, error = (a - (s - t)) + (b - t);
  return {s, error > 0 ? 1 : error < 0 ? -1 : 0};
}

// 2^n for the n of normal doubles.
inline quad power_of_two(int n) { return static_cast<quad>(std::bit_cast<double>(static_cast<u64>(n + 1023) << 52)); }

struct Format {
  int bits, mantissa, lowest, highest;  // exponents of the smallest and the largest normal number
  u64 infinity() const { return static_cast<u64>(highest - lowest + 2) << mantissa; }
  u64 sign() const { return u64{1} << (bits - 1); }
  u64 one() const { return static_cast<u64>(1 - lowest) << mantissa; }
  bool nan(u64 x) const { return (x & (sign() - 1)) > infinity(); }
  bool denormal(u64 x) const { return (x & (sign() - 1)) >> mantissa == 0; }
  u64 flush(u64 x) const { return denormal(x) ? x & sign() : x; }
  quad value(u64 x) const {
    const u64 magnitude = x & (sign() - 1);
    quad v = static_cast<quad>(magnitude & ((u64{1} << mantissa) - 1));
    int exponent = lowest - mantissa;
    if (magnitude >> mantissa)
      v += static_cast<quad>(u64{1} << mantissa), exponent += static_cast<int>(magnitude >> mantissa) - 1;
    if (magnitude == infinity())
      v = static_cast<quad>(__builtin_huge_val());
    else if (exponent < -1022)
      v = v * static_cast<quad>(std::bit_cast<double>(u64{1} << 52)) * power_of_two(exponent + 1022);
    else
      v *= power_of_two(exponent);
    return x & sign() ? -v : v;
  }
};
inline constexpr Format binary16{16, 10, -14, 15}, bfloat16{16, 7, -126, 127}, binary32{32, 23, -126, 127},
    binary64{64, 52, -1022, 1023};

enum class Direction : u8 { nearest, down, up, zero };

// The value of `f` that x becomes; never for a NaN.
inline u64 round_exact(Exact x, const Format& f, Direction direction) {
  wide_integer bits;
  std::memcpy(&bits, &x.v, 16);
  const bool negative = bits >> 127 != 0;
  const int exponent = static_cast<int>(bits >> 112 & 0x7fff);
  const u64 sign = negative ? f.sign() : 0;
  if (exponent == 0x7fff) return sign | f.infinity();
  if (exponent == 0) return sign;  // a quad's denormals are out of reach
  const wide_integer one = 1, fraction = (bits & ((one << 112) - 1)) | one << 112;
  const int power = exponent - 16383;
  const int quantum = (power > f.lowest ? power : f.lowest) - f.mantissa;
  const int shift = quantum - (power - 112);
  const wide_integer kept = shift > 127 ? 0 : fraction >> shift;
  const wide_integer lost = shift > 127 ? 1 : fraction & ((one << shift) - 1),
                     half = shift > 127 ? 2 : one << (shift - 1);
  const int rest = negative ? -x.rest : x.rest;  // of the magnitude
  u64 lower = kept >> f.mantissa ? (static_cast<u64>(quantum + f.mantissa - f.lowest + 1) << f.mantissa) +
                                       static_cast<u64>(kept - (one << f.mantissa))
                                 : static_cast<u64>(kept);
  const bool fits = lower < f.infinity();
  if (lost == 0 && rest == 0 && fits) return sign | lower;
  int beyond_half = lost > half ? 1 : lost < half ? -1 : rest;
  if (lost == 0 && rest < 0) --lower, beyond_half = 1;
  const bool away = direction == Direction::nearest ? beyond_half > 0 || (beyond_half == 0 && (lower & 1))
                    : direction == Direction::up    ? !negative
                    : direction == Direction::down  ? negative
                                                    : false;
  if (!fits) return sign | (away || direction == Direction::nearest ? f.infinity() : f.infinity() - 1);
  return sign | (lower + away);
}

}  // namespace egpulab::simulator::isa::sass

// Double arithmetic in integers, for rounding modes and scalings that the host's own does not offer.
#pragma once

#include "simulator/isa/vector/float_round.hpp"

EGPULAB_VECTOR_BEGIN

__extension__ typedef unsigned __int128 u128;

inline i32 top_bit(u128 m) {
  const u64 high = static_cast<u64>(m >> 64);
  return high ? 127 - std::countl_zero(high) : 63 - std::countl_zero(static_cast<u64>(m));
}

// m * 2^e (m not 0), rounded to double.
inline u64 pack_f64(bool negative, u128 m, i32 e, u32 rounding) {
  const i32 power = top_bit(m) + e;
  const i32 last = power - 52 < -1074 ? -1074 : power - 52;  // weight of the result's lowest bit
  const i32 shift = last - e;
  u64 q;
  bool half = false, rest = false;
  if (shift <= 0) {
    q = static_cast<u64>(m << -shift);
  } else if (shift > 127) {
    q = 0, rest = true;
  } else {
    q = static_cast<u64>(m >> shift);
    const u128 tail = m & ((u128{1} << shift) - 1), middle = u128{1} << (shift - 1);
    half = tail >= middle, rest = half ? tail != middle : tail != 0;
  }
  const bool away = rounding == 1 ? !negative : rounding == 2 ? negative : false;
  if (rounding == 0 ? half && (rest || (q & 1)) : away && (half || rest)) ++q;
  const u64 exponent = last == -1074 ? 0 : static_cast<u64>(power + 1022);
  u64 r = power > 1023 ? Double::infinity : (exponent << 52) + q;
  if (r >= Double::infinity) r = rounding == 0 || away ? Double::infinity : Double::infinity - 1;
  return r | (negative ? Double::sign : 0);
}

struct Unpacked {
  u64 m;  // bit 52 set, or 0 for zero
  i32 e;  // value = m * 2^e
};
inline Unpacked unpack_f64(u64 a) {
  const u32 e = Double::exponent(a);
  const u64 f = a & Double::fraction;
  if (e) return {f | u64{1} << 52, static_cast<i32>(e) - 1075};
  if (!f) return {0, 0};
  const i32 up = std::countl_zero(f) - 11;
  return {f << up, -1074 - up};
}

// (a * b + c) * 2^scale, rounded once. NaN sources are the caller's; an invalid operation gives some NaN.
inline u64 soft_fma(u64 a, u64 b, u64 c, u32 rounding, i32 scale = 0) {
  const bool product_negative = (a ^ b) >> 63, c_negative = c >> 63;
  const u64 ma = a & Double::magnitude, mb = b & Double::magnitude, mc = c & Double::magnitude;
  if (ma == Double::infinity || mb == Double::infinity) {
    if (ma == 0 || mb == 0 || (mc == Double::infinity && product_negative != c_negative)) return Double::infinity | Double::quiet_bit;
    return Double::infinity | (product_negative ? Double::sign : 0);
  }
  if (mc == Double::infinity) return c;
  const Unpacked ua = unpack_f64(a), ub = unpack_f64(b), uc = unpack_f64(c);
  u128 p = u128{ua.m} * ub.m, q = uc.m;
  i32 pe = ua.e + ub.e, qe = uc.e;
  const u64 zero = rounding == 2 ? Double::sign : 0;
  if (p == 0 && q == 0) return product_negative == c_negative ? (c & Double::sign) : zero;
  // Both with their highest bit at 125; the smaller one is shifted down, what falls off stays as a sticky bit.
  const auto align = [](u128& m, i32& e) {
    const i32 up = 125 - top_bit(m);
    m <<= up, e -= up;
  };
  if (p) align(p, pe);
  if (q) align(q, qe);
  if (p == 0) return pack_f64(c_negative, q, qe + scale, rounding);
  if (q == 0) return pack_f64(product_negative, p, pe + scale, rounding);
  const auto lower = [](u128& m, i32 by) { m = by > 126 ? 1 : by ? (m >> by) | ((m & ((u128{1} << by) - 1)) != 0) : m; };
  if (pe < qe)
    lower(p, qe - pe), pe = qe;
  else
    lower(q, pe - qe);
  if (product_negative == c_negative) return pack_f64(product_negative, p + q, pe + scale, rounding);
  if (p == q) return zero;
  return p > q ? pack_f64(product_negative, p - q, pe + scale, rounding)
               : pack_f64(c_negative, q - p, pe + scale, rounding);
}

EGPULAB_VECTOR_END

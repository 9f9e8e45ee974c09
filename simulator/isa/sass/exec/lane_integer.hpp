// What integer and logic instructions compute. Operations that are templates take host vectors as well as one u32; the
// plain functions take one lane, for both datapaths.
#pragma once

#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN

inline u32 all_bits_if(bool x) { return x ? ~0u : 0; }
inline bool writes_predicates(Word w) { return w.bits(81, 6) != 63; }

inline IntVector as_signed(WordVector x) { return reinterpret_cast<IntVector>(x); }
inline i32 as_signed(u32 x) { return static_cast<i32>(x); }
inline WordVector lesser(WordVector a, WordVector b) { return a < b ? a : b; }
inline u32 lesser(u32 a, u32 b) { return a < b ? a : b; }

// clang-format off
struct Copy { template <class T> static T of(T b) { return b; } };
struct And { template <class T> static T of(T a, T b) { return a & b; } };
struct Or { template <class T> static T of(T a, T b) { return a | b; } };
struct Xor { template <class T> static T of(T a, T b) { return a ^ b; } };
struct AndNot { template <class T> static T of(T a, T b) { return a & ~b; } };
struct Xor3 { template <class T> static T of(T a, T b, T c) { return a ^ b ^ c; } };
struct OrAnd { template <class T> static T of(T a, T b, T c) { return a | (b & c); } };
struct AndOr { template <class T> static T of(T a, T b, T c) { return (a & b) | c; } };
struct And3 { template <class T> static T of(T a, T b, T c) { return a & b & c; } };
struct Or3 { template <class T> static T of(T a, T b, T c) { return a | b | c; } };
struct AndXor { template <class T> static T of(T a, T b, T c) { return (a & b) ^ c; } };
struct Choose { template <class T> static T of(T a, T b, T c) { return (a & b) | (~a & c); } };
struct Majority { template <class T> static T of(T a, T b, T c) { return (a & b) | (c & (a | b)); } };
struct Add { template <class T> static T of(T a, T b) { return a + b; } };
struct Add3 { template <class T> static T of(T a, T b, T c) { return a + b + c; } };
struct MulAdd { template <class T> static T of(T a, T b, T c) { return a * b + c; } };
struct MulSub { template <class T> static T of(T a, T b, T c) { return c - a * b; } };
struct MinS { static WordVector of(WordVector a, WordVector b) { return as_signed(a) < as_signed(b) ? a : b; } };
struct MaxS { static WordVector of(WordVector a, WordVector b) { return as_signed(a) > as_signed(b) ? a : b; } };
struct MinU { static WordVector of(WordVector a, WordVector b) { return a < b ? a : b; } };
struct MaxU { static WordVector of(WordVector a, WordVector b) { return a > b ? a : b; } };
struct Abs { static WordVector of(WordVector b) { return as_signed(b) < 0 ? -b : b; } };
struct PopCount {
  static WordVector of(WordVector x) {
    x -= x >> 1 & 0x55555555;
    x = (x & 0x33333333) + (x >> 2 & 0x33333333);
    x = (x + (x >> 4)) & 0x0f0f0f0f;
    return x * 0x01010101 >> 24;
  }
};
// clang-format on

template <class T>
T reverse_bits(T x) {
  x = (x >> 1 & 0x55555555) | (x & 0x55555555) << 1;
  x = (x >> 2 & 0x33333333) | (x & 0x33333333) << 2;
  x = (x >> 4 & 0x0f0f0f0f) | (x & 0x0f0f0f0f) << 4;
  x = (x >> 8 & 0x00ff00ff) | (x & 0x00ff00ff) << 8;
  return x >> 16 | x << 16;
}
struct Reverse {
  template <class T>
  static T of(T x) {
    return reverse_bits(x);
  }
};

// Position of the highest bit that is set, or for a negative signed number that differs from the sign; ~0 if there is
// none (PTX ISA, bfind). With `distance` from the top instead.
inline u32 find_leading_one(u32 x, bool is_signed, bool distance) {
  if (is_signed && as_signed(x) < 0) x = ~x;
  if (x == 0) return ~0u;
  const u32 zeros = static_cast<u32>(std::countl_zero(x));
  return distance ? zeros : 31 - zeros;
}
// PTX ISA, bmsk: `width` ones from bit `position` up.
inline u32 bit_mask(u32 position, u32 width, bool wrap) {
  if (wrap) position &= 31, width &= 31;
  if (position > 31) return 0;
  return (width > 31 ? ~0u : (1u << width) - 1) << position;
}
// PTX ISA, szext: the low `width` bits of x, extended.
inline u32 extend(u32 x, u32 width, bool is_signed, bool wrap) {
  width = wrap ? width & 31 : width < 32 ? width : 32;
  if (width == 0) return 0;
  const u32 up = x << (32 - width);
  return is_signed ? static_cast<u32>(as_signed(up) >> (32 - width)) : up >> (32 - width);
}

// PRMT: which byte of {c:a} each byte of the result is, four bits each; the top one of the four replicates its sign.
// The modes but the first make that from two bits of the selector (PTX ISA, prmt).
inline u32 byte_selector(u32 mode, u32 selector) {
  if (mode == 0) return selector & 0xffff;
  const u32 n = selector & 3;
  u32 r = 0;
  for (u32 k = 0; k < 4; ++k) {
    const u32 byte = mode == 1   ? n + k
                     : mode == 2 ? (n - k) & 7
                     : mode == 3 ? n
                     : mode == 4 ? (k > n ? k : n)
                     : mode == 5 ? (k < n ? k : n)
                                 : (n & 1) * 2 + (k & 1);
    r |= byte << 4 * k;
  }
  return r;
}
inline u32 permute_bytes(u32 a, u32 selector, u32 c, u32 mode) {
  const u64 bytes = join64(a, c);
  const u32 s = byte_selector(mode, selector);
  u32 r = 0;
  for (u32 k = 0; k < 4; ++k) {
    const u32 pick = s >> 4 * k & 15, byte = static_cast<u32>(bytes >> 8 * (pick & 7)) & 0xff;
    r |= (pick & 8 ? (byte & 0x80 ? 0xffu : 0) : byte) << 8 * k;
  }
  return r;
}

// SHF shifts the 64 bits {high:low}, and gives one half of them. Distances beyond the type's width count as that width,
// or wrap.
struct Shift {
  u32 bits, wrap_mask;  // of the type
  bool right, high, is_signed;
  explicit Shift(Word w)
      : bits(w.bit(74) ? 32 : 64),
        wrap_mask(w.bit(75) ? bits - 1 : ~0u),
        right(w.bit(76)),
        high(w.bit(80)),
        is_signed(!w.bit(73)) {}
  u32 distance(u32 by) const { return lesser(by & wrap_mask, bits); }
  u32 of(u32 a, u32 by, u32 c) const {
    const u64 x = join64(a, c);
    const u32 s = distance(by);
    const u64 sign = is_signed ? static_cast<u64>(static_cast<i64>(x) >> 63) : 0;
    const u64 r = s == 0 ? x : s == 64 ? (right ? sign : 0) : right ? x >> s | sign << (64 - s) : x << s;
    return high ? high32(r) : low32(r);
  }
};

// Any function of three bits: bit 4a + 2b + c of the table.
inline u32 logic(u32 table, u32 a, u32 b, u32 c) {
  const auto is = [&](u32 n) { return 0 - (table >> n & 1); };
  const auto select = [](u32 by, u32 yes, u32 no) { return (by & yes) | (~by & no); };
  return select(a, select(b, select(c, is(7), is(6)), select(c, is(5), is(4))),
                select(b, select(c, is(3), is(2)), select(c, is(1), is(0))));
}

// Sums and dot products of bytes; 16-bit halves of a times bytes of b (PTX ISA, dp4a and dp2a).
inline u32 byte_of(u32 x, u32 n, bool is_signed) { return extend(x >> 8 * n, 8, is_signed, false); }
inline u32 dot(u32 a, u32 b, u32 c, Word w) {
  const bool sa = w.bit(73), sb = w.bit(74);
  u32 r = c;
  if (w.bit(76))
    for (u32 n = 0; n < 2; ++n) r += extend(a >> 16 * n, 16, sa, false) * byte_of(b, n + (w.bit(77) ? 2 : 0), sb);
  else
    for (u32 n = 0; n < 4; ++n) r += byte_of(a, n, sa) * byte_of(b, n, sb);
  return r;
}
inline u32 absolute_difference(u32 a, u32 b, bool is_signed) {
  return (is_signed ? as_signed(a) < as_signed(b) : a < b) ? b - a : a - b;
}

EGPULAB_SASS_END

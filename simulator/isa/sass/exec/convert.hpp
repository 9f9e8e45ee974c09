// Handlers of conversions.
#pragma once

#include "simulator/isa/sass/exec/lane_convert.hpp"

EGPULAB_SASS_BEGIN

// A source of any size, with its modifiers: the part of the register that bits 60-61 name, negation and absolute value.
struct ConvertSource {
  u32 shift = 0;
  u64 keep = ~u64{0}, flip = 0;
  bool wide;
  ConvertSource(Word w, bool immediate, Size size, bool is_float) : wide(size == Size::wide) {
    if (!immediate && (size == Size::byte || size == Size::half || size == Size::brain))
      shift = static_cast<u32>(w.bits(60, 2)) * (size == Size::byte ? 8 : 16) & 31;
    if (!is_float && !immediate && w.bit(63)) flip = ~u64{0};  // ~R: integers are complemented
    if (immediate || !is_float) return;
    const u64 sign = size == Size::wide ? u64{1} << 63 : size == Size::single ? u64{1} << 31 : u64{1} << 15;
    if (w.bit(62)) keep = ~sign;
    if (w.bit(63)) flip = sign;
  }
  u64 of(u64 x) const { return ((x >> shift) & keep) ^ flip; }
};

using Conversion = u64 (*)(u64, Word);
template <Conversion F, bool FromFloat>
const Record* convert(Warp& w, const Record* i) {
  const Word word = i->word;
  const bool immediate = i->from[1] == From::value;
  const Size from = FromFloat ? source_size(word) : static_cast<Size>(word.bits(84, 2));
  const ConvertSource source(word, immediate, from, FromFloat);
  const bool wide_result = word.bits(75, 2) == 3;
  const u32 exec = lanes_of(w, i);
  LaneRow64 spare;
  Rows64 rows;
  if (source.wide) {
    rows = FromFloat ? row64<Wide::high>(w, i, 1, spare) : row64<Wide::sign>(w, i, 1, spare);
  } else {
    rows.low = rows.high = row(w, i, 1, spare.low);
  }
  const auto of = [&](u32 l) { return F(source.of(source.wide ? rows.at(l) : rows.low[l]), word); };
  LaneRow low, high;
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    const u64 r = of(l);
    low.r[l] = low32(r), high.r[l] = high32(r);
  }
  for (u32 l = 0; l < lanes; ++l) {
    if (!(exec >> l & 1)) continue;
    w.r[i->dst][l] = low.r[l];
    if (wide_result) w.r[i->dst + 1][l] = high.r[l];
  }
  return i + 1;
}
// 32-bit integers to f32, to nearest even: on host vectors. An unsigned one is the sum of two exact halves, rounded
// once.
struct SignedToFloat {
  static WordVector of(WordVector x) {
    return words(__builtin_convertvector(reinterpret_cast<IntVector>(x), FloatVector));
  }
};
struct UnsignedToFloat {
  static WordVector of(WordVector x) {
    const FloatVector high = __builtin_convertvector(reinterpret_cast<IntVector>(x >> 16), FloatVector);
    const FloatVector low = __builtin_convertvector(reinterpret_cast<IntVector>(x & 0xffff), FloatVector);
    return words(high * 65536.0f + low);
  }
};
inline Handler pick_int_to_float(Word word, SmVersion sm) {
  const bool complemented = word.form() != 4 && word.bit(63);
  if (word.bits(78, 2) || word.bits(75, 3) != 2 || word.bits(84, 2) != 2 || complemented) return nullptr;
  return word.bit(74) ? by_form<Unary<SignedToFloat>>(word, sm) : by_form<Unary<UnsignedToFloat>>(word, sm);
}

// f32 to integers of 32 bits, toward zero, saturating, NaN to zero: how C casts. Denormals go to zero either way.
template <bool Signed>
struct FloatToInt {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const auto b = input_b<S>(w, i);
    const SignMasks m = sign_masks(i, 1);
    LaneVector r;
    EACH_PART {
      const FloatVector x = floats(signed_part<true>(b, n, m));
      const FloatVector low = FloatVector{} + (Signed ? -0x1p31f : 0.0f),
                        end = FloatVector{} + (Signed ? 0x1p31f : 0x1p32f);
      const WordVector most = splat(Signed ? 0x7fffffff : ~0u), least = splat(Signed ? 0x80000000u : 0);
      // What the host can convert; unsigned numbers from 2^31 on without their highest bit.
      const FloatVector fits = ((x > low) & (x < end)) ? x : FloatVector{};
      const IntVector high = fits >= 0x1p31f;
      const FloatVector below = high ? fits - 0x1p31f : fits;
      const WordVector whole = reinterpret_cast<WordVector>(__builtin_convertvector(below, IntVector)) ^
                               (reinterpret_cast<WordVector>(high) & 0x80000000u);
      r.part[n] = x >= end ? most : x <= low ? least : whole;
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
inline Handler pick_float_to_int(Word word, SmVersion sm) {
  if (word.bits(78, 2) != 3 || word.bits(75, 2) != 2 || !word.bit(77) || word.bits(84, 3) != 2) return nullptr;
  return word.bit(72) ? by_form<FloatToInt<true>>(word, sm) : by_form<FloatToInt<false>>(word, sm);
}

// F2FP of two f32 to f16 or bf16, to nearest even, without more.
template <bool Brains>
struct FloatPack {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const SignMasks m = sign_masks(i, 1);
    const auto narrow_part = [](FloatVector x) {
      return x != x ? splat(nan_half) : Brains ? brains_of(x) : narrow_floats(x);
    };
    LaneVector r;
    EACH_PART r.part[n] = narrow_part(floats(a[n])) << 16 | narrow_part(floats(signed_part<true>(b, n, m)));
    store_lanes(w.r[i->dst], lanes_of(w, i), r);
    return i + 1;
  }
};
inline Handler pick_float_pack(Word word, SmVersion sm) {
  const u32 others = static_cast<u32>(word.bits(72, 4) | word.bits(77, 4) << 4 | word.bits(86, 5) << 8);
  if (others || (word.form() != 1 && word.form() != 4 && word.form() != 5 && word.form() != 6)) return nullptr;
  return word.bit(76) ? by_form<FloatPack<true>>(word, sm) : by_form<FloatPack<false>>(word, sm);
}

// Instructions of a, b and c.
template <u32 (*F)(u32, u32, u32, Word)>
const Record* convert_packed(Warp& w, const Record* i, SignMasks ma, SignMasks mb) {
  LaneRow t[3];
  const u32 *a = row(w, i, 0, t[0]), *b = row(w, i, 1, t[1]), *c = row(w, i, 2, t[2]);
  const Word word = i->word;
  write(w.r[i->dst], lanes_of(w, i),
        [&](u32 l) { return F((a[l] & ma.keep) ^ ma.flip, (b[l] & mb.keep) ^ mb.flip, c[l], word); });
  return i + 1;
}
inline constexpr SignMasks unsigned_masks{~0u, 0};
inline const Record* float_pack(Warp& w, const Record* i) {
  if (!pack_is_known(i->word)) return unsupported(w, i, "F2FP between formats that are not modelled");
  // Only two f32 can be negated: bit 73, where a's absolute value would be, says what they are.
  if (pack_family(i->word) != PackFamily::pack_ab) return convert_packed<f2fp>(w, i, unsigned_masks, unsigned_masks);
  return convert_packed<f2fp>(w, i, {~0u, i->word.bit(72) ? Single::sign : 0}, sign_masks(i, 1));
}
inline const Record* float_to_bytes(Warp& w, const Record* i) {
  return convert_packed<f2ip>(w, i, sign_masks(i, 0), sign_masks(i, 1));
}
inline const Record* narrow_integers(Warp& w, const Record* i) {
  return convert_packed<i2ip>(w, i, unsigned_masks, unsigned_masks);
}
inline const Record* narrow_integer(Warp& w, const Record* i) {
  LaneRow t;
  const u32* b = row(w, i, 1, t);
  const Word word = i->word;
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return i2i(b[l], word); });
  return i + 1;
}

EGPULAB_SASS_END

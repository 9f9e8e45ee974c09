// Handlers of double precision. To nearest even by the host's own operations, other directions in integers.
#pragma once

#include "simulator/isa/sass/exec/float.hpp"
#include "simulator/isa/vector/soft_double.hpp"

EGPULAB_SASS_BEGIN

// What an invalid operation gives. Payloads of NaN sources are kept, made quiet, the first source's before the others'.
inline constexpr u64 invalid_f64 = 0xfff8000000000000;
inline u64 nan_of(u64 a, u64 b, u64 c) {
  return Double::nan(a)   ? Double::quiet(a)
         : Double::nan(b) ? Double::quiet(b)
         : Double::nan(c) ? Double::quiet(c)
                          : invalid_f64;
}

// clang-format off
struct DoubleAdd {
  static u64 nearest(u64 a, u64 b, u64) { return bits_of(as_double(a) + as_double(b)); }
  static u64 directed(u64 a, u64 b, u64, u32 direction) { return soft_fma(a, Double::one, b, direction); }
};
struct DoubleMul {
  static u64 nearest(u64 a, u64 b, u64) { return bits_of(as_double(a) * as_double(b)); }
  // A zero of the product's sign changes nothing.
  static u64 directed(u64 a, u64 b, u64, u32 direction) { return soft_fma(a, b, (a ^ b) & Double::sign, direction); }
};
struct DoubleFma {
  static u64 nearest(u64 a, u64 b, u64 c) {
#ifdef __FMA__
    return bits_of(__builtin_fma(as_double(a), as_double(b), as_double(c)));
#else
    if (Double::nan(a) || Double::nan(b) || Double::nan(c)) return invalid_f64;
    return soft_fma(a, b, c, rounding::nearest);
#endif
  }
  static u64 directed(u64 a, u64 b, u64 c, u32 direction) { return soft_fma(a, b, c, direction); }
};
// clang-format on

template <class Op>
u64 arithmetic_f64(u64 a, u64 b, u64 c, u32 direction) {
  if (Double::nan(a) || Double::nan(b) || Double::nan(c)) return nan_of(a, b, c);
  const u64 r = direction == rounding::nearest ? Op::nearest(a, b, c) : Op::directed(a, b, c, direction);
  return Double::nan(r) ? invalid_f64 : r;
}

// A double source with its modifiers.
struct DoubleSource {
  LaneRow64 spare;
  Rows64 rows;
  u64 keep, flip;
  DoubleSource(const Warp& w, const Record* i, u32 n) : rows(row64<Wide::high>(w, i, n, spare)) {
    const SignMasks m = sign_masks(i, n);
    keep = u64{m.keep} << 32 | 0xffffffff, flip = u64{m.flip} << 32;
  }
  u64 at(u32 l) const { return (rows.at(l) & keep) ^ flip; }
};

template <class Op, u32 Sources, bool IsSum>
const Record* double_arithmetic(Warp& w, const Record* i) {
  const DoubleSource a(w, i, 0), b(w, i, IsSum ? 2 : 1), c(w, i, Sources > 2 ? 2 : 0);
  const u32 direction = direction_of(static_cast<u32>(i->word.bits(78, 2))), exec = lanes_of(w, i);
  if (direction == rounding::nearest) {
    LaneRow low, high;
    u32 nans = 0;
    for (u32 l = 0; l < lanes; ++l) {
      const u64 r = Op::nearest(a.at(l), b.at(l), Sources > 2 ? c.at(l) : 0);
      low.r[l] = low32(r), high.r[l] = high32(r);
      nans |= static_cast<u32>(Double::nan(r)) << l;
    }
    for (u32 left = nans; left; left &= left - 1) {
      const u32 l = static_cast<u32>(std::countr_zero(left));
      const u64 r = nan_of(a.at(l), b.at(l), Sources > 2 ? c.at(l) : 0);
      low.r[l] = low32(r), high.r[l] = high32(r);
    }
    store_lanes(w.r[i->dst], exec, load_lanes(low.r));
    store_lanes(w.r[i->dst + 1], exec, load_lanes(high.r));
    return i + 1;
  }
  write64(w, i->dst, exec,
          [&](u32 l) { return arithmetic_f64<Op>(a.at(l), b.at(l), Sources > 2 ? c.at(l) : 0, direction); });
  return i + 1;
}

// DSETP. Conditions 0 and 15 are MIN and MAX, of which compilers make minima: the first predicate says that the first
// source is the result, the second that both are NaNs (ptxas selects with the one and quiets a NaN under the other).
inline const Record* double_set_predicate(Warp& w, const Record* i) {
  const DoubleSource a(w, i, 0), b(w, i, second_of_sum(i));
  const u32 condition = static_cast<u32>(i->word.bits(76, 4)), exec = lanes_of(w, i);
  const Combine how = static_cast<Combine>(i->word.bits(74, 2));
  if (condition != 0 && condition != 15) {
    set_condition(w, i, how, exec,
                  collect([&](u32 l) { return float_condition(condition, as_double(a.at(l)), as_double(b.at(l))); }));
    return i + 1;
  }
  const auto key = [](u64 x) { return x & Double::sign ? ~x : x | Double::sign; };
  const u32 first = collect([&](u32 l) {
    const u64 x = a.at(l), y = b.at(l);
    if (Double::nan(x) || Double::nan(y)) return !Double::nan(x);
    return condition == 0 ? key(x) <= key(y) : key(x) >= key(y);
  });
  const u32 neither = collect([&](u32 l) { return Double::nan(a.at(l)) && Double::nan(b.at(l)); });
  const u32 other = psrc(w, i);
  set_predicate(w, i, 0, exec, combine(how, first, other));
  set_predicate(w, i, 1, exec, combine(how, neither, other));
  return i + 1;
}

EGPULAB_SASS_END

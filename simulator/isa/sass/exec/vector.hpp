// How handlers read sources, write results under the guard, and handle predicates; and the templates that make handlers
// of operations on one lane or on a host vector.
//
// Three ways to make a handler, fastest first:
//   any<Binary<Op>>   with pick by_form<Binary<Op>>: Op::of works on host vectors (or, if it is no template, on u32)
//   each<f>           f is a plain function on one lane; its types say how wide sources and result are
//   by hand           operand() or row(), then store_lanes(), write() or write64()
// All sources of a lane are read before any result of that lane is written, so destinations may overlap sources.
#pragma once

#include <bit>
#include <concepts>
#include <cstring>
#include <type_traits>

#include "simulator/isa/sass/exec/level.hpp"
#include "simulator/isa/vector/simd.hpp"

EGPULAB_SASS_BEGIN

struct alignas(64) LaneRow {
  u32 r[lanes];
};

// ---- Sources

// A source that is the same in all lanes.
inline u32 scalar(const Warp& w, const Record* i, u32 n) {
  switch (i->from[n]) {
    case From::uniform:
      return w.ur[i->src[n]];
    case From::bank: {
      u32 x;
      std::memcpy(&x, w.bank[i->bank] + i->src[n], 4);
      return x;
    }
    default:
      return i->src[n];
  }
}

// What the 32 bits of an immediate are in a source of 64: the low half (sign or zero extended), or the high half.
enum class Wide : u8 { sign, zero, high };

template <Wide Immediate>
u64 scalar64(const Warp& w, const Record* i, u32 n) {
  switch (i->from[n]) {
    case From::uniform:
      return join64(w.ur[i->src[n]], w.ur[i->src[n] + 1]);
    case From::bank: {
      u64 x;
      std::memcpy(&x, w.bank[i->bank] + i->src[n], 8);
      return x;
    }
    default:
      return Immediate == Wide::high   ? u64{i->src[n]} << 32
             : Immediate == Wide::sign ? static_cast<u64>(i64{static_cast<i32>(i->src[n])})
                                       : u64{i->src[n]};
  }
}

// The 32 values of a source, in registers.
inline LaneVector operand(const Warp& w, const Record* i, u32 n) {
  if (i->from[n] == From::row) return load_lanes(w.r[i->src[n]]);
  return splat_lanes(scalar(w, i, n));
}
// The 32 values of a source in memory; `spare` holds them where the source is scalar.
inline const u32* row(const Warp& w, const Record* i, u32 n, LaneRow& spare) {
  if (i->from[n] == From::row) return w.r[i->src[n]];
  store_lanes(spare.r, ~0u, splat_lanes(scalar(w, i, n)));
  return spare.r;
}
// The same for pairs of registers.
struct LaneRow64 {
  LaneRow low, high;
};
struct Rows64 {
  const u32 *low, *high;
  u64 at(u32 l) const { return join64(low[l], high[l]); }
};
template <Wide Immediate>
Rows64 row64(const Warp& w, const Record* i, u32 n, LaneRow64& spare) {
  if (i->from[n] == From::row) return {w.r[i->src[n]], w.r[i->src[n] + 1]};
  const u64 x = scalar64<Immediate>(w, i, n);
  store_lanes(spare.low.r, ~0u, splat_lanes(low32(x)));
  store_lanes(spare.high.r, ~0u, splat_lanes(high32(x)));
  return {spare.low.r, spare.high.r};
}

// ---- Negation and absolute value of float sources (Record::negabs)

inline bool modified(const Record* i) { return i->negabs != 0; }
// What is and-ed and then xor-ed with source n; `sign` is the float's top bit.
struct SignMasks {
  u32 keep, flip;
};
inline SignMasks sign_masks(const Record* i, u32 n, u32 sign = 0x80000000u) {
  return {i->negabs >> (3 + n) & 1 ? ~sign : ~0u, i->negabs >> n & 1 ? sign : 0};
}
// Source n as 32 floats' bits, modified.
inline LaneVector operand_f32(const Warp& w, const Record* i, u32 which) {
  LaneVector x = operand(w, i, which);
  if (const SignMasks m = sign_masks(i, which); m.keep != ~0u || m.flip)
    EACH_PART x.part[n] = (x.part[n] & m.keep) ^ m.flip;
  return x;
}
// Whether the word of a float instruction has such modifiers at all, for pick: bits 72 to 75, and 62 and 63 where slot
// 32-63 is no immediate.
inline bool has_sign_modifiers(Word word) {
  const bool immediate = word.form() == 2 || word.form() == 4;
  return word.bits(72, 4) || (!immediate && word.bits(62, 2));
}

// ---- Results

// d = f(lane) in the lanes of `exec`; f is evaluated for all.
template <class F>
inline void write(u32* d, u32 exec, F f) {
  LaneRow r;
  EACH_LANE r.r[l] = f(l);
  store_lanes(d, exec, load_lanes(r.r));
}
// A pair of registers.
template <class F>
inline void write64(Warp& w, u32 dst, u32 exec, F f) {
  LaneRow low, high;
  EACH_LANE {
    const u64 r = f(l);
    low.r[l] = low32(r), high.r[l] = high32(r);
  }
  store_lanes(w.r[dst], exec, load_lanes(low.r));
  store_lanes(w.r[dst + 1], exec, load_lanes(high.r));
}
// One bit a lane: f(lane) != 0, of all lanes.
template <class F>
inline u32 collect(F f) {
  LaneRow x;
  EACH_LANE x.r[l] = f(l) ? ~0u : 0;
  return top_bits(load_lanes(x.r));
}

// ---- Predicates: masks of one bit a lane

// The predicate source that most instructions have (bits 87 to 90).
inline u32 psrc(const Warp& w, const Record* i) {
  const u32 p = w.p[i->psrc & 7];
  return i->psrc & 8 ? ~p : p;
}
// Others: three bits and one that negates.
inline u32 predicate_at(const Warp& w, Word word, u32 at) {
  const u32 p = w.p[word.bits(at, 3)];
  return word.bit(at + 3) ? ~p : p;
}
inline u32 uniform_predicate_at(const Warp& w, Word word, u32 at) {
  const u32 p = w.up[word.bits(at, 3)];
  return word.bit(at + 3) ? ~p : p;
}
// Bits 81-83 (n = 0) and 84-86 (n = 1).
inline void set_predicate(Warp& w, const Record* i, u32 n, u32 exec, u32 value) {
  u32& p = w.p[i->pdst[n]];
  p = (p & ~exec) | (value & exec);
}
// What SETP instructions do with a comparison and an earlier predicate: bits 74 and 75.
enum class Combine : u8 { and_, or_, xor_ };
inline u32 combine(Combine how, u32 a, u32 b) {
  return how == Combine::and_ ? a & b : how == Combine::or_ ? a | b : a ^ b;
}
// Both results of a SETP: the condition, and its negation, each combined with psrc.
inline void set_condition(Warp& w, const Record* i, Combine how, u32 exec, u32 holds) {
  const u32 other = psrc(w, i);
  set_predicate(w, i, 0, exec, combine(how, holds, other));
  set_predicate(w, i, 1, exec, combine(how, ~holds, other));
}

// ---- Handlers of operations on host vectors

// Which source may be scalar; the rest are rows.
enum class Shape : u8 { rows, scalar_b, scalar_c };

struct RowIn {
  const u32* p;
  WordVector operator[](u32 part) const { return load_words(p + part * vector_lanes); }
};
struct ScalarIn {
  WordVector x;
  WordVector operator[](u32) const { return x; }
};
// Source n; its part k is [k].
template <bool IsRow>
auto input(const Warp& w, const Record* i, u32 n) {
  if constexpr (IsRow)
    return RowIn{w.r[i->src[n]]};
  else
    return ScalarIn{splat(scalar(w, i, n))};
}
template <Shape S>
auto input_b(const Warp& w, const Record* i) {
  return input<S != Shape::scalar_b>(w, i, 1);
}
template <Shape S>
auto input_c(const Warp& w, const Record* i) {
  return input<S != Shape::scalar_c>(w, i, 2);
}

// An operation that is no template works on one lane's u32.
template <class Op, class... T>
WordVector apply(T... x) {
  if constexpr (requires {
                  { Op::of(x...) } -> std::same_as<WordVector>;
                }) {
    return Op::of(x...);
  } else {
    WordVector r;
    for (u32 l = 0; l < vector_lanes; ++l) r[l] = Op::of(x[l]...);
    return r;
  }
}

// d = Op::of(b): one source is always the second.
template <class Op>
struct Unary {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const auto b = input_b<S>(w, i);
    LaneVector x;
    EACH_PART x.part[n] = apply<Op>(b[n]);
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
// d = Op::of(a, b)
template <class Op>
struct Binary {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    LaneVector x;
    EACH_PART x.part[n] = apply<Op>(a[n], b[n]);
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
// d = Op::of(a, b, c)
template <class Op>
struct Ternary {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    LaneVector x;
    EACH_PART x.part[n] = apply<Op>(a[n], b[n], c[n]);
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};

// The handler of any shape, and the choice of the right one when the word is predecoded.
template <class H>
const Record* any(Warp& w, const Record* i) {
  if (i->from[1] != From::row) return H::template run<Shape::scalar_b>(w, i);
  if (i->from[2] != From::row) return H::template run<Shape::scalar_c>(w, i);
  return H::template run<Shape::rows>(w, i);
}
template <class H>
Handler by_form(Word word, SmVersion) {
  switch (word.form()) {
    case 1:
      return H::template run<Shape::rows>;
    case 4:
    case 5:
    case 6:
      return H::template run<Shape::scalar_b>;
    default:
      return H::template run<Shape::scalar_c>;
  }
}

// ---- Handlers of plain functions on one lane

// A source as values of type T; u64: a pair of registers.
template <class T, Wide Immediate>
struct Source {
  LaneRow spare;
  const u32* p;
  Source(const Warp& w, const Record* i, u32 n) : p(row(w, i, n, spare)) {}
  T at(u32 l) const { return static_cast<T>(p[l]); }
};
template <Wide Immediate>
struct Source<u64, Immediate> {
  LaneRow64 spare;
  Rows64 p;
  Source(const Warp& w, const Record* i, u32 n) : p(row64<Immediate>(w, i, n, spare)) {}
  u64 at(u32 l) const { return p.at(l); }
};
template <class R, class F>
const Record* put(Warp& w, const Record* i, F f) {
  if constexpr (sizeof(R) == 8)
    write64(w, i->dst, lanes_of(w, i), f);
  else
    write(w.r[i->dst], lanes_of(w, i), [&](u32 l) { return static_cast<u32>(f(l)); });
  return i + 1;
}

// f(b), f(a, b) or f(a, b, c); each type u32, i32 or u64.
template <auto F, Wide Immediate>
struct Apply;
template <class R, class B, R (*F)(B), Wide Immediate>
struct Apply<F, Immediate> {
  static const Record* run(Warp& w, const Record* i) {
    const Source<B, Immediate> b(w, i, 1);
    return put<R>(w, i, [&](u32 l) { return F(b.at(l)); });
  }
};
template <class R, class A, class B, R (*F)(A, B), Wide Immediate>
struct Apply<F, Immediate> {
  static const Record* run(Warp& w, const Record* i) {
    const Source<A, Immediate> a(w, i, 0);
    const Source<B, Immediate> b(w, i, 1);
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), b.at(l)); });
  }
};
template <class R, class A, class B, class C, R (*F)(A, B, C), Wide Immediate>
struct Apply<F, Immediate> {
  static const Record* run(Warp& w, const Record* i) {
    const Source<A, Immediate> a(w, i, 0);
    const Source<B, Immediate> b(w, i, 1);
    const Source<C, Immediate> c(w, i, 2);
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), b.at(l), c.at(l)); });
  }
};
template <auto F, Wide Immediate = Wide::sign>
const Record* each(Warp& w, const Record* i) {
  return Apply<F, Immediate>::run(w, i);
}

EGPULAB_SASS_END

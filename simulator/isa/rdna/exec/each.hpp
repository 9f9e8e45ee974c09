// Handlers made from plain functions on one lane: each<f> applies f under EXEC. The function's types say how wide the
// sources and the result are; a Mode as last parameter brings the MODE register.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

struct Mode {
  u32 bits;
};

// A source as values of type T (u16: the low half; u64: a pair of registers).
template <class T>
struct Source {
  LaneRow spare;
  const u32* low;
  Source(const Wave& w, const Record* i, u32 n) : low(row(w, i, n, spare)) {}
  T at(u32 l) const { return static_cast<T>(low[l]); }
};
template <>
struct Source<u64> {
  LaneRow spare, spare_high;
  const u32 *low, *high;
  Source(const Wave& w, const Record* i, u32 n) : low(row(w, i, n, spare)), high(row_high(w, i, n, spare_high)) {}
  u64 at(u32 l) const { return join64(low[l], high[l]); }
};

// All lanes are computed, then the active ones kept: the function is compiled into one loop only.
template <class R, class F>
inline const Record* put(Wave& w, const Record* i, F f) {
  const u32 exec = active(w);
  LaneRow low;
  if constexpr (sizeof(R) <= 4) {
    EACH_LANE low.r[l] = f(l);
    if constexpr (sizeof(R) == 2)
      store_low(w.v[i->dst], exec, low.r);
    else
      store_lanes(w.v[i->dst], exec, load_lanes(low.r));
  } else {
    LaneRow high;
    EACH_LANE {
      const u64 r = f(l);
      low.r[l] = low32(r), high.r[l] = high32(r);
    }
    store_lanes(w.v[i->dst], exec, load_lanes(low.r));
    store_lanes(w.v[i->dst + 1], exec, load_lanes(high.r));
  }
  return i + 1;
}

template <auto F>
struct Apply;
template <class R, class A, R (*F)(A)>
struct Apply<F> {
  static const Record* run(Wave& w, const Record* i) {
    const Source<A> a(w, i, 0);
    return put<R>(w, i, [&](u32 l) { return F(a.at(l)); });
  }
};
template <class R, class A, R (*F)(A, Mode)>
struct Apply<F> {
  static const Record* run(Wave& w, const Record* i) {
    const Source<A> a(w, i, 0);
    const Mode m{w.mode};
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), m); });
  }
};
template <class R, class A, class B, R (*F)(A, B)>
requires(!std::is_same_v<B, Mode>) struct Apply<F> {
  static const Record* run(Wave& w, const Record* i) {
    const Source<A> a(w, i, 0);
    const Source<B> b(w, i, 1);
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), b.at(l)); });
  }
};
template <class R, class A, class B, R (*F)(A, B, Mode)>
struct Apply<F> {
  static const Record* run(Wave& w, const Record* i) {
    const Source<A> a(w, i, 0);
    const Source<B> b(w, i, 1);
    const Mode m{w.mode};
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), b.at(l), m); });
  }
};
template <class R, class A, class B, class C, R (*F)(A, B, C)>
requires(!std::is_same_v<C, Mode>) struct Apply<F> {
  static const Record* run(Wave& w, const Record* i) {
    const Source<A> a(w, i, 0);
    const Source<B> b(w, i, 1);
    const Source<C> c(w, i, 2);
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), b.at(l), c.at(l)); });
  }
};
template <class R, class A, class B, class C, R (*F)(A, B, C, Mode)>
struct Apply<F> {
  static const Record* run(Wave& w, const Record* i) {
    const Source<A> a(w, i, 0);
    const Source<B> b(w, i, 1);
    const Source<C> c(w, i, 2);
    const Mode m{w.mode};
    return put<R>(w, i, [&](u32 l) { return F(a.at(l), b.at(l), c.at(l), m); });
  }
};
template <auto F>
const Record* each(Wave& w, const Record* i) {
  return Apply<F>::run(w, i);
}

EGPULAB_RDNA_END

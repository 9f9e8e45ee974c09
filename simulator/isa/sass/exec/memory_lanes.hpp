// Loads and stores of 32 lanes: the fast ways where addresses lie in a pattern or in one mapping, and the way lane by
// lane that is always right.
#pragma once

#include <bit>
#include <cstring>

#include "simulator/isa/sass/exec/memory_blocks.hpp"
#include "simulator/isa/sass/exec/memory_shuffle.hpp"

EGPULAB_SASS_BEGIN

// ---- What one lane moves

template <u32 N>
struct Dwords {
  static constexpr u32 bytes = 4 * N, rows = N;
  static u32 widened(u32 x) { return x; }
};
template <class T>
struct Narrow {
  using Type = T;
  static constexpr u32 bytes = sizeof(T), rows = 1;
  static u32 widened(u32 x) { return static_cast<u32>(static_cast<i32>(static_cast<T>(x))); }
};
// Bits 75:73 of most memory instructions.
template <template <class> class F>
inline constexpr Handler by_size[8] = {
    F<Narrow<u8>>::run, F<Narrow<std::int8_t>>::run, F<Narrow<u16>>::run, F<Narrow<std::int16_t>>::run,
    F<Dwords<1>>::run,  F<Dwords<2>>::run,           F<Dwords<4>>::run,   F<Dwords<4>>::run,
};
inline u32 size_field(Word word) { return static_cast<u32>(word.bits(73, 3)); }

template <class F>
[[gnu::always_inline]] inline void each_lane_of(u32 mask, F f) {
  for (; mask; mask &= mask - 1) f(static_cast<u32>(std::countr_zero(mask)));
}

// ---- Patterns

// Whether 32 values lie `stride` apart, or are all the same.
[[gnu::always_inline]] inline bool consecutive(const u32* a, u32 stride) {
  const WordVector first = splat(a[0]);
  bool far = false;
  EACH_PART far |= differ(load_words(a + n * vector_lanes), first + lane_number(n) * stride);
  return !far;
}
[[gnu::always_inline]] inline bool consecutive(const LaneVector& a, u32 first, u32 stride) {
  bool far = false;
  EACH_PART far |= differ(a.part[n], splat(first) + lane_number(n) * stride);
  return !far;
}
[[gnu::always_inline]] inline bool uniform_lanes(const LaneVector& a, u32 first) {
  bool other = false;
  EACH_PART other |= differ(a.part[n], splat(first));
  return !other;
}
[[gnu::always_inline]] inline bool uniform_row(const u32* a) {
  const WordVector first = splat(a[0]);
  bool other = false;
  EACH_PART other |= differ(load_words(a + n * vector_lanes), first);
  return !other;
}

// ---- Moving

// The lanes of `exec` get what lies at host + offset; those outside of `want` zeros. A lane's dwords lie Stride apart.
template <class E, u32 Stride = 4>
[[gnu::always_inline]] inline void gather(u32 (*r)[lanes], u32 dst, u32 exec, u32 want, const std::byte* host,
                                          const LaneVector& offset) {
  if constexpr (E::bytes >= 4) {
    for (u32 k = 0; k < E::rows; ++k) {
      LaneVector x;
      EACH_PART {
        x.part[n] = gather_words(host + Stride * k, offset.part[n]);
        if (want != exec) x.part[n] = choose(want, n, x.part[n], WordVector{});
      }
      store_lanes(r[dst + k], exec, x);
    }
  } else {
    alignas(64) u32 at[lanes], x[lanes] = {};
    EACH_PART store_words(at + n * vector_lanes, offset.part[n]);
    for (u32 l = 0; l < lanes; ++l) std::memcpy(&x[l], host + at[l], E::bytes);
    EACH_LANE x[l] = want >> l & 1 ? E::widened(x[l]) : 0;
    store_lanes(r[dst], exec, load_lanes(x));
  }
}
// In ascending order: of lanes that write to the same place the last one stays.
template <class E, u32 Stride = 4>
inline void scatter(const u32 (*r)[lanes], u32 src, u32 mask, std::byte* host, const LaneVector& offset) {
  alignas(64) u32 at[lanes];
  EACH_PART store_words(at + n * vector_lanes, offset.part[n]);
  const auto put = [&](u32 l) {
    for (u32 k = 0; k < E::rows; ++k) std::memcpy(host + at[l] + Stride * k, &r[src + k][l], std::min(E::bytes, 4u));
  };
  if (mask == ~0u) [[likely]]
    for (u32 l = 0; l < lanes; ++l) put(l);
  else
    each_lane_of(mask, put);
}
// All lanes from 32 neighbours.
template <class E>
[[gnu::always_inline]] inline void load_neighbours(u32 (*r)[lanes], u32 dst, const std::byte* p) {
  if constexpr (E::bytes >= 4) {
    load_run<E::rows>(r, dst, p);
  } else {
    typename E::Type from[lanes];
    std::memcpy(from, p, sizeof from);
    alignas(64) u32 x[lanes];
    EACH_LANE x[l] = static_cast<u32>(i32{from[l]});
    store_lanes(r[dst], ~0u, load_lanes(x));
  }
}
template <class E>
[[gnu::always_inline]] inline void store_neighbours(const u32 (*r)[lanes], u32 src, std::byte* p) {
  if constexpr (E::bytes >= 4)
    store_run<E::rows>(r, src, p);
  else
    for (u32 l = 0; l < lanes; ++l) std::memcpy(p + l * E::bytes, &r[src][l], E::bytes);
}
template <class E>
[[gnu::always_inline]] inline void load_same(u32 (*r)[lanes], u32 dst, u32 exec, const std::byte* p) {
  for (u32 k = 0; k < E::rows; ++k) {
    u32 x = 0;
    std::memcpy(&x, p + 4 * k, std::min(E::bytes, 4u));
    store_lanes(r[dst + k], exec, splat_lanes(E::widened(x)));
  }
}

// ---- Lane by lane

// One lane's bytes, from a place that check() has passed. False: refused by the page tables.
inline bool load_bytes(Warp& w, u32 lane, Place place, void* to, u32 bytes) {
  if (place.space == Space::shared) return std::memcpy(to, w.shared + place.at, bytes), true;
  if (place.space == Space::global) {
    const std::byte* p = find<Access::read>(*w.memory, place.at, bytes);
    return p ? std::memcpy(to, p, bytes), true : false;
  }
  for (u32 done = 0; done < bytes; done += 4) {
    const u32 piece = std::min(bytes, 4u);
    const std::byte* p = find<Access::read>(*w.memory, local_address(w, lane, place.at + done), piece);
    if (!p) return false;
    std::memcpy(static_cast<std::byte*>(to) + done, p, piece);
  }
  return true;
}
// `from` null: only asks whether it can be done.
inline bool store_bytes(Warp& w, u32 lane, Place place, const void* from, u32 bytes) {
  if (place.space == Space::shared) {
    if (from) std::memcpy(w.shared + place.at, from, bytes);
    return true;
  }
  if (place.space == Space::global) {
    std::byte* p = find<Access::write>(*w.memory, place.at, bytes);
    if (p && from) std::memcpy(p, from, bytes);
    return p != nullptr;
  }
  for (u32 done = 0; done < bytes; done += 4) {
    const u32 piece = std::min(bytes, 4u);
    std::byte* p = find<Access::write>(*w.memory, local_address(w, lane, place.at + done), piece);
    if (!p) return false;
    if (from) std::memcpy(p, static_cast<const std::byte*>(from) + done, piece);
  }
  return true;
}

// What faults name: the address as the instruction made it.
inline u64 named_address(const Warp& w, Place p, bool generic) {
  if (!generic || p.space == Space::global) return p.at;
  return p.at + (p.space == Space::shared ? w.shared_window : w.local_window);
}
// The SM's own checks of all lanes. False: the warp has been stopped.
inline bool check_lanes(Warp& w, const Record* i, u32 mask, const Place* place, u32 bytes, bool generic) {
  for (; mask; mask &= mask - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(mask));
    const WarpError e = check(w, place[l], bytes);
    if (e == WarpError::none) continue;
    warp_error(w, i, e, l, named_address(w, place[l], generic));
    return false;
  }
  return true;
}
template <class E>
const Record* load_lane_by_lane(Warp& w, const Record* i, u32 exec, u32 want, const Place* place, bool generic) {
  if (!check_lanes(w, i, want, place, E::bytes, generic)) return nullptr;
  alignas(64) u32 x[E::rows][lanes] = {};
  for (u32 left = want; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 lane[E::rows] = {};
    if (!load_bytes(w, l, place[l], lane, E::bytes)) return memory_fault(w, i, l, named_address(w, place[l], generic));
    for (u32 k = 0; k < E::rows; ++k) x[k][l] = E::widened(lane[k]);
  }
  for (u32 k = 0; k < E::rows; ++k) store_lanes(w.r[i->dst + k], exec, load_lanes(x[k]));
  return i + 1;
}
template <class E>
const Record* store_lane_by_lane(Warp& w, const Record* i, u32 src, u32 exec, const Place* place, bool generic) {
  if (!check_lanes(w, i, exec, place, E::bytes, generic)) return nullptr;
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!store_bytes(w, l, place[l], nullptr, E::bytes))
      return memory_fault(w, i, l, named_address(w, place[l], generic));
  }
  each_lane_of(exec, [&](u32 l) {
    u32 x[E::rows];
    for (u32 k = 0; k < E::rows; ++k) x[k] = w.r[src + k][l];
    store_bytes(w, l, place[l], x, E::bytes);
  });
  return i + 1;
}

EGPULAB_SASS_END

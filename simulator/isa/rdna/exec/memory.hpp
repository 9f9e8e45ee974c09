// Handlers of loads and stores: addresses of 32 lanes, their pattern, and the host memory behind them.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

inline const Record* memory_fault(Wave& w, const Record* i, u32 lane) {
  w.stop = Stop::fault, w.fault_kind = Fault::Kind::memory, w.fault_lane = lane + 32 * w.half, w.next = i;
  return nullptr;
}

// The host memory where the translation is at hand, else null.
[[gnu::always_inline]] inline std::byte* known(const MemoryView::Entry* table, u64 va, u64 bytes) {
  const MemoryView::Entry& e = table[va >> 12 & (MemoryView::entries - 1)];
  const u64 offset = va - e.base;
  return offset + bytes <= e.size && offset < e.size ? e.host + offset : nullptr;
}
inline std::byte* find(MemoryView& m, u64 va, u64 bytes, Access access, bool& straddles) {
  if (std::byte* p = known((access == Access::read ? m.read : m.write).data(), va, bytes)) [[likely]]
    return p;
  return m.refill(va, bytes, access, straddles);
}
// Copies across mappings where it must; false: m.fault says why not.
inline bool load_bytes(MemoryView& m, u64 va, void* to, u32 bytes) {
  bool straddles = false;
  if (const std::byte* p = find(m, va, bytes, Access::read, straddles)) return std::memcpy(to, p, bytes), true;
  if (!straddles) return false;
  for (u32 n = 0; n < bytes; ++n) {
    const std::byte* p = find(m, va + n, 1, Access::read, straddles);
    if (!p) return false;
    static_cast<std::byte*>(to)[n] = *p;
  }
  return true;
}
inline bool store_bytes(MemoryView& m, u64 va, const void* from, u32 bytes) {
  bool straddles = false;
  if (std::byte* p = find(m, va, bytes, Access::write, straddles)) return std::memcpy(p, from, bytes), true;
  if (!straddles) return false;
  for (u32 n = 0; n < bytes; ++n) {
    std::byte* p = find(m, va + n, 1, Access::write, straddles);
    if (!p) return false;
    *p = static_cast<const std::byte*>(from)[n];
  }
  return true;
}

// How 16 lanes' addresses lie: one after the other, all the same, or neither.
enum class Pattern : u8 { gather, contiguous, uniform };
template <u32 Stride, class A>
inline Pattern pattern16(const A* a) {
  A far = 0, differ = 0;
  EACH_HALF_LANE {
    far |= a[l] ^ (a[0] + l * Stride);
    differ |= a[l] ^ a[0];
  }
  return !far ? Pattern::contiguous : !differ ? Pattern::uniform : Pattern::gather;
}

// Addresses of the active lanes. FLAT segments: global = VGPR pair, or SGPR pair + VGPR offset.
struct Addresses {
  alignas(64) u64 a[lanes];
};
inline void global_addresses(const Wave& w, const Record* i, Addresses& to) {
  const u32* low = w.v[i->src[0].low];
  if (i->from[2] == From::sgpr) {
    const u64 base = scalar64(w, i, 2) + static_cast<u64>(static_cast<i64>(i->imm));
    EACH_LANE to.a[l] = base + low[l];
  } else {
    const u32* high = w.v[i->src[0].low + 1];
    const u64 base = static_cast<u64>(static_cast<i64>(i->imm));
    EACH_LANE to.a[l] = join64(low[l], high[l]) + base;
  }
}

// The same of 16 offsets.
[[gnu::always_inline]] inline Pattern pattern16(const u32* a, u32 stride) {
  const WordVector first = splat(a[0]);
  bool far = false, different = false;
  EACH_HALF_PART far |= differ(load_words(a + n * vector_lanes), first + lane_number(n) * stride);
  if (!far) [[likely]]
    return Pattern::contiguous;
  EACH_HALF_PART different |= differ(load_words(a + n * vector_lanes), first);
  return different ? Pattern::gather : Pattern::uniform;
}
constexpr u32 span_of(Pattern p, u32 bytes) { return p == Pattern::contiguous ? 16 * bytes : bytes; }

// N dwords a lane, from 16 lanes that lie in such a pattern.
template <u32 N>
[[gnu::always_inline]] inline void load16(u32 (*v)[lanes], u32 dst, u32 lane, const std::byte* p, Pattern pattern) {
  if (pattern == Pattern::uniform) {
    for (u32 n = 0; n < N; ++n) {
      u32 x;
      std::memcpy(&x, p + 4 * n, 4);
      for (u32 k = 0; k < half_parts; ++k) store_words(v[dst + n] + lane + k * vector_lanes, splat(x));
    }
  } else if (N == 1) {
    for (u32 k = 0; k < half_parts; ++k)
      store_words(v[dst] + lane + k * vector_lanes, load_words(p + 4 * k * vector_lanes));
  } else {
    for (u32 n = 0; n < N; ++n)
      for (u32 k = 0; k < half_parts; ++k)
        store_words(v[dst + n] + lane + k * vector_lanes, gather_words(p + 4 * n, lane_number(k) * (4 * N)));
  }
}
template <u32 N>
[[gnu::always_inline]] inline void store16(u32 (*v)[lanes], u32 src, u32 lane, std::byte* p) {
  if (N == 1) {
    for (u32 k = 0; k < half_parts; ++k)
      store_words(p + 4 * k * vector_lanes, load_words(v[src] + lane + k * vector_lanes));
  } else {
    for (u32 l = 0; l < 16; ++l)
      for (u32 n = 0; n < N; ++n) std::memcpy(p + 4 * (l * N + n), &v[src + n][lane + l], 4);
  }
}

// The same addresses without computing all of them; `high` is null where the offset comes from one VGPR.
struct GlobalAddresses {
  u64 base;
  const u32 *low, *high;
  u64 at(u32 l) const { return base + (high ? join64(low[l], high[l]) : u64{low[l]}); }
  // The pattern of 16 lanes from `lane` on; addresses that cross 4 GiB count as scattered.
  [[gnu::always_inline]] Pattern pattern(u32 lane, u32 stride) const {
    const Pattern p = pattern16(low + lane, stride);
    if (p == Pattern::gather) return p;
    if (p == Pattern::contiguous && low[lane] > ~0u - 16 * stride) return Pattern::gather;
    if (!high) return p;
    bool other = false;
    EACH_HALF_PART other |= differ(load_words(high + lane + n * vector_lanes), splat(high[lane]));
    return other ? Pattern::gather : p;
  }
  // Whether all 32 lie one after the other.
  [[gnu::always_inline]] bool contiguous(u32 stride) const {
    const WordVector first = splat(low[0]);
    bool far = low[0] > ~0u - 32 * stride;
    EACH_PART far |= differ(load_words(low + n * vector_lanes), first + lane_number(n) * stride);
    if (high) EACH_PART far |= differ(load_words(high + n * vector_lanes), splat(high[0]));
    return !far;
  }
};
inline GlobalAddresses global_addresses(const Wave& w, const Record* i) {
  const u64 offset = static_cast<u64>(static_cast<i64>(i->imm));
  const u32* low = w.v[i->src[0].low];
  if (i->from[2] == From::sgpr) return {scalar64(w, i, 2) + offset, low, nullptr};
  return {offset, low, w.v[i->src[0].low + 1]};
}

// Lane by lane: what lies scattered, straddles mappings, is partly masked, or faults.
template <u32 N>
[[gnu::noinline]] const Record* global_load_scattered(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  u64 va[lanes];  // the destination may be the address
  for (u32 l = 0; l < lanes; ++l) va[l] = at.at(l);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[N];
    if (!load_bytes(*w.memory, va[l], x, 4 * N)) return memory_fault(w, i, l);
    for (u32 n = 0; n < N; ++n) w.v[i->dst + n][l] = x[n];
  }
  return i + 1;
}
// 16 lanes from one place and 16 from another, or what has no translation yet.
template <u32 N>
[[gnu::noinline]] const Record* global_load_halves(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  const Pattern low = at.pattern(0, 4 * N), high = at.pattern(16, 4 * N);
  if (active(w) != ~0u || low == Pattern::gather || high == Pattern::gather) return global_load_scattered<N>(w, i);
  u32(*v)[lanes] = w.v;
  bool straddles = false;
  const std::byte* p = find(*w.memory, at.at(0), span_of(low, 4 * N), Access::read, straddles);
  const std::byte* q = find(*w.memory, at.at(16), span_of(high, 4 * N), Access::read, straddles);
  if (!p || !q) return global_load_scattered<N>(w, i);
  const u32 dst = i->dst;
  load16<N>(v, dst, 0, p, low);
  load16<N>(v, dst, 16, q, high);
  return i + 1;
}
template <u32 N>
const Record* global_load(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  if (active(w) != ~0u || !at.contiguous(4 * N)) return global_load_halves<N>(w, i);
  const std::byte* p = known(w.memory->read.data(), at.at(0), 128 * N);
  if (!p) [[unlikely]]
    return global_load_halves<N>(w, i);
  u32(*v)[lanes] = w.v;
  const u32 dst = i->dst;
  load16<N>(v, dst, 0, p, Pattern::contiguous);
  load16<N>(v, dst, 16, p + 64 * N, Pattern::contiguous);
  return i + 1;
}
template <u32 N>
[[gnu::noinline]] const Record* global_store_scattered(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[N];
    for (u32 n = 0; n < N; ++n) x[n] = w.v[i->src[1].low + n][l];
    if (!store_bytes(*w.memory, at.at(l), x, 4 * N)) return memory_fault(w, i, l);
  }
  return i + 1;
}
template <u32 N>
[[gnu::noinline]] const Record* global_store_halves(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  if (active(w) != ~0u || at.pattern(0, 4 * N) != Pattern::contiguous || at.pattern(16, 4 * N) != Pattern::contiguous)
    return global_store_scattered<N>(w, i);
  u32(*v)[lanes] = w.v;
  bool straddles = false;
  std::byte* p = find(*w.memory, at.at(0), 64 * N, Access::write, straddles);
  std::byte* q = find(*w.memory, at.at(16), 64 * N, Access::write, straddles);
  if (!p || !q) return global_store_scattered<N>(w, i);
  const u32 src = i->src[1].low;
  store16<N>(v, src, 0, p);
  store16<N>(v, src, 16, q);
  return i + 1;
}
template <u32 N>
const Record* global_store(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  if (active(w) != ~0u || !at.contiguous(4 * N)) return global_store_halves<N>(w, i);
  std::byte* p = known(w.memory->write.data(), at.at(0), 128 * N);
  if (!p) [[unlikely]]
    return global_store_halves<N>(w, i);
  u32(*v)[lanes] = w.v;
  const u32 src = i->src[1].low;
  store16<N>(v, src, 0, p);
  store16<N>(v, src, 16, p + 64 * N);
  return i + 1;
}

// S_LOAD: N dwords from a 4-byte aligned address.
template <u32 N>
[[gnu::noinline]] const Record* scalar_load_unknown(Wave& w, const Record* i, u64 va) {
  u32 x[N];
  if (!load_bytes(*w.memory, va, x, 4 * N)) return memory_fault(w, i, 0);
  for (u32 n = 0; n < N; ++n) w.s[i->dst + n] = x[n];
  return i + 1;
}
template <u32 N>
const Record* scalar_load(Wave& w, const Record* i) {
  const u64 va = (scalar64(w, i, 0) + scalar(w, i, 1) + static_cast<u64>(static_cast<i64>(i->imm))) & ~u64{3};
  const std::byte* p = known(w.memory->read.data(), va, 4 * N);
  if (!p) [[unlikely]]
    return scalar_load_unknown<N>(w, i, va);
  std::memcpy(&w.s[i->dst], p, 4 * N);
  return i + 1;
}

// LDS: reads out of range give 0, writes out of range are dropped.
struct LdsPattern {
  Pattern low = Pattern::gather, high = Pattern::gather;
  bool regular() const { return low != Pattern::gather && high != Pattern::gather; }
};
inline LdsPattern lds_pattern(const u32* a, u32 stride) { return {pattern16(a, stride), pattern16(a + 16, stride)}; }

template <u32 N>
inline void lds_read(Wave& w, const u32* a, u32 offset, u32 dst, u32 exec) {
  const std::byte* lds = w.lds;
  const u32 size = w.lds_size;
  if (exec == ~0u) {
    if (size >= offset + 4 * N) {
      IntVector outside{};
      for (u32 k = 0; k < parts; ++k) outside |= load_words(a + k * vector_lanes) > splat(size - offset - 4 * N);
      if (!any(reinterpret_cast<WordVector>(outside))) {
        for (u32 n = 0; n < N; ++n)
          for (u32 k = 0; k < parts; ++k)
            store_words(w.v[dst + n] + k * vector_lanes,
                        gather_words(lds + offset + 4 * n, load_words(a + k * vector_lanes)));
        return;
      }
    }
  }
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u64 p = u64{a[l]} + offset;
    u32 x[N] = {};
    if (p + 4 * N <= size) std::memcpy(x, lds + p, 4 * N);
    for (u32 n = 0; n < N; ++n) w.v[dst + n][l] = x[n];
  }
}
template <u32 N>
[[gnu::noinline]] void lds_write_scattered(Wave& w, const u32* a, u32 offset, u32 src, u32 exec) {
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u64 p = u64{a[l]} + offset;
    if (p + 4 * N > w.lds_size) continue;
    for (u32 n = 0; n < N; ++n) std::memcpy(w.lds + p + 4 * n, &w.v[src + n][l], 4);
  }
}
template <u32 N>
inline void lds_write(Wave& w, const u32* a, LdsPattern pattern, u32 offset, u32 src, u32 exec) {
  if (exec == ~0u && pattern.low == Pattern::contiguous && pattern.high == Pattern::contiguous) {
    const u64 p = u64{a[0]} + offset, q = u64{a[16]} + offset;
    std::byte* lds = w.lds;
    u32(*v)[lanes] = w.v;
    if (std::max(p, q) + 64 * N <= w.lds_size) {
      store16<N>(v, src, 0, lds + p);
      store16<N>(v, src, 16, lds + q);
      return;
    }
  }
  lds_write_scattered<N>(w, a, offset, src, exec);
}
// Two accesses of all lanes whose addresses lie in regular patterns and inside; false: it was not such a case.
template <u32 N, bool Two>
[[gnu::always_inline]] inline bool lds_read_regular(Wave& w, const u32* a, u32 offset, u32 second, u32 dst) {
  const LdsPattern pattern = lds_pattern(a, 4 * N);
  if (!pattern.regular()) return false;
  const u32 low = span_of(pattern.low, 4 * N), high = span_of(pattern.high, 4 * N);
  u32(*v)[lanes] = w.v;
  const std::byte* lds = w.lds;
  // Kept, since the destination may be the address.
  const u64 p = a[0], q = a[16], furthest = Two ? std::max(offset, second) : offset;
  if (std::max(p + low, q + high) + furthest > w.lds_size) return false;
  load16<N>(v, dst, 0, lds + p + offset, pattern.low);
  load16<N>(v, dst, 16, lds + q + offset, pattern.high);
  if (!Two) return true;
  load16<N>(v, dst + N, 0, lds + p + second, pattern.low);
  load16<N>(v, dst + N, 16, lds + q + second, pattern.high);
  return true;
}
template <u32 N, bool Two>
[[gnu::noinline]] const Record* lds_read_scattered(Wave& w, const Record* i, u32 first, u32 second) {
  const u32 exec = active(w);
  LaneRow a;
  store_lanes(a.r, ~0u, load_lanes(w.v[i->src[0].low]));
  lds_read<N>(w, a.r, first, i->dst, exec);
  if (Two) lds_read<N>(w, a.r, second, i->dst + N, exec);
  return i + 1;
}
template <u32 N>
const Record* ds_load(Wave& w, const Record* i) {
  const u32 offset = static_cast<u32>(i->imm);
  if (active(w) == ~0u && lds_read_regular<N, false>(w, w.v[i->src[0].low], offset, offset, i->dst)) return i + 1;
  return lds_read_scattered<N, false>(w, i, offset, offset);
}
template <u32 N>
const Record* ds_store(Wave& w, const Record* i) {
  const u32* a = w.v[i->src[0].low];
  lds_write<N>(w, a, lds_pattern(a, 4 * N), static_cast<u32>(i->imm), i->src[1].low, active(w));
  return i + 1;
}
// Two accesses, their offsets in units of the element (Scale 64: of 64 elements).
template <u32 N, u32 Scale>
const Record* ds_load_two(Wave& w, const Record* i) {
  const u32 first = static_cast<u32>(i->imm & 0xff) * 4 * N * Scale,
            second = static_cast<u32>(i->imm >> 8) * 4 * N * Scale;
  if (active(w) == ~0u && lds_read_regular<N, true>(w, w.v[i->src[0].low], first, second, i->dst)) return i + 1;
  return lds_read_scattered<N, true>(w, i, first, second);
}
template <u32 N, u32 Scale>
const Record* ds_store_two(Wave& w, const Record* i) {
  const u32* a = w.v[i->src[0].low];
  const LdsPattern pattern = lds_pattern(a, 4 * N);
  const u32 first = static_cast<u32>(i->imm & 0xff) * 4 * N * Scale,
            second = static_cast<u32>(i->imm >> 8) * 4 * N * Scale, exec = active(w);
  lds_write<N>(w, a, pattern, first, i->src[1].low, exec);
  lds_write<N>(w, a, pattern, second, i->src[2].low, exec);
  return i + 1;
}

EGPULAB_RDNA_END

// Handlers of loads and stores: addresses of 32 lanes, their pattern, and the host memory behind them.
#pragma once

#include "simulator/isa/rdna/exec/vector.hpp"

EGPULAB_RDNA_BEGIN

inline const Record* memory_fault(Wave& w, const Record* i, u32 lane) {
  w.stop = Stop::fault, w.fault_kind = Fault::Kind::memory, w.fault_lane = lane + 32 * w.half, w.next = i;
  return nullptr;
}

inline std::byte* find(MemoryView& m, u64 va, u64 bytes, Access access, bool& straddles) {
  const auto& table = access == Access::read ? m.read : m.write;
  const auto& e = table[va >> 12 & (MemoryView::entries - 1)];
  const u64 offset = va - e.base;
  if (offset + bytes <= e.size && offset < e.size) [[likely]]
    return e.host + offset;
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
inline Pattern pattern16(const u32* a, u32 stride) {
  WordVector far{}, differ{};
  const WordVector first = splat(a[0]);
  for (u32 n = 0; n < half_parts; ++n) {
    const WordVector x = load_words(a + n * vector_lanes);
    far |= x ^ (first + lane_number(n) * stride);
    differ |= x ^ first;
  }
  return !any(far) ? Pattern::contiguous : !any(differ) ? Pattern::uniform : Pattern::gather;
}
constexpr u32 span_of(Pattern p, u32 bytes) { return p == Pattern::contiguous ? 16 * bytes : bytes; }

// N dwords a lane, from 16 lanes that lie in such a pattern.
template <u32 N>
inline void load16(u32 (*v)[lanes], u32 dst, u32 lane, const std::byte* p, Pattern pattern) {
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
inline void store16(u32 (*v)[lanes], u32 src, u32 lane, std::byte* p) {
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
  Pattern pattern(u32 lane, u32 stride) const {
    const Pattern p = pattern16(low + lane, stride);
    if (p == Pattern::gather) return p;
    if (p == Pattern::contiguous && low[lane] > ~0u - 16 * stride) return Pattern::gather;
    if (!high) return p;
    WordVector differ{};
    for (u32 n = 0; n < half_parts; ++n) differ |= load_words(high + lane + n * vector_lanes) ^ splat(high[lane]);
    return any(differ) ? Pattern::gather : p;
  }
};
inline GlobalAddresses global_addresses(const Wave& w, const Record* i) {
  const u64 offset = static_cast<u64>(static_cast<i64>(i->imm));
  const u32* low = w.v[i->src[0].low];
  if (i->from[2] == From::sgpr) return {scalar64(w, i, 2) + offset, low, nullptr};
  return {offset, low, w.v[i->src[0].low + 1]};
}

template <u32 N>
const Record* global_load(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  const u32 exec = active(w);
  MemoryView& m = *w.memory;
  bool straddles = false;
  if (exec == ~0u) {
    const Pattern low = at.pattern(0, 4 * N), high = at.pattern(16, 4 * N);
    if (low != Pattern::gather && high != Pattern::gather) {
      const std::byte* p = find(m, at.at(0), span_of(low, 4 * N), Access::read, straddles);
      const std::byte* q = find(m, at.at(16), span_of(high, 4 * N), Access::read, straddles);
      if (p && q) {
        load16<N>(w.v, i->dst, 0, p, low);
        load16<N>(w.v, i->dst, 16, q, high);
        return i + 1;
      }
    }
  }
  u64 va[lanes];  // the destination may be the address
  for (u32 l = 0; l < lanes; ++l) va[l] = at.at(l);
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[N];
    if (!load_bytes(m, va[l], x, 4 * N)) return memory_fault(w, i, l);
    for (u32 n = 0; n < N; ++n) w.v[i->dst + n][l] = x[n];
  }
  return i + 1;
}
template <u32 N>
const Record* global_store(Wave& w, const Record* i) {
  const GlobalAddresses at = global_addresses(w, i);
  const u32 exec = active(w);
  MemoryView& m = *w.memory;
  bool straddles = false;
  if (exec == ~0u && at.pattern(0, 4 * N) == Pattern::contiguous && at.pattern(16, 4 * N) == Pattern::contiguous) {
    std::byte* p = find(m, at.at(0), 64 * N, Access::write, straddles);
    std::byte* q = find(m, at.at(16), 64 * N, Access::write, straddles);
    if (p && q) {
      store16<N>(w.v, i->src[1].low, 0, p);
      store16<N>(w.v, i->src[1].low, 16, q);
      return i + 1;
    }
  }
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[N];
    for (u32 n = 0; n < N; ++n) x[n] = w.v[i->src[1].low + n][l];
    if (!store_bytes(m, at.at(l), x, 4 * N)) return memory_fault(w, i, l);
  }
  return i + 1;
}

// S_LOAD: N dwords from a 4-byte aligned address.
template <u32 N>
const Record* scalar_load(Wave& w, const Record* i) {
  const u64 va = (scalar64(w, i, 0) + scalar(w, i, 1) + static_cast<u64>(static_cast<i64>(i->imm))) & ~u64{3};
  u32 x[N];
  if (!load_bytes(*w.memory, va, x, 4 * N)) return memory_fault(w, i, 0);
  for (u32 n = 0; n < N; ++n) w.s[i->dst + n] = x[n];
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
inline void lds_write(Wave& w, const u32* a, LdsPattern pattern, u32 offset, u32 src, u32 exec) {
  if (exec == ~0u && pattern.low == Pattern::contiguous && pattern.high == Pattern::contiguous) {
    const u64 p = u64{a[0]} + offset, q = u64{a[16]} + offset;
    if (p + 64 * N <= w.lds_size && q + 64 * N <= w.lds_size) {
      store16<N>(w.v, src, 0, w.lds + p);
      store16<N>(w.v, src, 16, w.lds + q);
      return;
    }
  }
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u64 p = u64{a[l]} + offset;
    if (p + 4 * N > w.lds_size) continue;
    for (u32 n = 0; n < N; ++n) std::memcpy(w.lds + p + 4 * n, &w.v[src + n][l], 4);
  }
}
// Two accesses of all lanes whose addresses lie in regular patterns and inside; false: it was not such a case.
template <u32 N>
inline bool lds_read_regular(Wave& w, const u32* a, LdsPattern pattern, u32 offset, u32 second, u32 dst) {
  if (!pattern.regular()) return false;
  const u32 low = span_of(pattern.low, 4 * N), high = span_of(pattern.high, 4 * N);
  // Kept, since the destination may be the address.
  const u64 p = a[0], q = a[16], furthest = std::max(offset, second);
  if (std::max(p + low, q + high) + furthest > w.lds_size) return false;
  load16<N>(w.v, dst, 0, w.lds + p + offset, pattern.low);
  load16<N>(w.v, dst, 16, w.lds + q + offset, pattern.high);
  if (second == offset) return true;
  load16<N>(w.v, dst + N, 0, w.lds + p + second, pattern.low);
  load16<N>(w.v, dst + N, 16, w.lds + q + second, pattern.high);
  return true;
}
template <u32 N>
const Record* ds_load(Wave& w, const Record* i) {
  const u32 *a = w.v[i->src[0].low], offset = static_cast<u32>(i->imm), exec = active(w);
  const LdsPattern pattern = lds_pattern(a, 4 * N);
  if (exec == ~0u && lds_read_regular<N>(w, a, pattern, offset, offset, i->dst)) return i + 1;
  LaneRow copy;
  store_lanes(copy.r, ~0u, load_lanes(a));
  lds_read<N>(w, copy.r, offset, i->dst, exec);
  return i + 1;
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
  const u32 *a = w.v[i->src[0].low], exec = active(w);
  const u32 first = static_cast<u32>(i->imm & 0xff) * 4 * N * Scale,
            second = static_cast<u32>(i->imm >> 8) * 4 * N * Scale;
  const LdsPattern pattern = lds_pattern(a, 4 * N);
  if (exec == ~0u && first != second && lds_read_regular<N>(w, a, pattern, first, second, i->dst)) return i + 1;
  LaneRow copy;
  store_lanes(copy.r, ~0u, load_lanes(a));
  lds_read<N>(w, copy.r, first, i->dst, exec);
  lds_read<N>(w, copy.r, second, i->dst + N, exec);
  return i + 1;
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

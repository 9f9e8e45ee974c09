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

template <u32 N>
inline void spread16(u32* d, const std::byte* p, Pattern pattern) {
  u32 x[16 * N];
  if (pattern == Pattern::contiguous) {
    std::memcpy(x, p, sizeof x);
    for (u32 l = 0; l < 16; ++l) d[l] = x[l * N];
  } else {
    std::memcpy(x, p, 4);
    for (u32 l = 0; l < 16; ++l) d[l] = x[0];
  }
}

template <u32 N>
const Record* global_load(Wave& w, const Record* i) {
  Addresses at;
  global_addresses(w, i, at);
  const u32 exec = active(w);
  MemoryView& m = *w.memory;
  bool straddles = false;
  if (exec == ~0u) {
    const Pattern low = pattern16<4 * N>(at.a), high = pattern16<4 * N>(at.a + 16);
    if (low != Pattern::gather && high != Pattern::gather) {
      const std::byte* p = find(m, at.a[0], low == Pattern::contiguous ? 64 * N : 4 * N, Access::read, straddles);
      const std::byte* q = find(m, at.a[16], high == Pattern::contiguous ? 64 * N : 4 * N, Access::read, straddles);
      if (p && q) {
        for (u32 n = 0; n < N; ++n) {
          u32* d = w.v[i->dst + n];
          if (N == 1 && low == Pattern::contiguous)
            std::memcpy(d, p, 64);
          else
            for (u32 l = 0; l < 16; ++l)
              std::memcpy(d + l, p + 4 * n + (low == Pattern::contiguous ? l * 4 * N : 0), 4);
          if (N == 1 && high == Pattern::contiguous)
            std::memcpy(d + 16, q, 64);
          else
            for (u32 l = 0; l < 16; ++l)
              std::memcpy(d + 16 + l, q + 4 * n + (high == Pattern::contiguous ? l * 4 * N : 0), 4);
        }
        return i + 1;
      }
    }
  }
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[N];
    if (!load_bytes(m, at.a[l], x, 4 * N)) return memory_fault(w, i, l);
    for (u32 n = 0; n < N; ++n) w.v[i->dst + n][l] = x[n];
  }
  return i + 1;
}
template <u32 N>
const Record* global_store(Wave& w, const Record* i) {
  Addresses at;
  global_addresses(w, i, at);
  const u32 exec = active(w);
  MemoryView& m = *w.memory;
  bool straddles = false;
  if (N == 1 && exec == ~0u && pattern16<4>(at.a) == Pattern::contiguous &&
      pattern16<4>(at.a + 16) == Pattern::contiguous) {
    std::byte* p = find(m, at.a[0], 64, Access::write, straddles);
    std::byte* q = find(m, at.a[16], 64, Access::write, straddles);
    if (p && q) {
      std::memcpy(p, w.v[i->src[1].low], 64);
      std::memcpy(q, w.v[i->src[1].low] + 16, 64);
      return i + 1;
    }
  }
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[N];
    for (u32 n = 0; n < N; ++n) x[n] = w.v[i->src[1].low + n][l];
    if (!store_bytes(m, at.a[l], x, 4 * N)) return memory_fault(w, i, l);
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
template <u32 N>
inline void lds_read(Wave& w, const u32* a, u32 offset, u32 dst, u32 exec) {
  const std::byte* lds = w.lds;
  const u32 size = w.lds_size;
  if (exec == ~0u) {
    const Pattern low = pattern16<4 * N>(a), high = pattern16<4 * N>(a + 16);
    const u64 p = u64{a[0]} + offset, q = u64{a[16]} + offset;
    if (low != Pattern::gather && high != Pattern::gather &&
        p + (low == Pattern::contiguous ? 64 * N : 4 * N) <= size &&
        q + (high == Pattern::contiguous ? 64 * N : 4 * N) <= size) {
      for (u32 n = 0; n < N; ++n) {
        u32* d = w.v[dst + n];
        if (N == 1 && low == Pattern::contiguous)
          std::memcpy(d, lds + p, 64);
        else if (low == Pattern::contiguous)
          for (u32 l = 0; l < 16; ++l) std::memcpy(d + l, lds + p + 4 * n + l * 4 * N, 4);
        else {
          u32 x;
          std::memcpy(&x, lds + p + 4 * n, 4);
          for (u32 l = 0; l < 16; ++l) d[l] = x;
        }
        if (N == 1 && high == Pattern::contiguous)
          std::memcpy(d + 16, lds + q, 64);
        else if (high == Pattern::contiguous)
          for (u32 l = 0; l < 16; ++l) std::memcpy(d + 16 + l, lds + q + 4 * n + l * 4 * N, 4);
        else {
          u32 x;
          std::memcpy(&x, lds + q + 4 * n, 4);
          for (u32 l = 0; l < 16; ++l) d[16 + l] = x;
        }
      }
      return;
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
inline void lds_write(Wave& w, const u32* a, u32 offset, u32 src, u32 exec) {
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u64 p = u64{a[l]} + offset;
    if (p + 4 * N > w.lds_size) continue;
    for (u32 n = 0; n < N; ++n) std::memcpy(w.lds + p + 4 * n, &w.v[src + n][l], 4);
  }
}
template <u32 N>
const Record* ds_load(Wave& w, const Record* i) {
  alignas(64) u32 a[lanes];
  std::memcpy(a, w.v[i->src[0].low], sizeof a);  // the destination may be the address
  lds_read<N>(w, a, static_cast<u32>(i->imm), i->dst, active(w));
  return i + 1;
}
template <u32 N>
const Record* ds_store(Wave& w, const Record* i) {
  lds_write<N>(w, w.v[i->src[0].low], static_cast<u32>(i->imm), i->src[1].low, active(w));
  return i + 1;
}
// Two accesses, their offsets in units of the element (Scale 64: of 64 elements).
template <u32 N, u32 Scale>
const Record* ds_load_two(Wave& w, const Record* i) {
  alignas(64) u32 a[lanes];
  std::memcpy(a, w.v[i->src[0].low], sizeof a);
  const u32 first = static_cast<u32>(i->imm & 0xff) * 4 * N * Scale,
            second = static_cast<u32>(i->imm >> 8) * 4 * N * Scale;
  lds_read<N>(w, a, first, i->dst, active(w));
  lds_read<N>(w, a, second, i->dst + N, active(w));
  return i + 1;
}
template <u32 N, u32 Scale>
const Record* ds_store_two(Wave& w, const Record* i) {
  const u32 first = static_cast<u32>(i->imm & 0xff) * 4 * N * Scale,
            second = static_cast<u32>(i->imm >> 8) * 4 * N * Scale;
  lds_write<N>(w, w.v[i->src[0].low], first, i->src[1].low, active(w));
  lds_write<N>(w, w.v[i->src[0].low], second, i->src[2].low, active(w));
  return i + 1;
}

EGPULAB_RDNA_END

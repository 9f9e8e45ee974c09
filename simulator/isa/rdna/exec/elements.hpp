// Loads and stores of every width: what one lane brings, and where in its registers that lies.
#pragma once

#include "simulator/isa/rdna/exec/segments.hpp"
#include "simulator/isa/rdna/exec/wrappers.hpp"

EGPULAB_RDNA_BEGIN

// N dwords in N registers.
template <u32 N>
struct Words {
  static constexpr u32 bytes = 4 * N, registers = N;
  static u32 widened(u32 x) { return x; }
  static void put(Wave& w, u32 row, u32 l, const u32* x) {
    for (u32 n = 0; n < N; ++n) w.v[row + n][l] = x[n];
  }
  static void get(const Wave& w, u32 row, u32 l, u32* x) {
    for (u32 n = 0; n < N; ++n) x[n] = w.v[row + n][l];
  }
};
// A byte or a short, extended as its type T says: over the register, or over its low or high half only (D16).
enum class Part : u8 { all, low, high };
template <class T, Part P = Part::all>
struct Narrow {
  static constexpr u32 bytes = sizeof(T), registers = 1;
  static u32 widened(u32 x) { return static_cast<u32>(static_cast<i32>(static_cast<T>(x))); }
  static void put(Wave& w, u32 row, u32 l, const u32* x) {
    u32& d = w.v[row][l];
    const u32 value = widened(*x);
    d = P == Part::all ? value : P == Part::low ? (d & 0xffff0000u) | (value & 0xffff) : (d & 0xffff) | value << 16;
  }
  static void get(const Wave& w, u32 row, u32 l, u32* x) { *x = w.v[row][l] >> (P == Part::high ? 16 : 0); }
};

// FLAT, GLOBAL and SCRATCH.
template <class Element>
const Record* vector_load(Wave& w, const Record* i) {
  Lanes at;
  vector_addresses(w, i, at);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[Element::registers] = {};
    if (!load_lane(w, at.space[l], l, at.a[l], x, Element::bytes)) return memory_fault(w, i, l);
    Element::put(w, i->dst, l, x);
  }
  return i + 1;
}
template <class Element>
const Record* vector_store(Wave& w, const Record* i) {
  Lanes at;
  vector_addresses(w, i, at);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[Element::registers];
    Element::get(w, i->src[1].low, l, x);
    if (!store_lane(w, at.space[l], l, at.a[l], x, Element::bytes)) return memory_fault(w, i, l);
  }
  return i + 1;
}

// Up to 32 dwords: register n of the block and dword n of memory where bit n of M0 is set (RDNA4 ISA,
// GLOBAL_LOAD_BLOCK).
inline const Record* block_load(Wave& w, const Record* i) {
  Lanes at;
  vector_addresses(w, i, at);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    for (u32 n = 0; n < 32 && i->dst + n < temp_row; ++n)
      if (w.s[sreg::m0] >> n & 1 && !load_lane(w, at.space[l], l, at.a[l] + 4 * n, &w.v[i->dst + n][l], 4))
        return memory_fault(w, i, l);
  }
  return i + 1;
}
inline const Record* block_store(Wave& w, const Record* i) {
  Lanes at;
  vector_addresses(w, i, at);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    for (u32 n = 0; n < 32 && i->src[1].low + n < temp_row; ++n)
      if (w.s[sreg::m0] >> n & 1 && !store_lane(w, at.space[l], l, at.a[l] + 4 * n, &w.v[i->src[1].low + n][l], 4))
        return memory_fault(w, i, l);
  }
  return i + 1;
}

// GLOBAL_LOAD_TR_B128: each eight lanes load eight rows of eight shorts and get its columns (measured on gfx1201:
// triton-lang/triton pull request 7616, iree-org/iree issue 24454). How wave64 spreads the matrix is not public.
inline const Record* transposing_load(Wave& w, const Record* i) {
  if (w.wave64) return illegal(w, i);
  Lanes at;
  vector_addresses(w, i, at);
  u16 rows[lanes][8] = {};
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!load_lane(w, at.space[l], l, at.a[l], rows[l], sizeof rows[l])) return memory_fault(w, i, l);
  }
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u16(*block)[8] = rows + (l & ~7u);
    for (u32 n = 0; n < 4; ++n) w.v[i->dst + n][l] = block[2 * n][l % 8] | u32{block[2 * n + 1][l % 8]} << 16;
  }
  return i + 1;
}

// GLOBAL bytes and shorts: 32 lanes side by side come from one place each 16.
template <class T, Part P>
const Record* narrow_load(Wave& w, const Record* i) {
  const u32 exec = active(w);
  if (exec == ~0u) {
    const GlobalAddresses at = global_addresses(w, i);
    if (at.pattern(0, sizeof(T)) == Pattern::contiguous && at.pattern(16, sizeof(T)) == Pattern::contiguous) {
      bool straddles = false;
      const std::byte* p = find(*w.memory, at.at(0), 16 * sizeof(T), Access::read, straddles);
      const std::byte* q = find(*w.memory, at.at(16), 16 * sizeof(T), Access::read, straddles);
      if (p && q) {
        T x[lanes];
        std::memcpy(x, p, 16 * sizeof(T)), std::memcpy(x + 16, q, 16 * sizeof(T));
        u32* d = w.v[i->dst];
        EACH_LANE {
          const u32 value = static_cast<u32>(static_cast<i32>(x[l]));
          d[l] = P == Part::all   ? value
                 : P == Part::low ? (d[l] & 0xffff0000u) | (value & 0xffff)
                                  : (d[l] & 0xffff) | value << 16;
        }
        return i + 1;
      }
    }
  }
  return vector_load<Narrow<T, P>>(w, i);
}
template <class T, Part P>
const Record* narrow_store(Wave& w, const Record* i) {
  if (active(w) == ~0u) {
    const GlobalAddresses at = global_addresses(w, i);
    if (at.pattern(0, sizeof(T)) == Pattern::contiguous && at.pattern(16, sizeof(T)) == Pattern::contiguous) {
      bool straddles = false;
      std::byte* p = find(*w.memory, at.at(0), 16 * sizeof(T), Access::write, straddles);
      std::byte* q = find(*w.memory, at.at(16), 16 * sizeof(T), Access::write, straddles);
      if (p && q) {
        T x[lanes];
        const u32* d = w.v[i->src[1].low];
        EACH_LANE x[l] = static_cast<T>(d[l] >> (P == Part::high ? 16 : 0));
        std::memcpy(p, x, 16 * sizeof(T)), std::memcpy(q, x + 16, 16 * sizeof(T));
        return i + 1;
      }
    }
  }
  return vector_store<Narrow<T, P>>(w, i);
}

// GLOBAL_{LOAD,STORE}_ADDTID: SADDR + offset + 4 * lane.
inline const Record* load_addtid(Wave& w, const Record* i) {
  const u64 base = scalar64(w, i, 2) + static_cast<u64>(static_cast<i64>(i->imm));
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!load_bytes(*w.memory, base + 4 * lane_in_wave(w, l), &w.v[i->dst][l], 4)) return memory_fault(w, i, l);
  }
  return i + 1;
}
inline const Record* store_addtid(Wave& w, const Record* i) {
  const u64 base = scalar64(w, i, 2) + static_cast<u64>(static_cast<i64>(i->imm));
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!store_bytes(*w.memory, base + 4 * lane_in_wave(w, l), &w.v[i->src[1].low][l], 4)) return memory_fault(w, i, l);
  }
  return i + 1;
}

// DS.
template <class Element>
const Record* lds_load(Wave& w, const Record* i) {
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[Element::registers] = {};
    load_lane(w, Space::lds, l, u64{w.v[i->src[0].low][l]} + static_cast<u32>(i->imm), x, Element::bytes);
    Element::put(w, i->dst, l, x);
  }
  return i + 1;
}
template <class Element>
const Record* lds_store(Wave& w, const Record* i) {
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x[Element::registers];
    Element::get(w, i->src[1].low, l, x);
    store_lane(w, Space::lds, l, u64{w.v[i->src[0].low][l]} + static_cast<u32>(i->imm), x, Element::bytes);
  }
  return i + 1;
}
// M0[15:0] + offset + 4 * lane.
inline const Record* lds_load_addtid(Wave& w, const Record* i) {
  const u64 base = u64{w.s[sreg::m0] & 0xffff} + static_cast<u32>(i->imm);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    load_lane(w, Space::lds, l, base + 4 * lane_in_wave(w, l), &w.v[i->dst][l], 4);
  }
  return i + 1;
}
inline const Record* lds_store_addtid(Wave& w, const Record* i) {
  const u64 base = u64{w.s[sreg::m0] & 0xffff} + static_cast<u32>(i->imm);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    store_lane(w, Space::lds, l, base + 4 * lane_in_wave(w, l), &w.v[i->src[1].low][l], 4);
  }
  return i + 1;
}

EGPULAB_RDNA_END

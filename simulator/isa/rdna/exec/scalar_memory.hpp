// S_BUFFER_LOAD: scalar loads with the range check of a buffer resource (RDNA3 ISA 8.1.2, 8.4.1).
#pragma once

#include "simulator/isa/rdna/exec/memory.hpp"

EGPULAB_RDNA_BEGIN

// Dwords out of range read 0, the others come from memory. Stride serves the check only.
template <u32 N>
const Record* scalar_buffer_load(Wave& w, const Record* i) {
  const u32* v = w.s + i->src[0].low;
  const u64 base = (v[0] | u64{v[1] & 0xffff} << 32) & ~u64{3};
  const u64 size = u64{std::max(v[1] >> 16 & 0x3fff, 1u)} * v[2];
  const u64 offset = (u64{scalar(w, i, 1)} + static_cast<u32>(i->imm)) & ~u64{3};
  u32 x[N] = {};
  if (i->imm < 0) {
    w.trapsts |= 1u << 8;  // "a negative offset applied to S_BUFFER results in a MEMVIOL"
  } else if (offset + 4 * N <= size) {
    if (!load_bytes(*w.memory, base + offset, x, 4 * N)) return memory_fault(w, i, 0);
  } else {
    for (u32 n = 0; n < N && offset + 4 * n < size; ++n)
      if (!load_bytes(*w.memory, base + offset + 4 * n, &x[n], 4)) return memory_fault(w, i, 0);
  }
  for (u32 n = 0; n < N; ++n) w.s[i->dst + n] = x[n];
  return i + 1;
}

// Bytes and shorts, extended. Address parts are aligned to the access (RDNA4 ISA 8.1.1, 8.1.2).
template <class T>
const Record* scalar_load_narrow(Wave& w, const Record* i) {
  constexpr u64 aligned = ~u64{sizeof(T) - 1};
  const u64 va = (scalar64(w, i, 0) + scalar(w, i, 1) + static_cast<u64>(static_cast<i64>(i->imm))) & aligned;
  T x{};
  if (!load_bytes(*w.memory, va, &x, sizeof x)) return memory_fault(w, i, 0);
  w.s[i->dst] = static_cast<u32>(static_cast<i32>(x));
  return i + 1;
}
template <class T>
const Record* scalar_buffer_load_narrow(Wave& w, const Record* i) {
  constexpr u64 aligned = ~u64{sizeof(T) - 1};
  const u32* v = w.s + i->src[0].low;
  const u64 base = (v[0] | u64{v[1] & 0xffff} << 32) & aligned;
  const u64 size = u64{std::max(v[1] >> 16 & 0x3fff, 1u)} * v[2];
  const u64 offset = (u64{scalar(w, i, 1)} + static_cast<u32>(i->imm)) & aligned;
  T x{};
  if (i->imm < 0)
    w.trapsts |= 1u << 8;  // MEMVIOL
  else if (offset + sizeof x <= size && !load_bytes(*w.memory, base + offset, &x, sizeof x))
    return memory_fault(w, i, 0);
  w.s[i->dst] = static_cast<u32>(static_cast<i32>(x));
  return i + 1;
}

EGPULAB_RDNA_END

// Where a lane's address leads: global memory, the block's shared memory, the thread's local memory; checked pointers
// into each. One lane at a time; memory_lanes.hpp has the fast ways.
//
// An instruction that faults has no effect: the addresses of all its lanes are checked before the first register or
// byte changes. Checks are made in the order of the lanes, first those that the SM makes by itself (alignment, ends of
// shared and local memory), then those of the page tables. (Hardware promises neither; its exceptions are imprecise.)
#pragma once

#include "simulator/isa/sass/exec/level.hpp"
#include "simulator/isa/sass/exec/stop.hpp"

EGPULAB_SASS_BEGIN

// ---- Uniform registers in the words of memory instructions

// Six bits until Hopper, where 63 is URZ; eight from sm_100 on (Mesa src/nouveau/compiler/nak/sm70_encode.rs).
inline u32 uniform_index(const Warp& w, Word word, u32 at) {
  if (w.sm >= 100) return static_cast<u32>(word.bits(at, 8));
  const u32 index = static_cast<u32>(word.bits(at, 6));
  return index == 63 ? uniform::zero : index;
}
inline u32 uniform_at(const Warp& w, Word word, u32 at) { return w.ur[uniform_index(w, word, at)]; }
inline u64 uniform64_at(const Warp& w, Word word, u32 at) {
  const u32 index = uniform_index(w, word, at);
  return join64(w.ur[index], w.ur[index + 1]);
}
// Which bits hold the uniform register of an address: those that no data register needs.
inline constexpr u32 uniform_of_load = 32, uniform_of_store = 64;

// ---- Addresses

// The addresses of global and generic instructions: `base` plus 32 or 64 bits from registers.
//   [R.64]  [R.64 + UR.64]  [R.U32 + UR.64]  desc[UR][R.64], and 32-bit ones without .E
// Bit 72: 64-bit addresses. Bit 91: there is a uniform register; bit 76: it holds a descriptor, whose cache policy
// matters nothing here; bit 90: R is a pair nevertheless.
struct Addresses {
  u64 base;
  const u32* low;
  const u32* high;  // null: the register is 32 bits wide
  bool narrow;      // the sum is 32 bits wide
  u64 at(u32 l) const {
    const u64 a = base + (high ? join64(low[l], high[l]) : u64{low[l]});
    return narrow ? low32(a) : a;
  }
};
inline Addresses global_addresses(const Warp& w, const Record* i, u32 uniform_bits, i64 offset) {
  const Word word = i->word;
  const bool wide = word.bit(72), uniform = word.bit(91);
  u64 base = static_cast<u64>(offset);
  if (uniform && !word.bit(76)) base += wide ? uniform64_at(w, word, uniform_bits) : uniform_at(w, word, uniform_bits);
  const u32* low = w.r[i->src[0]];
  return {base, low, wide && (!uniform || word.bit(90)) ? low + lanes : nullptr, !wide};
}
inline Addresses global_addresses(const Warp& w, const Record* i, u32 uniform_bits) {
  return global_addresses(w, i, uniform_bits, i->imm);
}

// Shared and local addresses are 32 bits wide: [R + UR + offset], R scaled by 1, 4, 8 or 16 until Ada (bits 78-79).
struct Offsets {
  u32 base;
  const u32* low;
  u32 shift;
  u32 at(u32 l) const { return (low[l] << shift) + base; }
};
inline Offsets local_offsets(const Warp& w, const Record* i, u32 uniform_bits) {
  const u32 base = i->word.bit(91) ? uniform_at(w, i->word, uniform_bits) : 0;
  return {base + static_cast<u32>(i->imm), w.r[i->src[0]], 0};
}
inline Offsets shared_offsets(const Warp& w, const Record* i, u32 uniform_bits) {
  Offsets to = local_offsets(w, i, uniform_bits);
  if (const u32 scale = static_cast<u32>(i->word.bits(78, 2)); scale && w.sm < 90) to.shift = scale + 1;
  return to;
}

// ---- Spaces

enum class Space : u8 { global, shared, local };
struct Place {
  Space space;
  u64 at;  // virtual address, or offset in shared memory or in the local window
};
inline constexpr u64 window_bytes = 1 << 24;
// What a generic address means.
inline Place generic_place(const Warp& w, u64 address) {
  if (const u64 offset = address - w.shared_window; offset < window_bytes) return {Space::shared, offset};
  if (const u64 offset = address - w.local_window; offset < window_bytes) return {Space::local, offset};
  return {Space::global, address};
}

inline bool misaligned(u64 address, u32 bytes) { return (address & (bytes - 1)) != 0; }
inline bool in_shared(const Warp& w, u64 offset, u32 bytes) { return offset + bytes <= w.shared_bytes; }
inline bool in_local(const Warp& w, u64 offset, u32 bytes) {
  return offset >= w.local_bottom() && offset + bytes <= w.stack_top;
}
// Virtual address of the dword that holds a byte of local memory. Dword n of all lanes lies together, so that one
// offset of a whole warp is a run of 128 bytes.
inline u64 local_address(const Warp& w, u32 lane, u64 offset) {
  const u64 in_stack = offset - w.local_bottom();
  return w.local_base + (in_stack >> 2) * (4 * lanes) + lane * 4 + (in_stack & 3);
}

// What is wrong with an access of `bytes` (a power of two) there, as far as the SM knows.
inline WarpError check(const Warp& w, Place p, u32 bytes) {
  if (misaligned(p.at, bytes)) return WarpError::misaligned_addr;
  if (p.space == Space::shared && !in_shared(w, p.at, bytes)) return WarpError::oor_addr;
  if (p.space == Space::local && !in_local(w, p.at, bytes)) return WarpError::oor_addr;
  return WarpError::none;
}

// ---- Host memory

[[gnu::always_inline]] inline std::byte* known_in(const MemoryView::Entry& e, u64 va, u64 bytes) {
  const u64 offset = va - e.base;
  return offset + bytes <= e.size && offset < e.size ? e.host + offset : nullptr;
}
// The host memory where the translation is at hand, else null.
template <Access A>
[[gnu::always_inline]] inline std::byte* known(const MemoryView& m, u64 va, u64 bytes) {
  const u64 page = va >> 12;
  if constexpr (A == Access::atomic)
    return known_in(m.atomic[page & (m.atomic.size() - 1)], va, bytes);
  else
    return known_in((A == Access::write ? m.write : m.read)[page & (MemoryView::entries - 1)], va, bytes);
}
// The host memory behind a naturally aligned access. Null: refused, w.memory->fault says why.
template <Access A>
inline std::byte* find(MemoryView& m, u64 va, u64 bytes) {
  if (std::byte* p = known<A>(m, va, bytes)) [[likely]]
    return p;
  bool straddles = false;
  return m.refill(va, bytes, A, straddles);
}

// Checked pointers for instructions that work lane by lane (atomics, matrix loads). Null: the warp has been stopped,
// and the handler returns null too. `bytes` is a power of two.
template <Access A>
inline std::byte* global_pointer(Warp& w, const Record* i, u32 lane, u64 address, u32 bytes) {
  if (misaligned(address, bytes)) return warp_error(w, i, WarpError::misaligned_addr, lane, address), nullptr;
  std::byte* p = find<A>(*w.memory, address, bytes);
  if (!p) memory_fault(w, i, lane, address);
  return p;
}
inline std::byte* shared_pointer(Warp& w, const Record* i, u32 lane, u64 offset, u32 bytes) {
  if (const WarpError e = check(w, {Space::shared, offset}, bytes); e != WarpError::none)
    return warp_error(w, i, e, lane, offset), nullptr;
  return w.shared + offset;
}
// Of a generic address for an atomic operation; PTX has none on local memory (PTX ISA, atom).
inline std::byte* generic_atomic_pointer(Warp& w, const Record* i, u32 lane, u64 address, u32 bytes) {
  const Place p = generic_place(w, address);
  if (p.space == Space::shared) return shared_pointer(w, i, lane, p.at, bytes);
  if (p.space == Space::local) return warp_error(w, i, WarpError::invalid_addr_space, lane, address), nullptr;
  return global_pointer<Access::atomic>(w, i, lane, address, bytes);
}

EGPULAB_SASS_END

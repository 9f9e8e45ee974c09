// Whether the addresses of all lanes lie in one block of host memory, and where in it: one look at the translations
// serves the whole warp.
#pragma once

#include <algorithm>
#include <bit>

#include "simulator/isa/sass/exec/memory.hpp"
#include "simulator/isa/vector/simd.hpp"

EGPULAB_SASS_BEGIN

// Every lane of `mask` has its access inside `size` bytes if its value is at least `lowest` and no more than `span`
// above; its offset is the value plus `shift`.
struct Inside {
  u32 lowest = 0, span = 0, shift = 0;
  bool possible = false;
};
// Of values v with an address of v + base, in a mapping.
inline Inside inside(u64 base, u64 mapping, u64 size, u32 bytes) {
  // The value of the mapping's first byte; may be negative.
  const i64 zero = static_cast<i64>(mapping - base), last = zero + static_cast<i64>(size - bytes);
  if (size > u64{1} << 31 || last < 0 || zero > i64{~0u}) return {};
  const u64 low = zero < 0 ? 0 : static_cast<u64>(zero), high = std::min<u64>(static_cast<u64>(last), ~0u);
  return {static_cast<u32>(low), static_cast<u32>(high - low), static_cast<u32>(-zero), true};
}
// The lanes' offsets; false: some are misaligned or elsewhere. Lanes outside of `mask` get the offset of one inside.
[[gnu::always_inline]] inline bool offsets_inside(const u32* a, u32 mask, const Inside& in, u32 align_base, u32 bytes,
                                                  LaneVector& offset) {
  const u32 first = a[std::countr_zero(mask)];
  u32 bad = 0;
  EACH_PART {
    const WordVector x = choose(mask, n, load_words(a + n * vector_lanes), splat(first));
    bad |= compare_bits<Is::gt, u32>(x - in.lowest, splat(in.span));
    bad |= compare_bits<Is::ne, u32>((x + align_base) & (bytes - 1), WordVector{});
    offset.part[n] = x + in.shift;
  }
  return bad == 0;
}

// One block of host memory that may hold the accesses of all lanes: the mapping of the first one's address, or for
// generic addresses the block's shared memory.
struct HostBlock {
  std::byte* host = nullptr;
  u64 base = 0, size = 0;
};
template <Access A, bool Generic>
inline HostBlock block_around(Warp& w, u64 address, u32 bytes) {
  if constexpr (Generic) {
    const Place p = generic_place(w, address);
    if (p.space == Space::shared && w.shared_bytes >= bytes) return {w.shared, w.shared_window, w.shared_bytes};
    if (p.space != Space::global) return {};
  }
  MemoryView& m = *w.memory;
  if (!find<A>(m, address & ~u64{bytes - 1}, bytes)) return {};
  const MemoryView::Entry& e = (A == Access::write ? m.write : m.read)[address >> 12 & (MemoryView::entries - 1)];
  const auto hides = [&](u64 window) { return window < e.base + e.size && e.base < window + window_bytes; };
  if (Generic && (hides(w.shared_window) || hides(w.local_window))) return {};
  return {e.host, e.base, e.size};
}
// The offsets of the lanes of `mask` in such a block; null: they are not all in one, or misaligned.
template <Access A, bool Generic>
inline std::byte* offsets_of(Warp& w, const Addresses& at, u32 mask, u32 bytes, LaneVector& offset) {
  if (at.narrow) return nullptr;
  const u32 first = static_cast<u32>(std::countr_zero(mask));
  u64 base = at.base;
  if (at.high) {
    const WordVector same = splat(at.high[first]);
    u32 other = 0;
    EACH_PART other |= compare_bits<Is::ne, u32>(load_words(at.high + n * vector_lanes), same) << n * vector_lanes;
    if (other & mask) return nullptr;
    base += u64{at.high[first]} << 32;
  }
  const HostBlock block = block_around<A, Generic>(w, at.at(first), bytes);
  if (!block.host) return nullptr;
  const Inside in = inside(base, block.base, block.size, bytes);
  if (!in.possible || !offsets_inside(at.low, mask, in, low32(base), bytes, offset)) return nullptr;
  return block.host;
}

EGPULAB_SASS_END

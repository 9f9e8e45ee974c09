// Where a lane's address leads: global memory, the wave's scratch, LDS. One lane at a time; memory.hpp has the fast
// ways.
#pragma once

#include "simulator/isa/rdna/exec/memory.hpp"

EGPULAB_RDNA_BEGIN

inline u32 lane_in_wave(const Wave& w, u32 l) { return l + 32 * w.half; }

// Sticky bit TRAPSTS.EXCP[8]: an access that hardware refuses without a page fault.
inline void memory_violation(Wave& w) { w.trapsts |= 1u << 8; }

// Scratch is swizzled: dword n of all lanes lies together (RDNA3 ISA 11.2). The bytes from `offset` on, dword by dword.
template <class Access>
inline bool each_scratch_piece(Wave& w, u32 lane, u64 offset, u32 bytes, Access access) {
  const u64 stride = w.wave64 ? 256 : 128;
  for (u32 done = 0; done < bytes;) {
    const u64 at = offset + done;
    const u32 in_dword = static_cast<u32>(at & 3), piece = std::min(4 - in_dword, bytes - done);
    if (!access(w.scratch_base + (at >> 2) * stride + lane * 4 + in_dword, done, piece)) return false;
    done += piece;
  }
  return true;
}

enum class Space : u8 { global, scratch, lds };

// Addresses of FLAT, GLOBAL and SCRATCH instructions: an address, an offset into scratch or one into LDS.
// Record::extra: glc in bit 0, the segment in bits 1-2; imm the offset; src[2] SADDR.
struct Lanes {
  u64 a[lanes];
  Space space[lanes];
};
inline void vector_addresses(const Wave& w, const Record* i, Lanes& to) {
  const u32 segment = i->extra >> 1 & 3;
  const u64 offset = static_cast<u64>(static_cast<i64>(i->imm));
  const u32* low = w.v[i->src[0].low];
  if (segment == 1) {
    const u32 base = scalar(w, i, 2) + static_cast<u32>(i->imm);
    for (u32 l = 0; l < lanes; ++l) {
      to.a[l] = i->from[0] == From::row ? static_cast<u32>(base + low[l]) : base;
      to.space[l] = Space::scratch;
    }
    return;
  }
  if (segment == 2 && i->from[2] == From::sgpr) {
    const u64 base = scalar64(w, i, 2) + offset;
    for (u32 l = 0; l < lanes; ++l) to.a[l] = base + low[l], to.space[l] = Space::global;
    return;
  }
  const u32* high = w.v[i->src[0].low + 1];
  const u32 shared = w.s[sreg::shared_base + 1], own = w.s[sreg::private_base + 1];
  for (u32 l = 0; l < lanes; ++l) {
    to.a[l] = join64(low[l], high[l]) + offset;
    to.space[l] = Space::global;
    if (segment == 2) continue;
    // The apertures are 4 GiB; the check comes before the offset is added.
    if (high[l] == shared)
      to.space[l] = Space::lds, to.a[l] = low[l] + offset;
    else if (high[l] == own)
      to.space[l] = Space::scratch, to.a[l] = low[l] + offset;
  }
}

// LDS: reads out of range give 0, writes out of range are dropped.
inline bool in_lds(const Wave& w, u64 at, u32 bytes) { return at + bytes <= w.lds_size; }

// False: a page fault, w.memory->fault says which.
inline bool load_lane(Wave& w, Space space, u32 l, u64 at, void* to, u32 bytes) {
  auto* d = static_cast<std::byte*>(to);
  switch (space) {
    case Space::lds:
      if (in_lds(w, at, bytes))
        std::memcpy(d, w.lds + at, bytes);
      else
        std::memset(d, 0, bytes);
      return true;
    case Space::scratch:
      return each_scratch_piece(w, lane_in_wave(w, l), at, bytes, [&](u64 va, u32 done, u32 piece) {
        return load_bytes(*w.memory, va, d + done, piece);
      });
    default:
      return load_bytes(*w.memory, at, to, bytes);
  }
}
inline bool store_lane(Wave& w, Space space, u32 l, u64 at, const void* from, u32 bytes) {
  const auto* d = static_cast<const std::byte*>(from);
  switch (space) {
    case Space::lds:
      if (in_lds(w, at, bytes)) std::memcpy(w.lds + at, d, bytes);
      return true;
    case Space::scratch:
      return each_scratch_piece(w, lane_in_wave(w, l), at, bytes, [&](u64 va, u32 done, u32 piece) {
        return store_bytes(*w.memory, va, d + done, piece);
      });
    default:
      return store_bytes(*w.memory, at, from, bytes);
  }
}

// Host memory for an atomic on `bytes` bytes. Null: `refused` tells a violation (the lane is skipped) from a page
// fault.
inline std::byte* atomic_place(Wave& w, Space space, u32 l, u64 at, u32 bytes, bool& refused) {
  refused = true;
  if (at & (bytes - 1)) return memory_violation(w), nullptr;
  if (space == Space::lds) return in_lds(w, at, bytes) ? w.lds + at : nullptr;
  if (space == Space::scratch) {
    if (bytes > 4) return memory_violation(w), nullptr;  // "8-byte atomics return MEMVIOL" (RDNA3 ISA 11.1.1)
    at = w.scratch_base + (at >> 2) * (w.wave64 ? 256 : 128) + lane_in_wave(w, l) * 4;
  }
  refused = false;
  MemoryView& m = *w.memory;
  const auto& e = m.atomic[at >> 12 & (m.atomic.size() - 1)];
  const u64 offset = at - e.base;
  if (offset + bytes <= e.size && offset < e.size) return e.host + offset;
  bool straddles = false;
  return m.refill(at, bytes, Access::atomic, straddles);
}

EGPULAB_RDNA_END

// LDC, ULDC, LDCU: constant banks, bound at the launch or found through a handle.
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"

EGPULAB_SASS_BEGIN
namespace {

// A constant buffer: the grid's own copy, or its virtual address where it is bindless.
struct Buffer {
  const std::byte* host = nullptr;
  u64 address = 0;
  u32 bytes = 0;
};
Buffer bound(const Warp& w, Word word) {
  const u32 bank = static_cast<u32>(word.bits(54, 5));
  return {w.bank[bank], 0, w.bank_bytes[bank]};
}
// Handles: address / 16 in 45 bits, size / 16 in 19; from Hopper on address / 64 in 51 and size / 16 in 13 (Mesa
// src/nouveau/vulkan/nvk_descriptor_types.h, nvk_bindless_cbuf).
Buffer bindless(const Warp& w, Word word) {
  const u64 handle = uniform64_at(w, word, 24);
  if (w.sm >= 90) return {nullptr, (handle & ((u64{1} << 51) - 1)) << 6, static_cast<u32>(handle >> 51 << 4)};
  return {nullptr, (handle & ((u64{1} << 45) - 1)) << 4, static_cast<u32>(handle >> 45 << 4)};
}
// Reads beyond the end are errors of LDC (they are what NVIDIA's driver for Tegra, nvgpu, has reported); direct
// operands beyond the end read as zeros (their error it does not have reported).
WarpError check_constant(const Buffer& buffer, u64 offset, u32 bytes) {
  if (misaligned(offset, bytes)) return WarpError::misaligned_addr;
  return offset + bytes > buffer.bytes ? WarpError::invalid_const_addr_ldc : WarpError::none;
}
const std::byte* constant_at(Warp& w, const Buffer& buffer, u32 offset, u32 bytes) {
  if (buffer.host) return buffer.host + offset;
  return find<Access::read>(*w.memory, buffer.address + offset, bytes);
}

// c[bank][R + offset] is form 5, cx[UR][R + offset] form 2 with R in bits 64-71; offsets are signed where there is an
// R.
struct Operand {
  Buffer buffer;
  const u32* low;
  u32 base;
  bool indexed;
};
Operand operand_of(const Warp& w, Word word) {
  const bool handle = word.form() == 2;
  const u32 index = static_cast<u32>(word.bits(handle ? 64 : 24, 8));
  const bool indexed = index != row::zero;
  const u32 offset = indexed ? static_cast<u32>(word.signed_bits(38, 16)) : static_cast<u32>(word.bits(38, 16));
  return {handle ? bindless(w, word) : bound(w, word), w.r[index], offset, indexed};
}

template <class E>
struct LoadConstant {
  static const Record* run(Warp& w, const Record* i) {
    const u32 exec = lanes_of(w, i);
    if (!exec) return i + 1;
    if (i->word.bits(78, 2)) return unsupported(w, i, "LDC with an addressing mode (.IL, .IS, .ISL)");
    const Operand from = operand_of(w, i->word);
    const u32 first = from.base + from.low[std::countr_zero(exec)];
    LaneVector offset;
    bool same = true;
    if (from.indexed) {
      EACH_PART {
        offset.part[n] = choose(exec, n, load_words(from.low + n * vector_lanes) + from.base, splat(first));
        same &= !differ(offset.part[n], splat(first));
      }
    }
    if (same) {
      if (check_constant(from.buffer, first, E::bytes) == WarpError::none)
        if (const std::byte* p = constant_at(w, from.buffer, first, E::bytes)) {
          load_same<E>(w.r, i->dst, exec, p);
          return i + 1;
        }
    } else if (from.buffer.host && from.buffer.bytes >= E::bytes) {
      u32 bad = 0;
      EACH_PART {
        bad |= compare_bits<Is::gt, u32>(offset.part[n], splat(from.buffer.bytes - E::bytes));
        bad |= compare_bits<Is::ne, u32>(offset.part[n] & (E::bytes - 1), WordVector{});
      }
      if (!bad) {
        gather<E>(w.r, i->dst, exec, exec, from.buffer.host, offset);
        return i + 1;
      }
    }
    return lane_by_lane(w, i, exec, from);
  }
  [[gnu::noinline]] static const Record* lane_by_lane(Warp& w, const Record* i, u32 exec, const Operand& from) {
    u32 offset[lanes];
    for (u32 l = 0; l < lanes; ++l) offset[l] = from.base + from.low[l];
    for (u32 left = exec; left; left &= left - 1) {
      const u32 l = static_cast<u32>(std::countr_zero(left));
      if (const WarpError e = check_constant(from.buffer, offset[l], E::bytes); e != WarpError::none)
        return warp_error(w, i, e, l, offset[l]);
    }
    alignas(64) u32 x[E::rows][lanes] = {};
    for (u32 left = exec; left; left &= left - 1) {
      const u32 l = static_cast<u32>(std::countr_zero(left));
      const std::byte* p = constant_at(w, from.buffer, offset[l], E::bytes);
      if (!p) return memory_fault(w, i, l, from.buffer.address + offset[l]);
      u32 lane[E::rows] = {};
      std::memcpy(lane, p, E::bytes);
      for (u32 k = 0; k < E::rows; ++k) x[k][l] = E::widened(lane[k]);
    }
    for (u32 k = 0; k < E::rows; ++k) store_lanes(w.r[i->dst + k], exec, load_lanes(x[k]));
    return i + 1;
  }
};

// Into uniform registers: ULDC c[bank][offset] (0b9, form 5), c[bank][UR + offset] (0bb), cx[UR][offset] (0b9 with bit
// 91); from sm_100 on LDCU c[bank][UR + offset] (1ac, form 3), cx[UR][UR + offset] (form 5, the index in bits 64-71).
template <class E>
struct LoadUniform {
  static const Record* run(Warp& w, const Record* i) {
    if ((w.up[i->guard] != 0) == (i->guard_not != 0)) return i + 1;
    const Word word = i->word;
    const bool ldcu = word.opcode() == 0x1ac, indexed_uldc = word.opcode() == 0x0bb;
    const bool handle = ldcu ? word.form() == 5 : word.bit(91) && !indexed_uldc;
    const Buffer buffer = handle ? bindless(w, word) : bound(w, word);
    const u32 index_bits = handle ? 64 : 24;
    const bool indexed = ldcu ? uniform_index(w, word, index_bits) != uniform::zero : indexed_uldc;
    // LDCU's offset has a bit more, since it need not be a multiple of four.
    const u32 at = ldcu ? 37 : 38, width = ldcu ? 17 : 16;
    u32 offset = static_cast<u32>(indexed ? static_cast<u64>(word.signed_bits(at, width)) : word.bits(at, width));
    if (indexed) offset += uniform_at(w, word, index_bits);
    if (const WarpError e = check_constant(buffer, offset, E::bytes); e != WarpError::none)
      return warp_error(w, i, e, 0, offset);
    const std::byte* p = constant_at(w, buffer, offset, E::bytes);
    if (!p) return memory_fault(w, i, 0, buffer.address + offset);
    u32 x[E::rows] = {};
    std::memcpy(x, p, E::bytes);
    for (u32 k = 0; k < E::rows; ++k) w.ur[i->dst + k] = E::widened(x[k]);
    return i + 1;
  }
};

}  // namespace

const Record* load_constant(Warp& w, const Record* i) { return by_size<LoadConstant>[size_field(i->word)](w, i); }
Handler pick_load_constant(Word word, SmVersion) { return by_size<LoadConstant>[size_field(word)]; }
const Record* load_constant_uniform(Warp& w, const Record* i) {
  return by_size<LoadUniform>[size_field(i->word)](w, i);
}
Handler pick_load_constant_uniform(Word word, SmVersion) { return by_size<LoadUniform>[size_field(word)]; }

EGPULAB_SASS_END

// Buffer resources: addresses and range checks of MUBUF and MTBUF (RDNA3 ISA, chapter 9), loads, stores, atomics.
#pragma once

#include "simulator/isa/rdna/exec/atomics.hpp"
#include "simulator/isa/rdna/exec/buffer_format.hpp"
#include "simulator/isa/rdna/exec/elements.hpp"

EGPULAB_RDNA_BEGIN

// A V# and what of the instruction goes into addresses. Record: sdst is the V#'s first SGPR, src[0] the address VGPRs,
// src[1] the data, src[2] the SGPR offset, imm the offset, `out` the format of MTBUF.
// extra: glc in bit 0, offen 1, idxen 2, tfe 3.
class BufferAccess {
 public:
  BufferAccess(const Wave& w, const Record* i) : w_(w), i_(i) {
    const u32* v = w.s + i->sdst;
    base_ = v[0] | u64{v[1] & 0xffff} << 32;
    stride_ = v[1] >> 16 & 0x3fff;
    const u32 swizzle = v[1] >> 30;
    element_ = swizzle == 1 ? 4 : swizzle == 3 ? 16 : 0;
    records_ = v[2];
    for (u32 n = 0; n < 4; ++n) select_[n] = static_cast<u8>(v[3] >> 3 * n & 7);
    format_ = v[3] >> 12 & 63;
    index_stride_ = 8u << (v[3] >> 21 & 3);
    add_tid_ = v[3] >> 23 & 1;
    check_ = v[3] >> 28 & 3;
    // An unbound resource, or one of an image: loads return zero, stores are dropped.
    refused_ = (format_ == 0 && !add_tid_) || v[3] >> 30 != 0;
    scalar_offset_ = scalar(w, i, 2);
  }

  // Prepares lane `l`. Then outside() and address() speak of it.
  void select(u32 l) {
    const u32* first = w_.v[i_->src[0].low];
    const bool offen = i_->extra & 2, idxen = i_->extra & 4;
    const u32* second = w_.v[i_->src[0].low + 1];
    index_ = (idxen ? first[l] : 0) + (add_tid_ ? lane_in_wave(w_, l) : 0);
    offset_ = u64{offen ? (idxen ? second : first)[l] : 0} + static_cast<u32>(i_->imm);
  }
  // Whether the `bytes` bytes from `at` in the element on may not be accessed.
  bool outside(u32 at, u32 bytes) const {
    if (refused_) return true;
    const u64 end = offset_ + at + bytes;
    switch (check_) {
      case 0:
        return index_ >= records_ || end > stride_;
      case 1:
        return index_ >= records_;
      case 2:
        return records_ == 0;
      default:
        if (element_ && stride_) return index_ >= records_ || end > stride_;
        return u64{index_} * stride_ + end > records_ - std::min(records_, scalar_offset_);
    }
  }
  u64 address() const {
    if (!element_) return base_ + scalar_offset_ + offset_ + u64{stride_} * index_;
    const u64 row = index_ / index_stride_, column = index_ % index_stride_;
    return base_ + scalar_offset_ + (row * stride_ + offset_ / element_ * element_) * index_stride_ +
           column * element_ + offset_ % element_;
  }
  u32 format() const { return format_; }
  u32 selected(u32 component) const { return select_[component]; }

 private:
  const Wave& w_;
  const Record* i_;
  u64 base_, offset_ = 0;
  u32 stride_, records_, element_, format_, index_stride_, check_, scalar_offset_, index_ = 0;
  u8 select_[4];
  bool add_tid_, refused_;
};

inline void buffer_outside(Wave& w) { w.trapsts |= 1u << 15; }  // TRAPSTS.BUFFER_OOB, sticky
// "Texture fail": the register behind the data says whether a page was absent; here none ever is.
inline void write_tfe(Wave& w, const Record* i, u32 registers, u32 l) {
  if (i->extra & 8) w.v[i->src[1].low + registers][l] = 0;
}

template <class Element>
const Record* buffer_load(Wave& w, const Record* i) {
  BufferAccess b(w, i);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    u32 x[Element::registers] = {};
    if (!b.outside(0, Element::bytes)) {
      if (!load_bytes(*w.memory, b.address(), x, Element::bytes)) return memory_fault(w, i, l);
    } else {
      buffer_outside(w);
      for (u32 n = 0; n < Element::registers && Element::registers > 1; ++n)  // dwords are checked one by one
        if (!b.outside(4 * n, 4) && !load_bytes(*w.memory, b.address() + 4 * n, &x[n], 4)) return memory_fault(w, i, l);
    }
    Element::put(w, i->src[1].low, l, x);
    write_tfe(w, i, Element::registers, l);
  }
  return i + 1;
}
template <class Element>
const Record* buffer_store(Wave& w, const Record* i) {
  BufferAccess b(w, i);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    u32 x[Element::registers];
    Element::get(w, i->src[1].low, l, x);
    if (!b.outside(0, Element::bytes)) {
      if (!store_bytes(*w.memory, b.address(), x, Element::bytes)) return memory_fault(w, i, l);
    } else {
      buffer_outside(w);
      for (u32 n = 0; n < Element::registers && Element::registers > 1; ++n)
        if (!b.outside(4 * n, 4) && !store_bytes(*w.memory, b.address() + 4 * n, &x[n], 4))
          return memory_fault(w, i, l);
    }
  }
  return i + 1;
}
// BUFFER_LOAD_LDS: one dword a lane, side by side in LDS from M0[15:0] + offset on (RDNA3 ISA 9.1.9).
inline void put_in_lds(Wave& w, const Record* i, u32 l, u32 value) {
  const u64 at = u64{w.s[sreg::m0] & 0xffff} + static_cast<u32>(i->imm) + 4 * lane_in_wave(w, l);
  if (in_lds(w, at, 4)) std::memcpy(w.lds + at, &value, 4);
}
template <class Element>
const Record* lds_dma_load(Wave& w, const Record* i) {
  BufferAccess b(w, i);
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    u32 x = 0;
    if (b.outside(0, Element::bytes))
      buffer_outside(w);
    else if (!load_bytes(*w.memory, b.address(), &x, Element::bytes))
      return memory_fault(w, i, l);
    put_in_lds(w, i, l, Element::widened(x));
  }
  return i + 1;
}

template <class Op>
const Record* buffer_atomic(Wave& w, const Record* i) {
  using T = typename Op::Value;
  BufferAccess b(w, i);
  const Mode mode{w.mode};
  const u32 data = i->src[1].low;
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    T old{};
    if (b.outside(0, sizeof(T))) {
      buffer_outside(w);
    } else {
      bool refused = false;
      std::byte* p = atomic_place(w, Space::global, l, b.address(), sizeof(T), refused);
      if (!p && !refused) return memory_fault(w, i, l);
      if (p) old = apply_atomic<Op>(p, data_of<T>(w, data, l), data_of<T>(w, data + sizeof(T) / 4, l), mode);
    }
    if (i->extra & 1) put_data(w, data, l, old);
  }
  return i + 1;
}

// Typed accesses of N components. Half: D16, two components a register; High: one, in the upper half. Typed: the
// instruction names the format, and channels are not rearranged.
enum class Width : u8 { word, half, high };
template <u32 N, Width W, bool Typed>
const Record* format_load(Wave& w, const Record* i) {
  BufferAccess b(w, i);
  const BufferFormat& f = buffer_formats[(Typed ? i->out : b.format()) & 63];
  const u32 data = i->src[1].low;
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    u32 raw[4] = {}, channel[4] = {};
    if (b.outside(0, f.bytes()))
      buffer_outside(w);
    else if (!load_bytes(*w.memory, b.address(), raw, f.bytes()))
      return memory_fault(w, i, l);
    for (u32 c = 0, at = 0; c < f.channels() && !b.outside(0, f.bytes()); at += f.bits[c++])
      channel[c] = channel_to_register(static_cast<u32>(join64(raw[at / 32], raw[(at / 32 + 1) & 3]) >> at % 32),
                                       f.bits[c], f.numeric);
    for (u32 n = 0; n < N; ++n) {
      const u32 from = Typed ? 4 + n : b.selected(n);
      const u32 one = is_integer(f.numeric) ? 1 : F32::one;
      u32 value = from >= 4 ? channel[from - 4] : from == 1 ? one : 0;
      if (W != Width::word) value = to_d16(value, f);
      if (W == Width::word)
        w.v[data + n][l] = value;
      else if (W == Width::high || n % 2)
        w.v[data + n / 2][l] = (w.v[data + n / 2][l] & 0xffff) | value << 16;
      else
        w.v[data + n / 2][l] = (w.v[data + n / 2][l] & 0xffff0000u) | value;
    }
    write_tfe(w, i, W == Width::word ? N : (N + 1) / 2, l);
  }
  return i + 1;
}
inline const Record* lds_dma_format_load(Wave& w, const Record* i) {
  BufferAccess b(w, i);
  const BufferFormat& f = buffer_formats[b.format() & 63];
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    u32 raw[4] = {}, channel[4] = {};
    const bool outside = b.outside(0, f.bytes());
    if (outside)
      buffer_outside(w);
    else if (!load_bytes(*w.memory, b.address(), raw, f.bytes()))
      return memory_fault(w, i, l);
    for (u32 c = 0, at = 0; c < f.channels() && !outside; at += f.bits[c++])
      channel[c] = channel_to_register(static_cast<u32>(join64(raw[at / 32], raw[(at / 32 + 1) & 3]) >> at % 32),
                                       f.bits[c], f.numeric);
    const u32 from = b.selected(0), one = is_integer(f.numeric) ? 1 : F32::one;
    put_in_lds(w, i, l, from >= 4 ? channel[from - 4] : from == 1 ? one : 0);
  }
  return i + 1;
}
template <u32 N, Width W, bool Typed>
const Record* format_store(Wave& w, const Record* i) {
  BufferAccess b(w, i);
  const BufferFormat& f = buffer_formats[(Typed ? i->out : b.format()) & 63];
  const u32 data = i->src[1].low;
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    b.select(l);
    if (b.outside(0, f.bytes())) {
      buffer_outside(w);
      continue;
    }
    u32 channel[4] = {};
    for (u32 n = 0; n < N; ++n) {
      u32 value = W == Width::word ? w.v[data + n][l] : w.v[data + n / 2][l] >> (W == Width::high || n % 2 ? 16 : 0);
      if (W != Width::word) value = from_d16(value, f);
      const u32 to = Typed ? 4 + n : b.selected(n);
      if (to >= 4) channel[to - 4] = value;
    }
    u32 raw[5] = {};
    for (u32 c = 0, at = 0; c < f.channels(); at += f.bits[c++]) {
      const u64 placed = u64{register_to_channel(channel[c], f.bits[c], f.numeric)} << at % 32;
      raw[at / 32] |= low32(placed), raw[at / 32 + 1] |= high32(placed);
    }
    if (!store_bytes(*w.memory, b.address(), raw, f.bytes())) return memory_fault(w, i, l);
  }
  return i + 1;
}

EGPULAB_RDNA_END

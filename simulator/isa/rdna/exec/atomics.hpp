// Read-modify-write instructions on LDS and memory. Lanes act in ascending order. Semantics: RDNA3 ISA, the opcodes'
// pseudocode, and its chapter "Float Memory Atomics" for rounding, denormals and NaNs.
#pragma once

#include "simulator/isa/rdna/exec/dot.hpp"
#include "simulator/isa/rdna/exec/segments.hpp"

EGPULAB_RDNA_BEGIN

// Op::of(memory, data, second, mode): what memory holds afterwards. `second`: compare value, or the other operand.
// clang-format off
template <class T> struct AtomicSwap { using Value = T; static T of(T, T d, T, Mode) { return d; } };
template <class T> struct AtomicAdd { using Value = T; static T of(T m, T d, T, Mode) { return m + d; } };
template <class T> struct AtomicSub { using Value = T; static T of(T m, T d, T, Mode) { return m - d; } };
template <class T> struct AtomicRsub { using Value = T; static T of(T m, T d, T, Mode) { return d - m; } };
template <class T> struct AtomicInc { using Value = T; static T of(T m, T d, T, Mode) { return m >= d ? 0 : m + 1; } };
template <class T> struct AtomicDec { using Value = T; static T of(T m, T d, T, Mode) { return m == 0 || m > d ? d : m - 1; } };
template <class T> struct AtomicMin { using Value = T; static T of(T m, T d, T, Mode) { return d < m ? d : m; } };
template <class T> struct AtomicMax { using Value = T; static T of(T m, T d, T, Mode) { return d >= m ? d : m; } };
template <class T> struct AtomicAnd { using Value = T; static T of(T m, T d, T, Mode) { return m & d; } };
template <class T> struct AtomicOr { using Value = T; static T of(T m, T d, T, Mode) { return m | d; } };
template <class T> struct AtomicXor { using Value = T; static T of(T m, T d, T, Mode) { return m ^ d; } };
template <class T> struct AtomicMaskOr { using Value = T; static T of(T m, T d, T s, Mode) { return (m & ~d) | s; } };
template <class T> struct AtomicCompare { using Value = T; static T of(T m, T d, T s, Mode) { return m == s ? d : m; } };
struct AtomicWrap { using Value = u32; static u32 of(u32 m, u32 d, u32 s, Mode) { return m >= d ? m - d : m + s; } };
// Subtracts, but not below zero.
struct AtomicClampSub { using Value = u32; static u32 of(u32 m, u32 d, u32, Mode) { return m < d ? 0 : m - d; } };
struct AtomicConditionalSub { using Value = u32; static u32 of(u32 m, u32 d, u32, Mode) { return m >= d ? m - d : m; } };
// clang-format on

// Orders floats as integers: -inf < ... < -0 < +0 < ... < +inf.
template <class F>
auto float_order(typename F::Bits a) {
  using I = std::make_signed_t<typename F::Bits>;
  return static_cast<I>(a & F::sign ? ~(a & F::magnitude) : a);
}
// Denormals are flushed for the comparison only; a quiet NaN loses against any number.
template <class F, bool Max>
struct AtomicFloatPick {
  using Value = typename F::Bits;
  static Value of(Value m, Value d, Value, Mode mode) {
    if (F::signalling(m)) return F::quiet(m);
    if (F::signalling(d)) return F::quiet(d);
    if (F::nan(m) || F::nan(d)) return F::nan(m) ? d : m;
    const auto x = float_order<F>(F::in(m, mode)), y = float_order<F>(F::in(d, mode));
    return (Max ? y > x : y < x) ? d : m;
  }
};
template <class F>
struct AtomicFloatCompare {
  using Value = typename F::Bits;
  static Value of(Value m, Value d, Value s, Mode mode) {
    const Value a = F::in(m, mode), b = F::in(s, mode);
    const bool same = !F::nan(a) && !F::nan(b) && (a == b || ((a | b) & F::magnitude) == 0);
    return same ? F::in(d, mode) : m;
  }
};
// Always to nearest even. LDS obeys MODE about denormals, the caches flush their inputs.
inline u32 atomic_sum(u32 m, u32 d) {
  if (F32::nan(m) || F32::nan(d)) return F32::quiet(F32::nan(m) ? m : d);
  const u32 r = bits_of(as_float(m) + as_float(d));
  return F32::nan(r) ? F32::default_nan : r;
}
struct LdsFloatAdd {
  using Value = u32;
  static u32 of(u32 m, u32 d, u32, Mode mode) { return F32::out(atomic_sum(F32::in(m, mode), F32::in(d, mode)), mode); }
};
struct CacheFloatAdd {
  using Value = u32;
  static u32 of(u32 m, u32 d, u32, Mode) { return F32::flush(atomic_sum(F32::flush(m), F32::flush(d))); }
};

// Two f16 or bf16, to nearest even.
struct HalfSum {
  static u16 of(u16 m, u16 d, Mode mode) { return add_f16(m, d, Mode{mode.bits & mode::denorm16_64}); }
};
struct BrainSum {
  static u16 of(u16 m, u16 d, Mode) { return static_cast<u16>(bf16_of_f32(atomic_sum(u32{m} << 16, u32{d} << 16))); }
};
template <class Sum>
struct LdsPackedAdd {
  using Value = u32;
  static u32 of(u32 m, u32 d, u32, Mode mode) {
    const auto half = [&](u32 at) {
      return u32{Sum::of(static_cast<u16>(m >> at), static_cast<u16>(d >> at), mode)} << at;
    };
    return half(0) | half(16);
  }
};
// Outside LDS denormals are kept whatever MODE says (RDNA4 ISA 3.4.3).
template <class Sum>
struct CachePackedAdd {
  using Value = u32;
  static u32 of(u32 m, u32 d, u32, Mode) { return LdsPackedAdd<Sum>::of(m, d, 0, Mode{mode::denorm16_64}); }
};

template <class T>
T data_of(const Wave& w, u32 row, u32 l) {
  if constexpr (sizeof(T) == 8)
    return static_cast<T>(join64(w.v[row][l], w.v[row + 1][l]));
  else
    return static_cast<T>(w.v[row][l]);
}
template <class T>
void put_data(Wave& w, u32 row, u32 l, T value) {
  if constexpr (sizeof(T) == 8) {
    w.v[row][l] = low32(static_cast<u64>(value)), w.v[row + 1][l] = high32(static_cast<u64>(value));
  } else {
    w.v[row][l] = static_cast<u32>(value);
  }
}
template <class Op>
typename Op::Value apply_atomic(std::byte* p, typename Op::Value data, typename Op::Value second, Mode mode) {
  typename Op::Value old;
  std::memcpy(&old, p, sizeof old);
  const typename Op::Value now = static_cast<typename Op::Value>(Op::of(old, data, second, mode));
  std::memcpy(p, &now, sizeof now);
  return old;
}

// FLAT and GLOBAL: the second operand (compare value) lies in the registers behind the data.
template <class Op>
const Record* vector_atomic(Wave& w, const Record* i) {
  using T = typename Op::Value;
  Lanes at;
  vector_addresses(w, i, at);
  const Mode mode{w.mode};
  const u32 data = i->src[1].low;
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    bool refused = false;
    std::byte* p = atomic_place(w, at.space[l], l, at.a[l], sizeof(T), refused);
    if (!p && !refused) return memory_fault(w, i, l);
    const T old = p ? apply_atomic<Op>(p, data_of<T>(w, data, l), data_of<T>(w, data + sizeof(T) / 4, l), mode) : T{};
    if (i->extra & 1) put_data(w, i->dst, l, old);
  }
  return i + 1;
}

// DS: data0 and data1 are registers of their own. Return: the old value goes to the destination.
template <class Op, bool Return>
const Record* lds_atomic(Wave& w, const Record* i) {
  using T = typename Op::Value;
  const Mode mode{w.mode};
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    bool refused = false;
    const u64 at = u64{w.v[i->src[0].low][l]} + static_cast<u32>(i->imm);
    std::byte* p = atomic_place(w, Space::lds, l, at, sizeof(T), refused);
    const T old = p ? apply_atomic<Op>(p, data_of<T>(w, i->src[1].low, l), data_of<T>(w, i->src[2].low, l), mode) : T{};
    if constexpr (Return) put_data(w, i->dst, l, old);
  }
  return i + 1;
}
// DS_STOREXCHG_2ADDR: both old values are read before either is written.
template <class T, u32 Scale>
const Record* lds_exchange_two(Wave& w, const Record* i) {
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u64 base = w.v[i->src[0].low][l];
    const u64 at[2] = {base + static_cast<u32>(i->imm & 0xff) * sizeof(T) * Scale,
                       base + static_cast<u32>(i->imm >> 8 & 0xff) * sizeof(T) * Scale};
    const T data[2] = {data_of<T>(w, i->src[1].low, l), data_of<T>(w, i->src[2].low, l)};
    T old[2] = {};
    std::byte* p[2];
    bool refused = false;
    for (u32 n = 0; n < 2; ++n)
      if ((p[n] = atomic_place(w, Space::lds, l, at[n], sizeof(T), refused))) std::memcpy(&old[n], p[n], sizeof(T));
    for (u32 n = 0; n < 2; ++n)
      if (p[n]) std::memcpy(p[n], &data[n], sizeof(T));
    put_data(w, i->dst, l, old[0]), put_data(w, i->dst + sizeof(T) / 4, l, old[1]);
  }
  return i + 1;
}
// DS_CONDXCHG32: two dwords, each exchanged for 31 bits of data where the data's top bit is set.
inline const Record* lds_conditional_exchange(Wave& w, const Record* i) {
  for (u32 left = active(w); left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const u32 at = (w.v[i->src[0].low][l] + static_cast<u32>(i->imm)) & 0xfff8;
    const u32 data[2] = {w.v[i->src[1].low][l], w.v[i->src[1].low + 1][l]};
    for (u32 n = 0; n < 2; ++n) {
      u32 old = 0;
      const u32 now = data[n] & 0x7fffffff;
      load_lane(w, Space::lds, l, at + 4 * n, &old, 4);
      if (data[n] >> 31) store_lane(w, Space::lds, l, at + 4 * n, &now, 4);
      w.v[i->dst + n][l] = old;
    }
  }
  return i + 1;
}
// DS_APPEND, DS_CONSUME: the counter at M0.base + offset moves by the number of active lanes of the whole wave, and
// its old value goes to all of them.
template <bool Append>
const Record* lds_count(Wave& w, const Record* i) {
  const u32 at = (w.s[sreg::m0] >> 16) + static_cast<u32>(i->imm);
  const u32 halves = w.wave64 ? 2 : 1;
  u32 old = 0, count = 0;
  for (u32 h = 0; h < halves; ++h) count += static_cast<u32>(std::popcount(w.s[sreg::exec + h]));
  if (count) load_lane(w, Space::lds, 0, at, &old, 4);
  const u32 now = Append ? old + count : old - count;
  if (count) store_lane(w, Space::lds, 0, at, &now, 4);
  for (u32 h = 0; h < halves; ++h)
    for (u32 l = 0; l < lanes; ++l)
      if (w.s[sreg::exec + h] >> l & 1) w.banks[h][i->dst][l] = old;
  return i + 1;
}

EGPULAB_RDNA_END

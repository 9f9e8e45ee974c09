// What atomic operations do to a value in memory (PTX ISA 9.7.13.6 "atom", 9.7.13.7 "red"), and how words name the
// operation and its type.
#pragma once

#include <cstring>

#include "simulator/isa/sass/exec/level.hpp"
#include "simulator/isa/vector/float_round.hpp"

EGPULAB_SASS_BEGIN
namespace atomic {

struct Value {
  u32 word[4] = {};

  template <class T>
  T as() const {
    T x;
    std::memcpy(&x, word, sizeof x);
    return x;
  }
  template <class T>
  static Value of(T x) {
    Value v;
    std::memcpy(v.word, &x, sizeof x);
    return v;
  }
  bool same(const Value& other, u32 bytes) const { return std::memcmp(word, other.word, bytes) == 0; }
};

// memory = run(memory, data)
using Change = Value (*)(const Value& memory, const Value& data);

// ---- Integers and bits

// clang-format off
template <class T> struct Add { static T of(T m, T d) { return m + d; } };
template <class T> struct Min { static T of(T m, T d) { return d < m ? d : m; } };
template <class T> struct Max { static T of(T m, T d) { return d > m ? d : m; } };
template <class T> struct Increment { static T of(T m, T d) { return m >= d ? 0 : m + 1; } };
template <class T> struct Decrement { static T of(T m, T d) { return m == 0 || m > d ? d : m - 1; } };
template <class T> struct And { static T of(T m, T d) { return m & d; } };
template <class T> struct Or { static T of(T m, T d) { return m | d; } };
template <class T> struct Xor { static T of(T m, T d) { return m ^ d; } };
// clang-format on
template <template <class> class Op, class T>
Value change(const Value& m, const Value& d) {
  return Value::of(static_cast<T>(Op<T>::of(m.as<T>(), d.as<T>())));
}
inline Value exchange(const Value&, const Value& d) { return d; }
inline Value count_one(const Value& m, const Value&) { return Value::of(m.as<u32>() + 1); }

// ---- Floats: sums to nearest even; a NaN that is a result has one pattern, but in f64 a source's payload

inline constexpr u32 nan32 = 0x7fffffff;
inline constexpr u64 nan64 = 0xfff8000000000000;  // of invalid operations
inline constexpr u16 nan16 = 0x7fff;              // of f16 and bf16

// .FTZ: denormal sources and results become zeros of the same sign.
inline u32 sum_f32(u32 m, u32 d) {
  const float r = as_float(Single::flush(m)) + as_float(Single::flush(d));
  return r != r ? nan32 : Single::flush(bits_of(r));
}
inline u64 sum_f64(u64 m, u64 d) {
  for (const u64 x : {m, d})
    if (Double::nan(x)) return Double::quiet(x);
  const double r = as_double(m) + as_double(d);
  return r != r ? nan64 : bits_of(r);
}
// Widened to f32: f16 and bf16 are no more than half as wide, so that rounding the f32 sum again is right.
struct HalfFormat {
  static float widen(u16 x) { return float_of_f16(x); }
  static u16 narrow(float x) { return f16_of_f32(x, rounding::nearest); }
};
struct BrainFormat {
  static float widen(u16 x) { return as_float(u32{x} << 16); }
  static u16 narrow(float x) {
    const u32 r = bits_of(x);
    return static_cast<u16>((r + 0x7fff + (r >> 16 & 1)) >> 16);
  }
};
template <class F>
u16 sum_half(u16 m, u16 d) {
  const float r = F::widen(m) + F::widen(d);
  return r != r ? nan16 : F::narrow(r);
}
// A number wins against a NaN, +0 is above -0.
template <class F, bool Max>
u16 extreme_half(u16 m, u16 d) {
  const float x = F::widen(m), y = F::widen(d);
  if (x != x) return y != y ? nan16 : d;
  if (y != y) return m;
  const auto order = [](u16 h) { return h & 0x8000 ? -1 - (h & 0x7fff) : i32{h}; };
  return (Max ? order(d) > order(m) : order(d) < order(m)) ? d : m;
}
inline Value add_f32(const Value& m, const Value& d) {
  Value r;
  for (u32 n = 0; n < 4; ++n) r.word[n] = sum_f32(m.word[n], d.word[n]);
  return r;
}
inline Value add_f64(const Value& m, const Value& d) { return Value::of(sum_f64(m.as<u64>(), d.as<u64>())); }
template <u16 (*F)(u16, u16)>
Value halves(const Value& m, const Value& d) {
  Value r;
  for (u32 n = 0; n < 4; ++n) {
    const u32 low = F(static_cast<u16>(m.word[n]), static_cast<u16>(d.word[n]));
    const u32 high = F(static_cast<u16>(m.word[n] >> 16), static_cast<u16>(d.word[n] >> 16));
    r.word[n] = low | high << 16;
  }
  return r;
}

// ---- As words name them

// An operation on `bytes` of memory; no `run`: not one that is known.
struct Operation {
  Change run = nullptr;
  u8 bytes = 0;
  bool in_shared = false;  // the operations that shared memory has, too
};

// Integer operations by number: ADD MIN MAX INC DEC AND OR XOR EXCH.
inline constexpr u32 operations = 9, exchange_operation = 8;
template <class T>
inline constexpr Change integer_changes[operations] = {
    change<Add, std::make_unsigned_t<T>>,
    change<Min, T>,
    change<Max, T>,
    sizeof(T) == 4 ? change<Increment, std::make_unsigned_t<T>> : nullptr,
    sizeof(T) == 4 ? change<Decrement, std::make_unsigned_t<T>> : nullptr,
    change<And, T>,
    change<Or, T>,
    change<Xor, T>,
    exchange};
enum class Type : u8 { u32, s32, u64, s64, b128, f32, f64, f16x2, none };
inline Operation operation(Type type, u32 op) {
  if (op >= operations) return {};
  switch (type) {
    case Type::u32:
      return {integer_changes<u32>[op], 4, true};
    case Type::s32:
      return {integer_changes<i32>[op], 4, true};
    case Type::u64:
      return {integer_changes<u64>[op], 8, op == exchange_operation};
    case Type::s64:
      return {integer_changes<i64>[op], 8, op == exchange_operation};
    case Type::b128:
      return {op == exchange_operation ? exchange : nullptr, 16, true};
    case Type::f32:
      return {op == 0 ? add_f32 : nullptr, 4, false};
    case Type::f64:
      return {op == 0 ? add_f64 : nullptr, 8, false};
    case Type::f16x2:
      return {op == 0 ? halves<sum_half<HalfFormat>> : nullptr, 4, false};
    case Type::none:
      break;
  }
  return {};
}
// The type field of ATOM, ATOMG, RED and CAS: bits 73-75 until Ada; with bit 76 on sm_90, and in RED later; 73-75 in
// ATOM and ATOMG from sm_100 on, where bit 76 means something else.
inline Type type_of(Word w, SmVersion sm, bool reduction) {
  using T = Type;
  constexpr T ampere[] = {T::u32, T::s32, T::u64, T::f32, T::f16x2, T::s64, T::f64, T::none};
  constexpr T hopper[] = {T::u32, T::s32, T::u64, T::s64, T::b128};
  if (sm < 90) return ampere[w.bits(73, 3)];
  const u64 field = w.bits(73, sm >= 100 && !reduction ? 3 : 4);
  return field < std::size(hopper) ? hopper[field] : T::none;
}
// The floats of sm_90 and newer have opcodes of their own: type in bits 73-76, ADD MIN MAX in bits 88-89.
inline Operation float_operation(Word w) {
  constexpr Change f16[] = {halves<sum_half<HalfFormat>>, halves<extreme_half<HalfFormat, false>>,
                            halves<extreme_half<HalfFormat, true>>, nullptr};
  constexpr Change bf16[] = {halves<sum_half<BrainFormat>>, halves<extreme_half<BrainFormat, false>>,
                             halves<extreme_half<BrainFormat, true>>, nullptr};
  const u64 type = w.bits(73, 4), op = w.bits(88, 2);
  if (type < 6) return {(type < 3 ? f16 : bf16)[op], static_cast<u8>(4 << type % 3)};
  if (op) return {};
  if (type >= 9 && type <= 11) return {add_f32, static_cast<u8>(4 << (type - 9))};
  if (type == 15) return {add_f64, 8};
  return {};
}

}  // namespace atomic
EGPULAB_SASS_END

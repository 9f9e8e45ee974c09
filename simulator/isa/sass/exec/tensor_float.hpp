// HMMA and QMMA: floats of 8 to 32 bits multiplied, added to f16 or f32. All lanes' registers are read whatever the
// mask says; the active lanes' are written. The order of additions and rounding: NUMERICS_TENSOR.md.
#pragma once

#include "simulator/isa/sass/exec/stop.hpp"
#include "simulator/isa/sass/exec/tensor_exact.hpp"
#include "simulator/isa/sass/exec/tensor_quads256.hpp"
#include "simulator/isa/sass/exec/tensor_quads512.hpp"
#include "simulator/isa/sass/exec/tensor_tile.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

// Whether registers a row and those behind it exist; RZ has as many as an operand needs.
constexpr bool registers_exist(u32 first, u32 count) {
  return first == row::zero || first == row::discard || first + count <= row::registers;
}
// A matrix instruction whose operands run past the last register.
[[nodiscard]] inline bool out_of_registers(Warp& w, const Record* i, u32 d, u32 a, u32 b, u32 c) {
  if (registers_exist(i->dst, d) && registers_exist(i->src[0], a) && registers_exist(i->src[1], b) &&
      registers_exist(i->src[2], c)) [[likely]]
    return false;
  warp_error(w, i, WarpError::oor_reg, 0);
  return true;
}

template <u32 K>
[[gnu::noinline]] void multiply_exactly(FloatTile<K>& t, const ExactFormat& f) {
  float d[tile_rows][tile_columns];
  for (u32 m = 0; m < tile_rows; ++m)
    for (u32 n = 0; n < tile_columns; ++n) d[m][n] = exact_element(f, t.a[m], &t.b[0][n], tile_columns, K, t.c[m][n]);
  std::memcpy(t.c, d, sizeof d);
}

enum class Accumulator : u8 { f16, f32 };

template <Accumulator Acc>
void load_sums(const Warp& w, u32 first, float (*c)[8]) {
  if constexpr (Acc == Accumulator::f32)
    load_accumulators<tile_rows>(w, first, c);
  else
    load_f16_accumulators(w, first, c);
}
template <Accumulator Acc>
void store_sums(Warp& w, const Record* i, u32 exec, float (*c)[8]) {
  canonical_nans(c);
  if constexpr (Acc == Accumulator::f32)
    store_accumulators<tile_rows>(w, i->dst, exec, const_cast<const float(*)[8]>(c));
  else
    store_f16_accumulators(w, i->dst, exec, c);
}

// 16 x K by K x 8.
template <Element E, u32 K, Accumulator Acc>
const Record* hmma(Warp& w, const Record* i) {
  constexpr u32 per_register = E == Element::tf32 ? 1 : 2, sums = Acc == Accumulator::f32 ? 4 : 2;
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (out_of_registers(w, i, sums, K / 2 / per_register, K / 4 / per_register, sums)) return nullptr;
#if defined(__AVX2__) && defined(__FMA__) && defined(__F16C__)
  if constexpr (E != Element::tf32 && Acc == Accumulator::f32)
    if (!w.exact_mma && exec == ~0u) [[likely]] {
      multiply_quads<E, K>(w, i->src[0], i->src[1], i->src[2], i->dst);
      return i + 1;
    }
#endif
  FloatTile<K> t;
  load_sources<E>(w, i->src[0], i->src[1], t);
  load_sums<Acc>(w, i->src[2], t.c);
  if (w.exact_mma) [[unlikely]] {
    constexpr bool half = Acc == Accumulator::f16;
    constexpr i32 least = least_exponent(E);
    multiply_exactly(t, {fused_sum(w.sm, E), least, least, half ? -14 : -126, half});
  } else {
    multiply<E == Element::f16>(t);
  }
  store_sums<Acc>(w, i, exec, t.c);
  return i + 1;
}

struct SmallOperands {
  SmallFloat a, b;
};
constexpr SmallOperands small_operands(Word w) {
  return {static_cast<SmallFloat>(w.bits(78, 1) | w.bits(82, 2) << 1),
          static_cast<SmallFloat>(w.bits(79, 1) | w.bits(84, 2) << 1)};
}
inline const float* small_values(SmallFloat f) {
  static constexpr SmallValues e4m3 = values_of(SmallFloat::e4m3), e5m2 = values_of(SmallFloat::e5m2),
                               e3m2 = values_of(SmallFloat::e3m2), e2m3 = values_of(SmallFloat::e2m3),
                               e2m1 = values_of(SmallFloat::e2m1);
  switch (f) {
    case SmallFloat::e4m3:
      return e4m3.data();
    case SmallFloat::e5m2:
      return e5m2.data();
    case SmallFloat::e3m2:
      return e3m2.data();
    case SmallFloat::e2m3:
      return e2m3.data();
    case SmallFloat::e2m1:
      return e2m1.data();
  }
  return nullptr;
}

template <u32 K, Accumulator Acc>
const Record* qmma(Warp& w, const Record* i) {
  constexpr u32 sums = Acc == Accumulator::f32 ? 4 : 2;
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (out_of_registers(w, i, sums, K / 8, K / 16, sums)) return nullptr;
  const SmallOperands types = small_operands(i->word);
  FloatTile<K> t;
  load_bytes_as_floats(w, i->src[0], i->src[1], small_values(types.a), small_values(types.b), t);
  load_sums<Acc>(w, i->src[2], t.c);
  if (w.exact_mma) [[unlikely]] {
    constexpr bool half = Acc == Accumulator::f16;
    multiply_exactly(t, {fused_sum(w.sm, Element::byte), least_exponent(Element::byte, types.a),
                         least_exponent(Element::byte, types.b), half ? -14 : -126, half});
  } else {
    multiply<true>(t);
  }
  store_sums<Acc>(w, i, exec, t.c);
  return i + 1;
}

// By word: null for what is not modelled (sparse A, uniform predicates, unknown types).
Handler pick_hmma(Word word, SmVersion sm);
Handler pick_qmma(Word word, SmVersion sm);
// Names what is not.
const Record* refuse_matrix(Warp& w, const Record* i);

}  // namespace tensor
EGPULAB_SASS_END

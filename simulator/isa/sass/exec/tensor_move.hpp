// LDSM, STSM and MOVM: matrices of 8 x 8 halves between shared memory and the fragments of matrix instructions, and
// transposed in registers (PTX ISA ldmatrix, stmatrix, movmatrix). Lane n of each eight gives the address of row n of
// their matrix, whatever the mask says; all rows are read before any register is written.
#pragma once

#include "simulator/isa/sass/exec/memory.hpp"
#include "simulator/isa/sass/exec/tensor_tile.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

inline constexpr u32 matrix_row_bytes = 16;

#if defined(__AVX512F__) && defined(__AVX512BW__)
struct TransposedRows {
  alignas(64) u16 from[64];
  constexpr TransposedRows() : from() {
    for (u32 n = 0; n < 64; ++n) from[n] = static_cast<u16>(n % 8 * 8 + n / 8);
  }
};
inline constexpr TransposedRows transposed_rows;
#endif
inline LaneVector transposed(const LaneVector& x) {
#if defined(__AVX512F__) && defined(__AVX512BW__) && defined(__AVX512DQ__)
  const auto half = [&](u32 n) {
    return reinterpret_cast<WordVector>(_mm512_permutex2var_epi16(reinterpret_cast<__m512i>(x.part[0]),
                                                                  _mm512_load_si512(transposed_rows.from + 32 * n),
                                                                  reinterpret_cast<__m512i>(x.part[1])));
  };
  return {half(0), half(1)};
#else
  alignas(64) u16 from[64], to[8][8];
  EACH_PART store_words(from + 2 * n * vector_lanes, x.part[n]);
  transpose8(from, to);
  return load_lanes(reinterpret_cast<const u32*>(to));
#endif
}
// The 16 bytes at each of as many offsets as fill a vector. (Registers are written as whole vectors: what reads them
// next as such would have to wait for narrower pieces.)
[[gnu::always_inline]] inline WordVector load_quads(const std::byte* base, const u32* offset) {
#if defined(__AVX2__)
  const auto at = [&](u32 n) { return _mm_loadu_si128(reinterpret_cast<const __m128i*>(base + offset[n])); };
#endif
#if defined(__AVX512F__) && defined(__AVX512DQ__)
  __m512i x = _mm512_zextsi128_si512(at(0));
  x = _mm512_maskz_inserti32x4(0xffff, x, at(1), 1);
  x = _mm512_maskz_inserti32x4(0xffff, x, at(2), 2);
  return reinterpret_cast<WordVector>(_mm512_maskz_inserti32x4(0xffff, x, at(3), 3));
#elif defined(__AVX2__)
  return reinterpret_cast<WordVector>(_mm256_set_m128i(at(1), at(0)));
#else
  return load_words(base + offset[0]);
#endif
}

// Where the rows of Count matrices lie in shared memory; false: the warp was stopped.
template <u32 Count>
struct MatrixRows {
  alignas(64) u32 offset[8 * Count < vector_lanes ? vector_lanes : 8 * Count];

  [[nodiscard]] bool find(Warp& w, const Record* i, u32 uniform_bits) {
    const Offsets at = local_offsets(w, i, uniform_bits);  // never scaled: bits 78-79 say more about the matrix
    constexpr u32 rows = 8 * Count, vectors = rows < vector_lanes ? 1 : rows / vector_lanes;
    const u32 end = w.shared_bytes < matrix_row_bytes ? 0 : w.shared_bytes - matrix_row_bytes + 1;
    u32 bad = 0;
    for (u32 n = 0; n < vectors; ++n) {
      const WordVector x = load_words(at.low + n * vector_lanes) + at.base;
      store_words(offset + n * vector_lanes, x);
      bad |= compare_bits<Is::ge, u32>(x, splat(end));
      bad |= compare_bits<Is::ne, u32>(x & (matrix_row_bytes - 1), WordVector{});
    }
    if constexpr (rows < vector_lanes) bad &= (1u << rows) - 1;
    if (!bad) [[likely]]
      return true;
    for (u32 n = 0; n < rows; ++n)
      if (!shared_pointer(w, i, n, offset[n], matrix_row_bytes)) return false;
    return true;
  }
  // Matrix m as a register has it: a row of 16 bytes is what four neighbouring lanes hold.
  LaneVector matrix(const std::byte* shared, u32 m) const {
    LaneVector x;
    EACH_PART x.part[n] = load_quads(shared, offset + 8 * m + n * (vector_lanes / 4));
    return x;
  }
};

template <u32 Count, bool Transposed>
const Record* ldsm(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (i->dst < row::registers && i->dst + Count > row::registers) return warp_error(w, i, WarpError::oor_reg, 0);
  MatrixRows<Count> rows;
  if (!rows.find(w, i, uniform_of_load)) return nullptr;
  for (u32 n = 0; n < Count; ++n) {
    LaneVector x = rows.matrix(w.shared, n);
    if constexpr (Transposed) x = transposed(x);
    store_lanes(w.r[i->dst + n], exec, x);
  }
  return i + 1;
}

// Rows whose lanes are not active are stored all the same: the instruction is of the whole warp.
template <u32 Count, bool Transposed>
const Record* stsm(Warp& w, const Record* i) {
  if (!lanes_of(w, i)) return i + 1;
  const u32 data = i->src[1];
  if (data < row::registers && data + Count > row::registers) return warp_error(w, i, WarpError::oor_reg, 0);
  MatrixRows<Count> rows;
  if (!rows.find(w, i, uniform_of_store)) return nullptr;
  for (u32 n = 0; n < Count; ++n) {
    alignas(64) u16 matrix[64];
    LaneVector x = load_lanes(w.r[data + n]);
    if constexpr (Transposed) x = transposed(x);
    store_lanes(reinterpret_cast<u32*>(matrix), ~0u, x);
    for (u32 r = 0; r < 8; ++r) std::memcpy(w.shared + rows.offset[8 * n + r], matrix + 8 * r, matrix_row_bytes);
  }
  return i + 1;
}

inline const Record* movm(Warp& w, const Record* i) {
  store_lanes(w.r[i->dst], lanes_of(w, i), transposed(load_lanes(w.r[i->src[0]])));
  return i + 1;
}

Handler pick_ldsm(Word word, SmVersion sm);
Handler pick_stsm(Word word, SmVersion sm);
Handler pick_movm(Word word, SmVersion sm);

}  // namespace tensor
EGPULAB_SASS_END

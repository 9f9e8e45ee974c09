// LDSM, STSM and MOVM: matrices of 8 x 8 halves between shared memory and the fragments of matrix instructions, and
// transposed in registers (PTX ISA ldmatrix, stmatrix, movmatrix). Lane n of each eight gives the address of row n of
// their matrix, whatever the mask says; all rows are read before any register is written.
#pragma once

#include "simulator/isa/sass/exec/memory.hpp"
#include "simulator/isa/sass/exec/tensor_tile.hpp"

EGPULAB_SASS_BEGIN
namespace tensor {

inline constexpr u32 matrix_row_bytes = 16;

inline void transpose_rows(u16* matrix) {
  u16 t[8][8];
  transpose8(matrix, t);
  std::memcpy(matrix, t, sizeof t);
}

// Where the rows of Count matrices lie in shared memory; false: the warp was stopped.
template <u32 Count>
struct MatrixRows {
  u32 offset[8 * Count];

  [[nodiscard]] bool find(Warp& w, const Record* i, u32 uniform_bits) {
    const Offsets at = local_offsets(w, i, uniform_bits);  // never scaled: bits 78-79 say more about the matrix
    u32 beyond = 0, odd = 0;
    const u32 end = w.shared_bytes < matrix_row_bytes ? 0 : w.shared_bytes - matrix_row_bytes + 1;
    for (u32 n = 0; n < 8 * Count; ++n) {
      offset[n] = at.at(n);
      beyond |= offset[n] >= end ? 1u : 0u;
      odd |= offset[n];
    }
    if (!beyond && !misaligned(odd, matrix_row_bytes)) [[likely]]
      return true;
    for (u32 n = 0; n < 8 * Count; ++n)
      if (!shared_pointer(w, i, n, offset[n], matrix_row_bytes)) return false;
    return true;
  }
};

template <u32 Count, bool Transposed>
const Record* ldsm(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (i->dst < row::registers && i->dst + Count > row::registers) return warp_error(w, i, WarpError::oor_reg, 0);
  MatrixRows<Count> rows;
  if (!rows.find(w, i, uniform_of_load)) return nullptr;
  // A row of 16 bytes is what four neighbouring lanes hold.
  if (!Transposed && exec == ~0u) {
    for (u32 n = 0; n < 8 * Count; ++n)
      std::memcpy(w.r[i->dst + n / 8] + 4 * (n % 8), w.shared + rows.offset[n], matrix_row_bytes);
    return i + 1;
  }
  alignas(64) u16 matrix[Count][64];
  for (u32 n = 0; n < 8 * Count; ++n) std::memcpy(&matrix[n / 8][8 * (n % 8)], w.shared + rows.offset[n], 16);
  for (u32 n = 0; n < Count; ++n) {
    if constexpr (Transposed) transpose_rows(matrix[n]);
    store_lanes(w.r[i->dst + n], exec, load_lanes(reinterpret_cast<const u32*>(matrix[n])));
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
    u16 matrix[64];
    std::memcpy(matrix, w.r[data + n], sizeof matrix);
    if constexpr (Transposed) transpose_rows(matrix);
    for (u32 r = 0; r < 8; ++r) std::memcpy(w.shared + rows.offset[8 * n + r], matrix + 8 * r, matrix_row_bytes);
  }
  return i + 1;
}

inline const Record* movm(Warp& w, const Record* i) {
  alignas(64) u16 matrix[64];
  std::memcpy(matrix, w.r[i->src[0]], sizeof matrix);
  transpose_rows(matrix);
  store_lanes(w.r[i->dst], lanes_of(w, i), load_lanes(reinterpret_cast<const u32*>(matrix)));
  return i + 1;
}

Handler pick_ldsm(Word word, SmVersion sm);
Handler pick_stsm(Word word, SmVersion sm);
Handler pick_movm(Word word, SmVersion sm);

}  // namespace tensor
EGPULAB_SASS_END

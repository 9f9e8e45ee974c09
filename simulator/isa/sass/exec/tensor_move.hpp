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

// Host pointers to the rows of Count matrices; false: the warp was stopped.
template <u32 Count>
bool matrix_rows(Warp& w, const Record* i, u32 uniform_bits, std::byte* (&row)[8 * Count]) {
  const Offsets at = local_offsets(w, i, uniform_bits);  // bit 78 is no scale of the address here
  for (u32 l = 0; l < 8 * Count; ++l)
    if (!(row[l] = shared_pointer(w, i, l, at.at(l), matrix_row_bytes))) return false;
  return true;
}

template <u32 Count, bool Transposed>
const Record* ldsm(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  if (i->dst < row::registers && i->dst + Count > row::registers) return warp_error(w, i, WarpError::oor_reg, 0);
  std::byte* at[8 * Count];
  if (!matrix_rows<Count>(w, i, uniform_of_load, at)) return nullptr;
  // A row of 16 bytes is what four neighbouring lanes hold.
  alignas(64) u16 matrix[Count][64];
  for (u32 n = 0; n < 8 * Count; ++n) std::memcpy(&matrix[n / 8][8 * (n % 8)], at[n], matrix_row_bytes);
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
  std::byte* at[8 * Count];
  if (!matrix_rows<Count>(w, i, uniform_of_store, at)) return nullptr;
  for (u32 n = 0; n < Count; ++n) {
    u16 matrix[64];
    std::memcpy(matrix, w.r[data + n], sizeof matrix);
    if constexpr (Transposed) transpose_rows(matrix);
    for (u32 r = 0; r < 8; ++r) std::memcpy(at[8 * n + r], matrix + 8 * r, matrix_row_bytes);
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

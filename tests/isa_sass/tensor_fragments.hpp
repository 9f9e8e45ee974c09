// Fragments of mma.sync as PTX ISA 9.7.14.5 writes them down, shape by shape, for tests of matrix instructions.
#pragma once

#include <functional>
#include <random>
#include <vector>

#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {

struct Cell {
  u32 row, column;
};
// Element i of the lane with group g and thread t in it.
using CellOf = Cell (*)(u32 i, u32 g, u32 t);

struct MatrixShape {
  const char* name;
  u32 m, k, bits;  // n is 8
  CellOf a, b, c;
};

// clang-format off
namespace cells {
inline Cell c16(u32 i, u32 g, u32 t) { return {i < 2 ? g : g + 8, t * 2 + (i & 1)}; }
inline Cell c8(u32 i, u32 g, u32 t) { return {g, t * 2 + i}; }
}
inline constexpr MatrixShape half_k8{"m16n8k8", 16, 8, 16,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 2 ? g : g + 8, t * 2 + (i & 1)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 2 + i, g}; }, cells::c16};
inline constexpr MatrixShape half_k16{"m16n8k16", 16, 16, 16,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 2 || (4 <= i && i < 6) ? g : g + 8, t * 2 + (i & 1) + (i >= 4 ? 8 : 0)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 2 + (i & 1) + (i >= 2 ? 8 : 0), g}; }, cells::c16};
inline constexpr MatrixShape tf32_k4{"m16n8k4", 16, 4, 32,
    [](u32 i, u32 g, u32 t) -> Cell { return {i == 0 ? g : g + 8, t}; },
    [](u32, u32 g, u32 t) -> Cell { return {t, g}; }, cells::c16};
inline constexpr MatrixShape tf32_k8{"m16n8k8", 16, 8, 32,
    [](u32 i, u32 g, u32 t) -> Cell { return {i == 0 || i == 2 ? g : g + 8, i < 2 ? t : t + 4}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {i == 0 ? t : t + 4, g}; }, cells::c16};
inline constexpr MatrixShape byte_m8{"m8n8k16", 8, 16, 8,
    [](u32 i, u32 g, u32 t) -> Cell { return {g, t * 4 + i}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 4 + i, g}; }, cells::c8};
inline constexpr MatrixShape byte_k16{"m16n8k16", 16, 16, 8,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 4 ? g : g + 8, t * 4 + (i & 3)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 4 + i, g}; }, cells::c16};
inline constexpr MatrixShape byte_k32{"m16n8k32", 16, 32, 8,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 4 || (8 <= i && i < 12) ? g : g + 8, t * 4 + (i & 3) + (i < 8 ? 0 : 16)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 4 + (i & 3) + (i < 4 ? 0 : 16), g}; }, cells::c16};
inline constexpr MatrixShape nibble_m8{"m8n8k32", 8, 32, 4,
    [](u32 i, u32 g, u32 t) -> Cell { return {g, t * 8 + i}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 8 + i, g}; }, cells::c8};
inline constexpr MatrixShape nibble_k32{"m16n8k32", 16, 32, 4,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 8 ? g : g + 8, t * 8 + (i & 7)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 8 + i, g}; }, cells::c16};
inline constexpr MatrixShape nibble_k64{"m16n8k64", 16, 64, 4,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 8 || (16 <= i && i < 24) ? g : g + 8, t * 8 + (i & 7) + (i < 16 ? 0 : 32)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 8 + (i & 7) + (i < 8 ? 0 : 32), g}; }, cells::c16};
inline constexpr MatrixShape bit_m8{"m8n8k128", 8, 128, 1,
    [](u32 i, u32 g, u32 t) -> Cell { return {g, t * 32 + i}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 32 + i, g}; }, cells::c8};
inline constexpr MatrixShape bit_k128{"m16n8k128", 16, 128, 1,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 32 ? g : g + 8, t * 32 + (i & 31)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 32 + i, g}; }, cells::c16};
inline constexpr MatrixShape bit_k256{"m16n8k256", 16, 256, 1,
    [](u32 i, u32 g, u32 t) -> Cell { return {i < 32 || (64 <= i && i < 96) ? g : g + 8, t * 32 + (i & 31) + (i < 64 ? 0 : 128)}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {t * 32 + (i & 31) + (i < 32 ? 0 : 128), g}; }, cells::c16};
inline constexpr MatrixShape double_m8{"m8n8k4", 8, 4, 64,
    [](u32, u32 g, u32 t) -> Cell { return {g, t}; },
    [](u32, u32 g, u32 t) -> Cell { return {t, g}; }, cells::c8};
inline constexpr MatrixShape double_k4{"m16n8k4", 16, 4, 64, tf32_k4.a, tf32_k4.b, cells::c16};
inline constexpr MatrixShape double_k8{"m16n8k8", 16, 8, 64, tf32_k8.a, tf32_k8.b, cells::c16};
inline constexpr MatrixShape double_k16{"m16n8k16", 16, 16, 64,
    [](u32 i, u32 g, u32 t) -> Cell { return {i % 2 == 0 ? g : g + 8, i / 2 * 4 + t}; },
    [](u32 i, u32 g, u32 t) -> Cell { return {i * 4 + t, g}; }, cells::c16};
// clang-format on

// A matrix of raw element bits.
struct Matrix {
  u32 rows, columns;
  std::vector<u64> x;
  Matrix(u32 r, u32 c) : rows(r), columns(c), x(r * c) {}
  u64& at(u32 r, u32 c) { return x.at(r * columns + c); }
  u64 at(u32 r, u32 c) const { return x.at(r * columns + c); }
};
inline Matrix random_matrix(u32 rows, u32 columns, const std::function<u64()>& element) {
  Matrix m(rows, columns);
  for (u64& x : m.x) x = element();
  return m;
}

// Elements of `bits` bits packed into registers from `first` on, lowest first; and back.
inline void put_fragment(OneWarp& w, u32 first, const Matrix& m, u32 bits, CellOf cell) {
  const u32 elements = m.rows * m.columns / 32;
  for (u32 l = 0; l < 32; ++l)
    for (u32 i = 0; i < elements; ++i) {
      const Cell at = cell(i, l / 4, l % 4);
      const u64 x = m.at(at.row, at.column);
      const u32 bit = i * bits;
      if (bits == 64) {
        w.r(first + 2 * i)[l] = low32(x), w.r(first + 2 * i + 1)[l] = high32(x);
        continue;
      }
      const u32 mask = bits == 32 ? ~0u : ((1u << bits) - 1) << bit % 32;
      u32& r = w.r(first + bit / 32)[l];
      r = (r & ~mask) | (static_cast<u32>(x << bit % 32) & mask);
    }
}
inline Matrix get_fragment(OneWarp& w, u32 first, u32 rows, u32 columns, u32 bits, CellOf cell) {
  Matrix m(rows, columns);
  for (u32 l = 0; l < 32; ++l)
    for (u32 i = 0; i < rows * columns / 32; ++i) {
      const Cell at = cell(i, l / 4, l % 4);
      const u32 bit = i * bits;
      m.at(at.row, at.column) = bits == 64   ? w.r64(first + 2 * i, l)
                                : bits == 32 ? u64{w.r(first + i)[l]}
                                             : u64{w.r(first + bit / 32)[l]} >> bit % 32 & ((1u << bits) - 1);
    }
  return m;
}

// Runs d = a * b + c with the registers that the word names.
inline Matrix run_matrix(OneWarp& w, Word word, const MatrixShape& s, const Matrix& a, const Matrix& b, const Matrix& c,
                         u32 sum_bits) {
  const auto field = [&](u32 at) { return static_cast<u32>(word.bits(at, 8)); };
  put_fragment(w, field(24), a, s.bits, s.a);
  put_fragment(w, field(32), b, s.bits, s.b);
  put_fragment(w, field(64), c, sum_bits, s.c);
  const Stop stop = w.run(word);
  if (stop != Stop::none) throw std::runtime_error("the warp stopped: " + w.warp().fault.what);
  return get_fragment(w, field(16), s.m, 8, sum_bits, s.c);
}

}  // namespace egpulab::simulator::isa::sass

// f32 arithmetic one lane at a time, and the instructions that graphics left: DX9 products, MULLIT, cube maps.
#pragma once

#include "simulator/isa/rdna/exec/float_formats.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"

EGPULAB_RDNA_BEGIN

inline bool plain_f32(Mode m) { return (m.bits & (mode::round32 | mode::denorm32)) == mode::denorm32; }
inline u32 fma_f32(u32 a, u32 b, u32 c, Mode m) {
  if (plain_f32(m)) [[likely]]
    return with_nans<F32>(bits(fused(f32(a), f32(b), f32(c))), a, b, c);
  return general_f32<FmaF32, 3>(a, b, c, m.bits);
}
inline u32 mul_f32(u32 a, u32 b, Mode m) {
  if (plain_f32(m)) [[likely]]
    return with_nans<F32>(bits(f32(a) * f32(b)), a, b, b);
  return general_f32<MulF32, 2>(a, b, b, m.bits);
}
// DX9: zero times anything is zero.
inline bool zero_factor(u32 a, u32 b, Mode m) {
  return (F32::in(a, m) & F32::magnitude) == 0 || (F32::in(b, m) & F32::magnitude) == 0;
}
inline u32 mul_dx9_zero(u32 a, u32 b, Mode m) { return zero_factor(a, b, m) ? 0 : mul_f32(a, b, m); }
inline u32 fma_dx9_zero(u32 a, u32 b, u32 c, Mode m) {
  if (!zero_factor(a, b, m)) return fma_f32(a, b, c, m);
  return F32::nan(c) ? F32::quiet(c) : F32::in(c, m);
}
inline u32 mullit(u32 a, u32 b, u32 c, Mode m) {
  constexpr u32 lowest = 0xff7fffff;
  if (b == lowest || b == (F32::sign | F32::infinity) || F32::nan(b) || F32::nan(c) || f32(c) <= 0) return lowest;
  return mul_f32(a, b, m);
}

// The face a direction (x, y, z) points at, and where: z wins ties, then y.
enum class Axis : u8 { x, y, z };
inline Axis major_axis(u32 x, u32 y, u32 z) {
  const float ax = f32(x & F32::magnitude), ay = f32(y & F32::magnitude), az = f32(z & F32::magnitude);
  return az >= ax && az >= ay ? Axis::z : ay >= ax ? Axis::y : Axis::x;
}
inline u32 cube_id(u32 x, u32 y, u32 z) {
  const Axis axis = major_axis(x, y, z);
  const float along = f32(axis == Axis::x ? x : axis == Axis::y ? y : z);
  return bits(static_cast<float>(2 * static_cast<i32>(axis) + (along < 0 ? 1 : 0)));
}
inline u32 cube_ma(u32 x, u32 y, u32 z, Mode m) {
  const Axis axis = major_axis(x, y, z);
  return mul_f32(axis == Axis::x ? x : axis == Axis::y ? y : z, 0x40000000, m);
}
inline u32 cube_sc(u32 x, u32 y, u32 z) {
  switch (major_axis(x, y, z)) {
    case Axis::z:
      return f32(z) < 0 ? x ^ F32::sign : x;
    case Axis::y:
      return x;
    default:
      return f32(x) < 0 ? z : z ^ F32::sign;
  }
}
inline u32 cube_tc(u32 x, u32 y, u32 z) {
  if (major_axis(x, y, z) == Axis::y) return f32(y) < 0 ? z ^ F32::sign : z;
  return y ^ F32::sign;
}

EGPULAB_RDNA_END

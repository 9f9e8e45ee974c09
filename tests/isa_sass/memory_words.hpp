// Memory instructions as ptxas emits them (CUDA 13.0), with fields to vary; and what PTX says that loads and stores do.
#pragma once

#include <gtest/gtest.h>

#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {

// A field of a word replaced.
constexpr Word with(Word w, u32 at, u32 count, u64 value) {
  for (u32 n = 0; n < count; ++n) {
    u64& half = at + n < 64 ? w.low : w.high;
    const u64 bit = u64{1} << (at + n) % 64;
    half = value >> n & 1 ? half | bit : half & ~bit;
  }
  return w;
}
constexpr Word guarded_by(Word w, u32 predicate, bool negated = false) {
  return with(w, 12, 4, predicate | (negated ? 8u : 0u));
}

struct Size {
  const char* name;
  u32 field, bytes;
  bool sign;
};
inline constexpr Size sizes[] = {{"U8", 0, 1, false}, {"S8", 1, 1, true},  {"U16", 2, 2, false}, {"S16", 3, 2, true},
                                 {"32", 4, 4, false}, {"64", 5, 8, false}, {"128", 6, 16, false}};
inline constexpr u32 size_at = 73;
constexpr Word of_size(Word w, const Size& s) { return with(w, size_at, 3, s.field); }

// LDG.E R8, desc[UR4][R2.64]; STG.E desc[UR4][R2.64], R8
inline constexpr Word ldg = word(0x000000000c1e1900, 0x0000000402087981);
inline constexpr Word stg = word(0x000000000c101904, 0x0000000802007986);
// LD.E R8, desc[UR4][R2.64]; ST.E desc[UR4][R2.64], R8
inline constexpr Word ld = word(0x000000000c101900, 0x0000000402087980);
inline constexpr Word st = word(0x000000000c101904, 0x0000000802007985);
// LDS R8, [R2]; STS [R2], R8
inline constexpr Word lds = word(0x0000000000000800, 0x0000000002087984);
inline constexpr Word sts = word(0x0000000000000800, 0x0000000802007388);
// LDL R8, [R2]; STL [R2], R8
inline constexpr Word ldl = word(0x0000000000100800, 0x0000000002087983);
inline constexpr Word stl = word(0x0000000000100800, 0x0000000802007387);
// LDC R8, c[0x0][R2]
inline constexpr Word ldc = word(0x0000000000000800, 0x0000000002087b82);

// Bytes that no two neighbours share.
inline u8 noise(u64 n) { return static_cast<u8>((n * 0x9e3779b97f4a7c15u ^ n << 7) >> 29); }
inline void fill_with_noise(std::byte* to, u64 bytes) {
  for (u64 n = 0; n < bytes; ++n) to[n] = static_cast<std::byte>(noise(n));
}

// What a load of this size leaves in registers.
inline std::array<u32, 4> loaded(const std::byte* from, const Size& s) {
  std::array<u32, 4> r{};
  std::memcpy(r.data(), from, s.bytes);
  if (s.sign && s.bytes == 1) r[0] = static_cast<u32>(static_cast<i32>(static_cast<std::int8_t>(r[0])));
  if (s.sign && s.bytes == 2) r[0] = static_cast<u32>(static_cast<i32>(static_cast<std::int16_t>(r[0])));
  return r;
}

// Where 32 lanes go, in units of what they move.
struct Walk {
  const char* name;
  u32 (*place)(u32 lane);
};
inline constexpr Walk walks[] = {
    {"neighbours", [](u32 l) { return l + 3; }}, {"the same place", [](u32) { return 5u; }},
    {"backwards", [](u32 l) { return 40 - l; }}, {"two runs", [](u32 l) { return l < 16 ? l + 8 : l + 100; }},
    {"strided", [](u32 l) { return 4 * l; }},    {"scattered", [](u32 l) { return (l * 37 + 11) % 128; }},
};
inline constexpr u32 masks[] = {~0u, 0xffff, 0x80000001, 0x7ffffffe, 0x10, 0};
inline constexpr u32 untouched = 0xdeadbeef;

}  // namespace egpulab::simulator::isa::sass

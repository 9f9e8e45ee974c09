// One SASS instruction as it lies in memory: 16 bytes, little endian; bits are numbered from the lowest.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::simulator::isa::sass {

struct Word {
  u64 low = 0, high = 0;

  constexpr u64 bits(u32 at, u32 count) const {
    const u64 value = at >= 64 ? high >> (at - 64) : at == 0 ? low : low >> at | high << (64 - at);
    return count >= 64 ? value : value & ((u64{1} << count) - 1);
  }
  constexpr bool bit(u32 at) const { return (at >= 64 ? high >> (at - 64) : low >> at) & 1; }
  constexpr i64 signed_bits(u32 at, u32 count) const {
    return static_cast<i64>(bits(at, count) << (64 - count)) >> (64 - count);
  }
  // Bits 11:9 say what the sources are: 1 registers; 4, 5, 6 the second is an immediate, in a constant bank, uniform;
  // 2, 3, 7 the third is (Mesa src/nouveau/compiler/nak/sm70_encode.rs).
  constexpr u32 opcode() const { return static_cast<u32>(low) & 0x1ff; }
  constexpr u32 form() const { return static_cast<u32>(low) >> 9 & 7; }
  friend constexpr bool operator==(const Word&, const Word&) = default;
};
inline constexpr u32 instruction_bytes = 16;

// Bits 125:105: what the hardware's scheduler is told. sm_100 and newer use 109 and 125:122 otherwise.
struct Scheduling {
  u8 stall = 0;          // cycles before the next instruction of the warp
  bool yield = false;    // as encoded
  u8 write_barrier = 7;  // scoreboard that the result releases; 7: none
  u8 read_barrier = 7;   // scoreboard released when the sources were read
  u8 wait_mask = 0;      // scoreboards waited for
  u8 reuse = 0;
};
constexpr Scheduling scheduling(Word w) {
  return {static_cast<u8>(w.bits(105, 4)), w.bit(109),
          static_cast<u8>(w.bits(110, 3)), static_cast<u8>(w.bits(113, 3)),
          static_cast<u8>(w.bits(116, 6)), static_cast<u8>(w.bits(122, 4))};
}

}  // namespace egpulab::simulator::isa::sass

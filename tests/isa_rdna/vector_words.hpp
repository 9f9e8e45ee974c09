// Random words of vector instructions, and a wave to run them on.
#pragma once

#include <fmt/format.h>

#include <cstring>
#include <memory>
#include <random>
#include <vector>

#include "simulator/isa/rdna/level.hpp"
#include "simulator/isa/rdna/predecode.hpp"

namespace egpulab::simulator::isa::rdna {

inline constexpr bool is_vector(Format f) {
  return f == Format::vop1 || f == Format::vop2 || f == Format::vopc || f == Format::vop3 || f == Format::vop3p ||
         f == Format::vopd;
}

// The encodings a row has: its own, and VOP3 for the short ones.
class WordMaker {
 public:
  explicit WordMaker(u64 seed) : random_(seed) {}
  u32 below(u32 n) { return static_cast<u32>(random_() % n); }

  std::vector<u32> words(const Row& row) {
    if (row.format == Format::vopd) return dual(row);
    const bool is_long = row.format == Format::vop3 || row.format == Format::vop3p || below(2);
    if (is_long) return long_form(row);
    const u32 dst = below(48) | (below(4) ? 0 : 128), src1 = below(48) | (below(4) ? 0 : 128);
    const u32 dpp = below(4) ? 0 : 250 - (below(3) ? 0 : 17);
    const u32 src0 = dpp ? dpp : source();
    u32 w = 0;
    if (row.format == Format::vop1) w = 0x7e000000 | dst << 17 | row.opcode << 9 | src0;
    if (row.format == Format::vop2) w = u32{row.opcode} << 25 | dst << 17 | src1 << 9 | src0;
    if (row.format == Format::vopc) w = 0x7c000000 | row.opcode << 17 | src1 << 9 | src0;
    return {w, dpp ? dpp_word() : literal(), literal()};
  }

 private:
  u32 literal() {
    static constexpr u32 values[] = {0x3f800000, 0x40490fdb, 0x00000001, 0x80000000, 0xffffffff, 0x12345678};
    return values[below(6)];
  }
  u32 source() {
    const u32 kind = below(16);
    if (kind < 11) return 256 + below(48);
    if (kind < 13) return below(106);
    if (kind == 13) return 106 + below(2);
    return kind == 14 ? 128 + below(81) : 240 + below(9);
  }
  u32 dpp_word() {
    static constexpr u32 controls[] = {0x1b, 0x4e, 0x101, 0x10f, 0x111, 0x123, 0x140, 0x141, 0x157, 0x165};
    return (static_cast<u32>(random_()) & 0xff0c0000) | controls[below(10)] << 8 | below(48);
  }
  std::vector<u32> long_form(const Row& row) {
    const bool packed = row.format == Format::vop3p;
    u32 n = 0;
    while (n < 3 && row.src[n] != Type::none) ++n;
    const u32 opcode = row.opcode + (row.format == Format::vop1 ? 0x180u : row.format == Format::vop2 ? 0x100u : 0u);
    const bool scalar_result = row.dst == Type::mask || row.dst == Type::s32;
    const u32 dst = row.dst == Type::none ? 126 : scalar_result ? 2 * below(50) : below(48);
    u32 w0 = (packed ? 0xcc000000 : 0xd4000000) | opcode << 16 | dst;
    if (row.flags & sdst)
      w0 |= 2 * below(50) << 8;
    else if (below(2))
      w0 |= static_cast<u32>(random_()) & 0x7f00;
    if (packed && below(2)) w0 |= 0x4000;
    if (row.flags & clamp && below(2)) w0 |= 0x8000;
    u32 w1 = 0;
    const bool dpp = !below(4);
    for (u32 k = 0; k < n; ++k) {
      const Type t = row.src[k];
      const bool vgpr = t >= Type::v32 && t <= Type::vcb256;
      const bool scalar_source = t == Type::mask || t == Type::s32;
      const u32 s = k == 0 && dpp   ? (below(3) ? 250u : 233u)
                    : vgpr          ? 256 + below(48)
                    : scalar_source ? 2 * below(50)
                                    : source();
      w1 |= s << 9 * k;
    }
    if (below(2)) w1 |= static_cast<u32>(random_()) & 0xf8000000;
    return {w0, w1, dpp ? dpp_word() : literal()};
  }
  std::vector<u32> dual(const Row& row) {
    const u32 other = below(14), x = row.opcode < 16 && below(2) ? row.opcode : below(2) ? 8 : other % 13;
    const u32 y = x == row.opcode ? other : row.opcode;
    const u32 dst_x = below(48);
    return {0xc8000000 | x << 22 | y << 17 | below(48) << 9 | (256 + below(48)),
            dst_x << 24 | below(24) << 17 | below(48) << 9 | (256 + below(48)), literal()};
  }

  std::mt19937_64 random_;
};

// A wave whose registers hold numbers of every kind, the same for the same seed.
inline std::unique_ptr<Wave> random_wave(u64 seed, WaveSize size) {
  static constexpr u32 edges[] = {0,          0x80000000, 1,          0x80000001, 0x007fffff, 0x00800000, 0x3f800000,
                                  0xbf800000, 0x7f7fffff, 0x7f800000, 0xff800000, 0x7fc00000, 0x7f800001, 0xffffffff,
                                  0x7fffffff, 0x3c003c00, 0x7c00fc00, 0x7e000001, 0x00010400, 0x7ff00000, 0x3ff00000};
  std::mt19937_64 random(seed);
  auto w = std::make_unique<Wave>();
  const auto value = [&]() -> u32 {
    const u64 r = random();
    if (r % 4 == 0) return edges[(r >> 8) % std::size(edges)];
    if (r % 4 == 1) return static_cast<u32>((r >> 8 & 0x807fffff) | (0x38000000 + ((r >> 40) % 16 << 23)));  // near 1
    return static_cast<u32>(r >> 8);
  };
  for (auto& bank : w->banks)
    for (auto& row : bank)
      for (u32& x : row) x = value();
  for (u32& x : w->s) x = value();
  w->wave64 = size == WaveSize::wave64;
  for (u32 h = 0; h < 2; ++h)
    if (random() % 2) w->s[sreg::exec + h] = ~0u;
  w->s[sreg::m0] %= 64;
  w->mode = static_cast<u32>(random() & 0x3ff);
  w->v = w->banks[0].data();
  return w;
}

// Where two waves differ; the rows behind the VGPRs are nobody's.
inline std::string difference(const Wave& a, const Wave& b) {
  for (u32 h = 0; h < 2; ++h)
    for (u32 n = 0; n < temp_row; ++n)
      for (u32 l = 0; l < lanes; ++l)
        if (a.banks[h][n][l] != b.banks[h][n][l])
          return fmt::format("v{} lane {}: {:08x} and {:08x}", n, 32 * h + l, a.banks[h][n][l], b.banks[h][n][l]);
  for (u32 n = 0; n < 128; ++n)
    if (a.s[n] != b.s[n]) return fmt::format("s{}: {:08x} and {:08x}", n, a.s[n], b.s[n]);
  return a.s[sreg::scc] == b.s[sreg::scc] && a.mode == b.mode && a.stop == b.stop ? "" : "state";
}

}  // namespace egpulab::simulator::isa::rdna

// LDSM, STSM and MOVM against PTX's ldmatrix, stmatrix and movmatrix: row r of a matrix is in lanes 4 r to 4 r + 3, two
// halves in each; transposed, that is column r.
#include <gtest/gtest.h>

#include "tests/isa_sass/tensor_fragments.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct MoveCase {
  const char* name;
  u32 count;
  bool transposed;
};
const MoveCase move_cases[] = {{"x1", 1, false},      {"x2", 2, false},      {"x4", 4, false},
                               {"x1_trans", 1, true}, {"x2_trans", 2, true}, {"x4_trans", 4, true}};
u64 count_field(u32 count) { return count == 4 ? 2 : count - 1; }
// LDSM R4.., [R0 + 0x40] and STSM [R0 + 0x40], R4.. as ptxas makes them, for any count.
Word ldsm(const MoveCase& f) {
  return word(0x000e280000000000 | (f.transposed ? 0x4000 : 0) | count_field(f.count) << 8, 0x000040000004783b);
}
Word stsm(const MoveCase& f) {
  return word(0x004fe20000000000 | (f.transposed ? 0x4000 : 0) | count_field(f.count) << 8, 0x0000400400007844);
}
u16 half_at(OneWarp& w, u32 offset) {
  u16 x;
  std::memcpy(&x, w.warp().shared + offset, 2);
  return x;
}
void fill_shared(OneWarp& w) {
  for (u32 n = 0; n < w.launch.shared_bytes / 2; ++n) {
    const u16 x = static_cast<u16>(n * 40503u);
    std::memcpy(w.warp().shared + 2 * n, &x, 2);
  }
}
// Rows lie in no particular order.
u32 row_offset(u32 lane) { return 16 * (lane * 13 % 64); }

class SassMatrixMoves : public testing::TestWithParam<MoveCase> {};
TEST_P(SassMatrixMoves, LoadsGiveEachLaneItsTwoHalves) {
  const MoveCase& f = GetParam();
  for (const Level level : available_levels()) {
    force_level(level);
    OneWarp w(86);
    fill_shared(w);
    for (u32 l = 0; l < 32; ++l) w.r(0)[l] = row_offset(l);
    ASSERT_EQ(w.run(ldsm(f)), Stop::none);
    for (u32 n = 0; n < f.count; ++n)
      for (u32 l = 0; l < 32; ++l)
        for (u32 h = 0; h < 2; ++h) {
          const u32 r = f.transposed ? l % 4 * 2 + h : l / 4, c = f.transposed ? l / 4 : l % 4 * 2 + h;
          ASSERT_EQ(w.r(4 + n)[l] >> 16 * h & 0xffff, half_at(w, row_offset(8 * n + r) + 0x40 + 2 * c))
              << name(level) << " matrix " << n << " lane " << l;
        }
  }
  force_level(available_levels().back());
}
TEST_P(SassMatrixMoves, StoresAreTheOpposite) {
  const MoveCase& f = GetParam();
  OneWarp w(90);
  for (u32 l = 0; l < 32; ++l) {
    w.r(0)[l] = row_offset(l);
    for (u32 n = 0; n < f.count; ++n) w.r(4 + n)[l] = (n * 32 + l) * 2654435761u;
  }
  ASSERT_EQ(w.run(stsm(f)), Stop::none);
  for (u32 n = 0; n < f.count; ++n)
    for (u32 l = 0; l < 32; ++l)
      for (u32 h = 0; h < 2; ++h) {
        const u32 r = f.transposed ? l % 4 * 2 + h : l / 4, c = f.transposed ? l / 4 : l % 4 * 2 + h;
        ASSERT_EQ(half_at(w, row_offset(8 * n + r) + 0x40 + 2 * c), w.r(4 + n)[l] >> 16 * h & 0xffff);
      }
}
INSTANTIATE_TEST_SUITE_P(Counts, SassMatrixMoves, testing::ValuesIn(move_cases),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(SassMatrixMoves, TheAddressRegisterMayBeOverwrittenByTheResult) {
  OneWarp w(86);
  fill_shared(w);
  for (u32 l = 0; l < 32; ++l) w.r(4)[l] = row_offset(l);
  ASSERT_EQ(w.run(word(0x000e280000000200, 0x000000000404783b)), Stop::none);  // LDSM.16.M88.4 R4, [R4]
  EXPECT_EQ(w.r(4)[0] & 0xffff, half_at(w, row_offset(0)));
  EXPECT_EQ(w.r(7)[31] >> 16, half_at(w, row_offset(31) + 14));
}
TEST(SassMatrixMoves, AUniformRegisterIsAdded) {
  OneWarp w(86);
  fill_shared(w);
  for (u32 l = 0; l < 32; ++l) w.r(108)[l] = 16 * l;
  w.ur(4) = 0x100;
  ASSERT_EQ(w.run(word(0x0000000008000200, 0x000800046c64783b)), Stop::none);  // LDSM.16.M88.4 R100, [R108+UR4+0x800]
  EXPECT_EQ(w.r(100)[5], half_at(w, 0x900 + 16 + 4) | u32{half_at(w, 0x900 + 16 + 6)} << 16);
}
TEST(SassMatrixMoves, ARowOutsideOfSharedMemoryOrMisalignedStopsTheWarp) {
  OneWarp w(86, 1024);
  w.set(0, 0), w.set(4, 77);
  w.r(0)[9] = 1024 - 0x40;
  EXPECT_EQ(w.run(ldsm({"x2", 2, false})), Stop::fault);
  EXPECT_EQ(w.warp().fault.error, WarpError::oor_addr);
  EXPECT_EQ(w.warp().fault.lane, 9u);
  EXPECT_EQ(w.warp().fault.address, 1024u);
  EXPECT_EQ(w.r(4)[0], 77u) << "an instruction that faults has no effect";
  w.r(0)[9] = 8;
  EXPECT_EQ(w.run(ldsm({"x2", 2, false})), Stop::fault);
  EXPECT_EQ(w.warp().fault.error, WarpError::misaligned_addr);
  EXPECT_EQ(w.run(ldsm({"x1", 1, false})), Stop::none) << "lane 9's address is not used";
}
TEST(SassMatrixMoves, MovmTransposesInRegisters) {
  for (const Level level : available_levels()) {
    force_level(level);
    OneWarp w(86);
    u16 matrix[8][8];
    for (u32 l = 0; l < 32; ++l) {
      w.r(2)[l] = l * 2654435761u;
      matrix[l / 4][l % 4 * 2] = static_cast<u16>(w.r(2)[l]),
                            matrix[l / 4][l % 4 * 2 + 1] = static_cast<u16>(w.r(2)[l] >> 16);
    }
    ASSERT_EQ(w.run(word(0x004e280000000000, 0x000000000207723a)), Stop::none);  // MOVM.16.MT88 R7, R2
    for (u32 l = 0; l < 32; ++l)
      EXPECT_EQ(w.r(7)[l], matrix[l % 4 * 2][l / 4] | u32{matrix[l % 4 * 2 + 1][l / 4]} << 16) << name(level);
  }
  force_level(available_levels().back());
}
TEST(SassMatrixMoves, NewerFormatsAreRefusedByName) {
  OneWarp w(120);
  w.set(0, 0);
  EXPECT_EQ(w.run(word(0x000e280000013800, 0x000000000004783b)), Stop::fault);  // ldmatrix.m16n16.trans.b8
  EXPECT_EQ(w.warp().fault.kind, Fault::Kind::unsupported);
  EXPECT_EQ(w.run(word(0x0000620000004800, 0x000000000f0a723a)), Stop::fault);  // of ptxas' code for BMMA
  EXPECT_EQ(w.warp().fault.kind, Fault::Kind::unsupported);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// Loads and stores of 256 bits, as ptxas emits them for sm_120.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// LDG.E.ENL2.256 R12, R8, desc[UR4][R2.64]; STG.E.ENL2.256 desc[UR4][R4.64], R8, R12
constexpr Word load = word(0x000000000812190c, 0xfe0000040208797e);
constexpr Word store = word(0x000000000f121804, 0xf8000008040c797f);

struct Wide {
  OneWarp t{120};
  u64 base = t.memory.allocate(PagedSpace::page);
  std::byte* bytes = t.memory.map(base, Access::read)->host;
  Wide() {
    fill_with_noise(bytes, 4096);
    for (u32 n = 6; n < 18; ++n) t.set(n, untouched);
    for (u32 l = 0; l < lanes; ++l) {
      const u64 a = base + place(l);
      t.r(2)[l] = t.r(4)[l] = low32(a), t.r(3)[l] = t.r(5)[l] = high32(a);
    }
  }
  static u32 place(u32 lane) { return lane * 7 % 32 * 32 + 1024; }
  u32 dword(u32 lane, u32 n, i32 offset = 0) {
    u32 x;
    std::memcpy(&x, bytes + place(lane) + offset + 4 * n, 4);
    return x;
  }
};

TEST(WideAccesses, ALoadFillsTwoGroupsOfFourRegisters) {
  Wide c;
  c.t.p(0) = 0x3fffffff;
  ASSERT_EQ(c.t.run(guarded_by(load, 0)), Stop::none);
  for (u32 l = 0; l < lanes; ++l)
    for (u32 n = 0; n < 8; ++n) EXPECT_EQ(c.t.r(8 + n)[l], l < 30 ? c.dword(l, n) : untouched) << l << " " << n;
  EXPECT_EQ(c.t.r(16)[0], untouched);
}

// Words of loads whose results are used in part: dwords 0, 1, 3 at +0x80; 4 and 7 at -0x100.
TEST(WideAccesses, DwordsThatNobodyWantsTakeNoRegister) {
  Wide c;
  ASSERT_EQ(c.t.run(word(0x00000000081218ff, 0x160004040208797e)), Stop::none);
  for (u32 l = 0; l < lanes; ++l) {
    EXPECT_EQ(c.t.r(8)[l], c.dword(l, 0, 0x80));
    EXPECT_EQ(c.t.r(9)[l], c.dword(l, 1, 0x80));
    EXPECT_EQ(c.t.r(10)[l], c.dword(l, 3, 0x80));
    EXPECT_EQ(c.t.r(11)[l], untouched);
  }
  std::vector<std::array<u32, 2>> expected;
  for (u32 l = 0; l < lanes; ++l) expected.push_back({c.dword(l, 4, -0x100), c.dword(l, 7, -0x100)});
  ASSERT_EQ(c.t.run(word(0x0000000008121902, 0x21fff80402ff797e)), Stop::none);
  for (u32 l = 0; l < lanes; ++l) {
    EXPECT_EQ(c.t.r(2)[l], expected[l][0]);
    EXPECT_EQ(c.t.r(3)[l], expected[l][1]);
  }
}

TEST(WideAccesses, AStoreTakesThemFromThere) {
  Wide c;
  for (u32 l = 0; l < lanes; ++l)
    for (u32 n = 0; n < 8; ++n) c.t.r(8 + n)[l] = 100 * l + n;
  ASSERT_EQ(c.t.run(with(store, 40, 19, 4)), Stop::none);  // +0x80
  for (u32 l = 0; l < lanes; ++l)
    for (u32 n = 0; n < 8; ++n) EXPECT_EQ(c.dword(l, n, 0x80), 100 * l + n);
}

TEST(WideAccesses, AddressesAreMultiplesOf32) {
  for (const Word w : {load, store}) {
    Wide c;
    c.t.r(2)[11] += 16, c.t.r(4)[11] += 16;
    EXPECT_EQ(c.t.run(w), Stop::fault);
    EXPECT_EQ(c.t.warp().fault.error, WarpError::misaligned_addr);
    EXPECT_EQ(c.t.warp().fault.lane, 11u);
    c.t.r(3)[11] = c.t.r(5)[11] = 0, c.t.r(2)[11] = c.t.r(4)[11] = 0;
    EXPECT_EQ(c.t.run(w), Stop::fault);
    EXPECT_EQ(c.t.warp().fault.kind, Fault::Kind::memory);
    EXPECT_EQ(c.t.r(8)[0], untouched);
  }
}

TEST(WideAccesses, PrintAsNvidiasDisassemblerPrintsThem) {
  EXPECT_EQ(disassemble(load, 0, 120).text, "LDG.E.ENL2.256 R12, R8, desc[UR4][R2.64] ;");
  EXPECT_EQ(disassemble(store, 0, 120).text, "STG.E.ENL2.256 desc[UR4][R4.64], R8, R12 ;");
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// Constant banks: LDC, ULDC, LDCU.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u32 constant_words = 64;
std::vector<u32> constants_of_noise() {
  std::vector<u32> words(constant_words);
  fill_with_noise(reinterpret_cast<std::byte*>(words.data()), words.size() * 4);
  return words;
}
const std::byte* bytes_of(const std::vector<u32>& words) { return reinterpret_cast<const std::byte*>(words.data()); }
Word from_bank(Word w, u32 bank, u32 offset) { return with(with(w, 54, 5, bank), 38, 16, offset); }

TEST(Constants, LoadEverySizeAtOneOffset) {
  const auto words = constants_of_noise();
  for (const SmVersion sm : {SmVersion{86}, SmVersion{90}, SmVersion{120}})
    for (const Size& size : sizes) {
      OneWarp t(sm);
      t.bind_constants(3, words);
      for (u32 n = 8; n < 13; ++n) t.set(n, untouched);
      t.p(0) = 0xf0f0f0f0;
      // @P0 LDC R8, c[0x3][0x30]
      ASSERT_EQ(t.run(guarded_by(from_bank(with(of_size(ldc, size), 24, 8, 255), 3, 0x30), 0)), Stop::none);
      const auto expected = loaded(bytes_of(words) + 0x30, size);
      for (u32 l = 0; l < lanes; ++l)
        for (u32 n = 0; n < 5; ++n)
          EXPECT_EQ(t.r(8 + n)[l], 0xf0f0f0f0 >> l & 1 && n < (size.bytes + 3) / 4 ? expected[n] : untouched)
              << size.name << " lane " << l;
    }
}

TEST(Constants, LoadWhereEachLanesIndexSays) {
  const auto words = constants_of_noise();
  for (const Size& size : sizes)
    for (const u32 mask : masks)
      for (const bool same : {false, true}) {
        OneWarp t;
        t.bind_constants(0, words);
        for (u32 n = 8; n < 13; ++n) t.set(n, untouched);
        t.p(0) = mask;
        // LDC R8, c[0x0][R2+-0x10]: offsets are signed where there is a register
        for (u32 l = 0; l < lanes; ++l) t.r(2)[l] = 0x10 + (same ? 3 : l * 7 % 12) * size.bytes;
        ASSERT_EQ(t.run(guarded_by(from_bank(of_size(ldc, size), 0, 0xfff0), 0)), Stop::none);
        for (u32 l = 0; l < lanes; ++l) {
          const auto expected = loaded(bytes_of(words) + (same ? 3 : l * 7 % 12) * size.bytes, size);
          for (u32 n = 0; n < 5; ++n)
            EXPECT_EQ(t.r(8 + n)[l], mask >> l & 1 && n < (size.bytes + 3) / 4 ? expected[n] : untouched)
                << size.name << " mask " << mask << " lane " << l;
        }
      }
}

TEST(Constants, BehindTheBoundSizeLdcFails) {
  OneWarp t;
  t.bind_constants(0, constants_of_noise());
  t.set(2, constant_words * 4 - 4);
  EXPECT_EQ(t.run(from_bank(ldc, 0, 0)), Stop::none);
  t.r(2)[9] = constant_words * 4;
  EXPECT_EQ(t.run(from_bank(ldc, 0, 0)), Stop::fault);
  EXPECT_EQ(t.warp().fault.error, WarpError::invalid_const_addr_ldc);
  EXPECT_EQ(t.warp().fault.lane, 9u);
  EXPECT_EQ(t.warp().fault.address, constant_words * 4);
  EXPECT_EQ(t.run(from_bank(with(ldc, 24, 8, 255), 2, 0)), Stop::fault) << "bank 2 is not bound";
  EXPECT_EQ(t.warp().fault.error, WarpError::invalid_const_addr_ldc);
}

TEST(Constants, OffsetsMustBeMultiplesOfWhatIsLoaded) {
  OneWarp t;
  t.bind_constants(0, constants_of_noise());
  t.set(2, 8);
  t.r(2)[4] = 4;
  EXPECT_EQ(t.run(from_bank(of_size(ldc, sizes[5]), 0, 0)), Stop::fault);
  EXPECT_EQ(t.warp().fault.error, WarpError::misaligned_addr);
  EXPECT_EQ(t.warp().fault.lane, 4u);
}

// ULDC UR4, c[0x3][0x14]; ULDC UR4, c[0x3][UR6+-0x4] (words of the pairs for sm_86 with bank 3)
TEST(Constants, UldcLoadsUniformRegisters) {
  const auto words = constants_of_noise();
  for (const Size& size : sizes) {
    OneWarp t;
    t.bind_constants(3, words);
    t.ur(8) = untouched;
    const Word absolute = from_bank(of_size(word(0x0000000000000800, 0x0000000000047ab9), size), 3, 0x20);
    ASSERT_EQ(t.run(absolute), Stop::none);
    const auto expected = loaded(bytes_of(words) + 0x20, size);
    for (u32 n = 0; n < (size.bytes + 3) / 4; ++n) EXPECT_EQ(t.ur(4 + n), expected[n]) << size.name;
    EXPECT_EQ(t.ur(8), untouched);
    t.ur(6) = 0x30;
    const Word indexed = from_bank(of_size(word(0x0000000008000800, 0x0000000006047abb), size), 3, 0xfff0);
    ASSERT_EQ(t.run(indexed), Stop::none);
    for (u32 n = 0; n < (size.bytes + 3) / 4; ++n) EXPECT_EQ(t.ur(4 + n), expected[n]) << size.name;
  }
}

// LDCU UR4, c[0x3][UR6+0x21] as ptxas wrote it for sm_120; its offset has 17 bits from bit 37 on.
TEST(Constants, LdcuLoadsAnyByte) {
  const auto words = constants_of_noise();
  for (const Size& size : sizes) {
    OneWarp t(120);
    t.bind_constants(3, words);
    t.ur(6) = size.bytes;
    Word w = of_size(word(0x0000000008000800, 0x00000000060477ac), size);
    w = with(with(w, 54, 5, 3), 37, 17, 0x20 + size.bytes);
    ASSERT_EQ(t.run(w), Stop::none);
    const auto expected = loaded(bytes_of(words) + 0x20 + 2 * size.bytes, size);
    for (u32 n = 0; n < (size.bytes + 3) / 4; ++n) EXPECT_EQ(t.ur(4 + n), expected[n]) << size.name;
    ASSERT_EQ(t.run(with(with(w, 24, 8, 255), 37, 17, 0x20)), Stop::none);
    const auto absolute = loaded(bytes_of(words) + 0x20, size);
    for (u32 n = 0; n < (size.bytes + 3) / 4; ++n) EXPECT_EQ(t.ur(4 + n), absolute[n]) << size.name;
  }
}

TEST(Constants, AUniformLoadUnderAFalseGuardDoesNothing) {
  OneWarp t;
  t.bind_constants(0, constants_of_noise());
  t.ur(4) = untouched;
  t.warp().up[2] = 0;
  const Word w = word(0x0000000000000800, 0x0000000000047ab9);
  ASSERT_EQ(t.run(guarded_by(w, 2)), Stop::none);
  EXPECT_EQ(t.ur(4), untouched);
  ASSERT_EQ(t.run(guarded_by(w, 2, true)), Stop::none);
  EXPECT_NE(t.ur(4), untouched);
}

// cx[UR6][0x8]: a handle of address and size, in units that changed with Hopper (Mesa nvk_descriptor_types.h).
TEST(Constants, BindlessBuffersAreFoundThroughTheirHandles) {
  const auto words = constants_of_noise();
  struct Case {
    SmVersion sm;
    Word word;
    bool hopper_handle;
  };
  const Case cases[] = {{86, word(0x0000000008000800, 0x0000020006047ab9), false},
                        {90, word(0x0000000008000800, 0x0000020006047ab9), true},
                        {120, word(0x00000000080008ff, 0x0000010006047bac), true}};
  for (const Case& c : cases) {
    OneWarp t(c.sm);
    const u64 va = t.memory.put(words);
    const u64 handle =
        c.hopper_handle ? va >> 6 | u64{constant_words * 4 >> 4} << 51 : va >> 4 | u64{constant_words * 4 >> 4} << 45;
    t.ur(6) = low32(handle), t.ur(7) = high32(handle);
    ASSERT_EQ(t.run(c.word), Stop::none) << int{c.sm};
    EXPECT_EQ(t.ur(4), words[2]) << int{c.sm};
    t.ur(7) = high32(handle) & (c.hopper_handle ? (1u << 19) - 1 : (1u << 13) - 1);  // size 0
    EXPECT_EQ(t.run(c.word), Stop::fault);
    EXPECT_EQ(t.warp().fault.error, WarpError::invalid_const_addr_ldc);
  }
}

// LDC R8, cx[UR6][R2+0x8]: form 2, the index in bits 64-71.
TEST(Constants, LdcIndexesBindlessBuffersLaneByLane) {
  const auto words = constants_of_noise();
  constexpr Word indexed = word(0x0000000008000802, 0x0000020006087582);
  OneWarp t(90);
  const u64 va = t.memory.put(words), handle = va >> 6 | u64{constant_words * 4 >> 4} << 51;
  t.ur(6) = low32(handle), t.ur(7) = high32(handle);
  for (u32 l = 0; l < lanes; ++l) t.r(2)[l] = 4 * l;
  ASSERT_EQ(t.run(indexed), Stop::none);
  for (u32 l = 0; l < lanes; ++l) EXPECT_EQ(t.r(8)[l], words[l + 2]) << l;
  t.r(2)[20] = constant_words * 4;
  EXPECT_EQ(t.run(indexed), Stop::fault);
  EXPECT_EQ(t.warp().fault.error, WarpError::invalid_const_addr_ldc);
  EXPECT_EQ(t.warp().fault.lane, 20u);
  EXPECT_EQ(disassemble(indexed, 0, 90).text, "LDC R8, cx[UR6][R2+0x8] ;");
}

TEST(Constants, AddressingModesOfLdcAreRefusedByName) {
  OneWarp t;
  t.bind_constants(0, constants_of_noise());
  EXPECT_EQ(t.run(with(ldc, 78, 2, 2)), Stop::fault);
  EXPECT_EQ(t.warp().fault.kind, Fault::Kind::unsupported);
  EXPECT_EQ(t.warp().fault.what, "LDC with an addressing mode (.IL, .IS, .ISL)");
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

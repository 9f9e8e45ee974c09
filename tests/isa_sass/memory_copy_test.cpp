// LDGSTS: copies from global to shared memory (PTX cp.async) of all versions.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// LDGSTS.E.128 [R2], desc[UR6][R4.64] and LDGSTS.E.128.ZFILL [R2], desc[UR6][R4.64], P0 as ptxas writes them.
struct Version {
  SmVersion sm;
  Word copy, zero_fill;
  Word sized(Word w, u32 bytes) const {
    const u32 power = bytes == 4 ? 0 : bytes == 8 ? 1 : 2;
    return sm >= 100 ? with(w, 74, 2, power) : with(w, 73, 3, 4 + power);
  }
};
constexpr Version versions[] = {
    {86, word(0x000000000b901c44, 0x0000000004027fae), word(0x0000000008141c44, 0x0000000004027fae)},
    {90, word(0x000000000b901c46, 0x0000000004027fae), word(0x0000000008141c46, 0x0000000004027fae)},
    {120, word(0x000000000b981806, 0x0000000004027fae), word(0x00000000081c1806, 0x0000000004027fae)},
};

struct Copy {
  OneWarp t;
  u64 source;
  std::byte* from;
  explicit Copy(SmVersion sm) : t(sm), source(t.memory.allocate(4096)), from(t.memory.map(source, Access::read)->host) {
    fill_with_noise(from, 4096);
    std::ranges::fill(t.cta.shared, std::byte{0xee});
  }
  // Lane l from its own place to another one.
  void addresses(u32 bytes) {
    for (u32 l = 0; l < lanes; ++l) {
      const u64 a = source + u64{l * 5 % 32} * bytes;
      t.r(4)[l] = low32(a), t.r(5)[l] = high32(a);
      t.r(2)[l] = (31 - l) * 16;
    }
  }
  const std::byte* to(u32 lane) { return t.cta.shared.data() + (31 - lane) * 16; }
};

TEST(AsynchronousCopies, EveryLaneCopiesItsBytes) {
  for (const Version& v : versions)
    for (const u32 bytes : {4u, 8u, 16u}) {
      Copy c(v.sm);
      c.addresses(bytes);
      c.t.p(1) = 0x0fffffff;
      ASSERT_EQ(c.t.run(guarded_by(v.sized(v.copy, bytes), 1)), Stop::none);
      for (u32 l = 0; l < lanes; ++l) {
        std::vector<std::byte> expected(16, std::byte{0xee});
        if (l < 28) std::memcpy(expected.data(), c.from + (l * 5 % 32) * bytes, bytes);
        EXPECT_EQ(std::memcmp(c.to(l), expected.data(), 16), 0) << int{v.sm} << " " << bytes << " lane " << l;
      }
    }
}

TEST(AsynchronousCopies, BothAddressesHaveTheirOwnOffset) {
  for (const Version& v : versions) {
    Copy c(v.sm);
    c.t.set(2, 0x100), c.t.set64(4, c.source + 0x800);
    // [R2+0x80], [R4.64+-0x800]
    ASSERT_EQ(c.t.run(with(with(v.copy, 44, 20, 0x80), 32, 12, 0x800)), Stop::none);
    EXPECT_EQ(std::memcmp(c.t.cta.shared.data() + 0x180, c.from, 16), 0) << int{v.sm};
  }
}

// LDGSTS.E.128 [R2+UR6], [R4.64] and LDGSTS.E.128 [R2], [R4.64+UR6] (CuAssembler's pairs for sm_86)
TEST(AsynchronousCopies, TheUniformRegisterBelongsToOneOfTheAddresses) {
  Copy c(86);
  c.t.set(2, 0x100), c.t.set64(4, c.source);
  c.t.ur(6) = 0x40, c.t.ur(7) = 0;
  ASSERT_EQ(c.t.run(word(0x000000000b900c46, 0x0000000004027dae)), Stop::none);
  EXPECT_EQ(std::memcmp(c.t.cta.shared.data() + 0x140, c.from, 16), 0);
  ASSERT_EQ(c.t.run(word(0x000000000b900c46, 0x0000000004027fae)), Stop::none);
  EXPECT_EQ(std::memcmp(c.t.cta.shared.data() + 0x100, c.from + 0x40, 16), 0);
}

// PTX: "ignore-src" and src-size 0.
TEST(AsynchronousCopies, LanesWhosePredicateIsFalseWriteZerosWithoutReading) {
  for (const Version& v : versions) {
    Copy c(v.sm);
    c.addresses(16);
    c.t.p(0) = 0xaaaaaaaa;
    for (u32 l = 0; l < lanes; l += 2) c.t.r(5)[l] = 0;  // where nothing is mapped
    ASSERT_EQ(c.t.run(with(v.copy, 87, 4, 0)), Stop::none) << int{v.sm};
    const std::byte zeros[16] = {};
    for (u32 l = 0; l < lanes; ++l)
      EXPECT_EQ(std::memcmp(c.to(l), l & 1 ? c.from + (l * 5 % 32) * 16 : zeros, 16), 0) << int{v.sm} << " " << l;
  }
}

// PTX cp.async with src-size: ptxas adds what is missing to a whole copy to the address.
TEST(AsynchronousCopies, ZeroFillCopiesTheFirstBytesOnly) {
  for (const Version& v : versions)
    for (const u32 bytes : {4u, 8u, 16u}) {
      Copy c(v.sm);
      c.addresses(bytes);
      c.t.p(0) = ~0u;
      std::vector<u32> size(lanes);
      for (u32 l = 0; l < lanes; ++l) {
        size[l] = l % bytes + 1;
        c.t.r(4)[l] += bytes - size[l];
      }
      ASSERT_EQ(c.t.run(v.sized(v.zero_fill, bytes)), Stop::none);
      for (u32 l = 0; l < lanes; ++l) {
        std::vector<std::byte> expected(bytes);
        std::memcpy(expected.data(), c.from + (l * 5 % 32) * bytes, size[l]);
        EXPECT_EQ(std::memcmp(c.to(l), expected.data(), bytes), 0) << int{v.sm} << " " << bytes << " lane " << l;
      }
    }
}

TEST(AsynchronousCopies, FailAsLoadsAndStoresDoAndCopyNothingThen) {
  for (const Version& v : versions) {
    Copy c(v.sm);
    c.addresses(16);
    c.t.r(4)[3] += 8;
    EXPECT_EQ(c.t.run(v.copy), Stop::fault);
    EXPECT_EQ(c.t.warp().fault.error, WarpError::misaligned_addr);
    EXPECT_EQ(c.t.warp().fault.lane, 3u);
    c.addresses(16);
    c.t.r(2)[8] = static_cast<u32>(c.t.cta.shared.size());
    EXPECT_EQ(c.t.run(v.copy), Stop::fault);
    EXPECT_EQ(c.t.warp().fault.error, WarpError::oor_addr);
    EXPECT_EQ(c.t.warp().fault.lane, 8u);
    c.addresses(16);
    c.t.r(5)[30] = 0;
    EXPECT_EQ(c.t.run(v.copy), Stop::fault);
    EXPECT_EQ(c.t.warp().fault.kind, Fault::Kind::memory);
    EXPECT_EQ(c.t.warp().fault.lane, 30u);
    for (const std::byte b : c.t.cta.shared) ASSERT_EQ(b, std::byte{0xee});
  }
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

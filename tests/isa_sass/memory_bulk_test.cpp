// Copies of blocks (PTX cp.async.bulk), as ptxas emits them for sm_90 and sm_120.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// UBLKCP.S.G [UR6], [UR4], UR8 and UBLKCP.G.S [UR4], [UR6], UR8
constexpr Word to_shared = word(0x0000000008000208, 0x00000006040073ba);
constexpr Word to_global = word(0x0000000008000408, 0x00000004060073ba);
constexpr u32 block_at = 0x100, mbarrier_at = 0x800;

struct Bulk {
  OneWarp t;
  u64 base = t.memory.allocate(2 * PagedSpace::page);
  explicit Bulk(SmVersion sm) : t(sm) {
    std::vector<std::byte> noise(2 * PagedSpace::page);
    fill_with_noise(noise.data(), noise.size());
    t.memory.write(base, noise.data(), noise.size());
    std::ranges::fill(t.cta.shared, std::byte{0});
    set(base + PagedSpace::page - 512, 1024);
  }
  void set(u64 global, u32 bytes) {
    t.ur(4) = low32(global), t.ur(5) = high32(global);
    t.ur(6) = block_at, t.ur(7) = mbarrier_at;
    t.ur(8) = bytes / 16;
  }
  u64 barrier() {
    u64 x;
    std::memcpy(&x, t.cta.shared.data() + mbarrier_at, 8);
    return x;
  }
  // One arrival that has come, and `bytes` bytes that have not.
  void expect(u64 bytes) {
    const u64 one = (u64{1} << 20) - 1, state = one << 1 | bytes << 21;
    std::memcpy(t.cta.shared.data() + mbarrier_at, &state, 8);
  }
};

TEST(BulkCopies, ABlockComesWithItsBarriersTransactions) {
  for (const SmVersion sm : {SmVersion{90}, SmVersion{120}}) {
    Bulk c(sm);
    c.expect(2048);
    ASSERT_EQ(c.t.run(to_shared), Stop::none);
    const auto expected = c.t.memory.get<std::byte>(c.base + PagedSpace::page - 512, 1024);
    EXPECT_EQ(std::memcmp(c.t.cta.shared.data() + block_at, expected.data(), 1024), 0) << "also across pages";
    EXPECT_EQ(c.t.cta.shared[block_at + 1024], std::byte{0});
    EXPECT_EQ(c.barrier() >> 63, 0u) << "1024 bytes are still to come";
    ASSERT_EQ(c.t.run(to_shared), Stop::none);
    EXPECT_EQ(c.barrier() >> 63, 1u);
  }
}

TEST(BulkCopies, ABlockGoesBackToGlobalMemory) {
  Bulk c(90);
  fill_with_noise(c.t.cta.shared.data() + block_at, 1024);
  c.set(c.base + PagedSpace::page - 16, 1024);
  ASSERT_EQ(c.t.run(to_global), Stop::none);
  const auto stored = c.t.memory.get<std::byte>(c.base + PagedSpace::page - 16, 1024);
  EXPECT_EQ(std::memcmp(c.t.cta.shared.data() + block_at, stored.data(), 1024), 0);
}

TEST(BulkCopies, ABlockThatIsNotAllThereIsNotCopied) {
  Bulk c(90);
  c.set(c.base + 2 * PagedSpace::page - 512, 1024);
  EXPECT_EQ(c.t.run(to_shared), Stop::fault);
  EXPECT_EQ(c.t.warp().fault.kind, Fault::Kind::memory);
  EXPECT_EQ(c.t.warp().fault.address, c.base + 2 * PagedSpace::page);
  for (const std::byte b : c.t.cta.shared) ASSERT_EQ(b, std::byte{0});
  c.set(c.base + 8, 1024);
  EXPECT_EQ(c.t.run(to_shared), Stop::fault);
  EXPECT_EQ(c.t.warp().fault.error, WarpError::misaligned_addr);
  c.set(c.base, 1 << 20);
  EXPECT_EQ(c.t.run(to_global), Stop::fault);
  EXPECT_EQ(c.t.warp().fault.error, WarpError::oor_addr);
  EXPECT_EQ(c.t.run(with(to_shared, 75, 1, 1)), Stop::fault);
  EXPECT_EQ(c.t.warp().fault.what, "UBLKCP.MULTICAST");
}

// Texts of public listings (cicuvc/nvidia-sass-document notes/instr/ublkcp.md, notes/sm90/instr/elect.md).
TEST(BulkCopies, PrintAsNvidiasDisassemblerPrintsThem) {
  EXPECT_EQ(disassemble(to_shared, 0, 90).text, "UBLKCP.S.G [UR6], [UR4], UR8 ;");
  EXPECT_EQ(disassemble(to_global, 0, 90).text, "UBLKCP.G.S [UR4], [UR6], UR8 ;");
  EXPECT_EQ(disassemble(word(0x0000000003800000, 0x00000000003f782f), 0, 90).text, "ELECT P0, URZ, PT ;");
  EXPECT_EQ(disassemble(word(0x000000000b860000, 0x000000000506082f), 0, 90).text, "@P0 ELECT P3, UR6, UR5 ;");
}

// @P0 ELECT P2, UR9, PT and ELECT P3, UR9, ~UR5
TEST(BulkCopies, OneLaneIsElected) {
  OneWarp t(90);
  t.p(0) = 0x00f0ff00, t.p(2) = 0xffffffff;
  ASSERT_EQ(t.run(word(0x0000000003840000, 0x000000000009082f)), Stop::none);
  EXPECT_EQ(t.p(2), 0xff0f01ffu) << "of the lanes that take part, lane 8";
  EXPECT_EQ(t.ur(9), 8u);
  t.ur(5) = 0x0000ffff;
  ASSERT_EQ(t.run(word(0x000000000b860100, 0x000000000509782f)), Stop::none);
  EXPECT_EQ(t.p(3), 1u << 16);
  EXPECT_EQ(t.ur(9), 16u);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

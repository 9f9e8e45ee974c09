// Local memory: each thread has its own, whichever way it is addressed, in the GPU's memory.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// The bytes of one lane's stack, as the accesses of this test see them; the card's layout is its own business.
struct Stacks {
  OneWarp t;
  u32 top = t.warp().stack_top, bytes = t.warp().local_bytes, bottom = top - bytes;
  std::vector<std::byte> expected[lanes];

  Stacks() {
    for (auto& lane : expected) lane.assign(bytes, std::byte{0});
  }
  // What byte loads of each lane find, compared with what was stored.
  void expect_contents() {
    for (u32 n = 0; n < bytes; ++n) {
      t.set(2, bottom + n);
      ASSERT_EQ(t.run(of_size(ldl, sizes[0])), Stop::none);
      for (u32 l = 0; l < lanes; ++l)
        ASSERT_EQ(t.r(8)[l], static_cast<u32>(expected[l][n])) << "lane " << l << ", " << n;
    }
  }
};

TEST(LocalMemory, EveryThreadHasItsOwn) {
  Stacks s;
  for (const Size& size : sizes)
    for (const u32 mask : masks)
      for (const Walk& walk : walks) {
        s.t.p(0) = mask;
        for (u32 l = 0; l < lanes; ++l) {
          const u32 at = walk.place(l) * size.bytes % (s.bytes - 16) / size.bytes * size.bytes;
          s.t.r(2)[l] = s.bottom + at;
          u32 data[4];
          for (u32 n = 0; n < 4; ++n) s.t.r(8 + n)[l] = data[n] = (0x01010101 * (l + 1)) ^ (n + 1) << 28;
          if (mask >> l & 1) std::memcpy(s.expected[l].data() + at, data, size.bytes);
        }
        const std::vector<u32> addresses(s.t.r(2), s.t.r(2) + lanes);
        ASSERT_EQ(s.t.run(guarded_by(of_size(stl, size), 0)), Stop::none);
        for (u32 n = 8; n < 12; ++n) s.t.set(n, untouched);
        ASSERT_EQ(s.t.run(guarded_by(of_size(ldl, size), 0)), Stop::none);
        for (u32 l = 0; l < lanes; ++l) {
          const auto want = loaded(s.expected[l].data() + (addresses[l] - s.bottom), size);
          for (u32 n = 0; n < 4; ++n)
            ASSERT_EQ(s.t.r(8 + n)[l], mask >> l & 1 && n < (size.bytes + 3) / 4 ? want[n] : untouched)
                << size.name << ", " << walk.name << ", lane " << l << ", register " << n;
        }
      }
}

TEST(LocalMemory, NeighbouringBytesStayAsTheyWere) {
  Stacks s;
  for (u32 step = 0; step < 40; ++step) {
    const Size& size = sizes[step % 7];
    for (u32 l = 0; l < lanes; ++l) {
      const u32 at = (step * 53 + (step % 3 ? 0 : l * 29)) % (s.bytes - 16) / size.bytes * size.bytes;
      s.t.r(2)[l] = s.bottom + at;
      u32 data[4];
      for (u32 n = 0; n < 4; ++n) s.t.r(8 + n)[l] = data[n] = step << 24 | l << 8 | n;
      std::memcpy(s.expected[l].data() + at, data, size.bytes);
    }
    ASSERT_EQ(s.t.run(of_size(stl, size)), Stop::none);
  }
  s.expect_contents();
}

TEST(LocalMemory, GenericAddressesReachTheSameBytes) {
  for (const Size& size : sizes) {
    Stacks s;
    for (u32 l = 0; l < lanes; ++l) {
      const u64 a = s.t.launch.local_window + s.bottom + 16 * (l % 5);
      s.t.r(2)[l] = low32(a), s.t.r(3)[l] = high32(a);
      for (u32 n = 0; n < 4; ++n) s.t.r(8 + n)[l] = 1000 * l + n + 7;
    }
    ASSERT_EQ(s.t.run(of_size(st, size)), Stop::none);
    for (u32 l = 0; l < lanes; ++l) s.t.r(2)[l] = s.bottom + 16 * (l % 5);
    for (u32 n = 12; n < 16; ++n) s.t.set(n, 0);
    ASSERT_EQ(s.t.run(with(of_size(ldl, size), 16, 8, 12)), Stop::none);
    for (u32 l = 0; l < lanes; ++l) {
      const u32 stored[4] = {1000 * l + 7, 1000 * l + 8, 1000 * l + 9, 1000 * l + 10};
      const auto want = loaded(reinterpret_cast<const std::byte*>(stored), size);
      for (u32 n = 0; n < (size.bytes + 3) / 4; ++n) EXPECT_EQ(s.t.r(12 + n)[l], want[n]) << size.name << l;
    }
  }
}

TEST(LocalMemory, OneOffsetOfAllLanesIsOneRunOfTheGpusMemory) {
  Stacks s;
  s.t.set(2, s.bottom);
  for (u32 l = 0; l < lanes; ++l) s.t.r(8)[l] = l + 1;
  ASSERT_EQ(s.t.run(stl), Stop::none);
  const std::vector<u32> run = s.t.memory.get<u32>(s.t.warp().local_base, lanes);
  for (u32 l = 0; l < lanes; ++l) EXPECT_EQ(run[l], l + 1);
}

// LDL R8, [R2+UR5+0x4]; STL [R2+UR5+0x4], R8 (CuAssembler's pairs)
TEST(LocalMemory, UniformRegistersAreAdded) {
  Stacks s;
  s.t.set(2, s.bottom), s.t.set(8, 4711), s.t.ur(5) = 0x40;
  ASSERT_EQ(s.t.run(word(0x0000000008100805, 0x0000040802007987)), Stop::none);
  s.t.set(8, 0);
  ASSERT_EQ(s.t.run(word(0x0000000008100800, 0x0000040502087983)), Stop::none);
  EXPECT_EQ(s.t.r(8)[31], 4711u);
  s.t.set(2, s.bottom + 0x44);
  ASSERT_EQ(s.t.run(with(ldl, 16, 8, 9)), Stop::none);
  EXPECT_EQ(s.t.r(9)[0], 4711u);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

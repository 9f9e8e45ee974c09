// Loads and stores of all sizes through every space and address form: expectations are PTX's ld and st in plain C++.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// One of the ways to a block of bytes that the test can see.
struct Way {
  const char* name;
  Word load, store;
  // Prepares the warp and gives the address of the block's first byte.
  u64 (*prepare)(OneWarp&);
  std::byte* (*bytes)(OneWarp&);
};
constexpr u64 block_bytes = 4096;

std::byte* shared_block(OneWarp& t) { return t.cta.shared.data(); }
std::byte* global_block(OneWarp& t) { return t.memory.map(t.r64(30, 0), Access::read)->host; }
u64 new_global(OneWarp& t) {
  const u64 va = t.memory.allocate(block_bytes);
  t.set64(30, va);  // where global_block finds it
  return va;
}
u64 shared_offset(OneWarp&) { return 0; }
u64 shared_window(OneWarp& t) { return t.launch.shared_window; }

constexpr Way ways[] = {
    {"LDG", ldg, stg, new_global, global_block},
    {"LD of global memory", ld, st, new_global, global_block},
    {"LD of shared memory", ld, st, shared_window, shared_block},
    {"LDS", lds, sts, shared_offset, shared_block},
};

void set_addresses(OneWarp& t, u64 base, const Walk& walk, u32 bytes) {
  for (u32 l = 0; l < lanes; ++l) {
    const u64 a = base + u64{walk.place(l)} * bytes;
    t.r(2)[l] = low32(a), t.r(3)[l] = high32(a);
  }
}

TEST(LoadsAndStores, LoadWhatLiesAtEachLanesAddress) {
  for (const Way& way : ways) {
    OneWarp t;
    const u64 base = way.prepare(t);
    fill_with_noise(way.bytes(t), block_bytes);
    for (const Size& size : sizes)
      for (const Walk& walk : walks)
        for (const u32 mask : masks) {
          set_addresses(t, base, walk, size.bytes);
          for (u32 n = 8; n < 13; ++n) t.set(n, untouched);
          t.p(0) = mask;
          ASSERT_EQ(t.run(guarded_by(of_size(way.load, size), 0)), Stop::none) << way.name << size.name << walk.name;
          const u32 registers = (size.bytes + 3) / 4;
          for (u32 l = 0; l < lanes; ++l) {
            const auto expected = loaded(way.bytes(t) + walk.place(l) * size.bytes, size);
            for (u32 n = 0; n < 5; ++n)
              ASSERT_EQ(t.r(8 + n)[l], mask >> l & 1 && n < registers ? expected[n] : untouched)
                  << way.name << "." << size.name << ", " << walk.name << ", mask " << mask << ", lane " << l
                  << ", register " << n;
          }
        }
  }
}

TEST(LoadsAndStores, StoreEachLanesBytesAndNoOthers) {
  for (const Way& way : ways) {
    OneWarp t;
    const u64 base = way.prepare(t);
    for (const Size& size : sizes)
      for (const Walk& walk : walks)
        for (const u32 mask : masks) {
          fill_with_noise(way.bytes(t), block_bytes);
          set_addresses(t, base, walk, size.bytes);
          std::vector<std::byte> expected(way.bytes(t), way.bytes(t) + block_bytes);
          for (u32 l = 0; l < lanes; ++l) {
            u32 data[4];
            for (u32 n = 0; n < 4; ++n) t.r(8 + n)[l] = data[n] = (0x01010101 * (l + 1)) ^ n << 28;
            // Of lanes that store to the same place the last one wins here; PTX leaves it open which one does.
            if (mask >> l & 1) std::memcpy(expected.data() + walk.place(l) * size.bytes, data, size.bytes);
          }
          t.p(0) = mask;
          ASSERT_EQ(t.run(guarded_by(of_size(way.store, size), 0)), Stop::none) << way.name << size.name << walk.name;
          ASSERT_EQ(std::memcmp(way.bytes(t), expected.data(), block_bytes), 0)
              << way.name << "." << size.name << ", " << walk.name << ", mask " << mask;
        }
  }
}

TEST(LoadsAndStores, ALoadMayOverwriteItsOwnAddress) {
  OneWarp t;
  const u64 base = new_global(t);
  fill_with_noise(global_block(t), block_bytes);
  set_addresses(t, base, walks[5], 16);
  ASSERT_EQ(t.run(with(of_size(ldg, sizes[6]), 16, 8, 2)), Stop::none);  // LDG.E.128 R2, [R2.64]
  for (u32 l = 0; l < lanes; ++l) {
    const auto expected = loaded(global_block(t) + walks[5].place(l) * 16, sizes[6]);
    for (u32 n = 0; n < 4; ++n) EXPECT_EQ(t.r(2 + n)[l], expected[n]) << l;
  }
}

TEST(LoadsAndStores, RzAsDataStoresZerosAndAsDestinationTakesTheRestAway) {
  OneWarp t;
  const u64 base = new_global(t);
  fill_with_noise(global_block(t), block_bytes);
  set_addresses(t, base, walks[0], 16);
  ASSERT_EQ(t.run(with(of_size(ldg, sizes[6]), 16, 8, 255)), Stop::none);
  ASSERT_EQ(t.run(with(of_size(stg, sizes[6]), 32, 8, 255)), Stop::none);
  for (u32 n = 0; n < lanes * 16; ++n) ASSERT_EQ(global_block(t)[3 * 16 + n], std::byte{0}) << n;
}

TEST(LoadsAndStores, OffsetsOf24BitsAreSigned) {
  OneWarp t;
  const u64 base = new_global(t);
  fill_with_noise(global_block(t), block_bytes);
  t.set64(2, base + 0x800);
  ASSERT_EQ(t.run(with(ldg, 40, 24, 0xfff900)), Stop::none);  // + -0x700
  EXPECT_EQ(t.r(8)[0], loaded(global_block(t) + 0x100, sizes[4])[0]);
  t.set(2, 0x800);
  fill_with_noise(shared_block(t), block_bytes);
  ASSERT_EQ(t.run(with(lds, 40, 24, 0xfff900)), Stop::none);
  EXPECT_EQ(t.r(8)[0], loaded(shared_block(t) + 0x100, sizes[4])[0]);
}

// [R2.U32+UR6], [R2.64+UR6] and [UR6], as ptxas wrote them for sm_86 (CuAssembler's pairs).
TEST(LoadsAndStores, UniformRegistersAreAddedToWhatIsNoDescriptor) {
  constexpr Word with_32_bits = word(0x00000000081e0900, 0x0000000602087981);
  constexpr Word with_64_bits = word(0x000000000c1e0900, 0x0000000602087981);
  constexpr Word alone = word(0x000000000c1e0900, 0x00000006ff087981);
  for (const SmVersion sm : {SmVersion{86}, SmVersion{90}, SmVersion{120}}) {
    OneWarp t(sm);
    const u64 base = new_global(t);
    fill_with_noise(global_block(t), block_bytes);
    t.ur(6) = low32(base), t.ur(7) = high32(base);
    for (u32 l = 0; l < lanes; ++l) t.r(2)[l] = 8 * l, t.r(3)[l] = 0x1234;
    ASSERT_EQ(t.run(with_32_bits), Stop::none);
    for (u32 l = 0; l < lanes; ++l) EXPECT_EQ(t.r(8)[l], loaded(global_block(t) + 8 * l, sizes[4])[0]) << l;
    ASSERT_EQ(t.run(alone), Stop::none);
    for (u32 l = 0; l < lanes; ++l) EXPECT_EQ(t.r(8)[l], loaded(global_block(t), sizes[4])[0]) << l;
    for (u32 l = 0; l < lanes; ++l) t.r(2)[l] = static_cast<u32>(-8), t.r(3)[l] = ~0u;
    t.ur(6) += 64;
    ASSERT_EQ(t.run(with_64_bits), Stop::none);
    EXPECT_EQ(t.r(8)[0], loaded(global_block(t) + 56, sizes[4])[0]);
    // STG.E [R2.64+UR6], R8
    t.set(8, 77);
    ASSERT_EQ(t.run(word(0x000000000c100906, 0x0000000802007986)), Stop::none);
    EXPECT_EQ(loaded(global_block(t) + 56, sizes[4])[0], 77u);
  }
}

TEST(LoadsAndStores, UrzIsRegister63UntilHopperAnd255FromBlackwellOn) {
  OneWarp older(86), newer(120);
  for (OneWarp* t : {&older, &newer}) {
    fill_with_noise(shared_block(*t), block_bytes);
    t->set(2, 0x40);
    t->ur(63) = 0x20;
    // LDS R8, [R2+UR63], LDS R8, [R2+URZ]
    ASSERT_EQ(t->run(word(0x0000000008000800, 0x0000003f02087984)), Stop::none);
  }
  EXPECT_EQ(older.r(8)[0], loaded(shared_block(older) + 0x40, sizes[4])[0]);
  EXPECT_EQ(newer.r(8)[0], loaded(shared_block(newer) + 0x60, sizes[4])[0]);
  ASSERT_EQ(newer.run(word(0x0000000008000800, 0x000000ff02087984)), Stop::none);
  EXPECT_EQ(newer.r(8)[0], loaded(shared_block(newer) + 0x40, sizes[4])[0]);
}

TEST(LoadsAndStores, SharedAddressesAreScaledUntilAda) {
  OneWarp t(86);
  fill_with_noise(shared_block(t), block_bytes);
  for (u32 scale = 0; scale < 4; ++scale) {
    for (u32 l = 0; l < lanes; ++l) t.r(2)[l] = 4 * l;
    t.ur(5) = 0x100;
    // LDS R8, [R2.X4+UR5+0x8] and its neighbours
    const Word w = with(word(0x0000000008000800, 0x0000080502087984), 78, 2, scale);
    ASSERT_EQ(t.run(w), Stop::none);
    const u32 factors[] = {1, 4, 8, 16};
    for (u32 l = 0; l < lanes; ++l)
      EXPECT_EQ(t.r(8)[l], loaded(shared_block(t) + 4 * l * factors[scale] + 0x108, sizes[4])[0]) << scale << l;
  }
}

TEST(LoadsAndStores, LanesWhosePredicateIsFalseLoadZerosWithoutReading) {
  OneWarp t;
  const u64 base = new_global(t);
  fill_with_noise(global_block(t), block_bytes);
  for (u32 l = 0; l < lanes; ++l) {
    const u64 a = l % 3 ? base + 4 * l : 0x10;  // where nothing is mapped
    t.r(2)[l] = low32(a), t.r(3)[l] = high32(a);
    t.r(8)[l] = untouched;
  }
  t.p(3) = 0;
  for (u32 l = 0; l < lanes; ++l) t.p(3) |= l % 3 ? 1u << l : 0;
  t.p(0) = 0x00ffffff;
  // @P0 LDG.E R8, [R2.64], P3: the field holds 7 - 3
  ASSERT_EQ(t.run(guarded_by(with(ldg, 64, 4, 4), 0)), Stop::none);
  for (u32 l = 0; l < lanes; ++l) {
    const u32 expected = l >= 24 ? untouched : l % 3 ? loaded(global_block(t) + 4 * l, sizes[4])[0] : 0;
    EXPECT_EQ(t.r(8)[l], expected) << l;
  }
  t.p(3) = ~t.p(3);
  t.set(8, untouched);
  ASSERT_EQ(t.run(guarded_by(with(ldg, 64, 4, 4 | 8), 0)), Stop::none);  // !P3
  EXPECT_EQ(t.r(8)[0], 0u);
  EXPECT_EQ(t.r(8)[1], loaded(global_block(t) + 4, sizes[4])[0]);
}

TEST(LoadsAndStores, LanesOfAWarpMayLieInDifferentMappings) {
  OneWarp t;
  const u64 one = t.memory.allocate(64 * KiB), other = t.memory.allocate(64 * KiB);
  for (u32 l = 0; l < lanes; ++l) {
    const u64 a = (l & 1 ? one : other) + 4 * l;
    t.r(2)[l] = low32(a), t.r(3)[l] = high32(a);
    t.r(8)[l] = 100 + l;
  }
  ASSERT_EQ(t.run(stg), Stop::none);
  t.set(8, 0);
  ASSERT_EQ(t.run(ldg), Stop::none);
  for (u32 l = 0; l < lanes; ++l) {
    EXPECT_EQ(t.r(8)[l], 100 + l);
    EXPECT_EQ(t.memory.get<u32>((l & 1 ? one : other) + 4 * l, 1)[0], 100 + l);
  }
}

TEST(LoadsAndStores, ARunMayCrossFromOneMappingIntoTheNext) {
  OneWarp t;
  const u64 base = t.memory.allocate(2 * PagedSpace::page);
  const u64 begin = base + PagedSpace::page - 64;
  for (u32 l = 0; l < lanes; ++l) {
    const u64 a = begin + 16 * l;
    t.r(2)[l] = low32(a), t.r(3)[l] = high32(a);
    for (u32 n = 0; n < 4; ++n) t.r(8 + n)[l] = 4 * l + n;
  }
  ASSERT_EQ(t.run(of_size(stg, sizes[6])), Stop::none);
  for (u32 n = 0; n < 4 * lanes; ++n) ASSERT_EQ(t.memory.get<u32>(begin + 4 * n, 1)[0], n);
  for (u32 n = 0; n < 4; ++n) t.set(8 + n, 0);
  ASSERT_EQ(t.run(of_size(ldg, sizes[6])), Stop::none);
  for (u32 l = 0; l < lanes; ++l)
    for (u32 n = 0; n < 4; ++n) EXPECT_EQ(t.r(8 + n)[l], 4 * l + n);
}

// Without .E addresses have 32 bits, LD's and ST's offsets then too (CuAssembler's pairs for sm_86).
TEST(LoadsAndStores, GenericOffsetsAre32BitsWithoutUniformRegisters) {
  OneWarp t;
  const u64 base = new_global(t);
  fill_with_noise(global_block(t), block_bytes);
  t.set64(2, base + 0x1000000000);
  // LD.E R8, [R2+0x7f000000]: less than 32 bits would not reach
  t.set64(2, base - 0x7f000000 + 0x40);
  ASSERT_EQ(t.run(word(0x0000000000100900, 0x7f00000002087980)), Stop::none);
  EXPECT_EQ(t.r(8)[0], loaded(global_block(t) + 0x40, sizes[4])[0]);
  // ST.E [R2+0x7f000000], R8: the data register is in bits 64-71
  t.set(8, 1234);
  ASSERT_EQ(t.run(word(0x0000000000100908, 0x7f00000002007385)), Stop::none);
  EXPECT_EQ(loaded(global_block(t) + 0x40, sizes[4])[0], 1234u);
}

TEST(LoadsAndStores, QspcTellsTheWindowsOfAGenericAddressApart) {
  OneWarp t;
  const u64 global = t.memory.allocate(4096);
  const u64 inside[] = {global, t.launch.local_window + 0x10, t.launch.shared_window,
                        t.launch.shared_window + (1 << 24) - 1};
  const u32 spaces[] = {0, 1, 2, 2};
  for (u32 l = 0; l < lanes; ++l) t.r(2)[l] = low32(inside[l % 4]), t.r(3)[l] = high32(inside[l % 4]);
  for (u32 space = 0; space < 3; ++space) {
    // QSPC.E.S P0, RZ, [R2]
    ASSERT_EQ(t.run(with(word(0x0000000000000500, 0x0000000002ff73aa), 73, 2, space)), Stop::none);
    for (u32 l = 0; l < lanes; ++l) EXPECT_EQ(t.p(0) >> l & 1, spaces[l % 4] == space) << space << " " << l;
  }
}

TEST(LoadsAndStores, BarriersAndCacheControlChangeNothing) {
  OneWarp t;
  constexpr Word ordering[] = {
      word(0x0000000000002000, 0x0000000000007992),  // MEMBAR.SC.GPU
      word(0x0000000002000000, 0x00000000ff00798f),  // CCTL.IVALL
      word(0x0000000000000000, 0x00000000000079ab),  // ERRBAR
      word(0x0000000000000000, 0x00000000000079af),  // LDGDEPBAR
  };
  const std::vector<u32> before(&t.warp().r[0][0], &t.warp().r[0][0] + 255 * lanes);
  for (const Word w : ordering) {
    EXPECT_EQ(t.run(w), Stop::none);
    EXPECT_EQ(t.next_index(), 1u);
  }
  EXPECT_TRUE(std::equal(before.begin(), before.end(), &t.warp().r[0][0]));
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// Accesses that fail: which error, which lane, which address, and that nothing was done.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct Refused {
  OneWarp t;
  u64 base = t.memory.allocate(PagedSpace::page);  // nothing is mapped behind it
  u64 end = base + PagedSpace::page;

  explicit Refused(SmVersion sm = 86) : t(sm) {
    t.memory.write(base, std::vector<u32>(1024, 0x5a5a5a5a).data(), 4096);
    for (u32 n = 8; n < 12; ++n) t.set(n, untouched);
  }
  void address(u32 lane, u64 a) { t.r(2)[lane] = low32(a), t.r(3)[lane] = high32(a); }
  void addresses(u64 first, u32 stride) {
    for (u32 l = 0; l < lanes; ++l) address(l, first + u64{l} * stride);
  }
  const Fault& fault() { return t.warp().fault; }
  void expect_error(WarpError error, u32 lane, u64 a) {
    EXPECT_EQ(t.warp().stop, Stop::fault);
    EXPECT_EQ(fault().kind, Fault::Kind::warp_error);
    EXPECT_EQ(name(fault().error), name(error));
    EXPECT_EQ(fault().lane, lane);
    EXPECT_EQ(fault().address, a);
    EXPECT_EQ(fault().pc, t.launch.program);
  }
  void expect_memory_fault(Access access, u32 lane, u64 a) {
    EXPECT_EQ(t.warp().stop, Stop::fault);
    EXPECT_EQ(fault().kind, Fault::Kind::memory);
    EXPECT_EQ(fault().error, WarpError::mmu_fault);
    EXPECT_EQ(fault().lane, lane);
    EXPECT_EQ(fault().address, a);
    EXPECT_EQ(fault().memory.va, a);
    EXPECT_EQ(fault().memory.access, access);
    EXPECT_EQ(fault().memory.reason, MemoryFault::Reason::unmapped);
  }
  void expect_registers_untouched() {
    for (u32 n = 8; n < 12; ++n)
      for (u32 l = 0; l < lanes; ++l) ASSERT_EQ(t.r(n)[l], untouched) << "R" << n << " of lane " << l;
  }
};

TEST(MemoryFaults, TheFirstLaneBehindTheLastPageIsNamed) {
  Refused c;
  c.addresses(c.end - 20 * 4, 4);
  c.t.run(ldg);
  c.expect_memory_fault(Access::read, 20, c.end);
  c.expect_registers_untouched();
}

TEST(MemoryFaults, LanesThatDoNotTakePartDoNotFault) {
  Refused c;
  c.addresses(c.end - 20 * 4, 4);
  c.t.p(0) = (1u << 20) - 1;
  EXPECT_EQ(c.t.run(guarded_by(ldg, 0)), Stop::none);
  c.t.p(0) |= 1u << 30;
  c.t.run(guarded_by(ldg, 0));
  c.expect_memory_fault(Access::read, 30, c.end + 40);
}

TEST(MemoryFaults, AStoreThatFaultsInOneLaneStoresNothing) {
  Refused c;
  c.addresses(c.base, 4);
  c.address(31, 0x10);
  c.t.run(stg);
  c.expect_memory_fault(Access::write, 31, 0x10);
  for (const u32 x : c.t.memory.get<u32>(c.base, 32)) EXPECT_EQ(x, 0x5a5a5a5au);
}

TEST(MemoryFaults, AddressesMustBeMultiplesOfWhatIsMoved) {
  for (const Size& size : sizes) {
    if (size.bytes == 1) continue;
    for (const Word w : {ldg, stg, ld, st}) {
      Refused c;
      c.addresses(c.base, size.bytes);
      c.address(7, c.base + size.bytes / 2);
      c.address(9, c.base + 1);
      c.t.run(of_size(w, size));
      c.expect_error(WarpError::misaligned_addr, 7, c.base + size.bytes / 2);
      c.expect_registers_untouched();
    }
  }
}

TEST(MemoryFaults, AWholeWarpOffByOneIsMisalignedInLaneZero) {
  for (const Word w : {ldg, stg}) {
    Refused c;
    c.addresses(c.base + 2, 4);
    c.t.run(w);
    c.expect_error(WarpError::misaligned_addr, 0, c.base + 2);
  }
}

TEST(MemoryFaults, TheOffsetCountsForAlignmentToo) {
  Refused c;
  c.addresses(c.base, 4);
  c.t.run(with(ldg, 40, 24, 2));
  c.expect_error(WarpError::misaligned_addr, 0, c.base + 2);
}

// The SM looks at all addresses before the page tables are asked.
TEST(MemoryFaults, MisalignmentGoesBeforeAPageFault) {
  Refused c;
  c.addresses(c.end, 4);
  c.address(31, c.base + 1);
  c.t.run(ldg);
  c.expect_error(WarpError::misaligned_addr, 31, c.base + 1);
}

TEST(MemoryFaults, SharedMemoryEndsWhereTheBlocksShareEnds) {
  for (const Size& size : sizes)
    for (const Word w : {lds, sts}) {
      Refused c;
      const u32 end = static_cast<u32>(c.t.cta.shared.size());
      for (u32 l = 0; l < lanes; ++l) c.t.r(2)[l] = end - size.bytes;
      EXPECT_EQ(c.t.run(of_size(w, size)), Stop::none);
      for (u32 n = 8; n < 12; ++n) c.t.set(n, untouched);
      c.t.r(2)[5] = end;
      c.t.run(of_size(w, size));
      c.expect_error(WarpError::oor_addr, 5, end);
      c.expect_registers_untouched();
      c.t.r(2)[5] = 0xffffff00;
      c.t.run(of_size(w, size));
      c.expect_error(WarpError::oor_addr, 5, 0xffffff00);
    }
}

TEST(MemoryFaults, SharedAddressesMustBeAlignedToo) {
  Refused c;
  c.t.set(2, 0);
  c.t.r(2)[3] = 6;
  c.t.run(lds);
  c.expect_error(WarpError::misaligned_addr, 3, 6);
}

TEST(MemoryFaults, ABlockWithoutSharedMemoryHasNoSharedAddress) {
  OneWarp t(86, 0);
  t.set(2, 0);
  EXPECT_EQ(t.run(lds), Stop::fault);
  EXPECT_EQ(t.warp().fault.error, WarpError::oor_addr);
  t.p(0) = 0;
  EXPECT_EQ(t.run(guarded_by(lds, 0)), Stop::none) << "nobody takes part";
}

TEST(MemoryFaults, GenericAddressesBehindTheBlocksShareAreOutOfRange) {
  Refused c;
  const u64 window = c.t.launch.shared_window;
  c.addresses(window, 4);
  c.address(4, window + 4096);
  c.t.run(ld);
  c.expect_error(WarpError::oor_addr, 4, window + 4096);
  c.expect_registers_untouched();
  c.address(4, window + (1 << 24));  // behind the window: an address as any other
  c.t.run(st);
  c.expect_memory_fault(Access::write, 4, window + (1 << 24));
}

TEST(MemoryFaults, LocalMemoryEndsAtTheStacksBottomAndAtItsTop) {
  for (const Word w : {ldl, stl}) {
    Refused c;
    const u32 top = c.t.warp().stack_top, bottom = top - c.t.warp().local_bytes;
    c.t.set(2, bottom);
    EXPECT_EQ(c.t.run(w), Stop::none);
    c.t.set(2, top - 4);
    EXPECT_EQ(c.t.run(w), Stop::none);
    for (u32 n = 8; n < 12; ++n) c.t.set(n, untouched);
    c.t.r(2)[6] = bottom - 4;  // a stack that overflows
    c.t.run(w);
    c.expect_error(WarpError::oor_addr, 6, bottom - 4);
    c.expect_registers_untouched();
    c.t.r(2)[6] = top;
    c.t.run(w);
    c.expect_error(WarpError::oor_addr, 6, top);
    c.t.r(2)[6] = top - 2;
    c.t.run(w);
    c.expect_error(WarpError::misaligned_addr, 6, top - 2);
  }
}

// Functions that nvcc compiles with -G trap where their stack pointer is below it.
TEST(MemoryFaults, TheStacksBottomIsInASpecialRegister) {
  const Word read_bottom = word(0x0000000000003700, 0x0000000000027919);  // S2R R2, SR_LMEMHIOFF
  Refused c;
  ASSERT_EQ(c.t.run(read_bottom), Stop::none);
  EXPECT_EQ(c.t.run(stl), Stop::none);
  const u32 bottom = c.t.r(2)[6];
  c.t.r(2)[6] = bottom - 4;
  c.t.run(stl);
  c.expect_error(WarpError::oor_addr, 6, bottom - 4);
}

TEST(MemoryFaults, SparseResidencyPredicatesAreRefusedByName) {
  Refused c;
  c.addresses(c.base, 4);
  c.t.run(with(ldg, 81, 3, 2));
  EXPECT_EQ(c.fault().kind, Fault::Kind::unsupported);
  EXPECT_EQ(c.fault().what, "LDG that writes a predicate");
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass

// Shader programs' way to memory: mappings of what page tables say, faults, and who hears of stores.
#include "simulator/nvidia/compute/shader_space.hpp"

#include <gtest/gtest.h>

#include "simulator/isa/memory_view.hpp"
#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using isa::Access;

struct Listener final : PageWatcher {
  void page_written(u64 page) override { pages.push_back(page); }
  std::vector<u64> pages;
};

struct Shaders : testing::TestWithParam<Architecture> {
  Card card{GetParam()};
  VirtualSpace channel{card.mmu, {}};
  ShaderSpace space{channel};
  u64 spare = 0x30'0000'0000;

  void SetUp() override { bind(false); }
  void bind(bool privileged) {
    channel.bind({.bound = true, .base = card.tables.directory()}, {}, privileged);
    space.refresh();
  }
  FaultType refusal(u64 va, Access access) {
    const auto m = space.map(va, access);
    EXPECT_FALSE(m);
    return m ? FaultType::poisoned : space.fault_of(m.error()).type;
  }
};

TEST_P(Shaders, ALargePageIsOneMapping) {
  card.tables.map(spare, {Aperture::video, 4 * MiB}, 2 * MiB, {.size = 2 * MiB});
  const auto m = space.map(spare + 0x12345, Access::read);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->base, spare);
  EXPECT_EQ(m->size, 2 * MiB);
  EXPECT_EQ(m->host, card.vram.data() + 4 * MiB);
}

TEST_P(Shaders, AMappingEndsWhereItsPageEnds) {
  card.tables.map(spare, {Aperture::video, 0x40000}, 0x1000);
  card.tables.map(spare + 0x1000, {Aperture::video, 0x80000}, 0x1000);
  const auto first = space.map(spare + 0xfff, Access::read), second = space.map(spare + 0x1000, Access::read);
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->size, 0x1000u);
  EXPECT_EQ(first->host, card.vram.data() + 0x40000);
  EXPECT_EQ(second->host, card.vram.data() + 0x80000);
}

TEST_P(Shaders, HostMemoryIsReachedPageByPage) {
  const auto m = space.map(Card::host_va + 0x2345, Access::write);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->size, 0x1000u);
  m->host[0x345] = std::byte{7};
  EXPECT_EQ(card.port.memory.load<u8>(0x2345), 7);
}

TEST_P(Shaders, RefusedAccessesNameTheFaultOfTheMmu) {
  card.tables.map(spare, {Aperture::video, 0}, 0x1000, {.read_only = true});
  card.tables.map(spare + 0x1000, {Aperture::video, 0}, 0x1000, {.privileged = true});
  card.tables.map(spare + 0x2000, {Aperture::video, 0}, 0x1000, {.no_atomics = true});
  EXPECT_TRUE(space.map(spare, Access::read));
  EXPECT_EQ(refusal(spare, Access::write), FaultType::ro_violation);
  EXPECT_EQ(refusal(spare, Access::atomic), FaultType::ro_violation);
  EXPECT_EQ(refusal(spare + 0x1000, Access::read), FaultType::priv_violation);
  EXPECT_TRUE(space.map(spare + 0x2000, Access::write));
  EXPECT_EQ(refusal(spare + 0x2000, Access::atomic), FaultType::atomic_violation);
  EXPECT_EQ(refusal(spare + 0x3000, Access::read), FaultType::pte);
  EXPECT_EQ(refusal(spare + 4 * MiB, Access::read), FaultType::pde);
  EXPECT_EQ(refusal(u64{1} << 60, Access::read), FaultType::va_limit_violation);
}

TEST_P(Shaders, AFaultNamesAddressAndAccess) {
  const auto m = space.map(spare + 0x123, Access::write);
  ASSERT_FALSE(m);
  const AccessFault fault = space.fault_of(m.error());
  EXPECT_EQ(fault.address, spare + 0x123);
  EXPECT_EQ(fault.access, FaultAccess::write);
}

TEST_P(Shaders, TheKernelsPagesAreOpenToPrivilegedChannels) {
  card.tables.map(spare, {Aperture::video, 0}, 0x1000, {.privileged = true});
  const u64 before = space.generation();
  bind(true);
  EXPECT_TRUE(space.map(spare, Access::read));
  EXPECT_NE(space.generation(), before) << "what was mapped for the earlier binding is stale";
}

TEST_P(Shaders, SparsePagesReadAsZerosAndSwallowStores) {
  card.tables.sparse(spare, 0x1000);
  const auto store = space.map(spare, Access::write);
  ASSERT_TRUE(store);
  store->host[8] = std::byte{1};
  const auto load = space.map(spare, Access::read);
  ASSERT_TRUE(load);
  EXPECT_EQ(load->host[8], std::byte{0});
}

TEST_P(Shaders, AnInvalidationMakesMappingsStale) {
  card.tables.map(spare, {Aperture::video, 0x40000}, 0x1000);
  isa::MemoryView view;
  view.space = &space;
  view.clear();
  bool straddles = false;
  EXPECT_EQ(view.refill(spare, 4, Access::read, straddles), card.vram.data() + 0x40000);
  card.tables.map(spare, {Aperture::video, 0x90000}, 0x1000);
  card.mmu.invalidate_all();
  space.refresh();
  view.validate();
  EXPECT_EQ(view.read[spare >> 12 & (isa::MemoryView::entries - 1)].host, nullptr);
  EXPECT_EQ(view.refill(spare, 4, Access::read, straddles), card.vram.data() + 0x90000);
}

TEST_P(Shaders, ASnapshotOfMemoryMakesMappingsStale) {
  ASSERT_TRUE(space.map(Card::vram_va, Access::write));
  const u64 before = space.generation();
  const auto snapshot = card.vram.take_snapshot();
  space.refresh();
  EXPECT_NE(space.generation(), before);
}

TEST_P(Shaders, WatchersHearOfStoresAtTheEndOfASlice) {
  Listener listener;
  card.vram.watch(0x5000, listener);
  const auto m = space.map(Card::vram_va + 0x5008, Access::write);
  ASSERT_TRUE(m);
  listener.pages.clear();
  m->host[Card::vram_va + 0x5008 - m->base] = std::byte{1};
  space.settle();
  EXPECT_EQ(listener.pages, std::vector<u64>{0x5000});
  // The mapping is still in use in the next slice.
  space.settle();
  EXPECT_EQ(listener.pages.size(), 2u);
  card.vram.unwatch(0x5000, listener);
}

TEST_P(Shaders, WatchersHearOfStoresThroughMappingsThatWentStale) {
  Listener listener;
  card.vram.watch(0x5000, listener);
  ASSERT_TRUE(space.map(Card::vram_va + 0x5008, Access::write));
  listener.pages.clear();
  card.mmu.invalidate_all();
  space.refresh();
  space.settle();
  EXPECT_EQ(listener.pages.size(), 1u);
  space.settle();
  EXPECT_EQ(listener.pages.size(), 1u) << "nobody stores through it any more";
  card.vram.unwatch(0x5000, listener);
}

INSTANTIATE_TEST_SUITE_P(Formats, Shaders, testing::Values(Architecture::ampere, Architecture::blackwell));

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests

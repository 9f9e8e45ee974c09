// Routing by programmed registers, enumeration, and links that go down.
#include "tests/pcie/fabric_fixture.hpp"

namespace egpulab::simulator::pcie::tests {
namespace {

using namespace config;
using ::testing::ElementsAre;

struct Behind : FabricFixture {
  std::vector<std::string> path_ids() {
    std::vector<std::string> ids;
    for (const Bridge* bridge : gpu->path()) ids.push_back(fmt::format("{:08x}", bridge->config().read(0, 4)));
    return ids;
  }
};

TEST_F(Behind, BehindADockTheGpuIsOnBus5) {
  EXPECT_THAT(path_ids(), ElementsAre("9a238086", "0b268086", "0b268086", "14781002", "14791002"));
  EXPECT_EQ(to_string(gpu_at()), "05:00.0");
}

TEST_F(Behind, EveryBarIsReachedThroughAllWindows) {
  for (const auto& bar : gpu->bars()) {
    if (bar.profile.io) continue;
    const auto first = fabric.route(bar.address), last = fabric.route(bar.address + bar.size - 1);
    ASSERT_TRUE(first && last) << int{bar.profile.index};
    EXPECT_EQ(first->function, gpu);
    EXPECT_EQ(first->bar, bar.profile.index);
    EXPECT_EQ(first->offset, 0u);
    EXPECT_EQ(last->offset, bar.size - 1);
    EXPECT_EQ(bar.address % bar.size, 0u);
  }
}

TEST_F(Behind, AWindowThatDoesNotHoldTheAddressHidesTheBar) {
  const Bdf port{4, 0, 0};
  ASSERT_EQ(fabric.config_read(port, 0, 4), 0x14791002u);
  const u64 epoch = fabric.epoch();
  fabric.config_write(port, memory_base, 2, 0xfff0);
  fabric.config_write(port, memory_limit, 2, 0);

  EXPECT_NE(fabric.epoch(), epoch);
  EXPECT_FALSE(fabric.route(gpu->bar(5)->address));
  EXPECT_TRUE(fabric.route(gpu->bar(0)->address)) << "the prefetchable window is another";
}

TEST_F(Behind, WrongBusNumbersMisrouteConfigurationRequests) {
  fabric.config_write({0, 1, 0}, secondary_bus, 1, 9);
  EXPECT_EQ(fabric.config_read({5, 0, 0}, 0, 4), ~0u);
}

TEST_F(Behind, ResizingMovesEverythingThatMustMove) {
  enumerator.resize(*gpu, 0, 16 * GiB);

  const auto* const bar = gpu->bar(0);
  EXPECT_EQ(bar->size, 16 * GiB);
  const auto end = fabric.route(bar->address + 16 * GiB - 1);
  ASSERT_TRUE(end);
  EXPECT_EQ(end->bar, 0u);
  EXPECT_TRUE(fabric.route(gpu->bar(2)->address));
}

TEST_F(Behind, TheWindowLimitsTheBar) {
  EXPECT_EQ(enumerator.largest_size(*gpu, 0), 32 * GiB);
  EXPECT_EQ(enumerator.largest_size(*gpu, 5), std::nullopt);
}

TEST_F(Behind, ALostLinkHidesEverythingBelowTheDock) {
  fabric.lose_link(0, false);

  EXPECT_EQ(fabric.config_read(gpu_at(), 0, 4), ~0u);
  EXPECT_EQ(fabric.config_read({2, 0, 0}, 0, 4), 0x0b268086u) << "the dock is still there";
  EXPECT_FALSE(fabric.route(gpu->bar(5)->address));
  EXPECT_EQ(gpu->path()[2]->config().read(0x58 + link_status, 2) & link_status_active, 0u);
}

TEST_F(Behind, ASecondaryBusResetHoldsTheLinkDownWhileItIsAsserted) {
  const Bdf port{4, 0, 0};
  const u32 control = fabric.config_read(port, bridge_control, 2);
  fabric.config_write(port, bridge_control, 2, control | bridge_secondary_reset);
  EXPECT_EQ(fabric.config_read(gpu_at(), 0, 4), ~0u);
  fabric.config_write(port, bridge_control, 2, control);

  EXPECT_EQ(fabric.config_read(gpu_at(), 0, 4), 0x744c1002u);
  EXPECT_EQ(fabric.config_read(gpu_at(), 4, 2), 0u) << "and the function starts over";
}

TEST_F(Behind, DisablingALinkResetsWhatIsBelow) {
  const Bdf port{4, 0, 0};
  fabric.config_write(port, 0x58 + link_control, 2, link_control_disable);
  EXPECT_EQ(fabric.config_read(gpu_at(), 0, 4), ~0u);
  fabric.config_write(port, 0x58 + link_control, 2, 0);
  EXPECT_EQ(fabric.config_read(gpu_at(), 4, 2), 0u);
}

TEST_F(Behind, WhatWasSavedBeforeAResetIsPutBack) {
  const auto saved = enumerator.save_below(fabric.where_bridge(*gpu));
  const u64 address = gpu->bar(0)->address;
  enumerator.resize(*gpu, 0, 512 * MiB);
  const auto resized = enumerator.save_below(fabric.where_bridge(*gpu));
  gpu->reset(Reset::bus);
  ASSERT_NE(gpu->bar(0)->address, address);

  enumerator.restore(resized);

  EXPECT_EQ(gpu->bar(0)->size, 512 * MiB);
  EXPECT_TRUE(fabric.route(gpu->bar(0)->address + 512 * MiB - 1));
  enumerator.restore(saved);
  EXPECT_EQ(gpu->bar(0)->size, 256 * MiB);
}

struct TwoCards : FabricFixture {
  TwoCards() : FabricFixture("native", 2) {}
};

TEST_F(TwoCards, HaveTheirOwnRootPortsBusesAndAddresses) {
  EndpointFunction& first = *fabric.endpoints()[0];
  EXPECT_EQ(to_string(fabric.where(first)), "03:00.0");
  EXPECT_EQ(to_string(gpu_at()), "06:00.0");
  EXPECT_EQ(fabric.route(first.bar(5)->address)->function, &first);
  EXPECT_EQ(fabric.route(gpu->bar(5)->address)->function, gpu);
  EXPECT_EQ(fabric.config_read({0, 3, 0}, 0, 4), ~0u);
}

TEST_F(TwoCards, LoseTheirLinksSeparately) {
  fabric.lose_link(0, false);
  EXPECT_EQ(fabric.config_read({3, 0, 0}, 0, 4), ~0u);
  EXPECT_EQ(fabric.config_read({6, 0, 0}, 0, 4), 0x744c1002u);
}

struct Asm2464pd : FabricFixture {
  Asm2464pd() : FabricFixture("asm2464pd") {}
};

TEST_F(Asm2464pd, AnAmdCardIsOnBus4) { EXPECT_EQ(to_string(gpu_at()), "04:00.0"); }

}  // namespace
}  // namespace egpulab::simulator::pcie::tests

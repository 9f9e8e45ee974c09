// Registers: masks, handlers, and addresses that nobody declared.
#include "simulator/core/register_file.hpp"

#include <gtest/gtest.h>

#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator {
namespace {

struct Registers : testing::Test {
  Timeline timeline;
  Report report;
  RegisterFile file{"BAR5", 0x1000, timeline, report};
};

TEST_F(Registers, AWriteChangesOnlyWritableBits) {
  file.add(0x10, "CTL", {.rw = 0x0f, .reset = 0xf0});
  file.write(0x10, 0xffffffff);
  EXPECT_EQ(file.read(0x10), 0xffu);
}

TEST_F(Registers, WritingOneClearsStatusBits) {
  file.add(0x10, "STATUS", {.rw = 0, .w1c = 0x7, .reset = 0x7});
  file.write(0x10, 0x2);
  EXPECT_EQ(file.read(0x10), 0x5u);
}

TEST_F(Registers, WriteOnlyBitsReadAsZeroButTheBlockSeesThem) {
  file.add(0x10, "KEY", {.rw = 0xff, .wo = 0xf0});
  file.write(0x10, 0xab);
  EXPECT_EQ(file.read(0x10), 0x0bu);
  EXPECT_EQ(file.get(0x10), 0xabu);
}

TEST_F(Registers, HandlersGetTheirIndexAndTheValueAsWritten) {
  file.add(0x20, "RING[3]", {.rw = 0xff});
  struct Owner {
    u32 index = 0, written = 0;
  } owner;
  file.on_write(
      0x20,
      [](void* o, u32 i, u32 v) {
        *static_cast<Owner*>(o) = {i, v};
      },
      &owner, 3);
  file.on_read(
      0x20, [](void*, u32 i, u32 stored) { return stored | i << 16; }, &owner, 3);

  file.write(0x20, 0x1234);

  EXPECT_EQ(owner.index, 3u);
  EXPECT_EQ(owner.written, 0x1234u);
  EXPECT_EQ(file.read(0x20), 0x30034u);
}

TEST_F(Registers, AnUndeclaredAddressIsCountedByNameAndReadsZero) {
  file.set_namer([](const void*, u64 address) { return address == 0x40 ? std::string("regFOO") : std::string(); },
                 nullptr);
  file.write(0x40, 5);
  EXPECT_EQ(file.read(0x40), 0u);
  EXPECT_EQ(file.read(0x44), 0u);

  ASSERT_EQ(report.entries().size(), 3u);
  EXPECT_EQ(report.entries()[0].what, "write of regFOO (BAR5+0x40)");
  EXPECT_EQ(report.entries()[2].what, "read of BAR5+0x44");
}

TEST_F(Registers, AnAddressBeyondTheSpaceIsUnmodelledToo) {
  EXPECT_EQ(file.read(0x2000), 0u);
  EXPECT_EQ(report.count(Finding::unmodelled), 1u);
}

TEST_F(Registers, DeclaringOneAddressTwiceNamesBoth) {
  file.add(0x10, "A", {});
  EXPECT_THROW(
      {
        try {
          file.add(0x10, "B", {});
        } catch (const std::logic_error& e) {
          EXPECT_STREQ(e.what(), "BAR5: A and B are both at 0x10");
          throw;
        }
      },
      std::logic_error);
}

TEST_F(Registers, ResettingARangeLeavesTheRest) {
  file.add(0x10, "A", {.reset = 1});
  file.add(0x20, "B", {.reset = 2});
  file.put(0x10, 7);
  file.put(0x20, 7);

  file.reset(0x20, 0x24);

  EXPECT_EQ(file.get(0x10), 7u);
  EXPECT_EQ(file.get(0x20), 2u);
}

TEST_F(Registers, StateRestoresIntoAFileOfTheSameLayout) {
  file.add(0x10, "A", {});
  file.write(0x10, 0x55);
  std::vector<std::byte> saved;
  StateSaver saver(saved);
  file.visit(saver);
  file.write(0x10, 0);

  StateRestorer restorer(saved);
  file.visit(restorer);

  EXPECT_EQ(file.read(0x10), 0x55u);
}

}  // namespace
}  // namespace egpulab::simulator

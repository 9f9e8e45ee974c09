// Page tables as the device would find them in memory.
#include "driver/memory/page_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "driver/base/error.hpp"

namespace egpulab::memory {
namespace {

using testing::HasSubstr;

// Memory that remembers each write.
class FakeMemory final : public TableMemory {
 public:
  struct Write {
    u64 address;
    u64 size;
  };
  u64 allocate_table(u64 bytes) override {
    if (!free_.empty()) {
      const u64 address = free_.back();
      free_.pop_back();
      return address;
    }
    const u64 address = next_;
    next_ += bytes;
    return address;
  }
  void free_table(u64 address) override { free_.push_back(address); }
  void write(u64 address, Bytes words) override {
    writes.push_back({address, words.size()});
    for (u64 i = 0; i < words.size(); i += 8) memory[address + i] = load<u64>(words, i);
  }
  std::vector<Write> writes;
  std::map<u64, u64> memory;

 private:
  u64 next_ = 0x10000;
  std::vector<u64> free_;
};

// Walks like the hardware: from memory, not from the builder's shadow.
std::optional<u64> walk(const FakeMemory& m, const PageTableFormat& f, u64 root, u64 va) {
  u64 table = root;
  for (std::size_t l = 0; l < f.levels; ++l) {
    const u64 entry = m.memory.at(table + 8 * (va >> f.level[l].shift & 511));
    if ((entry & 1) == 0) return std::nullopt;
    if (l + 1u == f.levels || (entry & f.huge_leaf_bits) != 0)
      return (entry & f.address_mask) + va % (u64{1} << f.level[l].shift);
    table = entry & f.address_mask;
  }
  return std::nullopt;
}

class PageTablesOfGfx11 : public testing::Test {
 protected:
  FakeMemory memory;
  PageTables tables{gfx11_page_tables, memory};
  static constexpr u64 base = 0x1000'0000'0000;
  void map(u64 va, u64 address, u64 size, PageAttributes a = {}) {
    const PhysicalRange range{address, size};
    tables.map(va, {&range, 1}, a);
  }
};

TEST_F(PageTablesOfGfx11, AreWalkableInMemoryAfterACommit) {
  map(base + 0x5000, 0x7'0000'3000, 0x3000);
  tables.commit();
  EXPECT_EQ(walk(memory, gfx11_page_tables, tables.root(), base + 0x6123), 0x7'0000'4123u);
  EXPECT_EQ(walk(memory, gfx11_page_tables, tables.root(), base + 0x4000), std::nullopt);
}

TEST_F(PageTablesOfGfx11, UseA2MiBEntryWhereAlignmentAllows) {
  map(base, 0x4000'0000, 2 * MiB);
  const auto t = tables.translate(base + 0x12345);
  ASSERT_TRUE(t);
  EXPECT_EQ(t->page_bytes, 2 * MiB);
  EXPECT_EQ(t->fragment, 9u);
  EXPECT_EQ(t->address, 0x4001'2345u);
}

TEST_F(PageTablesOfGfx11, UseA1GiBEntryWhereAlignmentAllows) {
  map(base, 0x1'0000'0000, 1 * GiB);
  EXPECT_EQ(tables.translate(base)->page_bytes, 1 * GiB);
  EXPECT_EQ(tables.table_count(), 2u);
}

TEST_F(PageTablesOfGfx11, DeclareContiguousSmallPagesAsAFragment) {
  map(base + 0x10000, 0x20000, 0x10000);
  const auto t = tables.translate(base + 0x1f000);
  EXPECT_EQ(t->page_bytes, 4 * KiB);
  EXPECT_EQ(t->fragment, 4u);  // 64 KiB
}

TEST_F(PageTablesOfGfx11, DeclareNoFragmentAcrossAMisalignedRange) {
  map(base + 0x1000, 0x20000, 0x4000);
  EXPECT_EQ(tables.translate(base + 0x1000)->fragment, 0u);
}

TEST_F(PageTablesOfGfx11, MapScatteredRangesInOrder) {
  const std::array ranges{PhysicalRange{0x9000, 0x1000}, PhysicalRange{0x3000, 0x2000}};
  tables.map(base, ranges, {});
  EXPECT_EQ(tables.translate(base)->address, 0x9000u);
  EXPECT_EQ(tables.translate(base + 0x2000)->address, 0x4000u);
}

TEST_F(PageTablesOfGfx11, GoOutInFewWrites) {
  map(base, 0x1000, 8 * MiB - 0x1000);  // misaligned: 4 KiB entries only
  tables.commit();
  // The last-level tables lie next to each other, so they are one write; each upper level is one.
  EXPECT_EQ(memory.writes.size(), 4u);
  EXPECT_EQ(memory.writes.front().size, 4u * 4096);
}

TEST_F(PageTablesOfGfx11, WriteOnlyWhatChanged) {
  map(base, 0x1000, 0x1000);
  tables.commit();
  memory.writes.clear();
  map(base + 0x3000, 0x2000, 0x2000);
  tables.commit();
  ASSERT_EQ(memory.writes.size(), 1u);
  EXPECT_EQ(memory.writes[0].size, 16u);
}

TEST_F(PageTablesOfGfx11, ForgetWhatIsUnmapped) {
  map(base, 0x1000, 0x4000);
  tables.unmap(base, 0x2000);
  tables.commit();
  EXPECT_EQ(walk(memory, gfx11_page_tables, tables.root(), base + 0x1000), std::nullopt);
  EXPECT_EQ(walk(memory, gfx11_page_tables, tables.root(), base + 0x2000), 0x3000u);
}

TEST_F(PageTablesOfGfx11, KeepEmptiedTablesUntilTheTlbsForgotThem) {
  map(base, 0x1000, 0x1000);
  tables.commit();
  const u64 before = tables.table_count();
  tables.unmap(base, 0x1000);
  EXPECT_EQ(tables.table_count(), before - 3);
  const u64 fresh = memory.allocate_table(4096);
  tables.commit();
  tables.invalidated();
  EXPECT_LT(memory.allocate_table(4096), fresh);  // one of the emptied ones
}

TEST_F(PageTablesOfGfx11, RefuseToMapTwice) {
  map(base, 0x1000, 0x2000);
  try {
    map(base + 0x1000, 0x8000, 0x1000);
    FAIL();
  } catch (const InvalidRequest& e) {
    EXPECT_THAT(e.what(), HasSubstr("0x100000001000 is mapped already"));
  }
  EXPECT_EQ(tables.translate(base + 0x1000)->address, 0x2000u);
}

TEST_F(PageTablesOfGfx11, RefuseUnalignedAndUnreachableMemory) {
  EXPECT_THROW(map(base, 0x1234, 0x1000), InvalidRequest);
  EXPECT_THROW(map(base + 1, 0x1000, 0x1000), InvalidRequest);
  EXPECT_THROW(map(base, u64{1} << 50, 0x1000), InvalidRequest);
  EXPECT_THROW(map(u64{1} << 48, 0x1000, 0x1000), InvalidRequest);
}

TEST_F(PageTablesOfGfx11, RefuseToUnmapPartOfAHugePage) {
  map(base, 0x4000'0000, 2 * MiB);
  EXPECT_THROW(tables.unmap(base, 1 * MiB), InvalidRequest);
  EXPECT_THROW(tables.unmap(base + 2 * MiB, 0x1000), InvalidRequest);
}

TEST(PageTableFormats, CarryTheBitsOfLinux) {
  const PageAttributes host{.executable = true, .system = true, .snooped = true, .caching = Caching::uncached};
  EXPECT_EQ(gfx11_page_tables.entry(0x1234'5000, host, 3, 0), 0x0003'0000'1234'5077u);
  EXPECT_EQ(gfx11_page_tables.entry(0x4000'0000, {}, 2, 9), 0x0040'0000'4000'04e1u);
  EXPECT_EQ(gfx11_page_tables.table_entry(0x2000), 0x2001u);
  EXPECT_EQ(gfx12_page_tables.entry(0x1234'5000, host, 3, 0), 0x80c0'0000'1234'5077u);
  EXPECT_EQ(gfx12_page_tables.table_entry(0x2000), 0x2001u);
}

}  // namespace
}  // namespace egpulab::memory

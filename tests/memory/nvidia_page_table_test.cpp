// NVIDIA's page tables as its MMU would walk them in memory: dual directories, big pages, huge pages.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "driver/base/error.hpp"
#include "driver/memory/page_table.hpp"

namespace egpulab::memory {
namespace {

class NvidiaTableMemory final : public TableMemory {
 public:
  u64 allocate_table(u64 bytes) override {
    const u64 address = next_;
    next_ += bytes;
    return address;
  }
  void free_table(u64) override { ++freed; }
  void write(u64 address, Bytes words) override {
    for (u64 i = 0; i < words.size(); i += 8) memory[address + i] = load<u64>(words, i);
  }
  u64 word(u64 address) const {
    const auto it = memory.find(address);
    return it == memory.end() ? 0 : it->second;
  }
  std::map<u64, u64> memory;
  u32 freed = 0;

 private:
  u64 next_ = 0x10000;
};

struct Format {
  const char* name;
  const PageTableFormat& format;
  // As the MMU decodes them, by open-gpu-kernel-modules dev_mmu.h.
  u64 (*page_address)(u64 entry);
  u64 (*directory_address)(u64 entry);
  u64 (*big_table_address)(u64 entry);
};
u64 bits(u64 e, u32 high, u32 low) { return e >> low & ((u64{1} << (high - low + 1)) - 1); }

const Format formats[] = {
    {"v2", nvidia_v2_page_tables, [](u64 e) { return bits(e, 53, 8) << 12; },
     [](u64 e) { return bits(e, 53, 8) << 12; }, [](u64 e) { return bits(e, 53, 4) << 8; }},
    {"v3", nvidia_v3_page_tables, [](u64 e) { return bits(e, 51, 12) << 12; },
     [](u64 e) { return bits(e, 51, 12) << 12; }, [](u64 e) { return bits(e, 51, 8) << 8; }},
};

void PrintTo(const Format& f, std::ostream* out) { *out << f.name; }

class NvidiaPageTables : public testing::TestWithParam<Format> {
 protected:
  static constexpr u64 base = 0x10'0000'0000;
  NvidiaTableMemory memory;
  PageTables tables{GetParam().format, memory};

  void map(u64 va, u64 address, u64 size, PageAttributes a = {}) {
    const PhysicalRange range{address, size};
    tables.map(va, {&range, 1}, a);
    tables.commit();
  }
  // Physical address, or nothing for a fault. Where a big page's entry is empty the small one counts.
  std::optional<u64> walk(u64 va) const {
    const Format& f = GetParam();
    u64 table = tables.root();
    const bool three = f.format.levels == 6;
    if (three) {
      const u64 e = memory.word(table + 8 * bits(va, 56, 56));
      if (bits(e, 2, 1) != 1) return std::nullopt;
      table = f.directory_address(e);
    }
    for (const auto& [high, low] : {std::pair{three ? 55 : 48, 47}, {46, 38}, {37, 29}}) {
      const u64 e = memory.word(table + 8 * bits(va, static_cast<u32>(high), static_cast<u32>(low)));
      if ((e & 1) != 0) return low == 29 ? std::optional(f.page_address(e) + bits(va, 28, 0)) : std::nullopt;
      if (bits(e, 2, 1) != 1) return std::nullopt;
      table = f.directory_address(e);
    }
    const u64 dual = table + 16 * bits(va, 28, 21);
    const u64 first = memory.word(dual), second = memory.word(dual + 8);
    if ((first & 1) != 0) return f.page_address(first) + bits(va, 20, 0);
    if (bits(first, 2, 1) == 1) {
      const u64 big = memory.word(f.big_table_address(first) + 8 * bits(va, 20, 16));
      if ((big & 1) != 0) return f.page_address(big) + bits(va, 15, 0);
    }
    if (bits(second, 2, 1) != 1) return std::nullopt;
    const u64 small = memory.word(f.directory_address(second) + 8 * bits(va, 20, 12));
    if ((small & 1) == 0) return std::nullopt;
    return f.page_address(small) + bits(va, 11, 0);
  }
};

TEST_P(NvidiaPageTables, MapSmallPages) {
  map(base + 0x5000, 0x7'0000'3000, 0x3000);
  EXPECT_EQ(walk(base + 0x6123), 0x7'0000'4123u);
  EXPECT_EQ(walk(base + 0x4000), std::nullopt);
  EXPECT_EQ(tables.translate(base + 0x6123)->page_bytes, 4 * KiB);
}

TEST_P(NvidiaPageTables, UseBigPagesWhereAlignmentAllows) {
  map(base + 0x10000, 0x40000, 0x20000);
  EXPECT_EQ(walk(base + 0x2abcd), 0x5abcdu);
  EXPECT_EQ(walk(base + 0x30000), std::nullopt);
  EXPECT_EQ(tables.translate(base + 0x10000)->page_bytes, 64 * KiB);
}

TEST_P(NvidiaPageTables, MixBigAndSmallPagesInOneDirectoryEntry) {
  map(base + 0xf000, 0x3f000, 0x12000);  // 4 KiB, 64 KiB, 4 KiB
  EXPECT_EQ(walk(base + 0xf123), 0x3f123u);
  EXPECT_EQ(walk(base + 0x10456), 0x40456u);
  EXPECT_EQ(walk(base + 0x20789), 0x50789u);
  EXPECT_EQ(walk(base + 0x21000), std::nullopt);
}

TEST_P(NvidiaPageTables, UseHugePagesWhereAlignmentAllows) {
  map(base + 2 * MiB, 0x4000'0000, 4 * MiB);
  EXPECT_EQ(walk(base + 5 * MiB + 0x123), 0x4030'0123u);
  EXPECT_EQ(tables.translate(base + 2 * MiB)->page_bytes, 2 * MiB);
  map(base + GiB, 0x6000'0000, 512 * MiB);
  EXPECT_EQ(walk(base + GiB + 0x123'4567), 0x6123'4567u);
  EXPECT_EQ(tables.translate(base + GiB)->page_bytes, 512 * MiB);
}

TEST_P(NvidiaPageTables, ForgetWhatIsUnmappedAndGiveItsTablesBack) {
  const u64 before = tables.table_count();
  map(base + 0xf000, 0x3f000, 0x12000);
  tables.unmap(base + 0x10000, 0x10000);
  tables.commit();
  EXPECT_EQ(walk(base + 0x10000), std::nullopt);
  EXPECT_EQ(walk(base + 0x20000), 0x50000u);
  tables.unmap(base + 0xf000, 0x1000);
  tables.unmap(base + 0x20000, 0x1000);
  tables.commit();
  tables.invalidated();
  EXPECT_EQ(walk(base + 0x20000), std::nullopt);
  EXPECT_EQ(tables.table_count(), before);
  EXPECT_EQ(memory.freed, GetParam().format.levels - 1u + 1u);  // all but the root, and the big pages'
}

TEST_P(NvidiaPageTables, RefuseToMapTwiceAndToUnmapPartOfABigPage) {
  map(base, 0x40000, 0x10000);
  EXPECT_THROW(map(base + 0x4000, 0x80000, 0x1000), InvalidRequest);
  EXPECT_THROW(tables.unmap(base, 0x1000), InvalidRequest);
  map(base + 2 * MiB, 0x4000'0000, 2 * MiB);
  EXPECT_THROW(map(base + 2 * MiB + 0x10000, 0x80000, 0x1000), InvalidRequest);
  EXPECT_EQ(walk(base + 0x4000), 0x44000u);
}

INSTANTIATE_TEST_SUITE_P(Formats, NvidiaPageTables, testing::ValuesIn(formats),
                         [](const auto& row) { return std::string(row.param.name); });

TEST(NvidiaPageTableFormats, CarryTheBitsOfTheManual) {
  const PageAttributes host{.system = true, .snooped = true, .caching = Caching::uncached};
  // VALID, APERTURE SYSTEM_COHERENT, VOL, address >> 12 at bit 8, KIND 6.
  EXPECT_EQ(nvidia_v2_page_tables.entry(0x1234'5000, host, 4, 0), 0x0600'0000'0123'450du);
  EXPECT_EQ(nvidia_v2_page_tables.entry(0x1234'5000, {.writable = false}, 4, 0), 0x0600'0000'0123'4541u);
  EXPECT_EQ(nvidia_v2_page_tables.table_entry(0x2000), 0x202u);
  // PCF 0x11: REGULAR_RW_ATOMIC_UNCACHED_ACD; 0x14: REGULAR_RO_ATOMIC_CACHED_ACD.
  EXPECT_EQ(nvidia_v3_page_tables.entry(0x1234'5000, host, 5, 0), 0x1234'568du);
  EXPECT_EQ(nvidia_v3_page_tables.entry(0x1234'5000, {.writable = false}, 5, 0), 0x1234'56a1u);
  EXPECT_EQ(nvidia_v3_page_tables.table_entry(0x2000), 0x2012u);
}

}  // namespace
}  // namespace egpulab::memory

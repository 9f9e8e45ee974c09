// Page tables are written by the driver's builder (data per generation) and read by the simulator's walker (declared
// fields): both must mean the same bits.
#include "driver/memory/page_table_format.hpp"
#include "tests/amd_engines/bench.hpp"

namespace egpulab::test {
namespace {

using memory::gfx11_page_tables;
using memory::PageAttributes;

TEST(PageTableFormats, LeafOfTheBuilderIsTheEntryThatTheWalkerReads) {
  const PageAttributes all{.readable = true, .writable = true, .executable = true, .system = true, .snooped = true};
  Pte expected("VALID"_f = true, "SYSTEM"_f = true, "SNOOPED"_f = true, "EXECUTABLE"_f = true, "READABLE"_f = true,
               "WRITEABLE"_f = true, "FRAGMENT"_f = 9u, "ADDRESS"_f = 0x12345678u);
  EXPECT_EQ(gfx11_page_tables.entry(0x123'4567'8000, all, 3, 9), expected.raw());
}

TEST(PageTableFormats, HugeLeafHasTheDirectoryBitSet) {
  Pte expected("VALID"_f = true, "READABLE"_f = true, "WRITEABLE"_f = true, "ADDRESS"_f = 0x200u, "PDE_PTE"_f = true);
  EXPECT_EQ(gfx11_page_tables.entry(0x20'0000, PageAttributes{}, 2, 0), expected.raw());
}

TEST(PageTableFormats, UncachedPagesHaveTheirMemoryType) {
  const Pte entry(gfx11_page_tables.entry(0, PageAttributes{.caching = memory::Caching::uncached}, 3, 0));
  EXPECT_EQ(entry["MTYPE"_f], MemoryType::uc);
}

TEST(PageTableFormats, TableEntryIsADirectoryEntry) {
  EXPECT_EQ(gfx11_page_tables.table_entry(0xabc000), Pde("VALID"_f = true, "ADDRESS"_f = 0xabc000u >> 6).raw());
}

}  // namespace
}  // namespace egpulab::test

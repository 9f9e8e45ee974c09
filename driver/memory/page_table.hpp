// Builds a GPU's page tables: huge pages and fragments where alignment allows, batched writes, nothing read back.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "driver/memory/page_table_format.hpp"

namespace egpulab::memory {

// Where tables live and how their words get there.
class TableMemory {
 public:
  virtual ~TableMemory() = default;
  // Physical address of `bytes` (a multiple of 4 KiB, aligned to it) as an entry holds it; contents need not be zero.
  virtual u64 allocate_table(u64 bytes) = 0;
  virtual void free_table(u64 address) = 0;
  // Posted; in order.
  virtual void write(u64 address, Bytes words) = 0;
};

// Memory to map: physical address as the format wants it (VRAM offset or bus address), and bytes.
struct PhysicalRange {
  u64 address = 0;
  u64 size = 0;
};

// What the tables say about an address.
struct Translation {
  u64 address;     // physical, of the byte asked for
  u64 page_bytes;  // of the leaf entry
  u32 fragment;    // log2 of the 4 KiB pages declared contiguous
  PageAttributes attributes;
};

// One address space. Changes are made in a shadow and reach the device at commit(); the caller then invalidates TLBs
// and says so with invalidated(). All addresses and sizes are multiples of 4 KiB.
class PageTables {
 public:
  static constexpr u64 page_bytes = 4096;

  PageTables(const PageTableFormat& format, TableMemory& memory);
  ~PageTables();
  PageTables(const PageTables&) = delete;
  PageTables& operator=(const PageTables&) = delete;

  // Physical address of the root table.
  u64 root() const { return root_->address; }
  const PageTableFormat& format() const { return format_; }

  // Maps the ranges one after another from `va` on. Throws InvalidRequest for unaligned numbers, addresses beyond the
  // format's reach, and where something is mapped already; then nothing has changed.
  void map(u64 va, std::span<const PhysicalRange> ranges, const PageAttributes& attributes);
  // Unmaps [va, va + size). Throws InvalidRequest where nothing is mapped, or the end falls inside a huge page.
  void unmap(u64 va, u64 size);

  // The tables on the way to `va`, from the root down through so many levels: physical address of each. They are made
  // where they are not there, and stay for good.
  std::vector<u64> pin_tables(u64 va, std::size_t levels);

  // Writes what changed, lower levels before upper ones so that a walk never meets an unwritten table.
  void commit();
  bool needs_commit() const { return !dirty_.empty(); }
  // The TLBs have forgotten what was unmapped: emptied tables may be used again.
  void invalidated();

  std::optional<Translation> translate(u64 va) const;
  u64 table_count() const { return tables_; }

 private:
  struct Table {
    u64 address = 0;
    u8 level = 0;
    bool dirty = false;
    u16 used = 0;                       // words
    u16 dirty_low = 0, dirty_high = 0;  // words [low, high) differ from the device's
    u16 parent_word = 0;
    bool pinned = false;
    Table* parent = nullptr;
    std::array<u64, 512> words{};
    std::unique_ptr<std::array<std::unique_ptr<Table>, 512>> children;  // by word; null at the last levels
  };
  // The word that maps an address, or would: `span` bytes around the address have the same answer.
  struct Place {
    Table* table;
    u32 word;
    u64 span;
    bool mapped;
  };

  std::unique_ptr<Table> make_table(u8 level);
  // The table of that level on the way to `va`, made where it is not there.
  Table& table_for(u64 va, std::size_t level);
  void set(Table& table, u32 word, u64 entry);
  void map_block(u64 va, u64 address, u32 block_log2, const PageAttributes& attributes);
  Place find(u64 va) const;
  void check_free(u64 va, u64 size) const;
  void release_if_empty(Table& table);
  u32 index_of(u64 va, std::size_t level) const {
    return static_cast<u32>(va >> format_.level[level].shift) & ((1u << format_.level[level].bits) - 1);
  }
  // The word of the entry for `va`; of a dual one the first.
  u32 word_of(u64 va, std::size_t level) const { return index_of(va, level) << (level == format_.dual_level ? 1 : 0); }
  u64 reach() const { return u64{1} << (format_.level[0].shift + format_.level[0].bits); }

  const PageTableFormat& format_;
  TableMemory& memory_;
  std::unique_ptr<Table> root_;
  std::vector<Table*> dirty_;
  std::vector<u64> retired_;  // tables that a TLB may still know
  std::vector<std::byte> scratch_;
  u64 tables_ = 0;
};

}  // namespace egpulab::memory

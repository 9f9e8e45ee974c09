// One GPU address space: virtual addresses, page tables, and when the hardware has to hear of changes.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "driver/memory/device_memory.hpp"
#include "driver/memory/page_table.hpp"
#include "driver/memory/vram_allocator.hpp"

namespace egpulab::memory {

// A mapped range, as fault reports name it.
struct MappedRange {
  u64 va = 0;
  u64 size = 0;
  std::string label;
};

// The hardware's side of an address space.
class Translations {
 public:
  virtual ~Translations() = default;
  // Makes what was written to the tables count: it reaches memory, and the caches of translations forget.
  virtual void invalidate() = 0;
};

class AddressSpace final : private TableMemory {
 public:
  struct Layout {
    std::optional<u64> root;  // offset of the root table in device memory; else it is allocated
    // Addresses to hand out: clear of null pointers and of addresses of another kind, so that a stray one of these is
    // no mapping.
    u64 first_address = 0, address_bytes = 0;
  };
  // Tables are in `memory`, allocated where the CPU sees them.
  AddressSpace(DeviceMemory& memory, VramAllocator& allocator, Translations& translations,
               const PageTableFormat& format, const Layout& layout);
  ~AddressSpace() override;

  u64 root() const { return tables_.root(); }
  const PageTableFormat& format() const { return tables_.format(); }

  // Maps the ranges at a fresh virtual address aligned so that huge pages fit, and to `alignment` (a power of two).
  // Device addresses are offsets in device memory or bus addresses by `attributes.system`; all are multiples of 4 KiB.
  u64 map(std::span<const PhysicalRange> ranges, const PageAttributes& attributes, std::string label,
          u64 alignment = 0);
  // The GPU must have no work in flight that uses the range.
  void unmap(u64 va);

  // Addresses for somebody else to map in our tables, and the tables on the way there, from the root down: physical
  // address of each. They stay.
  u64 reserve(u64 size, u64 alignment, std::string_view label);
  std::vector<u64> pin_tables(u64 va, std::size_t levels);

  // Whether the GPU's view is behind ours.
  bool is_stale() const { return stale_; }
  // Writes changed tables and makes them count; nothing when nothing changed. To be called before work that may use
  // new mappings, and before unmapped memory is given to somebody else.
  void synchronise();
  // Runs once the GPU can no longer reach what was unmapped before: after the next synchronise().
  template <class F>
  void after_unmap(F&& release) {
    retired_.emplace_back(std::forward<F>(release));
  }

  std::optional<Translation> translate(u64 va) const { return tables_.translate(va); }
  // Where the address lies among what is mapped, as a clause: "it lies in 'ring' at offset 0x10".
  std::string whereabouts(u64 va) const;

 private:
  u64 allocate_table(u64 bytes) override;
  void free_table(u64 address) override;
  void write(u64 address, Bytes words) override;

  DeviceMemory& memory_;
  VramAllocator& allocator_;
  Translations& translations_;
  std::optional<u64> given_root_;
  std::vector<u64> free_tables_;
  std::vector<u64> table_chunks_;
  RangeAllocator addresses_;
  std::map<u64, MappedRange> ranges_;
  std::vector<std::function<void()>> retired_;
  bool stale_ = true;
  PageTables tables_;  // last: its constructor allocates the root
};

}  // namespace egpulab::memory

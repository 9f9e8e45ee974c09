// One GPU address space (VMID): virtual addresses, page tables, and when the hardware has to hear of changes.
#pragma once

#include <functional>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "driver/amd/hdp.hpp"
#include "driver/amd/memory_hub.hpp"
#include "driver/amd/vram.hpp"
#include "driver/memory/page_table.hpp"
#include "driver/memory/vram_allocator.hpp"

namespace egpulab::driver::amd {

// A mapped range, as fault reports name it.
struct MappedRange {
  u64 va = 0;
  u64 size = 0;
  std::string label;
};

class AddressSpace final : private memory::TableMemory {
 public:
  // `root`: VRAM offset of the root table. `hub`: whose caches must forget.
  AddressSpace(Hdp& hdp, Vram& vram, memory::VramAllocator& allocator, MemoryHub& hub,
               const memory::PageTableFormat& format, u32 vmid, u64 root);
  ~AddressSpace() override;

  u32 vmid() const { return vmid_; }
  u64 root() const { return tables_.root(); }

  // Maps the ranges at a fresh virtual address aligned so that huge pages fit. Device addresses are VRAM offsets or
  // bus addresses by `attributes.system`; all are multiples of 4 KiB.
  u64 map(std::span<const memory::PhysicalRange> ranges, const memory::PageAttributes& attributes, std::string label);
  // The GPU must have no work in flight that uses the range.
  void unmap(u64 va);

  // Whether the GPU's view is behind ours.
  bool is_stale() const { return stale_; }
  // Writes changed tables, flushes them to memory and invalidates translations; nothing when nothing changed. To be
  // called before work that may use new mappings, and before unmapped memory is given to somebody else.
  void synchronise();
  // Runs once the GPU can no longer reach what was unmapped before: after the next synchronise().
  template <class F>
  void after_unmap(F&& release) {
    retired_.emplace_back(std::forward<F>(release));
  }

  std::optional<memory::Translation> translate(u64 va) const { return tables_.translate(va); }
  // The range that holds `va`, or the nearest one below it.
  std::optional<MappedRange> nearest(u64 va) const;

 private:
  u64 allocate_table(u64 bytes) override;
  void free_table(u64 address) override;
  void write(u64 address, Bytes words) override;

  Hdp& hdp_;
  Vram& vram_;
  memory::VramAllocator& allocator_;
  MemoryHub& hub_;
  u32 vmid_;
  u64 root_;
  bool root_taken_ = false;
  std::vector<u64> free_tables_;
  std::vector<u64> table_chunks_;
  memory::RangeAllocator addresses_;
  std::map<u64, MappedRange> ranges_;
  std::vector<std::function<void()>> retired_;
  bool stale_ = true;
  memory::PageTables tables_;  // last: its constructor allocates the root
};

}  // namespace egpulab::driver::amd

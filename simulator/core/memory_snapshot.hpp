// What a Memory keeps of one instant; snapshots of one memory share the pages that did not change between them.
#pragma once

#include <algorithm>
#include <memory>
#include <vector>

#include "simulator/core/memory.hpp"

namespace egpulab::simulator {

class Memory::Snapshot {
 public:
  struct Page {
    u32 index;                                 // address / page_size
    std::shared_ptr<const std::byte> content;  // page_size bytes, not all zero
  };
  std::vector<Page> pages;  // ascending; a page that is not here is zero

  const std::byte* find(u32 index) const {
    const auto at = std::ranges::lower_bound(pages, index, {}, &Page::index);
    return at != pages.end() && at->index == index ? at->content.get() : nullptr;
  }
};

}  // namespace egpulab::simulator

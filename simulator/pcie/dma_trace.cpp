// Finding what engines wrote by comparing pages.
#include "simulator/pcie/dma_trace.hpp"

#include <algorithm>
#include <cstring>

namespace egpulab::simulator::pcie {

void DmaTrace::read(u64 bus_address, Bytes content) {
  // Of shared memory the observer hears when something new was found there.
  if (!memory_.shared().holds(memory_.offset_of(bus_address))) observer_.device_read(bus_address, content);
}

void DmaTrace::wrote(u64 bus_address, Bytes content) {
  // The page may be granted as well: then its copy must not find this write again.
  const u64 offset = memory_.offset_of(bus_address);
  for (Page& page : pages_) {
    const u64 first = std::max(offset, page.offset);
    const u64 last = std::min(offset + content.size(), page.offset + Memory::page_size);
    if (first < last)
      std::memcpy(page.before.data() + (first - page.offset), content.data() + (first - offset), last - first);
  }
  observer_.device_wrote(bus_address, content);
}

void DmaTrace::granted(u64 offset) {
  const auto at = std::ranges::lower_bound(pages_, offset, {}, &Page::offset);
  if (at != pages_.end() && at->offset == offset) return;
  const std::byte* content = memory_.memory().data() + offset;
  pages_.insert(at, {offset, std::vector<std::byte>(content, content + Memory::page_size)});
}

void DmaTrace::flush() {
  constexpr u64 word = 8;
  // In pages of ascending address: the order inside one step of the machine cannot be seen this way.
  for (const Page& page : pages_) {
    const std::byte* now = memory_.memory().data() + page.offset;
    const std::byte* before = page.before.data();
    for (u64 i = 0; i < Memory::page_size;) {
      if (std::memcmp(now + i, before + i, word) == 0) {
        i += word;
        continue;
      }
      u64 end = i;
      while (end < Memory::page_size && std::memcmp(now + end, before + end, word) != 0) end += word;
      observer_.device_wrote(memory_.bus_address_of(page.offset + i), {now + i, end - i});
      i = end;
    }
  }
  pages_.clear();
}

}  // namespace egpulab::simulator::pcie

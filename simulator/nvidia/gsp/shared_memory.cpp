// Page by page access to the message queues' memory.
#include "simulator/nvidia/gsp/shared_memory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::nvidia::gsp {

namespace {

// Real drivers share 129 pages; this bound only keeps a damaged count from costing memory.
constexpr u32 most_pages = 0x10000;
PhysicalAddress on_bus(u64 address) { return {Aperture::system_coherent, address}; }

}  // namespace

std::string SharedMemory::attach(const regs::nvidia::gsp::r570_144::MessageQueueInitArguments& a) {
  pages_.clear();
  const u32 count = a.page_table_entry_count;
  if (a.shared_mem_phys_addr % page_bytes != 0)
    return fmt::format("the queue memory's address {:#x} is not page-aligned", a.shared_mem_phys_addr);
  if (count == 0 || count > most_pages)
    return fmt::format("the queue memory has {} pages; expected 1 to {}", count, most_pages);
  std::vector<u64> pages{a.shared_mem_phys_addr};
  // The list goes on in the pages that it lists.
  for (u32 i = 0; i < count; ++i) {
    u64 page = 0;
    const u64 at = pages[std::min<u64>(i * 8u / page_bytes, pages.size() - 1)] + i * 8u % page_bytes;
    if (!memory_.read(on_bus(at), as_writable_bytes(page)))
      return fmt::format("entry {} of the queue memory's page list, at bus address {:#x}, cannot be read", i, at);
    if (page % page_bytes != 0 || page == 0)
      return fmt::format("entry {} of the queue memory's page list is {:#x}, which is no page's address", i, page);
    if (i == 0 && page != a.shared_mem_phys_addr)
      return fmt::format("the queue memory's page list begins with {:#x}; expected its own page {:#x}", page,
                         a.shared_mem_phys_addr);
    if (i > 0) pages.push_back(page);
  }
  const u64 size = u64{count} * page_bytes;
  for (const auto& [name, offset] :
       {std::pair{"command", a.cmd_queue_offset}, std::pair{"status", a.stat_queue_offset}})
    if (offset % page_bytes != 0 || offset == 0 || offset >= size)
      return fmt::format("the {} queue's offset {:#x} is not a page inside the {:#x} bytes of queue memory", name,
                         offset, size);
  if (a.stat_queue_offset <= a.cmd_queue_offset)
    return fmt::format("the status queue, at {:#x}, does not follow the command queue, at {:#x}", a.stat_queue_offset,
                       a.cmd_queue_offset);
  pages_ = std::move(pages);
  return {};
}

bool SharedMemory::read(u64 offset, MutableBytes into) {
  while (!into.empty()) {
    if (offset >= bytes()) return false;
    const u64 n = std::min<u64>(into.size(), page_bytes - offset % page_bytes);
    if (!memory_.read(on_bus(pages_[offset / page_bytes] + offset % page_bytes), into.first(n))) return false;
    offset += n, into = into.subspan(n);
  }
  return true;
}

bool SharedMemory::write(u64 offset, Bytes from) {
  while (!from.empty()) {
    if (offset >= bytes()) return false;
    const u64 n = std::min<u64>(from.size(), page_bytes - offset % page_bytes);
    if (!memory_.write(on_bus(pages_[offset / page_bytes] + offset % page_bytes), from.first(n))) return false;
    offset += n, from = from.subspan(n);
  }
  return true;
}

}  // namespace egpulab::simulator::nvidia::gsp

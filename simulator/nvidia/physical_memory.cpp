// Physical accesses: straight into VRAM, or out through the host port.
#include "simulator/nvidia/physical_memory.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::nvidia {

CardMemory::CardMemory(Memory& vram, HostPort& host, Timeline& timeline, Report& report)
    : vram_(vram), host_(host), timeline_(timeline), report_(report) {}

void CardMemory::complain(PhysicalAddress at, u64 bytes, bool write) {
  if (is_system(at.aperture)) return;  // the host port has said why
  report_.add(Finding::fault, "FB",
              at.aperture == Aperture::peer
                  ? fmt::format("{} of peer memory: the card has no peer", write ? "write" : "read")
                  : fmt::format("{} of {:#x} bytes at VRAM {:#x}, which has {:#x}", write ? "write" : "read", bytes,
                                at.address, vram_.size()),
              timeline_.now());
}

bool CardMemory::read(PhysicalAddress from, MutableBytes into) {
  if (from.aperture == Aperture::video && vram_.contains(from.address, into.size())) {
    vram_.read(from.address, into);
    return true;
  }
  if (is_system(from.aperture) && host_.dma_read(from.address, into)) return true;
  complain(from, into.size(), false);
  std::ranges::fill(into, std::byte{0xff});
  return false;
}

bool CardMemory::write(PhysicalAddress to, Bytes from) {
  if (to.aperture == Aperture::video && vram_.contains(to.address, from.size())) {
    vram_.write(to.address, from);
    return true;
  }
  if (is_system(to.aperture) && host_.dma_write(to.address, from)) return true;
  complain(to, from.size(), true);
  return false;
}

PhysicalMemory::Page CardMemory::page(PhysicalAddress at, bool write) {
  const u64 first = align_down(at.address, Memory::page_size);
  if (at.aperture == Aperture::video && vram_.contains(first, Memory::page_size)) return {&vram_, first};
  if (is_system(at.aperture)) {
    const HostPort::Page page = host_.dma_page(first, write);
    if (page.memory && page.memory != &vram_ && std::ranges::find(seen_, page.memory) == seen_.end())
      seen_.push_back(page.memory);
    return {page.memory, page.offset};
  }
  complain(at, Memory::page_size, write);
  return {};
}

u64 CardMemory::epoch() const {
  u64 sum = vram_.epoch() + host_.dma_epoch();
  for (const Memory* m : seen_) sum += m->epoch();
  return sum;
}

}  // namespace egpulab::simulator::nvidia

// The slow side of memory accesses: translations that the small cache does not hold.
#include "simulator/isa/memory_view.hpp"

namespace egpulab::simulator::isa {

void MemoryView::clear() {
  read.fill({}), write.fill({}), atomic.fill({});
  generation = space->generation();
}

std::byte* MemoryView::refill(u64 va, u64 bytes, Access access, bool& straddles) {
  const auto m = space->map(va, access);
  if (!m) return fault = m.error(), nullptr;
  validate();  // asking may itself move the generation on
  Entry& e = access == Access::read    ? read[va >> 12 & (entries - 1)]
             : access == Access::write ? write[va >> 12 & (entries - 1)]
                                       : atomic[va >> 12 & (atomic.size() - 1)];
  e = {m->base, m->size, m->host};
  if (va - e.base + bytes > e.size) return straddles = true, nullptr;
  return e.host + (va - e.base);
}

}  // namespace egpulab::simulator::isa

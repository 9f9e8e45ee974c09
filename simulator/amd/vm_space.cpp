// Mappings and plain accesses on top of the hub's translations.
#include "simulator/amd/vm_space.hpp"

#include <algorithm>

namespace egpulab::simulator::amd {

using isa::Access;
using isa::Mapping;
using isa::MemoryFault;

namespace {

// A mapping for writing marks all its pages as written, which snapshots and hashes pay for; one for reading is free.
constexpr u64 largest_read = 2 * MiB, largest_write = 64 * KiB;

}  // namespace

VmSpace::VmSpace(MemoryHub& hub, u8 vmid, HubClient client) : hub_(hub), vmid_(vmid), client_(client) {
  hub_.attach(*this);
}

VmSpace::~VmSpace() { hub_.detach(*this); }

void VmSpace::forget() {
  ++generation_;
  writable_.clear();
}

Expected<Mapping, MemoryFault> VmSpace::map(u64 va, Access access) {
  const auto target = hub_.resolve(vmid_, va, access);
  if (!target) return Unexpected(target.error());
  const bool write = access == Access::write || access == Access::atomic;
  u64 size = write ? largest_write : largest_read;
  while (size > Memory::page_size && (va % size > target->before || size - va % size > target->after)) size /= 2;
  const u64 skipped = va % size, offset = target->offset - skipped;
  if (write) {
    target->memory->note_write(offset, size);
    writable_.push_back({target->memory, offset, size});
  }
  return Mapping{target->memory->data() + offset, va - skipped, size};
}

void VmSpace::settle() {
  for (const Range& range : writable_) range.memory->note_write(range.offset, range.bytes);
}

std::optional<MemoryFault> VmSpace::read(u64 va, MutableBytes into) {
  while (!into.empty()) {
    const auto target = hub_.resolve(vmid_, va, Access::read);
    if (!target) return target.error();
    const u64 step = std::min<u64>(into.size(), target->after);
    target->memory->read(target->offset, into.first(step));
    va += step;
    into = into.subspan(step);
  }
  return std::nullopt;
}

std::optional<MemoryFault> VmSpace::write(u64 va, Bytes from) {
  while (!from.empty()) {
    const auto target = hub_.resolve(vmid_, va, Access::write);
    if (!target) return target.error();
    const u64 step = std::min<u64>(from.size(), target->after);
    target->memory->write(target->offset, from.first(step));
    va += step;
    from = from.subspan(step);
  }
  return std::nullopt;
}

}  // namespace egpulab::simulator::amd

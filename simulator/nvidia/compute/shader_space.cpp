// Mappings on top of the MMU's answers.
#include "simulator/nvidia/compute/shader_space.hpp"

#include <algorithm>

namespace egpulab::simulator::nvidia {

using isa::Access;
using isa::Mapping;
using isa::MemoryFault;

namespace {

// A mapping for writing marks all its pages as written, which snapshots and hashes pay for; one for reading is free.
constexpr u64 largest_read = 2 * MiB, largest_write = 64 * KiB, largest_sparse = 64 * KiB;

// The largest naturally aligned block around `va` with this much memory on both sides.
u64 block_around(u64 va, u64 before, u64 after, u64 largest) {
  u64 size = largest;
  while (size > Memory::page_size && (va % size > before || size - va % size > after)) size /= 2;
  return size;
}

FaultAccess fault_access(Access access) {
  switch (access) {
    case Access::write:
      return FaultAccess::write;
    case Access::atomic:
      return FaultAccess::atomic;
    default:
      return FaultAccess::read;
  }
}

MemoryFault::Reason reason_of(FaultType type) {
  switch (type) {
    case FaultType::va_limit_violation:
      return MemoryFault::Reason::out_of_range;
    case FaultType::ro_violation:
    case FaultType::atomic_violation:
      return MemoryFault::Reason::no_write;
    case FaultType::wo_violation:
    case FaultType::priv_violation:
      return MemoryFault::Reason::no_read;
    case FaultType::region_violation:
    case FaultType::poisoned:
    case FaultType::unsupported_aperture:
    case FaultType::unsupported_kind:
      return MemoryFault::Reason::bus;
    default:
      return MemoryFault::Reason::unmapped;
  }
}

}  // namespace

ShaderSpace::ShaderSpace(VirtualSpace& space) : space_(space) {}

void ShaderSpace::refresh() {
  const PhysicalAddress& tables = space_.directory().base;  // on a boundary of 4 KiB
  identity_ = tables.address | static_cast<u64>(tables.aperture);
  if (const u64 now = space_.generation(); now != seen_) {
    seen_ = now;
    ++generation_;
  }
}

Expected<Mapping, MemoryFault> ShaderSpace::map(u64 va, Access access) {
  const auto target = space_.resolve(va, fault_access(access));
  refresh();  // asking may push older answers out of the TLB
  if (!target) return Unexpected(MemoryFault{va, access, reason_of(target.error().type)});
  const bool write = access == Access::write || access == Access::atomic;
  if (!target->memory) return sparse(va, target->before, target->after, write);
  const u64 size = block_around(va, target->before, target->after, write ? largest_write : largest_read);
  const u64 skipped = va % size, offset = target->offset - skipped;
  if (write) {
    target->memory->note_write(offset, size);
    written_.push_back({target->memory, offset, size, generation_});
  }
  return Mapping{target->memory->data() + offset, va - skipped, size};
}

// Sparse pages read as zeros and swallow writes. (Atomic operations on them see each other until the mapping is made
// anew.)
Mapping ShaderSpace::sparse(u64 va, u64 before, u64 after, bool write) {
  const u64 size = block_around(va, before, after, largest_sparse);
  auto& block = write ? sink_ : zeros_;
  if (!block)
    block = std::make_unique<std::byte[]>(largest_sparse);
  else if (write)
    std::fill_n(block.get(), largest_sparse, std::byte{0});
  return {block.get(), va - va % size, size};
}

void ShaderSpace::settle() {
  for (const Written& w : written_) w.memory->note_write(w.offset, w.bytes);
  std::erase_if(written_, [&](const Written& w) { return w.generation != generation_; });
}

AccessFault ShaderSpace::fault_of(const MemoryFault& fault) {
  const FaultAccess access = fault_access(fault.access);
  if (const auto target = space_.resolve(fault.va, access); !target) return target.error();
  return {fault.va, FaultType::pte, access};  // mapped meanwhile
}

}  // namespace egpulab::simulator::nvidia

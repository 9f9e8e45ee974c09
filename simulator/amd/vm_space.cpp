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

std::optional<MemoryFault> VmSpace::copy(u64 to, u64 from, u64 bytes, bool backwards) {
  for (u64 done = 0; done < bytes;) {
    const u64 left = bytes - done;
    const u64 ahead = backwards ? left - 1 : done;  // the first byte to be moved now
    const auto source = hub_.resolve(vmid_, from + ahead, Access::read);
    if (!source) return source.error();
    const auto target = hub_.resolve(vmid_, to + ahead, Access::write);
    if (!target) return target.error();
    u64 step = left;
    if (backwards)
      step = std::min({step, source->before + 1, target->before + 1});
    else
      step = std::min({step, source->after, target->after});
    const u64 back = backwards ? step - 1 : 0;
    std::memmove(target->memory->data() + target->offset - back, source->memory->data() + source->offset - back, step);
    target->memory->note_write(target->offset - back, step);
    done += step;
  }
  return std::nullopt;
}

std::optional<MemoryFault> VmSpace::fill(u64 va, u64 bytes, Bytes pattern) {
  for (u64 done = 0; done < bytes;) {
    const auto target = hub_.resolve(vmid_, va + done, Access::write);
    if (!target) return target.error();
    const u64 step = std::min(bytes - done, target->after);
    std::byte* at = target->memory->data() + target->offset;
    const bool uniform = std::ranges::all_of(pattern, [&](std::byte b) { return b == pattern[0]; });
    if (uniform) {
      target->memory->fill(target->offset, step, static_cast<u8>(pattern[0]));
    } else {
      // One period by hand, then doubling what is there.
      const u64 period = std::min<u64>(step, pattern.size());
      for (u64 n = 0; n < period; ++n) at[n] = pattern[(done + n) % pattern.size()];
      for (u64 filled = period; filled < step;) {
        const u64 more = std::min(filled, step - filled);
        std::memcpy(at + filled, at, more);
        filled += more;
      }
      target->memory->note_write(target->offset, step);
    }
    done += step;
  }
  return std::nullopt;
}

bool VmSpace::is_system(u64 va) const {
  const auto target = hub_.resolve(vmid_, va, Access::read);
  return target && target->system;
}

}  // namespace egpulab::simulator::amd

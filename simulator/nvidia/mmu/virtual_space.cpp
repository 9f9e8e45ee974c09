// Plain accesses on top of the MMU's translations.
#include "simulator/nvidia/mmu/virtual_space.hpp"

#include <algorithm>

namespace egpulab::simulator::nvidia {

void VirtualSpace::bind(const PageDirectory& directory, PhysicalAddress instance, bool privileged) {
  directory_ = directory;
  instance_ = instance;
  privileged_ = privileged;
  ++bindings_;
  kept_.fill({});
}

void VirtualSpace::visit(StateVisitor& v) {
  v(directory_), v(instance_.aperture), v(instance_.address), v(privileged_);
  v(source_.engine), v(source_.client), v(source_.gpc);
  if (v.restoring()) {
    ++bindings_;
    kept_.fill({});
  }
}

Expected<Mmu::Target, AccessFault> VirtualSpace::resolve(u64 va, FaultAccess access) {
  const u64 page = va / PageFrame::smallest, in_page = va % PageFrame::smallest;
  const bool write = access != FaultAccess::read;
  Kept& kept = kept_[page % slots];
  const u64 generation = mmu_.generation();
  // That a page may be written does not say that it takes atomic operations.
  const bool atomic = access == FaultAccess::atomic;
  if (atomic || kept.page != page || kept.generation != generation || (write && !kept.writable)) {
    const auto target = mmu_.resolve(directory_, va, access, privileged_);
    if (!target) return target;
    if (atomic) return target;
    const u64 back = std::min(in_page, target->before);
    if (back != in_page) return target;  // the page begins outside of what answers: not worth keeping
    kept = {page, mmu_.generation(), *target, write};
    kept.target.offset -= in_page;
    kept.target.before -= in_page;
    kept.target.after += in_page;
    kept.target.physical.address -= in_page;
    return target;
  }
  Mmu::Target t = kept.target;
  t.offset += in_page;
  t.before += in_page;
  t.after -= in_page;
  t.physical.address += in_page;
  return t;
}

std::optional<AccessFault> VirtualSpace::read(u64 va, MutableBytes into) {
  while (!into.empty()) {
    const auto target = resolve(va, FaultAccess::read);
    if (!target) return target.error();
    const u64 step = std::min<u64>(into.size(), target->after);
    if (target->memory)
      target->memory->read(target->offset, into.first(step));
    else
      std::ranges::fill(into.first(step), std::byte{0});
    va += step;
    into = into.subspan(step);
  }
  return std::nullopt;
}

std::optional<AccessFault> VirtualSpace::write(u64 va, Bytes from) {
  while (!from.empty()) {
    const auto target = resolve(va, FaultAccess::write);
    if (!target) return target.error();
    const u64 step = std::min<u64>(from.size(), target->after);
    if (target->memory) target->memory->write(target->offset, from.first(step));
    va += step;
    from = from.subspan(step);
  }
  return std::nullopt;
}

std::optional<AccessFault> VirtualSpace::copy(u64 to, u64 from, u64 bytes) {
  for (u64 done = 0; done < bytes;) {
    const auto source = resolve(from + done, FaultAccess::read);
    if (!source) return source.error();
    const auto target = resolve(to + done, FaultAccess::write);
    if (!target) return target.error();
    const u64 step = std::min({bytes - done, source->after, target->after});
    if (target->memory && source->memory) {
      std::memmove(target->memory->data() + target->offset, source->memory->data() + source->offset, step);
      target->memory->note_write(target->offset, step);
    } else if (target->memory) {
      target->memory->fill(target->offset, step, 0);
    }
    done += step;
  }
  return std::nullopt;
}

std::optional<AccessFault> VirtualSpace::fill(u64 va, u64 bytes, Bytes pattern) {
  const bool uniform = std::ranges::all_of(pattern, [&](std::byte b) { return b == pattern[0]; });
  for (u64 done = 0; done < bytes;) {
    const auto target = resolve(va + done, FaultAccess::write);
    if (!target) return target.error();
    const u64 step = std::min(bytes - done, target->after);
    if (target->memory && uniform) {
      target->memory->fill(target->offset, step, static_cast<u8>(pattern[0]));
    } else if (target->memory) {
      // One period by hand, then doubling what is there.
      std::byte* at = target->memory->data() + target->offset;
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

bool VirtualSpace::is_system(u64 va) {
  const auto target = resolve(va, FaultAccess::read);
  return target && nvidia::is_system(target->physical.aperture);
}

void VirtualSpace::raise(const AccessFault& fault, const std::string& who) {
  mmu_.raise({.instance = instance_,
              .address = fault.address,
              .type = static_cast<u8>(fault.type),
              .access = static_cast<u8>(fault.access),
              .client = source_.client,
              .engine = source_.engine,
              .gpc = source_.gpc},
             directory_.replayable && source_.gpc, who);
}

}  // namespace egpulab::simulator::nvidia

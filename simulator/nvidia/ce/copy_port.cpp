// Rows of either layout as runs of memory.
#include "simulator/nvidia/ce/copy_port.hpp"

#include <algorithm>

namespace egpulab::simulator::nvidia {

Expected<Mmu::Target, AccessFault> CopyPort::resolve(u64 address, FaultAccess access) {
  if (!physical_) return space_.resolve(address, access);
  const auto target = space_.locate({*physical_, address});
  if (!target) return Unexpected(AccessFault{address, FaultType::region_violation, access});
  return *target;
}

// `act` gets each run that lies side by side, and how many bytes came before it.
template <class Act>
std::optional<AccessFault> CopyPort::each_run(u64 row, u64 offset, u64 bytes, FaultAccess access, Act&& act) {
  for (u64 done = 0; done < bytes;) {
    u64 address = 0, most = bytes - done;
    if (blocks_) {
      const u64 x = x_ + offset + done;
      address = address_ + blocks_->offset(x, y_ + row, z_);
      most = std::min(most, BlockLinear::run - x % BlockLinear::run);
    } else {
      address = at(row, offset + done);
    }
    const auto target = resolve(address, access);
    if (!target) return target.error();
    const u64 step = std::min(most, target->after);
    act(*target, done, step);
    done += step;
  }
  return std::nullopt;
}

std::optional<AccessFault> CopyPort::read(u64 row, u64 offset, MutableBytes into) {
  return each_run(row, offset, into.size(), FaultAccess::read, [&](const Mmu::Target& t, u64 done, u64 step) {
    if (t.memory)
      t.memory->read(t.offset, into.subspan(done, step));
    else
      std::ranges::fill(into.subspan(done, step), std::byte{0});
  });
}

std::optional<AccessFault> CopyPort::write(u64 row, u64 offset, Bytes from) {
  return each_run(row, offset, from.size(), FaultAccess::write, [&](const Mmu::Target& t, u64 done, u64 step) {
    if (t.memory) t.memory->write(t.offset, from.subspan(done, step));
  });
}

std::optional<AccessFault> CopyPort::fill(u64 row, u64 offset, u64 bytes, Bytes pattern) {
  const bool uniform = std::ranges::all_of(pattern, [&](std::byte b) { return b == pattern[0]; });
  return each_run(row, offset, bytes, FaultAccess::write, [&](const Mmu::Target& t, u64 done, u64 step) {
    if (!t.memory) return;
    if (uniform) {
      t.memory->fill(t.offset, step, static_cast<u8>(pattern[0]));
      return;
    }
    // One period by hand, then doubling what is there.
    std::byte* at = t.memory->data() + t.offset;
    const u64 period = std::min<u64>(step, pattern.size());
    for (u64 n = 0; n < period; ++n) at[n] = pattern[(done + n) % pattern.size()];
    for (u64 filled = period; filled < step;) {
      const u64 more = std::min(filled, step - filled);
      std::memcpy(at + filled, at, more);
      filled += more;
    }
    t.memory->note_write(t.offset, step);
  });
}

std::optional<AccessFault> CopyPort::copy_from(CopyPort& source, u64 row, u64 offset, u64 bytes) {
  for (u64 done = 0; done < bytes;) {
    const auto from = source.resolve(source.at(row, offset + done), FaultAccess::read);
    if (!from) return from.error();
    const auto to = resolve(at(row, offset + done), FaultAccess::write);
    if (!to) return to.error();
    const u64 step = std::min({bytes - done, from->after, to->after});
    if (to->memory && from->memory) {
      std::memmove(to->memory->data() + to->offset, from->memory->data() + from->offset, step);
      to->memory->note_write(to->offset, step);
    } else if (to->memory) {
      to->memory->fill(to->offset, step, 0);
    }
    done += step;
  }
  return std::nullopt;
}

bool CopyPort::is_system(u64 row) {
  if (physical_) return nvidia::is_system(*physical_);
  return linear() ? space_.is_system(at(row, 0)) : space_.is_system(address_);
}

}  // namespace egpulab::simulator::nvidia

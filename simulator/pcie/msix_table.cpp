// MSI-X table accesses.
#include "simulator/pcie/msix_table.hpp"

#include <algorithm>

namespace egpulab::simulator::pcie {

MsixTable::MsixTable(u8 bar, u64 offset, u32 vectors, HostPort& port)
    : bar_(bar), offset_(offset), vectors_(vectors), port_(port), words_(4 * vectors + (vectors + 63) / 64 * 2) {
  clear();
}

void MsixTable::clear() {
  for (u32 i = 0; i < words_.size(); ++i) words_[i] = i < 4 * vectors_ && i % 4 == 3 ? 1 : 0;  // all masked
}

MsixTable::Message MsixTable::message(u32 vector) const {
  return {join64(words_[4 * vector] & ~3u, words_[4 * vector + 1]), words_[4 * vector + 2]};
}

void MsixTable::set_pending(u32 vector, bool pending) {
  u32& word = words_[4 * vectors_ + vector / 32];
  const u32 bit = 1u << (vector % 32);
  word = pending ? word | bit : word & ~bit;
}

u32 MsixTable::read32(u8 bar, u64 offset) {
  return covers(offset) ? words_[(offset - offset_) / 4] : below_->read32(bar, offset);
}

void MsixTable::write32(u8 bar, u64 offset, u32 value) {
  if (!covers(offset)) return below_->write32(bar, offset, value);
  const u64 index = (offset - offset_) / 4;
  if (index >= 4 * vectors_) return;  // pending bits are read-only
  words_[index] = index % 4 == 3 ? value & 1 : value;
  const u32 vector = static_cast<u32>(index / 4);
  if (index % 4 == 3 && !masked(vector) && pending(vector)) port_.interrupt(vector);
}

void MsixTable::read_block(u8 bar, u64 offset, MutableBytes into) {
  for (u64 done = 0; done < into.size();) {
    const u64 at = offset + done;
    if (!covers(at)) {
      const u64 until = at < offset_ ? offset_ - at : into.size() - done;
      const u64 step = std::min<u64>(until, into.size() - done);
      below_->read_block(bar, at, into.subspan(done, step));
      done += step;
      continue;
    }
    into[done++] = static_cast<std::byte>(words_[(at - offset_) / 4] >> (8 * (at % 4)));
  }
}

void MsixTable::write_block(u8 bar, u64 offset, Bytes from) {
  for (u64 done = 0; done < from.size();) {
    const u64 at = offset + done;
    const u64 left = from.size() - done;
    if (!covers(at)) {
      const u64 step = at < offset_ ? std::min(offset_ - at, left) : left;
      below_->write_block(bar, at, from.subspan(done, step));
      done += step;
    } else {
      // Only whole dwords reach the table; the specification leaves anything else undefined.
      if (at % 4 == 0 && left >= 4) write32(bar, at, load<u32>(from, done));
      done += std::min<u64>(4 - at % 4, left);
    }
  }
}

}  // namespace egpulab::simulator::pcie

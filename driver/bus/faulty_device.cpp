// Counts accesses and applies the faults that are due.
#include "driver/bus/faulty_device.hpp"

#include <algorithm>

namespace egpulab::bus {

bool FaultyDevice::next() {
  ++accesses_;
  if (const auto late = faults_.delay.find(accesses_); late != faults_.delay.end()) clock().sleep_for(late->second);
  return link_up();
}

u64 FaultyDevice::flipped() const {
  const auto found = faults_.corrupt.find(accesses_);
  return found == faults_.corrupt.end() ? 0 : found->second;
}

u32 FaultyDevice::config_read(u16 offset, u8 bytes) {
  const u32 mask = bytes == 4 ? ~u32{0} : (u32{1} << 8 * bytes) - 1;
  return next() ? (inner().config_read(offset, bytes) ^ low32(flipped())) & mask : mask;
}

void FaultyDevice::config_write(u16 offset, u8 bytes, u32 value) {
  if (next()) inner().config_write(offset, bytes, value);
}

u32 FaultyDevice::read32(u8 bar, u64 offset) {
  if (!next()) return ~u32{0};
  const u32 value = inner().read32(bar, offset);
  const auto stuck = faults_.stuck.find({bar, offset});
  return (stuck == faults_.stuck.end() ? value : stuck->second) ^ low32(flipped());
}

void FaultyDevice::write32(u8 bar, u64 offset, u32 value) {
  if (next() && !faults_.stuck.contains({bar, offset})) inner().write32(bar, offset, value);
}

u64 FaultyDevice::read64(u8 bar, u64 offset) { return next() ? inner().read64(bar, offset) ^ flipped() : ~u64{0}; }

void FaultyDevice::write64(u8 bar, u64 offset, u64 value) {
  if (next()) inner().write64(bar, offset, value);
}

void FaultyDevice::read_block(u8 bar, u64 offset, MutableBytes into) {
  if (!next()) {
    std::fill(into.begin(), into.end(), std::byte{0xff});
    return;
  }
  inner().read_block(bar, offset, into);
  const u64 bits = flipped();
  for (std::size_t i = 0; i < std::min<std::size_t>(8, into.size()); ++i)
    into[i] ^= static_cast<std::byte>(bits >> 8 * i);
}

void FaultyDevice::write_block(u8 bar, u64 offset, Bytes from) {
  if (next()) inner().write_block(bar, offset, from);
}

}  // namespace egpulab::bus

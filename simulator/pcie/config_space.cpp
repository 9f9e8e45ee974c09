// Masked access to configuration space.
#include "simulator/pcie/config_space.hpp"

namespace egpulab::simulator::pcie {

u32 ConfigSpace::get(const Plane& plane, u32 offset, u8 bytes) {
  u32 value = 0;
  for (u8 i = 0; i < bytes; ++i) value |= u32{plane[offset + i]} << (8 * i);
  return value;
}

void ConfigSpace::assign(Plane& plane, u32 offset, u8 bytes, u32 value) {
  for (u8 i = 0; i < bytes; ++i) plane[offset + i] = static_cast<u8>(value >> (8 * i));
}

void ConfigSpace::set(u32 offset, u8 bytes, u32 value) {
  assign(reset_, offset, bytes, value);
  assign(value_, offset, bytes, value);
}

void ConfigSpace::writable(u32 offset, u8 bytes, u32 mask) { assign(writable_, offset, bytes, mask); }

void ConfigSpace::write_one_clears(u32 offset, u8 bytes, u32 mask) { assign(clears_, offset, bytes, mask); }

void ConfigSpace::sticky(u32 offset, u8 bytes, u32 mask) { assign(sticky_, offset, bytes, mask); }

void ConfigSpace::write(u32 offset, u8 bytes, u32 value) {
  for (u8 i = 0; i < bytes; ++i) {
    const auto written = static_cast<u8>(value >> (8 * i));
    const u32 at = offset + i;
    const u32 kept = (value_[at] & ~writable_[at]) | (written & writable_[at]);
    value_[at] = static_cast<u8>(kept & ~(written & clears_[at]));
  }
}

void ConfigSpace::reset(bool power) {
  for (u32 i = 0; i < size; ++i) {
    const u8 keep = power ? u8{0} : sticky_[i];
    value_[i] = static_cast<u8>((value_[i] & keep) | (reset_[i] & ~keep));
  }
}

void ConfigSpace::visit(StateVisitor& visit) {
  visit(value_);
  visit(writable_);  // a resized BAR has other writable bits
}

}  // namespace egpulab::simulator::pcie
